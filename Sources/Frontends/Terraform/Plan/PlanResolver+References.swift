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
  }

  var items: [Item] = []
  /// Whether it is a list of the items in their order: all instances of a resource.
  var isList = false
  /// Whether some items may not be part of it.
  var isChoice = false

  static func one(_ item: Item) -> Evaluation { Evaluation(items: [item]) }
  static func unknown(_ why: Unknown) -> Evaluation { one(.unknown(why)) }

  var holes: [(ResourceID, String)] {
    items.reduce(into: []) { if case .attribute(let id, let name) = $1 { $0.append((id, name)) } }
  }
  var unknowns: [Unknown] { items.reduce(into: []) { if case .unknown(let why) = $1 { $0.append(why) } } }
  var isKnown: Bool {
    items.allSatisfy { if case .known = $0 { true } else { false } }
  }
}

/// How an unknown value is found through the configuration.
///
/// A plan keeps the references of an expression, not its shape. What they can mean follows from the kind of identifier
/// that the attribute takes, from known values (an unknown value is none of them), and from the keys of instances:
/// exact where these decide, one of several where they do not. Two things cannot be seen and are taken as usual: a
/// reference without a visible index beside `count.index` or `each.key` is to the instance with the same key, and a
/// list holds all instances that it refers to.
extension PlanResolver {
  private static let deepest = 64
  /// References followed for one value: modules may refer to each other in ways that double at each step.
  private static let mostReferences = 10_000

  /// What is looked for.
  struct Wanted {
    let attribute: String
    let kind: ResourceKind?
    var depth = 0

    var deeper: Wanted {
      var copy = self
      copy.depth += 1
      return copy
    }
  }

  /// The value of an unknown attribute, by its expressions.
  func resolve(_ expressions: [Node], isShared: Bool, _ position: Position, at place: Place) -> Resolved {
    let wanted = Wanted(attribute: position.attribute, kind: position.kind)
    references = Self.mostReferences
    var all = Evaluation()
    for expression in expressions {
      let one = evaluate(expression, steps: [], in: position.scope, wanted)
      all.isChoice = all.isChoice || one.isChoice || (!all.items.isEmpty && !one.items.isEmpty)
      all.isList = all.isList || one.isList
      for item in one.items where !all.items.contains(item) { all.items.append(item) }
    }
    let why = later(position, at: place)
    guard wanted.kind != nil else { return Resolved(.unknown(cause(all, or: why, at: place)), at: place) }
    if Self.holdsMany(position.attribute) {
      return Resolved(elements(all, isShared: isShared, why, at: place), at: place)
    }
    return Resolved(scalar(all, why, at: place), at: place)
  }

  /// Attributes that take several identifiers.
  private static func holdsMany(_ attribute: String) -> Bool {
    attribute.hasSuffix("s") || attribute == "vpc_zone_identifier"
  }

  /// Why a text is unknown: what it is made of is.
  private func cause(_ evaluation: Evaluation, or why: Unknown, at place: Place) -> Unknown {
    if let hole = evaluation.holes.first {
      return Unknown("\(hole.0.address).\(hole.1)", .knownAfterApply, at: place.range)
    }
    return evaluation.unknowns.first ?? why
  }

  private func scalar(_ evaluation: Evaluation, _ why: Unknown, at place: Place) -> Resolved.Content {
    if let unknown = evaluation.unknowns.first { return .unknown(unknown) }
    let texts = evaluation.holes.map { PartialText([.attribute($0.0, $0.1)]) }
    switch texts.count {
    case 0: return .unknown(why)
    case 1: return .text(texts[0])
    default: return .oneOf(texts.map { Resolved(.text($0), at: place) }, why)
    }
  }

