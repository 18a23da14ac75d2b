import AWSModel
import Documents
import NetSpace

/// Evaluates one way from a source to a target: the filters on it in order, there and back.
///
/// The semantics of every step and its sources are in the documentation of the filters; the order of the steps is that
/// of https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html and
/// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html.
struct PathEvaluator {
  let topology: Topology
  /// Whether traces say how: not for questions that are asked by the thousand.
  var explains = true

  // MARK: From the internet

  /// Through an internet gateway to an interface with a public address.
  func inbound(from addresses: AddressSet, node: Node, to target: Station, traffic: Traffic) -> [Trace] {
    let gateways = gateways(of: target)
    return gateways.map { gateway in
      let remote = Remote.addresses(addresses, couldBeMembers: false)
      let sources = applicable(addresses, target.publicIPv6.verdict)
      var trace = TraceBuilder(from: node, wanted: HeaderSpace(traffic: traffic, sources: sources))
      comeIn(to: target, by: gateway, remote, &trace)
      trace.turnAround()
      sendBack(from: target, by: gateway, remote, &trace)
      trace.enter(node)
      return trace.finish(target: nodeOf(target), via: "through \(gateway.node)")
    }
  }

  /// From the internet to an interface.
  func comeIn(to target: Station, by gateway: Gateway, _ remote: Remote, _ trace: inout TraceBuilder) {
    trace.enter(gateway.node)
    attachment(gateway, of: target, &trace)
    publicAccessBlock(target, .inbound, &trace)
    redirection(at: gateway, to: target, &trace)
    publicAddress(of: target, &trace, isInbound: true)
    trace.enter(target.node)
    networkACL(of: target, .ingress, remote, &trace)
    arrive(at: target, remote, &trace)
  }

  /// The answers to what came in from the internet.
  func sendBack(
    from target: Station, by gateway: Gateway, _ remote: Remote, port: TraceBuilder.AnsweredPort = .own,
    _ trace: inout TraceBuilder
  ) {
    trace.enter(target.node)
    trace.answersGo(to: port) { networkACL(of: target, .egress, remote, &$0) }
    // An appliance that the table leads to may pass the answers on to the gateway.
    routes(of: target, to: gateway.hop, gateway.node, remote, isLocal: false, byAppliances: true, &trace)
    trace.enter(gateway.node)
  }

  // MARK: To the internet

  /// Out through each gateway that could take it.
  func outbound(from source: Station, to far: FarEnd, traffic: Traffic) -> [Trace] {
    var traces = gateways(of: source).map { gateway in
      var trace = leave(source, toward: far, traffic, gateway.hop, gateway.node)
      trace.enter(gateway.node)
      attachment(gateway, of: source, &trace)
      publicAccessBlock(source, .outbound, &trace)
      publicAddress(of: source, &trace, isInbound: false)
      cross(to: far, seen: source.seenOverInternet, &trace)
      trace.enter(gateway.node)
      return comeBack(to: source, from: far, "through \(gateway.node)", &trace)
    }
    for target in targets(of: source) {
      if let id = target.id, topology.natGateway(id) != nil {
        traces += translated(from: source, through: nil, by: id, to: far, traffic)
        if translatesIPv6(from: source, by: id, to: far) {
          traces += translated(from: source, through: nil, by: id, to: far.translatable, traffic, isOverIPv6: true)
        }
      } else if let id = target.id, topology.isEgressOnlyGateway(id) {
        traces.append(egressOnly(from: source, by: id, to: far, traffic))
      }
    }
    traces += byWayOfTransit(from: source, to: far, traffic)
    return traces + unfollowed(from: source, to: far, traffic: traffic)
  }

  private func egressOnly(
    from source: Station, by id: ResourceID, to far: FarEnd, _ traffic: Traffic
  ) -> Trace {
    var trace = leave(source, toward: far, traffic, .component(.resource(id)), .resource(id))
    trace.enter(.resource(id))
    publicAccessBlock(source, .translated, &trace)
    let (verdict, because) = source.hasIPv6
    trace.require(
      .addressFamily, "egress-only internet gateway \(id.address)", .no, on: .family(.ipv4), decision: nil,
      code: nil, remedy: nil)
    trace.require(
      .addressFamily, "the IPv6 address of \(nodeOf(source))", verdict, on: .family(.ipv6), decision: nil,
      unknowns: because, code: nil, remedy: "give \(nodeOf(source)) an IPv6 address")
    cross(to: far, seen: source.seenOverInternet, &trace)
    trace.enter(.resource(id))
    return comeBack(to: source, from: far, "through \(id.address)", &trace)
  }

