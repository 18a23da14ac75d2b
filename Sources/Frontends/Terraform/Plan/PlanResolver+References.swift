import AWSModel
import Documents
import TerraformLanguage

/// What the references of an expression can stand for.
struct Evaluation {
  enum Item: Hashable {
    case attribute(ResourceID, String)
    /// A value that is known.
    case known(Node)
    case unknown(Unknown)

    /// Whether it is a known value that chooses between others, and is none of them itself.
    func isSwitch(on value: Bool) -> Bool {
      if case .known(let node) = self { node.bool == value } else { false }
    }
  }

  var items: [Item] = []
  /// Whether it is a list of the items in their order: all instances of a resource.
  var isList = false
  /// Whether some items may not be part of it.
  var isChoice = false
  /// Whether it may be empty, although it has items: something else chooses between them and nothing.
  ///
  /// A provider computes many lists that are empty, so that these are unknown, too.
  var isOptional = false
  /// Whether there is something that is nothing of the wanted kind: beside several things it chooses between them, as
  /// `length(aws_subnet.extra) > 0` does.
  var isOther = false
  /// Items that a list may have or not have, whatever the others do: instances that the expression may leave out.
  var doubtful: Set<Item> = []

  static var other: Evaluation {
    var other = Evaluation()
    other.isOther = true
    return other
  }
  static func one(_ item: Item) -> Evaluation { Evaluation(items: [item]) }
  static func unknown(_ why: Unknown) -> Evaluation { one(.unknown(why)) }

  var holes: [(ResourceID, String)] {
    items.reduce(into: []) { if case .attribute(let id, let name) = $1 { $0.append((id, name)) } }
  }
  var unknowns: [Unknown] { items.reduce(into: []) { if case .unknown(let why) = $1 { $0.append(why) } } }

  /// Takes the items of another part of the same list: what one part has certainly, the list has.
  mutating func join(_ other: Evaluation) {
    for item in other.items {
      if !items.contains(item) {
        items.append(item)
        if other.doubtful.contains(item) { doubtful.insert(item) }
      } else if !other.doubtful.contains(item) {
        doubtful.remove(item)
      }
    }
  }
  var isKnown: Bool {
    items.allSatisfy { if case .known = $0 { true } else { false } }
  }
}

/// How an unknown value is found through the configuration.
///
/// A plan keeps the references of an expression, not its shape. What they can mean follows from the kind of identifier
/// that the attribute takes, from known values (an unknown value is none of them), and from the keys of instances:
/// exact where these decide, one of several where they do not. Two things cannot be seen and are taken as usual: a
/// reference without a visible index beside `count.index` or `each.key` is to the instance with the same key, beside a
/// known value to the one with that key, and a list holds all instances that it refers to if they are alike.
extension PlanResolver {
  private static let deepest = 64
  /// References followed for one value: modules may refer to each other in ways that double at each step.
  private static let mostReferences = 10_000

  /// What is looked for.
  struct Wanted {
    let attribute: String
    let kind: ResourceKind?
    /// Whether it is in an element of what is evaluated, as `each.value.id` is of the map of its `for_each`.
    var isInElement = false
    var depth = 0

    /// Whether what is evaluated can hold several such identifiers.
    var isOneOfMany: Bool { isInElement || PlanResolver.holdsMany(attribute) }

    var deeper: Wanted {
      var copy = self
      copy.depth += 1
      return copy
    }
  }

  /// The value of an unknown attribute, by its expressions.
  ///
  /// - Parameter count: how many elements it has, if that is known of a list.
  func resolve(
    _ expressions: [Node], isShared: Bool, count: Int? = nil, _ position: Position, at place: Place
  ) -> Resolved {
    let wanted = Wanted(attribute: position.attribute, kind: position.kind)
    references = Self.mostReferences
    undecidedLocals = []
    var all = Evaluation()
    for expression in expressions {
      let one = evaluate(expression, steps: [], in: position.scope, wanted)
      all.isChoice = all.isChoice || one.isChoice || (!all.items.isEmpty && !one.items.isEmpty)
      all.isList = all.isList || one.isList
      all.isOptional = all.isOptional || one.isOptional
      all.join(one)
    }
    // What is written out gives none, so it is in one of the blocks that are not: `dynamic` ones beside them.
    if all.holes.isEmpty, all.unknowns.isEmpty, wanted.kind != nil, position.path.components.count > 1 {
      return resolveDynamic(position, at: place)
    }
    // As many as there are: none is left out.
    if count == all.items.count { all.doubtful = [] }
    return value(of: all, wanted, isShared: isShared, position, at: place)
  }

