import Rules
import Testing

/// Near misses of the rules about zones, routes and policies of endpoints.
@Suite struct ReliabilityRuleTests {
  private static func found(_ rule: String, _ template: String) throws -> [String] {
    let result = try Run.lint(template, Run.catalogue(rule))
    #expect(result.errors.isEmpty && result.diagnostics.isEmpty)
    return result.findings.map { ($0.verdict == .yes ? "" : "?") + $0.resource.address }
  }

  // MARK: Zones

  private static func zones(_ first: String, _ second: String) throws -> [String] {
    let zone = { (text: String) in text.isEmpty ? "" : ", AvailabilityZone: \(text)" }
    return try found(
      "single-availability-zone",
      """
      Parameters:
        Zone: {Type: 'AWS::EC2::AvailabilityZone::Name'}
        Other: {Type: 'AWS::EC2::AvailabilityZone::Name'}
        Zones: {Type: 'List<AWS::EC2::AvailabilityZone::Name>'}
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24\(zone(first))}}
        B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24\(zone(second))}}
        Group: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: d, SubnetIds: [!Ref A, !Ref B]}}
        Cluster:
          Type: AWS::RDS::DBCluster
          Properties: {Engine: aurora-mysql, DBSubnetGroupName: !Ref Group, VpcSecurityGroupIds: [sg-0a1b2c3d]}
        Machines: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [!Ref A, !Ref B]}}
      """
    ).sorted()
  }

  @Test func theSamePlaceInAListIsOneZone() throws {
    let all = ["Cluster", "Machines"]
    #expect(try Self.zones("eu-west-1a", "eu-west-1a") == all)
    #expect(try Self.zones("!Select [0, !GetAZs '']", "!Select [0, !GetAZs '']") == all)
    #expect(try Self.zones("!Select [1, !Ref Zones]", "!Select [1, !Ref Zones]") == all)
    #expect(try Self.zones("!Ref Zone", "!Ref Zone") == all)
    #expect(try Self.zones("!Select [0, !GetAZs '']", "!Select [1, !GetAZs '']") == [])
    #expect(try Self.zones("!Select [0, !Ref Zones]", "!Select [1, !Ref Zones]") == [])
    #expect(try Self.zones("!Ref Zone", "!Ref Other") == [])
    #expect(try Self.zones("eu-west-1a", "eu-west-1b") == [])
    // AWS chooses, for databases in at least two.
    #expect(try Self.zones("", "") == ["?Machines"])
  }

  // MARK: Classic load balancers

  /// Requests get through; health checks have a port of their own.
  @Test func aClassicLoadBalancerChecksAPortOfItsOwn() throws {
    let found = { (port: String) in
      try Self.found(
        "load-balancer-cannot-reach-targets",
        """
        Resources:
          Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
          Front: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: front, VpcId: !Ref Vpc}}
          Back:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: back
              VpcId: !Ref Vpc
              SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref Front}
          App:
            Type: AWS::EC2::Instance
            Properties: {ImageId: ami-12345678, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Back]}
          Old:
            Type: AWS::ElasticLoadBalancing::LoadBalancer
            Properties:
              Subnets: [!Ref Subnet]
              SecurityGroups: [!Ref Front]
              Instances: [!Ref App]
              Listeners: [{LoadBalancerPort: '80', InstancePort: '8080', Protocol: HTTP}]
              HealthCheck:
                {Target: 'HTTP:\(port)/', HealthyThreshold: '2', UnhealthyThreshold: '2', Interval: '9', Timeout: '5'}
        """)
    }
    #expect(try found("8080") == [])
    #expect(try found("8081") == ["Back"])
  }

  // MARK: Routes

  @Test func aVPCHasOneInternetGateway() throws {
    let route = { (attachment: String) in
      try Self.found(
        "route-to-nowhere",
        """
        Resources:
          Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          Gateway: {Type: AWS::EC2::InternetGateway}
        \(attachment)
          Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
          Route:
            Type: AWS::EC2::Route
            Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: igw-0a1b2c3d4e5f6a7b8}
        """)
    }
    let own = """
        Attachment:
          Type: AWS::EC2::VPCGatewayAttachment
          Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
      """
    #expect(try route(own) == ["?Route"])
    #expect(try route("") == [])
  }

  // MARK: Policies of endpoints

  @Test func whoIsEqualToSomethingIsNotEverybody() throws {
    let endpoint = { (condition: String) in
      try Self.found(
        "vpc-endpoint-open-policy",
        """
        Parameters: {Account: {Type: String}}
        Resources:
          Endpoint:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: vpc-0a1b2c3d
              ServiceName: com.amazonaws.eu-west-1.s3
              PolicyDocument:
                Statement: [{Effect: Allow, Principal: '*', Action: '*', Resource: '*', Condition: {\(condition)}}]
        """)
    }
    #expect(try endpoint("StringEquals: {'aws:PrincipalAccount': !Ref Account}") == [])
    #expect(try endpoint("StringLike: {'aws:PrincipalArn': !Ref Account}") == ["?Endpoint"])
    #expect(try endpoint("StringNotEquals: {'aws:PrincipalAccount': !Ref Account}") == ["Endpoint"])
  }
}
