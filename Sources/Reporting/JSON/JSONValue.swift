/// JSON to be written: members keep their order, so that equal reports are equal bytes.
package indirect enum JSONValue: Sendable {
  case string(String)
  case number(Int)
  /// A number with its text, for fractions.
  case decimal(String)
  case bool(Bool)
  case null
  case array([JSONValue])
  /// An array whose elements are made one by one as they are written: of findings there are too many to hold them all.
  case elements(count: Int, @Sendable (Int) -> JSONValue)
  case object([Member])

  package struct Member: Sendable {
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

  /// An array of what each of some values is written as.
  static func each<Element: Sendable>(
    _ values: [Element], _ json: @escaping @Sendable (Element) -> JSONValue
  ) -> JSONValue {
    .elements(count: values.count) { json(values[$0]) }
  }

  /// The value, or nothing if it is an empty list or object: members that say nothing are left out.
  var unlessEmpty: JSONValue? {
    switch self {
    case .array(let elements): elements.isEmpty ? nil : self
    case .elements(let count, _): count == 0 ? nil : self
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
    var text = ""
    write { text += $0 }
    return text
  }

  /// Writes the text piece by piece.
  func write(to sink: (String) -> Void) {
    withoutActuallyEscaping(sink) { sink in
      var writer = JSONWriter(sink)
      writer.write(self, depth: 0)
      writer.end()
    }
  }
}