  /// By way of a NAT gateway, whose own subnet has to let both legs pass and lead to the internet; in another VPC, when
  /// transit gateways lead there.
  ///
  /// - Parameter isOverIPv6: the client sends IPv6, of which the gateway makes IPv4 (NAT64).
  func translated(
    from source: Station, through leg: TransitLeg?, by id: ResourceID, to far: FarEnd, _ traffic: Traffic,
    isOverIPv6: Bool = false
  ) -> [Trace] {
    guard let nat = topology.natGateway(id) else { return [] }
    let sites = sites(of: nat)
    let site = Station(site: sites[0], endpoint: nil, topology: topology)
    let client = source.remote
    let remote = far.remote
    // Its subnet is where the packets come from: the client's, or that of the transit gateway's attachment.
    let previous = leg == nil ? source.site : leg?.target?.site
    let crosses: Verdict = sites == [previous] ? .no : sites.contains { $0 == previous } ? .unknown : .yes
    // A regional NAT gateway has no subnet, and the internet gateway of its VPC.
    // Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
    let gateways =
      nat.subnet == nil ? self.gateways(in: nat.vpc.map { VPCKey($0.target) } ?? source.vpc) : self.gateways(of: site)
    return gateways.map { gateway in
      let (hop, next) = (leg?.entry ?? .component(.resource(id)), leg?.firstNode ?? .resource(id))
      var trace =
        isOverIPv6
        ? leaveOverIPv6(source, toward: far, traffic, hop, next) : leave(source, toward: far, traffic, hop, next)
      if let leg { there(leg, &trace) }
      trace.enter(.resource(id))
      existence(of: nat, &trace)
      if nat.subnet != nil {
        if crosses != .no {
          trace.clientSide(isOverIPv6: isOverIPv6) { networkACL(of: sites, .ingress, client, &$0, doubt: crosses) }
        }
        networkACL(of: sites, .egress, remote, &trace)
        routes(of: sites, to: gateway.hop, gateway.node, remote, isLocal: false, &trace)
        if leg == nil { onward(from: source, sites, gateway, id, &trace) }
      }
      trace.enter(gateway.node)
      attachment(gateway, of: site, &trace)
      publicAccessBlock(site, .translated, &trace)
      cross(to: far, seen: topology.seenOverInternet(nat), port: .translated, &trace)
      trace.enter(.resource(id))
      if nat.subnet != nil {
        trace.answersGo(to: .translated) { networkACL(of: sites, .ingress, remote, &$0) }
        if crosses != .no {
          trace.clientSide(isOverIPv6: isOverIPv6) { networkACL(of: sites, .egress, client, &$0, doubt: crosses) }
        }
        if let leg { routes(of: sites, to: leg.last, leg.lastNode, client, isLocal: false, &trace) }
      }
      if let leg { back(leg, from: nat.subnet != nil && sites.count == 1 ? site : nil, &trace) }
      let via =
        leg.map { "through \($0.firstNode) and NAT gateway \(id.address)" } ?? "through NAT gateway \(id.address)"
      return isOverIPv6
        ? comeBackOverIPv6(to: source, from: far, via, &trace) : comeBack(to: source, from: far, via, &trace)
    }
  }

  /// One table sends a packet either to the NAT gateway or on to the internet gateway, whatever its routes are.
  private func onward(
    from source: Station, _ sites: [Endpoint.Site], _ gateway: Gateway, _ nat: ResourceID, _ trace: inout TraceBuilder
  ) {
    guard sites.count == 1, let own = table(of: source.site).only, let other = table(of: sites[0]).only,
      own.id == other.id, !trace.surviving.may.isEmpty
    else { return }
    trace.require(
      .routeTable, "route table \(own.id.address)", .no,
      decision: Decision(
        text: "is that of \(source.node), too, and sends the same packets to \(nat.address)",
        place: own.declaration.place, resource: own.id, effect: .blocks), code: "NO_ROUTE_TO_DESTINATION",
      remedy: "give the subnet of \(nat.address) a table of its own that routes to \(gateway.node)")
  }

  /// The subnet of a NAT gateway: several of one VPC where it is one of them.
  func sites(of nat: NATGateway) -> [Endpoint.Site] {
    switch nat.subnet?.target {
    case .resource(let id): [.subnet(id)]
    case .external(let name): [.unknown(Unknown(name, .notInInput))]
    case .oneOf(let ids, let why):
      Set(ids.map { topology.vpc(of: .subnet($0)) }).count == 1 ? ids.map(Endpoint.Site.subnet) : [.unknown(why)]
    case .unknown(let why): [.unknown(why)]
    case nil: [.unknown(Unknown("the zone of \(nat.id.address)", .decidedByAWS("is decided by AWS")))]
    }
  }

