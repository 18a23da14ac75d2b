import AWSModel
import NetSpace

/// What the actions of a method have to be allowed on, for it to work on one principal.
struct EscalationSubject {
  /// Whether the method fits the principal at all: a user's does a role no good.
  private(set) var isOwn: (verdict: Verdict, because: [Unknown])
  /// What it is, by kind; of a user the groups that he is in too.
  private let own: [Identity.Kind: [PatternSet]]
  /// The policies that it has and that have versions: those that AWS manages cannot be changed.
  private let policies: [PatternSet]
  /// Whether it may have more policies, or be in more groups, than are known.
  private let mayHaveMore: Verdict
  /// Nothing but all of its kind will do: it is not known who has the policy, or what is attached.
  private let asksForAll: Bool

  /// The principal itself.
  init(
    _ method: EscalationMethod, _ access: PrincipalAccess, _ identity: Identity?, _ collection: PolicyCollection
  ) {
    self.init(arns: identity, collection)
    let kind = method.subject
    guard let identity else {
      isOwn = (method.kind == .guardrail ? .no : .yes, [])
      return
    }
    switch method.kind {
    case .guardrail: isOwn = Self.limits(identity, method, kind, collection)
    case .itself, .other, .passing, .existing:
      let limits = Self.boundary(of: identity, collection)
      switch kind {
      case .user, .role, .permissionSet: isOwn = identity.kind == kind ? limits : (.no, [])
      // A group's policies are its users'.
      case .group: isOwn = identity.kind.isRole ? (.no, []) : limits
      }
    }
  }

  /// Another principal.
  init(on target: Identity, _ collection: PolicyCollection) {
    self.init(arns: target, collection)
  }

  private init(arns identity: Identity?, _ collection: PolicyCollection) {
    let names = collection.reading.names
    func set(_ id: ResourceID) -> PatternSet {
      PatternSet([names.pattern(ofNormalized: names.arn(of: id))])
    }
    own = identity.map { Self.own($0, collection.infrastructure, set) } ?? [:]
    policies =
      identity?.managedPolicies.elements.map { link -> [PatternSet] in
        switch link.target {
        case .resource(let id): collection.arns(ofPolicy: id)
        case .external(let arn):
          AWSManagedPolicies.name(ofARN: arn) == nil ? [PatternSet([GlobPattern(arn)])] : []
        case .oneOf, .unknown: []
        }
      }.flatMap(\.self) ?? []
    let isSettled = identity?.managedPolicies.isSettled ?? true
    mayHaveMore = isSettled ? .no : .unknown
    // An identity that the input only names has what is given to it elsewhere.
    asksForAll = identity.map { $0.declaration.kind == .readOnly } ?? true
    isOwn = (.yes, [])
  }

  private static func own(
    _ identity: Identity, _ infrastructure: Infrastructure, _ set: (ResourceID) -> PatternSet
  ) -> [Identity.Kind: [PatternSet]] {
    var own = [identity.kind: [set(identity.id)]]
    if identity.kind == .user {
      own[.group] = infrastructure.identities.filter { $0.kind == .group && $0.members.contains(identity.id) }.map {
        set($0.id)
      }
    }
    return own
  }

  /// Whether resources hold what an action has to be allowed on.
  func covers(_ action: EscalationMethod.Key) -> (PatternSet) -> Verdict {
    guard let kind = action.subject else {
      guard action.isOnPolicyVersions else { return { _ in .yes } }
      return { resources in
        if asksForAll, ResourceShape.policies.isCovered(by: resources) { return .yes }
        return Verdict.any(policies.map { Self.covers($0, resources) }) || mayHaveMore
      }
    }
    guard let arns = own[kind], !(asksForAll && arns.isEmpty) else { return Self.coversAll(action) }
    return { resources in Verdict.any(arns.map { Self.covers($0, resources) }) }
  }

  /// An ARN that is partly not known may be one that is named.
  static func covers(_ arn: PatternSet, _ resources: PatternSet) -> Verdict {
    covering.value([arn, resources]) { compared(arn, resources) }
  }

  /// By the ARN and the resources: every method asks for both again, in every combination of conditions.
  private static let covering = Memo<[PatternSet], Verdict>()

  private static func compared(_ arn: PatternSet, _ resources: PatternSet) -> Verdict {
    if arn.isSubset(of: resources) == .yes { return .yes }
    guard arn.hasOpenHoles || resources.hasOpenHoles else { return .no }
    let own = arn.terms.flatMap(\.include)
    let mayMeet = resources.terms.contains { term in
      own.contains { own in term.include.allSatisfy { Self.mayMeet(own, $0) } }
    }
    return mayMeet && resources.widened.intersects(arn.widened) != .no ? .unknown : .no
  }

