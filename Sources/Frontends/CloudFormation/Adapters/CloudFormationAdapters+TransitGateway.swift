import AWSModel

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::TransitGateway`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgateway.html
  @Sendable static func transitGateway(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.transitGateways.append(
      TransitGateway(
        declaration: resource.declaration,
        associatesByDefault: fields.isEnabled("DefaultRouteTableAssociation", default: true),
        propagatesByDefault: fields.isEnabled("DefaultRouteTablePropagation", default: true),
        supportsGroupReferences: fields.isEnabled("SecurityGroupReferencingSupport", default: false),
        acceptsSharedAttachments: fields.isEnabled("AutoAcceptSharedAttachments", default: false)))
    let uses: [(String, TransitDefault.Use)] = [
      ("AssociationDefaultRouteTableId", .association), ("PropagationDefaultRouteTableId", .propagation),
    ]
    for (key, use) in uses {
      guard let table = fields.link(key) else { continue }
      draft.transitDefaults.append(
        TransitDefault(
          use: use, gateway: Link(.resource(resource.id), at: table.place), table: table,
          declaration: resource.declaration))
    }
  }

  /// Reads `AWS::EC2::TransitGatewayAttachment` and `AWS::EC2::TransitGatewayVpcAttachment`.
  ///
  /// AWS enables references to groups for an attachment that does not say otherwise; what the gateway allows decides.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgatewayattachment.html
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html
  @Sendable static func transitAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    var subnets = fields.links("SubnetIds")
    // Changes that an update makes to the subnets.
    subnets.append(contentsOf: fields.links("AddSubnetIds"))
    let removed = Set(fields.links("RemoveSubnetIds").elements.map(\.target))
    subnets.elements.removeAll { removed.contains($0.target) }
    draft.infrastructure.transitAttachments.append(
      TransitAttachment(
        declaration: resource.declaration, transitGateway: resource.required("TransitGatewayId"),
        network: .vpc(resource.required("VpcId"), subnets: subnets), associatesByDefault: nil,
        propagatesByDefault: nil,
        supportsGroupReferences: fields.block("Options")?.isEnabled("SecurityGroupReferencingSupport", default: true)
          ?? fields.defaulted(true)))
  }

  /// A connection of two gateways, which the other side has to accept; CloudFormation has nothing that does.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgatewaypeeringattachment.html
  @Sendable static func transitPeering(_ resource: ResourceFields, into draft: inout Draft) {
    let why = Unknown("whether \(resource.id.address) is accepted", .notInInput, at: resource.declaration.place)
    draft.infrastructure.transitAttachments.append(
      TransitAttachment(
        declaration: resource.declaration, transitGateway: resource.required("TransitGatewayId"),
        network: .transitGateway(resource.required("PeerTransitGatewayId")), associatesByDefault: nil,
        propagatesByDefault: nil, supportsGroupReferences: resource.fields.defaulted(false),
        isAccepted: Attribute(.unknown(why), place: resource.place)))
  }

  /// An appliance that connects its own network to the gateway, over another attachment: to the gateway of that one.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgatewayconnect.html
  @Sendable static func transitConnect(_ resource: ResourceFields, into draft: inout Draft) {
    draft.transitConnects.append((resource.declaration, resource.required("TransportTransitGatewayAttachmentId")))
  }

  /// The gateways of what is attached over other attachments.
  static func settleTransitConnects(_ draft: inout Draft) {
    for (declaration, transport) in draft.transitConnects {
      let carrier = draft.infrastructure.transitAttachments.first { $0.id == transport.target.id }
      let why =
        transport.target.unknown
        ?? Unknown("the transit gateway of \(declaration.id.address)", .notInInput, at: transport.place.range)
      draft.infrastructure.transitAttachments.append(
        TransitAttachment(
          declaration: declaration,
          transitGateway: carrier?.transitGateway ?? Link(.unknown(why), at: transport.place), network: .outside,
          associatesByDefault: nil, propagatesByDefault: nil,
          supportsGroupReferences: Attribute(.known(false), origin: .default, place: Place(range: declaration.place))))
    }
  }

  /// Reads `AWS::EC2::TransitGatewayRouteTable`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgatewayroutetable.html
  @Sendable static func transitRouteTable(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.transitRouteTables.append(
      TransitRouteTable(declaration: resource.declaration, transitGateway: resource.required("TransitGatewayId")))
  }

  /// Reads `AWS::EC2::TransitGatewayRoute`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgatewayroute.html
  @Sendable static func transitRoute(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let route = TransitRoute(
      destination: fields.addressBlock("DestinationCidrBlock")?.map(Route.Destination.block)
        ?? Attribute(.unknown(resource.missing("DestinationCidrBlock")), place: resource.place),
      attachment: resource.attachment(
        "TransitGatewayAttachmentId", unless: resource.fields.bool("Blackhole", default: false)),
      declaredBy: resource.id,
      place: resource.place, existence: resource.existence())
    draft.transitRoutes.append(
      StandaloneTransitRoute(table: resource.required("TransitGatewayRouteTableId"), route: route))
  }

  /// Reads `AWS::EC2::TransitGatewayRouteTableAssociation`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgatewayroutetableassociation.html
  @Sendable static func transitAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.transitAssociations.append(
      TransitAssociation(
        declaration: resource.declaration, attachment: resource.required("TransitGatewayAttachmentId"),
        table: resource.required("TransitGatewayRouteTableId")))
  }

  /// Reads `AWS::EC2::TransitGatewayRouteTablePropagation`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgatewayroutetablepropagation.html
  @Sendable static func transitPropagation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.transitPropagations.append(
      TransitPropagation(
        declaration: resource.declaration, attachment: resource.required("TransitGatewayAttachmentId"),
        table: resource.required("TransitGatewayRouteTableId")))
  }
}
