import AWSModel
import Documents
import TerraformLanguage

/// What a name stands for where an expression is written: variables and outputs across modules, `each.value`, resources
/// and their instances.
extension PlanResolver {
  // MARK: Variables, outputs, locals

  func variable(
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

  func output(
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
        name.map { [outputs[$0]?["expression"]] }
        ?? outputs.members.filter { isPossible($0.name, of: call, in: scope.module, wanted) }
        .map { $0.value["expression"] }
      for expression in expressions {
        guard let expression else { continue }
        let one = indexed(Array(steps)) { evaluate(expression, steps: $0, in: inner, wanted) }
        let items = name == nil ? one.items.filter { if case .attribute = $0 { true } else { false } } : one.items
        all.isList = all.isList || one.isList
        all.isChoice = all.isChoice || one.isChoice
        all.isOther = all.isOther || name != nil && one.isOther
        all.join(Evaluation(items: items, doubtful: one.doubtful))
      }
    }
    if name == nil || keys.count > 1 {
      all.isList = all.isList || keys.count > 1
      all.isChoice = all.isChoice || name == nil && all.items.count > 1
    }
    return all
  }

  /// Whether an output can be meant where only its module is visible: not one that is used as something else.
  private func isPossible(_ output: String, of call: String, in module: ModuleInstance, _ wanted: Wanted) -> Bool {
    guard let kind = wanted.kind, let configuration = module.configuration else { return true }
    return !usesOtherwise("module.\(call).\(output)", than: kind, in: configuration)
  }

  /// Why a local value is not known, and where it is.
  static let lackOfLocals =
    "a plan does not hold local values, a state has what they came to"

  /// Locals are not in a plan; what an unknown one stands for is something of the wanted kind that its module has: its
  /// own resources, or what is passed to it.
  func locals(_ traversal: Traversal, in scope: PlanScope, _ wanted: Wanted) -> Evaluation {
    let module = scope.module
    let subject = module.address.isEmpty ? "\(traversal)" : "\(module.address).\(traversal)"
    let why = Unknown(subject, .unsupported(Self.lackOfLocals))
    let met = undecidedLocals.count
    var wanted = wanted
    wanted.isInElement = wanted.isInElement || traversal.steps.contains { if case .index = $0 { true } else { false } }
    let all = available(in: scope, wanted, or: naming(what: why, in: scope, wanted))
    // Those on the way are not what was written.
    undecidedLocals.removeSubrange(met...)
    if all.isChoice { undecidedLocals.append(subject) }
    return all
  }

  /// What cannot be followed inside of a module, with the addresses that the module is given: an address that is not
  /// known can come from them.
  func naming(what why: Unknown, in scope: PlanScope, _ wanted: Wanted) -> Unknown {
    guard wanted.kind == nil, ResourceKind.isAddress(wanted.attribute), scope.module.parent != nil,
      let variables = scope.module.configuration?.variables
    else { return why }
    var origins: [String] = []
    for variable in variables.members {
      for (id, attribute) in self.variable(variable.name, [], in: scope, wanted.deeper).holes
      where ResourceKind.isAddress(attribute) && !origins.contains("\(id.address).\(attribute)") {
        origins.append("\(id.address).\(attribute)")
      }
    }
    guard (1...3).contains(origins.count) else { return why }
    return Unknown("\(why.subject) (given \(origins.joined(separator: ", ")))", why.reason, at: why.place)
  }

  /// What is collected of a module.
  struct Collection: Hashable {
    let module: String
    let kind: ResourceKind
    let isOneOfMany: Bool
  }

