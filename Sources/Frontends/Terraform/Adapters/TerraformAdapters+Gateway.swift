import AWSModel
import NetSpace

/// Gateways, elastic addresses and prefix lists.
extension TerraformAdapters {
  /// An internet gateway, which its own `vpc_id` may attach.
  static func internetGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.internetGateways.append(InternetGateway(declaration: resource.declaration))
    guard let vpc = resource.fields.link("vpc_id") else { return }
    let gateway = Link(.resource(resource.id), at: vpc.place)
    draft.infrastructure.gatewayAttachments.append(
      GatewayAttachment(declaration: resource.declaration, gateway: gateway, vpc: vpc))
  }

  static func gatewayAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.gatewayAttachments.append(
      GatewayAttachment(
        declaration: resource.declaration, gateway: resource.required("internet_gateway_id"),
        vpc: resource.required("vpc_id")))
  }

  static func egressOnlyGateway(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.egressOnlyGateways.append(
      EgressOnlyInternetGateway(declaration: resource.declaration, vpc: resource.required("vpc_id")))
  }

  static func natGateway(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let kind = resource.string("connectivity_type")
    draft.infrastructure.natGateways.append(
      NATGateway(
        declaration: resource.declaration, subnet: fields.link("subnet_id"), vpc: fields.link("vpc_id"),
        isPublic: kind.map { $0 == "public" }, address: fields.link("allocation_id")))
  }

  /// An elastic address, which it may itself associate.
  static func elasticIP(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.elasticIPs.append(
      ElasticIP(declaration: resource.declaration, address: resource.fields.hostAddress("public_ip")))
    for key in ["instance", "network_interface"] {
      guard let holder = resource.fields.holder(key) else { continue }
      draft.infrastructure.addressAssociations.append(
        AddressAssociation(
          declaration: resource.declaration, holder: holder, address: Link(.resource(resource.id), at: holder.place)))
    }
  }

  static func addressAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let holder =
      fields.holder("instance_id") ?? fields.holder("network_interface_id") ?? resource.required("instance_id")
    draft.infrastructure.addressAssociations.append(
      AddressAssociation(declaration: resource.declaration, holder: holder, address: fields.link("allocation_id")))
  }

  static func prefixList(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.prefixLists.append(
      PrefixList(
        declaration: resource.declaration, name: resource.fields.text("name"), entries: entries(resource, "entry")))
  }

  /// A list that a data source found, with the entries that it had; without them the name says which list of AWS it is.
  static func existingPrefixList(_ resource: ResourceFields, into draft: inout Draft) {
    var entries = entries(resource, "entries")
    let blocks = resource.fields.list("cidr_blocks")
    entries.rest += blocks.rest
    entries.elements += blocks.elements.map { resource.fields.addressBlock($0.value) }
    if entries.isEmpty { entries.rest.append(Unknown(resource.id.address, .notInInput, at: resource.place.range)) }
    draft.infrastructure.prefixLists.append(
      PrefixList(declaration: resource.declaration, name: resource.fields.text("name"), entries: entries))
  }

  private static func entries(_ resource: ResourceFields, _ key: String) -> PartialList<Attribute<AddressBlock>> {
    let blocks = resource.fields.blocks(key)
    var entries = PartialList<Attribute<AddressBlock>>(rest: blocks.rest)
    for block in blocks.elements {
      if block.existence.verdict != .yes {
        entries.rest += block.existence.because
      } else if let entry = block.fields.addressBlock("cidr") {
        entries.elements.append(entry)
      } else {
        entries.rest.append(resource.missing("cidr"))
      }
    }
    return entries
  }

  static func prefixListEntry(_ resource: ResourceFields, into draft: inout Draft) {
    let entry =
      resource.fields.addressBlock("cidr")
      ?? Attribute(
        .known(AddressBlock(prefix: .unknown(resource.missing("cidr")))), place: resource.place)
    draft.prefixListEntries.append((resource.owner(resource.required("prefix_list_id")), entry))
  }
}

extension Fields {
  /// A link that the provider writes as "" when there is none.
  fileprivate func holder(_ key: String) -> Link? {
    if case .text(let text)? = self[key]?.content, text.literal == "" { return nil }
    return link(key)
  }
}
