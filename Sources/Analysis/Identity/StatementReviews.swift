import AWSModel

/// The reviews of the statements of an infrastructure, each made when the first of its statements is asked about.
struct StatementReviews {
  /// A review, and where in it the statements of a policy begin.
  typealias Part = (review: Derived<StatementReview>, start: Int)

  private let byIdentity: [ResourceID: Derived<StatementReview>]
  /// Of managed policies that one identity alone has, and that limit nobody.
  private let parts: [ResourceID: Part]
  private let collection: PolicyCollection

  init(_ collection: PolicyCollection) {
    self.collection = collection
    let identities = collection.infrastructure.identities
    let shared = Self.sharedPolicies(identities)
    var byIdentity: [ResourceID: Derived<StatementReview>] = [:]
    var parts: [ResourceID: Part] = [:]
    for identity in identities {
      let managed = collection.managedPolicies(of: identity).filter { !shared.contains($0.id) }
      let review = Derived { collection.review(identity, managed: managed) }
      byIdentity[identity.id] = review
      var start = collection.ownPolicies(of: identity).reduce(0) { $0 + $1.document.statements.elements.count }
      for policy in managed {
        parts[policy.id] = (review, start)
        start += policy.document.statements.elements.count
      }
    }
    self.byIdentity = byIdentity
    self.parts = parts
  }

  private static func sharedPolicies(_ identities: [Identity]) -> Set<ResourceID> {
    var once: Set<ResourceID> = []
    var often: Set<ResourceID> = []
    for identity in identities {
      for link in identity.managedPolicies.elements {
        switch link.target {
        case .resource(let id): if !once.insert(id).inserted { often.insert(id) }
        case .oneOf(let ids, _): often.formUnion(ids)
        case .external, .unknown: continue
        }
      }
      if case .resource(let id)? = identity.boundary?.target { often.insert(id) }
    }
    return often
  }

  func review(of identity: Identity) -> Derived<StatementReview> {
    byIdentity[identity.id] ?? Derived(known: StatementReview([]))
  }

  func review(of policy: ManagedPolicy) -> Part {
    if let part = parts[policy.id] { return part }
    return Self.review(
      of: Derived { [collection] in collection.reading.clauses(of: policy.document, policy: .managed(policy.id)) })
  }

  /// Of a policy by itself.
  static func review(of clauses: Derived<[PolicyClause]>) -> Part {
    let review = Derived {
      let all = clauses.get
      return StatementReview(all.map { StatementReview.Item($0, isCandidate: true) }) { allow in
        all.filter { $0.denies != .no }.compactMap {
          allow.statement?.principals == nil ? $0 : $0.deny(concerning: allow)
        }
      }
    }
    return (review, 0)
  }
}

extension PolicyCollection {
  /// The inline policies of an identity; what a user has by a group stands with the group.
  func ownPolicies(of identity: Identity) -> [Identity.InlinePolicy] {
    identity.inlinePolicies.elements.filter { policy in
      identity.kind != .user || !policy.isOfGroup(beside: identity, in: infrastructure)
    }
  }

  /// The managed policies of the input that an identity certainly has.
  fileprivate func managedPolicies(of identity: Identity) -> [ManagedPolicy] {
    identity.managedPolicies.elements.compactMap { link in
      if case .resource(let id) = link.target { managed[id] } else { nil }
    }
  }

  /// Its own statements first, then those of managed policies that nobody else has, then all others, by which they may
  /// be superfluous.
  fileprivate func review(_ identity: Identity, managed: [ManagedPolicy]) -> StatementReview {
    let conditions = CallerConditions(identity, reading.names, leavesOpen: reading.takesTheUsual)
    let own =
      ownPolicies(of: identity).map { policy in
        (policy.document, Grant.Policy.inline(declaredBy: policy.declaredBy), policy.existence)
      } + managed.map { ($0.document, Grant.Policy.managed($0.id), $0.declaration.existence) }
    let asked = own.flatMap { document, policy, existence in
      reading.clauses(of: document, policy: policy, existence: existence, caller: identity)
        .prefix(document.statements.elements.count)
        // What is not for this identity keeps its place.
        .map { conditions.settled($0) ?? $0.about(.empty) }
    }
    let others = clauses(of: identity, besides: managed).compactMap(conditions.settled)
    let limits = limits(of: identity)
    let boundary = identity.boundary.map { link in
      (limits: limits, cause: StatementOverlap.Cause(policy: link.policy, sid: nil, place: link.place))
    }
    return StatementReview(
      asked.map { StatementReview.Item($0, isCandidate: true) }
        + others.map { StatementReview.Item($0, isCandidate: false) }, boundary: boundary)
  }
}

extension PolicyCollection {
  /// What an identity has by its groups, and by managed policies but for some.
  private func clauses(of identity: Identity, besides managed: [ManagedPolicy]) -> [PolicyClause] {
    let known = Set(managed.map { Reference.resource($0.id) })
    let links = identity.managedPolicies.elements.filter { !known.contains($0.target) }
    let ofGroups =
      identity.kind == .user
      ? identity.inlinePolicies.elements.filter { $0.isOfGroup(beside: identity, in: infrastructure) } : []
    return ofGroups.flatMap { policy in
      reading.clauses(
        of: policy.document, policy: .inline(declaredBy: policy.declaredBy), existence: policy.existence,
        caller: identity)
    } + links.flatMap { clauses(of: $0, caller: identity) }
  }
}

extension Link {
  /// The policy that it names.
  fileprivate var policy: Grant.Policy {
    switch target {
    case .resource(let id): .managed(id)
    case .external(let arn): .awsManaged(AWSManagedPolicies.name(ofARN: arn) ?? arn, attachedBy: declaredBy)
    case .oneOf(_, let why), .unknown(let why): .outside(why.subject, attachedBy: declaredBy)
    }
  }
}

extension Identity.InlinePolicy {
  /// Whether a user has it by one of his groups.
  fileprivate func isOfGroup(beside user: Identity, in infrastructure: Infrastructure) -> Bool {
    infrastructure.identities.contains { group in
      group.kind == .group
        && group.inlinePolicies.elements.contains { $0.declaredBy == declaredBy && $0.document.place == document.place }
    }
  }
}
