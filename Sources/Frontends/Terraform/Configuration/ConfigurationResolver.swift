import AWSModel
import Documents
import TerraformLanguage

/// Resolves the attributes of a configuration's resources.
final class ConfigurationResolver {
  let run: ConfigurationRun
  private let root: ModuleScope
  private(set) var context: AdapterContext
  /// All instances, in the order of their modules and files.
  private var instances: [ConfigurationInstance] = []
  private(set) var scopes: [ModuleScope] = []
  private var names: [String: [ConfigurationInstance]]?
  /// Where arguments are that were reported: instances share them.
  var misspelt: Set<SourceRange> = []

  init(_ configuration: TerraformConfiguration, identifiers: [String: ResourceID]) {
    run = ConfigurationRun(stack: configuration.name, modules: configuration.modules)
    root = ModuleScope(configuration.root, in: run, given: configuration.given)
    context = AdapterContext(
      stack: configuration.name, aliases: identifiers, impliedBy: { TerraformDefaults.implied(by: $0) })
    for diagnostic in configuration.diagnostics { run.report(diagnostic) }
    expand(root)
    context = AdapterContext(
      stack: configuration.name, aliases: identifiers, adopted: adopted(), providerVersions: providerVersions(),
      impliedBy: { TerraformDefaults.implied(by: $0) })
  }

  private func expand(_ scope: ModuleScope) {
    scopes.append(scope)
    for diagnostic in scope.module.diagnostics { run.report(diagnostic) }
    for resource in scope.module.resources { instances += scope.instances(of: resource) ?? [] }
    for call in scope.module.calls {
      for child in scope.scopes(of: call) ?? [] { expand(child.scope) }
    }
  }

  /// All modules are planned with one version of the provider.
  private func providerVersions() -> ProviderVersions {
    var versions = ProviderVersions()
    for scope in scopes { for constraint in scope.module.providerConstraints { versions.meet(constraint) } }
    return versions
  }

  func id(_ symbol: Symbol) -> ResourceID { ResourceID(stack: run.stack, address: symbol.address) }

  func adapt(into draft: inout Draft) {
    let backend = root.module.backend.map {
      ConfigurationInstance($0, in: root, key: nil, bindings: [:], doubt: nil)
    }
    context.isMissing = { [unowned self] in checkSpelling($0, $1) }
    defer { context.isMissing = nil }
    for instance in instances + (backend.map { [$0] } ?? []) {
      let missing = MissingArguments()
      TerraformAdapters.adapt(ResourceFields(declaration(of: instance), fields(of: instance, missing)), into: &draft)
      checkSpelling(of: instance, missing)
    }
  }

  private func declaration(of instance: ConfigurationInstance) -> Declaration {
    let doubts = instance.scope.doubts + (instance.doubt.map { [$0] } ?? [])
    let resource = instance.resource
    return Declaration(
      id: id(instance.symbol), type: resource.isData ? "data.\(resource.type)" : resource.type,
      kind: resource.isData ? .readOnly : .declared, place: resource.range,
      existence: doubts.isEmpty ? .certain : .possible(doubts.map(Unknown.init)))
  }

  /// Arguments that are Terraform's and not the provider's.
  static let metaArguments: Set<String> = [
    "//", "count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection", "dynamic",
  ]

  /// All resources as the provider has them.
  func native(_ reader: NativeReader) -> [NativeResource] {
    instances.map { instance in
      let body = instance.resource.body
      let blocks = body["dynamic"].map { LabelledBlocks($0, labels: 1).blocks.flatMap(\.labels) } ?? []
      var names: [String] = []
      for name in body.nodes.flatMap({ $0.members.map(\.name) }) + blocks
      where !Self.metaArguments.contains(name) && !names.contains(name) {
        names.append(name)
      }
      let fields = fields(of: instance)
      return reader.resource(
        declaration(of: instance), names.compactMap { name in fields[name].map { (name, $0) } })
    }
  }

  /// - Parameter missing: is told what is asked for and not written.
  func fields(of instance: ConfigurationInstance, _ missing: MissingArguments? = nil) -> Fields {
    Fields(at: Place(range: instance.resource.range), context) { [unowned self] key in
      let value = attribute(key, of: instance)
      missing?.asked.insert(key)
      if value == nil { missing?.names.insert(key) }
      return value
    }
  }

