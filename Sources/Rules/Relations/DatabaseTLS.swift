import AWSModel
import Analysis

/// Whether a database refuses connections without TLS, and what says so.
struct DatabaseTLS: Sendable {
  let value: AWSModel.Value<Bool>
  let place: Place
  let declaredBy: ResourceID
}

/// What makes an engine refuse connections without TLS, and from which version on it does so by itself.
///
/// Sources: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html,
/// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html,
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html,
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html,
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Concepts.General.SSL.Using.html,
/// https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html
private struct EngineTLS {
  enum Usual {
    case on
    case off
    /// On from this version.
    case since([Int])
  }

  let engine: String
  let parameter: String
  let usual: Usual

  static let all = [
    EngineTLS(engine: "postgres", parameter: "rds.force_ssl", usual: .since([15])),
    EngineTLS(engine: "aurora-postgresql", parameter: "rds.force_ssl", usual: .since([17])),
    EngineTLS(engine: "mysql", parameter: "require_secure_transport", usual: .off),
    EngineTLS(engine: "aurora-mysql", parameter: "require_secure_transport", usual: .off),
    EngineTLS(engine: "mariadb", parameter: "require_secure_transport", usual: .since([11, 8])),
    EngineTLS(engine: "sqlserver", parameter: "rds.force_ssl", usual: .off),
    EngineTLS(engine: "docdb", parameter: "tls", usual: .on),
  ]

  /// Nil for engines that have no such parameter.
  static func of(engine: String) -> EngineTLS? {
    all.first { engine == $0.engine || engine.hasPrefix("\($0.engine)-") && $0.engine == "sqlserver" }
  }

  static func isOn(_ value: String) -> Bool { !["0", "off", "false", "disabled"].contains(value.lowercased()) }
}

extension LintContext {
  /// Nil for what has no such parameter, and for what another resource decides: the cluster of an instance, the source
  /// of a replica.
  func databaseTLS(of database: StoredData) -> DatabaseTLS? {
    guard let settings = settings(of: database.id, "database"), let engine = database.engine
    else { return nil }
    guard ["instance", "cluster"].contains(database.kind), !settings.isSaid("is_of_cluster") else { return nil }
    let group = settings.value(of: "parameter_group")?.link
    if group == nil, settings.isSaid("is_replica") { return nil }
    switch engine.value {
    case .known(let name):
      return EngineTLS.of(engine: name).map { tls(of: database, settings, $0, group: group) }
    case .oneOf(_, let why), .unknown(let why):
      return DatabaseTLS(value: .unknown(why), place: engine.place, declaredBy: database.id)
    }
  }

  private func tls(
    of database: StoredData, _ settings: ResourceSettings, _ engine: EngineTLS, group: Link?
  ) -> DatabaseTLS {
    let place = group?.place ?? Place(range: database.declaration.place)
    func usual(_ family: Attribute<PartialText>?) -> DatabaseTLS {
      let versions = [settings.value(of: "engine_version")?.text, family].compactMap(\.self)
      return DatabaseTLS(
        value: engine.usual.value(versions, of: database.id), place: place, declaredBy: database.id)
    }
    guard let group else { return usual(nil) }
    switch group.target {
    case .external(let name) where name.hasPrefix("default."):
      return usual(Attribute(.known(PartialText(name)), place: group.place))
    case .external, .oneOf, .unknown:
      let why = group.target.unknown ?? Unknown(group.target.name, .notInInput, at: group.place.range)
      return DatabaseTLS(value: .unknown(why), place: place, declaredBy: database.id)
    case .resource(let id):
      guard let group = self.settings(of: id, "parameter_group") else {
        return DatabaseTLS(
          value: .unknown(Unknown(id.address, .notInInput, at: group.place.range)), place: place,
          declaredBy: database.id)
      }
      return group.tls(engine) ?? usual(group.value(of: "family")?.text)
    }
  }
}

extension ResourceSettings {
  /// Whether something is certainly written.
  fileprivate func isSaid(_ setting: String) -> Bool {
    if case .bool(let value)? = value(of: setting)?.content { value.known == true } else { false }
  }

  /// What a parameter group says of TLS; nil if it leaves it to the engine.
  fileprivate func tls(_ engine: EngineTLS) -> DatabaseTLS? {
    var doubt: DatabaseTLS?
    for parameter in allParts where parameter.kind.name == "engine_parameter" {
      guard let name = parameter.value(of: "name")?.text else { continue }
      guard let literal = name.known?.literal else {
        let why = name.unknown ?? name.known?.firstUnknown(at: name.place)
        doubt = why.map { DatabaseTLS(value: .unknown($0), place: name.place, declaredBy: id) }
        continue
      }
      if literal == engine.parameter, let value = parameter.value(of: "value")?.text {
        let isOn = value.value.flatMap { text in
          text.literal.map { .known(EngineTLS.isOn($0)) } ?? .unknown(text.firstUnknown(at: value.place))
        }
        return DatabaseTLS(value: isOn, place: value.place, declaredBy: id)
      }
    }
    return doubt
  }
}

extension EngineTLS.Usual {
  /// - Parameter versions: texts that begin or end with the version: `16.4`, `default.postgres16`.
  fileprivate func value(_ versions: [Attribute<PartialText>], of database: ResourceID) -> AWSModel.Value<Bool> {
    switch self {
    case .on: return .known(true)
    case .off: return .known(false)
    case .since(let first):
      for version in versions {
        guard let text = version.known?.literal else {
          return .unknown(version.unknown ?? Unknown("the version of \(database.address)", .knownAfterApply))
        }
        let numbers = text.drop { !$0.isNumber }.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
        // A version without a minor one is the last of them.
        if !numbers.isEmpty {
          return .known(!numbers.lexicographicallyPrecedes(first.prefix(numbers.count)))
        }
      }
      return .unknown(
        Unknown("the version of \(database.address)", .decidedByAWS("is the one that AWS prefers when it is made")))
    }
  }
}
