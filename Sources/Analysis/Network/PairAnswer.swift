import AWSModel
import NetSpace

/// The answer to one of the queries that a question asks whose ends are several.
package struct PairAnswer: Sendable {
  package let query: Query
  package let verdict: Verdict
  /// Why it is undecided; empty if it is not.
  package let because: [Unknown]

  package init(query: Query, verdict: Verdict, because: [Unknown]) {
    self.query = query
    self.verdict = verdict
    self.because = because
  }
}
