import AWSModel
import NetSpace

extension Facts {
  /// The ways there are from a source to a target, and whether any of them leads there.
  ///
  /// An endpoint that is in one of several subnets, of which AWS chooses, is reached for certain only if it is in each.
  package func answer(_ query: Query) -> Answer {
    var result = direct(query)
    if query.joinsLoadBalancers, case .endpoint(let id) = query.target {
      result.add(byWayOfBalancers(query, to: id))
      result.add(byWayOfServices(query, to: id))
      result.add(byWayOfProxies(query, to: id))
    }
    if query.joinsLoadBalancers { result.add(byWayOfURLs(query)) }
    if query.joinsLoadBalancers, result.verdict == .no {
      result.add(byWayOf(frontDoors(query), query))
      result.add(byWayOf(clientVPNs(query), query))
    }
    return answer(query, result)
  }

  /// By way of what is not followed.
  private func byWayOf(_ doors: [Unknown], _ query: Query) -> Direct {
    guard let first = doors.first, case .endpoint(let id) = query.target else { return Direct() }
    let trace = paths.unfollowed(
      from: query.source.node, to: .resource(id), query.traffic, doors, via: "by way of \(first.subject)")
    return Direct(traces: [trace], verdict: .unknown, unknowns: doors, surviving: trace.surviving)
  }

  private func answer(_ query: Query, _ result: Direct) -> Answer {
    Answer(
      query: query, traces: result.traces, verdict: result.verdict,
      unknowns: result.verdict == .unknown ? result.unknowns.distinct : [], surviving: result.surviving,
      remainder: result.remainder, clientPorts: clientPorts(query.source))
  }

  // MARK: Direct ways

  /// The ways that were found, and what they come to.
  struct Direct {
    var traces: [Trace] = []
    var verdict: Verdict = .no
    var unknowns: [Unknown] = []
    var surviving: Bounds<HeaderSpace> = .empty
    /// What gets through for certain but for some blocks; nil where that is no more than `surviving` says.
    var remainder: Remainder?

    mutating func add(_ other: Direct) {
      remainder = [remainder, other.remainder].combined([surviving.must, other.surviving.must], Remainder.union)
      surviving.formUnion(other.surviving)
      traces += other.traces
      verdict = verdict.or(other.verdict)
      unknowns += other.unknowns
    }
  }

  /// - Parameter site: of the target only what is there.
  func direct(_ query: Query, at site: Endpoint.Site? = nil) -> Direct {
    switch (query.source, query.target) {
    case (.endpoint(let a), .endpoint(let b)):
      guard let source = endpoint(a), a != b || source.isSeveral else { return Direct() }
      guard let target = endpoint(b) else { return toService(from: source, by: b, query.traffic) }
      if target.kind == .controlPlane { return toControlPlane(query, from: source, target) }
      return between(stations(of: source), source.placement, targets(target, at: site, of: source), target.placement) {
        paths(from: $0, to: $1, query.traffic, publicly: query.usesPublicAddresses)
      }
    case (.internet, .endpoint(let id)): return inbound(.global, .internet, to: id, at: site, query.traffic)
    case (.addresses(let set), .endpoint(let id)): return fromAddresses(set, to: id, at: site, query.traffic)
    case (.endpoint(let id), .internet): return outbound(from: id, .global, .internet, query.traffic)
    case (.endpoint(let id), .addresses(let set)): return toAddresses(set, from: id, query.traffic)
    case (.internet, _), (.addresses, _): return Direct()
    }
  }

  /// Where a target is, for whoever connects to it: at each of its addresses, where the input gives several.
  ///
  /// A load balancer does not choose: it sends to the address that is registered, or to the first of an instance.
  private func targets(_ target: Endpoint, at site: Endpoint.Site?, of source: Endpoint) -> [Station] {
    let all = stations(of: target, at: site)
    return source.isLoadBalancer || target.placement == .one ? all : all.flatMap(\.atEachAddress)
  }

