import AWSModel
import NetSpace

/// What is asked of the connections between networks, and the ways to the internet that they give.
extension PathEvaluator {
  func leg(_ connection: Connection, _ source: Station, _ target: Station, _ ends: AskedEnds) -> TransitLeg? {
    guard case .transit(let path) = connection else { return nil }
    return TransitLeg(
      path: path, source: source.isOutside ? nil : source, target: target.isOutside ? nil : target,
      near: source.remote, far: target.remote, exit: .local, exitNode: nodeOf(target))
  }

  /// The requests' way over a connection.
  func there(
    _ connection: Connection, _ leg: TransitLeg?, _ source: Station, _ target: Station, _ trace: inout TraceBuilder
  ) {
    switch connection {
    case .local: return
    case .appliance(let unknowns), .unfollowed(let unknowns):
      trace.enter(connection.node)
      trace.require(
        .notModelled, "\(connection.node)", .unknown, decision: nil, unknowns: unknowns, code: nil, remedy: nil)
    case .peering(let peering):
      trace.enter(.resource(peering.id))
      state(of: peering, source, target, &trace)
    case .transit: if let leg { there(leg, &trace) }
    case .vpn(let gateway, let attachment, let verdict):
      trace.enter(Node(gateway))
      state(of: gateway, attachment, verdict, &trace)
      sites(behind: gateway, source, target, &trace)
    }
  }

  /// Behind a virtual private gateway whose connections are all routed statically there is what they have routes to:
  /// what comes from elsewhere gets no answers.
  ///
  /// Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
  private func sites(behind gateway: Reference, _ source: Station, _ target: Station, _ trace: inout TraceBuilder) {
    guard let id = gateway.id, topology.isDeclaredGateway(id) else { return }
    let connections = topology.infrastructure.vpnConnections.filter { $0.gateway.target.verdict(is: id).verdict != .no }
    let isWhole = connections.allSatisfy {
      $0.gateway.target == gateway && $0.declaration.existence.verdict == .yes && $0.blocks.isComplete
        && !$0.blocks.isEmpty
    }
    guard isWhole, let first = connections.first else { return }
    let direction: Direction = source.isOutside ? .ingress : .egress
    let remote = source.isOutside ? source.remote : target.remote
    let entries = connections.flatMap { connection in
      connection.blocks.elements.map { block in
        FilterEntry(
          label:
            "\(connection.id.address) routes \(block.known.map { RulePeer(.block($0), at: block.place).words } ?? "a block")",
          place: block.place.range, resource: connection.id, allows: .yes,
          space: Bounds.exact(Traffic.full).headers(direction, remote: remote.dimension(of: block.bounds)),
          unknowns: block.unknown.map { [$0] } ?? [])
      }
    }
    let none = Decision(
      text: "no connection of it has a route there", place: first.declaration.place, resource: first.id, effect: .blocks
    )
    trace.add(
      .vpnGateway, "static routes of \(gateway.name)", Choice([Filter(entries: entries)]), { $0 }, otherwise: none
    ) { _ in ("NO_ROUTE_TO_DESTINATION", "add a static route to a VPN connection of \(gateway.name)") }
  }

  /// A peering connection carries what is from one of its VPCs to the other, once it is active.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
  private func state(of peering: PeeringConnection, _ source: Station, _ target: Station, _ trace: inout TraceBuilder) {
    if let overlap = overlap(of: peering) {
      return trace.require(
        .peering, "peering connection \(peering.id.address)", .no,
        decision: Decision(
          text: "joins VPCs that both have \(overlap.listing(limit: 2)): AWS connects none whose blocks overlap",
          place: peering.declaration.place, resource: peering.id, effect: .blocks), code: nil,
        remedy: "give the VPCs of \(peering.id.address) blocks that do not overlap")
    }
    let joins = peering.joins(source.vpc, target.vpc)
    let existence = peering.declaration.existence
    let verdict = peering.isActive.value.verdict.and(joins).and(existence.verdict)
    let because =
      [
        peering.isActive.unknown, peering.requester.target.unknown, peering.accepter.target.unknown, source.vpc.unknown,
        target.vpc.unknown,
      ].reduce(into: existence.because) { if let why = $1 { $0.append(why) } }
    trace.require(
      .peering, "peering connection \(peering.id.address)", verdict,
      decision: Decision(
        text: peering.isActive.known == false ? "nobody accepts it" : "joins \(source.vpc.name) and \(target.vpc.name)",
        place: peering.isActive.known == false ? peering.isActive.place.range : peering.declaration.place,
        resource: peering.id, effect: verdict == .yes ? .admits : verdict == .no ? .blocks : .undecided),
      unknowns: because, code: "BAD_STATE", remedy: "accept \(peering.id.address)")
  }

