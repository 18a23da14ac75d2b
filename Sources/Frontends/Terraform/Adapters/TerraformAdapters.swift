import AWSModel
import Documents

/// Reads resources of the AWS provider into the neutral model: one function per resource family.
enum TerraformAdapters {
  typealias Adapter = @Sendable (_ resource: ResourceFields, _ draft: inout Draft) -> Void

  /// Reads a resource with the adapter of its type; a type without one is said to be not modelled.
  static func adapt(_ resource: ResourceFields, into draft: inout Draft) {
    let type = resource.declaration.type
    if let adapter = table[type] {
      adapter(resource, &draft)
    } else if resource.declaration.kind == .declared {
      draft.infrastructure.unmodelled.append(resource.declaration)
      resource.context.report(
        Diagnostic(.unsupported, "\(type) is not modelled", at: resource.declaration.place, group: type))
    }
    // A data source of another type declares nothing: what was read through it stands in the values that use it.
  }

  private static let table: [String: Adapter] = [
    networkTypes, computeTypes, dataTypes, identityTypes,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

  private static let networkTypes: [String: Adapter] = [
    "aws_vpc": vpc,
    "aws_default_vpc": defaultVPC,
    "data.aws_vpc": existingVPC,
    "aws_vpc_ipv4_cidr_block_association": vpcBlock,
    "aws_vpc_ipv6_cidr_block_association": vpcBlock,
    "aws_subnet": subnet,
    "aws_default_subnet": defaultSubnet,
    "data.aws_subnet": existingSubnet,
    "aws_security_group": securityGroup,
    "aws_default_security_group": defaultSecurityGroup,
    "data.aws_security_group": existingSecurityGroup,
    "aws_security_group_rule": securityGroupRule,
    "aws_vpc_security_group_ingress_rule": securityGroupIngressRule,
    "aws_vpc_security_group_egress_rule": securityGroupEgressRule,
    "aws_network_acl": networkACL,
    "aws_default_network_acl": defaultNetworkACL,
    "aws_network_acl_rule": networkACLEntry,
    "aws_network_acl_association": networkACLAssociation,
    "aws_route_table": routeTable,
    "aws_default_route_table": defaultRouteTable,
    "aws_route": route,
    "aws_route_table_association": routeTableAssociation,
    "aws_main_route_table_association": mainRouteTableAssociation,
    "aws_internet_gateway": internetGateway,
    "aws_internet_gateway_attachment": gatewayAttachment,
    "aws_egress_only_internet_gateway": egressOnlyGateway,
    "aws_nat_gateway": natGateway,
    "aws_flow_log": flowLog,
    "aws_eip": elasticIP,
    "aws_eip_association": addressAssociation,
    "aws_network_interface": networkInterface,
    "aws_ec2_managed_prefix_list": prefixList,
    "data.aws_ec2_managed_prefix_list": existingPrefixList,
    "data.aws_prefix_list": existingPrefixList,
    "aws_ec2_managed_prefix_list_entry": prefixListEntry,
  ]

  private static let computeTypes: [String: Adapter] = [
    "aws_instance": instance,
    "aws_launch_template": launchTemplate,
    "aws_launch_configuration": launchConfiguration,
    "aws_autoscaling_group": autoScalingGroup,
    "aws_autoscaling_attachment": autoScalingAttachment,
    "aws_lb": loadBalancer,
    "aws_alb": loadBalancer,
    "aws_lb_listener": listener,
    "aws_alb_listener": listener,
    "aws_lb_listener_rule": listenerRule,
    "aws_alb_listener_rule": listenerRule,
    "aws_lb_target_group": targetGroup,
    "aws_alb_target_group": targetGroup,
    "aws_lb_target_group_attachment": targetAttachment,
    "aws_alb_target_group_attachment": targetAttachment,
    "aws_ecs_service": containerService,
    "aws_ecs_task_definition": taskDefinition,
  ]

  private static let dataTypes: [String: Adapter] = [
    "aws_db_instance": databaseInstance,
    "aws_rds_cluster": databaseCluster,
    "aws_rds_cluster_instance": clusterInstance,
    "aws_db_subnet_group": databaseSubnetGroup,
    "aws_s3_bucket": bucket,
    "aws_s3_bucket_policy": bucketPolicy,
  ]

  private static let identityTypes: [String: Adapter] = [
    "aws_iam_role": role,
    "aws_iam_user": user,
    "aws_iam_group": group,
    "aws_iam_policy": managedPolicy,
    "aws_iam_role_policy": rolePolicy,
    "aws_iam_user_policy": userPolicy,
    "aws_iam_group_policy": groupPolicy,
    "aws_iam_role_policy_attachment": rolePolicyAttachment,
    "aws_iam_user_policy_attachment": userPolicyAttachment,
    "aws_iam_group_policy_attachment": groupPolicyAttachment,
    "aws_iam_policy_attachment": policyAttachment,
    "aws_iam_instance_profile": instanceProfile,
  ]
}
