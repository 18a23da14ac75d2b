import AWSModel
import NetSpace

extension Topology {
  /// A route table asked about one next hop: "does it send this traffic there?".
  ///
  /// The most specific route that matches decides; at equal length the local route comes first, then blocks, then the
  /// entries of prefix lists. A route whose block is not known may be of any length: it may decide before all others.
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
  ///
  /// - Parameters:
  ///   - service: a gateway endpoint that is the next hop: it has routes in the tables that it names.
  ///   - byAppliances: routes to appliances may lead to the next hop in the end.
  func filter(
    of table: RouteTable, toward hop: NextHop, remote: Remote, isLocal: Bool, service: VPCEndpoint? = nil,
    byAppliances: Bool = false
  ) -> Filter {
    var ranked: [(length: Int, rank: Int, entry: FilterEntry)] = localEntries(table, hop, remote, isLocal: isLocal)
    if let service { ranked += entries(of: service, in: table) }
    for route in table.routes.elements where !isLocal || !route.hasUnknownDestination || mayLeadInside(route) {
      ranked += entries(of: route, in: table, toward: hop, remote: remote, byAppliances: byAppliances)
    }
    let unlisted = table.routes.rest.map { why in
      FilterEntry(
        label: "\(table.id.address): a route that is not known", place: why.place ?? table.declaration.place,
        resource: table.id, allows: .unknown, space: .atMost(.full), unknowns: [why])
    }
    let (announced, dynamic) = propagated(to: table, toward: hop, remote)
    ranked += announced
    let shortest = Self.shortestTaking(from: ranked)
    let sorted = ranked.sorted { ($1.length, $0.rank) < ($0.length, $1.rank) }.map {
      $0.entry.takingBlocks(noShorterThan: shortest)
    }
    return Filter(entries: unlisted + dynamic + sorted)
  }

  /// The length of the shortest block that a route can take away from those that lead to the next hop for certain: it
  /// has to be more specific, as a table has no two routes for one block, but prefix lists and propagated routes give
  /// way to a route for the same.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
  private static func shortestTaking(from ranked: [(length: Int, rank: Int, entry: FilterEntry)]) -> Int {
    ranked.reduce(Int.max) { shortest, route in
      route.entry.allows == .yes && !route.entry.space.must.isEmpty
        ? min(shortest, route.rank == 1 ? route.length + 1 : route.length) : shortest
    }
  }

  /// The routes of a gateway endpoint: as specific as the blocks of its service, of which it is known only that none is
  /// the whole internet.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html (Routing)
  private func entries(
    of endpoint: VPCEndpoint, in table: RouteTable
  ) -> [(length: Int, rank: Int, entry: FilterEntry)] {
    let named = endpoint.tables.elements.map { ($0.target.verdict(is: table.id), $0.place) }
    let best = named.max { $0.0.verdict < $1.0.verdict }
    let verdict = (best?.0.verdict ?? .no).or(endpoint.tables.isComplete ? .no : .unknown)
    if verdict == .no { return [] }
    let entry = FilterEntry(
      label: "\(table.id.address): the routes of \(endpoint.id.address)",
      place: best?.1.range ?? endpoint.declaration.place, resource: endpoint.id, allows: .yes, space: .full)
    return [(1, 2, verdict == .yes ? entry : entry.possibly((best?.0.because ?? []) + endpoint.tables.rest))]
  }

  /// The routes that virtual private gateways propagate: those of connections with static routing, behind routes of
  /// the table itself at equal length; of the others it is known only that they are private addresses outside of the
  /// VPC.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html (Route propagation)
  private func propagated(
    to table: RouteTable, toward hop: NextHop, _ remote: Remote
  ) -> (announced: [(length: Int, rank: Int, entry: FilterEntry)], dynamic: [FilterEntry]) {
    var announced: [(length: Int, rank: Int, entry: FilterEntry)] = []
    var dynamic: [FilterEntry] = []
    for propagation in infrastructure.routePropagations {
      let (belongs, because) = propagation.table.target.verdict(is: table.id)
      if belongs == .no { continue }
      let gateway = propagation.gateway.target
      let allows = Verdict(hop == .component(gateway))
      let blocks = infrastructure.vpnConnections.filter { $0.gateway.target == gateway }.flatMap(\.blocks.elements)
      for block in blocks {
        let words = block.known.map { RulePeer(.block($0), at: block.place).words } ?? "a block"
        let entry = FilterEntry(
          label: "\(table.id.address): \(words) propagated by \(gateway.name)", place: block.place.range,
          resource: propagation.id, allows: allows,
          space: Bounds.exact(Traffic.full).headers(
            .egress, remote: remote.dimension(of: block.bounds)),
          unknowns: because + (block.unknown.map { [$0] } ?? []))
        announced.append((block.length ?? 0, 3, belongs == .yes ? entry : entry.possibly(because)))
      }
      guard blocks.isEmpty else { continue }
      let why = Unknown("the routes that \(gateway.name) propagates", .notInInput, at: propagation.declaration.place)
      let own = addresses(of: VPCKey(table.vpc.target)).may
      let outside = AddressSet.global.union(own == .full ? .empty : own).complement
      dynamic.append(
        FilterEntry(
          label: "\(table.id.address): routes propagated by \(gateway.name)", place: propagation.declaration.place,
          resource: propagation.id, allows: .unknown,
          space: Bounds.exact(Traffic.full).headers(.egress, remote: remote.dimension(of: .atMost(outside))),
          unknowns: because + [why]))
    }
    return (announced, dynamic)
  }

