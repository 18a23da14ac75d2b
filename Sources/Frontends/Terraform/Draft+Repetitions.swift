import AWSModel

/// What an existing resource's values repeat of others.
///
/// After a refresh a group's `ingress` and `egress` hold every rule that the group has, those of separate resources too;
/// a role's `managed_policy_arns` and `inline_policy`, a bucket's `policy`, a route table's `route` and
/// `propagating_vgws` and a VPN gateway's `vpc_id` likewise. The separate declarations stand for themselves, so that
/// what they add is not also said to be of the group.
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
extension Draft {
  mutating func removeRepetitions() {
    removeRepeatedRules()
    removeRepeatedPolicies()
    removeRepeatedResourcePolicies()
    removeRepeatedGateways()
    removeRepeatedRoutes()
  }

  private mutating func removeRepeatedRoutes() {
    var separate: [ResourceID: [Route]] = [:]
    for route in routes { if let table = route.table.target.id { separate[table, default: []].append(route.route) } }
    for index in infrastructure.routeTables.indices {
      guard let others = separate[infrastructure.routeTables[index].id] else { continue }
      infrastructure.routeTables[index].routes.elements.removeAll { own in
        others.contains { $0.destination.value == own.destination.value && $0.target.value == own.target.value }
      }
    }
  }

  private mutating func removeRepeatedGateways() {
    let propagations = infrastructure.routePropagations.filter { $0.id != $0.table.target.id }
    infrastructure.routePropagations.removeAll { own in
      own.id == own.table.target.id
        && propagations.contains { $0.table.target == own.table.target && $0.gateway.target == own.gateway.target }
    }
    let attachments = infrastructure.gatewayAttachments.filter { $0.id != $0.gateway.target.id }
    infrastructure.gatewayAttachments.removeAll { own in
      own.id == own.gateway.target.id
        && attachments.contains { $0.gateway.target == own.gateway.target && $0.vpc.target == own.vpc.target }
    }
  }

  private mutating func removeRepeatedRules() {
    var separate: [ResourceID: [SecurityGroupRule]] = [:]
    for rule in rules { if let group = rule.group.target.id { separate[group, default: []].append(rule.rule) } }
    for index in infrastructure.securityGroups.indices {
      guard let others = separate[infrastructure.securityGroups[index].id] else { continue }
      infrastructure.securityGroups[index].rules.elements = infrastructure.securityGroups[index].rules.elements
        .reduce(into: []) { rules, rule in
          if let left = rule.without(peersOf: others) { rules.append(left) }
        }
    }
  }

  private mutating func removeRepeatedPolicies() {
    var attached: [ResourceID: Set<Reference>] = [:]
    for attachment in policyAttachments {
      if let id = attachment.holder.link.target.id { attached[id, default: []].insert(attachment.policy.target) }
    }
    var named: [ResourceID: Set<PartialText>] = [:]
    for standalone in standalonePolicies {
      if let id = standalone.holder.link.target.id, let name = standalone.policy.name?.known {
        named[id, default: []].insert(name)
      }
    }
    for index in infrastructure.identities.indices {
      let id = infrastructure.identities[index].id
      if let targets = attached[id] {
        infrastructure.identities[index].managedPolicies.elements.removeAll { targets.contains($0.target) }
      }
      if let names = named[id] {
        infrastructure.identities[index].inlinePolicies.elements.removeAll { policy in
          policy.name?.known.map(names.contains) ?? false
        }
      }
    }
  }

  private mutating func removeRepeatedResourcePolicies() {
    let separate = Set(
      infrastructure.resourcePolicies.reduce(into: [ResourceID]()) { ids, policy in
        // A vault's lock is a policy beside the one that the vault has.
        guard policy.kind != .vault, let subject = policy.subject.target.id, subject != policy.id else { return }
        ids.append(subject)
      })
    infrastructure.resourcePolicies.removeAll { separate.contains($0.id) }
  }
}

extension SecurityGroupRule {
  /// The rule with the peers that none of the other rules has for the same traffic; nil when none is left.
  func without(peersOf others: [SecurityGroupRule]) -> SecurityGroupRule? {
    let same = others.filter { other in
      other.direction == direction && other.existence.verdict == .yes && other.traffic.bounds == traffic.bounds
        && other.traffic.bounds.isExact
    }
    if same.isEmpty { return self }
    var left = peers
    left.elements.removeAll { peer in
      peer.isKnown && same.contains { $0.peers.elements.contains { $0.kind == peer.kind } }
    }
    if left.isEmpty { return nil }
    return SecurityGroupRule(
      direction: direction, traffic: traffic, peers: left, summary: summary, origin: origin, declaredBy: declaredBy,
      place: place, existence: existence)
  }
}

extension RulePeer {
  /// Whether it is the same for certain as one that reads alike.
  fileprivate var isKnown: Bool {
    switch kind {
    case .block(let block): block.prefix.known != nil
    case .prefixList(let reference), .group(let reference): reference.unknown == nil
    case .unknown: false
    }
  }
}
