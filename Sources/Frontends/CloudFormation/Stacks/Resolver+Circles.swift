import AWSModel
import Documents

/// Resources that depend on each other in a circle, which CloudFormation refuses to create.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-dependency-error
extension Resolver {
  /// One resource naming another, and where.
  private typealias Dependency = (name: String, range: SourceRange)

  /// Reports each circle once, at a reference of it.
  ///
  /// Only resources and references that are certainly there count.
  func checkCircles() {
    var dependencies: [String: [Dependency]] = [:]
    for declared in resources where existence(of: declared).verdict == .yes {
      dependencies[declared.logicalID] = bound(declared.bindings) { self.dependencies(of: declared) }
    }
    var left = Self.onCircles(dependencies)
    for declared in resources where left.contains(declared.logicalID) {
      guard let circle = Self.circle(from: declared.logicalID, dependencies, left), let first = circle.first else {
        continue
      }
      left.subtract(circle.map(\.name))
      let ids = ([circle[circle.count - 1]] + circle).map(\.name)
      _ = mistake(
        ids.count == 2 ? "\(ids[0]) depends on itself" : "circular dependency: \(ids.joined(separator: " -> "))",
        help: "CloudFormation creates none of them; declare what names the other in a resource of its own",
        at: first.range)
    }
  }

  // MARK: Circles

  /// The resources that are on circles, or between two of them.
  private static func onCircles(_ dependencies: [String: [Dependency]]) -> Set<String> {
    let forward = dependencies.mapValues { Set($0.map(\.name)).filter { dependencies[$0] != nil } }
    var backward: [String: Set<String>] = [:]
    for (name, others) in forward { for other in others { backward[other, default: []].insert(name) } }
    return withoutEnds(withoutEnds(Set(forward.keys), next: forward, before: backward), next: backward, before: forward)
  }

  /// Takes away what leads to nothing, and what then leads to nothing.
  private static func withoutEnds(
    _ names: Set<String>, next: [String: Set<String>], before: [String: Set<String>]
  ) -> Set<String> {
    var left = names
    var count = names.reduce(into: [:]) { $0[$1] = next[$1]?.intersection(names).count ?? 0 }
    var ends = names.filter { count[$0] == 0 }
    while let end = ends.popFirst() {
      left.remove(end)
      for name in before[end] ?? [] where left.contains(name) {
        count[name, default: 0] -= 1
        if count[name] == 0 { ends.insert(name) }
      }
    }
    return left
  }

  /// The first circle that one comes to, each resource with the reference that leads to it.
  private static func circle(
    from start: String, _ dependencies: [String: [Dependency]], _ left: Set<String>
  ) -> [Dependency]? {
    var way: [Dependency] = []
    var positions = [start: 0]
    var name = start
    while let next = dependencies[name]?.first(where: { left.contains($0.name) }) {
      way.append(next)
      if let position = positions[next.name] { return Array(way[position...]) }
      positions[next.name] = way.count
      name = next.name
    }
    return nil
  }

  // MARK: References

  private func dependencies(of declared: TemplateSections.Declared) -> [Dependency] {
    var found: [Dependency] = []
    if let node = declared.body["DependsOn"] {
      for element in node.kind == .array ? Array(node.elements) : [node] {
        if let name = element.string { found.append((bound(name), element.range)) }
      }
    }
    if let properties = declared.body["Properties"] { collect(properties, &found) }
    return found.filter { index[$0.name] != nil }
  }

  private func collect(_ node: Node, _ found: inout [Dependency]) {
    guard let call = Intrinsic(node) else { return collectParts(of: node, &found) }
    switch call.function {
    case .ref?: if let name = call.argument.string { found.append((bound(name), call.range)) }
    case .getAtt?:
      if let name = call.argument.string ?? call.arguments?.first?.string {
        let name = bound(name)
        found.append((name.firstIndex(of: ".").map { String(name[..<$0]) } ?? name, call.range))
      }
    case .sub?: collect(sub: call, &found)
    case .if?:
      guard let arguments = call.arguments, arguments.count == 3, let name = arguments[0].string else { return }
      switch verdict(ofCondition: bound(name), at: call.range) {
      case .yes: collect(arguments[1], &found)
      case .no: collect(arguments[2], &found)
      case .unknown: break
      }
    default: collectParts(of: call.argument, &found)
    }
  }

  private func collect(sub call: Intrinsic, _ found: inout [Dependency]) {
    guard let text = call.argument.string ?? call.arguments?.first?.string else { return }
    let variables = call.arguments.flatMap { $0.count > 1 ? $0[1] : nil }
    for case .variable(let name) in SubTemplate(bound(text)).parts where variables?[name] == nil {
      found.append((name.firstIndex(of: ".").map { String(name[..<$0]) } ?? name, call.range))
    }
    if let variables { collectParts(of: variables, &found) }
  }

  private func collectParts(of node: Node, _ found: inout [Dependency]) {
    for element in node.elements { collect(element, &found) }
    for member in node.members { collect(member.value, &found) }
  }
}
