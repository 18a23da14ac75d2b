import AWSModel
import Analysis
import NetSpace

/// What is said to a question about access.
package enum AccessAnswer: Sendable {
  /// Whether a caller may do something; of a workload where it was named instead of its role.
  case decision(AccessDecision, of: ResourceID?)
  /// Who may do something on a target, with the workloads that have their roles.
  case callers([AccessDecision], workloads: [ResourceID: [ResourceID]], AccessQuestion.Target)

  /// Whether the caller may, or anybody.
  package var verdict: Verdict {
    switch self {
    case .decision(let decision, _): decision.verdict
    case .callers(let decisions, _, _): .any(decisions.map(\.verdict))
    }
  }
}
