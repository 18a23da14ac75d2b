import AWSModel
import Documents

/// What a resolved value is as text: one text, or one of several.
struct Texts {
  /// Never empty; what is not known at all is one text that is a hole.
  let options: [PartialText]
  /// What decides between several.
  let why: Unknown?
  let origin: Origin
  /// Whether each option is one of the alternatives of `why`, in their order.
  let isAligned: Bool
  /// Where the first part of it was written that is used from elsewhere.
  let definition: SourceRange?

  /// More combinations than these are one unknown text.
  static let limit = 64
  /// Longer texts are not composed: references to references would double them without end.
  static let lengthLimit = 1 << 16

  init(
    _ options: [PartialText], why: Unknown? = nil, origin: Origin = .explicit, isAligned: Bool = true,
    definition: SourceRange? = nil
  ) {
    self.definition = definition
    self.options = options
    self.why = why
    self.origin = origin
    self.isAligned = isAligned
  }

  static func unknown(_ why: Unknown, origin: Origin = .explicit) -> Texts {
    Texts([PartialText([.unknown(why)])], why: why, origin: origin)
  }

  /// The only text, when there is one.
  var single: PartialText? { options.count == 1 ? options[0] : nil }

  /// Whether it may be any text.
  var isOpen: Bool { options.contains { $0.literal == nil } }

  /// Why it is not one known text.
  func reason(at place: Place) -> Unknown { why ?? options[0].firstUnknown(at: place) }

  func map(_ transform: (PartialText) -> PartialText) -> Texts {
    Texts(options.map(transform), why: why, origin: origin, isAligned: isAligned, definition: definition)
  }

  /// This text followed by another.
  ///
  /// What depends on the same unknown goes together: both sides of a text take the same value of one parameter.
  func followed(by other: Texts) -> Texts {
    let origin = origin.combined(with: other.origin)
    let definition = definition ?? other.definition
    guard let first = options.first, let second = other.options.first else { return self }
    if first.length + second.length > Self.lengthLimit {
      return .unknown(Unknown("a text", .unsupported("longer than 64 KB")), origin: origin)
    }
    if options.count == 1 || other.options.count == 1 {
      let (why, isAligned) = options.count == 1 ? (other.why, other.isAligned) : (why, isAligned)
      let all = options.flatMap { left in other.options.map { left + $0 } }
      return Texts(
        all, why: all.count == 1 ? nil : why, origin: origin, isAligned: isAligned, definition: definition)
    }
    let why = why ?? other.why
    if self.why == other.why, self.why?.place?.file.path == other.why?.place?.file.path, isAligned, other.isAligned,
      options.count == other.options.count
    {
      return Texts(zip(options, other.options).map { $0 + $1 }, why: why, origin: origin, definition: definition)
    }
    guard let why, options.count * other.options.count <= Self.limit else {
      return .unknown(why ?? Unknown("a text", .unsupported("of many alternatives")), origin: origin)
    }
    return Texts(
      options.flatMap { left in other.options.map { left + $0 } }, why: why, origin: origin, isAligned: false,
      definition: definition)
  }

  /// As a resolved value.
  func resolved(at use: Place, source: Text? = nil) -> Resolved {
    let place = use.defined(at: definition)
    if options.count == 1 {
      if let why, options[0].parts == [.unknown(why)] { return Resolved(.unknown(why), at: place, origin: origin) }
      return Resolved(.text(options[0]), at: place, origin: origin, source: source)
    }
    let why = reason(at: place)
    return Resolved(
      .oneOf(options.map { Resolved(.text($0), at: place, origin: origin) }, why), at: place, origin: origin)
  }
}

extension PartialText {
  /// Of what is known of it, in bytes.
  fileprivate var length: Int {
    parts.reduce(0) { length, part in
      if case .literal(let text) = part { length + text.utf8.count } else { length + 1 }
    }
  }
}

extension Resolver {
  /// How many values something undecided can take; nil when that is not known.
  private func alternatives(of why: Unknown) -> Int? {
    // Of another template something else is called the same.
    guard why.place?.file.path == sections.path else { return nil }
    return switch why.reason {
    case .condition: 2
    case .parameter where why.subject.hasPrefix("parameter \(prefix)"):
      sections.parameters[String(why.subject.dropFirst("parameter \(prefix)".count))]?.candidates.count
    case .knownAfterApply, .knownAfterDeployment, .parameter, .notInInput, .unsupported, .unreadable, .decidedByAWS,
      .secret:
      nil
    }
  }

  /// A value as text; what cannot be one is a mistake, and unknown.
  func texts(_ value: Resolved) -> Texts {
    switch value.content {
    case .text(let text): return Texts([text], origin: value.origin, definition: value.place.definition)
    case .number(let number):
      return Texts([PartialText(number)], origin: value.origin, definition: value.place.definition)
    case .bool(let bool): return Texts([PartialText(bool ? "true" : "false")], origin: value.origin)
    case .unknown(let why): return .unknown(why, origin: value.origin)
    case .null, .list, .object:
      return .unknown(mistake("expected a text, found \(value.content.noun)", at: value.place.range))
    case .oneOf(let options, let why):
      var all: [PartialText] = []
      var isAligned = options.count == alternatives(of: why)
      for option in options {
        let texts = texts(option)
        isAligned = isAligned && texts.options.count == 1
        all += texts.options
      }
      guard !all.isEmpty, all.count <= Texts.limit else { return .unknown(why, origin: value.origin) }
      return Texts(all, why: why, origin: value.origin, isAligned: isAligned, definition: value.place.definition)
    }
  }
}
