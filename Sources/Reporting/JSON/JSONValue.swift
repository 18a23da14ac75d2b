/// JSON to be written: members keep their order, so that equal reports are equal bytes.
package indirect enum JSONValue: Hashable, Sendable {
  case string(String)
  case number(Int)
  /// A number with its text, for fractions.
  case decimal(String)
  case bool(Bool)
  case null
  case array([JSONValue])
  case object([Member])

  package struct Member: Hashable, Sendable {
    let key: String
    let value: JSONValue
  }

  /// An object of the members that have a value.
  static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(
      members.reduce(into: []) { all, member in
        if let value = member.value { all.append(Member(key: member.key, value: value)) }
      })
  }

  static func strings(_ values: some Sequence<String>) -> JSONValue { .array(values.map(JSONValue.string)) }

  /// The value, or nothing if it is an empty list or object: members that say nothing are left out.
  var unlessEmpty: JSONValue? {
    switch self {
    case .array(let elements): elements.isEmpty ? nil : self
    case .object(let members): members.isEmpty ? nil : self
    case .string, .number, .decimal, .bool, .null: self
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue {
  /// The text, indented by two spaces, with a line break at the end.
  package var text: String {
    var writer = JSONWriter()
    writer.write(self, depth: 0)
    writer.bytes.append(UInt8(ascii: "\n"))
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
