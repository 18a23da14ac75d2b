import AWSModel
import NetSpace

/// Whether a caller may do something on something.
package struct AccessQuestion: Sendable {
  package enum Target: Hashable, Sendable {
    /// An ARN with or without wildcards, or `*`.
    case pattern(String)
    /// A resource of the input, and what inside of it: `/*` for the objects of a bucket.
    case resource(ResourceID, inner: String)

    var resource: ResourceID? { if case .resource(let id, _) = self { id } else { nil } }
  }

  package let caller: Caller
  /// As written: `s3:DeleteObject`, `s3:*`.
  package let action: String
  package let target: Target

  package init(caller: Caller, action: String, target: Target) {
    self.caller = caller
    self.action = action
    self.target = target
  }
}

/// The answer to an `AccessQuestion`, with all that decided it.
package struct AccessDecision: Sendable {
  /// How much of what was asked about is allowed.
  package enum Extent: String, Sendable {
    case all
    case some
    case none
    case undecided
  }

  package let question: AccessQuestion
  /// Yes: some of it is allowed, to requests that meet the conditions; no: none of it.
  package internal(set) var verdict: Verdict
  package internal(set) var extent: Extent
  /// What is allowed, and what may be.
  package let allowed: RequestBounds
  /// What was asked about and is not allowed, where that is a part of it.
  package let refused: RequestSet
  /// The Allows that let something through, or may, after all denies and limits.
  package let grants: [Grant]
  /// What each policy says by itself.
  package let pieces: [AccessPiece]
  /// If undecided: why.
  package internal(set) var unknowns: [Unknown]
  /// What the answer takes for granted.
  package let assumptions: [String]
  /// Values for conditions with which a request is allowed.
  package let witness: [(key: String, value: String)]
  /// What is not known, and makes no difference to the verdict: the rest is for one of its values.
  package private(set) var whatever: [Unknown] = []

  package func holding(whatever unknowns: [Unknown]) -> AccessDecision {
    var decision = self
    decision.whatever = unknowns
    return decision
  }

  /// The same as what is so in one case, where another may be the one.
  package func leftOpen(by unknowns: [Unknown]) -> AccessDecision {
    var decision = self
    decision.verdict = .unknown
    decision.extent = .undecided
    decision.unknowns = unknowns.distinct
    decision.whatever = []
    return decision
  }
}

/// What one policy, or the policies of one kind, say to a question.
package struct AccessPiece: Sendable {
  package enum Kind: Hashable, Sendable {
    case identityPolicies
    case boundary
    /// Of the resource; nil if it is not in the input.
    case resourcePolicy(ResourceID?)
    case trustPolicy(ResourceID)
    /// What shuts out whom the policy of a bucket or an access point lets in, because it is public.
    case blockPublicAccess(ResourceID)
  }

  package struct Line: Hashable, Sendable {
    package let policy: Grant.Policy
    package let place: Place
    package let isDeny: Bool
    /// Whether it is there, and about what was asked.
    package let verdict: Verdict
    package let conditions: [Statement.Condition]
  }

  package let kind: Kind
  /// Whether its Allows let through some of what was asked about.
  package let allows: Verdict
  /// Whether the request needs them to.
  package let isNeeded: Verdict
  /// The statements that allow or deny it.
  package let lines: [Line]
  /// Allows of the same actions on other resources, or of other actions on the same.
  package let nearMisses: [Line]
  package let unknowns: [Unknown]
}

extension RequestBox {
  private static let mostActions = 6

  /// The requests in words, with the actions that AWS lists: `s3:GetObject on arn:aws:s3:::a/*`.
  package var words: String {
    let names = ActionCatalogue.builtIn.actions(in: actions).map(\.description)
    let more = names.count > Self.mostActions ? " and \(names.count - Self.mostActions) more" : ""
    let listed = names.prefix(Self.mostActions).joined(separator: ", ") + more
    return "\(names.isEmpty ? actions.words : listed) on \(resources.briefWords)"
  }
}

extension PatternSet {
  /// In words, without patterns that others make superfluous.
  fileprivate var briefWords: String {
    PatternSet(
      terms: terms.map { term in
        PatternTerm(
          include: term.include.filter { pattern in
            !term.include.contains { other in
              other != pattern && PatternSet([other]).isSubset(of: PatternSet([pattern])) == .yes
            }
          }, exclude: term.exclude)
      }, isExact: isExact
    ).words
  }
}