  private func elements(_ evaluation: Evaluation, isShared: Bool, _ why: Unknown, at place: Place) -> Resolved.Content {
    let holes = evaluation.holes
    let isCertain = !(isShared || evaluation.isChoice) || holes.count == 1 && !isShared
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
        isCertain ? element : Resolved(.oneOf([element, Resolved(.null, at: place)], why), at: place))
    }
    if elements.isEmpty, rest.isEmpty { rest = [why] }
    return .list(elements, rest: rest)
  }

  private func isIdentifier(_ text: String) -> Bool {
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
    if let constant = expression["constant_value"] {
      return constant.at(steps).map { .one(.known($0)) } ?? Evaluation()
    }
    let list = ReferenceList(expression)
    let alone = list.references.count == 1
    let parts = list.references.map { reference -> Evaluation in
      let traversal = Traversal(root: reference.root, steps: reference.steps + steps)
      return evaluate(traversal, selecting: list.usesInstance && alone, in: scope, wanted.deeper)
    }
    if parts.count == 1 { return parts[0] }
    return merged(parts, usesInstance: list.usesInstance, in: scope)
  }

  /// The meanings of several references together: parts of a list, or branches of a choice if something chooses.
  private func merged(_ parts: [Evaluation], usesInstance: Bool, in scope: PlanScope) -> Evaluation {
    var all = Evaluation()
    let meant = parts.filter { !$0.holes.isEmpty }
    let choosing = parts.contains { !$0.items.isEmpty && $0.holes.isEmpty }
    all.isList = meant.contains { $0.isList }
    all.isChoice = meant.contains { $0.isChoice } || choosing && meant.count > 1 || usesInstance && all.isList
    for part in parts { for item in part.items where !all.items.contains(item) { all.items.append(item) } }
    return all
  }

  private func evaluate(
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
      steps.removeFirst()
      return eachValue(Array(steps), in: scope, wanted)
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
  private func select(_ evaluation: Evaluation, if selecting: Bool, in scope: PlanScope) -> Evaluation {
    guard selecting, evaluation.isList, !evaluation.isChoice, case .index(let index)? = scope.key else {
      return evaluation
    }
    guard index < evaluation.items.count else {
      var choice = evaluation
      choice.isChoice = true
      return choice
    }
    return .one(evaluation.items[index])
  }

  // MARK: Variables, outputs, locals

  private func variable(
    _ name: String, _ steps: [Traversal.Step], in scope: PlanScope, _ wanted: Wanted
  ) -> Evaluation {
    let module = scope.module
    guard let parent = module.parent else {
      guard let value = plan.variables?[name]?["value"] ?? module.configuration?.variables?[name]?["default"] else {
        return .unknown(Unknown("var.\(name)", .parameter))
      }
      return value.at(steps).map { .one(.known($0)) } ?? Evaluation()
    }
    if let expression = module.callNode?["expressions"]?[name] {
      let outer = PlanScope(module: parent, key: module.key, forEach: module.callNode?["for_each_expression"])
      return indexed(steps) { evaluate(expression, steps: $0, in: outer, wanted) }
    }
    guard let value = module.configuration?.variables?[name]?["default"] else { return Evaluation() }
    return value.at(steps).map { .one(.known($0)) } ?? Evaluation()
  }

  /// Takes an element of what is a list of items: `var.subnet_ids[0]`.
  private func indexed(_ steps: [Traversal.Step], _ evaluate: ([Traversal.Step]) -> Evaluation) -> Evaluation {
    guard case .index(.index(let index))? = steps.first else { return evaluate(steps) }
    let whole = evaluate([])
    if whole.isKnown { return evaluate(steps) }
    guard whole.isList || whole.items.count > 1, !whole.isChoice else { return whole }
    return index < whole.items.count ? .one(whole.items[index]) : Evaluation()
  }

  private func output(
    of call: String, _ key: Traversal.Key?, _ steps: [Traversal.Step], in scope: PlanScope, _ wanted: Wanted
  ) -> Evaluation {
    var steps = steps[...]
    let name = steps.popAttribute()
    let keys = key.map { [$0] } ?? keys(ofCall: call, in: scope.module)
    var all = Evaluation()
    for key in keys.isEmpty ? [nil] : keys {
      let module = child(call, key: key, of: scope.module)
      guard let outputs = module.configuration?.outputs else { continue }
      let inner = PlanScope(module: module, key: nil, forEach: nil)
      // `module.a[count.index].b` is listed as `module.a`: any output that has what is wanted can be meant.
      let expressions =
        name.map { [outputs[$0]?["expression"]] } ?? outputs.members.map { $0.value["expression"] }
      for expression in expressions {
        guard let expression else { continue }
        let one = indexed(Array(steps)) { evaluate(expression, steps: $0, in: inner, wanted) }
        let items = name == nil ? one.items.filter { if case .attribute = $0 { true } else { false } } : one.items
        all.isList = all.isList || one.isList
        all.isChoice = all.isChoice || one.isChoice
        for item in items where !all.items.contains(item) { all.items.append(item) }
      }
    }
    if name == nil || keys.count > 1 {
      all.isList = all.isList || keys.count > 1
      all.isChoice = all.isChoice || name == nil && all.items.count > 1
    }
    return all
  }

  /// Locals are not in a plan; what an unknown one stands for is something of the wanted kind that its module has: its
  /// own resources, or what is passed to it.
  private func locals(_ traversal: Traversal, in scope: PlanScope, _ wanted: Wanted) -> Evaluation {
    let module = scope.module
    let subject = module.address.isEmpty ? "\(traversal)" : "\(module.address).\(traversal)"
    let why = Unknown(subject, .unsupported("a plan does not hold local values"))
    guard let kind = wanted.kind, let configuration = module.configuration else { return .unknown(why) }
    var all = Evaluation()
    for (local, resource) in configuration.resources.sorted(by: { $0.key < $1.key }) {
      guard let type = resource["type"]?.string else { continue }
      if kind.alsoFrom.contains(type) { return .unknown(why) }
      let attributes = kind.types.contains(type) ? ["id"] : kind.heldBy[type]?.sorted() ?? []
      let address = PlanResource.resourceAddress(module: module.address, local: local)
      for index in instances[address] ?? [] {
        all.items += attributes.map { .attribute(id(of: index), $0) }
      }
    }
    var passed: [Evaluation] = configuration.calls.keys.sorted().map { call in
      output(of: call, nil, [], in: scope, wanted.deeper)
    }
    if module.parent != nil {
      let names = configuration.variables?.members.map { $0.name } ?? []
      passed += names.map { variable($0, [], in: scope, wanted.deeper) }
    }
    for one in passed { for item in one.items where !all.items.contains(item) { all.items.append(item) } }
    all.items.removeAll { if case .attribute = $0 { false } else { true } }
    all.isChoice = all.items.count > 1
    return all.items.isEmpty ? .unknown(why) : all
  }

  /// `each.value`, by what the `for_each` of the instance is.
  private func eachValue(_ steps: [Traversal.Step], in scope: PlanScope, _ wanted: Wanted) -> Evaluation {
    let unknown = Unknown("each.value", .unsupported("a plan does not hold the elements of this for_each"))
    guard let key = scope.key, let forEach = scope.forEach else { return .unknown(unknown) }
    if let constant = forEach["constant_value"] {
      guard case .name(let name) = key, let value = constant[name] else { return Evaluation() }
      return value.at(steps).map { .one(.known($0)) } ?? Evaluation()
    }
    let list = ReferenceList(forEach)
    guard list.references.count == 1, let reference = list.references.first else { return .unknown(unknown) }
    let inner = Traversal(root: reference.root, steps: reference.steps + [.index(key)] + steps)
    guard !["local", "each", "module"].contains(reference.root) else { return .unknown(unknown) }
    return evaluate(inner, selecting: false, in: scope, wanted)
  }

  // MARK: Resources

  private func resource(
    _ local: String, type: String, _ steps: [Traversal.Step], selecting: Bool, in scope: PlanScope, _ wanted: Wanted
  ) -> Evaluation {
    var steps = steps[...]
    let key = steps.popKey()
    let address = PlanResource.resourceAddress(module: scope.module.address, local: local)
    guard let indices = instances[address] else {
      // Declared without instances (`count = 0`), it contributes nothing; else it is not in the plan at all.
      if scope.module.configuration?.resources[local] != nil { return Evaluation() }
      return .unknown(Unknown(address, .notInInput))
    }
    let chosen: [Int]
    if let key {
      chosen = indices.filter { plan.resources[$0].key == key }
    } else if indices.count == 1, plan.resources[indices[0]].key == nil {
      chosen = indices
    } else if selecting, let own = corresponding(indices, to: scope) {
      chosen = [own]
    } else {
      chosen = indices
    }
    var all = Evaluation()
    all.isList = key == nil && plan.resources[indices[0]].key != nil && !(selecting && chosen.count == 1)
    for index in chosen {
      let one = attribute(Array(steps), of: index, wanted)
      all.isChoice = all.isChoice || one.isChoice
      for item in one.items where !all.items.contains(item) { all.items.append(item) }
    }
    return all
  }

  /// The instance with the key of the instance that an expression is of.
  private func corresponding(_ indices: [Int], to scope: PlanScope) -> Int? {
    guard let key = scope.key else { return nil }
    return indices.first { plan.resources[$0].key == key }
  }

  /// What an attribute of a resource instance can stand for.
  private func attribute(_ steps: [Traversal.Step], of index: Int, _ wanted: Wanted) -> Evaluation {
    let target = plan.resources[index]
    guard case .attribute(let name)? = steps.first else { return whole(index, wanted) }
    if let known = target.after?[name], !known.isNull {
      return known.at(Array(steps.dropFirst())).map { .one(.known($0)) } ?? Evaluation()
    }
    guard let kind = wanted.kind else { return .one(.attribute(id(of: index), name)) }
    switch kind.match(type: target.type, attribute: name) {
    case .identifies: return .one(.attribute(id(of: index), name))
    case .identifiesOther: return Evaluation()
    case .undecided: return followed(name, of: index, wanted)
    }
  }

  /// The value of an attribute through the configuration of its own resource: `aws_subnet.a.vpc_id`.
  private func followed(_ name: String, of index: Int, _ wanted: Wanted) -> Evaluation {
    let target = plan.resources[index]
    let scope = scope(of: target)
    guard let expression = scope.module.configuration?.resources[target.localAddress]?["expressions"]?[name],
      expression.kind == .object
    else { return .unknown(Unknown("\(target.address).\(name)", .knownAfterApply)) }
    return evaluate(expression, steps: [], in: scope, wanted.deeper)
  }

  /// A reference of which the attribute is not visible: the identifier, or the attribute of the same name.
  private func whole(_ index: Int, _ wanted: Wanted) -> Evaluation {
    let target = plan.resources[index]
    guard let kind = wanted.kind else { return .unknown(Unknown(target.address, .knownAfterApply)) }
    if kind.types.contains(target.type) { return .one(.attribute(id(of: index), "id")) }
    if let held = kind.heldBy[target.type]?.sorted().first { return .one(.attribute(id(of: index), held)) }
    let expressions = scope(of: target).module.configuration?.resources[target.localAddress]?["expressions"]
    guard expressions?[wanted.attribute] != nil else { return Evaluation() }
    return attribute([.attribute(wanted.attribute)], of: index, wanted)
  }
}

extension ArraySlice where Element == Traversal.Step {
  fileprivate mutating func popAttribute() -> String? {
    guard case .attribute(let name)? = first else { return nil }
    removeFirst()
    return name
  }

  fileprivate mutating func popKey() -> Traversal.Key? {
    guard case .index(let key)? = first else { return nil }
    removeFirst()
    return key
  }
}

extension Node {
  /// The strings in a string or a list.
  fileprivate var texts: [String] {
    switch kind {
    case .string: string.map { [$0] } ?? []
    case .array: elements.reduce(into: []) { $0 += $1.texts }
    case .object, .number, .boolean, .null: []
    }
  }
}
