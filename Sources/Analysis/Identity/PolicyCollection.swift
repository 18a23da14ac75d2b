import AWSModel
import NetSpace

/// Finds the policies of each principal of an infrastructure and has them evaluated.
struct PolicyCollection {
  let infrastructure: Infrastructure
  let managed: [ResourceID: ManagedPolicy]
  var reading: PolicyReading
  private let awsPolicies: AWSManagedPolicies

  /// - Parameter takesTheUsual: as `PolicyReading` has it.
  init(_ infrastructure: Infrastructure, takesTheUsual: Bool = true, awsPolicies: AWSManagedPolicies = .builtIn) {
    self.infrastructure = infrastructure
    self.awsPolicies = awsPolicies
    managed = Dictionary(
      infrastructure.managedPolicies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    reading = PolicyReading(names: ResourceNames(infrastructure), takesTheUsual: takesTheUsual)
  }

  func principals() -> [PrincipalAccess] {
    let attached = attachedPolicies
    return infrastructure.identities.map(access)
      + infrastructure.managedPolicies.filter { !attached.contains($0.id) }.map(access)
      + infrastructure.bucketPolicies.map(access)
  }

  private func access(of identity: Identity) -> PrincipalAccess {
    let clauses = clauses(of: identity)
    let evaluation = PolicyEvaluation(
      grantee: .identity(identity.id), clauses: clauses, limits: limits(of: identity),
      existence: identity.declaration.existence)
    return PrincipalAccess(
      grantee: evaluation.grantee, grants: evaluation.grants(), existence: identity.declaration.existence,
      declaration: identity.declaration)
  }

  /// The statements of all that is attached to an identity, its groups' included, as far as they are for him.
  func clauses(of identity: Identity) -> [PolicyClause] {
    let conditions = CallerConditions(
      identity, reading.names.within(identity.id.stack), leavesOpen: reading.takesTheUsual)
    return spelledClauses(of: identity).compactMap(conditions.settled)
  }

  private func spelledClauses(of identity: Identity) -> [PolicyClause] {
    identity.inlinePolicies.elements.flatMap { policy in
      reading.clauses(
        of: policy.document, policy: .inline(declaredBy: policy.declaredBy), existence: policy.existence,
        caller: identity)
    } + identity.managedPolicies.elements.flatMap { self.clauses(of: $0, caller: identity) }
      + unknownClauses(of: identity)
  }

  /// The ARN of a customer's policy: by the attribute that holds it, and by its name.
  func arns(ofPolicy id: ResourceID) -> [PatternSet] {
    let attributes = ["arn", "id", "Ref", "PolicyArn"].map { PartialText([.attribute(id, $0)]) }
    let name = managed[id]?.name?.known.map { name in
      PartialText("arn:aws:iam::") + reading.names.account(of: id.stack) + PartialText(":policy/") + name
    }
    return (attributes + [name].compactMap(\.self)).map {
      PatternSet([reading.names.resource($0, expandingVariables: false)])
    }
  }

  func limits(of identity: Identity) -> [PolicyEvaluation.Limit] {
    if identity.boundary == nil { return [] }
    return [PolicyEvaluation.Limit(boundaryClauses(of: identity), grantee: .identity(identity.id))]
  }

  func boundaryClauses(of identity: Identity) -> [PolicyClause] {
    let conditions = CallerConditions(
      identity, reading.names.within(identity.id.stack), leavesOpen: reading.takesTheUsual)
    guard let boundary = identity.boundary else { return [] }
    let clauses = clauses(of: boundary, caller: identity).compactMap(conditions.settled)
    guard boundary.isOptional, let why = boundary.target.unknown else { return clauses }
    // Without a boundary everything is let through.
    return clauses + [PolicyClause(unknown: why, policy: .outside(why.subject), at: boundary.place, mayDeny: false)]
  }

  /// Policies of the identity that the input leaves open.
  ///
  /// An identity that the input only names has more policies elsewhere; what the input adds to it is judged as it
  /// stands, as a role of the input is, to which others may attach policies too.
  private func unknownClauses(of identity: Identity) -> [PolicyClause] {
    if identity.declaration.kind == .readOnly { return [] }
    let place = Place(range: identity.declaration.place)
    return (identity.inlinePolicies.rest + identity.managedPolicies.rest).distinct.map { why in
      PolicyClause(unknown: why, policy: .outside(why.subject), at: place, mayDeny: true)
    }
  }

  /// A managed policy that is attached to nobody of the input, judged by what it gives to its holders.
  private func access(of policy: ManagedPolicy) -> PrincipalAccess {
    let evaluation = PolicyEvaluation(
      grantee: .holders(of: policy.id), clauses: reading.clauses(of: policy.document, policy: .managed(policy.id)),
      existence: policy.declaration.existence)
    return PrincipalAccess(
      grantee: evaluation.grantee, grants: evaluation.grants(), existence: policy.declaration.existence,
      declaration: policy.declaration)
  }

  /// The managed policies that some identity of the input has, or is limited by.
  private var attachedPolicies: Set<ResourceID> {
    infrastructure.identities.reduce(into: []) { attached, identity in
      for link in identity.managedPolicies.elements { attached.formUnion(link.target.resources) }
      if let boundary = identity.boundary { attached.formUnion(boundary.target.resources) }
    }
  }

  // MARK: Attachments

  /// - Parameter caller: whom the policy is attached to.
  func clauses(of link: Link, caller: Identity) -> [PolicyClause] {
    switch link.target {
    case .resource(let id): return clauses(of: id, at: link.place, existence: .certain, caller)
    case .oneOf(let ids, let why):
      return ids.flatMap { clauses(of: $0, at: link.place, existence: .possible([why]), caller) }
    case .external(let arn): return clauses(ofARN: arn, at: link.place, attachedBy: link.declaredBy, caller)
    case .unknown(let why):
      let policy = Grant.Policy.outside(why.subject, attachedBy: link.declaredBy)
      return [PolicyClause(unknown: why, policy: policy, at: link.place, mayDeny: true)]
    }
  }

  private func clauses(
    of id: ResourceID, at place: Place, existence: Existence, _ caller: Identity
  ) -> [PolicyClause] {
    guard let policy = managed[id] else {
      let why = Unknown("the policy \(id.address)", .notInInput, at: place.range)
      return [
        PolicyClause(unknown: why, policy: .outside(id.address), at: place, mayDeny: true, existence: existence)
      ]
    }
    return reading.clauses(
      of: policy.document, policy: .managed(id), existence: existence.and(policy.declaration.existence), caller: caller)
  }

  private func clauses(
    ofARN arn: String, at place: Place, attachedBy resource: ResourceID?, _ caller: Identity
  ) -> [PolicyClause] {
    let name = AWSManagedPolicies.name(ofARN: arn)
    if let name, let document = awsPolicies.document(named: name, at: place) {
      return reading.clauses(of: document, policy: .awsManaged(name, attachedBy: resource), caller: caller)
    }
    let why = Unknown("the policy \(arn)", .notInInput, at: place.range)
    return [PolicyClause(unknown: why, policy: .outside(arn, attachedBy: resource), at: place, mayDeny: true)]
  }

}

extension Reference {
  /// The resources of the input that it may be.
  fileprivate var resources: [ResourceID] {
    switch self {
    case .resource(let target): [target]
    case .oneOf(let targets, _): targets
    case .external, .unknown: []
    }
  }
}

// MARK: Bucket policies

extension PolicyCollection {
  /// What a bucket's policy gives to the principals it names: on that bucket, whatever else its resources say.
  fileprivate func access(of policy: ResourcePolicy) -> PrincipalAccess {
    let clauses = reading.clauses(of: policy.document, policy: .resource(policy.id))
    let limit = bucketLimit(policy.subject)
    let grantee = Grant.Grantee.principals(ofPolicy: policy.id)
    let grants = clauses.flatMap {
      Self.grants(of: $0, among: clauses, limits: limit.map { [$0] } ?? [], declaration: policy.declaration)
    }
    return PrincipalAccess(
      grantee: grantee, grants: grants, existence: policy.declaration.existence, declaration: policy.declaration)
  }

