/// Reads the pattern of a regular expression.
struct RegularExpressionParser {
  typealias Failure = RegularExpression.Failure
  typealias Node = RegularExpressionNode

  private static let maximumRepetition = 1_000
  private static let maximumDepth = 50

  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
    var isUngreedy = false
  }

  private let scalars: [Unicode.Scalar]
  var position = 0
  private var depth = 0
  private(set) var flags = Flags()
  private(set) var groupNames: [String?] = []

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  mutating func parse() throws(Failure) -> Node {
    let node = try alternatives()
    guard position == scalars.count else { throw Failure("unmatched )") }
    return node
  }

  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  // MARK: Structure

  private mutating func alternatives() throws(Failure) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw Failure("the pattern is nested too deeply", isLimitation: true) }
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
      if scalar == "\\", peek(1) == "Q" {
        var quoted = quotation()
        // A repetition behind it is of its last character.
        guard let last = quoted.popLast() else { continue }
        parts += quoted + [try repeated(last)]
        continue
      }
      parts.append(try repeated(try atom()))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repeated(_ part: Node) throws(Failure) -> Node {
    var found: Node.Bounds?
    if accept("*") {
      found = Node.Bounds(minimum: 0, maximum: nil)
    } else if accept("+") {
      found = Node.Bounds(minimum: 1, maximum: nil)
    } else if accept("?") {
      found = Node.Bounds(minimum: 0, maximum: 1)
    } else if next == "{" {
      found = try counts()
    }
    guard var bounds = found else { return part }
    bounds.isLazy = accept("?") != flags.isUngreedy
    if try repeatsAgain() {
      throw Failure("two repetition operators in a row", help: "put the first in a group: (?:…)")
    }
    return .repetition(part, bounds)
  }

  private mutating func repeatsAgain() throws(Failure) -> Bool {
    guard next == "{" else { return next == "*" || next == "+" || next == "?" }
    let start = position
    defer { position = start }
    return try counts() != nil
  }

  /// Reads `{n}`, `{n,}` or `{n,m}`; anything else is a literal brace.
  private mutating func counts() throws(Failure) -> Node.Bounds? {
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
    return Node.Bounds(minimum: minimum, maximum: maximum)
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

  func literal(_ scalar: UInt32) -> Node {
    let others = flags.ignoresCase ? ScalarSet.otherCases(scalar) : []
    if others.isEmpty { return .scalar(scalar) }
    return .set(ScalarSet(ranges: ([scalar] + others).map { $0...$0 }, ignoresCase: true))
  }

  // MARK: Groups

  private mutating func group() throws(Failure) -> Node {
    position += 1
    let outer = flags
    var number: Int?
    if accept("?") {
      switch next {
      case "=", "!":
        throw Failure("look-ahead is not supported", help: "test two patterns instead")
      case "P" where peek(1) == "=": throw Failure("back-references are not supported")
      case "P", "<":
        _ = accept("P")
        groupNames.append(try groupName())
        number = groupNames.count
      default:
        if try groupFlags() { return .empty }
      }
    } else {
      groupNames.append(nil)
      number = groupNames.count
    }
    let node = try alternatives()
    flags = outer
    guard accept(")") else { throw Failure("missing )") }
    return number.map { .group($0, node) } ?? node
  }

  private mutating func groupName() throws(Failure) -> String {
    guard accept("<"), next != "=", next != "!" else { throw Failure("look-behind is not supported") }
    var name = ""
    while let scalar = next, ScalarSet.word.contains(scalar.value) {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard accept(">"), !name.isEmpty, !groupNames.contains(name) else { throw Failure("malformed group name") }
    return name
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
      case "U": flags.isUngreedy = isOn
      case "-": isOn = false
      case ":": return false
      case ")": return true
      default: throw Failure("unknown group flag \(scalar)")
      }
    }
    throw Failure("missing )")
  }
}
