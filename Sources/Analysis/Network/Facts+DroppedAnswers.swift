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
    let guarded = Set(
      infrastructure.subnets.filter { subnet in
        topology.networkACL(of: subnet.id).options.contains { list in lists.contains { $0.id == list.id } }
      }.map(\.id))
    func isGuarded(_ endpoint: Endpoint) -> Bool {
      endpoint.sites.contains { if case .subnet(let id) = $0 { guarded.contains(id) } else { false } }
    }
    let examples = examples()
    let isExample = Set(examples)
    var drops = DropCheck(facts: self)
    return examples.flatMap { position -> [DroppedAnswer] in
      let endpoint = endpoints[position]
      let isConcerned = isGuarded(endpoint)
      // Of a class all are in the same subnets.
      let neighbours = sourceClasses.classes(in: Set(stations(of: endpoint).map(\.vpc))).filter { number in
        let other = endpoints[sourceClasses.members[number][0]]
        return (isConcerned || isGuarded(other)) && drops.mayDrop(from: number, to: sourceClasses.classes[position])
      }
      let others = neighbours.flatMap { sourceClasses.members[$0] }.filter(isExample.contains).sorted()
      let queries =
        (isConcerned ? fromInternet(endpoint) + toInternet(endpoint) : [])
        + fromNeighbours(endpoint, others.map { endpoints[$0] })
      return queries.flatMap { query in
        answer(query).traces.flatMap { droppedAnswers(in: $0, lists, of: query) }
      }
    }
  }

  /// Whether the lists between two classes of endpoints may drop any answer; each pair is looked at once. Where they let
  /// through all answers nobody needs to know what is asked.
  private struct DropCheck {
    private struct Pair: Hashable {
      let source: Int
      let target: Int
    }

    let facts: Facts
    private var found: [Pair: Bool] = [:]

    init(facts: Facts) { self.facts = facts }

    mutating func mayDrop(from source: Int, to target: Int) -> Bool {
      let pair = Pair(source: source, target: target)
      if let known = found[pair] { return known }
      let ends = [source, target].map { facts.endpoints[facts.sourceClasses.members[$0][0]] }
      let (clients, servers) = (facts.stations(of: ends[0]), facts.stations(of: ends[1]))
      let ports: PortSet = ends[0].isLoadBalancer ? .balancerPorts : .clientPorts
      let answers = HeaderSpace(
        traffic: Traffic(.tcp, ports: ports).union(Traffic(.udp, ports: ports)))
      let may = clients.contains { client in
        servers.contains { server in
          !passes(answers, client, .ingress, server) || !passes(answers, server, .egress, client)
        }
      }
      found[pair] = may
      return may
    }

    private func passes(
      _ answers: HeaderSpace, _ station: Station, _ direction: Direction, _ other: Station
    ) -> Bool {
      guard let subnet = station.subnet, let list = facts.topology.networkACL(of: subnet.id).only else { return false }
      return list.filter(direction, remote: other.remote).evaluate(answers).passed.must == answers
    }
  }

  // MARK: Connections worth asking about

  /// One endpoint of each kind that lists cannot tell apart: those in the same subnets with the same groups.
  private func examples() -> [Int] {
    struct Likeness: Hashable {
      let sites: [Endpoint.Site]
      let groups: [Reference]?
      let publicIPv4: Verdict?
      let serves: Bounds<Traffic>
      let isLoadBalancer: Bool
    }
    var seen: Set<Likeness> = []
    return endpoints.indices.filter { position in
      let endpoint = endpoints[position]
      let address: Verdict? = if case .decided(let verdict, _, _) = endpoint.publicIPv4 { verdict } else { nil }
      return seen.insert(
        Likeness(
          sites: endpoint.sites, groups: endpoint.groups?.elements.map(\.target), publicIPv4: address,
          serves: endpoint.serves, isLoadBalancer: endpoint.isLoadBalancer)
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
    let traffic = admitted(endpoint, .egress, .addresses(.global, couldBeMembers: false))
    return traffic.isEmpty
      ? []
      : [Query(source: .endpoint(endpoint.id), target: .internet, traffic: traffic, joinsLoadBalancers: false)]
  }

  private func fromNeighbours(_ endpoint: Endpoint, _ others: [Endpoint]) -> [Query] {
    guard endpoint.groups != nil else { return [] }
    let vpcs = Set(stations(of: endpoint).map(\.vpc))
    return others.flatMap { other -> [Query] in
      let sources = stations(of: other).filter { vpcs.contains($0.vpc) }
      guard other.id != endpoint.id, !sources.isEmpty else { return [] }
      let parts = sources.map { admitted(endpoint, .ingress, $0.remote) }
      let traffic = Traffic.union(of: parts).intersection(endpoint.serves.may)
      return traffic.isEmpty
        ? []
        : [
          Query(
            source: .endpoint(other.id), target: .endpoint(endpoint.id), traffic: traffic, joinsLoadBalancers: false)
        ]
    }
  }

  /// The TCP and UDP traffic that the groups of an endpoint certainly let through.
  private func admitted(_ endpoint: Endpoint, _ direction: Direction, _ remote: Remote) -> Traffic {
    let wanted = HeaderSpace(traffic: Traffic(.tcp).union(Traffic(.udp)))
    return topology.securityGroupFilter(of: endpoint, direction, remote: remote).evaluate(wanted).passed.must.traffic
  }

  // MARK: What is dropped

  private func droppedAnswers(in trace: Trace, _ lists: [NetworkACL], of query: Query) -> [DroppedAnswer] {
    let steps = trace.steps
    let answers = steps.filter { $0.isReturn && $0.kind.isNetworkACL }
    if answers.isEmpty { return [] }
    let others = steps.filter { !($0.isReturn && $0.kind.isNetworkACL) }
    // The connection can begin for certain, were it not for the lists that its answers meet.
    let begun = others.reduce(HeaderSpace.full) { $0.intersection($1.passed.must) }
      .intersection(HeaderSpace(traffic: query.traffic))
    if begun.isEmpty { return [] }
    let ports = clientPorts(of: query.source)
    return answers.compactMap { step -> DroppedAnswer? in
      guard let list = lists.first(where: { step.component == "network ACL \($0.id.address)" }) else { return nil }
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

  /// The ports that answers go to, by who asked.
  private func clientPorts(of source: Peer) -> PortSet {
    guard case .endpoint(let id) = source, let client = endpoint(id), client.isLoadBalancer else { return .clientPorts }
    return .balancerPorts
  }
}

extension Step.Kind {
  fileprivate var isNetworkACL: Bool {
    if case .networkACL = self { true } else { false }
  }
}
