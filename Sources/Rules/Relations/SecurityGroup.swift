import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let securityGroup: Relation = Relation(of: Objects.securityGroup) { context in
    context.infrastructure.securityGroups.map { group in
      Row(Objects.securityGroup, group, context, evidence: { group.rules.elements.map(\.place.range) })
    }
  }
}

extension Relations {
  // Group by group: all rules of a network, each with a row, are more than memory should hold at once.
  static let securityGroupRule: Relation = Relation(
    of: Objects.securityGroupRule,
    groups: { context, visit in
      for group in context.infrastructure.securityGroups {
        visit(RowGroup { group.rules.elements.map { row($0, of: group, context) } })
      }
    })

  private static func row(_ rule: SecurityGroupRule, of group: SecurityGroup, _ context: LintContext) -> Row {
    Row(
      Objects.securityGroupRule.object(rule, context), exists: Certainty(rule.existence, group.declaration.existence),
      subject: group.id, key: Objects.securityGroupRule.key(rule), evidence: { [rule.place.range] })
  }
}

extension Objects {
  static let securityGroup: ObjectType<SecurityGroup> = ObjectType(
    resource: "security_group", doc: "A security group with every rule that applies to it.",
    fields: [
      "name": .init(.string, "Its name, when it has been given one.") { group, context in
        group.name.map { context.value($0) }
      },
      "description": .init(.string, "Its description, when it has been given one.") { group, context in
        group.summary.map { context.value($0) }
      },
      "is_default": .init(.bool, "Whether it is the group that AWS creates with a VPC.") { group, _ in
        .bool(group.isDefault)
      },
      "rules": .init(
        .list(.object("security_group_rule")), "All rules, inline and separate ones.",
        at: { group, context in group.rules.elements.flatMap { Self.anchors(of: $0, context) } }
      ) { group, context in
        let rules = group.rules.elements.map { rule in
          (
            value: securityGroupRule.value(rule, context),
            certainty: Certainty(rule.existence.verdict, because: rule.existence.because)
          )
        }
        return context.list(rules, rest: group.rules.rest)
      },
      "has_data_store": .init(.bool, "Whether a data store has it.") { group, context in
        let stores = context.facts.endpoints(attachedTo: group.id).filter(\.endpoint.isDataStore)
        return context.value(
          stores.reduce(Certainty(.no)) { result, store in
            result.or(Certainty(store.verdict, because: store.endpoint.doubts(aboutMembershipIn: group.id)))
          })
      },
      "is_default_in_use": .init(
        .bool, "Whether it is a default group that something has, or that somebody has written rules for.",
        at: { group, context in
          context.facts.endpoints(attachedTo: group.id).filter {
            $0.verdict == .yes || $0.endpoint.condition(ofGroup: group.id) != nil
          }.map { $0.endpoint.anchor(ofGroup: group.id) } + group.writtenRules.map(\.anchor)
        }
      ) { group, context in
        guard group.isDefault else { return .bool(false) }
        let rules = group.writtenRules.reduce(Certainty(.no)) { $0.or(.of($1)) }
        let used = context.facts.endpoints(attachedTo: group.id).reduce(rules) { used, one in
          if one.verdict == .yes { return used.or(.yes) }
          return one.endpoint.condition(ofGroup: group.id).map { used.or(Certainty(.unknown, because: [$0])) } ?? used
        }
        return context.value(used)
      },
      "is_used": .init(
        .bool, "Whether anything has it; not known where an output or something that is not modelled names it."
      ) { group, context in
        context.value(context.isUsed(group))
      },
      "has_description": .init(
        .bool, "Whether somebody has described it; `Managed by Terraform` is what the provider writes."
      ) { group, _ in
        .bool(group.hasDescription)
      },
      "written_rules": .init(
        .list(.object("security_group_rule")),
        "The rules that the input declares, without those that AWS gives a group.",
        at: { group, context in group.writtenRules.flatMap { Self.anchors(of: $0, context) } }
      ) { group, context in
        context.list(group.writtenRules.map { (value: securityGroupRule.value($0, context), certainty: .of($0)) })
      },
      "undescribed_rules": .init(
        .list(.object("security_group_rule")),
        "The rules that the input declares and that say nothing about their purpose.",
        // A group that says nothing itself comes before its rules.
        at: { group, _ in
          (group.hasDescription ? [] : [Anchor(group.declaration)]) + group.undescribedRules.map(\.anchor)
        }
      ) { group, context in
        context.list(group.undescribedRules.map { (value: securityGroupRule.value($0, context), certainty: .of($0)) })
      },
      "egress_rules": .init(
        .list(.object("security_group_rule")), "The rules that let something out; not those that stand for no egress.",
        at: { group, context in
          group.egressRules(context).flatMap { Self.anchors(of: $0.rule, context) }
        }
      ) { group, context in
        context.list(
          group.egressRules(context).map { rule, certainty in
            (value: securityGroupRule.value(rule, context), certainty: certainty)
          }, rest: group.rules.rest)
      },
      "world_ingress": .init(
        .object(TrafficObject.name), "The traffic that it admits from the world, all rules together.",
        at: { group, context in context.worldAnchors(of: [group.id], .ingress) }
      ) { group, context in
        let (traffic, because) = context.worldTraffic(of: [(group.id, .yes)], .ingress)
        return context.value(traffic, because: because)
      },
      "world_egress": .init(
        .object(TrafficObject.name), "The traffic that it lets out to the world, all rules together.",
        at: { group, context in context.worldAnchors(of: [group.id], .egress) }
      ) { group, context in
        let (traffic, because) = context.worldTraffic(of: [(group.id, .yes)], .egress)
        return context.value(traffic, because: because)
      },
      "openings": .init(.list(.object("opening")), "What it admits and lets out, taken together.") { group, context in
        .list(context.openings(of: group.id).map { opening.value($0, context) })
      },
      "vpc": .init(.object("vpc"), "The VPC that it is in.", at: { group, _ in group.anchor(group.vpc?.place) }) {
        group, context in
        group.vpc.map { context.vpc($0) }
      },
      "endpoints": .init(
        .list(.object("endpoint")), "What has the group.",
        at: { group, context in
          context.facts.endpoints(attachedTo: group.id).map { $0.endpoint.anchor(ofGroup: group.id) }
        }
      ) { group, context in
        context.list(
          context.facts.endpoints(attachedTo: group.id).map { attached in
            (
              value: endpoint.value(attached.endpoint, context),
              certainty: Certainty(
                attached.verdict, because: attached.endpoint.doubts(aboutMembershipIn: group.id))
            )
          })
      },
      "database_traffic": .init(
        .object(TrafficObject.name),
        "The ports of the data stores that have the group; the usual database ports if nothing has it."
      ) { group, context in
        let attached = context.facts.endpoints(attachedTo: group.id)
        let because = attached.flatMap { store in
          context.doubts(aboutServiceOf: store.endpoint) + store.endpoint.doubts(aboutMembershipIn: group.id)
        }
        return context.value(context.facts.databaseTraffic(of: group), because: because.distinct)
      },
    ])

