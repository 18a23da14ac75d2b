import AWSModel

/// Resources that have policies of their own, and those policies.
extension CloudFormationAdapters {
  /// The types, with the properties that hold a name and a policy.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
  static let policyTypes: [String: Adapter] = [
    "AWS::ApiGateway::RestApi": restAPI,
    "AWS::Backup::BackupVault": named(.backupVault, name: "BackupVaultName", policy: "AccessPolicy"),
    "AWS::Backup::LogicallyAirGappedBackupVault": named(
      .backupVault, name: "BackupVaultName", policy: "AccessPolicy"),
    "AWS::CodeArtifact::Domain": named(.packageDomain, name: "DomainName", policy: "PermissionsPolicyDocument"),
    "AWS::DynamoDB::GlobalTable": named(.table, name: "TableName", policy: nil),
    "AWS::DynamoDB::Table": table,
    "AWS::ECR::PublicRepository": named(
      .publicRepository, name: "RepositoryName", policy: "RepositoryPolicyText"),
    "AWS::ECR::RegistryPolicy": registryPolicy,
    "AWS::ECR::Repository": named(.repository, name: "RepositoryName", policy: "RepositoryPolicyText"),
    "AWS::EventSchemas::Registry": named(.schemaRegistry, name: "RegistryName", policy: nil),
    "AWS::EventSchemas::RegistryPolicy": policy(.schemaRegistry, of: "RegistryName", "Policy"),
    "AWS::Events::EventBus": named(.eventBus, name: "Name", policy: "Policy"),
    "AWS::Events::EventBusPolicy": busPolicy,
    "AWS::KMS::Key": named(.key, name: nil, policy: "KeyPolicy"),
    "AWS::KMS::ReplicaKey": named(.key, name: nil, policy: "KeyPolicy"),
    "AWS::Kinesis::ResourcePolicy": policy(.stream, of: "ResourceArn", "ResourcePolicy"),
    "AWS::Kinesis::Stream": named(.stream, name: "Name", policy: nil),
    "AWS::KinesisFirehose::DeliveryStream": named(.deliveryStream, name: "DeliveryStreamName", policy: nil),
    "AWS::Lambda::Alias": qualifier(named: "Name"),
    "AWS::Lambda::LayerVersion": named(.layer, name: "LayerName", policy: nil),
    "AWS::Lambda::LayerVersionPermission": layerPermission,
    "AWS::Lambda::Permission": functionPermission,
    "AWS::Lambda::ResourcePolicy": policy(.function, of: "ResourceArn", named: .function),
    "AWS::Lambda::Version": qualifier(named: nil),
    "AWS::Logs::Destination": named(.logDestination, name: "DestinationName", policy: "DestinationPolicy"),
    "AWS::Logs::LogGroup": named(.logGroup, name: "LogGroupName", policy: "ResourcePolicyDocument"),
    "AWS::Logs::ResourcePolicy": logPolicy,
    "AWS::MSK::ClusterPolicy": policy(.streamCluster, of: "ClusterArn", "Policy"),
    "AWS::S3::AccessPoint": accessPoint,
    "AWS::S3Express::BucketPolicy": policy(.directoryBucket, of: "Bucket"),
    "AWS::S3Express::DirectoryBucket": named(.directoryBucket, name: "BucketName", policy: nil),
    "AWS::S3Tables::TableBucket": named(.tableBucket, name: "TableBucketName", policy: nil),
    "AWS::S3Tables::TableBucketPolicy": policy(.tableBucket, of: "TableBucketARN", "ResourcePolicy"),
    "AWS::SES::EmailIdentity": named(.sender, name: "EmailIdentity", policy: nil),
    "AWS::SNS::Topic": named(.topic, name: "TopicName", policy: nil),
    "AWS::SNS::TopicInlinePolicy": policy(.topic, of: "TopicArn"),
    "AWS::SNS::TopicPolicy": policy(.topic, of: "Topics"),
    "AWS::SQS::Queue": named(.queue, name: "QueueName", policy: nil),
    "AWS::SQS::QueueInlinePolicy": policy(.queue, of: "Queue", named: .queue),
    "AWS::SQS::QueuePolicy": policy(.queue, of: "Queues", named: .queue),
    "AWS::SSM::Parameter": named(.parameter, name: "Name", policy: nil),
    "AWS::SecretsManager::ResourcePolicy": policy(.secret, of: "SecretId", "ResourcePolicy"),
    "AWS::SecretsManager::Secret": named(.secret, name: "Name", policy: nil),
    "AWS::Serverless::SimpleTable": named(.table, name: "TableName", policy: nil),
    "AWS::StepFunctions::StateMachine": named(.stateMachine, name: "StateMachineName", policy: nil),
  ]

