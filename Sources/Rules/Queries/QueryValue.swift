import CEL

/// A value of the expression language for those who only show it.
package indirect enum QueryValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case text(String)
  case list([QueryValue])
  case map([Member])
  /// Why it is not known.
  case unknown([String])

  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: QueryValue
  }

  init(_ value: Value, _ context: LintContext) {
    func reasons(_ ids: UnknownSet) -> [String] { context.unknowns(ids).distinct.map(\.description) }
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .uint(let value): self = Int(exactly: value).map { .int($0) } ?? .text("\(value)")
    case .double(let value): self = .double(value)
    case .string(let text): self = .text(text)
    case .bytes(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
    case .type(let name): self = .text(name)
    case .object(let object): self = .text(object.description)
    case .list(let list):
      let elements = list.elements.map { element in
        element.possibility.map { .unknown(reasons($0)) } ?? QueryValue(element.value, context)
      }
      self = .list(elements + (list.rest.map { [.unknown(reasons($0))] } ?? []))
    case .map(let map):
      let members = map.entries.map { entry in
        Member(
          key: QueryValue(entry.key, context).words,
          value: entry.possibility.map { .unknown(reasons($0)) } ?? QueryValue(entry.value, context))
      }
      self = .map(members)
    case .unknown(let ids): self = .unknown(reasons(ids))
    case .error(let error): self = .text("(error: \(error.message))")
    }
  }

  /// The value on one line: nothing for null, elements between commas.
  package var words: String {
    switch self {
    case .null: ""
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .text(let text): text
    case .list(let elements): elements.map(\.words).joined(separator: ", ")
    case .map(let members): members.map { "\($0.key): \($0.value.words)" }.joined(separator: ", ")
    case .unknown(let reasons): "(unknown: \(reasons.joined(separator: "; ")))"
    }
  }
}
