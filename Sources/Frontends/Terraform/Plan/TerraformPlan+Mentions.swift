import AWSModel
import Documents

extension TerraformPlan {
  /// The security groups that outputs, module calls and resources of other types name, anywhere in the modules.
  ///
  /// The configuration knows no instances: a name stands for all of them.
  func mentions(in infrastructure: Infrastructure) -> [Mention] {
    let unmodelled = Dictionary(
      infrastructure.unmodelled.map { (Self.withoutKeys($0.id.address), $0) }, uniquingKeysWith: { first, _ in first })
    return mentions(in: configuration, "", unmodelled, infrastructure)
  }

  private func mentions(
    in module: PlanConfiguration, _ prefix: String, _ unmodelled: [String: Declaration],
    _ infrastructure: Infrastructure
  ) -> [Mention] {
    var sources: [Mentions.Source] = module.resources.sorted { $0.key < $1.key }.reduce(into: []) { all, resource in
      guard let declaration = unmodelled[prefix + resource.key] else { return }
      all.append((resource.value, Mentions.doubt(about: declaration)))
    }
    sources += (module.outputs?.members.map { $0 } ?? []).map { output in
      (output.value, Mentions.doubt(aboutOutput: prefix + output.name, at: output.key.range))
    }
    let calls = module.calls.sorted { $0.key < $1.key }
    sources += calls.compactMap { name, called in
      guard let arguments = called.call["expressions"] else { return nil }
      return (
        arguments, Unknown("what module.\(name) does with it", .unsupported("in its modules"), at: arguments.range)
      )
    }
    let own = Mentions.find(in: sources, infrastructure) { address in
      let local = Self.withoutKeys(address)
      guard local.hasPrefix(prefix) else { return nil }
      let name = String(local.dropFirst(prefix.count))
      return name.hasPrefix("module.") ? nil : name
    }
    return calls.reduce(own) { all, next in
      all + mentions(in: next.value.module, "\(prefix)module.\(next.key).", unmodelled, infrastructure)
    }
  }

  /// An address without the keys of instances: `module.a["x"].aws_lb.b[0]` is `module.a.aws_lb.b`.
  static func withoutKeys(_ address: String) -> String {
    var result = ""
    var depth = 0
    for character in address {
      if character == "[" { depth += 1 }
      if depth == 0 { result.append(character) }
      if character == "]" { depth -= 1 }
    }
    return result
  }
}