  /// The declarations that adopt what AWS created with a VPC, instead of creating something, and those that stand for
  /// what another one declares.
  private func adopted() -> [ResourceID: ResourceID] {
    var adopted: [ResourceID: ResourceID] = [:]
    for instance in instances {
      let resource = instance.resource
      if let standIn = TerraformDefaults.standIns[resource.isData ? "data.\(resource.type)" : resource.type],
        let target = fields(of: instance).link(standIn.attribute)?.target.id
      {
        adopted[id(instance.symbol)] = standIn.object.map(target.implied) ?? target
      }
      guard let adoption = TerraformDefaults.adoptions[resource.type],
        let target = fields(of: instance).link(adoption.attribute)?.target.id
      else { continue }
      adopted[adoption.attribute == "vpc_id" ? target.implied(adoption.object) : target] = id(instance.symbol)
    }
    return adopted
  }

  // MARK: Names

  /// The instances of a kind that have a name.
  func named(_ identifier: String, _ kind: ResourceKind) -> [ConfigurationInstance] {
    guard let name = kind.name(in: identifier) else { return [] }
    let known = names ?? namesOfInstances()
    names = known
    return kind.types.reduce(into: []) { $0 += known["\($1) \(name)"] ?? [] }
  }

  private func namesOfInstances() -> [String: [ConfigurationInstance]] {
    var attributes: [String: String] = [:]
    for kind in ResourceKind.named { for type in kind.types { attributes[type] = kind.nameAttribute } }
    return instances.reduce(into: [:]) { names, instance in
      let type = instance.resource.type
      guard !instance.resource.isData, let attribute = attributes[type],
        let name = instance.attribute(attribute, at: instance.resource.range).asName
      else { return }
      names["\(type) \(name)", default: []].append(instance)
    }
  }

  // MARK: Policies

  private var policiesInProgress: Set<Symbol> = []

  /// The policy that a data source renders from its blocks.
  func policy(of document: ConfigurationInstance, at place: Place) -> Resolved {
    guard policiesInProgress.insert(document.symbol).inserted else {
      return Resolved(.unknown(Unknown(document.address, .unsupported("references in a circle"))), at: place)
    }
    defer { policiesInProgress.remove(document.symbol) }
    return PolicyDocumentSource(fields(of: document)).policy(at: place)
  }

  // MARK: Attributes

  /// An attribute of a resource, or its nested blocks of that name; nil when there is none.
  private func attribute(_ key: String, of instance: ConfigurationInstance) -> Resolved? {
    let body = instance.resource.body
    let bodies = BodyResolver(self, instance)
    if let value = bodies.member(
      key, written: body[key], dynamic: body["dynamic"], at: NodePath([.key(key)]), instance.evaluator)
    {
      return value
    }
    if let why = instance.resource.doubt(aboutAbsent: key) {
      let place = Place(range: instance.resource.range)
      return Resolved(.oneOf([Resolved(.null, at: place), Resolved(.unknown(why), at: place)], why), at: place)
    }
    return key == "region" ? region(of: instance) : nil
  }

  /// The region of the provider that manages a resource.
  private func region(of instance: ConfigurationInstance) -> Resolved? {
    let name = instance.resource.body["provider"]?.string ?? "aws"
    let alias = name.split(separator: ".").dropFirst().joined(separator: ".")
    // A module with configurations of its own or passed on has them by other names.
    guard instance.scope.address.isEmpty || alias.isEmpty, let node = root.module.providers[alias]?["region"] else {
      return nil
    }
    let value = Evaluator(root).evaluate(Expression(json: node))
    guard case .text(let parts) = value.content, let region = parts.literal else { return nil }
    return Resolved(
      .text(PartialText(region)), at: Place(range: node.range, path: NodePath([.key("region")])), origin: .default)
  }
}

extension Unknown {
  /// What the evaluation of a configuration does not know.
  init(_ gap: Gap) {
    let reason: Reason =
      switch gap.reason {
      case .knownAfterApply: .knownAfterApply
      case .noValue: .parameter
      case .notDeclared: .notInInput
      case .undecided: .condition
      case .unsupported(let what): .unsupported(what)
      case .invalid(let what): .unreadable(what)
      }
    self.init(gap.subject, reason, at: gap.range, isDerived: gap.isDerived)
  }
}
