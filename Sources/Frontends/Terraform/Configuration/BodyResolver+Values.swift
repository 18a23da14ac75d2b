import AWSModel
import Documents
import TerraformLanguage

/// From values of the language to what the adapters read.
extension BodyResolver {
  /// - Parameter text: how the value is written, where a policy in it would have its places.
  func resolved(_ value: TerraformValue, wanted: ResourceKind?, at place: Place, text: Text? = nil) -> Resolved {
    if let wanted, let alias = value.alias, let identifier = identifier(alias.symbol, alias.attribute, wanted) {
      return Resolved(identifier, at: place)
    }
    let origin: Origin = value.isDefault ? .parameterDefault : .explicit
    switch value.content {
    case .null: return Resolved(.null, at: place, origin: origin)
    case .bool(let value): return Resolved(.bool(value), at: place, origin: origin)
    case .number(let number):
      guard let digits = number.text else {
        return unknown(Gap("\(place.path)", .unsupported("a fraction without an end"), at: place.range), at: place)
      }
      return Resolved(.number(digits), at: place, origin: origin)
    case .text(let parts): return self.text(parts, wanted: wanted, at: place, origin: origin, text)
    case .list(let elements, let rest), .set(let elements, let rest):
      let all = elements.enumerated().map { index, element in
        resolved(
          element, wanted: wanted,
          at: Place(range: element.range.within(place.range), path: place.path.appending(index: index)))
      }
      return Resolved(.list(all, rest: rest.map(Unknown.init)), at: place, origin: origin)
    case .map(let members, let rest):
      let all = members.map { member in
        Resolved.Member(
          key: member.key, keyRange: member.keyRange.within(place.range),
          value: resolved(
            member.value, wanted: kind(of: member.key),
            at: Place(range: member.value.range.within(place.range), path: place.path.appending(key: member.key))))
      }
      return Resolved(.object(all, rest: rest.map(Unknown.init)), at: place, origin: origin)
    case .json(let inner): return json(inner, at: place, origin: origin)
    case .resource(let symbol):
      return unknown(Gap(symbol.address, .unsupported("a resource as a whole"), at: place.range), at: place)
    case .attribute(let symbol, let name): return attribute(symbol, name, wanted: wanted, at: place)
    case .oneOf(let options, let gap):
      return Resolved(.oneOf(options.map { resolved($0, wanted: wanted, at: place) }, Unknown(gap)), at: place)
    case .unknown(let gap):
      if let wanted, let named = value.asName.flatMap({ named($0, wanted, at: place) }) {
        return Resolved(named, at: place, origin: origin)
      }
      return unknown(gap, at: place)
    }
  }

  private func unknown(_ gap: Gap, at place: Place) -> Resolved {
    let why = Unknown(gap)
    return Resolved(.unknown(Unknown(why.subject, why.reason, at: place.range, isDerived: why.isDerived)), at: place)
  }

  /// A structure that is written as JSON stays what it is: the adapters read its parts.
  private func json(_ inner: TerraformValue, at place: Place, origin: Origin) -> Resolved {
    switch inner.content {
    case .list, .map, .set: return resolved(inner, wanted: nil, at: place)
    case .null, .bool, .number, .text, .json, .resource, .attribute, .oneOf, .unknown:
      return Resolved(.text(partial(inner.jsonParts())), at: place, origin: origin)
    }
  }

  private func text(
    _ parts: [TextPart], wanted: ResourceKind?, at place: Place, origin: Origin, _ text: Text?
  ) -> Resolved {
    if let literal = parts.literal {
      if let wanted, let named = named(literal, wanted, at: place) { return Resolved(named, at: place, origin: origin) }
      // Marks that were escaped and what was filled in are no part of the text as it stands.
      let source = text.flatMap { $0.string == literal ? $0 : nil } ?? Text(literal, at: place.range)
      return Resolved(.text(PartialText(literal)), at: place, origin: origin, source: source)
    }
    if parts.count == 1, case .attribute(let symbol, let name) = parts[0] {
      return attribute(symbol, name, wanted: wanted, at: place)
    }
    if let wanted, let named = parts.asName.flatMap({ named($0, wanted, at: place) }) {
      return Resolved(named, at: place, origin: origin)
    }
    return Resolved(.text(partial(parts)), at: place, origin: origin)
  }

