import AWSModel
import Documents

/// Policies that are larger than AWS takes: what deploys them fails. White space does not count, and what is not known
/// counts for nothing.
///
/// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html,
/// https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
extension Draft {
  func checkPolicySizes(_ result: inout Infrastructure) {
    let found =
      result.identities.flatMap(Self.oversized)
      + result.managedPolicies.compactMap {
        Self.oversized("the policy \($0.id.address)", [$0.document], limit: 6_144)
      }
      + result.resourcePolicies.compactMap { policy in
        Self.limit(of: policy.kind).flatMap {
          Self.oversized("the policy \(policy.id.address)", [policy.document], limit: $0)
        }
      }
    result.diagnostics += found
  }

  private static func oversized(_ identity: Identity) -> [Diagnostic] {
    let limit =
      switch identity.kind {
      case .user: 2_048
      case .group: 5_120
      case .role: 10_240
      case .permissionSet: 32_768
      }
    let certain = identity.inlinePolicies.elements.filter { $0.existence.verdict == .yes }.map(\.document)
    return [
      oversized(
        "the inline policies of \(identity.id.address)", certain, limit: limit, help: "make managed policies of them",
        areSeveral: true),
      identity.trust.flatMap {
        oversized(
          "the trust policy of \(identity.id.address)", [$0], limit: 2_048,
          help: "AWS grants accounts that ask for it a quota of up to 4,096")
      },
    ].compactMap(\.self)
  }

  private static func limit(of kind: NamedResource.Kind) -> Int? {
    switch kind {
    case .bucket: 20_480
    case .key: 32_768
    case .accessPoint, .queue, .topic, .function, .layer, .repository, .publicRepository, .secret, .searchDomain,
      .fileSystem, .api, .backupVault, .eventBus, .vault, .table, .stream, .deliveryStream, .logGroup, .logDestination,
      .parameter,
      .stateMachine, .streamCluster, .packageDomain, .schemaRegistry, .tableBucket, .directoryBucket, .sender:
      nil
    }
  }

  /// Said at the largest of the documents.
  private static func oversized(
    _ what: String, _ documents: [PolicyDocument], limit: Int, help: String? = nil,
    areSeveral: Bool = false
  ) -> Diagnostic? {
    let size = documents.reduce(0) { $0 + $1.size }
    guard size > limit, let largest = documents.max(by: { $0.size < $1.size }) else { return nil }
    let verb = areSeveral || documents.count > 1 ? "have" : "has"
    return Diagnostic(
      .unreadable, "\(what) \(verb) \(size) characters without white space, more than the \(limit) that AWS takes",
      help: help, at: largest.place.range)
  }
}

extension Resolved {
  /// How many characters it has at least when it is written as JSON without white space.
  var leastSize: Int {
    func size(_ text: String) -> Int {
      // Properties of a character are looked up in tables; nearly all policies are ASCII.
      text.unicodeScalars.count {
        $0.isASCII ? $0.value != 0x20 && !(0x09...0x0D ~= $0.value) : !$0.properties.isWhitespace
      }
    }
    switch content {
    case .null, .unknown: return 0
    case .bool(let flag): return flag ? 4 : 5
    case .number(let digits): return digits.utf8.count
    case .text(let text):
      return text.parts.reduce(2) { sum, part in
        if case .literal(let text) = part { sum + size(text) } else { sum }
      }
    case .list(let values, _):
      let certain = values.filter { !$0.isNull && $0.doubt == nil }
      return certain.reduce(1) { $0 + $1.leastSize + 1 } + (certain.isEmpty ? 1 : 0)
    case .object(let members, _):
      let certain = members.filter { !$0.value.isNull && $0.value.doubt == nil }
      return certain.reduce(1) { $0 + size($1.key) + 3 + $1.value.leastSize + 1 } + (certain.isEmpty ? 1 : 0)
    case .oneOf(let options, _): return options.map(\.leastSize).min() ?? 0
    }
  }
}
