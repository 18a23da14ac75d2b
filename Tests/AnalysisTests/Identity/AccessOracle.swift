/// A second evaluator of requests, one at a time, written from the description of the evaluation alone: it shares
/// nothing with the engine, neither sets nor patterns.
struct AccessOracle {
  /// Mistakes that evaluators are known for; each has to make a difference to the comparison.
  enum Flaw: String, CaseIterable, Sendable {
    case ignoresDeny
    case comparesCaseOfActions
    case takesOneForAny
    case takesNotActionForAction
    case takesNotResourceForResource
    case ignoresConditionsOfDenies
    case ignoresBoundary
    case forgetsResourcePolicy
    case takesCrossAccountForSame
  }

  struct Condition: Sendable {
    let op: String
    let key: String
    let value: String
  }

  struct Statement: Sendable {
    let isAllow: Bool
    var principals: [String] = []
    var negatesPrincipals = false
    let actions: [String]
    let negatesActions: Bool
    let resources: [String]
    let negatesResources: Bool
    let conditions: [Condition]
  }

  struct Caller: Sendable {
    let arn: String
    let account: String
    var isRole: Bool { arn.contains(":role/") }
  }

  struct Request: Sendable {
    let caller: Caller
    let action: String
    let resource: String
    /// The account of the resource.
    let owner: String
    let context: [String: String]
  }

  var identity: [Statement]
  var boundary: [Statement]?
  var resource: [Statement]
  /// Of keys: identity policies count only where the key's policy gives the account a say.
  var requiresResource = false
  var flaw: Flaw?

  func allows(_ request: Request) -> Bool {
    let boundary = flaw == .ignoresBoundary ? nil : boundary
    let resource = flaw == .forgetsResourcePolicy ? [] : resource
    if flaw != .ignoresDeny {
      for statement in identity + (boundary ?? []) where !statement.isAllow && concerns(statement, request) {
        return false
      }
      for statement in resource where !statement.isAllow && concerns(statement, request) {
        if isDenied(statement, request.caller) { return false }
      }
    }
    let own = identity.contains { $0.isAllow && concerns($0, request) }
    let limit = boundary?.contains { $0.isAllow && concerns($0, request) } ?? true
    let given = resource.filter { $0.isAllow && concerns($0, request) }.flatMap { says($0, request.caller) }
    let isForeign = request.caller.account != request.owner && flaw != .takesCrossAccountForSame
    if isForeign { return own && limit && !given.isEmpty }
    if given.contains("direct") { return true }
    if given.contains("role"), limit { return true }
    return own && limit && (!requiresResource || given.contains("account"))
  }

  // MARK: Who

  private func names(_ principal: String, _ caller: Caller) -> String? {
    if principal == "*" { return "direct" }
    if principal == caller.arn { return caller.isRole ? "role" : "direct" }
    return principal == "arn:aws:iam::\(caller.account):root" || principal == caller.account ? "account" : nil
  }

  private func says(_ statement: Statement, _ caller: Caller) -> [String] {
    let named = statement.principals.compactMap { names($0, caller) }
    return statement.negatesPrincipals ? (named.isEmpty ? ["direct"] : []) : named
  }

  private func isDenied(_ statement: Statement, _ caller: Caller) -> Bool {
    let named = statement.principals.compactMap { names($0, caller) }
    if !statement.negatesPrincipals { return !named.isEmpty }
    let sparesAccount = named.contains("account")
    if caller.isRole { return !(sparesAccount && named.contains("role") && named.contains("direct")) }
    return !(sparesAccount && named.contains("direct"))
  }

  // MARK: What

  private func concerns(_ statement: Statement, _ request: Request) -> Bool {
    let onAction = statement.actions.contains { pattern in
      flaw == .comparesCaseOfActions
        ? matches(pattern[...], request.action[...])
        : matches(pattern.lowercased()[...], request.action.lowercased()[...])
    }
    let onResource = statement.resources.contains { matches($0[...], request.resource[...]) }
    let negatesActions = statement.negatesActions && flaw != .takesNotActionForAction
    let negatesResources = statement.negatesResources && flaw != .takesNotResourceForResource
    guard onAction != negatesActions, onResource != negatesResources else { return false }
    if flaw == .ignoresConditionsOfDenies, !statement.isAllow { return true }
    return statement.conditions.allSatisfy { holds($0, request.context) }
  }

  private func holds(_ condition: Condition, _ context: [String: String]) -> Bool {
    let value = context[condition.key.lowercased()]
    switch condition.op {
    case "StringEquals", "Bool": return value == condition.value
    case "StringNotEquals": return value != condition.value
    case "StringEqualsIfExists", "BoolIfExists": return value == nil || value == condition.value
    case "StringLike": return value.map { matches(condition.value[...], $0[...]) } ?? false
    case "StringNotLike": return value.map { !matches(condition.value[...], $0[...]) } ?? true
    case "Null": return (value == nil) == (condition.value == "true")
    default: fatalError("an operator that no statement of the test has")
    }
  }

  private func matches(_ pattern: Substring, _ text: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" || (first == "?" && flaw == .takesOneForAny) {
      return matches(rest, text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
    }
    return !text.isEmpty && (first == "?" || text.first == first) && matches(rest, text.dropFirst())
  }
}

extension AccessOracle.Statement {
  var json: String {
    func list(_ texts: [String]) -> String { "[" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
    var members = [
      #""Effect": "\#(isAllow ? "Allow" : "Deny")""#, #""\#(negatesActions ? "Not" : "")Action": \#(list(actions))"#,
      #""\#(negatesResources ? "Not" : "")Resource": \#(list(resources))"#,
    ]
    if !principals.isEmpty {
      members.append(#""\#(negatesPrincipals ? "Not" : "")Principal": {"AWS": \#(list(principals))}"#)
    }
    if !conditions.isEmpty {
      let each = conditions.map { #""\#($0.op)": {"\#($0.key)": "\#($0.value)"}"# }
      members.append(#""Condition": {\#(each.joined(separator: ", "))}"#)
    }
    return "{" + members.joined(separator: ", ") + "}"
  }
}
