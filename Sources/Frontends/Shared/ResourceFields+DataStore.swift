import AWSModel
import NetSpace

extension ResourceFields {
  /// A data store of this resource: private, and without IPv6, unless it says otherwise.
  func dataStore(
    _ kind: DataStore.Kind, engine: Attribute<String>? = nil, _ placement: DataStore.Placement,
    groups: PartialList<Link>, ports: Attribute<PortSet>?, isPublic: Attribute<Bool>? = nil,
    isDualStack: Attribute<Bool>? = nil, owner: Link? = nil
  ) -> DataStore {
    DataStore(
      declaration: declaration, kind: kind, engine: engine, placement: placement, groups: groups, ports: ports,
      publiclyAccessible: isPublic ?? fields.defaulted(false), isDualStack: isDualStack ?? fields.defaulted(false),
      owner: owner)
  }
}

extension Fields {
  /// The port that a member names, else the service's.
  func ports(_ key: String, else ports: Attribute<PortSet>) -> Attribute<PortSet> {
    int(key).map(\.port) ?? ports
  }

  /// Whether a member is there, where that says something by itself.
  func presence(_ key: String) -> Value<Bool> {
    guard let value = self[key] else { return .known(false) }
    switch value.content {
    case .unknown(let why): return .unknown(why)
    case .oneOf(let options, let why): return .either(options.map { !$0.isNull }, why)
    case .list(let values, let rest):
      if values.isEmpty { return rest.first.map { .unknown($0) } ?? .known(false) }
      return .known(true)
    case .null, .bool, .number, .text, .object: return .known(true)
    }
  }

  /// Whether a network type or address type, `dual_stack` or `ipv6` say, includes IPv6.
  func isDualStack(_ key: String) -> Attribute<Bool> {
    string(key, default: "ipv4").map(Self.includesIPv6)
  }

  /// `ipv4`, and `IPV4_ONLY` of a mount target, are the words for none.
  static func includesIPv6(_ type: String) -> Bool { !type.lowercased().hasPrefix("ipv4") }
}

/// What is known of how clients of a streaming cluster connect: every way that it may be.
struct StreamAccesses {
  private var options = [StreamAccess()]
  private var why: Unknown?

  /// Takes a property, of which any is possible when it is not known.
  mutating func set<T: Hashable & Sendable>(
    _ key: WritableKeyPath<StreamAccess, T>, _ value: Value<T>, among all: [T]
  ) {
    let candidates = value.candidates ?? all
    options = options.flatMap { option in
      candidates.map { candidate in
        var copy = option
        copy[keyPath: key] = candidate
        return copy
      }
    }
    why = why ?? value.unknown
  }

  mutating func set(_ key: WritableKeyPath<StreamAccess, Bool>, _ value: Value<Bool>) {
    set(key, value, among: [false, true])
  }

  mutating func set(encryption: Value<String>) {
    set(\.encryption, encryption, among: ["TLS", "TLS_PLAINTEXT", "PLAINTEXT"])
  }

  /// Whether clients that say nothing of themselves are let in; where it is not written, it depends on the others.
  mutating func set(anybody: Attribute<Bool>?) {
    guard let anybody else { return }
    set(\.allowsAnybody, anybody.value.map { Optional($0) }, among: [false, true])
  }

  /// Releases whose name ends in `.kraft` have no ZooKeeper.
  ///
  /// Source: https://docs.aws.amazon.com/msk/latest/developerguide/metadata-management.html
  mutating func set(version: Attribute<String>?) {
    guard let version else { return }
    set(\.hasZooKeeper, version.value.map { !$0.lowercased().contains("kraft") })
  }

  func ports(at place: Place) -> Attribute<PortSet> {
    let ports = options.map(\.ports)
    return Attribute(why.map { .either(ports, $0) } ?? .known(ports[0]), origin: .default, place: place)
  }
}
