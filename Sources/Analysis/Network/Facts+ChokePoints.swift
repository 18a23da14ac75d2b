import AWSModel
import Documents

extension Facts {
  /// The single entries without which nothing would get through any more: rules, routes, list entries, attachments and
  /// public addresses that the input declares.
  ///
  /// Each is tried: the network without it is asked the same question. Complexity: the analysis of the whole input, once
  /// for every entry that the answer rests on.
  package func chokePoints(of answer: Answer) -> [Decision] {
    guard answer.verdict == .yes else { return [] }
    var seen = Set<SourceRange>()
    return answer.deciding.flatMap(\.steps).flatMap { step in
      step.decisions.filter { decision in
        guard decision.effect == .admits, !decision.isImplied, seen.insert(decision.place).inserted,
          let without = without(decision, of: step)
        else { return false }
        return without.answer(answer.query).verdict == .no
      }
    }
  }

  /// What follows without the entry that decides a step; nil where it is none that could be taken away.
  private func without(_ decision: Decision, of step: Step) -> Facts? {
    if step.kind == .publicAddress { return endpoint(decision.resource).map { replacing($0.withoutPublicAddress) } }
    return infrastructure.removing(entryAt: decision.place).map { Facts($0) }
  }
}

extension Infrastructure {
  /// The same network without the one entry that stands at a place; nil if none does.
  fileprivate func removing(entryAt place: SourceRange) -> Infrastructure? {
    var copy = self
    var isFound = false
    func keeps(_ range: SourceRange) -> Bool {
      if range == place { isFound = true }
      return range != place
    }
    for i in copy.securityGroups.indices {
      copy.securityGroups[i].rules.elements = copy.securityGroups[i].rules.elements.reduce(into: []) { all, rule in
        if !keeps(rule.place.range) { return }
        let peers = rule.peers.elements.filter { keeps($0.place.range) }
        if peers.count == rule.peers.elements.count {
          all.append(rule)
        } else if !peers.isEmpty || !rule.peers.rest.isEmpty {
          all.append(rule.replacing(peers: PartialList(peers, rest: rule.peers.rest)))
        }
      }
    }
    for i in copy.networkACLs.indices { copy.networkACLs[i].entries.elements.removeAll { !keeps($0.place.range) } }
    for i in copy.routeTables.indices { copy.routeTables[i].routes.elements.removeAll { !keeps($0.place.range) } }
    for i in copy.transitRouteTables.indices {
      copy.transitRouteTables[i].routes.elements.removeAll { !keeps($0.place.range) }
    }
    copy.transitPropagations.removeAll { !keeps($0.declaration.place) }
    copy.gatewayAttachments.removeAll { !keeps($0.vpc.place.range) }
    copy.transitAssociations.removeAll { !keeps($0.declaration.place) }
    for peering in peerings where !keeps(peering.declaration.place) {
      copy.peerings.removeAll { $0.id == peering.id }
      copy.removeRoutes(to: peering.id)
    }
    for attachment in transitAttachments where !keeps(attachment.declaration.place) {
      copy.transitAttachments.removeAll { $0.id == attachment.id }
      copy.removeRoutes(to: attachment.id)
    }
    return isFound ? copy : nil
  }

  /// Takes away what leads to something that is not there any more.
  private mutating func removeRoutes(to id: ResourceID) {
    for i in routeTables.indices {
      routeTables[i].routes.elements.removeAll { route in
        if case .known(.resource(let target, _)) = route.target.value { target.id == id } else { false }
      }
    }
    for i in transitRouteTables.indices {
      transitRouteTables[i].routes.elements.removeAll { $0.attachment?.target.id == id }
    }
    transitAssociations.removeAll { $0.attachment.target.id == id }
    transitPropagations.removeAll { $0.attachment.target.id == id }
  }
}

extension SecurityGroupRule {
  fileprivate func replacing(peers: PartialList<RulePeer>) -> SecurityGroupRule {
    SecurityGroupRule(
      direction: direction, traffic: traffic, peers: peers, summary: summary, origin: origin, declaredBy: declaredBy,
      place: place, existence: existence)
  }
}
