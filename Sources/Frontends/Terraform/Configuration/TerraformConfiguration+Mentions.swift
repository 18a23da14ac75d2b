import AWSModel
import Documents

extension TerraformConfiguration {
  /// The security groups that outputs, module calls and resources of other types name.
  func mentions(in infrastructure: Infrastructure) -> [Mention] {
    let unmodelled = Set(infrastructure.unmodelled.map { $0.id.address.prefix { $0 != "[" } })
    var sources: [Mentions.Source] = resources.reduce(into: []) { all, resource in
      guard unmodelled.contains(resource.address[...]) else { return }
      let why = Unknown(resource.address, .unsupported("\(resource.type) is not modelled"), at: resource.range)
      all.append((resource.body, why))
    }
    sources += outputs.map { ($0.body, Mentions.doubt(aboutOutput: $0.labels[0], at: $0.range)) }
    sources += calls.map { call in
      (call.body, Unknown("module.\(call.labels[0])", .unsupported("modules are not read"), at: call.range))
    }
    return Mentions.find(in: sources, infrastructure) { address in String(address.prefix { $0 != "[" }) }
  }
}
