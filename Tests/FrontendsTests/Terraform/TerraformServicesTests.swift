import AWSModel
import NetSpace
import Testing

@testable import Frontends

/// Data stores, managed compute and entry points in real plans: the provider's defaults, and links to what a plan does
/// not know yet.
@Suite struct TerraformServicesTests {
  @Test func dataStores() throws {
    let model = try TerraformFixture.plan("data-stores")
    #expect(model.diagnostics == [])
    let data = "subnets aws_subnet.data[0], aws_subnet.data[1]"
    let group = "in aws_security_group.data"
    let expected = [
      "aws_elasticache_replication_group.sessions":
        "cache valkey tcp/6379 group aws_elasticache_subnet_group.main \(group)",
      "aws_elasticache_cluster.pages": "cache memcached tcp/11211 group aws_elasticache_subnet_group.main \(group)",
      "aws_elasticache_serverless_cache.tokens": "cache redis tcp/6379-6380 \(data) \(group)",
      "aws_memorydb_cluster.ledger": "cache redis tcp/6379 group aws_memorydb_subnet_group.main \(group)",
      "aws_dax_cluster.items": "cache dax tcp/9111 group aws_dax_subnet_group.main \(group)",
      "aws_redshift_cluster.reports":
        "warehouse tcp/5439 group aws_redshift_subnet_group.main in aws_security_group.open public",
      "aws_redshiftserverless_workgroup.adhoc": "warehouse tcp/5439 \(data) \(group)",
      "aws_opensearch_domain.logs": "search tcp/443 subnets aws_subnet.data[0] \(group)",
      "aws_elasticsearch_domain.public": "search tcp/80,443 outside public",
      "aws_msk_cluster.events": "stream kafka tcp/2181-2182,9092,9094,9098 \(data) \(group)",
      "aws_msk_serverless_cluster.clicks": "stream kafka tcp/9098 \(data) \(group)",
      "aws_mq_broker.orders":
        "broker ActiveMQ tcp/5671,8162,8883,61614,61617,61619 subnets aws_subnet.data[0] \(group)",
      "aws_efs_file_system.shared": "file_system tcp/2049 outside",
      "aws_efs_mount_target.shared[0]":
        "file_system tcp/2049 subnets aws_subnet.data[0] \(group) of aws_efs_file_system.shared",
      "aws_efs_mount_target.shared[1]":
        "file_system tcp/2049 subnets aws_subnet.data[1] \(group) of aws_efs_file_system.shared",
      "aws_dms_replication_instance.copies": "replication group aws_dms_replication_subnet_group.main \(group)",
      "aws_db_proxy.documents":
        "proxy POSTGRESQL tcp/5432 \(data) \(group) before aws_db_instance.orders",
      "aws_db_proxy_endpoint.readers":
        "proxy POSTGRESQL tcp/5432 subnets aws_subnet.app[0], aws_subnet.app[1] \(group) of aws_db_proxy.documents"
        + " before aws_db_instance.orders",
    ]
    let found = model.dataStores.summaries(\.summary)
    for (name, summary) in expected { #expect(found[name] == summary) }
    #expect(found.count == expected.count)
  }

  @Test func clientVPN() throws {
    let model = try TerraformFixture.plan("client-vpn")
    #expect(model.diagnostics == [])
    let endpoint = try #require(model.outboundServices.first)
    #expect(model.outboundServices.count == 1)
    #expect(endpoint.kind == .clientVPN)
    #expect(endpoint.subnets.map(\.target.id?.address) == PartialList(["aws_subnet.access"]))
    #expect(endpoint.groups.map(\.target.id?.address) == PartialList(["aws_security_group.clients"]))
    #expect(endpoint.isDualStack?.known == false)
    let clients = try #require(endpoint.clients)
    let texts = [clients.blocks, clients.authorized, clients.routes].map { list in
      list.map { $0.known?.prefix.known?.description }
    }
    #expect(texts == [["172.16.0.0/22"], ["10.0.2.0/24"], ["192.168.0.0/16"]].map { PartialList($0) })
  }

  /// Only what is written counts: a target group that says nothing goes by its load balancer, which has the default.
  @Test func crossZoneLoadBalancing() throws {
    let model = try TerraformFixture.plan("network-load-balancer")
    #expect(try model.loadBalancers.at("aws_lb.main").crossesZones?.known == false)
    #expect(try model.targetGroups.at("aws_lb_target_group.app").crossesZones == nil)
    let classic = try TerraformFixture.plan("older-idioms")
    #expect(classic.loadBalancers.first { $0.kind.known == .classic }?.crossesZones?.known == true)
  }

  @Test func documentAndGraphClusters() throws {
    let model = try TerraformFixture.plan("data-stores")
    let found = model.databases.summaries(\.summary)
    #expect(
      found["aws_docdb_cluster.documents"]
        == "cluster docdb group aws_docdb_subnet_group.main in aws_security_group.data")
    #expect(
      found["aws_neptune_cluster.graph"]
        == "cluster neptune group aws_neptune_subnet_group.main in aws_security_group.data")
    #expect(found["aws_docdb_cluster_instance.documents"]?.hasSuffix("of aws_docdb_cluster.documents") == true)
    #expect(found["aws_neptune_cluster_instance.graph"]?.hasSuffix("of aws_neptune_cluster.graph") == true)
    #expect(try model.databases.at("aws_neptune_cluster.graph").port?.known == 8182)
  }

  /// Version 5 of the provider makes a warehouse public and version 6 does not; without a plan it is not known.
  @Test func aWarehouseIsPublicAsThePlanSays() throws {
    let plan = try TerraformFixture.plan("data-stores")
    #expect(try plan.dataStores.at("aws_redshift_cluster.reports").publiclyAccessible.known == true)
    let configuration = try TerraformFixture.configuration(
      #"{"resource": {"aws_redshift_cluster": {"a": {"cluster_identifier": "a"}}}}"#)
    #expect(configuration.dataStores.map { $0.publiclyAccessible.known } == [nil])
    #expect(configuration.dataStores.map(\.placement) == [.group(nil)])
  }

  @Test func whatSendsOnly() throws {
    let model = try TerraformFixture.plan("managed-services")
    let found = model.outboundServices.summaries {
      "\($0.kind.rawValue) \($0.subnets.short.joined(separator: ", ")) in \($0.groups.short.joined(separator: ", "))"
    }
    let app = "in aws_security_group.app"
    #expect(
      found == [
        "aws_lambda_function.worker": "function aws_subnet.private[0], aws_subnet.private[1] \(app)",
        "aws_lambda_function.outside": "function  in ",
        "aws_apigatewayv2_vpc_link.http": "vpc_link aws_subnet.private[0], aws_subnet.private[1] \(app)",
        "aws_ec2_instance_connect_endpoint.login": "instance_connect_endpoint aws_subnet.private[0] \(app)",
      ])
  }

  @Test func kubernetes() throws {
    let model = try TerraformFixture.plan("managed-services")
    let cluster = try model.kubernetesClusters.at("aws_eks_cluster.main")
    #expect(cluster.hasPublicEndpoint.known == true)
    #expect(cluster.hasPrivateEndpoint.known == true)
    #expect(cluster.publicBlocks.isEmpty)
    #expect(cluster.subnets.short == ["aws_subnet.private[0]", "aws_subnet.private[1]"])
    #expect(Set(model.nodeGroups.map(\.cluster.target.short)) == ["aws_eks_cluster.main"])
    #expect(model.nodeGroups.map(\.remoteAccess).filter { $0 != nil }.count == 1)
    // The rule names the cluster's own group by an attribute inside a block that the plan knows in part.
    let own = try model.securityGroups.at("aws_eks_cluster.main (cluster security group)")
    let rule = try #require(own.rules.elements.first { $0.short == "ingress tcp/443 aws_security_group.app" })
    #expect(rule.existence.verdict == .yes)
    #expect(own.vpc?.target.short == "aws_vpc.main")
    let login = try model.securityGroups.at("aws_eks_node_group.login (remote access security group)")
    #expect(login.rules.elements.first?.short == "ingress tcp/22 0.0.0.0/0")
  }

  /// The same in a configuration, where the attribute stands inside a block as well.
  @Test func aClustersOwnGroupInAConfiguration() throws {
    let model = try TerraformFixture.configuration(
      #"""
      {"resource": {
        "aws_eks_cluster": {"main": {"name": "main", "vpc_config": [{"subnet_ids": ["subnet-1"]}]}},
        "aws_security_group_rule": {"in": {
          "type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8"],
          "security_group_id": "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}"}}}}
      """#)
    let own = try model.securityGroups.at("aws_eks_cluster.main (cluster security group)")
    let rule = try #require(own.rules.elements.first { $0.short == "ingress tcp/443 10.0.0.0/8" })
    #expect(rule.existence.verdict == .yes)
  }

  @Test func containersOnInstances() throws {
    let model = try TerraformFixture.plan("managed-services")
    #expect(model.capacityProviders.map(\.autoScalingGroup.target.short) == ["aws_autoscaling_group.hosts"])
    #expect(
      try model.containerClusters.at("aws_ecs_cluster.main").capacityProviders.short
        == ["aws_ecs_capacity_provider.hosts"])
    #expect(try model.services.at("aws_ecs_service.web").cluster?.target.short == "aws_ecs_cluster.main")
  }

  @Test func fleets() throws {
    let model = try TerraformFixture.plan("managed-services")
    let found = model.autoScalingGroups.summaries {
      "\($0.launchTemplate?.target.short ?? "none") \($0.subnets.short.joined(separator: ", "))"
    }
    #expect(found["aws_ec2_fleet.batch"] == "aws_launch_template.hosts aws_subnet.private[0]")
    #expect(
      found["aws_spot_fleet_request.batch"]
        == "aws_spot_fleet_request.batch (specification 1) aws_subnet.private[0]")
    #expect(
      found["aws_spot_fleet_request.batch (part 2)"]
        == "aws_spot_fleet_request.batch (specification 2) aws_subnet.private[0]")
    #expect(
      try model.launchTemplates.at("aws_spot_fleet_request.batch (specification 2)").groups.short
        == ["aws_security_group.app"])
  }

  /// A listener of a classic load balancer sends to the instances that it names, those attached, and a group's.
  @Test func aClassicLoadBalancer() throws {
    let model = try TerraformFixture.plan("managed-services")
    let balancer = try model.loadBalancers.at("aws_elb.old")
    #expect(balancer.kind.known == .classic)
    #expect(balancer.isInternal.known == false)
    let listener = try model.listeners.at("aws_elb.old (listener 80)")
    #expect((listener.port.known, listener.proto.known) == (80, "HTTP"))
    let targets = try model.targetGroups.at("aws_elb.old (instances of listener 80)")
    #expect(targets.port?.known == 8080)
    #expect(
      targets.targets.elements.map(\.subject) == [
        .resource(.resource(try model.instances.at("aws_instance.listed").id)),
        .resource(.resource(try model.instances.at("aws_instance.attached").id)),
      ])
    #expect(
      try model.autoScalingGroups.at("aws_autoscaling_group.hosts").targetGroups.short
        == ["aws_elb.old (instances of listener 80)"])
  }

  @Test func entryPoints() throws {
    let model = try TerraformFixture.plan("managed-services")
    let found = model.entryPoints.summaries { "\($0.kind) \($0.targets.short.joined(separator: ", "))" }
    let expected = [
      "aws_lambda_function_url.worker": "functionURL aws_lambda_function.worker",
      "aws_api_gateway_vpc_link.rest": "vpcLink aws_lb.network",
      "aws_apigatewayv2_vpc_link.http": "vpcLink aws_lb_listener.web",
      "aws_cloudfront_vpc_origin.web": "vpcOrigin aws_lb.web",
      "aws_globalaccelerator_endpoint_group.main": "accelerator aws_lb.web",
      "aws_ec2_instance_connect_endpoint.login": "instanceConnect ",
    ]
    for (name, summary) in expected { #expect(found[name] == summary) }
    #expect(try model.entryPoints.at("aws_lambda_function_url.worker").authorization?.known == "NONE")
    #expect(model.diagnostics.isEmpty)
  }

  /// As in a template: ranges too, for the protocols that are written; what is neither is said.
  @Test func portsOfContainers() throws {
    let definitions = [
      "{name = 'tcp', portMappings = [{containerPort = 80, hostPort = 8080}, {containerPortRange = '90-92'}]}",
      "{name = 'udp', portMappings = [{containerPort = 53, protocol = 'udp'}]}",
      "{name = 'both', portMappings = [{containerPort = 53, protocol = 'udp'}, {containerPort = 53}]}",
      "{name = 'open', portMappings = [{containerPort = 53, protocol = var.p}, {hostPort = 1}]}",
    ]
    let text = definitions.joined(separator: ", ").replacing("'", with: #"\""#)
    let model = try TerraformFixture.configuration(
      """
      {"variable": {"p": {}}, "resource": {"aws_ecs_task_definition": {"t": {
        "family": "t", "container_definitions": "${jsonencode([\(text)])}"}}}}
      """)
    let containers = try model.taskDefinitions.at("aws_ecs_task_definition.t").containers.elements
    #expect(containers.map { $0.ports.elements.map(\.known) } == [[80, 90, 91, 92], [53], [53, 53], [53]])
    #expect(containers.map(\.ports.isComplete) == [true, true, true, false])
    #expect(containers[0].hostPorts.mapValues(\.known) == [80: 8080])
    let (tcp, udp, both) = (ProtocolSet(.tcp), ProtocolSet(.udp), ProtocolSet(.tcp, .udp))
    #expect(
      containers.map(\.transports) == [
        .exact(tcp), .exact(udp), Bounds(must: ProtocolSet(), may: both), Bounds(must: ProtocolSet(), may: both),
      ])
    #expect(model.diagnostics.map(\.message).contains("a port mapping without containerPort"))
  }

  /// What is launched from another template of a group is attached as the group is.
  @Test func attachmentsAreOfEveryPartOfAGroup() throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {
        "aws_launch_template": {"one": {"name": "one"}, "other": {"name": "other"}},
        "aws_lb_target_group": {"t": {"port": 80}},
        "aws_elb": {"c": {"name": "c", "listener": {
          "lb_port": 80, "lb_protocol": "http", "instance_port": 80, "instance_protocol": "http"}}},
        "aws_autoscaling_group": {"g": {"name": "g", "mixed_instances_policy": {"launch_template": {
          "launch_template_specification": {"launch_template_id": "${aws_launch_template.one.id}"},
          "override": [{"launch_template_specification": {
            "launch_template_id": "${aws_launch_template.other.id}"}}]}}}},
        "aws_autoscaling_attachment": {"t": {
          "autoscaling_group_name": "${aws_autoscaling_group.g.name}",
          "lb_target_group_arn": "${aws_lb_target_group.t.arn}"}},
        "aws_autoscaling_traffic_source_attachment": {"c": {
          "autoscaling_group_name": "${aws_autoscaling_group.g.name}",
          "traffic_source": {"identifier": "${aws_elb.c.name}", "type": "elb"}}}
      }}
      """)
    #expect(
      model.autoScalingGroups.map { $0.targetGroups.short }
        == Array(repeating: ["aws_elb.c (instances of listener 80)", "aws_lb_target_group.t"], count: 2))
  }
}
