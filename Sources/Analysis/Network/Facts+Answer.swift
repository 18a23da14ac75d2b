import AWSModel
import NetSpace

extension Facts {
  /// The ways there are from a source to a target, and whether any of them leads there.
  ///
  /// An endpoint that is in one of several subnets, of which AWS chooses, is reached for certain only if it is in each.
  package func answer(_ query: Query) -> Answer {
    var result = direct(query)
    if query.joinsLoadBalancers, case .endpoint(let id) = query.target { result.add(byWayOfBalancers(query, to: id)) }
    if query.joinsLoadBalancers, result.verdict == .no { result.add(byWayOfFrontDoors(query)) }
    return answer(query, result)
  }

  private func byWayOfFrontDoors(_ query: Query) -> Direct {
    let doors = frontDoors(query)
    guard let first = doors.first, case .endpoint(let id) = query.target else { return Direct() }
    let trace = paths.unfollowed(
      from: query.source.node, to: .resource(id), query.traffic, doors, via: "by way of \(first.subject)")
    return Direct(traces: [trace], verdict: .unknown, unknowns: doors, surviving: trace.surviving)
  }

  private func answer(_ query: Query, _ result: Direct) -> Answer {
    Answer(
      query: query, traces: result.traces, verdict: result.verdict,
      unknowns: result.verdict == .unknown ? result.unknowns.distinct : [], surviving: result.surviving)
  }

  // MARK: Direct ways

  private struct Direct {
    var traces: [Trace] = []
    var verdict: Verdict = .no
    var unknowns: [Unknown] = []
    var surviving: Bounds<HeaderSpace> = .empty

    mutating func add(_ other: Direct) {
      surviving.formUnion(other.surviving)
      traces += other.traces
      verdict = verdict.or(other.verdict)
      unknowns += other.unknowns
    }
  }

  private func direct(_ query: Query) -> Direct {
    switch (query.source, query.target) {
    case (.endpoint(let a), .endpoint(let b)):
      guard a != b, let source = endpoint(a), let target = endpoint(b) else { return Direct() }
      return between(stations(of: source), source.placement, stations(of: target), target.placement) {
        paths(from: $0, to: $1, query.traffic)
      }
    case (.internet, .endpoint(let id)): return inbound(.global, .internet, to: id, query.traffic)
    case (.addresses(let set), .endpoint(let id)): return fromAddresses(set, to: id, query.traffic)
    case (.endpoint(let id), .internet): return outbound(from: id, .global, .internet, query.traffic)
    case (.endpoint(let id), .addresses(let set)): return toAddresses(set, from: id, query.traffic)
    case (.internet, _), (.addresses, _): return Direct()
    }
  }

  /// Whether the target's side lets a source of its own VPC in: its groups, list and routes, whatever the source's own
  /// side says.
  func admits(from source: Endpoint, to target: Endpoint, _ traffic: Traffic) -> Answer {
    let result = between(stations(of: source), source.placement, stations(of: target), target.placement) {
      guard $0.vpc.isSame(as: $1.vpc) != .no else { return [paths.elsewhere(from: $0, to: $1, traffic: traffic)] }
      return [paths.local(from: $0, to: $1, traffic: traffic, asksSource: false)]
    }
    let query = Query(
      source: .endpoint(source.id), target: .endpoint(target.id), traffic: traffic, joinsLoadBalancers: false)
    return answer(query, result)
  }

  func stations(of endpoint: Endpoint) -> [Station] {
    endpoint.sites.map { Station(site: $0, endpoint: endpoint, topology: topology) }
  }

  private var paths: PathEvaluator { PathEvaluator(topology: topology) }

  /// Every pair of sites, weighed by how many of the sites each end uses.
  private func between(
    _ sources: [Station], _ sourcePlacement: Endpoint.Placement, _ targets: [Station],
    _ targetPlacement: Endpoint.Placement,
    _ traces: (Station, Station) -> [Trace]
  ) -> Direct {
    var result = Direct()
    let perSource = sources.map { source in
      let found = targets.map { traces(source, $0) }
      result.traces += found.flatMap { $0 }
      return (
        verdict: Self.weigh(found.map { Verdict.any($0.map(\.verdict)) }, targetPlacement),
        surviving: combined(found.map { .union(of: $0.map(\.surviving)) }, targetPlacement)
      )
    }
    result.verdict = Self.weigh(perSource.map(\.verdict), sourcePlacement)
    result.surviving = combined(perSource.map(\.surviving), sourcePlacement)
    if result.verdict == .unknown {
      result.unknowns = result.traces.flatMap(\.unknowns)
      if result.unknowns.isEmpty {
        let place = (targetPlacement == .one ? targets : sources).first?.endpoint
        result.unknowns = [
          Unknown(
            "the subnet of \(place?.address ?? "the endpoint")", .decidedByAWS("is chosen by AWS among several"),
            at: place?.declaration.place)
        ]
      }
    }
    return result
  }