  /// The addresses that both VPCs have: with any there can be no connection, whatever is meant to use it.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html
  private func overlap(of peering: PeeringConnection) -> AddressSet? {
    let ends = [peering.requester, peering.accepter].map { VPCKey($0.target) }
    guard ends[0].isSame(as: ends[1]) == .no else { return nil }
    let common = topology.addresses(of: ends[0]).must.intersection(topology.addresses(of: ends[1]).must)
    return common.isEmpty ? nil : common
  }

  private func state(
    of gateway: Reference, _ attachment: GatewayAttachment, _ verdict: Verdict, _ trace: inout TraceBuilder
  ) {
    let connections = topology.infrastructure.vpnConnections.filter { $0.gateway.target == gateway }
    let isConnected: Verdict = connections.isEmpty ? .unknown : .any(connections.map(\.declaration.existence.verdict))
    let why = Unknown("what is connected to \(gateway.name)", .notInInput)
    trace.require(
      .vpnGateway, "virtual private gateway \(gateway.name)", verdict.and(isConnected),
      decision: Decision(
        text: "attached to \(attachment.vpc.target.name)", place: attachment.vpc.place.range, resource: attachment.id,
        effect: .admits),
      unknowns: attachment.declaration.existence.because + (connections.isEmpty ? [why] : []), code: nil, remedy: nil)
  }

  /// Whether rules may name groups across a connection: inside a VPC, but not through an appliance; over peering in one region; over a transit gateway
  /// in ingress rules only, when it and both attachments support that.
  ///
  /// Sources: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html,
  /// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
  func references(
    over connection: Connection, _ source: Station, _ target: Station, _ direction: Direction
  ) -> GroupReferences {
    switch connection {
    case .local: return .kept
    case .peering(let peering):
      return GroupReferences(
        peering.isSameRegion.value.verdict, because: peering.isSameRegion.unknown.map { [$0] } ?? [])
    case .vpn, .appliance: return .lost
    case .unfollowed(let unknowns): return GroupReferences(.unknown, because: unknowns)
    case .transit(let path):
      guard direction == .ingress, path.count == 1, let passage = path.first else { return .lost }
      guard let gateway = topology.transit.gateway(passage.gateway) else {
        return GroupReferences(
          .unknown, because: [Unknown("whether \(passage.gateway.name) supports group references", .notInInput)])
      }
      let attributes =
        [gateway.supportsGroupReferences]
        + [passage.entry, passage.exit].reduce(into: []) {
          if let attachment = topology.transit.attachment($1) { $0.append(attachment.supportsGroupReferences) }
        }
      return GroupReferences(
        .all(attributes.map(\.value.verdict)),
        because: attributes.reduce(into: []) { if let why = $1.unknown { $0.append(why) } })
    }
  }

  /// Out through transit gateways to a NAT gateway of another VPC.
  ///
  /// Traffic from a transit gateway is routed by the table of the attachment's subnet; it cannot leave by an internet
  /// gateway directly.
  /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
  func byWayOfTransit(from source: Station, to far: FarEnd, _ traffic: Traffic) -> [Trace] {
    let gateways = targets(of: source).filter { !topology.transit.attachments(of: $0).isEmpty }
    if gateways.isEmpty { return [] }
    let paths = topology.transit.paths(from: source.vpc) { exit in
      exit.vpc.map { VPCKey($0.target).isSame(as: source.vpc) != .yes } ?? false
    }
    let central = paths.filter { $0.first.map { gateways.contains($0.gateway) } ?? false }.flatMap { path in
      throughCentralNAT(from: source, path, to: far, traffic)
    }
    let inspected = paths.filter { $0.first.map { gateways.contains($0.gateway) } ?? false }.reduce(into: [Trace]()) {
      let unknowns = appliances(behind: $1, toward: far.remote)
      if !unknowns.isEmpty { $0.append(through(unknowns, behind: $1, from: source, to: far, traffic)) }
    }
    let outside = topology.transit.paths(from: source.vpc) { $0.network == .outside }
    return central + inspected
      + outside.map { path in
        let why = Unknown("what is behind \(path.last?.exit.address ?? "the transit gateway")", .notInInput)
        return through([why], behind: path, from: source, to: far, traffic)
      }
  }

