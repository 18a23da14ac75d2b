import AWSModel
import Analysis
import NetSpace

/// Gives the names of a query their meaning in an infrastructure.
package struct NameResolver {
  let facts: Facts
  /// Other names of resources that were synthesized from constructs: the path of the construct, or the logical id where
  /// the path is the address.
  private let constructPaths: [ResourceID: String]

  package init(_ facts: Facts, constructPaths: [ResourceID: String] = [:]) {
    self.facts = facts
    self.constructPaths = constructPaths
  }

  /// The questions that a query asks: one for each pair of those that are meant by its ends.
  ///
  /// - Parameter joinsLoadBalancers: also by way of load balancers.
  package func queries(_ text: QueryText, joinsLoadBalancers: Bool = true) throws(NameError) -> [PairQuery] {
    let sources = try peers(text.source)
    let targets = try peers(text.target)
    if !sources.contains(where: \.isEndpoint), !targets.contains(where: \.isEndpoint) {
      throw NameError(
        "neither end of the query is a resource of the input",
        help: "name an instance, service, database or load balancer as source or target")
    }
    let pairs = sources.flatMap { source in
      targets.compactMap { target -> PairQuery? in
        if source.peer == target.peer, !isSeveral(source.peer) { return nil }
        return PairQuery(
          query: Query(
            source: source.peer, target: target.peer, traffic: text.traffic, joinsLoadBalancers: joinsLoadBalancers,
            usesPublicAddresses: true),
          isMeant: source.isChosen.and(target.isChosen), because: source.because + target.because)
      }
    }
    if pairs.isEmpty {
      throw NameError("source and target are the same", help: "packets to oneself do not leave an interface")
    }
    return pairs
  }

  private func isSeveral(_ peer: Peer) -> Bool {
    if case .endpoint(let id) = peer { facts.endpoint(id)?.isSeveral ?? false } else { false }
  }

  /// A name is that of resources, and where there are none, of a tier.
  private func peers(_ end: QueryText.End) throws(NameError) -> [ChosenPeer] {
    if case .name(let name) = end, let tier = Tier(word: name.lowercased()), best(ends, for: NamePattern(name)).isEmpty
    {
      return try who(.tier(tier))
    }
    return try who(.end(end))
  }

  /// What packets come from or go to.
  var ends: [ResourceID] { facts.endpoints.map(\.id) + facts.gatewayEndpoints.map(\.id) }

  /// Those that fit best, each once.
  func best(_ ids: [ResourceID], for pattern: NamePattern) -> [ResourceID] {
    var best = NamePattern.Fit.none
    var found: [ResourceID] = []
    for id in ids {
      let fit = fit(id, pattern)
      if fit == .none || fit < best { continue }
      if fit > best { found = [] }
      best = fit
      if !found.contains(id) { found.append(id) }
    }
    return found.sorted()
  }

  /// How well a name fits: that of a whole means all of its parts, of which the first may be named as such too.
  func fit(_ id: ResourceID, _ pattern: NamePattern) -> NamePattern.Fit {
    let whole = id.whole
    return max(pattern.fit((whole == id ? id.part(1) : id).address, in: id.stack), fit(whole: whole, pattern))
  }

  private func fit(whole id: ResourceID, _ pattern: NamePattern) -> NamePattern.Fit {
    let fit = pattern.fit(id.address, in: id.stack)
    guard let other = constructPaths[id] else { return fit }
    // A construct of one resource has the resource below it under that name.
    let names = [id.address, other].flatMap { name in
      name.hasSuffix("/Resource") ? [name, String(name.dropLast("/Resource".count))] : [name]
    }
    return names.reduce(fit) { max($0, pattern.fit(constructPath: $1, in: id.stack)) }
  }

  /// Addresses as they have to be written: with the stack where two stacks have the same.
  func spelled(_ ids: [ResourceID]) -> [String] {
    let counts = ends.reduce(into: [String: Int]()) { $0[$1.address, default: 0] += 1 }
    return ids.map { (counts[$0.address] ?? 0) > 1 ? "\($0.stack)#\($0.address)" : $0.address }
  }

  // MARK: Names of something else

  /// What the name is, if it is no endpoint: a group or subnet has endpoints, others have nothing that packets go to.
  func elsewhere(_ name: String) -> NameError {
    let infrastructure = facts.infrastructure
    let pattern = NamePattern(name)
    if let group = best(infrastructure.securityGroups.map(\.id), for: pattern).first {
      return inside("a security group", group, facts.endpoints.filter { isMember($0, of: group) })
    }
    if let subnet = best(infrastructure.subnets.map(\.id), for: pattern).first {
      return inside("a subnet", subnet, facts.endpoints.filter { $0.sites.contains(.subnet(subnet)) })
    }
    if let vpc = best(infrastructure.vpcs.map(\.id), for: pattern).first {
      return inside("a VPC", vpc, facts.endpoints.filter { isPlaced($0, in: vpc) })
    }
    let declared = infrastructure.allResources.map(\.declaration) + infrastructure.unmodelled
    if let id = best(declared.map(\.id), for: pattern).first, let found = declared.first(where: { $0.id == id }) {
      let isModelled = !infrastructure.unmodelled.contains { $0.id == id }
      if infrastructure.outboundServices.contains(where: { $0.id == id }) {
        return NameError(
          "\(id.address) (\(found.type)) runs outside of any VPC: its packets come from the internet",
          help: "ask from internet instead, or attach it to subnets")
      }
      return NameError(
        isModelled
          ? "\(id.address) (\(found.type)) has no network interface that packets could come from or go to"
          : "\(id.address) is of the type \(found.type), which is not modelled: nothing is known of its network",
        help: "name an instance, service, database or load balancer", candidates: everything)
    }
    return unknown(name)
  }

  private func inside(_ kind: String, _ id: ResourceID, _ endpoints: [Endpoint]) -> NameError {
    NameError(
      "\(id.address) is \(kind): it is not something that packets come from or go to",
      help: endpoints.isEmpty ? "nothing in the input is in it" : "name one of the resources in it",
      candidates: spelled(endpoints.map(\.id).sorted()))
  }

  private func isMember(_ endpoint: Endpoint, of group: ResourceID) -> Bool {
    endpoint.groups?.elements.contains { link in
      switch link.target {
      case .resource(let id): id == group
      case .oneOf(let ids, _): ids.contains(group)
      case .external, .unknown: false
      }
    } ?? false
  }

  private func isPlaced(_ endpoint: Endpoint, in vpc: ResourceID) -> Bool {
    facts.infrastructure.subnets.contains { subnet in
      subnet.vpc.target.id == vpc && endpoint.sites.contains(.subnet(subnet.id))
    }
  }

  private var everything: [String] { spelled(ends.sorted()) }

  private func unknown(_ name: String) -> NameError {
    let all = everything
    if all.isEmpty {
      return NameError(
        "'\(name)' is not in the input", help: "the input declares nothing that packets could come from or go to")
    }
    let near = Spelling.nearest(to: name, among: all)
    return NameError(
      "'\(name)' is not in the input", help: near.isEmpty ? "these are:" : "did you mean one of these?",
      candidates: near.isEmpty ? all : near)
  }
}
