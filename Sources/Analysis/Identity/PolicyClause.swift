import AWSModel
import NetSpace

/// A statement of a policy as the evaluation reads it: which requests it is about, and how certain that is.
struct PolicyClause {
  let policy: Grant.Policy
  /// Nil if nothing is known about the policy.
  let statement: Statement?
  /// The statement; for a policy that AWS manages, the attachment.
  let place: Place
  /// Whether it is there and allows, or denies.
  let allows: Verdict
  let denies: Verdict
  let existence: Existence
  let reach: RequestBounds
  let unknowns: [Unknown]

  var conditions: [Statement.Condition] { statement?.conditions.elements ?? [] }
  var conditionRest: [Unknown] { statement?.conditions.rest ?? [] }

  /// Whether its conditions leave an Allow to a confined set of callers.
  var confinesAllow: Verdict {
    Verdict.any(conditions.map { PolicyCondition($0).confinesAllow }) || (conditionRest.isEmpty ? .no : .unknown)
  }

  /// Whether its conditions, being those of a Deny, leave the rest to a confined set of callers.
  ///
  /// All of them have to: a caller who escapes one of them escapes the Deny.
  var confinesByDenial: Verdict { Verdict.all(conditions.map { PolicyCondition($0).confinesByDenial }) }

  /// A policy of which nothing is known, perhaps not even that it only allows.
  init(unknown why: Unknown, policy: Grant.Policy, at place: Place, mayDeny: Bool, existence: Existence = .certain) {
    self.policy = policy
    statement = nil
    self.place = place
    allows = .unknown
    denies = mayDeny ? .unknown : .no
    self.existence = Existence(.unknown, because: existence.because + [why])
    reach = .unknown
    unknowns = existence.because + [why]
  }

  init(
    _ statement: Statement, because: [Unknown] = [], reach: RequestBounds, policy: Grant.Policy, existence: Existence
  ) {
    let existence = existence.and(statement.existence)
    self.policy = policy
    self.statement = statement
    self.reach = reach
    self.existence = existence
    place = statement.place
    switch statement.effect.known {
    case .allow?:
      allows = existence.verdict
      denies = .no
    case .deny?:
      allows = .no
      denies = existence.verdict
    case nil:
      allows = existence.verdict && .unknown
      denies = allows
    }
    unknowns =
      because + existence.because + [statement.effect.unknown].compactMap { $0 } + Self.unknowns(of: statement.actions)
      + (statement.resources.map(Self.unknowns) ?? []) + statement.conditions.rest
  }

  private static func unknowns(of patterns: Statement.Patterns) -> [Unknown] {
    patterns.patterns.rest
      + patterns.patterns.elements.flatMap { element -> [Unknown] in
        if let why = element.unknown { return [why] }
        return element.known?.unknowns ?? []
      }
  }
}

extension PolicyClause {
  private init(
    _ clause: PolicyClause, statement: Statement? = nil, allows: Verdict, denies: Verdict, because: [Unknown] = [],
    reach: RequestBounds? = nil
  ) {
    policy = clause.policy
    self.statement = statement ?? clause.statement
    place = clause.place
    existence = clause.existence
    self.reach = reach ?? clause.reach
    unknowns = clause.unknowns + because
    self.allows = allows
    self.denies = denies
  }

  /// A clause of unknown effect, taken as the Allow that it may be.
  var onlyAllowing: PolicyClause { PolicyClause(self, allows: allows, denies: .no) }
  /// And as the Deny that it may be.
  var onlyDenying: PolicyClause { PolicyClause(self, allows: .no, denies: denies) }

  /// The clause as it would be without its conditions.
  var withoutConditions: PolicyClause {
    PolicyClause(self, statement: statement?.withoutConditions, allows: allows, denies: denies)
  }

  /// The clause with other conditions.
  func with(_ conditions: PartialList<Statement.Condition>) -> PolicyClause {
    PolicyClause(self, statement: statement?.with(conditions), allows: allows, denies: denies)
  }

  /// The clause as far as it concerns some requests; nil if it does not.
  ///
  /// What a Deny certainly takes away it takes from whatever may be asked about.
  func within(_ requests: RequestBounds) -> PolicyClause? {
    var reach = reach.intersection(requests)
    if denies != .no { reach.must = self.reach.must.intersection(requests.may, .lower) }
    return reach.may.isEmpty == .yes ? nil : PolicyClause(self, allows: allows, denies: denies, reach: reach)
  }

