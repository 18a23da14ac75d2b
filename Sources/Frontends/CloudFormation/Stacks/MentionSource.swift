import AWSModel
import Documents

/// Where a template may name resources without the model knowing what for: outputs, and resources of types that are not
/// modelled.
struct MentionSource: Sendable {
  private let outputs: [Resolver.Output]
  private let resources: [TemplateSections.Declared]
  /// Addresses of the run by logical id.
  private let addresses: [String: ResourceID]

  init(_ resolver: Resolver) {
    outputs = resolver.outputs
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
        all.append(
          Mentions.Source(resource.body, Mentions.doubt(about: declaration), variables: resource.bindings))
      }
    }
    sources += outputs.map { output in
      Mentions.Source(
        output.body, Mentions.doubt(aboutOutput: output.name, at: output.keyRange), variables: output.bindings)
    }
    if sources.isEmpty { return [] }
    let names = Dictionary(addresses.map { ($0.value.address, $0.key) }, uniquingKeysWith: { first, _ in first })
    let wanted = Mentions.wanted(in: infrastructure).reduce(into: [Mentions.Wanted]()) { all, id in
      if let name = names[id.address] { all.append((id, name)) }
    }
    return Mentions.find(in: sources, wanted)
  }
}
