import AWSModel
import Documents
import NetSpace

/// One end of a question about packets.
package enum Peer: Hashable, Sendable {
  /// Every address that the internet routes.
  case internet
  case addresses(AddressSet)
  case endpoint(ResourceID)
}

extension Peer {
  /// Where a trace of this end begins.
  var node: Node {
    switch self {
    case .internet: .internet
    case .addresses(let set): .addresses(set)
    case .endpoint(let id): .resource(id)
    }
  }
}

/// A question about packets: who, to whom, with what.
package struct Query: Hashable, Sendable {
  package let source: Peer
  package let target: Peer
  /// Protocols and destination ports, as they arrive at the target.
  package let traffic: Traffic
  /// Also by way of load balancers, which end one connection and open another.
  package let joinsLoadBalancers: Bool
  /// Also by the target's public address where the two are in one VPC, and would be taken to use the private one.
  package let usesPublicAddresses: Bool

  package init(
    source: Peer, target: Peer, traffic: Traffic = .full, joinsLoadBalancers: Bool = true,
    usesPublicAddresses: Bool = false
  ) {
    self.source = source
    self.target = target
    self.traffic = traffic
    self.joinsLoadBalancers = joinsLoadBalancers
    self.usesPublicAddresses = usesPublicAddresses
  }
}

/// Something that packets pass on their way.
package enum Node: Hashable, Sendable {
  case internet
  case addresses(AddressSet)
  /// A gateway, subnet or endpoint of the input.
  case resource(ResourceID)
  /// Something that is not declared: the default VPC, a subnet that is not known.
  case other(String)
}

extension Node: CustomStringConvertible {
  package var description: String {
    switch self {
    case .internet: "internet"
    case .addresses(let set): set.words
    case .resource(let id): id.address
    case .other(let name): name
    }
  }
}

/// One decision or rewrite at a node: what it was asked, what it lets through, and the entries that say so.
///
/// A class: a trace is copied with all of its steps.
package final class Step: Sendable {
  package enum Kind: Hashable, Sendable {
    case securityGroups(Direction)
    case networkACL(Direction)
    case routeTable
    case gatewayAttachment
    case publicAccessBlock
    case publicAddress
    case addressFamily
    /// What the endpoint listens on, a load balancer's listeners included.
    case listening
    /// What the policy of an endpoint for a service says: packets arrive whatever that is.
    case endpointPolicy
    case natGateway
    case sameNetwork
    case peering
    case transitAttachment
    case transitRouteTable
    case vpnGateway
    /// Whether a Client VPN endpoint lets its clients go there.
    case clientAuthorization
    /// Whether a load balancer sends to the availability zone of a target.
    case zone
    /// A load balancer ends one connection and opens another: a rewrite, which lets everything through.
    case forwarding
    /// Something on the way that is not modelled: the answer is undecided behind it.
    case notModelled
  }

  package let kind: Kind
  /// What decides: `network ACL aws_network_acl.db`, `security groups of aws_db_instance.main`.
  package let component: String
  /// Whether this is about the answers and not the requests.
  package let isReturn: Bool
  /// What was asked of the whole path, in the direction of the request.
  package let wanted: HeaderSpace
  /// What this step alone lets through of it.
  package let passed: Bounds<HeaderSpace>
  /// What this and all steps before it let through.
  package let surviving: Bounds<HeaderSpace>
  package let decisions: [Decision]
  /// The code of AWS Reachability Analyzer for what this step says, where one fits and something is blocked.
  package let code: String?
  /// What would have to change for the step to let more through.
  package let remedy: String?
  package let unknowns: [Unknown]
  /// The requests whose answers this step alone lets through, by the source port that a NAT gateway takes for them; nil
  /// where answers go to the source's own port.
  let translated: Bounds<HeaderSpace>?
  /// Whether it lets anything through.
  package let verdict: Verdict
  /// Whether anything survives of what was asked.
  let survives: Verdict

  /// - Parameters:
  ///   - remaining: what passes for certain but for some blocks.
  ///   - remainder: what survives for certain but for some blocks.
  init(
    kind: Kind, component: String, isReturn: Bool, wanted: HeaderSpace, passed: Bounds<HeaderSpace>,
    surviving: Bounds<HeaderSpace>, decisions: [Decision], code: String?, remedy: String?, unknowns: [Unknown],
    translated: Bounds<HeaderSpace>? = nil, remaining: Remainder? = nil, remainder: Remainder? = nil
  ) {
    self.kind = kind
    self.component = component
    self.isReturn = isReturn
    self.wanted = wanted
    self.passed = passed
    self.surviving = surviving
    self.decisions = decisions
    self.code = code
    self.remedy = remedy
    self.unknowns = unknowns
    self.translated = translated
    verdict = passed.nonEmpty(beside: remaining)
    survives = surviving.nonEmpty(beside: remainder)
  }

  /// The same with other decisions.
  private init(_ step: Step, decisions: [Decision]) {
    kind = step.kind
    component = step.component
    isReturn = step.isReturn
    wanted = step.wanted
    passed = step.passed
    surviving = step.surviving
    self.decisions = decisions
    code = step.code
    remedy = step.remedy
    unknowns = step.unknowns
    translated = step.translated
    verdict = step.verdict
    survives = step.survives
  }

  package var blocksEverything: Bool { passed.may.isEmpty }
}

