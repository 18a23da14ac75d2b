import NetSpace

/// A transit gateway: a router between the networks that are attached to it.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
package struct TransitGateway: Resource {
  package let declaration: Declaration
  /// Attachments that say nothing else are associated with the default route table.
  package let associatesByDefault: Attribute<Bool>
  /// Attachments that say nothing else propagate their blocks to the default route table.
  package let propagatesByDefault: Attribute<Bool>
  /// Whether ingress rules may name security groups of other attached VPCs; AWS's default is no.
  package let supportsGroupReferences: Attribute<Bool>
  /// Whether attachments from other accounts need nobody's consent.
  package let acceptsSharedAttachments: Attribute<Bool>
  /// The table that attachments are associated with by default; nil: the one that AWS creates with the gateway.
  package var associationTable: Link?
  /// The table that attachments propagate to by default; nil: the one that AWS creates with the gateway.
  package var propagationTable: Link?

  package init(
    declaration: Declaration, associatesByDefault: Attribute<Bool>, propagatesByDefault: Attribute<Bool>,
    supportsGroupReferences: Attribute<Bool>, acceptsSharedAttachments: Attribute<Bool>, associationTable: Link? = nil,
    propagationTable: Link? = nil
  ) {
    self.declaration = declaration
    self.associatesByDefault = associatesByDefault
    self.propagatesByDefault = propagatesByDefault
    self.supportsGroupReferences = supportsGroupReferences
    self.acceptsSharedAttachments = acceptsSharedAttachments
    self.associationTable = associationTable
    self.propagationTable = propagationTable
  }
}

/// What connects a network to a transit gateway.
package struct TransitAttachment: Resource {
  package enum Network: Hashable, Sendable {
    /// A VPC, entered and left by one subnet in each of some zones.
    case vpc(Link, subnets: PartialList<Link>)
    /// Another transit gateway, of which the same attachment is one too, leading here: its tables name it as well.
    case transitGateway(Link)
    /// A VPN connection, a Direct Connect gateway, a Connect peer: a network outside of AWS.
    case outside
  }

  package let declaration: Declaration
  package let transitGateway: Link
  package let network: Network
  /// Whether it is associated with the gateway's default route table; nil: as the gateway says.
  package var associatesByDefault: Attribute<Bool>?
  /// Whether it propagates to the gateway's default route table; nil: as the gateway says.
  package var propagatesByDefault: Attribute<Bool>?
  /// Whether ingress rules of its VPC may name groups of other VPCs; AWS's default is yes.
  package let supportsGroupReferences: Attribute<Bool>
  /// Whether the other side has accepted it; nil: nobody has to.
  ///
  /// A peering of two gateways always needs it.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-create.html
  package var isAccepted: Attribute<Bool>?

  package init(
    declaration: Declaration, transitGateway: Link, network: Network, associatesByDefault: Attribute<Bool>?,
    propagatesByDefault: Attribute<Bool>?, supportsGroupReferences: Attribute<Bool>, isAccepted: Attribute<Bool>? = nil
  ) {
    self.declaration = declaration
    self.transitGateway = transitGateway
    self.network = network
    self.associatesByDefault = associatesByDefault
    self.propagatesByDefault = propagatesByDefault
    self.supportsGroupReferences = supportsGroupReferences
    self.isAccepted = isAccepted
  }
}

/// A route table of a transit gateway, with its static routes; propagated ones follow from `TransitPropagation`.
package struct TransitRouteTable: Resource {
  package let declaration: Declaration
  package let transitGateway: Link
  /// The table that AWS creates with the gateway.
  package let isDefault: Bool
  package var routes: PartialList<TransitRoute>

  package init(
    declaration: Declaration, transitGateway: Link, isDefault: Bool = false, routes: PartialList<TransitRoute> = .init()
  ) {
    self.declaration = declaration
    self.transitGateway = transitGateway
    self.isDefault = isDefault
    self.routes = routes
  }
}

/// A static route of a transit gateway.
package struct TransitRoute: Hashable, Sendable {
  package let destination: Attribute<Route.Destination>
  /// Nil: what it matches is dropped.
  package let attachment: Link?
  package let declaredBy: ResourceID
  package let place: Place
  package let existence: Existence

  package init(
    destination: Attribute<Route.Destination>, attachment: Link?, declaredBy: ResourceID, place: Place,
    existence: Existence = .certain
  ) {
    self.destination = destination
    self.attachment = attachment
    self.declaredBy = declaredBy
    self.place = place
    self.existence = existence
  }
}

/// A separately declared route of a transit gateway and the table it belongs to.
package struct StandaloneTransitRoute: Sendable {
  package let table: Link
  package let route: TransitRoute

  package init(table: Link, route: TransitRoute) {
    self.table = table
    self.route = route
  }
}

/// The table by which a transit gateway routes what arrives from an attachment: one at most.
package struct TransitAssociation: Resource {
  package let declaration: Declaration
  package let attachment: Link
  package let table: Link

  package init(declaration: Declaration, attachment: Link, table: Link) {
    self.declaration = declaration
    self.attachment = attachment
    self.table = table
  }
}

/// A table that learns the blocks of an attachment.
package struct TransitPropagation: Resource {
  package let declaration: Declaration
  package let attachment: Link
  package let table: Link

  package init(declaration: Declaration, attachment: Link, table: Link) {
    self.declaration = declaration
    self.attachment = attachment
    self.table = table
  }
}
