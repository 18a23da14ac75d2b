import AWSModel
import Documents
import NetSpace

/// What a way over the internet leads to: addresses of anybody, or an interface with a side of its own.
struct FarEnd {
  /// As filters on the near side see it.
  let remote: Remote
  let node: Node
  /// Nil for addresses.
  private(set) var interface: (station: Station, gateway: PathEvaluator.Gateway)?
  /// Whom it admits, where that is not a matter of a VPC.
  private(set) var gate: Gate?

  /// What a server on the internet, which is not in a VPC, answers, and whom.
  struct Gate {
    /// Nil: everybody.
    let blocks: PartialList<Attribute<AddressBlock>>?
    let isOn: Attribute<Bool>
    let isDualStack: Attribute<Bool>
    let port: PortSet
    let place: SourceRange
    let resource: ResourceID
  }

  init(
    remote: Remote, node: Node, interface: (station: Station, gateway: PathEvaluator.Gateway)? = nil, gate: Gate? = nil
  ) {
    self.remote = remote
    self.node = node
    self.interface = interface
    self.gate = gate
  }

  var isInterface: Bool { interface != nil }

  /// Whether it can be reached by IPv6 at all.
  var hasIPv6: Verdict {
    interface.map { $0.station.publicIPv6.verdict.and(Verdict(!remote.addresses.v6.isEmpty)) } ?? .yes
  }

  static func addresses(_ set: AddressSet, _ node: Node) -> FarEnd {
    FarEnd(remote: .addresses(set, couldBeMembers: false), node: node)
  }

  /// - Parameter isNear: in the VPC of the source, where only what is sent to the public IPv4 address leaves by the
  ///   gateway: IPv6 addresses are those of the VPC itself.
  static func interface(
    _ station: Station, _ node: Node, by gateway: PathEvaluator.Gateway, isNear: Bool
  ) -> FarEnd {
    let seen = isNear ? station.seenOverInternet.overIPv4 : station.seenOverInternet
    return FarEnd(remote: seen, node: node, interface: (station, gateway))
  }
}

/// Ways from one interface to the public address of another: what is sent there leaves the VPC by its internet gateway,
/// the source's address translated, and comes in again by that of the target, which may be the same one.
///
/// Rules see public addresses there, and references to groups do not match.
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
extension PathEvaluator {
  /// From one interface to another of another VPC, or of the same one.
  ///
  /// - Returns: of the same VPC those that get through or may, as the private way says what is in the way; else those that get through or may, and those that nothing but rules is in the way of; those for which a
  ///   gateway or a public address is missing say nothing that the missing connection of the networks does not.
  func overInternet(from source: Station, to target: Station, traffic: Traffic, isNear: Bool = false) -> [Trace] {
    // A load balancer sends to private addresses only.
    guard let sender = source.endpoint, !sender.isLoadBalancer, target.endpoint != nil else { return [] }
    if target.publicIPv4.verdict == .no, isNear || target.publicIPv6.verdict == .no { return [] }
    return gateways(of: target).flatMap { gateway in
      outbound(from: source, to: .interface(target, nodeOf(target), by: gateway, isNear: isNear), traffic: traffic)
    }.filter { $0.verdict != .no || !isNear && $0.blockers.allSatisfy(\.kind.isRule) }
  }

  /// From addresses of the internet to a server there that is not in a VPC.
  func toServer(_ gate: FarEnd.Gate, from addresses: AddressSet, _ node: Node, _ traffic: Traffic) -> Trace {
    let clients = applicable(addresses, gate.isDualStack.value.verdict)
    var trace = TraceBuilder(from: node, wanted: HeaderSpace(traffic: traffic, sources: clients))
    trace.enter(.resource(gate.resource))
    pass(gate, seen: .addresses(addresses, couldBeMembers: false), &trace)
    trace.turnAround()
    trace.enter(node)
    return trace.finish(target: .resource(gate.resource), via: "over the internet")
  }

