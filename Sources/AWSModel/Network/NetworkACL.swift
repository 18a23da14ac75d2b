import NetSpace

/// A network access control list with all its entries.
///
/// The final deny of every list is not listed.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
package struct NetworkACL: Resource {
  package let declaration: Declaration
  package let vpc: Link
  package var entries: PartialList<NetworkACLEntry>
  /// The list of every subnet of its VPC that no association gives another one.
  package let isDefault: Bool

  package init(declaration: Declaration, vpc: Link, entries: PartialList<NetworkACLEntry>, isDefault: Bool = false) {
    self.declaration = declaration
    self.vpc = vpc
    self.entries = entries
    self.isDefault = isDefault
  }
}

/// One entry: the lower its number, the earlier it is tried; the first that matches decides.
///
/// A class: every question of a subnet goes through its list.
package final class NetworkACLEntry: Sendable {
  package let number: Attribute<Int>
  package let direction: Attribute<Direction>
  package let allows: Attribute<Bool>
  package let traffic: RuleTraffic
  /// The source of an ingress entry, the destination of an egress entry.
  package let block: Attribute<AddressBlock>
  package let origin: Origin
  package let declaredBy: ResourceID
  package let place: Place
  package let existence: Existence

  package init(
    number: Attribute<Int>, direction: Attribute<Direction>, allows: Attribute<Bool>, traffic: RuleTraffic,
    block: Attribute<AddressBlock>, origin: Origin = .explicit, declaredBy: ResourceID, place: Place,
    existence: Existence = .certain
  ) {
    self.number = number
    self.direction = direction
    self.allows = allows
    self.traffic = traffic
    self.block = block
    self.origin = origin
    self.declaredBy = declaredBy
    self.place = place
    self.existence = existence
  }
}

/// A separately declared entry and the list it belongs to.
package struct StandaloneEntry: Sendable {
  package let acl: Link
  package let entry: NetworkACLEntry

  package init(acl: Link, entry: NetworkACLEntry) {
    self.acl = acl
    self.entry = entry
  }
}

/// What makes a list the list of a subnet.
package struct NetworkACLAssociation: Resource {
  package let declaration: Declaration
  package let acl: Link
  package let subnet: Link

  package init(declaration: Declaration, acl: Link, subnet: Link) {
    self.declaration = declaration
    self.acl = acl
    self.subnet = subnet
  }
}
