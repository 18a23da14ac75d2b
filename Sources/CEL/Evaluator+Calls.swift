import RegularExpressions

/// Calls of standard functions, of functions of the host and of methods of its objects.
extension Evaluator {
  mutating func call(_ operation: Program.Operation) -> Value {
    switch operation {
    case .standard(let function, let operands):
      let values = operands.map { evaluate($0) }
      return Value.blocked(values) ?? apply(function, values)
    case .matches(let operand, let expression):
      return matches(evaluate(operand), expression)
    case .custom(let functions, let operands):
      return custom(functions, operands.map { evaluate($0) })
    case .method(let call):
      return method(call)
    case .constant, .variable, .local, .field, .presence, .index, .not, .negate, .binary, .and, .or, .conditional,
      .list, .map, .comprehension:
      return .failure("not a call")
    }
  }

  private mutating func custom(_ functions: [FunctionSchema], _ values: [Value]) -> Value {
    for case .string(let text) in values {
      guard charge(bytes: text.utf8.count) else { return .failure("the text is too long") }
    }
    guard let function = functions.first(where: { $0.accepts(values) }) else {
      return noOverload(functions.first?.name ?? "", values)
    }
    return blocked(values, isStrict: function.isStrict) ?? function.implementation(values)
  }

  /// Errors always stop a call, unknowns only that of a strict function.
  private func blocked(_ values: [Value], isStrict: Bool) -> Value? {
    guard let result = Value.blocked(values) else { return nil }
    if case .unknown = result, !isStrict { return nil }
    return result
  }

  private mutating func method(_ call: Program.MethodCall) -> Value {
    let receiver = evaluate(call.receiver)
    let arguments = call.arguments.map { evaluate($0) }
    let all = [receiver] + arguments
    if case .error? = Value.blocked(all) { return Value.blocked(all) ?? receiver }
    if case .unknown = receiver { return Value.blocked(all) ?? receiver }
    let isCustom = call.custom.contains { $0.accepts(all) }
    if case .object(let object) = receiver, !isCustom {
      return blocked(arguments, isStrict: call.isStrict)
        ?? object.call(call.name, arguments) ?? noOverload(call.name, all)
    }
    if isCustom { return custom(call.custom, all) }
    guard let standard = call.standard else { return noOverload(call.name, all) }
    return Value.blocked(all) ?? apply(standard, all)
  }

  func noOverload(_ name: String, _ values: [Value]) -> Value {
    .failure("\(name) does not take (\(values.map(\.typeName).joined(separator: ", ")))")
  }

  // MARK: Standard functions

  private mutating func apply(_ function: StandardFunction, _ values: [Value]) -> Value {
    switch function {
    case .dyn: return values.first ?? noOverload(function.rawValue, values)
    case .type: return values.first.map { .type($0.typeName) } ?? noOverload(function.rawValue, values)
    case .size, .int, .uint, .double, .string, .bytes, .bool:
      return values.first.flatMap { convert($0, function) } ?? noOverload(function.rawValue, values)
    case .matches:
      guard values.count == 2, case .string(let pattern) = values[1] else {
        return noOverload(function.rawValue, values)
      }
      // Reading a pattern takes longer than reading text.
      guard charge(pattern.utf8.count) else { return .failure("the pattern is too long") }
      do {
        return matches(values[0], try RegularExpression(pattern))
      } catch {
        return .failure("not a regular expression: \(error.message)")
      }
    case .join: return join(values)
    case .contains, .startsWith, .endsWith, .lowerAscii, .upperAscii, .trim, .split, .replace, .substring, .charAt,
      .indexOf, .lastIndexOf, .format, .reverse, .quote:
      guard case .string(let text)? = values.first else { return noOverload(function.rawValue, values) }
      guard charge(bytes: text.utf8.count) else { return .failure("the text is too long") }
      return apply(function, to: text, Array(values.dropFirst())) ?? noOverload(function.rawValue, values)
    }
  }

  private mutating func matches(_ value: Value, _ expression: RegularExpression) -> Value {
    switch value {
    case .string(let text):
      // At most this much, as each state may be entered once for each character.
      guard charge(bytes: expression.size * (text.utf8.count + 1)) else {
        return .failure("the text is too long")
      }
      return .bool(expression.matches(text))
    case .unknown, .error: return value
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .object, .type:
      return noOverload("matches", [value])
    }
  }
}

extension FunctionSchema {
  /// Whether these values can be its operands; an unknown value can be any.
  fileprivate func accepts(_ values: [Value]) -> Bool {
    let types = operands
    return types.count == values.count && zip(values, types).allSatisfy { $0.isInstance(of: $1) }
  }
}

extension Value {
  /// Whether a value is of a type, as far as values know: not the types of elements.
  fileprivate func isInstance(of type: CELType) -> Bool {
    switch (self, type) {
    case (.unknown, _), (.error, _), (_, .dyn): true
    case (.null, .null), (.null, .object), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double),
      (.string, .string), (.bytes, .bytes), (.list, .list), (.map, .map), (.type, .type):
      true
    case (.object(let object), .object(let name)): object.typeName == name
    default: false
    }
  }
}
