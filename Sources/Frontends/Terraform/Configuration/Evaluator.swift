import AWSModel
import Documents
import TerraformLanguage

/// Evaluates the values of a configuration: literals, templates and plain references.
struct Evaluator {
  private static let deepest = 64

  private let resolver: ConfigurationResolver
  /// The instance whose attributes are evaluated; nil for `count` itself.
  private let instance: ConfigurationInstance?
  private let depth: Int

  init(_ resolver: ConfigurationResolver, instance: ConfigurationInstance?, depth: Int = 0) {
    self.resolver = resolver
    self.instance = instance
    self.depth = depth
  }

  private var deeper: Evaluator { Evaluator(resolver, instance: instance, depth: depth + 1) }

  /// The value of a node, in which an attribute identifies a resource of the wanted kind.
  func resolve(
    _ node: Node, wanted: ResourceKind?, path: NodePath, origin: Origin = .explicit
  ) -> Resolved {
    let place = Place(range: node.range, path: path)
    guard depth < Self.deepest, resolver.takeStep() else { return tooDeep(place) }
    switch node.kind {
    case .null, .boolean, .number: return Resolved.literal(node, path: path, origin: origin)
    case .string: return string(node, wanted: wanted, at: place, origin: origin)
    case .array:
      var index = -1
      let elements = node.elements.map { element in
        index += 1
        return resolve(element, wanted: wanted, path: path.appending(index: index), origin: origin)
      }
      return Resolved(.list(elements, rest: []), at: place, origin: origin)
    case .object:
      let members = node.members.filter { $0.name != "//" }.map { member in
        let key = member.name
        let kind = ResourceKind.identified(by: key, of: instance?.resource.type ?? "")
        return Resolved.Member(
          key: key, keyRange: member.key.range,
          value: resolve(member.value, wanted: kind, path: path.appending(key: key), origin: origin))
      }
      return Resolved(.object(members, rest: []), at: place, origin: origin)
    }
  }

  private func tooDeep(_ place: Place) -> Resolved {
    Resolved(
      .unknown(Unknown("\(place.path)", .unsupported("references in a circle, or too many"), at: place.range)),
      at: place)
  }

  // MARK: Strings

  private func string(_ node: Node, wanted: ResourceKind?, at place: Place, origin: Origin) -> Resolved {
    guard let text = node.text else { return Resolved.literal(node, path: place.path, origin: origin) }
    let expression = Expression.template(text)
    switch expression.content {
    case .literal(let literal):
      if let wanted, let named = named(literal, wanted) { return Resolved(named, at: place, origin: origin) }
      // Marks that were escaped are no part of the text, so it is not the source as it stands.
      let source = literal == text.string ? text : Text(literal, at: node.range)
      return Resolved(.text(PartialText(literal)), at: place, origin: origin, source: source)
    case .reference(let traversal): return reference(traversal, wanted: wanted, at: place)
    case .unevaluated(let source):
      return Resolved(.unknown(Unknown(source, .unsupported("expressions"), at: expression.range)), at: place)
    case .template(let parts):
      if let structure = structure(text, at: place) { return structure }
      return Resolved(.text(PartialText(parts.map { part($0, wanted: wanted, at: place) })), at: place, origin: origin)
    }
  }

