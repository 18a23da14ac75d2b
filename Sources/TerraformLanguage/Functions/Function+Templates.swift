import Documents

/// Templates that are values.
///
/// Source: https://developer.hashicorp.com/terraform/language/functions/templatestring
extension Function {
  static let templates: [String: Function] = [
    "templatestring": Function(2) { (call) throws(Obstacle) in
      if call.evaluator.scope is TemplateScope { throw .mistake("a template within a template") }
      let text = try call.text(0)
      let members: [TerraformValue.Member]
      switch call[1].content {
      case .map(let known, let rest):
        if let gap = rest.first { throw .unknown(gap) }
        members = known
      case .unknown(let gap), .oneOf(_, let gap): throw .unknown(gap)
      case .null, .bool, .number, .text, .list, .set, .json, .resource, .attribute:
        throw .mistake("the variables are not a map")
      }
      let scope = TemplateScope(call.evaluator.scope)
      var evaluator = Evaluator(scope)
      for member in members { evaluator.bindings[member.key] = member.value }
      let value = evaluator.evaluate(.template(Text(text, at: call.range)))
      if let mistake = scope.mistake { throw .mistake(mistake) }
      return call.result(.text(try value.textParts()))
    }
  ]
}

/// What a template that is a value sees: its variables, and no names of the module.
private final class TemplateScope: Scope {
  private let outer: any Scope
  private(set) var mistake: String?

  init(_ outer: any Scope) { self.outer = outer }

  func value(of root: String, _ attributes: [String], at range: SourceRange) -> (value: TerraformValue, used: Int)? {
    nil
  }
  func attribute(_ name: String, of symbol: Symbol, at range: SourceRange) -> TerraformValue {
    outer.attribute(name, of: symbol, at: range)
  }
  func doubt(aboutNumberOf symbol: Symbol) -> Gap? { outer.doubt(aboutNumberOf: symbol) }
  func report(_ message: String, at range: SourceRange) { mistake = mistake ?? message }
  func take(_ steps: Int) -> Bool { outer.take(steps) }
  var depth: Int {
    get { outer.depth }
    set { outer.depth = newValue }
  }
}