  /// What a module has of the wanted kind: its own resources, what its modules give it, and what is passed to it.
  func available(in scope: PlanScope, _ wanted: Wanted, or why: Unknown) -> Evaluation {
    let module = scope.module
    guard let kind = wanted.kind, let configuration = module.configuration else { return .unknown(why) }
    let collection = Collection(module: module.address, kind: kind, isOneOfMany: wanted.isOneOfMany)
    // What a local value of the module refers to on the way is in what is being collected.
    guard collecting.insert(collection).inserted else { return Evaluation() }
    defer { collecting.remove(collection) }
    var all = Evaluation()
    for (local, resource) in configuration.resources.sorted(by: { $0.key < $1.key }) {
      guard let type = resource["type"]?.string else { continue }
      if kind.alsoFrom.contains(type) { return .unknown(why) }
      let attributes = kind.types.contains(type) ? ["id"] : kind.heldBy[type]?.sorted() ?? []
      let address = PlanResource.resourceAddress(module: module.address, local: local)
      for index in instances[address] ?? [] {
        if kind.types.contains(type), let read = read(by: index, wanted) {
          all.items += read.items.filter { !all.items.contains($0) }
        } else {
          all.items += attributes.map { .attribute(id(of: index), $0) }
        }
      }
    }
    var passed: [Evaluation] = configuration.calls.keys.sorted().map { call in
      output(of: call, nil, [], in: scope, wanted.deeper)
    }
    if module.parent != nil {
      var names = configuration.variables?.members.map { $0.name } ?? []
      // A local with one of what the module has is a name for that, or for what was given in its place; a variable of
      // which resources use parts themselves, as `var.rules[count.index].group`, needs no other name.
      if !all.items.isEmpty, !wanted.isOneOfMany {
        let ofResources = variablesOfResources(in: configuration)
        names.removeAll { ofResources.contains($0) && !isUsed("var.\($0)", as: kind, in: configuration) }
      }
      names.removeAll { usesOtherwise("var.\($0)", than: kind, in: configuration) }
      passed += names.map { variable($0, [], in: scope, wanted.deeper) }
    }
    // Where it was too much to follow, what is lacking may be what is meant.
    guard references > 0 else { return .unknown(why) }
    for one in passed { for item in one.items where !all.items.contains(item) { all.items.append(item) } }
    all.items.removeAll { if case .attribute = $0 { false } else { true } }
    all.isChoice = all.items.count > 1
    return all.items.isEmpty ? .unknown(why) : all
  }

  /// `each.value`, by what the `for_each` of the instance is.
  func eachValue(_ steps: [Traversal.Step], in scope: PlanScope, _ wanted: Wanted) -> Evaluation {
    let unknown = Unknown("each.value", .unsupported("a plan does not hold the elements of this for_each"))
    guard let key = scope.key, let forEach = scope.forEach else { return .unknown(unknown) }
    if let constant = forEach.planConstant {
      guard case .name(let name) = key, let value = constant[name] else { return Evaluation() }
      return value.at(steps).map { .one(.known($0)) } ?? Evaluation()
    }
    let list = ReferenceList(forEach)
    guard let reference = list.references.first else { return .unknown(unknown) }
    if list.references.count == 1, !["local", "each", "module"].contains(reference.root) {
      if let keys = keysOfInstances(of: reference, in: scope), !keys.contains(key) {
        return element(of: reference, keys, called: key, steps, in: scope, wanted)
      }
      let inner = Traversal(root: reference.root, steps: reference.steps + [.index(key)] + steps)
      return evaluate(inner, selecting: false, in: scope, wanted)
    }
    // Of a module that is called for the same keys it is the instance with that key, if it has such an output.
    if list.references.count == 1, reference.root == "module", case .attribute(let call)? = reference.steps.first,
      reference.steps.count == 1, case .attribute(let output)? = steps.first,
      keys(ofCall: call, in: scope.module).contains(key),
      scope.module.configuration?.calls[call]?.module.outputs?[output] != nil
    {
      return self.output(of: call, key, steps, in: scope, wanted)
    }
    // Which element has which key is not in a plan, but each is something that is referred to.
    guard !list.references.contains(where: { $0.root == "each" }) else { return .unknown(unknown) }
    var elements = wanted
    elements.isInElement = true
    var all = evaluate(forEach, steps: [], in: scope, elements)
    let hasIdentifiers = all.items.contains { if case .known(let node) = $0 { holdsIdentifier(node) } else { false } }
    all.items.removeAll { if case .known = $0 { true } else { false } }
    guard !all.items.isEmpty else {
      return hasIdentifiers || holdsMore(forEach, list, in: scope, wanted) ? .unknown(unknown) : .other
    }
    all.isList = false
    all.isChoice = all.items.count > 1
    return all
  }

