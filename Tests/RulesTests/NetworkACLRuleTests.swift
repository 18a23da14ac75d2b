import Rules
import Testing

/// Near misses of the rules about network ACLs: who opens connections, and what answers are missed.
@Suite struct NetworkACLRuleTests {
  /// A load balancer before an instance in a subnet of its own, and a list for each subnet.
  private static func found(
    _ rule: String, outer: String = "0-65535", back: String = "1024-65535", admits: String = "8080",
    egress: String = "{IpProtocol: '-1', CidrIp: 0.0.0.0/0}", more: String = ""
  ) throws -> [String] {
    func entry(_ acl: String, _ number: Int, _ ports: String, isEgress: Bool, udp: Bool = false) -> String {
      let ends = ports.split(separator: "-")
      return """
          \(acl)\(isEgress ? "Out" : "In")\(number):
            Type: AWS::EC2::NetworkAclEntry
            Properties:
              NetworkAclId: !Ref \(acl)
              Egress: \(isEgress)
              RuleNumber: \(number)
              Protocol: \(udp ? 17 : 6)
              RuleAction: allow
              CidrBlock: 0.0.0.0/0
              PortRange: {From: \(ends[0]), To: \(ends[ends.count - 1])}

        """
    }
    let result = try Run.lint(
      """
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Gateway: {Type: AWS::EC2::InternetGateway}
        Attachment:
          Type: AWS::EC2::VPCGatewayAttachment
          Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
        Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
        Route:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
        Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
        App: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
        PublicTable:
          Type: AWS::EC2::SubnetRouteTableAssociation
          Properties: {SubnetId: !Ref Public, RouteTableId: !Ref Table}
        Outer: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
        Inner: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
        OuterOfSubnet:
          Type: AWS::EC2::SubnetNetworkAclAssociation
          Properties: {SubnetId: !Ref Public, NetworkAclId: !Ref Outer}
        InnerOfSubnet:
          Type: AWS::EC2::SubnetNetworkAclAssociation
          Properties: {SubnetId: !Ref App, NetworkAclId: !Ref Inner}
      \(entry("Outer", 100, outer, isEgress: false))\(entry("Outer", 100, "0-65535", isEgress: true))
      \(entry("Outer", 110, "0-65535", isEgress: true, udp: true))
      \(entry("Inner", 100, "0-65535", isEgress: false))\(entry("Inner", 100, back, isEgress: true))
        BalancerGroup:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: balancer
            VpcId: !Ref Vpc
            SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]
        ServerGroup:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: server
            VpcId: !Ref Vpc
            SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: \(admits), ToPort: \(admits), CidrIp: 10.0.0.0/16}
            SecurityGroupEgress: [\(egress)]
        Balancer:
          Type: AWS::ElasticLoadBalancingV2::LoadBalancer
          Properties: {Subnets: [!Ref Public], SecurityGroups: [!Ref BalancerGroup]}
        Listener:
          Type: AWS::ElasticLoadBalancingV2::Listener
          Properties:
            LoadBalancerArn: !Ref Balancer
            Port: 443
            Protocol: HTTPS
            DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]
        Server:
          Type: AWS::EC2::Instance
          Properties: {ImageId: ami-0a1b2c3d, SubnetId: !Ref App, SecurityGroupIds: [!Ref ServerGroup]}
        Targets:
          Type: AWS::ElasticLoadBalancingV2::TargetGroup
          Properties:
            VpcId: !Ref Vpc
            Port: 8080
            HealthCheckPort: '8081'
            Protocol: HTTP
            Targets: [{Id: !Ref Server}]
      \(more)
      """, Run.catalogue(rule))
    #expect(result.errors.isEmpty && result.diagnostics.isEmpty)
    return result.findings.map { ($0.verdict == .yes ? "" : "?") + $0.resource.address }
  }

  private static func dropped(
    outer: String = "0-65535", back: String = "1024-65535", more: String = ""
  ) throws -> [String] {
    try found("return-traffic-blocked", outer: outer, back: back, more: more)
  }

  @Test func loadBalancersSendToTheirTargetsOnly() throws {
    // Its group lets everything out to the world, and the list lets no answer over UDP in.
    #expect(try Self.dropped() == [])
    #expect(try Self.dropped(back: "32768-60999") == ["Inner"])
    #expect(try Self.dropped(outer: "443-443") == ["Outer"])
  }

  /// A machine in the public subnet.
  private static func machine(_ egress: String) -> String {
    """
      MachineGroup:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: machine, VpcId: !Ref Vpc, SecurityGroupEgress: [\(egress)]}
      Machine:
        Type: AWS::EC2::Instance
        Properties:
          ImageId: ami-0a1b2c3d
          NetworkInterfaces:
            - {DeviceIndex: '0', AssociatePublicIpAddress: true, SubnetId: !Ref Public, GroupSet: [!Ref MachineGroup]}
    """
  }

  @Test func answersOverUDPAreMissedByThoseWhoAskOverUDP() throws {
    #expect(try Self.dropped(more: Self.machine("{IpProtocol: '-1', CidrIp: 0.0.0.0/0}")) == [])
    let time = Self.machine("{IpProtocol: udp, FromPort: 123, ToPort: 123, CidrIp: 0.0.0.0/0}")
    #expect(try Self.dropped(more: time) == ["Outer"])
  }

  @Test func aDatabaseAnswersAndDoesNotAsk() throws {
    let database = """
        Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: d, SubnetIds: [!Ref Public]}}
        Database:
          Type: AWS::RDS::DBInstance
          Properties:
            Engine: postgres
            DBInstanceClass: db.t4g.micro
            DBSubnetGroupName: !Ref Subnets
            PubliclyAccessible: false
            VPCSecurityGroups: [!Ref BalancerGroup]
      """
    // The target admits the whole VPC, and its answers get back to the load balancer's ports only.
    #expect(try Self.dropped(outer: "1024-65535", more: database) == [])
  }

  // MARK: Targets

  @Test func whatStopsHealthChecksIsShownWhereItStands() throws {
    let rule = "load-balancer-cannot-reach-targets"
    #expect(try Self.found(rule) == ["ServerGroup"])
    // Traffic gets through from some ports, health checks from none.
    #expect(try Self.found(rule, back: "32768-60999") == ["ServerGroup"])
  }
}
