extension Grant {
  /// What could stand in place of `*` for the actions that could name a resource.
  package struct NameableResources: Sendable {
    package let service: String
    /// The kinds that most of the actions take, as somebody would write their ARNs.
    package let forms: [String]
  }

  private static let mostForms = 2

  /// By service, in its order: nothing where every open action takes no resource.
  package var nameableResources: [NameableResources] {
    let byService = Dictionary(grouping: openActions.map(\.action), by: \.service)
    return byService.keys.sorted().map { service in
      var uses: [String: Int] = [:]
      for action in byService[service] ?? [] {
        for form in action.resourceForms { uses[form, default: 0] += 1 }
      }
      let ranked = uses.keys.sorted { (-(uses[$0] ?? 0), $0) < (-(uses[$1] ?? 0), $1) }
      return NameableResources(service: service, forms: Array(ranked.prefix(Self.mostForms)))
    }
  }
}
