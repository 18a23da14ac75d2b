import Documents
import TerraformLanguage

extension Expression {
  /// What a value of JSON means as an expression: strings are templates, the rest is itself.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
  init(json node: Node) {
    switch node.kind {
    case .null: self.init(.null, at: node.range)
    case .boolean: self.init(.bool(node.bool ?? false), at: node.range)
    case .number:
      self.init(
        Number(node.literal ?? "").map(Content.number) ?? .malformed("the number is too large"), at: node.range)
    case .string: self = Self.string(node)
    case .array: self.init(.tuple(node.elements.map { Expression(json: $0) }), at: node.range)
    case .object:
      let items = node.members.map { member in
        Item(key: Self.string(member.key), value: Expression(json: member.value))
      }
      self.init(.object(items), at: node.range)
    }
  }

  private static func string(_ node: Node) -> Expression {
    let written = node.string ?? ""
    let isLiteral = !written.holdsTemplate
    // Most strings are nothing but themselves, and need no place for each of their characters.
    if isLiteral, !written.mayBeJSON { return Expression(.text(written), at: node.range) }
    guard let text = node.text else { return Expression(.text(written), at: node.range) }
    let template = isLiteral ? Expression(.text(written), at: node.range) : Expression.template(text)
    // A template has the place of the whole string.
    let whole = Expression(template.content, at: node.range)
    if case .malformed = template.content { return template }
    var isPlain = false
    if case .text = template.content { isPlain = true }
    guard written.mayBeJSON, let structure = structure(text, isPlain: isPlain) else {
      return whole
    }
    return Expression(.json(structure, text: whole), at: node.range)
  }

  /// A text of JSON, maybe with interpolations in its strings (a policy), read as what it will be.
  ///
  /// One that says something twice stays a text, which whoever reads it can say, unless it would not be known then.
  private static func structure(_ text: Text, isPlain: Bool) -> Expression? {
    // An interpolation outside of a string: what it makes of the text cannot be seen, and the text stays one.
    guard let document = try? Document.json(text) else { return nil }
    if isPlain, document.warnings.contains(where: { $0.kind == .duplicateKey }) { return nil }
    return Expression(json: document.root)
  }

  /// The literal value of JSON, in which strings are no templates: files of variables.
  init(literal node: Node) {
    switch node.kind {
    case .null, .boolean, .number: self.init(json: node)
    case .string: self.init(.text(node.string ?? ""), at: node.range)
    case .array: self.init(.tuple(node.elements.map { Expression(literal: $0) }), at: node.range)
    case .object:
      let items = node.members.map { member in
        Item(
          key: Expression(.text(member.name), at: member.key.range), value: Expression(literal: member.value))
      }
      self.init(.object(items), at: node.range)
    }
  }
}

extension String {
  /// Whether something in it is interpolated, or stands for the sign of that.
  fileprivate var holdsTemplate: Bool {
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte == UInt8(ascii: "{"), previous == UInt8(ascii: "$") || previous == UInt8(ascii: "%") { return true }
      previous = byte
    }
    return false
  }

  /// Whether it begins as an object or an array does.
  fileprivate var mayBeJSON: Bool {
    let first = utf8.first { $0 > 0x20 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }
}
