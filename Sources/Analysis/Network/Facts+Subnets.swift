import AWSModel
import NetSpace

extension Facts {
  /// Whether a subnet is public: its effective route table sends a world-sized prefix to an attached internet gateway,
  /// in either address family.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
  ///
  /// - Returns: the verdict, why it is not certain, and the route that makes it public.
  package func publicSubnet(_ subnet: ResourceID) -> (verdict: Verdict, because: [Unknown], route: Route?) {
    let station = Station(site: .subnet(subnet), endpoint: nil, topology: topology)
    let paths = PathEvaluator(topology: topology)
    let choice = topology.routeTable(of: subnet)
    var verdict = Verdict.no
    var because: [Unknown] = []
    var route: Route?
    let everywhere = HeaderSpace(traffic: .full, destinations: .global)
    for gateway in paths.gateways(of: station) where gateway.verdict != .no {
      var trace = TraceBuilder(from: .internet, wanted: everywhere)
      trace.add(
        .routeTable, "", choice,
        {
          topology.filter(
            of: $0, toward: gateway.hop, remote: .addresses(.global, couldBeMembers: false), isLocal: false)
        }, blocked: { _ in (nil, nil) })
      let destinations = trace.surviving.map(monotone: \.destinations)
      let isWorld =
        destinations.must.isWorld()
        || trace.remainder.map { RemainingAddresses($0.packets.destinations, without: $0.blocks).isWorld() } == true
      let world: Verdict = isWorld ? .yes : destinations.may.isWorld() ? .unknown : .no
      let this = world.and(gateway.verdict)
      if this == .unknown { because += gateway.unknowns + trace.unknowns }
      verdict = verdict.or(this)
      route = route ?? choice.options.lazy.compactMap { self.route(in: $0, to: gateway.hop) }.first
    }
    return (verdict, verdict == .unknown ? because.distinct : [], verdict == .no ? nil : route)
  }

  private func route(in table: RouteTable, to hop: NextHop) -> Route? {
    table.routes.elements.first { route in
      guard let target = route.target.known, topology.verdict(target, is: hop).verdict != .no else { return false }
      return topology.destinations(of: route).bounds.may.isWorld()
    }
  }
}
