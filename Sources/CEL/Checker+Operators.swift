/// Operators: which types they take and what they give.
extension Checker {
  mutating func expectCondition(_ index: Syntax.Index, of symbol: String) throws(CELError) {
    let type = try check(index)
    guard type.isAssignable(to: .bool) else {
      throw CELError(
        "\(symbol) needs a bool, this is \(type)", at: syntax[index].range,
        help: type == .string || type.isNumeric ? "compare it with a value" : nil)
    }
  }

  /// The type of both branches of a conditional; null may stand for no value of any type.
  mutating func branchType(
    _ first: Syntax.Index, _ second: Syntax.Index, at range: Range<Int>
  ) throws(CELError) -> CELType {
    let (left, right) = (try check(first), try check(second))
    let type = left.joined(with: right)
    guard type == .dyn, ![left, right].contains(where: { $0 == .dyn || $0 == .null }) else { return type }
    let help = left.isNumeric && right.isNumeric ? "convert one side, as in \(left)(…)" : "where both are meant, dyn(…)"
    throw CELError("the branches of ?: differ in type, \(left) and \(right)", at: range, help: help)
  }

  mutating func negated(_ operand: Syntax.Index, at range: Range<Int>) throws(CELError) -> CELType {
    let type = try check(operand)
    guard type == .int || type == .double || type == .dyn else {
      throw CELError("- is not defined for \(type)", at: range)
    }
    return type
  }

  mutating func indexed(_ operand: Syntax.Index, _ position: Syntax.Index) throws(CELError) -> CELType {
    let container = try check(operand)
    let key = try check(position)
    switch container {
    case .dyn: return .dyn
    case .list(let element):
      guard key == .int || key == .dyn else {
        throw CELError("a list is indexed by int, this is \(key)", at: syntax[position].range)
      }
      return element
    case .map(let wanted, let value):
      guard key.isAssignable(to: wanted) else {
        throw CELError("this map is indexed by \(wanted), this is \(key)", at: syntax[position].range)
      }
      return value
    case .null, .bool, .int, .uint, .double, .string, .bytes, .object, .type:
      let help = container == .string ? "a character is text.charAt(position)" : nil
      throw CELError("\(container) cannot be indexed", at: syntax[operand].range, help: help)
    }
  }

  mutating func binary(
    _ symbol: BinaryOperator, _ left: Syntax.Index, _ right: Syntax.Index, at range: Range<Int>
  ) throws(CELError) -> CELType {
    let (first, second) = (try check(left), try check(right))
    let result: CELType?
    switch symbol {
    case .add: result = sum(first, second)
    case .subtract, .multiply, .divide:
      result = arithmetic(first, second, allowing: [.int, .uint, .double])
    case .remainder: result = arithmetic(first, second, allowing: [.int, .uint])
    case .equal, .notEqual: result = areComparable(first, second) ? .bool : nil
    case .less, .lessOrEqual, .greater, .greaterOrEqual: result = areOrdered(first, second) ? .bool : nil
    case .membership: result = isContainer(second, of: first) ? .bool : nil
    }
    if let result { return result }
    let help = help(symbol, first, second) ?? helpWithLiteral(left, first, right, second)
    throw CELError("\(first) \(symbol.rawValue) \(second) is not defined", at: range, help: help)
  }

  private func help(_ symbol: BinaryOperator, _ first: CELType, _ second: CELType) -> String? {
    if first.isNumeric, second.isNumeric, first != second { return "convert one side, as in \(first)(…)" }
    if first == .null || second == .null { return "whether a field is set is has(object.field)" }
    if symbol == .membership, second == .string { return "whether text contains other text is text.contains(other)" }
    if symbol == .equal || symbol == .notEqual, let element = listElement(second), areComparable(first, element) {
      return "whether a list has an element is element in list"
    }
    return nil
  }

  /// What is meant by a text where something else is asked for: `"true"`, `"443"`, the name of a set.
  private func helpWithLiteral(
    _ left: Syntax.Index, _ first: CELType, _ right: Syntax.Index, _ second: CELType
  ) -> String? {
    let (index, type, other) = second == .string ? (right, second, first) : (left, first, second)
    guard type == .string else { return nil }
    if case .object(let name) = other, let schema = environment.object(name), !schema.fields.isEmpty {
      let methods = schema.methods.keys.map { "\($0)(…)" }
      return "of \(name) there are \((schema.fields.keys.sorted() + methods.sorted()).joined(separator: ", "))"
    }
    guard case .literal(.string(let text)) = syntax[index].kind else { return nil }
    let isMeant = other == .bool ? ["true", "false"].contains(text) : other.isNumeric && Double(text) != nil
    return isMeant ? "write \(text) without quotes" : nil
  }

  private func listElement(_ type: CELType) -> CELType? {
    if case .list(let element) = type { element } else { nil }
  }

  private func sum(_ first: CELType, _ second: CELType) -> CELType? {
    if case .list = first, first.isAssignable(to: second) || second.isAssignable(to: first) {
      return first.joined(with: second)
    }
    if case .list(let element) = first, case .list(let other) = second { return .list(element.joined(with: other)) }
    return arithmetic(first, second, allowing: [.int, .uint, .double, .string, .bytes])
  }

  private func arithmetic(_ first: CELType, _ second: CELType, allowing types: [CELType]) -> CELType? {
    if first == .dyn, second == .dyn { return .dyn }
    let known = first == .dyn ? second : first
    if case .list = known, first == .dyn || second == .dyn { return types.contains(.string) ? .dyn : nil }
    return types.contains(known) && first.isAssignable(to: second) ? known : nil
  }

  /// Whether two types may be equal.
  ///
  /// The standard definitions have `==` for two operands of one type, and order numbers of different types only. What is not typed before evaluation is compared across numeric types.
  ///
  /// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions
  private func areComparable(_ first: CELType, _ second: CELType) -> Bool {
    switch (first, second) {
    case (.list(let left), .list(let right)): return areComparable(left, right)
    case (.map(let leftKey, let left), .map(let rightKey, let right)):
      return areComparable(leftKey, rightKey) && areComparable(left, right)
    default: return first.isAssignable(to: second) || second.isAssignable(to: first)
    }
  }

  private func areOrdered(_ first: CELType, _ second: CELType) -> Bool {
    if first.isNumeric, second.isNumeric { return true }
    let types: [CELType] = [.bool, .int, .uint, .double, .string, .bytes, .dyn]
    return types.contains(first) && types.contains(second) && first.isAssignable(to: second)
  }

  private func isContainer(_ container: CELType, of element: CELType) -> Bool {
    switch container {
    case .dyn: true
    case .list(let type), .map(let type, _): areComparable(element, type)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .object, .type: false
    }
  }
}