  /// What the policy of some other resource gives to everybody, on that resource.
  func accessOfEverybody(_ document: PolicyDocument, of declaration: Declaration) -> PrincipalAccess {
    let clauses = reading.clauses(of: document, policy: .resource(declaration.id))
    let grantee = Grant.Grantee.principals(ofPolicy: declaration.id)
    let grants = clauses.flatMap { allow in
      allow.towardEverybody.map { Self.grants(of: $0, among: clauses, declaration: declaration) } ?? []
    }
    return PrincipalAccess(
      grantee: grantee, grants: grants, existence: declaration.existence, declaration: declaration)
  }

  /// What one clause of the policy of a resource gives to those whom it names, after the denies that concern them.
  private static func grants(
    of allow: PolicyClause, among clauses: [PolicyClause], limits: [PolicyEvaluation.Limit] = [],
    declaration: Declaration
  ) -> [Grant] {
    if allow.allows == .no { return [] }
    let denies = clauses.filter { $0.denies != .no }.compactMap { $0.deny(concerning: allow) }
    return PolicyEvaluation(
      grantee: .principals(ofPolicy: declaration.id), clauses: [allow.onlyAllowing] + denies, limits: limits,
      existence: declaration.existence
    ).grants()
  }

  /// The same of one that has conditions, or as if it had none.
  static func grant(
    of allow: PolicyClause, among clauses: [PolicyClause], _ withConditions: Bool, declaration: Declaration
  ) -> Grant? {
    grants(of: withConditions ? allow : allow.withoutConditions, among: clauses, declaration: declaration).first
  }

  private func bucketLimit(_ bucket: Link) -> PolicyEvaluation.Limit? {
    let name: PartialText
    switch bucket.target {
    case .resource(let id): name = reading.names.bucketARN(id)
    case .external(let text):
      name = PartialText(text.hasPrefix("arn:") ? text : "arn:aws:s3:::" + text)
    case .oneOf, .unknown: return nil
    }
    let patterns = [name, name + PartialText("/*")].map { reading.names.pattern(ofNormalized: $0) }
    let box = RequestBox(actions: .everything, resources: PatternSet(patterns))
    // S3 accepts no policy that names anything else, so what the policy grants is on this bucket.
    let bounds = RequestBounds(must: .everything, may: RequestSet([box]))
    return PolicyEvaluation.Limit(bounds)
  }
}
