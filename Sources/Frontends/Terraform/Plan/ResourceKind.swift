import TerraformLanguage

/// What an attribute identifies: which resource types, and which attributes of other types stand for one.
///
/// A plan keeps the references of an expression but not its shape, so what an attribute can mean is part of what a
/// reference in it means.
struct ResourceKind: Hashable, Sendable {
  let types: Set<String>
  /// Attributes of other resources that hold such an identifier: a VPC's `default_security_group_id`.
  let heldBy: [String: Set<String>]
  /// Other types that come with one, under names that differ: an EKS cluster's own security group.
  let alsoFrom: Set<String>
  /// The attribute that holds a resource's name, where the name identifies it.
  let nameAttribute: String?
  /// How an identifier begins that has the name behind its last slash: `service/` in `service/CLUSTER/NAME`.
  let namePrefix: String?
  /// How a literal identifier begins.
  let prefix: String?
  /// Whether an address or a host's name can stand for one.
  let isAddressed: Bool

  init(
    _ types: Set<String>, heldBy: [String: Set<String>] = [:], alsoFrom: Set<String> = [], named: String? = nil,
    within namePrefix: String? = nil, prefix: String? = nil, isAddressed: Bool = false
  ) {
    self.types = types
    self.heldBy = heldBy
    self.alsoFrom = alsoFrom
    nameAttribute = named
    self.namePrefix = namePrefix
    self.prefix = prefix
    self.isAddressed = isAddressed
  }

