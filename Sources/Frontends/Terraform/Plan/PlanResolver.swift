import AWSModel
import Documents
import TerraformLanguage

/// Resolves the attributes of a plan's resources: known values as they stand, unknown ones through the configuration.
final class PlanResolver {
  let plan: TerraformPlan
  private(set) var context: AdapterContext
  /// Indices of the instances of a resource, by its address: `module.app["eu"].aws_subnet.private`.
  let instances: [String: [Int]]
  let root: ModuleInstance
  private var modules: [String: ModuleInstance]
  /// Keys of the instances of a module call, by its address: `module.app`.
  private(set) var moduleKeys: [String: [Traversal.Key?]] = [:]
  private let names: [String: [ResourceID]]

  init(_ plan: TerraformPlan, identifiers: [String: ResourceID]) {
    self.plan = plan
    root = ModuleInstance(root: plan.configuration)
    modules = ["": root]
    var instances: [String: [Int]] = [:]
    for (index, resource) in plan.resources.enumerated() {
      instances[resource.resourceAddress, default: []].append(index)
    }
    self.instances = instances
    names = Self.names(of: plan.resources, stack: plan.name)
    context = AdapterContext(
      stack: plan.name, aliases: identifiers, adopted: [:], impliedBy: { TerraformDefaults.implied(by: $0) })
    for resource in plan.resources where modules[resource.module] == nil { _ = module(at: resource.module) }
    context = AdapterContext(
      stack: plan.name, aliases: identifiers, adopted: adopted(), providerVersions: plan.providerVersions,
      impliedBy: { TerraformDefaults.implied(by: $0) })
  }

  /// The declarations that adopt what AWS created with a VPC, instead of creating something, and those that stand for
  /// what another one declares.
  private func adopted() -> [ResourceID: ResourceID] {
    var adopted: [ResourceID: ResourceID] = [:]
    for (index, resource) in plan.resources.enumerated() {
      if let standIn = TerraformDefaults.standIns[resource.isData ? "data.\(resource.type)" : resource.type] {
        guard let target = fields(of: index).link(standIn.attribute)?.target.id, target != id(of: index) else {
          continue
        }
        adopted[id(of: index)] = standIn.object.map(target.implied) ?? target
      }
      guard let adoption = TerraformDefaults.adoptions[resource.type] else { continue }
      let link = fields(of: index).link(adoption.attribute)
      guard let target = link?.target.id else { continue }
      adopted[adoption.attribute == "vpc_id" ? target.implied(adoption.object) : target] = id(of: index)
    }
    return adopted
  }

  /// How many more references may be followed for the value that is being resolved.
  var references = 0

  /// The local values that stand for one of several things, as far as the value that is being resolved comes by them.
  var undecidedLocals: [String] = []

  /// Which outputs and variables of module instances were known, as far as that was asked.
  var knowledge: [String: Bool] = [:]
  /// For what kinds of which modules what is there is being collected.
  var collecting: Set<Collection> = []

  /// Paths of attributes: a few hundred names are those of all resources.
  private var paths: [String: NodePath] = [:]

  func path(of attribute: String) -> NodePath {
    if let known = paths[attribute] { return known }
    let path = NodePath([.key(attribute)])
    paths[attribute] = path
    return path
  }

  /// Policy documents that are being made from their blocks.
  var documentsInProgress: Set<Int> = []

  private lazy var indices: [String: Int] = Dictionary(
    plan.resources.enumerated().map { ($0.element.address, $0.offset) }, uniquingKeysWith: { first, _ in first })

  /// The place of a resource in the plan.
  func index(of id: ResourceID) -> Int? { id.stack == plan.name ? indices[id.address] : nil }

  func id(of index: Int) -> ResourceID { ResourceID(stack: plan.name, address: plan.resources[index].address) }

