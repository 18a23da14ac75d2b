import AWSModel
import Documents

/// Reads resources of the AWS provider into the neutral model: one function per resource family.
enum TerraformAdapters {
  typealias Adapter = @Sendable (_ resource: ResourceFields, _ draft: inout Draft) -> Void

  /// Reads a resource with the adapter of its type; a type without one is said to be not modelled.
  static func adapt(_ resource: ResourceFields, into draft: inout Draft) {
    let type = resource.declaration.type
    let adapter = table[type]
    let settings = SettingKind.of(type: type)
    adapter?(resource, &draft)
    for kind in settings { SettingReader(kind: kind, resource: resource).read(into: &draft) }
    if adapter == nil, settings.isEmpty, resource.declaration.kind == .declared {
      notModelled(resource, into: &draft)
    }
    // A data source of another type declares nothing: what was read through it stands in the values that use it.
  }

  static func notModelled(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.unmodelled.append(resource.declaration)
    resource.context.reportNotModelled(resource.declaration, besides: table)
  }

  static let table: [String: Adapter] = [
    networkTypes, connectionTypes, computeTypes, dataTypes, storeTypes, serviceTypes, identityTypes, policyTypes,
    ManagedInterfaces.ofTerraform.mapValues { words in { words.add($0, into: &$1) } },
    ScheduledTask.ofTerraform.mapValues { words in { if !words.add($0, into: &$1) { notModelled($0, into: &$1) } } },
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
    "aws_network_interface_attachment": networkInterfaceAttachment,
    "aws_network_interface_sg_attachment": groupAttachment,
    "aws_vpc_security_group_vpc_association": groupAssociation,
    "aws_vpc_block_public_access_options": publicAccessBlock,
    "aws_vpc_block_public_access_exclusion": publicAccessExclusion,
    "aws_ec2_managed_prefix_list": prefixList,
    "data.aws_ec2_managed_prefix_list": existingPrefixList,
    "data.aws_prefix_list": existingPrefixList,
    "aws_ec2_managed_prefix_list_entry": prefixListEntry,
  ]

  /// What connects networks with each other and with what is outside.
  private static let connectionTypes: [String: Adapter] = [
    "aws_vpc_peering_connection": peering,
    "data.aws_vpc_peering_connection": existingPeering,
    "aws_vpc_peering_connection_accepter": peeringAccepter,
    "aws_vpc_peering_connection_options": peeringOptions,
    "aws_ec2_transit_gateway": transitGateway,
    "data.aws_ec2_transit_gateway": existingTransitGateway,
    "aws_ec2_transit_gateway_vpc_attachment": transitAttachment,
    "data.aws_ec2_transit_gateway_vpc_attachment": existingTransitAttachment,
    "aws_ec2_transit_gateway_vpc_attachment_accepter": transitAttachmentAccepter,
    "aws_ec2_transit_gateway_peering_attachment": transitPeering,
    "data.aws_ec2_transit_gateway_peering_attachment": existingTransitPeering,
    "aws_ec2_transit_gateway_peering_attachment_accepter": transitPeeringAccepter,
    "aws_ec2_transit_gateway_connect": transitConnect,
    "data.aws_ec2_transit_gateway_connect": existingOutsideAttachment,
    "data.aws_ec2_transit_gateway_dx_gateway_attachment": existingOutsideAttachment,
    "data.aws_ec2_transit_gateway_vpn_attachment": existingOutsideAttachment,
    "aws_ec2_transit_gateway_route_table": transitRouteTable,
    "data.aws_ec2_transit_gateway_route_table": existingTransitRouteTable,
    "aws_ec2_transit_gateway_route": transitRoute,
    "aws_ec2_transit_gateway_prefix_list_reference": transitPrefixList,
    "aws_ec2_transit_gateway_route_table_association": transitAssociation,
    "aws_ec2_transit_gateway_route_table_propagation": transitPropagation,
    "aws_ec2_transit_gateway_default_route_table_association": transitDefault,
    "aws_ec2_transit_gateway_default_route_table_propagation": transitDefault,
    "aws_vpn_gateway": vpnGateway,
    "data.aws_vpn_gateway": existingVPNGateway,
    "aws_vpn_gateway_attachment": vpnGatewayAttachment,
    "aws_vpn_gateway_route_propagation": routePropagation,
    "aws_vpn_connection": vpnConnection,
    "aws_vpn_connection_route": vpnConnectionRoute,
    "aws_dx_gateway_association": directConnection,
    "aws_ec2_carrier_gateway": carrierGateway,
    "aws_ec2_client_vpn_authorization_rule": clientVPNAuthorization,
    "aws_ec2_client_vpn_endpoint": clientVPN,
    "aws_ec2_client_vpn_network_association": clientVPNAssociation,
    "aws_ec2_client_vpn_route": clientVPNRoute,
    "aws_vpc_endpoint": vpcEndpoint,
    "data.aws_vpc_endpoint": existingVPCEndpoint,
    "aws_vpc_endpoint_route_table_association": endpointTable,
    "aws_vpc_endpoint_subnet_association": endpointSubnet,
    "aws_vpc_endpoint_security_group_association": endpointGroup,
    "aws_vpc_endpoint_policy": endpointPolicy,
    "aws_vpc_endpoint_private_dns": endpointPrivateDNS,
    "aws_vpc_endpoint_service": endpointService,
    "aws_vpc_endpoint_connection_accepter": endpointAcceptance,
    "aws_vpc_endpoint_service_allowed_principal": endpointServicePrincipal,
  ]

