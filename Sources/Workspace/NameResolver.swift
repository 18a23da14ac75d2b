import AWSModel
import Analysis
import NetSpace

/// Gives the names of a query their meaning in an infrastructure.
package struct NameResolver {
  let facts: Facts
  /// Other names of resources: the paths of the constructs that they were synthesized from.
  private let constructPaths: [ResourceID: String]

  package init(_ facts: Facts, constructPaths: [ResourceID: String] = [:]) {
    self.facts = facts
    self.constructPaths = constructPaths
  }

  /// The question that a query asks.
  ///
  /// - Parameter joinsLoadBalancers: also by way of load balancers.
  package func query(_ text: QueryText, joinsLoadBalancers: Bool = true) throws(NameError) -> Query {
    let source = try peer(text.source)
    let target = try peer(text.target)
    if !isEndpoint(source), !isEndpoint(target) {
      throw NameError(
        "neither end of the query is a resource of the input",
        help: "name an instance, service, database or load balancer as source or target")
    }
    if source == target, !isSeveral(source) {
      throw NameError("source and target are the same", help: "packets to oneself do not leave an interface")
    }
    return Query(
      source: source, target: target, traffic: text.traffic, joinsLoadBalancers: joinsLoadBalancers,
      usesPublicAddresses: true)
  }

  private func isEndpoint(_ peer: Peer) -> Bool {
    if case .endpoint = peer { true } else { false }
  }

  private func isSeveral(_ peer: Peer) -> Bool {
    if case .endpoint(let id) = peer { facts.endpoint(id)?.isSeveral ?? false } else { false }
  }

  private func peer(_ end: QueryText.End) throws(NameError) -> Peer {
    switch end {
    case .internet: .internet
    case .addresses(let set): .addresses(set)
    case .name(let name): .endpoint(try endpoint(name))
    }
  }

  private func endpoint(_ name: String) throws(NameError) -> ResourceID {
    let found = best(ends, for: NamePattern(name))
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      throw NameError(
        "'\(name)' fits \(found.count) resources", help: "write one of them in full", candidates: spelled(found))
    }
    throw elsewhere(name)
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

  func fit(_ id: ResourceID, _ pattern: NamePattern) -> NamePattern.Fit {
    let fit = pattern.fit(id.address, in: id.stack)
    guard let path = constructPaths[id] else { return fit }
    return max(fit, pattern.fit(constructPath: path, in: id.stack))
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
