import AWSModel
import Documents
import NetSpace

/// `Rules`: what a template demands of its parameters.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html
extension Resolver {
  /// Reports each rule that the values of the run certainly break: CloudFormation would refuse to deploy.
  func checkRules() {
    guard let rules = sections.root["Rules"], rules.kind == .object else { return }
    for rule in rules.members {
      if let condition = rule.value["RuleCondition"], ruleVerdict(of: condition) != .yes { continue }
      for assertion in rule.value["Assertions"]?.elements.map({ $0 }) ?? [] {
        guard let test = assertion["Assert"], ruleVerdict(of: test) == .no else { continue }
        let description = assertion["AssertDescription"]?.string.map { ": \($0)" } ?? ""
        world.report(
          Diagnostic(
            .unreadable, "the values of the parameters break the rule \(rule.name)\(description)",
            help: "CloudFormation refuses to deploy them", at: test.range))
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
    case "Fn::And": return .all(arguments.map { ruleVerdict(of: $0) })
    case "Fn::Or": return .any(arguments.map { ruleVerdict(of: $0) })
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
      if call.function == nil || arguments.isEmpty {
        _ = mistake("expected a rule function such as Fn::Contains, found \(call.name)", at: node.range)
      } else {
        report(wrong: call, expected: "two values", found: "\(arguments.count) of them")
      }
      return .unknown
    }
  }

  /// The elements of a list, and whether those are all.
  ///
  /// What `Fn::RefAll` and `Fn::ValueOf` give only AWS knows.
  private func members(_ node: Node) -> (elements: [Texts], isComplete: Bool) {
    if let call = Intrinsic(node), ["Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll"].contains(call.ruleName) {
      return ([], false)
    }
    let list = Fields.elements(of: resolve(node, path: NodePath()))
    let isComplete = list.rest.isEmpty && list.elements.allSatisfy { $0.existence.verdict == .yes }
    return (list.elements.map { texts($0.value) }, isComplete)
  }

  private func isMember(_ text: Texts, of list: (elements: [Texts], isComplete: Bool)) -> Verdict {
    let answers = list.elements.map { element -> Verdict in
      guard let left = text.single, let right = element.single else {
        let all = text.options.flatMap { left in element.options.map { left.equals($0) } }
        return all.allSatisfy { $0 == .no } ? .no : .unknown
      }
      return left.equals(right)
    }
    let found = Verdict.any(answers)
    return found == .no && !list.isComplete ? .unknown : found
  }

  private func each(_ list: (elements: [Texts], isComplete: Bool), _ test: (Texts) -> Verdict) -> Verdict {
    let all = Verdict.all(list.elements.map(test))
    return all == .yes && !list.isComplete ? .unknown : all
  }
}

extension Intrinsic {
  /// As it is written in full: those that are for rules only have a short form too.
  fileprivate var ruleName: String { name.hasPrefix("!") ? "Fn::\(name.dropFirst())" : name }
}
