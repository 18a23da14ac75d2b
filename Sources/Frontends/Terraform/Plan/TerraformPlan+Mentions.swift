import AWSModel
import Documents

extension TerraformPlan {
  /// The security groups that outputs, module calls and resources of other types name, anywhere in the modules.
  ///
  /// The configuration knows no instances: a name stands for all of them.
  func mentions(in infrastructure: Infrastructure) -> [Mention] {
    let unmodelled = Dictionary(
      infrastructure.unmodelled.map { (Self.withoutKeys($0.id.address), $0) }, uniquingKeysWith: { first, _ in first })
    return mentions(in: configuration, "", unmodelled, Self.wantedByModule(infrastructure))
  }

  private func mentions(
    in module: PlanConfiguration, _ prefix: String, _ unmodelled: [String: Declaration],
    _ wanted: [String: [Mentions.Wanted]]
  ) -> [Mention] {
    var sources: [Mentions.Source] = module.resources.sorted { $0.key < $1.key }.reduce(into: []) { all, resource in
      guard let declaration = unmodelled[prefix + resource.key] else { return }
      all.append(Mentions.Source(resource.value, Mentions.doubt(about: declaration)))
    }
    sources += (module.outputs?.members.map { $0 } ?? []).map { output in
      Mentions.Source(output.value, Mentions.doubt(aboutOutput: prefix + output.name, at: output.key.range))
    }
    let calls = module.calls.sorted { $0.key < $1.key }
    sources += calls.compactMap { name, called in
      guard let arguments = called.call["expressions"] else { return nil }
      return Mentions.Source(
        arguments, Unknown("what module.\(name) does with it", .unsupported("in its modules"), at: arguments.range)
      )
    }
    let own = Mentions.find(in: sources, wanted[prefix] ?? [])
    return calls.reduce(into: own) { all, next in
      all += mentions(in: next.value.module, "\(prefix)module.\(next.key).", unmodelled, wanted)
    }
  }

  /// What a module names by its own names, by the prefix of the module's addresses: `module.a.`.
  static func wantedByModule(_ infrastructure: Infrastructure) -> [String: [Mentions.Wanted]] {
    Mentions.wanted(in: infrastructure).reduce(into: [:]) { all, id in
      let address = withoutKeys(id.address)
      var names = address.split(separator: ".", omittingEmptySubsequences: false)[...]
      while names.count > 2, names.first == "module" { names = names.dropFirst(2) }
      let local = names.joined(separator: ".")
      all[String(address.dropLast(local.count)), default: []].append((id, local))
    }
  }

  /// An address without the keys of instances: `module.a["x"].aws_lb.b[0]` is `module.a.aws_lb.b`.
  static func withoutKeys(_ address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: "[")) else { return address }
    var depth = 0
    let kept = address.utf8.filter { byte in
      if byte == UInt8(ascii: "[") { depth += 1 }
      defer { if byte == UInt8(ascii: "]") { depth -= 1 } }
      return depth == 0
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
