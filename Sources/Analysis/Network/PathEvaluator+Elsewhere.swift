import AWSModel
import NetSpace

/// Ways that leave the VPC by something that this analysis does not follow: what is met there makes the answer
/// undecided, and where nothing is met there is none.
extension PathEvaluator {
  /// To an endpoint of another VPC by something that is not followed, or over the internet.
  ///
  /// - Returns: nil when nothing is met and another way is known.
  func elsewhere(from source: Station, to target: Station, traffic: Traffic, isJoined: Bool) -> Trace? {
    let onward = unfollowed(from: source, toward: target.remote.addresses)
    let unknowns = onward.isEmpty ? overInternet(from: source, to: target, traffic) : onward
    if unknowns.isEmpty, isJoined { return nil }
    return unfollowed(
      from: node(of: source), to: node(of: target), traffic, unknowns,
      between: "\(source.vpc.name) and \(target.vpc.name)")
  }

  /// What the tables of two stations of one VPC route to each other by something else than the local route: appliances.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html (middlebox routing)
  func appliances(between source: Station, _ target: Station) -> [Unknown] {
    guard source.site != target.site, topology.hasAppliances(in: source.vpc) || topology.hasAppliances(in: target.vpc)
    else { return [] }
    return [(source, target), (target, source)].flatMap { near, far -> [Unknown] in
      guard case .subnet(let id) = near.site else { return [] }
      return topology.routeTable(of: id).options.flatMap { table in
        topology.unmodelledTargets(of: table, toward: far.remote.addresses).filter { route, _ in
          // A wider route than the local one never decides inside the VPC.
          topology.destinations(of: route).bounds.may.isSubset(of: topology.addresses(of: near.vpc).may)
        }.map { route, name in
          Unknown(name, .unsupported("appliances are not followed"), at: route.place.range)
        }
      }
    }
  }

  /// Between a station and addresses that are neither in a VPC of the input nor on the internet.
  ///
  /// - Returns: nil when nothing is met and another way is known.
  func unconnected(
    _ station: Station, _ addresses: AddressSet, isSource: Bool, traffic: Traffic, isJoined: Bool
  ) -> Trace? {
    let others = Node.addresses(addresses)
    let unknowns = unfollowed(from: station, toward: addresses)
    if unknowns.isEmpty, isJoined { return nil }
    return unfollowed(
      from: isSource ? node(of: station) : others, to: isSource ? others : node(of: station), traffic, unknowns,
      between: "\(station.vpc.name) and \(others)")
  }

  /// Out by something that a route leads to and that is not followed or not known: what the source's own groups and list
  /// let out may get there.
  func unfollowed(from source: Station, to addresses: AddressSet, node: Node, traffic: Traffic) -> [Trace] {
    guard case .subnet(let id) = source.site else { return [] }
    let choice = topology.routeTable(of: id)
    let routes = choice.options.flatMap { topology.unfollowedRoutes(of: $0, toward: addresses) }
    let isOpen = choice.isOpen || choice.options.contains { !$0.routes.isComplete }
    let destinations = isOpen ? addresses : AddressSet.union(of: routes.map(\.destinations)).intersection(addresses)
    if destinations.isEmpty { return [] }
    let unknowns = (isOpen ? choice.unknowns + choice.options.flatMap(\.routes.rest) : []) + routes.map(\.why)
    var trace = leave(source, toward: destinations, traffic, nil, node)
    trace.require(
      .notModelled, "the way from \(source.node)", .unknown, decision: nil, unknowns: unknowns, code: nil, remedy: nil)
    trace.enter(node)
    trace.turnAround()
    let remote = Remote.addresses(destinations, couldBeMembers: false)
    return [comeBack(to: source, from: remote, node, "by a way that is not followed", &trace)]
  }

  private func node(of station: Station) -> Node { station.endpoint.map { .resource($0.id) } ?? station.node }

  /// What the tables of a station route some addresses to that is not followed, or may do so.
  private func unfollowed(from station: Station, toward addresses: AddressSet) -> [Unknown] {
    guard case .subnet(let id) = station.site else {
      if case .unknown(let why) = station.site { return [why] }
      return []
    }
    let choice = topology.routeTable(of: id)
    let met = choice.options.flatMap { topology.unmodelledTargets(of: $0, toward: addresses) }
    return choice.unknowns
      + met.map { Unknown($0.name, .unsupported("routes to it are not followed"), at: $0.route.place.range) }
  }

  /// The one may get out and the other be reached: a way over the internet that is not followed either.
  private func overInternet(from source: Station, to target: Station, _ traffic: Traffic) -> [Unknown] {
    let arriving = inbound(from: .global, node: .internet, to: target, traffic: traffic)
    guard arriving.contains(where: { $0.verdict != .no }) else { return [] }
    let leaving = outbound(from: source, to: .global, node: .internet, traffic: traffic)
    guard leaving.contains(where: { $0.verdict != .no }) else { return [] }
    return [
      Unknown(
        "the way over the internet from \(node(of: source)) to \(node(of: target))",
        .unsupported("public addresses are not followed from one VPC to another"))
    ]
  }

  /// A way by something that is not modelled.
  func unfollowed(
    from start: Node, to end: Node, _ traffic: Traffic, _ unknowns: [Unknown], via: String
  ) -> Trace {
    unfollowed(from: start, to: end, traffic, unknowns, component: via, via: via)
  }

  private func unfollowed(
    from start: Node, to end: Node, _ traffic: Traffic, _ unknowns: [Unknown], between networks: String
  ) -> Trace {
    unfollowed(from: start, to: end, traffic, unknowns, component: networks, via: "between \(networks)")
  }

  private func unfollowed(
    from start: Node, to end: Node, _ traffic: Traffic, _ unknowns: [Unknown], component networks: String, via: String
  ) -> Trace {
    var trace = TraceBuilder(from: start, wanted: HeaderSpace(traffic: traffic))
    if unknowns.isEmpty {
      trace.require(
        .sameNetwork, networks, .no, decision: nil, code: "DISCONNECTED_VPCS",
        remedy: "connect the two networks (peering or a transit gateway, with routes on both sides)")
    } else {
      trace.require(.notModelled, networks, .unknown, decision: nil, unknowns: unknowns, code: nil, remedy: nil)
    }
    trace.enter(end)
    trace.turnAround()
    trace.enter(start)
    return trace.finish(target: end, via: via)
  }
}
