import AWSModel
import Documents
import NetSpace
import Testing

@testable import Frontends

/// Data stores, managed compute and entry points in templates: CloudFormation's defaults and its ways to name things.
@Suite struct CloudFormationServicesTests {
  private func fixture(_ name: String) throws -> TemplateUnderTest {
    let directory = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    let path = "\(directory)/Fixtures/cloudformation/\(name)"
    return try TemplateUnderTest(SourceFile.read(path).withBytes { String(decoding: $0, as: UTF8.self) })
  }

  @Test func dataStores() throws {
    let template = try fixture("data-stores.yaml")
    #expect(template.messages == [])
    let expected = [
      "Sessions": "cache valkey tcp/6379 group CacheSubnets in DataGroup",
      "Pages": "cache memcached tcp/11211 group CacheSubnets in DataGroup",
      "Tokens": "cache redis tcp/6379-6380 subnets DataA, DataB in DataGroup",
      "Ledger": "cache redis tcp/6379 group MemorySubnets in DataGroup",
      "Items": "cache dax tcp/9111 group ItemSubnets in DataGroup",
      "Reports": "warehouse tcp/5439 group ReportSubnets in OpenGroup public",
      "Adhoc": "warehouse tcp/5439 subnets DataA, DataB in DataGroup",
      "Logs": "search tcp/443 subnets DataA in DataGroup",
      "PublicLogs": "search tcp/80,443 outside public",
      "Events": "stream kafka tcp/2181-2182,9092,9094,9098 subnets DataA, DataB in DataGroup",
      "Clicks": "stream kafka tcp/9098 subnets DataA, DataB in DataGroup",
      "Orders": "broker ACTIVEMQ tcp/5671,8162,8883,61614,61617,61619 subnets DataA in DataGroup",
      "Shared": "file_system tcp/2049 outside",
      "SharedA": "file_system tcp/2049 subnets DataA in DataGroup of Shared",
      // DMS makes a replication instance public where nothing is said.
      "Copies": "replication group CopySubnets in DataGroup public",
      "Proxy": "proxy POSTGRESQL tcp/5432 subnets DataA, DataB in DataGroup before Database",
      "Readers": "proxy POSTGRESQL tcp/5432 subnets DataA, DataB in DataGroup of Proxy before Database",
    ]
    let found = template.infrastructure.dataStores.summaries(\.summary)
    for (name, summary) in expected { #expect(found[name] == summary) }
    #expect(found.count == expected.count)
    let databases = template.infrastructure.databases.summaries(\.summary)
    #expect(databases["Documents"] == "cluster docdb group DocumentSubnets in DataGroup")
    #expect(databases["GraphOne"] == "clusterInstance neptune group default in  of Graph")
  }

  @Test func clientVPN() throws {
    let template = try fixture("client-vpn.yaml")
    let model = template.infrastructure
    #expect(template.messages == [])
    let endpoint = try #require(model.outboundServices.first)
    #expect(model.outboundServices.count == 1)
    #expect(endpoint.kind == .clientVPN)
    #expect(endpoint.subnets.map(\.target.id?.address) == PartialList(["Access"]))
    #expect(endpoint.groups.map(\.target.id?.address) == PartialList(["ClientGroup"]))
    #expect(endpoint.isDualStack?.known == false)
    let clients = try #require(endpoint.clients)
    let texts = [clients.blocks, clients.authorized, clients.routes].map { list in
      list.map { $0.known?.prefix.known?.description }
    }
    #expect(texts == [["172.16.0.0/22"], ["10.0.2.0/24"], ["192.168.0.0/16"]].map { PartialList($0) })
  }

  /// What is not known stays open: the engine decides the port, a condition whether a domain is public.
  @Test func whatIsNotKnownOfADataStore() throws {
    let template = try TemplateUnderTest(
      """
      Parameters:
        Engine: {Type: String}
        Mode: {Type: String, AllowedValues: [TLS, PLAINTEXT]}
      Conditions: {Inside: !Equals [!Ref Engine, x]}
      Resources:
        Cache: {Type: AWS::ElastiCache::CacheCluster, Properties: {Engine: !Ref Engine}}
        Domain:
          Type: AWS::OpenSearchService::Domain
          Properties: {VPCOptions: !If [Inside, {SubnetIds: [subnet-1]}, !Ref AWS::NoValue]}
        Stream:
          Type: AWS::MSK::Cluster
          Properties:
            KafkaVersion: 3.7.x.kraft
            BrokerNodeGroupInfo:
              ClientSubnets: [subnet-1]
              ConnectivityInfo: {PublicAccess: {Type: SERVICE_PROVIDED_EIPS}}
            EncryptionInfo: {EncryptionInTransit: {ClientBroker: !Ref Mode}}
            ClientAuthentication: {Sasl: {Scram: {Enabled: true}}}
        Broker:
          Type: AWS::AmazonMQ::Broker
          Properties: {EngineType: RABBITMQ, PubliclyAccessible: true}
        Plain:
          Type: AWS::AmazonMQ::Broker
          Properties: {EngineType: RABBITMQ, PubliclyAccessible: false}
      """)
    let found = template.infrastructure.dataStores.summaries(\.summary)
    #expect(found["Cache"] == "cache unknown group default")
    #expect(found["Domain"]?.hasSuffix("perhaps public") == true)
    #expect(found["Stream"] == "stream kafka tcp/9096,9196 subnets \"subnet-1\" public")
    #expect(found["Broker"] == "broker RABBITMQ tcp/443,5671,15671 outside public")
    #expect(found["Plain"] == "broker RABBITMQ tcp/443,5671,15671 subnets ")
  }

  @Test func managedCompute() throws {
    let template = try fixture("managed-services.yaml")
    let model = template.infrastructure
    #expect(template.messages.isEmpty)
    #expect(
      model.outboundServices.summaries { "\($0.kind.rawValue) \($0.subnets.short) \($0.groups.short)" } == [
        "Worker": #"function ["PrivateA", "PrivateB"] ["AppGroup"]"#, "Outside": "function [] []",
        "HttpLink": #"vpc_link ["PrivateA", "PrivateB"] ["AppGroup"]"#,
        "LoginEndpoint": #"instance_connect_endpoint ["PrivateA"] ["AppGroup"]"#,
      ])
    #expect(model.kubernetesClusters.map { $0.hasPublicEndpoint.known } == [true])
    #expect(model.nodeGroups.map(\.cluster.target.short) == ["Cluster", "Cluster", "Cluster"])
    #expect(
      try template.group("Cluster (cluster security group)").rules.elements.map(\.short) == [
        "ingress all traffic Cluster (cluster security group)", "egress all traffic 0.0.0.0/0, ::/0",
        "ingress tcp/443 AppGroup",
      ])
    #expect(
      try template.group("Login (remote access security group)").rules.elements.first?.short
        == "ingress tcp/22 0.0.0.0/0")
    #expect(model.capacityProviders.map(\.autoScalingGroup.target.short) == ["Hosts"])
    #expect(model.containerClusters.map(\.capacityProviders.short) == [["HostProvider"]])
  }

  @Test func aClassicLoadBalancerAndEntryPoints() throws {
    let template = try fixture("managed-services.yaml")
    let model = template.infrastructure
    #expect(try model.loadBalancers.at("Old").kind.known == .classic)
    let targets = try model.targetGroups.at("Old (instances of listener 80)")
    #expect(targets.port?.known == 8080)
    #expect(targets.targets.elements.map(\.subject) == [.resource(.resource(template.id("Listed")))])
    let registered = ["Old (instances of listener 80)"]
    #expect(
      model.autoScalingGroups.summaries(\.targetGroups.short.description)
        == ["Hosts": "\(registered)", "Batch": "[]", "SpotBatch": "\(registered)"])
    #expect(try model.autoScalingGroups.at("Batch").subnets.short == ["PrivateA", "PrivateB"])
    #expect(try model.launchTemplates.at("SpotBatch (specification 1)").groups.short == ["AppGroup"])
    let found = model.entryPoints.summaries { "\($0.kind) \($0.targets.short.joined(separator: ", "))" }
    #expect(
      found == [
        "WorkerUrl": "functionURL Worker", "RestLink": "vpcLink Network", "HttpLink": "vpcLink InnerListener",
        "Origin": "vpcOrigin Inner", "Accelerator": "accelerator ", "AcceleratorListener": "accelerator ",
        "AcceleratorEndpoints": "accelerator Inner", "LoginEndpoint": "instanceConnect ",
      ])
  }

  /// A classic load balancer checks the health of its instances on one port, whatever its listeners send to.
  @Test func theHealthCheckOfAClassicLoadBalancer() throws {
    func port(_ check: String) throws -> (ports: [Attribute<Int>?], diagnostics: [String]) {
      let model = try TemplateUnderTest(
        """
        Parameters:
          Port: {Type: Number}
        Resources:
          Old:
            Type: AWS::ElasticLoadBalancing::LoadBalancer
            Properties:
              Subnets: [subnet-1]
              Listeners:
              - {LoadBalancerPort: '80', InstancePort: '8080', Protocol: HTTP}
              - {LoadBalancerPort: '81', InstancePort: '8081', Protocol: HTTP}
        \(check)
        """
      ).infrastructure
      return (model.targetGroups.map(\.healthCheckPort), model.diagnostics.map(\.message))
    }
    let rest = "HealthyThreshold: '2', UnhealthyThreshold: '2', Interval: '10', Timeout: '5'"
    for (target, expected) in [("HTTP:9000/health:1", 9000), ("TCP:22", 22), ("SSL:8443", 8443)] {
      let (ports, diagnostics) = try port("      HealthCheck: {Target: '\(target)', \(rest)}")
      #expect(ports.map { $0?.known } == [expected, expected], "\(target)")
      #expect(diagnostics.isEmpty)
    }
    #expect(try port("").ports.allSatisfy { $0 == nil })
    let open = try port("      HealthCheck: {Target: !Sub 'TCP:${Port}', \(rest)}")
    #expect(open.ports.allSatisfy { $0?.unknown?.reason == .parameter })
    let wrong = try port("      HealthCheck: {Target: 'HTTP/80', \(rest)}")
    #expect(wrong.ports.allSatisfy { $0 != nil && $0?.known == nil })
    #expect(wrong.diagnostics.contains { $0.contains("HTTP/80") })
  }

  /// The group that Elastic Load Balancing makes for a classic load balancer in the default VPC, by which its instances
  /// know it; elsewhere that is the first group that it names.
  @Test func aClassicLoadBalancerIsKnownByItsSourceGroup() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Old:
          Type: AWS::ElasticLoadBalancing::LoadBalancer
          Properties:
            AvailabilityZones: !GetAZs ''
            Listeners: [{LoadBalancerPort: '80', InstancePort: '8080', Protocol: HTTP}]
        Named:
          Type: AWS::ElasticLoadBalancing::LoadBalancer
          Properties:
            Subnets: [subnet-1]
            SecurityGroups: [!Ref Front]
            Listeners: [{LoadBalancerPort: '80', InstancePort: '8080', Protocol: HTTP}]
        Front: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: front, VpcId: vpc-1}}
        Hosts:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: hosts
            SecurityGroupIngress:
              - IpProtocol: tcp
                FromPort: '8080'
                ToPort: '8080'
                SourceSecurityGroupOwnerId: !GetAtt Old.SourceSecurityGroup.OwnerAlias
                SourceSecurityGroupName: !GetAtt Old.SourceSecurityGroup.GroupName
              - IpProtocol: tcp
                FromPort: '8081'
                ToPort: '8081'
                SourceSecurityGroupName: !GetAtt Named.SourceSecurityGroup.GroupName
      """)
    #expect(try template.infrastructure.loadBalancers.at("Old").groups.short == ["Old (security group)"])
    #expect(
      try template.group("Old (security group)").rules.elements.map(\.short) == [
        "ingress tcp/80 0.0.0.0/0", "egress all traffic 0.0.0.0/0, ::/0",
      ])
    #expect(
      try template.group("Hosts").rules.elements.map(\.short) == [
        "ingress tcp/8080 Old (security group)", "ingress tcp/8081 Front", "egress all traffic 0.0.0.0/0, ::/0",
      ])
  }

  /// Functions of a serverless template are in what all of them are in, and in what they name themselves.
  @Test func serverlessFunctionsAreFunctions() throws {
    let template = try TemplateUnderTest(
      """
      Transform: AWS::Serverless-2016-10-31
      Globals: {Function: {VpcConfig: {SecurityGroupIds: [!Ref All], SubnetIds: [!Ref Private]}}}
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
        All: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: all, VpcId: !Ref Vpc}}
        Own: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: own, VpcId: !Ref Vpc}}
        Api: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: python3.12, CodeUri: src}}
        Worker:
          Type: AWS::Serverless::Function
          Properties: {Handler: a.b, CodeUri: src, VpcConfig: {SecurityGroupIds: [!Ref Own], SubnetIds: [!Ref Private]}}
      """)
    let functions = template.infrastructure.outboundServices
    #expect(functions.map(\.kind) == [.function, .function])
    #expect(functions.map(\.groups.short) == [["All"], ["All", "Own"]])
    #expect(functions.map(\.subnets.short) == [["Private"], ["Private", "Private"]])
  }

  /// A link that nothing in the template uses may be used by an API elsewhere.
  @Test func aLinkWithoutIntegrationsMayLeadAnywhere() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Link: {Type: AWS::ApiGatewayV2::VpcLink, Properties: {Name: l, SubnetIds: [subnet-1]}}
        Plain: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: a, IntegrationType: MOCK}}
      """)
    #expect(template.infrastructure.entryPoints.map(\.targets.isComplete) == [false])
    #expect(template.messages == ["AWS::ApiGatewayV2::Integration is not modelled"])
  }

  /// What joins a cluster says so in a script, in settings, or in files that a script applies.
  @Test(arguments: [
    (
      "UserData: {\"Fn::Base64\": !Sub \"#!/bin/bash\\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\\n\"}",
      "Cluster"
    ),
    (
      "UserData: {\"Fn::Base64\": {\"Fn::Join\": [\"\", [\"echo ECS_CLUSTER=\", !Ref Cluster, \" >> x\\n\"]]}}",
      "Cluster"
    ),
    (
      "UserData: {\"Fn::Base64\": !Sub \"cat <<EOF >> x\\nECS_BACKEND=y\\nECS_CLUSTER='${Cluster}'\\nEOF\\n\"}",
      "Cluster"
    ),
    ("UserData: {\"Fn::Base64\": !Sub \"Initialize-ECSAgent -Cluster '${Cluster}' -EnableTaskIAMRole\"}", "Cluster"),
    ("UserData: {\"Fn::Base64\": !Sub \"[settings.ecs]\\ncluster = \\\"${Cluster}\\\"\\n\"}", "Cluster"),
    ("UserData: {\"Fn::Base64\": \"echo ECS_CLUSTER=named >> x\"}", "Named"),
    // "ECS_CLUSTER=named" in Base64.
    ("UserData: RUNTX0NMVVNURVI9bmFtZWQ=", "Named"),
    ("UserData: {\"Fn::Base64\": \"echo ECS_CLUSTER=elsewhere\"}", "elsewhere"),
    ("UserData: {\"Fn::Base64\": \"echo ECS_CLUSTER=$NAME\"}", "? the cluster $NAME"),
    ("UserData: !Ref Script", "? parameter Script"),
    ("UserData: {\"Fn::Base64\": \"echo ECS_CLUSTER_NAME_IS_NOT_SET\"}", "none"),
    ("EbsOptimized: true", "none"),
  ])
  func joinedClusters(_ property: String, _ expected: String) throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {Script: {Type: String}}
      Resources:
        Cluster: {Type: AWS::ECS::Cluster}
        Named: {Type: AWS::ECS::Cluster, Properties: {ClusterName: named}}
        Host:
          Type: AWS::EC2::Instance
          Properties:
            \(property)
        Template:
          Type: AWS::EC2::LaunchTemplate
          Properties:
            LaunchTemplateData:
              \(property)
        Configuration:
          Type: AWS::AutoScaling::LaunchConfiguration
          Properties:
            \(property)
      """)
    let links =
      template.infrastructure.instances.map(\.joinedCluster)
      + template.infrastructure.launchTemplates.map(\.joinedCluster)
    #expect(links.map(Self.shown) == [expected, expected, expected])
  }

  private static func shown(_ link: Link?) -> String {
    guard let link else { return "none" }
    switch link.target {
    case .resource(let id): return id.address
    case .external(let name): return name
    case .oneOf(_, let why), .unknown(let why): return "? \(why.subject)"
    }
  }

  @Test func clusterJoinedByAppliedSettings() throws {
    let applied =
      """
          Metadata:
            AWS::CloudFormation::Init:
              config:
                files:
                  /etc/ecs/ecs.config:
                    content: !Sub "ECS_CLUSTER=${Cluster}\n"
      """
    let template = try TemplateUnderTest(
      """
      Resources:
        Cluster: {Type: AWS::ECS::Cluster}
        Host:
          Type: AWS::EC2::Instance
      \(applied)
        Group:
          Type: AWS::AutoScaling::AutoScalingGroup
      \(applied)
          Properties: {MinSize: 1, MaxSize: 1, VPCZoneIdentifier: [subnet-1]}
      """)
    #expect(Self.shown(template.infrastructure.instances.first?.joinedCluster) == "Cluster")
    #expect(Self.shown(template.infrastructure.autoScalingGroups.first?.joinedCluster) == "Cluster")
  }
}
