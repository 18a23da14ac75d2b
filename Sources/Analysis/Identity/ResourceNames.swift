import AWSModel

/// How texts of a policy that name resources of the input become patterns.
///
/// The same bucket may be named by a literal ARN, by the attribute that holds its ARN, or by its name inside of an
/// ARN. All become one form, so that they are equal: `arn:aws:s3:::` and the name, or a hole that stands for it.
struct ResourceNames {
  private let buckets: [ResourceID: Bucket]
  private let types: [ResourceID: String]

  init(_ infrastructure: Infrastructure) {
    buckets = Dictionary(infrastructure.buckets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    types = Dictionary(
      (infrastructure.unmodelled + infrastructure.allResources.map(\.declaration)).map { ($0.id, $0.type) },
      uniquingKeysWith: { first, _ in first })
  }

  func action(_ text: PartialText) -> GlobPattern { GlobPattern(text, foldingCase: true) }

  func resource(_ text: PartialText, expandingVariables: Bool) -> GlobPattern {
    GlobPattern(completed(normalized(text)), expandingVariables: expandingVariables)
  }

  /// The ARN of a bucket of the input, without the objects.
  func bucketARN(_ id: ResourceID) -> PartialText {
    PartialText([.literal("arn:aws:s3:::")] + bucketName(id))
  }

  private func normalized(_ text: PartialText) -> PartialText {
    PartialText(withPartition(text.parts).flatMap(expanded))
  }

  /// The partition of what is deployed is one, whatever its name; where it is not spelled it is written as `aws`.
  private func withPartition(_ parts: [PartialText.Part]) -> [PartialText.Part] {
    guard parts.count >= 3, case .literal("arn:") = parts[0], case .literal(let after) = parts[2], after.hasPrefix(":")
    else { return parts }
    switch parts[1] {
    case .literal: return parts
    case .attribute, .unknown: return [.literal("arn:aws")] + parts[2...]
    }
  }

  private func expanded(_ part: PartialText.Part) -> [PartialText.Part] {
    guard case .attribute(let id, let name) = part else { return [part] }
    let attribute = name.lowercased()
    if buckets[id] != nil {
      switch attribute {
      case "arn": return bucketARN(id).parts
      case "id", "bucket", "ref", "name", "bucket_name", "bucketname": return bucketName(id)
      default: return [part]
      }
    }
    // Any other ARN: at least its service is known to be not S3, unless the resource is one of S3's.
    guard attribute == "arn" || attribute.hasSuffix("_arn") || attribute.hasSuffix(".arn") else { return [part] }
    let service = isOfS3(id) ? "arn:aws:s3:" : "arn:aws:"
    return [.literal(service), .attribute(id, attribute)]
  }

  private func bucketName(_ id: ResourceID) -> [PartialText.Part] {
    if let name = buckets[id]?.name?.known?.literal { return [.literal(name)] }
    return [.attribute(id, "id")]
  }

  private func isOfS3(_ id: ResourceID) -> Bool {
    guard let type = types[id]?.lowercased() else { return false }
    return type.hasPrefix("aws_s3_") || type.hasPrefix("aws::s3::")
  }

  /// An ARN of fewer than six fields means any value of the others.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  private func completed(_ text: PartialText) -> PartialText {
    guard let literal = text.literal, literal.hasPrefix("arn:"), !literal.hasSuffix("*") else { return text }
    let colons = literal.utf8.count { $0 == UInt8(ascii: ":") }
    return colons >= 5 ? text : PartialText(literal + String(repeating: ":*", count: 5 - colons))
  }
}