  static let securityGroupRule: ObjectType<SecurityGroupRule> = ObjectType(
    "security_group_rule", doc: "One rule of a security group.",
    key: { "\($0.declaredBy.stack)\n\($0.declaredBy.address)\n\($0.place.range.file.path)\n\($0.place.range.offset)" },
    describeIn: { rule, context in context.words(of: rule) },
    anchors: { rule, context in anchors(of: rule, context) },
    fields: [
      "group": .init(.object("security_group"), "The security group that it belongs to.") { rule, context in
        context.group(of: rule).map { securityGroup.value($0, context) }
      },
      "direction": .init(.string, "`ingress` or `egress`.") { rule, _ in .string(rule.direction.rawValue) },
      "description": .init(.string, "Its description, when it has one.") { rule, context in
        rule.summary.map { context.value($0) }
      },
      "is_declared": .init(.bool, "Whether the input declares it, and not AWS.") { rule, _ in
        .bool(rule.origin != .default)
      },
      "is_redundant": .init(.bool, "Whether other rules of its group let through all that it lets through.") {
        rule, context in
        .bool(!context.rules(covering: rule).isEmpty)
      },
      "covered_by": .init(.list(.object("security_group_rule")), "The rules that make it redundant.") { rule, context in
        .list(context.rules(covering: rule).map { securityGroupRule.value($0, context) })
      },
      "traffic": .init(.object(TrafficObject.name), "Protocols and ports.") { rule, context in
        context.value(rule.traffic.bounds, because: rule.traffic.unknowns)
      },
      "peers": .init(.list(.string), "Its sources or destinations in words.") { rule, context in
        context.list(
          rule.peers.elements.map { (value: .string($0.words), certainty: .yes) }, rest: rule.peers.rest)
      },
      "declared_by": .init(.string, "The address of the resource that declares it.") { rule, _ in
        .string(rule.declaredBy.address)
      },
      "is_default": .init(.bool, "Whether nobody wrote it: AWS's or the provider's default.") { rule, _ in
        .bool(rule.origin == .default)
      },
    ])

