import AWSModel
import Documents

/// Policy variables that stand for nothing: `${aws:usernam}`.
extension PolicyReader {
  /// Says which variables are keys that no request has, where the version of the policy has variables.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  func checkVariables(_ fields: Fields) {
    guard fields.string("Version")?.known == "2012-10-17" else { return }
    for statement in fields.list("Statement").elements {
      guard case .object(let members, _) = statement.value.content else { continue }
      for member in members where ["Resource", "NotResource", "Condition"].contains(member.key) {
        member.value.forEachText(reportVariables)
      }
    }
  }

  private func reportVariables(_ text: PartialText, _ place: Place) {
    for part in text.parts {
      guard case .literal(let literal) = part else { continue }
      for variable in literal.policyVariables where GlobalConditionKey.isOfNoRequest(variable.key) {
        let meant = Misspelling.conditionKeys(meantBy: variable.key).map { "${\($0)}" }
        let outcome =
          variable.hasDefault ? "its default stands for it always" : "a text with the variable matches nothing"
        context.report(
          Diagnostic(
            .unreadable, "there is no condition key \(variable.key): no request has it, and \(outcome)",
            help: meant.isEmpty ? nil : "did you mean \(meant.joined(separator: " or "))?", at: place.range))
      }
    }
  }
}

extension Resolved {
  /// Calls with each text in it that is a value, and where it stands.
  fileprivate func forEachText(_ body: (PartialText, Place) -> Void) {
    switch content {
    case .text(let text): body(text, place)
    case .list(let values, _): for value in values { value.forEachText(body) }
    case .object(let members, _): for member in members { member.value.forEachText(body) }
    case .oneOf(let options, _): for option in options { option.forEachText(body) }
    case .null, .bool, .number, .unknown: return
    }
  }
}

extension String {
  /// The keys of the variables in a text, and whether something is to stand for one that a request leaves out.
  fileprivate var policyVariables: [(key: String, hasDefault: Bool)] {
    var found: [(key: String, hasDefault: Bool)] = []
    var rest = self[...]
    while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      let variable = rest[start.upperBound..<end]
      let key = variable.prefix { $0 != "," && $0 != " " }
      found.append((String(key), variable.contains(",")))
      rest = rest[rest.index(after: end)...]
    }
    return found
  }
}
