import AWSModel
import NetSpace

extension Facts {
  /// What of an endpoint the internet reaches: directly, and by way of load balancers.
  package func exposures(of endpoint: Endpoint) -> [Exposure] {
    direct(endpoint) + byWayOfBalancers(endpoint)
  }

  private func direct(_ endpoint: Endpoint) -> [Exposure] {
    // Most have no public address: nothing comes to them from the internet, and no path has to say so.
    let isHidden =
      endpoint.kind == .controlPlane
      ? publicCluster(endpoint.id) == nil : stations(of: endpoint).allSatisfy(\.isHiddenFromInternet)
    if isHidden { return [] }
    let perSite = inbound(to: endpoint, .full)
    let surviving = perSite.map { Bounds<HeaderSpace>.union(of: $0.map(\.surviving)) }
    let reached = combined(surviving, endpoint.placement)
    let remainder = combined(perSite.map(\.remainder), surviving, endpoint.placement)
    return reached.bySources(remainder).map { traffic, sources, remaining in
      // Not derived later: the paths of all traffic are not kept.
      let proof = self.proof(endpoint, traffic, sources, remaining, perSite.flatMap { $0 })
      return direct(endpoint, traffic, Derived(known: proof))
    }
  }

  /// What the same sources send, with its proof.
  private func direct(_ endpoint: Endpoint, _ traffic: Traffic, _ proof: Derived<Exposure.Proof>) -> Exposure {
    let paths = Derived {
      self.inbound(to: endpoint, traffic).joined().filter { $0.verdict != .no }
    }
    return Exposure(endpoint: endpoint, traffic: traffic, balancers: [], proof: proof, paths: paths) { part in
      let proofOfPart = Derived {
        let whole = proof.get
        return self.proof(
          endpoint, part, whole.sources, whole.remaining, Array(self.inbound(to: endpoint, part).joined()))
      }
      return self.direct(endpoint, part, proofOfPart)
    }
  }

  /// The ways from the internet to each place of an endpoint: those of its interfaces, and a cluster's public endpoint.
  private func inbound(to endpoint: Endpoint, _ traffic: Traffic) -> [[Trace]] {
    if endpoint.kind == .controlPlane { return [toPublicEndpoint(of: endpoint.id, from: .global, .internet, traffic)] }
    return stations(of: endpoint).map { station in
      paths.inbound(from: .global, node: .internet, to: station, traffic: traffic)
    }
  }

  /// What gets to an endpoint that uses each of its sites, or one of them.
  func combined(_ sites: [Bounds<HeaderSpace>], _ placement: Endpoint.Placement) -> Bounds<HeaderSpace> {
    if sites.isEmpty { return .empty }
    return switch placement {
    case .each: .union(of: sites)
    case .one: .either(sites)
    }
  }

  /// The same of what gets there for certain but for some blocks.
  func combined(
    _ remainders: [Remainder?], _ sites: [Bounds<HeaderSpace>], _ placement: Endpoint.Placement
  ) -> Remainder? {
    remainders.combined(sites.map(\.must)) { placement == .each ? .union(of: $0) : .either($0) }
  }

  private func byWayOfBalancers(_ endpoint: Endpoint) -> [Exposure] {
    balancerChains(to: endpoint.id).map { byWayOf($0.balancers, to: endpoint, $0.traffic) }
  }

  private func byWayOf(_ balancers: [ResourceID], to endpoint: Endpoint, _ traffic: Traffic) -> Exposure {
    let paths = Derived {
      let answer = self.answer(Query(source: .internet, target: .endpoint(endpoint.id), traffic: traffic))
      return answer.traces.filter { $0.balancers == balancers && $0.verdict != .no }
    }
    let proof = Derived { () -> Exposure.Proof in
      // The sources are those that get to the load balancer; the traffic is what it sends on.
      let reached = Bounds.union(of: paths.get.map(\.throughBalancer))
      let remaining = paths.get.reduce(RemainingAddresses.none) { $0.union($1.sourcesThroughBalancer) }
      return self.proof(endpoint, traffic, reached.map(monotone: \.sources), remaining, paths.get)
    }
    return Exposure(endpoint: endpoint, traffic: traffic, balancers: balancers, proof: proof, paths: paths) { part in
      self.byWayOf(balancers, to: endpoint, part)
    }
  }

  /// The load balancers before an endpoint, the outermost first, with what the last one sends; one that is the target
  /// of another gets its own clients by it as well.
  func balancerChains(
    to id: ResourceID, behind visited: Set<ResourceID> = []
  ) -> [(balancers: [ResourceID], traffic: Traffic)] {
    var rows: [(balancers: [ResourceID], traffic: Traffic)] = []
    for binding in bindings(to: id) where !visited.contains(binding.balancer.id) {
      let balancer = binding.balancer.id
      let before = balancerChains(to: balancer, behind: visited.union([id, balancer])).map(\.balancers)
      for chain in [[]] + before {
        let row = (chain + [balancer], binding.traffic.may)
        if !rows.contains(where: { $0 == row }) { rows.append(row) }
      }
    }
    return rows
  }

  /// - Parameter traces: asked for only where something is not certain: one group may split traffic into a thousand parts.
  private func proof(
    _ endpoint: Endpoint, _ traffic: Traffic, _ sources: Bounds<AddressSet>, _ remaining: RemainingAddresses,
    _ traces: @autoclosure () -> [Trace]
  ) -> Exposure.Proof {
    let existence = endpoint.declaration.existence
    let exists = sources.nonEmpty.or(Verdict(remaining.isInhabited)).and(existence.verdict)
    if exists == .no || exists == .yes && sources.isExact {
      return Exposure.Proof(sources: sources, remaining: remaining, exists: exists, because: [])
    }
    let concerned = traces().filter { $0.verdict != .no }
    let because = concerned.flatMap { $0.unknowns(on: traffic) } + existence.because
    return Exposure.Proof(
      sources: sources, remaining: remaining, exists: exists,
      because: because.isEmpty ? placementUnknown(endpoint) : because.distinct)
  }

