import AWSModel
import NetSpace

extension Facts {
  /// Who reaches a target.
  ///
  /// Only what is asked for is derived: given sources are tried one by one; without any those that the rules of the
  /// target admit, and those of the load balancers that lead to it. Who comes over the internet is part of it: endpoints
  /// of other networks are named only where something joins the networks.
  ///
  /// - Parameters:
  ///   - sources: nil for everybody.
  ///   - joinsLoadBalancers: also by way of load balancers, which end one connection and open another.
  ///   - wholeBlocks: of the blocks that rules admit also the subnets of known endpoints, which stand for them otherwise.
  package func reach(
    _ target: Peer, from sources: [ChosenPeer]? = nil, _ traffic: Traffic = .full, joinsLoadBalancers: Bool = true,
    wholeBlocks: Bool = false
  ) -> [Reach] {
    guard case .endpoint(let id) = target, let endpoint = endpoint(id) else {
      return (sources ?? endpoints.map { ChosenPeer(.endpoint($0.id)) }).flatMap { source in
        reach(from: source, to: target, traffic, joins: false)
      }
    }
    if let sources {
      return sources.flatMap { reach(from: $0, to: target, traffic, joins: joinsLoadBalancers) }
    }
    return fromInternet(endpoint, traffic, joins: joinsLoadBalancers)
      + fromInside(endpoint, traffic, joins: joinsLoadBalancers, wholeBlocks: wholeBlocks)
  }

  private func reach(from source: ChosenPeer, to target: Peer, _ traffic: Traffic, joins: Bool) -> [Reach] {
    if source.peer == target, case .endpoint(let id) = target, endpoint(id)?.isSeveral != true { return [] }
    var found: [Reach]
    switch (source.peer, target) {
    case (.internet, .endpoint(let id)): found = endpoint(id).map { fromInternet($0, traffic, joins: joins) } ?? []
    case (.endpoint, _), (.addresses, .endpoint):
      found =
        pair(source.peer, target, traffic, joins: joins, publicly: true)
        + (joins ? throughURLs(from: source.peer, to: target, traffic) : [])
      if found.isEmpty, joins { found = throughClientVPNs(from: source.peer, to: target, traffic) }
    case (.internet, _), (.addresses, _): found = []
    }
    return source.isChosen == .yes ? found : found.map { $0.given(source.isChosen, because: source.because) }
  }

  // MARK: The internet

  private func fromInternet(_ target: Endpoint, _ traffic: Traffic, joins: Bool) -> [Reach] {
    let exposures = exposures(of: target).filter {
      (joins || $0.balancers.isEmpty) && $0.traffic.intersects(traffic) && $0.exists != .no
    }
    let urls = joins ? throughURLs(from: .internet, to: .endpoint(target.id), traffic) : []
    if exposures.isEmpty, urls.isEmpty, joins { return throughFrontDoors(target, traffic) }
    return urls
      + exposures.map { exposure in
        // By way of a load balancer it is what that sends, of which the target's own side may let in a part.
        let arriving =
          exposure.balancers.isEmpty
          ? exposure.traffic
          : .union(of: exposure.traces.map { $0.surviving.may.traffic.intersection(exposure.traffic) })
        let passed = exposure.sources.map(monotone: {
          HeaderSpace(traffic: arriving.intersection(traffic), sources: $0)
        })
        return Reach(
          .internet, .endpoint(target.id), by: exposure.balancers,
          exposure.exists == .yes ? passed : .atMost(passed.may),
          remainder: exposure.exists == .yes
            ? exposure.remainder.map { $0.restricting(to: arriving.intersection(traffic)) } : nil,
          because: exposure.because, paths: { exposure.traces })
      }
  }

  /// Calls by each URL that anybody may call.
  private func throughURLs(from source: Peer, to target: Peer, _ traffic: Traffic) -> [Reach] {
    calls(Query(source: source, target: target, traffic: traffic)).map { url, trace in
      Reach(kind(source), target, by: [url], trace.surviving, because: [], paths: { [trace] })
    }
  }

  /// Ways from outside that are not followed, where nothing else leads in.
  private func throughFrontDoors(_ target: Endpoint, _ traffic: Traffic) -> [Reach] {
    let query = Query(source: .internet, target: .endpoint(target.id), traffic: traffic)
    let doors = frontDoors(query)
    if doors.isEmpty { return [] }
    let served = doubtfulURLs(of: target.id, query).isEmpty ? Traffic.empty : Self.servedByURLs.traffic
    let possible = HeaderSpace(
      traffic: admitted(by: target, traffic).union(traffic.intersection(served)), sources: .global)
    return [
      Reach(.internet, query.target, .atMost(possible), because: doors, paths: { self.answer(query).traces })
    ]
  }

