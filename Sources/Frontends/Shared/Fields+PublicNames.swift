import AWSModel
import Documents

/// What public names are the names of: `${aws_lb.main.dns_name}`, `dualstack.${LoadBalancer.DNSName}`.
extension Fields {
  /// The elements of a list of texts; one that may not be there is part of the rest.
  func texts(_ key: String) -> PartialList<Attribute<PartialText>> {
    let elements = list(key)
    return elements.elements.reduce(into: PartialList(rest: elements.rest)) { all, element in
      if element.existence.verdict == .yes {
        all.elements.append(text(element.value))
      } else {
        all.rest += element.existence.because
      }
    }
  }

  /// The resource that a name is of.
  func owner(ofName name: Attribute<PartialText>) -> Link {
    let target: Reference =
      switch name.value {
      case .known(let text): context.owner(ofName: text, at: name.place)
      case .unknown(let why): .unknown(why)
      case .oneOf(let texts, let why): oneOf(texts.map { context.owner(ofName: $0, at: name.place) }, why)
      }
    return Link(target, at: name.place, origin: name.origin)
  }

  private func oneOf(_ owners: [Reference], _ why: Unknown) -> Reference {
    var ids: [ResourceID] = []
    for owner in owners {
      guard let id = owner.id else { return .unknown(why) }
      if !ids.contains(id) { ids.append(id) }
    }
    return .oneOf(ids, why)
  }
}

extension AdapterContext {
  /// What a public name belongs to: the resource whose attribute it is, or one that is known to have it.
  fileprivate func owner(ofName text: PartialText, at place: Place) -> Reference {
    if let literal = text.literal {
      let name = PublicName.normal(literal)
      return aliases[name].map { .resource(adopted[$0] ?? $0) } ?? .external(name)
    }
    if let why = text.unknowns.first { return .unknown(why) }
    var owners: [ResourceID] = []
    for part in text.parts {
      switch part {
      case .attribute(let id, let name): owners.append(target(of: id, attribute: name))
      case .literal(let literal) where ["dualstack.", "."].contains(literal.lowercased()): continue
      case .literal, .unknown: return composed(text, at: place)
      }
    }
    return owners.count == 1 ? .resource(owners[0]) : composed(text, at: place)
  }

  private func composed(_ text: PartialText, at place: Place) -> Reference {
    .unknown(Unknown("\"\(text)\"", .unsupported("a name composed of several parts"), at: place.range))
  }
}

/// Names of DNS as they are compared.
enum PublicName {
  /// In lower case, without a dot at the end, and without what asks a load balancer for both families.
  ///
  /// Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
  static func normal(_ name: String) -> String {
    var text = Substring(name.lowercased())
    if text.hasPrefix("dualstack.") { text = text.dropFirst("dualstack.".count) }
    if text.hasSuffix(".") { text = text.dropLast() }
    return String(text)
  }
}
