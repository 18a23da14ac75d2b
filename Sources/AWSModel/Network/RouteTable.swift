import NetSpace

/// A route table with all its declared routes, inline and separate ones alike.
///
/// The `local` routes of its VPC's blocks
/// are not listed: every table has them.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
package struct RouteTable: Resource {
  package let declaration: Declaration
  package let vpc: Link
  package var routes: PartialList<Route>

  package init(declaration: Declaration, vpc: Link, routes: PartialList<Route>) {
    self.declaration = declaration
    self.vpc = vpc
    self.routes = routes
  }
}

/// One route: what it matches and where it sends that.
package struct Route: Hashable, Sendable {
  package enum Destination: Hashable, Sendable {
    case block(AddressBlock)
    case prefixList(Reference)
  }

  package enum Target: Hashable, Sendable {
    case local
    /// A gateway, interface, instance, connection or endpoint; what it is follows from what it refers to, because the
    /// API (and so Terraform) accepts a NAT gateway's id as a `gateway_id`.
    case resource(Reference, attribute: String)
    case unknown(Unknown)
  }

  package let destination: Attribute<Destination>
  package let target: Attribute<Target>
  /// The resource that declares the route: the table itself for inline routes.
  package let declaredBy: ResourceID
  package let place: Place
  package let existence: Existence

  package init(
    destination: Attribute<Destination>, target: Attribute<Target>, declaredBy: ResourceID, place: Place,
    existence: Existence = .certain
  ) {
    self.destination = destination
    self.target = target
    self.declaredBy = declaredBy
    self.place = place
    self.existence = existence
  }
}

/// A separately declared route and the table it belongs to.
package struct StandaloneRoute: Sendable {
  package let table: Link
  package let route: Route

  package init(table: Link, route: Route) {
    self.table = table
    self.route = route
  }
}

/// What makes a table the table of a subnet, of a gateway, or the main table of a VPC.
package struct RouteTableAssociation: Resource {
  package enum Subject: Hashable, Sendable {
    case subnet(Reference)
    case gateway(Reference)
    /// The table becomes the main table of this VPC.
    case main(vpc: Reference)
  }

  package let declaration: Declaration
  package let table: Link
  package let subject: Subject
  package let place: Place

  package init(declaration: Declaration, table: Link, subject: Subject, place: Place) {
    self.declaration = declaration
    self.table = table
    self.subject = subject
    self.place = place
  }
}
