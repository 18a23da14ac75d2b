import AWSModel
import NetSpace

/// A connection that groups, routes and lists let begin, and whose answers a network ACL drops.
package struct DroppedAnswer: Sendable {
  package let acl: NetworkACL
  /// The direction of the list that drops: egress at the one who answers, ingress at the one who asked.
  package let direction: Direction
  package let source: Node
  package let target: Node
  /// The traffic, as it is sent to the target.
  package let traffic: Traffic
  package let trace: Trace
  package let verdict: Verdict
  package let because: [Unknown]
}

extension Facts {
  /// Every connection of which a declared network ACL drops the answers, for a client that may use any ephemeral port,
  /// or a NAT gateway that may take any of its own for it.
  ///
  /// Network ACLs keep no state: answers need entries of their own for the client's ports.
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
  package var droppedAnswers: [DroppedAnswer] {
    let lists = infrastructure.networkACLs.filter { $0.declaration.kind == .declared && !$0.entries.elements.isEmpty }
    guard !lists.isEmpty else { return [] }
    let byComponent = Dictionary(
      lists.map { ("network ACL \($0.id.address)", $0) }, uniquingKeysWith: { first, _ in first })
    let listed = Set(lists.map(\.id))
    let guarded = Set(
      infrastructure.subnets.filter { subnet in
        topology.networkACL(of: subnet.id).options.contains { listed.contains($0.id) }
      }.map(\.id))
    func isGuarded(_ endpoint: Endpoint) -> Bool {
      endpoint.sites.contains { if case .subnet(let id) = $0 { guarded.contains(id) } else { false } }
    }
    // Whoever sends by a NAT gateway is answered through the list of its subnet.
    let translates = infrastructure.natGateways.contains { gateway in
      paths.sites(of: gateway).contains { if case .subnet(let id) = $0 { guarded.contains(id) } else { false } }
    }
    let examples = examples()
    let neighbours = Neighbours(Neighbourhood.all(examples, isGuarded, stations))
    var lost = LostAnswers(topology: topology)
    let lostOutside = Memo<InternetEnd, Traffic>()
    var found: [DroppedAnswer] = []
    for endpoint in examples {
      let isConcerned = isGuarded(endpoint)
      let queries =
        (isConcerned ? fromInternet(endpoint, lostOutside) : [])
        + (isConcerned || translates ? toInternet(endpoint, lostOutside) : [])
        + fromNeighbours(endpoint, isConcerned, neighbours, &lost)
      for query in queries {
        let dropped = answer(query).traces.flatMap { droppedAnswers(in: $0, byComponent, of: query) }
        found += dropped
        // One connection shows what a list does: others between its subnets need not be asked about.
        for one in dropped where one.verdict == .yes { lost.settled.insert(.init(list: one.acl.id, one.direction)) }
      }
    }
    return found
  }

  // MARK: Connections worth asking about

  /// One endpoint of each kind that lists cannot tell apart: those in the same subnets with the same groups.
  private func examples() -> [Endpoint] {
    struct Likeness: Hashable {
      let sites: [Endpoint.Site]
      let groups: [Reference]?
      let publicIPv4: Verdict?
      let serves: Bounds<Traffic>
      let clientPorts: PortSet
      let several: ResourceID?
    }
    var seen: Set<Likeness> = []
    return endpoints.filter { endpoint in
      let address: Verdict? = if case .decided(let verdict, _, _) = endpoint.publicIPv4 { verdict } else { nil }
      return seen.insert(
        Likeness(
          sites: endpoint.sites, groups: endpoint.groups?.elements.map(\.target), publicIPv4: address,
          serves: endpoint.serves, clientPorts: endpoint.clientPorts,
          several: endpoint.interfaces.isEmpty ? nil : endpoint.id)
      ).inserted
    }
  }

  private func fromInternet(_ endpoint: Endpoint, _ lost: Memo<InternetEnd, Traffic>) -> [Query] {
    let possible = lost.value(InternetEnd(endpoint, isTarget: true)) { lostFromInternet(to: endpoint) }
    if possible.isEmpty { return [] }
    let traffic = admitted(endpoint, .ingress, .addresses(.global, couldBeMembers: false))
    return traffic.isDisjoint(with: possible)
      ? []
      : [Query(source: .internet, target: .endpoint(endpoint.id), traffic: traffic, joinsLoadBalancers: false)]
  }

