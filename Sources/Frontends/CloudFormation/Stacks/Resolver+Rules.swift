import AWSModel
import Documents
import NetSpace

/// `Rules`: what a template demands of its parameters.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html
extension Resolver {
  /// An assertion that certain values of the parameters break.
  struct BrokenRule {
    let name: String
    let description: String?
    let place: SourceRange
  }

  /// Reports each rule that the values of the run certainly break: CloudFormation would refuse to deploy.
  func checkRules() {
    for broken in brokenRules() {
      let description = broken.description.map { ": \($0)" } ?? ""
      world.report(
        Diagnostic(
          .unreadable, "the values of the parameters break the rule \(broken.name)\(description)",
          help: "CloudFormation refuses to deploy them", at: broken.place))
    }
  }

  /// The assertions that the values of the run certainly break.
  func brokenRules() -> [BrokenRule] {
    if let rules = sections.root["Rules"], rules.kind != .object {
      _ = mistake("found \(rules.noun) as \"Rules\", expected an object of rules", at: rules.range)
    }
    return sections.members("Rules").flatMap { rule -> [BrokenRule] in
      guard let assertions = rule.value["Assertions"], assertions.kind == .array else {
        let found = rule.value["Assertions"]?.noun ?? (rule.value.kind == .object ? "none" : rule.value.noun)
        _ = mistake("rule \(rule.name) has to have a list of \"Assertions\", found \(found)", at: rule.key.range)
        return []
      }
      let applies = rule.value["RuleCondition"].map { ruleVerdict(of: $0) } ?? .yes
      return assertions.elements.compactMap { assertion in
        guard let test = assertion["Assert"] else {
          _ = mistake("an assertion of rule \(rule.name) has no \"Assert\"", at: assertion.range)
          return nil
        }
        guard ruleVerdict(of: test) == .no, applies == .yes else { return nil }
        return BrokenRule(
          name: rule.name, description: assertion["AssertDescription"]?.string, place: test.range)
      }
    }
  }

  private func ruleVerdict(of node: Node) -> Verdict {
    guard let call = Intrinsic(node, inCondition: true) else {
      _ = mistake("expected a rule function such as Fn::Contains, found \(node.noun)", at: node.range)
      return .unknown
    }
    let arguments = call.arguments ?? []
    switch call.ruleName {
    case "Fn::And" where arguments.count > 1: return .all(arguments.map { ruleVerdict(of: $0) })
    case "Fn::Or" where arguments.count > 1: return .any(arguments.map { ruleVerdict(of: $0) })
    case "Fn::Not" where arguments.count == 1: return !ruleVerdict(of: arguments[0])
    case "Fn::Equals" where arguments.count == 2: return verdict(of: node)
    case "Fn::Contains" where arguments.count == 2:
      return isMember(compared(arguments[1]), of: members(arguments[0]))
    case "Fn::EachMemberEquals" where arguments.count == 2:
      let wanted = compared(arguments[1])
      return each(members(arguments[0])) { isMember(wanted, of: ([$0], true)) }
    case "Fn::EachMemberIn" where arguments.count == 2:
      let list = members(arguments[1])
      return each(members(arguments[0])) { isMember($0, of: list) }
    default:
      let found = call.arguments.map { "\($0.count) of them" } ?? call.argument.noun
      switch call.ruleName {
      case "Fn::And", "Fn::Or": report(wrong: call, expected: "a list of 2 to 10 rule functions", found: found)
      case "Fn::Not": report(wrong: call, expected: "a list of one rule function", found: found)
      case "Fn::Equals", "Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn":
        report(wrong: call, expected: "two values", found: found)
      default: _ = mistake("expected a rule function such as Fn::Contains, found \(call.name)", at: node.range)
      }
      return .unknown
    }
  }

