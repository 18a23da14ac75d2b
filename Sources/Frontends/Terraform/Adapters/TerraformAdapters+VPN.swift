import AWSModel

/// Ways to networks outside of AWS: VPN, Direct Connect, and a carrier's network.
extension TerraformAdapters {
  /// A virtual private gateway, which its own `vpc_id` may attach.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpn_gateway
  static func vpnGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.vpnGateways.append(VPNGateway(declaration: resource.declaration))
    guard let vpc = resource.fields.link("vpc_id") else { return }
    draft.infrastructure.gatewayAttachments.append(
      GatewayAttachment(
        declaration: resource.declaration, gateway: Link(.resource(resource.id), at: vpc.place), vpc: vpc,
        kind: .virtualPrivate))
  }

  /// A gateway that a data source found, attached to the VPC that it was.
  static func existingVPNGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.vpnGateways.append(VPNGateway(declaration: resource.declaration))
    let vpc = resource.fields.link("attached_vpc_id") ?? resource.elsewhere("attached_vpc_id")
    draft.infrastructure.gatewayAttachments.append(
      GatewayAttachment(
        declaration: resource.declaration, gateway: Link(.resource(resource.id), at: vpc.place), vpc: vpc,
        kind: .virtualPrivate))
  }

  static func vpnGatewayAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.gatewayAttachments.append(
      GatewayAttachment(
        declaration: resource.declaration, gateway: resource.required("vpn_gateway_id"),
        vpc: resource.required("vpc_id"), kind: .virtualPrivate))
  }

  static func routePropagation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.routePropagations.append(
      RoutePropagation(
        declaration: resource.declaration, table: resource.required("route_table_id"),
        gateway: resource.required("vpn_gateway_id")))
  }

  /// The gateways whose routes a table learns by its own declaration.
  static func propagations(of table: ResourceFields, into draft: inout Draft) {
    let gateways = table.fields.links("propagating_vgws")
    for gateway in gateways.elements + gateways.rest.map({ Link(.unknown($0), at: table.place) }) {
      draft.infrastructure.routePropagations.append(
        RoutePropagation(
          declaration: table.declaration, table: Link(.resource(table.id), at: gateway.place), gateway: gateway))
    }
  }

  /// A connection to a virtual private gateway or, as an attachment of it, to a transit gateway.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpn_connection
  static func vpnConnection(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let transit = fields.link("transit_gateway_id")
    if let transit {
      draft.infrastructure.transitAttachments.append(.implied(by: resource.declaration, of: transit))
    }
    let elsewhere = Unknown("the gateway of \(resource.id.address)", .notInInput, at: resource.declaration.place)
    var blocks = PartialList<Attribute<AddressBlock>>()
    for route in fields.blocks("routes").elements {
      if let block = route.fields.addressBlock("destination_cidr_block") { blocks.elements.append(block) }
    }
    blocks.rest = resource.announced(unless: resource.bool("static_routes_only"))
    draft.infrastructure.vpnConnections.append(
      VPNConnection(
        declaration: resource.declaration,
        gateway: transit ?? fields.link("vpn_gateway_id") ?? Link(.unknown(elsewhere), at: resource.place),
        blocks: blocks))
  }

  static func vpnConnectionRoute(_ resource: ResourceFields, into draft: inout Draft) {
    let block =
      resource.fields.addressBlock("destination_cidr_block", family: .ipv4)
      ?? Attribute(
        .known(AddressBlock(prefix: .unknown(resource.missing("destination_cidr_block")))), place: resource.place)
    draft.connectionRoutes.append((resource.owner(resource.required("vpn_connection_id")), block))
  }

  /// A Direct Connect gateway's association with a gateway of either kind.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dx_gateway_association
  static func directConnection(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let gateway =
      fields.link("associated_gateway_id") ?? fields.link("vpn_gateway_id")
      ?? resource.elsewhere("associated_gateway_id")
    draft.directConnections.append((resource.declaration, gateway))
  }

  static func carrierGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.carrierGateways.append(
      CarrierGateway(declaration: resource.declaration, vpc: resource.required("vpc_id")))
  }
}

extension ResourceFields {
  /// Why the networks behind a connection are not known: with dynamic routing its other end announces them.
  ///
  /// Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
  func announced(unless isStatic: Attribute<Bool>) -> [Unknown] {
    if isStatic.known == true { return [] }
    return [isStatic.unknown ?? Unknown("the networks behind \(id.address)", .notInInput, at: declaration.place)]
  }
}