  /// The value of an unknown attribute of a `dynamic` block, of which a plan has no expressions: something of the kind
  /// that its module has, as for a local value.
  func resolveDynamic(_ position: Position, isShared: Bool = true, at place: Place) -> Resolved {
    let wanted = Wanted(attribute: position.attribute, kind: position.kind)
    references = Self.mostReferences
    let why = later(position, at: place)
    let all = available(in: position.scope, wanted, or: naming(what: why, in: position.scope, wanted))
    undecidedLocals = []
    return value(of: all, wanted, isShared: isShared, position, at: place)
  }

  /// The region of the provider that manages a resource, where its configuration says it.
  ///
  /// A provider that a module configures for itself is known by another key, `module.app:aws`, and has other variables.
  /// Source: https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
  func region(of resource: PlanResource, in scope: PlanScope) -> Resolved? {
    let declared = scope.module.configuration?.resources[resource.localAddress]
    guard let key = declared?["provider_config_key"]?.string, !key.contains(":"),
      let expression = plan.providers?[key]?["expressions"]?["region"]
    else { return nil }
    references = Self.mostReferences
    let outside = PlanScope(module: root, key: nil, forEach: nil)
    let evaluation = evaluate(expression, steps: [], in: outside, Wanted(attribute: "region", kind: nil))
    guard evaluation.items.count == 1, case .known(let region) = evaluation.items[0], region.kind == .string else {
      return nil
    }
    return Resolved.literal(region, path: NodePath([.key("region")]), origin: .default)
  }

  private func value(
    of all: Evaluation, _ wanted: Wanted, isShared: Bool, _ position: Position, at place: Place
  ) -> Resolved {
    var why = later(position, at: place)
    if let local = undecidedLocals.last {
      why = Unknown(why.subject, .unsupported("it comes from \(local); \(Self.lackOfLocals)"), at: place.range)
    }
    guard wanted.kind != nil else {
      return policyDocument(all, at: place)
        ?? Resolved(.unknown(cause(all, of: position.attribute, or: why, at: place)), at: place)
    }
    if Self.holdsMany(position.attribute) {
      return Resolved(elements(all, isShared: isShared, why, at: place), at: place)
    }
    return Resolved(scalar(all, why, position, at: place), at: place)
  }

  /// Attributes that take several identifiers.
  static func holdsMany(_ attribute: String) -> Bool {
    attribute.hasSuffix("s") || attribute == "vpc_zone_identifier"
  }

  /// Why a text is unknown: what it is made of is.
  private func cause(
    _ evaluation: Evaluation, of attribute: String, or why: Unknown, at place: Place
  ) -> Unknown {
    // Of references that several attributes share, those of an address are its own.
    let isAddress = ResourceKind.isAddress(attribute)
    let own = evaluation.holes.filter { isAddress && ResourceKind.isAddress($0.1) }
    if let hole = own.first ?? evaluation.holes.first {
      return Unknown("\(hole.0.address).\(hole.1)", .knownAfterApply, at: place.range)
    }
    return evaluation.unknowns.first ?? why
  }

  private func scalar(
    _ evaluation: Evaluation, _ why: Unknown, _ position: Position, at place: Place
  ) -> Resolved.Content {
    if let unknown = evaluation.unknowns.first { return .unknown(unknown) }
    let texts = evaluation.holes.map { PartialText([.attribute($0.0, $0.1)]) }
    switch texts.count {
    case 0: return .unknown(why)
    case 1: return .text(texts[0])
    default:
      if let own = share(of: evaluation.holes, position) { return .text(texts[own]) }
      return .oneOf(texts.map { Resolved(.text($0), at: place) }, why)
    }
  }