  /// Whether what elements are made of may have something in it that is not named: a resource or a module as a whole.
  private func holdsMore(_ forEach: Node, _ list: ReferenceList, in scope: PlanScope, _ wanted: Wanted) -> Bool {
    if wanted.kind == nil || list.references.contains(where: { $0.root == "module" }) { return true }
    let plain = Wanted(attribute: wanted.attribute, kind: nil, depth: wanted.depth + 1)
    return !evaluate(forEach, steps: [], in: scope, plain).unknowns.isEmpty
  }

  private func holdsIdentifier(_ node: Node) -> Bool {
    node.texts.contains(where: isIdentifier) || node.members.contains { holdsIdentifier($0.value) }
      || node.elements.contains(where: holdsIdentifier)
  }

  /// The element of a map that is made of the instances of a resource, by keys that are not theirs: the numbers of
  /// `{ for i, subnet in aws_subnet.app : i => subnet }`, or anything, of which a plan does not say whose it is.
  private func element(
    of reference: Traversal, _ keys: [Traversal.Key], called key: Traversal.Key, _ steps: [Traversal.Step],
    in scope: PlanScope, _ wanted: Wanted
  ) -> Evaluation {
    if case .name(let name) = key, let index = Int(name), keys.contains(.index(index)) {
      let inner = Traversal(root: reference.root, steps: reference.steps + [.index(.index(index))] + steps)
      return evaluate(inner, selecting: false, in: scope, wanted)
    }
    let inner = Traversal(root: reference.root, steps: reference.steps + steps)
    var all = evaluate(inner, selecting: false, in: scope, wanted)
    all.isList = false
    all.isChoice = all.items.count > 1
    return all
  }

  // MARK: Resources

  func resource(
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
      all.isOther = all.isOther || one.isOther
      for item in one.items where !all.items.contains(item) { all.items.append(item) }
    }
    if isOfSorts(chosen, wanted) { all.doubtful = Set(all.items) }
    return all
  }

  /// The instance with the key of the instance that an expression is of.
  private func corresponding(_ indices: [Int], to scope: PlanScope) -> Int? {
    guard let key = scope.key else { return nil }
    if let same = indices.first(where: { plan.resources[$0].key == key }) { return same }
    // `element` begins again where a list ends.
    guard case .index(let index) = key else { return nil }
    return indices.first { plan.resources[$0].key == .index(index % indices.count) }
  }

  /// What an attribute of a resource instance can stand for.
  func attribute(_ steps: [Traversal.Step], of index: Int, _ wanted: Wanted) -> Evaluation {
    let target = plan.resources[index]
    guard case .attribute(let name)? = steps.first else { return whole(index, wanted) }
    if target.isData, wanted.kind != nil, let read = attribute(steps, readBy: index, wanted) { return read }
    // An identifier inside a block of the resource: `vpc_config[0].cluster_security_group_id`.
    if steps.count > 1, case .attribute(let last)? = steps.last,
      wanted.kind?.heldBy[target.type]?.contains(last) == true,
      target.after?[name]?.at(Array(steps.dropFirst()))?.isNull ?? true
    {
      return .one(.attribute(id(of: index), last))
    }
    if let known = target.after?[name], !known.isNull {
      return known.at(Array(steps.dropFirst())).map { .one(.known($0)) } ?? Evaluation()
    }
    guard let kind = wanted.kind else { return .one(.attribute(id(of: index), name)) }
    switch kind.match(type: target.type, attribute: name) {
    case .identifies: return .one(.attribute(id(of: index), name))
    case .identifiesOther: return .other
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
    guard expressions?[wanted.attribute] != nil else { return .other }
    return attribute([.attribute(wanted.attribute)], of: index, wanted)
  }
}