  private func partial(_ parts: [TextPart]) -> PartialText {
    PartialText(
      parts.map { part in
        switch part {
        case .literal(let text): .literal(text)
        case .attribute(let symbol, let name): .attribute(id(symbol), name)
        case .unknown(let gap): .unknown(Unknown(gap))
        }
      })
  }

  /// An attribute that only AWS knows: as a part of a text it is known by its name, as an identifier of something else
  /// it is not.
  private func attribute(_ symbol: Symbol, _ name: String, wanted: ResourceKind?, at place: Place) -> Resolved {
    if let document = policyDocument(symbol, name, at: place) { return document }
    guard let wanted else { return Resolved(.text(PartialText([.attribute(id(symbol), name)])), at: place) }
    if let identifier = identifier(symbol, name, wanted) { return Resolved(identifier, at: place) }
    return unknown(Gap("\(symbol.address).\(name)", .knownAfterApply), at: place)
  }

  /// What identifies a resource of the wanted kind, if the attribute does.
  private func identifier(_ symbol: Symbol, _ name: String, _ wanted: ResourceKind) -> Resolved.Content? {
    guard case .resource(let target)? = meaning(of: symbol) else { return nil }
    // An identifier inside a block of the resource: `vpc_config[0].cluster_security_group_id`.
    let last = name.split(separator: ".").last.map(String.init) ?? name
    if wanted.heldBy[target.resource.type]?.contains(last) == true {
      return .text(PartialText([.attribute(id(symbol), last)]))
    }
    switch wanted.match(type: target.resource.type, attribute: name) {
    case .identifies: return .text(PartialText([.attribute(id(symbol), name)]))
    case .identifiesOther, .undecided: return nil
    }
  }

  /// The resource of a kind with that name.
  private func named(_ name: String, _ kind: ResourceKind, at place: Place) -> Resolved.Content? {
    guard kind.nameAttribute != nil else { return nil }
    let found = instances(named: name, kind)
    // What else is in the identifier would tell them apart.
    if kind.namePrefix != nil, found.count > 1 {
      let texts = found.map { Resolved(.text(PartialText([.attribute(id($0.symbol), "name")])), at: place) }
      return .oneOf(texts, Unknown("which resource \"\(name)\" names", .unsupported("several have that name")))
    }
    return found.count == 1 ? .text(PartialText([.attribute(id(found[0].symbol), "name")])) : nil
  }
}

extension TerraformValue {
  /// The value as the name of a resource; nil if it need not be the same wherever the configuration writes it so.
  var asName: String? {
    switch content {
    case .text(let parts): parts.asName
    case .unknown(let gap): [.unknown(gap)].asName
    default: nil
    }
  }
}

extension [TextPart] {
  /// A text that stands for the name; a variable without a value has one value wherever it is used.
  fileprivate var asName: String? {
    if let literal { return literal }
    var name = "\u{0}"
    for part in self {
      switch part {
      case .literal(let text): name += text
      case .attribute(let symbol, let attribute): name += "${\(symbol.address).\(attribute)}"
      case .unknown(let gap):
        guard gap.reason == .noValue, !gap.isDerived else { return nil }
        name += "${\(gap.subject)}"
      }
    }
    return name
  }
}

extension SourceRange {
  /// Itself, if it lies in the place; else the place: what a resource gets from a local value or a variable is said where
  /// the resource says so, because others get it too.
  fileprivate func within(_ place: SourceRange) -> SourceRange {
    file === place.file && place.offset <= offset && bytes.upperBound <= place.bytes.upperBound ? self : place
  }
}
