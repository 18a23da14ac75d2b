import AWSModel

/// The identities that separately declared policies may be for.
struct PolicyHolders {
  private let identities: [Identity]
  private let owners: Owners

  init(_ identities: [Identity]) {
    self.identities = identities
    owners = Owners(identities)
  }

  /// Those that a policy may be for; one that only the policy names among them, if it may be none that is here.
  func owners(of holder: PolicyHolder) -> [Owners.Owner] {
    switch holder.link.target {
    case .resource, .oneOf: return owners.owners(of: holder.link)
    case .external(let name): return [.outside(name)] + mayBeCalled(PartialText(name), holder.kind, nil)
    case .unknown(let why):
      // Nothing that a text of more than one part says is lost.
      guard let name = holder.name?.known, name.parts.count > 1 else {
        return anyOfKind(holder, why) + calledBy(why, holder)
      }
      let possible = mayBeCalled(name, holder.kind, why)
      return possible.isEmpty ? [.outside(name.asWritten)] : possible
    }
  }

  /// Whom a policy may be for that says no more than what it is attached to: a role, say.
  private func anyOfKind(_ holder: PolicyHolder, _ why: Unknown) -> [Owners.Owner] {
    let possible = owners.owners(of: holder.link).filter { owner in
      if case .possible(let index, _) = owner { identities[index].kind == holder.kind } else { true }
    }
    return possible.isEmpty ? [.outside(why.subject)] : possible
  }

  /// Identities whose names are made of the same parameter that a policy names them by, or are of the same list.
  private func calledBy(_ why: Unknown, _ holder: PolicyHolder) -> [Owners.Owner] {
    if why.reason != .parameter || why.isDerived { return [] }
    return identities.indices.compactMap { index in
      let identity = identities[index]
      guard identity.kind == holder.kind, let own = identity.name else { return nil }
      let unknowns = own.known.map { $0.parts.count == 1 ? $0.unknowns : [] } ?? [own.unknown].compactMap(\.self)
      let isAlike = unknowns.contains { $0.isMade(of: why) && ($0.isDerived || holder.name == nil) }
      return isAlike ? .possible(index, why) : nil
    }
  }

  /// Identities whose names may turn out to be a text, and are not known to be.
  private func mayBeCalled(_ name: PartialText, _ kind: Identity.Kind, _ why: Unknown?) -> [Owners.Owner] {
    identities.indices.compactMap { index in
      let identity = identities[index]
      // One without a name is given one that nobody writes.
      guard identity.kind == kind, identity.declaration.kind != .readOnly, let own = identity.name,
        let because = own.reason(toBe: name) ?? (own.known == name ? why : nil)
      else { return nil }
      return .possible(index, because)
    }
  }
}

extension Unknown {
  /// Whether it is another one, an element of that, or what a function makes of it.
  fileprivate func isMade(of other: Unknown) -> Bool {
    subject == other.subject || subject.hasSuffix(" of \(other.subject)")
  }
}

extension Attribute<PartialText> {
  /// What decides whether it is a text; nil if it certainly is, or certainly is not.
  fileprivate func reason(toBe text: PartialText) -> Unknown? {
    switch value {
    case .known(let own):
      let own = own.leavingHeldTextsOpen
      return own.mayEqual(text) ? (own.unknowns + text.unknowns).first : nil
    case .oneOf(let texts, let why): return texts.contains { $0.leavingHeldTextsOpen.mayEqual(text) } ? why : nil
    case .unknown(let why): return why
    }
  }
}

extension Fields {
  /// Whom the elements of a list of names are; a list that is not known may name anybody.
  func holders(_ key: String, _ kind: Identity.Kind) -> [PolicyHolder] {
    let elements = list(key)
    let place = self[key]?.place ?? place
    let named = elements.elements.flatMap { element in
      let links = links(PartialList([element]), named: kind.named)
      let name = text(element.value)
      return links.elements.map { PolicyHolder($0, kind, called: name) }
        + links.rest.map { PolicyHolder(Link(.unknown($0), at: place), kind, called: name) }
    }
    return named + elements.rest.map { PolicyHolder(Link(.unknown($0), at: place), kind, called: nil) }
  }
}

extension Identity.Kind {
  fileprivate var named: NamedKind? {
    switch self {
    case .role: .role
    case .user: .user
    case .group: .group
    // By its ARN only.
    case .permissionSet: nil
    }
  }
}