  private func elements(_ evaluation: Evaluation, isShared: Bool, _ why: Unknown, at place: Place) -> Resolved.Content {
    let holes = evaluation.holes
    // Blocks that share their references share the only one that can be meant, too.
    let isOnly = holes.count == 1 && (!isShared || evaluation.items.count == 1)
    let isCertain = (!(isShared || evaluation.isChoice) || isOnly) && !evaluation.isOptional
    var elements: [Resolved] = []
    var rest = evaluation.unknowns
    for item in evaluation.items {
      let content: Resolved.Content
      switch item {
      case .attribute(let id, let name): content = .text(PartialText([.attribute(id, name)]))
      case .known(let node):
        // Literal identifiers beside the references.
        for text in node.texts where isIdentifier(text) {
          let literal = Resolved(.text(PartialText(text)), at: place)
          elements.append(Resolved(.oneOf([literal, Resolved(.null, at: place)], why), at: place))
        }
        continue
      case .unknown: continue
      }
      let element = Resolved(content, at: place)
      elements.append(
        isCertain && (isOnly || !evaluation.doubtful.contains(item))
          ? element : Resolved(.oneOf([element, Resolved(.null, at: place)], why), at: place))
    }
    if elements.isEmpty, rest.isEmpty { rest = [why] }
    return .list(elements, rest: rest)
  }

  func isIdentifier(_ text: String) -> Bool {
    text.hasPrefix("arn:") || text.split(separator: "-").count == 2 && context.aliases[text] != nil
      || ["sg-", "subnet-", "pl-", "vpc-", "eni-", "i-"].contains { text.hasPrefix($0) }
  }

  // MARK: Expressions

  /// What an expression of the configuration can stand for, after further steps into it.
  func evaluate(
    _ expression: Node, steps: [Traversal.Step], in scope: PlanScope, _ wanted: Wanted
  ) -> Evaluation {
    references -= 1
    guard wanted.depth < Self.deepest, references > 0 else {
      return .unknown(Unknown(wanted.attribute, .unsupported("references in a circle, or too many")))
    }
    if let constant = expression.planConstant {
      return constant.at(steps).map { .one(.known($0)) } ?? Evaluation()
    }
    let list = indexed(ReferenceList(expression), in: scope, wanted)
    let traversals = list.references.map { Traversal(root: $0.root, steps: $0.steps + steps) }
    let isAlone = traversals.count == 1
    let selects = list.usesInstance && isAlone && !list.computesIndex
    var parts = traversals.map { evaluate($0, selecting: selects, in: scope, wanted.deeper) }
    if list.computesIndex { for position in parts.indices { parts[position].isChoice = true } }
    if !isAlone, list.usesInstance, let subject = Self.subject(of: parts, in: scope) {
      // `element(aws_subnet.public[*].id, var.single ? 0 : count.index)`: the rest is about the index.
      return evaluate(traversals[subject], selecting: true, in: scope, wanted.deeper)
    }
    if !steps.isEmpty { parts += elements(of: list, in: scope, wanted) }
    var all = parts.count == 1 ? parts[0] : merged(parts, of: list, in: scope)
    all.isOptional = all.isOptional || list.hasCondition
    return all
  }

  /// Of a map or object that is made here, `{ web = module.web[each.key].group, … }["web"]`, a reference may be the
  /// element, and what is written of it not all: the steps are into the map, not into what it refers to.
  private func elements(of list: ReferenceList, in scope: PlanScope, _ wanted: Wanted) -> [Evaluation] {
    list.references.filter { reference in
      list.references.count > 1 || reference.root == "module" && reference.steps.count == 1
    }.map { reference in
      var element = evaluate(reference, selecting: false, in: scope, wanted.deeper)
      element.isChoice = true
      return element
    }
  }

  /// The one part that is a list of resources, beside switches of which none is on: one that is may stand for a fixed
  /// index, which for the first instance is its own.
  private static func subject(of parts: [Evaluation], in scope: PlanScope) -> Int? {
    let meant = parts.indices.filter { !parts[$0].holes.isEmpty }
    guard meant.count == 1, parts[meant[0]].isList, !parts[meant[0]].isChoice else { return nil }
    let others = parts.indices.filter { $0 != meant[0] }.flatMap { parts[$0].items }
    let isFirst = scope.key == .index(0)
    return others.allSatisfy { $0.isSwitch(on: false) || isFirst && $0.isSwitch(on: true) }
      ? meant[0] : nil
  }

