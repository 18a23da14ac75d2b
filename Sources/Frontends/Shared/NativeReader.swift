import AWSModel
import Documents

/// Makes what was resolved of a resource's attributes into what expressions may see of it: without what is secret.
struct NativeReader {
  /// Texts that no output may show.
  private let secrets: Set<String>

  init(hiding secrets: Set<String>) { self.secrets = secrets }

  /// - Parameter marks: `true` where a value is sensitive, as plans have it beside the values.
  func resource(
    _ declaration: Declaration, _ attributes: [(key: String, value: Resolved)], rest: [Unknown] = [],
    marks: Node? = nil
  ) -> NativeResource {
    let members = attributes.compactMap { key, value in member(key, value, marks: marks?[key]) }
    return NativeResource(declaration, attributes: members, rest: rest)
  }

  /// An object as a whole, of whose members nothing is known beforehand.
  func resource(_ declaration: Declaration, whole value: Resolved) -> NativeResource {
    switch value.content {
    case .object(let members, let rest):
      return resource(declaration, members.map { ($0.key, $0.value) }, rest: rest)
    case .unknown(let why), .oneOf(_, let why): return NativeResource(declaration, attributes: [], rest: [why])
    case .null, .bool, .number, .text, .list: return NativeResource(declaration, attributes: [])
    }
  }

  /// Nil for what is not set.
  private func member(_ key: String, _ value: Resolved, marks: Node?) -> NativeValue.Member? {
    if value.isNull { return nil }
    return NativeValue.Member(key, native(value, named: key, marks), doubt: value.doubt)
  }

  private func native(_ value: Resolved, named key: String, _ marks: Node?) -> NativeValue {
    NativeValue(content(value, named: key, marks), at: value.place)
  }

  private func content(_ value: Resolved, named key: String, _ marks: Node?) -> NativeValue.Content {
    let secret = NativeValue.Content.unknown(Unknown("\(value.place.path)", .secret, at: value.place.range))
    if marks?.bool == true { return secret }
    switch value.content {
    case .null: return .unknown(Unknown("\(value.place.path)", .unreadable("nothing"), at: value.place.range))
    case .bool(let flag): return .bool(flag)
    case .number(let digits): return PlainSecret.endsSensitively(key) ? secret : .number(digits)
    case .text(let text): return isSecret(text, named: key) ? secret : .text(text)
    case .unknown(let why): return .unknown(why)
    case .oneOf(let options, let why):
      // Which of several it is counts only where they are several.
      let set = options.filter { !$0.isNull }
      return set.count == 1 ? content(set[0], named: key, marks) : .unknown(why)
    case .list(let values, let rest):
      let elementMarks = marks.map { Array($0.elements) } ?? []
      let elements = values.enumerated().compactMap { position, element -> NativeValue.Element? in
        if element.isNull { return nil }
        let mark = position < elementMarks.count ? elementMarks[position] : nil
        return NativeValue.Element(native(element, named: key, mark), doubt: element.doubt)
      }
      return .list(elements, rest: rest)
    case .object(let members, let rest):
      return .object(members.compactMap { member($0.key, $0.value, marks: marks?[$0.key]) }, rest: rest)
    }
  }

  private func isSecret(_ text: PartialText, named key: String) -> Bool {
    let isGiven = text.parts.contains { if case .literal = $0 { true } else { false } }
    if isGiven, PlainSecret.isSensitive(key) { return true }
    guard !secrets.isEmpty else { return false }
    return text.parts.contains { part in
      guard case .literal(let literal) = part else { return false }
      return secrets.contains(literal) || secrets.contains { literal.contains($0) }
    }
  }
}
