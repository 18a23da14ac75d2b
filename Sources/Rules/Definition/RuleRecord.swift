import Analysis

/// The form of a rule inside the binary: its texts one after the other, each with its length before it.
///
/// Read without a parser: lengths are followed, strings are made, and nothing is evaluated.
package enum RuleRecord {
  /// - Parameter path: the rule's file, as messages show it.
  package static func encode(_ rule: RuleDefinition, path: String) -> String {
    var writer = Writer()
    let metadata = rule.metadata
    for text in [metadata.id, metadata.group, metadata.title, path] { writer.write(text) }
    writer.write(details(of: metadata))
    writer.write(rule.severities) { writer, clause in
      writer.write(clause.severity.rawValue)
      writer.write(clause.when?.string ?? "")
    }
    switch rule.enablement {
    case .always: writer.write("always")
    case .never: writer.write("never")
    case .profiles(let profiles):
      writer.write("profiles")
      writer.write(profiles)
    }
    for text in [rule.relation, rule.rowName, rule.condition, rule.target, rule.message] { writer.write(text.string) }
    writer.write(rule.subsumers) { writer, subsumer in
      writer.write(subsumer.rule.string)
      writer.write(subsumer.when?.string ?? "")
    }
    writer.write(rule.parameters) { writer, parameter in
      writer.write(parameter.name)
      writer.write(parameter.value)
    }
    return writer.output
  }

  private static func details(of metadata: RuleMetadata) -> String {
    var writer = Writer()
    for text in [metadata.remediation, metadata.why] { writer.write(text) }
    writer.write(metadata.tags)
    writer.write(metadata.references)
    writer.write(metadata.sameAs) { writer, entry in
      writer.write(entry.tool)
      writer.write(entry.ids)
    }
    return writer.output
  }

  /// The rule of a record in the binary; what is said of it at length is read where it is shown.
  package static func decode(_ record: StaticString) -> RuleDefinition? {
    decode(bytes(of: record)) { range in
      let once = Once<RuleMetadata.Details>()
      return { once.value { details(in: bytes(of: record), range) ?? RuleMetadata.Details() } }
    }
  }

  /// The rule of a record; nil if it is none, which only a broken build can bring about.
  package static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> RuleDefinition? {
    decode(bytes) { range in
      guard let details = details(in: bytes, range) else { return nil }
      return { details }
    }
  }

  private static func bytes(of record: StaticString) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: record.utf8Start, count: record.utf8CodeUnitCount)
  }

  private static func details(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> RuleMetadata.Details? {
    var reader = Reader(UnsafeBufferPointer(rebasing: bytes[range]))
    return reader.details()
  }

  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, details: (Range<Int>) -> (@Sendable () -> RuleMetadata.Details)?
  ) -> RuleDefinition? {
    var reader = Reader(bytes)
    guard let id = reader.text(), let group = reader.text(), let title = reader.text(), let path = reader.text(),
      let details = reader.range().flatMap(details), let severities = reader.list({ reader in reader.severity() }),
      let enablement = reader.enablement(),
      let relation = reader.text(), let name = reader.text(), let condition = reader.text(), let target = reader.text(),
      let message = reader.text(), let subsumers = reader.list({ reader in reader.subsumer() }),
      let parameters = reader.list({ reader in
        reader.text().flatMap { name in reader.parameter().map { (name: name, value: $0) } }
      })
    else { return nil }
    let highest = severities.map(\.severity).max() ?? .info
    return RuleDefinition(
      metadata: RuleMetadata(
        id: id, group: group, title: title, severity: highest, details: details),
      severities: severities, enablement: enablement, relation: RuleText(relation), rowName: RuleText(name),
      condition: RuleText(condition), target: RuleText(target), message: RuleText(message), parameters: parameters,
      examples: [], subsumers: subsumers, path: path)
  }

  private struct Writer {
    var output = ""

    mutating func write(_ text: String) { output += "\(text.utf8.count):\(text)" }

    mutating func write(_ texts: [String]) { write(texts) { $0.write($1) } }

    mutating func write<T>(_ elements: [T], _ body: (inout Writer, T) -> Void) {
      write(String(elements.count))
      for element in elements { body(&self, element) }
    }

    mutating func write(_ value: ParameterValue) {
      switch value {
      case .bool(let value): write("bool", String(value))
      case .int(let value): write("int", String(value))
      case .double(let value): write("double", String(value))
      case .string(let value): write("string", value)
      case .list(let elements):
        write("list")
        write(elements) { $0.write($1) }
      }
    }

    private mutating func write(_ kind: String, _ text: String) {
      write(kind)
      write(text)
    }
  }

  private struct Reader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func text() -> String? { range().map { String(decoding: bytes[$0], as: UTF8.self) } }

    /// Where the next text is.
    mutating func range() -> Range<Int>? {
      var length = 0
      while position < bytes.count, bytes[position] != UInt8(ascii: ":") {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]), length < 1 << 24 else { return nil }
        length = length * 10 + Int(bytes[position] - UInt8(ascii: "0"))
        position += 1
      }
      position += 1
      guard position + length <= bytes.count else { return nil }
      defer { position += length }
      return position..<(position + length)
    }

    mutating func details() -> RuleMetadata.Details? {
      guard let remediation = text(), let why = text(), let tags = texts(), let references = texts(),
        let sameAs = list({ reader in
          reader.text().flatMap { tool in reader.texts().map { (tool: tool, ids: $0) } }
        })
      else { return nil }
      return RuleMetadata.Details(
        tags: tags, remediation: remediation, why: why, references: references, sameAs: sameAs)
    }

    mutating func texts() -> [String]? { list { $0.text() } }

    mutating func list<T>(_ element: (inout Reader) -> T?) -> [T]? {
      guard let count = text().flatMap({ Int($0) }) else { return nil }
      var elements: [T] = []
      for _ in 0..<max(0, count) {
        guard let next = element(&self) else { return nil }
        elements.append(next)
      }
      return elements
    }

    mutating func severity() -> RuleDefinition.SeverityClause? {
      guard let severity = text().flatMap(Severity.init(rawValue:)), let when = text() else { return nil }
      return .init(when: when.isEmpty ? nil : RuleText(when), severity: severity)
    }

    mutating func subsumer() -> RuleDefinition.Subsumer? {
      guard let rule = text(), let when = text() else { return nil }
      return .init(rule: RuleText(rule), when: when.isEmpty ? nil : RuleText(when))
    }

    mutating func enablement() -> RuleDefinition.Enablement? {
      switch text() {
      case "always": .always
      case "never": .never
      case "profiles": texts().map { .profiles($0) }
      default: nil
      }
    }

    mutating func parameter() -> ParameterValue? {
      switch text() {
      case "bool": text().map { .bool($0 == "true") }
      case "int": text().flatMap { Int($0) }.map { .int($0) }
      case "double": text().flatMap { Double($0) }.map { .double($0) }
      case "string": text().map { .string($0) }
      case "list": list { $0.parameter() }.map { .list($0) }
      default: nil
      }
    }
  }
}
