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

  /// What the ARN of an identity may be whose name is given and not all known: that it has one of its own in our words
  /// does not make it another than somebody writes.
  func possibleARNs(of identity: Identity) -> (arns: [PartialText], because: [Unknown]) {
    guard let name = givenName(of: identity.id) else { return ([], []) }
    let path = identity.path.map { $0.known ?? PartialText("?") } ?? PartialText("/")
    let texts = name.value.candidates ?? name.value.unknown.map { [PartialText([.unknown($0)])] } ?? []
    let start = PartialText("arn:aws:iam::") + account(of: identity.id.stack) + PartialText(":\(identity.kind)") + path
    return (texts.map { start + $0 }, name.value.unknown.map { [$0] } ?? texts.flatMap(\.unknowns))
  }

  /// A text in which the names of identities that are given and not all known are as they are given; nil if it has none.
  func spelledOut(_ text: PartialText) -> PartialText? {
    var isOther = false
    let parts = text.parts.flatMap { part -> [PartialText.Part] in
      guard case .attribute(let id, "name") = part, let name = givenName(of: id) else { return [part] }
      isOther = true
      return name.known?.parts ?? name.value.unknown.map { [.unknown($0)] } ?? [part]
    }
    return isOther ? PartialText(parts) : nil
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

extension ResourceNames {
  /// The ARN of an identity provider, which has its address or its name in it; nil for anything else, and where that is
  /// not known.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-resources-for-iam-policies
  func provider(_ id: ResourceID, _ attribute: String) -> PartialText? {
    guard let type = types[id], ["arn", "ref", "id"].contains(attribute) else { return nil }
    let (kind, property): (String, String)
    switch type {
    case "AWS::IAM::OIDCProvider", "aws_iam_openid_connect_provider": (kind, property) = ("oidc-provider", "url")
    case "AWS::IAM::SAMLProvider", "aws_iam_saml_provider": (kind, property) = ("saml-provider", "name")
    default: return nil
    }
    let value = written.resource(id)?.attributes.first { $0.key.lowercased() == property }?.value
    guard case .text(let text)? = value?.content, var name = text.literal else { return nil }
    if name.hasPrefix("https://") { name.removeFirst("https://".count) }
    return PartialText("arn:aws:iam::") + account(of: id.stack) + PartialText(":\(kind)/\(name)")
  }
}
