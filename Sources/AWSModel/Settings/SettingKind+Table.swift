/// All kinds, by their names and by the resource types that declare them; each is made when somebody asks for it.
extension SettingKind {
  package static func named(_ name: String) -> SettingKind? { byName[name]?() }

  /// The names of all kinds.
  package static var names: [String] { byName.keys.sorted() }

  /// The names of those of which nothing but settings is known, without making them.
  package static var standAloneNames: [String] { byName.keys.filter { !extensions.contains($0) }.sorted() }

  /// Those that are further fields of a kind that the engines know.
  private static let extensions: Set = [
    "bucket", "database", "load_balancer", "machine", "search_domain", "service", "target_group",
  ]

  /// The kinds that resources of a type declare or add to; those of their parts are not among them.
  package static func of(type: String) -> [SettingKind] { byType[type]?.map { $0() } ?? [] }

  private typealias Kind = @Sendable () -> SettingKind

  private static let byName: [String: Kind] = [
    "access_key": { accessKey }, "alarm": { alarm }, "api_domain": { apiDomain },
    "autoscaling_group": { autoScalingGroup }, "bucket": { bucket }, "cache": { cache },
    "cache_behavior": { cacheBehavior }, "container": { container }, "container_cluster": { containerCluster },
    "acl_grant": { aclGrant }, "cors_rule": { corsRule }, "database": { database }, "distribution": { distribution },
    "engine_parameter": { engineParameter }, "file_system": { fileSystem }, "function": { function },
    "image_repository": { imageRepository }, "instance": { instance }, "key": { key },
    "launch_template": { launchTemplate }, "launch_volume": { launchVolume }, "load_balancer": { loadBalancer },
    "log_group": { logGroup }, "machine": { machine }, "parameter_group": { parameterGroup },
    "plain_text": { plainText }, "search_domain": { searchDomain }, "secret": { secret },
    "secret_version": { secretVersion }, "service": { service }, "snapshot": { snapshot },
    "state_backend": { stateBackend },
    "stored_parameter": { storedParameter }, "stream": { stream }, "table": { table },
    "target_group": { targetGroup }, "task_definition": { taskDefinition }, "trail": { trail }, "volume": { volume },
    "warehouse": { warehouse }, "written_secret": { writtenSecret },
  ]

