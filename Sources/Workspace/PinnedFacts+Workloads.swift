import AWSModel
import Analysis
import Frontends

/// What programs may do whose role depends on conditions and parameters.
extension PinnedFacts {
  /// What a workload may do by the role that it has in each combination; nil if nothing can be tried, or it has a role of
  /// the input in none.
  package mutating func decision(
    of workload: ResourceID, _ action: String, _ target: AccessQuestion.Target
  ) -> AccessDecision? {
    let subjects = Set([workload] + (target.resource.map { [$0] } ?? []))
    let found: (because: [Unknown], answers: [Answered])? = asked(because: whyOpen(workload)) { because in
      guard let infrastructures = infrastructures(deciding: because, declaring: subjects) else { return nil }
      return (because, infrastructures.map { Self.answered($0, workload, action, target) })
    } open: {
      $0.answers.flatMap(\.open)
    }
    guard let (because, answers) = found else { return nil }
    let decisions = answers.compactMap(\.decision)
    guard let shown = decisions.first(where: { $0.verdict != .no }) ?? decisions.first else { return nil }
    let isSettled = decisions.count == answers.count && decisions.allSatisfy { $0.verdict == shown.verdict }
    if isSettled, shown.verdict != .unknown { return shown.holding(whatever: because) }
    return shown.leftOpen(by: because + answers.flatMap(\.open))
  }

  /// What a combination says: nothing where the role is not of the input, or still depends on something.
  private struct Answered {
    let decision: AccessDecision?
    let open: [Unknown]
  }

  private static func answered(
    _ infrastructure: Infrastructure, _ workload: ResourceID, _ action: String, _ target: AccessQuestion.Target
  ) -> Answered {
    let roles = WorkloadRoles(infrastructure).roles(of: workload) ?? WorkloadRoles.Answer()
    guard roles.found.count == 1, roles.found[0].verdict == .yes else {
      let outside = roles.outside.map { Unknown("what \($0) may do", .notInInput) }
      return Answered(decision: nil, open: roles.unknowns + roles.found.flatMap(\.because) + outside)
    }
    let question = AccessQuestion(caller: .identity(roles.found[0].id), action: action, target: target)
    let decision = AccessEvaluator(infrastructure).decide(question)
    return Answered(decision: decision, open: decision.verdict == .unknown ? decision.unknowns : [])
  }

  private func whyOpen(_ workload: ResourceID) -> [Unknown] {
    let roles = WorkloadRoles(infrastructure).roles(of: workload) ?? WorkloadRoles.Answer()
    return roles.unknowns + roles.found.flatMap(\.because)
  }
}

extension AccessQuestion.Target {
  fileprivate var resource: ResourceID? { if case .resource(let id, _) = self { id } else { nil } }
}
