/// Writes values as text, up to a length: shared parts of nested lists could make it endless.
struct ValueWriter {
  private(set) var output = ""
  /// What was unknown among the values written.
  private(set) var unknowns: UnknownSet?
  private(set) var isTruncated = false
  private let limit: Int
  private let describeUnknown: (UnknownSet) -> String

  init(limit: Int = 100_000, unknown describeUnknown: @escaping (UnknownSet) -> String = { _ in "(unknown)" }) {
    self.limit = limit
    self.describeUnknown = describeUnknown
  }

  mutating func write(_ text: String) {
    guard !isTruncated else { return }
    if output.utf8.count + text.utf8.count > limit {
      isTruncated = true
      output += "…"
    } else {
      output += text
    }
  }

  mutating func write(_ value: Value) {
    guard !isTruncated else { return }
    switch value {
    case .null: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .int(let value): write(String(value))
    case .uint(let value): write(String(value))
    case .double(let value): write(Self.text(value))
    case .string(let text): write(text)
    case .bytes(let bytes): write(Self.text(bytes))
    case .type(let name): write(name)
    case .object(let object): write(object.description)
    case .list(let list):
      write("[")
      writeElements(list)
      write("]")
    case .map(let map): write(map)
    case .unknown(let ids): write(unknown: ids)
    case .error(let error): write("(error: \(error.message))")
    }
  }

  /// Elements with commas between; those that may be missing are said to be possible.
  mutating func writeElements(_ list: ListValue) {
    for (position, element) in list.elements.enumerated() {
      guard !isTruncated else { return }
      if position > 0 { write(", ") }
      if let ids = element.possibility {
        note(ids)
        write("possibly ")
      }
      write(element.value)
    }
    guard let rest = list.rest else { return }
    if !list.elements.isEmpty { write(", ") }
    write(unknown: rest)
  }

  /// Entries are sorted by their text, so that the order of construction does not show.
  private mutating func write(_ map: MapValue) {
    let entries = map.entries.map { (key: $0.key.text, entry: $0) }.sorted { $0.key < $1.key }
    write("{")
    for (position, (key, entry)) in entries.enumerated() {
      guard !isTruncated else { return }
      if position > 0 { write(", ") }
      if let ids = entry.possibility {
        note(ids)
        write("possibly ")
      }
      write("\(key): ")
      write(entry.value)
    }
    if let rest = map.rest {
      if !entries.isEmpty { write(", ") }
      write(unknown: rest)
    }
    write("}")
  }

  private mutating func note(_ ids: UnknownSet) {
    unknowns = unknowns?.union(ids) ?? ids
  }

  private mutating func write(unknown ids: UnknownSet) {
    note(ids)
    write(describeUnknown(ids))
  }

  /// The shortest decimal that reads back as the number, a whole number without a fraction; with an exponent from 1e21.
  static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    let text = number.description
    if text.hasSuffix(".0") { return String(text.dropLast(2)) }
    guard number.magnitude >= 1e16, number.magnitude < 1e21, let exponent = text.firstIndex(of: "e"),
      let places = Int(text[text.index(after: exponent)...])
    else { return text }
    let digits = text[..<exponent].replacing(".", with: "")
    let count = digits.utf8.count - (number < 0 ? 1 : 0)
    return digits + String(repeating: "0", count: places + 1 - count)
  }

  /// The text in UTF-8 with one replacement character for each stretch that is none.
  static func text(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var output = ""
    var isBroken = false
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    while true {
      switch decoder.decode(&rest) {
      case .scalarValue(let scalar):
        output.unicodeScalars.append(scalar)
        isBroken = false
      case .error:
        if !isBroken { output.unicodeScalars.append("\u{FFFD}") }
        isBroken = true
      case .emptyInput: return output
      }
    }
  }
}

extension Value {
  /// The value as `string()` and messages show it.
  package var text: String {
    var writer = ValueWriter()
    writer.write(self)
    return writer.output
  }
}
