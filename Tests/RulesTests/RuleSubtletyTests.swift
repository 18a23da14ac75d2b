import Rules
import Testing

/// Near misses of the catalogue's rules: what looks like a mistake and is none, and the other way round.
@Suite struct RuleSubtletyTests {
  /// What a rule finds: subject and verdict.
  private static func found(
    _ rule: String, options: LintOptions = LintOptions(), _ build: (inout Architecture) -> Void
  ) throws -> [String] {
    var architecture = Architecture()
    build(&architecture)
    let rules = Run.catalogue(rule)
    try #require(rules.count == 1)
    let result = try Run.lint(architecture.text, rules, options: options)
    #expect(result.errors.isEmpty && result.diagnostics.isEmpty)
    return result.findings.map { ($0.verdict == .yes ? "" : "?") + $0.subject.address + " \($0.severity)" }.sorted()
  }

  // MARK: Databases

  private static func opened(_ ports: String, _ sources: String..., database: Bool = true) throws -> [String] {
    try found("database-open-to-world") { all in
      all.group("Group")
      for (position, source) in sources.enumerated() {
        let traffic =
          ports == "all" ? "IpProtocol: '-1'" : "IpProtocol: tcp, FromPort: \(ports), ToPort: \(ports)"
        let peer =
          source.hasPrefix("pl-")
          ? "SourcePrefixListId: \(source)" : source.contains(":") ? "CidrIpv6: '\(source)'" : "CidrIp: \(source)"
        all.add(
          "Rule\(position): {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref Group, \(traffic), \(peer)}}"
        )
      }
      if database { all.database("Database", groups: "Group") }
    }
  }

  @Test func severalRulesTogetherCanBeTheWorld() throws {
    #expect(try Self.opened("5432", "0.0.0.0/1", "128.0.0.0/1") == ["Group high"])
    #expect(try Self.opened("5432", "::/1", "8000::/1") == ["Group high"])
    #expect(try Self.opened("all", "0.0.0.0/0") == ["Group high"])
    #expect(try Self.opened("5432", "203.0.113.0/24", "198.51.100.0/24") == [])
    #expect(try Self.opened("5432", "10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12") == [])
  }

  @Test func whatCertainlyOpensComesBeforeWhatMay() throws {
    let text = """
      Parameters: {Office: {Type: String}}
      Resources:
        Group:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: hosts
            SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office}
              - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIpv6: '::/0'}
      """
    let findings = try Run.lint(text, Run.catalogue("admin-port-open-to-world")).findings
    #expect(findings.map(\.verdict) == [.yes])
    #expect(findings.first?.place.range.start.line == 9)
    #expect(findings.first?.related.map(\.place.start.line) == [8])
  }

  @Test func aListThatNobodyKnowsIsUndecidedAndThatOfCloudFrontIsNot() throws {
    #expect(try Self.opened("5432", "pl-0123456789abcdef0") == ["?Group high"])
  }