  private static func weigh(_ verdicts: [Verdict], _ placement: Endpoint.Placement) -> Verdict {
    switch placement {
    case .each: Verdict.any(verdicts)
    case .one: Set(verdicts).count == 1 ? verdicts[0] : verdicts.isEmpty ? .no : .unknown
    }
  }

  private func inbound(_ addresses: AddressSet, _ node: Node, to id: ResourceID, _ traffic: Traffic) -> Direct {
    guard let target = endpoint(id) else { return Direct() }
    let anywhere = Station(site: .defaultVPC, endpoint: nil, topology: topology)
    return between([anywhere], .each, stations(of: target), target.placement) { _, station in
      paths.inbound(from: addresses, node: node, to: station, traffic: traffic)
    }
  }

  private func outbound(from id: ResourceID, _ addresses: AddressSet, _ node: Node, _ traffic: Traffic) -> Direct {
    guard let source = endpoint(id) else { return Direct() }
    let anywhere = Station(site: .defaultVPC, endpoint: nil, topology: topology)
    return between(stations(of: source), source.placement, [anywhere], .each) { station, _ in
      paths.outbound(from: station, to: addresses, node: node, traffic: traffic)
    }
  }

  // MARK: Addresses

  /// From given addresses: those of the target's own VPC come from its subnets, others through the internet gateway.
  private func fromAddresses(_ set: AddressSet, to id: ResourceID, _ traffic: Traffic) -> Direct {
    guard let target = endpoint(id) else { return Direct() }
    let stations = stations(of: target)
    let parts = parts(of: set, around: stations)
    var result = Direct()
    if !parts.outside.isEmpty { result.add(inbound(parts.outside, .addresses(parts.outside), to: id, traffic)) }
    if !parts.inside.isEmpty {
      result.add(
        between(parts.inside, .each, stations, target.placement) { source, target in
          [paths.local(from: source, to: target, traffic: traffic)]
        })
    }
    if !parts.elsewhere.isEmpty {
      let other = Station(
        site: .unknown(.nowhere(parts.elsewhere)), endpoint: nil, topology: topology, within: parts.elsewhere)
      result.add(
        between([other], .each, stations, target.placement) { _, target in
          [paths.unconnected(target, parts.elsewhere, isSource: false, traffic: traffic)]
        })
    }
    return result
  }

  private func toAddresses(_ set: AddressSet, from id: ResourceID, _ traffic: Traffic) -> Direct {
    guard let source = endpoint(id) else { return Direct() }
    let stations = stations(of: source)
    let parts = parts(of: set, around: stations)
    var result = Direct()
    if !parts.outside.isEmpty { result.add(outbound(from: id, parts.outside, .addresses(parts.outside), traffic)) }
    if !parts.inside.isEmpty {
      result.add(
        between(stations, source.placement, parts.inside, .each) { source, target in
          [paths.local(from: source, to: target, traffic: traffic)]
        })
    }
    if !parts.elsewhere.isEmpty {
      let other = Station(
        site: .unknown(.nowhere(parts.elsewhere)), endpoint: nil, topology: topology, within: parts.elsewhere)
      result.add(
        between(stations, source.placement, [other], .each) { source, _ in
          [paths.unconnected(source, parts.elsewhere, isSource: true, traffic: traffic)]
        })
    }
    return result
  }

  /// Addresses in three parts: those of declared subnets of the VPCs of some stations, those that the internet routes,
  /// and the rest.
  private func parts(
    of set: AddressSet, around stations: [Station]
  ) -> (inside: [Station], outside: AddressSet, elsewhere: AddressSet) {
    let vpcs = Set(stations.map(\.vpc))
    let inside = topology.subnets(of: vpcs).reduce(into: [Station]()) { all, subnet in
      // Of a block that is not known any address could be inside, which would say nothing.
      let certain = Station(site: .subnet(subnet.id), endpoint: nil, topology: topology).blocks.must
      let station = Station(
        site: .subnet(subnet.id), endpoint: nil, topology: topology, within: set.intersection(certain))
      if !station.remote.addresses.isEmpty { all.append(station) }
    }
    let rest = inside.reduce(set) { $0.subtracting($1.remote.addresses) }
    let outside = rest.intersection(.global)
    return (inside, outside, rest.subtracting(outside))
  }

