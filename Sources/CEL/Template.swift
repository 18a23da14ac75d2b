/// Text with expressions in braces: `{opening.group} admits {opening.source}`; `{{` and `}}` are literal braces.
package struct Template: Sendable {
  enum Part: Sendable {
    case text(String)
    case interpolation(Syntax)
  }

  package let source: String
  let parts: [Part]

  /// Parses the text; errors have offsets into the template, also within an interpolation.
  package static func parse(_ source: String) throws(CELError) -> Template {
    let bytes = Array(source.utf8)
    var parts: [Part] = []
    var text: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      if isBrace, position + 1 < bytes.count, bytes[position + 1] == byte {
        text.append(byte)
        position += 2
      } else if byte == UInt8(ascii: "}") {
        throw CELError("unexpected } in the text", at: position..<(position + 1), help: "a literal brace is written }}")
      } else if byte == UInt8(ascii: "{") {
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
        var parser = try Parser(Lexer(bytes, from: position + 1))
        let (syntax, end) = try parser.parseInterpolation()
        parts.append(.interpolation(syntax))
        position = end
      } else {
        text.append(byte)
        position += 1
      }
    }
    if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
    return Template(source: source, parts: parts)
  }
}

extension Environment {
  /// Checks the expressions of a template; values of every type can be shown.
  package func check(_ template: Template) throws(CELError) -> CheckedTemplate {
    var parts: [CheckedTemplate.Part] = []
    for part in template.parts {
      switch part {
      case .text(let text): parts.append(.text(text))
      case .interpolation(let syntax):
        parts.append(.interpolation(try check(syntax).expression))
      }
    }
    return CheckedTemplate(parts: parts)
  }
}

/// A template whose expressions have been checked.
package struct CheckedTemplate: Sendable {
  enum Part: Sendable {
    case text(String)
    case interpolation(CheckedExpression)
  }

  let parts: [Part]

  init(parts: [Part]) { self.parts = parts }

  /// A template without text.
  package init() { parts = [] }

  /// The text under these bindings; `unknown` says what stands for a value that is not known.
  ///
  /// A list is written as its elements with commas between. An expression that fails is written as its error: a
  /// message with a hole says more than no message.
  package func render(_ bindings: Bindings, unknown: @escaping (UnknownSet) -> String) -> String {
    var writer = ValueWriter(unknown: unknown)
    for part in parts {
      switch part {
      case .text(let text): writer.write(text)
      case .interpolation(let expression):
        let value = expression.evaluate(bindings)
        if case .list(let list) = value {
          writer.writeElements(list)
        } else {
          writer.write(value)
        }
      }
    }
    return writer.output
  }
}
