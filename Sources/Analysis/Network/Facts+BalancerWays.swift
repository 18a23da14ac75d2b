import AWSModel
import Documents
import NetSpace

/// The ways that load balancers join, which end one connection and open another.
extension Facts {
  /// The ways that a load balancer joins: to its listener, and from it to the target.
  ///
  /// The first may be by way of another, of which it is a target itself.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
  /// - Parameter site: of the target only its node there.
  func byWayOfBalancers(
    _ query: Query, to id: ResourceID, at site: Endpoint.Site? = nil, behind visited: Set<ResourceID> = []
  ) -> Direct {
    bindings(to: id).reduce(into: Direct()) { all, binding in
      let balancer = binding.balancer.id
      guard query.source != .endpoint(balancer), !visited.contains(balancer) else { return }
      let arriving = binding.traffic.may.intersection(query.traffic)
      guard !arriving.isEmpty else { return }
      let listening = Query(
        source: query.source, target: .endpoint(balancer),
        traffic: EndpointBuilder.traffic(of: binding.listener).may, joinsLoadBalancers: false,
        usesPublicAddresses: query.usesPublicAddresses)
      let visited = visited.union([id, balancer])
      // What a node is sent it sends on itself.
      let nodes = stations(of: binding.balancer)
      let outer = Dictionary(
        nodes.map { ($0.site, clients(listening, binding, at: $0.site, behind: visited)) },
        uniquingKeysWith: { first, _ in first })
      all.add(
        between(nodes, .each, stations(of: binding.target, at: site), binding.target.placement) { node, target in
          let zones = reach(of: binding, from: node, to: target)
          return (outer[node.site] ?? []).flatMap { client, ways in
            paths(from: node, to: target, arriving, client: client).flatMap { inner in
              let step = forwarding(binding, passing: inner, zones, from: node)
              let keepsClient = if case .preserved = client { true } else { false }
              return ways.map { join($0, at: balancer, step, inner, keepsClient: keepsClient) }
            }
          }
        })
    }
  }

  /// Whom a target sees by way of one node of a load balancer, with the ways to that node.
  private func clients(
    _ listening: Query, _ binding: Binding, at site: Endpoint.Site, behind visited: Set<ResourceID>
  ) -> [(client: Remote?, ways: [Trace])] {
    let balancer = binding.balancer.id
    var first = direct(listening, at: site)
    first.add(byWayOfBalancers(listening, to: balancer, at: site, behind: visited))
    var clients = clients(of: listening, binding, first.traces)
    // Who comes by an endpoint of another VPC is seen as the load balancer.
    let served = byWayOfServices(listening, to: balancer, at: site)
    if !served.traces.isEmpty { clients.append((nil, served.traces)) }
    return clients
  }

  /// Whom the target sees of those who come on some ways: the load balancer (nil), or the client whose address it
  /// keeps, with the balancer's groups.
  private func clients(of query: Query, _ binding: Binding, _ ways: [Trace]) -> [(client: Remote?, ways: [Trace])] {
    guard binding.preservesClientIP else { return [(nil, ways)] }
    var groups: [(client: ResourceID?, seenAs: AddressSet?, ways: [Trace])] = []
    for way in ways {
      if let i = groups.firstIndex(where: { $0.client == way.balancers.last && $0.seenAs == way.seenAs }) {
        groups[i].ways.append(way)
      } else {
        groups.append((way.balancers.last, way.seenAs, [way]))
      }
    }
    return groups.flatMap { last, seenAs, ways in
      // Behind another load balancer that one is the client.
      clients(last.map(Peer.endpoint) ?? query.source, seenAs, keptBy: binding.balancer).map { ($0, ways) }
    }
  }

  /// - Parameter seenAs: the public addresses of a client that comes over the internet.
  private func clients(_ source: Peer, _ seenAs: AddressSet?, keptBy balancer: Endpoint) -> [Remote] {
    switch source {
    case .internet: [.preserved(.global, by: balancer)]
    case .addresses(let set): [.preserved(set, by: balancer)]
    case .endpoint(let id):
      if let seenAs {
        [.endpoint(balancer, ipv4: seenAs.restricted(to: .ipv4), ipv6: seenAs.restricted(to: .ipv6))]
      } else {
        (endpoint(id).map(stations(of:)) ?? []).map {
          let (ipv4, ipv6) = $0.addresses
          return .endpoint(balancer, ipv4: ipv4, ipv6: ipv6)
        }
      }
    }
  }

