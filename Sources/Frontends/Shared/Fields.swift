import AWSModel
import Documents
import NetSpace

/// Typed access to the members of a resolved object.
///
/// Every accessor says what was written, what was left out, and what is not known. A value of the wrong type is a
/// diagnostic and unknown, never absent.
struct Fields {
  let object: Resolved
  let context: AdapterContext
  /// Resolves a member when it is asked for; nil when `object` holds them all.
  private let member: ((_ key: String) -> Resolved?)?

  init(_ object: Resolved, _ context: AdapterContext) {
    self.object = object
    self.context = context
    member = nil
  }

  /// The members of something large of which few are read: each is resolved when it is asked for.
  init(at place: Place, _ context: AdapterContext, member: @escaping (_ key: String) -> Resolved?) {
    object = Resolved(.object([], rest: []), at: place)
    self.context = context
    self.member = member
  }

  var place: Place { object.place }

  /// The value of a member; nil when it is absent or null.
  subscript(key: String) -> Resolved? {
    if let member {
      guard let value = member(key), !value.isNull else { return nil }
      return value
    }
    switch object.content {
    case .object(let members, let rest):
      if let value = object[key] { return value.isNull ? nil : value }
      context.isMissing?(key, members)
      // Something may be there under a name that is not known.
      guard !rest.isEmpty, !members.contains(where: { $0.key == key }) else { return nil }
      return Resolved(.unknown(rest[0]), at: place)
    case .unknown(let why): return Resolved(.unknown(why), at: place)
    case .oneOf(let options, let why):
      let values = options.map { Fields($0, context)[key] }
      if values.allSatisfy({ $0 == nil }) { return nil }
      return Resolved(.oneOf(values.map { $0 ?? Resolved(.null, at: place) }, why), at: place)
    case .null, .bool, .number, .text, .list: return nil
    }
  }

  /// Whether a member is written: not null, not left out.
  func has(_ key: String) -> Bool { self[key] != nil }

  // MARK: Scalars

  func string(_ key: String) -> Attribute<String>? {
    self[key].map { scalar($0, "a string", absent: nil, Self.string) }
  }

  func string(_ key: String, default value: String) -> Attribute<String> {
    self[key].map { scalar($0, "a string", absent: value, Self.string) } ?? defaulted(value)
  }

  func bool(_ key: String) -> Attribute<Bool>? { self[key].map { scalar($0, "true or false", absent: nil, Self.bool) } }

  func bool(_ key: String, default value: Bool) -> Attribute<Bool> {
    self[key].map { scalar($0, "true or false", absent: value, Self.bool) } ?? defaulted(value)
  }

  func int(_ key: String) -> Attribute<Int>? { self[key].map { int($0, absent: nil) } }

  func int(_ key: String, default value: Int) -> Attribute<Int> {
    self[key].map { int($0, absent: value) } ?? defaulted(value)
  }

  private func int(_ value: Resolved, absent: Int?) -> Attribute<Int> {
    let number = scalar(value, "a whole number", absent: absent, Self.int)
    guard case .unknown(let why) = number.value, let numbers = value.numbers else { return number }
    let bounds = Int(numbers.lowerBound)...Int(numbers.upperBound)
    return Attribute(.unknown(why.within(bounds)), origin: number.origin, place: number.place)
  }

  func text(_ key: String) -> Attribute<PartialText>? { self[key].map { text($0) } }

  /// - Parameter absent: what it is where it is left out.
  func text(_ value: Resolved, absent: String? = nil) -> Attribute<PartialText> {
    scalar(value, "a string", absent: absent.map { PartialText($0) }) { content in
      if case .text(let text) = content { return .known(text) }
      return Self.string(content)?.map { PartialText($0) }
    }
  }

  /// A default, with the place of what left it out.
  func defaulted<T>(_ value: T) -> Attribute<T> { Attribute(.known(value), origin: .default, place: place) }

  // MARK: Links

  /// What a member refers to; nil when it is absent.
  ///
  /// - Parameter kind: what a name is the name of, where it refers to a resource by its name.
  func link(_ key: String, named kind: NamedKind? = nil) -> Link? { self[key].map { link($0, named: kind) } }

  func link(_ value: Resolved, named kind: NamedKind? = nil) -> Link {
    if case .oneOf(let options, let why) = value.content, options.contains(where: \.isNull) {
      // One of those that are there, or none.
      let references = options.filter { !$0.isNull }.map { link($0, named: kind).target }
      return Link(oneOf(references, why), at: value.place, origin: value.origin, isOptional: true)
    }
    return link(text(value), named: kind)
  }

