/// Settings of what keeps data.
extension SettingKind {
  /// Buckets, and what is declared apart from them.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_versioning,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_public_access_block,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
  static let bucket = SettingKind(
    "bucket", terraform: ["aws_s3_bucket"], cloudFormation: ["AWS::S3::Bucket"],
    [
      Setting(
        "is_versioned", .bool, "Whether it keeps old versions of its objects.",
        terraform: [
          .init("versioning.enabled", default: .bool(false)),
          .init(
            "versioning_configuration.status", of: "aws_s3_bucket_versioning", default: .bool(false), on: "Enabled",
            owner: "bucket"),
        ],
        cloudFormation: [.init("VersioningConfiguration.Status", default: .bool(false), on: "Enabled")]),
      publicAccess("blocks_public_acls", "ACLs that make something public are refused.", "block_public_acls"),
      publicAccess("ignores_public_acls", "ACLs that make something public count for nothing.", "ignore_public_acls"),
      publicAccess("blocks_public_policy", "a bucket policy that is public is refused.", "block_public_policy"),
      publicAccess(
        "restricts_public_buckets", "a public policy lets in nobody of other accounts.", "restrict_public_buckets"),
      Setting(
        "acl", .text, "The canned access control list that is written for it.",
        terraform: [.init("acl"), .init("acl", of: "aws_s3_bucket_acl", owner: "bucket")],
        cloudFormation: [.init("AccessControl")]),
      Setting(
        "acl_grants", .parts("acl_grant"), "What its access control list grants, where that is written out.",
        terraform: [
          .init("grant"), .init("access_control_policy.grant", of: "aws_s3_bucket_acl", owner: "bucket"),
        ],
        cloudFormation: []),
      Setting(
        "object_ownership", .text,
        "Who owns its objects; with `BucketOwnerEnforced` access control lists count for nothing.",
        terraform: [
          .init("rule.object_ownership", of: "aws_s3_bucket_ownership_controls", owner: "bucket")
        ],
        cloudFormation: [.init("OwnershipControls.Rules.ObjectOwnership")]),
      Setting(
        "logs_access", .presence, "Whether requests to it are logged.",
        terraform: [
          .init("logging", default: .bool(false)),
          .init("target_bucket", of: "aws_s3_bucket_logging", default: .bool(false), owner: "bucket"),
        ],
        cloudFormation: [.init("LoggingConfiguration", default: .bool(false))]),
      Setting(
        "log_bucket", .link("bucket"), "Where requests to it are logged.",
        terraform: [
          .init("logging.target_bucket"),
          .init("target_bucket", of: "aws_s3_bucket_logging", owner: "bucket"),
        ],
        cloudFormation: [.init("LoggingConfiguration.DestinationBucketName")]),
      Setting(
        "has_lifecycle", .presence, "Whether its objects expire or move to cheaper storage.",
        terraform: [
          .init("lifecycle_rule", default: .bool(false)),
          .init("rule", of: "aws_s3_bucket_lifecycle_configuration", owner: "bucket"),
        ],
        cloudFormation: [.init("LifecycleConfiguration", default: .bool(false))]),
      Setting(
        "encryption", .text, "How new objects are encrypted: `AES256`, `aws:kms`, `aws:kms:dsse`.",
        terraform: [
          .init(
            "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm",
            default: .text("AES256")),
          .init(
            "rule.apply_server_side_encryption_by_default.sse_algorithm",
            of: "aws_s3_bucket_server_side_encryption_configuration", default: .text("AES256"), owner: "bucket"),
        ],
        cloudFormation: [
          .init(
            "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.SSEAlgorithm",
            default: .text("AES256"))
        ]),
      Setting(
        "cors_rules", .parts("cors_rule"), "Which pages of other sites may use it.",
        terraform: [
          .init("cors_rule"), .init("cors_rule", of: "aws_s3_bucket_cors_configuration", owner: "bucket"),
        ],
        cloudFormation: [.init("CorsConfiguration.CorsRules")]),
    ])

  /// A grant of an access control list.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
  static let aclGrant = SettingKind(
    "acl_grant", "What an access control list lets one grantee do.", isPart: true,
    terraform: ["aws_s3_bucket", "aws_s3_bucket_acl"], cloudFormation: [],
    [
      Setting(
        "group", .text, "The group that it is for, by its URI.",
        terraform: [.init("uri", of: "aws_s3_bucket"), .init("grantee.uri", of: "aws_s3_bucket_acl")]),
      Setting(
        "account", .text, "The account that it is for, by its canonical id.",
        terraform: [.init("id", of: "aws_s3_bucket"), .init("grantee.id", of: "aws_s3_bucket_acl")]),
      Setting(
        "permissions", .texts, "`READ`, `WRITE`, `READ_ACP`, `WRITE_ACP` or `FULL_CONTROL`.",
        terraform: [.init("permissions", of: "aws_s3_bucket"), .init("permission", of: "aws_s3_bucket_acl")]),
    ])

