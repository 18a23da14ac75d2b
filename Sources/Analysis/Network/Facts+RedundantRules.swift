import AWSModel
import NetSpace

extension SecurityGroup {
  /// The rules that could be taken away without a change, each with those that say the same: one, if one alone does.
  ///
  /// Of rules that cover each other the later ones are redundant. Only what is certain counts: an address that is not
  /// known is covered by the same unknown address and by nothing else, and members of a group are covered by a rule for
  /// that group, not by a block that happens to hold them.
  ///
  /// - Complexity: n log n in the number of rules, and for each the rules for the same block and for those around it and
  ///   within it, of which most are left at a comparison of two numbers.
  package var redundantRules: [(rule: SecurityGroupRule, coveredBy: [SecurityGroupRule])] {
    let found = Direction.allCases.flatMap { direction -> [(rule: SecurityGroupRule, coveredBy: [SecurityGroupRule])] in
      let certain = rules.elements.filter { $0.direction == direction }.compactMap { CertainRule($0) }
      if areApart(certain) { return [] }
      var cover = RuleCover(certain)
      return cover.reduce().map { (rule: certain[$0].rule, coveredBy: $1.map { certain[$0].rule }) }
    }
    if found.isEmpty { return [] }
    let positions = Dictionary(
      rules.elements.enumerated().map { (ObjectIdentifier($1), $0) }, uniquingKeysWith: { first, _ in first })
    return found.sorted { positions[ObjectIdentifier($0.rule)] ?? 0 < positions[ObjectIdentifier($1.rule)] ?? 0 }
  }

  /// Whether rules are so few that it is soon seen that no two speak of one address; false says nothing.
  private func areApart(_ rules: [CertainRule]) -> Bool {
    let peers = rules.flatMap(\.peers)
    if peers.count > 32 { return false }
    for (i, peer) in peers.enumerated() {
      guard case .block(let block) = peer else { return false }
      for case .block(let other) in peers[..<i] where block.overlaps(other) { return false }
    }
    return true
  }
}

/// A rule that is there for certain, with traffic and peers that are known as far as they go.
///
/// A class: it is compared with others.
final class CertainRule {
  let rule: SecurityGroupRule
  /// By protocol and port as one number.
  let traffic: IntervalSet<UInt32>
  let peers: [Peer]

  enum Peer {
    case block(IPPrefix)
    case other(RulePeer.Kind)
  }

  init?(_ rule: SecurityGroupRule) {
    guard rule.existence.verdict == .yes, rule.origin != .default, rule.peers.isComplete,
      !rule.peers.elements.isEmpty, rule.traffic.unknowns.isEmpty
    else { return nil }
    self.rule = rule
    traffic = rule.traffic.bounds.must.numbers
    peers = rule.peers.elements.map { peer in
      if case .block(let block) = peer.kind, let prefix = block.prefix.known {
        .block(prefix)
      } else {
        .other(peer.kind)
      }
    }
  }

  /// Whether this rule alone lets through all that another does.
  func covers(_ other: CertainRule) -> Bool {
    other.peers.allSatisfy { theirs in peers.contains { $0.contains(theirs) } } && other.traffic.isSubset(of: traffic)
  }
}

extension CertainRule.Peer {
  /// Whether this stands for all that another stands for; what is not known is not even itself.
  fileprivate func contains(_ other: Self) -> Bool {
    switch (self, other) {
    case (.block(let a), .block(let b)): a.contains(b)
    case (.other(.unknown), _): false
    case (.other(let a), .other(let b)): a == b
    case (.block, .other), (.other, .block): false
    }
  }
}
