import AWSModel
import Documents
import NetSpace

/// Network ACLs with their entries and associations.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl
extension TerraformAdapters {
  /// A list has the entries that it lists: one without any denies everything.
  static func networkACL(_ resource: ResourceFields, into draft: inout Draft) {
    list(resource, vpc: resource.required("vpc_id"), isDefault: false, into: &draft)
  }

  /// The list that AWS created with a VPC; adopting it removes its entries, so that an empty one denies everything.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_network_acl
  static func defaultNetworkACL(_ resource: ResourceFields, into draft: inout Draft) {
    list(resource, vpc: resource.adoptedFrom("default_network_acl_id"), isDefault: true, into: &draft)
  }

  private static func list(_ resource: ResourceFields, vpc: Link, isDefault: Bool, into draft: inout Draft) {
    let fields = resource.fields
    var entries = PartialList<NetworkACLEntry>()
    for direction in Direction.allCases {
      let blocks = fields.blocks(direction.rawValue)
      entries.rest += blocks.rest
      entries.elements += blocks.elements.map { inlineEntry($0.fields, direction, of: resource, $0.existence) }
    }
    draft.infrastructure.networkACLs.append(
      NetworkACL(declaration: resource.declaration, vpc: vpc, entries: entries, isDefault: isDefault))
    let subnets = fields.links("subnet_ids")
    let unknown = subnets.rest.map { Link(.unknown($0), at: resource.place) }
    for subnet in subnets.elements + unknown {
      draft.infrastructure.networkACLAssociations.append(
        NetworkACLAssociation(
          declaration: resource.declaration, acl: Link(.resource(resource.id), at: subnet.place), subnet: subnet))
    }
  }

  private static func inlineEntry(
    _ fields: Fields, _ direction: Direction, of list: ResourceFields, _ existence: Existence
  ) -> NetworkACLEntry {
    NetworkACLEntry(
      number: fields.int("rule_no") ?? Attribute(.unknown(list.missing("rule_no")), place: fields.place),
      direction: Attribute(.known(direction), place: fields.place), allows: allows(fields, "action", list),
      // An ICMP type that is left out is 0, an echo reply, not any type.
      traffic: traffic(fields, list, icmp: fields.defaulted(0)), block: block(fields, list), declaredBy: list.id,
      place: fields.place, existence: existence)
  }

  static func networkACLEntry(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let entry = NetworkACLEntry(
      number: fields.int("rule_number") ?? Attribute(.unknown(resource.missing("rule_number")), place: resource.place),
      direction: resource.bool("egress").map { $0 ? .egress : .ingress },
      allows: allows(fields, "rule_action", resource), traffic: traffic(fields, resource, icmp: nil),
      block: block(fields, resource), declaredBy: resource.id, place: resource.place,
      existence: resource.declaration.existence)
    draft.aclEntries.append(StandaloneEntry(acl: resource.required("network_acl_id"), entry: entry))
  }

  static func networkACLAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.networkACLAssociations.append(
      NetworkACLAssociation(
        declaration: resource.declaration, acl: resource.required("network_acl_id"),
        subnet: resource.required("subnet_id")))
  }

  // MARK: Parts of an entry

  private static func allows(_ fields: Fields, _ key: String, _ resource: ResourceFields) -> Attribute<Bool> {
    guard let action = fields.string(key) else {
      return Attribute(.unknown(resource.missing(key)), place: fields.place)
    }
    return action.flatMap { text in
      switch text.lowercased() {
      case "allow": .known(true)
      case "deny": .known(false)
      default:
        .unknown(Unknown("\(key) \"\(text)\"", .unreadable("neither allow nor deny"), at: action.place.range))
      }
    }
  }

  private static func traffic(_ fields: Fields, _ resource: ResourceFields, icmp: Attribute<Int>?) -> RuleTraffic {
    let proto = fields.string("protocol") ?? Attribute(.unknown(resource.missing("protocol")), place: fields.place)
    return .networkACL(
      proto: proto, from: fields.int("from_port"), to: fields.int("to_port"),
      icmpType: fields.int("icmp_type") ?? icmp, icmpCode: fields.int("icmp_code") ?? icmp)
  }

  private static func block(_ fields: Fields, _ resource: ResourceFields) -> Attribute<AddressBlock> {
    fields.addressBlock("cidr_block", family: .ipv4) ?? fields.addressBlock("ipv6_cidr_block", family: .ipv6)
      ?? Attribute(.known(AddressBlock(prefix: .unknown(resource.missing("cidr_block")))), place: fields.place)
  }
}

extension ResourceFields {
  /// The VPC that an adopted object was created with: that of its `vpc_id` once known, else of the attribute by which
  /// it is adopted (`aws_vpc.main.default_network_acl_id`).
  func adoptedFrom(_ key: String) -> Link {
    if let vpc = fields.link("vpc_id") { return vpc }
    guard let text = fields.text(key) else { return required(key) }
    if let vpc = text.known?.attribute?.resource { return Link(.resource(vpc), at: text.place) }
    let why = text.unknown ?? Unknown("the VPC of \(id.address)", .notInInput, at: text.place.range)
    return Link(.unknown(why), at: text.place)
  }
}
