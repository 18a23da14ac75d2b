import AWSModel
import NetSpace

/// Where a route table may send something.
enum NextHop: Hashable {
  case local
  case internetGateway(Reference)
  case natGateway(ResourceID)
  case egressOnlyGateway(ResourceID)
}

extension Topology {
  /// Whether a route's target is a next hop; unknown when it may be.
  func verdict(_ target: Route.Target, is hop: NextHop) -> (verdict: Verdict, because: [Unknown]) {
    switch target {
    case .local: return (Verdict(hop == .local), [])
    case .unknown(let why): return (.unknown, [why])
    case .resource(let reference, _):
      switch (reference, hop) {
      case (.unknown(let why), _): return (hop == .local ? .no : .unknown, [why])
      case (.oneOf(let ids, let why), .internetGateway(.resource(let id))),
        (.oneOf(let ids, let why), .natGateway(let id)), (.oneOf(let ids, let why), .egressOnlyGateway(let id)):
        return (ids.contains(id) ? .unknown : .no, [why])
      case (.oneOf(_, let why), .internetGateway): return (.unknown, [why])
      case (_, .internetGateway(.unknown(let why))), (_, .internetGateway(.oneOf(_, let why))):
        return (isOther(reference) ? .no : .unknown, [why])
      case (_, .internetGateway(let gateway)): return (Verdict(reference == gateway), [])
      case (.resource(let a), .natGateway(let b)), (.resource(let a), .egressOnlyGateway(let b)):
        return (Verdict(a == b), [])
      case (.external("local"), .local): return (.yes, [])
      case (_, .local), (_, .natGateway), (_, .egressOnlyGateway): return (.no, [])
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

  /// The gateways that the tables of a subnet name, each once, in order.
  func nextHops(of table: RouteTable) -> [NextHop] {
    table.routes.elements.reduce(into: []) { all, route in
      guard case .resource(let reference, _)? = route.target.known else { return }
      let ids: [ResourceID] =
        switch reference {
        case .resource(let id): [id]
        case .oneOf(let ids, _): ids
        case .external, .unknown: []
        }
      for id in ids {
        let hop: NextHop? =
          if natGateway(id) != nil { .natGateway(id) } else if isEgressOnlyGateway(id) { .egressOnlyGateway(id) } else {
            nil
          }
        if let hop, !all.contains(hop) { all.append(hop) }
      }
    }
  }

  /// Targets that are met on the way to some addresses and that are not modelled: peering, transit, appliances, VPNs.
  func unmodelledTargets(of table: RouteTable, toward addresses: AddressSet) -> [(route: Route, name: String)] {
    table.routes.elements.reduce(into: []) { all, route in
      guard case .resource(let reference, let attribute)? = route.target.known else { return }
      switch reference {
      case .resource(let id):
        if natGateway(id) != nil || isInternetGateway(id) || isEgressOnlyGateway(id) { return }
      case .external(let name): if name == "local" || name.hasPrefix("igw-") || name.hasPrefix("nat-") { return }
      case .oneOf, .unknown: if attribute == "gateway_id" || attribute == "GatewayId" { return }
      }
      let destination = destinations(of: route).bounds
      if destination.may.intersects(addresses) { all.append((route, reference.name)) }
    }
  }

  /// The routes on the way to some addresses whose targets are not modelled, or not known.
  func unfollowedRoutes(
    of table: RouteTable, toward addresses: AddressSet
  ) -> [(destinations: AddressSet, why: Unknown)] {
    let unmodelled = unmodelledTargets(of: table, toward: addresses).map { route, name in
      let why = Unknown(name, .unsupported("routes to it are not followed"), at: route.place.range)
      return (destinations(of: route).bounds.may, why)
    }
    return table.routes.elements.reduce(into: unmodelled) { all, route in
      let why: Unknown? =
        switch route.target.value {
        case .known(.unknown(let why)), .oneOf(_, let why), .unknown(let why): why
        case .known(.resource(.unknown(let why), _)): why
        case .known(.resource), .known(.local): nil
        }
      let destinations = destinations(of: route).bounds.may
      if let why, destinations.intersects(addresses) { all.append((destinations, why)) }
    }
  }

  /// The addresses that a route matches.
  func destinations(of route: Route) -> (bounds: Bounds<AddressSet>, because: [Unknown]) {
    switch route.destination.value {
    case .known(.block(let block)): return (block.bounds, block.prefix.unknown.map { [$0] } ?? [])
    case .known(.prefixList(let list)): return addresses(ofPrefixList: list)
    case .oneOf(_, let why), .unknown(let why): return (.unknown, [why])
    }
  }
}
