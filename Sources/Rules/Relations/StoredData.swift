import AWSModel
import Analysis
import NetSpace

/// What rules call a database: one of RDS and its kin, or another data store.
enum StoredData: Resource {
  case database(Database)
  case store(DataStore)

  var declaration: Declaration {
    switch self {
    case .database(let database): database.declaration
    case .store(let store): store.declaration
    }
  }

  /// `instance`, `cluster`, `cluster_instance`, or the kind of store.
  var kind: String {
    switch self {
    case .store(let store): store.kind.rawValue
    case .database(let database):
      switch database.kind {
      case .instance: "instance"
      case .cluster: "cluster"
      case .clusterInstance: "cluster_instance"
      }
    }
  }

  var engine: Attribute<String>? {
    switch self {
    case .database(let database): database.engine
    case .store(let store): store.engine
    }
  }

  /// The port that is written down, or that a store always has.
  var port: Attribute<Int>? {
    switch self {
    case .database(let database): database.port
    case .store(let store):
      store.ports?.flatMap { ports in
        ports.ranges.first.map { .known(Int($0.lowerBound)) }
          ?? .unknown(Unknown(store.id.address, .unreadable("it has no port")))
      }
    }
  }

  var groups: PartialList<Link> {
    switch self {
    case .database(let database): database.groups
    case .store(let store): store.groups
    }
  }

  var publiclyAccessible: Attribute<Bool> {
    switch self {
    case .database(let database): database.publiclyAccessible
    case .store(let store): store.publiclyAccessible
    }
  }

  var isMultiZone: Attribute<Bool>? {
    switch self {
    case .database(let database): database.isMultiZone
    case .store: nil
    }
  }

  /// What says in which subnets it is.
  var subnetLinks: [Link] {
    switch self {
    case .database(let database): return database.subnetGroup.map { [$0] } ?? []
    case .store(let store):
      switch store.placement {
      case .group(let group): return group.map { [$0] } ?? []
      case .subnets(let subnets): return subnets.elements
      case .outside: return []
      }
    }
  }

  /// What it is a part of, copies or stands before: they speak to each other.
  var relatives: [Link] {
    switch self {
    case .database(let database):
      [database.cluster, database.source].reduce(into: []) { if let link = $1 { $0.append(link) } }
    case .store(let store): (store.owner.map { [$0] } ?? []) + store.databases.elements
    }
  }

  /// Why it is not known what it listens on.
  var doubtsAboutPort: [Unknown] {
    switch self {
    case .database(let database):
      [database.port?.unknown, database.engine?.unknown].reduce(into: []) { if let why = $1 { $0.append(why) } }
    case .store(let store): store.ports?.unknown.map { [$0] } ?? []
    }
  }
}

extension LintContext {
  /// Every data store, those of RDS and its kin first.
  var storedData: [StoredData] {
    infrastructure.databases.map(StoredData.database) + infrastructure.dataStores.map(StoredData.store)
  }

  func storedData(_ id: ResourceID) -> StoredData? {
    lookup.first(\.databases, id).map(StoredData.database) ?? lookup.first(\.dataStores, id).map(StoredData.store)
  }
}
