/// What the settings of a resource are.
package struct ResourceSettings: Resource {
  package let declaration: Declaration
  package let kind: SettingKind
  /// By the position of the setting in its kind; nil: it is not set.
  package var values: [SettingValue?]

  package init(declaration: Declaration, kind: SettingKind, values: [SettingValue?]) {
    self.declaration = declaration
    self.kind = kind
    self.values = values
  }
}

/// The value of a setting.
package struct SettingValue: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case bool(Attribute<Bool>)
    case int(Attribute<Int>)
    case text(Attribute<PartialText>)
    case texts(PartialList<Attribute<PartialText>>, place: Place)
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
    case .texts(_, let place): place
    }
  }

  /// A value of that form of which nothing is known, not even whether it is set.
  package static func unknown(_ why: Unknown, _ form: Setting.Form, at place: Place, declaredBy: ResourceID? = nil)
    -> SettingValue
  {
    let content: Content =
      switch form {
      case .bool, .presence: .bool(Attribute(.unknown(why), place: place))
      case .int: .int(Attribute(.unknown(why), place: place))
      case .text: .text(Attribute(.unknown(why), place: place))
      case .texts: .texts(PartialList(rest: [why]), place: place)
      }
    return SettingValue(content, doubt: why, declaredBy: declaredBy)
  }
}