  private func pass(_ gate: FarEnd.Gate, seen client: Remote, _ trace: inout TraceBuilder) {
    let name = gate.resource.address
    let component = "public access to \(name)"
    if gate.isOn.known != true {
      trace.require(
        .listening, component, gate.isOn.value.verdict,
        decision: Decision(
          text: gate.isOn.known == nil ? "answers on the internet" : "does not answer on the internet",
          place: gate.isOn.place.range, resource: gate.resource, effect: gate.isOn.known == nil ? .undecided : .blocks),
        unknowns: gate.isOn.unknown.map { [$0] } ?? [], code: nil, remedy: "turn on public access to \(name)")
    }
    let served = HeaderSpace(traffic: Traffic(.tcp, ports: gate.port))
    if !trace.asked.isSubset(of: served) {
      trace.require(
        .listening, component, .no, on: served.complement,
        decision: Decision(
          text: "listens on \(served.traffic)", place: gate.isOn.place.range, resource: gate.resource, effect: .blocks),
        code: "TARGET_PORT_RESTRICTION", remedy: "ask for a port that it listens on")
    }
    if gate.isDualStack.known != true, trace.asked.intersects(.family(.ipv6)) {
      trace.require(
        .addressFamily, component, gate.isDualStack.value.verdict, on: .family(.ipv6), decision: nil,
        unknowns: gate.isDualStack.unknown.map { [$0] } ?? [], code: nil, remedy: nil)
    }
    guard let blocks = gate.blocks else { return }
    trace.add(.listening, component, gate.filter(blocks, client).evaluate(trace.asked)) { _ in
      (nil, "let \(name) admit the public address that its client is seen by")
    }
  }

  /// Over the internet to the far end and back.
  ///
  /// - Parameters:
  ///   - client: whom the far end sees.
  ///   - port: where its answers go.
  func cross(
    to far: FarEnd, seen client: Remote, port: TraceBuilder.AnsweredPort = .own, _ trace: inout TraceBuilder
  ) {
    guard let (target, gateway) = far.interface else {
      trace.enter(far.node)
      if let gate = far.gate { pass(gate, seen: client, &trace) }
      return trace.turnAround()
    }
    trace.seenAs = client.addresses
    trace.enter(.internet)
    comeIn(to: target, by: gateway, client, &trace)
    trace.turnAround()
    sendBack(from: target, by: gateway, client, port: port, &trace)
    trace.enter(.internet)
  }
}

extension FarEnd.Gate {
  /// The blocks that are admitted, as a filter on clients.
  fileprivate func filter(_ blocks: PartialList<Attribute<AddressBlock>>, _ client: Remote) -> Filter {
    func entry(_ words: String, _ place: SourceRange, _ match: (bounds: Bounds<AddressSet>, because: [Unknown]))
      -> FilterEntry
    {
      FilterEntry(
        label: "admits \(words)", place: place, resource: resource, allows: .yes,
        space: Bounds.exact(Traffic.full).headers(.ingress, remote: match.bounds), unknowns: match.because)
    }
    return Filter(
      entries: blocks.elements.map { block in
        entry(
          block.known.map { RulePeer(.block($0), at: block.place).words } ?? "a block that is not known",
          block.place.range,
          block.known.map { client.match($0) } ?? client.match(block.bounds, because: block.unknown.map { [$0] } ?? []))
      } + blocks.rest.map { entry("blocks that are not known", $0.place ?? place, (.atMost(.full), [$0])) })
  }
}

extension Step.Kind {
  /// Whether it is a matter of rules that can be added, and not of gateways and addresses.
  fileprivate var isRule: Bool {
    switch self {
    case .securityGroups, .networkACL, .listening: true
    case .routeTable, .gatewayAttachment, .publicAccessBlock, .publicAddress, .addressFamily, .natGateway,
      .endpointPolicy, .zone, .sameNetwork, .peering, .transitAttachment, .transitRouteTable, .vpnGateway,
      .clientAuthorization, .forwarding, .notModelled:
      false
    }
  }
}

extension Station {
  /// The interface as it is seen over the internet: by its public IPv4 and its IPv6 address.
  var seenOverInternet: Remote {
    let name = endpoint?.address ?? "\(node)"
    let own = endpoint?.publicAddress
    return .assigned(
      AssignedAddress(
        ipv4: own?.addresses ?? .global.restricted(to: .ipv4), names: own?.names ?? [],
        ipv6: hasIPv6.verdict == .no ? .empty : addresses.ipv6.intersection(.global),
        why: Unknown("the public address of \(name)", .decidedByAWS("is assigned when it is created"))))
  }
}

extension Topology {
  /// A NAT gateway as it is seen over the internet.
  func seenOverInternet(_ nat: NATGateway) -> Remote {
    let own = address(of: nat.address)
    return .assigned(
      AssignedAddress(
        ipv4: own?.addresses ?? .global.restricted(to: .ipv4), names: own?.names ?? [], ipv6: .empty,
        why: Unknown("the public address of \(nat.id.address)", .decidedByAWS("is assigned when it is created"))))
  }
}
