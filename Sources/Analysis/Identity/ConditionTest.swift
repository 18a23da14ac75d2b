import AWSModel
import NetSpace

/// One condition of a statement as a test of what a request says under its key.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
struct ConditionTest: Hashable, Sendable {
  enum Comparison: Hashable, Sendable {
    case string(ignoresCase: Bool)
    case pattern
    case arn
    case number(Order)
    case date(Order)
    case bool
    case address
    case presence
  }

  enum Order: String, Hashable, Sendable {
    case equals
    case lessthan
    case lessthanequals
    case greaterthan
    case greaterthanequals
  }

  enum Quantifier: Hashable, Sendable {
    case one
    case all
    case any
  }

  /// In lower case: the names of keys have none.
  let key: String
  let comparison: Comparison
  let isNegated: Bool
  private let isIfExists: Bool
  let quantifier: Quantifier
  let values: [String]

  /// Nil for an operator that no policy knows, and for values that are not known or depend on the request.
  init?(_ condition: Statement.Condition) {
    guard condition.values.isComplete else { return nil }
    let values = condition.values.elements.compactMap { $0.known?.literal }
    guard values.count == condition.values.elements.count, !values.contains(where: { $0.contains("${") }) else {
      return nil
    }
    self.init(op: condition.op, key: condition.key, values: values)
  }

  init?(op text: String, key: String, values: [String]) {
    var name = text.lowercased()
    var quantifier = Quantifier.one
    for (prefix, meaning) in [("forallvalues:", Quantifier.all), ("foranyvalue:", .any)] where name.hasPrefix(prefix) {
      quantifier = meaning
      name.removeFirst(prefix.count)
    }
    isIfExists = name.hasSuffix("ifexists")
    if isIfExists { name.removeLast("ifexists".count) }
    guard let (comparison, isNegated) = Self.comparison(name), !(isIfExists && comparison == .presence) else {
      return nil
    }
    self.key = key.lowercased()
    self.comparison = comparison
    self.isNegated = isNegated
    self.quantifier = quantifier
    self.values = values
  }

  /// Whether policies have an operator, with its set prefix and `IfExists`.
  static func knows(_ op: String) -> Bool { ConditionTest(op: op, key: "", values: []) != nil }

  /// Whether its values are compared letter by letter, and may have variables.
  var comparesTexts: Bool {
    switch comparison {
    case .string, .pattern: true
    case .arn, .number, .date, .bool, .address, .presence: false
    }
  }

  /// Whether its values are such that its operator can compare them: what AWS makes of others is not said.
  var isReadable: Bool {
    switch comparison {
    case .string, .pattern, .arn: true
    case .number: values.allSatisfy { Double($0)?.isFinite == true }
    case .date: values.allSatisfy { ConditionInstant($0) != nil }
    case .bool, .presence: values.allSatisfy { ["true", "false"].contains($0.lowercased()) }
    case .address: values.allSatisfy { IPPrefix(hostOrPrefix: $0[...]) != nil }
    }
  }

  private static func comparison(_ name: String) -> (Comparison, isNegated: Bool)? {
    switch name {
    case "stringequals", "binaryequals": return (.string(ignoresCase: false), false)
    case "stringnotequals": return (.string(ignoresCase: false), true)
    case "stringequalsignorecase": return (.string(ignoresCase: true), false)
    case "stringnotequalsignorecase": return (.string(ignoresCase: true), true)
    case "stringlike": return (.pattern, false)
    case "stringnotlike": return (.pattern, true)
    case "arnequals", "arnlike": return (.arn, false)
    case "arnnotequals", "arnnotlike": return (.arn, true)
    case "bool": return (.bool, false)
    case "ipaddress": return (.address, false)
    case "notipaddress": return (.address, true)
    case "null": return (.presence, false)
    case "numericnotequals": return (.number(.equals), true)
    case "datenotequals": return (.date(.equals), true)
    default:
      for (prefix, make) in [("numeric", Comparison.number), ("date", Comparison.date)] where name.hasPrefix(prefix) {
        return Order(rawValue: String(name.dropFirst(prefix.count))).map { (make($0), false) }
      }
      return nil
    }
  }

  /// The answer for a request with these values under the key; nil: the key is not in the request.
  func isTrue(of request: [String]?) -> Bool {
    if comparison == .presence { return values.contains { ($0.lowercased() == "true") == (request == nil) } }
    guard let request else {
      return isIfExists || quantifier == .all || (isNegated && quantifier != .any)
    }
    return quantifier == .all ? request.allSatisfy(matches) : request.contains(where: matches)
  }

  /// Whether one value under the key is as asked.
  func matches(_ value: String) -> Bool { values.contains { isMatch(value, $0) } != isNegated }

  private func isMatch(_ value: String, _ wanted: String) -> Bool {
    switch comparison {
    case .string(let ignoresCase): return ignoresCase ? value.lowercased() == wanted.lowercased() : value == wanted
    case .pattern: return GlobPattern(wanted).matches(value)
    case .arn: return Self.arn(value, matches: wanted)
    case .bool: return value.lowercased() == wanted.lowercased()
    case .number(let order):
      guard let a = Double(value), let b = Double(wanted) else { return false }
      return Self.holds(order, a, b)
    case .date(let order):
      guard let a = ConditionInstant(value), let b = ConditionInstant(wanted) else { return false }
      return Self.holds(order, a, b)
    case .address:
      guard let block = IPPrefix(hostOrPrefix: wanted[...]), let host = IPPrefix(hostOrPrefix: value[...]) else {
        return false
      }
      return block.contains(host)
    case .presence: return false
    }
  }

  /// Field by field: a wildcard stays inside of its field.
  private static func arn(_ value: String, matches wanted: String) -> Bool {
    let a = value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let b = wanted.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard a.count == 6, b.count == 6 else { return wanted == "*" }
    return zip(a, b).allSatisfy { GlobPattern(String($1)).matches(String($0)) }
  }

  private static func holds<T: Comparable>(_ order: Order, _ a: T, _ b: T) -> Bool {
    switch order {
    case .equals: a == b
    case .lessthan: a < b
    case .lessthanequals: a <= b
    case .greaterthan: a > b
    case .greaterthanequals: a >= b
    }
  }
}

extension Statement.Condition {
  /// Why nobody can say what meets it; empty if it can be evaluated.
  var doubts: [Unknown] {
    let open = values.rest + values.elements.compactMap(\.unknown)
    if !open.isEmpty { return open }
    if !ConditionTest.knows(op) {
      return [Unknown("the condition operator \(op)", .decidedByAWS("is none that policies have"), at: place.range)]
    }
    if let test = ConditionTest(self), !test.isReadable {
      return [Unknown("the value of \(key)", .unreadable("\(op) compares other values"), at: place.range)]
    }
    return []
  }
}
