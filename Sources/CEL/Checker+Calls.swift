import RegularExpressions

/// Calls: standard functions, functions of the host, and methods of its objects.
extension Checker {
  mutating func call(
    _ name: String, receiver: Syntax.Index?, _ arguments: [Syntax.Index], at range: Range<Int>
  ) throws(CELError) -> (CELType, Program.Operation) {
    if let receiver, let space = qualifiedName(receiver) {
      let qualified = "\(space).\(name)"
      if isFunction(qualified) { return try call(qualified, receiver: nil, arguments, at: range) }
      if isFunctionSpace(space) { throw noFunction(name, in: space, at: range) }
    }
    let receiverType = try receiver.map { index throws(CELError) in try check(index) }
    if let receiverType, isUnheardOf(name, on: receiverType) {
      // Of a macro that there is not, the arguments would be strange too.
      throw noOverload(name, receiverType, [], at: range)
    }
    var types: [CELType] = []
    for argument in arguments { types.append(try check(argument)) }

    if let receiver, let receiverType {
      if case .object(let object) = receiverType,
        let found = try method(name, of: object, receiver, arguments, types, at: range)
      {
        return found
      }
      if receiverType == .dyn { return try dynamicMethod(name, receiver, arguments, types, at: range) }
    }
    let operands = (receiver.map { [$0] } ?? []) + arguments
    let operandTypes = (receiverType.map { [$0] } ?? []) + types
    let custom = customOverloads(name, operandTypes, isMethod: receiver != nil)
    if !custom.isEmpty {
      try rejectFailing(custom, operands)
      return (joinedResult(custom), .custom(custom, operands))
    }
    if let (function, result) = standardOverload(name, operandTypes, isMethod: receiver != nil) {
      return (result, try standard(function, operands))
    }
    throw noOverload(name, receiverType, types, at: range)
  }

  private func standard(_ function: StandardFunction, _ operands: [Syntax.Index]) throws(CELError) -> Program.Operation
  {
    guard function == .matches, operands.count == 2, case .literal(.string(let pattern)) = syntax[operands[1]].kind
    else { return .standard(function, operands) }
    do {
      return .matches(operands[0], try RegularExpression(pattern))
    } catch {
      throw CELError("not a regular expression: \(error.message)", at: syntax[operands[1]].range, help: error.help)
    }
  }

  /// Whether values of a type have a method of a name, whatever it takes.
  func isMethod(_ name: String, of type: CELType) -> Bool {
    (StandardFunction.overloads[name] ?? []).contains { $0.isMethod && type.isAssignable(to: $0.parameters[0]) }
      || (environment.functions[name] ?? []).contains { $0.receiver.map(type.isAssignable) ?? false }
  }

  private func isUnheardOf(_ name: String, on type: CELType) -> Bool {
    switch type {
    case .dyn, .object: false
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type: !isMethod(name, of: type)
    }
  }

  // MARK: Functions of the host

  private func isFunction(_ name: String) -> Bool {
    StandardFunction.overloads[name] != nil || environment.functions[name] != nil
  }

  private func isFunctionSpace(_ space: String) -> Bool {
    functionNames { $0 == nil }.contains { $0.hasPrefix(space + ".") }
  }

  private func noFunction(_ name: String, in space: String, at range: Range<Int>) -> CELError {
    let names = functionNames { $0 == nil }.filter { $0.hasPrefix(space + ".") }.map {
      $0.dropFirst(space.utf8.count + 1)
    }
    return CELError(
      "no function \"\(space).\(name)\"", at: range,
      help: Suggestion.help(for: name, among: names.map(String.init), kind: "functions of \(space)"))
  }

  /// A call of literals that fails, as in `cidr("10.0.0.0/33")`, fails whatever the bindings are: it is said now.
  private func rejectFailing(_ functions: [FunctionSchema], _ operands: [Syntax.Index]) throws(CELError) {
    var values: [Value] = []
    for operand in operands {
      guard case .literal(let value) = syntax[operand].kind else { return }
      values.append(value)
    }
    guard let function = functions.first, functions.count == 1, let first = operands.first, let last = operands.last,
      case .error(let error) = function.implementation(values)
    else { return }
    throw CELError(error.message, at: syntax[first].range.lowerBound..<syntax[last].range.upperBound)
  }

  // MARK: Overloads

  private func customOverloads(_ name: String, _ types: [CELType], isMethod: Bool) -> [FunctionSchema] {
    (environment.functions[name] ?? []).filter { function in
      (function.receiver != nil) == isMethod && accepts(function.operands, types)
    }
  }

  private func accepts(_ parameters: [CELType], _ types: [CELType]) -> Bool {
    parameters.count == types.count && zip(types, parameters).allSatisfy { $0.isAssignable(to: $1) }
  }

  private func joinedResult(_ functions: [FunctionSchema]) -> CELType {
    guard let first = functions.first else { return .dyn }
    return functions.dropFirst().reduce(first.result) { $0.joined(with: $1.result) }
  }

  private func standardOverload(
    _ name: String, _ types: [CELType], isMethod: Bool
  ) -> (StandardFunction, CELType)? {
    let candidates = StandardFunction.overloads[name] ?? []
    guard let first = candidates.first(where: { $0.isMethod == isMethod && accepts($0.parameters, types) }) else {
      // Every object can be shown as text.
      if name == "string", !isMethod, types.count == 1, case .object = types[0] { return (.string, .string) }
      return nil
    }
    return (first.function, first.result)
  }