  // MARK: Between endpoints

  /// The ways between two interfaces: the local route of a common VPC; what is met on other ways is not modelled yet
  /// by this analysis and makes the answer undecided.
  private func paths(from source: Station, to target: Station, _ traffic: Traffic) -> [Trace] {
    if source.vpc.isSame(as: target.vpc) != .no { return [paths.local(from: source, to: target, traffic: traffic)] }
    return [paths.elsewhere(from: source, to: target, traffic: traffic)]
  }

  // MARK: Load balancers

  /// The ways that a load balancer joins: to its listener, and from it to the target.
  private func byWayOfBalancers(_ query: Query, to id: ResourceID) -> Direct {
    bindings(to: id).reduce(into: Direct()) { all, binding in
      guard query.source != .endpoint(binding.balancer.id) else { return }
      let arriving = binding.traffic.may.intersection(query.traffic)
      guard !arriving.isEmpty else { return }
      let listening = EndpointBuilder.traffic(of: binding.listener).may
      let first = direct(
        Query(
          source: query.source, target: .endpoint(binding.balancer.id), traffic: listening, joinsLoadBalancers: false))
      let balancer = stations(of: binding.balancer)
      all.add(
        between(balancer, .each, stations(of: binding.target), binding.target.placement) { source, target in
          clients(of: query, binding).flatMap { client in
            let inner = paths.local(from: source, to: target, traffic: arriving, client: client)
            return first.traces.map { join($0, binding, inner) }
          }
        })
    }
  }

  /// Whom the target sees: the load balancer (nil), or the client whose address it keeps, with the balancer's groups.
  private func clients(of query: Query, _ binding: Binding) -> [Remote?] {
    guard binding.preservesClientIP else { return [nil] }
    switch query.source {
    case .internet: return [.preserved(.global, by: binding.balancer)]
    case .addresses(let set): return [.preserved(set, by: binding.balancer)]
    case .endpoint(let id):
      let stations = endpoint(id).map(stations(of:)) ?? []
      return stations.map {
        let (ipv4, ipv6) = $0.addresses
        return .endpoint(binding.balancer, ipv4: ipv4, ipv6: ipv6)
      }
    }
  }

  private func join(_ outer: Trace, _ binding: Binding, _ inner: Trace) -> Trace {
    let balancer = binding.balancer.id
    let label =
      "\(binding.listener.proto.known ?? "listener") \(binding.listener.port.known.map(String.init) ?? "(unknown port)")"
      + " forwards to \(binding.targetGroup.id.address)"
    // A target port that is not known may be another than the one that gets through.
    let exists = binding.exists.and(binding.traffic.isExact ? .yes : .unknown)
    let passed: Bounds<HeaderSpace> = exists == .yes ? .full : exists == .no ? .empty : .unknown
    let forwarding = Step(
      kind: .forwarding, component: "load balancer \(balancer.address)", isReturn: false, wanted: .full, passed: passed,
      surviving: passed,
      decisions: [
        Decision(
          text: label, place: binding.listener.declaration.place, resource: binding.listener.id,
          effect: exists == .yes ? .admits : .undecided)
      ], code: nil, remedy: nil, unknowns: exists == .unknown ? binding.because : [])
    let hops =
      outer.hops + [Hop(node: .resource(balancer), steps: [forwarding])] + inner.hops + [
        Hop(node: outer.source, steps: [])
      ]
    // What arrives at the target is what the second connection lets through, if the first can be made at all.
    let made: Bounds<HeaderSpace> =
      switch outer.verdict.and(exists) {
      case .yes: inner.surviving
      case .unknown: .atMost(inner.surviving.may)
      case .no: .empty
      }
    return Trace(
      source: outer.source, target: inner.target, hops: hops, surviving: made, via: "by way of \(balancer.address)",
      balancers: [balancer], client: outer.surviving)
  }
}

extension Unknown {
  /// Addresses that are in no subnet of the input.
  fileprivate static func nowhere(_ addresses: AddressSet) -> Unknown {
    Unknown("the network of \(addresses.listing(limit: 2))", .notInInput)
  }
}
