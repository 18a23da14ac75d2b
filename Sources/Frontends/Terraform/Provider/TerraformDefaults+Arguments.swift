/// The arguments that may be left out, of all resource types that are read: the only place that says what they are then.
///
/// A plan and a state hold what the provider fills in itself; the table counts for configurations, and for what AWS
/// fills in later. Each value is what the page of the resource says, and where versions differ, the guides for upgrades.
/// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs,
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-4-upgrade,
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-5-upgrade,
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
extension TerraformDefaults {
  static let arguments: [ArgumentDefault] = networkArguments + computeArguments + dataArguments

  private static let networkArguments: [ArgumentDefault] = [
    ArgumentDefault("enable_dns_support", true, of: "aws_vpc", "aws_default_vpc"),
    ArgumentDefault("enable_dns_hostnames", false, of: "aws_vpc"),
    ArgumentDefault("enable_dns_hostnames", true, of: "aws_default_vpc"),
    ArgumentDefault("map_public_ip_on_launch", false, of: "aws_subnet"),
    ArgumentDefault("map_public_ip_on_launch", true, of: "aws_default_subnet"),
    ArgumentDefault("assign_ipv6_address_on_creation", false, of: "aws_subnet", "aws_default_subnet"),
    ArgumentDefault("egress", false, of: "aws_network_acl_rule"),
    ArgumentDefault("connectivity_type", "public", of: "aws_nat_gateway"),
    ArgumentDefault(
      "source_dest_check", true, of: "aws_network_interface", "aws_instance", "aws_spot_instance_request"),
    ArgumentDefault("auto_accept", false, of: "aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter"),
    ArgumentDefault("vpc_endpoint_type", "Gateway", of: "aws_vpc_endpoint"),
    ArgumentDefault("private_dns_enabled", false, of: "aws_vpc_endpoint"),
    ArgumentDefault("auto_accept", false, of: "aws_vpc_endpoint"),
    ArgumentDefault("replace_default_association", false, of: "aws_vpc_endpoint_security_group_association"),
    ArgumentDefault("default_route_table_association", "enable", of: "aws_ec2_transit_gateway"),
    ArgumentDefault("default_route_table_propagation", "enable", of: "aws_ec2_transit_gateway"),
    ArgumentDefault("auto_accept_shared_attachments", "disable", of: "aws_ec2_transit_gateway"),
    ArgumentDefault("security_group_referencing_support", "disable", of: "aws_ec2_transit_gateway"),
    // The provider leaves it to AWS.
    ArgumentDefault(
      "security_group_referencing_support", "enable", of: "aws_ec2_transit_gateway_vpc_attachment",
      "aws_ec2_transit_gateway_vpc_attachment_accepter", "data.aws_ec2_transit_gateway_vpc_attachment"),
    ArgumentDefault(
      "blackhole", false, of: "aws_ec2_transit_gateway_route", "aws_ec2_transit_gateway_prefix_list_reference"),
    ArgumentDefault("static_routes_only", false, of: "aws_vpn_connection"),
    ArgumentDefault("traffic_ip_address_type", "ipv4", of: "aws_ec2_client_vpn_endpoint"),
  ]

