import AWSModel
import NetSpace

/// Conditions on what a request says of its caller, `aws:PrincipalArn`, for a caller of the input.
///
/// Other conditions are choices of the request; these are met or missed whatever it asks for.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
struct CallerConditions {
  private let keys: PolicyVariables
  private let names: ResourceNames
  private let unsettled: Unknown

  init(_ identity: Identity, _ names: ResourceNames) {
    keys = PolicyVariables(identity, names)
    self.names = names
    unsettled = Unknown(
      "the ARN of \(identity.id.address)", .decidedByAWS("is made up when it is deployed"),
      at: identity.declaration.place)
  }

  /// The clause without the conditions that the caller meets, or may meet; nil if he misses one.
  func settled(_ clause: PolicyClause) -> PolicyClause? {
    guard let statement = clause.statement, !statement.conditions.elements.isEmpty else { return clause }
    var open: [Statement.Condition] = []
    var isMet = Verdict.yes
    for condition in statement.conditions.elements {
      guard let verdict = verdict(condition) else {
        open.append(condition)
        continue
      }
      if verdict == .no { return nil }
      isMet = isMet && verdict
    }
    if open.count == statement.conditions.elements.count { return clause }
    let rest = clause.with(PartialList(open, rest: statement.conditions.rest))
    return isMet == .yes ? rest : rest.possibly(.unknown, because: [unsettled])
  }

  /// Nil for a choice of the request.
  private func verdict(_ condition: Statement.Condition) -> Verdict? {
    switch keys.value(ofKey: condition.key) {
    case .ofRequest: return nil
    case .absent: return ConditionTest(condition).map { Verdict($0.isTrue(of: nil)) } ?? .unknown
    case .text(let own):
      if let literal = own.literal, let test = ConditionTest(condition) { return Verdict(test.isTrue(of: [literal])) }
      return verdict(condition, of: own)
    }
  }

  /// Of a text with parts that are not known: equal to the same parts of itself.
  private func verdict(_ condition: Statement.Condition, of own: PartialText) -> Verdict {
    guard let test = ConditionTest(op: condition.op, key: condition.key, values: []) else { return .unknown }
    let isPattern: Bool
    switch test.comparison {
    case .string(ignoresCase: false): isPattern = false
    case .pattern, .arn: isPattern = true
    case .presence: return ConditionTest(condition).map { Verdict($0.isTrue(of: [""])) } ?? .unknown
    case .string, .number, .date, .bool, .address: return .unknown
    }
    let texts = condition.values.elements.map { $0.known.map(names.normalized) }
    let isMet =
      Verdict.any(texts.map { $0.map { matches($0, own, isPattern: isPattern) } ?? .unknown })
      || (condition.values.isComplete ? .no : .unknown)
    return test.isNegated ? isMet.not : isMet
  }

  private func matches(_ wanted: PartialText, _ own: PartialText, isPattern: Bool) -> Verdict {
    let pattern = isPattern ? GlobPattern(wanted) : GlobPattern(spelling: wanted)
    let text = GlobPattern(spelling: own)
    if pattern.matches(text.symbols) { return .yes }
    if wanted.parts.contains(where: { if case .literal(let text) = $0 { text.contains("${") } else { false } }) {
      return .unknown
    }
    // A name that AWS makes up is no other's, unlike any that somebody writes out, and has no slash.
    func slashes(_ pattern: GlobPattern) -> Int { pattern.symbols.count { $0 == .literal("/") } }
    if slashes(pattern) > slashes(text) { return .no }
    return pattern.widened.mayMatch(unspelled: text) ? .unknown : .no
  }
}
