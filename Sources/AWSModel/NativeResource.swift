import Documents

/// A resource as its tool has it: its own type and the names of its own attributes, after everything that can be
/// resolved was.
package struct NativeResource: Resource {
  package let declaration: Declaration
  /// Those that are set, in the order of the input.
  package let attributes: [NativeValue.Member]
  /// Why there may be attributes beside those.
  package let rest: [Unknown]

  package init(_ declaration: Declaration, attributes: [NativeValue.Member], rest: [Unknown] = []) {
    self.declaration = declaration
    self.attributes = attributes
    self.rest = rest
  }
}

/// The value of an attribute in the form of its tool.
package struct NativeValue: Sendable {
  package indirect enum Content: Sendable {
    case bool(Bool)
    /// As written: `5432`, `1e3`.
    case number(String)
    case text(PartialText)
    case list([Element], rest: [Unknown])
    case object([Member], rest: [Unknown])
    case unknown(Unknown)
  }

  package struct Element: Sendable {
    package let value: NativeValue
    /// Why the list may not have it; nil if it surely has.
    package let doubt: Unknown?

    package init(_ value: NativeValue, doubt: Unknown? = nil) {
      self.value = value
      self.doubt = doubt
    }
  }

  package struct Member: Sendable {
    package let key: String
    package let value: NativeValue
    /// Why it may not be set; nil if it surely is.
    package let doubt: Unknown?

    package init(_ key: String, _ value: NativeValue, doubt: Unknown? = nil) {
      self.key = key
      self.value = value
      self.doubt = doubt
    }
  }

  package let content: Content
  package let place: Place

  package init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }

  /// The value of a member, if this is an object that has one of that name.
  package subscript(key: String) -> NativeValue? {
    guard case .object(let members, _) = content else { return nil }
    return members.first { $0.key == key }?.value
  }
}

/// The resources of a stack in the words of its tool, which are read again from the input when somebody asks: most runs
/// never do.
package struct NativeResources: Sendable {
  package let read: @Sendable () -> [NativeResource]

  package init(_ read: @escaping @Sendable () -> [NativeResource]) { self.read = read }
}