  /// Where the expressions of a resource instance are evaluated.
  func scope(of resource: PlanResource) -> PlanScope {
    let module = module(at: resource.module)
    return PlanScope(
      module: module, key: resource.key,
      forEach: module.configuration?.resources[resource.localAddress]?["for_each_expression"],
      count: instances[resource.resourceAddress]?.count)
  }

  // MARK: Modules

  private var usedVariables: [ObjectIdentifier: Set<String>] = [:]

  /// The variables that resources of a module refer to themselves.
  func variablesOfResources(in configuration: PlanConfiguration) -> Set<String> {
    let key = ObjectIdentifier(configuration)
    if let known = usedVariables[key] { return known }
    let names = configuration.variablesOfResources()
    usedVariables[key] = names
    return names
  }

  private var uses: [ObjectIdentifier: [String: Set<ResourceKind>]] = [:]

  /// Whether a module uses what stands under a name as an identifier of another kind, and never as one of this.
  func usesOtherwise(_ name: String, than kind: ResourceKind, in configuration: PlanConfiguration) -> Bool {
    guard let kinds = kindsOfUse(of: name, in: configuration) else { return false }
    return kinds.allSatisfy { $0.types.isDisjoint(with: kind.types) }
  }

  /// Whether a module uses what stands under a name, alone, as an identifier of a kind.
  func isUsed(_ name: String, as kind: ResourceKind, in configuration: PlanConfiguration) -> Bool {
    kindsOfUse(of: name, in: configuration)?.contains { !$0.types.isDisjoint(with: kind.types) } ?? false
  }

  private func kindsOfUse(of name: String, in configuration: PlanConfiguration) -> Set<ResourceKind>? {
    let key = ObjectIdentifier(configuration)
    if uses[key] == nil { uses[key] = configuration.kindsOfUse() }
    return uses[key]?[name]
  }

  /// The module instance of an address such as `module.a["x"].module.b[0]`.
  private func module(at address: String) -> ModuleInstance {
    if let known = modules[address] { return known }
    guard let traversal = Traversal(address), traversal.root == "module" else { return root }
    var instance = root
    var steps = traversal.steps[...]
    while let step = steps.popFirst() {
      guard case .attribute(let name) = step, name != "module" || instance === root else { continue }
      var key: Traversal.Key?
      if case .index(let index)? = steps.first {
        key = index
        steps.removeFirst()
      }
      instance = child(name, key: key, of: instance)
      if case .attribute("module")? = steps.first { steps.removeFirst() }
    }
    return instance
  }

  /// The instance of a module call, made at the first question.
  func child(_ call: String, key: Traversal.Key?, of parent: ModuleInstance) -> ModuleInstance {
    let instance = ModuleInstance(call, key: key, in: parent)
    if let known = modules[instance.address] { return known }
    modules[instance.address] = instance
    moduleKeys["\(parent.address) \(call)", default: []].append(key)
    return instance
  }

  /// The keys of the instances of a module call that have resources.
  func keys(ofCall call: String, in parent: ModuleInstance) -> [Traversal.Key?] {
    moduleKeys["\(parent.address) \(call)"] ?? []
  }

  // MARK: Names

  /// The resources of a kind that have a name.
  func named(_ identifier: String, _ kind: ResourceKind) -> [ResourceID] {
    guard let name = kind.name(in: identifier) else { return [] }
    return kind.types.reduce(into: []) { $0 += names["\($1) \(name)"] ?? [] }
  }

  private static func names(of resources: [PlanResource], stack: String) -> [String: [ResourceID]] {
    var attributes: [String: String] = [:]
    for kind in ResourceKind.named { for type in kind.types { attributes[type] = kind.nameAttribute } }
    var names: [String: [ResourceID]] = [:]
    for resource in resources where !resource.isData {
      guard let attribute = attributes[resource.type], let name = resource.knownText(attribute) else { continue }
      names["\(resource.type) \(name)", default: []].append(ResourceID(stack: stack, address: resource.address))
    }
    return names
  }

