import AWSModel

extension CloudFormationAdapters {
  /// A peering connection: CloudFormation accepts it when the peer is in the same account, or by the role of the other.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcpeeringconnection.html
  @Sendable static func peering(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.peerings.append(
      PeeringConnection(
        declaration: resource.declaration, requester: resource.required("VpcId"),
        accepter: resource.required("PeerVpcId"), isActive: isActive(resource),
        isSameRegion: isOwn("PeerRegion", "AWS::Region", of: resource)))
  }

  private static func isActive(_ resource: ResourceFields) -> Attribute<Bool> {
    let isOwnAccount = isOwn("PeerOwnerId", "AWS::AccountId", of: resource)
    if isOwnAccount.known == true { return isOwnAccount }
    if let role = resource.fields.text("PeerRoleArn"), role.known != nil {
      return Attribute(.known(true), place: role.place)
    }
    let why = Unknown("whether \(resource.id.address) is accepted", .notInInput, at: isOwnAccount.place.range)
    return Attribute(.unknown(why), place: isOwnAccount.place)
  }

  /// Whether a property that is left out for the account or region of the stack is that: a literal one may be.
  private static func isOwn(_ key: String, _ pseudo: String, of resource: ResourceFields) -> Attribute<Bool> {
    guard let text = resource.fields.text(key) else { return resource.fields.defaulted(true) }
    if let parts = text.known?.parts, parts.count == 1, case .unknown(let why) = parts[0], why.subject == pseudo {
      return Attribute(.known(true), place: text.place)
    }
    let why = Unknown("whether \(resource.id.address).\(key) is \(pseudo)", .notInInput, at: text.place.range)
    return Attribute(.unknown(why), place: text.place)
  }
}
