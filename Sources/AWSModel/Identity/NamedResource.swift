import NetSpace

/// A resource that policies name by its ARN, and that may have a policy of its own.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
package struct NamedResource: Resource {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case bucket
    case accessPoint = "access point"
    case queue
    case topic
    case key
    case function
    case layer
    case repository
    case publicRepository = "public repository"
    case secret
    case searchDomain = "search domain"
    case fileSystem = "file system"
    case api = "API"
    case backupVault = "backup vault"
    case eventBus = "event bus"
    case vault
    case table
    case stream
    case deliveryStream = "delivery stream"
    case logGroup = "log group"
    case logDestination = "log destination"
    case parameter
    case stateMachine = "state machine"
    case streamCluster = "stream cluster"
    case packageDomain = "package domain"
    case schemaRegistry = "schema registry"
    case tableBucket = "table bucket"
    case directoryBucket = "directory bucket"
    case sender
  }

  package let declaration: Declaration
  package let kind: Kind
  /// As it stands in the ARN; nil where AWS or the tool invents one.
  package let name: Attribute<PartialText>?
  /// Where it is, if the input says so.
  package let region: String?
  /// The bucket that an access point leads to.
  package let bucket: Link?
  /// Whether requests come to it from one VPC alone.
  package let isOfVPC: Verdict

  package init(
    declaration: Declaration, kind: Kind, name: Attribute<PartialText>?, region: String? = nil, bucket: Link? = nil,
    isOfVPC: Verdict = .no
  ) {
    self.declaration = declaration
    self.kind = kind
    self.name = name
    self.region = region
    self.bucket = bucket
    self.isOfVPC = isOfVPC
  }
}

extension NamedResource.Kind {
  /// The prefix of the actions that the policy of such a resource is about.
  package var service: String {
    switch self {
    case .bucket, .accessPoint: "s3"
    case .queue: "sqs"
    case .topic: "sns"
    case .key: "kms"
    case .function, .layer: "lambda"
    case .repository: "ecr"
    case .publicRepository: "ecr-public"
    case .secret: "secretsmanager"
    case .searchDomain: "es"
    case .fileSystem: "elasticfilesystem"
    case .api: "execute-api"
    case .backupVault: "backup"
    case .eventBus: "events"
    case .vault: "glacier"
    case .table: "dynamodb"
    case .stream: "kinesis"
    case .deliveryStream: "firehose"
    case .logGroup, .logDestination: "logs"
    case .parameter: "ssm"
    case .stateMachine: "states"
    case .streamCluster: "kafka"
    case .packageDomain: "codeartifact"
    case .schemaRegistry: "schemas"
    case .tableBucket: "s3tables"
    case .directoryBucket: "s3express"
    case .sender: "ses"
    }
  }

  /// What stands in the sixth field of the ARN before the name, and after it.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  private var decoration: (before: String, after: String) {
    switch self {
    case .bucket, .queue, .topic, .api: ("", "")
    case .accessPoint: ("accesspoint/", "")
    case .key: ("key/", "")
    case .function: ("function:", "")
    // Of a version the number follows.
    case .layer: ("layer:", "")
    case .repository, .publicRepository: ("repository/", "")
    // Secrets Manager adds a hyphen and six characters of its own to the name.
    case .secret: ("secret:", "-??????")
    case .searchDomain: ("domain/", "")
    case .fileSystem: ("file-system/", "")
    case .backupVault: ("backup-vault:", "")
    case .eventBus: ("event-bus/", "")
    case .vault: ("vaults/", "")
    case .table: ("table/", "")
    case .stream: ("stream/", "")
    case .deliveryStream: ("deliverystream/", "")
    case .logGroup: ("log-group:", "")
    case .logDestination: ("destination:", "")
    case .parameter: ("parameter/", "")
    case .stateMachine: ("stateMachine:", "")
    // An identifier that AWS gives follows.
    case .streamCluster: ("cluster/", "/*")
    case .packageDomain: ("domain/", "")
    case .schemaRegistry: ("registry/", "")
    case .tableBucket, .directoryBucket: ("bucket/", "")
    case .sender: ("identity/", "")
    }
  }

  /// What inside of the resource has an ARN of its own: objects of a bucket, methods of an API.
  package var innerSeparators: [String] {
    switch self {
    case .bucket, .api, .searchDomain: ["/"]
    case .accessPoint: ["/object/"]
    case .table, .stream, .tableBucket: ["/"]
    case .function, .layer: [":"]
    case .queue, .topic, .key, .repository, .publicRepository, .secret, .fileSystem, .backupVault, .eventBus, .vault,
      .deliveryStream, .logGroup, .logDestination, .parameter, .stateMachine, .streamCluster, .packageDomain,
      .schemaRegistry,
      .directoryBucket, .sender:
      []
    }
  }

  /// What the service authorization reference calls what is inside of the resource, where some actions are on that alone.
  package var innerType: String? {
    switch self {
    case .bucket: "object"
    case .api: "execute-api-general"
    case .accessPoint, .queue, .topic, .key, .function, .layer, .repository, .publicRepository, .secret, .searchDomain,
      .fileSystem, .backupVault,
      .eventBus, .vault, .table, .stream, .deliveryStream, .logGroup, .logDestination, .parameter, .stateMachine,
      .streamCluster,
      .packageDomain, .schemaRegistry, .tableBucket, .directoryBucket, .sender:
      nil
    }
  }

  /// How the names of the actions begin that are on what is inside of the resource alone, where the reference lists them
  /// for the resource itself: requests to a search domain are about its indexes.
  ///
  /// Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html (Resource-based policies)
  package var innerActionPrefix: String? { self == .searchDomain ? "ESHttp" : nil }

  /// The ARN of a resource of this kind, of the partition `aws`.
  package func arn(name: PartialText, region: PartialText, account: PartialText) -> PartialText {
    let (before, after) = decoration
    let start = PartialText("arn:aws:\(service):")
    if self == .bucket { return start + PartialText("::") + name }
    // The slash before the name of a parameter is that of its path, if it has one.
    let region = self == .publicRepository ? PartialText("") : region
    let name = self == .parameter ? name.droppingPrefix("/") : name
    return start + region + PartialText(":") + account + PartialText(":" + before) + name + PartialText(after)
  }
}

extension PartialText {
  fileprivate func droppingPrefix(_ prefix: String) -> PartialText {
    guard case .literal(let text)? = parts.first, text.hasPrefix(prefix) else { return self }
    return PartialText([.literal(String(text.dropFirst(prefix.count)))] + parts.dropFirst())
  }
}
