import Documents

/// Where what is there already is: its ARNs say it.
extension TerraformPlan {
  /// The account of the resources; nil if no ARN of them is known, or if they may be in several.
  var account: String? {
    let accounts = Set(resources.compactMap { $0.isData ? nil : $0.arn?.account })
    guard accounts.count == 1, !hasSeveralCredentials else { return nil }
    return accounts.first
  }

  /// Whether what is still to be made may belong to another account than what is there.
  private var hasSeveralCredentials: Bool {
    let all = providers?.members.map { $0.value } ?? []
    return all.count > 1
      && all.contains { provider in Self.credentials.contains { provider["expressions"]?[$0] != nil } }
  }

  /// Arguments of a provider that say as whom it acts.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#argument-reference
  private static let credentials = [
    "access_key", "assume_role", "assume_role_with_web_identity", "profile", "shared_config_files",
    "shared_credentials_files", "token",
  ]
}

extension PlanResource {
  /// The region and the account in its ARN, if that is known.
  var arn: (region: String?, account: String?)? {
    guard let text = knownText("arn"), text.hasPrefix("arn:") else { return nil }
    let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else { return nil }
    let isAccount = fields[4].utf8.count == 12 && fields[4].utf8.allSatisfy { (0x30...0x39).contains($0) }
    return (fields[3].isEmpty ? nil : String(fields[3]), isAccount ? String(fields[4]) : nil)
  }
}
