import AWSModel
import NetSpace

/// NAT64: a client that has IPv6 reaches IPv4 servers by a route for `64:ff9b::/96` to a NAT gateway.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
extension PathEvaluator {
  /// Whether a table leads the IPv6 addresses of IPv4 servers to a NAT gateway, for a client that may have IPv6.
  func translatesIPv6(from source: Station, by nat: ResourceID, to far: FarEnd) -> Bool {
    guard !far.isInterface, far.gate == nil, source.hasIPv6.verdict != .no, case .subnet(let id) = source.site else {
      return false
    }
    let wanted = far.translatable.remote.addresses.overIPv6
    return topology.routeTable(of: id).options.flatMap(\.routes.elements).contains { route in
      guard case .resource(let target, _)? = route.target.known, target.id == nat else { return false }
      return topology.destinations(of: route).bounds.may.intersects(wanted)
    }
  }

  /// To IPv4 servers by their IPv6 addresses, which nothing but NAT gateways leads to.
  func byTranslation(from source: Station, to addresses: AddressSet, _ traffic: Traffic) -> [Trace] {
    let far = FarEnd.addresses(addresses.overIPv4, .addresses(addresses))
    return targets(of: source).flatMap { target -> [Trace] in
      guard let id = target.id, topology.natGateway(id) != nil, translatesIPv6(from: source, by: id, to: far) else {
        return []
      }
      return translated(from: source, through: nil, by: id, to: far, traffic.overIPv4, isOverIPv6: true)
    }
  }

  /// From the client's interface out of its subnet, by IPv6; what is asked is said of the IPv4 servers.
  func leaveOverIPv6(
    _ source: Station, toward far: FarEnd, _ traffic: Traffic, _ hop: NextHop, _ next: Node
  ) -> TraceBuilder {
    let servers = Remote.addresses(far.remote.addresses.overIPv6, couldBeMembers: false)
    let translated = traffic.intersection(.translatedFromIPv6)
    var trace = TraceBuilder(
      from: nodeOf(source), wanted: HeaderSpace(traffic: translated, destinations: far.remote.addresses))
    let (verdict, because) = source.hasIPv6
    trace.require(
      .addressFamily, "the IPv6 address of \(nodeOf(source))", verdict, decision: nil, unknowns: because, code: nil,
      remedy: "give \(nodeOf(source)) an IPv6 address")
    trace.clientSide(isOverIPv6: true) { trace in
      if let endpoint = source.endpoint { securityGroups(of: endpoint, .egress, servers, &trace) }
      trace.enter(source.node)
      networkACL(of: source, .egress, servers, &trace)
      routes(of: source, to: hop, next, servers, isLocal: false, &trace)
    }
    return trace
  }

  /// The answers' way into the client's subnet.
  func comeBackOverIPv6(to source: Station, from far: FarEnd, _ via: String, _ trace: inout TraceBuilder) -> Trace {
    let servers = Remote.addresses(far.remote.addresses.overIPv6, couldBeMembers: false)
    trace.enter(source.node)
    trace.clientSide(isOverIPv6: true) { networkACL(of: source, .ingress, servers, &$0) }
    trace.enter(nodeOf(source))
    return trace.finish(target: far.node, via: "\(via), as IPv6")
  }
}

extension FarEnd {
  /// Its IPv4 servers, those that are asked for by their translated addresses among them.
  var translatable: FarEnd {
    let addresses = remote.addresses
    return .addresses(AddressSet(v4: addresses.v4.union(addresses.overIPv4.v4)), node)
  }
}
