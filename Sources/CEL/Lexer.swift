/// Splits the text of an expression into tokens, one at a time.
///
/// It works on the UTF-8 bytes and starts where it is told to, so that the interpolations of a template are read in
/// place and report offsets into the template.
struct Lexer {
  let bytes: [UInt8]
  var position: Int

  init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  mutating func next() throws(CELError) -> Token {
    skipBlanks()
    let start = position
    guard start < bytes.count else { return Token(kind: .end, range: start..<start) }
    let first = bytes[start]
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    case UInt8(ascii: "."):
      return isDigit(byte(at: start + 1)) ? try number() : symbol()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try string(from: start, isRaw: false, isBytes: false)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      if let prefixed = try prefixedString() { return prefixed }
      return try word()
    case UInt8(ascii: "`"):
      return try quotedName()
    default:
      let token = symbol()
      if case .end = token.kind { throw unexpectedCharacter(at: start) }
      return token
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C:
        position += 1
      case UInt8(ascii: "/") where byte(at: position + 1) == UInt8(ascii: "/"):
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "\r") {
          position += 1
        }
      default:
        return
      }
    }
  }

  private func unexpectedCharacter(at start: Int) -> CELError {
    var end = start + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    let help: String? =
      switch text {
      case "=": "equality is written =="
      case "&": "conjunction is written &&"
      case "|": "disjunction is written ||"
      default: nil
      }
    return CELError("unexpected character `\(text)`", at: start..<end, help: help)
  }

  // MARK: Words and symbols

  private static let reservedWords: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
  ]

  private mutating func word() throws(CELError) -> Token {
    let start = position
    while isWordByte(byte(at: position)) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let kind: Token.Kind
    switch text {
    case "true": kind = .literal(.bool(true))
    case "false": kind = .literal(.bool(false))
    case "null": kind = .literal(.null)
    case "in": kind = .symbol(.membership)
    default: kind = .identifier(text)
    }
    return Token(kind: kind, range: start..<position)
  }

  /// A field's name that is no word: letters, digits and `_`, `-`, `.`, `/` and blanks between backquotes.
  private mutating func quotedName() throws(CELError) -> Token {
    let start = position
    position += 1
    while isWordByte(byte(at: position)) || "-./ ".utf8.contains(byte(at: position)) { position += 1 }
    let name = start + 1..<position
    guard position < bytes.count else {
      throw CELError("unterminated name", at: start..<position, help: "end it with `")
    }
    guard bytes[position] == UInt8(ascii: "`") else { throw unexpectedCharacter(at: position) }
    position += 1
    guard !name.isEmpty else { throw CELError("a name without letters", at: start..<position) }
    return Token(kind: .quotedName(String(decoding: bytes[name], as: UTF8.self)), range: start..<position)
  }

  /// Whether a word may not be the name of a variable or function; after a dot it may be the name of a field.
  static func isReserved(_ word: String) -> Bool { reservedWords.contains(word) }

  private mutating func symbol() -> Token {
    let start = position
    let second = byte(at: start + 1)
    let (kind, length): (Symbol, Int)
    switch (bytes[start], second) {
    case (UInt8(ascii: "&"), UInt8(ascii: "&")): (kind, length) = (.and, 2)
    case (UInt8(ascii: "|"), UInt8(ascii: "|")): (kind, length) = (.or, 2)
    case (UInt8(ascii: "="), UInt8(ascii: "=")): (kind, length) = (.equal, 2)
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): (kind, length) = (.notEqual, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): (kind, length) = (.lessOrEqual, 2)
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): (kind, length) = (.greaterOrEqual, 2)
    case (UInt8(ascii: "<"), _): (kind, length) = (.less, 1)
    case (UInt8(ascii: ">"), _): (kind, length) = (.greater, 1)
    case (UInt8(ascii: "!"), _): (kind, length) = (.not, 1)
    case (UInt8(ascii: "("), _): (kind, length) = (.leftParenthesis, 1)
    case (UInt8(ascii: ")"), _): (kind, length) = (.rightParenthesis, 1)
    case (UInt8(ascii: "["), _): (kind, length) = (.leftBracket, 1)
    case (UInt8(ascii: "]"), _): (kind, length) = (.rightBracket, 1)
    case (UInt8(ascii: "{"), _): (kind, length) = (.leftBrace, 1)
    case (UInt8(ascii: "}"), _): (kind, length) = (.rightBrace, 1)
    case (UInt8(ascii: "."), _): (kind, length) = (.dot, 1)
    case (UInt8(ascii: ","), _): (kind, length) = (.comma, 1)
    case (UInt8(ascii: ":"), _): (kind, length) = (.colon, 1)
    case (UInt8(ascii: "?"), _): (kind, length) = (.question, 1)
    case (UInt8(ascii: "+"), _): (kind, length) = (.plus, 1)
    case (UInt8(ascii: "-"), _): (kind, length) = (.minus, 1)
    case (UInt8(ascii: "*"), _): (kind, length) = (.times, 1)
    case (UInt8(ascii: "/"), _): (kind, length) = (.divide, 1)
    case (UInt8(ascii: "%"), _): (kind, length) = (.remainder, 1)
    default: return Token(kind: .end, range: start..<start)
    }
    position += length
    return Token(kind: .symbol(kind), range: start..<position)
  }

  // MARK: Numbers

  private mutating func number() throws(CELError) -> Token {
    let start = position
    if bytes[start] == UInt8(ascii: "0"), byte(at: start + 1) == UInt8(ascii: "x") {
      position += 2
      let digits = position
      while isHexDigit(byte(at: position)) { position += 1 }
      return try integer(digits..<position, radix: 16, from: start)
    }
    while isDigit(byte(at: position)) { position += 1 }
    var isDouble = false
    if byte(at: position) == UInt8(ascii: "."), isDigit(byte(at: position + 1)) {
      isDouble = true
      position += 1
      while isDigit(byte(at: position)) { position += 1 }
    }
    if byte(at: position) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(at: position + 1)
      let digits = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? position + 2 : position + 1
      if isDigit(byte(at: digits)) {
        isDouble = true
        position = digits
        while isDigit(byte(at: position)) { position += 1 }
      }
    }
    guard isDouble else { return try integer(start..<position, radix: 10, from: start) }
    try endNumber(from: start)
    guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)), value.isFinite else {
      throw CELError("number is out of the range of double", at: start..<position)
    }
    return Token(kind: .literal(.double(value)), range: start..<position)
  }

  private mutating func integer(
    _ digits: Range<Int>, radix: Int, from start: Int
  ) throws(CELError) -> Token {
    let magnitude = UInt(String(decoding: bytes[digits], as: UTF8.self), radix: radix)
    let isUnsigned = byte(at: position) | 0x20 == UInt8(ascii: "u")
    if isUnsigned { position += 1 }
    try endNumber(from: start)
    let range = start..<position
    guard !digits.isEmpty else { throw CELError("hexadecimal number without digits", at: range) }
    guard let magnitude else { throw CELError("number is out of the range of uint", at: range) }
    if isUnsigned { return Token(kind: .literal(.uint(magnitude)), range: range) }
    if let value = Int(exactly: magnitude) { return Token(kind: .literal(.int(value)), range: range) }
    if magnitude == Int.min.magnitude { return Token(kind: .minimumMagnitude, range: range) }
    throw CELError("number is out of the range of int", at: range, help: "write a uint as \(magnitude)u")
  }

  /// A letter directly after a number is a slip, `1a` or `0x1g`, not two tokens.
  private mutating func endNumber(from start: Int) throws(CELError) {
    guard isWordByte(byte(at: position)) else { return }
    while isWordByte(byte(at: position)) { position += 1 }
    throw CELError("malformed number", at: start..<position)
  }

  func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
