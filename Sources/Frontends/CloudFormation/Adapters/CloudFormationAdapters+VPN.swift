import AWSModel

extension CloudFormationAdapters {
  /// A virtual private gateway, which an `AWS::EC2::VPCGatewayAttachment` attaches.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpngateway.html
  @Sendable static func vpnGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.vpnGateways.append(VPNGateway(declaration: resource.declaration))
  }

  /// Makes any number of tables learn the routes of a gateway.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpngatewayroutepropagation.html
  @Sendable static func routePropagation(_ resource: ResourceFields, into draft: inout Draft) {
    let gateway = resource.required("VpnGatewayId")
    let tables = resource.fields.links("RouteTableIds")
    if tables.isEmpty { _ = resource.missing("RouteTableIds") }
    for table in tables.elements + tables.rest.map({ Link(.unknown($0), at: resource.place) }) {
      draft.infrastructure.routePropagations.append(
        RoutePropagation(declaration: resource.declaration, table: table, gateway: gateway))
    }
  }

  /// A connection to a virtual private gateway or, as an attachment of it, to a transit gateway.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpnconnection.html
  @Sendable static func vpnConnection(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let transit = fields.link("TransitGatewayId")
    if let transit {
      draft.infrastructure.transitAttachments.append(.implied(by: resource.declaration, of: transit))
    }
    let elsewhere = Unknown("the gateway of \(resource.id.address)", .notInInput, at: resource.declaration.place)
    draft.infrastructure.vpnConnections.append(
      VPNConnection(
        declaration: resource.declaration,
        gateway: transit ?? fields.link("VpnGatewayId") ?? Link(.unknown(elsewhere), at: resource.place),
        blocks: PartialList(rest: resource.announced(unless: fields.bool("StaticRoutesOnly", default: false)))))
  }

  /// Reads `AWS::EC2::VPNConnectionRoute`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpnconnectionroute.html
  @Sendable static func vpnConnectionRoute(_ resource: ResourceFields, into draft: inout Draft) {
    let key = "DestinationCidrBlock"
    let block =
      resource.fields.addressBlock(key, family: .ipv4)
      ?? Attribute(.known(AddressBlock(prefix: .unknown(resource.missing(key)))), place: resource.place)
    draft.connectionRoutes.append((resource.owner(resource.required("VpnConnectionId")), block))
  }

  /// A Direct Connect gateway's association with a gateway of either kind.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-directconnect-directconnectgatewayassociation.html
  @Sendable static func directConnection(_ resource: ResourceFields, into draft: inout Draft) {
    draft.directConnections.append((resource.declaration, resource.required("AssociatedGatewayId")))
  }

  /// Reads `AWS::EC2::CarrierGateway`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-carriergateway.html
  @Sendable static func carrierGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.carrierGateways.append(
      CarrierGateway(declaration: resource.declaration, vpc: resource.required("VpcId")))
  }
}
