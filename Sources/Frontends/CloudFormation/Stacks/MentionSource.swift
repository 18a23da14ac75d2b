import AWSModel
import Documents

/// Where a template may name resources without the model knowing what for: outputs, and resources of types that are not
/// modelled.
struct MentionSource: Sendable {
  private let sections: TemplateSections
  private let resources: [TemplateSections.Declared]
  /// Addresses of the run by logical id.
  private let addresses: [String: ResourceID]

  init(_ resolver: Resolver) {
    sections = resolver.sections
    resources = resolver.resources
    addresses = Dictionary(
      resolver.resources.map { ($0.logicalID, resolver.id(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The security groups and hosted zones that are named: by `Ref`, `GetAtt`, in a `Sub`.
  func mentions(in infrastructure: Infrastructure) -> [Mention] {
    let unmodelled = Dictionary(
      infrastructure.unmodelled.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var sources: [Mentions.Source] = resources.reduce(into: []) { all, resource in
      if let id = addresses[resource.logicalID], let declaration = unmodelled[id] {
        all.append((resource.body, Mentions.doubt(about: declaration)))
      }
    }
    if let outputs = sections.root["Outputs"] {
      sources += outputs.members.map { ($0.value, Mentions.doubt(aboutOutput: $0.name, at: $0.key.range)) }
    }
    if sources.isEmpty { return [] }
    let names = Dictionary(addresses.map { ($0.value.address, $0.key) }, uniquingKeysWith: { first, _ in first })
    let wanted = Mentions.wanted(in: infrastructure).reduce(into: [Mentions.Wanted]()) { all, id in
      if let name = names[id.address] { all.append((id, name)) }
    }
    return Mentions.find(in: sources, wanted)
  }
}
