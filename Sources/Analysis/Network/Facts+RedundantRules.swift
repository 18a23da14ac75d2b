import AWSModel
import NetSpace

extension SecurityGroup {
  /// The rules that could be taken away without a change, each with those that say the same: one, if one alone does.
  ///
  /// Of rules that cover each other the later ones are redundant. Only what is certain counts: an address that is not
  /// known is covered by the same unknown address and by nothing else, and members of a group are covered by a rule for
  /// that group, not by a block that happens to hold them.
  ///
  /// - Complexity: quadratic in the number of rules, a comparison of two blocks for most pairs.
  package var redundantRules: [(rule: SecurityGroupRule, coveredBy: [SecurityGroupRule])] {
    var kept = rules.elements.compactMap { CertainRule($0) }
    var redundant: [(rule: SecurityGroupRule, coveredBy: [SecurityGroupRule])] = []
    for i in kept.indices.reversed() {
      let rule = kept.remove(at: i)
      let cover = rule.cover(among: kept)
      if cover.isEmpty {
        kept.insert(rule, at: i)
      } else {
        redundant.append((rule.rule, cover.map(\.rule)))
      }
    }
    return redundant.reversed()
  }
}

/// A rule that is there for certain, with traffic and peers that are known as far as they go.
///
/// A class: it is compared with all others.
private final class CertainRule {
  let rule: SecurityGroupRule
  let traffic: Traffic
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
    traffic = rule.traffic.bounds.must
    peers = rule.peers.elements.map { peer in
      if case .block(let block) = peer.kind, let prefix = block.prefix.known {
        .block(prefix)
      } else {
        .other(peer.kind)
      }
    }
  }

  /// The rules that together let through all that this one does; none if they do not.
  func cover(among others: [CertainRule]) -> [CertainRule] {
    let concerned = others.filter { $0.rule.direction == rule.direction && $0.shares(peers) }
    if concerned.isEmpty { return [] }
    if let one = concerned.first(where: { $0.covers(self) }) { return [one] }
    let speaking = concerned.filter { $0.traffic.intersects(traffic) }
    return peers.allSatisfy({ isCovered($0, by: speaking) }) ? speaking : []
  }

  private func shares(_ others: [Peer]) -> Bool { peers.contains { peer in others.contains { peer.overlaps($0) } } }

  /// Whether this rule alone lets through all that another does.
  private func covers(_ other: CertainRule) -> Bool {
    other.peers.allSatisfy { theirs in peers.contains { $0.contains(theirs) } } && other.traffic.isSubset(of: traffic)
  }

  /// Whether a peer of this rule is let through by others on all of its traffic.
  private func isCovered(_ peer: Peer, by others: [CertainRule]) -> Bool {
    let concerned = others.filter { $0.shares([peer]) }
    guard case .block(let block) = peer else {
      return traffic.isSubset(of: .union(of: concerned.map(\.traffic)))
    }
    // Most rules say something of their first or last packet that no other says: the union need not be made.
    let corners = traffic.corners
    for address in [block.bounds.lowerBound, block.bounds.upperBound] {
      let there = concerned.filter { $0.blocks.contains { $0.contains(address) } }
      if !corners.allSatisfy({ corner in there.contains { $0.traffic.ports[corner.number].contains(corner.port) } }) {
        return false
      }
    }
    let covered = HeaderSpace.union(
      of: concerned.map { HeaderSpace(traffic: $0.traffic, sources: AddressSet($0.blocks)) })
    return HeaderSpace(traffic: traffic, sources: AddressSet(block)).isSubset(of: covered)
  }

  private var blocks: [IPPrefix] { peers.compactMap { if case .block(let block) = $0 { block } else { nil } } }
}

extension CertainRule.Peer {
  fileprivate func overlaps(_ other: Self) -> Bool {
    if case .block(let a) = self, case .block(let b) = other { a.overlaps(b) } else { contains(other) }
  }

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

extension Traffic {
  /// The first and the last port of the first and of the last protocol.
  fileprivate var corners: [(number: UInt8, port: UInt16)] {
    [ports.keys.first, ports.keys.last].flatMap { number in
      number.map { number in [ports[number].first, ports[number].last].compactMap { $0.map { (number, $0) } } } ?? []
    }
  }
}
