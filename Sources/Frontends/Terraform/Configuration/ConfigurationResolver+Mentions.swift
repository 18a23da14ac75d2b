import AWSModel
import Documents

extension ConfigurationResolver {
  /// The security groups that outputs, module calls and resources of other types name, anywhere in the modules.
  ///
  /// The text of a file knows no instances: a name stands for all of them.
  func mentions(in infrastructure: Infrastructure) -> [Mention] {
    let unmodelled = Set(infrastructure.unmodelled.map { TerraformPlan.withoutKeys($0.id.address) })
    let wanted = TerraformPlan.wantedByModule(infrastructure)
    var seen: Set<String> = []
    return scopes.reduce(into: []) { all, scope in
      let prefix = TerraformPlan.withoutKeys(scope.prefix)
      // One for all instances of a module.
      if seen.insert(prefix).inserted { all += mentions(in: scope, prefix, unmodelled, wanted) }
    }
  }

  private func mentions(
    in scope: ModuleScope, _ prefix: String, _ unmodelled: Set<String>, _ wanted: [String: [Mentions.Wanted]]
  ) -> [Mention] {
    let module = scope.module
    var sources: [Mentions.Source] = []
    for resource in module.resources where unmodelled.contains(prefix + resource.address) {
      let why = Unknown(
        prefix + resource.address, .unsupported("\(resource.type) is not modelled"), at: resource.range)
      sources += resource.body.nodes.map { Mentions.Source($0, why) }
    }
    for output in module.outputs {
      let doubt = Mentions.doubt(aboutOutput: prefix + output.name, at: output.range)
      sources += output.body.nodes.map { Mentions.Source($0, doubt) }
    }
    for call in module.calls {
      let why = Unknown("what module.\(call.name) does with it", .unsupported("in its modules"), at: call.range)
      sources += call.body.nodes.map { Mentions.Source($0, why) }
    }
    return Mentions.find(in: sources, wanted[prefix] ?? [])
  }
}
