import TerraformLanguage

/// Data sources that are read only when the plan is applied, by an identifier that is not known before.
extension PlanResolver {
  /// The resources of the plan that a data source may read, by the expression of its `id`; nil for everything else.
  func read(by index: Int, _ wanted: Wanted) -> Evaluation? {
    let source = plan.resources[index]
    guard source.isData, source.knownText("id") == nil, let kind = ResourceKind.read(byDataOf: source.type) else {
      return nil
    }
    let scope = scope(of: source)
    guard let expression = scope.module.configuration?.resources[source.localAddress]?["expressions"]?["id"] else {
      return nil
    }
    let identifier = Wanted(attribute: "id", kind: kind, depth: wanted.depth + 1)
    let read = evaluate(expression, steps: [], in: scope, identifier)
    return read.holes.isEmpty || read.holes.count < read.items.count ? nil : read
  }

  /// An attribute of what a data source reads.
  func attribute(_ steps: [Traversal.Step], readBy index: Int, _ wanted: Wanted) -> Evaluation? {
    guard var all = read(by: index, wanted) else { return nil }
    if steps.first == .attribute("id") { return all }
    let targets = all.holes.compactMap { self.index(of: $0.0) }
    guard targets.count == all.items.count else { return nil }
    all.items = []
    for target in targets {
      let one = attribute(steps, of: target, wanted.deeper)
      for item in one.items where !all.items.contains(item) { all.items.append(item) }
    }
    all.isChoice = all.items.count > 1
    return all
  }
}
