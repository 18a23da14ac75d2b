import Documents
import Rules

extension ConfigurationReader {
  static let suppressionKeys = ["rule", "address", "module", "reason", "until"]
  private static let suppressionExample =
    "{rule: RULE, address: aws_instance.jump, reason: why, until: 2027-01-31}"

  /// Findings that the project accepts: by rule, and by the resource or the module.
  mutating func readSuppressions(_ node: Node) {
    if node.isNull { return }
    guard node.kind == .array else {
      report(
        node, "found \(node.words), expected a list of suppressions", help: "ignore: [\(Self.suppressionExample)]")
      return
    }
    for (index, element) in node.elements.enumerated() { readSuppression(element, "ignore[\(index)]") }
  }

  private mutating func readSuppression(_ node: Node, _ owner: String) {
    guard node.kind == .object else {
      report(node, "found \(node.words), expected a suppression", help: "for example \(Self.suppressionExample)")
      return
    }
    var texts: [String: String] = [:]
    var until: CalendarDate?
    for member in members(node, Self.suppressionKeys, "a suppression") {
      guard let text = text(member.value) else { continue }
      texts[member.name] = text
      switch member.name {
      case "rule": _ = choice(member.value, ruleIDs, or: "netlint rules lists them all")
      case "until":
        until = CalendarDate(text)
        if until == nil {
          report(member.value, "'\(text)' is no day", help: "a day is written as 2027-01-31")
        }
      default: continue
      }
    }
    for (key, why) in [("rule", "a suppression is of one rule"), ("reason", "a suppression needs a reason")]
    where node[key] == nil {
      report(node, why, help: "for example \(Self.suppressionExample)")
    }
    if node["address"] == nil, node["module"] == nil, let rule = texts["rule"] {
      report(
        node, "a suppression needs an 'address' or a 'module'",
        help: "to do without the rule: rules: {\(rule): off}")
    }
    guard let rule = texts["rule"], let reason = texts["reason"] else { return }
    configuration.suppressions.append(
      Suppression(
        rule: rule, reason: reason.split(whereSeparator: \.isWhitespace).joined(separator: " "), until: until,
        kind: .external, scope: .resources(ResourcePattern(address: texts["address"], module: texts["module"])),
        owner: owner, place: node.range))
  }
}