  /// The clause for some requests and no others.
  func about(_ requests: RequestSet) -> PolicyClause {
    PolicyClause(self, allows: allows, denies: denies, reach: RequestBounds(must: requests, may: requests))
  }

  /// A Deny of which it is not known whether it is there, as one that is.
  var takenAsThere: PolicyClause {
    statement?.effect.known == .deny ? PolicyClause(self, allows: .no, denies: .yes) : self
  }

  /// The clause where it is not certain that it is about the caller.
  func possibly(_ verdict: Verdict, because: [Unknown]) -> PolicyClause {
    PolicyClause(self, allows: allows && verdict, denies: denies && verdict, because: because)
  }

  /// This Allow of a resource policy as far as it is for everybody, or everybody but a few; nil if it names whom it is
  /// for.
  var towardEverybody: PolicyClause? {
    guard let allowed = statement?.principals else {
      return PolicyClause(self, allows: allows && .unknown, denies: .no)
    }
    if allowed.isEverybody || allowed.isNegated { return onlyAllowing }
    let unknowns = allowed.possiblyEverybody
    return unknowns.isEmpty ? nil : PolicyClause(self, allows: allows && .unknown, denies: .no, because: unknowns)
  }

  /// This Deny of a resource policy as far as it concerns those whom an Allow of the same policy names.
  ///
  /// Nil if it leaves some of them alone for certain: the Allow still stands for those.
  func deny(concerning allow: PolicyClause) -> PolicyClause? {
    guard let denied = statement?.principals, let allowed = allow.statement?.principals else {
      return PolicyClause(self, allows: .no, denies: denies && .unknown)
    }
    if denied.isEverybody || denied == allowed { return PolicyClause(self, allows: .no, denies: denies) }
    let names = denied.principals.elements.compactMap(\.name)
    let isKnown = denied.principals.isComplete && names.count == denied.principals.elements.count
    if !denied.isNegated, !allowed.isNegated, isKnown, allowed.principals.isComplete {
      let others = allowed.principals.elements.compactMap(\.name)
      if others.count == allowed.principals.elements.count {
        return Set(others).isSubset(of: names) ? PolicyClause(self, allows: .no, denies: denies) : nil
      }
    }
    return PolicyClause(self, allows: .no, denies: denies && .unknown)
  }
}

extension Statement.Principal {
  /// Kind and text, if the text is known.
  fileprivate var name: String? {
    identifier.known?.literal.map { "\(kind) \($0)" }
  }
}

extension Statement.Principals {
  /// `*`, or `{"AWS": "*"}`.
  package var isEverybody: Bool {
    !isNegated
      && principals.elements.contains { ($0.kind == "*" || $0.kind == "AWS") && $0.identifier.known?.literal == "*" }
  }

  /// Whether everybody whom others name is among these.
  ///
  /// A star is for all that has credentials of AWS, or none; services and those whom others vouch for are named.
  func include(_ others: Statement.Principals) -> Bool {
    guard !isNegated, !others.isNegated, others.principals.isComplete else { return false }
    let elements = others.principals.elements
    if isEverybody { return elements.allSatisfy { $0.kind == "AWS" || $0.kind == "*" } }
    let names = Set(principals.elements.compactMap(\.name))
    return elements.allSatisfy { $0.name.map(names.contains) ?? false }
  }

  /// What is not known of it and may be a star.
  var possiblyEverybody: [Unknown] {
    principals.rest
      + principals.elements.flatMap { principal -> [Unknown] in
        guard principal.kind == "*" || principal.kind == "AWS" else { return [] }
        switch principal.identifier.value {
        case .known(let text): return Self.mayBeStar(text) ? text.unknowns : []
        case .oneOf(let texts, let why): return texts.contains(where: Self.mayBeStar) ? [why] : []
        case .unknown(let why): return [why]
        }
      }
  }

  /// Whether a text may turn out to be the star for everybody, which no account is.
  private static func mayBeStar(_ text: PartialText) -> Bool {
    GlobPattern(text).widened.matches("*") && !text.unknowns.contains { $0.subject == "AWS::AccountId" }
  }

  /// Nobody but services of AWS, which act within a bucket for its owner.
  package var isServicesOnly: Bool {
    !isNegated && principals.isComplete && !principals.elements.isEmpty
      && principals.elements.allSatisfy { $0.kind == "Service" }
  }
}

extension Existence {
  func and(_ other: Existence) -> Existence {
    Existence(verdict && other.verdict, because: because + other.because)
  }
}
