/// Writes values as `yamlencode` does: block style, texts in quotes or, of several lines, as literal blocks.
///
/// Source: https://developer.hashicorp.com/terraform/language/functions/yamlencode
struct YAMLWriter {
  /// Longer lines of a quoted text are broken at spaces.
  private static let width = 80
  /// Longer keys, and those of several lines, are written another way.
  private static let longestKey = 128

  private var output = ""
  private var column = 0

  /// - Throws: for what is not known, and for keys and numbers that are not written.
  static func text(of value: TerraformValue) throws(Obstacle) -> String {
    var writer = YAMLWriter()
    switch value.content {
    case .list(let elements, _) where !elements.isEmpty, .set(let elements, _) where !elements.isEmpty:
      try writer.list(elements, indent: 0)
    case .map(let members, _) where !members.isEmpty: try writer.map(members, indent: 0)
    case .null, .bool, .number:
      try writer.scalar(value, indent: 2)
      // What is not in quotes could go on.
      writer.put("\n...")
    default: try writer.scalar(value, indent: 2)
    }
    if writer.column > 0 { writer.put("\n") }
    return writer.output
  }

  // MARK: Structure

  private mutating func list(_ elements: [TerraformValue], indent: Int) throws(Obstacle) {
    for (index, element) in elements.enumerated() {
      if index > 0 { newLine(indent) }
      put("- ")
      try nested(element, indent: indent + 2)
    }
  }

  private mutating func map(_ members: [TerraformValue.Member], indent: Int) throws(Obstacle) {
    for (index, member) in members.enumerated() {
      if index > 0 { newLine(indent) }
      guard member.key.unicodeScalars.count <= Self.longestKey, !member.key.unicodeScalars.contains("\n") else {
        throw .unknown(Gap(member.key, .unsupported("long keys in YAML"), at: member.keyRange))
      }
      quoted(member.key, indent: nil)
      put(":")
      switch member.value.content {
      case .list(let elements, _) where !elements.isEmpty, .set(let elements, _) where !elements.isEmpty:
        newLine(indent)
        try list(elements, indent: indent)
      case .map(let members, _) where !members.isEmpty:
        newLine(indent + 2)
        try map(members, indent: indent + 2)
      default:
        put(" ")
        try scalar(member.value, indent: indent + 2)
      }
    }
  }

  /// An element, on the line of its dash.
  private mutating func nested(_ value: TerraformValue, indent: Int) throws(Obstacle) {
    switch value.content {
    case .list(let elements, _) where !elements.isEmpty, .set(let elements, _) where !elements.isEmpty:
      try list(elements, indent: indent)
    case .map(let members, _) where !members.isEmpty: try map(members, indent: indent)
    default: try scalar(value, indent: indent)
    }
  }

  // MARK: Scalars

  private mutating func scalar(_ value: TerraformValue, indent: Int) throws(Obstacle) {
    switch value.content {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .number(let number):
      guard let text = number.text else {
        throw .unknown(Gap("a number", .unsupported("numbers without an end"), at: value.range))
      }
      put(text)
    case .list, .set: put("[]")
    case .map: put("{}")
    case .text, .json, .resource, .attribute, .oneOf, .unknown:
      let text = try value.text()
      if Self.isLiteral(text) { block(text, indent: indent) } else { quoted(text, indent: indent) }
    }
  }

  /// Whether a text is of several lines that can stand as they are.
  private static func isLiteral(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains("\n"), scalars.last != " " else { return false }
    return scalars.indices.allSatisfy { index in
      let scalar = scalars[index]
      if scalar == " ", index + 1 < scalars.count, scalars[index + 1] == "\n" { return false }
      return scalar == "\n" || isPrintable(scalar) && !isBreak(scalar)
    }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7e, 0xa0...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd: true
    default: false
    }
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0a, 0x0d, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private mutating func block(_ text: String, indent: Int) {
    var header = "|"
    if text.hasPrefix(" ") || text.hasPrefix("\n") { header += "2" }
    if !text.hasSuffix("\n") {
      header += "-"
    } else if text == "\n" || text.hasSuffix("\n\n") {
      header += "+"
    }
    put(header + "\n")
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.offset > 0 { put("\n") }
      if !line.element.isEmpty { put(String(repeating: " ", count: indent) + line.element) }
    }
  }

  /// - Parameter indent: of the lines that a long text is broken into; nil to leave it in one.
  private mutating func quoted(_ text: String, indent: Int?) {
    put("\"")
    let scalars = Array(text.unicodeScalars)
    var isAfterSpace = false
    for (index, scalar) in scalars.enumerated() {
      if scalar == " " {
        if let indent, !isAfterSpace, column > Self.width, index > 0, index < scalars.count - 1 {
          newLine(indent)
          if scalars[index + 1] == " " { put("\\") }
        } else {
          put(" ")
        }
        isAfterSpace = true
        continue
      }
      isAfterSpace = false
      let isPlain = Self.isPrintable(scalar) && !Self.isBreak(scalar) && scalar != "\"" && scalar != "\\"
      put(isPlain ? String(scalar) : Self.escaped(scalar))
    }
    put("\"")
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let names: [UInt32: String] = [
      0: "0", 7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 0x1b: "e", 0x22: "\"", 0x5c: "\\", 0x85: "N",
      0x2028: "L", 0x2029: "P",
    ]
    if let name = names[scalar.value] { return "\\" + name }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (mark, count) = scalar.value <= 0xff ? ("x", 2) : scalar.value <= 0xffff ? ("u", 4) : ("U", 8)
    return "\\" + mark + String(repeating: "0", count: count - digits.count) + digits
  }

  // MARK: Output

  /// A line of its own; after a block there is one already.
  private mutating func newLine(_ indent: Int) {
    put((column > 0 ? "\n" : "") + String(repeating: " ", count: indent))
  }

  private mutating func put(_ text: String) {
    output += text
    for scalar in text.unicodeScalars { column = scalar == "\n" ? 0 : column + 1 }
  }
}