  /// The routes that every table has for the blocks of its VPC.
  private func localEntries(
    _ table: RouteTable, _ hop: NextHop, _ remote: Remote, isLocal: Bool
  ) -> [(length: Int, rank: Int, entry: FilterEntry)] {
    let allows = Verdict(hop == .local)
    func entry(
      _ label: String, _ bounds: Bounds<AddressSet>, _ unknowns: [Unknown], _ unknown: UnknownBlock? = nil
    ) -> FilterEntry {
      FilterEntry(
        label: "\(table.id.address): \(label)", place: table.declaration.place, resource: table.id, allows: allows,
        space: Bounds.exact(Traffic.full).headers(.egress, remote: remote.dimension(of: bounds)), unknowns: unknowns,
        isImplied: true, block: remote.isDivisible && !bounds.isExact ? unknown : nil)
    }
    if isLocal {
      // The other end is in the VPC: one of its blocks matches, of which a block that is not known is a /16 at most.
      return AddressFamily.allCases.map { family in
        let length = vpcBlockLength(of: table, holding: remote.addresses.restricted(to: family))
        return (length, 0, entry("the local route of the VPC", .exact(AddressSet(family)), []))
      }
    }
    guard let id = table.vpc.target.id, let vpc = vpc(id) else { return [] }
    return vpc.blocks.elements.filter { block in
      // The internet is what lies outside of the VPC, whichever of its own blocks AWS gives it.
      !remote.isInternet || block.known?.prefix.known != nil
    }.map { block in
      let known = block.known
      return (
        block.length ?? 16, 0,
        entry(
          "the local route for \(known?.prefix.known.map(String.init(describing:)) ?? "a block of the VPC")",
          block.bounds,
          [block.unknown ?? known?.prefix.unknown].reduce(into: []) { if let why = $1 { $0.append(why) } },
          // A block of the VPC's own is a /16 at most, and a /44 in IPv6.
          block.unknownBlock.noShorter(than: 16, 44))
      )
    }
  }

  /// Whether a route may be more specific than the local one: only those to a NAT gateway, an interface or an endpoint
  /// of a gateway load balancer may.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html (Route table concepts)
  private func mayLeadInside(_ route: Route) -> Bool {
    guard case .resource(let reference, let attribute)? = route.target.known else { return true }
    switch reference {
    case .resource(let id): return !isForOtherNetworks(id)
    case .oneOf(let ids, _): return !ids.allSatisfy(isForOtherNetworks)
    case .external(let name):
      return !["igw-", "eigw-", "pcx-", "tgw-", "vgw-"].contains { name.hasPrefix($0) }
    case .unknown:
      return ![
        "egress_only_gateway_id", "EgressOnlyInternetGatewayId", "vpc_peering_connection_id", "VpcPeeringConnectionId",
        "transit_gateway_id", "TransitGatewayId",
      ].contains(attribute)
    }
  }

  private func isForOtherNetworks(_ id: ResourceID) -> Bool {
    isInternetGateway(id) || isEgressOnlyGateway(id) || isVPNGateway(id) || peering(id) != nil
      || transit.gateway(.resource(id)) != nil
  }

  private func vpcBlockLength(of table: RouteTable, holding addresses: AddressSet) -> Int {
    guard let id = table.vpc.target.id, let vpc = vpc(id) else { return 16 }
    let holding = vpc.blocks.elements.reduce(into: [Int]()) { all, block in
      if let prefix = block.known?.prefix.known, !AddressSet(prefix).isDisjoint(with: addresses) {
        all.append(prefix.length)
      }
    }
    return holding.max() ?? 16
  }

