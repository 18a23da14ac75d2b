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
    case .bytes(let bytes): write(String(decoding: bytes, as: UTF8.self))
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

  /// The shortest decimal that reads back as the number, a whole number without a fraction.
  static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
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
