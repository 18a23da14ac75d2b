/// The type of an expression as the checker sees it.
///
/// Lists and maps know their element types here; values at run time only know that they are a list or a map.
package indirect enum CELType: Equatable, Hashable, Sendable {
  case null, bool, int, uint, double, string, bytes
  case list(CELType)
  case map(CELType, CELType)
  /// An object of the host, by the name of its `ObjectSchema`.
  case object(String)
  /// The type of types: what `type(x)` gives.
  case type
  /// Any type; what is done with it is checked when it is evaluated.
  case dyn
}

extension CELType {
  /// Whether values of this type take part in arithmetic and in comparisons across numeric types.
  var isNumeric: Bool { self == .int || self == .uint || self == .double }

  /// Whether it is made of elements or entries.
  var hasElements: Bool {
    switch self {
    case .list, .map: true
    case .null, .bool, .int, .uint, .double, .string, .bytes, .object, .type, .dyn: false
    }
  }

  /// Whether a value of this type may stand where `target` is asked for.
  ///
  /// `dyn` goes both ways: it stands for any type, and the evaluator checks what it really is.
  func isAssignable(to target: CELType) -> Bool {
    switch (self, target) {
    case (.dyn, _), (_, .dyn): true
    case (.list(let element), .list(let wanted)): element.isAssignable(to: wanted)
    case (.map(let key, let value), .map(let wantedKey, let wantedValue)):
      key.isAssignable(to: wantedKey) && value.isAssignable(to: wantedValue)
    case (.null, .object): true
    default: self == target
    }
  }

  /// The common type of two branches or two elements; `dyn` if they have none.
  func joined(with other: CELType) -> CELType {
    switch (self, other) {
    case (.list(let first), .list(let second)): .list(first.joined(with: second))
    case (.map(let firstKey, let first), .map(let secondKey, let second)):
      .map(firstKey.joined(with: secondKey), first.joined(with: second))
    case (.null, .object): other
    case (.object, .null): self
    default: self == other ? self : .dyn
    }
  }
}

extension CELType: CustomStringConvertible {
  package var description: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .object(let name): name
    case .type: "type"
    case .dyn: "dyn"
    }
  }
}