  private func toService(from source: Endpoint, by id: ResourceID, _ traffic: Traffic) -> Direct {
    guard let service = gatewayEndpoints.first(where: { $0.id == id }) else { return Direct() }
    let anywhere = Station(site: .defaultVPC, endpoint: nil, topology: topology)
    return between(stations(of: source), source.placement, [anywhere], .each) { station, _ in
      [paths.toService(from: station, by: service, traffic: traffic)]
    }
  }

  /// What packets go to that has no interface: gateway endpoints for services of AWS.
  package var gatewayEndpoints: [VPCEndpoint] { infrastructure.vpcEndpoints.filter(\.isGateway) }

  /// Whether the target's side lets a source in: its groups, list and routes, whatever the source's own side says.
  func admits(from source: Endpoint, to target: Endpoint, _ traffic: Traffic) -> Answer {
    let result = between(stations(of: source), source.placement, stations(of: target), target.placement) {
      paths(from: $0, to: $1, traffic, asking: .target)
    }
    let query = Query(
      source: .endpoint(source.id), target: .endpoint(target.id), traffic: traffic, joinsLoadBalancers: false)
    return answer(query, result)
  }

  /// Why it is not certain whether the target's side lets a source in, by the ways from there: none where it is certain;
  /// nil where only the place of one of the two is not known.
  func doubtsAboutWays(from source: Endpoint, to target: Endpoint, _ traffic: Traffic) -> [Unknown]? {
    let answer = between(stations(of: source), source.placement, stations(of: target), target.placement) {
      paths(from: $0, to: $1, traffic, asking: .target)
    }
    if answer.verdict != .unknown { return [] }
    let unknowns = answer.traces.flatMap(\.unknowns).distinct
    return unknowns.isEmpty ? nil : unknowns
  }

  func doubtAboutPlace(of source: Endpoint, _ target: Endpoint) -> Unknown {
    Self.doubtAboutPlace(stations(of: source), source.placement, stations(of: target), target.placement)
  }

  func stations(of endpoint: Endpoint) -> [Station] {
    if !endpoint.interfaces.isEmpty { return endpoint.interfaces.flatMap(stations(of:)) }
    // Of a family of which no address is written down any is possible.
    let own = endpoint.ownAddresses.map { own in
      AddressFamily.allCases.reduce(own) { own.families.contains($1) ? $0 : $0.union(AddressSet($1)) }
    }
    return endpoint.sites.map { Station(site: $0, endpoint: endpoint, topology: topology, within: own) }
  }

  /// - Parameter site: only what is there; nil: all of it.
  func stations(of endpoint: Endpoint, at site: Endpoint.Site?) -> [Station] {
    let all = stations(of: endpoint)
    return site.map { site in all.filter { $0.site == site } } ?? all
  }

  var paths: PathEvaluator { PathEvaluator(topology: topology) }

  /// Every pair of sites, weighed by how many of the sites each end uses.
  func between(
    _ sources: [Station], _ sourcePlacement: Endpoint.Placement, _ targets: [Station],
    _ targetPlacement: Endpoint.Placement,
    _ traces: (Station, Station) -> [Trace]
  ) -> Direct {
    var result = Direct()
    let perSource = sources.map { source in
      let found = targets.map { traces(source, $0) }
      result.traces += found.flatMap { $0 }
      let surviving = found.map { Bounds<HeaderSpace>.union(of: $0.map(\.surviving)) }
      return (
        verdict: Self.weigh(found.map { Verdict.any($0.map(\.verdict)) }, targetPlacement),
        surviving: combined(surviving, targetPlacement),
        remainder: combined(found.map(\.remainder), surviving, targetPlacement)
      )
    }
    result.verdict = Self.weigh(perSource.map(\.verdict), sourcePlacement)
    result.surviving = combined(perSource.map(\.surviving), sourcePlacement)
    result.remainder = combined(perSource.map(\.remainder), perSource.map(\.surviving), sourcePlacement)
    if result.verdict == .unknown {
      result.unknowns = result.traces.flatMap(\.unknowns)
      if result.unknowns.isEmpty {
        let isAboutTarget = result.traces.flatMap(\.steps).first { !$0.passed.isExact }?.asksForTarget ?? false
        result.unknowns = [
          Self.doubtAboutPlace(sources, sourcePlacement, targets, targetPlacement, isAboutTarget: isAboutTarget)
        ]
      }
      for i in result.traces.indices where result.traces[i].verdict == .yes {
        result.traces[i].doubt = result.unknowns.distinct
      }
    }
    return result
  }