  /// The elements of a list, and whether those are all.
  ///
  /// What `Fn::RefAll` and `Fn::ValueOf` give only AWS knows.
  private func members(_ node: Node) -> (elements: [Texts], isComplete: Bool) {
    if let call = Intrinsic(node), ["Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll"].contains(call.ruleName) {
      check(lookup: call)
      return ([], false)
    }
    let list = Fields.elements(of: resolve(node, path: NodePath()))
    let certain = list.elements.filter { $0.existence.verdict == .yes }
    return (certain.map { texts($0.value) }, list.rest.isEmpty && certain.count == list.elements.count)
  }

  /// Reports what is wrong with the arguments of a function that asks AWS.
  private func check(lookup call: Intrinsic) {
    if call.ruleName == "Fn::RefAll" {
      if call.argument.string == nil { report(wrong: call, expected: "a parameter type", found: call.argument.noun) }
      return
    }
    guard let arguments = arguments(call, 2...2, "a name and an attribute"), call.ruleName == "Fn::ValueOf",
      let name = arguments[0].string, sections.parameters[name] == nil
    else { return }
    let near = Misspelling.nearest(to: name, among: sections.parameters.keys.sorted())
    _ = mistake("there is no parameter \"\(name)\"", help: near.map { "did you mean \($0)?" }, at: call.range)
  }

  private func isMember(_ text: Texts, of list: (elements: [Texts], isComplete: Bool)) -> Verdict {
    let answers = list.elements.map { element -> Verdict in
      guard let left = text.single, let right = element.single else {
        let all = text.options.flatMap { left in element.options.map { equals(left, $0) } }
        return all.allSatisfy { $0 == .no } ? .no : .unknown
      }
      return equals(left, right)
    }
    let found = Verdict.any(answers)
    return found == .no && !list.isComplete ? .unknown : found
  }

  private func each(_ list: (elements: [Texts], isComplete: Bool), _ test: (Texts) -> Verdict) -> Verdict {
    let all = Verdict.all(list.elements.map(test))
    return all == .yes && !list.isComplete ? .unknown : all
  }
}

/// What the rules leave of the values that parameters may have.
extension Resolver {
  /// Adds the texts that rules compare parameters with.
  func collectTextsOfRules(into found: inout [Pins.Variable: [String]]) {
    for rule in sections.members("Rules") {
      if let condition = rule.value["RuleCondition"] { collect(rule: condition, into: &found) }
      guard let assertions = rule.value["Assertions"], assertions.kind == .array else { continue }
      for assertion in assertions.elements {
        if let test = assertion["Assert"] { collect(rule: test, into: &found) }
      }
    }
  }

  private func collect(rule node: Node, into found: inout [Pins.Variable: [String]]) {
    guard let call = Intrinsic(node, inCondition: true), let arguments = call.arguments else { return }
    switch call.ruleName {
    case "Fn::And", "Fn::Or", "Fn::Not": for part in arguments { collect(rule: part, into: &found) }
    case "Fn::Equals" where arguments.count == 2:
      let sides = arguments.map(compared)
      collect([sides[0]], comparedWith: [sides[1]], into: &found)
      collect([sides[1]], comparedWith: [sides[0]], into: &found)
    case "Fn::Contains" where arguments.count == 2:
      collect([compared(arguments[1])], comparedWith: members(arguments[0]).elements, into: &found)
    case "Fn::EachMemberIn" where arguments.count == 2:
      collect(members(arguments[0]).elements, comparedWith: members(arguments[1]).elements, into: &found)
    default: return
    }
  }

  private func collect(_ texts: [Texts], comparedWith others: [Texts], into found: inout [Pins.Variable: [String]]) {
    for text in texts {
      guard let variable = text.single?.hole.flatMap(variable(of:)) else { continue }
      found[variable, default: []] += others.flatMap { $0.options.compactMap(\.literal) }
    }
  }
}

extension Intrinsic {
  /// As it is written in full: those that are for rules only have a short form too.
  fileprivate var ruleName: String { name.hasPrefix("!") ? "Fn::\(name.dropFirst())" : name }
}
