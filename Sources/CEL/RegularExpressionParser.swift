/// Reads the pattern of a regular expression.
struct RegularExpressionParser {
  typealias Failure = RegularExpression.Failure
  typealias Node = RegularExpressionNode

  private static let maximumRepetition = 1_000
  private static let maximumDepth = 50

  private struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var flags = Flags()

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  mutating func parse() throws(Failure) -> Node {
    let node = try alternatives()
    guard position == scalars.count else { throw Failure("unmatched )") }
    return node
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  // MARK: Structure

  private mutating func alternatives() throws(Failure) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw Failure("the pattern is nested too deeply") }
    // A flag that is set inside a group ends with it.
    let outer = flags
    defer { flags = outer }
    var parts = [try sequence()]
    while accept("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .alternatives(parts)
  }

  private mutating func sequence() throws(Failure) -> Node {
    var parts: [Node] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let start = position
      let part = try atom()
      parts.append(try repeated(part, from: start))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repeated(_ part: Node, from start: Int) throws(Failure) -> Node {
    var bounds: (Int, Int?)?
    if accept("*") {
      bounds = (0, nil)
    } else if accept("+") {
      bounds = (1, nil)
    } else if accept("?") {
      bounds = (0, 1)
    } else if next == "{" {
      bounds = try counts()
    }
    guard let (minimum, maximum) = bounds else { return part }
    // Lazy or greedy makes no difference to whether there is a match.
    _ = accept("?")
    if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" {
      throw Failure("two repetition operators in a row")
    }
    return .repetition(part, minimum, maximum)
  }

