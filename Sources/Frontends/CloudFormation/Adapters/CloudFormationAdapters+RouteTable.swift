import AWSModel
import Documents
import NetSpace

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::RouteTable`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-routetable.html
  @Sendable static func routeTable(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.routeTables.append(
      RouteTable(declaration: resource.declaration, vpc: resource.required("VpcId"), routes: PartialList()))
  }

  /// Reads `AWS::EC2::Route`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
  @Sendable static func route(_ resource: ResourceFields, into draft: inout Draft) {
    let route = Route(
      destination: destination(resource), target: target(resource), declaredBy: resource.id, place: resource.place,
      existence: resource.existence())
    draft.routes.append(StandaloneRoute(table: resource.required("RouteTableId"), route: route))
  }

  /// Reads `AWS::EC2::SubnetRouteTableAssociation`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetroutetableassociation.html
  @Sendable static func routeTableAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    let subnet = resource.required("SubnetId")
    draft.infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: resource.declaration, table: resource.required("RouteTableId"), subject: .subnet(subnet.target),
        place: subnet.place))
  }

  /// Reads `AWS::EC2::GatewayRouteTableAssociation`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-gatewayroutetableassociation.html
  @Sendable static func gatewayRouteTableAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    let gateway = resource.required("GatewayId")
    draft.infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: resource.declaration, table: resource.required("RouteTableId"), subject: .gateway(gateway.target),
        place: gateway.place))
  }

  private static func destination(_ resource: ResourceFields) -> Attribute<Route.Destination> {
    let fields = resource.fields
    if let block = fields.addressBlock("DestinationCidrBlock", family: .ipv4) {
      return block.map(Route.Destination.block)
    }
    if let block = fields.addressBlock("DestinationIpv6CidrBlock", family: .ipv6) {
      return block.map(Route.Destination.block)
    }
    if let list = fields.link("DestinationPrefixListId") {
      return Attribute(.known(.prefixList(list.target)), origin: list.origin, place: list.place)
    }
    return Attribute(.unknown(resource.missing("DestinationCidrBlock")), place: resource.place)
  }

  /// The properties that name a target; of them a route has one.
  private static let targetKeys = [
    "GatewayId", "NatGatewayId", "EgressOnlyInternetGatewayId", "TransitGatewayId", "VpcPeeringConnectionId",
    "VpcEndpointId", "NetworkInterfaceId", "InstanceId", "CarrierGatewayId", "LocalGatewayId", "CoreNetworkArn",
  ]

  /// The target; where conditions decide which property is there, any of those that may be.
  private static func target(_ resource: ResourceFields) -> Attribute<Route.Target> {
    let found = targetKeys.reduce(into: [(key: String, link: Link)]()) { all, key in
      if let link = resource.fields.link(key) { all.append((key, link)) }
    }
    guard let first = found.first else {
      return Attribute(.unknown(resource.missing("target (GatewayId, NatGatewayId, …)")), place: resource.place)
    }
    let reference = found.dropFirst().reduce(first.link.target) { $0.or($1.link.target) }
    let target: Route.Target =
      switch reference {
      case .external("local"): .local
      // Even when nothing else is known, the property says what kind of thing it is, where it is the only one.
      case .unknown(let why) where found.count > 1: .unknown(why)
      case .resource, .oneOf, .external, .unknown: .resource(reference, attribute: first.key)
      }
    return Attribute(.known(target), origin: first.link.origin, place: first.link.place)
  }
}

extension Reference {
  /// One or the other.
  fileprivate func or(_ other: Reference) -> Reference {
    switch (self, other) {
    case (.oneOf(let ids, let why), .oneOf(let others, _)):
      .oneOf(ids + others.filter { !ids.contains($0) }, why)
    case (.oneOf(let ids, let why), .resource(let id)), (.resource(let id), .oneOf(let ids, let why)):
      .oneOf(ids.contains(id) ? ids : ids + [id], why)
    case (.unknown(let why), _), (_, .unknown(let why)): .unknown(why)
    case (.resource, .resource), (.external, _), (_, .external):
      .unknown(Unknown("the target of the route", .unreadable("more than one is given")))
    }
  }
}