  /// Whether two ARNs may be the same: what is not known of a field, a region or an account, holds no colon.
  private static func mayMeet(_ a: GlobPattern, _ b: GlobPattern) -> Bool {
    let (a, b) = (fields(of: a), fields(of: b))
    guard let a, let b else { return true }
    return zip(a, b).allSatisfy { $0.widened.intersects($1.widened) }
  }

  /// The six fields of an ARN; nil if a star in the first five may stand for several.
  private static func fields(of pattern: GlobPattern) -> [GlobPattern]? {
    let fields = pattern.symbols.split(separator: .literal(":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, !fields.prefix(5).contains(where: { $0.contains(.run) }) else { return nil }
    return fields.map { GlobPattern(Array($0)) }
  }

  /// Whether resources are all of the kind that an action is on.
  static func coversAll(_ action: EscalationMethod.Key) -> (PatternSet) -> Verdict {
    let shape: ResourceShape
    switch action.subject {
    case .user?: shape = .users
    case .group?: shape = .groups
    case .role?, .permissionSet?: shape = .roles
    case nil:
      guard action.isOnPolicyVersions else { return { _ in .yes } }
      shape = .policies
    }
    return { Verdict(shape.isCovered(by: $0)) }
  }

  /// The same for what is not of IAM: all of a type, for the actions that are on it.
  static func coversAll(of target: String?) -> (EscalationMethod.Key) -> (PatternSet) -> Verdict {
    let shapes = target.flatMap { Self.shapes[$0] } ?? []
    return { key in
      let service = key.action.prefix { $0 != ":" }
      // A session or a key is for an instance, whichever service it comes by.
      let isOnTarget = shapes.contains { $0.service == service || $0.service == "ec2" }
      return { resources in isOnTarget ? Verdict(shapes.contains { $0.isCovered(by: resources) }) : .yes }
    }
  }

  private static let shapes: [String: [ResourceShape]] = [
    ("lambda", "function", ["function:*"]), ("glue", "devendpoint", ["devEndpoint/*"]),
    ("sagemaker", "notebook-instance", ["notebook-instance/*"]), ("ec2", "instance", ["instance/*"]),
    ("ec2", "launch-template", ["launch-template/*"]), ("ecs", "task", ["task/*", "cluster/*"]),
    ("cloudformation", "stack", ["stack/*"]), ("codebuild", "project", ["project/*"]),
    ("apprunner", "service", ["service/*"]), ("eks", "cluster", ["cluster/*"]),
  ].reduce(into: [:]) { all, type in
    let (service, name, patterns) = type
    all["\(service):\(name)"] = patterns.map { ResourceShape(service: service, name: $0) }
  }

  // MARK: Limits

  /// Whether more permissions are of use: within a boundary only as far as that goes.
  private static func boundary(
    of identity: Identity, _ collection: PolicyCollection
  ) -> (verdict: Verdict, because: [Unknown]) {
    guard let boundary = identity.boundary else { return (.yes, []) }
    let limits = collection.limits(of: identity).flatMap(\.grants)
    let answer = AdminQuestion(limits).answer
    return (answer, [boundary.target.unknown ?? Unknown("the boundary of \(identity.id.address)", .notInInput)])
  }

  /// Whether there is anything to be taken away: a boundary, or a policy that denies.
  private static func limits(
    _ identity: Identity, _ method: EscalationMethod, _ kind: Identity.Kind, _ collection: PolicyCollection
  ) -> (verdict: Verdict, because: [Unknown]) {
    if identity.kind != kind { return (.no, []) }
    let action = method.needs[0][0]
    if action.hasSuffix("PermissionsBoundary") { return (identity.boundary == nil ? .no : .yes, []) }
    let denies = collection.clauses(of: identity).filter { clause in
      let isInline = if case .inline = clause.policy { true } else { false }
      return clause.denies != .no && isInline != action.contains("Detach")
    }
    return (Verdict.any(denies.map(\.denies)), denies.flatMap(\.unknowns))
  }
}

extension PartialList<Link> {
  /// Whether it is known which they are.
  fileprivate var isSettled: Bool {
    isComplete
      && elements.allSatisfy { link in
        switch link.target {
        case .resource, .external: true
        case .oneOf, .unknown: false
        }
      }
  }
}
