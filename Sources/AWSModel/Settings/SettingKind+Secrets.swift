/// Settings of keys, and of what keeps secrets.
extension SettingKind {
  /// Keys.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key,
  /// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
  static let key = SettingKind(
    "key", "A key of KMS.", terraform: ["aws_kms_key"], cloudFormation: ["AWS::KMS::Key"],
    [
      Setting(
        "rotates", .bool, "Whether AWS makes new key material every year.",
        terraform: [.init("enable_key_rotation", default: .bool(false))],
        cloudFormation: [.init("EnableKeyRotation", default: .bool(false))]),
      Setting(
        "spec", .text, "Its kind: `SYMMETRIC_DEFAULT`, `RSA_2048`, `HMAC_256`.",
        terraform: [.init("customer_master_key_spec", default: .text("SYMMETRIC_DEFAULT"))],
        cloudFormation: [.init("KeySpec", default: .text("SYMMETRIC_DEFAULT"))]),
      Setting(
        "store", .text,
        "Where its material comes from, where that is said: `AWS_KMS`, an import, a key store of one's own.",
        terraform: [.init("custom_key_store_id")], cloudFormation: [.init("Origin")]),
    ])

  /// Secrets.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_rotation,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-rotationschedule.html
  static let secret = SettingKind(
    "secret", "A secret of Secrets Manager.", terraform: ["aws_secretsmanager_secret"],
    cloudFormation: ["AWS::SecretsManager::Secret"],
    [
      Setting(
        "name", .text, "Its name, if it has been given one.",
        terraform: [.init("name")],
        cloudFormation: [.init("Name")]),
      Setting(
        "rotates", .presence, "Whether it is changed from time to time.",
        terraform: [
          .init("secret_id", of: "aws_secretsmanager_secret_rotation", owner: "secret_id")
        ],
        cloudFormation: [
          .init("SecretId", of: "AWS::SecretsManager::RotationSchedule", owner: "SecretId")
        ]),
      Setting(
        "is_of_database", .presence, "Whether it is attached to a database.",
        terraform: [],
        cloudFormation: [
          .init(
            "TargetType", of: "AWS::SecretsManager::SecretTargetAttachment", owner: "SecretId")
        ]),
    ])

  /// Values of secrets that Terraform writes.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_version
  static let secretVersion = SettingKind(
    "secret_version", "A value of a secret of Secrets Manager.", terraform: ["aws_secretsmanager_secret_version"],
    cloudFormation: [],
    [
      Setting(
        "value", .parts("written_secret"), "The value, where it is written and kept in the state.",
        terraform: [
          .init("secret_string", notation: .value), .init("secret_binary", notation: .value),
        ], cloudFormation: [])
    ])

  /// Passwords and other secrets, where they are written.
  ///
  /// Sources: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html,
  /// https://developer.hashicorp.com/terraform/language/manage-sensitive-data
  static let writtenSecret = SettingKind(
    "written_secret", "The password of a database's first user, or the value of a secret, as the input writes it.",
    isPart: true,
    terraform: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_secretsmanager_secret_version"],
    cloudFormation: ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster"],
    [
      Setting(
        "is_shown", .password, "Whether it is written out, or comes from a parameter that is shown.",
        terraform: [.init("value", default: .bool(false))], cloudFormation: [.init("value", default: .bool(false))]),
      Setting(
        "is_given", .presence, "Whether there is one.",
        terraform: [.init("value", default: .bool(false))], cloudFormation: [.init("value", default: .bool(false))]),
    ])

  /// Snapshots and images, and whom they are shared with.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_snapshot,
  /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ami_launch_permission
  static let snapshot = SettingKind(
    "snapshot", "A snapshot of a database, or a permission to start an image.",
    terraform: ["aws_db_snapshot", "aws_db_cluster_snapshot", "aws_ami_launch_permission"], cloudFormation: [],
    [
      Setting(
        "shared_with", .texts, "The accounts that it is shared with; `all`: all there are.",
        terraform: [
          .init("shared_accounts", of: "aws_db_snapshot", "aws_db_cluster_snapshot"),
          .init("group", of: "aws_ami_launch_permission"),
        ], cloudFormation: [])
    ])

  /// Parameters of Systems Manager.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_parameter,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html
  static let storedParameter = SettingKind(
    "stored_parameter", "A parameter of the Parameter Store.", terraform: ["aws_ssm_parameter"],
    cloudFormation: ["AWS::SSM::Parameter"],
    [
      Setting(
        "value_type", .text, "`String`, `StringList` or `SecureString`.",
        terraform: [.init("type")], cloudFormation: [.init("Type")]),
      Setting(
        "has_sensitive_name", .sensitiveName, "Whether its name is one that only a secret has.",
        terraform: [.init("name", default: .bool(false))], cloudFormation: [.init("Name", default: .bool(false))]),
    ])
}