  // MARK: Methods

  /// Nil if the object has no such method but a function of the host or of the language might take it.
  private func method(
    _ name: String, of object: String, _ receiver: Syntax.Index, _ arguments: [Syntax.Index], _ types: [CELType],
    at range: Range<Int>
  ) throws(CELError) -> (CELType, Program.Operation)? {
    guard let schema = environment.object(object) else { throw CELError("no type \"\(object)\"", at: range) }
    guard let method = schema.methods[name] else {
      if !customOverloads(name, [.object(object)] + types, isMethod: true).isEmpty { return nil }
      let ofHost = (environment.functions[name] ?? []).filter { $0.receiver == .object(object) }
      if !ofHost.isEmpty { throw wrongArguments(name, types, ofHost.map(\.parameters), at: range) }
      let help =
        schema.fields[name] == nil
        ? Suggestion.help(for: name, among: methodNames(of: schema), kind: "methods")
        : "\(name) is a field, write it without ()"
      throw CELError("no method \"\(name)\" on \(object)", at: range, help: help)
    }
    guard accepts(method.parameters, types) else {
      throw CELError(
        "\(name) does not take \(list(types))", at: range, help: "it takes \(list(method.parameters))")
    }
    let call = Program.MethodCall(
      name: name, receiver: receiver, arguments: arguments, isStrict: method.isStrict, standard: nil, custom: [])
    return (method.result, .method(call))
  }

  private func methodNames(of schema: ObjectSchema) -> [String] {
    let custom = environment.functions.filter { $0.value.contains { $0.receiver == .object(schema.name) } }
    return Array(schema.methods.keys) + custom.keys
  }

  /// A call on a receiver of unknown type: what it means is settled when the receiver is there.
  private func dynamicMethod(
    _ name: String, _ receiver: Syntax.Index, _ arguments: [Syntax.Index], _ types: [CELType], at range: Range<Int>
  ) throws(CELError) -> (CELType, Program.Operation) {
    let custom = customOverloads(name, [.dyn] + types, isMethod: true)
    let standard = standardOverload(name, [.dyn] + types, isMethod: true)
    let ofObjects = environment.allObjects.compactMap { $0.methods[name] }
    if custom.isEmpty, standard == nil, ofObjects.isEmpty { throw noOverload(name, .dyn, types, at: range) }
    let call = Program.MethodCall(
      name: name, receiver: receiver, arguments: arguments, isStrict: ofObjects.allSatisfy(\.isStrict),
      standard: standard?.0, custom: custom)
    return (custom.isEmpty && ofObjects.isEmpty ? standard?.1 ?? .dyn : .dyn, .method(call))
  }

  // MARK: Messages

  private func list(_ types: [CELType]) -> String { "(\(types.map(\.description).joined(separator: ", ")))" }

  private func noOverload(
    _ name: String, _ receiver: CELType?, _ types: [CELType], at range: Range<Int>
  ) -> CELError {
    let standard = (StandardFunction.overloads[name] ?? []).filter { $0.isMethod == (receiver != nil) }
    let custom = (environment.functions[name] ?? []).filter { ($0.receiver != nil) == (receiver != nil) }
    let signatures = standard.map(\.parameters) + custom.map(\.operands)
    let place = receiver.map { " on \($0)" } ?? ""
    guard let receiver else {
      if !signatures.isEmpty { return wrongArguments(name, types, signatures, at: range) }
      if !(StandardFunction.overloads[name] ?? []).isEmpty || environment.functions[name] != nil {
        return CELError("no function \"\(name)\"", at: range, help: "it is a method, write value.\(name)(…)")
      }
      let known = functionNames { $0 == nil }
      return CELError(
        "no function \"\(name)\"", at: range, help: Suggestion.help(for: name, among: known, kind: "functions"))
    }
    let ofReceiver = signatures.filter { receiver.isAssignable(to: $0[0]) }.map { Array($0.dropFirst()) }
    if !ofReceiver.isEmpty { return wrongArguments(name, types, ofReceiver, at: range) }
    var known = functionNames { $0.map(receiver.isAssignable) ?? false }
    if receiver.hasElements { known += Macro.allCases.map(\.rawValue) }
    return CELError(
      "no method \"\(name)\"\(place)", at: range, help: Suggestion.help(for: name, among: known, kind: "methods"))
  }

  private func wrongArguments(
    _ name: String, _ types: [CELType], _ signatures: [[CELType]], at range: Range<Int>
  ) -> CELError {
    CELError(
      "\(name) does not take \(list(types))", at: range,
      help: "it takes \(signatures.map(list).joined(separator: " or "))")
  }

  /// Names of all functions whose receiver, nil for none, passes the test.
  private func functionNames(where isWanted: (CELType?) -> Bool) -> [String] {
    let standard = StandardFunction.overloads.filter { entry in
      entry.value.contains { isWanted($0.isMethod ? $0.parameters[0] : nil) }
    }
    let custom = environment.functions.filter { entry in entry.value.contains { isWanted($0.receiver) } }
    return Array(standard.keys) + custom.keys
  }
}

extension FunctionSchema {
  /// The types of all operands, the receiver first.
  var operands: [CELType] { (receiver.map { [$0] } ?? []) + parameters }
}
