import AWSModel
import NetSpace

/// Databases of RDS and their clusters.
extension EndpointBuilder {
  /// Stand-alone instances, clusters, and the instances of clusters that the input does not declare; a cluster's own
  /// instances are its interfaces and not endpoints beside it.
  func databases() -> [Endpoint] {
    let clusters = Set(infrastructure.databases.filter { $0.kind == .cluster }.map { $0.id })
    return infrastructure.databases.reduce(into: []) { all, database in
      if database.kind == .clusterInstance, let cluster = database.cluster?.target.id, clusters.contains(cluster) {
        return
      }
      all.append(self.database(database))
    }
  }

  private func database(_ database: Database) -> Endpoint {
    let place = database.declaration.place
    let cluster = outside(database)
    let sites =
      database.subnetGroup == nil
      ? cluster.map { [.unknown($0)] } ?? [.defaultVPC] : sites(ofGroup: database.subnetGroup)
    let port = Self.port(of: database)
    return Endpoint(
      id: database.id, kind: .database, declaration: database.declaration, sites: sites, placement: .one,
      groups: cluster.map { PartialList(rest: [$0]) } ?? groupsOrDefault(database.groups, sites, at: place),
      publicIPv4: publicAddress(of: database),
      hasIPv6: Attribute(.known(false), origin: .default, place: Place(range: place)), sourceDestCheck: .yes,
      serves: port.map { port in port.bounds } ?? .atMost(Traffic(.tcp)),
      servesPlace: database.port?.place.range ?? database.engine?.place.range ?? place)
  }

  /// The cluster of an instance, where it is not in the input: the network is the cluster's.
  private func outside(_ database: Database) -> Unknown? {
    guard database.kind == .clusterInstance, let cluster = database.cluster else { return nil }
    return cluster.target.unknown ?? Unknown(cluster.target.name, .notInInput, at: cluster.place.range)
  }

  /// A cluster is public where one of its instances is.
  private func publicAddress(of database: Database) -> Endpoint.PublicAddress {
    let members =
      database.kind == .cluster
      ? infrastructure.databases.filter { $0.kind == .clusterInstance && $0.cluster?.target.id == database.id } : []
    let attributes = members.isEmpty ? [database.publiclyAccessible] : members.map(\.publiclyAccessible)
    let verdict = Verdict.any(attributes.map(\.value.verdict))
    let deciding = attributes.first { $0.value.verdict == verdict } ?? database.publiclyAccessible
    let because = attributes.reduce(into: [Unknown]()) { if let why = $1.unknown { $0.append(why) } }
    return .decided(verdict, because: because, place: deciding.place.range)
  }

  /// The traffic of a database's port: configured, or its engine's default; nil when neither is known.
  static func port(of database: Database) -> RuleTraffic? {
    let protocols = Attribute<ProtocolSet>(
      .known(ProtocolSet(.tcp)), origin: .default, place: Place(range: database.declaration.place))
    if let port = database.port {
      return RuleTraffic(protocols: protocols, ports: port.port)
    }
    guard let engine = database.engine, let name = engine.known, let port = Database.defaultPort(ofEngine: name) else {
      return nil
    }
    return RuleTraffic(
      protocols: protocols,
      ports: Attribute(.known(PortSet(UInt16(clamping: port))), origin: .default, place: engine.place))
  }
}