  /// What a text refers to.
  func link(_ text: Attribute<PartialText>, named kind: NamedKind? = nil) -> Link {
    let target: Reference =
      switch text.value {
      case .known(let known): context.reference(known, named: kind, at: text.place)
      case .unknown(let why): context.reference(PartialText([.unknown(why)]), named: kind, at: text.place)
      case .oneOf(let texts, let why):
        oneOf(texts.map { context.reference($0, named: kind, at: text.place) }, why)
      }
    return Link(target, at: text.place, origin: text.origin)
  }

  private func oneOf(_ references: [Reference], _ why: Unknown) -> Reference {
    let ids = references.map(\.id)
    guard ids.allSatisfy({ $0 != nil }) else {
      // What chooses between things that are outside is known to be outside itself, unlike between those and others.
      let isOutside = references.allSatisfy { if case .external = $0 { true } else { false } }
      return .unknown(isOutside ? why : why.derived)
    }
    return .oneOf(ids.reduce(into: []) { if let id = $1, !$0.contains(id) { $0.append(id) } }, why)
  }

  /// What the elements of a list refer to; a single value counts as a list of one.
  func links(_ key: String, named kind: NamedKind? = nil) -> PartialList<Link> { links(list(key), named: kind) }

  /// Elements that refer to nothing that can be known become part of what is not listed, so that "at most these" stays
  /// true; an element that is only possibly there is one of itself or none, and so is each of several it may be.
  func links(_ elements: PartialList<Element>, named kind: NamedKind? = nil) -> PartialList<Link> {
    var links = PartialList<Link>(rest: elements.rest)
    for element in elements.elements {
      let link = link(element.value, named: kind)
      switch link.target {
      case .unknown(let why): links.rest.append(why)
      case .resource(let id) where element.existence.verdict != .yes:
        let why = element.existence.because[0]
        links.elements.append(Link(.oneOf([id], why), at: link.place, origin: link.origin, isOptional: true))
      case .oneOf(let ids, let why) where element.existence.verdict != .yes:
        links.elements += ids.map { Link(.oneOf([$0], why), at: link.place, origin: link.origin, isOptional: true) }
      case .external where element.existence.verdict != .yes: links.rest += element.existence.because
      case .resource, .external, .oneOf: links.elements.append(link)
      }
    }
    return links
  }

  // MARK: Lists and objects

  /// An element of a list, which may only possibly be there.
  struct Element {
    let value: Resolved
    let existence: Existence
  }

  /// The elements of a list; a single value counts as a list of one (CloudFormation accepts both).
  func list(_ key: String) -> PartialList<Element> { self[key].map { Self.elements(of: $0) } ?? PartialList() }

  /// The elements of a value that is, or stands for, a list; with the unknown on which each depends.
  static func elements(of value: Resolved, if existence: Existence = .certain) -> PartialList<Element> {
    switch value.content {
    case .null: return PartialList()
    case .unknown(let why): return PartialList(rest: [why])
    case .bool, .number, .text, .object: return PartialList([Element(value: value, existence: existence)])
    case .list(let values, let rest):
      var all = PartialList<Element>(rest: rest)
      for element in values {
        switch element.content {
        case .oneOf(let options, let why) where options.contains(where: { $0.isNull || $0.isList || $0.isUnknown }):
          let existence = Existence.possible(existence.because + [why])
          for option in options { all.append(contentsOf: elements(of: option, if: existence)) }
        // A list inside a list comes from a function that yields several elements.
        case .list, .null: all.append(contentsOf: elements(of: element, if: existence))
        default: all.elements.append(Element(value: element, existence: existence))
        }
      }
      return all
    case .oneOf(let options, let why):
      // A scalar choice is one element; a choice of lists makes every element possible.
      guard options.contains(where: { $0.isNull || $0.isList }) else {
        return PartialList([Element(value: value, existence: existence)])
      }
      let existence = Existence.possible(existence.because + [why])
      return options.reduce(into: PartialList()) { $0.append(contentsOf: elements(of: $1, if: existence)) }
    }
  }

  /// The objects of a list of blocks.
  func blocks(_ key: String) -> PartialList<(fields: Fields, existence: Existence)> {
    list(key).map { (Fields($0.value, context), $0.existence) }
  }