  /// What the VPC at the end of a way over transit gateways sends some addresses on to and what is not followed: the
  /// appliances of a central inspection.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
  func appliances(behind path: TransitNetwork.Path, toward remote: Remote) -> [Unknown] {
    guard let last = path.last, case .vpc(_, let subnets)? = topology.transit.attachment(last.exit)?.network else {
      return []
    }
    // Few VPCs have any: whether the gateways lead there is asked of these only.
    let routes = subnets.elements.flatMap(\.target.ids).flatMap { topology.routeTable(of: $0).options }.flatMap {
      topology.unfollowedRoutes(of: $0, toward: remote.addresses)
    }
    if routes.isEmpty { return [] }
    let isRouted = path.allSatisfy { passage in
      guard let entry = topology.transit.attachment(passage.entry) else { return false }
      let choice = topology.transit.table(of: entry, at: passage.gateway)
      return choice.isOpen
        || choice.options.contains { table in
          let filter = topology.filter(of: table, toward: passage.exit, remote: remote)
          return !filter.evaluate(HeaderSpace(traffic: .full, destinations: remote.dimension)).passed.may.isEmpty
        }
    }
    return isRouted ? routes.map(\.why).distinct : []
  }

  /// Out by something at the end of a way over transit gateways of which nothing is known: a network outside of AWS, an
  /// appliance.
  private func through(
    _ unknowns: [Unknown], behind path: TransitNetwork.Path, from source: Station, to far: FarEnd, _ traffic: Traffic
  ) -> Trace {
    let leg = TransitLeg(
      path: path, source: source, target: nil, near: source.remote, far: far.remote, exit: .local, exitNode: far.node)
    var trace = leave(source, toward: far, traffic, leg.entry, leg.firstNode)
    there(leg, &trace)
    trace.require(.notModelled, "\(leg.lastNode)", .unknown, decision: nil, unknowns: unknowns, code: nil, remedy: nil)
    cross(to: far, seen: .assigned(.somewhere(unknowns.first)), &trace)
    back(leg, &trace)
    return comeBack(to: source, from: far, "through \(leg.firstNode)", &trace)
  }

  private func throughCentralNAT(
    from source: Station, _ path: TransitNetwork.Path, to far: FarEnd, _ traffic: Traffic
  ) -> [Trace] {
    guard let last = path.last, let exit = topology.transit.attachment(last.exit),
      case .vpc(_, let subnets) = exit.network
    else { return [] }
    return subnets.elements.flatMap(\.target.ids).flatMap { id -> [Trace] in
      let station = Station(site: .subnet(id), endpoint: nil, topology: topology)
      let nats = targets(of: station).reduce(into: [ResourceID]()) { all, target in
        if let id = target.id, topology.natGateway(id) != nil { all.append(id) }
      }
      return nats.flatMap { nat in
        let leg = TransitLeg(
          path: path, source: source, target: station, near: source.remote, far: far.remote,
          exit: .component(.resource(nat)), exitNode: .resource(nat), isTransferred: true)
        return translated(from: source, through: leg, by: nat, to: far, traffic)
      }
    }
  }
}

extension TransitLeg {
  var firstNode: Node { path.first.map { Node($0.gateway) } ?? exitNode }
  var entry: NextHop { path.first.map { .component($0.gateway) } ?? exit }
  var last: NextHop { path.last.map { .component($0.gateway) } ?? .local }
  var lastNode: Node { path.last.map { Node($0.gateway) } ?? exitNode }
}
