import AWSModel
import NetSpace

/// What a caller brings along: its own policies and what limits it, as far as they concern what is asked.
struct OwnPolicies {
  let caller: Caller
  let matching: CallerMatching
  /// Of identity policies; empty for those that have none.
  let clauses: [PolicyClause]
  /// Allows of the same actions on something else.
  let others: [PolicyClause]
  /// What is taken for granted of them.
  let assumptions: [String]
  let boundary: PolicyEvaluation.Limit?
  let boundaryClauses: [PolicyClause]
  let existence: Existence
  let grantee: Grant.Grantee
  /// Whom of anybody it is asked about; nil: all of them.
  var stranger: CallerConditions.Stranger?

  init(_ caller: Caller, identity: Identity?, _ collection: PolicyCollection, within asked: RequestBounds) {
    self.caller = caller
    matching = CallerMatching(caller, identity: identity, names: collection.reading.names)
    existence = identity?.declaration.existence ?? .certain
    switch caller {
    case .identity(let id):
      grantee = .identity(id)
      let all = identity.map { collection.clauses(of: $0) } ?? []
      clauses = all.compactMap { $0.within(asked) }
      others = all.filter { $0.allows != .no && $0.within(asked) == nil && $0.isLike(asked) }
      assumptions =
        (identity?.declaration.kind == .readOnly ? ["\(id.address) has no policies but those of the input"] : [])
        + (identity.map { Self.sessions(of: $0, collection.reading.names) } ?? [])
        + (identity?.kind == .permissionSet ? ["\(id.address) is assigned in the account that the stack is of"] : [])
      boundaryClauses = (identity.map { collection.boundaryClauses(of: $0) } ?? []).compactMap { $0.within(asked) }
      boundary = identity?.boundary == nil ? nil : PolicyEvaluation.Limit(boundaryClauses, grantee: .identity(id))
    case .outside(let arn) where !caller.isOriginAccessIdentity:
      let arn = arn.asWritten
      grantee = .identity(ResourceID(stack: "", address: arn))
      let why = Unknown("what \(arn) may do by its own policies", .notInInput)
      clauses = [PolicyClause(unknown: why, policy: .outside(arn), at: Self.nowhere, mayDeny: true)]
        .compactMap { $0.within(asked) }
      others = []
      assumptions = []
      boundary = nil
      boundaryClauses = []
    case .outside, .account, .service, .federated, .somebody, .anonymous, .unsigned:
      grantee = .identity(ResourceID(stack: "", address: Self.name(of: caller)))
      clauses = []
      others = []
      assumptions = []
      boundary = nil
      boundaryClauses = []
    }
  }

  /// A session policy takes away from what the role may do, in the sessions that it is passed to.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
  private static func sessions(of identity: Identity, _ names: ResourceNames) -> [String] {
    guard identity.kind == .role else { return [] }
    let own = names.arn(of: identity.id)
    let found = names.written.sessionPolicies(names.types) { names.normalized($0) == own }
    return found.map { "it is no session of \($0.address), whose session policy is not read" }
  }

  private static func name(of caller: Caller) -> String {
    switch caller {
    case .identity(let id): id.address
    case .outside(let name), .account(let name), .service(let name), .federated(let name): name.asWritten
    case .somebody: "somebody"
    case .anonymous: "anybody"
    case .unsigned: "whoever is not signed in"
    }
  }

  static let nowhere = Place(range: .start(of: .init(path: "", bytes: [])))

  /// What its policies do not say of the variables in them: the request does.
  func isOfRequest(_ variable: String) -> Bool {
    guard let identity = matching.identity else { return true }
    if case .ofRequest = PolicyVariables(identity, matching.names).value(of: variable) { return true }
    return false
  }

  /// Whether policies of its own can let it do anything.
  var hasIdentityPolicies: Bool {
    switch caller {
    case .identity: true
    case .outside: !caller.isOriginAccessIdentity
    case .account, .service, .federated, .somebody, .anonymous, .unsigned: false
    }
  }

  var limits: [PolicyEvaluation.Limit] { boundary.map { [$0] } ?? [] }
  /// What nothing else can allow.
  var denies: [PolicyClause] { (clauses + boundaryClauses).filter { $0.denies != .no }.map(\.onlyDenying) }
}

extension PolicyClause {
  /// Whether it is about some of the same actions.
  fileprivate func isLike(_ requests: RequestBounds) -> Bool {
    reach.may.boxes.contains { box in
      requests.may.boxes.contains { $0.actions.intersects(box.actions) == .yes }
    }
  }
}
