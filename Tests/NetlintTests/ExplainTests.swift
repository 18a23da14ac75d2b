import TestSupport
import Testing

/// `netlint explain` as people see it: the whole output, and the exit code.
@Suite struct ExplainTests {
  private static let plan = "samples/web-app-insecure/plan.json"
  private static let template = "samples/web-app-insecure/template.yaml"
  private static let securePlan = "samples/web-app-secure/plan.json"
  private static let secureTemplate = "samples/web-app-secure/template.yaml"
  private static let chainPlan = "Tests/Fixtures/terraform/chained-load-balancers/plan.json"
  private static let unknownRoute = "Tests/Fixtures/cloudformation/unknown-peer-route.yaml"
  private static let dualStack = "Tests/Fixtures/terraform/dual-stack-peering/plan.json"
  private static let hosts = "Tests/Fixtures/terraform/container-instances/plan.json"
  private static let hostTemplate = "Tests/Fixtures/cloudformation/container-instances.yaml"
  private static let chainTemplate = "Tests/Fixtures/cloudformation/chained-load-balancers.yaml"

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    let status: Int32
    var testDescription: String { name }
  }

  private static let cases = [
    Case(name: "ssh-open", arguments: [plan, "internet -> aws_instance.bastion:22"], status: 0),
    Case(name: "ssh-open-cloudformation", arguments: [template, "internet -> Bastion:22"], status: 0),
    Case(name: "glob-with-many", arguments: [plan, "internet -> aws_*:22"], status: 0),
    Case(name: "a-tier", arguments: [plan, "internet -> databases:5432"], status: 1),
    Case(name: "several-json", arguments: [template, "internet -> *:22", "--format", "json"], status: 0),
    Case(name: "database-blocked", arguments: [plan, "internet -> aws_db_instance.main:5432"], status: 1),
    Case(name: "database-blocked-cloudformation", arguments: [template, "internet -> Database:5432"], status: 1),
    Case(name: "by-way-of-load-balancer", arguments: [plan, "internet -> aws_ecs_service.app:8000"], status: 0),
    Case(name: "some-of-the-internet", arguments: [unknownRoute, "internet -> App:8000"], status: 0),
    Case(
      name: "some-of-the-internet-json", arguments: [unknownRoute, "Database -> internet:443", "--format", "json"],
      status: 0),
    Case(name: "dual-stack-peering", arguments: [dualStack, "aws_instance.a -> aws_instance.b:8080"], status: 0),
    Case(name: "group-over-peering", arguments: [dualStack, "aws_instance.a -> aws_instance.b:9090"], status: 0),
    Case(name: "balancer-over-peering", arguments: [dualStack, "internet -> aws_instance.b:8080"], status: 0),
    Case(name: "ipv6-only", arguments: [dualStack, "internet -> aws_instance.six:22"], status: 0),
    Case(name: "some-of-ipv6", arguments: [dualStack, "aws_instance.b -> internet:443"], status: 0),
    Case(name: "egress-only", arguments: [dualStack, "internet -> aws_instance.b:22"], status: 1),
    Case(name: "not-directly", arguments: [plan, "internet -> aws_ecs_service.app:8000", "--direct"], status: 1),
    Case(name: "out-through-nat", arguments: [plan, "aws_ecs_service.app -> internet:443"], status: 0),
    Case(name: "inside", arguments: [plan, "aws_ecs_service.app -> aws_db_instance.main:5432"], status: 0),
    Case(name: "range-in-vpc", arguments: [template, "10.0.0.0/16 -> Database:5432"], status: 0),
    Case(name: "secure-database", arguments: [securePlan, "internet -> aws_db_instance.main:5432"], status: 1),
    Case(name: "secure-database-cloudformation", arguments: [secureTemplate, "internet -> Database:5432"], status: 1),
    Case(name: "json", arguments: [plan, "internet -> aws_instance.bastion:22", "--format", "json"], status: 0),
    Case(name: "chain-of-load-balancers", arguments: [chainPlan, "internet -> aws_instance.app:8000"], status: 0),
    Case(
      name: "chain-of-load-balancers-cloudformation", arguments: [chainTemplate, "internet -> App:8000"], status: 0),
    Case(name: "gateway-endpoint", arguments: [chainPlan, "aws_instance.app -> aws_vpc_endpoint.s3:443"], status: 0),
    Case(name: "gateway-endpoint-cloudformation", arguments: [chainTemplate, "Gate -> Storage:443"], status: 1),
    Case(name: "on-container-instances", arguments: [hosts, "10.0.0.9 -> aws_ecs_service.main:40000"], status: 0),
    Case(name: "on-one-container-instance", arguments: [hosts, "10.0.0.9 -> aws_ecs_service.other:40000"], status: 0),
    Case(
      name: "on-container-instances-cloudformation", arguments: [hostTemplate, "ECSALB -> service:40000"], status: 0),
    Case(name: "not-mapped-to-the-container", arguments: [hostTemplate, "internet -> service:22"], status: 1),
    Case(
      name: "over-the-internet", arguments: [chainPlan, "aws_instance.partner -> aws_instance.gate:8443"], status: 3),
    Case(name: "over-the-internet-cloudformation", arguments: [chainTemplate, "Partner -> Gate:8443"], status: 0),
  ]

  @Test(arguments: cases)
  func output(_ example: Case) throws {
    let process = try NetlintProcess.run(["explain"] + example.arguments)
    #expect(process.status == example.status)
    let difference = Snapshot.difference(process.output + process.errors, "explain/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  private static let unresolved = [
    Case(name: "ambiguous-name", arguments: [plan, "internet -> main:5432"], status: 2),
    Case(name: "misspelled", arguments: [plan, "internet -> aws_db_instance.mian:5432"], status: 2),
    Case(name: "security-group", arguments: [plan, "internet -> aws_security_group.app:8000"], status: 2),
    Case(name: "subnet", arguments: [plan, "internet -> aws_subnet.public[0]:443"], status: 2),
    Case(name: "no-interface", arguments: [plan, "internet -> aws_s3_bucket.uploads"], status: 2),
    Case(name: "two-worlds", arguments: [plan, "internet -> 10.0.0.7"], status: 2),
    Case(name: "caret", arguments: [plan, "internet -> aws_instance.bastion:22/tpc"], status: 64),
    Case(name: "no-arrow", arguments: [plan, "aws_instance.bastion"], status: 64),
    Case(name: "missing-input", arguments: ["no-such-plan.json", "internet -> web:22"], status: 2),
  ]

  @Test(arguments: unresolved)
  func error(_ example: Case) throws {
    let process = try NetlintProcess.run(["explain"] + example.arguments)
    #expect(process.status == example.status)
    #expect(process.output == "")
    let difference = Snapshot.difference(process.errors, "explain-errors/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Names may be shorter or patterns, as long as they mean one thing.
  @Test(arguments: ["aws_instance.bastion", "bastion", "aws_instance.*", "*bastion", "plan.json#aws_instance.bastion"])
  func spelling(_ name: String) throws {
    let whole = try NetlintProcess.run(["explain", Self.plan, "internet -> aws_instance.bastion:22"])
    let short = try NetlintProcess.run(["explain", Self.plan, "internet -> \(name):22"])
    #expect(short.output == whole.output)
    #expect(short.status == 0)
  }

  @Test func usage() throws {
    #expect(try NetlintProcess.run(["explain", Self.plan]).status == 64)
    #expect(try NetlintProcess.run(["explain", Self.plan, "internet -> web", "--format", "xml"]).status == 64)
  }

  /// A route that a parameter places is that of a table which another stack offers, if one does.
  @Test func aRouteOfAnotherStacksTable() throws {
    let folder = try TemporaryFolder()
    func network(_ outputs: String) throws -> String {
      try folder.write(
        "network.yaml",
        """
        Resources:
          Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          Igw: {Type: AWS::EC2::InternetGateway}
          Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw}}
          Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
          Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
          Routed: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
          Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: !Ref Vpc}}
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-12345678
              NetworkInterfaces:
              - {DeviceIndex: '0', AssociatePublicIpAddress: true, SubnetId: !Ref Subnet, GroupSet: [!Ref Group]}
        \(outputs)
        """)
    }
    let parts = try folder.write(
      "parts.yaml",
      """
      Parameters:
        TableId: {Type: String}
        GatewayId: {Type: String}
        GroupId: {Type: 'AWS::EC2::SecurityGroup::Id'}
      Resources:
        Route:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref TableId, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref GatewayId}
        Rule:
          Type: AWS::EC2::SecurityGroupIngress
          Properties: {GroupId: !Ref GroupId, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
      """)
    func status(_ outputs: String) throws -> Int32 {
      try NetlintProcess.run(["explain", try network(outputs), parts, "internet -> Web:443"]).status
    }
    #expect(try status("Outputs: {Table: {Value: !Ref Table}, Group: {Value: !Ref Group}}") == 3)
    #expect(try status("Outputs: {Table: {Value: !Ref Table}}") == 1)
    #expect(try status("") == 1)
    // Of what belongs to nothing of the input it is said where it went.
    func notes(_ outputs: String) throws -> [Substring] {
      let report = try NetlintProcess.run(["check", try network(outputs), parts]).output
      return report.matches(of: /note: (parameter .* outside of the input)/).map(\.output.1)
    }
    let table = "parameter TableId names a route table outside of the input"
    let group = "parameter GroupId names a security group outside of the input"
    #expect(try notes("Outputs: {Table: {Value: !Ref Table}, Group: {Value: !Ref Group}}").isEmpty)
    #expect(try notes("Outputs: {Table: {Value: !Ref Table}}") == [Substring(group)])
    #expect(try notes("") == [Substring(table), Substring(group)])
  }

  /// What one condition decides at several steps is decided where it comes to the same, whichever way that is.
  @Test func oneConditionAtSeveralSteps() throws {
    let folder = try TemporaryFolder()
    let template = try folder.write(
      "stages.yaml",
      """
      Parameters:
        Stage: {Type: String, AllowedValues: [dev, prod]}
      Conditions:
        Prod: !Equals [!Ref Stage, prod]
        Dev: !Not [!Condition Prod]
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Igw: {Type: AWS::EC2::InternetGateway}
        Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw}}
        Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
        Default:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw}
        Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
        Routed: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
        Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: one, VpcId: !Ref Vpc}}
        InProd:
          Condition: Prod
          Type: AWS::EC2::SecurityGroupIngress
          Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}
        InDev:
          Condition: Dev
          Type: AWS::EC2::SecurityGroupIngress
          Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 22, ToPort: 23, CidrIp: 0.0.0.0/0}
        Always:
          Type: AWS::EC2::Instance
          Properties: {ImageId: ami-12345678, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}
        AlwaysIp: {Type: AWS::EC2::EIP, Properties: {InstanceId: !Ref Always}}
        ProdGroup:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: two
            VpcId: !Ref Vpc
            SecurityGroupIngress:
            - !If [Prod, {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}, !Ref AWS::NoValue]
        Never:
          Type: AWS::EC2::Instance
          Properties: {ImageId: ami-12345678, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref ProdGroup]}
        NeverIp: {Condition: Dev, Type: AWS::EC2::EIP, Properties: {InstanceId: !Ref Never}}
      """)
    for (query, status, verdict) in [
      ("Always:22", Int32(0), "reachable"), ("Never:22", 1, "not reachable"), ("Always:23", 3, "undecided"),
    ] {
      let process = try NetlintProcess.run(["explain", template, "internet -> \(query)"])
      #expect(process.status == status)
      #expect(process.output.hasPrefix("\(verdict): internet -> "), "\(process.output)")
      let holdsAnyway = process.output.contains("the same holds whatever is true of condition Dev, condition Prod")
      #expect(holdsAnyway == (status != 3), "\(process.output)")
    }
    // The matrix, chains of hosts and expectations say the same.
    let reach = try NetlintProcess.run(["reach", template, "--from", "internet", "--port", "22", "--format", "csv"])
    #expect(reach.output.contains("Always") && !reach.output.contains("undecided"), "\(reach.output)")
    #expect(!reach.output.contains("Never"), "\(reach.output)")
    #expect(try NetlintProcess.run(["explain", "--pivot", template, "internet -> Always:22"]).status == 0)
    try folder.write(
      "netlint.yaml",
      """
      expect:
      - {from: internet, to: Never, port: 22, reachable: false}
      - {from: internet, to: Always, port: 22, reachable: true}
      """)
    let check = try NetlintProcess.run(
      ["check", "stages.yaml", "--only", "expectation-broken", "--undecided", "fail"], in: folder.path)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
  }

  /// What depends on more conditions than are tried together stays undecided, and that is said.
  @Test func tooManyConditionsAreNotTried() throws {
    func template(_ count: Int) -> String {
      let numbers = 1...count
      return """
        Parameters:
        \(numbers.map { "  P\($0): {Type: String, AllowedValues: [a, b]}" }.joined(separator: "\n"))
        Conditions:
        \(numbers.map { "  C\($0): !Equals [!Ref P\($0), a]" }.joined(separator: "\n"))
        Resources:
          Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: one
              VpcId: !Ref Vpc
              SecurityGroupIngress:
        \(numbers.map {
          "        - !If [C\($0), {IpProtocol: tcp, FromPort: \($0), ToPort: \($0), CidrIp: 10.0.0.0/8}, !Ref AWS::NoValue]"
        }.joined(separator: "\n"))
          One: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}}
          Two: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}}

        """
    }
    let folder = try TemporaryFolder()
    let note = "note: some undecided answers depend on more combinations of conditions than are tried"
    for (count, isCut) in [(2, false), (7, true)] {
      let path = try folder.write("\(count).yaml", template(count))
      for arguments in [["explain", path, "One -> Two:1-7"], ["explain", "--pivot", path, "One -> Two:1-7"]] {
        let process = try NetlintProcess.run(arguments)
        #expect(process.status == 3)
        #expect(process.errors.hasPrefix(note) == isCut, "\(process.errors)")
      }
    }
  }

  /// Of several chains those that are not certain say so.
  @Test func undecidedChainsAreToldApart() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "chains.yaml",
      """
      Parameters:
        Stage: {Type: String, AllowedValues: [dev, prod]}
      Conditions:
        Prod: !Equals [!Ref Stage, prod]
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Igw: {Type: AWS::EC2::InternetGateway}
        Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw}}
        Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: true}}
        Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
        Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
        Default: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw}}
        Routed: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public, RouteTableId: !Ref Table}}
        One: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: one, VpcId: !Ref Vpc,
          SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 8.8.8.0/24}]}}
        Two: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: two, VpcId: !Ref Vpc,
          SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 8.8.8.0/24}]}}
        Inner: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: inner, VpcId: !Ref Vpc, SecurityGroupIngress: [
          {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref One},
          !If [Prod, !Ref AWS::NoValue, {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref Two}]]}}
        First: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-12345678, SubnetId: !Ref Public, SecurityGroupIds: [!Ref One]}}
        Second: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-12345678, SubnetId: !Ref Public, SecurityGroupIds: [!Ref Two]}}
        Target: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-12345678, SubnetId: !Ref Private, SecurityGroupIds: [!Ref Inner]}}
      """)
    let output = try NetlintProcess.run(["explain", "--pivot", "--all", path, "8.8.8.8 -> Target:5432"]).output
    let lines = output.split(separator: "\n")
    #expect(lines.contains("  8.8.8.8/32 -> First (tcp/22) -> Target (tcp/5432)"), "\(output)")
    #expect(lines.contains("  8.8.8.8/32 -> Second (tcp/22) -> Target (tcp/5432), undecided"), "\(output)")
  }

  /// What a network ACL lets back to a NAT gateway is said by the ports that the gateway takes, for people and for scripts.
  @Test func lostPortsOfANATGatewayAreSaid() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("nat.yaml", Self.behindGateway)
    let lost = "tcp from source ports 1024-32767 of Nat, which takes any from 1024 on: the answers are dropped"
    let text = try NetlintProcess.run(["explain", path, "Host -> internet:443"])
    #expect(text.status == 0)
    #expect(text.output.contains("  but not      \(lost)\n"), "\(text.output)")
    let json = try NetlintProcess.run(["explain", path, "--format", "json", "Host -> internet:443"]).output
    #expect(json.contains("\"but_not\": [\n") && json.contains("\"\(lost)\""), "\(json)")
    let report = try NetlintProcess.run(["check", path, "--only", "return-traffic-blocked"]).output
    #expect(report.contains("drops the answers to what Host sends internet on all tcp"), "\(report)")
    try folder.write("netlint.yaml", "expect: [{from: Host, to: internet, port: 443, reachable: true}]\n")
    let check = try NetlintProcess.run(
      ["check", "nat.yaml", "--only", "expectation-broken", "--quiet"], in: folder.path)
    #expect(check.output.contains("but not from every port of a client"), "\(check.output)")
  }

  /// A host behind a NAT gateway, whose list lets in answers to the upper ephemeral ports only.
  private static let behindGateway = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Igw: {Type: AWS::EC2::InternetGateway}
      Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw}}
      Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
      Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
      Outer: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Outer, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw}}
      OuterOf: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public, RouteTableId: !Ref Outer}}
      Inner: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Translated: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Inner, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
      InnerOf: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Private, RouteTableId: !Ref Inner}}
      Ip: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
      Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Public, AllocationId: !GetAtt Ip.AllocationId}}
      Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
      AclOf: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref Public, NetworkAclId: !Ref Acl}}
      FromInside: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 10.0.0.0/16}}
      Answers: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 110, Protocol: 6, PortRange: {From: 32768, To: 65535}, RuleAction: allow, CidrBlock: 0.0.0.0/0}}
      Outward: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Egress: true, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0}}
      Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: hosts, VpcId: !Ref Vpc}}
      Host: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-12345678, SubnetId: !Ref Private, SecurityGroupIds: [!Ref Group]}}
    """

  /// Several parts of one thing outside of the input are one line.
  @Test func partsOfWhatIsOutsideOfTheInputAreCounted() throws {
    let folder = try TemporaryFolder()
    let template = try folder.write(
      "parts.yaml",
      """
      Parameters:
        AclId: {Type: String}
      Resources:
        Entry:
          Type: AWS::EC2::NetworkAclEntry
          Properties: {NetworkAclId: !Ref AclId, RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0}
        Other:
          Type: AWS::EC2::NetworkAclEntry
          Properties: {NetworkAclId: acl-1, RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0}
        Same:
          Type: AWS::EC2::NetworkAclEntry
          Properties: {NetworkAclId: !Ref AclId, RuleNumber: 200, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0}
      """)
    let report = try NetlintProcess.run(["check", template]).output
    let words = "a network ACL outside of the input: the entries added to it matter to no answer"
    #expect(report.contains("note: parameter AclId names \(words) (2 places)"), "\(report)")
    #expect(report.contains("note: acl-1 names \(words) -->"), "\(report)")
  }

  /// What has to change is in the table or the list of a subnet, also where it is not known which of several that is.
  @Test func whatIsOneOfSeveralIsNamedByItsSubnet() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      "main.tf.json",
      """
      {"variable": {"x": {"type": "string"}}, "resource": {
        "aws_vpc": {"v": {"cidr_block": "10.0.0.0/16"}},
        "aws_internet_gateway": {"g": {"vpc_id": "${aws_vpc.v.id}"}},
        "aws_subnet": {"s": {"vpc_id": "${aws_vpc.v.id}", "cidr_block": "10.0.1.0/24"}},
        "aws_route_table": {"a": {"vpc_id": "${aws_vpc.v.id}"}, "b": {"vpc_id": "${aws_vpc.v.id}"}},
        "aws_route_table_association": {"s": {"subnet_id": "${aws_subnet.s.id}",
          "route_table_id": "${var.x == \\"a\\" ? aws_route_table.a.id : aws_route_table.b.id}"}},
        "aws_network_acl": {"a": {"vpc_id": "${aws_vpc.v.id}"}, "b": {"vpc_id": "${aws_vpc.v.id}"}},
        "aws_network_acl_association": {"s": {"subnet_id": "${aws_subnet.s.id}",
          "network_acl_id": "${var.x == \\"a\\" ? aws_network_acl.a.id : aws_network_acl.b.id}"}},
        "aws_security_group": {"o": {"vpc_id": "${aws_vpc.v.id}",
          "egress": [{"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}]}},
        "aws_instance": {"i": {"ami": "ami-1", "instance_type": "t3.micro", "subnet_id": "${aws_subnet.s.id}",
          "associate_public_ip_address": true, "vpc_security_group_ids": ["${aws_security_group.o.id}"]}}}}
      """)
    let run = try NetlintProcess.run(["explain", ".", "aws_instance.i -> internet:443"], in: folder.path)
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    #expect(run.output.contains("to aws_internet_gateway.g in the route table of aws_subnet.s\n"), "\(run.output)")
    #expect(run.output.contains("add an egress entry to the network ACL of aws_subnet.s that"), "\(run.output)")
  }
}
