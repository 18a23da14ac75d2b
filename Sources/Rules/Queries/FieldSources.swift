/// Which attributes the fields of relations are read from that are no settings; what the engines derive has none.
///
/// Attributes of resource types other than the relation's own are named with the type.
enum FieldSources {
  typealias Sources = (terraform: [String], cloudFormation: [String])

  static func terraform(_ relation: String, _ field: String) -> [String] { all[relation]?[field]?.terraform ?? [] }

  static func cloudFormation(_ relation: String, _ field: String) -> [String] {
    all[relation]?[field]?.cloudFormation ?? []
  }

  /// By relation and field.
  static let all: [String: [String: Sources]] = network.merging(groups) { first, _ in first }
    .merging(balancers) { first, _ in first }.merging(others) { first, _ in first }

  private static let network: [String: [String: Sources]] = [
    "vpc": [
      "cidrs": (
        ["cidr_block", "ipv6_cidr_block", "aws_vpc_ipv4_cidr_block_association cidr_block"],
        ["CidrBlock", "AWS::EC2::VPCCidrBlock CidrBlock"]
      ),
      "dns_gaps": (["enable_dns_support", "enable_dns_hostnames"], ["EnableDnsSupport", "EnableDnsHostnames"]),
      "dns_support": (["enable_dns_support"], ["EnableDnsSupport"]),
      "dns_hostnames": (["enable_dns_hostnames"], ["EnableDnsHostnames"]),
      "flow_logs": (["aws_flow_log vpc_id"], ["AWS::EC2::FlowLog ResourceId"]),
    ],
    "subnet": [
      "cidr": (["cidr_block"], ["CidrBlock"]), "ipv6_cidr": (["ipv6_cidr_block"], ["Ipv6CidrBlock"]),
      "zone": (["availability_zone"], ["AvailabilityZone"]),
      "maps_public_ip": (["map_public_ip_on_launch"], ["MapPublicIpOnLaunch"]),
      "assigns_ipv6": (["assign_ipv6_address_on_creation"], ["AssignIpv6AddressOnCreation"]),
      "vpc": (["vpc_id"], ["VpcId"]),
    ],
    "route_table": [
      "routes": (["route", "aws_route route_table_id"], ["AWS::EC2::Route RouteTableId"]),
      "vpc": (["vpc_id"], ["VpcId"]),
    ],
    "route": [
      "destination": (
        ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"],
        ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"]
      ),
      "target": (
        ["gateway_id", "nat_gateway_id", "transit_gateway_id", "vpc_peering_connection_id", "vpc_endpoint_id"],
        ["GatewayId", "NatGatewayId", "TransitGatewayId", "VpcPeeringConnectionId", "VpcEndpointId"]
      ),
    ],
    "nat_gateway": [
      "is_public": (["connectivity_type"], ["ConnectivityType"]), "subnet": (["subnet_id"], ["SubnetId"]),
    ],
    "network_acl": ["vpc": (["vpc_id"], ["VpcId"])],
    "network_acl_entry": [
      "number": (["rule_no", "aws_network_acl_rule rule_number"], ["RuleNumber"]),
      "cidr": (["cidr_block", "ipv6_cidr_block"], ["CidrBlock", "Ipv6CidrBlock"]),
      "allows": (["action", "aws_network_acl_rule rule_action"], ["RuleAction"]),
    ],
    "transit_gateway": [
      "accepts_shared_attachments": (["auto_accept_shared_attachments"], ["AutoAcceptSharedAttachments"]),
      "associates_by_default": (["default_route_table_association"], ["DefaultRouteTableAssociation"]),
      "propagates_by_default": (["default_route_table_propagation"], ["DefaultRouteTablePropagation"]),
    ],
    "vpc_endpoint": [
      "service": (["service_name"], ["ServiceName"]), "kind": (["vpc_endpoint_type"], ["VpcEndpointType"]),
      "has_policy": (["policy"], ["PolicyDocument"]), "vpc": (["vpc_id"], ["VpcId"]),
    ],
  ]

