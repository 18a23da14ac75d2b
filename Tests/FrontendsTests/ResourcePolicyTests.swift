import AWSModel
import Testing

@testable import Frontends

/// Policies of resources, with and without a resource of their own, in both languages.
@Suite struct ResourcePolicyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: NamedResource.Kind
    /// The type, the resources that declare a policy of `it`, as the body of a section.
    let resources: String
    var testDescription: String { kind.rawValue }
  }

  private static let statement =
    #"{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}}"#

  private static func apart(
    _ kind: NamedResource.Kind, _ type: String, _ arguments: String = "", policy: String, _ subject: String,
    of attribute: String, _ key: String = "policy"
  ) -> Case {
    Case(
      kind: kind,
      resources: """
        "\(type)": {"it": {\(arguments)}}, "\(policy)":
        {"its": {"\(subject)": "${\(type).it.\(attribute)}", "\(key)": "\(statement)"}}
        """)
  }

  private static let terraformCases = [
    apart(.bucket, "aws_s3_bucket", policy: "aws_s3_bucket_policy", "bucket", of: "id"),
    apart(.queue, "aws_sqs_queue", policy: "aws_sqs_queue_policy", "queue_url", of: "url"),
    apart(.topic, "aws_sns_topic", policy: "aws_sns_topic_policy", "arn", of: "arn"),
    apart(.key, "aws_kms_key", policy: "aws_kms_key_policy", "key_id", of: "key_id"),
    apart(.repository, "aws_ecr_repository", policy: "aws_ecr_repository_policy", "repository", of: "name"),
    apart(
      .secret, "aws_secretsmanager_secret", policy: "aws_secretsmanager_secret_policy", "secret_arn", of: "arn"),
    apart(.table, "aws_dynamodb_table", policy: "aws_dynamodb_resource_policy", "resource_arn", of: "arn"),
    apart(.stream, "aws_kinesis_stream", policy: "aws_kinesis_resource_policy", "resource_arn", of: "arn"),
    apart(
      .accessPoint, "aws_s3_access_point", policy: "aws_s3control_access_point_policy", "access_point_arn", of: "arn"),
    apart(
      .searchDomain, "aws_opensearch_domain", policy: "aws_opensearch_domain_policy", "domain_name",
      of: "domain_name", "access_policies"),
    apart(.fileSystem, "aws_efs_file_system", policy: "aws_efs_file_system_policy", "file_system_id", of: "id"),
    apart(
      .api, "aws_api_gateway_rest_api", policy: "aws_api_gateway_rest_api_policy", "rest_api_id", of: "id"),
    apart(.backupVault, "aws_backup_vault", policy: "aws_backup_vault_policy", "backup_vault_name", of: "name"),
    apart(
      .eventBus, "aws_cloudwatch_event_bus", policy: "aws_cloudwatch_event_bus_policy", "event_bus_name", of: "name"),
    apart(
      .publicRepository, "aws_ecrpublic_repository", policy: "aws_ecrpublic_repository_policy", "repository_name",
      of: "repository_name"),
    apart(
      .backupVault, "aws_backup_logically_air_gapped_vault", policy: "aws_backup_vault_policy", "backup_vault_name",
      of: "name"),
    apart(.key, "aws_kms_external_key", policy: "aws_kms_key_policy", "key_id", of: "key_id"),
    apart(.key, "aws_kms_replica_key", policy: "aws_kms_key_policy", "key_id", of: "key_id"),
    apart(.vault, "aws_glacier_vault", policy: "aws_glacier_vault_lock", "vault_name", of: "name"),
  ]

  @Test(arguments: terraformCases) func inTerraform(_ example: Case) throws {
    let model = try TerraformFixture.configuration("{\"resource\": {\(example.resources)}}")
    let policy = try #require(model.resourcePolicies.first)
    #expect(model.resourcePolicies.count == 1)
    #expect(policy.kind == example.kind)
    #expect(policy.subject.target.id?.address.hasSuffix(".it") == true)
    #expect(policy.document.statements.elements.map(\.effect.known) == [.deny])
    #expect(model.unmodelled.isEmpty)
  }

  private static let policy =
    #"{Statement: {Effect: Deny, Principal: "*", Action: "*", Resource: "*"}}"#

  private static let cloudFormationCases = [
    (NamedResource.Kind.bucket, "AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Bucket: !Ref It", "PolicyDocument"),
    (.queue, "AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues: [!Ref It]", "PolicyDocument"),
    (.topic, "AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics: [!Ref It]", "PolicyDocument"),
    (
      .secret, "AWS::SecretsManager::Secret", "AWS::SecretsManager::ResourcePolicy", "SecretId: !Ref It",
      "ResourcePolicy"
    ),
    (.key, "AWS::KMS::Key", "", "", "KeyPolicy"),
    (.key, "AWS::KMS::ReplicaKey", "", "", "KeyPolicy"),
    (.publicRepository, "AWS::ECR::PublicRepository", "", "", "RepositoryPolicyText"),
    (.backupVault, "AWS::Backup::LogicallyAirGappedBackupVault", "", "", "AccessPolicy"),
    (.repository, "AWS::ECR::Repository", "", "", "RepositoryPolicyText"),
    (.searchDomain, "AWS::OpenSearchService::Domain", "", "", "AccessPolicies"),
    (.fileSystem, "AWS::EFS::FileSystem", "", "", "FileSystemPolicy"),
    (.api, "AWS::ApiGateway::RestApi", "", "", "Policy"),
    (.backupVault, "AWS::Backup::BackupVault", "", "", "AccessPolicy"),
    (.eventBus, "AWS::Events::EventBus", "", "", "Policy"),
  ]

  @Test(arguments: cloudFormationCases)
  func inCloudFormation(
    _ kind: NamedResource.Kind, _ type: String, _ policyType: String, _ subject: String, _ key: String
  ) throws {
    let own = policyType.isEmpty ? ", Properties: {\(key): \(Self.policy)}" : ""
    let apart = "Its: {Type: \(policyType), Properties: {\(subject), \(key): \(Self.policy)}}"
    let template = try TemplateUnderTest(
      "Resources:\n  It: {Type: \(type)\(own)}\n" + (policyType.isEmpty ? "" : "  \(apart)\n"))
    let policies = template.infrastructure.resourcePolicies
    #expect(policies.map(\.kind) == [kind])
    #expect(policies.first?.subject.target == .resource(template.id("It")))
    #expect(policies.first?.document.statements.elements.map(\.effect.known) == [.deny])
  }

  /// A permission of a function is a statement of its policy.
  @Test func permissions() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        It: {Type: AWS::Lambda::Function, Properties: {Role: r, Code: {}}}
        May:
          Type: AWS::Lambda::Permission
          Properties:
            FunctionName: !Ref It
            Action: lambda:InvokeFunction
            Principal: s3.amazonaws.com
            SourceAccount: "111111111111"
      """)
    let policy = try #require(template.infrastructure.resourcePolicies.first)
    let statement = try #require(policy.document.statements.elements.first)
    #expect(policy.subject.target == .resource(template.id("It")))
    #expect(statement.principals?.principals.elements.map(\.kind) == ["Service"])
    #expect(statement.conditions.elements.map(\.key) == ["aws:SourceAccount"])
  }

  /// A lock of a vault leaves the policy that the vault has.
  @Test func locksOfVaults() throws {
    let model = try TerraformFixture.configuration(
      """
      {"resource": {"aws_glacier_vault": {"it": {"name": "it", "access_policy": "\(Self.statement)"}},
        "aws_glacier_vault_lock": {"its": {"vault_name": "${aws_glacier_vault.it.name}", "policy": "\(Self.statement)"}}}}
      """)
    #expect(
      model.resourcePolicies.map(\.subject.target.id?.address) == ["aws_glacier_vault.it", "aws_glacier_vault.it"])
  }

  /// The users of a group have what is attached to it, in Terraform as in CloudFormation.
  @Test func memberships() throws {
    let policy = #"{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}"#
    let model = try TerraformFixture.configuration(
      """
      {"resource": {
        "aws_iam_group": {"all": {"name": "all"}}, "aws_iam_user": {"ann": {"name": "ann"}, "bob": {"name": "bob"}},
        "aws_iam_group_policy": {"all": {"group": "${aws_iam_group.all.name}", "policy": "\(policy)"}},
        "aws_iam_user_group_membership":
          {"ann": {"user": "${aws_iam_user.ann.name}", "groups": ["${aws_iam_group.all.name}"]}}}}
      """)
    let users = model.identities.filter { $0.kind == .user }
    #expect(users.map(\.inlinePolicies.elements.count).sorted() == [0, 1])
  }

  /// A property that a condition may leave out is a condition that a caller may not have to meet.
  @Test func permissionsThatMayNotRequire() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {Account: {Type: String}}
      Conditions: {Known: !Not [!Equals [!Ref Account, ""]]}
      Resources:
        It: {Type: AWS::Lambda::Function, Properties: {Role: r, Code: {}}}
        May:
          Type: AWS::Lambda::Permission
          Properties:
            FunctionName: !Ref It
            Action: lambda:InvokeFunction
            Principal: s3.amazonaws.com
            SourceArn: arn:aws:s3:::b
            SourceAccount: !If [Known, !Ref Account, !Ref "AWS::NoValue"]
      """)
    let policy = try #require(template.infrastructure.resourcePolicies.first)
    let conditions = try #require(policy.document.statements.elements.first?.conditions)
    #expect(conditions.elements.map(\.key) == ["aws:SourceArn"])
    #expect(conditions.rest.map(\.subject) == ["condition Known"])
  }
}
