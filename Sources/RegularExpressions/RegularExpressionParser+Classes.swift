/// Character classes and escape sequences.
extension RegularExpressionParser {
  mutating func characterClass() throws(Failure) -> ScalarSet {
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
      if scalar == "\\", let category = try unicodeClass() {
        set.categories.append(category)
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

  mutating func escape() throws(Failure) -> Node {
    if let set = perlClass(peek(1)) {
      position += 2
      return .set(set)
    }
    if let category = try unicodeClass() {
      return .set(ScalarSet(ranges: [], categories: [category], ignoresCase: flags.ignoresCase))
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
    case "0"..."7":
      if let value = octal(letter) { return value }
      throw Failure("back-references are not supported", help: "test two patterns, or use ==")
    case "8", "9": throw Failure("back-references are not supported", help: "test two patterns, or use ==")
    case "C": throw Failure("\\\(letter) is not supported", isLimitation: true)
    default:
      guard letter == "_" || (letter.value < 0x80 && !ScalarSet.word.contains(letter.value)) else {
        throw Failure("unknown escape sequence \\\(letter)")
      }
      return letter.value
    }
  }

  /// The rest of `\0`, `\12` or `\123`, whose first digit has been read; nil for a digit alone, which RE2 takes for a
  /// back-reference.
  private mutating func octal(_ first: Unicode.Scalar) -> UInt32? {
    let isDigit = { (scalar: Unicode.Scalar?) in scalar.map { ("0"..."7").contains($0) } ?? false }
    guard first == "0" || isDigit(next) else { return nil }
    var value = first.value - 0x30
    for _ in 0..<2 {
      guard let digit = next, isDigit(digit) else { break }
      value = value * 8 + digit.value - 0x30
      position += 1
    }
    return value
  }

  /// Reads `\pL`, `\p{Lu}` or `\p{^Lu}`, with `\P` for all others; nil if none is here.
  private mutating func unicodeClass() throws(Failure) -> CategorySet? {
    guard let letter = peek(1), letter == "p" || letter == "P" else { return nil }
    position += 2
    var isNegated = letter == "P"
    var name = ""
    if accept("{") {
      if accept("^") { isNegated.toggle() }
      while let scalar = next, scalar != "}" {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard accept("}") else { throw Failure("missing } of a Unicode class") }
    } else if let scalar = next {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard let category = CategorySet(name, isNegated: isNegated) else {
      throw Failure(
        "no Unicode category \"\(name)\"", help: "categories are written as in \\p{L} or \\p{Lu}; scripts are not read",
        isLimitation: true)
    }
    return category
  }

  /// Reads what stands between `\Q` and `\E`, or the end, as it is written.
  mutating func quotation() -> [Node] {
    position += 2
    var parts: [Node] = []
    while let scalar = next {
      if scalar == "\\", peek(1) == "E" {
        position += 2
        break
      }
      parts.append(literal(scalar.value))
      position += 1
    }
    return parts
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
