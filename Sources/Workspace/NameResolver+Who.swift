import AWSModel
import Analysis
import NetSpace

extension NameResolver {
  /// Those that are meant: of a tier and of a pattern all, of a name that is not a whole address only one.
  ///
  /// - Throws: for what means nobody: a mistyped name must not be taken for nobody.
  package func who(_ text: WhoText) throws(NameError) -> [ChosenPeer] {
    switch text {
    case .end(.internet): return [ChosenPeer(.internet)]
    case .end(.addresses(let set)): return [ChosenPeer(.addresses(set))]
    case .end(.name(let name)): return try endpoints(name).map { ChosenPeer(.endpoint($0)) }
    case .tier(let tier): return try members(of: tier)
    }
  }

  /// The endpoints of a tier, those included that may be of it.
  private func members(of tier: Tier) throws(NameError) -> [ChosenPeer] {
    let members = facts.endpoints.reduce(into: [ChosenPeer]()) { all, endpoint in
      switch facts.tier(of: endpoint) {
      case .known(let known): if known == tier { all.append(ChosenPeer(.endpoint(endpoint.id))) }
      case .oneOf(let candidates, let why):
        if candidates.contains(tier) {
          all.append(ChosenPeer(.endpoint(endpoint.id), isChosen: .unknown, because: [why]))
        }
      case .unknown(let why):
        all.append(ChosenPeer(.endpoint(endpoint.id), isChosen: .unknown, because: [why]))
      }
    }
    if !members.isEmpty { return members }
    throw NameError(
      "nothing in the input is of the tier \(tier.word)",
      help: "netlint reach INPUT --tiers shows the tier of each endpoint; netlint.yaml can set it")
  }

  private func endpoints(_ name: String) throws(NameError) -> [ResourceID] {
    let pattern = NamePattern(name)
    let found = best(ends, for: pattern)
    guard let first = found.first else {
      let standIns = facts.standIns
      let parts = best(Array(standIns.keys), for: pattern)
      if parts.isEmpty { throw misspelled(name) }
      return Set(parts.flatMap { standIns[$0] ?? [] }).sorted()
    }
    // The end of an address that several have is no pattern: who wrote it meant one of them.
    if found.count > 1, fit(first, pattern) == .end {
      throw NameError(
        "'\(name)' fits \(found.count) resources", help: "write one of them in full, or a pattern such as *.\(name)",
        candidates: spelled(found))
    }
    return found
  }

  /// What is wrong with a name that means nobody: it may be meant for a tier.
  private func misspelled(_ name: String) -> NameError {
    let error = elsewhere(name)
    guard let tier = Spelling.nearest(to: name, among: Tier.allCases.map(\.word)).first else { return error }
    return NameError(error.message, help: "did you mean the tier \(tier)?", candidates: error.candidates)
  }
}