  // MARK: Adapting

  /// By the names of buckets the arguments that repeat what the plan takes away.
  private lazy var departedSettings: [String: Set<String>] = plan.departed.reduce(into: [:]) { all, part in
    guard let argument = TerraformDefaults.settingsOfBuckets[part.type], let name = part.knownText("bucket") else {
      return
    }
    all[name, default: []].insert(argument)
  }

  /// Gives a resource to its adapter.
  func adapt(_ index: Int, into draft: inout Draft) {
    TerraformAdapters.adapt(ResourceFields(declaration(of: index), fields(of: index)), into: &draft)
  }

  /// Gives a part that is not among the resources of the plan to its adapter.
  func adapt(_ part: PlanResource, into draft: inout Draft) {
    TerraformAdapters.adapt(ResourceFields(declaration(of: part), fields(of: part)), into: &draft)
  }

  /// Whether the configuration has an attribute of a resource: what it has is no repetition.
  func configures(_ attribute: String, of id: ResourceID) -> Bool {
    guard let index = index(of: id) else { return false }
    let resource = plan.resources[index]
    let declared = scope(of: resource).module.configuration?.resources[resource.localAddress]
    return declared?["expressions"]?[attribute] != nil
  }

  private func declaration(of index: Int) -> Declaration { declaration(of: plan.resources[index]) }

  private func declaration(of resource: PlanResource) -> Declaration {
    let type = resource.isData ? "data.\(resource.type)" : resource.type
    return Declaration(
      id: ResourceID(stack: plan.name, address: resource.address), type: type,
      kind: resource.isData ? .readOnly : .declared, place: resource.range,
      existence: resource.deferral.map { .possible([$0]) } ?? .certain)
  }

  /// The resource as the provider has it.
  func native(_ index: Int, _ reader: NativeReader) -> NativeResource {
    let (resource, fields) = (plan.resources[index], fields(of: index))
    let known = resource.after.map { Array($0.members) } ?? []
    let names = known.map(\.name)
    let later = resource.unknown?.members.filter { !names.contains($0.name) } ?? []
    let attributes = (known + later).compactMap { member -> (key: String, value: Resolved)? in
      if let value = fields[member.name] { return (member.name, value) }
      // What the provider supplies when it has made the resource.
      guard resource.unknown?[member.name]?.bool == true else { return nil }
      let place = Place(range: member.key.range, path: path(of: member.name))
      let why = Unknown(attribute: member.name, of: id(of: index), at: place.range)
      return (member.name, Resolved(.unknown(why), at: place))
    }
    return reader.resource(declaration(of: index), attributes, marks: resource.sensitive)
  }

  /// The attributes of a resource, each resolved when it is asked for.
  func fields(of index: Int) -> Fields { fields(of: plan.resources[index]) }

  private func fields(of resource: PlanResource) -> Fields {
    let scope = scope(of: resource)
    let expressions = scope.module.configuration?.resources[resource.localAddress]?["expressions"]
    let departed = resource.type == "aws_s3_bucket" ? departedSettings[resource.knownText("bucket") ?? ""] ?? [] : []
    return Fields(at: Place(range: resource.range), context) { [unowned self] key in
      if departed.contains(key), expressions?[key] == nil { return nil }
      // Providers before version 6 keep a hash of it; the configuration has the text.
      if key == "user_data", let text = expressions?[key]?["constant_value"], text.kind == .string {
        return Resolved.literal(text, path: path(of: key))
      }
      if let value = attribute(key, of: resource, expressions: expressions, scope: scope) { return value }
      if key != "region" { return nil }
      if let region = region(of: resource, in: scope) { return region }
      // A state has no providers.
      guard let region = resource.arn?.region else { return nil }
      return Resolved(
        .text(PartialText(region)), at: Place(range: resource.range, path: path(of: "arn")), origin: .default)
    }
  }
}
