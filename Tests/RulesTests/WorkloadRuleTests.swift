import Rules
import Testing

/// Near misses of the rules about what tasks have to reach before they start.
@Suite struct WorkloadRuleTests {
  /// A service on Fargate in a public or a private subnet, and whatever else a test adds.
  private static func found(
    image: String = "nginx:1.27", subnet: String = "Private", assign: String = "DISABLED", launch: String = "FARGATE",
    secret: String? = nil, logs: String? = nil, egress: String = "CidrIp: 0.0.0.0/0", more: String = ""
  ) throws -> [String] {
    let secrets = secret.map { "Secrets: [{Name: KEY, ValueFrom: '\($0)'}]" } ?? "Essential: true"
    let log = logs.map { "LogConfiguration: {LogDriver: \($0)}" } ?? "Privileged: false"
    let result = try Run.lint(
      """
      Parameters: {Table: {Type: String}, Wanted: {Type: String, AllowedValues: ['yes', 'no']}}
      Conditions: {IsWanted: !Equals [!Ref Wanted, 'yes']}
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Gateway: {Type: AWS::EC2::InternetGateway}
        Attachment:
          Type: AWS::EC2::VPCGatewayAttachment
          Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
        Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
        Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
        PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
        PrivateTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
        Out:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
        PublicIsPublic:
          Type: AWS::EC2::SubnetRouteTableAssociation
          Properties: {SubnetId: !Ref Public, RouteTableId: !Ref PublicTable}
        PrivateIsPrivate:
          Type: AWS::EC2::SubnetRouteTableAssociation
          Properties: {SubnetId: !Ref Private, RouteTableId: !Ref PrivateTable}
        Tasks:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: tasks
            VpcId: !Ref Vpc
            SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, \(egress)}]
        Task:
          Type: AWS::ECS::TaskDefinition
          Properties:
            NetworkMode: awsvpc
            ContainerDefinitions: [{Name: app, Image: '\(image)', \(secrets), \(log)}]
        App:
          Type: AWS::ECS::Service
          Properties:
            LaunchType: \(launch)
            TaskDefinition: !Ref Task
            NetworkConfiguration:
              AwsvpcConfiguration: {AssignPublicIp: \(assign), Subnets: [\(subnet)], SecurityGroups: [!Ref Tasks]}
      \(more)
      """.replacing("Subnets: [Private]", with: "Subnets: [!Ref Private]")
        .replacing("Subnets: [Public]", with: "Subnets: [!Ref Public]"), Run.catalogue("workload-cannot-reach-aws"))
    #expect(result.errors.isEmpty && result.diagnostics.isEmpty)
    return result.findings.map { ($0.verdict == .yes ? "" : "?") + $0.message }
  }

  private static func missing(_ names: String) -> [String] {
    ["the tasks of App have no way to \(names), which they need before they can start"]
  }

  private static let nat = """
      Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Public, AllocationId: eipalloc-0a1b2c3d}}
      OutByNat:
        Type: AWS::EC2::Route
        Properties: {RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
    """

  private static func endpoint(
    _ name: String, _ service: String, admits: String = "10.0.0.0/16", dns: String = "PrivateDnsEnabled: true"
  ) -> String {
    """

      \(name)Group:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: endpoints
          VpcId: !Ref Vpc
          SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: \(admits)}]
      \(name):
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcEndpointType: Interface
          VpcId: !Ref Vpc
          ServiceName: com.amazonaws.eu-west-1.\(service)
          SubnetIds: [!Ref Private]
          SecurityGroupIds: [!Ref \(name)Group]
          \(dns)
    """
  }

  private static let registry = endpoint("Api", "ecr.api") + endpoint("Dkr", "ecr.dkr")
  private static func buckets(_ table: String = "!Ref PrivateTable", condition: String = "") -> String {
    """

      S3:
        Type: AWS::EC2::VPCEndpoint
        \(condition)
        Properties: {VpcId: !Ref Vpc, ServiceName: com.amazonaws.eu-west-1.s3, RouteTableIds: [\(table)]}
    """
  }

  private static let own = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0"

  // MARK: Over the internet

  /// A path to a registry says nothing of how a service is deployed.
  @Test func onlyTheRuleThatGoesByPathsShowsThem() throws {
    let facts = try Run.facts(
      """
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Net: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
        Cluster: {Type: AWS::ECS::Cluster}
        Task:
          Type: AWS::ECS::TaskDefinition
          Properties:
            NetworkMode: awsvpc
            ContainerDefinitions: [{Name: app, Image: 'nginx:1.27'}]
        App:
          Type: AWS::ECS::Service
          Properties:
            Cluster: !Ref Cluster
            TaskDefinition: !Ref Task
            LaunchType: FARGATE
            NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref Net]}}
      """)
    let findings = Linter(
      rules: Run.catalogue("workload-cannot-reach-aws", "ecs-service-without-circuit-breaker")
    ).lint(facts).findings
    let byRule = Dictionary(grouping: findings, by: \.rule.id).mapValues { $0.flatMap(\.traces).isEmpty }
    #expect(byRule == ["workload-cannot-reach-aws": false, "ecs-service-without-circuit-breaker": true])
  }