  static let vpc = ResourceKind(["aws_vpc", "aws_default_vpc"], prefix: "vpc-")
  static let subnet = ResourceKind(["aws_subnet", "aws_default_subnet"], prefix: "subnet-")
  static let securityGroup = ResourceKind(
    ["aws_security_group", "aws_default_security_group"],
    heldBy: [
      "aws_vpc": ["default_security_group_id"], "aws_default_vpc": ["default_security_group_id"],
      "aws_eks_cluster": ["cluster_security_group_id"],
    ],
    alsoFrom: ["aws_elb", "aws_directory_service_directory", "aws_workspaces_directory"],
    prefix: "sg-")
  /// In the default VPC groups are named too: `aws_instance.security_groups` takes names.
  static let namedSecurityGroup = ResourceKind(
    securityGroup.types, heldBy: securityGroup.heldBy, alsoFrom: securityGroup.alsoFrom, named: "name", prefix: "sg-")
  static let networkACL = ResourceKind(
    ["aws_network_acl", "aws_default_network_acl"],
    heldBy: ["aws_vpc": ["default_network_acl_id"], "aws_default_vpc": ["default_network_acl_id"]], prefix: "acl-")
  static let routeTable = ResourceKind(
    ["aws_route_table", "aws_default_route_table"],
    heldBy: [
      "aws_vpc": ["main_route_table_id", "default_route_table_id"],
      "aws_default_vpc": ["main_route_table_id", "default_route_table_id"],
    ], prefix: "rtb-")
  /// The API takes the identifier of any gateway as a `gateway_id`.
  static let gateway = ResourceKind([
    "aws_internet_gateway", "aws_vpn_gateway", "aws_nat_gateway", "aws_egress_only_internet_gateway",
    "aws_ec2_carrier_gateway", "aws_vpc_endpoint",
  ])
  static let natGateway = ResourceKind(["aws_nat_gateway"], prefix: "nat-")
  static let egressOnlyGateway = ResourceKind(["aws_egress_only_internet_gateway"], prefix: "eigw-")
  static let peering = ResourceKind(
    [
      "aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter", "aws_vpc_peering_connection_options",
    ], prefix: "pcx-")
  static let transitGateway = ResourceKind(["aws_ec2_transit_gateway"], prefix: "tgw-")
  static let transitAttachment = ResourceKind(
    [
      "aws_ec2_transit_gateway_vpc_attachment", "aws_ec2_transit_gateway_vpc_attachment_accepter",
      "aws_ec2_transit_gateway_peering_attachment", "aws_ec2_transit_gateway_peering_attachment_accepter",
      "aws_ec2_transit_gateway_connect", "aws_ec2_transit_gateway_dx_gateway_attachment",
      "aws_ec2_transit_gateway_vpn_attachment",
    ],
    heldBy: [
      "aws_vpn_connection": ["transit_gateway_attachment_id"],
      "aws_dx_gateway_association": ["transit_gateway_attachment_id"],
    ], prefix: "tgw-attach-")
  static let transitRouteTable = ResourceKind(
    ["aws_ec2_transit_gateway_route_table"],
    heldBy: [
      "aws_ec2_transit_gateway": ["association_default_route_table_id", "propagation_default_route_table_id"]
    ], prefix: "tgw-rtb-")
  static let vpnGateway = ResourceKind(["aws_vpn_gateway"], prefix: "vgw-")
  static let vpnConnection = ResourceKind(["aws_vpn_connection"], prefix: "vpn-")
  static let dxAssociatedGateway = ResourceKind(["aws_vpn_gateway", "aws_ec2_transit_gateway"])
  static let carrierGateway = ResourceKind(["aws_ec2_carrier_gateway"], prefix: "cagw-")
  static let clientVPN = ResourceKind(["aws_ec2_client_vpn_endpoint"], prefix: "cvpn-endpoint-")
  static let localGateway = ResourceKind(["aws_ec2_local_gateway"], prefix: "lgw-")
  static let coreNetwork = ResourceKind(["aws_networkmanager_core_network"], prefix: "arn:")
  static let endpoint = ResourceKind(["aws_vpc_endpoint"], prefix: "vpce-")
  /// An endpoint names the service that it is for.
  static let endpointService = ResourceKind(
    ["aws_vpc_endpoint_service"], heldBy: ["aws_vpc_endpoint_service": ["service_name"]])
  static let elasticIP = ResourceKind(["aws_eip"], prefix: "eipalloc-")
  static let networkInterface = ResourceKind(
    ["aws_network_interface"], heldBy: ["aws_instance": ["primary_network_interface_id"]], prefix: "eni-")
  static let prefixList = ResourceKind(
    ["aws_ec2_managed_prefix_list", "aws_prefix_list"], heldBy: ["aws_vpc_endpoint": ["prefix_list_id"]], prefix: "pl-")
  static let instance = ResourceKind(["aws_instance", "aws_spot_instance_request"], prefix: "i-")
  static let target = ResourceKind(
    ["aws_instance", "aws_network_interface", "aws_lb", "aws_alb", "aws_lambda_function", "aws_lambda_alias"],
    heldBy: ["aws_instance": ["private_ip"], "aws_network_interface": ["private_ip"]], isAddressed: true)
  static let launchTemplate = ResourceKind(["aws_launch_template"], named: "name", prefix: "lt-")
  static let launchConfiguration = ResourceKind(["aws_launch_configuration"], named: "name")
  static let autoScalingGroup = ResourceKind(["aws_autoscaling_group"], named: "name")
  static let loadBalancer = ResourceKind(["aws_lb", "aws_alb"], prefix: "arn:")
  static let listener = ResourceKind(["aws_lb_listener", "aws_alb_listener"], prefix: "arn:")
  static let targetGroup = ResourceKind(["aws_lb_target_group", "aws_alb_target_group"], prefix: "arn:")
  static let taskDefinition = ResourceKind(["aws_ecs_task_definition"], named: "family")
  /// DocumentDB and Neptune share the subnet groups and the clusters' names of RDS.
  static let databaseSubnetGroup = ResourceKind(
    ["aws_db_subnet_group", "aws_docdb_subnet_group", "aws_neptune_subnet_group"], named: "name")
  static let databaseCluster = ResourceKind(
    ["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"], named: "cluster_identifier")
  static let databaseInstance = ResourceKind(["aws_db_instance"], named: "identifier")
  static let cacheSubnetGroup = ResourceKind(["aws_elasticache_subnet_group"], named: "name")
  static let cacheReplicationGroup = ResourceKind(["aws_elasticache_replication_group"], named: "replication_group_id")
  static let memorySubnetGroup = ResourceKind(["aws_memorydb_subnet_group"], named: "name")
  static let acceleratorSubnetGroup = ResourceKind(["aws_dax_subnet_group"], named: "name")
  static let warehouseSubnetGroup = ResourceKind(["aws_redshift_subnet_group"], named: "name")
  static let replicationSubnetGroup = ResourceKind(
    ["aws_dms_replication_subnet_group"], named: "replication_subnet_group_id")
  static let parameterGroup = ResourceKind(["aws_db_parameter_group"], named: "name")
  static let clusterParameterGroup = ResourceKind(
    ["aws_rds_cluster_parameter_group", "aws_docdb_cluster_parameter_group"], named: "name")
  static let warehouseParameterGroup = ResourceKind(["aws_redshift_parameter_group"], named: "name")
  static let databaseProxy = ResourceKind(["aws_db_proxy"], named: "name")
  static let fileSystem = ResourceKind(["aws_efs_file_system"], prefix: "fs-")
  static let kubernetesCluster = ResourceKind(["aws_eks_cluster"], named: "name")
  static let containerCluster = ResourceKind(["aws_ecs_cluster"], named: "name")
  static let containerService = ResourceKind(["aws_ecs_service"], named: "name", within: "service/")
  static let capacityProvider = ResourceKind(["aws_ecs_capacity_provider"], named: "name")
  static let classicLoadBalancer = ResourceKind(["aws_elb"], named: "name")
  /// Target groups by ARN, classic load balancers by name.
  static let trafficSource = ResourceKind(targetGroup.types.union(classicLoadBalancer.types), named: "name")
  static let function = ResourceKind(["aws_lambda_function"], named: "function_name")
  /// A permission may be for an alias alone.
  static let permittedFunction = ResourceKind(
    ["aws_lambda_function"], heldBy: ["aws_lambda_alias": ["arn"]], named: "function_name")
  static let vpcLink = ResourceKind(["aws_apigatewayv2_vpc_link"])
  /// What an API, an accelerator or a distribution passes requests to.
  static let entryTarget = ResourceKind(
    [
      "aws_lb", "aws_alb", "aws_lb_listener", "aws_alb_listener", "aws_instance", "aws_eip", "aws_subnet",
      "aws_service_discovery_service",
    ], isAddressed: true)
  static let hostedZone = ResourceKind(["aws_route53_zone"], heldBy: ["aws_route53_zone": ["zone_id"]])
  /// What has a public name of its own, by the attribute that holds the name.
  static let publicName = ResourceKind(
    ["aws_route53_record"],
    heldBy: [
      "aws_lb": ["dns_name"], "aws_alb": ["dns_name"], "aws_elb": ["dns_name"],
      "aws_cloudfront_distribution": ["domain_name"],
      "aws_api_gateway_domain_name": ["cloudfront_domain_name", "regional_domain_name"],
      "aws_apigatewayv2_domain_name": ["target_domain_name"], "aws_apigatewayv2_api": ["api_endpoint"],
      "aws_appsync_domain_name": ["appsync_domain_name"],
      "aws_cognito_user_pool_domain": ["cloudfront_distribution", "cloudfront_distribution_arn"],
      "aws_elastic_beanstalk_environment": ["cname", "endpoint_url"], "aws_eip": ["public_dns"],
      "aws_globalaccelerator_accelerator": ["dns_name", "dual_stack_dns_name"], "aws_instance": ["public_dns"],
      "aws_lambda_function_url": ["function_url"], "aws_route53_record": ["name", "fqdn"],
      "aws_s3_bucket": [
        "bucket_domain_name", "bucket_regional_domain_name", "website_domain", "website_endpoint",
      ],
      "aws_s3_bucket_website_configuration": ["website_domain", "website_endpoint"],
      "aws_vpc_endpoint": ["dns_name"],
    ], isAddressed: true)
  static let database = ResourceKind(["aws_db_instance", "aws_rds_cluster"], named: "identifier")
  static let role = ResourceKind(["aws_iam_role"], named: "name")
  static let principal = ResourceKind(["aws_iam_role", "aws_iam_user"], prefix: "arn:")
  static let user = ResourceKind(["aws_iam_user"], named: "name")
  static let group = ResourceKind(["aws_iam_group"], named: "name")
  static let policy = ResourceKind(["aws_iam_policy"], prefix: "arn:")
  /// In an account a policy has a name of its own, by which IAM Identity Center finds it.
  static let namedPolicy = ResourceKind(["aws_iam_policy"], named: "name")
  static let permissionSet = ResourceKind(["aws_ssoadmin_permission_set"], prefix: "arn:")
  static let instanceProfile = ResourceKind(["aws_iam_instance_profile"], named: "name")
  static let bucket = ResourceKind(["aws_s3_bucket"], named: "bucket")
  static let queue = ResourceKind(["aws_sqs_queue"], heldBy: ["aws_sqs_queue": ["url"]])
  static let topic = ResourceKind(["aws_sns_topic"], prefix: "arn:")
  static let table = ResourceKind(["aws_dynamodb_table"], prefix: "arn:")
  static let stream = ResourceKind(["aws_kinesis_stream"], prefix: "arn:")
  static let accessPoint = ResourceKind(["aws_s3_access_point"], prefix: "arn:")
  /// What an alarm may set going by its ARN.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  static let alarmAction = ResourceKind(
    [
      "aws_sns_topic", "aws_autoscaling_policy", "aws_appautoscaling_policy", "aws_lambda_function", "aws_lambda_alias",
      "aws_ssmincidents_response_plan",
    ], prefix: "arn:")
  private static let keys = [
    "aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key",
  ]
  static let key = ResourceKind(
    Set(keys), heldBy: Dictionary(uniqueKeysWithValues: keys.map { ($0, ["key_id"]) }))
  static let layer = ResourceKind(
    ["aws_lambda_layer_version"], heldBy: ["aws_lambda_layer_version": ["layer_arn"]], named: "layer_name")
  static let publicRepository = ResourceKind(["aws_ecrpublic_repository"], named: "repository_name")
  static let vault = ResourceKind(["aws_glacier_vault"], named: "name")
  static let repository = ResourceKind(["aws_ecr_repository"], named: "name")
  static let streamCluster = ResourceKind(["aws_msk_cluster", "aws_msk_serverless_cluster"], prefix: "arn:")
  static let packageDomain = ResourceKind(["aws_codeartifact_domain"], named: "domain")
  static let logDestination = ResourceKind(["aws_cloudwatch_log_destination"], named: "name")
  static let schemaRegistry = ResourceKind(["aws_schemas_registry"], named: "name")
  static let tableBucket = ResourceKind(["aws_s3tables_table_bucket"], prefix: "arn:")
  static let sender = ResourceKind(
    ["aws_ses_domain_identity", "aws_ses_email_identity", "aws_sesv2_email_identity"],
    heldBy: [
      "aws_ses_domain_identity": ["domain"], "aws_ses_email_identity": ["email"],
      "aws_sesv2_email_identity": ["email_identity"],
    ])
  static let secret = ResourceKind(["aws_secretsmanager_secret"], prefix: "arn:")
  static let searchDomain = ResourceKind(
    ["aws_opensearch_domain", "aws_elasticsearch_domain"], heldBy: ["aws_opensearch_domain": ["domain_name"]],
    named: "domain_name")
  static let restAPI = ResourceKind(["aws_api_gateway_rest_api"])
  static let backupVault = ResourceKind(
    ["aws_backup_vault", "aws_backup_logically_air_gapped_vault"], named: "name")
  static let eventBus = ResourceKind(["aws_cloudwatch_event_bus"], named: "name")

  /// What an attribute of that name identifies, in whichever resource; nil when it identifies nothing.
  static func identified(by attribute: String, of type: String) -> ResourceKind? {
    if let special = special[type]?[attribute] { return special.types.isEmpty ? nil : special }
    return byAttribute[attribute]
  }

  /// What a data source of that type reads by the `id` that it is given; nil for others.
  static func read(byDataOf type: String) -> ResourceKind? {
    switch type {
    case "aws_vpc": .vpc
    case "aws_subnet": .subnet
    case "aws_security_group": .securityGroup
    default: nil
    }
  }

  /// Attribute names that mean something else, or nothing, in some types.
  private static let special: [String: [String: ResourceKind]] = [
    "aws_lb_target_group_attachment": ["target_id": .target],
    "aws_alb_target_group_attachment": ["target_id": .target],
    "aws_autoscaling_group": [
      "launch_configuration": .launchConfiguration, "id": .launchTemplate, "name": .launchTemplate,
      "load_balancers": .classicLoadBalancer, "identifier": .trafficSource,
    ],
    "aws_instance": ["id": .launchTemplate, "name": .launchTemplate, "security_groups": .namedSecurityGroup],
    "aws_launch_configuration": ["security_groups": .namedSecurityGroup],
    "aws_default_route_table": ["default_route_table_id": .routeTable],
    "aws_iam_instance_profile": ["role": .role, "roles": .role],
    "aws_iam_group_membership": ["group": .group],
    "aws_ssoadmin_customer_managed_policy_attachment": ["name": .namedPolicy],
    "aws_ssoadmin_permissions_boundary_attachment": ["name": .namedPolicy],
    "aws_s3_bucket": ["bucket": ResourceKind([])],
    "aws_rds_cluster": [
      "cluster_identifier": ResourceKind([]), "db_cluster_parameter_group_name": .clusterParameterGroup,
    ],
    "aws_vpc_endpoint": ["service_name": .endpointService],
    "aws_network_interface": ["instance": .instance],
    "aws_launch_template": ["name": .instanceProfile, "arn": .instanceProfile, "security_groups": .securityGroup],
    "aws_rds_cluster_instance": ["cluster_identifier": .databaseCluster],
    "aws_docdb_cluster": [
      "cluster_identifier": ResourceKind([]), "db_cluster_parameter_group_name": .clusterParameterGroup,
    ],
    "aws_neptune_cluster": ["cluster_identifier": ResourceKind([])],
    "aws_redshift_cluster": [
      "cluster_identifier": ResourceKind([]), "cluster_parameter_group_name": .warehouseParameterGroup,
    ],
    "aws_db_instance": ["parameter_group_name": .parameterGroup],
    "aws_cloudwatch_metric_alarm": [
      "DBInstanceIdentifier": .databaseInstance, "DBClusterIdentifier": .databaseCluster,
      "alarm_actions": .alarmAction, "ok_actions": .alarmAction, "insufficient_data_actions": .alarmAction,
    ],
    "aws_elasticache_cluster": [
      "subnet_group_name": .cacheSubnetGroup, "replication_group_id": .cacheReplicationGroup,
    ],
    "aws_elasticache_replication_group": ["subnet_group_name": .cacheSubnetGroup],
    "aws_memorydb_cluster": ["subnet_group_name": .memorySubnetGroup],
    "aws_dax_cluster": ["subnet_group_name": .acceleratorSubnetGroup],
    "aws_dms_replication_instance": ["replication_subnet_group_id": .replicationSubnetGroup],
    "aws_db_proxy_target": [
      "db_cluster_identifier": .databaseCluster, "db_instance_identifier": .databaseInstance,
      "db_proxy_name": .databaseProxy,
    ],
    "aws_db_proxy_endpoint": ["db_proxy_name": .databaseProxy],
    "aws_eks_node_group": ["cluster_name": .kubernetesCluster, "id": .launchTemplate, "name": .launchTemplate],
    "aws_eks_fargate_profile": ["cluster_name": .kubernetesCluster],
    "aws_ecs_service": ["cluster": .containerCluster, "elb_name": .classicLoadBalancer],
    "aws_appautoscaling_target": ["resource_id": .containerService],
    "aws_ecs_cluster_capacity_providers": ["cluster_name": .containerCluster],
    "aws_spot_fleet_request": [
      "id": .launchTemplate, "name": .launchTemplate, "load_balancers": .classicLoadBalancer,
    ],
    "aws_elb_attachment": ["elb": .classicLoadBalancer],
    "aws_autoscaling_attachment": ["elb": .classicLoadBalancer],
    "aws_autoscaling_traffic_source_attachment": ["identifier": .trafficSource],
    "aws_lambda_function_url": ["function_name": .function],
    "aws_lambda_alias": ["function_name": .function],
    "aws_lambda_permission": ["function_name": .permittedFunction],
    "aws_sqs_queue_policy": ["queue_url": .queue],
    "aws_sns_topic_policy": ["arn": .topic],
    "aws_kms_key_policy": ["key_id": .key],
    "aws_kms_grant": ["key_id": .key, "grantee_principal": .principal],
    "aws_dynamodb_resource_policy": ["resource_arn": .table],
    "aws_kinesis_resource_policy": ["resource_arn": .stream],
    "aws_s3control_access_point_policy": ["access_point_arn": .accessPoint],
    "aws_ecr_repository_policy": ["repository": .repository],
    "aws_ecrpublic_repository_policy": ["repository_name": .publicRepository],
    "aws_lambda_layer_version_permission": ["layer_name": .layer],
    "aws_glacier_vault_lock": ["vault_name": .vault],
    "aws_msk_cluster_policy": ["cluster_arn": .streamCluster],
    "aws_codeartifact_domain_permissions_policy": ["domain": .packageDomain],
    "aws_cloudwatch_log_destination_policy": ["destination_name": .logDestination],
    "aws_schemas_registry_policy": ["registry_name": .schemaRegistry],
    "aws_s3tables_table_bucket_policy": ["table_bucket_arn": .tableBucket],
    "aws_ses_identity_policy": ["identity": .sender],
    "aws_sesv2_email_identity_policy": ["email_identity": .sender],
    "aws_secretsmanager_secret_policy": ["secret_arn": .secret],
    "aws_opensearch_domain_policy": ["domain_name": .searchDomain],
    "aws_elasticsearch_domain_policy": ["domain_name": .searchDomain],
    "aws_api_gateway_rest_api_policy": ["rest_api_id": .restAPI],
    "aws_backup_vault_policy": ["backup_vault_name": .backupVault],
    "aws_cloudwatch_event_bus_policy": ["event_bus_name": .eventBus],
    "aws_cloudwatch_event_permission": ["event_bus_name": .eventBus],
    "aws_apigatewayv2_integration": ["connection_id": .vpcLink, "integration_uri": .entryTarget],
    "aws_cloudfront_vpc_origin": ["arn": .entryTarget],
    "aws_cloudfront_distribution": ["domain_name": .publicName],
    "aws_lb_listener": ["arn": .targetGroup],
    "aws_alb_listener": ["arn": .targetGroup],
    "aws_lb_listener_rule": ["arn": .targetGroup],
    "aws_alb_listener_rule": ["arn": .targetGroup],
    "aws_route53_record": ["name": .publicName, "zone_id": .hostedZone],
    "aws_wafv2_web_acl_association": ["resource_arn": .loadBalancer],
    "aws_wafregional_web_acl_association": ["resource_arn": .loadBalancer],
    "aws_globalaccelerator_endpoint_group": ["endpoint_id": .entryTarget],
    "aws_globalaccelerator_custom_routing_endpoint_group": ["endpoint_id": .entryTarget],
  ]

  private static let byAttribute: [String: ResourceKind] = [
    "vpc_id": .vpc,
    "vpc": .vpc,
    "subnet_id": .subnet,
    "subnet_ids": .subnet,
    "subnets": .subnet,
    "vpc_zone_identifier": .subnet,
    "security_group_id": .securityGroup,
    "security_groups": .securityGroup,
    "security_group_ids": .securityGroup,
    "vpc_security_group_ids": .securityGroup,
    "source_security_group_id": .securityGroup,
    "referenced_security_group_id": .securityGroup,
    "default_security_group_id": .securityGroup,
    "network_acl_id": .networkACL,
    "default_network_acl_id": .networkACL,
    "route_table_id": .routeTable,
    "route_table_ids": .routeTable,
    "default_route_table_id": .routeTable,
    "main_route_table_id": .routeTable,
    "gateway_id": .gateway,
    "internet_gateway_id": .gateway,
    "nat_gateway_id": .natGateway,
    "egress_only_gateway_id": .egressOnlyGateway,
    "vpc_peering_connection_id": .peering,
    "peer_vpc_id": .vpc,
    "transit_gateway_id": .transitGateway,
    "peer_transit_gateway_id": .transitGateway,
    "transit_gateway_attachment_id": .transitAttachment,
    "transit_gateway_route_table_id": .transitRouteTable,
    "vpn_gateway_id": .vpnGateway,
    "propagating_vgws": .vpnGateway,
    "vpn_connection_id": .vpnConnection,
    "associated_gateway_id": .dxAssociatedGateway,
    "carrier_gateway_id": .carrierGateway,
    "client_vpn_endpoint_id": .clientVPN,
    "local_gateway_id": .localGateway,
    "core_network_arn": .coreNetwork,
    "network_load_balancer_arns": .loadBalancer,
    "gateway_load_balancer_arns": .loadBalancer,
    "vpc_endpoint_id": .endpoint,
    "allocation_id": .elasticIP,
    "network_interface_id": .networkInterface,
    "network_interface": .networkInterface,
    "prefix_list_id": .prefixList,
    "prefix_list_ids": .prefixList,
    "destination_prefix_list_id": .prefixList,
    "instance_id": .instance,
    "instance": .instance,
    "load_balancer_arn": .loadBalancer,
    "listener_arn": .listener,
    "target_group_arn": .targetGroup,
    "target_group_arns": .targetGroup,
    "lb_target_group_arn": .targetGroup,
    "alb_target_group_arn": .targetGroup,
    "launch_template_id": .launchTemplate,
    "launch_template_name": .launchTemplate,
    "autoscaling_group_name": .autoScalingGroup,
    "task_definition": .taskDefinition,
    "task_definition_arn": .taskDefinition,
    "db_subnet_group_name": .databaseSubnetGroup,
    "cluster_identifier": .databaseCluster,
    "replicate_source_db": .database,
    "role": .role,
    "roles": .role,
    "user": .user,
    "users": .user,
    "group": .group,
    "groups": .group,
    "policy_arn": .policy,
    "permissions_boundary": .policy,
    "managed_policy_arns": .policy,
    "managed_policy_arn": .policy,
    "permission_set_arn": .permissionSet,
    "task_role_arn": .role,
    "execution_role_arn": .role,
    "role_arn": .role,
    "service_role": .role,
    "service_role_arn": .role,
    "iam_role": .role,
    "iam_role_arn": .role,
    "node_role_arn": .role,
    "job_role": .role,
    "iam_instance_profile": .instanceProfile,
    "bucket": .bucket,
    "target_bucket": .bucket,
    "s3_bucket_name": .bucket,
    "secret_id": .secret,
    "vpc_subnet_ids": .subnet,
    "client_subnets": .subnet,
    "source_security_group_ids": .securityGroup,
    "security_group_id_list": .securityGroup,
    "cluster_subnet_group_name": .warehouseSubnetGroup,
    "neptune_subnet_group_name": .databaseSubnetGroup,
    "file_system_id": .fileSystem,
    "auto_scaling_group_arn": .autoScalingGroup,
    "capacity_provider": .capacityProvider,
    "instances": .instance,
    "target_arns": .loadBalancer,
  ]

  /// Every kind whose resources are identified by a name.
  static let named: [ResourceKind] = [
    .launchTemplate, .launchConfiguration, .autoScalingGroup, .taskDefinition, .databaseSubnetGroup, .databaseCluster,
    .role, .user, .group, .namedPolicy, .instanceProfile, .bucket, .namedSecurityGroup, .databaseInstance,
    .cacheSubnetGroup,
    .cacheReplicationGroup, .memorySubnetGroup, .acceleratorSubnetGroup, .warehouseSubnetGroup,
    .replicationSubnetGroup, .databaseProxy, .kubernetesCluster, .containerCluster, .capacityProvider,
    .classicLoadBalancer, .function, .parameterGroup, .clusterParameterGroup, .warehouseParameterGroup, .repository,
    .searchDomain, .backupVault, .eventBus, .containerService, .layer, .publicRepository, .vault,
    .packageDomain, .schemaRegistry, .logDestination,
  ]
}