  private func existence(of nat: NATGateway, _ trace: inout TraceBuilder) {
    trace.require(
      .natGateway, "NAT gateway \(nat.id.address)", nat.isPublic.value.verdict,
      decision: Decision(
        text: "a \(nat.isPublic.known == false ? "private" : "public") NAT gateway", place: nat.isPublic.place.range,
        resource: nat.id, effect: nat.isPublic.known == false ? .blocks : .admits,
        isImplied: nat.isPublic.origin == .default),
      unknowns: nat.isPublic.unknown.map { [$0] } ?? [], code: nil,
      remedy: "make \(nat.id.address) a public NAT gateway with an elastic address")
    let untranslated = HeaderSpace(traffic: Traffic(ProtocolSet(.tcp, .udp, .icmp)).complement)
    if trace.asked.intersects(untranslated) {
      trace.require(
        .natGateway, "NAT gateway \(nat.id.address)", .no, on: untranslated, decision: nil, code: nil, remedy: nil)
    }
    // NAT gateways translate IPv4 TCP, UDP and ICMP; IPv6 only to IPv4 (NAT64).
    trace.require(
      .addressFamily, "NAT gateway \(nat.id.address)", .no, on: .family(.ipv6), decision: nil, code: nil, remedy: nil)
  }

  // MARK: Inside a VPC

  /// Which ends of a path are asked what they let through.
  struct AskedEnds: OptionSet {
    let rawValue: Int
    static let source = AskedEnds(rawValue: 1)
    /// The list and the table of the target's subnet.
    static let targetNetwork = AskedEnds(rawValue: 2)
    /// The target's groups, and what it listens on.
    static let targetInterface = AskedEnds(rawValue: 4)
    static let target: AskedEnds = [.targetNetwork, .targetInterface]
    static let both: AskedEnds = [.source, .target]
  }

  /// From one interface to another by what joins their networks.
  ///
  /// - Parameters:
  ///   - client: whom the target sees instead of the source, when a load balancer keeps the client's address.
  ///   - asking: without the source when the question is only what the target lets in (what the source's own groups, list
  ///     and routes say is left out); without one that is outside of AWS.
  func connect(
    from source: Station, to target: Station, by connection: Connection = .local, traffic: Traffic,
    client: Remote? = nil, asking ends: AskedEnds = .both
  ) -> Trace {
    // Addresses that are known are dimensions of the header; those of endpoints are points that filters judge.
    let sources = client.map(\.dimension) ?? (source.endpoint == nil ? source.remote.addresses : .full)
    let destinations = target.endpoint == nil ? target.remote.addresses : AddressSet.full
    let start = nodeOf(source)
    let hasIPv6 = (source.endpoint == nil ? .yes : source.hasIPv6.verdict).and(
      target.endpoint == nil ? .yes : target.hasIPv6.verdict)
    var trace = TraceBuilder(
      from: start,
      wanted: HeaderSpace(
        traffic: traffic, destinations: applicable(destinations, hasIPv6), sources: applicable(sources, hasIPv6)),
      isSilent: !explains)
    let via = connection.isLocal ? "inside \(source.vpc.name)" : "through \(connection.node)"
    if strangers(source, target, &trace) {
      trace.enter(nodeOf(target))
      trace.turnAround()
      trace.enter(start)
      return trace.finish(target: nodeOf(target), via: via)
    }
    if connection.isLocal { sameNetwork(source, target, &trace) }
    isThere(source, &trace)
    isThere(target, &trace)
    families(source, target, &trace)
    let seen = client ?? source.remote.seen(with: references(over: connection, source, target, .ingress))
    let shown = target.remote.seen(with: references(over: connection, source, target, .egress))
    if ends.contains(.source), let endpoint = source.endpoint {
      clientAuthorization(of: source, shown, &trace)
      securityGroups(of: endpoint, .egress, shown, &trace)
    }
    let crosses = connection.isLocal ? crossing(source, target) : .yes
    let leg = leg(connection, source, target, ends)
    let (leavesFreely, arrivesFreely) = (
      shares(leg?.source, leg?.path.first?.entry), shares(leg?.target, leg?.path.last?.exit)
    )
    let isLocal = connection.isLocal
    if crosses != .no {
      trace.enter(source.node)
      if ends.contains(.source) {
        networkACL(of: source, .egress, shown, &trace, doubt: crosses)
        let next = isLocal ? target.node : connection.node
        if connection.asksRoutes { routes(of: source, to: connection.entry, next, shown, isLocal: isLocal, &trace) }
      }
      there(connection, leg, source, target, &trace)
      trace.enter(target.node)
      if ends.contains(.targetNetwork), !arrivesFreely {
        networkACL(of: target, .ingress, seen, &trace, doubt: crosses)
      }
    }
    if ends.contains(.targetInterface) || target.endpoint == nil { arrive(at: target, seen, &trace) }
    trace.turnAround()
    if crosses != .no {
      trace.enter(target.node)
      if ends.contains(.targetNetwork) {
        networkACL(of: target, .egress, seen, &trace, doubt: crosses)
        let next = isLocal ? source.node : connection.exitNode
        if client == nil, connection.asksRoutes {
          routes(of: target, to: connection.exit, next, seen, isLocal: isLocal, &trace)
        }
      }
      if let leg { back(leg, &trace) }
      trace.enter(source.node)
      if ends.contains(.source), !leavesFreely { networkACL(of: source, .ingress, shown, &trace, doubt: crosses) }
    }
    trace.enter(start)
    return trace.finish(target: nodeOf(target), via: via)
  }