  private func toInternet(_ endpoint: Endpoint, _ lost: Memo<InternetEnd, Traffic>) -> [Query] {
    guard endpoint.opensConnections else { return [] }
    let possible = lost.value(InternetEnd(endpoint, isTarget: false)) { lostToInternet(from: endpoint) }
    if possible.isEmpty { return [] }
    var traffic = admitted(endpoint, .egress, .addresses(.global, couldBeMembers: false))
    // Who lets everything out has not said that answers over UDP are wanted, and most lists let in those over TCP only.
    if Traffic(.udp).isSubset(of: traffic) { traffic = traffic.intersection(Traffic(.tcp)) }
    return traffic.isDisjoint(with: possible)
      ? []
      : [Query(source: .endpoint(endpoint.id), target: .internet, traffic: traffic, joinsLoadBalancers: false)]
  }

  /// The traffic that the internet can begin with an endpoint and whose answers may be dropped, whatever its groups say.
  private func lostFromInternet(to endpoint: Endpoint) -> Traffic {
    lost(
      stations(of: endpoint.withoutGroups).flatMap {
        paths.inbound(from: .global, node: .internet, to: $0, traffic: .withPorts)
      }, clientPorts(.internet))
  }

  /// The same of what an endpoint can begin with the internet.
  private func lostToInternet(from endpoint: Endpoint) -> Traffic {
    lost(
      stations(of: endpoint.withoutGroups).flatMap {
        paths.outbound(from: $0, to: .addresses(.global, .internet), traffic: .withPorts)
      }, endpoint.clientPorts)
  }

  /// What can begin on some ways, as far as not all of it is answered: a part of it can lose no more.
  private func lost(_ traces: [Trace], _ ports: PortSet) -> Traffic {
    .union(
      of: traces.flatMap { trace in
        let begun = trace.begun
        return trace.answers.map { begun.subtracting($0.passedFromEveryPort(of: ports).must).traffic }
      })
  }

  private func fromNeighbours(
    _ endpoint: Endpoint, _ isConcerned: Bool, _ neighbours: Neighbours, _ lost: inout LostAnswers
  ) -> [Query] {
    guard endpoint.groups != nil else { return [] }
    let vpcs = Set(stations(of: endpoint).map(\.vpc))
    let ways = lost.ways(to: endpoint, at: stations(of: endpoint)) {
      neighbours.inVPCs(vpcs).filter { isConcerned || $0.isGuarded }
    }
    return ways.flatMap { way -> [Query] in
      let possible = way.traffic.intersection(endpoint.serves.may)
      if possible.isEmpty { return [] }
      return way.neighbourhood.endpoints.compactMap { other in
        if other.id == endpoint.id || !mayOpen(other, to: endpoint) { return nil }
        let near = stations(of: other).filter { vpcs.contains($0.vpc) }
        let traffic = Traffic.union(of: near.map { self.admitted(endpoint, .ingress, $0.remote) }).intersection(
          possible)
        if traffic.isEmpty { return nil }
        return Query(
          source: .endpoint(other.id), target: .endpoint(endpoint.id), traffic: traffic, joinsLoadBalancers: false)
      }
    }
  }

  /// Whether one opens connections to another at all: load balancers do to their targets.
  private func mayOpen(_ source: Endpoint, to target: Endpoint) -> Bool {
    source.opensConnections || bindings(to: target.id).contains { $0.balancer.id == source.id }
  }

  /// The TCP and UDP traffic that the groups of an endpoint certainly let through.
  private func admitted(_ endpoint: Endpoint, _ direction: Direction, _ remote: Remote) -> Traffic {
    let wanted = HeaderSpace(traffic: .withPorts)
    return topology.securityGroupFilter(of: endpoint, direction, remote: remote)
      .evaluate(wanted, explains: false).passed.must.traffic
  }

  // MARK: What is dropped

  private func droppedAnswers(in trace: Trace, _ lists: [String: NetworkACL], of query: Query) -> [DroppedAnswer] {
    let answers = trace.answers
    if answers.isEmpty { return [] }
    let begun = trace.begun.intersection(HeaderSpace(traffic: query.traffic))
    if begun.isEmpty { return [] }
    let ports = clientPorts(query.source)
    return answers.compactMap { step -> DroppedAnswer? in
      guard let list = lists[step.component] else { return nil }
      let passed = step.passedFromEveryPort(of: ports)
      func lost(_ passed: HeaderSpace) -> Traffic { begun.traffic.subtracting(begun.intersection(passed).traffic) }
      let possibly = lost(passed.must)
      if possibly.isEmpty { return nil }
      let certainly = lost(passed.may)
      return DroppedAnswer(
        acl: list, direction: step.kind == .networkACL(.egress) ? .egress : .ingress, source: trace.source,
        target: trace.target, traffic: certainly.isEmpty ? possibly : certainly, trace: trace,
        verdict: certainly.isEmpty ? .unknown : .yes, because: certainly.isEmpty ? step.unknowns : [])
    }
  }
}