  /// What has an address of clients of a VPN, where nothing else leads from there.
  private func throughClientVPNs(from source: Peer, to target: Peer, _ traffic: Traffic) -> [Reach] {
    guard case .addresses(let set) = source else { return [] }
    let query = Query(source: source, target: target, traffic: traffic)
    let endpoints = clientVPNs(query)
    if endpoints.isEmpty { return [] }
    return [
      Reach(
        kind(source), target, .atMost(HeaderSpace(traffic: traffic, sources: set)), because: endpoints,
        paths: { self.answer(query).traces })
    ]
  }

  // MARK: Endpoints and addresses

  /// From those that the target's rules admit, and those that reach the load balancers that lead to it.
  private func fromInside(_ target: Endpoint, _ traffic: Traffic, joins: Bool, wholeBlocks: Bool) -> [Reach] {
    var sources = Candidates(wholeBlocks: wholeBlocks)
    collect(target, traffic, into: &sources)
    let leading = joins ? balancerChains(to: target.id).filter { $0.traffic.intersects(traffic) } : []
    let balancers = Set(leading.flatMap(\.balancers))
    for id in balancers.sorted() {
      if let balancer = self.endpoint(id) { collect(balancer, .full, into: &sources, isBehind: true) }
    }
    for id in balancers.union(joins && target.isLoadBalancer ? [target.id] : []).sorted() {
      for endpoint in interfaces(forServicesOf: id).compactMap({ self.endpoint($0.id) }) {
        collect(endpoint, .full, into: &sources, isBehind: true)
      }
    }
    if joins {
      for proxy in proxies(of: target).compactMap({ self.endpoint($0.proxy.id) }) {
        collect(proxy, .full, into: &sources, isBehind: true)
      }
    }
    // Of a service one task may reach another.
    let peers = sources.endpoints.filter { $0 != target.id } + (target.isSeveral ? [target.id] : [])
    let found = peers.flatMap { pair(.endpoint($0), .endpoint(target.id), traffic, joins: joins) }
    return found + fromAddresses(sources.admissions, target, traffic, wholeBlocks: wholeBlocks)
      + sources.unknown.map { admission in
        let passed = Bounds.atMost(HeaderSpace(traffic: admission.traffic.intersection(traffic)))
        let why = admission.because.first ?? Unknown("a source that \(target.address) admits", .notInInput)
        return Reach(
          .unknown(why), .endpoint(target.id), passed, because: admission.because, paths: { Array(admission.traces) })
      }
      + sources.strangers.map { admission, why in
        let passed = Bounds.atMost(HeaderSpace(traffic: admission.traffic.intersection(traffic)))
        return Reach(
          .unknown(why), .endpoint(target.id), passed, because: [why], paths: { Array(admission.traces) })
      }
  }

  /// What has a group and is of a type that is not modelled, so that it is no endpoint; nil if there is nothing such.
  private func unmodelledMember(of group: ResourceID) -> Unknown? {
    unmodelledMembers.value {
      let unmodelled = Set(infrastructure.unmodelled.map(\.id.address))
      return infrastructure.mentions.reduce(into: [:]) { all, mention in
        guard unmodelled.contains(mention.doubt.subject), case .unsupported = mention.doubt.reason else { return }
        all[mention.resource] = all[mention.resource] ?? mention.doubt
      }
    }[group]
  }

  /// Whom the rules of a target may let in.
  private struct Candidates {
    let wholeBlocks: Bool
    var endpoints: [ResourceID] = []
    var seen: Set<ResourceID> = []
    var admissions: [Admission] = []
    var unknown: [Admission] = []
    /// Members of a group that are no endpoints, with what they are.
    var strangers: [(admission: Admission, why: Unknown)] = []

    mutating func add(_ id: ResourceID) {
      if seen.insert(id).inserted { endpoints.append(id) }
    }
  }