extension ResourceKind {
  /// The name in an identifier that was found; nil if it identifies something else.
  func name(in identifier: String) -> String? {
    guard let namePrefix else { return identifier }
    guard identifier.hasPrefix(namePrefix) else { return nil }
    return identifier.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init)
  }
}

/// How a reference's attribute relates to what is wanted.
extension ResourceKind {
  enum Match {
    /// The attribute identifies a resource of the kind.
    case identifies
    /// It identifies something else, so the reference is not what the value comes from.
    case identifiesOther
    case undecided
  }

  /// Whether an attribute of a resource is an identifier of this kind.
  func match(type: String, attribute: String) -> Match {
    if heldBy[type]?.contains(attribute) == true { return .identifies }
    let identifies = Self.identities.contains(attribute) || attribute == nameAttribute
    if types.contains(type), identifies { return .identifies }
    if !isAddressed, Self.isAddress(attribute) { return .identifiesOther }
    if types.contains(type) { return .undecided }
    return attribute == "id" || attribute == "arn" ? .identifiesOther : .undecided
  }

  /// Whether an attribute of that name holds addresses, of whichever resource: no identifier comes from it.
  static func isAddress(_ attribute: String) -> Bool {
    ["cidr_block", "cidr_blocks", "_ip", "_ips", "_cidr", "_address", "_addresses"].contains { attribute.hasSuffix($0) }
  }

  /// Attributes by which a resource is referred to.
  private static let identities: Set<String> = [
    "id", "arn", "name", "bucket", "allocation_id", "family", "arn_without_revision", "identifier",
    "cluster_identifier", "spot_instance_id",
    "latest_version", "internet_gateway_id", "accepter_vpc_peering_connection_id",
  ]
}