  private static let computeTypes: [String: Adapter] = [
    "aws_instance": instance,
    "aws_launch_template": launchTemplate,
    "aws_launch_configuration": launchConfiguration,
    "aws_autoscaling_group": autoScalingGroup,
    "aws_autoscaling_attachment": autoScalingAttachment,
    "aws_autoscaling_traffic_source_attachment": trafficSourceAttachment,
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
    "aws_ecs_cluster": containerCluster,
    "aws_ecs_cluster_capacity_providers": clusterProviders,
    "aws_ecs_capacity_provider": capacityProvider,
    "aws_spot_instance_request": instance,
    "aws_ec2_fleet": fleet,
    "aws_spot_fleet_request": spotFleet,
    "aws_elb": classicLoadBalancer,
    "aws_elb_attachment": classicAttachment,
    "aws_eks_cluster": kubernetesCluster,
    "aws_eks_node_group": nodeGroup,
    "aws_eks_fargate_profile": fargateProfile,
  ]

  /// Services that send into a VPC, and ways into the account that are no interface.
  private static let serviceTypes: [String: Adapter] = [
    "aws_lambda_function": function,
    "aws_lambda_function_url": functionURL,
    "aws_api_gateway_vpc_link": restLink,
    "aws_apigatewayv2_vpc_link": vpcLink,
    "aws_apigatewayv2_integration": linkIntegration,
    "aws_cloudfront_distribution": distribution,
    "aws_cloudfront_vpc_origin": vpcOrigin,
    "aws_route53_zone": hostedZone,
    "data.aws_route53_zone": hostedZone,
    "aws_route53_record": record,
    "aws_wafv2_web_acl_association": webACLAssociation,
    "aws_wafregional_web_acl_association": webACLAssociation,
    "aws_globalaccelerator_accelerator": accelerator,
    "aws_globalaccelerator_listener": accelerator,
    "aws_globalaccelerator_endpoint_group": acceleratorEndpoints,
    "aws_globalaccelerator_custom_routing_accelerator": accelerator,
    "aws_globalaccelerator_custom_routing_listener": accelerator,
    "aws_globalaccelerator_custom_routing_endpoint_group": acceleratorEndpoints,
    "aws_ec2_instance_connect_endpoint": instanceConnectEndpoint,
    "aws_route53_resolver_endpoint": { ResolverEndpoint.ofTerraform.add($0, into: &$1) },
  ]

  private static let storeTypes: [String: Adapter] = [
    "aws_docdb_cluster": documentCluster,
    "aws_docdb_cluster_instance": documentInstance,
    "aws_docdb_subnet_group": databaseSubnetGroup,
    "aws_neptune_cluster": graphCluster,
    "aws_neptune_cluster_instance": graphInstance,
    "aws_neptune_subnet_group": databaseSubnetGroup,
    "aws_elasticache_replication_group": cacheReplicationGroup,
    "aws_elasticache_cluster": cacheCluster,
    "aws_elasticache_serverless_cache": serverlessCache,
    "aws_elasticache_subnet_group": subnetGroup,
    "aws_memorydb_cluster": memoryCluster,
    "aws_memorydb_subnet_group": subnetGroup,
    "aws_dax_cluster": acceleratorCluster,
    "aws_dax_subnet_group": subnetGroup,
    "aws_redshift_cluster": warehouse,
    "aws_redshift_subnet_group": subnetGroup,
    "aws_redshiftserverless_workgroup": serverlessWarehouse,
    "aws_opensearch_domain": searchDomain,
    "aws_elasticsearch_domain": searchDomain,
    "aws_msk_cluster": streamCluster,
    "aws_msk_serverless_cluster": serverlessStreamCluster,
    "aws_mq_broker": messageBroker,
    "aws_efs_file_system": fileSystem,
    "aws_efs_mount_target": mountTarget,
    "aws_dms_replication_instance": replicationInstance,
    "aws_dms_replication_subnet_group": subnetGroup,
    "aws_db_proxy": databaseProxy,
    "aws_db_proxy_endpoint": proxyEndpoint,
    "aws_db_proxy_target": proxyTarget,
    "aws_db_proxy_default_target_group": proxyPool,
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
    "aws_ssoadmin_permission_set": permissionSet,
    "aws_ssoadmin_permission_set_inline_policy": permissionSetPolicy,
    "aws_ssoadmin_managed_policy_attachment": permissionSetAttachment,
    "aws_ssoadmin_customer_managed_policy_attachment": permissionSetCustomerAttachment,
    "aws_ssoadmin_permissions_boundary_attachment": permissionSetBoundary,
    "aws_iam_group_membership": groupMembership,
    "aws_iam_user_group_membership": userMembership,
  ]
}
