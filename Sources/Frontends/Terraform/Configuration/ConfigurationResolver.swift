import AWSModel
import Documents
import TerraformLanguage

/// Resolves the attributes of a configuration's resources.
final class ConfigurationResolver {
  let configuration: TerraformConfiguration
  private(set) var context: AdapterContext
  /// Instances of a resource, by its address.
  private(set) var instances: [String: [ConfigurationInstance]] = [:]
  /// Why it is not known how many instances a resource has.
  private var undecided: [String: Unknown] = [:]
  private let names: [String: [ConfigurationResource]]

  init(_ configuration: TerraformConfiguration, identifiers: [String: ResourceID]) {
    self.configuration = configuration
    names = Self.names(of: configuration.resources)
    context = AdapterContext(
      stack: configuration.name, aliases: identifiers, impliedBy: { TerraformDefaults.implied(by: $0) })
    for resource in configuration.resources { instances[resource.address] = expand(resource) }
    context = AdapterContext(
      stack: configuration.name, aliases: identifiers, adopted: adopted(),
      impliedBy: { TerraformDefaults.implied(by: $0) })
  }

  /// Values that may be looked at for one attribute, and for all: locals may double what they refer to at each step, so
  /// that a few lines make a value without end.
  private static let mostSteps = (attribute: 20_000, all: 2_000_000)
  private var steps = mostSteps

  /// Whether another value may be looked at.
  func takeStep() -> Bool {
    steps.attribute -= 1
    steps.all -= 1
    return steps.attribute > 0 && steps.all > 0
  }

  func id(_ instance: ConfigurationInstance) -> ResourceID {
    ResourceID(stack: configuration.name, address: instance.address)
  }

  func adapt(into draft: inout Draft) {
    for resource in configuration.resources {
      let existence = undecided[resource.address].map { Existence.possible([$0]) } ?? .certain
      for instance in instances[resource.address] ?? [] {
        let declaration = Declaration(
          id: id(instance), type: resource.isData ? "data.\(resource.type)" : resource.type,
          kind: resource.isData ? .readOnly : .declared, place: resource.range, existence: existence)
        TerraformAdapters.adapt(ResourceFields(declaration, fields(of: instance)), into: &draft)
      }
    }
  }

  private func fields(of instance: ConfigurationInstance) -> Fields {
    Fields(at: Place(range: instance.resource.range), context) { [unowned self] key in
      attribute(key, of: instance)
    }
  }

  /// The declarations that adopt what AWS created with a VPC, instead of creating something, and those that stand for
  /// what another one declares.
  private func adopted() -> [ResourceID: ResourceID] {
    var adopted: [ResourceID: ResourceID] = [:]
    for resource in configuration.resources {
      if let standIn = TerraformDefaults.standIns[resource.isData ? "data.\(resource.type)" : resource.type] {
        for instance in instances[resource.address] ?? [] {
          guard let target = fields(of: instance).link(standIn.attribute)?.target.id else { continue }
          adopted[id(instance)] = standIn.object.map(target.implied) ?? target
        }
      }
      guard let adoption = TerraformDefaults.adoptions[resource.type] else { continue }
      for instance in instances[resource.address] ?? [] {
        guard let target = fields(of: instance).link(adoption.attribute)?.target.id else { continue }
        adopted[adoption.attribute == "vpc_id" ? target.implied(adoption.object) : target] = id(instance)
      }
    }
    return adopted
  }

  // MARK: Instances

  /// The instances of a resource; one that stands for any number when `count` or `for_each` cannot be decided.
  private func expand(_ resource: ConfigurationResource) -> [ConfigurationInstance] {
    let single = ConfigurationInstance(resource: resource, key: nil, value: nil)
    if let count = resource.body["count"], !count.isNull {
      let value = Evaluator(self, instance: nil).resolve(count, wanted: nil, path: NodePath([.key("count")]))
      if let number = Fields.wholeNumber(value), (0...10_000).contains(number) {
        return (0..<number).map { ConfigurationInstance(resource: resource, key: .index($0), value: nil) }
      }
      undecided[resource.address] = unknownNumber(resource, "count", count)
      return [single]
    }
    guard let forEach = resource.body["for_each"], !forEach.isNull else { return [single] }
    guard forEach.kind == .object else {
      undecided[resource.address] = unknownNumber(resource, "for_each", forEach)
      return [single]
    }
    return forEach.members.filter { $0.name != "//" }.map { member in
      ConfigurationInstance(resource: resource, key: .name(member.name), value: member.value)
    }
  }

  private func unknownNumber(_ resource: ConfigurationResource, _ key: String, _ node: Node) -> Unknown {
    Unknown("\(key) of \(resource.address)", .unsupported(node.scalar ?? node.noun), at: node.range)
  }

  // MARK: Names

  /// The resources of a kind that have a literal name.
  func named(_ name: String, _ kind: ResourceKind) -> [ConfigurationResource] {
    kind.types.reduce(into: []) { $0 += names["\($1) \(name)"] ?? [] }
  }

  private static func names(of resources: [ConfigurationResource]) -> [String: [ConfigurationResource]] {
    var attributes: [String: String] = [:]
    for kind in ResourceKind.named { for type in kind.types { attributes[type] = kind.nameAttribute } }
    var names: [String: [ConfigurationResource]] = [:]
    for resource in resources where !resource.isData {
      guard let attribute = attributes[resource.type], let text = resource.body[attribute]?.text,
        case .literal(let name) = Expression.template(text).content
      else { continue }
      names["\(resource.type) \(name)", default: []].append(resource)
    }
    return names
  }

  // MARK: Attributes

  /// An attribute of a resource, or its nested blocks of that name; nil when there is none.
  private func attribute(_ key: String, of instance: ConfigurationInstance) -> Resolved? {
    steps.attribute = Self.mostSteps.attribute
    let body = instance.resource.body
    let path = NodePath([.key(key)])
    let wanted = ResourceKind.identified(by: key, of: instance.resource.type)
    let evaluator = Evaluator(self, instance: instance)
    let written = body[key].map { evaluator.resolve($0, wanted: wanted, path: path) }
    guard let dynamic = LabelledBlocks(body["dynamic"], labels: 1).blocks.first(where: { $0.labels == [key] }) else {
      return written
    }
    let why = Unknown(
      "dynamic \"\(key)\" of \(instance.address)", .unsupported("dynamic blocks"), at: dynamic.range)
    let elements = written.map { Fields.elements(of: $0) } ?? PartialList()
    return Resolved(
      .list(elements.elements.map(\.value), rest: elements.rest + [why]), at: Place(range: dynamic.range, path: path))
  }
}

extension Fields {
  /// A value as a whole number, if it is one.
  fileprivate static func wholeNumber(_ value: Resolved) -> Int? {
    switch value.content {
    case .number(let text): Int(text)
    case .text(let text): text.literal.flatMap { Int($0) }
    case .bool, .null, .list, .object, .oneOf, .unknown: nil
    }
  }
}
