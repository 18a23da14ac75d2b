import AWSModel
import NetSpace

/// What a request has to say to be allowed: the conditions of the Allow, of what limits it, and of the Denies that it has
/// to escape.
///
/// Conditions are choices of the request. The question is whether some choice satisfies all of them together: an Allow
/// and a Deny with the same condition allow nobody anything.
struct ConditionFormula: Hashable, Sendable {
  /// All of these.
  var all: [Statement.Condition] = []
  /// Of each element one of its lists, all of that.
  var oneOf: [[[Statement.Condition]]] = []
  /// Of each list not all.
  var notAll: [[Statement.Condition]] = []

  /// A request that satisfies it: values by key, those that are absent left out.
  typealias Choice = [(key: String, value: String)]

  private static let maximumChoices = 20_000

  /// Whether it is plain that a request can satisfy it: one text that is equal to one of some.
  var isPlain: Bool {
    guard oneOf.isEmpty, notAll.isEmpty, all.count <= 1 else { return false }
    guard let condition = all.first else { return true }
    return OpaqueCondition(condition)?.isMetByValue ?? false
  }

  /// Whether some request satisfies it, with one that does; unknown where the values that were tried do not settle it.
  func satisfiable() -> (verdict: Verdict, choice: Choice) {
    if all.isEmpty, oneOf.isEmpty, notAll.isEmpty { return (.yes, []) }
    let conditions = all + oneOf.flatMap { $0.flatMap { $0 } } + notAll.flatMap { $0 }
    var tests: [Statement.Condition: ConditionTest] = [:]
    // Of values that are not known only this: a request may have them or not.
    var opaque: [Statement.Condition: OpaqueCondition] = [:]
    // What a variable stands for is some text; that it is another than those beside it is not certain, but possible.
    let spelled = Self.spellsVariables(conditions)
    for condition in conditions {
      if let test = ConditionTest(condition) ?? spelled[condition] {
        // Values of another type than the operator's; a policy with them may not even be accepted.
        guard test.isReadable else { return (.unknown, []) }
        tests[condition] = test
      } else {
        let key = condition.key.lowercased()
        let isAlone = conditions.allSatisfy { $0 == condition || $0.key.lowercased() != key }
        // A day that is not known may be gone.
        guard isAlone, !ConditionDomain.keysOfNow.contains(key), let unread = OpaqueCondition(condition) else {
          return (.unknown, [])
        }
        opaque[condition] = unread
      }
    }
    let byKey = Dictionary(grouping: Set(tests.values), by: \.key)
    let unread = opaque.values.sorted { $0.key < $1.key }
    let keys = byKey.keys.sorted() + unread.map(\.key)
    let domains = byKey.keys.sorted().map { ConditionDomain(Array(byKey[$0] ?? [])) } + unread.map(\.domain)
    guard
      domains.reduce(1, { $0.multipliedReportingOverflow(by: $1.values.count).partialValue }) <= Self.maximumChoices,
      keys.count <= 12
    else { return (.unknown, []) }
    let values = domains.map(\.values)
    var digits = [Int](repeating: 0, count: keys.count)
    var isPossible = false
    repeat {
      let request = Dictionary(
        uniqueKeysWithValues: zip(keys, zip(digits, values).map { index, values in values[index] }))
      if holds(request, tests, opaque) {
        // Of what is not known it may be that no request has it.
        guard unread.allSatisfy({ $0.isCertain(request[$0.key] ?? nil) }) else {
          isPossible = true
          continue
        }
        let names = Dictionary(
          conditions.map { ($0.key.lowercased(), $0.key) }, uniquingKeysWith: { first, _ in first })
        return (
          .yes,
          byKey.keys.sorted().compactMap { key in
            (request[key] ?? nil).map { (names[key] ?? key, $0.joined(separator: ", ")) }
          }
        )
      }
    } while Self.advance(&digits, values)
    return (domains.allSatisfy(\.isComplete) && spelled.isEmpty && !isPossible ? .no : .unknown, [])
  }

