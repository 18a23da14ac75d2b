import AWSModel

/// Finds the endpoints that have, or may have, a security group without asking every other one.
struct MemberIndex: Sendable {
  private var byGroup: [ResourceID: [Int]] = [:]
  /// Endpoints with a group that is not known: it may be any.
  private var loose: [Int] = []

  init(_ endpoints: [Endpoint]) {
    for (i, endpoint) in endpoints.enumerated() {
      guard let groups = endpoint.groups else { continue }
      var named = Set<ResourceID>()
      var isLoose = !groups.rest.isEmpty
      for link in groups.elements {
        switch link.target {
        case .resource(let id): named.insert(id)
        case .oneOf(let ids, _): named.formUnion(ids)
        // The group that came with a VPC may be declared as well, as one that was there before.
        case .external: isLoose = isLoose || link.origin == .default
        case .unknown: isLoose = true
        }
      }
      if isLoose { loose.append(i) } else { for id in named { byGroup[id, default: []].append(i) } }
    }
  }

  func candidates(for group: ResourceID) -> [Int] {
    let named = byGroup[group] ?? []
    return loose.isEmpty ? named : (named + loose).sorted()
  }
}
