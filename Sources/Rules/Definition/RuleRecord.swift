import Analysis
import CEL

/// The form of a rule inside the binary: its texts one after the other, each with its length before it, and its
/// expressions as the build has checked them.
///
/// Read without a parser: lengths are followed, strings are made, and nothing is evaluated.
package enum RuleRecord {
  /// - Parameter path: the rule's file, as messages show it.
  package static func encode(_ rule: RuleDefinition, path: String) -> String {
    var writer = RecordWriter()
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
    writer.write(checked(rule))
    return writer.output
  }

  /// The expressions of a rule; no text for one that cannot be used, or that has what a record cannot hold.
  private static func checked(_ rule: RuleDefinition) -> String {
    var writer = RecordWriter()
    guard let compiled = try? CompiledRule(rule), write(compiled, to: &writer) else { return "" }
    return writer.output
  }

  private static func details(of metadata: RuleMetadata) -> String {
    var writer = RecordWriter()
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
    } checked: { range in
      { checked(in: bytes(of: record), range) }
    }
  }

  /// The rule of a record, without its checked expressions; nil if it is none, which only a broken build can bring about.
  package static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> RuleDefinition? {
    decode(bytes) { range in
      guard let details = details(in: bytes, range) else { return nil }
      return { details }
    } checked: { _ in
      { nil }
    }
  }

  private static func bytes(of record: StaticString) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: record.utf8Start, count: record.utf8CodeUnitCount)
  }

  private static func details(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> RuleMetadata.Details? {
    var reader = RecordReader(UnsafeBufferPointer(rebasing: bytes[range]))
    return reader.details()
  }

  /// The expressions of a rule: its condition, and what follows it when it is asked for.
  private static func checked(
    in bytes: @escaping @autoclosure @Sendable () -> UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> CheckedRule? {
    var reader = RecordReader(UnsafeBufferPointer(rebasing: bytes()[range]))
    guard let condition = CheckedExpression(&reader) else { return nil }
    return CheckedRule(
      condition: condition,
      onHit: Derived { [position = reader.position] in
        var rest = RecordReader(UnsafeBufferPointer(rebasing: bytes()[range]))
        rest.position = position
        return onHit(&rest)
      })
  }

  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, details: (Range<Int>) -> (@Sendable () -> RuleMetadata.Details)?,
    checked: (Range<Int>) -> @Sendable () -> CheckedRule?
  ) -> RuleDefinition? {
    var reader = RecordReader(bytes)
    guard let id = reader.text(), let group = reader.text(), let title = reader.text(), let path = reader.text(),
      let details = reader.range().flatMap(details), let severities = reader.list({ reader in reader.severity() }),
      let enablement = reader.enablement(),
      let relation = reader.text(), let name = reader.text(), let condition = reader.text(), let target = reader.text(),
      let message = reader.text(), let subsumers = reader.list({ reader in reader.subsumer() }),
      let parameters = reader.list({ reader in
        reader.text().flatMap { name in reader.parameter().map { (name: name, value: $0) } }
      }), let expressions = reader.range()
    else { return nil }
    let highest = severities.map(\.severity).max() ?? .info
    return RuleDefinition(
      metadata: RuleMetadata(
        id: id, group: group, title: title, severity: highest, details: details),
      severities: severities, enablement: enablement, relation: RuleText(relation), rowName: RuleText(name),
      condition: RuleText(condition), target: RuleText(target), message: RuleText(message), parameters: parameters,
      examples: [], subsumers: subsumers, path: path, checked: checked(expressions))
  }

  private static func write(_ rule: CompiledRule, to writer: inout RecordWriter) -> Bool {
    var isWritten = rule.condition.write(to: &writer)
    for conditions in [rule.onHit.severities, rule.onHit.subsumers] {
      writer.write(conditions) { writer, condition in
        writer.write(condition == nil ? 0 : 1)
        if let condition { isWritten = condition.write(to: &writer) && isWritten }
      }
    }
    isWritten = rule.onHit.message.write(to: &writer) && isWritten
    writer.write(rule.onHit.target)
    return isWritten
  }

  private static func onHit(_ reader: inout RecordReader) -> CheckedRule.OnHit? {
    guard let severities = conditions(&reader), let subsumers = conditions(&reader),
      let message = CheckedTemplate(&reader), let target = reader.texts()
    else { return nil }
    return CheckedRule.OnHit(severities: severities, subsumers: subsumers, message: message, target: target)
  }

  private static func conditions(_ reader: inout RecordReader) -> [CheckedExpression?]? {
    reader.list { reader -> CheckedExpression?? in
      switch reader.number() {
      case 0: .some(nil)
      case 1: CheckedExpression(&reader).map { .some($0) }
      default: nil
      }
    }
  }
}

extension RecordWriter {
  fileprivate mutating func write(_ value: ParameterValue) {
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

extension RecordReader {
  fileprivate mutating func details() -> RuleMetadata.Details? {
    guard let remediation = text(), let why = text(), let tags = texts(), let references = texts(),
      let sameAs = list({ reader in
        reader.text().flatMap { tool in reader.texts().map { (tool: tool, ids: $0) } }
      })
    else { return nil }
    return RuleMetadata.Details(
      tags: tags, remediation: remediation, why: why, references: references, sameAs: sameAs)
  }

  fileprivate mutating func severity() -> RuleDefinition.SeverityClause? {
    guard let severity = text().flatMap(Severity.init(rawValue:)), let when = text() else { return nil }
    return .init(when: when.isEmpty ? nil : RuleText(when), severity: severity)
  }

  fileprivate mutating func subsumer() -> RuleDefinition.Subsumer? {
    guard let rule = text(), let when = text() else { return nil }
    return .init(rule: RuleText(rule), when: when.isEmpty ? nil : RuleText(when))
  }

  fileprivate mutating func enablement() -> RuleDefinition.Enablement? {
    switch text() {
    case "always": .always
    case "never": .never
    case "profiles": texts().map { .profiles($0) }
    default: nil
    }
  }

  fileprivate mutating func parameter() -> ParameterValue? {
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