  /// The conditions whose values have variables of the request, as tests of the texts that stand for those: where nothing
  /// else is asked of what the variables are.
  private static func spellsVariables(_ conditions: [Statement.Condition]) -> [Statement.Condition: ConditionTest] {
    let keys = Set(conditions.map { $0.key.lowercased() })
    return conditions.reduce(into: [:]) { all, condition in
      let values = condition.values.elements.compactMap { $0.known?.literal }
      guard condition.values.isComplete, values.count == condition.values.elements.count,
        values.contains(where: { $0.contains("${") }),
        !values.contains(where: { value in keys.contains { value.lowercased().contains("${" + $0) } }),
        let test = ConditionTest(op: condition.op, key: condition.key, values: values), test.comparesTexts
      else { return }
      all[condition] = test
    }
  }

  private static func advance(_ digits: inout [Int], _ domains: [[[String]?]]) -> Bool {
    for position in digits.indices {
      digits[position] += 1
      if digits[position] < domains[position].count { return true }
      digits[position] = 0
    }
    return false
  }

  private func holds(
    _ request: [String: [String]?], _ tests: [Statement.Condition: ConditionTest],
    _ opaque: [Statement.Condition: OpaqueCondition]
  ) -> Bool {
    func isTrue(_ condition: Statement.Condition) -> Bool {
      guard let test = tests[condition] else {
        return opaque[condition].map { $0.isMet(by: request[$0.key] ?? nil) } ?? false
      }
      return test.isTrue(of: request[test.key] ?? nil)
    }
    return all.allSatisfy(isTrue)
      && oneOf.allSatisfy { $0.contains { $0.allSatisfy(isTrue) } }
      && !notAll.contains { $0.allSatisfy(isTrue) }
  }
}

// MARK: Comparison

extension ConditionFormula {
  private static let maximumBranches = 64

  /// The same conditions wherever they stand, and however their keys are written.
  var unplaced: ConditionFormula {
    func unplaced(_ conditions: [Statement.Condition]) -> [Statement.Condition] {
      conditions.map(\.unplaced).sorted { "\($0.key) \($0.op)" < "\($1.key) \($1.op)" }
    }
    return ConditionFormula(all: unplaced(all), oneOf: oneOf.map { $0.map(unplaced) }, notAll: notAll.map(unplaced))
  }

  /// What a request says that meets this formula and none of some others; nil if none is found.
  ///
  /// A request misses another formula if it misses what that asks for, or is under one of the Denies that it escapes.
  func choice(missing others: [ConditionFormula]) -> Choice? {
    var branches = [self]
    for other in others {
      // What a formula asks for in other ways is taken to be met.
      branches = branches.flatMap { branch -> [ConditionFormula] in
        let missed = other.all.isEmpty ? [] : [branch.without(other.all)]
        return missed + other.notAll.map { branch.with($0) }
      }
      if branches.count > Self.maximumBranches { return nil }
    }
    for branch in branches {
      let answer = branch.satisfiable()
      if answer.verdict == .yes { return answer.choice }
    }
    return nil
  }

  private func with(_ conditions: [Statement.Condition]) -> ConditionFormula {
    ConditionFormula(all: all + conditions.filter { !all.contains($0) }, oneOf: oneOf, notAll: notAll)
  }

  private func without(_ conditions: [Statement.Condition]) -> ConditionFormula {
    ConditionFormula(all: all, oneOf: oneOf, notAll: notAll + [conditions])
  }
}

extension Statement.Condition {
  fileprivate var unplaced: Statement.Condition {
    let nowhere = OwnPolicies.nowhere
    let values = values.elements.map { Attribute($0.value, origin: .explicit, place: nowhere) }
      .sorted { "\($0.value)" < "\($1.value)" }
    return Statement.Condition(
      op: op.lowercased(), key: key.lowercased(), values: PartialList(values, rest: self.values.rest), place: nowhere)
  }
}
