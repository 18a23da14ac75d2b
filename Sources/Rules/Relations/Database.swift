import AWSModel
import Analysis
import CEL

extension Relations {
  static let database: Relation = Relation(of: Objects.database) { context in
    context.storedData.map { Row(Objects.database, $0, context) }
  }
}

extension Objects {
  static let database: ObjectType<StoredData> = ObjectType(
    resource: "database",
    doc:
      "A data store: a database of RDS, Aurora, DocumentDB or Neptune, a cache, a warehouse, a broker, a file system.",
    fields: [
      "kind": .init(
        .string,
        "`instance`, `cluster` or `cluster_instance`; `cache`, `warehouse`, `search`, `stream`, `broker`, `file_system`,"
          + " `replication` or `proxy`."
      ) { database, _ in .string(database.kind) },
      "engine": .init(
        .string, "The engine: `postgres`, `aurora-mysql`.",
        at: { database, _ in database.anchor(database.engine?.place) }
      ) {
        database, context in
        database.engine.map { context.value($0) { .string($0) } }
      },
      "port": .init(
        .int, "The port, its own or its engine's; the first of several.",
        at: { database, _ in database.anchor(database.port?.place) }
      ) { database, context in
        if let port = database.port { return context.value(port) { .int($0) } }
        return database.engine.map { engine in
          context.value(engine) { name in
            Database.defaultPort(ofEngine: name).map { .int($0) }
              ?? context.unknown(Unknown("the port of engine \(name)", .unreadable("no default is known")))
          }
        }
      },
      "publicly_accessible": .init(
        .bool, "Whether it gets a public address.",
        at: { database, _ in database.anchor(database.publiclyAccessible.place) }
      ) { database, context in
        context.value(database.publiclyAccessible) { .bool($0) }
      },
      "multi_az": .init(
        .bool, "Whether it has a standby in another zone.",
        at: { database, _ in database.anchor(database.isMultiZone?.place) }
      ) { database, context in
        database.isMultiZone.map { context.value($0) { .bool($0) } }
      },
      "security_groups": .init(
        .list(.object("security_group")), "Its security groups.",
        at: { database, _ in
          database.groups.elements.map { Anchor($0.place, database.id, key: $0.target.name) }
        }
      ) { database, context in
        if database.groups.isEmpty, let endpoint = context.facts.endpoint(database.id) {
          return context.groups(endpoint.groups)
        }
        return context.groups(database.groups)
      },
      "subnets": .init(
        .list(.object("subnet")), "The subnets that it is in, or that AWS may place it in.",
        at: { database, _ in database.anchor(database.subnetLinks.first?.place) }
      ) { database, context in
        context.facts.endpoint(database.id).flatMap { endpoint.object($0, context).field("subnets") }
      },
      "has_alarm": .init(.bool, "Whether an alarm of the input watches it.") { database, context in
        let links = context.alarmLinks.value {
          context.infrastructure.settings.filter { $0.kind.name == "alarm" }
            .compactMap { $0.value(of: "database")?.link }
        }
        return context.value(links.reduce(Certainty(.no)) { $0.or($1.target.certainty(is: database.id)) })
      },
      "enforces_tls": .init(
        .bool, "Whether it refuses connections without TLS; not set for engines that cannot.",
        at: { database, context in
          context.databaseTLS(of: database).map { [Anchor($0.place, $0.declaredBy)] } ?? [Anchor(database.declaration)]
        }
      ) { database, context in
        context.databaseTLS(of: database).map { context.value($0.value) { .bool($0) } }
      },
      "endpoint": .init(.object("endpoint"), "It as an end of connections; an instance of a cluster has none.") {
        database, context in
        context.facts.endpoint(database.id).map { endpoint.value($0, context) }
      },
    ])
}

extension Resource {
  /// The anchor of one of its attributes; itself for one that is not there.
  func anchor(_ place: Place?) -> [Anchor] {
    if let place { return [Anchor(place, id)] }
    return [part.map { Anchor($0.place, id, key: $0.key) } ?? Anchor(declaration)]
  }
}
