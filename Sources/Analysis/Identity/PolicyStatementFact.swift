import AWSModel
import NetSpace

/// A statement of a policy of the input, and whose it is: a row of `policy_statement`.
package struct PolicyStatementFact: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Of a role, user or group.
    case identity(Identity.Kind)
    /// Of a managed policy.
    case managed
    /// Of a role's trust policy.
    case trust
    /// Of the policy of a resource.
    case resource(NamedResource.Kind)

    /// Whether it is attached to those who call, and not to what they call.
    package var isOfIdentity: Bool {
      switch self {
      case .identity, .managed: true
      case .trust, .resource: false
      }
    }
  }

  package let kind: Kind
  /// The identity, the managed policy, or what spells the policy of a resource.
  package let owner: ResourceID
  /// The resource that spells it; the owner, unless the policy is declared separately.
  package let declaredBy: ResourceID
  /// What the policy of a resource is of: the owner, unless the policy is declared separately.
  package let subject: Reference
  package let statement: Statement
  /// The policy's and the statement's together.
  package let existence: Existence
  /// Why nothing is known of it, where that is so: it stands for what a policy may say besides.
  package let unread: [Unknown]
  /// How the evaluation reads it.
  let clause: Derived<PolicyClause>
  /// What an Allow of a trust or resource policy gives to those whom it names, after the denies of the same policy; nil
  /// if that is nothing, and for policies of identities.
  let effective: Derived<Grant?>
  /// The same as far as S3 looks when it decides what is public: whatever conditions the Allow has.
  let unconditional: Derived<Grant?>
  /// What the other statements of the principal make of it, or where several have it those of the policy.
  let review: Derived<StatementReview>
  let reviewPosition: Int?
  let names: ResourceNames

  /// The denies, or the boundary, that leave nothing of an Allow; nil if something is left.
  package var loss: StatementOverlap? { reviewPosition.flatMap { review.get.ineffective[$0] } }
  /// The statements beside which it adds nothing; nil if it does.
  package var cover: StatementOverlap? { reviewPosition.flatMap { review.get.redundant[$0] } }
}

/// Collects the statements of an infrastructure.
struct PolicyStatements {
  private let collection: PolicyCollection

  init(_ collection: PolicyCollection) { self.collection = collection }

  /// Every statement, by the kind of its owner and in declaration order.
  var all: [PolicyStatementFact] {
    let infrastructure = collection.infrastructure
    let reviews = StatementReviews(collection)
    return infrastructure.identities.flatMap { statements(of: $0, reviews) }
      + infrastructure.managedPolicies.flatMap {
        facts(
          $0.document, .managed, of: $0.declaration, subject: .resource($0.id), review: reviews.review(of: $0))
      }
      + infrastructure.resourcePolicies.flatMap {
        facts($0.document, .resource($0.kind), of: $0.declaration, subject: $0.subject.target)
      }
  }

  /// Those of the policies of one access point.
  func statements(ofAccessPoint id: ResourceID) -> [PolicyStatementFact] {
    collection.infrastructure.resourcePolicies.filter { $0.kind == .accessPoint && $0.subject.target == .resource(id) }
      .flatMap { facts($0.document, .resource($0.kind), of: $0.declaration, subject: $0.subject.target) }
  }

  /// Those of the policies of one bucket.
  func statements(ofBucket id: ResourceID) -> [PolicyStatementFact] {
    collection.infrastructure.bucketPolicies.filter { $0.subject.target == .resource(id) }.flatMap {
      facts($0.document, .resource(.bucket), of: $0.declaration, subject: $0.subject.target)
    }
  }

  private func statements(of identity: Identity, _ reviews: StatementReviews) -> [PolicyStatementFact] {
    let trust = identity.trust.map {
      facts($0, .trust, of: identity.declaration, subject: .resource(identity.id))
    }
    var position = 0
    let review = reviews.review(of: identity)
    return (trust ?? [])
      + collection.ownPolicies(of: identity).flatMap { policy in
        defer { position += policy.document.statements.elements.count }
        return facts(
          policy.document, .identity(identity.kind), of: identity.declaration, subject: .resource(identity.id),
          declaredBy: policy.declaredBy, existence: policy.existence, review: (review, position))
      }
  }

  private func facts(
    _ document: PolicyDocument, _ kind: PolicyStatementFact.Kind, of owner: Declaration, subject: Reference,
    declaredBy: ResourceID? = nil, existence: Existence = .certain, review: StatementReviews.Part? = nil
  ) -> [PolicyStatementFact] {
    let clauses = Derived { [collection] in
      collection.reading.clauses(of: document, policy: .resource(owner.id), ofResource: true)
    }
    let review = review ?? StatementReviews.review(of: clauses)
    // What is not known of a policy may say anything.
    let unread = document.statements.rest.distinct
    let read = document.statements.elements.count
    let statements = document.statements.elements + unread.map { Statement(unknown: $0, in: document) }
    return statements.enumerated().map { position, statement in
      let isWhole = !kind.isOfIdentity
      func grant(withConditions: Bool) -> Derived<Grant?> {
        Derived {
          isWhole
            ? PolicyCollection.grant(of: clauses.get[position], among: clauses.get, withConditions, declaration: owner)
            : nil
        }
      }
      return PolicyStatementFact(
        kind: kind, owner: owner.id, declaredBy: declaredBy ?? owner.id, subject: subject, statement: statement,
        existence: owner.existence.and(existence).and(statement.existence),
        unread: position < read ? [] : [unread[position - read]],
        clause: Derived { clauses.get[position] }, effective: grant(withConditions: true),
        unconditional: grant(withConditions: false), review: review.review,
        reviewPosition: position < read ? review.start + position : nil,
        names: collection.reading.names)
    }
  }
}

extension Statement {
  /// One of a policy of which nothing is known.
  fileprivate init(unknown why: Unknown, in document: PolicyDocument) {
    let place = document.place
    self.init(
      sid: nil, effect: Attribute(.unknown(why), place: place),
      principals: Principals(PartialList(rest: [why]), isNegated: false, place: place),
      actions: Patterns(PartialList(rest: [why]), isNegated: false, place: place), resources: nil,
      conditions: PartialList(rest: [why]), place: place, existence: .possible([why]))
  }

  /// The same without its conditions.
  var withoutConditions: Statement { with(PartialList()) }

  /// The same with other conditions.
  func with(_ conditions: PartialList<Condition>) -> Statement {
    Statement(
      sid: sid, effect: effect, principals: principals, actions: actions, resources: resources,
      conditions: conditions, place: place, existence: existence)
  }
}
