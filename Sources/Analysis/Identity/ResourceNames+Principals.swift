import AWSModel

extension ResourceNames {
  /// The ARN by which a policy names an identity: of a permission set that of the role which IAM Identity Center makes of
  /// it.
  ///
  /// Behind the path there is a region, or none where Identity Center is in `us-east-1`.
  /// Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
  func principalARN(of identity: Identity) -> PartialText {
    guard identity.kind == .permissionSet else { return arn(of: identity.id) }
    let region = Unknown("the region of IAM Identity Center", .notInInput)
    return PartialText("arn:aws:iam::") + account(of: identity.id.stack)
      + PartialText([.literal(":role/aws-reserved/sso.amazonaws.com/"), .unknown(region)]) + roleName(of: identity)
  }

  /// What the role is called that an identity acts as.
  func roleName(of identity: Identity) -> PartialText {
    let name = identity.name?.known ?? PartialText([.attribute(identity.id, "name")])
    guard identity.kind == .permissionSet else { return name }
    let suffix = Unknown(
      "the end of the name of the role of \(identity.id.address)", .decidedByAWS("is given when it is assigned"))
    return PartialText("AWSReservedSSO_") + name + PartialText([.literal("_"), .unknown(suffix)])
  }
}
