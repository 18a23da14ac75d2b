import Documents

/// Reads expressions and templates.
///
/// Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
struct ExpressionParser {
  /// Why a text is no expression, and where.
  struct Failure: Error {
    let message: String
    let offset: Int
  }

  private static let deepest = 100

  let text: Text
  let bytes: [UInt8]
  var offset = 0
  private var depth = 0

  init(_ text: Text) {
    self.text = text
    bytes = text.bytes
  }

  // MARK: Bytes

  var isAtEnd: Bool { offset >= bytes.count }

  func peek(_ ahead: Int = 0) -> UInt8? { offset + ahead < bytes.count ? bytes[offset + ahead] : nil }

  func looksAt(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    for index in 0..<count where bytes[offset + index] != word.utf8Start[index] { return false }
    return true
  }

  mutating func take(_ word: StaticString) -> Bool {
    guard looksAt(word) else { return false }
    offset += word.utf8CodeUnitCount
    return true
  }

  mutating func expect(_ word: StaticString, after what: String) throws(Failure) {
    skipSpace()
    if !take(word) { throw failure("expected \(word) after \(what)") }
  }

  func failure(_ message: String) -> Failure {
    let found: String
    if let byte = peek() {
      found = byte < 0x80 ? "\"\(Character(Unicode.Scalar(byte)))\"" : "a character that no expression has"
    } else {
      found = "the end"
    }
    return Failure(message: "\(message), found \(found)", offset: offset)
  }

  func range(from start: Int) -> SourceRange { text.range(of: start..<max(start, offset)) }

  /// Skips white space and comments.
  mutating func skipSpace() {
    while let byte = peek() {
      if byte == 0x20 || (0x09...0x0d).contains(byte) {
        offset += 1
      } else if byte == UInt8(ascii: "#") || looksAt("//") {
        while let next = peek(), next != 0x0a { _ = next; offset += 1 }
      } else if looksAt("/*") {
        offset += 2
        while !isAtEnd, !looksAt("*/") { offset += 1 }
        offset = min(offset + 2, bytes.count)
      } else {
        return
      }
    }
  }

  static func isIdentifier(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): !first
    default: false
    }
  }

  mutating func identifier() -> String? {
    let start = offset
    while let byte = peek(), Self.isIdentifier(byte, first: offset == start) { offset += 1 }
    return offset > start ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
  }

  /// Takes a word that nothing of an identifier follows.
  mutating func take(keyword: StaticString) -> Bool {
    guard looksAt(keyword) else { return false }
    if let next = peek(keyword.utf8CodeUnitCount), Self.isIdentifier(next, first: false) { return false }
    offset += keyword.utf8CodeUnitCount
    return true
  }

  // MARK: Operators

  /// An expression, with the space around it.
  mutating func expression() throws(Failure) -> Expression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw Failure(message: "expressions are nested too deeply", offset: offset) }
    skipSpace()
    let start = offset
    let condition = try operation(closerThan: 0)
    skipSpace()
    guard take("?") else { return condition }
    let first = try expression()
    try expect(":", after: "the first result of a condition")
    let second = try expression()
    return Expression(.conditional(condition, first, second), at: range(from: start))
  }

  private mutating func operation(closerThan precedence: Int) throws(Failure) -> Expression {
    skipSpace()
    let start = offset
    var left = try unary()
    while true {
      let before = offset
      skipSpace()
      guard let found = infix(), found.precedence > precedence else {
        offset = before
        return left
      }
      offset += found.rawValue.utf8.count
      let right = try operation(closerThan: found.precedence)
      left = Expression(.binary(found, left, right), at: range(from: start))
    }
  }

  private func infix() -> BinaryOperator? {
    switch peek() {
    case UInt8(ascii: "|"): looksAt("||") ? .or : nil
    case UInt8(ascii: "&"): looksAt("&&") ? .and : nil
    case UInt8(ascii: "="): looksAt("==") ? .equal : nil
    case UInt8(ascii: "!"): looksAt("!=") ? .notEqual : nil
    case UInt8(ascii: "<"): looksAt("<=") ? .lessOrEqual : .less
    case UInt8(ascii: ">"): looksAt(">=") ? .greaterOrEqual : .greater
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .times
    case UInt8(ascii: "/"): .divided
    case UInt8(ascii: "%"): .remainder
    default: nil
    }
  }

  private mutating func unary() throws(Failure) -> Expression {
    skipSpace()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw Failure(message: "expressions are nested too deeply", offset: offset) }
    let start = offset
    if looksAt("!"), !looksAt("!=") {
      offset += 1
      return Expression(.not(try unary()), at: range(from: start))
    }
    if take("-") { return Expression(.negative(try unary()), at: range(from: start)) }
    return try postfix()
  }

  // MARK: Traversals

  private mutating func postfix() throws(Failure) -> Expression {
    let start = offset
    return try steps(of: try term(), from: start, isInSplat: false)
  }

  /// What follows a term: attributes, indices, splats.
  private mutating func steps(
    of term: Expression, from start: Int, isInSplat: Bool, onlyAttributes: Bool = false
  ) throws(Failure) -> Expression {
    var result = term
    while true {
      if looksAt("."), !looksAt("...") {
        offset += 1
        if take("*") {
          let element = Expression(.splatElement, at: range(from: start))
          let body = try steps(of: element, from: start, isInSplat: true, onlyAttributes: true)
          result = Expression(.splat(result, body: body), at: range(from: start))
        } else if let name = identifier() {
          result = Expression(.attribute(result, name), at: range(from: start))
        } else if let index = digits() {
          let position = Expression(.number(Number(index)), at: range(from: start))
          result = Expression(.index(result, position), at: range(from: start))
        } else {
          throw failure("expected the name of an attribute")
        }
      } else if looksAt("["), !onlyAttributes {
        offset += 1
        skipSpace()
        if looksAt("*") {
          offset += 1
          try expect("]", after: "[*")
          let element = Expression(.splatElement, at: range(from: start))
          let body = try steps(of: element, from: start, isInSplat: true)
          result = Expression(.splat(result, body: body), at: range(from: start))
        } else {
          let key = try expression()
          try expect("]", after: "an index")
          result = Expression(.index(result, key), at: range(from: start))
        }
      } else {
        return result
      }
    }
  }

  private mutating func digits() -> Int? {
    let start = offset
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    return offset > start ? Int(String(decoding: bytes[start..<offset], as: UTF8.self)) : nil
  }
}