extension Trace {
  /// The lists that the answers meet.
  fileprivate var answers: [Step] { steps.filter(\.isListForAnswers) }

  /// What can begin for certain, were it not for the lists that its answers meet.
  fileprivate var begun: HeaderSpace {
    steps.filter { !$0.isListForAnswers }.reduce(HeaderSpace.full) { $0.intersection($1.passed.must) }
  }
}

extension Step {
  fileprivate var isListForAnswers: Bool {
    guard isReturn, case .networkACL = kind else { return false }
    return true
  }
}

extension Traffic {
  /// What is answered to the port that it came from.
  fileprivate static let withPorts = Traffic(.tcp).union(Traffic(.udp))
}

/// One end of connections with the internet, without what groups let through: endpoints that differ in nothing else lose
/// the same answers.
private struct InternetEnd: Hashable {
  let kind: Endpoint.Kind
  let sites: [Endpoint.Site]
  /// Nil: as the subnet says.
  let publicIPv4: Verdict?
  let hasIPv6: Value<Bool>?
  /// What has several interfaces, or addresses of its own, is like nothing else.
  let other: ResourceID?
  let isTarget: Bool

  init(_ endpoint: Endpoint, isTarget: Bool) {
    kind = endpoint.kind
    sites = endpoint.sites
    publicIPv4 = if case .decided(let verdict, _, _) = endpoint.publicIPv4 { verdict } else { nil }
    hasIPv6 = endpoint.hasIPv6?.value
    let isLikeOthers = endpoint.interfaces.isEmpty && endpoint.ownAddresses == nil && endpoint.publicAddress == nil
    other = isLikeOthers ? nil : endpoint.id
    self.isTarget = isTarget
  }
}

/// Endpoints in the same subnets, whose answers the same lists let through.
private final class Neighbourhood {
  private struct Place: Hashable {
    let sites: [Endpoint.Site]
    let clientPorts: PortSet
  }

  let endpoints: [Endpoint]
  let isGuarded: Bool
  /// Where they are.
  let stations: [(station: Station, vpc: VPCKey)]
  let clientPorts: PortSet

  private init(
    _ endpoints: [Endpoint], isGuarded: Bool, stations: [(station: Station, vpc: VPCKey)], clientPorts: PortSet
  ) {
    self.endpoints = endpoints
    self.isGuarded = isGuarded
    self.stations = stations
    self.clientPorts = clientPorts
  }

  static func all(
    _ endpoints: [Endpoint], _ isGuarded: (Endpoint) -> Bool, _ stations: (Endpoint) -> [Station]
  ) -> [Neighbourhood] {
    var order: [Place] = []
    var found: [Place: [Endpoint]] = [:]
    for endpoint in endpoints {
      let place = Place(sites: endpoint.sites, clientPorts: endpoint.clientPorts)
      if found[place] == nil { order.append(place) }
      found[place, default: []].append(endpoint)
    }
    return order.compactMap { place in
      found[place].map {
        Neighbourhood(
          $0, isGuarded: isGuarded($0[0]), stations: stations($0[0]).map { ($0, $0.vpc) },
          clientPorts: place.clientPorts)
      }
    }
  }
}

/// Neighbourhoods by the VPCs that they are in: an input may have hundreds of small ones.
private struct Neighbours {
  private let all: [Neighbourhood]
  private let byVPC: [VPCKey: [Int]]

  init(_ all: [Neighbourhood]) {
    self.all = all
    byVPC = all.indices.reduce(into: [:]) { byVPC, position in
      for vpc in Set(all[position].stations.map(\.vpc)) { byVPC[vpc, default: []].append(position) }
    }
  }

  /// Those in one of some VPCs, in their order.
  func inVPCs(_ vpcs: Set<VPCKey>) -> [Neighbourhood] {
    Set(vpcs.flatMap { byVPC[$0] ?? [] }).sorted().map { all[$0] }
  }
}

/// The traffic between two subnets whose answers their network ACLs drop, or may drop: each pair asked once.
private struct LostAnswers {
  /// One direction of a list.
  struct Side: Hashable {
    let list: ResourceID
    let direction: Direction

    init(list: ResourceID, _ direction: Direction) {
      self.list = list
      self.direction = direction
    }
  }

  private struct Key: Hashable {
    let side: Side
    let other: Endpoint.Site
    let ports: PortSet
  }

  private struct Place: Hashable {
    let sites: [Endpoint.Site]
    /// What has several interfaces, or only some of the addresses, is like nothing else.
    let other: ResourceID?
  }

  private struct Pair: Hashable {
    let source: Endpoint.Site
    let target: Endpoint.Site
  }

