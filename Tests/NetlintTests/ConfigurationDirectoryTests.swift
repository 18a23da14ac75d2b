import TestSupport
import Testing

/// A directory of `.tf.json` files is a module, and what is wrong with one does not keep the rest from being read.
@Suite struct ConfigurationDirectoryTests {
  private static let group = """
    {"variable": {"from": {"type": "string"}}, "resource": {"aws_security_group": {"g": {"description": "x",
     "ingress": {"description": "x", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["${var.from}"]}}}}}
    """

  private func check(_ folder: TemporaryFolder, _ arguments: String...) throws -> NetlintProcess {
    try NetlintProcess.run(["check"] + arguments + ["--only", "admin-port-open-to-world"], in: folder.path)
  }

  @Test func valuesOfVariablesInTheirOrder() throws {
    let folder = try TemporaryFolder()
    try folder.write("main.tf.json", Self.group)
    #expect(try check(folder, ".").output.contains("var.from"))
    try folder.write("terraform.tfvars.json", "{\"from\": \"0.0.0.0/0\"}")
    #expect(try check(folder, ".").output.contains("admits 0.0.0.0/0"))
    try folder.write("b.auto.tfvars.json", "{\"from\": \"10.0.0.0/8\"}")
    #expect(try check(folder, ".").output.contains("no findings in 1 file"))
    try folder.write("c.json", "{\"from\": \"0.0.0.0/0\"}")
    #expect(try check(folder, "main.tf.json", "--var-file", "c.json").output.contains("admits 0.0.0.0/0"))
    let last = try check(folder, "main.tf.json", "--var-file", "c.json", "--var", "from=192.0.2.0/24")
    #expect(last.output.contains("no findings in 1 file"))
  }

  @Test func valuesInNativeSyntax() throws {
    let folder = try TemporaryFolder()
    try folder.write("main.tf.json", Self.group)
    try folder.write("terraform.tfvars", "# from = 1\nfrom = \"0.0.0.0/0\" // the world\n")
    #expect(try check(folder, ".").output.contains("admits 0.0.0.0/0"))
    // JSON counts more, and what is read automatically more than both, in the order of the names.
    try folder.write("terraform.tfvars.json", "{\"from\": \"10.0.0.0/8\"}")
    #expect(try check(folder, ".").output.contains("no findings in 1 file"))
    try folder.write("a.auto.tfvars.json", "{\"from\": \"10.0.0.0/8\"}")
    try folder.write("b.auto.tfvars", "other = { a = [1] }\nfrom = \"0.0.0.0/0\"\n")
    #expect(try check(folder, ".").output.contains("admits 0.0.0.0/0"))
    try folder.write("c.tfvars", "from = \"10.0.0.0/8\"")
    #expect(try check(folder, "main.tf.json", "--var-file", "c.tfvars").output.contains("no findings in 1 file"))
    try folder.write("d.tfvars", "variable \"from\" {}")
    let block = try check(folder, "main.tf.json", "--var-file", "d.tfvars")
    #expect(block.status == 2 && block.errors.contains("expected values of variables, found a block"))
    #expect(block.errors.contains("d.tfvars:1:1"))
  }

  @Test func variablesThatNobodyHasAreErrors() throws {
    let folder = try TemporaryFolder()
    try folder.write("main.tf.json", Self.group)
    let process = try check(folder, ".", "--var", "form=10.0.0.0/8")
    #expect(process.status == 2)
    #expect(process.errors.contains("no configuration has a variable form"))
    #expect(try check(folder, ".", "--var", "from").errors.contains("expected NAME=VALUE, found from"))
    #expect(try check(folder, ".", "--var-file", "none.json").status == 2)
  }

