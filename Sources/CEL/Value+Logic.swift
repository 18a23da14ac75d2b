/// Kleene's logic over values: unknown and error give way to an operand that decides.
extension Value {
  package var negation: Value {
    switch self {
    case .bool(let value): .bool(!value)
    case .unknown, .error: self
    case .null, .int, .uint, .double, .string, .bytes, .list, .map, .object, .type:
      .failure("! needs a bool, this is \(typeName)")
    }
  }

  package func and(_ other: Value) -> Value { combined(with: other, deciding: false) }

  package func or(_ other: Value) -> Value { combined(with: other, deciding: true) }

  /// The decisive truth value wins, then unknown (it may become decisive), then an error, and else both agree.
  private func combined(with other: Value, deciding: Bool) -> Value {
    switch (self, other) {
    case (.bool(deciding), _), (_, .bool(deciding)): return .bool(deciding)
    case (.unknown(let ids), .unknown(let others)): return .unknown(ids.union(others))
    case (.unknown, _): return self
    case (_, .unknown): return other
    case (.error, _): return self
    case (_, .error): return other
    case (.bool, .bool): return .bool(!deciding)
    default:
      let culprit = if case .bool = self { other } else { self }
      return .failure("\(deciding ? "||" : "&&") needs a bool, this is \(culprit.typeName)")
    }
  }

  /// What a function of these operands is without looking further: an error among them, or else what is unknown.
  ///
  /// The language definition lets errors take precedence over unknowns wherever no operand can decide alone.
  static func blocked(_ left: Value, _ right: Value) -> Value? {
    switch (left, right) {
    case (.error, _): left
    case (_, .error): right
    case (.unknown(let ids), .unknown(let others)): .unknown(ids.union(others))
    case (.unknown, _): left
    case (_, .unknown): right
    default: nil
    }
  }

  static func blocked(_ operands: [Value]) -> Value? {
    var result: Value?
    for operand in operands {
      if case .error = operand { return operand }
      if case .unknown(let ids) = operand {
        if case .unknown(let others)? = result {
          result = .unknown(others.union(ids))
        } else {
          result = operand
        }
      }
    }
    return result
  }
}

extension Value {
  var isError: Bool {
    if case .error = self { true } else { false }
  }

  var isDouble: Bool {
    if case .double = self { true } else { false }
  }

  /// The number as an int, if it is a whole number in range.
  var exactInt: Int? {
    switch self {
    case .int(let value): value
    case .uint(let value): Int(exactly: value)
    case .double(let value): Int(exactly: value)
    case .null, .bool, .string, .bytes, .list, .map, .object, .type, .unknown, .error: nil
    }
  }
}