  private func entries(
    of route: Route, in table: RouteTable, toward hop: NextHop, remote: Remote, byAppliances: Bool
  ) -> [(length: Int, rank: Int, entry: FilterEntry)] {
    var (allows, because) =
      route.target.known.map { verdict($0, is: hop) } ?? (.unknown, route.target.unknown.map { [$0] } ?? [])
    if byAppliances, allows == .no, let appliance = appliance(route) { (allows, because) = (.unknown, [appliance]) }
    // One that may be there may be several: it can stand for blocks of which the number is not known.
    let isOne = route.existence.verdict == .yes
    func entry(
      _ bounds: Bounds<AddressSet>, _ unknowns: [Unknown], length: Int?, rank: Int = 1, _ unknown: UnknownBlock? = nil
    ) -> (Int, Int, FilterEntry) {
      let (dimension, doubts) = remote.match(bounds, because: unknowns)
      let entry = FilterEntry(
        label: "\(table.id.address): \(route.words)", place: route.place.range, resource: route.declaredBy,
        allows: allows, space: Bounds.exact(Traffic.full).headers(.egress, remote: dimension),
        unknowns: doubts + because,
        block: remote.isDivisible && isOne && !bounds.isExact ? unknown.map { leastBlock($0, of: route) } : nil)
      guard let length, isOne else {
        return (length ?? Int.max, rank, entry.possibly(route.existence.because))
      }
      return (length, rank, entry)
    }
    switch route.destination.value {
    case .known(.block(let block)):
      return [entry(block.bounds, block.prefix.unknown.map { [$0] } ?? [], length: block.length, block.unknownBlock)]
    case .known(.prefixList(.resource(let id))):
      guard let list = prefixList(id) else { return [entry(.unknown, [Unknown(id.address, .notInInput)], length: nil)] }
      return list.entries.elements.map { block in
        entry(block.bounds, block.unknown.map { [$0] } ?? [], length: block.length, rank: 2, block.unknownBlock)
      } + list.entries.rest.map { entry(.unknown, [$0], length: nil) }
    case .known(.prefixList(let list)): return [entry(.unknown, addresses(ofPrefixList: list).because, length: nil)]
    case .oneOf(let destinations, let why):
      let isBlock = destinations.allSatisfy { if case .block = $0 { true } else { false } }
      return [entry(self.destinations(of: route).bounds, [why], length: nil, isBlock ? .any : nil)]
    case .unknown(let why): return [entry(destinations(of: route).bounds, [why], length: nil)]
    }
  }

  /// A route to a peering connection is for blocks of the peer, which are /16 at most in IPv4 and /44 in IPv6; that
  /// several of them are summed up by one route is allowed for.
  ///
  /// Sources: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html,
  /// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
  private func leastBlock(_ block: UnknownBlock, of route: Route) -> UnknownBlock {
    guard case .resource(let target, _)? = route.target.known else { return block }
    let leadsToPeer =
      switch target {
      case .resource(let id): peering(id) != nil
      case .external(let name): name.hasPrefix("pcx-")
      case .oneOf(let ids, _): ids.allSatisfy { peering($0) != nil }
      case .unknown: false
      }
    return leadsToPeer ? block.noShorter(than: 8, 16) : block
  }
}

extension FilterEntry {
  /// The same entry, whose block is no shorter than this.
  fileprivate func takingBlocks(noShorterThan length: Int) -> FilterEntry {
    guard let block, length != Int.max else { return self }
    return replacing(space: space, block: block.noShorter(than: min(length, 32), min(length, 128)))
  }
}

extension Route {
  fileprivate var hasUnknownDestination: Bool {
    switch destination.value {
    case .known(.block(let block)): block.prefix.known == nil
    case .known(.prefixList): false
    case .oneOf, .unknown: true
    }
  }

  /// The route in words: `0.0.0.0/0 to aws_internet_gateway.main`.
  package var words: String {
    let destination =
      switch self.destination.value {
      case .known(.block(let block)):
        block.prefix.known.map { "\($0)" } ?? "(unknown: \(block.prefix.unknown.map { "\($0)" } ?? ""))"
      case .known(.prefixList(let list)): "prefix list \(list.name)"
      case .oneOf(_, let why), .unknown(let why): "(unknown: \(why))"
      }
    let target =
      switch self.target.value {
      case .known(.local): "local"
      case .known(.resource(let reference, _)): reference.name
      case .known(.unknown(let why)), .oneOf(_, let why), .unknown(let why): "(unknown: \(why))"
      }
    return "\(destination) to \(target)"
  }
}