  /// What is not known of two ends between which every filter is certain.
  ///
  /// - Parameter isAboutTarget: a filter asks for the target's address, not for the source's.
  private static func doubtAboutPlace(
    _ sources: [Station], _ sourcePlacement: Endpoint.Placement, _ targets: [Station],
    _ targetPlacement: Endpoint.Placement, isAboutTarget: Bool = false
  ) -> Unknown {
    let isChoice = targetPlacement == .one && targets.count > 1 || sourcePlacement == .one && sources.count > 1
    let end = (isChoice ? targetPlacement == .one : isAboutTarget) ? targets.first?.endpoint : sources.first?.endpoint
    if isChoice, let why = end?.choice { return why }
    let what = isChoice ? "the subnet of" : "the address of"
    let why =
      isChoice
      ? "is chosen by AWS among several" : end?.hasSeveralAddresses == true ? "is one of several" : "is assigned by AWS"
    return Unknown("\(what) \(end?.address ?? "the endpoint")", .decidedByAWS(why), at: end?.declaration.place)
  }

  /// What holds of something in several sites, by how many of them it uses.
  static func weigh(_ verdicts: [Verdict], _ placement: Endpoint.Placement) -> Verdict {
    switch placement {
    case .each: Verdict.any(verdicts)
    case .one: Set(verdicts).count == 1 ? verdicts[0] : verdicts.isEmpty ? .no : .unknown
    }
  }

  private func inbound(
    _ addresses: AddressSet, _ node: Node, to id: ResourceID, at site: Endpoint.Site?, _ traffic: Traffic
  ) -> Direct {
    guard let target = endpoint(id) else { return Direct() }
    let anywhere = Station(site: .defaultVPC, endpoint: nil, topology: topology)
    if target.kind == .controlPlane {
      return between([anywhere], .each, [anywhere], .each) { _, _ in
        toPublicEndpoint(of: id, from: addresses, node, traffic)
      }
    }
    return between([anywhere], .each, stations(of: target, at: site), target.placement) { _, station in
      paths.inbound(from: addresses, node: node, to: station, traffic: traffic)
    }
  }

  private func outbound(from id: ResourceID, _ addresses: AddressSet, _ node: Node, _ traffic: Traffic) -> Direct {
    guard let source = endpoint(id) else { return Direct() }
    let anywhere = Station(site: .defaultVPC, endpoint: nil, topology: topology)
    return between(stations(of: source), source.placement, [anywhere], .each) { station, _ in
      paths.outbound(from: station, to: .addresses(addresses, node), traffic: traffic)
    }
  }

  // MARK: Addresses

  /// From given addresses: those of subnets of the target's VPC, or of one that is joined to it, come from there; others
  /// through the internet gateway, or from networks outside of AWS.
  private func fromAddresses(
    _ set: AddressSet, to id: ResourceID, at site: Endpoint.Site?, _ traffic: Traffic
  ) -> Direct {
    guard let target = endpoint(id) else { return Direct() }
    let stations = stations(of: target, at: site)
    let parts = parts(of: set, around: stations)
    var result = Direct()
    if !parts.internet.isEmpty {
      result.add(inbound(parts.internet, .addresses(parts.internet), to: id, at: site, traffic))
    }
    if !parts.subnets.isEmpty {
      result.add(
        between(parts.subnets, .each, stations, target.placement) { source, target in
          paths(from: source, to: target, traffic)
        })
    }
    if !parts.elsewhere.isEmpty {
      result.add(
        between([outside(parts.elsewhere)], .each, stations, target.placement) { source, target in
          let connections = topology.connectionsOutside(of: target.vpc)
          let joined = connections.map { connection in
            paths.connect(from: source, to: target, by: connection.reversed, traffic: traffic, asking: .target)
          }
          let other = paths.unconnected(
            target, parts.elsewhere, isSource: false, traffic: traffic, isJoined: !joined.isEmpty)
          return joined + (other.map { [$0] } ?? [])
        })
    }
    return result
  }

