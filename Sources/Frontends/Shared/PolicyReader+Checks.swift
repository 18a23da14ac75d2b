import AWSModel
import Documents

/// What AWS refuses in a policy, or reads otherwise than it was meant: said where it stands, also inside of a string.
///
/// The rest of the policy is read all the same.
/// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
extension PolicyReader {
  private static let elements = ["Version", "Id", "Statement"]
  private static let statementElements = [
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
  ]
  private static let principalKinds = ["AWS", "Service", "Federated", "CanonicalUser", "*"]
  private static let versions = ["2012-10-17", "2008-10-17"]

  func checkDocument(_ fields: Fields) {
    checkNames(of: fields, among: Self.elements, "a policy")
    guard let version = fields["Version"] else {
      let help = "write \"Version\": \"2012-10-17\""
      if fields.object.hasPolicyVariable {
        report(
          "a policy without \"Version\" is one of 2008-10-17, in which ${...} is no variable but the text itself",
          help: help, fields.place)
      } else {
        let message = "a policy without \"Version\" is one of 2008-10-17"
        context.report(Diagnostic(.assumed, message, help: help, at: fields.place.range, group: message))
      }
      return
    }
    if case .text(let text) = version.content, let literal = text.literal, !Self.versions.contains(literal) {
      report(
        "there is no policy version \(literal)", help: "write \"2012-10-17\"", version.place)
    }
  }

  func checkStatement(_ fields: Fields) {
    guard case .object = fields.object.content else { return }
    checkNames(of: fields, among: Self.statementElements, "a statement")
    checkEffect(fields)
    for (one, other) in [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")]
    where fields.has(one) {
      if let second = fields[other] {
        report("a statement has both \"\(one)\" and \"\(other)\"; \"\(one)\" is used", help: nil, second.place)
      }
    }
    if !fields.has("Action"), !fields.has("NotAction") { report("a statement without \"Action\"", fields.place) }
    let hasPrincipal = fields.has("Principal") || fields.has("NotPrincipal")
    if !hasPrincipal, !fields.has("Resource"), !fields.has("NotResource") {
      report("a statement with neither \"Resource\" nor \"Principal\"", fields.place)
    }
    for key in ["Principal", "NotPrincipal"] {
      guard let principals = fields[key], case .object = principals.content else { continue }
      checkNames(of: Fields(principals, context), among: Self.principalKinds, "a principal")
    }
    checkConditions(fields)
  }

  private func checkEffect(_ fields: Fields) {
    guard let effect = fields["Effect"] else { return report("a statement without \"Effect\"", fields.place) }
    guard case .text(let text) = effect.content, let literal = text.literal else { return }
    if Statement.Effect(rawValue: literal) != nil { return }
    let meant = Misspelling.nearest(to: literal, among: ["Allow", "Deny"])
    report(
      "\"Effect\" is \"\(literal)\", neither Allow nor Deny",
      help: meant.map { "did you mean \"\($0)\"?\($0.lowercased() == literal.lowercased() ? " Case counts" : "")" },
      effect.place)
  }

  private func checkConditions(_ fields: Fields) {
    guard let conditions = fields["Condition"] else { return }
    switch conditions.content {
    case .object(let operators, _):
      checkRepetition(operators)
      for op in operators {
        if case .object(let keys, _) = op.value.content {
          checkRepetition(keys)
          for key in keys where GlobalConditionKey.isOfNoRequest(key.key) { reportKey(key) }
        }
        if !ConditionOperator.isKnown(op.key) { reportOperator(op.key, op.value.place) }
        if case .object = op.value.content { continue }
        if case .unknown = op.value.content { continue }
        if case .oneOf = op.value.content { continue }
        report("the condition \(op.key) is \(op.value.content.noun), expected keys with values", op.value.place)
      }
    case .null, .unknown, .oneOf: return
    case .bool, .number, .text, .list:
      report("\"Condition\" is \(conditions.content.noun), expected operators", conditions.place)
    }
  }

  private func reportOperator(_ op: String, _ place: Place) {
    let quantifier = ConditionOperator.quantifier(of: op)
    let meant = Misspelling.nearest(to: String(op.dropFirst(quantifier.count)), among: ConditionOperator.spellings)
    report(
      "there is no condition operator \(op); what the statement allows or denies under it is not known",
      help: meant.map { "did you mean \(quantifier)\($0)?" }, place)
  }

  private func reportKey(_ member: Resolved.Member) {
    let meant = Misspelling.conditionKeys(meantBy: member.key)
    report(
      "there is no condition key \(member.key): no request has it, and a condition on it is one on what is absent",
      help: meant.isEmpty ? nil : "did you mean \(meant.joined(separator: " or "))?",
      Place(range: member.keyRange, path: member.value.place.path))
  }

  /// Names that no policy has: what stands under them counts for nothing.
  private func checkNames(of fields: Fields, among names: [String], _ what: String) {
    guard case .object(let members, _) = fields.object.content else { return }
    checkRepetition(members)
    for member in members where !names.contains(member.key) {
      let meant = Misspelling.nearest(to: member.key, among: names)
      // Templates have this said of all their objects.
      if context.isMissingInPolicies, let meant, !fields.has(meant) { continue }
      let isCase = meant?.lowercased() == member.key.lowercased()
      report(
        "\"\(member.key)\" is no element of \(what), and counts for nothing",
        help: meant.map { "did you mean \"\($0)\"?\(isCase ? " Case counts" : "")" }, member.value.place)
    }
  }

  /// Of two the last counts, as readers of JSON have it.
  private func checkRepetition(_ members: [Resolved.Member]) {
    for (position, member) in members.enumerated()
    where members[..<position].contains(where: { $0.key == member.key }) {
      context.report(
        Diagnostic(
          .unreadable, "the key \"\(member.key)\" is repeated in the same part of a policy; the last one counts",
          at: member.keyRange))
    }
  }

  private func report(_ message: String, help: String? = nil, _ place: Place) {
    context.report(Diagnostic(.unreadable, message, help: help, at: place.range))
  }
}

extension Resolved {
  /// Whether some text in it has the form of a policy variable: `${aws:username}`.
  fileprivate var hasPolicyVariable: Bool {
    switch content {
    case .text(let text):
      text.parts.contains { if case .literal(let text) = $0 { text.contains("${") } else { false } }
    case .list(let values, _): values.contains(where: \.hasPolicyVariable)
    case .object(let members, _): members.contains { $0.value.hasPolicyVariable }
    case .oneOf(let options, _): options.contains(where: \.hasPolicyVariable)
    case .null, .bool, .number, .unknown: false
    }
  }
}
