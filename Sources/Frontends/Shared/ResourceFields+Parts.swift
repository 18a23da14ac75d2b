import AWSModel
import Documents

extension ResourceFields {
  /// Where a part declared by this resource stands that is there only under conditions of its own.
  func existence(_ part: Existence = .certain) -> Existence {
    let both = declaration.existence
    switch (both.verdict, part.verdict) {
    case (.yes, _): return part
    case (_, .yes): return both
    default: return Existence(both.verdict.and(part.verdict), because: (both.because + part.because).distinct)
    }
  }

  /// A link that must be written: a missing one is reported, and unknown.
  func required(_ key: String, named kind: NamedKind? = nil) -> Link {
    fields.link(key, named: kind) ?? Link(.unknown(missing(key)), at: place)
  }

  /// A text that must be written.
  func requiredString(_ key: String) -> Attribute<String> {
    fields.string(key) ?? Attribute(.unknown(missing(key)), place: place)
  }

  /// Reports a property that must be written and is not.
  func missing(_ key: String) -> Unknown {
    let message = "\(id.address) has no \(key)"
    context.report(Diagnostic(.unreadable, message, at: declaration.place))
    return Unknown("\(id.address).\(key)", .unreadable("missing"), at: declaration.place)
  }

  /// A link from a part that this resource declares to what the part belongs to: when the resource may not be there,
  /// the part may not belong to it.
  func owner(_ link: Link, _ part: Existence = .certain) -> Link {
    let existence = existence(part)
    guard existence.verdict != .yes, case .resource(let id) = link.target, let why = existence.because.first else {
      return link.declared(by: self.id)
    }
    return Link(.oneOf([id], why), at: link.place, origin: link.origin, declaredBy: self.id)
  }
}
