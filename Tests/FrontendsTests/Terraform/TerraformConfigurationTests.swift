import AWSModel
import Documents
import NetSpace
import Testing

@testable import Frontends

@Suite struct TerraformConfigurationTests {
  /// Arguments and those of blocks that nobody reads and that look like one that is read; instances share one report,
  /// comments and arguments that another one resembles are none.
  @Test func misspeltArgumentsAreReported() throws {
    let configuration = try TerraformFixture.configuration(
      """
      {"resource": {
        "aws_security_group": {"s": {"//": "comment", "ingres": [], "count": 2, "egress": [
          {"//": "to all", "from_port": 0, "to_port": 0, "protocol": "-1", "cidr_block": ["0.0.0.0/0"]}]}},
        "aws_vpc_security_group_egress_rule": {"e": {
          "security_group_id": "sg-1", "ip_protocol": "-1", "cidr_ipv6": "::/0"}},
        "aws_db_instance": {"d": {"vpc_security_groups_ids": []}},
        "aws_iam_role": {"r": {"assume_role_policy": "{\\"Statement\\": [{\\"Efect\\": \\"Allow\\"}]}"}}
      }}
      """)
    let said = configuration.diagnostics.filter { $0.message.contains(" is no ") }
    #expect(
      said.map(\.message) == [
        "\"Efect\" is no element of a statement, and counts for nothing",
        "\"cidr_block\" is no argument of this block", "\"ingres\" is no argument of aws_security_group",
        "\"vpc_security_groups_ids\" is no argument of aws_db_instance",
      ])
    #expect(said.last?.help == "did you mean vpc_security_group_ids?")
  }

  @Test func resourcesInEveryForm() throws {
    let body = "{\"cidr_block\": \"10.0.0.0/16\"}"
    for resource in [
      "{\"aws_vpc\": {\"a\": \(body)}}", "[{\"aws_vpc\": {\"a\": \(body)}}]", "{\"aws_vpc\": [{\"a\": \(body)}]}",
      "{\"aws_vpc\": {\"a\": [\(body)]}}", "{\"//\": \"comment\", \"aws_vpc\": {\"//\": 1, \"a\": \(body)}}",
    ] {
      let model = try TerraformFixture.configuration("{\"//\": \"x\", \"resource\": \(resource)}")
      #expect(model.vpcs.map(\.id.address) == ["aws_vpc.a"], "\(resource)")
      #expect(model.vpcs.first?.declaration.place.text == "\"a\"")
      #expect(model.diagnostics.isEmpty)
    }
  }

  @Test func referencesAndTemplates() throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"port": {"default": 5432}, "cidr": {}},
       "locals": {"name": "app", "group": "${aws_security_group.db.id}"},
       "resource": {
        "aws_vpc": {"main": {"cidr_block": "10.0.0.0/16"}},
        "aws_eip": {"office": {}},
        "aws_subnet": {"a": {"count": 2, "vpc_id": "${aws_vpc.main.id}", "cidr_block": "10.0.${count.index}.0/24"}},
        "aws_security_group": {"db": {"vpc_id": "${aws_vpc.main.id}", "name": "${local.name}-db", "ingress": [
          {"protocol": "tcp", "from_port": "${var.port}", "to_port": "${var.port}",
           "cidr_blocks": ["${aws_vpc.main.cidr_block}", "${aws_eip.office.public_ip}/32", "${var.cidr}"]},
          {"protocol": "-1", "from_port": 0, "to_port": 0, "self": true, "security_groups": ["${local.group}"]}]}},
        "aws_db_subnet_group": {"main": {"name": "app", "subnet_ids": "${aws_subnet.a[*].id}"}},
        "aws_db_instance": {"main": {"engine": "postgres", "db_subnet_group_name": "app",
          "vpc_security_group_ids": ["${aws_security_group.db.id}"]}},
        "aws_instance": {"one": {"subnet_id": "${aws_subnet.a[1].id}"}}}}
      """)
    #expect(model.diagnostics.isEmpty)
    #expect(model.subnets.map { $0.ipv4?.known?.prefix.known?.description } == ["10.0.0.0/24", "10.0.1.0/24"])
    #expect(model.subnets.map(\.vpc.target.short) == ["aws_vpc.main", "aws_vpc.main"])
    let group = try model.securityGroups.at("aws_security_group.db")
    #expect(group.name?.known?.literal == "app-db")
    #expect(
      group.rules.elements.map(\.short) == [
        "ingress tcp/5432 10.0.0.0/16, block: aws_eip.office.public_ip is known only after apply, block: var.cidr has no value",
        "ingress all traffic aws_security_group.db, aws_security_group.db",
      ])
    #expect(group.rules.elements[0].traffic.ports.origin == .parameterDefault)
    guard case .block(let office) = group.rules.elements[0].peers.elements[1].kind else {
      Issue.record("no block")
      return
    }
    #expect(office.length == 32)
    #expect(
      try model.databaseSubnetGroups.at("aws_db_subnet_group.main").subnets.short == [
        "aws_subnet.a[0]", "aws_subnet.a[1]",
      ])
    #expect(try model.databases.at("aws_db_instance.main").subnetGroup?.target.short == "aws_db_subnet_group.main")
    #expect(try model.instances.at("aws_instance.one").subnet?.target.short == "aws_subnet.a[1]")
  }

  @Test func placesAreInTheFile() throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {"aws_security_group": {"g": {"ingress": {"protocol": "tcp", "from_port": 22, "to_port": 22,
        "cidr_blocks": ["0.0.0.0/0"]}}}}}
      """)
    let rule = try #require(try model.securityGroups.at("aws_security_group.g").rules.elements.first)
    #expect(
      rule.peers.elements.first?.place.range.text.hasSuffix("0.0.0.0/0\"") == true
        || rule.peers.elements.first?.place.range.text == "0.0.0.0/0")
    #expect(rule.place.range.start.line == 1)
    #expect(rule.peers.elements.first?.place.range.start.line == 2)
  }

  @Test func whatIsNotKnownIsUnknown() throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"x": {}, "rules": {}}, "resource": {
        "aws_vpc": {"v": {"count": "${length(var.x)}", "cidr_block": "${cidrsubnet(\\"10.0.0.0/8\\", 8, 1)}"},
                    "w": {"cidr_block": "${cidrsubnet(var.x, 8, 1)}"}},
        "aws_security_group": {"g": {"dynamic": {"ingress": {"for_each": "${var.rules}", "content": {}}}}},
        "aws_instance": {"i": {"subnet_id": "%{ if var.x }a%{ endif }"}}}}
      """)
    let vpc = try model.vpcs.at("aws_vpc.v")
    #expect(vpc.declaration.existence.verdict == .unknown)
    #expect(vpc.blocks.elements.first?.known?.prefix.known?.description == "10.1.0.0/16")
    let other = try model.vpcs.at("aws_vpc.w")
    #expect(other.blocks.elements.first?.known?.prefix.unknown?.description == "var.x has no value")
    let group = try model.securityGroups.at("aws_security_group.g")
    #expect(group.rules.elements.map(\.existence.verdict) == [.unknown])
    #expect(group.rules.elements.first?.peers.rest.map(\.subject) == ["dynamic \"ingress\" of aws_security_group.g"])
    #expect(try model.instances.at("aws_instance.i").subnet?.target.unknown != nil)
    #expect(model.diagnostics.isEmpty)
  }

  @Test func instancesOfCountAndForEach() throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"on": {"default": true}, "zones": {"default": ["a", "b"]}, "later": {}},
       "resource": {
        "aws_vpc": {"counted": {"count": "${var.on ? 2 : 0}", "cidr_block": "10.${count.index}.0.0/16"},
                    "none": {"count": "${var.on ? 0 : 1}", "cidr_block": "10.0.0.0/16"},
                    "perhaps": {"count": "${var.later ? 1 : 0}", "cidr_block": "10.0.0.0/16"}},
        "aws_subnet": {
          "zone": {"for_each": "${toset(var.zones)}", "vpc_id": "${aws_vpc.counted[0].id}",
                   "cidr_block": "${cidrsubnet(aws_vpc.counted[1].cidr_block, 8, index(var.zones, each.value))}"},
          "one": {"for_each": {"x": "10.9.0.0/24"}, "vpc_id": "${one(aws_vpc.perhaps[*].id)}", "cidr_block": "${each.value}"}},
        "aws_db_subnet_group": {"g": {"name": "g", "subnet_ids": "${values(aws_subnet.zone)[*].id}"}}}}
      """)
    #expect(model.diagnostics.isEmpty)
    #expect(model.vpcs.map(\.id.address) == ["aws_vpc.counted[0]", "aws_vpc.counted[1]", "aws_vpc.perhaps"])
    #expect(model.vpcs.map(\.declaration.existence.verdict) == [.yes, .yes, .unknown])
    let zones = model.subnets.filter { $0.id.address.hasPrefix("aws_subnet.zone") }
    #expect(zones.map(\.id.address) == ["aws_subnet.zone[\"a\"]", "aws_subnet.zone[\"b\"]"])
    #expect(zones.map { $0.ipv4?.known?.prefix.known?.description } == ["10.1.0.0/24", "10.1.1.0/24"])
    #expect(zones.map(\.vpc.target.short) == ["aws_vpc.counted[0]", "aws_vpc.counted[0]"])
    #expect(try model.subnets.at("aws_subnet.one[\"x\"]").vpc.target.unknown != nil)
    #expect(
      try model.databaseSubnetGroups.at("aws_db_subnet_group.g").subnets.short == [
        "aws_subnet.zone[\"a\"]", "aws_subnet.zone[\"b\"]",
      ])
  }

  @Test func forEachOverWhatIsKnownLaterAndOverTheWrong() throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {
        "aws_vpc": {"a": {"cidr_block": "10.0.0.0/16"}, "list": {"for_each": ["x"], "cidr_block": "10.0.0.0/16"}},
        "aws_subnet": {"later": {"for_each": "${toset([aws_vpc.a.id])}", "vpc_id": "${each.value}"}}}}
      """)
    #expect(model.vpcs.map(\.declaration.existence.verdict) == [.yes, .unknown])
    #expect(model.subnets.map(\.declaration.existence.verdict) == [.unknown])
    #expect(
      model.diagnostics.map(\.message) == [
        "for_each of aws_vpc.list: expected a map or a set of texts",
        "for_each of aws_subnet.later is known only after apply: one instance stands for those that there may be",
      ])
    #expect(model.diagnostics.texts == ["[\"x\"]", "\"${toset([aws_vpc.a.id])}\""])
  }

  @Test func whatForEachNeedsIsSaidOnce() throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"zones": {}}, "resource": {
        "aws_vpc": {"a": {"for_each": "${var.zones}", "cidr_block": "10.0.0.0/16"}, "b": {"cidr_block": "10.1.0.0/16"}},
        "aws_subnet": {"s": {"vpc_id": "${aws_vpc.a[\\"x\\"].id}", "cidr_block": "10.0.1.0/24"},
                       "t": {"vpc_id": "${aws_vpc.a[\\"y\\"].id}", "cidr_block": "10.0.2.0/24"}}}}
      """)
    #expect(model.vpcs.map(\.declaration.existence.verdict) == [.unknown, .yes])
    #expect(
      model.diagnostics.map(\.message) == [
        "for_each of aws_vpc.a is not known, as var.zones has no value: one instance stands for those that there may be"
      ])
    #expect(model.diagnostics.texts == ["\"${var.zones}\""])
    #expect(model.diagnostics.allSatisfy { $0.help == "give it with --var or --var-file" && $0.kind == .assumed })
  }

  @Test func mistakesInExpressionsHaveTheirPlace() throws {
    let model = try TerraformFixture.configuration(
      """
      {"locals": {"c": "${nosuch(1)}"}, "resource": {
        "aws_vpc": {"a": {"cidr_block": "${1 +}"}, "b": {"cidr_block": "x${[1]}"}, "c": {"cidr_block": "${local.c}"},
                    "d": {"cidr_block": "${cidrsubnet(\\"10.0.0.0/8\\", 40, 1)}"}}}}
      """)
    #expect(
      model.diagnostics.map(\.message) == [
        "expected an expression, found \"}\"", "expected a text, found a list", "there is no function nosuch",
        "cidrsubnet: a block of 10.0.0.0/8 cannot be 40 bits longer",
      ])
    #expect(model.diagnostics.texts[0] == "}")
    #expect(model.vpcs.allSatisfy { $0.blocks.elements.first?.known?.prefix.unknown != nil })
  }

  @Test func policiesWithReferencesInTheirText() throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {
        "aws_s3_bucket": {"b": {"bucket": "data"}},
        "aws_iam_role": {"r": {"name": "r", "assume_role_policy": "{\\"Statement\\": []}"}},
        "aws_iam_role_policy": {"p": {"role": "${aws_iam_role.r.id}", "policy":
          "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Action\\": \\"s3:GetObject\\", \\"Resource\\": \\"${aws_s3_bucket.b.arn}/*\\"}]}"}}}}
      """)
    #expect(model.diagnostics.allSatisfy { $0.message.contains("without \"Version\"") })
    let role = try model.identities.at("aws_iam_role.r")
    let statement = try #require(role.inlinePolicies.elements.first?.document.statements.elements.first)
    let resource = try #require(statement.resources?.patterns.elements.first?.known)
    #expect(resource.parts == [.attribute(try model.buckets.at("aws_s3_bucket.b").id, "arn"), .literal("/*")])
  }

  @Test func mistakesAreSaid() throws {
    let model = try TerraformFixture.configuration(
      """
      {"locals": {"a": "${local.b}", "b": "${local.a}"},
       "resource": [{"aws_vpc": {"v": {"cidr_block": "${local.a}"}}}, {"aws_vpc": {"v": {}}},
        {"aws_subnet": {"s": {"vpc_id": "${aws_vpc.missing.id}"}, "t": 3}}]}
      """)
    #expect(model.diagnostics.texts.contains("3"))
    #expect(model.diagnostics.contains { $0.message == "aws_vpc.v is declared twice; the first is used" })
    #expect(model.diagnostics.contains { $0.message == "aws_vpc.missing.id refers to nothing that is declared here" })
    #expect(try model.vpcs.at("aws_vpc.v").blocks.elements.first?.known?.prefix.unknown != nil)
    #expect(try model.subnets.at("aws_subnet.s").vpc.target.unknown != nil)
  }

  @Test func textsThatGrowWithoutEndStop() throws {
    let locals = (0..<60).map { "\"l\($0)\": \"${local.l\($0 + 1)}${local.l\($0 + 1)}\"" }.joined(separator: ",")
    let model = try TerraformFixture.configuration(
      "{\"locals\": {\(locals), \"l60\": \"x\"}, \"resource\": {\"aws_s3_bucket\": {\"b\": {\"bucket\": \"${local.l0}\"}}}}"
    )
    #expect(model.buckets.count == 1)
  }

  @Test(arguments: ["{\"Resources\": {}}", "{\"resource\": 1}", "{\"resource\": {}, \"other\": 1}", "{}", "[]"])
  func otherDocumentsAreNoConfigurations(json: String) throws {
    let document = try Document.json(SourceFile(path: "x.json", bytes: Array(json.utf8)))
    #expect(TerraformConfiguration(document) == nil)
  }

  /// A condition that is not known chooses between lists of blocks: all of them may be there, and nothing else.
  @Test func dynamicBlocksOfAChoice() throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"open": {}}, "resource": {"aws_security_group": {"g": {"dynamic": {"ingress": {
        "for_each": "${var.open ? [22, 80] : range(443, 444)}", "content": {"protocol": "tcp",
        "from_port": "${ingress.value}", "to_port": "${ingress.value}", "cidr_blocks": ["10.0.0.1/32"]}}}}}}}
      """)
    let group = try model.securityGroups.at("aws_security_group.g")
    #expect(group.rules.rest.isEmpty)
    #expect(
      group.rules.elements.map(\.short) == [
        "ingress tcp/22 10.0.0.1/32", "ingress tcp/80 10.0.0.1/32", "ingress tcp/443 10.0.0.1/32",
      ])
    #expect(group.rules.elements.allSatisfy { !$0.existence.because.isEmpty && $0.existence.verdict == .unknown })
  }

  // MARK: Ranges of ports

  /// The end that is known is in the range, whichever the other one is.
  @Test(arguments: [
    ("443", "\"${var.port}\"", "tcp/443", "tcp/443-65535"), ("\"${var.port}\"", "443", "tcp/443", "tcp/0-443"),
    ("\"${var.port}\"", "\"${var.port}\"", "no traffic", "all tcp"),
  ])
  func aRangeWithOneUnknownEnd(from: String, to: String, must: String, may: String) throws {
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"port": {}}, "resource": {"aws_security_group": {"g": {"ingress": {
        "protocol": "tcp", "from_port": \(from), "to_port": \(to), "cidr_blocks": ["10.0.0.0/8"]}}}}}
      """)
    let traffic = try #require(try model.securityGroups.at("aws_security_group.g").rules.elements.first).traffic
    #expect("\(traffic.bounds.must)" == must)
    #expect("\(traffic.bounds.may)" == may)
    #expect(traffic.ports.unknown?.description == "var.port has no value")
  }

  // MARK: Constructs

  /// As CDK for Terraform synthesizes them.
  @Test func constructsAreKnownByTheirPaths() throws {
    func resource(_ path: String) -> String { "{\"//\": {\"metadata\": {\"path\": \"\(path)\", \"uniqueId\": \"a\"}}}" }
    let document = try Document.json(
      SourceFile(
        path: "cdk.tf.json",
        bytes: Array(
          """
          {"//": {"metadata": {"backend": "local", "stackName": "shop", "version": "0.20.0"}, "outputs": {}},
           "resource": {
             "aws_vpc": {"a": \(resource("shop/a")), "b": \(resource("shop/twice")), "plain": {"//": "a comment"}},
             "aws_subnet": {"b": \(resource("shop/twice"))}}}
          """.utf8)))
    let configuration = try #require(TerraformConfiguration(document))
    #expect(configuration.constructPaths == ["aws_vpc.a": "shop/a"])
    let model = configuration.infrastructure(identifiers: [:])
    #expect(model.vpcs.count == 3)
  }
}
