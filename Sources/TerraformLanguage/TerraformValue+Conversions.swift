import Documents

extension TerraformValue {
  /// One of several values, the same ones taken together.
  package static func oneOf(_ options: [TerraformValue], _ gap: Gap, at range: SourceRange) -> TerraformValue {
    var flat: [TerraformValue] = []
    for option in options {
      switch option.content {
      case .oneOf(let inner, _): flat += inner
      default: flat.append(option)
      }
    }
    var distinct: [TerraformValue] = []
    for option in flat where !distinct.contains(where: { $0.isSame(as: option) == true }) { distinct.append(option) }
    if distinct.count > 1, distinct.allSatisfy({ if case .unknown = $0.content { true } else { false } }) {
      return .unknown(gap.derived, at: range)
    }
    if distinct.count == 1 { return distinct[0] }
    if distinct.count > Evaluator.mostAlternatives { return .unknown(gap.derived, at: range) }
    return TerraformValue(.oneOf(distinct, gap), at: range, isSensitive: options.contains { $0.isSensitive })
  }

  /// In words, with an article.
  var noun: String {
    switch content {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .text, .json: "a text"
    case .list: "a list"
    case .set: "a set"
    case .map: "an object"
    case .resource(let symbol): "the resource \(symbol.address)"
    case .attribute, .oneOf, .unknown: "a value that is not known"
    }
  }

  /// Why the value is not known as a whole.
  var gap: Gap? {
    switch content {
    case .unknown(let gap), .oneOf(_, let gap): gap
    case .attribute(let symbol, let name): Gap("\(symbol.address).\(name)", .knownAfterApply, at: range)
    case .null, .bool, .number, .text, .list, .set, .map, .json, .resource: nil
    }
  }

  /// Why some part of the value, however deep, is not known; nil when all of it is.
  var anyGap: Gap? {
    switch content {
    case .null, .bool, .number: return nil
    case .text(let parts): return parts.gap
    case .list(let elements, let rest), .set(let elements, let rest):
      for element in elements { if let gap = element.anyGap { return gap } }
      return rest.first
    case .map(let members, let rest):
      for member in members { if let gap = member.value.anyGap { return gap } }
      return rest.first
    case .json(let value): return value.anyGap
    case .resource(let symbol): return Gap(symbol.address, .knownAfterApply, at: range)
    case .attribute, .oneOf, .unknown: return gap
    }
  }

  // MARK: Scalars

  /// The value as parts of a text.
  package func textParts() throws(Obstacle) -> [TextPart] {
    switch content {
    case .text(let parts): return parts
    case .number(let number):
      guard let text = number.text else {
        throw .unknown(Gap("a fraction without an end", .unsupported("its digits"), at: range))
      }
      return [.literal(text)]
    case .bool(let value): return [.literal(value ? "true" : "false")]
    case .attribute(let symbol, let name): return [.attribute(symbol, name)]
    case .unknown(let gap), .oneOf(_, let gap): return [.unknown(gap)]
    case .json(let value): return value.jsonParts()
    case .null: throw .mistake("null is no text")
    case .list, .set, .map, .resource: throw .mistake("expected a text, found \(noun)")
    }
  }

  /// The text, all of it known.
  func text() throws(Obstacle) -> String {
    let parts = try textParts()
    if let literal = parts.literal { return literal }
    throw .unknown(parts.gap ?? Gap("a text", .undecided, at: range))
  }

  func number() throws(Obstacle) -> Number {
    switch content {
    case .number(let number): return number
    case .text, .json:
      let literal = try text()
      if let number = Number(literal) { return number }
      throw .mistake("expected a number, found \"\(literal)\"")
    case .unknown, .oneOf, .attribute: throw .unknown(gap ?? Gap("a number", .undecided, at: range))
    case .null, .bool, .list, .set, .map, .resource: throw .mistake("expected a number, found \(noun)")
    }
  }

