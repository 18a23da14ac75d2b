import AWSModel
import NetSpace

/// Load balancers of every kind.
extension EndpointBuilder {
  /// A gateway load balancer has neither groups nor public addresses, and takes only what its endpoints send.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/introduction.html
  func loadBalancer(_ balancer: LoadBalancer) -> Endpoint {
    let place = balancer.declaration.place
    let isClassic = balancer.kind.known == .classic
    let some = some(of: balancer.subnets, orElse: isClassic ? .defaultVPC : nil)
    var sites =
      some?.sites
      ?? balancer.subnets.elements.map { site(of: $0) } + balancer.subnets.rest.map(Endpoint.Site.unknown)
    if sites.isEmpty {
      // A classic load balancer names subnets, or zones of the default VPC.
      sites =
        isClassic ? [.defaultVPC] : [.unknown(Unknown("the subnets of \(balancer.id.address)", .notInInput, at: place))]
    }
    let isGateway = balancer.kind.known == .gateway
    let hasNone = isGateway || balancer.kind.known == .network && balancer.groups.isEmpty
    var groups = groupsOrDefault(balancer.groups, sites, choice: some?.why, at: place)
    if balancer.groups.isEmpty, let why = balancer.kind.unknown {
      // A network load balancer without groups has none, an application load balancer the default one.
      groups = PartialList(groups.elements.map { Link(.unknown(why), at: $0.place, origin: .default) })
    } else if balancer.kind.known != .application, let why = balancer.groups.reasonForNone {
      // Without any everything passes.
      groups.elements.append(Link(.unknown(why), at: Place(range: place), origin: .default))
    }
    let closed = Attribute(.known(true), origin: .default, place: balancer.isInternal.place)
    return Endpoint(
      id: balancer.id, kind: .loadBalancer(balancer.kind.known), declaration: balancer.declaration, sites: sites,
      placement: some == nil ? .each : .one, choice: some?.why, groups: hasNone ? nil : groups,
      publicIPv4: isGateway ? .decided(.no, because: [], place: place) : publicIPv4(of: balancer),
      hasIPv6: balancer.addressType.map { $0.hasPrefix("dualstack") },
      refusesIPv6Internet: isGateway ? closed : balancer.refusesIPv6Internet ?? balancer.isInternal,
      sourceDestCheck: .yes, serves: isGateway ? .empty : listening(balancer), servesPlace: place)
  }

  /// Those that face the internet have one, unless their addresses are IPv6 only to clients.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
  /// (`dualstack-without-public-ipv4`)
  private func publicIPv4(of balancer: LoadBalancer) -> Endpoint.PublicAddress {
    let (scheme, type) = (balancer.isInternal, balancer.addressType)
    if type.known == "dualstack-without-public-ipv4" { return .decided(.no, because: [], place: type.place.range) }
    let verdict = scheme.value.verdict.not.and(type.unknown == nil ? .yes : .unknown)
    return .decided(
      verdict, because: verdict == .unknown ? [scheme.unknown, type.unknown].compactMap(\.self) : [],
      place: scheme.place.range)
  }

  /// The ports of a balancer's listeners.
  func listening(_ balancer: LoadBalancer) -> Bounds<Traffic> {
    let own = (listeners[balancer.id] ?? []).map { listener -> Bounds<Traffic> in
      let traffic = Self.traffic(of: listener)
      return listener.declaration.existence.verdict == .yes ? traffic : .atMost(traffic.may)
    }
    let union = Bounds.union(of: own)
    let loose = looseListeners.filter {
      if case .oneOf(let ids, _) = $0.loadBalancer.target { ids.contains(balancer.id) } else { true }
    }
    return loose.isEmpty
      ? union : Bounds(must: union.must, may: union.may.union(.union(of: loose.map { Self.traffic(of: $0).may })))
  }

  /// The traffic that a listener takes.
  static func traffic(of listener: Listener) -> Bounds<Traffic> {
    let protocols = listener.proto.value.map(Self.protocols)
    let ports = listener.port.value.port
    return RuleTraffic(
      protocols: Attribute(protocols, place: listener.proto.place), ports: Attribute(ports, place: listener.port.place)
    ).bounds
  }

  private static func protocols(_ name: String) -> ProtocolSet {
    switch name {
    case "UDP", "QUIC": ProtocolSet(.udp)
    case "TCP_UDP", "TCP_QUIC": ProtocolSet(.tcp, .udp)
    default: ProtocolSet(.tcp)
    }
  }
}
