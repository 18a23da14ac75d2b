import AWSModel
import NetSpace

/// What the other statements of a principal, or of a policy, make of one of them.
package struct StatementOverlap: Sendable {
  /// A statement or boundary that makes it so.
  package struct Cause: Hashable, Sendable {
    package let policy: Grant.Policy
    package let sid: String?
    package let place: Place
  }

  package let verdict: Verdict
  package let because: [Unknown]
  package let causes: [Cause]
}

/// Statements that are brought together, and what of each is left beside the others: an Allow of which a Deny or the
/// permissions boundary takes everything has no effect, and one whose requests others are about too adds nothing.
///
/// Both are decided by containment, whatever the wildcards; a statement is of use if it is for one value of a parameter.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement
struct StatementReview {
  struct Item {
    let clause: PolicyClause
    /// Whether it is asked about; the others only make it superfluous.
    let isCandidate: Bool
    private let services: Set<String?>

    init(_ clause: PolicyClause, isCandidate: Bool) {
      self.clause = clause
      self.isCandidate = isCandidate
      services = Set(clause.reach.must.boxes.flatMap { $0.actions.terms.map(\.service) })
    }

    /// Most statements are about different services.
    fileprivate func mayOverlap(_ other: Item) -> Bool {
      services.contains(nil) || other.services.contains(nil) || !services.isDisjoint(with: other.services)
    }
  }

  /// By the position of the statement.
  private(set) var ineffective: [Int: StatementOverlap] = [:]
  private(set) var redundant: [Int: StatementOverlap] = [:]
  private let items: [Item]

  /// - Parameters:
  ///   - boundary: the limits of the principal, and where they stand.
  ///   - denies: those of the items that concern an Allow; nil: all.
  init(
    _ items: [Item], boundary: (limits: [PolicyEvaluation.Limit], cause: StatementOverlap.Cause)? = nil,
    denies: ((PolicyClause) -> [PolicyClause])? = nil
  ) {
    self.items = items
    let all = items.map(\.clause) + (boundary?.limits.flatMap(\.denies) ?? [])
    let denying = all.filter { $0.denies != .no }
    for (position, item) in items.enumerated() where item.isCandidate {
      let concerning = denies.map { $0(item.clause) } ?? denying
      if concerning.isEmpty, boundary == nil { continue }
      ineffective[position] = Self.loss(item.clause, concerning, boundary?.limits ?? [], boundary?.cause)
    }
    // Of two that are alike the later one is the one too many.
    for position in items.indices.reversed() where items[position].isCandidate && ineffective[position] == nil {
      redundant[position] = cover(of: position)
    }
  }

  // MARK: Without effect

  private static func loss(
    _ clause: PolicyClause, _ denies: [PolicyClause], _ limits: [PolicyEvaluation.Limit],
    _ boundary: StatementOverlap.Cause?
  ) -> StatementOverlap? {
    guard clause.statement?.effect.known == .allow, let reach = clause.wholeReach, reach.isEmpty == .no else {
      return nil
    }
    let allow = clause.about(reach)
    if let causes = takers(of: allow, denies.filter { $0.denies == .yes }, limits, boundary) {
      return StatementOverlap(verdict: .yes, because: [], causes: causes)
    }
    guard denies.contains(where: { $0.denies == .unknown && $0.statement?.effect.known == .deny }) else { return nil }
    // Those that may not be there, as if they were.
    let possible = denies.map(\.takenAsThere)
    guard let causes = takers(of: allow, possible, limits, boundary) else { return nil }
    return StatementOverlap(
      verdict: .unknown, because: denies.filter { $0.denies == .unknown }.flatMap(\.existence.because).distinct,
      causes: causes)
  }