  @Test func aPublicSubnetGivesNothingWithoutAnAddress() throws {
    #expect(try Self.found(subnet: "Public") == Self.missing("docker.io"))
    #expect(try Self.found(subnet: "Public", assign: "ENABLED") == [])
    // An address leads nowhere from a private subnet.
    #expect(try Self.found(assign: "ENABLED") == Self.missing("docker.io"))
  }

  @Test func aNATGatewayLeadsToEverything() throws {
    #expect(try Self.found(image: Self.own, secret: "/app/key", logs: "awslogs", more: Self.nat) == [])
    #expect(try Self.found(image: "public.ecr.aws/nginx/nginx:1.27") == Self.missing("public.ecr.aws"))
  }

  @Test func groupsHaveToLetTheTasksOut() throws {
    #expect(try Self.found(egress: "CidrIp: 10.0.0.0/16", more: Self.nat) == Self.missing("docker.io"))
    // Which addresses a registry has is not known: to some of them it may be.
    #expect(try Self.found(egress: "CidrIp: 34.0.0.0/8", more: Self.nat).first?.hasPrefix("?") == true)
  }

  // MARK: By endpoints

  @Test func imagesOfECRNeedBucketsToo() throws {
    #expect(try Self.found(image: Self.own, more: Self.registry) == Self.missing("s3"))
    #expect(try Self.found(image: Self.own, more: Self.registry + Self.buckets()) == [])
    // The routes are in another table than the tasks'.
    #expect(
      try Self.found(image: Self.own, more: Self.registry + Self.buckets("!Ref PublicTable")) == Self.missing("s3"))
    // Or it is not known whether they are.
    for unknown in [Self.buckets("!Ref Table"), Self.buckets(condition: "Condition: IsWanted")] {
      let found = try Self.found(image: Self.own, more: Self.registry + unknown)
      #expect(found.count == 1 && found[0].hasPrefix("?"), "\(found)")
    }
  }

  @Test func endpointsForOtherServicesAreNoHelp() throws {
    let all = Self.registry + Self.buckets()
    #expect(try Self.found(more: all) == Self.missing("docker.io"))
    #expect(try Self.found(image: Self.own, logs: "awslogs", more: all) == Self.missing("logs"))
    #expect(try Self.found(image: Self.own, logs: "splunk", more: all) == [])
    #expect(try Self.found(image: Self.own, secret: "/app/key", more: all) == Self.missing("ssm"))
    let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-AbCdEf"
    #expect(try Self.found(image: Self.own, secret: secret, more: all) == Self.missing("secretsmanager"))
    let kept = all + Self.endpoint("Secrets", "secretsmanager")
    #expect(try Self.found(image: Self.own, secret: secret, more: kept) == [])
  }

  @Test func anEndpointWithTheServicesNameIsTheOnlyWay() throws {
    let closed = Self.nat + Self.endpoint("Logs", "logs", admits: "10.9.0.0/16")
    #expect(try Self.found(image: Self.own, logs: "awslogs", more: closed) == Self.missing("logs"))
    // AWS does not say whether it has the name when the template does not.
    let left = Self.nat + Self.endpoint("Logs", "logs", admits: "10.9.0.0/16", dns: "Tags: []")
    #expect(try Self.found(image: Self.own, logs: "awslogs", more: left).first?.hasPrefix("?") == true)
    let open = Self.nat + Self.endpoint("Logs", "logs", dns: "Tags: []")
    #expect(try Self.found(image: Self.own, logs: "awslogs", more: open) == [])
  }

  @Test func anEndpointWithoutTheServicesNameHelpsOnlyWhoMakesOne() throws {
    let registry = Self.endpoint("Dkr", "ecr.dkr") + Self.buckets()
    let meant = registry + Self.endpoint("Api", "ecr.api", dns: "PrivateDnsEnabled: false")
    #expect(try Self.found(image: Self.own, more: meant).first?.hasPrefix("?") == true)
  }

  @Test func aGroupMayNameThePrefixListOfTheEndpoint() throws {
    let found = try Self.found(
      image: Self.own, egress: "DestinationPrefixListId: pl-6da54004", more: Self.registry + Self.buckets())
    // Which list that is, and so what else it lets out, is not known.
    #expect(found.allSatisfy { $0.hasPrefix("?") })
  }

  // MARK: Where tasks run

  @Test func onInstancesTheTasksOwnNetworkDoesNotMatter() throws {
    let found = try Self.found(launch: "EC2")
    #expect(found.count == 1 && found[0].hasPrefix("?"), "\(found)")
    #expect(try Self.found(launch: "EXTERNAL") == [])
  }

  @Test func subnetsThatAreNotKnownMayHaveAWay() throws {
    for assign in ["ENABLED", "DISABLED"] {
      let found = try Self.found(subnet: "!Ref Table", assign: assign)
      #expect(found.count == 1 && found[0].hasPrefix("?"), "\(found)")
    }
  }
}
