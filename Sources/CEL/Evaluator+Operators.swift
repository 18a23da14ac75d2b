/// Arithmetic, comparison and membership.
extension Evaluator {
  mutating func binary(_ symbol: BinaryOperator, _ left: Program.Index, _ right: Program.Index) -> Value {
    let (first, second) = (evaluate(left), evaluate(right))
    if symbol == .membership { return membership(first, in: second) }
    if let blocked = Value.blocked(first, second) {
      if case .unknown = blocked, let decided = compareSizes(symbol, left, first, right, second) { return decided }
      return blocked
    }
    switch symbol {
    case .equal: return equality(first, second)
    case .notEqual: return equality(first, second).negation
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return ordering(symbol, first, second)
    case .add, .subtract, .multiply, .divide, .remainder: return arithmetic(symbol, first, second)
    case .membership: return membership(first, in: second)
    }
  }

  mutating func equality(_ left: Value, _ right: Value) -> Value {
    left.equals(right) { charge($0) }
  }

  private mutating func membership(_ element: Value, in container: Value) -> Value {
    if case .error = element { return element }
    switch container {
    case .list(let list): return list.contains(element) { charge($0) }
    case .map(let map):
      if case .unknown = element { return map.entries.isEmpty && map.rest == nil ? .bool(false) : element }
      return map.contains(element)
    case .unknown, .error: return Value.blocked(element, container) ?? container
    case .null, .bool, .int, .uint, .double, .string, .bytes, .object, .type:
      return .failure("in needs a list or a map, this is \(container.typeName)")
    }
  }

  private mutating func ordering(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
    guard charge(left.comparisonCost(right)) else { return .failure("the text is too long") }
    guard let order = left.order(right) else {
      // Not-a-number stands in no order to any number.
      if left.isNumber, right.isNumber { return .bool(false) }
      return undefined(symbol, left, right)
    }
    return .bool(symbol.admits(order))
  }

  private func undefined(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
    .failure("\(left.typeName) \(symbol.rawValue) \(right.typeName) is not defined")
  }

  // MARK: Sizes of lists that are not fully known

  /// A comparison with `size(list)` whose answer is the same for every size the list can have.
  ///
  /// `size(list) > 0` is true as soon as one element is certain, though the size itself is unknown.
  private mutating func compareSizes(
    _ symbol: BinaryOperator, _ left: Program.Index, _ first: Value, _ right: Program.Index, _ second: Value
  ) -> Value? {
    let (measured, limit, comparison): (Program.Index, Value, BinaryOperator)
    if case .unknown = first {
      (measured, limit, comparison) = (left, second, symbol)
    } else {
      (measured, limit, comparison) = (right, first, symbol.mirrored)
    }
    guard limit.isNumber, let operand = sizedOperand(of: measured), let bounds = sizeBounds(evaluate(operand)),
      let low = Value.int(bounds.minimum).numericOrder(limit)
    else { return nil }
    let high = bounds.maximum.map { Value.int($0).numericOrder(limit) ?? .greater } ?? .greater
    return comparison.decided(from: low, to: high).map(Value.bool)
  }

  /// The operand of `size`, called as a function or as a method.
  private func sizedOperand(of index: Program.Index) -> Program.Index? {
    switch program.operations[index] {
    case .standard(.size, let operands): operands.first
    case .method(let call) where call.standard == .size && call.custom.isEmpty: call.receiver
    case .constant, .variable, .local, .field, .presence, .index, .not, .negate, .binary, .and, .or, .conditional,
      .standard, .matches, .custom, .method, .list, .map, .comprehension:
      nil
    }
  }

  private func sizeBounds(_ value: Value) -> (minimum: Int, maximum: Int?)? {
    switch value {
    case .list(let list): list.sizeBounds
    case .map(let map): map.sizeBounds
    case .null, .bool, .int, .uint, .double, .string, .bytes, .object, .type, .unknown, .error: nil
    }
  }

  // MARK: Arithmetic