extension Step: Hashable {
  package static func == (a: Step, b: Step) -> Bool {
    a === b
      || (a.kind == b.kind && a.component == b.component && a.isReturn == b.isReturn && a.code == b.code
        && a.remedy == b.remedy && a.wanted == b.wanted && a.passed == b.passed && a.surviving == b.surviving
        && a.decisions == b.decisions && a.unknowns == b.unknowns && a.translated == b.translated
        && a.verdict == b.verdict && a.survives == b.survives)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(component)
    hasher.combine(isReturn)
    hasher.combine(surviving)
  }
}

extension Step {
  /// The same, which may let nothing through.
  func possibly(_ because: [Unknown]) -> Step {
    Step(
      kind: kind, component: component, isReturn: isReturn, wanted: wanted, passed: .atMost(passed.may),
      surviving: .atMost(surviving.may), decisions: decisions, code: code, remedy: remedy,
      unknowns: unknowns + because)
  }

  /// The same with the places of its decisions replaced by others, where there are any.
  fileprivate func placed(by place: (SourceRange) -> SourceRange?) -> Step {
    Step(self, decisions: decisions.map { $0.placed(by: place) })
  }
}

/// A node and what is decided there.
package struct Hop: Hashable, Sendable {
  package let node: Node
  package let steps: [Step]
}

extension Trace {
  /// What gets through one of the connections that load balancers on the way end.
  package struct Connection: Hashable, Sendable {
    package let surviving: Bounds<HeaderSpace>
    let remainder: Remainder?

    init(_ surviving: Bounds<HeaderSpace>, _ remainder: Remainder? = nil) {
      self.surviving = surviving
      self.remainder = remainder
    }

    /// What certainly gets through from some address, with all addresses.
    package var forSomeAddress: HeaderSpace { surviving.must.forSomeAddress(beside: remainder) }
  }
}

/// One way from a source to a target, with every decision on it; evaluation goes on past a denial, so that one trace has
/// every blocker.
package struct Trace: Hashable, Sendable {
  package let source: Node
  package let target: Node
  package let hops: [Hop]
  /// What gets through, both ways: the requests whose answers come back.
  package let surviving: Bounds<HeaderSpace>
  /// The way in words: `through igw aws_internet_gateway.main`, `by way of aws_lb.web`.
  package let via: String
  /// The load balancers that end a connection on the way.
  package let balancers: [ResourceID]
  /// What gets through each connection that a load balancer on the way ends, in their order.
  package let connections: [Connection]
  /// Whether the target sees the client's address and not that of the last load balancer.
  package let keepsClient: Bool
  /// The public addresses that the source can have on a way over the internet; nil where it is seen by its own.
  let seenAs: AddressSet?
  /// What gets through for certain but for some blocks; nil where that is no more than `surviving` says.
  let remainder: Remainder?
  /// Why it may be no way from this source to this target, although it lets something through: one of them is in one of
  /// several places, and this way is for some of these only.
  var doubt: [Unknown] = []

  package init(
    source: Node, target: Node, hops: [Hop], surviving: Bounds<HeaderSpace>, via: String, balancers: [ResourceID] = [],
    connections: [Connection] = [], keepsClient: Bool = false,
    seenAs: AddressSet? = nil, remainder: Remainder? = nil
  ) {
    assert(hops.first?.node == source && hops.last?.node == source || hops.isEmpty, "a trace goes there and back")
    assert(Self.shrinks(hops), "a filter never lets more through than arrives")
    self.source = source
    self.target = target
    self.hops = hops
    self.surviving = surviving
    self.via = via
    self.balancers = balancers
    self.connections = connections
    self.keepsClient = keepsClient
    self.seenAs = seenAs
    self.remainder = remainder
  }

  /// What gets from the client to the first load balancer, on a way by load balancers: its addresses are the client's.
  package var client: Connection? { connections.first }

  private static func shrinks(_ hops: [Hop]) -> Bool {
    var before: HeaderSpace?
    for step in hops.flatMap(\.steps) {
      // A load balancer opens a new connection: the count begins anew.
      if step.kind != .forwarding, let before, !step.surviving.may.isSubset(of: before) { return false }
      before = step.kind == .forwarding ? nil : step.surviving.may
    }
    return true
  }

  package var steps: [Step] { hops.flatMap(\.steps) }

  /// The same with the places of decisions replaced by others, where there are any.
  package func placed(by place: (SourceRange) -> SourceRange?) -> Trace {
    Trace(
      source: source, target: target,
      hops: hops.map { Hop(node: $0.node, steps: $0.steps.map { $0.placed(by: place) }) }, surviving: surviving,
      via: via, balancers: balancers, connections: connections, keepsClient: keepsClient, seenAs: seenAs,
      remainder: remainder)
  }

  package var verdict: Verdict {
    let legs = steps.split { $0.kind == .forwarding }
    return Verdict.all(legs.map { $0.last?.survives ?? .yes }).and(surviving.nonEmpty(beside: remainder))
  }

  /// What certainly gets through from or to some address, with all addresses: more than `surviving` has for certain
  /// where it is not known which address that is.
  package var forSomeAddress: HeaderSpace { surviving.must.forSomeAddress(beside: remainder) }

  /// The steps that let nothing through; those that together let nothing through when none does alone.
  ///
  /// Address families are judged apart. One that the source or target does not have at all is not spoken of, nor one that
  /// more is in the way of than of the other: what opens that is nearer.
  package var blockers: [Step] {
    guard verdict == .no else { return [] }
    let families = AddressFamily.allCases.map(HeaderSpace.family).filter { family in
      steps.contains { $0.wanted.intersects(family) }
    }
    let applicable = families.filter { family in
      !steps.contains { $0.kind == .addressFamily && $0.passed.may.isDisjoint(with: family) }
    }
    var byFamily: [Set<Int>] = []
    for family in applicable.isEmpty ? families : applicable {
      let alone = steps.indices.filter {
        steps[$0].passed.may.isDisjoint(with: family) && steps[$0].wanted.intersects(family)
      }
      let some = steps.indices.filter { !steps[$0].wanted.intersection(family).isSubset(of: steps[$0].passed.may) }
      byFamily.append(Set(alone.isEmpty ? some : alone))
    }
    let nearest = byFamily.filter { blocking in !byFamily.contains { $0.isStrictSubset(of: blocking) } }
    return Set(nearest.joined()).sorted().map { steps[$0] }
  }

  /// Why the answer is not certain: the reasons of the steps whose bounds differ.
  package var unknowns: [Unknown] {
    verdict == .unknown ? doubts : []
  }

  /// Why it is not certain of every packet whether it gets through.
  package var doubts: [Unknown] { steps.filter { !$0.passed.isExact }.flatMap(\.unknowns).distinct }

  /// Whether something certainly gets through, but it is not known from or to which addresses.
  package var isForSome: Bool {
    verdict == .yes && (surviving.must.isEmpty || connections.contains { $0.surviving.must.isEmpty })
  }

  /// A packet that gets through, one for each connection on the way; empty when none certainly does.
  package var witnesses: [Witness] {
    guard verdict == .yes else { return [] }
    let flows = (connections.map(\.surviving) + [surviving]).compactMap(\.must.anyFlow)
    guard flows.count == connections.count + 1 else { return [] }
    let nodes = [source] + balancers.map(Node.resource) + [target]
    return flows.indices.map { Witness(source: nodes[$0], target: nodes[$0 + 1], flow: flows[$0]) }
  }
}