  /// - Parameter isBehind: the endpoint is a load balancer on the way, not the target.
  private func collect(_ target: Endpoint, _ traffic: Traffic, into all: inout Candidates, isBehind: Bool = false) {
    if target.groups == nil {
      // Without groups nothing at the interface keeps anybody of the network out.
      for endpoint in endpoints(in: Set(stations(of: target).map(\.vpc))) { all.add(endpoint.id) }
      return
    }
    for admission in admissions(of: target) where admission.traffic.intersects(traffic) {
      // Who is in a subnet that is not known may have any address.
      if admission.kind == .internet || admission.kind == .private {
        for endpoint in unplaced(within: admission.addresses) { all.add(endpoint.id) }
      }
      if case .members(let group) = admission.pattern.basis, !isBehind, let why = unmodelledMember(of: group) {
        all.strangers.append((admission, why))
      }
      if admission.exists == .no { continue }
      // They come class by class.
      let admitted = admission.endpoints.filter { $0.verdict != .no }.compactMap { position(of: $0.endpoint) }
      for position in admitted.sorted() { all.add(endpoints[position].id) }
      if isBehind, admission.kind != .private { continue }
      switch admission.kind {
      case .endpoints: continue
      case .internet:
        // Networks that are joined with the target's may have global addresses too, those of IPv6 always.
        for endpoint in joinedEndpoints(with: target) where isWithin(endpoint.id, admission.addresses) != .no {
          all.add(endpoint.id)
        }
      case .private:
        // What joins the target's network with others may bring in the endpoints there.
        for endpoint in endpoints where isWithin(endpoint.id, admission.addresses) != .no { all.add(endpoint.id) }
        if !isBehind { all.admissions.append(admission) }
      case .vpc: if all.wholeBlocks || admission.admitsUnoccupied != .no { all.admissions.append(admission) }
      case .unknown: all.unknown.append(admission)
      }
    }
  }

  /// The endpoints of other networks that something joins with the target's.
  private func joinedEndpoints(with target: Endpoint) -> [Endpoint] {
    let own = Set(stations(of: target).map(\.vpc))
    var joined: [VPCKey: Bool] = [:]
    return endpoints.filter { endpoint in
      stations(of: endpoint).contains { station in
        if own.contains(station.vpc) { return false }
        if let known = joined[station.vpc] { return known }
        let isJoined = own.contains { !topology.connections(from: station.vpc, to: $0).isEmpty }
        joined[station.vpc] = isJoined
        return isJoined
      }
    }
  }

  /// The endpoints of which the subnet is not known and that may have one of some addresses.
  private func unplaced(within addresses: AddressSet) -> [Endpoint] {
    endpoints.filter { endpoint in
      let isUnplaced = endpoint.sites.contains { $0.unknown != nil }
      return isUnplaced && isWithin(endpoint.id, addresses) != .no
    }
  }

  /// What addresses of the network reach that nobody of the input is known to have: of all rules together, because a
  /// block on two ports may be two rules.
  private func fromAddresses(
    _ admissions: [Admission], _ target: Endpoint, _ traffic: Traffic, wholeBlocks: Bool
  ) -> [Reach] {
    let own = Bounds.union(of: Set(stations(of: target).map(\.vpc)).map { topology.addresses(of: $0) })
    var groups: [(because: [Unknown], passed: Bounds<HeaderSpace>, admissions: [Admission])] = []
    for admission in admissions {
      let isCertain = admission.exists == .yes && (wholeBlocks || admission.admitsUnoccupied == .yes)
      let because = isCertain ? [] : admission.because
      let passed = passed(admission, traffic, own, isCertain: isCertain)
      if let i = groups.firstIndex(where: { $0.because == because }) {
        groups[i].passed.formUnion(passed)
        groups[i].admissions.append(admission)
      } else {
        groups.append((because, passed, [admission]))
      }
    }
    return groups.map { because, passed, admissions in
      Reach(
        .addresses, .endpoint(target.id), passed,
        because: because.isEmpty ? doubts(target, admissions, passed) : because,
        paths: { admissions.flatMap(\.traces) })
    }
  }

  /// Why not all of these addresses certainly get through: what the ways do not know, or else which addresses AWS gives
  /// the network.
  private func doubts(
    _ target: Endpoint, _ admissions: [Admission], _ passed: Bounds<HeaderSpace>
  ) -> [Unknown] {
    let network = Unknown(
      "the addresses of the network of \(target.address)", .decidedByAWS("are assigned when it is created"))
    if passed.isExact { return [network] }
    let open = admissions.filter { $0.kind != .vpc }.flatMap { admission in
      let answer = answer(
        Query(
          source: .addresses(admission.addresses), target: .endpoint(target.id), traffic: admission.traffic,
          joinsLoadBalancers: false))
      return doubts(answer, answer.traces.filter { $0.verdict != .no })
    }.distinct
    return open.isEmpty ? [network] : open
  }

  /// - Parameter own: the addresses of the target's network, of which an IPv6 block may not be known.
  private func passed(
    _ admission: Admission, _ traffic: Traffic, _ own: Bounds<AddressSet>, isCertain: Bool
  ) -> Bounds<HeaderSpace> {
    let wanted = admission.traffic.intersection(traffic)
    let may = HeaderSpace(traffic: wanted, sources: admission.addresses)
    if !isCertain { return .atMost(may) }
    if admission.kind == .vpc {
      let certain = admission.addresses.intersection(own.must)
      return Bounds(must: HeaderSpace(traffic: wanted, sources: certain), may: may)
    }
    // Of other networks only those that something joins with this one.
    let query = Query(
      source: .addresses(admission.addresses), target: .endpoint(admission.target.id), traffic: wanted,
      joinsLoadBalancers: false)
    return answer(query).surviving.map(monotone: { $0.droppingSourcePorts.replacingDestinations() })
  }

