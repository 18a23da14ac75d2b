import AWSModel
import Analysis
import NetSpace

/// One of the questions that a query asks whose ends may be several.
package struct PairQuery: Sendable {
  package let query: Query
  /// Whether both ends are among those that the query means.
  package let isMeant: Verdict
  package let because: [Unknown]
}
