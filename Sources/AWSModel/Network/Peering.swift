/// A peering connection between two VPCs: routes on both sides may lead to it, and it carries only what is from one of
/// the two to the other.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
package struct PeeringConnection: Resource {
  package let declaration: Declaration
  package let requester: Link
  package let accepter: Link
  /// Whether the other side has accepted it, or does so by what the input declares.
  package var isActive: Attribute<Bool>
  /// Whether both VPCs are in one region: references to security groups of the other side need that.
  package let isSameRegion: Attribute<Bool>

  package init(
    declaration: Declaration, requester: Link, accepter: Link, isActive: Attribute<Bool>, isSameRegion: Attribute<Bool>
  ) {
    self.declaration = declaration
    self.requester = requester
    self.accepter = accepter
    self.isActive = isActive
    self.isSameRegion = isSameRegion
  }
}
