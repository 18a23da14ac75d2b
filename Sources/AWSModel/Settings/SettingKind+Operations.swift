/// What records what happens: trails and log groups.
extension SettingKind {
  /// Trails.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html
  static let trail = SettingKind(
    "trail", "A trail of CloudTrail: the record of who called which API.",
    terraform: ["aws_cloudtrail"], cloudFormation: ["AWS::CloudTrail::Trail"],
    [
      Setting(
        "is_logging", .bool, "Whether it records anything.",
        terraform: [.init("enable_logging", default: .bool(true))], cloudFormation: [.init("IsLogging")]),
      Setting(
        "is_multi_region", .bool, "Whether it records the events of all regions.",
        terraform: [.init("is_multi_region_trail", default: .bool(false))],
        cloudFormation: [.init("IsMultiRegionTrail", default: .bool(false))]),
      Setting(
        "validates_log_files", .bool, "Whether digests prove that its files were not changed.",
        terraform: [.init("enable_log_file_validation", default: .bool(false))],
        cloudFormation: [.init("EnableLogFileValidation", default: .bool(false))]),
      Setting(
        "kms_key", .text, "The customer's key that its files are encrypted with.",
        terraform: [.init("kms_key_id")], cloudFormation: [.init("KMSKeyId")]),
      Setting(
        "log_bucket", .link("bucket"), "Where its files are kept.",
        terraform: [.init("s3_bucket_name")], cloudFormation: [.init("S3BucketName")]),
      Setting(
        "has_insights", .presence, "Whether it looks for unusual activity.",
        terraform: [.init("insight_selector", default: .bool(false))],
        cloudFormation: [.init("InsightSelectors", default: .bool(false))]),
    ])

  /// Log groups.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_group,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
  static let logGroup = SettingKind(
    "log_group", "A log group of CloudWatch Logs.",
    terraform: ["aws_cloudwatch_log_group"], cloudFormation: ["AWS::Logs::LogGroup"],
    [
      Setting(
        "retention_days", .int, "For how many days events are kept; 0: for ever.",
        terraform: [.init("retention_in_days", default: .int(0))],
        cloudFormation: [.init("RetentionInDays", default: .int(0))]),
      Setting(
        "kms_key", .text, "The customer's key that it is encrypted with.",
        terraform: [.init("kms_key_id")], cloudFormation: [.init("KmsKeyId")]),
    ])

  /// S3 backends, which configurations in JSON show, and neither plans nor states.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
  static let stateBackend = SettingKind(
    "state_backend", "Where Terraform keeps its state, as far as that is S3.",
    terraform: ["terraform.backend"], cloudFormation: [],
    [
      Setting(
        "bucket", .link("bucket"), "The bucket that it is kept in.", terraform: [.init("bucket")], cloudFormation: []),
      Setting(
        "locks_file", .bool, "Whether a file in the bucket keeps two runs apart.",
        terraform: [.init("use_lockfile", default: .bool(false))], cloudFormation: []),
      Setting(
        "lock_table", .text, "The table of DynamoDB that keeps two runs apart.",
        terraform: [.init("dynamodb_table")], cloudFormation: []),
    ])

  /// Alarms.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
  static let alarm = SettingKind(
    "alarm", "An alarm of CloudWatch.", terraform: ["aws_cloudwatch_metric_alarm"],
    cloudFormation: ["AWS::CloudWatch::Alarm"],
    [
      Setting(
        "is_on", .bool, "Whether it does anything at all.",
        terraform: [.init("actions_enabled", default: .bool(true))],
        cloudFormation: [.init("ActionsEnabled", default: .bool(true))]),
      Setting(
        "has_alarm_action", .presence, "Whether anybody is told when it goes off.",
        terraform: [.init("alarm_actions", default: .bool(false))],
        cloudFormation: [.init("AlarmActions", default: .bool(false))]),
      Setting(
        "database", .link("database"), "The database that it watches.",
        terraform: [.init("dimensions.DBInstanceIdentifier"), .init("dimensions.DBClusterIdentifier")],
        cloudFormation: [
          .init("Dimensions", key: "DBInstanceIdentifier"), .init("Dimensions", key: "DBClusterIdentifier"),
        ]),
      Setting(
        "has_other_action", .presence, "Whether anything happens when it ends, or has no data.",
        terraform: [
          .init("ok_actions", default: .bool(false)), .init("insufficient_data_actions", default: .bool(false)),
        ],
        cloudFormation: [
          .init("OKActions", default: .bool(false)), .init("InsufficientDataActions", default: .bool(false)),
        ]),
    ])
}
