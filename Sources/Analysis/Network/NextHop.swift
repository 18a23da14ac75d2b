import AWSModel
import NetSpace

/// Where a route table may send something.
enum NextHop: Hashable, Sendable {
  case local
  case internetGateway(Reference)
  /// A NAT, egress-only, transit or virtual private gateway, or a peering connection.
  case component(Reference)
}

extension Topology {
  /// Whether a route's target is a next hop; unknown when it may be.
  func verdict(_ target: Route.Target, is hop: NextHop) -> (verdict: Verdict, because: [Unknown]) {
    switch target {
    case .local: (Verdict(hop == .local), [])
    case .unknown(let why): (.unknown, [why])
    case .resource(let reference, _): verdict(reference, is: hop)
    }
  }

  private func verdict(_ target: Reference, is hop: NextHop) -> (verdict: Verdict, because: [Unknown]) {
    switch hop {
    case .local: target.unknown.map { (.no, [$0]) } ?? (Verdict(target == .external("local")), [])
    case .internetGateway(.unknown(let why)), .internetGateway(.oneOf(_, let why)):
      switch target {
      case .oneOf(_, let why), .unknown(let why): (.unknown, [why])
      case .resource, .external: (isOther(target) ? .no : .unknown, [why])
      }
    case .internetGateway(let sought), .component(let sought):
      switch target {
      case .unknown(let why): (.unknown, [why])
      case .oneOf(let ids, let why): (sought.id.map(ids.contains) ?? true ? .unknown : .no, [why])
      case .resource, .external: (Verdict(target == sought), [])
      }
    }
  }

  /// Whether a reference is known to be something else than an internet gateway.
  private func isOther(_ reference: Reference) -> Bool {
    switch reference {
    case .resource(let id): !isInternetGateway(id)
    case .external(let name): !name.hasPrefix("igw-")
    case .oneOf, .unknown: false
    }
  }

  /// What the routes of a table lead to, each once, in order.
  func targets(of table: RouteTable) -> [Reference] {
    table.routes.elements.reduce(into: []) { all, route in
      guard case .resource(let reference, _)? = route.target.known else { return }
      let each: [Reference] =
        switch reference {
        case .resource, .external: [reference]
        case .oneOf(let ids, _): ids.map(Reference.resource)
        case .unknown: []
        }
      for one in each where !all.contains(one) { all.append(one) }
    }
  }

  /// Targets that are met on the way to some addresses and that are not followed: appliances, local gateways, core
  /// networks, connections that the input does not declare.
  func unmodelledTargets(of table: RouteTable, toward addresses: AddressSet) -> [(route: Route, name: String)] {
    table.routes.elements.reduce(into: []) { all, route in
      guard case .resource(let reference, let attribute)? = route.target.known else { return }
      switch reference {
      case .resource(let id): if isFollowed(id) || dropsForeignTraffic(id) { return }
      case .external(let name):
        if name == "local" || name.hasPrefix("igw-") || name.hasPrefix("nat-") { return }
      case .oneOf, .unknown: if attribute == "gateway_id" || attribute == "GatewayId" { return }
      }
      let destination = destinations(of: route).bounds
      if destination.may.intersects(addresses) { all.append((route, reference.name)) }
    }
  }

  /// The appliance that a route leads to, or the endpoint of a gateway load balancer before some: what it does with
  /// packets is not known.
  func appliance(_ route: Route) -> Unknown? {
    guard case .resource(let reference, _)? = route.target.known else { return nil }
    let isAppliance =
      switch reference {
      case .resource(let id): appliances.contains(id) && !dropsForeignTraffic(id)
      case .external(let name): ["eni-", "i-", "vpce-"].contains { name.hasPrefix($0) }
      case .oneOf, .unknown: false
      }
    return isAppliance
      ? Unknown(reference.name, .unsupported("what it lets through is not followed"), at: route.place.range) : nil
  }

  /// Whether routes to something are followed by the analysis, wherever they lead.
  private func isFollowed(_ id: ResourceID) -> Bool {
    natGateway(id) != nil || isInternetGateway(id) || isEgressOnlyGateway(id) || peering(id) != nil
      || transit.gateway(.resource(id)) != nil
  }

  /// The routes on the way to some addresses whose targets are not modelled, or not known.
  func unfollowedRoutes(
    of table: RouteTable, toward addresses: AddressSet
  ) -> [(destinations: AddressSet, why: Unknown, appliance: Endpoint?)] {
    let unmodelled = unmodelledTargets(of: table, toward: addresses).map { route, name in
      let why = Unknown(name, .unsupported("routes to it are not followed"), at: route.place.range)
      return (destinations: destinations(of: route).bounds.may, why: why, appliance: receiver(of: route))
    }
    return table.routes.elements.reduce(into: unmodelled) { all, route in
      let why: Unknown? =
        switch route.target.value {
        case .known(.unknown(let why)), .oneOf(_, let why), .unknown(let why): why
        case .known(.resource(.unknown(let why), _)): why
        case .known(.resource), .known(.local): nil
        }
      let destinations = destinations(of: route).bounds.may
      if let why, destinations.intersects(addresses) { all.append((destinations, why, nil)) }
    }
  }

  /// The one interface that takes what a route leads to, with its groups; nil where several may, or where nothing is said
  /// of groups.
  private func receiver(of route: Route) -> Endpoint? {
    guard case .resource(.resource(let id), _)? = route.target.known else { return nil }
    let found: (declaration: Declaration, groups: PartialList<Link>)? =
      if let interface = infrastructure.networkInterfaces.first(where: { $0.id == id }) {
        (interface.declaration, interface.groups)
      } else if let instance = infrastructure.instances.first(where: { $0.id == id && $0.interfaces.isEmpty }) {
        (instance.declaration, instance.groups)
      } else {
        nil
      }
    guard let found, !found.groups.isEmpty else { return nil }
    return Endpoint(
      id: id, kind: .networkInterface, declaration: found.declaration, sites: [], placement: .one, groups: found.groups,
      publicIPv4: .bySubnet, hasIPv6: nil, sourceDestCheck: .unknown, serves: .unknown,
      servesPlace: found.declaration.place)
  }

  /// The addresses that a route matches.
  func destinations(of route: Route) -> (bounds: Bounds<AddressSet>, because: [Unknown]) {
    switch route.destination.value {
    case .known(.block(let block)): return (block.bounds, block.prefix.unknown.map { [$0] } ?? [])
    case .known(.prefixList(let list)): return addresses(ofPrefixList: list)
    case .oneOf(let destinations, let why):
      let each = destinations.map { destination in
        switch destination {
        case .block(let block): block.bounds
        case .prefixList(let list): addresses(ofPrefixList: list).bounds
        }
      }
      return (.either(each), [why])
    case .unknown(let why): return (.unknown, [why])
    }
  }
}
