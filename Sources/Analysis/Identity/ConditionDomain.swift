import NetSpace

/// Values of one key of a request that tell the answers of some tests apart.
struct ConditionDomain {
  /// The values to try; nil: the key is not in the request.
  let values: [String?]
  /// Whether any request answers the tests as one with one of the values does.
  let isComplete: Bool

  /// Stands for every text that no test names.
  private static let other = "(other)"

  init(_ tests: [ConditionTest]) {
    var values: [String] = []
    for value in Self.candidates(tests).sorted() + [Self.other] where !values.contains(value) { values.append(value) }
    self.values = values.map { $0 } + [nil]
    // Of a key with several values single ones are tried. They are enough for one question about all or any of the values:
    // whatever list answers it, one value does so too. Whether the key is there is the same for both.
    let isOfSingleValues =
      tests.allSatisfy { $0.quantifier == .one } || Set(tests.filter { $0.comparison != .presence }).count == 1
    isComplete = isOfSingleValues && Self.isSettled(tests, by: values)
  }

  /// For values that are not known: a request has one of them or not.
  init(opaque value: String) {
    values = [value, nil]
    isComplete = true
  }

  // MARK: Candidates

  private static func candidates(_ tests: [ConditionTest]) -> [String] {
    var found: [String] = []
    var numbers: [Double] = []
    var instants: [String] = []
    var blocks: [IPPrefix] = []
    for test in tests {
      switch test.comparison {
      case .string: found += test.values
      case .bool: found += ["true", "false"]
      case .presence: break
      case .pattern, .arn: found += test.values.flatMap(spellings)
      case .number: numbers += test.values.compactMap(Double.init)
      case .date: instants += test.values
      case .address: blocks += test.values.compactMap { IPPrefix(hostOrPrefix: $0[...]) }
      }
    }
    return found + candidates(numbers) + candidates(instants: instants) + candidates(blocks)
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

  /// A later text lies between one and the next: a fraction of a second after it.
  private static func candidates(instants: [String]) -> [String] {
    if instants.isEmpty { return [] }
    return instants + instants.map { $0 + "0" } + ["1970-01-01T00:00:00Z", "9998-12-31T00:00:00Z"]
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
    case .fold, .bool, .number, .address: return true
    // One pattern is met or missed.
    case .arn: return Set(tests.flatMap(\.values)).count <= 1
    case .date: return false
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