  /// A list of its own: most runs meet few of the kinds, and none should be made for its types.
  package static let typesByName: [(name: String, types: [String])] = [
    ("access_key", ["aws_iam_access_key", "AWS::IAM::AccessKey"]),
    (
      "alarm",
      [
        "aws_cloudwatch_metric_alarm", "AWS::CloudWatch::Alarm",
      ]
    ),
    (
      "api_domain",
      [
        "aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name", "AWS::ApiGateway::DomainName",
        "AWS::ApiGatewayV2::DomainName",
      ]
    ),
    (
      "autoscaling_group",
      [
        "aws_autoscaling_group", "AWS::AutoScaling::AutoScalingGroup", "aws_autoscaling_attachment",
        "aws_autoscaling_policy", "aws_autoscaling_schedule", "AWS::AutoScaling::ScalingPolicy",
        "AWS::AutoScaling::ScheduledAction",
      ]
    ),
    (
      "bucket",
      [
        "aws_s3_bucket", "AWS::S3::Bucket", "aws_s3_bucket_versioning", "aws_s3_bucket_public_access_block",
        "aws_s3_bucket_logging", "aws_s3_bucket_lifecycle_configuration",
        "aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_cors_configuration",
        "aws_s3_bucket_acl", "aws_s3_bucket_ownership_controls",
      ]
    ),
    (
      "cache",
      [
        "aws_elasticache_replication_group", "aws_memorydb_cluster", "AWS::ElastiCache::ReplicationGroup",
        "AWS::MemoryDB::Cluster",
      ]
    ),
    (
      "container_cluster",
      [
        "aws_ecs_cluster", "AWS::ECS::Cluster",
      ]
    ),
    (
      "database",
      [
        "aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_docdb_cluster",
        "aws_docdb_cluster_instance", "aws_neptune_cluster", "aws_neptune_cluster_instance", "AWS::RDS::DBInstance",
        "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::DocDB::DBInstance", "AWS::Neptune::DBCluster",
        "AWS::Neptune::DBInstance",
      ]
    ),
    (
      "distribution",
      [
        "aws_cloudfront_distribution", "AWS::CloudFront::Distribution",
      ]
    ),
    (
      "file_system",
      [
        "aws_efs_file_system", "AWS::EFS::FileSystem",
      ]
    ),
    (
      "function",
      [
        "aws_lambda_function", "AWS::Lambda::Function", "AWS::Serverless::Function",
      ]
    ),
    (
      "image_repository",
      [
        "aws_ecr_repository", "AWS::ECR::Repository",
      ]
    ),
    (
      "instance",
      [
        "aws_instance", "AWS::EC2::Instance",
      ]
    ),
    (
      "key",
      [
        "aws_kms_key", "AWS::KMS::Key",
      ]
    ),
    (
      "launch_template",
      [
        "aws_launch_template", "aws_launch_configuration", "AWS::EC2::LaunchTemplate",
        "AWS::AutoScaling::LaunchConfiguration",
      ]
    ),
    (
      "load_balancer",
      [
        "aws_lb", "aws_alb", "AWS::ElasticLoadBalancingV2::LoadBalancer",
      ]
    ),
    (
      "log_group",
      [
        "aws_cloudwatch_log_group", "AWS::Logs::LogGroup",
      ]
    ),
    (
      "parameter_group",
      [
        "aws_db_parameter_group", "aws_rds_cluster_parameter_group", "aws_docdb_cluster_parameter_group",
        "aws_redshift_parameter_group", "AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup",
        "AWS::DocDB::DBClusterParameterGroup", "AWS::Redshift::ClusterParameterGroup",
      ]
    ),
    (
      "search_domain",
      [
        "aws_opensearch_domain", "aws_elasticsearch_domain", "AWS::OpenSearchService::Domain",
        "AWS::Elasticsearch::Domain",
      ]
    ),
    (
      "secret",
      [
        "aws_secretsmanager_secret", "AWS::SecretsManager::Secret", "aws_secretsmanager_secret_rotation",
        "AWS::SecretsManager::RotationSchedule", "AWS::SecretsManager::SecretTargetAttachment",
      ]
    ),
    (
      "secret_version",
      [
        "aws_secretsmanager_secret_version"
      ]
    ),
    (
      "service",
      [
        "aws_ecs_service", "AWS::ECS::Service", "aws_appautoscaling_target",
        "AWS::ApplicationAutoScaling::ScalableTarget",
      ]
    ),
    (
      "snapshot",
      [
        "aws_db_snapshot", "aws_db_cluster_snapshot", "aws_ami_launch_permission",
      ]
    ),
    (
      "stored_parameter",
      [
        "aws_ssm_parameter", "AWS::SSM::Parameter",
      ]
    ),
    ("state_backend", ["terraform.backend"]),
    (
      "stream",
      [
        "aws_msk_cluster", "AWS::MSK::Cluster",
      ]
    ),
    (
      "table",
      [
        "aws_dynamodb_table", "AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable",
      ]
    ),
    (
      "target_group",
      [
        "aws_lb_target_group", "aws_alb_target_group", "AWS::ElasticLoadBalancingV2::TargetGroup",
      ]
    ),
    (
      "task_definition",
      [
        "aws_ecs_task_definition", "AWS::ECS::TaskDefinition",
      ]
    ),
    (
      "trail",
      [
        "aws_cloudtrail", "AWS::CloudTrail::Trail",
      ]
    ),
    (
      "volume",
      [
        "aws_ebs_volume", "AWS::EC2::Volume",
      ]
    ),
    (
      "warehouse",
      [
        "aws_redshift_cluster", "AWS::Redshift::Cluster",
      ]
    ),
    (
      "machine",
      [
        "aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration",
        "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration",
      ]
    ),
  ]

  private static let byType: [String: [Kind]] = typesByName.reduce(into: [:]) { all, kind in
    guard let made = byName[kind.name] else { return }
    for type in kind.types { all[type, default: []].append(made) }
  }
}