  let topology: Topology
  /// What is known to drop answers already.
  var settled: Set<Side> = [] {
    didSet { if settled.count != oldValue.count { ways = [:] } }
  }
  /// By the place of a target.
  private var ways: [Place: [(neighbourhood: Neighbourhood, traffic: Traffic)]] = [:]
  private var known: [Key: Traffic] = [:]
  private var begun: [Pair: Traffic] = [:]

  init(topology: Topology) { self.topology = topology }

  /// The neighbourhoods from which comes what answers are dropped of, with the traffic: asked once for all endpoints in
  /// the same subnets.
  ///
  /// - Parameter neighbours: those to ask about.
  mutating func ways(
    to target: Endpoint, at targets: @autoclosure () -> [Station], among neighbours: () -> [Neighbourhood]
  ) -> [(neighbourhood: Neighbourhood, traffic: Traffic)] {
    let isLikeOthers = target.interfaces.isEmpty && target.ownAddresses == nil
    let place = Place(sites: target.sites, other: isLikeOthers ? nil : target.id)
    if let known = ways[place] { return known }
    let targets = targets()
    let vpcs = Set(targets.map(\.vpc))
    var found: [(neighbourhood: Neighbourhood, traffic: Traffic)] = []
    for neighbourhood in neighbours() {
      let sources = neighbourhood.stations.filter { vpcs.contains($0.vpc) }.map(\.station)
      let traffic = traffic(from: sources, to: targets, neighbourhood.clientPorts)
      if !traffic.isEmpty { found.append((neighbourhood, traffic)) }
    }
    ways[place] = found
    return found
  }

  private mutating func traffic(from sources: [Station], to targets: [Station], _ ports: PortSet) -> Traffic {
    var all = Traffic.empty
    for source in sources {
      for target in targets {
        let lost = traffic(at: target, .egress, towards: source, ports)
          .union(traffic(at: source, .ingress, towards: target, ports))
        if !lost.isEmpty { all.formUnion(lost.intersection(begun(from: source, to: target))) }
      }
    }
    return all
  }

  /// The traffic that the lists let through to begin with.
  private mutating func begun(from source: Station, to target: Station) -> Traffic {
    let pair = Pair(source: source.site, target: target.site)
    if let known = begun[pair] { return known }
    let traffic = passing(at: source, .egress, towards: target).intersection(
      passing(at: target, .ingress, towards: source))
    begun[pair] = traffic
    return traffic
  }

  private func passing(at station: Station, _ direction: Direction, towards other: Station) -> Traffic {
    guard case .subnet(let id) = station.site else { return .full }
    let (ipv4, ipv6) = other.addresses
    let addresses = ipv4.union(ipv6)
    let wanted =
      direction == .egress
      ? HeaderSpace(traffic: .full, destinations: addresses) : HeaderSpace(traffic: .full, sources: addresses)
    return .union(
      of: topology.networkACL(of: id).options.map { list in
        list.filter(direction, remote: .addresses(addresses, couldBeMembers: true))
          .evaluate(wanted, explains: false).passed.must.traffic
      })
  }

  private mutating func traffic(
    at station: Station, _ direction: Direction, towards other: Station, _ ports: PortSet
  ) -> Traffic {
    guard case .subnet(let id) = station.site else { return .empty }
    var all = Traffic.empty
    for list in topology.networkACL(of: id).options {
      let side = Side(list: list.id, direction)
      if settled.contains(side) { continue }
      let key = Key(side: side, other: other.site, ports: ports)
      let traffic = known[key] ?? Self.traffic(list, direction, towards: other, ports)
      known[key] = traffic
      all.formUnion(traffic)
    }
    return all
  }

  private static func traffic(
    _ list: NetworkACL, _ direction: Direction, towards other: Station, _ ports: PortSet
  ) -> Traffic {
    let (ipv4, ipv6) = other.addresses
    let addresses = ipv4.union(ipv6)
    // The other end is one interface there: what does not pass for all of its addresses may not pass for it.
    let wanted =
      direction == .egress
      ? HeaderSpace(traffic: .withPorts, sources: addresses)
      : HeaderSpace(traffic: .withPorts, destinations: addresses)
    let filter = list.filter(direction, remote: .addresses(addresses, couldBeMembers: true))
    let passed = filter.evaluate(wanted.answers, explains: false).passed.must.requests
    return wanted.subtracting(passed.flowsForAllSourcePorts(in: ports)).traffic
  }
}

extension Endpoint {
  /// Whether it opens connections to whomever: load balancers do to their targets only, and databases answer.
  fileprivate var opensConnections: Bool { !isLoadBalancer && kind != .database }
}
