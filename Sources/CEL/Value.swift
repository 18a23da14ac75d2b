/// A value of the expression language, known, not known or failed.
///
/// Unknown and error are values because the logical operators see past both: `false && unknown` is false and so is
/// `false && 1 / 0 == 1`.
package enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case uint(UInt)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case list(ListValue)
  case map(MapValue)
  case object(any CELObject)
  /// A type, by its run-time name: `int`, `list`, or the type name of an object.
  case type(String)
  case unknown(UnknownSet)
  case error(EvaluationError)
}

/// Why an expression has no value: an overflow, a missing key, a wrong type behind `dyn`.
package struct EvaluationError: Error, Equatable, Sendable {
  package let message: String
  /// UTF-8 offsets of the failed subexpression, once the evaluator has placed it.
  package let range: Range<Int>?

  package init(_ message: String, at range: Range<Int>? = nil) {
    self.message = message
    self.range = range
  }
}

extension Value {
  package static func list(_ elements: [Value]) -> Value { .list(ListValue(elements)) }

  package static func unknown(_ id: Int) -> Value { .unknown(UnknownSet(id)) }

  static func failure(_ message: String) -> Value { .error(EvaluationError(message)) }

  /// The truth value, if this is one.
  package var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// Whether the value is neither unknown nor an error; elements of a list may still be unknown.
  package var isKnown: Bool {
    switch self {
    case .unknown, .error: false
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .object, .type: true
    }
  }

  /// The name that `type(x)` gives and messages use.
  var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .list: "list"
    case .map: "map"
    case .object(let object): object.typeName
    case .type: "type"
    case .unknown: "unknown"
    case .error: "error"
    }
  }
}
