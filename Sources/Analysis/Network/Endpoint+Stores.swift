import AWSModel
import NetSpace

extension EndpointBuilder {
  /// Caches, warehouses, brokers and the like that have an interface in a VPC; the nodes of a replication group of the
  /// input are its interfaces and not endpoints beside it.
  func stores() -> [Endpoint] {
    let all = Set(infrastructure.dataStores.map { $0.id })
    return infrastructure.dataStores.reduce(into: []) { endpoints, store in
      if store.kind == .cache, let owner = store.owner?.target.id, all.contains(owner) { return }
      if let endpoint = self.store(store) { endpoints.append(endpoint) }
    }
  }

  private func store(_ store: DataStore) -> Endpoint? {
    let place = store.declaration.place
    let sites: [Endpoint.Site]
    let placement: Endpoint.Placement
    switch store.placement {
    case .outside: return nil
    case .group(let link): (sites, placement) = (self.sites(ofGroup: link), .one)
    case .subnets(let subnets): (sites, placement) = (self.sites(of: subnets), .each)
    }
    return Endpoint(
      id: store.id, kind: .dataStore(store.kind), declaration: store.declaration, sites: sites, placement: placement,
      groups: groupsOrDefault(store.groups, sites, at: place),
      publicIPv4: .decided(
        store.publiclyAccessible.value.verdict, because: store.publiclyAccessible.unknown.map { [$0] } ?? [],
        place: store.publiclyAccessible.place.range),
      hasIPv6: hasIPv6(store), sourceDestCheck: .yes, serves: Self.traffic(of: store),
      servesPlace: store.ports?.place.range ?? place)
  }

  /// The IPv6 address of a private store may be closed to what comes through an internet gateway, as that of a private
  /// RDS instance is; AWS does not say it of all.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
  private func hasIPv6(_ store: DataStore) -> Attribute<Bool> {
    guard store.isDualStack.known == true, store.publiclyAccessible.known != true else { return store.isDualStack }
    let place = store.isDualStack.place
    let why = Unknown(
      "the IPv6 address of \(store.id.address)", .decidedByAWS("may be closed to the internet"), at: place.range)
    return Attribute(.unknown(why), origin: store.isDualStack.origin, place: place)
  }

  /// The traffic of a store's ports; some of TCP where none is documented.
  static func traffic(of store: DataStore) -> Bounds<Traffic> {
    guard let ports = store.ports else { return .atMost(Traffic(.tcp)) }
    return RuleTraffic(
      protocols: Attribute(.known(ProtocolSet(.tcp)), origin: .default, place: ports.place), ports: ports
    ).bounds
  }

  /// The subnets that are named, or the default VPC's when none is.
  func sites(of subnets: PartialList<Link>) -> [Endpoint.Site] {
    if subnets.isEmpty { return [.defaultVPC] }
    return subnets.elements.map { site(of: $0) } + subnets.rest.map(Endpoint.Site.unknown)
  }
}
