import AWSModel
import NetSpace

extension Facts {
  /// What of an endpoint the internet reaches: directly, and by way of load balancers.
  package func exposures(of endpoint: Endpoint) -> [Exposure] {
    direct(endpoint) + byWayOfBalancers(endpoint)
  }

  private func direct(_ endpoint: Endpoint) -> [Exposure] {
    // Most have no public address: nothing comes to them from the internet, and no path has to say so.
    if stations(of: endpoint).allSatisfy(\.isHiddenFromInternet) { return [] }
    let perSite = stations(of: endpoint).map { inbound(to: $0, .full) }
    let reached = combined(perSite.map { .union(of: $0.map(\.surviving)) }, endpoint.placement)
    return reached.bySources.map { traffic, sources in
      let proof = self.proof(endpoint, traffic, sources, perSite.flatMap { $0 })
      return Exposure(
        endpoint: endpoint, traffic: traffic, balancers: [], proof: Derived { proof },
        paths: Derived {
          self.stations(of: endpoint).flatMap { self.inbound(to: $0, traffic) }.filter { $0.verdict != .no }
        })
    }
  }

  private func inbound(to station: Station, _ traffic: Traffic) -> [Trace] {
    PathEvaluator(topology: topology).inbound(from: .global, node: .internet, to: station, traffic: traffic)
  }

  /// What gets to an endpoint that uses each of its sites, or one of them.
  func combined(_ sites: [Bounds<HeaderSpace>], _ placement: Endpoint.Placement) -> Bounds<HeaderSpace> {
    if sites.isEmpty { return .empty }
    return switch placement {
    case .each: .union(of: sites)
    case .one: .either(sites)
    }
  }

  private func byWayOfBalancers(_ endpoint: Endpoint) -> [Exposure] {
    balancerChains(to: endpoint.id).map { chain in
      let paths = Derived {
        let answer = self.answer(Query(source: .internet, target: .endpoint(endpoint.id), traffic: chain.traffic))
        return answer.traces.filter { $0.balancers == chain.balancers && $0.verdict != .no }
      }
      let proof = Derived { () -> Exposure.Proof in
        // The sources are those that get to the load balancer; the traffic is what it sends on.
        let reached = Bounds.union(of: paths.get.map(\.throughBalancer))
        return self.proof(endpoint, chain.traffic, reached.map(monotone: \.sources), paths.get)
      }
      return Exposure(
        endpoint: endpoint, traffic: chain.traffic, balancers: chain.balancers, proof: proof, paths: paths)
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

  private func proof(
    _ endpoint: Endpoint, _ traffic: Traffic, _ sources: Bounds<AddressSet>, _ traces: [Trace]
  ) -> Exposure.Proof {
    let existence = endpoint.declaration.existence
    let exists = sources.nonEmpty.and(existence.verdict)
    guard exists == .unknown else { return Exposure.Proof(sources: sources, exists: exists, because: []) }
    let concerned = traces.filter { $0.verdict != .no }
    let because = concerned.flatMap { $0.unknowns(on: traffic) } + existence.because
    return Exposure.Proof(
      sources: sources, exists: exists, because: because.isEmpty ? placementUnknown(endpoint) : because.distinct)
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
    let sources = client.map(monotone: \.sources)
    return Bounds(
      must: surviving.must.replacingSources(with: sources.must), may: surviving.may.replacingSources(with: sources.may))
  }

  /// Why it is not certain what gets through of some traffic.
  func unknowns(on traffic: Traffic) -> [Unknown] {
    steps.filter { step in
      !step.passed.isExact && (step.kind == .forwarding || step.passed.gap.restricting(to: traffic).isEmpty == false)
    }.flatMap(\.unknowns)
  }
}

extension Bounds<HeaderSpace> {
  /// The traffic in groups that the same sources can send, whatever the source port: certainly and possibly.
  var bySources: [(traffic: Traffic, sources: Bounds<AddressSet>)] {
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
