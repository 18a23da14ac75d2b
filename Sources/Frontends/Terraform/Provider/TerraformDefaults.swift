/// What the AWS provider supplies when nothing is written.
enum TerraformDefaults {
  /// Whether an attribute of that type is a block that the provider never fills in: if it is unknown and not in the
  /// configuration, a `dynamic` block over an unknown collection is where it comes from.
  static func neverComputed(_ attribute: String, of type: String) -> Bool { blocks[type]?.contains(attribute) == true }

  private static let blocks: [String: Set<String>] = [
    "aws_ecs_service": ["load_balancer", "network_configuration"],
    "aws_lb_listener": ["default_action"],
    "aws_alb_listener": ["default_action"],
    "aws_lb_listener_rule": ["action"],
    "aws_alb_listener_rule": ["action"],
    "aws_launch_template": ["network_interfaces", "iam_instance_profile"],
    "aws_autoscaling_group": ["launch_template"],
    "aws_instance": ["launch_template"],
    "aws_lambda_function": ["vpc_config"],
    "aws_opensearch_domain": ["vpc_options"],
    "aws_elasticsearch_domain": ["vpc_options"],
    "aws_eks_node_group": ["launch_template", "remote_access"],
    "aws_elb": ["listener"],
    "aws_globalaccelerator_endpoint_group": ["endpoint_configuration"],
    "aws_globalaccelerator_custom_routing_endpoint_group": ["endpoint_configuration"],
  ]

  /// Whether an attribute of that type holds a set or list of objects, and may be written as blocks.
  ///
  /// Where a `dynamic` block goes over what is unknown, a plan shows of such an attribute one element for all.
  /// Source: https://developer.hashicorp.com/terraform/language/attr-as-blocks
  static func isWrittenAsBlocks(_ attribute: String, of type: String) -> Bool {
    attributesAsBlocks[type]?.contains(attribute) == true
  }

  private static let attributesAsBlocks: [String: Set<String>] = [
    "aws_security_group": ["ingress", "egress"],
    "aws_default_security_group": ["ingress", "egress"],
    "aws_network_acl": ["ingress", "egress"],
    "aws_route_table": ["route"],
    "aws_default_route_table": ["route"],
  ]

  /// Resource types of which the provider's identifier is the ARN; of others it is a name, a number or a URL.
  static let identifiedByARN: Set<String> = [
    "aws_acm_certificate", "aws_alb", "aws_alb_listener", "aws_alb_target_group", "aws_codebuild_project",
    "aws_ecs_cluster", "aws_ecs_service", "aws_elasticsearch_domain", "aws_iam_policy",
    "aws_kinesis_firehose_delivery_stream", "aws_kinesis_stream", "aws_lb", "aws_lb_listener", "aws_lb_target_group",
    "aws_msk_cluster", "aws_opensearch_domain", "aws_secretsmanager_secret", "aws_sfn_state_machine", "aws_sns_topic",
  ]

  /// Resource types that adopt an object that AWS created with a VPC, and the attribute that says which.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
  static let adoptions: [String: (attribute: String, object: String)] = [
    "aws_default_security_group": ("vpc_id", ImpliedObject.defaultSecurityGroup),
    "aws_default_network_acl": ("default_network_acl_id", ImpliedObject.defaultNetworkACL),
    "aws_default_route_table": ("default_route_table_id", ImpliedObject.mainRouteTable),
  ]

  /// Resource types that stand for what another resource declares, or data sources for what it comes with.
  ///
  /// With the attribute that says which, and the implied object if it is one.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection_accepter
  static let standIns: [String: (attribute: String, object: String?)] = [
    "aws_vpc_peering_connection_accepter": ("vpc_peering_connection_id", nil),
    "aws_vpc_peering_connection_options": ("vpc_peering_connection_id", nil),
    "aws_ec2_transit_gateway_vpc_attachment_accepter": ("transit_gateway_attachment_id", nil),
    "aws_ec2_transit_gateway_peering_attachment_accepter": ("transit_gateway_attachment_id", nil),
    "aws_s3_bucket_website_configuration": ("bucket", nil),
    "data.aws_ec2_transit_gateway_vpn_attachment": ("vpn_connection_id", ImpliedObject.transitAttachment),
  ]

  /// Which of the objects that AWS creates with a resource an attribute of the resource names.
  static func implied(by attribute: String) -> String? {
    switch attribute {
    case "default_security_group_id": ImpliedObject.defaultSecurityGroup
    case "default_network_acl_id": ImpliedObject.defaultNetworkACL
    case "main_route_table_id", "default_route_table_id": ImpliedObject.mainRouteTable
    case "association_default_route_table_id", "propagation_default_route_table_id": ImpliedObject.transitRouteTable
    case "transit_gateway_attachment_id": ImpliedObject.transitAttachment
    case "cluster_security_group_id": ImpliedObject.clusterSecurityGroup
    default: nil
    }
  }

  /// Attributes that hold an identifier of what stands for the resource itself: its primary interface, its instance.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance
  static let ownIdentifiers: [String: [String]] = [
    "aws_instance": ["primary_network_interface_id"],
    "aws_spot_instance_request": ["primary_network_interface_id", "spot_instance_id"],
  ]

  /// Attributes of each type that name an object which AWS creates with the resource.
  static let impliedAttributes: [String: [String]] = [
    "aws_vpc": ["default_security_group_id", "default_network_acl_id", "main_route_table_id"],
    "aws_default_vpc": ["default_security_group_id", "default_network_acl_id", "main_route_table_id"],
    "aws_ec2_transit_gateway": ["association_default_route_table_id", "propagation_default_route_table_id"],
    "aws_vpn_connection": ["transit_gateway_attachment_id"],
    "aws_dx_gateway_association": ["transit_gateway_attachment_id"],
  ]
}
