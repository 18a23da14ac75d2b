import AWSModel
import NetSpace

extension AccessDecision {
  init(_ question: AccessQuestion, _ asked: RequestBounds, _ own: OwnPolicies, _ parts: [AccessPart]) {
    let granted = parts.reduce(RequestBounds.empty) { $0.union($1.granted) }
    let isNothing = granted.may.isEmpty
    let isSomething = granted.must.isEmpty.not
    let verdict: Verdict = isSomething == .yes ? .yes : isNothing == .yes ? .no : .unknown
    // What certainly is not allowed: outside of the upper bound.
    let refused = asked.must.subtracting(granted.may, .lower)
    self.question = question
    self.verdict = verdict
    allowed = granted
    switch verdict {
    case .no: extent = .none
    case .unknown: extent = .undecided
    case .yes: extent = asked.must.subtracting(granted.must, .upper).isEmpty == .yes ? .all : .some
    }
    self.refused = verdict == .yes ? refused : .empty
    let found = parts.flatMap(\.grants)
    let certain = found.filter { $0.existence.verdict == .yes && $0.granted.must.isEmpty == .no }
    // A statement that lets something through of several resources is one.
    let deciding = verdict == .yes ? certain : verdict == .no ? [] : found
    grants = deciding.reduce(into: []) { all, grant in
      if !all.contains(where: { $0.place == grant.place && $0.policy == grant.policy }) { all.append(grant) }
    }
    pieces = Self.pieces(own, parts)
    let reasons =
      parts.flatMap(\.unknowns) + found.flatMap { $0.unknowns + $0.variables(of: own) } + own.existence.because
    // Where nothing else is open, it is where the stack is deployed: the same resource by other names.
    let home = reasons.isEmpty ? [own.matching.names.homeRegion, own.matching.names.homeAccount] : []
    unknowns = verdict == .unknown ? (reasons + home).distinct : []
    // What is denied stays so, whatever else limits it.
    let unseen = verdict == .no ? [] : [Self.unseenLimits]
    assumptions = (own.assumptions + parts.flatMap(\.assumptions) + unseen).reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
    witness = verdict == .yes ? certain.first?.formula.satisfiable().choice ?? [] : []
  }

  /// Limits that are declared elsewhere, or not before the request is made.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  private static let unseenLimits =
    "no policy of the organization, of a session or of a VPC endpoint stands in the way"

  // MARK: Pieces

  private static func pieces(_ own: OwnPolicies, _ parts: [AccessPart]) -> [AccessPiece] {
    var pieces: [AccessPiece] = []
    let isEnoughAlone = parts.contains { part in
      part.isSameAccount != .no && part.allowing.contains { $0.manner != .byAccount && $0.clause.allows == .yes }
    }
    if own.hasIdentityPolicies {
      let isNeeded: Verdict = isEnoughAlone ? .unknown : .yes
      pieces.append(piece(.identityPolicies, own.clauses, isNeeded: isNeeded, nearMisses: own.others))
    }
    if own.boundary != nil { pieces.append(piece(.boundary, own.boundaryClauses, isNeeded: .yes)) }
    for part in parts {
      let clauses = part.allowing.map(\.clause) + part.blocked + part.denying
      guard let subject = part.subject else {
        if part.isSameAccount == .no || !own.hasIdentityPolicies {
          pieces.append(piece(.resourcePolicy(nil), clauses, isNeeded: .yes))
        } else if !clauses.isEmpty {
          pieces.append(piece(.resourcePolicy(nil), clauses, isNeeded: .no))
        }
        continue
      }
      let requires = subject.requiresPolicy && !subject.hasDefaultPolicy
      let isNeeded: Verdict = requires || !own.hasIdentityPolicies ? .yes : part.isSameAccount.not
      if clauses.isEmpty, isNeeded == .no { continue }
      let kind: AccessPiece.Kind =
        if case .role = subject.kind, let id = subject.id { .trustPolicy(id) } else { .resourcePolicy(subject.id) }
      pieces.append(piece(kind, clauses, isNeeded: isNeeded))
      if !part.blocked.isEmpty, let id = subject.id { pieces.append(blocking(subject.blocking, of: id)) }
    }
    return pieces
  }

  private static func blocking(_ blocking: PublicAccessBlocking, of id: ResourceID) -> AccessPiece {
    let place = blocking.place ?? OwnPolicies.nowhere
    let line = AccessPiece.Line(
      policy: .resource(id), place: place, isDeny: true, verdict: .yes, conditions: [])
    return AccessPiece(
      kind: .blockPublicAccess(id), allows: .no, isNeeded: .yes, lines: [line], nearMisses: [], unknowns: [])
  }

  private static func piece(
    _ kind: AccessPiece.Kind, _ clauses: [PolicyClause], isNeeded: Verdict, nearMisses: [PolicyClause] = []
  ) -> AccessPiece {
    AccessPiece(
      kind: kind, allows: Verdict.any(clauses.map { $0.allows && $0.reach.must.isEmpty.not.orUnknown }),
      isNeeded: isNeeded,
      lines: clauses.filter { $0.allows != .no || $0.denies != .no }.map(\.line), nearMisses: nearMisses.map(\.line),
      unknowns: clauses.flatMap(\.unknowns).distinct)
  }
}

extension Verdict {
  /// Nothing for certain is something perhaps.
  fileprivate var orUnknown: Verdict { self == .no ? .unknown : self }
}

extension PolicyClause {
  fileprivate var line: AccessPiece.Line {
    let isDeny = denies != .no && allows == .no
    let isAbout: Verdict = reach.must.isEmpty == .no ? .yes : .unknown
    return AccessPiece.Line(
      policy: policy, place: place, isDeny: isDeny, verdict: (isDeny ? denies : allows) && isAbout,
      conditions: conditions)
  }
}

extension Grant {
  /// Policy variables in what it allows of which the request says what they are.
  fileprivate func variables(of own: OwnPolicies) -> [Unknown] {
    guard let resources = statement?.resources else { return [] }
    return resources.patterns.elements.compactMap(\.known).flatMap { text in
      GlobPattern(text, expandingVariables: true).symbols.compactMap { symbol -> Unknown? in
        guard case .variable(let name)? = symbol.hole, own.isOfRequest(name) else { return nil }
        return Unknown("${\(name)}", .decidedByAWS("depends on the request"))
      }
    }
  }
}
