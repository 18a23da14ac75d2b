import AWSModel

/// The resources of one stack by the names that it gives them.
///
/// The same name in another stack may be that of a resource of another account: a stack's own come first. A name of which
/// a part is not known, `${AWS::StackName}-app`, is the same wherever the stack writes it so.
struct OwnNames {
  private var entries: [String: [(id: ResourceID, existence: Existence)]] = [:]

  /// - Parameter name: as the stack writes it; left out where it may be another one at every place.
  mutating func add(_ id: ResourceID, _ kind: NamedKind, called name: PartialText, _ existence: Existence) {
    guard let name = Self.key(name) else { return }
    entries[kind.identifier(name), default: []].append((id, existence))
  }

  /// Those that other stacks can refer to: of known names, as far as only one resource has them.
  var identifiers: [String: ResourceID] {
    entries.compactMapValues { named in named.count == 1 ? named[0].id : nil }.filter { !Self.isComposed($0.key) }
  }

  /// What a name is of; nil if the stack gives it to nothing.
  ///
  /// Several resources may have it that are there under conditions of their own.
  func reference(_ name: PartialText, _ kind: NamedKind, adopted: [ResourceID: ResourceID]) -> Reference? {
    guard let key = Self.key(name), let named = entries[kind.identifier(key)] else { return nil }
    let ids = named.map { adopted[$0.id] ?? $0.id }
    if ids.count == 1 { return .resource(ids[0]) }
    let why = named.lazy.compactMap { $0.existence.because.first }.first
    return .oneOf(ids, why ?? Unknown("which resource is called \(name.asWritten)", .notInInput))
  }

  /// A text that stands for the name; nil if parts of it are not the same wherever they are written.
  private static func key(_ name: PartialText) -> String? {
    if let literal = name.literal { return literal }
    let isStable = name.parts.allSatisfy { part in
      guard case .unknown(let why) = part else { return true }
      switch why.reason {
      // AWS decides on the name of a stack, and on its account and region.
      case .parameter, .decidedByAWS: return why.position == nil && !why.isDerived
      default: return false
      }
    }
    return isStable ? mark + name.description : nil
  }

  /// What no name begins with.
  private static let mark = "\u{0}"

  private static func isComposed(_ identifier: String) -> Bool { identifier.contains(mark) }
}
