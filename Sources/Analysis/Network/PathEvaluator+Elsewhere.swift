import AWSModel
import NetSpace

/// Ways that leave the VPC by something that this analysis does not follow: what is met there makes the answer
/// undecided, and where nothing is met there is none.
extension PathEvaluator {
  /// To an endpoint of another VPC by something that is not followed, or over the internet.
  ///
  /// - Returns: none when nothing is met and another way is known.
  func elsewhere(from source: Station, to target: Station, traffic: Traffic, isJoined: Bool) -> [Trace] {
    let onward =
      unfollowed(from: source, toward: target.remote.addresses)
      + translated(from: source, toward: target.remote.addresses) + inspected(from: source, to: target)
    let outside = overInternet(from: source, to: target, traffic: traffic)
    if onward.isEmpty, isJoined || outside.contains(where: { $0.verdict != .no }) { return outside }
    let networks = "\(source.vpc.name) and \(target.vpc.name)"
    let other = unfollowed(
      from: node(of: source), to: node(of: target), traffic, onward, component: networks, via: "between \(networks)",
      lacking: missingAttachment(source.vpc, target.vpc))
    return [other] + outside
  }

  /// An attachment without which a transit gateway of one of two VPCs does not join them.
  private func missingAttachment(_ source: VPCKey, _ target: VPCKey) -> (decision: Decision, remedy: String)? {
    for (attached, other) in [(source, target), (target, source)] {
      for attachment in topology.transit.attachments(of: attached) {
        guard let gateway = attachment.gateways.first else { continue }
        let decision = Decision(
          text: "\(gateway.name) attaches \(attached.name), and nothing attaches \(other.name) to it",
          place: attachment.declaration.place, resource: attachment.id, effect: .blocks)
        return (decision, "attach \(other.name) to \(gateway.name), with routes on both sides")
      }
    }
    return nil
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
    if unknowns.isEmpty {
      let (start, end) = isSource ? (node(of: station), others) : (others, node(of: station))
      if addresses.isSubset(of: topology.addresses(of: station.vpc).must) {
        return nowhere(from: start, to: end, traffic, in: station.vpc)
      }
      return unfollowed(from: start, to: end, traffic, [], between: "\(station.vpc.name) and \(others)")
    }
    // Whatever the way is, the station's own groups and list are asked.
    let far = Station(
      site: .unknown(Unknown("the network of \(others)", .notInInput)), endpoint: nil, topology: topology,
      within: addresses)
    return connect(
      from: isSource ? station : far, to: isSource ? far : station, by: .unfollowed(unknowns), traffic: traffic,
      asking: isSource ? .source : .target)
  }

  /// Addresses of a VPC that none of its subnets holds: nobody has them.
  private func nowhere(from start: Node, to end: Node, _ traffic: Traffic, in vpc: VPCKey) -> Trace {
    var trace = TraceBuilder(from: start, wanted: HeaderSpace(traffic: traffic))
    trace.require(
      .sameNetwork, "subnets of \(vpc.name)", .no, decision: nil, code: nil,
      remedy: "ask for addresses of a subnet of \(vpc.name): none of them has these")
    trace.enter(end)
    trace.turnAround()
    trace.enter(start)
    return trace.finish(target: end, via: "inside \(vpc.name)")
  }

  /// Out by something that a route leads to and that is not followed or not known: what the source's own groups and list
  /// let out may get there.
  func unfollowed(from source: Station, to far: FarEnd, traffic: Traffic) -> [Trace] {
    guard case .subnet(let id) = source.site else {
      // A subnet that is not known may route anywhere.
      guard let why = source.site.unknown else { return [] }
      return [unfollowed(from: source, to: far, traffic, because: [why])]
    }
    let choice = topology.routeTable(of: id)
    let addresses = far.remote.addresses
    let routes = choice.options.flatMap { topology.unfollowedRoutes(of: $0, toward: addresses) }
    // What one interface takes passes its groups first, whatever it does with it then.
    var traces = routes.compactMap { route in
      route.appliance.map { appliance in
        let reached = within(far, route.destinations.intersection(addresses))
        return unfollowed(from: source, to: reached, traffic, because: [route.why], by: appliance)
      }
    }
    let others = routes.filter { $0.appliance == nil }
    let isOpen = choice.isOpen || choice.options.contains { !$0.routes.isComplete }
    let destinations = isOpen ? addresses : AddressSet.union(of: others.map(\.destinations)).intersection(addresses)
    if destinations.isEmpty { return traces }
    let unknowns = (isOpen ? choice.unknowns + choice.options.flatMap(\.routes.rest) : []) + others.map(\.why)
    traces.append(unfollowed(from: source, to: within(far, destinations), traffic, because: unknowns))
    return traces
  }

  private func within(_ far: FarEnd, _ addresses: AddressSet) -> FarEnd {
    far.isInterface ? far : .addresses(addresses, far.node)
  }

