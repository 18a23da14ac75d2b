import Documents

extension TerraformValue {
  /// The text of the value as JSON, as Terraform writes it.
  package func jsonParts() -> [TextPart] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.parts.merged
  }

  /// The value of a JSON or YAML node.
  init(_ node: Node) {
    let content: Content
    switch node.kind {
    case .null: content = .null
    case .boolean: content = .bool(node.bool ?? false)
    case .number:
      content =
        Number(yaml: node.literal ?? "").map(Content.number)
        ?? .unknown(Gap(node.literal ?? "", .unsupported("numbers of more than 128 bits"), at: node.range))
    case .string: content = .text([.literal(node.string ?? "")].merged)
    case .array: content = .list(node.elements.map { TerraformValue($0) }, rest: [])
    case .object:
      var members: [String: Member] = [:]
      for member in node.members {
        members[member.name] = Member(key: member.name, keyRange: member.key.range, value: TerraformValue(member.value))
      }
      content = .map(Array(members.values).sortedByKey, rest: [])
    }
    self.init(content, at: node.range)
  }
}

extension Number {
  /// A number of YAML, which may be hexadecimal or octal; JSON has only what YAML has too.
  fileprivate init?(yaml text: String) {
    let digits = text.dropFirst(2)
    let radix = text.hasPrefix("0x") ? 16 : text.hasPrefix("0o") ? 8 : nil
    if let radix, let value = Int(digits, radix: radix) { self.init(value) } else { self.init(text) }
  }
}

/// Writes values as `jsonencode` does: keys in order, and what HTML could misread escaped.
private struct JSONWriter {
  private(set) var parts: [TextPart] = []

  mutating func write(_ value: TerraformValue) {
    switch value.content {
    case .null: literal("null")
    case .bool(let value): literal(value ? "true" : "false")
    case .number(let number):
      if let text = number.text { literal(text) } else { literal("\(number.double)") }
    case .text(let text):
      literal("\"")
      for part in text {
        if case .literal(let piece) = part { literal(Self.escaped(piece)) } else { parts.append(part) }
      }
      literal("\"")
    case .json(let inner):
      literal("\"")
      for part in inner.jsonParts() {
        if case .literal(let piece) = part { literal(Self.escaped(piece)) } else { parts.append(part) }
      }
      literal("\"")
    case .list(let elements, let rest), .set(let elements, let rest):
      literal("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { literal(",") }
        write(element)
      }
      parts += rest.map(TextPart.unknown)
      literal("]")
    case .map(let members, let rest):
      literal("{")
      for (index, member) in members.enumerated() {
        if index > 0 { literal(",") }
        literal("\"\(Self.escaped(member.key))\":")
        write(member.value)
      }
      parts += rest.map(TextPart.unknown)
      literal("}")
    case .attribute(let symbol, let name):
      literal("\"")
      parts.append(.attribute(symbol, name))
      literal("\"")
    case .resource(let symbol): parts.append(.unknown(Gap(symbol.address, .knownAfterApply, at: value.range)))
    case .oneOf(_, let gap), .unknown(let gap): parts.append(.unknown(gap))
    }
  }

  private mutating func literal(_ text: String) { parts.append(.literal(text)) }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{c}": result += "\\f"
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
