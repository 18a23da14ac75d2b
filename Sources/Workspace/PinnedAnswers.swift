import AWSModel
import Analysis
import Frontends
import NetSpace

/// The answer to a query that is undecided, asked again for every combination of the conditions and allowed values that
/// it depends on.
///
/// Where one of them decides at several steps, each step by itself can be passed, but not all together, or always one of
/// them: only asking with it taken as decided can tell.
package struct PinnedAnswers: Sendable {
  /// What the answer depended on.
  package let because: [Unknown]
  /// One for each combination.
  package let answers: [Answer]

  /// What all of them say; unknown if they differ.
  package var verdict: Verdict {
    guard let first = answers.first?.verdict else { return .unknown }
    return answers.allSatisfy { $0.verdict == first } ? first : .unknown
  }
}

extension Workspace {
  private static let mostCombinations = 64

  /// Asks again what is undecided; nil if nothing that it depends on can be taken as decided, or too much.
  package func settled(_ answer: Answer) -> PinnedAnswers? {
    guard answer.verdict == .unknown, let derived,
      let combinations = derived.stacks.combinations(deciding: answer.unknowns, limit: Self.mostCombinations),
      combinations.count > 1
    else { return nil }
    let because = answer.unknowns.filter { $0.reason == .condition || $0.reason == .parameter }
    return PinnedAnswers(
      because: because,
      answers: combinations.map { Facts(derived.infrastructure(pinned: $0)).answer(answer.query) })
  }
}
