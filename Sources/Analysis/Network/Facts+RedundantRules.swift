import AWSModel
import NetSpace

extension SecurityGroup {
  /// The rules that could be taken away without a change, each with those that say the same.
  ///
  /// Of rules that cover each other the later ones are redundant. Only what is certain counts: an address that is not
  /// known is covered by the same unknown address and by nothing else, and members of a group are covered by a rule for
  /// that group, not by a block that happens to hold them.
  package var redundantRules: [(rule: SecurityGroupRule, coveredBy: [SecurityGroupRule])] {
    let indices = rules.elements.indices.filter { i in
      let rule = rules.elements[i]
      return rule.existence.verdict == .yes && rule.origin != .default && rule.peers.isComplete
        && !rule.peers.elements.isEmpty && rule.traffic.unknowns.isEmpty
    }
    var kept = indices
    var redundant: [(rule: SecurityGroupRule, coveredBy: [SecurityGroupRule])] = []
    for i in indices.reversed() {
      let rule = rules.elements[i]
      let others = kept.filter { $0 != i }.map { rules.elements[$0] }.filter { $0.speaks(ofTrafficOf: rule) }
      if others.isEmpty || !rule.peers.elements.allSatisfy({ rule.isCovered($0, by: others) }) { continue }
      kept.removeAll { $0 == i }
      redundant.append((rule, others.filter { other in rule.peers.elements.contains { other.concerns($0) } }))
    }
    return redundant.reversed()
  }
}

extension SecurityGroupRule {
  fileprivate func speaks(ofTrafficOf other: SecurityGroupRule) -> Bool {
    direction == other.direction && traffic.bounds.must.intersects(other.traffic.bounds.must)
  }

  /// Whether a peer of this rule is let through by others on all of its traffic.
  fileprivate func isCovered(_ peer: RulePeer, by others: [SecurityGroupRule]) -> Bool {
    let traffic = self.traffic.bounds.must
    let concerned = others.filter { $0.concerns(peer) }
    if concerned.isEmpty { return false }
    guard let addresses = peer.addresses else {
      return traffic.isSubset(of: .union(of: concerned.map(\.traffic.bounds.must)))
    }
    let covered = HeaderSpace.union(
      of: concerned.map { other in
        let sources = AddressSet.union(of: other.peers.elements.compactMap(\.addresses))
        return HeaderSpace(traffic: other.traffic.bounds.must, sources: sources)
      })
    return HeaderSpace(traffic: traffic, sources: addresses).isSubset(of: covered)
  }

  /// Whether a peer of this rule is, or shares addresses with, another peer.
  fileprivate func concerns(_ other: RulePeer) -> Bool {
    peers.elements.contains { peer in
      if let a = peer.addresses, let b = other.addresses { return a.intersects(b) }
      if case .unknown = peer.kind { return false }
      return peer.kind == other.kind
    }
  }
}

extension RulePeer {
  /// The addresses of a block that is known.
  fileprivate var addresses: AddressSet? {
    if case .block(let block) = kind, let prefix = block.prefix.known { AddressSet(prefix) } else { nil }
  }
}
