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
      "openings": .init(.list(.object("opening")), "What it admits and lets out, taken together.") { group, context in
        .list(context.openings.filter { $0.group.id == group.id }.map { opening.value($0, context) })
      },
      "endpoints": .init(.list(.object("endpoint")), "What has the group.") { group, context in
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
    describe: { $0.words(for: nil) },
    anchors: { rule, context in anchors(of: rule, context) },
    fields: [
      "direction": .init(.string, "`ingress` or `egress`.") { rule, _ in .string(rule.direction.rawValue) },
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
    if rule.peers.elements.isEmpty {
      return [Anchor(rule.place, rule.declaredBy, key: rule.key(nil), words: rule.words(for: nil))]
    }
    return rule.peers.elements.map { anchor(of: $0, in: rule, context) }
  }

  static func anchor(of peer: RulePeer, in rule: SecurityGroupRule, _ context: LintContext) -> Anchor {
    Anchor(
      peer.place, rule.declaredBy, key: rule.key(peer), words: rule.words(for: peer),
      weight: context.addresses(of: peer).may.share)
  }
}

extension SecurityGroupRule {
  /// The rule's value without its position.
  fileprivate func key(_ peer: RulePeer?) -> String { words(for: peer) }
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
