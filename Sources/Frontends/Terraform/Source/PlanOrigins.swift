import Documents
import TerraformLanguage

/// Finds what the pieces of one plan were planned from.
///
/// Source: https://developer.hashicorp.com/terraform/internals/json-format
package struct PlanOrigins: Sendable {
  private let root: Node
  private let configuration: Node?
  /// The elements of `resource_changes`: too many to go through for each finding.
  private let changes: [Node]

  /// - Parameter document: a plan in JSON.
  package init(_ document: Document) {
    root = document.root
    configuration = root["configuration"]?["root_module"]
    changes = root["resource_changes"]?.elements.map { $0 } ?? []
  }

  /// The addresses of what the root module declares: `aws_vpc.main`, `data.aws_ami.linux`, `module.network`.
  package var rootDeclarations: Set<String> {
    let resources = configuration?["resources"]?.elements.compactMap { $0["address"]?.string } ?? []
    let calls = configuration?["module_calls"]?.members.map { "module.\($0.name)" } ?? []
    return Set(resources + calls)
  }

  /// The place in native files that a place in the plan was planned from.
  ///
  /// What a module declares that is not there to be read is planned from the call of it. Nil when the files declare
  /// nothing of the kind.
  ///
  /// - Parameters:
  ///   - offset: in bytes from the start of the plan.
  ///   - directory: of the root module.
  ///   - module: gives the module of a directory; nil when there is none that may be read.
  package func source(
    of offset: Int, in directory: String, module: (String) -> SourceModule?
  ) -> SourceRange? {
    guard let origin = origin(at: offset), var current = module(directory) else { return nil }
    var directory = directory
    for (index, name) in origin.calls.enumerated() {
      guard let source = call(Array(origin.calls[...index]))?["source"]?.string, ConfigurationFiles.isLocal(source),
        let called = module(ConfigurationFiles.path(source, from: directory))
      else { return current.place(ofCall: name) }
      directory = ConfigurationFiles.path(source, from: directory)
      current = called
    }
    return current.place(of: origin)
  }

  /// The directories of the modules that the plan's configuration calls by paths, with the root module's.
  ///
  /// - Parameter directory: of the root module.
  package func directories(from directory: String) -> [String] {
    func called(by module: Node?, in directory: String) -> [String] {
      (module?["module_calls"]?.members.map { $0.value } ?? []).reduce(into: []) { all, call in
        guard let source = call["source"]?.string, ConfigurationFiles.isLocal(source) else { return }
        let inner = ConfigurationFiles.path(source, from: directory)
        for found in [inner] + called(by: call["module"], in: inner) where !all.contains(found) { all.append(found) }
      }
    }
    return [directory] + called(by: configuration, in: directory).filter { $0 != directory }
  }

  /// What is at a place of the plan; nil for what no block says.
  func origin(at offset: Int) -> PlanOrigin? {
    if let change = change(at: offset) { return origin(change, change.path(to: offset).components[...]) }
    let path = root.path(to: offset).components
    switch path.first {
    case .key("prior_state"), .key("planned_values"): return origin(ofState: path)
    case .key("configuration"):
      guard path.count > 2, path[1] == .key("root_module") else { return nil }
      return origin(ofConfiguration: path[2...])
    case .key("deferred_changes"):
      guard path.count > 3, let change = root[NodePath(Array(path[..<3]))] else { return nil }
      return origin(change, path[3...])
    case .key("variables"):
      guard path.count > 1, case .key(let name) = path[1] else { return nil }
      return PlanOrigin(block: "variable", labels: [name])
    default: return nil
    }
  }

  private func change(at offset: Int) -> Node? {
    guard let first = changes.first, let last = changes.last, offset >= first.start,
      offset < last.range.bytes.upperBound
    else { return nil }
    // The last that begins there or before.
    var (low, high) = (0, changes.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle].start <= offset { low = middle } else { high = middle }
    }
    return changes[low]
  }

  // MARK: Values

  /// - Parameter path: within a resource change.
  private func origin(_ change: Node, _ path: ArraySlice<NodePath.Component>) -> PlanOrigin? {
    guard var origin = block(of: change) else { return nil }
    guard path.count > 2, path.first == .key("change") else { return origin }
    origin.steps = PlanOrigin.Step.steps(
      path.dropFirst(2), in: change["change"]?[isPrior(path) ? "before" : "after"])
    return origin
  }

  private func isPrior(_ path: ArraySlice<NodePath.Component>) -> Bool {
    if case .key(let name)? = path.dropFirst().first { name.hasPrefix("before") } else { false }
  }

  /// Of `prior_state.values.root_module.child_modules[0].resources[2].values.ingress`.
  private func origin(ofState path: [NodePath.Component]) -> PlanOrigin? {
    guard let index = path.firstIndex(of: .key("resources")), index + 1 < path.count,
      let resource = root[NodePath(Array(path[...(index + 1)]))], var origin = block(of: resource)
    else { return nil }
    if path.count > index + 3, path[index + 2] == .key("values") {
      origin.steps = PlanOrigin.Step.steps(path[(index + 3)...], in: resource["values"])
    }
    return origin
  }

  /// The block of an instance, by its address.
  private func block(of resource: Node) -> PlanOrigin? {
    guard let address = resource["address"]?.string, let type = resource["type"]?.string,
      let name = resource["name"]?.string, let traversal = Traversal(address)
    else { return nil }
    var calls: [String] = []
    var names = ([.attribute(traversal.root)] + traversal.steps).compactMap { step in
      if case .attribute(let name) = step { name } else { nil }
    }[...]
    while names.first == "module", names.count > 2 {
      calls.append(names[names.startIndex + 1])
      names = names.dropFirst(2)
    }
    return PlanOrigin(
      calls: calls, block: resource["mode"]?.string == "data" ? "data" : "resource", labels: [type, name])
  }

  // MARK: The configuration

  private func call(_ calls: [String]) -> Node? {
    calls.reduce((configuration, nil as Node?)) { found, name in
      let call = found.0?["module_calls"]?[name]
      return (call?["module"], call)
    }.1
  }

  /// - Parameter path: within a module of the configuration.
  private func origin(ofConfiguration path: ArraySlice<NodePath.Component>) -> PlanOrigin? {
    var path = path
    var module = configuration
    var calls: [String] = []
    while path.first == .key("module_calls"), case .key(let name)? = path.dropFirst().first {
      let call = module?["module_calls"]?[name]
      path = path.dropFirst(2)
      if path.first != .key("module") {
        var origin = PlanOrigin(calls: calls, block: "module", labels: [name])
        if path.first == .key("expressions") { origin.steps = Self.argument(path.dropFirst()) }
        return origin
      }
      path = path.dropFirst()
      calls.append(name)
      module = call?["module"]
    }
    guard case .key(let section)? = path.first else { return nil }
    path = path.dropFirst()
    switch (section, path.first) {
    case ("resources", .index(let index)?):
      guard let resource = module?["resources"]?[index], var origin = block(of: resource) else { return nil }
      origin.calls = calls
      if path.dropFirst().first == .key("expressions") {
        origin.steps = PlanOrigin.Step.steps(path.dropFirst(2), ofExpressions: resource["expressions"])
      }
      return origin
    case ("outputs", .key(let name)?): return PlanOrigin(calls: calls, block: "output", labels: [name])
    case ("variables", .key(let name)?): return PlanOrigin(calls: calls, block: "variable", labels: [name])
    default: return nil
    }
  }

  private static func argument(_ path: ArraySlice<NodePath.Component>) -> [PlanOrigin.Step] {
    if case .key(let name)? = path.first { [.argument(name)] } else { [] }
  }
}
