import AWSModel
import NetSpace

/// A route by which a subnet sends a world-sized part of the internet somewhere.
package struct WayOut: Sendable {
  package enum Kind: Hashable, Sendable {
    case internetGateway
    case natGateway
    case egressOnlyGateway
    /// A firewall endpoint, an appliance, a connection to another network: it may lead on to the internet.
    case other
  }

  package let kind: Kind
  package let route: Route
  package let verdict: Verdict
  package let because: [Unknown]
}

extension Facts {
  /// The routes of a subnet's effective table that match a world-sized part of the internet.
  ///
  /// - Returns: the routes, and why there may be others.
  package func waysOut(of subnet: ResourceID) -> (ways: [WayOut], rest: [Unknown]) {
    let choice = topology.routeTable(of: subnet)
    let rest = (choice.isOpen ? choice.unknowns : []) + choice.options.flatMap(\.routes.rest)
    let ways = choice.options.flatMap { table in
      table.routes.elements.compactMap { route -> WayOut? in
        let (destinations, because) = topology.destinations(of: route)
        let isWorld: Verdict =
          destinations.must.isWorld() ? .yes : destinations.may.isWorld() ? .unknown : .no
        guard isWorld != .no, let (kind, why) = wayOut(by: route) else { return nil }
        let verdict = isWorld.and(route.existence.verdict).and(why == nil && choice.only != nil ? .yes : .unknown)
        let reasons = because + route.existence.because + choice.unknowns + (why.map { [$0] } ?? [])
        return WayOut(kind: kind, route: route, verdict: verdict, because: verdict == .unknown ? reasons.distinct : [])
      }
    }
    return (ways, rest)
  }

  /// What a route leads to, and why that is not certain; nil for a route that leads nowhere else.
  private func wayOut(by route: Route) -> (kind: WayOut.Kind, why: Unknown?)? {
    switch route.target.value {
    case .known(.local): return nil
    case .known(.unknown(let why)), .oneOf(_, let why), .unknown(let why): return (.other, why)
    case .known(.resource(let reference, let attribute)):
      let isNAT = attribute == "nat_gateway_id" || attribute == "NatGatewayId"
      let isEgressOnly = attribute == "egress_only_gateway_id" || attribute == "EgressOnlyInternetGatewayId"
      switch reference {
      case .resource(let id):
        if topology.isInternetGateway(id) { return (.internetGateway, nil) }
        if topology.natGateway(id) != nil { return (.natGateway, nil) }
        return (topology.isEgressOnlyGateway(id) ? .egressOnlyGateway : .other, nil)
      case .external(let name):
        if name == "local" { return nil }
        if name.hasPrefix("igw-") { return (.internetGateway, nil) }
        if isNAT || name.hasPrefix("nat-") { return (.natGateway, nil) }
        return (isEgressOnly ? .egressOnlyGateway : .other, nil)
      case .oneOf(_, let why), .unknown(let why):
        // Which gateway it is may not be known, but the property says of which kind.
        if isNAT { return (.natGateway, nil) }
        return isEgressOnly ? (.egressOnlyGateway, nil) : (.other, why)
      }
    }
  }
}
