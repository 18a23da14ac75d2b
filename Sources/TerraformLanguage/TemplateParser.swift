import Documents

extension Expression {
  /// Reads a text as a template: literal parts, `${…}` interpolations, and `$${` and `%%{` for the marks themselves.
  ///
  /// A template that is one interpolation is that expression, as in Terraform; with a `%{…}` directive the whole
  /// template is left unevaluated.
  /// Source: https://developer.hashicorp.com/terraform/language/expressions/strings
  package static func template(_ text: Text) -> Expression {
    var parser = TemplateParser(text)
    return parser.template()
  }
}

/// Splits a template at its interpolations.
private struct TemplateParser {
  private let text: Text
  private let bytes: [UInt8]
  private var offset = 0
  private var parts: [Expression] = []
  private var literal: [UInt8] = []
  private var literalStart = 0

  init(_ text: Text) {
    self.text = text
    bytes = text.bytes
  }

  mutating func template() -> Expression {
    while offset < bytes.count {
      if isMark("$"), isEscaped("$") {
        takeEscape()
      } else if isMark("%"), isEscaped("%") {
        takeEscape()
      } else if startsBlock("%") {
        return whole(.unevaluated(text.string))
      } else if startsBlock("$") {
        guard let end = endOfInterpolation(from: offset + 2) else { return whole(.unevaluated(text.string)) }
        flush()
        parts.append(interpolation(offset + 2..<end, within: offset..<end + 1))
        offset = end + 1
        literalStart = offset
      } else {
        literal.append(bytes[offset])
        offset += 1
      }
    }
    flush()
    switch parts.count {
    case 0: return whole(.literal(""))
    case 1: return parts[0]
    default: return whole(.template(parts))
    }
  }

  private func whole(_ content: Expression.Content) -> Expression { Expression(content, at: text.range) }

  private func isMark(_ mark: Unicode.Scalar) -> Bool { bytes[offset] == UInt8(ascii: mark) }

  /// `${` at the offset, or `%{`.
  private func startsBlock(_ mark: Unicode.Scalar) -> Bool {
    isMark(mark) && offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "{")
  }

  /// `$${` at the offset, or `%%{`.
  private func isEscaped(_ mark: Unicode.Scalar) -> Bool {
    offset + 2 < bytes.count && bytes[offset + 1] == UInt8(ascii: mark) && bytes[offset + 2] == UInt8(ascii: "{")
  }

  private mutating func takeEscape() {
    literal += [bytes[offset], UInt8(ascii: "{")]
    offset += 3
  }

  private mutating func flush() {
    guard !literal.isEmpty else { return }
    let range = text.range(of: literalStart..<offset)
    parts.append(Expression(.literal(String(decoding: literal, as: UTF8.self)), at: range))
    literal = []
  }

  /// The offset of the `}` that closes an interpolation: outside of strings, and of braces opened in between.
  private func endOfInterpolation(from start: Int) -> Int? {
    var depth = 0
    var inString = false
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where inString: index += 1
      case UInt8(ascii: "\""): inString.toggle()
      case UInt8(ascii: "{") where !inString: depth += 1
      case UInt8(ascii: "}") where !inString:
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
      index += 1
    }
    return nil
  }

  private func interpolation(_ inner: Range<Int>, within outer: Range<Int>) -> Expression {
    // `${~ … ~}` strips white space around it, which an identifier never has.
    var inner = inner
    if let first = inner.first, bytes[first] == UInt8(ascii: "~") { inner = first + 1..<inner.upperBound }
    if let last = inner.last, bytes[last] == UInt8(ascii: "~") { inner = inner.lowerBound..<last }
    while let first = inner.first, Self.isSpace(bytes[first]) { inner = first + 1..<inner.upperBound }
    while let last = inner.last, Self.isSpace(bytes[last]) { inner = inner.lowerBound..<last }
    let source = text.substring(inner)
    let range = text.range(of: outer)
    if let traversal = Traversal(source.string) { return Expression(.reference(traversal), at: range) }
    return Expression(.unevaluated(source.string), at: range)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}