  package func wholeNumber() throws(Obstacle) -> Int {
    let number = try number()
    if let int = number.int { return int }
    throw .mistake("expected a whole number, found \(number.text ?? "a fraction")")
  }

  var asBool: Result<Bool, Obstacle> {
    do throws(Obstacle) { return .success(try bool()) } catch { return .failure(error) }
  }

  func bool() throws(Obstacle) -> Bool {
    switch content {
    case .bool(let value): return value
    case .text, .json:
      let literal = try text()
      switch literal {
      case "true", "1": return true
      case "false", "0": return false
      default: throw .mistake("expected true or false, found \"\(literal)\"")
      }
    case .unknown, .oneOf, .attribute: throw .unknown(gap ?? Gap("a boolean", .undecided, at: range))
    case .null, .number, .list, .set, .map, .resource: throw .mistake("expected true or false, found \(noun)")
    }
  }

  // MARK: Collections

  /// The elements of a list or set, and why there may be others.
  func elements() throws(Obstacle) -> (elements: [TerraformValue], rest: [Gap]) {
    switch content {
    case .list(let elements, let rest), .set(let elements, let rest): return (elements, rest)
    case .unknown, .oneOf, .attribute: return ([], [gap ?? Gap("a list", .undecided, at: range)])
    case .null, .bool, .number, .text, .map, .json, .resource: throw .mistake("expected a list, found \(noun)")
    }
  }

  /// The elements of a list or set of which all are known to be there.
  func allElements() throws(Obstacle) -> [TerraformValue] {
    let (elements, rest) = try elements()
    if let gap = rest.first { throw .unknown(elements.isEmpty ? gap : gap.derived) }
    return elements
  }

  func members() throws(Obstacle) -> (members: [Member], rest: [Gap]) {
    switch content {
    case .map(let members, let rest): return (members, rest)
    case .unknown, .oneOf, .attribute: return ([], [gap ?? Gap("an object", .undecided, at: range)])
    case .null, .bool, .number, .text, .list, .set, .json, .resource:
      throw .mistake("expected an object, found \(noun)")
    }
  }

  // MARK: Equality

  /// Whether two values are the same; nil when that depends on what is not known.
  func isSame(as other: TerraformValue) -> Bool? {
    switch (content, other.content) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.text(let a), .text(let b)):
      if a == b, a.gap == nil { return true }
      if a.gap == nil, b.gap == nil { return false }
      return nil
    case (.json, .json), (.json, .text), (.text, .json):
      guard let a = try? text(), let b = try? other.text() else { return nil }
      return a == b
    case (.list(let a, let aRest), .list(let b, let bRest)), (.set(let a, let aRest), .set(let b, let bRest)):
      return Self.areSame(a, b, isOpen: !aRest.isEmpty || !bRest.isEmpty)
    case (.map(let a, let aRest), .map(let b, let bRest)):
      if aRest.isEmpty, bRest.isEmpty, a.map(\.key) != b.map(\.key) { return false }
      return Self.areSame(a.map(\.value), b.map(\.value), isOpen: !aRest.isEmpty || !bRest.isEmpty)
    case (.resource(let a), .resource(let b)): return a == b ? true : nil
    case (.attribute(let a, let x), .attribute(let b, let y)): return a == b && x == y ? true : nil
    case (.unknown, _), (_, .unknown), (.oneOf, _), (_, .oneOf), (.attribute, _), (_, .attribute), (.resource, _),
      (_, .resource):
      return nil
    default: return false
    }
  }

  private static func areSame(_ a: [TerraformValue], _ b: [TerraformValue], isOpen: Bool) -> Bool? {
    if isOpen { return nil }
    if a.count != b.count { return false }
    var all: Bool? = true
    for (left, right) in zip(a, b) {
      switch left.isSame(as: right) {
      case false: return false
      case nil: all = nil
      case true: continue
      }
    }
    return all
  }
}