  /// The meanings of several references together: parts of a list, or branches of a choice if something chooses.
  private func merged(_ parts: [Evaluation], of list: ReferenceList, in scope: PlanScope) -> Evaluation {
    var all = Evaluation()
    let meant = parts.filter { !$0.holes.isEmpty }
    let choosing = parts.contains { ($0.isOther || !$0.items.isEmpty) && $0.holes.isEmpty }
    all.isList = meant.contains { $0.isList }
    all.isOptional = meant.contains { $0.isOptional } || parts.contains { $0.items.contains { $0.isSwitch(on: false) } }
    all.isChoice = meant.contains { $0.isChoice } || choosing && meant.count > 1 || list.usesInstance && all.isList
    for part in parts { all.join(part) }
    for part in meant where parts.contains(where: { chooses($0, among: part.items) }) {
      all.doubtful.formUnion(part.items)
    }
    // What is named beside all of its kind is left out of them, `setsubtract(a[*].id, [a["x"].id])`: added it would be
    // there twice.
    for part in meant where part.isList && part.items.count > 1 {
      for other in meant where !other.isList { all.doubtful.formUnion(other.items.filter(part.items.contains)) }
    }
    let isCounted = list.counts && all.items.count > 1
    if meant.count > 1, list.isRepetitive || isCounted { all.doubtful.formUnion(all.items) }
    return all
  }

  func evaluate(
    _ traversal: Traversal, selecting: Bool, in scope: PlanScope, _ wanted: Wanted
  ) -> Evaluation {
    var steps = traversal.steps[...]
    switch traversal.root {
    case "var":
      guard let name = steps.popAttribute() else { return Evaluation() }
      return select(variable(name, Array(steps), in: scope, wanted), if: selecting, in: scope)
    case "local":
      return locals(traversal, in: scope, wanted)
    case "module":
      guard let call = steps.popAttribute() else { return Evaluation() }
      if let key = steps.popKey() { return output(of: call, key, Array(steps), in: scope, wanted) }
      if selecting, let key = scope.key, keys(ofCall: call, in: scope.module).contains(key) {
        return output(of: call, key, Array(steps), in: scope, wanted)
      }
      return select(output(of: call, nil, Array(steps), in: scope, wanted), if: selecting, in: scope)
    case "each":
      return eachValue(Array(steps.dropFirst()), in: scope, wanted)
    case "data":
      guard let type = steps.popAttribute(), let name = steps.popAttribute() else { return Evaluation() }
      return resource("data.\(type).\(name)", type: type, Array(steps), selecting: selecting, in: scope, wanted)
    default:
      guard let name = steps.popAttribute() else { return Evaluation() }
      let type = traversal.root
      return resource("\(type).\(name)", type: type, Array(steps), selecting: selecting, in: scope, wanted)
    }
  }

  /// The element of a list that belongs to the instance the expression is of, when the expression uses its index.
  ///
  /// `element` begins again where a list ends. What is written out, `[{ group = a }, { group = b }]`, is a list too if
  /// there are as many instances.
  private func select(_ evaluation: Evaluation, if selecting: Bool, in scope: PlanScope) -> Evaluation {
    guard selecting, !evaluation.isChoice, case .index(let index)? = scope.key, index >= 0, !evaluation.items.isEmpty
    else { return evaluation }
    let items = evaluation.items
    if evaluation.isList { return .one(items[index % items.count]) }
    guard items.count > 1, evaluation.holes.count == items.count, scope.count == items.count,
      items.indices.contains(index)
    else { return evaluation }
    return .one(items[index])
  }
}

extension ArraySlice where Element == Traversal.Step {
  mutating func popAttribute() -> String? {
    guard case .attribute(let name)? = first else { return nil }
    removeFirst()
    return name
  }

  mutating func popKey() -> Traversal.Key? {
    guard case .index(let key)? = first else { return nil }
    removeFirst()
    return key
  }
}

extension Node {
  /// The strings in a string or a list.
  var texts: [String] {
    switch kind {
    case .string: string.map { [$0] } ?? []
    case .array: elements.reduce(into: []) { $0 += $1.texts }
    case .object, .number, .boolean, .null: []
    }
  }
}
