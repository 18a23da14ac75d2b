extension Environment {
  /// Checks names and types, and prepares the expression for evaluation.
  ///
  /// - Returns: the expression with the type of its values.
  package func check(_ expression: Expression) throws(CELError) -> (type: CELType, expression: CheckedExpression) {
    try check(expression.syntax)
  }

  func check(_ syntax: Syntax) throws(CELError) -> (type: CELType, expression: CheckedExpression) {
    var checker = Checker(environment: self, syntax: syntax)
    let type = try checker.check(syntax.root)
    return (type, CheckedExpression(program: checker.program))
  }
}

/// Finds the type of every subexpression and what each name means.
struct Checker {
  let environment: Environment
  let syntax: Syntax
  var program: Program
  private var locals: [(name: String, type: CELType)] = []

  init(environment: Environment, syntax: Syntax) {
    self.environment = environment
    self.syntax = syntax
    program = Program(
      operations: Array(repeating: .constant(.null), count: syntax.nodes.count),
      ranges: syntax.nodes.map(\.focus), root: syntax.root)
  }

  mutating func check(_ index: Syntax.Index) throws(CELError) -> CELType {
    let (type, operation) = try resolve(index)
    program.operations[index] = operation
    return type
  }

  private mutating func resolve(_ index: Syntax.Index) throws(CELError) -> (CELType, Program.Operation) {
    let node = syntax[index]
    switch node.kind {
    case .literal(let value):
      return (type(of: value), .constant(value))
    case .identifier(let name):
      return try identifier(name, at: node.focus)
    case .select(let operand, let field):
      if let name = qualifiedName(index), environment.hasObject(name) { return (.type, .constant(.type(name))) }
      let type = try fieldType(field, of: try check(operand), at: node.focus)
      return (type, .field(operand, field))
    case .has(let operand, let field):
      _ = try fieldType(field, of: try check(operand), at: node.focus)
      return (.bool, .presence(operand, field))
    case .index(let operand, let position):
      return (try indexed(operand, position), .index(operand, position))
    case .not(let operand):
      try expectCondition(operand, of: "!")
      return (.bool, .not(operand))
    case .negate(let operand):
      return (try negated(operand, at: node.focus), .negate(operand))
    case .binary(let symbol, let left, let right):
      return (try binary(symbol, left, right, at: node.focus), .binary(symbol, left, right))
    case .and(let left, let right):
      try expectCondition(left, of: "&&")
      try expectCondition(right, of: "&&")
      return (.bool, .and(left, right))
    case .or(let left, let right):
      try expectCondition(left, of: "||")
      try expectCondition(right, of: "||")
      return (.bool, .or(left, right))
    case .conditional(let condition, let first, let second):
      try expectCondition(condition, of: "?:")
      let type = try branchType(first, second, at: node.focus)
      return (type, .conditional(condition, first, second))
    case .call(let name, let receiver, let arguments):
      return try call(name, receiver: receiver, arguments, at: node.focus)
    case .list(let elements):
      return (.list(try joinedType(of: elements)), constants(elements).map { .constant(.list($0)) } ?? .list(elements))
    case .map(let items):
      return (try mapType(items), .map(items))
    case .comprehension(let macro, let range, let variable, let filter, let body):
      return try comprehension(macro, over: range, variable, filter: filter, body: body)
    }
  }

  // MARK: Names

  private func type(of literal: Value) -> CELType {
    switch literal {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .list, .map, .object, .type, .unknown, .error: .dyn
    }
  }

  /// Names of types are values: `type(x) == int`.
  private static let typeNames: Set<String> = [
    "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type",
  ]

  private func identifier(_ name: String, at range: Range<Int>) throws(CELError) -> (CELType, Program.Operation) {
    // A leading dot passes over the variables of macros.
    let global = name.hasPrefix(".") ? String(name.dropFirst()) : nil
    if global == nil, let slot = locals.lastIndex(where: { $0.name == name }) {
      return (locals[slot].type, .local(slot))
    }
    let name = global ?? name
    if let type = environment.variables[name] { return (type, .variable(name)) }
    if Self.typeNames.contains(name) || environment.hasObject(name) { return (.type, .constant(.type(name))) }
    let known = Array(environment.variables.keys) + locals.map(\.name)
    let isFunction = StandardFunction.overloads[name] != nil || environment.functions[name] != nil
    let suggestion = Suggestion.help(for: name, among: known, kind: "variables")
    let isNear = suggestion?.hasPrefix("did") == true
    throw CELError(
      "no variable \"\(name)\"", at: range,
      help: isFunction
        ? "\(name) is a function"
        : isNear ? suggestion : ["text is written in quotes", suggestion].compactMap(\.self).joined(separator: "; ")
    )
  }

