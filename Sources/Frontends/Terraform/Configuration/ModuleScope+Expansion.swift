import AWSModel
import Documents
import TerraformLanguage

/// How many instances `count` and `for_each` make.
extension ModuleScope {
  struct Expanded {
    let key: Traversal.Key?
    let bindings: [String: TerraformValue]
    let doubt: Gap?
  }

  /// The instances of a resource or module call; where their number cannot be decided one more stands for all of them.
  func expand(_ body: Body, _ range: SourceRange, _ address: String) -> [Expanded] {
    let all = all(body, address)
    if run.takeInstances(all.count) { return all }
    guard let node = body["count"] ?? body["for_each"] else { return all }
    return [tooMany(address, node)]
  }

  /// One that stands for more instances than are looked at.
  private func tooMany(_ address: String, _ node: Node) -> Expanded {
    run.reportTooManyInstances(at: node.range)
    return standIn(Gap("instances of \(address)", .unsupported("there are too many"), at: node.range), node)
  }

  /// Why an element is no key; a mistake is reported.
  private func doubt(_ obstacle: Obstacle, _ subject: String, _ range: SourceRange) -> Gap {
    switch obstacle {
    case .unknown(let gap): return gap
    case .mistake(let message):
      report("\(subject): \(message)", at: range)
      return Gap(subject, .invalid(message), at: range)
    }
  }

  private func all(_ body: Body, _ address: String) -> [Expanded] {
    if let node = body["count"], !node.isNull {
      return counted(Evaluator(self).evaluate(Expression(json: node)), node, address)
    }
    if let node = body["for_each"], !node.isNull {
      return each(Evaluator(self).evaluate(Expression(json: node)), node, address)
    }
    return [Expanded(key: nil, bindings: [:], doubt: nil)]
  }

  private func standIn(_ gap: Gap, _ node: Node) -> Expanded {
    let unknown = TerraformValue.unknown(gap, at: node.range)
    return Expanded(key: nil, bindings: ["count": unknown, "each": unknown], doubt: gap)
  }

  private func undecided(_ key: String, _ address: String, _ node: Node, _ gap: Gap) -> Gap {
    // A variable is known by its own name, wherever it decides.
    if gap.reason == .noValue { return gap }
    return Gap("\(key) of \(address)", .unsupported(Self.words(gap)), at: node.range)
  }

  /// Says that one stands for instances of which not even the keys are known; a mistake has been said.
  private func reportUndecided(_ address: String, _ node: Node, _ gap: Gap) {
    if case .invalid = gap.reason { return }
    let subject = "for_each of \(address)"
    let why = gap.subject == subject ? Self.words(gap) : "\(subject) is not known, as \(Self.words(gap))"
    let help =
      gap.reason == .noValue
      ? "give it with --var or --var-file"
      : "give the values that it depends on with --var or --var-file, or check the plan"
    run.report(
      Diagnostic(
        .assumed, "\(why): one instance stands for those that there may be", help: help, at: node.range,
        group: "for_each at \(node.range)"))
  }

  private static func words(_ gap: Gap) -> String {
    switch gap.reason {
    case .knownAfterApply: "\(gap.subject) is known only after apply"
    case .noValue: "\(gap.subject) has no value"
    case .notDeclared: "\(gap.subject) is not in the input"
    case .undecided: "\(gap.subject) cannot be decided"
    case .unsupported(let what), .invalid(let what): "\(gap.subject): \(what)"
    }
  }

  private func counted(_ value: TerraformValue, _ node: Node, _ address: String) -> [Expanded] {
    do throws(Obstacle) {
      let count = try value.count()
      if count < 0 { throw .mistake("expected no negative number, found \(count)") }
      if count > ConfigurationRun.mostInstances { return [tooMany(address, node)] }
      return (0..<count).map { index in
        let number = TerraformValue(.number(Number(index)), at: node.range)
        let object = TerraformValue(
          .map([TerraformValue.Member(key: "index", keyRange: node.range, value: number)], rest: []), at: node.range)
        return Expanded(key: .index(index), bindings: ["count": object], doubt: nil)
      }
    } catch {
      switch error {
      case .unknown(let gap): return [standIn(undecided("count", address, node, gap), node)]
      case .mistake(let message):
        report("count of \(address): \(message)", at: node.range)
        return [standIn(Gap("count of \(address)", .invalid(message), at: node.range), node)]
      }
    }
  }

  private func each(_ value: TerraformValue, _ node: Node, _ address: String) -> [Expanded] {
    var all: [Expanded] = []
    var doubts: [Gap] = []
    switch value.content {
    case .map(let members, let rest):
      all = members.map { expanded($0.key, $0.keyRange, $0.value, node) }
      doubts = rest
    case .set(let elements, let rest):
      doubts = rest
      for element in elements {
        do throws(Obstacle) {
          guard let key = try element.textParts().literal else {
            doubts.append(Gap("for_each of \(address)", .knownAfterApply, at: node.range))
            continue
          }
          all.append(expanded(key, element.range, element, node))
        } catch {
          doubts.append(doubt(error, "for_each of \(address)", element.range))
        }
      }
    case .attribute(let symbol, let name): doubts = [Gap("\(symbol.address).\(name)", .knownAfterApply, at: node.range)]
    case .oneOf(_, let gap), .unknown(let gap): doubts = [gap]
    case .null, .bool, .number, .text, .list, .json, .resource:
      report("for_each of \(address): expected a map or a set of texts", at: node.range)
      doubts = [Gap("for_each of \(address)", .invalid("expected a map or a set"), at: node.range)]
    }
    return all
      + doubts.prefix(1).map { doubt in
        reportUndecided(address, node, doubt)
        return standIn(undecided("for_each", address, node, doubt), node)
      }
  }

  private func expanded(_ key: String, _ range: SourceRange, _ value: TerraformValue, _ node: Node) -> Expanded {
    let members = [
      TerraformValue.Member(key: "key", keyRange: range, value: TerraformValue(.text([.literal(key)]), at: range)),
      TerraformValue.Member(key: "value", keyRange: range, value: value),
    ]
    return Expanded(
      key: .name(key), bindings: ["each": TerraformValue(.map(members, rest: []), at: node.range)], doubt: nil)
  }
}

extension TerraformValue {
  /// A number of instances.
  fileprivate func count() throws(Obstacle) -> Int {
    if isNull { throw .mistake("it is null") }
    return try wholeNumber()
  }
}