  /// Rules of cross-origin resource sharing.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
  static let corsRule = SettingKind(
    "cors_rule", "A rule that lets pages of other sites use a bucket.", isPart: true,
    terraform: ["aws_s3_bucket", "aws_s3_bucket_cors_configuration"], cloudFormation: ["AWS::S3::Bucket"],
    [
      Setting(
        "origins", .texts, "Whose pages may.", terraform: [.init("allowed_origins")],
        cloudFormation: [.init("AllowedOrigins")]),
      Setting(
        "methods", .texts, "What they may do.", terraform: [.init("allowed_methods")],
        cloudFormation: [.init("AllowedMethods")]),
    ])

  /// One of the switches of Block Public Access: what a block leaves out is off; without a block a new bucket has all.
  private static func publicAccess(_ name: String, _ meaning: String, _ attribute: String) -> Setting {
    let property = attribute.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return Setting(
      name, .bool, "Whether \(meaning) Not set without a block of its own.",
      terraform: [
        .init(attribute, of: "aws_s3_bucket_public_access_block", default: .bool(false), owner: "bucket")
      ],
      cloudFormation: [
        .init("PublicAccessBlockConfiguration.\(property)", default: .bool(false), withoutBlock: .unset)
      ])
  }

  /// Databases of RDS, Aurora, DocumentDB and Neptune.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
  static let database = SettingKind(
    "database",
    terraform: [
      "aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_docdb_cluster",
      "aws_docdb_cluster_instance", "aws_neptune_cluster", "aws_neptune_cluster_instance",
    ],
    cloudFormation: [
      "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::DocDB::DBInstance",
      "AWS::Neptune::DBCluster", "AWS::Neptune::DBInstance",
    ],
    [
      Setting(
        "is_encrypted", .bool,
        "Whether its storage is encrypted; new clusters of Aurora are, whatever they say.",
        terraform: [
          .init(
            "storage_encrypted", of: "aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster",
            default: .bool(false),
            heirOf: [
              "snapshot_identifier", "replicate_source_db", "replication_source_identifier",
              "restore_to_point_in_time", "s3_import",
            ])
        ],
        cloudFormation: [
          .init(
            "StorageEncrypted", of: "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster",
            "AWS::Neptune::DBCluster", default: .bool(false),
            heirOf: [
              "DBSnapshotIdentifier", "SnapshotIdentifier", "SourceDBInstanceIdentifier", "SourceDBClusterIdentifier",
              "SourceDBInstanceAutomatedBackupsArn", "ReplicationSourceIdentifier",
            ])
        ]),
      Setting(
        "is_replica", .presence, "Whether it follows another database.",
        terraform: [
          .init("replicate_source_db", of: "aws_db_instance", default: .bool(false)),
          .init(
            "replication_source_identifier", of: "aws_rds_cluster", "aws_neptune_cluster", default: .bool(false)),
        ],
        cloudFormation: [
          .init("SourceDBInstanceIdentifier", of: "AWS::RDS::DBInstance", default: .bool(false)),
          .init("ReplicationSourceIdentifier", of: "AWS::RDS::DBCluster", default: .bool(false)),
        ]),
      Setting(
        "accepts_iam_tokens", .bool, "Whether one may log in with a token of IAM.",
        terraform: [
          .init(
            "iam_database_authentication_enabled", of: "aws_db_instance", "aws_rds_cluster", "aws_neptune_cluster",
            default: .bool(false))
        ],
        cloudFormation: [
          .init(
            "EnableIAMDatabaseAuthentication", of: "AWS::RDS::DBInstance", "AWS::RDS::DBCluster",
            default: .bool(false)),
          .init("IamAuthEnabled", of: "AWS::Neptune::DBCluster", default: .bool(false)),
        ]),
      Setting(
        "backup_days", .int, "For how many days backups are kept; 0: there are none.",
        terraform: [
          .init("backup_retention_period", of: "aws_db_instance", default: .int(0)),
          .init(
            "backup_retention_period", of: "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster",
            default: .int(1)),
        ],
        cloudFormation: [
          .init(
            "BackupRetentionPeriod", of: "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster",
            "AWS::Neptune::DBCluster", default: .int(1))
        ]),
      Setting(
        "is_protected", .bool, "Whether it cannot be deleted by accident.",
        terraform: [
          .init(
            "deletion_protection", of: "aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster",
            "aws_neptune_cluster", default: .bool(false))
        ],
        cloudFormation: [
          .init(
            "DeletionProtection", of: "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster",
            "AWS::Neptune::DBCluster", default: .bool(false))
        ]),
      Setting(
        "upgrades_minor_versions", .bool, "Whether AWS installs minor versions of the engine.",
        terraform: [
          .init(
            "auto_minor_version_upgrade", of: "aws_db_instance", "aws_rds_cluster_instance",
            "aws_docdb_cluster_instance", "aws_neptune_cluster_instance", default: .bool(true))
        ],
        cloudFormation: [
          .init(
            "AutoMinorVersionUpgrade", of: "AWS::RDS::DBInstance", "AWS::DocDB::DBInstance",
            "AWS::Neptune::DBInstance", default: .bool(true))
        ]),
      Setting(
        "logs_exports", .texts, "The logs that it sends to CloudWatch Logs.",
        terraform: [
          .init("enabled_cloudwatch_logs_exports", of: "aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster"),
          .init("enable_cloudwatch_logs_exports", of: "aws_neptune_cluster"),
        ],
        cloudFormation: [
          .init(
            "EnableCloudwatchLogsExports", of: "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster",
            "AWS::Neptune::DBCluster")
        ]),
      Setting(
        "follows", .link("database"), "The database that it is a replica of.",
        terraform: [
          .init("replicate_source_db", of: "aws_db_instance"),
          .init("replication_source_identifier", of: "aws_rds_cluster", "aws_neptune_cluster"),
        ],
        cloudFormation: [
          .init("SourceDBInstanceIdentifier", of: "AWS::RDS::DBInstance"),
          .init("ReplicationSourceIdentifier", of: "AWS::RDS::DBCluster"),
        ]),
      Setting(
        "engine_version", .text, "The version of the engine, if one is chosen.",
        terraform: [
          .init(
            "engine_version", of: "aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster")
        ],
        cloudFormation: [
          .init(
            "EngineVersion", of: "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster",
            "AWS::Neptune::DBCluster")
        ]),
      Setting(
        "is_of_cluster", .presence, "Whether it is an instance of a cluster.",
        terraform: [
          .init(
            "cluster_identifier", of: "aws_rds_cluster_instance", "aws_docdb_cluster_instance",
            "aws_neptune_cluster_instance", default: .bool(false))
        ],
        cloudFormation: [
          .init(
            "DBClusterIdentifier", of: "AWS::RDS::DBInstance", "AWS::DocDB::DBInstance", "AWS::Neptune::DBInstance",
            default: .bool(false))
        ]),
      Setting(
        "parameter_group", .link("parameter_group"), "Its parameter group, if it names one.",
        terraform: [
          .init("parameter_group_name", of: "aws_db_instance"),
          .init("db_cluster_parameter_group_name", of: "aws_rds_cluster", "aws_docdb_cluster"),
        ],
        cloudFormation: [
          .init("DBParameterGroupName", of: "AWS::RDS::DBInstance"),
          .init("DBClusterParameterGroupName", of: "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster"),
        ]),
      Setting(
        "parameter_group_name", .text, "The name of its parameter group, if it names one.",
        terraform: [
          .init("parameter_group_name", of: "aws_db_instance"),
          .init("db_cluster_parameter_group_name", of: "aws_rds_cluster", "aws_docdb_cluster"),
        ],
        cloudFormation: [
          .init("DBParameterGroupName", of: "AWS::RDS::DBInstance"),
          .init("DBClusterParameterGroupName", of: "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster"),
        ]),
      Setting(
        "password", .parts("written_secret"), "The password of its first user, where it is written.",
        terraform: [
          .init("password", of: "aws_db_instance", notation: .value),
          .init("master_password", of: "aws_rds_cluster", "aws_docdb_cluster", notation: .value),
        ],
        cloudFormation: [
          .init(
            "MasterUserPassword", of: "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster",
            notation: .value)
        ]),
      Setting(
        "most_storage", .int, "To how many GiB its storage may grow by itself; 0: it does not.",
        terraform: [.init("max_allocated_storage", of: "aws_db_instance", default: .int(0))],
        cloudFormation: [.init("MaxAllocatedStorage", of: "AWS::RDS::DBInstance", default: .int(0))]),
    ])