  /// Whether packets leave a subnet; those that stay within one pass no list and no table.
  private func crossing(_ a: Station, _ b: Station) -> Verdict {
    switch (a.site, b.site) {
    case (.subnet(let x), .subnet(let y)): Verdict(x != y)
    case (.defaultVPC, .defaultVPC): .no
    case (.outside(let a), .outside(let b)) where a == b: .no
    case (.outside, _), (_, .outside), (.unknown, _), (_, .unknown): .unknown
    case (.subnet, .defaultVPC), (.defaultVPC, .subnet): .yes
    }
  }

  func sameNetwork(_ a: Station, _ b: Station, _ trace: inout TraceBuilder) {
    let verdict = a.vpc.isSame(as: b.vpc)
    let unknowns = [a.vpc.unknown, b.vpc.unknown].reduce(into: [Unknown]()) { if let why = $1 { $0.append(why) } }
    if verdict == .yes { return }
    trace.require(
      .sameNetwork, "\(a.vpc.name) and \(b.vpc.name)", verdict, decision: nil, unknowns: unknowns,
      code: "DISCONNECTED_VPCS",
      remedy: "connect the two VPCs (peering or a transit gateway, with routes on both sides)")
  }

  /// Addresses that may be those of a subnet whose block is not known.
  private func isThere(_ station: Station, _ trace: inout TraceBuilder) {
    guard let why = station.doubt else { return }
    trace.require(
      .sameNetwork, "\(Node.addresses(station.remote.addresses)) in \(station.node)", .unknown, decision: nil,
      unknowns: [why], code: nil, remedy: nil)
  }

  /// Whether two interfaces have no address family in common, which is all there is to say of them.
  private func strangers(_ a: Station, _ b: Station, _ trace: inout TraceBuilder) -> Bool {
    guard a.endpoint != nil, b.endpoint != nil else { return false }
    for (one, other) in [(a, b), (b, a)] where one.isIPv6Only && other.hasIPv6.verdict == .no {
      trace.require(
        .addressFamily, "addresses of \(nodeOf(a)) and \(nodeOf(b))", .no,
        decision: one.subnet.map { subnet in
          Decision(
            text: "\(nodeOf(one)) has IPv6 addresses only, and \(nodeOf(other)) has none",
            place: subnet.declaration.place, resource: subnet.id, effect: .blocks)
        }, code: nil, remedy: "give \(nodeOf(other)) an IPv6 address, or \(nodeOf(one)) one of IPv4")
      return true
    }
    return false
  }

  private func families(_ a: Station, _ b: Station, _ trace: inout TraceBuilder) {
    let (first, because) = a.endpoint == nil ? (.yes, []) : a.hasIPv6
    let (second, reasons) = b.endpoint == nil ? (.yes, []) : b.hasIPv6
    let verdict = first.and(second)
    if verdict == .yes { return }
    trace.require(
      .addressFamily, "IPv6 addresses of \(nodeOf(a)) and \(nodeOf(b))", verdict, on: .family(.ipv6), decision: nil,
      unknowns: because + reasons, code: nil, remedy: nil)
  }

  /// What the target's own side lets in of some addresses, and answers: its subnet's list, its groups, its listeners.
  func letsIn(_ addresses: AddressSet, to target: Station, traffic: Traffic) -> Bounds<HeaderSpace> {
    let remote = Remote.addresses(addresses, couldBeMembers: false)
    var trace = TraceBuilder(
      from: .addresses(addresses), wanted: HeaderSpace(traffic: traffic, sources: addresses), isSilent: true)
    networkACL(of: target, .ingress, remote, &trace)
    arrive(at: target, remote, &trace)
    trace.turnAround()
    networkACL(of: target, .egress, remote, &trace)
    return trace.surviving
  }
}
