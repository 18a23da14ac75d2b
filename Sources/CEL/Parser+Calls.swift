/// Calls, and the macros that look like them.
extension Parser {
  mutating func call(
    _ name: String, receiver: Syntax.Index?, from start: Int, focus: Range<Int>
  ) throws(CELError) -> Syntax.Index {
    try advance()
    let arguments = try expressions(until: .rightParenthesis, "to end the arguments of \(name)")
    let range = start..<end
    if let receiver, let macro = Macro(rawValue: name) {
      return try comprehension(macro, over: receiver, arguments, range, focus: focus)
    }
    if receiver == nil, name == "has" {
      guard arguments.count == 1, let argument = arguments.first,
        case .select(let operand, let field) = syntax[argument].kind
      else { throw CELError("has() tests a field", at: range, help: "write has(object.field)") }
      return try add(.has(operand, field: field), range, focus: syntax[argument].focus, over: operand)
    }
    let children = arguments + (receiver.map { [$0] } ?? [])
    return try add(
      .call(name: name, receiver: receiver, arguments: arguments), range, focus: focus, over: children)
  }

  private mutating func comprehension(
    _ macro: Macro, over list: Syntax.Index, _ arguments: [Syntax.Index], _ range: Range<Int>, focus: Range<Int>
  ) throws(CELError) -> Syntax.Index {
    let isMap = macro == .map
    guard arguments.count == 2 || (isMap && arguments.count == 3) else {
      let usage = isMap ? "map(name, result) or map(name, condition, result)" : "\(macro.rawValue)(name, condition)"
      throw CELError("wrong number of arguments for \(macro.rawValue)", at: range, help: "write \(usage)")
    }
    let body = arguments[arguments.count - 1]
    let filter = arguments.count == 3 ? arguments[1] : nil
    guard case .identifier(let variable) = syntax[arguments[0]].kind, !variable.hasPrefix(".") else {
      throw CELError(
        "\(macro.rawValue) needs a name for the element", at: syntax[arguments[0]].range,
        help: "write \(macro.rawValue)(name, …)")
    }
    return try add(
      .comprehension(macro, range: list, variable: variable, filter: filter, body: body), range, focus: focus,
      over: arguments + [list])
  }
}
