/// A regular expression in the syntax of RE2, matched in time linear in the text.
///
/// The pattern becomes a nondeterministic automaton whose states are followed all at once (Thompson's construction),
/// so no pattern backtracks. What RE2 leaves out, back-references and look-around, is an error here too. Of the Unicode
/// classes the general categories are read (`\p{Lu}`), scripts (`\p{Greek}`) are not.
package struct RegularExpression: Sendable {
  package struct Failure: Error {
    package let message: String
    package let help: String?
    /// Whether RE2 would read it.
    package let isLimitation: Bool

    init(_ message: String, help: String? = nil, isLimitation: Bool = false) {
      self.message = message
      self.help = help
      self.isLimitation = isLimitation
    }
  }

  enum Instruction: Sendable {
    case scalar(UInt32)
    case set(ScalarSet)
    /// Both ways, the first rather than the second.
    case split(Int, Int)
    case jump(Int)
    case assert(Assertion)
    /// Keeps the position: of a group the start by an even number, the end by the odd one after it.
    case save(Int)
    case accept
  }

  enum Assertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }

  /// States of the automaton; more would make hostile patterns expensive.
  static let maximumSize = 5_000

  /// The text that it was made from.
  package let pattern: String
  let instructions: [Instruction]
  /// The names of the groups in their order; nil for one without.
  package let groupNames: [String?]

  /// How many states there are: matching takes time in proportion to this times the length of the text.
  package var size: Int { instructions.count }

  package init(_ pattern: String) throws(Failure) {
    self.pattern = pattern
    var parser = RegularExpressionParser(pattern)
    let tree = try parser.parse()
    var compiler = Compiler()
    try compiler.emit(tree)
    compiler.instructions.append(.accept)
    instructions = compiler.instructions
    groupNames = parser.groupNames
  }

  /// Whether some part of the text matches.
  package func matches(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map(\.value)
    var current = States(count: instructions.count)
    var next = States(count: instructions.count)
    for position in 0...scalars.count {
      // A match may begin anywhere.
      if follow(0, &current, scalars, position) { return true }
      guard position < scalars.count else { break }
      let scalar = scalars[position]
      next.removeAll()
      for state in current.members {
        let isStep: Bool =
          switch instructions[state] {
          case .scalar(let wanted): wanted == scalar
          case .set(let set): set.contains(scalar)
          case .split, .jump, .assert, .save, .accept: false
          }
        if isStep, follow(state + 1, &next, scalars, position + 1) { return true }
      }
      swap(&current, &next)
    }
    return false
  }

  /// Adds a state and all that it leads to without reading; true if one of them accepts.
  private func follow(_ start: Int, _ states: inout States, _ scalars: [UInt32], _ position: Int) -> Bool {
    var pending = [start]
    while let state = pending.popLast() {
      guard states.insert(state) else { continue }
      switch instructions[state] {
      case .accept: return true
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assert(let assertion):
        if holds(assertion, scalars, position) { pending.append(state + 1) }
      case .save: pending.append(state + 1)
      case .scalar, .set: break
      }
    }
    return false
  }

  func holds(_ assertion: Assertion, _ scalars: [UInt32], _ position: Int) -> Bool {
    let isStart = position == 0
    let isEnd = position == scalars.count
    let isBoundary =
      (!isStart && ScalarSet.word.contains(scalars[position - 1]))
      != (!isEnd && ScalarSet.word.contains(scalars[position]))
    return switch assertion {
    case .textStart: isStart
    case .textEnd: isEnd
    case .lineStart: isStart || scalars[position - 1] == 10
    case .lineEnd: isEnd || scalars[position] == 10
    case .wordBoundary: isBoundary
    case .noWordBoundary: !isBoundary
    }
  }

  /// A set of states in the order of insertion.
  private struct States {
    private(set) var members: [Int] = []
    private var contains: [Bool]

    init(count: Int) { contains = Array(repeating: false, count: count) }

    mutating func insert(_ state: Int) -> Bool {
      guard !contains[state] else { return false }
      contains[state] = true
      members.append(state)
      return true
    }

    mutating func removeAll() {
      for member in members { contains[member] = false }
      members.removeAll(keepingCapacity: true)
    }
  }

  /// Lays the tree out as instructions; those of a part follow each other, and it ends by running into the next.
  private struct Compiler {
    var instructions: [Instruction] = []

    mutating func emit(_ node: RegularExpressionNode) throws(Failure) {
      guard instructions.count < RegularExpression.maximumSize else {
        throw Failure("the pattern is too large", isLimitation: true)
      }
      switch node {
      case .empty: break
      case .scalar(let scalar): instructions.append(.scalar(scalar))
      case .set(let set): instructions.append(.set(set))
      case .assert(let assertion): instructions.append(.assert(assertion))
      case .sequence(let parts):
        for part in parts { try emit(part) }
      case .alternatives(let parts): try emitAlternatives(parts[...])
      case .group(let number, let part):
        instructions.append(.save(2 * number))
        try emit(part)
        instructions.append(.save(2 * number + 1))
      case .repetition(let part, let bounds): try emitRepetition(part, bounds)
      }
    }

    private mutating func emitAlternatives(_ parts: ArraySlice<RegularExpressionNode>) throws(Failure) {
      var jumps: [Int] = []
      for (offset, part) in parts.enumerated() {
        guard offset < parts.count - 1 else {
          try emit(part)
          break
        }
        let split = instructions.count
        instructions.append(.jump(0))
        try emit(part)
        jumps.append(instructions.count)
        instructions.append(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
      }
      for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func emitRepetition(
      _ part: RegularExpressionNode, _ bounds: RegularExpressionNode.Bounds
    ) throws(Failure) {
      for _ in 0..<bounds.minimum { try emit(part) }
      func split(_ index: Int) -> Instruction {
        bounds.isLazy ? .split(instructions.count, index + 1) : .split(index + 1, instructions.count)
      }
      guard let maximum = bounds.maximum else {
        let start = instructions.count
        instructions.append(.jump(0))
        try emit(part)
        instructions.append(.jump(start))
        instructions[start] = split(start)
        return
      }
      var splits: [Int] = []
      for _ in bounds.minimum..<maximum {
        splits.append(instructions.count)
        instructions.append(.jump(0))
        try emit(part)
      }
      for index in splits { instructions[index] = split(index) }
    }
  }
}

/// The syntax tree of a regular expression.
indirect enum RegularExpressionNode {
  case empty
  case scalar(UInt32)
  case set(ScalarSet)
  case assert(RegularExpression.Assertion)
  case sequence([RegularExpressionNode])
  case alternatives([RegularExpressionNode])
  /// A group that captures, by its number from 1.
  case group(Int, RegularExpressionNode)
  case repetition(RegularExpressionNode, Bounds)

  struct Bounds {
    let minimum: Int
    /// Nil for any number.
    let maximum: Int?
    /// Whether fewer are tried before more.
    var isLazy = false
  }
}

/// A set of code points as ranges, perhaps negated.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<UInt32>]
  /// Whole Unicode categories beside the ranges.
  var categories: [CategorySet] = []
  var isNegated = false
  var ignoresCase = false

  static let digit = ScalarSet(ranges: [0x30...0x39])
  static let space = ScalarSet(ranges: [0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let word = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let any = ScalarSet(ranges: [0...0x10FFFF])
  static let anyButNewline = ScalarSet(ranges: [10...10], isNegated: true)

  func contains(_ scalar: UInt32) -> Bool {
    var isMember = lists(scalar)
    if ignoresCase, !isMember { isMember = ScalarSet.otherCases(scalar).contains(where: lists) }
    return isMember != isNegated
  }

  private func lists(_ scalar: UInt32) -> Bool {
    ranges.contains { $0.contains(scalar) } || categories.contains { $0.contains(scalar) }
  }

  /// The complement as a set of its own ranges, for `\D` inside a class.
  var complement: [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var start: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > start { result.append(start...(range.lowerBound - 1)) }
      start = max(start, range.upperBound + 1)
    }
    if start <= 0x10FFFF { result.append(start...0x10FFFF) }
    return result
  }

  /// The other spellings of a letter, upper and lower: of the long s also those of s itself.
  static func otherCases(_ scalar: UInt32) -> [UInt32] {
    var all = [scalar]
    var position = 0
    while position < all.count {
      for other in simpleMappings(all[position]) where !all.contains(other) { all.append(other) }
      position += 1
    }
    return Array(all.dropFirst())
  }

  private static func simpleMappings(_ scalar: UInt32) -> [UInt32] {
    guard let letter = Unicode.Scalar(scalar) else { return [] }
    let mappings = [letter.properties.lowercaseMapping, letter.properties.uppercaseMapping]
    return mappings.compactMap { mapping in
      guard mapping.unicodeScalars.count == 1, let other = mapping.unicodeScalars.first, other != letter else {
        return nil
      }
      return other.value
    }
  }
}
