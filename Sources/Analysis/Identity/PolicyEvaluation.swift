import AWSModel
import NetSpace

/// Brings the policies of a principal together: explicit denies over limits over grants.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
struct PolicyEvaluation {
  /// What lets through and gives nothing by itself: a permissions boundary, the policy of a session, and across
  /// accounts the policy of the resource.
  struct Limit {
    let grants: [Grant]
    let granted: RequestBounds
    let unconfined: RequestBounds
    let unknowns: [Unknown]
    /// What it denies, which nothing else can allow.
    let denies: [PolicyClause]

    /// What lets everything in some bounds through.
    init(_ bounds: RequestBounds) {
      grants = []
      granted = bounds
      unconfined = bounds
      unknowns = []
      denies = []
    }

    /// What the Allows of a policy let through.
    init(_ clauses: [PolicyClause], grantee: Grant.Grantee) {
      let allowing = clauses.map(\.onlyAllowing)
      let grants = PolicyEvaluation(grantee: grantee, clauses: allowing).grants()
      self.grants = grants
      unknowns = clauses.flatMap(\.unknowns).distinct
      denies = clauses.filter { $0.denies != .no }
      granted = grants.reduce(.empty) { $0.union($1.asLimit(\.granted)) }
      unconfined = grants.reduce(.empty) { $0.union($1.asLimit(\.unconfined)) }
    }
  }

  let grantee: Grant.Grantee
  let clauses: [PolicyClause]
  let limits: [Limit]
  /// Of the principal itself.
  let existence: Existence

  init(grantee: Grant.Grantee, clauses: [PolicyClause], limits: [Limit] = [], existence: Existence = .certain) {
    self.grantee = grantee
    self.clauses = clauses
    self.limits = limits
    self.existence = existence
  }

  /// One for each Allow of which something is, or may be, left.
  func grants() -> [Grant] {
    let denies = (clauses + limits.flatMap(\.denies)).filter { $0.denies != .no }
    return clauses.filter { $0.allows != .no }.compactMap { grant($0, denies: denies) }
  }

  private func grant(_ clause: PolicyClause, denies: [PolicyClause]) -> Grant? {
    var working = GrantInTheMaking(clause)
    for deny in denies { working.apply(deny) }
    for limit in limits { working.apply(limit) }
    working.settleConditions()
    if working.granted.may.isEmpty == .yes { return nil }
    return working.grant(of: clause, to: grantee, existence: existence)
  }
}

extension Grant {
  /// What is not certain to be there limits, but does not certainly let through.
  fileprivate func asLimit(_ part: KeyPath<Grant, RequestBounds>) -> RequestBounds {
    let bounds = self[keyPath: part]
    return RequestBounds(must: existence.verdict == .yes ? bounds.must : .empty, may: bounds.may)
  }
}
