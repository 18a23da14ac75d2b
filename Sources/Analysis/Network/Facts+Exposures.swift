import AWSModel
import NetSpace

extension Facts {
  /// What of an endpoint the internet reaches: directly, and by way of load balancers; one row for the traffic that the
  /// same sources can send.
  package func exposures(of endpoint: Endpoint) -> [Exposure] {
    direct(endpoint) + byWayOfBalancers(endpoint)
  }

  private func direct(_ endpoint: Endpoint) -> [Exposure] {
    let perSite = stations(of: endpoint).map { station in
      PathEvaluator(topology: topology).inbound(from: .global, node: .internet, to: station, traffic: .full)
    }
    let traces = perSite.flatMap { $0 }
    let reached = combined(perSite.map { .union(of: $0.map(\.surviving)) }, endpoint.placement)
    return rows(endpoint, reached, traces, balancers: [])
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
    guard !bindings(to: endpoint.id).isEmpty else { return [] }
    let answer = answer(Query(source: .internet, target: .endpoint(endpoint.id)))
    let joined = answer.traces.filter { !$0.balancers.isEmpty }
    var order: [[ResourceID]] = []
    for trace in joined where !order.contains(trace.balancers) { order.append(trace.balancers) }
    return order.flatMap { balancers in
      let traces = joined.filter { $0.balancers == balancers }
      // The sources are those that get to the load balancer; the traffic is what it sends on.
      let reached = Bounds.union(of: traces.map(\.throughBalancer))
      return rows(endpoint, reached, traces, balancers: balancers)
    }
  }

  private func rows(
    _ endpoint: Endpoint, _ reached: Bounds<HeaderSpace>, _ traces: [Trace], balancers: [ResourceID]
  ) -> [Exposure] {
    let existence = endpoint.declaration.existence
    return reached.bySources.map { traffic, sources in
      let exists = sources.nonEmpty.and(existence.verdict)
      let concerned = traces.filter { $0.verdict != .no }
      let because = exists == .unknown ? concerned.flatMap { $0.unknowns(on: traffic) } + existence.because : []
      return Exposure(
        endpoint: endpoint, traffic: traffic, sources: sources, balancers: balancers, exists: exists,
        because: because.isEmpty && exists == .unknown ? placementUnknown(endpoint) : because.distinct,
        traces: concerned)
    }
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
  fileprivate var throughBalancer: Bounds<HeaderSpace> {
    guard let client else { return surviving }
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
