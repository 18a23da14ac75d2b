import Documents

/// Calls of functions.
///
/// Source: https://developer.hashicorp.com/terraform/language/functions
extension Evaluator {
  func call(_ name: String, _ expressions: [Expression], expands: Bool, at range: SourceRange) -> TerraformValue {
    let name = name.hasPrefix("core::") ? String(name.dropFirst("core::".count)) : name
    switch name {
    case "try": return tried(expressions, at: range)
    case "can": return canBeEvaluated(expressions, at: range)
    default: break
    }
    var values = expressions.map(evaluate)
    if expands, let last = values.popLast() {
      do throws(Obstacle) { values += try last.allElements() } catch { return failed(error, at: range) }
    }
    let isSensitive = name == "sensitive" || name != "nonsensitive" && values.contains { $0.containsSensitive }
    if let split = alternatives(of: values, at: range, { called(name, $0, at: range) }) {
      return split.sensitive(isSensitive)
    }
    return called(name, values, at: range).sensitive(isSensitive)
  }

  private func called(_ name: String, _ values: [TerraformValue], at range: SourceRange) -> TerraformValue {
    guard let function = Function.table[name] else {
      if let reason = Function.impure[name] ?? (name.contains("::") ? "functions of providers" : nil) {
        return .unknown(Gap(range.expressionText, .unsupported(reason), at: range), at: range)
      }
      return mistake("there is no function \(name)", at: range)
    }
    guard function.count.contains(values.count) else {
      return mistake("\(name) does not take \(values.count) arguments", at: range)
    }
    do throws(Obstacle) {
      let result = try function.body(Arguments(values: values, range: range, evaluator: self))
      return TerraformValue(result.content, at: range, alias: result.alias)
    } catch {
      switch error {
      case .unknown: return failed(error, at: range)
      case .mistake(let message): return mistake("\(name): \(message)", at: range)
      }
    }
  }

  /// The first of some expressions that can be evaluated.
  private func tried(_ expressions: [Expression], at range: SourceRange) -> TerraformValue {
    var open: [TerraformValue] = []
    for expression in expressions {
      var inner = self
      let trial = Trial()
      inner.trial = trial
      let value = inner.evaluate(expression)
      if trial.hasFailed || value.isMistake { continue }
      open.append(value)
      // What is not known may fail as well.
      guard case .unknown = value.content else { break }
    }
    if let why = open.first { return TerraformValue.oneOf(open, why.gap ?? Gap(range.text, .undecided), at: range) }
    return mistake("none of the arguments of try can be evaluated", at: range)
  }

  private func canBeEvaluated(_ expressions: [Expression], at range: SourceRange) -> TerraformValue {
    guard expressions.count == 1 else { return mistake("can takes one argument", at: range) }
    var inner = self
    let trial = Trial()
    inner.trial = trial
    let value = inner.evaluate(expressions[0])
    if !trial.hasFailed, !value.isMistake, let gap = value.gap {
      if case .attribute = value.content { return TerraformValue(.bool(true), at: range) }
      return .unknown(gap, at: range)
    }
    return TerraformValue(.bool(!trial.hasFailed && !value.isMistake), at: range)
  }
}

extension TerraformValue {
  /// Whether it is unknown because of a mistake.
  fileprivate var isMistake: Bool {
    guard case .unknown(let gap) = content else { return false }
    switch gap.reason {
    case .invalid, .notDeclared: return true
    case .knownAfterApply, .noValue, .undecided, .unsupported: return false
    }
  }

  /// Whether it or a part of it must not be shown.
  var containsSensitive: Bool {
    if isSensitive { return true }
    switch content {
    case .list(let elements, _), .set(let elements, _), .oneOf(let elements, _):
      return elements.contains { $0.containsSensitive }
    case .map(let members, _): return members.contains { $0.value.containsSensitive }
    case .json(let value): return value.containsSensitive
    case .null, .bool, .number, .text, .resource, .attribute, .unknown: return false
    }
  }
}