  /// File systems.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_file_system,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-efs-filesystem.html
  static let fileSystem = SettingKind(
    "file_system", "A file system of EFS.", terraform: ["aws_efs_file_system"],
    cloudFormation: ["AWS::EFS::FileSystem"],
    [
      Setting(
        "is_encrypted", .bool, "Whether it is encrypted at rest.",
        terraform: [.init("encrypted", default: .bool(false))],
        cloudFormation: [.init("Encrypted", default: .bool(false))])
    ])

  /// Tables.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
  static let table = SettingKind(
    "table", "A table of DynamoDB.", terraform: ["aws_dynamodb_table"],
    cloudFormation: ["AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable"],
    [
      Setting(
        "has_recovery", .bool, "Whether it can be restored to any point in time of the last weeks.",
        terraform: [.init("point_in_time_recovery.enabled", default: .bool(false))],
        cloudFormation: [
          .init("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", default: .bool(false))
        ])
    ])

  /// Volumes.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_volume,
  /// https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
  static let volume = SettingKind(
    "volume", "A volume of EBS.", terraform: ["aws_ebs_volume"], cloudFormation: ["AWS::EC2::Volume"],
    [
      Setting(
        "is_encrypted", .bool, "Whether it is encrypted.",
        terraform: [.init("encrypted", default: encryptionByDefault)],
        cloudFormation: [.init("Encrypted", default: encryptionByDefault)])
    ])

  static let encryptionByDefault = Setting.Absent.unknown("is what the account's setting of encryption by default says")
}