  private static let computeArguments: [ArgumentDefault] = [
    ArgumentDefault("load_balancer_type", "application", of: "aws_lb", "aws_alb"),
    ArgumentDefault("internal", false, of: "aws_lb", "aws_alb", "aws_elb"),
    ArgumentDefault("ip_address_type", "ipv4", of: "aws_lb", "aws_alb"),
    ArgumentDefault("enforce_security_group_inbound_rules_on_private_link_traffic", "on", of: "aws_lb", "aws_alb"),
    ArgumentDefault("enable_cross_zone_load_balancing", false, of: "aws_lb", "aws_alb"),
    ArgumentDefault("cross_zone_load_balancing", true, of: "aws_elb"),
    ArgumentDefault("target_type", "instance", of: "aws_lb_target_group", "aws_alb_target_group"),
    // Only a listener of a gateway load balancer has none.
    ArgumentDefault("protocol", "GENEVE", of: "aws_lb_listener", "aws_alb_listener"),
    ArgumentDefault("default_action.redirect.protocol", "#{protocol}", of: "aws_lb_listener", "aws_alb_listener"),
    ArgumentDefault("default_action.redirect.port", "#{port}", of: "aws_lb_listener", "aws_alb_listener"),
    ArgumentDefault("action.redirect.protocol", "#{protocol}", of: "aws_lb_listener_rule", "aws_alb_listener_rule"),
    ArgumentDefault("action.redirect.port", "#{port}", of: "aws_lb_listener_rule", "aws_alb_listener_rule"),
    ArgumentDefault("network_configuration.assign_public_ip", false, of: "aws_ecs_service"),
    ArgumentDefault("network_mode", "bridge", of: "aws_ecs_task_definition"),
    ArgumentDefault("vpc_config.endpoint_private_access", false, of: "aws_eks_cluster"),
    ArgumentDefault("vpc_config.endpoint_public_access", true, of: "aws_eks_cluster"),
    ArgumentDefault("kubernetes_network_config.ip_family", "ipv4", of: "aws_eks_cluster"),
    ArgumentDefault("vpc_config.ipv6_allowed_for_dual_stack", false, of: "aws_lambda_function"),
    ArgumentDefault("connection_type", "INTERNET", of: "aws_apigatewayv2_integration"),
  ]

  private static let dataArguments: [ArgumentDefault] = [
    ArgumentDefault(
      "publicly_accessible", false, of: "aws_db_instance", "aws_rds_cluster_instance", "aws_docdb_cluster_instance",
      "aws_neptune_cluster_instance", "aws_redshiftserverless_workgroup", "aws_mq_broker",
      "aws_dms_replication_instance"),
    ArgumentDefault("publicly_accessible", .bool(true), since: 6, .bool(false), of: "aws_redshift_cluster"),
    ArgumentDefault("multi_az", false, of: "aws_db_instance"),
    ArgumentDefault("engine", .text("aurora"), since: 5, .required, of: "aws_rds_cluster"),
    ArgumentDefault("engine", "docdb", of: "aws_docdb_cluster", "aws_docdb_cluster_instance"),
    ArgumentDefault("engine", "neptune", of: "aws_neptune_cluster", "aws_neptune_cluster_instance"),
    ArgumentDefault("engine", "redis", of: "aws_elasticache_replication_group", "aws_memorydb_cluster"),
    ArgumentDefault(
      "network_type", "ipv4", of: "aws_elasticache_replication_group", "aws_elasticache_cluster",
      "aws_memorydb_cluster", "aws_dms_replication_instance"),
    ArgumentDefault(
      "ip_address_type", "ipv4", of: "aws_opensearch_domain", "aws_elasticsearch_domain", "aws_efs_mount_target"),
    ArgumentDefault("cluster_endpoint_encryption_type", "NONE", of: "aws_dax_cluster"),
    ArgumentDefault("port", 5439, of: "aws_redshift_cluster", "aws_redshiftserverless_workgroup"),
    ArgumentDefault(
      "domain_endpoint_options.enforce_https", true, of: "aws_opensearch_domain", "aws_elasticsearch_domain"),
    ArgumentDefault(
      "broker_node_group_info.connectivity_info.public_access.type", "DISABLED", of: "aws_msk_cluster"),
    ArgumentDefault("encryption_info.encryption_in_transit.client_broker", "TLS", of: "aws_msk_cluster"),
    ArgumentDefault("client_authentication.sasl.scram", false, of: "aws_msk_cluster"),
    ArgumentDefault("client_authentication.sasl.iam", false, of: "aws_msk_cluster"),
  ]

  /// By resource type and path.
  private static let byType: [String: [String: ArgumentDefault]] = arguments.reduce(into: [:]) { all, argument in
    for type in argument.types { all[type, default: [:]][argument.path] = argument }
  }

  static func argument(_ path: String, of type: String) -> ArgumentDefault? { byType[type]?[path] }
}
