extension TerraformDefaults {
  /// Types of resources that are parts of another one, which repeats them after a refresh in arguments that are computed
  /// where they are not written.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
  static let repeatedParts = Set([
    "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule", "aws_route",
    "aws_network_acl_rule", "aws_network_acl_association", "aws_ec2_managed_prefix_list_entry",
    "aws_eip", "aws_eip_association", "aws_network_interface_attachment", "aws_network_interface_sg_attachment",
    "aws_internet_gateway_attachment", "aws_vpn_gateway_attachment", "aws_vpn_gateway_route_propagation",
    "aws_vpc_endpoint_policy", "aws_vpc_endpoint_connection_accepter",
    "aws_vpc_endpoint_route_table_association",
    "aws_vpc_endpoint_security_group_association", "aws_vpc_endpoint_subnet_association",
    "aws_autoscaling_attachment", "aws_autoscaling_traffic_source_attachment", "aws_elb_attachment",
    "aws_iam_policy_attachment", "aws_iam_role_policy", "aws_iam_role_policy_attachment",
    "aws_api_gateway_rest_api_policy", "aws_elasticsearch_domain_policy", "aws_kms_key_policy",
    "aws_opensearch_domain_policy", "aws_s3_bucket_policy", "aws_s3control_access_point_policy",
    "aws_secretsmanager_secret_policy", "aws_sns_topic_policy", "aws_sqs_queue_policy",
  ]).union(settingsOfBuckets.keys)

  /// Types that set something of a bucket, with the argument of `aws_s3_bucket` that repeats it after a refresh; with an
  /// access control list nothing is taken away.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket
  static let settingsOfBuckets: [String: String] = [
    "aws_s3_bucket_cors_configuration": "cors_rule", "aws_s3_bucket_lifecycle_configuration": "lifecycle_rule",
    "aws_s3_bucket_logging": "logging", "aws_s3_bucket_replication_configuration": "replication_configuration",
    "aws_s3_bucket_server_side_encryption_configuration": "server_side_encryption_configuration",
    "aws_s3_bucket_versioning": "versioning", "aws_s3_bucket_website_configuration": "website",
  ]
}
