import Rules
import Testing

/// Near misses of the network rules: unions over rules, AWS's own defaults, idioms, and who is told what.
@Suite struct NetworkRuleTests {
  /// What rules find: rule, subject and what it takes in.
  private static func found(
    _ rules: String..., options: LintOptions = LintOptions(), _ build: (inout Architecture) -> Void
  ) throws -> [String] {
    var architecture = Architecture()
    build(&architecture)
    let chosen = Run.catalogue().filter { rules.contains($0.id) }
    try #require(chosen.count == rules.count)
    let result = try Run.lint(architecture.text, chosen, options: options)
    #expect(result.errors.isEmpty && result.diagnostics.isEmpty)
    return result.findings.map { finding in
      let rule = rules.count == 1 ? "" : "\(finding.rule.id) "
      let subsumed = finding.subsumes.isEmpty ? "" : " (\(finding.subsumes.joined(separator: ", ")))"
      return (finding.verdict == .yes ? "" : "?") + rule + finding.subject.address + subsumed
    }.sorted()
  }

  // MARK: Who is told

  private static func openToAll(_ build: (inout Architecture) -> Void) throws -> [String] {
    try found("all-ports-open-to-world", "database-open-to-world", "sensitive-port-open-to-world") { all in
      all.group("Open", ("all", "0.0.0.0/0"))
      build(&all)
    }
  }