  /// The peers of a rule, each where it stands; the rule itself if none is known.
  static func anchors(of rule: SecurityGroupRule, _ context: LintContext) -> [Anchor] {
    // A rule may be in hundreds of openings.
    context.anchorsByRule.value(ObjectIdentifier(rule)) {
      if rule.peers.elements.isEmpty { return [Anchor(rule)] }
      return rule.peers.elements.map { anchor(of: $0, in: rule, context) }
    }
  }

  static func anchor(of peer: RulePeer, in rule: SecurityGroupRule, _ context: LintContext) -> Anchor {
    let addresses = context.addresses(of: peer)
    // The rule's value without its position is its key, too.
    let words = rule.words(for: peer)
    // What is certain is the cause before what is only possible, however much that may be.
    return Anchor(
      peer.place, rule.declaredBy, key: words, words: words,
      weight: addresses.isExact ? addresses.may.share : addresses.must.share + addresses.may.share / 0x1p10)
  }
}

extension Anchor {
  /// A rule whatever its peers are.
  init(_ rule: SecurityGroupRule) {
    let words = rule.words(for: nil)
    self.init(rule.place, rule.declaredBy, key: words, words: words)
  }
}

extension SecurityGroupRule {
  /// The rule as a whole.
  var anchor: Anchor {
    let words = words(for: peers.elements.first)
    return Anchor(place, declaredBy, key: words, words: words)
  }
}

extension SecurityGroupRule {
  /// The rule in words, with its first peers.
  fileprivate var words: String {
    guard let first = peers.elements.first else { return words(for: nil) }
    let others = peers.elements.dropFirst().prefix(2).map { ", \($0.words)" }.joined()
    let left = peers.elements.count - 3
    return words(for: first) + others + (left > 0 ? " and \(left) more" : "")
  }
}

extension Certainty {
  /// Whether a rule is there.
  fileprivate static func of(_ rule: SecurityGroupRule) -> Certainty {
    Certainty(rule.existence.verdict, because: rule.existence.because)
  }
}

extension SecurityGroup {
  fileprivate var writtenRules: [SecurityGroupRule] { rules.elements.filter { $0.origin != .default } }

  fileprivate var undescribedRules: [SecurityGroupRule] {
    writtenRules.filter { $0.summary?.value.isBlank ?? true }
  }

  /// Whether somebody has described it.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group (description)
  fileprivate var hasDescription: Bool {
    // AWS writes that of a default group, and nobody can change it.
    guard !isDefault else { return true }
    guard let summary else { return false }
    return !summary.value.isBlank && summary.known?.literal != "Managed by Terraform"
  }

  /// The egress rules with whether they let anything out.
  ///
  /// A rule to loopback or broadcast addresses is how templates take away the rule that allows everything.
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
  func egressRules(_ context: LintContext) -> [(rule: SecurityGroupRule, certainty: Certainty)] {
    rules.elements.filter { $0.direction == .egress }.reduce(into: []) { all, rule in
      let leads = Verdict.any(
        rule.peers.elements.map { peer in
          if case .group = peer.kind { return .yes }
          let addresses = context.addresses(of: peer)
          return addresses.subtracting(.exact(.nowhere)).nonEmpty
        } + (rule.peers.rest.isEmpty ? [] : [.unknown]))
      let why = rule.peers.rest + rule.peers.elements.flatMap(\.unknowns)
      let certainty = Certainty(leads, because: why).and(.of(rule))
      if certainty.verdict != .no { all.append((rule, certainty)) }
    }
  }
}

extension RulePeer {
  /// Why it is not known whom it stands for.
  fileprivate var unknowns: [Unknown] {
    switch kind {
    case .block(let block): block.prefix.unknown.map { [$0] } ?? []
    case .prefixList(let list): [list.unknown ?? Unknown(list.name, .notInInput)]
    case .group(let group): group.unknown.map { [$0] } ?? []
    case .unknown(let why): [why]
    }
  }
}

extension AWSModel.Value where Wrapped == PartialText {
  /// Whether it is certainly nothing.
  fileprivate var isBlank: Bool { known?.literal?.allSatisfy(\.isWhitespace) ?? false }
}

extension AddressSet {
  /// Addresses that no packet leaves for: loopback and broadcast.
  fileprivate static let nowhere = AddressSet(
    [IPPrefix("127.0.0.0/8"), IPPrefix("255.255.255.255/32"), IPPrefix("::1/128")].compactMap(\.self))
}

