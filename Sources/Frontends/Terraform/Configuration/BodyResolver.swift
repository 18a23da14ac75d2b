import AWSModel
import Documents
import TerraformLanguage

/// Resolves the arguments and nested blocks of a resource, `dynamic` blocks as those that they make.
struct BodyResolver {
  private let resolver: ConfigurationResolver
  private let instance: ConfigurationInstance

  init(_ resolver: ConfigurationResolver, _ instance: ConfigurationInstance) {
    self.resolver = resolver
    self.instance = instance
  }

  private var type: String { instance.resource.type }

  func kind(of key: String) -> ResourceKind? { ResourceKind.identified(by: key, of: type) }
  func id(_ symbol: Symbol) -> ResourceID { resolver.id(symbol) }
  func meaning(of symbol: Symbol) -> ConfigurationRun.Meaning? { resolver.run.meanings[symbol] }
  func instances(named name: String, _ kind: ResourceKind) -> [ConfigurationInstance] { resolver.named(name, kind) }

  /// What a data source renders as a policy; nil for any other attribute.
  func policyDocument(_ symbol: Symbol, _ attribute: String, at place: Place) -> Resolved? {
    guard case .resource(let target)? = meaning(of: symbol), target.resource.isData,
      PolicyDocumentSource.renders(target.resource.type, attribute)
    else { return nil }
    return resolver.policy(of: target, at: place)
  }

  /// An argument, or the blocks of a type, written out or dynamic; nil when there is none.
  func member(
    _ key: String, written: Node?, dynamic: Node?, at path: NodePath, _ evaluator: Evaluator
  ) -> Resolved? {
    let value = written.map { resolve($0, wanted: kind(of: key), path: path, evaluator) }
    let generators = dynamic.map { LabelledBlocks($0, labels: 1).blocks.filter { $0.labels == [key] } } ?? []
    guard let first = generators.first else { return value }
    var elements = value.map { Fields.elements(of: $0) } ?? PartialList()
    for generator in generators {
      let made = blocks(of: generator, key, at: path, from: elements.elements.count, evaluator)
      elements.elements += made.elements.map { Fields.Element(value: $0, existence: .certain) }
      elements.rest += made.rest
    }
    return Resolved(
      .list(elements.elements.map(\.value), rest: elements.rest), at: Place(range: first.range, path: path))
  }

  /// The blocks that a `dynamic` block makes.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
  private func blocks(
    of generator: LabelledBlocks.Block, _ key: String, at path: NodePath, from start: Int, _ evaluator: Evaluator
  ) -> (elements: [Resolved], rest: [Unknown]) {
    guard let forEach = generator.body["for_each"], let content = generator.body["content"] else {
      let why = Unknown(
        "dynamic \"\(key)\"", .unreadable("expected for_each and content"), at: generator.range)
      resolver.run.report(Diagnostic(.unreadable, "\(why)", at: generator.range))
      return ([], [why])
    }
    let iterator = generator.body["iterator"]?.string ?? key
    let collection = evaluator.evaluate(Expression(json: forEach))
    let place = Place(range: generator.range, path: path)
    func made(for collection: TerraformValue) -> (elements: [Resolved], rest: [Unknown]) {
      let (entries, rest) = evaluator.entries(of: collection)
      let elements = entries.enumerated().map { offset, entry in
        var inner = evaluator
        inner.bindings[iterator] = TerraformValue(
          .map(
            [
              TerraformValue.Member(key: "key", keyRange: forEach.range, value: entry.key),
              TerraformValue.Member(key: "value", keyRange: forEach.range, value: entry.value),
            ], rest: []), at: forEach.range)
        return resolve(content, wanted: nil, path: path.appending(index: start + offset), inner)
      }
      return (elements, rest.map(why))
    }
    func why(_ gap: Gap) -> Unknown {
      Unknown("dynamic \"\(key)\" of \(instance.address)", Unknown(gap).reason, at: gap.range ?? generator.range)
    }
    // One of several collections: the blocks of each of them may be there.
    guard case .oneOf(let options, let gap) = collection.content else { return made(for: collection) }
    let lists = options.map { option in
      let (elements, rest) = made(for: option)
      return Resolved(.list(elements, rest: rest), at: place)
    }
    return ([Resolved(.oneOf(lists, why(gap)), at: place)], [])
  }

  /// The value of a part of a body, in which an attribute identifies a resource of the wanted kind.
  func resolve(_ node: Node, wanted: ResourceKind?, path: NodePath, _ evaluator: Evaluator) -> Resolved {
    let place = Place(range: node.range, path: path)
    switch node.kind {
    case .null, .boolean, .number: return Resolved.literal(node, path: path)
    case .string:
      let value = evaluator.evaluate(Expression(json: node))
      return resolved(value, wanted: wanted, at: place, text: node.text)
    case .array:
      var index = -1
      let elements = node.elements.map { element in
        index += 1
        return resolve(element, wanted: wanted, path: path.appending(index: index), evaluator)
      }
      return Resolved(.list(elements, rest: []), at: place)
    case .object: return object(node, at: place, evaluator)
    }
  }

  private func object(_ node: Node, at place: Place, _ evaluator: Evaluator) -> Resolved {
    var members: [Resolved.Member] = []
    let dynamic = node["dynamic"]
    for member in node.members where member.name != "//" && member.name != "dynamic" {
      // A key may be a template too.
      var key = member.name
      if key.contains("${"), case .text(let parts) = evaluator.evaluate(Expression(json: member.key)).content,
        let literal = parts.literal
      {
        key = literal
      }
      if let value = self.member(
        key, written: member.value, dynamic: dynamic, at: place.path.appending(key: key), evaluator)
      {
        members.append(Resolved.Member(key: key, keyRange: member.key.range, value: value))
      }
    }
    for generator in dynamic.map({ LabelledBlocks($0, labels: 1).blocks }) ?? [] {
      let key = generator.labels[0]
      guard !members.contains(where: { $0.key == key }),
        let value = member(key, written: nil, dynamic: dynamic, at: place.path.appending(key: key), evaluator)
      else { continue }
      members.append(Resolved.Member(key: key, keyRange: generator.range, value: value))
    }
    return Resolved(.object(members, rest: []), at: place)
  }
}
