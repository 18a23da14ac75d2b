import Documents

extension Expression {
  /// Reads a text as a template: literal parts, `${…}` interpolations, `%{…}` directives, and `$${` and `%%{` for the marks
  /// themselves.
  ///
  /// A template that is one interpolation is that expression, as in Terraform.
  /// Source: https://developer.hashicorp.com/terraform/language/expressions/strings
  package static func template(_ text: Text) -> Expression {
    if !text.withBytes({ $0.contains(UInt8(ascii: "{")) }) { return Expression(.text(text.string), at: text.range) }
    var parser = ExpressionParser(text)
    do throws(ExpressionParser.Failure) {
      return Expression(try parser.template(isQuoted: false), at: text.range)
    } catch {
      return malformed(error, in: text)
    }
  }

  /// Reads a whole text as one expression, as native syntax writes it.
  package static func expression(_ text: Text) -> Expression {
    var parser = ExpressionParser(text)
    do throws(ExpressionParser.Failure) {
      let expression = try parser.expression()
      parser.skipSpace()
      if parser.isAtEnd { return expression }
      return malformed(parser.failure("expected the end of the expression"), in: text)
    } catch {
      return malformed(error, in: text)
    }
  }

  private static func malformed(_ failure: ExpressionParser.Failure, in text: Text) -> Expression {
    let range = failure.offset < text.count ? text.range(of: failure.offset..<failure.offset + 1) : text.range
    return Expression(.malformed(failure.message), at: range)
  }
}

extension ExpressionParser {
  /// A template up to the quote that ends it, which is taken, or up to the end.
  mutating func template(isQuoted: Bool) throws(Failure) -> Expression.Content {
    var reader = TemplateReader(isQuoted: isQuoted)
    let parts = try parts(&reader, endingWith: [])
    switch parts.count {
    case 0: return .text("")
    case 1: if case .fragment = parts[0].content { return .template(parts) } else { return parts[0].content }
    default: return .template(parts)
    }
  }

  /// How a template is read.
  struct TemplateReader {
    let isQuoted: Bool
    /// Whether white space that follows is left out, after `~}`.
    var strips = false
    /// The directive that ended the parts: `else`, `endif`, `endfor`.
    var end = ""
  }

  private mutating func parts(
    _ reader: inout TemplateReader, endingWith ends: [String]
  ) throws(Failure) -> [Expression] {
    var parts: [Expression] = []
    var literal = Literal(start: offset)
    while let byte = peek() {
      if looksAt("$${") || looksAt("%%{") {
        literal.append([byte, UInt8(ascii: "{")], &reader)
        offset += 3
      } else if looksAt("${") {
        let start = offset
        offset += 2
        if take("~") { literal.trimEnd() }
        literal.flush(into: &parts, text, upTo: start)
        let inner = try expression()
        try closeSequence(&reader)
        parts.append(Expression(inner.content, at: range(from: start)))
        literal = Literal(start: offset)
      } else if looksAt("%{") {
        let start = offset
        offset += 2
        if take("~") { literal.trimEnd() }
        literal.flush(into: &parts, text, upTo: start)
        skipSpace()
        let keyword = identifier() ?? ""
        if ends.contains(keyword) {
          try closeSequence(&reader)
          reader.end = keyword
          return parts
        }
        parts.append(try directive(keyword, from: start, &reader))
        literal = Literal(start: offset)
      } else if reader.isQuoted, byte == UInt8(ascii: "\"") {
        guard ends.isEmpty else { throw failure("expected %{ \(ends.last ?? "") }") }
        literal.flush(into: &parts, text, upTo: offset)
        offset += 1
        return parts
      } else if reader.isQuoted, byte == UInt8(ascii: "\\") {
        literal.append(try escape(), &reader)
      } else {
        let end = endOfRun(reader)
        literal.append(bytes[offset..<end], &reader)
        offset = end
      }
    }
    if reader.isQuoted { throw failure("expected \" at the end of a text") }
    if !ends.isEmpty { throw failure("expected %{ \(ends.last ?? "") }") }
    literal.flush(into: &parts, text, upTo: offset)
    return parts
  }

  /// Where the next byte is that may mean something; what is here means itself.
  private func endOfRun(_ reader: TemplateReader) -> Int {
    var end = offset + 1
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "$"), UInt8(ascii: "%"): return end
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): if reader.isQuoted { return end }
      default: break
      }
      end += 1
    }
    return end
  }

  private mutating func closeSequence(_ reader: inout TemplateReader) throws(Failure) {
    skipSpace()
    reader.strips = take("~")
    if !take("}") { throw failure("expected } at the end of what is filled in") }
  }

  private mutating func directive(
    _ keyword: String, from start: Int, _ reader: inout TemplateReader
  ) throws(Failure) -> Expression {
    switch keyword {
    case "if":
      let condition = try expression()
      try closeSequence(&reader)
      let first = fragment(try parts(&reader, endingWith: ["else", "endif"]), from: start)
      let second = reader.end == "else" ? try parts(&reader, endingWith: ["endif"]) : []
      return fragment(
        [Expression(.conditional(condition, first, fragment(second, from: start)), at: range(from: start))], from: start
      )
    case "for":
      let clause = try directiveClause()
      try closeSequence(&reader)
      let body = fragment(try parts(&reader, endingWith: ["endfor"]), from: start)
      let repeated = Expression(.forTuple(clause, value: body), at: range(from: start))
      return fragment([repeated], from: start)
    default: throw Failure(message: "expected if or for after %{, found \"\(keyword)\"", offset: start)
    }
  }

  private func fragment(_ parts: [Expression], from start: Int) -> Expression {
    Expression(.fragment(parts), at: range(from: start))
  }

  /// The bytes that an escape stands for.
  private mutating func escape() throws(Failure) -> [UInt8] {
    let escaped = peek(1)
    offset += 2
    switch escaped {
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "\""): return [UInt8(ascii: "\"")]
    case UInt8(ascii: "\\"): return [UInt8(ascii: "\\")]
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = escaped == UInt8(ascii: "u") ? 4 : 8
      guard offset + count <= bytes.count,
        let code = UInt32(String(decoding: bytes[offset..<offset + count], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw Failure(message: "expected \(count) hexadecimal digits after \\u", offset: offset) }
      offset += count
      return Array(String(Character(scalar)).utf8)
    default: throw Failure(message: "expected an escape such as \\n or \\\" in a text", offset: offset - 2)
    }
  }

  /// A literal part while it is read.
  private struct Literal {
    let start: Int
    private var bytes: [UInt8] = []

    init(start: Int) { self.start = start }

    mutating func append(_ more: some Collection<UInt8>, _ reader: inout TemplateReader) {
      guard reader.strips else { return bytes.append(contentsOf: more) }
      let rest = more.drop(while: Self.isSpace)
      if rest.isEmpty { return }
      reader.strips = false
      bytes.append(contentsOf: rest)
    }

    mutating func trimEnd() { while let last = bytes.last, Self.isSpace(last) { bytes.removeLast() } }

    func flush(into parts: inout [Expression], _ text: Text, upTo end: Int) {
      if bytes.isEmpty { return }
      parts.append(
        Expression(.text(String(decoding: bytes, as: UTF8.self)), at: text.range(of: start..<max(start, end))))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
  }
}