  /// What takes all of it away; nil if something is left.
  private static func takers(
    of allow: PolicyClause, _ denies: [PolicyClause], _ limits: [PolicyEvaluation.Limit],
    _ boundary: StatementOverlap.Cause?
  ) -> [StatementOverlap.Cause]? {
    var working = GrantInTheMaking(allow)
    let effective = denies.filter { deny in
      let before = working
      working.apply(deny)
      return working.granted != before.granted || !deny.conditions.isEmpty && deny.within(before.granted) != nil
    }
    var settled = working
    settled.settleConditions()
    if settled.granted.may.isEmpty == .yes { return effective.map(StatementOverlap.Cause.init) }
    for limit in limits { working.apply(limit) }
    working.settleConditions()
    guard let boundary, working.granted.may.isEmpty == .yes else { return nil }
    return effective.map(StatementOverlap.Cause.init) + [boundary]
  }

  // MARK: Redundant

  /// Nil if it adds something to all those that are not redundant themselves.
  private func cover(of position: Int) -> StatementOverlap? {
    let item = items[position]
    guard let effect = item.clause.statement?.effect.known, let reach = item.clause.wholeReach, reach.isEmpty == .no
    else { return nil }
    let others = items.indices.filter { other in
      other != position && redundant[other] == nil && items[other].clause.statement?.effect.known == effect
        && items[other].mayOverlap(item) && items[other].clause.asksNoMore(than: item.clause)
    }.map { items[$0].clause }
    if others.isEmpty { return nil }
    let certain = others.filter { $0.existence.verdict == .yes }
    if let causes = Self.cover(of: reach, by: certain) {
      return StatementOverlap(verdict: .yes, because: [], causes: causes)
    }
    guard certain.count < others.count, let causes = Self.cover(of: reach, by: others) else { return nil }
    return StatementOverlap(
      verdict: .unknown, because: others.flatMap(\.existence.because).distinct, causes: causes)
  }

  /// Some of the clauses that are together about all of these requests.
  private static func cover(of reach: RequestSet, by clauses: [PolicyClause]) -> [StatementOverlap.Cause]? {
    if let alone = clauses.first(where: { $0.covers(reach) }) { return [StatementOverlap.Cause(alone)] }
    var left = reach
    let needed = clauses.filter { clause in
      let before = left
      left = left.subtracting(clause.reach.must, .upper)
      return left != before
    }
    return left.isEmpty == .yes ? needed.map(StatementOverlap.Cause.init) : nil
  }
}

extension StatementOverlap.Cause {
  init(_ clause: PolicyClause) {
    self.init(policy: clause.policy, sid: clause.statement?.sid, place: clause.place)
  }
}

extension PolicyClause {
  fileprivate func covers(_ requests: RequestSet) -> Bool { requests.subtracting(reach.must, .upper).isEmpty == .yes }

  /// All that it is about, each part that is not known taken for the one text that it is; nil if the input does not say
  /// how many parts there are.
  fileprivate var wholeReach: RequestSet? {
    guard let statement, reach.may.boxes.count == reach.must.boxes.count else { return nil }
    let lists = [statement.actions, statement.resources].compactMap(\.self)
    let isSpelled = lists.allSatisfy { list in
      list.patterns.isComplete && list.patterns.elements.allSatisfy { $0.known != nil }
        && (!list.isNegated || list.patterns.elements.allSatisfy { $0.known?.unknowns.isEmpty == true })
    }
    return isSpelled ? reach.must : nil
  }

  /// Whether whoever meets the conditions of another statement, and is meant by it, meets and is meant by this one.
  fileprivate func asksNoMore(than other: PolicyClause) -> Bool {
    guard conditionRest.isEmpty else { return false }
    let asked = conditions.map(\.words)
    if asked.contains(nil) || !Set(asked).isSubset(of: other.conditions.map(\.words)) { return false }
    switch (statement?.principals, other.statement?.principals) {
    case (nil, nil): return true
    case (let own?, let others?): return own.include(others)
    case (nil, _), (_, nil): return false
    }
  }
}

extension Statement.Condition {
  /// What it asks, wherever it stands; nil if that is not known.
  fileprivate var words: [String]? {
    guard values.isComplete else { return nil }
    let texts = values.elements.compactMap { $0.known?.literal }
    return texts.count == values.elements.count ? [op.lowercased(), key.lowercased()] + texts.sorted() : nil
  }
}
