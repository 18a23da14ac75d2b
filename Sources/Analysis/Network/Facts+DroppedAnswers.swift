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
  /// Every connection of which a declared network ACL drops the answers, for a client that may use any ephemeral port.
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
    let examples = examples()
    let neighbours = Neighbours(Neighbourhood.all(examples, isGuarded, stations))
    var lost = LostAnswers(topology: topology)
    var found: [DroppedAnswer] = []
    for endpoint in examples {
      let isConcerned = isGuarded(endpoint)
      let queries =
        (isConcerned ? fromInternet(endpoint) + toInternet(endpoint) : [])
        + fromNeighbours(endpoint, neighbours, onlyGuarded: !isConcerned, &lost)
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

  private func fromInternet(_ endpoint: Endpoint) -> [Query] {
    let traffic = admitted(endpoint, .ingress, .addresses(.global, couldBeMembers: false))
    return traffic.isEmpty
      ? []
      : [Query(source: .internet, target: .endpoint(endpoint.id), traffic: traffic, joinsLoadBalancers: false)]
  }

  private func toInternet(_ endpoint: Endpoint) -> [Query] {
    guard endpoint.opensConnections else { return [] }
    var traffic = admitted(endpoint, .egress, .addresses(.global, couldBeMembers: false))
    // Who lets everything out has not said that answers over UDP are wanted, and most lists let in those over TCP only.
    if Traffic(.udp).isSubset(of: traffic) { traffic = traffic.intersection(Traffic(.tcp)) }
    return traffic.isEmpty
      ? []
      : [Query(source: .endpoint(endpoint.id), target: .internet, traffic: traffic, joinsLoadBalancers: false)]
  }

  private func fromNeighbours(
    _ endpoint: Endpoint, _ neighbours: Neighbours, onlyGuarded: Bool, _ lost: inout LostAnswers
  ) -> [Query] {
    guard endpoint.groups != nil else { return [] }
    let targets = stations(of: endpoint)
    let vpcs = Set(targets.map(\.vpc))
    return neighbours.inVPCs(vpcs).flatMap { neighbourhood -> [Query] in
      if onlyGuarded, !neighbourhood.isGuarded { return [] }
      let sources = neighbourhood.stations.filter { vpcs.contains($0.vpc) }.map(\.station)
      // Most lists drop no answers between two subnets: there is nothing to ask.
      let possible = lost.traffic(from: sources, of: neighbourhood, to: targets, of: endpoint)
        .intersection(endpoint.serves.may)
      if possible.isEmpty { return [] }
      return neighbourhood.endpoints.compactMap { other in
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
    let wanted = HeaderSpace(traffic: Traffic(.tcp).union(Traffic(.udp)))
    return topology.securityGroupFilter(of: endpoint, direction, remote: remote)
      .evaluate(wanted, explains: false).passed.must.traffic
  }

  // MARK: What is dropped

  private func droppedAnswers(in trace: Trace, _ lists: [String: NetworkACL], of query: Query) -> [DroppedAnswer] {
    let steps = trace.steps
    let answers = steps.filter { $0.isReturn && $0.kind.isNetworkACL }
    if answers.isEmpty { return [] }
    let others = steps.filter { !($0.isReturn && $0.kind.isNetworkACL) }
    // The connection can begin for certain, were it not for the lists that its answers meet.
    let begun = others.reduce(HeaderSpace.full) { $0.intersection($1.passed.must) }
      .intersection(HeaderSpace(traffic: query.traffic))
    if begun.isEmpty { return [] }
    let ports = clientPorts(query.source)
    return answers.compactMap { step -> DroppedAnswer? in
      guard let list = lists[step.component] else { return nil }
      func lost(_ passed: HeaderSpace) -> Traffic {
        let answered = begun.intersection(passed.flowsForAllSourcePorts(in: ports))
        return begun.traffic.subtracting(answered.traffic)
      }
      let possibly = lost(step.passed.must)
      if possibly.isEmpty { return nil }
      let certainly = lost(step.passed.may)
      return DroppedAnswer(
        acl: list, direction: step.kind == .networkACL(.egress) ? .egress : .ingress, source: trace.source,
        target: trace.target, traffic: certainly.isEmpty ? possibly : certainly, trace: trace,
        verdict: certainly.isEmpty ? .unknown : .yes, because: certainly.isEmpty ? step.unknowns : [])
    }
  }
}

extension Step.Kind {
  fileprivate var isNetworkACL: Bool {
    if case .networkACL = self { true } else { false }
  }
}

/// Endpoints in the same subnets, whose answers the same lists let through.
private struct Neighbourhood {
  private struct Place: Hashable {
    let sites: [Endpoint.Site]
    let clientPorts: PortSet
  }

  /// Its position among all.
  let number: Int
  let endpoints: [Endpoint]
  let isGuarded: Bool
  /// Where they are.
  let stations: [(station: Station, vpc: VPCKey)]
  let clientPorts: PortSet

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
    return order.enumerated().compactMap { number, place in
      found[place].map {
        Neighbourhood(
          number: number, endpoints: $0, isGuarded: isGuarded($0[0]), stations: stations($0[0]).map { ($0, $0.vpc) },
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

  private struct Way: Hashable {
    let neighbourhood: Int
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
    didSet { if settled.count != oldValue.count { lost = [:] } }
  }
  /// By neighbourhood and the sites of a target.
  private var lost: [Way: Traffic] = [:]
  private var known: [Key: Traffic] = [:]
  private var begun: [Pair: Traffic] = [:]

  init(topology: Topology) { self.topology = topology }

  /// - Parameter sources: the stations of a neighbourhood in the VPCs of the target.
  mutating func traffic(
    from sources: [Station], of neighbourhood: Neighbourhood, to targets: [Station], of target: Endpoint
  ) -> Traffic {
    let isLikeOthers = target.interfaces.isEmpty && target.ownAddresses == nil
    let way = Way(neighbourhood: neighbourhood.number, sites: target.sites, other: isLikeOthers ? nil : target.id)
    if let known = lost[way] { return known }
    let traffic = traffic(from: sources, to: targets, neighbourhood.clientPorts)
    lost[way] = traffic
    return traffic
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
    let traffic = Traffic(.tcp).union(Traffic(.udp))
    // The other end is one interface there: what does not pass for all of its addresses may not pass for it.
    let wanted =
      direction == .egress
      ? HeaderSpace(traffic: traffic, sources: addresses) : HeaderSpace(traffic: traffic, destinations: addresses)
    let filter = list.filter(direction, remote: .addresses(addresses, couldBeMembers: true))
    let passed = filter.evaluate(wanted.answers, explains: false).passed.must.requests
    return wanted.subtracting(passed.flowsForAllSourcePorts(in: ports)).traffic
  }
}

extension Endpoint {
  /// Whether it opens connections to whomever: load balancers do to their targets only, and databases answer.
  fileprivate var opensConnections: Bool { !isLoadBalancer && kind != .database }
}