  /// An object, or the only element of a list (Terraform writes single blocks as lists of one).
  func block(_ key: String) -> Fields? {
    guard let value = self[key] else { return nil }
    if case .list(let values, let rest) = value.content {
      // Which list of blocks it is that they are in is not known.
      if case .oneOf(let options, let why)? = values.first?.content, options.contains(where: \.isList) {
        return Fields(Resolved(.unknown(why), at: value.place), context)
      }
      if let first = values.first { return Fields(first, context) }
      return rest.first.map { Fields(Resolved(.unknown($0), at: value.place), context) }
    }
    if case .oneOf(let options, let why) = value.content, options.contains(where: \.isList) {
      return Fields(Resolved(.oneOf(options.map(\.onlyElement), why), at: value.place), context)
    }
    return Fields(value, context)
  }

  // MARK: Reading scalars

  private func scalar<T: Hashable & Sendable>(
    _ value: Resolved, _ expected: String, absent: T?, _ read: (Resolved.Content) -> Value<T>?
  ) -> Attribute<T> {
    Attribute(scalarValue(value, expected, absent: absent, read), origin: value.origin, place: value.place)
  }

  private func scalarValue<T: Hashable & Sendable>(
    _ value: Resolved, _ expected: String, absent: T?, _ read: (Resolved.Content) -> Value<T>?
  ) -> Value<T> {
    switch value.content {
    case .unknown(let why): return .unknown(why)
    case .oneOf(let options, let why):
      var candidates: [T] = []
      for option in options {
        if option.isNull {
          guard let absent else { return .unknown(why.derived) }
          candidates.append(absent)
        } else {
          guard let some = scalarValue(option, expected, absent: absent, read).candidates else {
            return .unknown(why.derived)
          }
          candidates += some
        }
      }
      return .either(candidates, why)
    case .list(let values, let rest) where values.count == 1 && rest.isEmpty:
      return scalarValue(values[0], expected, absent: absent, read)
    case .null, .bool, .number, .text, .list, .object:
      if let result = read(value.content) { return result }
      let message = "expected \(expected), found \(value.content.noun)"
      context.report(Diagnostic(.unreadable, message, at: value.place.range))
      return .unknown(Unknown("\(value.place.path)", .unreadable(message), at: value.place.range))
    }
  }

  private static func string(_ content: Resolved.Content) -> Value<String>? {
    switch content {
    case .text(let text): fully(text) { $0 }
    case .number(let text): .known(text)
    case .bool(let value): .known(value ? "true" : "false")
    case .null, .list, .object, .oneOf, .unknown: nil
    }
  }

  private static func bool(_ content: Resolved.Content) -> Value<Bool>? {
    switch content {
    case .bool(let value): .known(value)
    case .text(let text): fully(text) { ["true": true, "false": false, "1": true, "0": false][$0.lowercased()] }
    case .number(let text): ["1": .known(true), "0": .known(false)][text]
    case .null, .list, .object, .oneOf, .unknown: nil
    }
  }

  private static func int(_ content: Resolved.Content) -> Value<Int>? {
    switch content {
    case .number(let text): integer(text).map(Value.known)
    case .text(let text): fully(text, integer)
    case .null, .bool, .list, .object, .oneOf, .unknown: nil
    }
  }

  /// A whole number in any JSON spelling: `80`, `80.0`, `8e1`.
  private static func integer(_ text: String) -> Int? {
    if let value = Int(text) { return value }
    guard let value = Double(text), value == value.rounded(), abs(value) < 9e15 else { return nil }
    return Int(value)
  }

  /// Reads a text if all of it is known; a text with holes is unknown because of the first.
  private static func fully<T: Hashable & Sendable>(_ text: PartialText, _ read: (String) -> T?) -> Value<T>? {
    if let literal = text.literal { return read(literal).map(Value.known) }
    return .unknown(text.firstUnknown())
  }
}

extension Resolved {
  /// The block that a list holds; what is no list is one itself.
  fileprivate var onlyElement: Resolved {
    guard case .list(let values, let rest) = content else { return self }
    return values.first ?? Resolved(rest.first.map { .unknown($0) } ?? .null, at: place)
  }

  fileprivate var isList: Bool {
    if case .list = content { true } else { false }
  }
}

extension Resolved.Content {
  /// What a person would call it: for messages.
  var noun: String {
    switch self {
    case .null: "nothing"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .text(let text): "\"\(text)\""
    case .list: "a list"
    case .object: "an object"
    case .oneOf: "one of several values"
    case .unknown(let why): "a value that is not known (\(why))"
    }
  }
}
