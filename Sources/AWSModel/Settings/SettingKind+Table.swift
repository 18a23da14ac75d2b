/// All kinds, by their names and by the resource types that declare them; each is made when somebody asks for it.
extension SettingKind {
  package static func named(_ name: String) -> SettingKind? { byName[name]?() }

  /// The names of all kinds.
  package static var names: [String] { byName.keys.sorted() }

  /// The kind that resources of a type declare or add to; nil if there is none.
  package static func of(type: String) -> SettingKind? { byType[type]?() }

  private typealias Kind = @Sendable () -> SettingKind

  private static let byName: [String: Kind] = [
    "access_key": { accessKey }, "bucket": { bucket }, "database": { database }, "file_system": { fileSystem },
    "load_balancer": { loadBalancer },
    "log_group": { logGroup }, "machine": { machine }, "table": { table }, "trail": { trail }, "volume": { volume },
  ]

  /// A list of its own: most runs meet few of the kinds, and none should be made for its types.
  package static let typesByName: [(name: String, types: [String])] = [
    ("access_key", ["aws_iam_access_key", "AWS::IAM::AccessKey"]),
    (
      "bucket",
      [
        "aws_s3_bucket", "aws_s3_bucket_versioning", "aws_s3_bucket_public_access_block", "aws_s3_bucket_logging",
        "aws_s3_bucket_acl", "aws_s3_bucket_ownership_controls", "AWS::S3::Bucket",
      ]
    ),
    (
      "database",
      [
        "aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_docdb_cluster",
        "aws_docdb_cluster_instance",
        "aws_neptune_cluster", "aws_neptune_cluster_instance", "AWS::RDS::DBInstance", "AWS::RDS::DBCluster",
        "AWS::DocDB::DBCluster", "AWS::DocDB::DBInstance", "AWS::Neptune::DBCluster", "AWS::Neptune::DBInstance",
      ]
    ),
    ("file_system", ["aws_efs_file_system", "AWS::EFS::FileSystem"]),
    ("load_balancer", ["aws_lb", "aws_alb", "AWS::ElasticLoadBalancingV2::LoadBalancer"]),
    ("log_group", ["aws_cloudwatch_log_group", "AWS::Logs::LogGroup"]),
    (
      "machine",
      [
        "aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration",
        "AWS::EC2::Instance",
        "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration",
      ]
    ),
    ("table", ["aws_dynamodb_table", "AWS::DynamoDB::Table"]),
    ("trail", ["aws_cloudtrail", "AWS::CloudTrail::Trail"]),
    ("volume", ["aws_ebs_volume", "AWS::EC2::Volume"]),
  ]

  private static let byType: [String: Kind] = typesByName.reduce(into: [:]) { all, kind in
    let made = byName[kind.name]
    for type in kind.types { all[type] = made }
  }
}