  private func toAddresses(_ set: AddressSet, from id: ResourceID, _ traffic: Traffic) -> Direct {
    guard let source = endpoint(id) else { return Direct() }
    let stations = stations(of: source)
    let parts = parts(of: set, around: stations)
    var result = Direct()
    if !parts.internet.isEmpty { result.add(outbound(from: id, parts.internet, .addresses(parts.internet), traffic)) }
    if !parts.subnets.isEmpty {
      result.add(
        between(stations, source.placement, parts.subnets, .each) { source, target in
          paths(from: source, to: target, traffic)
        })
    }
    if !parts.elsewhere.isEmpty {
      let translatable = parts.elsewhere.intersection(.translatable)
      result.add(
        between(stations, source.placement, [outside(parts.elsewhere)], .each) { source, target in
          let joined =
            topology.connectionsOutside(of: source.vpc).map { connection in
              paths.connect(from: source, to: target, by: connection, traffic: traffic, asking: .source)
            } + (translatable.isEmpty ? [] : paths.byTranslation(from: source, to: translatable, traffic))
          let other = paths.unconnected(
            source, parts.elsewhere, isSource: true, traffic: traffic, isJoined: !joined.isEmpty)
          return joined + (other.map { [$0] } ?? [])
        })
    }
    return result
  }

  private func outside(_ addresses: AddressSet) -> Station {
    Station(site: .unknown(.nowhere(addresses)), endpoint: nil, topology: topology, within: addresses)
  }

  /// Addresses in three parts: those of declared subnets of the VPCs of some stations and of VPCs that are joined to
  /// them, those that the internet routes, and the rest.
  private func parts(
    of set: AddressSet, around stations: [Station]
  ) -> (subnets: [Station], internet: AddressSet, elsewhere: AddressSet) {
    let own = Set(stations.map(\.vpc))
    let joined = own.reduce(into: Set<VPCKey>()) { $0.formUnion(topology.joined(to: $1)) }.subtracting(own)
    var rest = set
    var found: [Station] = []
    for vpcs in [own, joined] where !vpcs.isEmpty {
      let inside = topology.subnets(of: vpcs).reduce(into: [Station]()) { all, subnet in
        // Of a block that is not known any address could be inside, which would say nothing.
        let certain = Station(site: .subnet(subnet.id), endpoint: nil, topology: topology).blocks.must
        let station = Station(
          site: .subnet(subnet.id), endpoint: nil, topology: topology, within: rest.intersection(certain))
        if !station.remote.addresses.isEmpty { all.append(station) }
      }
      rest = inside.reduce(rest) { $0.subtracting($1.remote.addresses) }
      found += inside
    }
    // A VPC that the input declares has the subnets of the input, any other may have more.
    let undeclared = own.reduce(into: AddressSet.empty) { all, vpc in
      if !topology.isDeclared(vpc) { all.formUnion(topology.addresses(of: vpc).must) }
    }.intersection(rest)
    if !undeclared.isEmpty {
      let why = Unknown("the subnet of \(undeclared.listing(limit: 2))", .notInInput)
      found.append(Station(site: .unknown(why), endpoint: nil, topology: topology, within: undeclared))
      rest = rest.subtracting(undeclared)
    }
    if let inside = inDefaultVPC(rest, own) {
      rest = rest.subtracting(inside.remote.addresses)
      found.append(inside)
    }
    let internet = rest.intersection(.global)
    found += possible(rest.subtracting(internet), in: own.union(joined))
    return (found, internet, rest.subtracting(internet))
  }

