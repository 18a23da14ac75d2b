import AWSModel
import NetSpace

/// The groups that the rules of an endpoint name: by these, and nothing else, it tells apart the members of a class.
struct NamedGroups: Sendable {
  private let groups: [Reference]
  /// The endpoints that may have one of them; nil if any may.
  private let concerned: Set<Int>?

  init(ofRulesOf target: Endpoint, _ facts: Facts) {
    // In the order of the rules: answers are shared by targets whose rules are the same, and told apart by positions.
    var found: [Reference] = []
    var seen: Set<Reference> = []
    for link in target.groups?.elements ?? [] {
      let ids: [ResourceID] =
        switch link.target {
        case .resource(let id): [id]
        case .oneOf(let ids, _): ids
        case .external, .unknown: []
        }
      for case let group? in ids.map({ facts.topology.securityGroup($0) }) {
        for rule in group.rules.elements where rule.direction == .ingress {
          for peer in rule.peers.elements {
            if case .group(let group) = peer.kind, seen.insert(group).inserted { found.append(group) }
          }
        }
      }
    }
    groups = found
    let ids = groups.compactMap(\.id)
    concerned = ids.count == groups.count ? Set(ids.flatMap(facts.memberPositions)) : nil
  }

  /// Whether an endpoint may have one of the groups.
  func concern(_ position: Int) -> Bool { concerned?.contains(position) ?? true }

  /// Which of the groups an endpoint has; empty for one that has none of them.
  func memberships(of endpoint: Endpoint, at position: Int) -> [Verdict] {
    if !concern(position) { return [] }
    return groups.map { endpoint.isMember(of: $0).verdict }
  }
}