  @Test func theDatabasePortIsThatOfTheAttachedDatabase() throws {
    #expect(try Self.opened("3306", "0.0.0.0/0") == [])
    #expect(try Self.opened("3306", "0.0.0.0/0", database: false) == ["Group high"])
    #expect(
      try Self.found("database-open-to-world") { all in
        all.group("Group", ("5432", "0.0.0.0/0"))
        all.instance("App", in: "AppA", groups: "Group")
      } == [])
  }

  @Test func onlyTheApplicationMayReachADatabase() throws {
    func admits(_ source: String, options: LintOptions = LintOptions()) throws -> [String] {
      try Self.found("database-reachable-only-from-app", options: options) { all in
        all.group("AppGroup")
        all.group("BalancerGroup", ("443", "0.0.0.0/0"))
        all.group("BastionGroup", ("22", "198.51.100.0/24"))
        all.group("Empty")
        all.group("DataGroupRules", ("5432", source))
        all.instance("App", in: "AppA", groups: "AppGroup")
        all.instance("Bastion", in: "PublicA", groups: "BastionGroup", isPublic: true)
        all.balancer(groups: "BalancerGroup")
        all.database("Database", groups: "DataGroupRules")
      }
    }
    #expect(try admits("@AppGroup") == [])
    #expect(try admits("10.0.10.0/24") == [])
    #expect(try admits("@Empty") == [])
    #expect(try admits("@BalancerGroup") == ["Database high"])
    #expect(try admits("@BastionGroup") == ["Database high"])
    #expect(try admits("10.0.0.0/16") == ["Database high"])
    var options = LintOptions()
    options.parameters["allowed_tiers"] = .list([.string("app"), .string("bastion")])
    #expect(try admits("@BastionGroup", options: options) == [])
    options = LintOptions()
    options.parameters["allowed_sources"] = .list([.string("10.0.0.0/16")])
    #expect(try admits("10.0.0.0/16", options: options) == [])
  }

  @Test func aReplicaMaySpeakToItsSource() throws {
    #expect(
      try Self.found("database-reachable-only-from-app") { all in
        all.group("DataRules", ("5432", "10.0.20.0/24"))
        all.add(
          "SelfRule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref DataRules, IpProtocol: tcp,"
            + " FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref DataRules}}")
        all.database("Database", groups: "DataRules")
        all.database("Replica", groups: "DataRules", more: ", SourceDBInstanceIdentifier: !Ref Database")
      } == [])
    #expect(
      try Self.found("database-reachable-only-from-app") { all in
        all.group("DataRules")
        all.add(
          "SelfRule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref DataRules, IpProtocol: tcp,"
            + " FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref DataRules}}")
        all.database("Database", groups: "DataRules")
        all.database("Another", groups: "DataRules")
      } == ["Another high", "Database high"])
  }

  @Test func aGroupThatIsNotInTheInputLeavesItUndecided() throws {
    let findings = try Self.found("database-reachable-only-from-app") { all in
      all.parameter("Outside")
      all.database("Database", groups: "Outside")
    }
    #expect(findings == ["?Database high"])
  }

  // MARK: Load balancers

  private static func bypassed(
    type: String = "application", groups: [String] = ["BalancerGroup"], proto: String = "HTTPS",
    targetProto: String = "HTTP", more: String = "", isPublic: Bool = false, admits source: String
  ) throws -> [String] {
    try found("app-bypasses-load-balancer") { all in
      all.group("BalancerGroup", ("443", "0.0.0.0/0"))
      all.group("OtherGroup")
      all.group("AppGroup", ("8000", source))
      all.add(
        "SelfRule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref AppGroup, IpProtocol: tcp,"
          + " FromPort: 8000, ToPort: 8000, SourceSecurityGroupId: !Ref AppGroup}}")
      all.instance("App", in: isPublic ? "PublicA" : "AppA", groups: "AppGroup", isPublic: isPublic)
      all.instance("Other", in: "AppA", groups: "OtherGroup")
      if groups.isEmpty { all.balancer(type: type) } else { all.balancer(type: type, groups: groups[0]) }
      all.listener("Listener", 443, proto)
      all.targets("App", proto: targetProto, more: more)
    }
  }

  @Test func theLoadBalancerAndTheOwnGroupAreNoBypass() throws {
    #expect(try Self.bypassed(admits: "@BalancerGroup") == [])
    #expect(try Self.bypassed(admits: "@OtherGroup") == ["App high"])
    #expect(try Self.bypassed(admits: "10.0.0.0/16") == ["App high"])
    #expect(try Self.bypassed(admits: "0.0.0.0/0") == ["App high"])
    #expect(try Self.bypassed(isPublic: true, admits: "0.0.0.0/0") == ["App critical"])
  }

  @Test func aNetworkLoadBalancerWithoutGroupsNeedsItsClients() throws {
    let network = { (more: String, source: String) in
      try Self.bypassed(
        type: "network", groups: [], proto: "TCP", targetProto: "TCP", more: more, admits: source)
    }
    #expect(try network("", "0.0.0.0/0") == [])
    let notPreserved = ", TargetGroupAttributes: [{Key: preserve_client_ip.enabled, Value: 'false'}]"
    #expect(try network(notPreserved, "10.0.0.0/24") == [])
    #expect(try network(notPreserved, "10.0.0.0/16") == ["App high"])
    #expect(
      try Self.bypassed(type: "network", proto: "TCP", targetProto: "TCP", admits: "0.0.0.0/0") == ["App high"])
  }

  @Test func anAlbWithoutHTTPSFacesTheInternet() throws {
    func alb(_ proto: String, type: String = "application", scheme: String = "internet-facing") throws -> [String] {
      try Self.found("alb-without-https") { all in
        all.group("BalancerGroup", ("80", "0.0.0.0/0"))
        all.balancer(type: type, scheme: scheme, groups: "BalancerGroup")
        all.listener("Listener", 80, proto)
        all.targets()
      }
    }
    #expect(try alb("HTTP") == ["Balancer high"])
    #expect(try alb("HTTPS") == [])
    #expect(try alb("HTTP", scheme: "internal") == [])
    #expect(try alb("TCP", type: "network") == [])
  }

  @Test func aListenerThatMayBelongToTheAlbLeavesItUndecided() throws {
    let findings = try Self.found("alb-without-https") { all in
      all.parameter("BalancerArn")
      all.group("BalancerGroup", ("80", "0.0.0.0/0"))
      all.balancer(groups: "BalancerGroup")
      all.listener("Listener", 443, "HTTPS", balancer: "!Ref BalancerArn")
      all.targets()
    }
    #expect(findings == ["?Balancer high"])
  }

  // MARK: Administration and tiers

  @Test func allTrafficHoldsTheAdminPorts() throws {
    let open = { (ports: String, source: String) in
      try Self.found("admin-port-open-to-world") { $0.group("Group", (ports, source)) }
    }
    #expect(try open("all", "0.0.0.0/0") == ["Group high"])
    #expect(try open("0-65535", "::/0") == ["Group high"])
    #expect(try open("5986", "0.0.0.0/0") == ["Group high"])
    #expect(try open("23-3388", "0.0.0.0/0") == [])
    #expect(try open("22", "198.51.100.0/24") == [])
  }

  @Test func anAdminPortWithoutAPathIsNotReachable() throws {
    let reached = { (subnet: String, isPublic: Bool) in
      try Self.found("admin-port-reachable-from-internet") { all in
        all.group("Group", ("22", "0.0.0.0/0"))
        all.instance("Machine", in: subnet, groups: "Group", isPublic: isPublic)
      }
    }
    #expect(try reached("PublicA", true) == ["Machine critical"])
    #expect(try reached("PublicA", false) == [])
    #expect(try reached("AppA", true) == [])
  }

  @Test func bastionsAndLoadBalancersBelongIntoPublicSubnets() throws {
    let findings = try Self.found("private-tier-in-public-subnet") { all in
      all.group("BastionGroup", ("22", "198.51.100.0/24"))
      all.group("AppGroup")
      all.group("BalancerGroup", ("443", "0.0.0.0/0"))
      all.instance("Bastion", in: "PublicA", groups: "BastionGroup", isPublic: true)
      all.instance("App", in: "PublicA", groups: "AppGroup")
      all.instance("Inner", in: "AppA", groups: "AppGroup")
      all.balancer(groups: "BalancerGroup")
    }
    #expect(findings == ["App medium"])
  }

  @Test func whatIsNotCertainIsNoFactBesideAFinding() throws {
    var all = Architecture()
    all.parameter("Flag")
    all.add(
      "Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: d, SubnetIds: [!Ref PublicA]}}")
    all.add(
      "Database: {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres, DBSubnetGroupName: !Ref Subnets,"
        + " PubliclyAccessible: !Ref Flag}}")
    let rules = Run.catalogue("private-tier-in-public-subnet", "public-ip-on-private-tier")
    let findings = try Run.lint(all.text, rules).findings
    #expect(findings.map(\.rule.id) == ["private-tier-in-public-subnet"])
    let note = try #require(findings.first?.related.first { $0.message.hasPrefix("public-ip-on-private-tier") }).message
    #expect(note.hasPrefix("public-ip-on-private-tier, undecided: ") && note.contains("; because parameter Flag"))
  }
}
