import Documents
import TerraformLanguage

/// A module of a plan's `configuration`: the expressions that the values came from.
///
/// Source: https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
final class PlanConfiguration: Sendable {
  /// By address within the module: `aws_subnet.private`, `data.aws_vpc.main`.
  let resources: [String: Node]
  /// Module calls by name, with the module that each calls.
  let calls: [String: (call: Node, module: PlanConfiguration)]
  let outputs: Node?
  let variables: Node?

  init(_ module: Node?) {
    var resources: [String: Node] = [:]
    for resource in module?["resources"]?.elements.map({ $0 }) ?? [] {
      if let address = resource["address"]?.string { resources[address] = resource }
    }
    var calls: [String: (call: Node, module: PlanConfiguration)] = [:]
    if let members = module?["module_calls"]?.members {
      for member in members { calls[member.name] = (member.value, PlanConfiguration(member.value["module"])) }
    }
    self.resources = resources
    self.calls = calls
    outputs = module?["outputs"]
    variables = module?["variables"]
  }

  /// The variables that expressions of resources refer to themselves.
  func variablesOfResources() -> Set<String> {
    resources.values.reduce(into: []) { names, resource in
      if let expressions = resource["expressions"] { Self.collectVariables(of: expressions, into: &names) }
    }
  }

  /// For what kinds of identifiers what stands under a name is used by itself: `var.vpc_id` and `module.vpc.vpc_id` for
  /// one of a VPC, also by way of the modules that they are passed to.
  func kindsOfUse() -> [String: Set<ResourceKind>] {
    var uses: [String: Set<ResourceKind>] = [:]
    for resource in resources.values {
      guard let type = resource["type"]?.string, let expressions = resource["expressions"] else { continue }
      Self.collectUses(of: expressions, in: type, into: &uses)
    }
    for (call, module) in calls.values {
      let inner = module.kindsOfUse()
      for member in call["expressions"]?.members.map({ $0 }) ?? [] {
        guard let kinds = inner["var.\(member.name)"], let name = Self.soleReference(of: member.value) else { continue }
        uses[name, default: []].formUnion(kinds)
      }
    }
    return uses
  }

  private static func collectUses(of node: Node, in type: String, into uses: inout [String: Set<ResourceKind>]) {
    for element in node.elements where element.kind == .object { collectUses(of: element, in: type, into: &uses) }
    for member in node.members {
      if let name = soleReference(of: member.value) {
        if let kind = ResourceKind.identified(by: member.name, of: type) { uses[name, default: []].insert(kind) }
      } else {
        collectUses(of: member.value, in: type, into: &uses)
      }
    }
  }

  /// The variable or output that is all that an expression refers to.
  private static func soleReference(of expression: Node) -> String? {
    guard expression.kind == .object, expression["references"] != nil else { return nil }
    let list = ReferenceList(expression)
    guard list.references.count == 1, let reference = list.references.first, !list.usesInstance else { return nil }
    switch (reference.root, reference.steps.count) {
    case ("var", 1), ("module", 2): return "\(reference)"
    default: return nil
    }
  }

  private static func collectVariables(of node: Node, into names: inout Set<String>) {
    switch node.kind {
    case .object: for member in node.members { collectVariables(of: member.value, into: &names) }
    case .array: for element in node.elements { collectVariables(of: element, into: &names) }
    case .string:
      guard let text = node.string, text.hasPrefix("var."), let reference = Traversal(text),
        case .attribute(let name)? = reference.steps.first
      else { return }
      names.insert(name)
    case .number, .boolean, .null: return
    }
  }
}

/// An instance of a module: where expressions of it are evaluated.
final class ModuleInstance: Sendable {
  /// Empty for the root module.
  let address: String
  let parent: ModuleInstance?
  /// The name of the call in the parent.
  let call: String
  let key: Traversal.Key?
  let configuration: PlanConfiguration?

  init(root configuration: PlanConfiguration) {
    address = ""
    parent = nil
    call = ""
    key = nil
    self.configuration = configuration
  }

  init(_ call: String, key: Traversal.Key?, in parent: ModuleInstance) {
    let local = "module.\(call)" + (key.map(\.description) ?? "")
    address = parent.address.isEmpty ? local : "\(parent.address).\(local)"
    self.parent = parent
    self.call = call
    self.key = key
    configuration = parent.configuration?.calls[call]?.module
  }

  /// The configuration of the call of this module.
  var callNode: Node? { parent?.configuration?.calls[call]?.call }
}

/// Where an expression is evaluated: in a module instance, for the instance of a resource or module call with that key.
final class PlanScope {
  let module: ModuleInstance
  let key: Traversal.Key?
  /// The `for_each` of that resource or module call.
  let forEach: Node?
  /// How many instances of that resource there are, where that is known.
  let count: Int?

  init(module: ModuleInstance, key: Traversal.Key?, forEach: Node?, count: Int? = nil) {
    self.module = module
    self.key = key
    self.forEach = forEach
    self.count = count
  }
}
