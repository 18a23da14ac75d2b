/// What the settings of a resource, or of one of its parts, are.
package struct ResourceSettings: Resource {
  package let declaration: Declaration
  package let part: ResourcePart?
  package let kind: SettingKind
  /// By the position of the setting in its kind; nil: it is not set.
  package var values: [SettingValue?]

  package init(
    declaration: Declaration, part: ResourcePart? = nil, kind: SettingKind, values: [SettingValue?]
  ) {
    self.declaration = declaration
    self.part = part
    self.kind = kind
    self.values = values
  }

  /// What it says of a setting; nil if it is not set, or is none of its kind.
  package func value(of setting: String) -> SettingValue? { kind.position(of: setting).flatMap { values[$0] } }

  /// Its parts, each followed by the parts of it.
  package var allParts: [ResourceSettings] {
    values.reduce(into: []) { all, value in
      guard case .parts(let parts, _)? = value?.content else { return }
      for part in parts {
        all.append(part)
        all += part.allParts
      }
    }
  }
}

extension ResourceSettings: Hashable {
  package static func == (a: ResourceSettings, b: ResourceSettings) -> Bool {
    a.declaration == b.declaration && a.part == b.part && a.kind === b.kind && a.values == b.values
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(declaration)
    hasher.combine(part)
  }
}

/// A part of a resource that has settings of its own: a container of a task definition.
package struct ResourcePart: Hashable, Sendable {
  /// Unique among the parts of its resource: its name, or where it stands.
  package let key: String
  /// What a person would call it: `container app`.
  package let words: String
  package let place: Place
  package let existence: Existence

  package init(key: String, words: String, place: Place, existence: Existence = .certain) {
    self.key = key
    self.words = words
    self.place = place
    self.existence = existence
  }
}

/// The value of a setting.
package struct SettingValue: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case bool(Attribute<Bool>)
    case int(Attribute<Int>)
    case text(Attribute<PartialText>)
    case texts(PartialList<Attribute<PartialText>>, place: Place)
    case link(Link)
    /// What may be there and is not known is a part that may be there and of which nothing is known.
    case parts([ResourceSettings], place: Place)
  }

  package let content: Content
  /// Why it may not be set at all; nil if it certainly is.
  package let doubt: Unknown?
  /// The resource that says so, where it is one of its own.
  package let declaredBy: ResourceID?

  package init(_ content: Content, doubt: Unknown? = nil, declaredBy: ResourceID? = nil) {
    self.content = content
    self.doubt = doubt
    self.declaredBy = declaredBy
  }

  package var place: Place {
    switch content {
    case .bool(let attribute): attribute.place
    case .int(let attribute): attribute.place
    case .text(let attribute): attribute.place
    case .texts(_, let place), .parts(_, let place): place
    case .link(let link): link.place
    }
  }

  package var text: Attribute<PartialText>? { if case .text(let text) = content { text } else { nil } }
  package var link: Link? { if case .link(let link) = content { link } else { nil } }

  /// A value of that form of which nothing is known, not even whether it is set.
  package static func unknown(_ why: Unknown, _ form: Setting.Form, at place: Place, declaredBy: ResourceID? = nil)
    -> SettingValue
  {
    let content: Content =
      switch form {
      case .bool, .presence, .leak, .password, .sensitiveName: .bool(Attribute(.unknown(why), place: place))
      case .int: .int(Attribute(.unknown(why), place: place))
      case .text: .text(Attribute(.unknown(why), place: place))
      case .texts: .texts(PartialList(rest: [why]), place: place)
      case .link: .link(Link(.unknown(why), at: place))
      case .parts: .parts([], place: place)
      }
    return SettingValue(content, doubt: why, declaredBy: declaredBy)
  }
}
