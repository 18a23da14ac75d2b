import AWSModel
import Documents

extension CloudFormationTemplate {
  /// The security groups that outputs and resources of other types name: by `Ref`, `GetAtt`, in a `Sub`.
  func mentions(in infrastructure: Infrastructure) -> [Mention] {
    let unmodelled = Dictionary(
      infrastructure.unmodelled.map { ($0.id.address, $0) }, uniquingKeysWith: { first, _ in first })
    var sources: [Mentions.Source] = sections.resources.reduce(into: []) { all, resource in
      if let declaration = unmodelled[resource.logicalID] {
        all.append((resource.body, Mentions.doubt(about: declaration)))
      }
    }
    if let outputs = sections.root["Outputs"] {
      sources += outputs.members.map { ($0.value, Mentions.doubt(aboutOutput: $0.name, at: $0.key.range)) }
    }
    return Mentions.find(in: sources, infrastructure) { $0 }
  }
}