extension Endpoint {
  /// The condition under which it has the group; nil if there is none: a group that is not known may be any, but that it
  /// is this one nobody has said.
  fileprivate func condition(ofGroup group: ResourceID) -> Unknown? {
    for case .oneOf(let ids, let why) in (groups?.elements ?? []).map(\.target) where ids.contains(group) {
      if why.reason == .condition || why.reason == .parameter { return why }
    }
    return nil
  }

  /// Where it is given a group; its declaration where it has the default one.
  fileprivate func anchor(ofGroup group: ResourceID) -> Anchor {
    let link = groups?.elements.first { link in
      switch link.target {
      case .resource(let id): id == group
      case .oneOf(let ids, _): ids.contains(group)
      case .external, .unknown: false
      }
    }
    guard let link, link.origin == .explicit else { return Anchor(declaration) }
    return Anchor(link.place, link.declaredBy ?? id, key: group.address, words: "\(address) has the group")
  }
}

extension LintContext {
  /// Whether a group is attached to anything: an endpoint, a VPC endpoint, a template of machines, or what is not modelled.
  fileprivate func isUsed(_ group: SecurityGroup) -> Certainty {
    let attached = facts.endpoints(attachedTo: group.id).reduce(Certainty(.no)) { result, user in
      result.or(Certainty(user.verdict, because: user.endpoint.doubts(aboutMembershipIn: group.id)))
    }
    // A Client VPN endpoint has its groups before it has an interface in any subnet.
    let others =
      infrastructure.vpcEndpoints.map(\.groups) + infrastructure.launchTemplates.map(\.groups)
      + infrastructure.outboundServices.filter { $0.kind == .clientVPN }.map(\.groups)
    let linked = others.reduce(attached) { result, links in
      links.elements.reduce(result) { $0.or($1.target.certainty(is: group.id)) }
    }
    let doubts = lookup.mentions(of: group.id).map(\.doubt)
    return doubts.isEmpty ? linked : linked.or(Certainty(.unknown, because: doubts))
  }

  /// The other rules of a rule's group that let through all that it lets through; none if they do not.
  fileprivate func rules(covering rule: SecurityGroupRule) -> [SecurityGroupRule] {
    guard let group = group(of: rule) else { return [] }
    let redundant = redundantRules.value(group.id) {
      Dictionary(
        group.redundantRules.map { (ObjectIdentifier($0.rule), $0.coveredBy) }, uniquingKeysWith: { first, _ in first })
    }
    return redundant[ObjectIdentifier(rule)] ?? []
  }

  /// A rule in words; a rule may be in the messages of hundreds of findings.
  fileprivate func words(of rule: SecurityGroupRule) -> String {
    wordsByRule.value(ObjectIdentifier(rule)) { rule.words }
  }

  /// The group that a rule belongs to; the first of several that it may belong to.
  ///
  /// Rules are found by their identity: the infrastructure has one object for each.
  func group(of rule: SecurityGroupRule) -> SecurityGroup? {
    let groups = groupsByRule.value {
      let pairs = infrastructure.securityGroups.flatMap { group in
        group.rules.elements.map { (ObjectIdentifier($0), group.id) }
      }
      return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
    return groups[ObjectIdentifier(rule)].flatMap { facts.topology.securityGroup($0) }
  }
}

extension LintContext {
  /// The addresses that a peer certainly and possibly stands for; none for a group.
  func addresses(of peer: RulePeer) -> Bounds<AddressSet> {
    switch peer.kind {
    case .block(let block): block.bounds
    case .prefixList(let list): facts.topology.addresses(ofPrefixList: list).bounds
    case .group: .empty
    case .unknown: .unknown
    }
  }

  /// Why it is not known what an endpoint listens on.
  func doubts(aboutServiceOf endpoint: Endpoint) -> [Unknown] {
    if endpoint.serves.isExact { return [] }
    guard let stored = storedData(endpoint.id) else { return [] }
    let reasons = stored.doubtsAboutPort
    let unnamed = Unknown("the port of \(endpoint.address)", .unreadable("no default is known for its engine"))
    return reasons.isEmpty ? [unnamed] : reasons
  }
}

extension Endpoint {
  /// Why it is not known whether it has a group; empty if it is.
  func doubts(aboutMembershipIn group: ResourceID) -> [Unknown] {
    guard let groups else { return [] }
    return groups.rest
      + groups.elements.reduce(into: []) { all, link in
        switch link.target {
        case .oneOf(let ids, let why): if ids.contains(group) { all.append(why) }
        case .unknown(let why): all.append(why)
        case .resource, .external: break
        }
      }
  }
}
