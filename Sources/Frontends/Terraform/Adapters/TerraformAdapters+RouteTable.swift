import AWSModel
import Documents
import NetSpace

/// Route tables, routes and associations.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table
extension TerraformAdapters {
  static func routeTable(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.routeTables.append(
      RouteTable(
        declaration: resource.declaration, vpc: resource.required("vpc_id"), routes: inlineRoutes(resource)))
    propagations(of: resource, into: &draft)
  }

  /// The main table that AWS created with a VPC; adopting it removes its routes and leaves it the main one.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_route_table
  static func defaultRouteTable(_ resource: ResourceFields, into draft: inout Draft) {
    let vpc = resource.adoptedFrom("default_route_table_id")
    draft.infrastructure.routeTables.append(
      RouteTable(declaration: resource.declaration, vpc: vpc, routes: inlineRoutes(resource)))
    draft.infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: resource.declaration, table: Link(.resource(resource.id), at: vpc.place),
        subject: .main(vpc: vpc.target), place: vpc.place))
    propagations(of: resource, into: &draft)
  }

  private static func inlineRoutes(_ resource: ResourceFields) -> PartialList<Route> {
    resource.fields.blocks("route").map { block in
      route(
        block.fields, blocks: [("cidr_block", .ipv4), ("ipv6_cidr_block", .ipv6)], of: resource,
        place: block.fields.place, existence: block.existence)
    }
  }

  /// A route on its own.
  static func route(_ resource: ResourceFields, into draft: inout Draft) {
    let route = route(
      resource.fields, blocks: [("destination_cidr_block", .ipv4), ("destination_ipv6_cidr_block", .ipv6)],
      of: resource, place: resource.place, existence: resource.declaration.existence)
    draft.routes.append(StandaloneRoute(table: resource.required("route_table_id"), route: route))
  }

  private static func route(
    _ fields: Fields, blocks: [(String, AddressFamily)], of resource: ResourceFields, place: Place,
    existence: Existence
  ) -> Route {
    Route(
      destination: destination(fields, blocks, resource), target: target(fields, resource), declaredBy: resource.id,
      place: place, existence: existence)
  }

  private static func destination(
    _ fields: Fields, _ blocks: [(String, AddressFamily)], _ resource: ResourceFields
  ) -> Attribute<Route.Destination> {
    var found = blocks.reduce(into: [Attribute<Route.Destination>]()) { all, block in
      if let block = fields.addressBlock(block.0, family: block.1) { all.append(block.map(Route.Destination.block)) }
    }
    if let list = fields.written("destination_prefix_list_id") {
      found.append(Attribute(.known(.prefixList(list.target)), place: list.place))
    }
    // One of them is set: where several are not known, any may be the one.
    if let certain = found.first(where: \.isCertain) ?? found.only { return certain }
    return Attribute(.unknown(found.first?.doubt ?? resource.missing(blocks[0].0)), place: fields.place)
  }

  /// Attributes that name where a route sends traffic; of all of them one is set.
  private static let targets = [
    "gateway_id", "nat_gateway_id", "egress_only_gateway_id", "network_interface_id", "transit_gateway_id",
    "vpc_endpoint_id", "vpc_peering_connection_id", "instance_id", "carrier_gateway_id", "local_gateway_id",
    "core_network_arn",
  ]

  private static func target(_ fields: Fields, _ resource: ResourceFields) -> Attribute<Route.Target> {
    let written = targets.reduce(into: [(key: String, link: Link)]()) { all, key in
      if let link = fields.written(key) { all.append((key, link)) }
    }
    guard let (key, link) = written.first(where: { $0.link.target.unknown == nil }) ?? written.only else {
      return Attribute(
        .known(.unknown(written.first?.link.target.unknown ?? resource.missing("gateway_id"))), place: fields.place)
    }
    let target: Route.Target =
      switch link.target {
      case .external("local"): .local
      // Even when nothing else is known, the attribute says what kind of thing it is.
      case .resource, .oneOf, .external, .unknown: .resource(link.target, attribute: key)
      }
    return Attribute(.known(target), origin: link.origin, place: link.place)
  }

  static func routeTableAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let subject: RouteTableAssociation.Subject
    let place: Place
    if let gateway = fields.written("gateway_id") {
      (subject, place) = (.gateway(gateway.target), gateway.place)
    } else {
      let subnet = resource.required("subnet_id")
      (subject, place) = (.subnet(subnet.target), subnet.place)
    }
    draft.infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: resource.declaration, table: resource.required("route_table_id"), subject: subject,
        place: place))
  }

  /// Makes a table the main table of a VPC, in place of the one that AWS created.
  static func mainRouteTableAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    let vpc = resource.required("vpc_id")
    draft.infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: resource.declaration, table: resource.required("route_table_id"),
        subject: .main(vpc: vpc.target), place: vpc.place))
  }
}

extension Fields {
  /// A link that the provider writes as "" when it is not set.
  fileprivate func written(_ key: String) -> Link? {
    if case .text(let text)? = self[key]?.content, text.literal == "" { return nil }
    return link(key)
  }
}

extension Attribute<Route.Destination> {
  fileprivate var isCertain: Bool {
    switch value {
    case .known(.block(let block)): block.prefix.known != nil
    case .known(.prefixList(let list)): list.unknown == nil
    case .oneOf, .unknown: false
    }
  }

  fileprivate var doubt: Unknown? {
    switch value {
    case .known(.block(let block)): block.prefix.unknown
    case .known(.prefixList(let list)): list.unknown
    case .oneOf(_, let why), .unknown(let why): why
    }
  }
}