  /// Reads `{n}`, `{n,}` or `{n,m}`; anything else is a literal brace.
  private mutating func counts() throws(Failure) -> (Int, Int?)? {
    let start = position
    position += 1
    let minimum = number()
    var maximum = minimum
    if accept(",") { maximum = next == "}" ? nil : number() ?? -1 }
    guard let minimum, maximum != -1, accept("}") else {
      position = start
      return nil
    }
    guard max(minimum, maximum ?? 0) <= Self.maximumRepetition else { throw Failure("more than 1000 repetitions") }
    if let maximum, maximum < minimum { throw Failure("a repetition whose maximum is below its minimum") }
    return (minimum, maximum)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = next, ("0"..."9").contains(digit) {
      value = min((value ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000)
      position += 1
    }
    return value
  }

  private mutating func atom() throws(Failure) -> Node {
    let scalar = scalars[position]
    switch scalar {
    case "*", "+", "?": throw Failure("nothing to repeat before \(scalar)")
    case "(": return try group()
    case "[": return .set(try characterClass())
    case "\\": return try escape()
    default: break
    }
    position += 1
    switch scalar {
    case ".": return .set(flags.dotMatchesNewline ? .any : .anyButNewline)
    case "^": return .assert(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assert(flags.isMultiline ? .lineEnd : .textEnd)
    default: return literal(scalar.value)
    }
  }

  private func literal(_ scalar: UInt32) -> Node {
    guard flags.ignoresCase, !ScalarSet.otherCases(scalar).isEmpty else { return .scalar(scalar) }
    return .set(ScalarSet(ranges: [scalar...scalar], ignoresCase: true))
  }

  // MARK: Groups

  private mutating func group() throws(Failure) -> Node {
    position += 1
    let outer = flags
    if accept("?") {
      switch next {
      case "=", "!":
        throw Failure("look-ahead is not supported", help: "combine two matches() with &&")
      case "P", "<":
        _ = accept("P")
        try groupName()
      default:
        if try groupFlags() { return .empty }
      }
    }
    let node = try alternatives()
    flags = outer
    guard accept(")") else { throw Failure("missing )") }
    return node
  }

  private mutating func groupName() throws(Failure) {
    guard accept("<"), next != "=", next != "!" else { throw Failure("look-behind is not supported") }
    while let scalar = next, ScalarSet.word.contains(scalar.value) { position += 1 }
    guard accept(">") else { throw Failure("malformed group name") }
  }

  /// Reads `i-s:` or `i-s)`; true if the flags hold for what follows the group.
  private mutating func groupFlags() throws(Failure) -> Bool {
    var isOn = true
    while let scalar = next {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.dotMatchesNewline = isOn
      case "U": break
      case "-": isOn = false
      case ":": return false
      case ")": return true
      default: throw Failure("unknown group flag \(scalar)")
      }
    }
    throw Failure("missing )")
  }

  // MARK: Classes and escapes

  private mutating func characterClass() throws(Failure) -> ScalarSet {
    position += 1
    var set = ScalarSet(ranges: [], isNegated: accept("^"), ignoresCase: flags.ignoresCase)
    var isFirst = true
    while let scalar = next {
      if scalar == "]", !isFirst {
        position += 1
        return set
      }
      isFirst = false
      if scalar == "[", peek(1) == ":" {
        set.ranges += try namedClass()
        continue
      }
      if scalar == "\\", let known = perlClass(peek(1)) {
        position += 2
        set.ranges += known.isNegated ? known.complement : known.ranges
        continue
      }
      let low = try classScalar()
      guard next == "-", let high = peek(1), high != "]" else {
        set.ranges.append(low...low)
        continue
      }
      position += 1
      let upper = try classScalar()
      guard low <= upper else { throw Failure("a character range whose end is below its start") }
      set.ranges.append(low...upper)
    }
    throw Failure("missing ]")
  }

  private mutating func classScalar() throws(Failure) -> UInt32 {
    guard let scalar = next else { throw Failure("missing ]") }
    guard scalar == "\\" else {
      position += 1
      return scalar.value
    }
    return try escapedScalar()
  }

  private mutating func namedClass() throws(Failure) -> [ClosedRange<UInt32>] {
    let names: [String: [ClosedRange<UInt32>]] = [
      "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A], "ascii": [0...0x7F],
      "blank": [0x09...0x09, 0x20...0x20], "cntrl": [0...0x1F, 0x7F...0x7F], "digit": [0x30...0x39],
      "graph": [0x21...0x7E], "lower": [0x61...0x7A], "print": [0x20...0x7E],
      "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E], "space": [0x09...0x0D, 0x20...0x20],
      "upper": [0x41...0x5A], "word": ScalarSet.word.ranges, "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]
    position += 2
    let isNegated = accept("^")
    var name = ""
    while let scalar = next, ("a"..."z").contains(scalar) {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard let ranges = names[name], accept(":"), accept("]") else { throw Failure("unknown character class") }
    return isNegated ? ScalarSet(ranges: ranges).complement : ranges
  }

  private func perlClass(_ letter: Unicode.Scalar?) -> ScalarSet? {
    switch letter {
    case "d": .digit
    case "s": .space
    case "w": .word
    case "D": ScalarSet(ranges: ScalarSet.digit.ranges, isNegated: true)
    case "S": ScalarSet(ranges: ScalarSet.space.ranges, isNegated: true)
    case "W": ScalarSet(ranges: ScalarSet.word.ranges, isNegated: true)
    default: nil
    }
  }

  private mutating func escape() throws(Failure) -> Node {
    if let set = perlClass(peek(1)) {
      position += 2
      return .set(set)
    }
    let assertion: RegularExpression.Assertion? =
      switch peek(1) {
      case "A": .textStart
      case "z": .textEnd
      case "b": .wordBoundary
      case "B": .noWordBoundary
      default: nil
      }
    if let assertion {
      position += 2
      return .assert(assertion)
    }
    return literal(try escapedScalar())
  }

  private mutating func escapedScalar() throws(Failure) -> UInt32 {
    position += 1
    guard let letter = next else { throw Failure("a backslash at the end") }
    position += 1
    switch letter {
    case "a": return 7
    case "f": return 12
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "v": return 11
    case "x": return try hexadecimal()
    case "1"..."9": throw Failure("back-references are not supported")
    default:
      guard letter.value < 0x80, !ScalarSet.word.contains(letter.value) else {
        throw Failure("unknown escape sequence \\\(letter)")
      }
      return letter.value
    }
  }

  /// Reads `\x7F` or `\x{10FFFF}`.
  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    let isBraced = accept("{")
    var digits = ""
    while let digit = next, digit.properties.isASCIIHexDigit, isBraced || digits.utf8.count < 2 {
      digits.unicodeScalars.append(digit)
      position += 1
    }
    guard isBraced ? accept("}") : digits.utf8.count == 2, let value = UInt32(digits, radix: 16), value <= 0x10FFFF
    else { throw Failure("malformed \\x escape sequence") }
    return value
  }
}