extension HeaderSpace {
  /// The packets with all addresses, if there are some for which they are in the space.
  package var forSomeAddress: HeaderSpace { forAllAddresses { !$0.isEmpty && !$1.isEmpty } }

  /// What certainly gets through from or to some address, with all addresses.
  fileprivate func forSomeAddress(beside remainder: Remainder?) -> HeaderSpace {
    remainder.map { $0.forSomeAddress.union(forSomeAddress) } ?? forSomeAddress
  }
}

extension Bounds<HeaderSpace> {
  /// Whether there is a packet; certainly so if what certainly gets through but for some blocks is more than they hold.
  fileprivate func nonEmpty(beside remainder: Remainder?) -> Verdict {
    guard nonEmpty == .unknown, let remainder else { return nonEmpty }
    return remainder.forSomeAddress.isEmpty ? .unknown : .yes
  }
}

/// The answer to a query: every way there is, and what they come to.
package struct Answer: Sendable {
  package let query: Query
  package let traces: [Trace]
  package let verdict: Verdict
  /// Why the verdict is not certain.
  package let unknowns: [Unknown]
  /// What gets through on any way: for certain only if it does wherever an endpoint turns out to be.
  package let surviving: Bounds<HeaderSpace>
  /// What gets through for certain but for some blocks; nil where that is no more than `surviving` says.
  let remainder: Remainder?
  /// The ports that the source may take for its end of a connection.
  package let clientPorts: PortSet

  package init(
    query: Query, traces: [Trace], verdict: Verdict, unknowns: [Unknown], surviving: Bounds<HeaderSpace>,
    remainder: Remainder? = nil, clientPorts: PortSet
  ) {
    self.query = query
    self.traces = traces
    self.verdict = verdict
    self.unknowns = unknowns
    self.surviving = surviving
    self.remainder = remainder
    self.clientPorts = clientPorts
  }

  /// What certainly gets through from or to some address, with all addresses.
  package var forSomeAddress: HeaderSpace { surviving.must.forSomeAddress(beside: remainder) }

  /// The traces that bear the verdict, the shortest first.
  package var deciding: [Trace] {
    traces.filter { $0.verdict == verdict }.sorted { $0.hops.count < $1.hops.count }
  }
}
