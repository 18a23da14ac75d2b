import AWSModel
import NetSpace

extension Facts {
  /// What every group admits and lets out: one row for the traffic on which the same rules apply.
  package var openings: [Opening] {
    infrastructure.securityGroups.flatMap { group in
      Direction.allCases.flatMap { openings(of: group, $0) }
    }
  }

  /// The openings of one group in one direction.
  package func openings(of group: SecurityGroup, _ direction: Direction) -> [Opening] {
    OpeningRules(group, direction, topology).openings()
  }
}
