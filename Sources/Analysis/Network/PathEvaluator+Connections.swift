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
    }
  }

  /// A peering connection carries what is from one of its VPCs to the other, once it is active.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
  private func state(of peering: PeeringConnection, _ source: Station, _ target: Station, _ trace: inout TraceBuilder) {
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
  func byWayOfTransit(
    from source: Station, to addresses: AddressSet, _ node: Node, _ traffic: Traffic
  ) -> [Trace] {
    let gateways = targets(of: source).filter { !topology.transit.attachments(of: $0).isEmpty }
    if gateways.isEmpty { return [] }
    let paths = topology.transit.paths(from: source.vpc) { exit in
      exit.vpc.map { VPCKey($0.target).isSame(as: source.vpc) != .yes } ?? false
    }
    let central = paths.filter { $0.first.map { gateways.contains($0.gateway) } ?? false }.flatMap { path in
      throughCentralNAT(from: source, path, to: addresses, node, traffic)
    }
    let outside = topology.transit.paths(from: source.vpc) { $0.network == .outside }
    return central + outside.map { throughOutside(from: source, $0, to: addresses, node, traffic) }
  }

  /// Out through a network outside of AWS, of which nothing is known.
  private func throughOutside(
    from source: Station, _ path: TransitNetwork.Path, to addresses: AddressSet, _ node: Node, _ traffic: Traffic
  ) -> Trace {
    let far = Remote.addresses(addresses, couldBeMembers: false)
    let leg = TransitLeg(
      path: path, source: source, target: nil, near: source.remote, far: far, exit: .local, exitNode: node)
    var trace = leave(source, toward: addresses, traffic, leg.entry, leg.firstNode)
    there(leg, &trace)
    let why = Unknown("what is behind \(path.last?.exit.address ?? "the transit gateway")", .notInInput)
    trace.require(.notModelled, "\(leg.lastNode)", .unknown, decision: nil, unknowns: [why], code: nil, remedy: nil)
    trace.enter(node)
    trace.turnAround()
    back(leg, &trace)
    return comeBack(to: source, from: far, node, "through \(leg.firstNode)", &trace)
  }

  private func throughCentralNAT(
    from source: Station, _ path: TransitNetwork.Path, to addresses: AddressSet, _ node: Node, _ traffic: Traffic
  ) -> [Trace] {
    guard let last = path.last, let exit = topology.transit.attachment(last.exit),
      case .vpc(_, let subnets) = exit.network
    else { return [] }
    let far = Remote.addresses(addresses, couldBeMembers: false)
    return subnets.elements.flatMap(\.target.ids).flatMap { id -> [Trace] in
      let station = Station(site: .subnet(id), endpoint: nil, topology: topology)
      let nats = targets(of: station).reduce(into: [ResourceID]()) { all, target in
        if let id = target.id, topology.natGateway(id) != nil { all.append(id) }
      }
      return nats.flatMap { nat in
        let leg = TransitLeg(
          path: path, source: source, target: station, near: source.remote, far: far,
          exit: .component(.resource(nat)), exitNode: .resource(nat), isTransferred: true)
        return translated(from: source, through: leg, by: nat, to: addresses, node, traffic)
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
