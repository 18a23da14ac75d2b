import AWSModel
import Documents
import NetSpace

/// Security groups and every way to write a rule of one.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
extension TerraformAdapters {
  /// A group has the rules that it lists and no others: the provider revokes the rule that EC2 gives a new group.
  static func securityGroup(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.securityGroups.append(group(resource, isDefault: false))
  }

  /// The group that AWS created with a VPC; adopting it removes all its rules.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
  static func defaultSecurityGroup(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.securityGroups.append(group(resource, isDefault: true))
  }

  /// A group that a data source found; its rules are not in the input.
  static func existingSecurityGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.securityGroups.append(
      SecurityGroup(
        declaration: resource.declaration, vpc: fields.link("vpc_id"), name: fields.text("name"),
        summary: fields.text("description"),
        rules: PartialList(rest: [Unknown(resource.id.address, .notInInput, at: resource.place.range)]),
        isDefault: fields.string("name")?.known == "default"))
  }

  private static func group(_ resource: ResourceFields, isDefault: Bool) -> SecurityGroup {
    let fields = resource.fields
    var rules = PartialList<SecurityGroupRule>()
    for direction in Direction.allCases {
      let blocks = fields.blocks(direction.rawValue)
      rules.elements += blocks.rest.map { .unlisted($0, direction, of: resource.declaration) }
      rules.elements += blocks.elements.map { block in
        inlineRule(block.fields, direction, of: resource, existence: block.existence)
      }
    }
    return SecurityGroup(
      declaration: resource.declaration, vpc: fields.link("vpc_id"), name: fields.text("name"),
      summary: fields.text("description"), rules: rules, isDefault: isDefault)
  }

  private static func inlineRule(
    _ fields: Fields, _ direction: Direction, of group: ResourceFields, existence: Existence
  ) -> SecurityGroupRule {
    SecurityGroupRule(
      direction: direction, traffic: traffic(fields, group, proto: "protocol"),
      peers: peers(fields, groups: "security_groups", self: .resource(group.id)), summary: fields.text("description"),
      declaredBy: group.id, place: fields.place, existence: existence)
  }

  /// A rule on its own with any number of peers.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule
  static func securityGroupRule(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let group = resource.required("security_group_id")
    let type = fields.string("type") ?? Attribute(.unknown(resource.missing("type")), place: resource.place)
    let directions: [Direction]
    let existence: Existence
    switch type.value {
    case .known(let text):
      if let direction = Direction(rawValue: text) {
        directions = [direction]
        existence = .certain
      } else {
        let why = Unknown("type \"\(text)\"", .unreadable("neither ingress nor egress"), at: type.place.range)
        resource.context.report(Diagnostic(.unreadable, "\(why)", at: type.place.range))
        directions = Direction.allCases
        existence = .possible([why])
      }
    case .oneOf(_, let why), .unknown(let why):
      directions = Direction.allCases
      existence = .possible([why])
    }
    for direction in directions {
      let rule = SecurityGroupRule(
        direction: direction, traffic: traffic(fields, resource, proto: "protocol"),
        peers: peers(fields, groups: hasNoSourceGroup(fields) ? nil : "source_security_group_id", self: group.target),
        summary: fields.text("description"), declaredBy: resource.id, place: resource.place,
        existence: existence.and(resource.declaration.existence))
      draft.rules.append(StandaloneRule(group: group, rule: rule))
    }
  }

  /// Whether a source group that is not known is none: the provider takes none beside addresses or the group itself,
  /// and computes the attribute where the configuration has null.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule
  private static func hasNoSourceGroup(_ fields: Fields) -> Bool {
    if case .text(let text)? = fields["source_security_group_id"]?.content, text.literal != nil { return false }
    return fields.bool("self")?.known == true
      || ["cidr_blocks", "ipv6_cidr_blocks"].contains { key in
        fields.list(key).elements.contains { $0.existence.verdict == .yes }
      }
  }

  static func securityGroupIngressRule(_ resource: ResourceFields, into draft: inout Draft) {
    singlePeerRule(resource, .ingress, into: &draft)
  }

  static func securityGroupEgressRule(_ resource: ResourceFields, into draft: inout Draft) {
    singlePeerRule(resource, .egress, into: &draft)
  }

  /// A rule on its own with one peer.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
  private static func singlePeerRule(_ resource: ResourceFields, _ direction: Direction, into draft: inout Draft) {
    let fields = resource.fields
    var peers = PartialList<RulePeer>()
    for (key, family) in [("cidr_ipv4", AddressFamily.ipv4), ("cidr_ipv6", .ipv6)] {
      if let block = fields.addressBlock(key, family: family) { peers.elements.append(RulePeer(block)) }
    }
    if let list = fields.link("prefix_list_id") {
      peers.elements.append(RulePeer(.prefixList(list.target), at: list.place))
    }
    if let group = fields.link("referenced_security_group_id") {
      peers.elements.append(RulePeer(.group(group.target), at: group.place))
    }
    if peers.isEmpty { peers.rest.append(resource.missing("cidr_ipv4")) }
    let rule = SecurityGroupRule(
      direction: direction, traffic: traffic(fields, resource, proto: "ip_protocol"), peers: peers,
      summary: fields.text("description"), declaredBy: resource.id, place: resource.place,
      existence: resource.declaration.existence)
    draft.rules.append(StandaloneRule(group: resource.required("security_group_id"), rule: rule))
  }

  // MARK: Parts of a rule

  private static func traffic(_ fields: Fields, _ resource: ResourceFields, proto: String) -> RuleTraffic {
    let name = fields.string(proto) ?? Attribute(.unknown(resource.missing(proto)), place: fields.place)
    return .securityGroup(proto: name, from: fields.int("from_port"), to: fields.int("to_port"))
  }

  private static func peers(_ fields: Fields, groups: String?, self own: Reference) -> PartialList<RulePeer> {
    var peers = PartialList<RulePeer>()
    for (key, family) in [("cidr_blocks", AddressFamily.ipv4), ("ipv6_cidr_blocks", .ipv6)] {
      let list = fields.list(key)
      peers.rest += list.rest
      for element in list.elements {
        if element.existence.verdict == .yes {
          peers.elements.append(RulePeer(fields.addressBlock(element.value, family: family)))
        } else {
          peers.rest += element.existence.because
        }
      }
    }
    peers.append(contentsOf: fields.links("prefix_list_ids").map { RulePeer(.prefixList($0.target), at: $0.place) })
    if let groups { peers.append(contentsOf: fields.links(groups).map { RulePeer(.group($0.target), at: $0.place) }) }
    if let itself = fields.bool("self") {
      switch itself.value {
      case .known(true): peers.elements.append(RulePeer(.group(own), at: itself.place))
      case .known(false): break
      case .oneOf(_, let why), .unknown(let why): peers.rest.append(why)
      }
    }
    return peers
  }
}

extension RulePeer {
  /// A block; one that may be any of several is a block as well.
  init(_ attribute: Attribute<AddressBlock>) {
    switch attribute.value {
    case .known(let block): self.init(.block(block), at: attribute.place)
    case .oneOf(_, let why), .unknown(let why): self.init(.unknown(why), at: attribute.place)
    }
  }
}