  mutating func negate(_ operand: Value) -> Value {
    switch operand {
    case .int(let value): value == .min ? overflow : .int(-value)
    case .double(let value): .double(-value)
    case .unknown, .error: operand
    case .null, .bool, .uint, .string, .bytes, .list, .map, .object, .type:
      .failure("- is not defined for \(operand.typeName)")
    }
  }

  private var overflow: Value { .failure("the result is out of range") }

  private mutating func arithmetic(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.int(let left), .int(let right)):
      return integer(symbol, left, right).map(Value.int)
    case (.uint(let left), .uint(let right)):
      return integer(symbol, left, right).map(Value.uint)
    case (.double(let left), .double(let right)):
      switch symbol {
      case .add: return .double(left + right)
      case .subtract: return .double(left - right)
      case .multiply: return .double(left * right)
      case .divide: return .double(left / right)
      case .remainder, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .membership: break
      }
    case (.string(let left), .string(let right)) where symbol == .add:
      guard charge(bytes: left.utf8.count + right.utf8.count) else { return overflow }
      return .string(left + right)
    case (.bytes(let left), .bytes(let right)) where symbol == .add:
      guard charge(bytes: left.count + right.count) else { return overflow }
      return .bytes(left + right)
    case (.list(let left), .list(let right)) where symbol == .add:
      guard charge(left.elements.count + right.elements.count) else { return overflow }
      let rests = [left.rest, right.rest].compactMap(\.self)
      let rest = rests.isEmpty ? nil : UnknownSet(rests.flatMap(\.ids))
      return .list(ListValue(elements: left.elements + right.elements, rest: rest))
    default: break
    }
    return undefined(symbol, left, right)
  }

  private enum Outcome<Number> {
    case number(Number)
    case failure(String)

    func map(_ transform: (Number) -> Value) -> Value {
      switch self {
      case .number(let number): transform(number)
      case .failure(let message): .failure(message)
      }
    }
  }

  private func integer<T: FixedWidthInteger>(_ symbol: BinaryOperator, _ left: T, _ right: T) -> Outcome<T> {
    let (value, overflows): (T, Bool)
    switch symbol {
    case .add: (value, overflows) = left.addingReportingOverflow(right)
    case .subtract: (value, overflows) = left.subtractingReportingOverflow(right)
    case .multiply: (value, overflows) = left.multipliedReportingOverflow(by: right)
    case .divide:
      guard right != 0 else { return .failure("division by zero") }
      (value, overflows) = left.dividedReportingOverflow(by: right)
    case .remainder:
      guard right != 0 else { return .failure("remainder of a division by zero") }
      (value, overflows) = left.remainderReportingOverflow(dividingBy: right)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .membership:
      return .failure("\(symbol.rawValue) is no arithmetic")
    }
    return overflows ? .failure("the result is out of range") : .number(value)
  }
}

extension BinaryOperator {
  /// The operator with its operands exchanged.
  fileprivate var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual, .add, .subtract, .multiply, .divide, .remainder, .membership: self
    }
  }

  /// Whether a comparison holds for operands of this order.
  fileprivate func admits(_ order: Order) -> Bool {
    switch self {
    case .less: order == .less
    case .lessOrEqual: order != .greater
    case .greater: order == .greater
    case .greaterOrEqual: order != .less
    case .equal: order == .equal
    case .notEqual: order != .equal
    case .add, .subtract, .multiply, .divide, .remainder, .membership: false
    }
  }

  /// The answer of a comparison if it is the same for all orders from the lowest to the highest.
  fileprivate func decided(from low: Order, to high: Order) -> Bool? {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      admits(low) == admits(high) ? admits(low) : nil
    case .equal, .notEqual:
      low == high ? admits(low) : nil
    case .add, .subtract, .multiply, .divide, .remainder, .membership: nil
    }
  }
}

extension Value {
  fileprivate var isNumber: Bool {
    switch self {
    case .int, .uint, .double: true
    case .null, .bool, .string, .bytes, .list, .map, .object, .type, .unknown, .error: false
    }
  }
}
