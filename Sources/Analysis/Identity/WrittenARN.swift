/// An ARN as a policy spells it, with stars that may stand for more than one of its fields.
///
/// In the pages of IAM a star that ends a field may reach past the colon, in those of S3 none does.
/// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
struct WrittenARN {
  private let text: String

  init(_ text: String) { self.text = text }

  /// Whether it names a resource only if a star stands for two fields: `arn:aws:dynamodb:*:table/prod-*`.
  ///
  /// What stands where an account would is none then.
  var isOfAnyFields: Bool {
    guard text.hasPrefix("arn:"), text.contains("*"), !text.contains("$") else { return false }
    let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count >= 5, fields[3].hasSuffix("*") else { return false }
    return !Self.mayBeAccount(fields[4])
  }

  /// Twelve digits, or who gives what AWS itself owns: `arn:aws:iam::aws:policy/…`.
  private static func mayBeAccount(_ field: Substring) -> Bool {
    field.allSatisfy { $0.isNumber || $0 == "*" || $0 == "?" } || ["aws", "cloudfront"].contains(field)
  }
}
