import AWSModel
import NetSpace

/// Transit gateways with their attachments, tables and routes.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway
extension TerraformAdapters {
  static func transitGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.transitGateways.append(
      TransitGateway(
        declaration: resource.declaration,
        associatesByDefault: resource.isEnabled("default_route_table_association"),
        propagatesByDefault: resource.isEnabled("default_route_table_propagation"),
        supportsGroupReferences: resource.isEnabled("security_group_referencing_support"),
        acceptsSharedAttachments: resource.isEnabled("auto_accept_shared_attachments")))
  }

  /// A gateway that a data source found: what was not read is not known.
  static func existingTransitGateway(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let why = Unknown(resource.id.address, .notInInput, at: resource.place.range)
    func isEnabled(_ key: String) -> Attribute<Bool> {
      fields.isEnabled(key) ?? Attribute(.unknown(why), place: resource.place)
    }
    draft.infrastructure.transitGateways.append(
      TransitGateway(
        declaration: resource.declaration, associatesByDefault: isEnabled("default_route_table_association"),
        propagatesByDefault: isEnabled("default_route_table_propagation"),
        supportsGroupReferences: isEnabled("security_group_referencing_support"),
        acceptsSharedAttachments: isEnabled("auto_accept_shared_attachments")))
  }

  /// Another table than the one that AWS created takes what goes to the default one.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_default_route_table_association
  static func transitDefault(_ resource: ResourceFields, into draft: inout Draft) {
    let isAssociation = resource.declaration.type == "aws_ec2_transit_gateway_default_route_table_association"
    draft.transitDefaults.append(
      TransitDefault(
        use: isAssociation ? .association : .propagation, gateway: resource.required("transit_gateway_id"),
        table: resource.required("transit_gateway_route_table_id"), declaration: resource.declaration))
  }

  // MARK: Attachments

  /// A VPC's attachment; whether it uses the default tables is what the gateway says, unless it says something.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_vpc_attachment
  static func transitAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    attach(
      resource, to: resource.required("transit_gateway_id"),
      .vpc(resource.required("vpc_id"), subnets: fields.links("subnet_ids")), into: &draft)
  }

  /// An attachment that a data source found.
  static func existingTransitAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    attach(resource, to: resource.elsewhere("transit_gateway_id"), existingVPC(of: resource), into: &draft)
  }

  private static func existingVPC(of resource: ResourceFields) -> TransitAttachment.Network {
    var subnets = resource.fields.links("subnet_ids")
    if subnets.isEmpty {
      subnets.rest.append(Unknown("\(resource.id.address).subnet_ids", .notInInput, at: resource.declaration.place))
    }
    return .vpc(resource.elsewhere("vpc_id"), subnets: subnets)
  }

  private static func attach(
    _ resource: ResourceFields, to gateway: Link, _ network: TransitAttachment.Network, into draft: inout Draft
  ) {
    draft.infrastructure.transitAttachments.append(attachment(resource, to: gateway, network, isAccepted: nil))
  }

  private static func attachment(
    _ resource: ResourceFields, to gateway: Link, _ network: TransitAttachment.Network, isAccepted: Attribute<Bool>?
  ) -> TransitAttachment {
    let fields = resource.fields
    let supportsGroups =
      if case .vpc = network {
        // The provider leaves it to AWS, which enables it.
        resource.isEnabled("security_group_referencing_support")
      } else {
        fields.defaulted(false)
      }
    return TransitAttachment(
      declaration: resource.declaration, transitGateway: gateway, network: network,
      associatesByDefault: byDefault(fields, "transit_gateway_default_route_table_association"),
      propagatesByDefault: byDefault(fields, "transit_gateway_default_route_table_propagation"),
      supportsGroupReferences: supportsGroups, isAccepted: isAccepted)
  }

  /// True, the provider's default, leaves it to the gateway: one without a default table has none to use.
  private static func byDefault(_ fields: Fields, _ key: String) -> Attribute<Bool>? {
    let uses = fields.bool(key)
    return uses?.known == true ? nil : uses
  }

  /// The gateway's side of another account's attachment, which may be all of it that the input declares.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_vpc_attachment_accepter
  static func transitAttachmentAccepter(_ resource: ResourceFields, into draft: inout Draft) {
    draft.transitAcceptances.append(
      TransitAcceptance(
        declaration: resource.declaration, attachment: resource.required("transit_gateway_attachment_id"),
        standIn: attachment(
          resource, to: resource.elsewhere("transit_gateway_id"), existingVPC(of: resource), isAccepted: nil)))
  }

  /// A connection of two gateways, which the other side has to accept.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_peering_attachment
  static func transitPeering(_ resource: ResourceFields, into draft: inout Draft) {
    let peer = Network.transitGateway(resource.required("peer_transit_gateway_id"))
    draft.infrastructure.transitAttachments.append(
      attachment(
        resource, to: resource.required("transit_gateway_id"), peer, isAccepted: resource.status("state")))
  }

  private typealias Network = TransitAttachment.Network

  static func existingTransitPeering(_ resource: ResourceFields, into draft: inout Draft) {
    let peer = Network.transitGateway(resource.elsewhere("peer_transit_gateway_id"))
    draft.infrastructure.transitAttachments.append(
      attachment(resource, to: resource.elsewhere("transit_gateway_id"), peer, isAccepted: resource.status("state")))
  }

  /// Reads `aws_ec2_transit_gateway_peering_attachment_accepter`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_peering_attachment_accepter
  static func transitPeeringAccepter(_ resource: ResourceFields, into draft: inout Draft) {
    let peer = Network.transitGateway(resource.elsewhere("peer_transit_gateway_id"))
    draft.transitAcceptances.append(
      TransitAcceptance(
        declaration: resource.declaration, attachment: resource.required("transit_gateway_attachment_id"),
        standIn: attachment(
          resource, to: resource.elsewhere("transit_gateway_id"), peer, isAccepted: resource.fields.defaulted(true))))
  }

  /// An appliance that connects its own network to the gateway, over another attachment.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_connect
  static func transitConnect(_ resource: ResourceFields, into draft: inout Draft) {
    attach(resource, to: resource.required("transit_gateway_id"), .outside, into: &draft)
  }

  /// The attachment of a Direct Connect gateway or a VPN connection that a data source found.
  static func existingOutsideAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    attach(resource, to: resource.elsewhere("transit_gateway_id"), .outside, into: &draft)
  }

  // MARK: Tables

  static func transitRouteTable(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.transitRouteTables.append(
      TransitRouteTable(declaration: resource.declaration, transitGateway: resource.required("transit_gateway_id")))
  }

  /// A table that a data source found, with routes that are not in the input.
  static func existingTransitRouteTable(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.transitRouteTables.append(
      TransitRouteTable(
        declaration: resource.declaration, transitGateway: resource.elsewhere("transit_gateway_id"),
        isDefault: resource.fields.bool("default_association_route_table")?.known ?? false,
        routes: PartialList(rest: [Unknown(resource.id.address, .notInInput, at: resource.place.range)])))
  }

  /// Reads `aws_ec2_transit_gateway_route`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_route
  static func transitRoute(_ resource: ResourceFields, into draft: inout Draft) {
    let block =
      resource.fields.addressBlock("destination_cidr_block")?.map(Route.Destination.block)
      ?? Attribute(.unknown(resource.missing("destination_cidr_block")), place: resource.place)
    route(resource, to: block, into: &draft)
  }

  /// Reads `aws_ec2_transit_gateway_prefix_list_reference`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_prefix_list_reference
  static func transitPrefixList(_ resource: ResourceFields, into draft: inout Draft) {
    let list = resource.required("prefix_list_id")
    route(resource, to: Attribute(.known(.prefixList(list.target)), place: list.place), into: &draft)
  }

  private static func route(
    _ resource: ResourceFields, to destination: Attribute<Route.Destination>, into draft: inout Draft
  ) {
    let route = TransitRoute(
      destination: destination,
      attachment: resource.attachment("transit_gateway_attachment_id", unless: resource.bool("blackhole")),
      declaredBy: resource.id, place: resource.place, existence: resource.declaration.existence)
    draft.transitRoutes.append(
      StandaloneTransitRoute(table: resource.required("transit_gateway_route_table_id"), route: route))
  }

  static func transitAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.transitAssociations.append(
      TransitAssociation(
        declaration: resource.declaration, attachment: resource.required("transit_gateway_attachment_id"),
        table: resource.required("transit_gateway_route_table_id")))
  }

  static func transitPropagation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.transitPropagations.append(
      TransitPropagation(
        declaration: resource.declaration, attachment: resource.required("transit_gateway_attachment_id"),
        table: resource.required("transit_gateway_route_table_id")))
  }
}

extension ResourceFields {
  /// The attachment that a route of a transit gateway leads to; nil when it drops what it matches.
  func attachment(_ key: String, unless drops: Attribute<Bool>) -> Link? {
    if drops.known == true { return nil }
    if let why = drops.unknown { return Link(.unknown(why), at: drops.place) }
    return required(key)
  }
}
