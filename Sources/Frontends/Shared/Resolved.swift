import AWSModel
import Documents

/// A property of a resource after everything that can be resolved was: what the adapters of both tools read.
struct Resolved: Sendable {
  indirect enum Content: Sendable {
    /// Null, or left out on purpose (`AWS::NoValue`): as good as not written.
    case null
    case bool(Bool)
    /// As written: `5432`, `1e3`.
    case number(String)
    case text(PartialText)
    case list([Resolved], rest: [Unknown])
    /// Members in source order; with a rest there may be others.
    case object([Member], rest: [Unknown])
    /// One of these, and which one depends on the unknown; `null` among them means that it may be absent.
    case oneOf([Resolved], Unknown)
    case unknown(Unknown)
  }

  struct Member: Sendable {
    let key: String
    let keyRange: SourceRange
    let value: Resolved
  }

  let content: Content
  let place: Place
  let origin: Origin
  /// The text that the value was written as, when it is written in one piece: a policy in a string is read from it.
  let source: Text?
  /// What the number is one of, where it is not known.
  var numbers: ClosedRange<Int32>?

  init(_ content: Content, at place: Place, origin: Origin = .explicit, source: Text? = nil) {
    self.content = content
    self.place = place
    self.origin = origin
    self.source = source
  }

  /// The last member of that name, as JSON parsers take it; nil when this is not an object or has none.
  subscript(key: String) -> Resolved? {
    guard case .object(let members, _) = content else { return nil }
    return members.last { $0.key == key }?.value
  }

  var isNull: Bool {
    if case .null = content { true } else { false }
  }

  var isUnknown: Bool {
    if case .unknown = content { true } else { false }
  }

  var isObject: Bool {
    if case .object = content { true } else { false }
  }

  /// Why it may be left out; nil if it is certainly there.
  var doubt: Unknown? {
    guard case .oneOf(let options, let why) = content else { return nil }
    return options.contains(where: \.isNull) ? why : options.lazy.compactMap(\.doubt).first
  }
}
