/// A map in the order of its entries, which may have further entries that nobody knows.
package struct MapValue: Sendable {
  package struct Entry: Sendable {
    package let key: Value
    package let value: Value
    /// Why it is not known whether the map holds this entry; nil if it does.
    package let possibility: UnknownSet?

    package init(_ key: Value, _ value: Value, possibility: UnknownSet? = nil) {
      self.key = key
      self.value = value
      self.possibility = possibility
    }
  }

  package let entries: [Entry]
  /// Why there may be entries beyond `entries`; nil if there are none.
  package let rest: UnknownSet?
  private let positions: [MapKey: Int]

  /// The entries by key; of two with one key the first counts.
  package init(_ entries: [Entry], rest: UnknownSet? = nil) {
    self.rest = rest
    var kept: [Entry] = []
    var positions: [MapKey: Int] = [:]
    for entry in entries {
      guard let key = MapKey(entry.key), positions[key] == nil else { continue }
      positions[key] = kept.count
      kept.append(entry)
    }
    self.entries = kept
    self.positions = positions
  }

  package init(_ fields: [String: Value]) {
    self.init(fields.sorted { $0.key < $1.key }.map { Entry(.string($0.key), $0.value) })
  }

  /// The entry under a key; numbers of any type that are equal are the same key.
  package func entry(for key: Value) -> Entry? {
    guard let key = MapKey(key), let position = positions[key] else { return nil }
    return entries[position]
  }
}

/// A key in the form in which equal keys are equal: `1`, `1u` and `1.0` are one key.
enum MapKey: Hashable {
  case bool(Bool)
  case negative(Int)
  case natural(UInt)
  case string(String)

  /// Nil if the value cannot be a key, or is a number that no key equals.
  init?(_ value: Value) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = value < 0 ? .negative(value) : .natural(UInt(value))
    case .uint(let value): self = .natural(value)
    case .double(let value):
      if let natural = UInt(exactly: value) {
        self = .natural(natural)
      } else if let negative = Int(exactly: value) {
        self = .negative(negative)
      } else {
        return nil
      }
    case .string(let value): self = .string(value)
    case .null, .bytes, .list, .map, .object, .type, .unknown, .error: return nil
    }
  }

  /// Strings are keys by their code points, not by canonical equivalence as Swift's `==` has it.
  static func == (left: MapKey, right: MapKey) -> Bool {
    switch (left, right) {
    case (.bool(let left), .bool(let right)): left == right
    case (.negative(let left), .negative(let right)): left == right
    case (.natural(let left), .natural(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameCodePoints(as: right)
    case (.bool, _), (.negative, _), (.natural, _), (.string, _): false
    }
  }
}

extension String {
  /// Equality by code points: CEL never normalizes, Swift's `==` compares canonically equivalent text as equal.
  func hasSameCodePoints(as other: String) -> Bool {
    if utf8.count != other.utf8.count { return false }
    var (text, other) = (self, other)
    return text.withUTF8 { a in
      other.withUTF8 { b in a.indices.allSatisfy { a[$0] == b[$0] } }
    }
  }
}