  private static let groups: [String: [String: Sources]] = [
    "security_group": [
      "name": (["name"], ["GroupName"]), "description": (["description"], ["GroupDescription"]),
      "vpc": (["vpc_id"], ["VpcId"]),
      "rules": (
        [
          "ingress", "egress", "aws_security_group_rule security_group_id",
          "aws_vpc_security_group_ingress_rule security_group_id",
          "aws_vpc_security_group_egress_rule security_group_id",
        ],
        [
          "SecurityGroupIngress", "SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress GroupId",
          "AWS::EC2::SecurityGroupEgress GroupId",
        ]
      ),
    ],
    "security_group_rule": [
      "description": (["description"], ["Description"]),
      "traffic": (["protocol", "from_port", "to_port"], ["IpProtocol", "FromPort", "ToPort"]),
      "peers": (
        ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups", "self"],
        [
          "CidrIp", "CidrIpv6", "SourcePrefixListId", "SourceSecurityGroupId", "DestinationPrefixListId",
          "DestinationSecurityGroupId",
        ]
      ),
    ],
  ]

  private static let balancers: [String: [String: Sources]] = [
    "load_balancer": [
      "kind": (["load_balancer_type"], ["Type"]), "is_internal": (["internal"], ["Scheme"]),
    ],
    "listener": [
      "port": (["port"], ["Port"]), "protocol": (["protocol"], ["Protocol"]),
      "certificate": (["certificate_arn"], ["CertificateArn"]), "ssl_policy": (["ssl_policy"], ["SslPolicy"]),
      "load_balancer": (["load_balancer_arn"], ["LoadBalancerArn"]),
      "actions": (
        ["default_action", "aws_lb_listener_rule action"],
        ["DefaultActions", "AWS::ElasticLoadBalancingV2::ListenerRule Actions"]
      ),
    ],
    "target_group": [
      "port": (["port"], ["Port"]), "protocol": (["protocol"], ["Protocol"]),
      "target_type": (["target_type"], ["TargetType"]),
      "health_check_port": (["health_check.port"], ["HealthCheckPort"]),
      "targets": (["aws_lb_target_group_attachment target_id"], ["Targets"]),
    ],
  ]

  private static let others: [String: [String: Sources]] = [
    "bucket": [
      "name": (["bucket"], ["BucketName"]),
      "has_policy": (["aws_s3_bucket_policy bucket"], ["AWS::S3::BucketPolicy Bucket"]),
    ],
    "database": [
      "engine": (["engine"], ["Engine"]), "port": (["port"], ["Port"]), "multi_az": (["multi_az"], ["MultiAZ"]),
      "publicly_accessible": (["publicly_accessible"], ["PubliclyAccessible"]),
      "security_groups": (["vpc_security_group_ids"], ["VPCSecurityGroups", "VpcSecurityGroupIds"]),
      "subnets": (["db_subnet_group_name"], ["DBSubnetGroupName"]),
    ],
    "kubernetes_cluster": [
      "has_public_endpoint": (["vpc_config.endpoint_public_access"], ["ResourcesVpcConfig.EndpointPublicAccess"]),
      "has_private_endpoint": (["vpc_config.endpoint_private_access"], ["ResourcesVpcConfig.EndpointPrivateAccess"]),
      "public_sources": (["vpc_config.public_access_cidrs"], ["ResourcesVpcConfig.PublicAccessCidrs"]),
    ],
    "role": [
      "name": (["name"], ["RoleName"]), "has_boundary": (["permissions_boundary"], ["PermissionsBoundary"]),
    ],
    "dns_record": [
      "name": (["name"], ["Name"]), "type": (["type"], ["Type"]), "alias": (["alias.name"], ["AliasTarget.DNSName"]),
    ],
    "origin": ["domain": (["origin.domain_name"], ["Origins.DomainName"])],
  ]
}
