import AWSModel
import Analysis
import Documents

extension ProjectConfiguration {
  /// The facts with the tiers that the project assigns; the first that fits counts.
  ///
  /// - Parameter constructPaths: other names of resources.
  /// - Returns: also notes of selectors that fit nothing: another run of the same project may have what they name.
  package func assigningTiers(
    in facts: Facts, constructPaths: [ResourceID: String]
  ) -> (facts: Facts, notes: [Diagnostic]) {
    var assigned: [ResourceID: TierDecision] = [:]
    var notes: [Diagnostic] = []
    for (tier, selectors) in tiers {
      for selector in selectors {
        let (peers, errors) = facts.chosen([selector], constructPaths)
        notes += errors.map { error in
          Diagnostic(
            .assumed, "'\(selector.text)' of the tier \(tier.word) assigns nothing: \(error.message)",
            help: error.help.isEmpty ? nil : error.help, at: selector.place)
        }
        for case .endpoint(let id) in peers.map(\.peer) where assigned[id] == nil {
          assigned[id] = TierDecision(.known(tier), "the project says so", at: selector.place)
        }
      }
    }
    return (assigned.isEmpty ? facts : facts.assigning(assigned), notes)
  }
}