  /// A variable that is true or false is the same wherever it decides.
  @Test(arguments: [
    // There only if it is true, and open only if it is false.
    ("count", "${var.on ? 1 : 0}", "${var.on ? \"10.0.0.0/8\" : \"0.0.0.0/0\"}", "no findings in 1 file"),
    ("count", "${var.on ? 1 : 0}", "${var.on ? \"0.0.0.0/0\" : \"10.0.0.0/8\"}", "1 answer needs var.on"),
    ("for_each", "${toset(var.on ? [\"a\"] : [])}", "${!var.on ? \"0.0.0.0/0\" : \"10.0.0.0/8\"}", "no findings"),
    // Open either way, by one of two conditions.
    ("//", "", "${var.on ? \"0.0.0.0/1\" : \"0.0.0.0/0\"}", "admits 0.0.0.0/1"),
  ])
  func oneVariableAtSeveralPlaces(_ key: String, _ number: String, _ cidr: String, _ output: String) throws {
    let folder = try TemporaryFolder()
    func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\\\""))\"" }
    try folder.write(
      "main.tf.json",
      """
      {"variable": {"on": {"type": "bool"}}, "resource": {"aws_security_group": {"g": {\(quoted(key)): \(quoted(number)),
       "description": "x", "ingress": {"description": "x", "protocol": "tcp", "from_port": 22, "to_port": 22,
       "cidr_blocks": [\(quoted(cidr))]}}}}}
      """)
    let process = try check(folder, ".")
    #expect(process.output.contains(output), "\(process.output)")
  }

  @Test func kindsOfBlocksAndTypesThatAreMisspelled() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "main.tf.json",
      """
      {"variabel": {"x": {}},
       "resource": {"aws_securty_group": {"a": {}}, "aws_emr_cluster": {"b": {}}, "aws_security_group": {"g": {
        "description": "x", "ingress": {"description": "x", "protocol": "tcp", "from_port": 22, "to_port": 22,
        "cidr_blocks": ["0.0.0.0/0"]}}}}}
      """)
    let output = try check(folder, ".").output
    #expect(output.contains("aws_security_group.g admits 0.0.0.0/0"))
    #expect(
      output.contains("warning: \"variabel\" is no kind of block --> main.tf.json:1:2\n  help: did you mean variable?"))
    #expect(output.contains("warning: there is no resource type aws_securty_group"))
    #expect(output.contains("help: did you mean aws_security_group?"))
    #expect(output.contains("note: aws_emr_cluster is not modelled"))
  }

  @Test func aModuleThatIsCalledIsNoRoot() throws {
    let folder = try TemporaryFolder()
    try folder.write("modules/group/main.tf.json", Self.group)
    try folder.write(
      "prod/main.tf.json",
      "{\"module\": {\"g\": {\"source\": \"../modules/group\", \"for_each\": {\"a\": \"0.0.0.0/0\"}, \"from\": \"${each.value}\"}}}"
    )
    for input in [".", "prod", "prod/main.tf.json"] {
      let process = try check(folder, input)
      #expect(process.output.contains("module.g[\"a\"].aws_security_group.g admits 0.0.0.0/0 on tcp/22"), "\(input)")
      #expect(process.output.contains("--> modules/group/main.tf.json:2:"))
      #expect(process.output.contains("1 finding (1 high) in "))
    }
    // Named by itself it is one, of which the values are not known.
    #expect(try check(folder, "modules/group").output.contains("var.from"))
  }

  @Test func modulesThatMultiplyEndWithANote() throws {
    let folder = try TemporaryFolder()
    for directory in ["", "m/", "m/m/"] {
      try folder.write("\(directory)main.tf.json", #"{"module": {"m": {"source": "./m", "count": 100}}}"#)
    }
    try folder.write("m/m/m/main.tf.json", Self.group.replacing("${var.from}", with: "0.0.0.0/0"))
    let process = try check(folder, ".")
    #expect(process.output.contains("the configuration has more than 10000 instances"))
    #expect(process.output.contains("module.m[0].module.m[0].module.m[0].aws_security_group.g admits 0.0.0.0/0"))
  }

  /// What is too much is said, and one stands for all of it: none may be left out in silence.
  @Test(arguments: [
    #""count": 10001"#, #""count": 1000000000"#,
    #""for_each": "${toset([for p in setproduct(range(101), range(100)): \"${p[0]}-${p[1]}\"])}""#,
  ])
  func tooManyInstancesAreOneWithANote(_ repetition: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "main.tf.json",
      """
      {"resource": {"aws_security_group": {"g": {\(repetition), "description": "x",
       "ingress": {"description": "x", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}}}}}
      """)
    let output = try check(folder, ".").output
    #expect(output.contains("the configuration has more than 10000 instances"))
    #expect(output.contains("no findings, 1 undecided"))
  }

  @Test func brokenModulesLeaveTheRest() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "main.tf.json",
      """
      {"locals": {"a": "${local.b}", "b": "${local.a}"},
       "module": {"self": {"source": "./"}, "gone": {"source": "./gone"}, "up": {"source": "../outside"}, "bad": {"source": "./bad"},
                  "far": {"source": "hashicorp/consul/aws"}, "ring": {"source": "./ring"}},
       "resource": {"aws_vpc": {"v": {"cidr_block": "${local.a}"}, "w": {"count": "${length(aws_vpc.w)}"},
                                "x": {"cidr_block": "${module.gone.cidr}"}, "y": {"cidr_block": "${aws_vpc.z.cidr_block}"}},
        "aws_security_group": {"g": {"description": "x", "ingress": {"description": "x", "protocol": "tcp",
          "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}}}}}
      """)
    try folder.write("ring/main.tf.json", "{\"module\": {\"back\": {\"source\": \"../\"}}}")
    try folder.write("bad/main.tf.json", "{\"resource\": {")
    let process = try check(folder, "main.tf.json")
    #expect(process.status == 2)
    #expect(process.output.contains("aws_security_group.g admits 0.0.0.0/0 on tcp/22"))
    for message in [
      "local.a refers to itself --> main.tf.json:1:", "module.self is the module that calls it --> main.tf.json:2:",
      "module.gone is not read: there is no configuration in JSON in gone --> main.tf.json:2:",
      "module.up is not read: there is no configuration in JSON in ../outside --> main.tf.json:2:",
      "module.bad is not read: there is no configuration in JSON in bad --> main.tf.json:2:",
      "module.far is not read: hashicorp/consul/aws is not in the input --> main.tf.json:3:",
      "module.back is the module that calls it --> ring/main.tf.json:1:",
      "the number of aws_vpc.w depends on itself --> main.tf.json:4:",
      "aws_vpc.z.cidr_block refers to nothing that is declared here --> main.tf.json:5:",
    ] { #expect(process.output.contains(message), "\(message)\n\(process.output)") }
    #expect(process.errors.contains("bad/main.tf.json:1:15"))
  }

  /// On threads, whose stacks are small.
  @Test func longChainsStop() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      let locals = (0..<20_000).map { "\"l\($0)\": \"${[local.l\($0 + 1)]}\"" }.joined(separator: ",")
      try folder.write(
        "\(name)/main.tf.json",
        "{\"locals\": {\(locals), \"l20000\": 1}, \"resource\": {\"aws_vpc\": {\"v\": {\"cidr_block\": \"${local.l0[0]}\"}}}}"
      )
    }
    let process = try NetlintProcess.run(["check", "a", "b"], in: folder.path)
    #expect(process.status == 1, "\(process.errors)")
    let doubling = (0..<60).map { "\"l\($0)\": [\"${local.l\($0 + 1)}\", \"${local.l\($0 + 1)}\"]" }.joined(
      separator: ",")
    try folder.write(
      "c/main.tf.json",
      "{\"locals\": {\(doubling), \"l60\": 1}, \"resource\": {\"aws_security_group\": {\"v\": {\"description\": \"${jsonencode(local.l0)}\", \"tags\": \"${flatten(local.l0)}\", \"ingress\": \"${local.l0}\"}}}}"
    )
    #expect(try NetlintProcess.run(["check", "c"], in: folder.path).status < 64)
  }

  // MARK: CDK for Terraform

  private static let constructs = """
    {"//": {"metadata": {"backend": "local", "stackName": "shop", "version": "0.20.0"}, "outputs": {}},
     "resource": {
      "aws_vpc": {"net": {"cidr_block": "10.0.0.0/16"}},
      "aws_internet_gateway": {"gw": {"vpc_id": "${aws_vpc.net.id}"}},
      "aws_route_table": {"t": {"vpc_id": "${aws_vpc.net.id}",
        "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "${aws_internet_gateway.gw.id}"}]}},
      "aws_subnet": {"s": {"vpc_id": "${aws_vpc.net.id}", "cidr_block": "10.0.0.0/24"}},
      "aws_route_table_association": {"a": {"subnet_id": "${aws_subnet.s.id}", "route_table_id": "${aws_route_table.t.id}"}},
      "aws_security_group": {"web_group_3F1A": {"vpc_id": "${aws_vpc.net.id}",
        "//": {"metadata": {"path": "shop/web/group", "uniqueId": "web_group_3F1A"}},
        "ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}]}},
      "aws_instance": {"web_host_77B2": {"subnet_id": "${aws_subnet.s.id}", "associate_public_ip_address": true,
        "//": {"metadata": {"path": "shop/web/host", "uniqueId": "web_host_77B2"}},
        "vpc_security_group_ids": ["${aws_security_group.web_group_3F1A.id}"]}}}}
    """

  /// Users of CDK for Terraform know their constructs by the paths of these.
  @Test(arguments: ["shop/web/host", "web/host", "host", "shop/*/host", "aws_instance.web_host_77B2"])
  func constructsAreNamesInQueries(name: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("cdk.tf.json", Self.constructs)
    let explained = try NetlintProcess.run(["explain", "cdk.tf.json", "internet -> \(name):22"], in: folder.path)
    #expect(explained.status == 0, "\(explained.output)\(explained.errors)")
    let reached = try NetlintProcess.run(["reach", "cdk.tf.json", "--to", name], in: folder.path)
    #expect(reached.status == 0, "\(reached.errors)")
    #expect(reached.output.contains("aws_instance.web_host_77B2"))
    _ = try folder.write(
      "netlint.yaml",
      "tiers:\n  bastion: ['\(name)']\nexpect:\n  - {from: internet, to: '\(name)', port: 22, reachable: false}\n")
    let tiers = try NetlintProcess.run(["reach", "cdk.tf.json", "--tiers"], in: folder.path)
    #expect(tiers.output.contains("bastion"), "\(tiers.output)\(tiers.errors)")
  }

  @Test func constructsAreInReports() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("cdk.tf.json", Self.constructs)
    func check(_ format: String) throws -> String {
      try NetlintProcess.run(
        ["check", "cdk.tf.json", "--only", "admin-port-open-to-world", "--format", format], in: folder.path
      ).output
    }
    #expect(try check("text").contains("construct: shop/web/group"))
    #expect(try check("json").contains("\"construct\": \"shop/web/group\""))
    #expect(try check("sarif").contains("\"fullyQualifiedName\": \"shop/web/group\""))
  }
}
