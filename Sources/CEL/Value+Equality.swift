/// Equality as the language has it: three-valued, numbers by value across their types, other types apart.
extension Value {
  /// Whether two values are equal; `charge` takes from the budget for each pair of elements and is asked to go on.
  func equals(_ other: Value, charge: (Int) -> Bool) -> Value {
    if let blocked = Value.blocked(self, other) { return blocked }
    guard charge(comparisonCost(other)) else { return .failure("the expression takes too long to evaluate") }
    switch (self, other) {
    case (.null, .null): return .bool(true)
    case (.bool(let left), .bool(let right)): return .bool(left == right)
    case (.string(let left), .string(let right)): return .bool(left.hasSameCodePoints(as: right))
    case (.bytes(let left), .bytes(let right)): return .bool(left == right)
    case (.type(let left), .type(let right)): return .bool(left == right)
    case (.list(let left), .list(let right)): return left.equals(right, charge: charge)
    case (.map(let left), .map(let right)): return left.equals(right, charge: charge)
    case (.object(let left), .object(let right)): return left.isEqual(to: right)
    default: return .bool(numericOrder(other) == .equal)
    }
  }

  /// Whether two known values are the same in every respect, type included: one can stand for the other.
  func isIdentical(to other: Value, charge: (Int) -> Bool) -> Bool {
    guard charge(comparisonCost(other)) else { return false }
    return switch (self, other) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.uint(let left), .uint(let right)): left == right
    case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
    case (.string(let left), .string(let right)): left.hasSameCodePoints(as: right)
    case (.bytes(let left), .bytes(let right)): left == right
    case (.type(let left), .type(let right)): left == right
    case (.object(let left), .object(let right)): left.isEqual(to: right).boolValue == true
    case (.list(let left), .list(let right)):
      left.isDefinite && right.isDefinite && left.elements.count == right.elements.count
        && zip(left.elements, right.elements).allSatisfy { $0.value.isIdentical(to: $1.value, charge: charge) }
    default: false
    }
  }
}

extension Value {
  /// What it takes to compare two values, the elements of lists and maps apart.
  func comparisonCost(_ other: Value) -> Int {
    switch (self, other) {
    case (.string(let left), .string(let right)): 1 + min(left.utf8.count, right.utf8.count) / 16
    case (.bytes(let left), .bytes(let right)): 1 + min(left.count, right.count) / 16
    default: 1
    }
  }
}

/// How two numbers or texts stand to each other.
enum Order {
  case less, equal, greater

  init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .less : left == right ? .equal : .greater
  }
}

extension Value {
  /// The order of two numbers by their mathematical value; nil if one is no number or not-a-number.
  func numericOrder(_ other: Value) -> Order? {
    switch (self, other) {
    case (.int(let left), .int(let right)): Order(left, right)
    case (.uint(let left), .uint(let right)): Order(left, right)
    case (.int(let left), .uint(let right)): left < 0 ? .less : Order(UInt(left), right)
    case (.uint(let left), .int(let right)): right < 0 ? .greater : Order(left, UInt(right))
    case (.double(let left), .double(let right)): left.isNaN || right.isNaN ? nil : Order(left, right)
    case (.int(let left), .double(let right)): Value.order(left, right)
    case (.uint(let left), .double(let right)): Value.order(left, right)
    case (.double(let left), .int(let right)): Value.order(right, left)?.reversed
    case (.double(let left), .uint(let right)): Value.order(right, left)?.reversed
    default: nil
    }
  }

  /// Compares exactly: an int is not rounded to the nearest double first.
  private static func order<T: FixedWidthInteger>(_ integer: T, _ double: Double) -> Order? {
    guard !double.isNaN else { return nil }
    let whole = double.rounded(.down)
    guard let floor = T(exactly: whole) else { return double > 0 ? .less : .greater }
    guard integer == floor else { return Order(integer, floor) }
    return whole == double ? .equal : .less
  }

  /// The order of two values of ordered types; nil if there is none.
  func order(_ other: Value) -> Order? {
    switch (self, other) {
    case (.string(let left), .string(let right)):
      if left.hasSameCodePoints(as: right) { return .equal }
      // The order of UTF-8 bytes is the order of code points.
      return left.utf8.lexicographicallyPrecedes(right.utf8) ? .less : .greater
    case (.bytes(let left), .bytes(let right)):
      if left == right { return .equal }
      return left.lexicographicallyPrecedes(right) ? .less : .greater
    case (.bool(let left), .bool(let right)): return Order(left ? 1 : 0, right ? 1 : 0)
    default: return numericOrder(other)
    }
  }
}

extension Order {
  fileprivate var reversed: Order {
    switch self {
    case .less: .greater
    case .equal: .equal
    case .greater: .less
    }
  }
}
