import AWSModel
import Documents
import NetSpace
import Testing

@testable import Frontends

/// What the model has of resources: AWS's defaults, and every way to write the same.
@Suite struct CloudFormationModelTests {
  /// A fixture, which has no mistakes in it.
  private func fixture(_ name: String) throws -> TemplateUnderTest {
    let directory = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    let path = "\(directory)/Fixtures/cloudformation/\(name)"
    let template = try TemplateUnderTest(SourceFile.read(path).withBytes { String(decoding: $0, as: UTF8.self) })
    #expect(template.mistakes.isEmpty)
    return template
  }

  // MARK: Security groups

  @Test func withoutEgressRulesEverythingMayLeave() throws {
    let template = try fixture("egress-default.yaml")
    func egress(_ name: String) throws -> [SecurityGroupRule] {
      try template.group(name).rules.elements.filter { $0.direction == .egress }
    }
    let all = try egress("Default")
    #expect(all.map(\.origin) == [.default])
    #expect(all[0].traffic.protocols.known == .full)
    #expect(
      all[0].peers.elements.map(\.kind) == [
        .block(AddressBlock(.everywhere(.ipv4))), .block(AddressBlock(.everywhere(.ipv6))),
      ])
    #expect(all[0].place.range.text == "Default")
    for name in ["Nothing1", "Nothing2", "Limited", "Standalone"] {
      #expect(try egress(name).map(\.origin) == [.explicit], "\(name)")
    }
    #expect(try egress("Standalone")[0].declaredBy == template.id("StandaloneEgress"))
    #expect(try egress("Standalone")[0].peers.elements.map(\.kind) == [.group(.resource(template.id("Limited")))])
  }

  @Test(arguments: [
    ("SecurityGroupEgress: []", Verdict.yes), ("SecurityGroupEgress: !Ref AWS::NoValue", .yes),
    ("SecurityGroupEgress: !If [C, [{IpProtocol: -1, CidrIp: 10.0.0.0/8}], !Ref AWS::NoValue]", .unknown),
    ("SecurityGroupEgress: [!If [C, {IpProtocol: -1, CidrIp: 10.0.0.0/8}, !Ref AWS::NoValue]]", .unknown),
    ("SecurityGroupEgress: !ImportValue rules", .unknown),
    ("SecurityGroupEgress: {IpProtocol: -1, CidrIp: 10.0.0.0/8}", .no),
  ])
  func theDefaultEgressRuleIsThereOnlyWithoutOthers(egress: String, expected: Verdict) throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: g
            \(egress)
      """)
    let rule = try template.group("G").rules.elements.first { $0.origin == .default }
    #expect((rule?.existence.verdict ?? .no) == expected)
  }

  @Test(arguments: [("", "A"), ("Condition: C", "A"), ("", "!If [C, !Ref A, !Ref B]"), ("", "!ImportValue g")])
  func aSeparateEgressRuleTakesItsPlace(condition: String, group: String) throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        A: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g}}
        B: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g}}
        R:
          Type: AWS::EC2::SecurityGroupEgress
          \(condition)
          Properties: {GroupId: \(group == "A" ? "!Ref A" : group), IpProtocol: -1, CidrIp: 10.0.0.0/8}
      """)
    let rules = try template.group("A").rules.elements
    let byDefault = rules.first { $0.origin == .default }
    let own = try #require(rules.first { $0.origin == .explicit })
    if condition.isEmpty, group == "A" {
      #expect(byDefault == nil)
      #expect(own.existence.verdict == .yes)
    } else {
      #expect(byDefault?.existence.verdict == .unknown)
      #expect(own.existence.verdict == .unknown)
    }
  }

  @Test func theNameOfTheDefaultGroupIsAsGoodAsNone() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        None: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}
        Default: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, SecurityGroups: [default]}}
        Both: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, SecurityGroups: [default, web]}}
        Launch: {Type: AWS::AutoScaling::LaunchConfiguration, Properties: {ImageId: ami-1, SecurityGroups: [default]}}
      """)
    let groups = template.infrastructure.instances.map { $0.groups.elements.map(\.target.short) }
    #expect(groups == [[], [], ["\"default\"", "\"web\""]])
    #expect(template.infrastructure.launchTemplates.map(\.groups.elements.count) == [0])
  }

  @Test func everySpellingOfARule() throws {
    let template = try fixture("protocol-spellings.yaml")
    for name in ["AllString", "AllInteger", "AllPorts", "AllStandalone"] {
      let rule = try #require(try template.group(name).rules.elements.first { $0.direction == .ingress })
      #expect(rule.traffic.protocols.known == .full, "\(name)")
      #expect(rule.traffic.ports.known == .full, "\(name)")
    }
    for name in ["SshNumber", "SshInteger", "SshStringPorts", "SshHostBits"] {
      let rule = try #require(try template.group(name).rules.elements.first { $0.direction == .ingress })
      #expect(rule.traffic.protocols.known == ProtocolSet(.tcp), "\(name)")
      #expect(rule.traffic.ports.known?.contains(22) == true, "\(name)")
      #expect(rule.peers.elements.map(\.kind) == [.block(AddressBlock(.everywhere(.ipv4)))], "\(name)")
    }
    let zero = try #require(try template.group("TcpZero").rules.elements.first { $0.direction == .ingress })
    #expect(zero.traffic.ports.known == PortSet(0...0))
    let icmp = try #require(try template.group("IcmpType22").rules.elements.first { $0.direction == .ingress })
    #expect(icmp.traffic.ports.known == .icmp(type: 22, code: nil))
  }

  @Test func aSingleObjectIsAList() throws {
    let template = try fixture("single-object.yaml")
    let rule = try #require(try template.group("Ssh").rules.elements.first { $0.direction == .ingress })
    #expect(rule.traffic.ports.known == PortSet(22...22))
    #expect("\(rule.place.path)" == "SecurityGroupIngress")
    let instance = try #require(template.infrastructure.instances.first)
    #expect(instance.groups.elements.map(\.target) == [.resource(template.id("Ssh"))])
    #expect(template.infrastructure.subnets.first?.mapsPublicIP.known == true)
  }

  @Test func conditionsDecideRules() throws {
    let template = try fixture("conditions.yaml")
    func ssh(_ name: String) throws -> [SecurityGroupRule] {
      try template.group(name).rules.elements.filter {
        $0.direction == .ingress && $0.traffic.ports.value.candidates?.contains { $0.contains(22) } == true
      }
    }
    #expect(try ssh("OnDefault").map(\.existence) == [.certain])
    #expect(try ssh("OffDefault").isEmpty)
    let unknown = try #require(try ssh("Unknown").first)
    #expect(unknown.existence.verdict == .unknown)
    #expect(unknown.existence.because.map(\.subject) == ["condition IsProdAndOpen"])
    let either = try #require(try ssh("EitherWay").first)
    #expect(either.existence == .certain)
    guard case .block(let block) = either.peers.elements.first?.kind else {
      Issue.record("no block")
      return
    }
    #expect(block.prefix.candidates?.map { "\($0)" } == ["0.0.0.0/0", "0.0.0.0/1"])
    #expect(block.prefix.unknown?.subject == "condition IsProd")
    let separate = try #require(try ssh("UnknownGroup").first)
    #expect(separate.declaredBy == template.id("UnknownRule"))
    #expect(separate.existence.because.map(\.subject) == ["condition IsProd"])
  }

  @Test func functionsComputeSources() throws {
    let template = try fixture("cidr-functions.yaml")
    func source(_ name: String) throws -> AddressBlock {
      let rule = try #require(try template.group(name).rules.elements.first { $0.direction == .ingress })
      guard case .block(let block) = rule.peers.elements.first?.kind else { throw Missing() }
      return block
    }
    for name in ["Map", "Joined", "Substituted", "SubstitutedWithMap", "Parts", "Nested"] {
      #expect(try source(name) == AddressBlock(.everywhere(.ipv4)), "\(name)")
    }
    #expect(try source("FromCidr").prefix.known.map { "\($0)" } == "10.0.1.0/24")
    #expect(try source("Imported").prefix.unknown?.subject == "export office-cidr")
    #expect(try source("Parameter").prefix.unknown?.reason == .parameter)
    #expect(try source("OneHost").length == 32)
    #expect(try source("Allowed").prefix.candidates?.count == 2)
  }

  @Test func aRuleMayNameNobody() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        G:
          Type: AWS::EC2::SecurityGroup
          Properties: {GroupDescription: g, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22}, {CidrIp: x}]}
      """)
    #expect(
      template.mistakes == [
        "a security group rule without source", "a security group rule without IpProtocol",
        "expected a CIDR block such as 10.0.0.0/16, found \"x\"",
      ])
    let rules = try template.group("G").rules.elements.filter { $0.direction == .ingress }
    #expect(rules.count == 2)
    #expect(rules[0].peers.isEmpty)
    #expect(rules[1].traffic.protocols.unknown != nil)
  }

  @Test func theDefaultGroupAndListOfAVPC() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        I: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!GetAtt V.DefaultSecurityGroup]}}
        R:
          Type: AWS::EC2::SecurityGroupIngress
          Properties: {GroupId: !GetAtt V.DefaultSecurityGroup, IpProtocol: -1, CidrIp: 0.0.0.0/0}
        E:
          Type: AWS::EC2::NetworkAclEntry
          Properties:
            {NetworkAclId: !GetAtt V.DefaultNetworkAcl, RuleNumber: 50, Protocol: 6, RuleAction: deny, CidrBlock: 0.0.0.0/0}
      """)
    let id = template.id("V").implied(ImpliedObject.defaultSecurityGroup)
    #expect(template.infrastructure.instances.first?.groups.elements.map(\.target) == [.resource(id)])
    let acl = try #require(template.infrastructure.networkACLs.first)
    #expect(acl.isDefault)
    #expect(acl.entries.elements.filter { $0.origin == .explicit }.map { $0.number.known } == [50])
    let groups = template.infrastructure.securityGroups
    #expect(groups.count == 1)
    #expect(groups.first?.isDefault == true)
    #expect(groups.first?.rules.elements.contains { $0.declaredBy == template.id("R") } == true)
    // The main route table of a VPC cannot be changed.
    #expect(template.infrastructure.routeTables.map(\.routes.elements.count) == [0])
  }

  // MARK: Network

  @Test func networkACLs() throws {
    let template = try fixture("network-acls.yaml")
    let acl = try #require(template.infrastructure.networkACLs.first { $0.id.address == "Acl" })
    #expect(acl.entries.elements.map { $0.number.known } == [100, 90, 100])
    #expect(acl.entries.elements.map { $0.direction.known } == [.ingress, .ingress, .egress])
    #expect(acl.entries.elements.map { $0.allows.known } == [true, false, true])
    #expect(acl.entries.elements[0].traffic.protocols.known == .full)
    #expect(acl.entries.elements[1].traffic.ports.known == PortSet(22...22))
    #expect(template.infrastructure.networkACLAssociations.count == 2)
    let instance = try #require(template.infrastructure.instances.first)
    #expect(instance.subnet?.target == .resource(template.id("Public1")))
    #expect(instance.groups.elements.map(\.target) == [.resource(template.id("Ssh"))])
    #expect(instance.associatesPublicIP?.known == true)
    #expect("\(instance.subnet?.place.path ?? NodePath())" == "NetworkInterfaces[0].SubnetId")
  }

  @Test func routesThatConditionsChoose() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Igw: {Type: AWS::EC2::InternetGateway}
        Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: subnet-1, ConnectivityType: private}}
        T: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref V}}
        R1:
          Type: AWS::EC2::Route
          Properties:
            RouteTableId: !Ref T
            DestinationCidrBlock: 0.0.0.0/0
            GatewayId: !If [C, !Ref Igw, !Ref AWS::NoValue]
            NatGatewayId: !If [C, !Ref AWS::NoValue, !Ref Nat]
        R2: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, DestinationIpv6CidrBlock: "::/0", GatewayId: igw-1}}
        R3: {Type: AWS::EC2::Route, Condition: C, Properties: {RouteTableId: !GetAtt T.RouteTableId, DestinationPrefixListId: pl-1, GatewayId: local}}
        R4: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, DestinationCidrBlock: 10.9.0.0/16}}
        A: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: subnet-1, RouteTableId: !Ref T}}
        B: {Type: AWS::EC2::GatewayRouteTableAssociation, Properties: {GatewayId: !Ref Igw, RouteTableId: !Ref T}}
      """)
    #expect(template.mistakes == ["R4 has no target (GatewayId, NatGatewayId, …)"])
    let routes = try #require(template.infrastructure.routeTables.first { $0.id.address == "T" }).routes.elements
    #expect(routes.map(\.declaredBy.address) == ["R1", "R2", "R3", "R4"])
    guard case .known(.resource(.oneOf(let ids, let why), _)) = routes[0].target.value else {
      Issue.record("\(routes[0].target.value)")
      return
    }
    #expect(ids == [template.id("Igw"), template.id("Nat")])
    #expect(why.subject == "condition C")
    #expect(routes[1].target.value == .known(.resource(.external("igw-1"), attribute: "GatewayId")))
    #expect(routes[1].destination.value == .known(.block(AddressBlock(.everywhere(.ipv6)))))
    #expect(routes[2].target.value == .known(.local))
    #expect(routes[2].destination.value == .known(.prefixList(.external("pl-1"))))
    #expect(routes[2].existence.verdict == .unknown)
    #expect(template.infrastructure.natGateways.first?.isPublic.known == false)
    let subjects = template.infrastructure.routeTableAssociations.filter { $0.declaration.kind == .declared }.map(
      \.subject)
    #expect(subjects == [.subnet(.external("subnet-1")), .gateway(.resource(template.id("Igw")))])
  }

  @Test func blocksFromElsewhere() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        V: {Type: AWS::EC2::VPC, Properties: {Ipv4IpamPoolId: ipam-pool-1, Ipv4NetmaskLength: 16}}
        V6: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref V, AmazonProvidedIpv6CidrBlock: "true"}}
        V4: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !GetAtt V.VpcId, CidrBlock: 100.64.0.0/16}}
        S:
          Type: AWS::EC2::Subnet
          Properties:
            VpcId: !Ref V
            CidrBlock: !Select [1, !Cidr [!GetAtt V.CidrBlock, 4, 8]]
            Ipv6CidrBlock: !Select [0, !Cidr [!Select [0, !GetAtt V.Ipv6CidrBlocks], 1, 64]]
            AssignIpv6AddressOnCreation: true
        T: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 100.64.1.0/24}}
        T6: {Type: AWS::EC2::SubnetCidrBlock, Properties: {SubnetId: !Ref T, Ipv6CidrBlock: "2001:db8::/64"}}
      """)
    #expect(template.mistakes.isEmpty)
    let blocks = try #require(template.infrastructure.vpcs.first).blocks
    #expect(blocks.rest.isEmpty)
    #expect(blocks.elements.map { $0.known?.length } == [16, 56, 16])
    #expect(blocks.elements.map { $0.known?.family } == [.ipv4, .ipv6, .ipv4])
    let subnets = template.infrastructure.subnets
    #expect(subnets[0].ipv4?.known?.prefix.unknown != nil)
    #expect(subnets[0].ipv6?.known?.family == .ipv6)
    #expect(subnets[0].assignsIPv6.known == true)
    #expect(subnets[1].ipv6?.known?.prefix.known.map { "\($0)" } == "2001:db8::/64")
    #expect(subnets[1].assignsIPv6.origin == .default)
  }

  @Test func addressesAndInterfaces() throws {
    let template = try fixture("public-addresses.yaml")
    #expect(
      template.infrastructure.addressAssociations.map(\.holder.target.id?.address) == [
        "ByAddress", "ByAssociation", "Private",
      ])
    #expect(template.infrastructure.gatewayAttachments.map(\.vpc.target.id?.address) == ["Vpc"])
    let interfaces = try TemplateUnderTest(
      """
      Resources:
        N: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: subnet-1, GroupSet: [sg-1], SourceDestCheck: "false"}}
        A: {Type: AWS::EC2::NetworkInterfaceAttachment, Properties: {NetworkInterfaceId: !Ref N, InstanceId: !Ref I, DeviceIndex: 1}}
        I:
          Type: AWS::EC2::Instance
          Properties:
            NetworkInterfaces:
              - {DeviceIndex: "1", SubnetId: subnet-2, GroupSet: [sg-2]}
              - {DeviceIndex: "0", SubnetId: subnet-1, GroupSet: [sg-1], Ipv6AddressCount: 1}
              - {DeviceIndex: "2", NetworkInterfaceId: eni-1}
      """)
    let instance = try #require(interfaces.infrastructure.instances.first)
    #expect(instance.subnet?.target == .external("subnet-1"))
    #expect(instance.hasIPv6?.known == true)
    #expect(instance.associatesPublicIP == nil)
    #expect(instance.interfaces.elements.map(\.target) == [.external("eni-1")])
    let all = interfaces.infrastructure.networkInterfaces
    #expect(all.map(\.subnet.target) == [.external("subnet-1"), .external("subnet-2")])
    #expect(all.map { $0.instance?.target } == [.resource(interfaces.id("I")), .resource(interfaces.id("I"))])
    #expect(all.map { $0.sourceDestCheck.known } == [false, true])
  }

  @Test func prefixLists() throws {
    let template = try fixture("prefix-list.yaml")
    #expect(template.infrastructure.prefixLists.map(\.entries.elements.count) == [2, 1])
    func peer(_ name: String) throws -> RulePeer.Kind? {
      try template.group(name).rules.elements.first { $0.direction == .ingress }?.peers.elements.first?.kind
    }
    #expect(try peer("Open") == .prefixList(.resource(template.id("Everyone"))))
    #expect(try peer("Office") == .prefixList(.resource(template.id("OfficeList"))))
    #expect(try peer("Outside") == .prefixList(.external("pl-02cd2c6b")))
  }

  // MARK: Databases

  @Test func publicByDefault() throws {
    let template = try fixture("databases.yaml")
    let known = template.infrastructure.databases.map {
      ($0.id.address, $0.publiclyAccessible.known, $0.publiclyAccessible.origin)
    }
    let expected: [(String, Bool?, Origin)] = [
      ("Open", true, .explicit), ("NotPublic", false, .default), ("Private", true, .explicit),
      ("OtherEngine", true, .explicit), ("NoSubnetGroup", true, .default),
    ]
    #expect(known.elementsEqual(expected) { $0 == $1 })
    let more = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        Aurora: {Type: AWS::RDS::DBInstance, Properties: {Engine: aurora-mysql}}
        Member: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster}}
        Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-postgresql, DBClusterIdentifier: main}}
        Named: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DBSubnetGroupName: default}}
        Replica: {Type: AWS::RDS::DBInstance, Properties: {SourceDBInstanceIdentifier: !Ref Named}}
        Maybe: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DBSubnetGroupName: !If [C, g, !Ref AWS::NoValue]}}
        Written: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, PubliclyAccessible: !If [C, "false", !Ref AWS::NoValue]}}
        ByName: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: main}}
      """)
    #expect(more.mistakes.isEmpty)
    let databases = more.infrastructure.databases
    #expect(databases.map { $0.publiclyAccessible.known } == [false, false, false, true, nil, nil, nil, false])
    #expect(
      databases.map(\.kind) == [
        .instance, .clusterInstance, .cluster, .instance, .instance, .instance, .instance, .clusterInstance,
      ])
    #expect(databases[6].publiclyAccessible.value.candidates == [false, true])
    #expect(databases[7].cluster?.target == .resource(more.id("Cluster")))
  }

  /// What the CDK writes for the port of a database.
  @Test func aRuleMayNameThePortOfADatabase() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g}}
        D: {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres, Port: "5433"}}
        E: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql}}
        R1: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref G, IpProtocol: tcp, FromPort: !GetAtt D.Endpoint.Port, ToPort: !GetAtt [D, Endpoint.Port], CidrIp: 10.0.0.0/8}}
        R2: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref G, IpProtocol: tcp, FromPort: !GetAtt E.Endpoint.Port, ToPort: !GetAtt E.Endpoint.Port, CidrIp: 10.0.0.0/8}}
      """)
    let rules = try template.group("G").rules.elements.filter { $0.direction == .ingress }
    #expect(rules.map { $0.traffic.ports.known } == [PortSet(5433...5433), PortSet(3306...3306)])
  }

  // MARK: Load balancers and containers

  @Test func listeners() throws {
    let template = try fixture("load-balancers.yaml")
    let balancers = template.infrastructure.loadBalancers
    #expect(balancers.map { $0.isInternal.known } == [false, false, true, false, false])
    #expect(balancers[1].isInternal.origin == .default)
    #expect(balancers[0].kind.known == .application)
    #expect(balancers[0].subnets.elements.count == 2)
    let listeners = template.infrastructure.listeners
    let weighted = try #require(listeners.first { $0.id.address == "WeightedHttp" })
    #expect(
      weighted.actions.elements.flatMap { $0.targetGroups.elements.map(\.target) } == [.resource(template.id("App"))])
    let redirect = try #require(listeners.first { $0.id.address == "RedirectHttp" }?.actions.elements.first)
    #expect(redirect.type.known == "redirect")
    #expect(redirect.redirect?.proto.known == "HTTPS")
    #expect(redirect.redirect?.port.known == "443")
    #expect(listeners.filter { $0.certificate != nil }.allSatisfy { $0.proto.known == "HTTPS" })
  }

  @Test func aListenerThatAConditionChooses() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        L:
          Type: AWS::ElasticLoadBalancingV2::Listener
          Properties:
            LoadBalancerArn: !Ref B
            Port: !If [C, 443, 80]
            Protocol: !If [C, HTTPS, http]
            DefaultActions: [!If [C, {Type: forward, TargetGroupArn: !Ref T}, {Type: redirect, RedirectConfig: {Protocol: HTTPS}}]]
        B:
          Type: AWS::ElasticLoadBalancingV2::LoadBalancer
          Properties:
            Type: network
            SubnetMappings: [{SubnetId: subnet-1}]
            LoadBalancerAttributes:
            - {Key: load_balancing.cross_zone.enabled, Value: "true"}
            - {Key: ipv6.deny_all_igw_traffic, Value: "false"}
        T:
          Type: AWS::ElasticLoadBalancingV2::TargetGroup
          Properties:
            TargetType: ip
            Port: 80
            HealthCheckPort: traffic-port
            TargetGroupAttributes:
            - {Key: preserve_client_ip.enabled, Value: "false"}
            - {Key: load_balancing.cross_zone.enabled, Value: use_load_balancer_configuration}
            Targets: [{Id: 10.0.0.5, Port: "81"}, {Id: !Ref I}]
        I: {Type: AWS::EC2::Instance, Properties: {}}
      """)
    #expect(template.mistakes.isEmpty)
    let listener = try #require(template.infrastructure.listeners.first)
    #expect(listener.port.value.candidates == [443, 80])
    #expect(listener.proto.value.candidates == ["HTTPS", "HTTP"])
    #expect(listener.actions.elements.first?.type.value.candidates == ["forward", "redirect"])
    #expect(template.infrastructure.loadBalancers.first?.kind.known == .network)
    #expect(template.infrastructure.loadBalancers.first?.subnets.elements.map(\.target) == [.external("subnet-1")])
    let group = try #require(template.infrastructure.targetGroups.first)
    #expect(group.healthCheckPort == nil)
    #expect(group.preservesClientIP?.known == false)
    #expect(group.crossesZones?.known == "use_load_balancer_configuration")
    #expect(template.infrastructure.loadBalancers.first?.crossesZones?.known == true)
    #expect(template.infrastructure.loadBalancers.first?.refusesIPv6Internet?.known == false)
    let host = AddressBlock(try #require(IPPrefix("10.0.0.5/32")))
    #expect(group.targets.elements.map(\.subject) == [.address(host), .resource(.resource(template.id("I")))])
    #expect(group.targets.elements[0].port?.known == 81)
  }

  @Test func servicesAndTasks() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        S:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: !Ref T
            LoadBalancers: [{TargetGroupArn: !Ref G, ContainerName: app, ContainerPort: "8000"}]
            NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIp: ENABLED, Subnets: [subnet-1], SecurityGroups: sg-1}}
        S2: {Type: AWS::ECS::Service, Properties: {TaskDefinition: web, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [a]}}}}
        T:
          Type: AWS::ECS::TaskDefinition
          Properties:
            Family: web
            NetworkMode: awsvpc
            TaskRoleArn: !GetAtt R.Arn
            ContainerDefinitions:
              - {Name: app, PortMappings: [{ContainerPort: 8000}, {ContainerPortRange: 9000-9002}]}
              - {Name: sidecar}
        G: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80}}
        R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
      """)
    #expect(template.mistakes.isEmpty)
    let services = template.infrastructure.services
    #expect(services.map { $0.assignsPublicIP.known } == [true, false])
    #expect(services.map { $0.taskDefinition?.target } == [.resource(template.id("T")), .resource(template.id("T"))])
    #expect(services[0].bindings.elements.map { $0.containerPort.known } == [8000])
    #expect(services[0].groups.elements.map(\.target) == [.external("sg-1")])
    let task = try #require(template.infrastructure.taskDefinitions.first)
    #expect(task.containers.elements.map { $0.ports.elements.map(\.known) } == [[8000, 9000, 9001, 9002], []])
    #expect(task.taskRole?.target == .resource(template.id("R")))
    #expect(task.networkMode.known == "awsvpc")
  }

  @Test func templatesAndGroupsOfInstances() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        L:
          Type: AWS::EC2::LaunchTemplate
          Properties:
            LaunchTemplateName: web
            LaunchTemplateData:
              NetworkInterfaces: [{DeviceIndex: 0, AssociatePublicIpAddress: true, Groups: [sg-1]}]
              IamInstanceProfile: {Arn: !GetAtt P.Arn}
        C: {Type: AWS::AutoScaling::LaunchConfiguration, Properties: {SecurityGroups: [sg-2], IamInstanceProfile: !Ref P}}
        P: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref R]}}
        R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
        A: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [subnet-1], LaunchTemplate: {LaunchTemplateName: web, Version: 1}, TargetGroupARNs: [!Ref G]}}
        B: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [subnet-1], LaunchConfigurationName: !Ref C, TrafficSources: [{Identifier: !Ref G, Type: elbv2}]}}
        D: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MixedInstancesPolicy: {LaunchTemplate: {LaunchTemplateSpecification: {LaunchTemplateId: !Ref L, Version: 1}}}}}
        G: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80}}
      """)
    #expect(template.mistakes.isEmpty)
    let templates = template.infrastructure.launchTemplates
    #expect(templates.map { $0.groups.elements.map(\.target) } == [[.external("sg-1")], [.external("sg-2")]])
    #expect(templates.map { $0.profile?.target } == [.resource(template.id("P")), .resource(template.id("P"))])
    #expect(templates[0].associatesPublicIP?.known == true)
    let groups = template.infrastructure.autoScalingGroups
    #expect(groups.map { $0.launchTemplate?.target.id?.address } == ["L", "C", "L"])
    #expect(groups.map { $0.targetGroups.elements.map(\.target.id?.address) } == [["G"], ["G"], []])
    #expect(template.infrastructure.instanceProfiles.first?.role?.target == .resource(template.id("R")))
  }

  /// An override of a mixed group may launch from a template of its own, with groups of its own.
  @Test func overridesOfAMixedGroup() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        L: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {SecurityGroupIds: [sg-1]}}}
        M: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {SecurityGroupIds: [sg-2]}}}
        A:
          Type: AWS::AutoScaling::AutoScalingGroup
          Properties:
            MinSize: '0'
            MaxSize: '1'
            VPCZoneIdentifier: [subnet-1]
            MixedInstancesPolicy:
              LaunchTemplate:
                LaunchTemplateSpecification: {LaunchTemplateId: !Ref L, Version: '1'}
                Overrides:
                  - InstanceType: m7i.large
                  - {InstanceType: m7g.large, LaunchTemplateSpecification: {LaunchTemplateId: !Ref M, Version: '1'}}
      """)
    #expect(
      template.infrastructure.autoScalingGroups.map { $0.launchTemplate?.target.id?.address } == ["L", "M"])
  }

  // MARK: Identities

  @Test func policies() throws {
    let template = try fixture("policies.yaml")
    func identity(_ name: String) throws -> Identity {
      try #require(template.infrastructure.identities.first { $0.id.address == name })
    }
    let inline = try #require(try identity("Inline").inlinePolicies.elements.first)
    #expect(inline.document.version?.known == "2012-10-17")
    #expect(inline.document.statements.elements.map { $0.actions.patterns.elements.map(\.shown) } == [["*"]])
    let separate = try #require(try identity("Separate").inlinePolicies.elements.first)
    #expect(separate.declaredBy == template.id("SeparatePolicy"))
    #expect(
      try identity("Managed").managedPolicies.elements.map(\.target) == [
        .external("arn:aws:iam::aws:policy/AdministratorAccess")
      ])
    #expect(
      try identity("Customer").managedPolicies.elements.map(\.target) == [.resource(template.id("CustomerPolicy"))])
    #expect(try identity("User").managedPolicies.elements.map(\.target) == [.resource(template.id("CustomerPolicy"))])
    let resources = try identity("BucketAdmin").inlinePolicies.elements[0].document.statements.elements[0].resources
    #expect(resources?.patterns.elements.map(\.shown) == ["${Bucket.Arn}", "${Bucket.Arn}/*"])
    let joined = try identity("Reader").inlinePolicies.elements[0].document.statements.elements[0].resources
    #expect(joined?.patterns.elements.map(\.shown) == ["${Bucket.Arn}/photos/*"])
  }

  @Test func aPolicyInATextIsReadWhereItStands() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        R:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}'
            Policies:
              - PolicyName: p
                PolicyDocument: |
                  {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
              - PolicyName: q
                PolicyDocument: '{"Statement": '
      """)
    let role = try #require(template.infrastructure.identities.first)
    let principal = try #require(role.trust?.statements.elements.first?.principals?.principals.elements.first)
    #expect(principal.kind == "*")
    let action = try #require(
      role.inlinePolicies.elements[0].document.statements.elements.first?.actions.patterns.elements.first)
    #expect(action.place.range.text == "\"s3:*\"")
    #expect(action.place.range.start.line == 9)
    #expect(role.inlinePolicies.elements[1].document.statements.rest.count == 1)
    #expect(template.mistakes.count == 1)
  }

  @Test func usersMayDoWhatTheirGroupsMay() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        U: {Type: AWS::IAM::User, Properties: {Groups: [!Ref G]}}
        V: {Type: AWS::IAM::User}
        W: {Type: AWS::IAM::User}
        G: {Type: AWS::IAM::Group, Properties: {ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]}}
        GP: {Type: AWS::IAM::GroupPolicy, Properties: {GroupName: !Ref G, PolicyName: p, PolicyDocument: {Statement: []}}}
        A: {Type: AWS::IAM::UserToGroupAddition, Condition: C, Properties: {GroupName: !Ref G, Users: [!Ref V]}}
      """)
    #expect(template.mistakes.isEmpty)
    let users = template.infrastructure.identities.filter { $0.kind == .user }
    #expect(users.map(\.managedPolicies.elements.count) == [1, 0, 0])
    #expect(users.map(\.managedPolicies.rest.count) == [0, 1, 0])
    #expect(users.map { $0.inlinePolicies.elements.map(\.existence.verdict) } == [[.yes], [.unknown], []])
  }

  /// Names of roles and ARNs that are composed still lead to the resource.
  @Test func linksByNameAndArn() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        R: {Type: AWS::IAM::Role, Properties: {RoleName: app, AssumeRolePolicyDocument: {Statement: []}}}
        P: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [app], PolicyDocument: {Statement: []}}}
        T: {Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${R}"}}
      """)
    #expect(template.infrastructure.identities.first?.inlinePolicies.elements.count == 1)
    #expect(template.infrastructure.taskDefinitions.first?.taskRole?.target == .resource(template.id("R")))
  }

  /// Every sample and fixture is read without a mistake, and with what it declares.
  @Test(arguments: ["web-app-secure", "web-app-insecure"]) func samples(name: String) throws {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let file = try SourceFile.read("\(root)/samples/\(name)/template.yaml")
    let template = try TemplateUnderTest(file.withBytes { String(decoding: $0, as: UTF8.self) })
    #expect(template.mistakes.isEmpty)
    #expect(template.infrastructure.subnets.count == 6)
    #expect(template.infrastructure.subnets.allSatisfy { $0.ipv4?.known?.prefix.known?.length == 24 })
    #expect(template.infrastructure.services.first?.bindings.elements.count == 1)
  }

  private struct Missing: Error {}
}