  private static func named(_ kind: NamedResource.Kind, name: String?, policy: String?) -> Adapter {
    { resource, draft in resource.addNamed(kind, name: name, policy: policy, into: &draft) }
  }

  /// A table, whose policy stands in a part of its own.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
  @Sendable private static func table(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.table, name: "TableName", policy: nil, into: &draft)
    if let policy = resource.fields.block("ResourcePolicy") {
      resource.addOwnPolicy(.table, "PolicyDocument", of: policy, into: &draft)
    }
  }

  private static func policy(
    _ kind: NamedResource.Kind, of subject: String, named: NamedKind? = nil, _ key: String = "PolicyDocument"
  ) -> Adapter {
    { resource, draft in resource.addPolicy(kind, of: subject, named: named, key, into: &draft) }
  }

  /// What the log groups of an account let others do, services of AWS above all.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html
  @Sendable private static func logPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addPolicyOfAll(.logGroup, "PolicyDocument", into: &draft)
  }

  /// What the registry of an account lets others do with all of its repositories.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-registrypolicy.html
  @Sendable private static func registryPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addPolicyOfAll(.repository, "PolicyText", into: &draft)
  }

  /// An access point, with the bucket that it leads to.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-accesspoint.html
  @Sendable private static func accessPoint(_ resource: ResourceFields, into draft: inout Draft) {
    let bucket = resource.required("Bucket", named: .bucket)
    resource.addNamed(
      .accessPoint, name: "Name", policy: "Policy", bucket: bucket, isOfVPC: resource.declares("VpcConfiguration"),
      into: &draft)
  }

  /// A statement of the policy of a function.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html
  @Sendable private static func functionPermission(_ resource: ResourceFields, into draft: inout Draft) {
    let function = resource.required("FunctionName", named: .function)
    let permission = DeclaredPermission(
      resource: resource, principal: "Principal", action: "Action",
      conditions: [
        ("SourceArn", "ArnLike", "aws:SourceArn"), ("SourceAccount", "StringEquals", "aws:SourceAccount"),
        ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
        ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
        ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
        ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
      ], on: function.target.id.flatMap { resource.fields.qualified($0, in: "FunctionName") })
    resource.add(permission.document, .function, of: function, into: &draft)
  }

  /// A version of a function, or an alias for one.
  ///
  /// Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html,
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html
  private static func qualifier(named key: String?) -> Adapter {
    { resource, draft in
      let function = resource.required("FunctionName", named: .function)
      resource.addQualifier(of: function, named: key, into: &draft)
    }
  }

  /// A statement of the policy of a version of a layer.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversionpermission.html
  @Sendable private static func layerPermission(_ resource: ResourceFields, into draft: inout Draft) {
    let permission = DeclaredPermission(
      resource: resource, principal: "Principal", action: "Action",
      conditions: [("OrganizationId", "StringEquals", "aws:PrincipalOrgID")])
    resource.add(permission.document, .layer, of: resource.required("LayerVersionArn"), into: &draft)
  }

  /// A statement of its own, or the parts of one.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
  @Sendable private static func busPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let document: PolicyDocument
    if fields.has("Statement") {
      // The statement stands where a policy has its statements.
      document = PolicyReader(context: resource.context).statements(of: fields)
    } else {
      document = resource.busPermission(
        principal: "Principal", action: "Action", condition: "Condition", ("Type", "Key", "Value"))
    }
    let bus = fields.link("EventBusName") ?? Link(.external("default"), at: resource.place, origin: .default)
    resource.add(document, .eventBus, of: bus, into: &draft)
  }
}