  private func unfollowed(
    from source: Station, to far: FarEnd, _ traffic: Traffic, because unknowns: [Unknown],
    by appliance: Endpoint? = nil
  ) -> Trace {
    var trace = leave(source, toward: far, traffic, nil, far.node)
    if let appliance {
      trace.enter(.resource(appliance.id))
      securityGroups(of: appliance, .ingress, source.remote, &trace)
    }
    trace.require(
      .notModelled, "the way from \(source.node)", .unknown, decision: nil, unknowns: unknowns, code: nil, remedy: nil)
    cross(to: far, seen: .assigned(.somewhere(unknowns.first)), &trace)
    return comeBack(to: source, from: far, "by a way that is not followed", &trace)
  }

  /// NAT gateways that the tables of a station lead some private addresses to, and that lead on to other networks.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html (private-nat-allowed-range)
  private func translated(from station: Station, toward addresses: AddressSet) -> [Unknown] {
    guard case .subnet(let id) = station.site else { return [] }
    return topology.routeTable(of: id).options.flatMap { table in
      table.routes.elements.compactMap { route -> Unknown? in
        guard case .resource(.resource(let target), _)? = route.target.known, let nat = topology.natGateway(target),
          topology.destinations(of: route).bounds.may.intersects(addresses),
          sends(table, to: target, addresses), leads(nat, toward: addresses)
        else { return nil }
        return Unknown(
          target.address, .unsupported("what it sends to other networks is not followed"), at: route.place.range)
      }
    }.distinct
  }

  /// Whether a table may send some of these addresses to a gateway: not where a longer route takes all of them.
  private func sends(_ table: RouteTable, to gateway: ResourceID, _ addresses: AddressSet) -> Bool {
    let remote = Remote.addresses(addresses, couldBeMembers: false)
    let filter = topology.filter(of: table, toward: .component(.resource(gateway)), remote: remote, isLocal: false)
    let wanted = Bounds.exact(Traffic.full).headers(.egress, remote: .exact(addresses)).may
    return !filter.evaluate(wanted, explains: false).passed.may.isEmpty
  }

  /// Whether the table of a NAT gateway's subnet leads to some addresses by anything but an internet gateway.
  private func leads(_ nat: NATGateway, toward addresses: AddressSet) -> Bool {
    guard let id = nat.subnet?.target.id else { return nat.subnet != nil }
    let choice = topology.routeTable(of: id)
    if choice.isOpen { return true }
    return choice.options.flatMap(\.routes.elements).contains { route in
      if case .resource(.resource(let target), _)? = route.target.known, topology.isInternetGateway(target) {
        return false
      }
      return route.target.known != .local && topology.destinations(of: route).bounds.may.intersects(addresses)
    }
  }

  /// Appliances of a third VPC to which transit gateways lead what is for the target.
  private func inspected(from source: Station, to target: Station) -> [Unknown] {
    let gateways = targets(of: source).filter { !topology.transit.attachments(of: $0).isEmpty }
    if gateways.isEmpty { return [] }
    let paths = topology.transit.paths(from: source.vpc) { exit in
      exit.vpc.map { link in
        [source.vpc, target.vpc].allSatisfy { VPCKey(link.target).isSame(as: $0) != .yes }
      } ?? false
    }
    return paths.filter { $0.first.map { gateways.contains($0.gateway) } ?? false }.flatMap {
      appliances(behind: $0, toward: target.remote)
    }.distinct
  }

  private func node(of station: Station) -> Node { station.endpoint.map { .resource($0.id) } ?? station.node }

  /// What the tables of a station route some addresses to that is not followed, or may do so.
  private func unfollowed(from station: Station, toward addresses: AddressSet) -> [Unknown] {
    guard case .subnet(let id) = station.site else {
      return station.site.unknown.map { [$0] } ?? []
    }
    let choice = topology.routeTable(of: id)
    // The gateways of the VPC's own VPN connections are a way of their own.
    let followed = topology.vpnGateways(of: station.vpc).filter { $0.verdict == .yes }.map(\.gateway)
    let met = choice.options.flatMap { topology.unmodelledTargets(of: $0, toward: addresses) }.filter { route, _ in
      guard case .resource(let target, _)? = route.target.known else { return true }
      return !followed.contains(target)
    }
    // Which of several known tables it is does not matter where none of them leads there.
    return (choice.isOpen ? choice.unknowns : [])
      + met.map { Unknown($0.name, .unsupported("routes to it are not followed"), at: $0.route.place.range) }
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
    from start: Node, to end: Node, _ traffic: Traffic, _ unknowns: [Unknown], component networks: String, via: String,
    lacking missing: (decision: Decision, remedy: String)? = nil
  ) -> Trace {
    var trace = TraceBuilder(from: start, wanted: HeaderSpace(traffic: traffic))
    if unknowns.isEmpty {
      trace.require(
        .sameNetwork, networks, .no, decision: missing?.decision, code: "DISCONNECTED_VPCS",
        remedy: missing?.remedy
          ?? "connect the two networks (peering or a transit gateway, with routes on both sides)")
    } else {
      trace.require(.notModelled, networks, .unknown, decision: nil, unknowns: unknowns, code: nil, remedy: nil)
    }
    trace.enter(end)
    trace.turnAround()
    trace.enter(start)
    return trace.finish(target: end, via: via)
  }
}
