/// String and bytes literals: quoted, triple-quoted and raw, with the escapes of the language definition.
extension Lexer {
  /// The literal at a word that is a prefix: `r"…"`, `b"…"`, `br"…"` in either case.
  mutating func prefixedString() throws(CELError) -> Token? {
    let start = position
    var end = start
    let isBytes = byte(at: end) | 0x20 == UInt8(ascii: "b")
    if isBytes { end += 1 }
    let isRaw = byte(at: end) | 0x20 == UInt8(ascii: "r")
    if isRaw { end += 1 }
    guard end > start, isQuote(byte(at: end)) else { return nil }
    position = end
    return try string(from: start, isRaw: isRaw, isBytes: isBytes)
  }

  private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  /// Reads the literal whose opening quote is at `position`; `start` is where its prefix began.
  mutating func string(from start: Int, isRaw: Bool, isBytes: Bool) throws(CELError) -> Token {
    let quote = byte(at: position)
    let isTriple = byte(at: position + 1) == quote && byte(at: position + 2) == quote
    let opening = start..<(position + (isTriple ? 3 : 1))
    position = opening.upperBound
    var content: [UInt8] = []
    while true {
      guard position < bytes.count else {
        throw CELError("string without an end", at: opening, help: "close it with \(closing(quote, isTriple))")
      }
      let next = bytes[position]
      if next == quote, !isTriple || (byte(at: position + 1) == quote && byte(at: position + 2) == quote) {
        position += isTriple ? 3 : 1
        break
      }
      if !isTriple, next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") {
        throw CELError(
          "string without an end on its line", at: start..<position,
          help: "close it with \(closing(quote, isTriple)), or write a string of several lines in three quotes")
      }
      if next == UInt8(ascii: "\\"), !isRaw {
        try escape(isBytes: isBytes, into: &content)
      } else {
        content.append(next)
        position += 1
      }
    }
    let value: Value = isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
    return Token(kind: .literal(value), range: start..<position)
  }

  private func closing(_ quote: UInt8, _ isTriple: Bool) -> String {
    String(repeating: Character(Unicode.Scalar(quote)), count: isTriple ? 3 : 1)
  }

  /// Reads the escape sequence at `position`.
  private mutating func escape(isBytes: Bool, into content: inout [UInt8]) throws(CELError) {
    let start = position
    let letter = byte(at: start + 1)
    position += 2
    switch letter {
    case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      content.append(letter)
    case UInt8(ascii: "a"): content.append(7)
    case UInt8(ascii: "b"): content.append(8)
    case UInt8(ascii: "f"): content.append(12)
    case UInt8(ascii: "n"): content.append(10)
    case UInt8(ascii: "r"): content.append(13)
    case UInt8(ascii: "t"): content.append(9)
    case UInt8(ascii: "v"): content.append(11)
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      let value = try digits(2, radix: 16, from: start)
      try append(value, from: start, isOctet: isBytes, to: &content)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      position -= 1
      let value = try digits(3, radix: 8, from: start)
      try append(value, from: start, isOctet: isBytes, to: &content)
    // In bytes too: the UTF-8 of the code point.
    case UInt8(ascii: "u"):
      let value = try digits(4, radix: 16, from: start)
      try append(value, from: start, isOctet: false, to: &content)
    case UInt8(ascii: "U") where !isBytes:
      let value = try digits(8, radix: 16, from: start)
      try append(value, from: start, isOctet: false, to: &content)
    default:
      let help =
        letter == UInt8(ascii: "U")
        ? "bytes are written \\x00 to \\xff" : "a backslash itself is written \\\\, or as it is in a raw string r\"…\""
      throw CELError("unknown escape sequence", at: start..<min(position, bytes.count), help: help)
    }
  }

  private mutating func digits(_ count: Int, radix: UInt32, from start: Int) throws(CELError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      let digit = byte(at: position)
      guard isHexDigit(digit), let number = UInt32(String(Unicode.Scalar(digit)), radix: Int(radix)) else {
        let end = min(max(position, start + 2), bytes.count)
        throw CELError(
          "incomplete escape sequence", at: start..<end,
          help: "expected \(count) \(radix == 16 ? "hexadecimal" : "octal") digits")
      }
      value = value &* radix &+ number
      position += 1
    }
    return value
  }

  private func append(
    _ value: UInt32, from start: Int, isOctet: Bool, to content: inout [UInt8]
  ) throws(CELError) {
    if isOctet {
      content.append(UInt8(truncatingIfNeeded: value))
    } else if let scalar = Unicode.Scalar(value) {
      content.append(contentsOf: Array(String(scalar).utf8))
    } else {
      let help = (0xD800..<0xE000).contains(value) ? "a code point above U+FFFF is written \\U0001F600" : nil
      throw CELError("escape sequence is no Unicode code point", at: start..<position, help: help)
    }
  }
}