  /// What gets from one end to another: directly, and by way of each load balancer.
  ///
  /// - Parameter publicly: also by the public address of a target in the same network, which is the internet's part
  ///   where everybody is asked for.
  private func pair(
    _ source: Peer, _ target: Peer, _ traffic: Traffic, joins: Bool, publicly: Bool = false
  ) -> [Reach] {
    let query = Query(
      source: source, target: target, traffic: traffic, joinsLoadBalancers: false, usesPublicAddresses: publicly)
    let direct = answer(query)
    let (exists, reasons) = existence(of: source, target)
    var all: [Reach] = []
    if direct.verdict != .no {
      let paths = direct.traces.filter { $0.verdict != .no }
      all.append(
        Reach(
          kind(source), target, direct.verdict == .yes ? direct.surviving : .atMost(direct.surviving.may),
          remainder: direct.verdict == .yes ? direct.remainder : nil,
          because: doubts(direct, paths), paths: { paths }))
    }
    if joins, case .endpoint(let id) = target, isRelayed(to: id, traffic) { all += byBalancers(query) }
    return exists == .yes ? all : all.map { $0.given(exists, because: reasons) }
  }

  /// Whether anything opens connections to an endpoint for others.
  private func isRelayed(to id: ResourceID, _ traffic: Traffic) -> Bool {
    bindings(to: id).contains { $0.traffic.may.intersects(traffic) } || !interfaces(forServicesOf: id).isEmpty
      || endpoint(id).map { !proxies(of: $0).isEmpty } ?? false
  }

  /// Why it is not certain what gets through: of the traffic that may, not of what is dropped anyway.
  private func doubts(_ answer: Answer, _ paths: [Trace]) -> [Unknown] {
    if answer.verdict == .yes, answer.surviving.isExact { return [] }
    let because = paths.flatMap { $0.unknowns(on: answer.surviving.may.traffic) }
    return because.isEmpty ? answer.unknowns : because
  }

  private func byBalancers(_ query: Query) -> [Reach] {
    let joined = answer(
      Query(
        source: query.source, target: query.target, traffic: query.traffic,
        usesPublicAddresses: query.usesPublicAddresses))
    var order: [[ResourceID]] = []
    for trace in joined.traces where !trace.balancers.isEmpty && !order.contains(trace.balancers) {
      order.append(trace.balancers)
    }
    return order.compactMap { balancers in
      let paths = joined.traces.filter { $0.balancers == balancers && $0.verdict != .no }
      if paths.isEmpty { return nil }
      let isCertain = joined.verdict == .yes && paths.contains { $0.verdict == .yes }
      let passed = Bounds.union(of: paths.map(\.throughBalancer))
      let certain = paths.filter { $0.verdict == .yes }.map(\.remainderThroughBalancer)
      return Reach(
        kind(query.source), query.target, by: balancers, isCertain ? passed : .atMost(passed.may),
        remainder: isCertain ? .union(of: certain) : nil,
        because: paths.flatMap { $0.unknowns(on: query.traffic) } + joined.unknowns, paths: { paths })
    }
  }

  private func kind(_ source: Peer) -> Reach.Source {
    switch source {
    case .internet: .internet
    case .addresses(let set): set.isSubset(of: .global) ? .internet : .addresses
    case .endpoint(let id): .endpoint(id)
    }
  }

  /// Whether both ends will be there.
  private func existence(of ends: Peer...) -> (verdict: Verdict, because: [Unknown]) {
    ends.reduce((.yes, [])) { result, end in
      guard case .endpoint(let id) = end, let existence = endpoint(id)?.declaration.existence else { return result }
      return (result.0.and(existence.verdict), result.1 + existence.because)
    }
  }
}

extension Facts {
  /// Whether all addresses that an endpoint can have are among some.
  package func isWithin(_ id: ResourceID, _ addresses: AddressSet) -> Verdict {
    guard let endpoint = endpoint(id), !addresses.isEmpty else { return .no }
    let verdicts = stations(of: endpoint).map { Bounds.exact(addresses).contains(pointOf: $0.remote.addresses) }
    return verdicts.isEmpty ? .unknown : .all(verdicts)
  }

  /// The ports that a client may use for its end of a connection.
  package func clientPorts(_ source: Peer) -> PortSet {
    guard case .endpoint(let id) = source, let client = endpoint(id) else { return .clientPorts }
    return client.clientPorts
  }
}
