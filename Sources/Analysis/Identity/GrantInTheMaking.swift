import AWSModel
import NetSpace

/// A grant in the making: what is left of an Allow after each Deny and each limit.
struct GrantInTheMaking {
  private(set) var granted: RequestBounds
  private var unconfined: RequestBounds
  private var requirements: [Grant.Requirement]
  private var denials: [Grant.Denial] = []
  private var unknowns: [Unknown]
  private var formula = ConditionFormula()
  /// The denies that depend on conditions.
  private var conditionalDenies: [PolicyClause] = []
  /// Whether each alternative of the formula is one for all that is granted.
  private var isUniform = true

  init(_ clause: PolicyClause) {
    granted = clause.reach
    // What else it asks for may be what no request of the caller has.
    if !clause.conditionRest.isEmpty { granted.must = .empty }
    unknowns = clause.unknowns
    formula.all = clause.conditions
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
    // Before any condition they are the same.
    let unconfinedAfter =
      unconfined == before ? after : unconfined.subtracting(deny.reach, ifCertain: isCertain)
    guard after != before || unconfinedAfter != unconfined else { return }
    let isConditional = !deny.conditions.isEmpty || !deny.conditionRest.isEmpty
    if deny.conditions.isEmpty, deny.conditionRest.isEmpty {
      granted = after
      unconfined = unconfinedAfter
    } else if deny.conditions.isEmpty {
      granted = granted.subtracting(deny.reach, ifCertain: false)
      unconfined = unconfined.subtracting(deny.reach, ifCertain: false)
    } else {
      conditionalDenies.append(deny)
      formula.notAll.append(deny.conditions)
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

  mutating func apply(_ limit: PolicyEvaluation.Limit) {
    let before = granted
    granted = granted.intersection(limit.granted)
    unconfined = unconfined.intersection(limit.unconfined)
    if granted != before { unknowns += limit.unknowns }
    addConditions(of: limit)
  }

  /// A limit lets through under the conditions of one of its statements.
  private mutating func addConditions(of limit: PolicyEvaluation.Limit) {
    if limit.grants.allSatisfy(\.formula.all.isEmpty) { return }
    let overlapping = limit.grants.filter { granted.intersection($0.granted).may.isEmpty != .yes }
    if overlapping.isEmpty || overlapping.contains(where: { $0.formula.all.isEmpty }) { return }
    requirements += overlapping.flatMap(\.requirements)
    formula.oneOf.append(overlapping.map(\.formula.all))
    if overlapping.count > 1 {
      isUniform =
        isUniform && overlapping.allSatisfy { granted.may.subtracting($0.granted.must, .upper).isEmpty == .yes }
    }
  }

  /// Takes away what no request can have the conditions for: where the Allow and the Denies contradict each other.
  mutating func settleConditions() {
    if formula.isPlain { return }
    let verdict = formula.satisfiable().verdict
    if verdict == .yes, isUniform { return }
    if verdict == .unknown { unknowns += unsettled }
    var allowing = formula
    allowing.notAll = []
    let allowed = formula.notAll.isEmpty ? verdict : allowing.satisfiable().verdict
    if allowed == .no, isUniform {
      granted = .empty
    } else if allowed != .yes || !isUniform {
      granted.must = .empty
    } else {
      subtractContradictions(verdict)
    }
    unconfined = unconfined.intersection(granted)
  }

  /// Why it is not known whether a request can meet the conditions: those that nobody can evaluate say so themselves.
  private var unsettled: [Unknown] {
    let conditions = formula.all + formula.oneOf.joined().joined() + formula.notAll.joined()
    let doubts = conditions.flatMap(\.doubts)
    // Which account it is makes no difference; what a parameter says may be what no request has.
    let open = conditions.flatMap(\.values.elements).flatMap { $0.known?.unknowns ?? [] }
      .filter { !$0.subject.hasPrefix("AWS::") }
    let reasons = (doubts.isEmpty ? open : doubts).distinct
    return reasons.isEmpty
      ? [
        Unknown(
          "whether one request can meet all of the conditions",
          .decidedByAWS("is not settled by the values that were tried"))
      ] : reasons
  }

  /// The lower bound loses whatever a conditional Deny touches; the upper one what a single one closes, and what all of
  /// them touch where together they leave no choice.
  private mutating func subtractContradictions(_ verdict: Verdict) {
    let certain = conditionalDenies.filter { $0.denies == .yes && $0.conditionRest.isEmpty }
    if verdict == .no, certain.count == conditionalDenies.count {
      let common = certain.dropFirst().reduce(certain.first?.reach.must ?? .empty) {
        $0.intersection($1.reach.must, .lower)
      }
      granted.may = granted.may.subtracting(common, .upper)
    }
    for deny in conditionalDenies { granted.must = granted.must.subtracting(deny.reach.may, .lower) }
    for deny in certain {
      var alone = formula
      alone.notAll = [deny.conditions]
      if alone.satisfiable().verdict == .no { granted.may = granted.may.subtracting(deny.reach.must, .upper) }
    }
  }

  func grant(of clause: PolicyClause, to grantee: Grant.Grantee, existence: Existence) -> Grant {
    // Something is granted for certain if the lower bound has anything.
    let left = Existence(granted.must.isEmpty == .no ? .yes : .unknown)
    let unknowns = (existence.because + unknowns).distinct
    let verdict = Verdict.all([existence.verdict, clause.allows, left.verdict])
    return Grant(
      grantee: grantee, policy: clause.policy, statement: clause.statement, place: clause.place, granted: granted,
      unconfined: unconfined, requirements: requirements, denials: denials,
      existence: Existence(verdict, because: verdict == .yes ? [] : unknowns), unknowns: unknowns, formula: formula)
  }
}