  /// The dotted name that a node spells, if it is no path from a variable: of a type, or what a function is called in.
  func qualifiedName(_ index: Syntax.Index) -> String? {
    switch syntax[index].kind {
    case .identifier(let name):
      let isGlobal = name.hasPrefix(".")
      let bare = isGlobal ? String(name.dropFirst()) : name
      let isLocal = !isGlobal && locals.contains { $0.name == name }
      return isLocal || environment.variables[bare] != nil ? nil : bare
    case .select(let operand, let field): return qualifiedName(operand).map { "\($0).\(field)" }
    case .literal, .has, .index, .not, .negate, .binary, .and, .or, .conditional, .call, .list, .map, .comprehension:
      return nil
    }
  }

  private func fieldType(_ field: String, of type: CELType, at range: Range<Int>) throws(CELError) -> CELType {
    switch type {
    case .dyn: return .dyn
    case .map(let key, let value) where CELType.string.isAssignable(to: key): return value
    case .object(let name):
      guard let schema = environment.object(name) else { throw CELError("no type \"\(name)\"", at: range) }
      if let field = schema.fields[field] { return field.type }
      let isMethod = schema.methods[field] != nil || isMethod(field, of: type)
      let help =
        isMethod
        ? "\(field) is a method, write \(field)(…)"
        : schema.fields.isEmpty
          ? "\(name) has no fields" : Suggestion.help(for: field, among: schema.fields.keys, kind: "fields")
      throw CELError("no field \"\(field)\" on \(name)", at: range, help: help)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type:
      let help = isMethod(field, of: type) ? "\(field) is a method, write \(field)(…)" : elementHelp(type)
      throw CELError("no field \"\(field)\" on \(type)", at: range, help: help)
    }
  }

  private func elementHelp(_ type: CELType) -> String? {
    if type == .type {
      let rows = environment.variables.keys.sorted().joined(separator: ", ")
      return "this is the name of a type; variables: \(rows)"
    }
    guard case .list(.object) = type else { return nil }
    return "this is a list: test its elements with exists(name, …) or all(name, …)"
  }

  // MARK: Literals and macros

  private mutating func joinedType(of elements: [Syntax.Index]) throws(CELError) -> CELType {
    var result: CELType?
    for element in elements {
      let type = try check(element)
      result = result.map { $0.joined(with: type) } ?? type
    }
    return result ?? .dyn
  }

  /// The values of elements that are all constants: their list is not made anew each time.
  private func constants(_ elements: [Syntax.Index]) -> [Value]? {
    var values: [Value] = []
    for element in elements {
      guard case .constant(let value) = program.operations[element] else { return nil }
      values.append(value)
    }
    return values
  }

  private mutating func mapType(_ items: [Syntax.Index]) throws(CELError) -> CELType {
    let keys = stride(from: 0, to: items.count, by: 2).map { items[$0] }
    let values = stride(from: 1, to: items.count, by: 2).map { items[$0] }
    for key in keys {
      let type = try check(key)
      guard [.bool, .int, .uint, .string, .dyn].contains(type) else {
        throw CELError("\(type) cannot be a map key", at: syntax[key].range, help: "keys are int, uint, bool or string")
      }
    }
    return .map(try joinedType(of: keys), try joinedType(of: values))
  }

  private mutating func comprehension(
    _ macro: Macro, over range: Syntax.Index, _ variable: String, filter: Syntax.Index?, body: Syntax.Index
  ) throws(CELError) -> (CELType, Program.Operation) {
    let element: CELType
    let rangeType = try check(range)
    switch rangeType {
    case .list(let type), .map(let type, _): element = type
    case .dyn: element = .dyn
    case .null, .bool, .int, .uint, .double, .string, .bytes, .object, .type:
      throw CELError(
        "\(macro.rawValue) needs a list or a map, this is \(rangeType)", at: syntax[range].range)
    }
    let slot = locals.count
    locals.append((variable, element))
    defer { locals.removeLast() }
    let result: CELType
    switch macro {
    case .all, .exists, .existsOne:
      try expectCondition(body, of: macro.rawValue)
      result = .bool
    case .filter:
      try expectCondition(body, of: macro.rawValue)
      result = .list(element)
    case .map:
      if let filter { try expectCondition(filter, of: macro.rawValue) }
      result = .list(try check(body))
    }
    let constants = ([filter].compactMap(\.self) + [body]).flatMap { program.constants(in: $0, whatever: slot) }
    return (
      result,
      .comprehension(
        Program.Comprehension(
          macro: macro, range: range, slot: slot, filter: filter, body: body, constants: constants))
    )
  }
}
