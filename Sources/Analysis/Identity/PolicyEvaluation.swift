import AWSModel
import NetSpace

/// Brings the policies of a principal together: explicit denies over limits over grants.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
struct PolicyEvaluation {
  /// What a permissions boundary lets through.
  struct Limit {
    let granted: RequestBounds
    let unconfined: RequestBounds
    let unknowns: [Unknown]
  }

  let grantee: Grant.Grantee
  let clauses: [PolicyClause]
  let limit: Limit?
  /// Of the principal itself.
  let existence: Existence

  init(grantee: Grant.Grantee, clauses: [PolicyClause], limit: Limit? = nil, existence: Existence = .certain) {
    self.grantee = grantee
    self.clauses = clauses
    self.limit = limit
    self.existence = existence
  }

  /// One for each Allow of which something is, or may be, left.
  func grants() -> [Grant] {
    let denies = clauses.filter { $0.denies != .no }
    return clauses.filter { $0.allows != .no }.compactMap { grant($0, denies: denies) }
  }

  /// What all of it lets through, as a limit of another policy.
  func asLimit() -> Limit {
    let grants = grants()
    return Limit(
      granted: grants.reduce(.empty) { $0.union($1.asLimit(\.granted)) },
      unconfined: grants.reduce(.empty) { $0.union($1.asLimit(\.unconfined)) },
      unknowns: clauses.flatMap(\.unknowns).distinct)
  }

  private func grant(_ clause: PolicyClause, denies: [PolicyClause]) -> Grant? {
    var working = Working(clause)
    for deny in denies { working.apply(deny) }
    if let limit { working.apply(limit) }
    if working.granted.may.isEmpty == .yes { return nil }
    return working.grant(of: clause, to: grantee, existence: existence)
  }

  /// A grant in the making.
  private struct Working {
    var granted: RequestBounds
    var unconfined: RequestBounds
    var requirements: [Grant.Requirement]
    var denials: [Grant.Denial] = []
    var unknowns: [Unknown]

    init(_ clause: PolicyClause) {
      granted = clause.reach
      unknowns = clause.unknowns
      requirements = clause.conditions.map {
        Grant.Requirement(condition: $0, isDenial: false, confines: PolicyCondition($0).confinesAllow)
      }
      switch clause.confinesAllow {
      case .yes: unconfined = .empty
      case .unknown: unconfined = RequestBounds(must: .empty, may: granted.may)
      case .no: unconfined = granted
      }
    }

    /// A condition is a choice of the request: a Deny that the caller escapes by his own choice takes nothing away, and
    /// one that spares a confined set of callers leaves the grant to them.
    mutating func apply(_ deny: PolicyClause) {
      let before = granted
      let isCertain = deny.denies == .yes
      let after = granted.subtracting(deny.reach, ifCertain: isCertain)
      guard after != before || unconfined.subtracting(deny.reach, ifCertain: isCertain) != unconfined else { return }
      let isConditional = !deny.conditions.isEmpty || !deny.conditionRest.isEmpty
      if deny.conditions.isEmpty, deny.conditionRest.isEmpty {
        granted = after
        unconfined = unconfined.subtracting(deny.reach, ifCertain: isCertain)
      } else if deny.conditions.isEmpty {
        granted = granted.subtracting(deny.reach, ifCertain: false)
        unconfined = unconfined.subtracting(deny.reach, ifCertain: false)
      } else {
        let confines = deny.confinesByDenial
        requirements += deny.conditions.map {
          Grant.Requirement(condition: $0, isDenial: true, confines: confines && deny.denies)
        }
        if confines == .no { return }
        unconfined = unconfined.subtracting(
          deny.reach, ifCertain: isCertain && confines == .yes && deny.conditionRest.isEmpty)
      }
      denials.append(Grant.Denial(policy: deny.policy, place: deny.place, isConditional: isConditional))
      unknowns += deny.unknowns
    }

    mutating func apply(_ limit: Limit) {
      let before = granted
      granted = granted.intersection(limit.granted)
      unconfined = unconfined.intersection(limit.unconfined)
      if granted != before { unknowns += limit.unknowns }
    }

    func grant(of clause: PolicyClause, to grantee: Grant.Grantee, existence: Existence) -> Grant {
      // Something is granted for certain if the lower bound has anything.
      let left = Existence(granted.must.isEmpty == .no ? .yes : .unknown)
      let unknowns = (existence.because + unknowns).distinct
      let verdict = Verdict.all([existence.verdict, clause.allows, left.verdict])
      return Grant(
        grantee: grantee, policy: clause.policy, statement: clause.statement, place: clause.place, granted: granted,
        unconfined: unconfined, requirements: requirements, denials: denials,
        existence: Existence(verdict, because: verdict == .yes ? [] : unknowns), unknowns: unknowns)
    }
  }
}

extension Grant {
  /// What is not certain to be there limits, but does not certainly let through.
  fileprivate func asLimit(_ part: KeyPath<Grant, RequestBounds>) -> RequestBounds {
    let bounds = self[keyPath: part]
    return RequestBounds(must: existence.verdict == .yes ? bounds.must : .empty, may: bounds.may)
  }
}
