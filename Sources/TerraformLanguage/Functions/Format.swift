import Glibc

/// The verbs of `format`, such as `%s`, `%05.1f` and `%[2]d`.
///
/// Source: https://developer.hashicorp.com/terraform/language/functions/format
struct Format {
  private let bytes: [UInt8]

  init(_ format: String) { bytes = Array(format.utf8) }

  private struct Verb {
    var argument: Int?
    var plus = false
    var space = false
    var minus = false
    var zero = false
    var sharp = false
    var width: Int?
    var precision: Int?
    var letter: UInt8 = 0
  }

  func parts(_ values: [TerraformValue], _ evaluator: Evaluator) throws(Obstacle) -> [TextPart] {
    var parts: [TextPart] = []
    var literal: [UInt8] = []
    var next = 0
    var highest = 0
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "%") else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "%") {
        literal.append(UInt8(ascii: "%"))
        index += 1
        continue
      }
      let verb = try self.verb(&index)
      let argument = verb.argument ?? next
      next = argument + 1
      highest = max(highest, next)
      guard values.indices.contains(argument) else { throw .mistake("there is no argument \(argument + 1)") }
      parts.append(.literal(String(decoding: literal, as: UTF8.self)))
      literal = []
      parts += try formatted(values[argument], verb)
    }
    if highest < values.count { throw .mistake("there are more arguments than the format uses") }
    parts.append(.literal(String(decoding: literal, as: UTF8.self)))
    return parts.merged
  }

  private func verb(_ index: inout Int) throws(Obstacle) -> Verb {
    var verb = Verb()
    func number(_ index: inout Int) -> Int? {
      let start = index
      while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
      return index > start ? Int(String(decoding: bytes[start..<index], as: UTF8.self)) : nil
    }
    flags: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "+"): verb.plus = true
      case UInt8(ascii: " "): verb.space = true
      case UInt8(ascii: "-"): verb.minus = true
      case UInt8(ascii: "0"): verb.zero = true
      case UInt8(ascii: "#"): verb.sharp = true
      default: break flags
      }
      index += 1
    }
    func position(_ index: inout Int) throws(Obstacle) {
      guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return }
      index += 1
      guard let argument = number(&index), argument > 0, index < bytes.count, bytes[index] == UInt8(ascii: "]") else {
        throw .mistake("expected a number in brackets after %")
      }
      verb.argument = argument - 1
      index += 1
    }
    try position(&index)
    verb.width = number(&index)
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      verb.precision = number(&index) ?? 0
    }
    try position(&index)
    guard index < bytes.count else { throw .mistake("the format ends within a verb") }
    if (verb.width ?? 0) > 10_000 || (verb.precision ?? 0) > 500 { throw .mistake("a width that is too large") }
    verb.letter = bytes[index]
    index += 1
    return verb
  }

  private func formatted(_ value: TerraformValue, _ verb: Verb) throws(Obstacle) -> [TextPart] {
    switch verb.letter {
    case UInt8(ascii: "s"):
      let parts = try value.textParts()
      guard let text = parts.literal else { return try unpadded(parts, verb) }
      return [.literal(padded(clipped(text, verb), verb))]
    case UInt8(ascii: "q"):
      let plain = try value.textParts()
      let parts = TerraformValue(.text(plain), at: value.range).jsonParts()
      guard let text = parts.literal else { return try unpadded(parts, verb) }
      return [.literal(padded(text, verb))]
    case UInt8(ascii: "v"):
      if verb.sharp { return try json(value, verb) }
      switch value.content {
      case .text, .json, .attribute, .unknown, .oneOf:
        let parts = try value.textParts()
        guard let text = parts.literal else { return try unpadded(parts, verb) }
        return [.literal(padded(clipped(text, verb), verb))]
      case .number(let number):
        var text = number.text ?? "\(number.double)"
        if verb.plus, !number.isNegative { text = "+" + text }
        return [.literal(padded(text, verb))]
      case .null, .bool, .list, .set, .map, .resource: return try json(value, verb)
      }
    case UInt8(ascii: "t"): return [.literal(padded(try value.bool() ? "true" : "false", verb))]
    case UInt8(ascii: "d"), UInt8(ascii: "b"), UInt8(ascii: "o"), UInt8(ascii: "x"), UInt8(ascii: "X"):
      return [.literal(padded(try whole(value, verb), verb))]
    case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "g"),
      UInt8(ascii: "G"):
      return [.literal(padded(try fraction(value, verb), verb))]
    default: throw .mistake("there is no verb %\(Character(Unicode.Scalar(verb.letter)))")
    }
  }

  private func json(_ value: TerraformValue, _ verb: Verb) throws(Obstacle) -> [TextPart] {
    let parts = value.jsonParts()
    guard let text = parts.literal else { return try unpadded(parts, verb) }
    return [.literal(padded(text, verb))]
  }

  /// Of a text that is not known to its end the width cannot be told.
  private func unpadded(_ parts: [TextPart], _ verb: Verb) throws(Obstacle) -> [TextPart] {
    if verb.width == nil, verb.precision == nil { return parts }
    throw .unknown(parts.gap ?? Gap("a text", .undecided))
  }

  private func clipped(_ text: String, _ verb: Verb) -> String {
    verb.precision.map { String(text.prefix($0)) } ?? text
  }

  private func whole(_ value: TerraformValue, _ verb: Verb) throws(Obstacle) -> String {
    let number = try value.number()
    guard number.isWhole else { throw .mistake("expected a whole number") }
    let radix: Int
    switch verb.letter {
    case UInt8(ascii: "b"): radix = 2
    case UInt8(ascii: "o"): radix = 8
    case UInt8(ascii: "d"): radix = 10
    default: radix = 16
    }
    let digits = String(number.numerator.magnitude, radix: radix, uppercase: verb.letter == UInt8(ascii: "X"))
    return sign(number.isNegative, verb) + digits
  }

  private func sign(_ isNegative: Bool, _ verb: Verb) -> String {
    isNegative ? "-" : verb.plus ? "+" : verb.space ? " " : ""
  }

  private func fraction(_ value: TerraformValue, _ verb: Verb) throws(Obstacle) -> String {
    let number = try value.number().double
    let letter = String(Character(Unicode.Scalar(verb.letter)))
    let format = "%.\(verb.precision ?? (letter.lowercased() == "g" ? 17 : 6))\(letter)"
    if letter.lowercased() == "g", verb.precision == nil {
      return sign(number < 0, verb) + "\(Number(abs(number))?.text ?? "\(abs(number))")"
    }
    var buffer = [CChar](repeating: 0, count: 900)
    let count = withVaList([abs(number)]) { vsnprintf(&buffer, buffer.count, format, $0) }
    let digits = buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }
    return sign(number < 0, verb) + String(decoding: digits, as: UTF8.self)
  }

  private func padded(_ text: String, _ verb: Verb) -> String {
    guard let width = verb.width, text.count < width else { return text }
    let missing = width - text.count
    if verb.minus { return text + String(repeating: " ", count: missing) }
    guard verb.zero else { return String(repeating: " ", count: missing) + text }
    let isSigned = text.first == "-" || text.first == "+"
    let zeros = String(repeating: "0", count: missing)
    return isSigned ? text.prefix(1) + zeros + text.dropFirst() : zeros + text
  }
}
