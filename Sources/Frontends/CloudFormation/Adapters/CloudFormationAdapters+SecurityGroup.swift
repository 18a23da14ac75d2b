import AWSModel
import Documents
import NetSpace

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::SecurityGroup`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
  @Sendable static func securityGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let ingress = resource.fields.blocks("SecurityGroupIngress")
    let egress = resource.fields.blocks("SecurityGroupEgress")
    var rules = PartialList<SecurityGroupRule>()
    rules.elements += ingress.rest.map { .unlisted($0, .ingress, of: resource.declaration) }
    rules.elements += egress.rest.map { .unlisted($0, .egress, of: resource.declaration) }
    rules.elements += ingress.elements.map { rule(resource, $0.fields, .ingress, existence: $0.existence) }
    rules.elements += egress.elements.map { rule(resource, $0.fields, .egress, existence: $0.existence) }
    // Without egress rules EC2 adds one that allows everything; whether there are any may not be known.
    if egress.elements.allSatisfy({ $0.existence.verdict != .yes }) {
      let because = (egress.rest + egress.elements.flatMap(\.existence.because)).distinct
      let rule = SecurityGroupRule.allowAllEgress(of: resource.id, at: resource.place)
      rules.elements.append(because.isEmpty ? rule : rule.existing(.possible(because)))
    }
    draft.infrastructure.securityGroups.append(
      SecurityGroup(
        declaration: resource.declaration, vpc: resource.fields.link("VpcId"), name: resource.fields.text("GroupName"),
        summary: resource.fields.text("GroupDescription"), rules: rules))
  }

  /// Reads `AWS::EC2::SecurityGroupIngress`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html
  @Sendable static func securityGroupIngress(_ resource: ResourceFields, into draft: inout Draft) {
    let rule = rule(resource, resource.fields, .ingress, existence: resource.existence())
    draft.rules.append(StandaloneRule(group: group(resource), rule: rule))
  }

  /// Reads `AWS::EC2::SecurityGroupEgress`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html
  @Sendable static func securityGroupEgress(_ resource: ResourceFields, into draft: inout Draft) {
    let rule = rule(resource, resource.fields, .egress, existence: resource.existence())
    draft.rules.append(StandaloneRule(group: group(resource), rule: rule))
  }

  /// A separate egress rule takes the place of the default one, as rules within the group do.
  ///
  /// AWS says so of rules within the group; that it holds for separate ones too is what the CDK relies on.
  static func settleDefaultEgress(_ draft: inout Draft) {
    let separate = draft.rules.filter { $0.rule.direction == .egress }
    guard !separate.isEmpty else { return }
    var replaced: Set<ResourceID> = []
    var because: [ResourceID: [Unknown]] = [:]
    var anywhere: [Unknown] = []
    for rule in separate {
      switch rule.group.target {
      case .resource(let id) where rule.rule.existence.verdict == .yes: replaced.insert(id)
      case .resource(let id): because[id, default: []] += rule.rule.existence.because
      case .oneOf(let ids, let why): for id in ids { because[id, default: []].append(why) }
      case .unknown(let why): anywhere.append(why)
      case .external: continue
      }
    }
    for (offset, group) in draft.infrastructure.securityGroups.enumerated() {
      let isDefault = { (rule: SecurityGroupRule) in rule.direction == .egress && rule.origin == .default }
      guard let position = group.rules.elements.firstIndex(where: isDefault) else { continue }
      if replaced.contains(group.id) {
        draft.infrastructure.securityGroups[offset].rules.elements.remove(at: position)
        continue
      }
      let reasons = (because[group.id] ?? []) + anywhere
      guard !reasons.isEmpty else { continue }
      let rule = group.rules.elements[position]
      let existence = Existence.possible((rule.existence.because + reasons).distinct)
      draft.infrastructure.securityGroups[offset].rules.elements[position] = rule.existing(existence)
    }
  }

  /// The group of a separate rule; `GroupName` is for groups of the default VPC.
  private static func group(_ resource: ResourceFields) -> Link {
    resource.fields.link("GroupId") ?? resource.fields.link("GroupName", named: .securityGroup)
      ?? resource.required("GroupId")
  }

  private static func rule(
    _ resource: ResourceFields, _ fields: Fields, _ direction: Direction, existence: Existence
  ) -> SecurityGroupRule {
    let proto = fields.string("IpProtocol") ?? Attribute(.unknown(missing("IpProtocol", fields)), place: fields.place)
    return SecurityGroupRule(
      direction: direction,
      traffic: .securityGroup(proto: proto, from: fields.int("FromPort"), to: fields.int("ToPort")),
      peers: peers(fields, direction), summary: fields.text("Description"), declaredBy: resource.id,
      place: fields.place,
      existence: existence)
  }

  private static func peers(_ fields: Fields, _ direction: Direction) -> PartialList<RulePeer> {
    var peers = PartialList<RulePeer>()
    for (key, family) in [("CidrIp", AddressFamily.ipv4), ("CidrIpv6", .ipv6)] {
      guard let block = fields.addressBlock(key, family: family) else { continue }
      switch block.value {
      case .known(let known): peers.elements.append(RulePeer(.block(known), at: block.place))
      case .oneOf(_, let why), .unknown(let why):
        peers.elements.append(RulePeer(.block(AddressBlock(prefix: .unknown(why), family: family)), at: block.place))
      }
    }
    let isIngress = direction == .ingress
    if let list = fields.link(isIngress ? "SourcePrefixListId" : "DestinationPrefixListId") {
      peers.elements.append(RulePeer(.prefixList(list.target), at: list.place))
    }
    for (key, kind) in [
      (isIngress ? "SourceSecurityGroupId" : "DestinationSecurityGroupId", NamedKind?.none),
      (isIngress ? "SourceSecurityGroupName" : "DestinationSecurityGroupName", .securityGroup),
    ] {
      guard let group = fields.link(key, named: kind) else { continue }
      peers.elements.append(RulePeer(.group(group.target), at: group.place))
    }
    if peers.isEmpty {
      // EC2 has nothing to allow: such a rule admits nobody.
      _ = missing(direction == .ingress ? "source" : "destination", fields)
    }
    return peers
  }

  private static func missing(_ what: String, _ fields: Fields) -> Unknown {
    fields.context.report(Diagnostic(.unreadable, "a security group rule without \(what)", at: fields.place.range))
    return Unknown(what, .unreadable("missing"), at: fields.place.range)
  }
}

extension SecurityGroupRule {
  /// The same rule, there under other circumstances.
  fileprivate func existing(_ existence: Existence) -> SecurityGroupRule {
    SecurityGroupRule(
      direction: direction, traffic: traffic, peers: peers, summary: summary, origin: origin, declaredBy: declaredBy,
      place: place, existence: existence)
  }
}
