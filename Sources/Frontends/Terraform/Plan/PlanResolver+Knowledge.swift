import Documents
import TerraformLanguage

/// Whether an expression of the configuration was known when it was planned: nothing that it refers to is unknown.
extension PlanResolver {
  private static let deepestKnowledge = 64

  /// Whether all that an expression refers to was known; false where that cannot be told, as for local values.
  ///
  /// Linear in what the expression refers to, across modules: what is found of an output or a variable is kept.
  func isKnown(_ expression: Node, in scope: PlanScope, depth: Int = 0) -> Bool {
    guard depth < Self.deepestKnowledge else { return false }
    if expression.planConstant != nil { return true }
    return ReferenceList(expression).references.allSatisfy { isKnown($0, in: scope, depth: depth + 1) }
  }

  private func isKnown(_ reference: Traversal, in scope: PlanScope, depth: Int) -> Bool {
    var steps = reference.steps[...]
    switch reference.root {
    case "local": return false
    case "var":
      guard let name = steps.popAttribute() else { return false }
      return isKnown(variable: name, in: scope.module, depth: depth)
    case "each":
      guard let forEach = scope.forEach else { return false }
      return isKnown(forEach, in: PlanScope(module: scope.module, key: nil, forEach: nil), depth: depth)
    case "module":
      guard let call = steps.popAttribute() else { return false }
      let key = steps.popKey()
      return isKnown(output: steps.popAttribute(), of: call, key, in: scope.module, depth: depth)
    case "data":
      guard let type = steps.popAttribute(), let name = steps.popAttribute() else { return false }
      return isKnown(resource: "data.\(type).\(name)", steps, in: scope.module)
    default:
      guard let name = steps.popAttribute() else { return false }
      return isKnown(resource: "\(reference.root).\(name)", steps, in: scope.module)
    }
  }

  private func isKnown(variable name: String, in module: ModuleInstance, depth: Int) -> Bool {
    // Those of the root module have values before anything is planned.
    guard let parent = module.parent else { return true }
    guard let expression = module.callNode?["expressions"]?[name] else {
      return module.configuration?.variables?[name]?["default"] != nil
    }
    return kept("\(module.address) var \(name)") {
      let outer = PlanScope(module: parent, key: module.key, forEach: module.callNode?["for_each_expression"])
      return isKnown(expression, in: outer, depth: depth)
    }
  }

  /// - Parameter name: nil if which output is meant is not visible.
  private func isKnown(
    output name: String?, of call: String, _ key: Traversal.Key?, in parent: ModuleInstance, depth: Int
  ) -> Bool {
    guard let outputs = parent.configuration?.calls[call]?.module.outputs else { return false }
    let expressions = name.map { [outputs[$0]?["expression"]] } ?? outputs.members.map { $0.value["expression"] }
    let keys = key.map { [$0] } ?? keys(ofCall: call, in: parent)
    return (keys.isEmpty ? [nil] : keys).allSatisfy { key in
      let module = child(call, key: key, of: parent)
      return kept("\(module.address) output \(name ?? "")") {
        expressions.allSatisfy { expression in
          guard let expression else { return false }
          return isKnown(expression, in: PlanScope(module: module, key: nil, forEach: nil), depth: depth)
        }
      }
    }
  }

  private func isKnown(resource local: String, _ steps: ArraySlice<Traversal.Step>, in module: ModuleInstance) -> Bool {
    var steps = steps
    let key = steps.popKey()
    guard let indices = instances[PlanResource.resourceAddress(module: module.address, local: local)] else {
      // Declared without instances it has no values at all.
      return module.configuration?.resources[local] != nil
    }
    let attribute = steps.popAttribute()
    return indices.allSatisfy { index in
      let resource = plan.resources[index]
      if let key, resource.key != key { return true }
      guard resource.deferral == nil, resource.after != nil || resource.unknown != nil else { return false }
      guard let unknown = attribute.map({ resource.unknown?[$0] }) ?? resource.unknown else { return true }
      return !unknown.holdsTrue
    }
  }

  private func kept(_ name: String, _ answer: () -> Bool) -> Bool {
    if let known = knowledge[name] { return known }
    // What refers to itself is not known.
    knowledge[name] = false
    let result = answer()
    knowledge[name] = result
    return result
  }
}
