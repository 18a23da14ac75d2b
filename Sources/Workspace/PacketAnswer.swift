import AWSModel
import Analysis
import NetSpace

/// What is said to a question about packets.
package enum PacketAnswer: Sendable {
  /// Of one pair of ends: the ways between them.
  case ways(ExplainedWays)
  /// Of several: each pair by itself, without its ways.
  case pairs([PairAnswer])
  /// Chains of hosts, each taken over from the one before, the shortest first; cut where there are too many.
  case chains(Query, [Chain], isCut: Bool)

  /// Whether anything gets through.
  package var verdict: Verdict {
    switch self {
    case .ways(let ways): ways.answer.verdict
    case .pairs(let pairs): .any(pairs.map(\.verdict))
    case .chains(_, let chains, _): chains.first?.verdict ?? .no
    }
  }
}

/// The ways between two ends, and what there is to say besides.
package struct ExplainedWays: Sendable {
  package let answer: Answer
  /// Single entries without which nothing gets through.
  package let chokePoints: [Decision]
  /// What the answer does not depend on, although it looked like it: it is the same whatever is decided.
  package let whatever: [Unknown]

  /// The same with places in plans replaced by those in the sources they were made from, where these are found.
  package func placed(by finder: SourceFinder) -> ExplainedWays {
    ExplainedWays(
      answer: answer.placed(by: finder.source), chokePoints: chokePoints.map { $0.placed(by: finder.source) },
      whatever: whatever)
  }
}
