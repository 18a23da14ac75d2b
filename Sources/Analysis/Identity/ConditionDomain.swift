import AWSModel
import NetSpace

/// Values of one key of a request that tell the answers of some tests apart.
struct ConditionDomain {
  /// The values to try, of a key with several values lists of them; nil: the key is not in the request.
  let values: [[String]?]
  /// Whether any request answers the tests as one with one of the values does.
  let isComplete: Bool

  /// Stands for every text that no test names.
  private static let other = "(other)"

  /// - Parameter tests: all of one key.
  init(_ tests: [ConditionTest]) {
    let key = tests.first?.key ?? ""
    if GlobalConditionKey.isOfNoRequest(key) {
      values = [nil]
      isComplete = true
      return
    }
    var single: [String] = []
    let others = Self.areTyped(tests) ? [] : [Self.other]
    let candidates = Self.candidates(tests, ofKey: key)
    for value in candidates.sorted() + others where !single.contains(value) { single.append(value) }
    let lists = Self.lists(of: single, tests, ofKey: key)
    let isAlways = Self.alwaysThere.contains(key)
    values = single.map { [$0] } + lists.found + (isAlways ? [] : [nil])
    isComplete = lists.areAll && Self.isSettled(tests, by: single)
  }

  /// For tests whose values are not known: a request has one of these in place of them, or none.
  init(choices: [String], mayBeAbsent: Bool) {
    values = choices.map { [$0] } + (mayBeAbsent ? [nil] : [])
    isComplete = true
  }

  // MARK: Keys

