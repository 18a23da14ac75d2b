/// The condition keys of all services, those that begin with `aws:`.
///
/// One that is not among them is in no request: a condition on it is one on what is absent.
package enum GlobalConditionKey {
  private static let prefix = "aws:"

  /// Those of the page that lists them.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  private static let listed = [
    "AssumedRoot", "CalledVia", "CalledViaAWSMCP", "CalledViaFirst", "CalledViaLast", "ChatbotSourceArn", "CurrentTime",
    "Ec2InstanceSourcePrivateIPv4", "Ec2InstanceSourceVpc", "EpochTime", "FederatedProvider", "IsMcpServiceAction",
    "MultiFactorAuthAge", "MultiFactorAuthPresent", "PrincipalAccount", "PrincipalArn", "PrincipalIsAWSService",
    "PrincipalOrgID", "PrincipalOrgPaths", "PrincipalServiceName", "PrincipalServiceNamesList", "PrincipalType",
    "referer", "RequestedRegion", "ResourceAccount", "ResourceOrgID", "ResourceOrgPaths", "SecureTransport",
    "SignInSessionArn", "SourceAccount", "SourceArn", "SourceIdentity", "SourceIp", "SourceOrgID", "SourceOrgPaths",
    "SourceVpc", "SourceVpcArn", "SourceVpce", "TagKeys", "TokenIssueTime", "UserAgent", "userid", "username",
    "ViaAWSMCPService", "ViaAWSService", "VpceAccount", "VpceOrgID", "VpceOrgPaths", "VpcSourceIp",
  ]

  /// Keys that the page leaves out and policies of AWS's own have, or its policy simulator fills in.
  ///
  /// Sources: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html,
  /// https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html,
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
  private static let unlisted = ["PrincipalId", "PrincipalOrgMasterAccountId", "SourceOwner", "Type"]

  /// Those that the key of a tag follows, after a slash.
  private static let ofTags = ["PrincipalTag", "RequestTag", "ResourceTag"]

  /// All of them, those of tags with what stands for a tag.
  package static let spellings =
    (listed + unlisted).map { prefix + $0 } + ofTags.map { "\(prefix)\($0)/tag-key" }

  private static let known = Set((listed + unlisted).map { prefix + $0.lowercased() })
  private static let tagPrefixes = ofTags.map { "\(prefix)\($0.lowercased())/" }

  /// Whether no request has the key: it is written as one of all services, and is none.
  ///
  /// `aws:timestream:…` is a service's own.
  package static func isOfNoRequest(_ key: String) -> Bool {
    guard key.count > prefix.count, key.prefix(prefix.count).lowercased() == prefix else { return false }
    let key = key.lowercased()
    if known.contains(key) || key.dropFirst(prefix.count).contains(":") { return false }
    return !tagPrefixes.contains { key.hasPrefix($0) && key.count > $0.count }
  }
}