  @Test func oneOfTwoRulesWinsOnDataStoresAndTheOtherElsewhere() throws {
    #expect(
      try Self.openToAll { $0.database("Database", groups: "Open") }
        == ["database-open-to-world Open (all-ports-open-to-world, sensitive-port-open-to-world)"])
    #expect(
      try Self.openToAll { _ in }
        == ["all-ports-open-to-world Open (database-open-to-world, sensitive-port-open-to-world)"])
    #expect(
      try Self.openToAll { $0.instance("App", in: "AppA", groups: "Open") }
        == ["all-ports-open-to-world Open (sensitive-port-open-to-world)"])
  }

  @Test func aPublicAddressInAPublicSubnetIsOneMistake() throws {
    let found = { (subnet: String) in
      try Self.found("public-ip-on-private-tier", "private-tier-in-public-subnet") { all in
        all.group("AppGroup")
        all.instance("App", in: subnet, groups: "AppGroup", isPublic: true)
      }
    }
    #expect(try found("PublicA") == ["private-tier-in-public-subnet App (public-ip-on-private-tier)"])
    #expect(try found("AppA") == ["public-ip-on-private-tier App"])
  }

  // MARK: Groups

  @Test func everyPortMayBeSpreadOverRules() throws {
    let open = { (ports: [String]) in
      try Self.found("all-ports-open-to-world") { all in
        all.group("Group")
        for (position, range) in ports.enumerated() {
          let bounds = range.split(separator: "-")
          all.add(
            "Rule\(position): {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref Group, IpProtocol: tcp,"
              + " FromPort: \(bounds[0]), ToPort: \(bounds[1]), CidrIp: 0.0.0.0/0}}")
        }
      }
    }
    #expect(try open(["0-1000", "900-40000", "40001-65535"]) == ["Group"])
    #expect(try open(["0-1000", "1002-65535"]) == [])
  }

  @Test func whatTakesTheDefaultEgressAwayIsNoEgress() throws {
    let egress = { (rule: String) in
      try Self.found("database-egress-open", "security-group-egress-unrestricted") { all in
        all.add(
          "Data: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d, VpcId: !Ref Vpc,"
            + " SecurityGroupEgress: [{\(rule)}]}}")
        all.database("Database", groups: "Data")
      }
    }
    #expect(try egress("IpProtocol: '-1', CidrIp: 127.0.0.1/32") == [])
    #expect(try egress("IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32") == [])
    #expect(
      try egress("IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16") == ["database-egress-open Data"])
    #expect(
      try egress("IpProtocol: '-1', CidrIp: 0.0.0.0/0")
        == ["security-group-egress-unrestricted Data (database-egress-open)"])
  }

  @Test func theDefaultGroupIsAFindingOnlyWhereItIsUsed() throws {
    let rules = ["default-security-group-open", "security-group-egress-unrestricted", "security-group-port-unserved"]
    #expect(try Self.found(rules[0], rules[1], rules[2]) { _ in } == [])
    let used = try Self.found(rules[0], rules[1], rules[2]) {
      $0.add("App: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref AppA}}")
    }
    #expect(used == ["default-security-group-open Vpc (default security group)"])
  }

  @Test func ofEqualRulesTheLaterIsRedundant() throws {
    let redundant = { (first: String, second: String) in
      try Self.found("security-group-rule-redundant") { all in
        all.parameter("Office")
        all.group("Peer")
        all.group("Group", ("443", first), ("443", second))
      }
    }
    #expect(try redundant("10.0.0.0/16", "10.0.1.0/24") == ["Group"])
    #expect(try redundant("10.0.1.0/24", "10.0.0.0/16") == ["Group"])
    #expect(try redundant("!Ref Office", "!Ref Office") == ["Group"])
    #expect(try redundant("!Ref Office", "10.0.0.0/16") == [])
    #expect(try redundant("@Peer", "0.0.0.0/0") == [])
    #expect(try redundant("0.0.0.0/0", "::/0") == [])
  }

  @Test func theLaterOfTwoEqualRulesIsNamed() throws {
    var all = Architecture()
    all.group("Group", ("443", "10.0.0.0/16"), ("443", "10.0.0.0/16"))
    let findings = try Run.lint(all.text, Run.catalogue("security-group-rule-redundant")).findings
    #expect(findings.map { "\($0.place.path)" } == ["SecurityGroupIngress[1].CidrIp"])
  }

  @Test func anOfficeIsNoBroadRange() throws {
    let broad = { (source: String, options: LintOptions) in
      try Self.found("admin-source-too-broad", options: options) { $0.group("Group", ("22", source)) }
    }
    var options = LintOptions()
    #expect(try broad("8.8.8.0/24", options) == [])
    #expect(try broad("8.8.8.0/23", options) == ["Group"])
    #expect(try broad("0.0.0.0/0", options) == [])
    #expect(try broad("10.0.0.0/8", options) == [])
    options.parameters["max_prefix"] = .int(16)
    #expect(try broad("8.8.0.0/16", options) == [])
  }

  // MARK: Lists

  private typealias Entry = (number: Int, action: String, ports: String)

  private static func list(_ entries: Entry...) throws -> [String] {
    try found("network-acl-open-admin-port") { add(entries, to: &$0) }
  }

  private static func add(_ entries: [Entry], to all: inout Architecture) {
    all.add("Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}")
    for (number, action, ports) in entries {
      let range = ports.split(separator: "-")
      all.add(
        "Entry\(number): {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: \(number),"
          + " RuleAction: \(action), Protocol: 6, CidrBlock: 0.0.0.0/0,"
          + " PortRange: {From: \(range[0]), To: \(range.last ?? "0")}}}")
    }
  }

  @Test func theOrderOfEntriesAndTheEphemeralPortsCount() throws {
    #expect(try Self.list((100, "allow", "22")) == ["Acl"])
    #expect(try Self.list((100, "allow", "22"), (90, "deny", "20-25")) == [])
    #expect(try Self.list((100, "allow", "3000-4000")) == ["Acl"])
    #expect(try Self.list((100, "allow", "1024-65535")) == [])
    #expect(try Self.list((100, "allow", "0-65535")) == ["Acl"])
  }

  @Test func theEntryForAnswersIsNoPlace() throws {
    var architecture = Architecture()
    Self.add([(100, "allow", "1024-65535"), (110, "allow", "22")], to: &architecture)
    let findings = try Run.lint(architecture.text, Run.catalogue("network-acl-open-admin-port")).findings
    #expect(findings.map(\.message) == ["Acl admits the world on tcp/22"])
    #expect(findings.map(\.resource.address) == ["Entry110"])
    #expect(findings.allSatisfy { $0.related.isEmpty })
  }

  // MARK: Load balancers

  private static func balanced(_ rule: String, egress: String, target: String, health: String = "") throws -> [String] {
    try found(rule) { all in
      all.add(
        "BalancerGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b, VpcId: !Ref Vpc,"
          + " SecurityGroupEgress: [{IpProtocol: tcp, \(egress), CidrIp: 10.0.0.0/16}]}}")
      all.group("AppGroup", (target, "@BalancerGroup"))
      all.instance("App", in: "AppA", groups: "AppGroup")
      all.balancer(groups: "BalancerGroup")
      all.listener("Listener", 443, "HTTPS")
      all.targets("App", more: health)
    }
  }

  @Test func healthChecksHaveToArriveToo() throws {
    let reach = { (egress: String, target: String, health: String) in
      try Self.balanced("load-balancer-cannot-reach-targets", egress: egress, target: target, health: health)
    }
    #expect(try reach("FromPort: 8000, ToPort: 8000", "8000", "") == [])
    #expect(try reach("FromPort: 8000, ToPort: 8000", "8001", "") == ["App"])
    #expect(try reach("FromPort: 8001, ToPort: 8001", "8000", "") == ["App"])
    #expect(try reach("FromPort: 8000, ToPort: 9000", "8000", ", HealthCheckPort: '9000'") == ["App"])
    #expect(try reach("FromPort: 8000, ToPort: 9000", "8000-9000", ", HealthCheckPort: '9000'") == [])
  }

  @Test func whatTargetsTakeIsNoExcess() throws {
    let excess = { (egress: String, health: String) in
      try Self.balanced("load-balancer-egress-beyond-targets", egress: egress, target: "8000", health: health)
    }
    #expect(try excess("FromPort: 8000, ToPort: 8000", "") == [])
    #expect(try excess("FromPort: 8000, ToPort: 8001", "") == ["Balancer"])
    #expect(try excess("FromPort: 8000, ToPort: 8001", ", HealthCheckPort: '8001'") == [])
  }

  // MARK: Routes

  @Test func aNATGatewayBehindAnotherIsAFindingAndItsRouteIsPartOfIt() throws {
    let found = { (subnet: String) in
      try Self.found("nat-gateway-without-internet") { all in
        all.add(
          "Nat: {Type: AWS::EC2::NatGateway, Properties: {AllocationId: eipalloc-0a1b, SubnetId: !Ref \(subnet)}}")
      }
    }
    #expect(try found("PublicA") == [])
    #expect(try found("AppA") == ["Nat"])
  }

  @Test func aGatewayOfAnotherNetworkIsNowhere() throws {
    let found = { (vpc: String) in
      try Self.found("route-to-nowhere") { all in
        all.add("Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}")
        all.add("OtherTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref \(vpc)}}")
        all.add(
          "OtherRoute: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref OtherTable,"
            + " DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}}")
      }
    }
    #expect(try found("Vpc") == [])
    #expect(try found("Other") == ["OtherTable"])
  }
}