  /// The addresses that are those of the default VPC as AWS creates it, where an input does not say which these are.
  private func inDefaultVPC(_ addresses: AddressSet, _ vpcs: Set<VPCKey>) -> Station? {
    if case .resource = topology.defaultVPC { return nil }
    guard vpcs.contains(topology.defaultVPC) else { return nil }
    let inside = addresses.intersection(Station.defaultBlock)
    if inside.isEmpty { return nil }
    var station = Station(site: .defaultVPC, endpoint: nil, topology: topology, within: inside)
    station.doubt = Unknown("the block of \(Station.defaultVPCName)", .notInInput)
    return station
  }

  /// Subnets that may have some of the addresses: their blocks, or those of their VPCs, are not known.
  private func possible(_ addresses: AddressSet, in vpcs: Set<VPCKey>) -> [Station] {
    if addresses.isEmpty { return [] }
    return topology.subnets(of: vpcs).compactMap { subnet in
      var station = Station(site: .subnet(subnet.id), endpoint: nil, topology: topology)
      guard let why = station.blockUnknown else { return nil }
      let inVPC = topology.addresses(of: station.vpc).may
      let some = station.blocks.may.intersection(inVPC).intersection(addresses)
      if some.isEmpty { return nil }
      station.within = some
      station.doubt = why
      return station
    }
  }

  // MARK: Between endpoints

  /// The ways between two interfaces: by what joins their VPCs; what is met on other ways is not modelled by this
  /// analysis and makes the answer undecided.
  func paths(
    from source: Station, to target: Station, _ traffic: Traffic, client: Remote? = nil,
    asking ends: PathEvaluator.AskedEnds = .both, publicly: Bool = false
  ) -> [Trace] {
    let isSame = source.vpc.isSame(as: target.vpc)
    let inside = isSame == .no ? [] : inside(source, target, traffic, client, ends, publicly: publicly)
    if isSame == .yes { return inside }
    let joined = topology.connections(from: source.vpc, to: target.vpc).map { connection in
      paths.connect(from: source, to: target, by: connection, traffic: traffic, client: client, asking: ends)
    }
    // In one VPC, if they are, everything is modelled; only of what is certainly in two it is asked what else joins them.
    if isSame == .unknown { return inside + joined }
    return joined + paths.elsewhere(from: source, to: target, traffic: traffic, isJoined: !joined.isEmpty)
  }

  /// The ways if both are in one VPC.
  private func inside(
    _ source: Station, _ target: Station, _ traffic: Traffic, _ client: Remote?, _ ends: PathEvaluator.AskedEnds,
    publicly: Bool
  ) -> [Trace] {
    var direct = [paths.connect(from: source, to: target, traffic: traffic, client: client, asking: ends)]
    if publicly { direct += paths.overInternet(from: source, to: target, traffic: traffic, isNear: true) }
    let appliances = paths.appliances(between: source, target)
    if appliances.isEmpty { return direct }
    let around = paths.connect(
      from: source, to: target, by: .appliance(appliances), traffic: traffic, client: client, asking: ends)
    return direct + [around]
  }
}

extension Step {
  /// Whether what it lets through depends on the target's address: it is on the source's side, there or back.
  fileprivate var asksForTarget: Bool {
    switch kind {
    case .securityGroups(let direction), .networkACL(let direction): (direction == .egress) != isReturn
    case .routeTable, .clientAuthorization: !isReturn
    case .gatewayAttachment, .publicAccessBlock, .publicAddress, .addressFamily, .listening, .endpointPolicy,
      .natGateway, .sameNetwork, .peering, .transitAttachment, .transitRouteTable, .vpnGateway, .zone, .forwarding,
      .notModelled:
      false
    }
  }
}

extension Unknown {
  /// Addresses that are in no subnet of the input.
  fileprivate static func nowhere(_ addresses: AddressSet) -> Unknown {
    Unknown("the network of \(addresses.listing(limit: 2))", .notInInput)
  }
}
