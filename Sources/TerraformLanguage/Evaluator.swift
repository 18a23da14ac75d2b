import Documents

/// Evaluates expressions as Terraform does, with what is not known as a value of its own.
///
/// Source: https://developer.hashicorp.com/terraform/language/expressions
package struct Evaluator {
  /// Evaluations within each other: names that stand for expressions with names.
  private static let deepest = 200
  /// Values that are made of more than this are not known: a few lines that double what they refer to have no end.
  private static let largest = 100_000
  /// Alternatives that are followed for one expression.
  static let mostAlternatives = 16

  let scope: any Scope
  /// The variables of the `for` expressions around.
  package var bindings: [String: TerraformValue] = [:]
  var splatElement: TerraformValue?
  /// Whether a mistake is no mistake: inside `try` and `can`.
  var trial: Trial?

  /// Whether something failed that was tried.
  final class Trial {
    var hasFailed = false
  }

  package init(_ scope: any Scope) { self.scope = scope }

  package func evaluate(_ expression: Expression) -> TerraformValue {
    let range = expression.range
    guard scope.depth < Self.deepest, scope.take(1) else {
      return .unknown(Gap(range.text, .unsupported("references in a circle, or too many"), at: range), at: range)
    }
    scope.depth += 1
    defer { scope.depth -= 1 }
    let value = value(of: expression)
    if value.weight > Self.largest {
      return .unknown(Gap(range.expressionText, .unsupported("a value that is too large"), at: range), at: range)
    }
    return value
  }

  private func value(of expression: Expression) -> TerraformValue {
    let range = expression.range
    switch expression.content {
    case .null: return TerraformValue(.null, at: range)
    case .bool(let value): return TerraformValue(.bool(value), at: range)
    case .number(let value): return TerraformValue(.number(value), at: range)
    case .text(let text): return TerraformValue(.text([.literal(text)]), at: range)
    case .template(let parts), .fragment(let parts): return template(parts, at: range)
    case .json(let structure, _):
      let value = evaluate(structure)
      return TerraformValue(.json(value), at: range, isSensitive: value.isSensitive)
    case .variable, .attribute, .index, .splat, .splatElement: return traversal(expression)
    case .call(let name, let arguments, let expands): return call(name, arguments, expands: expands, at: range)
    case .not(let operand): return not(evaluate(operand), at: range)
    case .negative(let operand): return negative(evaluate(operand), at: range)
    case .binary(let op, let left, let right): return binary(op, left, right, at: range)
    case .conditional(let condition, let first, let second): return conditional(condition, first, second, at: range)
    case .tuple(let elements): return TerraformValue(.list(elements.map(evaluate), rest: []), at: range)
    case .object(let items): return object(items, at: range)
    case .forTuple(let clause, let body): return forTuple(clause, body, at: range)
    case .forObject(let clause, let key, let body, let isGrouped):
      return forObject(clause, key, body, isGrouped: isGrouped, at: range)
    case .malformed(let message): return mistake(message, of: range.text, at: range)
    }
  }

  /// A mistake in the configuration: reported, and what depends on it is not known.
  func mistake(_ message: String, of subject: String? = nil, at range: SourceRange) -> TerraformValue {
    if let trial { trial.hasFailed = true } else { scope.report(message, at: range) }
    return .unknown(Gap(subject ?? range.expressionText, .invalid(message), at: range), at: range)
  }

  // MARK: Texts

  private func template(_ parts: [Expression], at range: SourceRange) -> TerraformValue {
    var all: [TextPart] = []
    var isSensitive = false
    var values: [TerraformValue] = []
    for part in parts {
      let value = evaluate(part)
      isSensitive = isSensitive || value.isSensitive
      values.append(value)
    }
    if let split = alternatives(of: values, at: range, { joined($0, parts, at: range) }) {
      return split.sensitive(isSensitive)
    }
    for (value, part) in zip(values, parts) {
      switch textParts(value, of: part) {
      case .success(let texts): all += texts
      case .failure(let obstacle): return failed(obstacle, at: range)
      }
    }
    let merged = all.merged
    guard scope.take(merged.reduce(0) { if case .literal(let text) = $1 { $0 + text.utf8.count / 64 } else { $0 } })
    else {
      return .unknown(Gap(range.text, .unsupported("a text that is too long"), at: range), at: range)
    }
    return TerraformValue(.text(merged), at: range, isSensitive: isSensitive)
  }

  private func joined(_ values: [TerraformValue], _ parts: [Expression], at range: SourceRange) -> TerraformValue {
    var all: [TextPart] = []
    for (value, part) in zip(values, parts) {
      switch textParts(value, of: part) {
      case .success(let texts): all += texts
      case .failure(let obstacle): return failed(obstacle, at: range)
      }
    }
    return TerraformValue(.text(all.merged), at: range)
  }

  /// What a part adds to a text; a `for` directive adds all of its elements.
  private func textParts(_ value: TerraformValue, of part: Expression) -> Result<[TextPart], Obstacle> {
    if case .forTuple = part.content, case .list(let elements, let rest) = value.content {
      var all: [TextPart] = []
      for element in elements {
        do throws(Obstacle) { all += try element.textParts() } catch { return .failure(error) }
      }
      return .success(all + rest.map(TextPart.unknown))
    }
    do throws(Obstacle) { return .success(try value.textParts()) } catch { return .failure(error) }
  }

  /// Evaluates for each combination of the alternatives among some values; nil when there are none.
  func alternatives(
    of values: [TerraformValue], at range: SourceRange, _ evaluate: ([TerraformValue]) -> TerraformValue
  ) -> TerraformValue? {
    var combinations: [[TerraformValue]] = [[]]
    var why: Gap?
    for value in values {
      guard case .oneOf(let options, let gap) = value.content else {
        combinations = combinations.map { $0 + [value] }
        continue
      }
      why = why ?? gap
      if combinations.count * options.count > Self.mostAlternatives { return .unknown(gap.derived, at: range) }
      combinations = combinations.flatMap { before in options.map { before + [$0] } }
    }
    guard let why else { return nil }
    return TerraformValue.oneOf(combinations.map(evaluate), why, at: range)
  }

  /// What an operation gives that cannot be done: of an operand that is not known another value, not known either.
  func failed(_ obstacle: Obstacle, at range: SourceRange) -> TerraformValue {
    switch obstacle {
    case .unknown(let gap): .unknown(gap.derived, at: range)
    case .mistake(let message): mistake(message, at: range)
    }
  }

  // MARK: Conditions

  private func conditional(
    _ condition: Expression, _ first: Expression, _ second: Expression, at range: SourceRange
  ) -> TerraformValue {
    let value = evaluate(condition)
    switch value.asBool {
    case .success(true): return result(first, beside: second).sensitive(value.isSensitive)
    case .success(false): return result(second, beside: first).sensitive(value.isSensitive)
    case .failure(.mistake(let message)): return mistake("the condition of a choice: \(message)", at: condition.range)
    case .failure(.unknown(let gap)):
      var either = self
      // A branch that is not taken may refer to what is not there then.
      either.trial = Trial()
      let branches = [either.evaluate(first), either.evaluate(second)]
      return TerraformValue.oneOf(branches, gap, at: range)
    }
  }

  /// A result of a choice; with a text beside it a number is one too.
  private func result(_ chosen: Expression, beside other: Expression) -> TerraformValue {
    let value = evaluate(chosen)
    switch (value.content, other.content) {
    case (.number, .text), (.bool, .text), (.number, .template), (.bool, .template):
      guard let parts = try? value.textParts() else { return value }
      return TerraformValue(.text(parts), at: value.range, isSensitive: value.isSensitive)
    default: return value
    }
  }
}

extension SourceRange {
  /// The text of an expression without the quotes and marks around it: `file("x")` of `"${file("x")}"`.
  var expressionText: String {
    var text = self.text[...]
    if text.hasPrefix("\"${"), text.hasSuffix("}\"") { text = text.dropFirst().dropLast() }
    if text.hasPrefix("${"), text.hasSuffix("}") { text = text.dropFirst(2).dropLast() }
    return String(text)
  }
}