  /// Two connections as one way.
  ///
  /// - Parameters:
  ///   - middle: what ends the first connection and opens the second.
  ///   - forwarding: whether it does.
  ///   - keepsClient: the target sees the addresses of the client.
  func join(
    _ outer: Trace, at middle: ResourceID, _ forwarding: Step, _ inner: Trace, keepsClient: Bool
  ) -> Trace {
    let forwarding = outer.doubt.isEmpty ? forwarding : forwarding.possibly(outer.doubt)
    let hops =
      outer.hops + [Hop(node: .resource(middle), steps: [forwarding])] + inner.hops + [
        Hop(node: outer.source, steps: [])
      ]
    var arriving = inner.surviving
    var before = outer.surviving
    var remainder = inner.remainder
    var remainderBefore = outer.remainder
    if keepsClient {
      // One address sends all of it: it has to pass on both legs.
      arriving = arriving.intersection(before.map(monotone: { HeaderSpace(traffic: .full, sources: $0.sources) }))
      before = before.intersection(inner.surviving.map(monotone: { HeaderSpace(traffic: .full, sources: $0.sources) }))
      if remainder != nil || remainderBefore != nil {
        let first = remainderBefore ?? Remainder(outer.surviving.must)
        let second = remainder ?? Remainder(inner.surviving.must)
        remainder = second.intersection(first.map { HeaderSpace(traffic: .full, sources: $0.sources) })
        remainderBefore = first.intersection(second.map { HeaderSpace(traffic: .full, sources: $0.sources) })
      }
    }
    // What arrives at the target is what the second connection lets through, if the first can be made at all.
    let isMade = outer.verdict.and(forwarding.verdict)
    let made: Bounds<HeaderSpace> =
      switch isMade {
      case .yes: arriving
      case .unknown: .atMost(arriving.may)
      case .no: .empty
      }
    let balancers = outer.balancers + [middle] + inner.balancers
    return Trace(
      source: outer.source, target: inner.target, hops: hops, surviving: made,
      via: "by way of \(balancers.map(\.address).joined(separator: " and "))", balancers: balancers,
      connections: outer.connections + [Trace.Connection(before, remainderBefore)] + inner.connections,
      keepsClient: keepsClient,
      remainder: isMade == .yes ? remainder : nil)
  }

  /// - Parameter inner: the way to the target.
  private func forwarding(_ binding: Binding, passing inner: Trace, _ zones: ZoneReach, from node: Station) -> Step {
    let label =
      "\(binding.listener.proto.known ?? "listener") \(binding.listener.port.known.map(String.init) ?? "(unknown port)")"
      + " forwards to \(binding.targetGroup.id.address)"
    // A target port that is not known may be another than the one that gets through, unless all that it can be do.
    let passes = binding.traffic.isExact || inner.surviving.must.holdsAll(of: binding.traffic.may)
    let exists = binding.exists.and(passes ? .yes : .unknown)
    return .forwarding(
      by: "load balancer \(binding.balancer.address)", label, exists, at: binding.listener.declaration.place,
      binding.listener.id, because: binding.because,
      beside: zones.verdict == .yes ? nil : (zones, zones.decision(node, binding.balancer)))
  }
}

extension Step {
  /// Something ends one connection and opens another: all of it, if it does at all.
  ///
  /// - Parameter zones: what keeps it from doing so, or may.
  static func forwarding(
    by component: String, _ label: String, _ exists: Verdict, at place: SourceRange, _ resource: ResourceID,
    because: [Unknown], beside zones: (reach: ZoneReach, decision: Decision)? = nil
  ) -> Step {
    let isMade = exists.and(zones?.reach.verdict ?? .yes)
    let passed: Bounds<HeaderSpace> = isMade == .yes ? .full : isMade == .no ? .empty : .unknown
    let own = Decision(text: label, place: place, resource: resource, effect: exists == .yes ? .admits : .undecided)
    return Step(
      kind: .forwarding, component: component, isReturn: false, wanted: .full, passed: passed, surviving: passed,
      decisions: [own] + (zones.map { [$0.decision] } ?? []), code: isMade == .no ? zones?.reach.code : nil,
      remedy: isMade == .no ? zones?.reach.remedy : nil,
      unknowns: (exists == .unknown ? because : []) + (zones?.reach.because ?? []))
  }
}