  /// Keys that each request has.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  static let alwaysThere: Set = [
    "aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:requestedregion", "aws:viaawsservice",
    "aws:useragent",
  ]

  /// Of the keys of all services those that have several values; of others it is taken from the operator.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  private static func mayHaveSeveralValues(_ key: String) -> Bool {
    !key.hasPrefix("aws:")
      || ["aws:calledvia", "aws:tagkeys", "aws:principalservicenameslist"].contains(key) || key.hasSuffix("orgpaths")
  }

  /// Whether the key has nothing but numbers, dates, addresses, or true and false: a tag has any text.
  private static func areTyped(_ tests: [ConditionTest]) -> Bool {
    let tests = tests.filter { $0.comparison != .presence }
    return !tests.isEmpty
      && tests.allSatisfy { test in
        switch test.comparison {
        case .number, .date, .bool, .address: !test.key.contains("tag/")
        case .string, .pattern, .arn, .presence: false
        }
      }
  }

  private static let mostMembers = 6

  /// Of a key with several values the lists that answer the tests otherwise than any one value does.
  ///
  /// For one question about all or any of the values none is needed: whatever list answers it, one value does so too.
  private static func lists(
    of single: [String], _ tests: [ConditionTest], ofKey key: String
  ) -> (found: [[String]], areAll: Bool) {
    let tests = tests.filter { $0.comparison != .presence }
    if tests.allSatisfy({ $0.quantifier == .one }) || Set(tests).count == 1 || !mayHaveSeveralValues(key) {
      return ([], true)
    }
    // What a question about one value makes of several is not said.
    if tests.contains(where: { $0.quantifier == .one }) { return ([], false) }
    var answers: Set<[Bool]> = []
    let members = single.filter { value in answers.insert(tests.map { $0.matches(value) }).inserted }
    guard members.count <= mostMembers else { return ([], false) }
    let lists = (1..<(1 << members.count)).map { choice in
      members.indices.filter { choice & (1 << $0) != 0 }.map { members[$0] }
    }
    return (lists.filter { $0.count > 1 }, true)
  }

  // MARK: Candidates

  private static func candidates(_ tests: [ConditionTest], ofKey key: String) -> [String] {
    let found = candidates(tests)
    guard keysOfNow.contains(key) else { return found }
    return ["\(earliest)"] + found.filter { ConditionInstant($0).map { $0 > earliest } ?? true }
  }

  /// What says when a request is made.
  static let keysOfNow: Set = ["aws:currenttime", "aws:epochtime"]
  /// Requests are made after this was written: what was allowed until some day before is allowed no more.
  private static let earliest = ConditionInstant(microseconds: 1_767_225_600_000_000)

  private static func candidates(_ tests: [ConditionTest]) -> [String] {
    var found: [String] = []
    var numbers: [Double] = []
    var instants: [ConditionInstant] = []
    var blocks: [IPPrefix] = []
    for test in tests {
      switch test.comparison {
      case .string: found += test.values
      case .bool: found += ["true", "false"]
      case .presence: break
      case .pattern, .arn: found += test.values.flatMap(spellings)
      case .number: numbers += test.values.compactMap(Double.init)
      case .date: instants += test.values.compactMap(ConditionInstant.init)
      case .address: blocks += test.values.compactMap { IPPrefix(hostOrPrefix: $0[...]) }
      }
    }
    return found + candidates(numbers) + candidates(instants) + candidates(blocks)
  }

  /// With each `*` left out, and with a text in place of it.
  private static func spellings(_ pattern: String) -> [String] {
    ["", "x"].map { run in pattern.map { $0 == "*" ? run : $0 == "?" ? "x" : String($0) }.joined() }
  }

  /// Each, and what lies below, between and above.
  private static func candidates(_ numbers: [Double]) -> [String] {
    let limits = Set(numbers.filter(\.isFinite)).sorted()
    guard let least = limits.first, let greatest = limits.last else { return [] }
    let between = zip(limits, limits.dropFirst()).map { ($0 + $1) / 2 }
    return ([least - 1, greatest + 1] + limits + between).map { value in
      Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
  }

  /// The same of points in time.
  private static func candidates(_ instants: [ConditionInstant]) -> [String] {
    let limits = Set(instants.map(\.microseconds)).sorted()
    guard let first = limits.first, let last = limits.last else { return [] }
    let second = 1_000_000
    let between = zip(limits, limits.dropFirst()).map { $0 + ($1 - $0) / 2 }
    return ([first - second, last + second] + limits + between).map { "\(ConditionInstant(microseconds: $0))" }
  }

  /// One address of each block that is in no smaller one of them, and some outside of all.
  private static func candidates(_ blocks: [IPPrefix]) -> [String] {
    if blocks.isEmpty { return [] }
    let inside = blocks.compactMap { block in
      AddressSet(block).subtracting(AddressSet(blocks.filter { $0 != block && block.contains($0) })).first
    }
    let all = AddressSet(blocks)
    let outside = [AddressSet(.ipv4), AddressSet(.ipv6)].compactMap { $0.subtracting(all).first }
    return ["203.0.113.77", "2001:db8::77"] + (inside + outside).map { "\($0)" }
  }

  // MARK: Whether they are all

  private static func isSettled(_ tests: [ConditionTest], by values: [String]) -> Bool {
    let tests = tests.filter { $0.comparison != .presence }
    let kinds = Set(tests.map(\.comparison).map(Kind.init))
    guard let kind = kinds.first else { return true }
    guard kinds.count == 1 else { return false }
    switch kind {
    case .text: return isSettled(patterns: tests.flatMap(patterns), by: values)
    case .fold, .bool, .number, .date, .address: return true
    // One pattern is met or missed.
    case .arn: return Set(tests.flatMap(\.values)).count <= 1
    }
  }

  /// What a request's value is taken for: tests of one kind divide the same values.
  private enum Kind: Hashable {
    case text
    case fold
    case bool
    case number
    case date
    case address
    case arn

    init(_ comparison: ConditionTest.Comparison) {
      switch comparison {
      case .string(ignoresCase: false), .pattern: self = .text
      case .string(ignoresCase: true): self = .fold
      case .bool, .presence: self = .bool
      case .number: self = .number
      case .date: self = .date
      case .address: self = .address
      case .arn: self = .arn
      }
    }
  }

  private static func patterns(of test: ConditionTest) -> [GlobPattern] {
    test.values.map { test.comparison == .pattern ? GlobPattern($0) : GlobPattern(spelling: $0) }
  }

  private static let mostPatterns = 8

  /// Whether for each choice of patterns that a text can match, without the others, one of the values does.
  private static func isSettled(patterns: [GlobPattern], by values: [String]) -> Bool {
    let patterns = Array(Set(patterns))
    guard patterns.count <= mostPatterns else { return patterns.allSatisfy { !$0.hasWildcards } }
    let met = Set(
      values.map { value in
        patterns.indices.reduce(0) { $0 | (patterns[$1].matches(value) ? 1 << $1 : 0) }
      })
    return (0..<(1 << patterns.count)).allSatisfy { choice in
      if met.contains(choice) { return true }
      let included = patterns.indices.filter { choice & (1 << $0) != 0 }.map { patterns[$0] }
      let excluded = patterns.filter { !included.contains($0) }
      return PatternTerm.simplified(include: included, exclude: excluded).map { $0.isEmpty == .yes } ?? true
    }
  }
}

extension AddressSet {
  /// The lowest address; of IPv4 if it has any.
  fileprivate var first: IPAddress? {
    v4.ranges.first.map { .v4($0.lowerBound) } ?? v6.ranges.first.map { .v6($0.lowerBound) }
  }
}