  /// Why it is not known where an endpoint is.
  func placementUnknown(_ endpoint: Endpoint) -> [Unknown] {
    if let why = endpoint.choice { return [why] }
    return [
      Unknown(
        "the subnet of \(endpoint.address)", .decidedByAWS("is chosen by AWS among several"),
        at: endpoint.declaration.place)
    ]
  }
}

extension Trace {
  /// What a target gets by way of a load balancer, with the client's addresses as its sources.
  var throughBalancer: Bounds<HeaderSpace> {
    guard let client, !keepsClient else { return surviving }
    let sources = client.surviving.map(monotone: \.sources)
    return Bounds(
      must: surviving.must.replacingSources(with: sources.must), may: surviving.may.replacingSources(with: sources.may))
  }

  /// The clients of whom some certainly reach a target by way of a load balancer; none if nobody certainly does.
  fileprivate var sourcesThroughBalancer: RemainingAddresses {
    guard verdict == .yes, let client else { return .none }
    if keepsClient { return RemainingAddresses(surviving.must, remainder) }
    return RemainingAddresses(client.surviving.must, client.remainder)
  }

  /// What a target gets by way of a load balancer for certain but for some blocks of clients.
  var remainderThroughBalancer: Remainder {
    let clients = sourcesThroughBalancer
    return Remainder(
      surviving.must.union(remainder?.packets ?? .empty).replacingSources(with: clients.addresses),
      without: clients.blocks)
  }

  /// Why it is not certain what gets through of some traffic to the target: of the connections before the last load
  /// balancer whatever they carry.
  func unknowns(on traffic: Traffic) -> [Unknown] {
    let last = steps.lastIndex { $0.kind == .forwarding } ?? -1
    return steps.enumerated().filter { index, step in
      !step.passed.isExact && (index <= last || !step.passed.gap.restricting(to: traffic).isEmpty)
    }.flatMap(\.element.unknowns)
  }
}

extension Bounds<HeaderSpace> {
  /// The traffic in groups that the same sources can send, whatever the source port: certainly and possibly.
  var bySources: [(traffic: Traffic, sources: Bounds<AddressSet>)] {
    bySources(nil).map { ($0.traffic, $0.sources) }
  }

  /// The same with those of whom some certainly send it, of what certainly gets through but for some blocks.
  func bySources(
    _ remainder: Remainder?
  ) -> [(traffic: Traffic, sources: Bounds<AddressSet>, remaining: RemainingAddresses)] {
    let rows = rowsBySources
    guard let remainder else { return rows.map { ($0.traffic, $0.sources, RemainingAddresses($0.sources.must)) } }
    let remaining = remainder.packets.droppingSourcePorts.replacingDestinations()
    return rows.flatMap { traffic, sources in
      var rest = traffic
      var parts = remaining.restricting(to: traffic).cells.map { part, left in
        rest.subtract(part)
        return (part, sources, RemainingAddresses(left, without: remainder.blocks))
      }
      if !rest.isEmpty { parts.append((rest, sources, RemainingAddresses(sources.must))) }
      return parts
    }
  }

  private var rowsBySources: [(traffic: Traffic, sources: Bounds<AddressSet>)] {
    let possible = may.droppingSourcePorts.replacingDestinations()
    let certain = must.droppingSourcePorts.replacingDestinations()
    var rows: [(traffic: Traffic, sources: Bounds<AddressSet>)] = []
    func add(_ traffic: Traffic, _ sources: Bounds<AddressSet>) {
      if let i = rows.firstIndex(where: { $0.sources == sources }) {
        rows[i].traffic.formUnion(traffic)
      } else {
        rows.append((traffic, sources))
      }
    }
    for (traffic, sources) in possible.cells {
      var rest = traffic
      for (part, certainSources) in certain.restricting(to: traffic).cells {
        add(part, Bounds<AddressSet>(must: certainSources, may: sources))
        rest.subtract(part)
      }
      if !rest.isEmpty { add(rest, .atMost(sources)) }
    }
    return rows
  }
}

extension RemainingAddresses {
  /// The sources of what certainly gets through but for some blocks.
  fileprivate init(_ must: HeaderSpace, _ remainder: Remainder?) {
    self.init(remainder?.packets.sources ?? must.sources, without: remainder?.blocks ?? [])
  }
}

extension [Trace] {
  /// What gets through on any of them for certain but for some blocks; nil where they say no more than `surviving`.
  var remainder: Remainder? { map(\.remainder).combined(map(\.surviving.must), Remainder.union) }
}

extension HeaderSpace {
  /// Disjoint traffic with its sources, of both address families together.
  fileprivate var cells: [(traffic: Traffic, sources: AddressSet)] {
    var cells: [(traffic: Traffic, sources: AddressSet)] = []
    for box in boxes {
      var traffic = box.traffic
      // IPv4 and IPv6 boxes may overlap in traffic: what both have gets the sources of both.
      for i in cells.indices {
        let common = cells[i].traffic.intersection(traffic)
        if common.isEmpty { continue }
        let (before, sources) = cells[i]
        cells[i] = (common, sources.union(box.sources))
        let remaining = before.subtracting(common)
        if !remaining.isEmpty { cells.append((remaining, sources)) }
        traffic.subtract(common)
        if traffic.isEmpty { break }
      }
      if !traffic.isEmpty { cells.append((traffic, box.sources)) }
    }
    return cells
  }
}