  /// A text of JSON with interpolations in its strings (a policy), read as what it will be.
  private func structure(_ text: Text, at place: Place) -> Resolved? {
    guard let first = text.bytes.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return nil }
    do {
      return deeper.resolve(try Document.json(text).root, wanted: nil, path: place.path)
    } catch {
      // An interpolation outside of a string: what it makes of the text cannot be seen, and the text stays one.
      return nil
    }
  }

  /// The resource of a kind with that literal name.
  private func named(_ name: String, _ kind: ResourceKind) -> Resolved.Content? {
    guard kind.nameAttribute != nil else { return nil }
    let found = resolver.named(name, kind)
    guard found.count == 1, let instances = resolver.instances[found[0].address], instances.count == 1 else {
      return nil
    }
    return .text(PartialText([.attribute(resolver.id(instances[0]), "name")]))
  }

  private func part(_ expression: Expression, wanted: ResourceKind?, at place: Place) -> PartialText.Part {
    switch expression.content {
    case .literal(let text): return .literal(text)
    case .template:
      return .unknown(Unknown("\(place.path)", .unsupported("a template in a template"), at: expression.range))
    case .unevaluated(let source): return .unknown(Unknown(source, .unsupported("expressions"), at: expression.range))
    case .reference(let traversal):
      let value = reference(traversal, wanted: nil, at: Place(range: expression.range, path: place.path))
      switch value.content {
      case .bool(let value): return .literal(value ? "true" : "false")
      case .number(let text): return .literal(text)
      case .text(let text):
        if text.parts.count == 1 { return text.parts[0] }
        if let literal = text.literal { return .literal(literal) }
        return .unknown(text.firstUnknown(at: value.place))
      case .unknown(let why), .oneOf(_, let why): return .unknown(why)
      case .null, .list, .object:
        return .unknown(Unknown("\(traversal)", .unreadable("not a text"), at: expression.range))
      }
    }
  }

  // MARK: References

  private func reference(_ traversal: Traversal, wanted: ResourceKind?, at place: Place) -> Resolved {
    var steps = traversal.steps[...]
    switch traversal.root {
    case "var": return variable(traversal, wanted: wanted, at: place)
    case "local":
      guard case .attribute(let name)? = steps.popFirst(), let node = resolver.configuration.locals[name] else {
        return missing(traversal, at: place)
      }
      return value(of: node, Array(steps), wanted: wanted, origin: .explicit, traversal, at: place)
    case "count", "each": return ownKey(traversal, wanted: wanted, at: place)
    case "path", "terraform", "self", "module":
      return unknown(traversal, .unsupported("only the values of one file are known"), at: place)
    case "data":
      guard case .attribute(let type)? = steps.popFirst(), case .attribute(let name)? = steps.popFirst() else {
        return missing(traversal, at: place)
      }
      return resource("data.\(type).\(name)", Array(steps), wanted: wanted, traversal, at: place)
    default:
      guard case .attribute(let name)? = steps.popFirst() else { return missing(traversal, at: place) }
      return resource("\(traversal.root).\(name)", Array(steps), wanted: wanted, traversal, at: place)
    }
  }

  private func unknown(_ traversal: Traversal, _ reason: Unknown.Reason, at place: Place) -> Resolved {
    Resolved(.unknown(Unknown("\(traversal)", reason, at: place.range)), at: place)
  }

  /// A reference to what the configuration does not declare.
  private func missing(_ traversal: Traversal, at place: Place) -> Resolved {
    resolver.context.report(
      Diagnostic(.unreadable, "\(traversal) refers to nothing that is declared here", at: place.range))
    return unknown(traversal, .notInInput, at: place)
  }

  private func variable(_ traversal: Traversal, wanted: ResourceKind?, at place: Place) -> Resolved {
    var steps = traversal.steps[...]
    guard case .attribute(let name)? = steps.popFirst(), let declared = resolver.configuration.variables[name] else {
      return missing(traversal, at: place)
    }
    guard let node = declared else {
      return Resolved(.unknown(Unknown("var.\(name)", .parameter, at: place.range)), at: place)
    }
    return value(of: node, Array(steps), wanted: wanted, origin: .parameterDefault, traversal, at: place)
  }

  private func value(
    of node: Node, _ steps: [Traversal.Step], wanted: ResourceKind?, origin: Origin, _ traversal: Traversal,
    at place: Place
  ) -> Resolved {
    guard let node = node.at(steps) else {
      // An element of what is itself an expression.
      return unknown(traversal, .unsupported("expressions"), at: place)
    }
    let value = deeper.resolve(node, wanted: wanted, path: place.path, origin: origin)
    return Resolved(value.content, at: place, origin: origin, source: value.source)
  }

  private func ownKey(_ traversal: Traversal, wanted: ResourceKind?, at place: Place) -> Resolved {
    let steps = Array(traversal.steps.dropFirst())
    switch (traversal.root, traversal.steps.first, instance?.key) {
    case ("count", .attribute("index"), .index(let index)): return Resolved(.number(String(index)), at: place)
    case ("each", .attribute("key"), .name(let name)): return Resolved(.text(PartialText(name)), at: place)
    case ("each", .attribute("value"), .name):
      guard let node = instance?.value else { return unknown(traversal, .unsupported("expressions"), at: place) }
      return value(of: node, steps, wanted: wanted, origin: .explicit, traversal, at: place)
    default: return unknown(traversal, .unsupported("count and for_each that are not literal"), at: place)
    }
  }

  // MARK: Resources

  private func resource(
    _ address: String, _ steps: [Traversal.Step], wanted: ResourceKind?, _ traversal: Traversal, at place: Place
  ) -> Resolved {
    guard let instances = resolver.instances[address] else { return missing(traversal, at: place) }
    var steps = steps[...]
    switch steps.first {
    case .splat:
      steps.removeFirst()
      let values = instances.map { attribute(Array(steps), of: $0, wanted: wanted, traversal, at: place) }
      return Resolved(.list(values, rest: []), at: place)
    case .index(let key):
      steps.removeFirst()
      guard let instance = instances.first(where: { $0.key == key }) else {
        // The number of instances may be what is not known.
        if let only = instances.first, only.key == nil {
          return attribute(Array(steps), of: only, wanted: wanted, traversal, at: place)
        }
        return missing(traversal, at: place)
      }
      return attribute(Array(steps), of: instance, wanted: wanted, traversal, at: place)
    case .attribute, nil:
      guard instances.count == 1, instances[0].key == nil else { return missing(traversal, at: place) }
      return attribute(Array(steps), of: instances[0], wanted: wanted, traversal, at: place)
    }
  }

  private func attribute(
    _ steps: [Traversal.Step], of target: ConfigurationInstance, wanted: ResourceKind?, _ traversal: Traversal,
    at place: Place
  ) -> Resolved {
    guard case .attribute(let name)? = steps.first else {
      return unknown(traversal, .unsupported("a resource as a whole"), at: place)
    }
    let type = target.resource.type
    let hole = Resolved(.text(PartialText([.attribute(resolver.id(target), name)])), at: place)
    if let wanted {
      switch wanted.match(type: type, attribute: name) {
      case .identifies: return hole
      case .identifiesOther, .undecided: break
      }
    }
    // An identifier inside a block of the resource: `vpc_config[0].cluster_security_group_id`.
    if steps.count > 1, case .attribute(let last)? = steps.last, wanted?.heldBy[type]?.contains(last) == true {
      return Resolved(.text(PartialText([.attribute(resolver.id(target), last)])), at: place)
    }
    if let node = target.resource.body[name] {
      let inner = Evaluator(resolver, instance: target, depth: depth + 1)
      return inner.value(
        of: node, Array(steps.dropFirst()), wanted: wanted, origin: .explicit, traversal, at: place)
    }
    // What only AWS knows: as a part of a text it is known by its name, as an identifier of something else it is not.
    return wanted == nil ? hole : unknown(traversal, .knownAfterApply, at: place)
  }
}

extension Node {
  /// The value at some steps below; nil when there is none.
  func at(_ steps: [Traversal.Step]) -> Node? {
    var node = self
    for step in steps {
      let next: Node? =
        switch step {
        case .attribute(let name), .index(.name(let name)): node[name]
        case .index(.index(let index)): node[index]
        case .splat: node
        }
      guard let next else { return nil }
      node = next
    }
    return node
  }
}
