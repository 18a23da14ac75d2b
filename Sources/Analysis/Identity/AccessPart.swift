import AWSModel
import NetSpace

/// A part of a question about one resource, or about all that have no policy in the input, with its answer.
struct AccessPart {
  let asked: RequestBounds
  let subject: AccessSubject?
  private(set) var granted = RequestBounds.empty
  private(set) var grants: [Grant] = []
  private(set) var unknowns: [Unknown] = []
  private(set) var assumptions: [String] = []
  /// The statements of the resource's policy that are about the caller.
  private(set) var allowing: [(manner: PrincipalManner, clause: PolicyClause)] = []
  private(set) var denying: [PolicyClause] = []
  /// Those that Block Public Access leaves to others than the caller.
  private(set) var blocked: [PolicyClause] = []
  /// What the caller's policies ask of the tags and the account of the resource.
  private let resourceConditions: CallerConditions?
  /// Whether the caller is of the resource's account.
  let isSameAccount: Verdict

  /// A resource with its policies.
  init(
    _ own: OwnPolicies, _ subject: AccessSubject, within asked: RequestBounds, _ names: ResourceNames,
    _ reading: PolicyReading
  ) {
    self.asked = asked
    self.subject = subject
    resourceConditions = subject.id.map { CallerConditions(of: $0, names) }
    let because: [Unknown]
    (isSameAccount, because) = Self.isSame(own, subject, names)
    readPolicies(of: subject, for: own, reading)
    if let open = openMethods(of: subject)?.within(asked) { allowing.append((.directly, open)) }
    evaluate(own, because, requiresPolicy: subject.requiresPolicy && !subject.hasDefaultPolicy)
    if let behind = subject.behind { heed(behind) }
    if subject.blocking.isUnset, isSameAccount != .yes, granted.may.isEmpty != .yes, let id = subject.id {
      assumptions.append(
        "\(id.address) lets its public policy count: it does not turn Block Public Access on, which new buckets have on"
      )
    }
  }

  /// Inside of an account a bucket that denies nothing stands in nobody's way; what else it lets through is left open.
  private mutating func heed(_ behind: (mayDeny: Bool, delegates: Bool, why: Unknown)) {
    let isOpen = isSameAccount == .yes || behind.delegates
    if isOpen && !behind.mayDeny || granted.may.isEmpty == .yes { return }
    granted.must = .empty
    unknowns.append(behind.why)
  }

  /// What has no policy of its own in the input.
  ///
  /// As nothing is known of it, it is taken to have none, and to be of the caller's account where the input does not say
  /// which that is, and the answer says so. Where nothing is allowed without a policy of its own, a role or what is of
  /// another account, that policy is not known.
  ///
  /// - Parameter isListed: whether resources of the input, which have no policies, are what it may be about.
  init(
    _ own: OwnPolicies, elsewhere target: AccessQuestion.Target, isListed: Bool, within asked: RequestBounds,
    _ names: ResourceNames
  ) {
    self.asked = asked
    subject = nil
    if case .resource(let id, _) = target {
      resourceConditions = CallerConditions(of: id, names)
    } else if case .pattern(let pattern) = target, let account = Self.account(of: pattern) {
      resourceConditions = CallerConditions(ofResourceIn: account, names)
    } else {
      resourceConditions = nil
    }
    guard case .pattern(let pattern) = target else {
      isSameAccount = .yes
      if let id = target.resource, names.mayHavePolicyUnread(id) {
        leaveOpen(
          Unknown("the policy of \(id.address)", .unsupported("policies of its type are not read")), of: id.address
        )
        assumptions.append("no policy of \(id.address), which is not read, denies it")
      }
      evaluate(own, unknowns, requiresPolicy: false)
      return
    }
    let services = RequestBounds.services(of: asked)
    let account = Self.account(of: pattern)
    let isOwn = account.map { GlobPattern($0) == own.matching.account.map { GlobPattern($0) } }
    isSameAccount = Verdict(isOwn != false || own.matching.account?.literal == nil)
    if isOwn != true, account != nil, isSameAccount == .yes {
      assumptions.append("the resource is of the caller's account")
    }
    let isDefinite = Self.isDefinite(pattern)
    let requiresPolicy = isDefinite && services.contains("sts")
    if let unread = names.policiesUnread(about: asked).first {
      leaveOpen(
        Unknown("what \(unread.address) allows", .unsupported("policies of its type are not read")), of: unread.address)
      assumptions.append("\(unread.address), which is not read, denies nothing of it")
    } else if isDefinite, !services.isEmpty, requiresPolicy || isSameAccount == .no {
      leaveOpen(Unknown("the policy of \(pattern)", .notInInput), of: pattern)
    } else if isDefinite, !isListed, !services.isEmpty {
      assumptions.append("\(pattern) is not in the input: no policy of its own is about it")
    }
    evaluate(own, unknowns, requiresPolicy: requiresPolicy)
  }

  /// Takes what is asked about to have a policy of which nothing is known.
  private mutating func leaveOpen(_ why: Unknown, of name: String) {
    let unseen = PolicyClause(unknown: why, policy: .outside(name), at: OwnPolicies.nowhere, mayDeny: true)
    allowing = [unseen].compactMap { $0.within(asked)?.onlyAllowing }.map { (.directly, $0) }
    unknowns.append(why)
  }

  /// The answer where it may be about another resource instead: what both allow is certain.
  func or(_ other: AccessPart, because why: Unknown) -> AccessPart {
    var either = self
    either.granted = RequestBounds(
      must: granted.must.intersection(other.granted.must, .lower),
      may: granted.may.union(other.granted.may))
    either.grants += other.grants
    let isSame = granted.must.isEmpty == other.granted.must.isEmpty && granted.may.isEmpty == other.granted.may.isEmpty
    either.unknowns += isSame ? other.unknowns : [why] + other.unknowns
    return either
  }

  private static func account(of pattern: String) -> PartialText? {
    CallerMatching.account(ofARN: PartialText(pattern)).flatMap { $0.asWritten.contains("*") ? nil : $0 }
  }

  /// Whether a pattern names one resource, whatever is inside of it.
  private static func isDefinite(_ pattern: String) -> Bool {
    let fields = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else { return false }
    let name = fields[5].prefix { $0 != "/" || fields[2] != "s3" }
    return !name.contains("*") && !name.contains("?")
  }

  private static func isSame(
    _ own: OwnPolicies, _ subject: AccessSubject, _ names: ResourceNames
  ) -> (Verdict, [Unknown]) {
    guard let account = own.matching.account else { return (.no, []) }
    if case .identity(let id) = own.caller, id.stack == subject.stack { return (.yes, []) }
    if case .identity(let id) = own.caller, names.areOfOneAccount(id.stack, subject.stack) { return (.yes, []) }
    if account.literal != nil, subject.account.literal != nil { return (Verdict(account == subject.account), []) }
    let name = subject.id.map(\.address) ?? "the resource"
    return (.unknown, [Unknown("whether \(name) is in the account of the caller", .notInInput)])
  }

  // MARK: The resource's policies

  private mutating func readPolicies(of subject: AccessSubject, for own: OwnPolicies, _ reading: PolicyReading) {
    let asked = asked.subtracting(own.caller.impossible(on: subject))
    for (policy, document, existence) in subject.policies {
      let names = reading.names.within(policy.declaredBy?.stack)
      var conditions = CallerConditions(own.caller, identity: own.matching.identity, names)
      conditions.stranger = own.stranger
      for read in reading.clauses(of: document, policy: policy, existence: existence, ofResource: true) {
        guard let settled = conditions.settled(read), let clause = subject.settled(settled)?.within(asked) else {
          continue
        }
        if clause.allows != .no {
          if let open = opened(clause, subject, for: own) {
            readAllow(open, for: own)
          } else {
            readBlocked(clause, for: own)
          }
        }
        if clause.denies != .no { readDeny(clause, for: own) }
      }
    }
  }

  /// An API without a policy may have methods that ask its callers for nothing, or for what others than AWS vouch for.
  ///
  /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
  private func openMethods(of subject: AccessSubject) -> PolicyClause? {
    guard case .resource(.api) = subject.kind, subject.policies.isEmpty, let id = subject.id else { return nil }
    let why = Unknown("what the methods of \(id.address) ask of who calls them", .unsupported("authorizers"))
    return PolicyClause(unknown: why, policy: .resource(id), at: OwnPolicies.nowhere, mayDeny: false)
  }

  /// Nil: what Block Public Access leaves of a public policy is for the bucket's account and services of AWS.
  private func opened(_ clause: PolicyClause, _ subject: AccessSubject, for own: OwnPolicies) -> PolicyClause? {
    let blocking = subject.blocking
    if blocking.verdict == .no || isSameAccount == .yes { return clause }
    if case .service = own.caller { return clause }
    let isClosed = blocking.verdict && isSameAccount.not
    return isClosed == .yes ? nil : clause.possibly(isClosed.not, because: blocking.because)
  }

  private mutating func readAllow(_ clause: PolicyClause, for own: OwnPolicies) {
    guard clause.statement != nil else { return allowing.append((.directly, clause.onlyAllowing)) }
    let matches = own.matching.within(clause.policy.declaredBy?.stack).allowing(clause.statement?.principals)
    for manner in PrincipalManner.allCases {
      let some = matches.filter { $0.manner == manner }
      let verdict = Verdict.any(some.map(\.verdict))
      if verdict == .no { continue }
      let because = verdict == .yes ? [] : some.flatMap(\.because)
      allowing.append((manner, clause.onlyAllowing.possibly(verdict, because: because)))
    }
  }

  private mutating func readBlocked(_ clause: PolicyClause, for own: OwnPolicies) {
    let match = Verdict.any(own.matching.allowing(clause.statement?.principals).map(\.verdict))
    if match != .no { blocked.append(clause.onlyAllowing.possibly(match, because: [])) }
  }

  private mutating func readDeny(_ clause: PolicyClause, for own: OwnPolicies) {
    guard clause.statement != nil else { return denying.append(clause.onlyDenying) }
    let match = own.matching.within(clause.policy.declaredBy?.stack).denied(clause.statement?.principals)
    if match.verdict != .no {
      denying.append(clause.onlyDenying.possibly(match.verdict, because: match.verdict == .yes ? [] : match.because))
    }
  }

  // MARK: Evaluation

  private mutating func evaluate(_ own: OwnPolicies, _ because: [Unknown], requiresPolicy: Bool) {
    switch isSameAccount {
    case .yes: set(grants(own, isSameAccount: true, requiresPolicy: requiresPolicy))
    case .no: set(grants(own, isSameAccount: false, requiresPolicy: requiresPolicy))
    case .unknown:
      // In the same account never less is allowed than across accounts.
      set(grants(own, isSameAccount: false, requiresPolicy: requiresPolicy))
      let certain = granted.must
      let some = grants
      set(grants(own, isSameAccount: true, requiresPolicy: requiresPolicy))
      granted.must = certain
      if certain.isEmpty == .no { grants = some } else { unknowns += because }
    }
  }

  private mutating func set(_ found: [Grant]) {
    grants = found
    granted = found.reduce(.empty) { all, grant in
      let isCertain = grant.existence.verdict == .yes
      return all.union(RequestBounds(must: isCertain ? grant.granted.must : .empty, may: grant.granted.may))
    }
  }

  private func clauses(_ manners: PrincipalManner...) -> [PolicyClause] {
    allowing.filter { manners.contains($0.manner) }.map(\.clause)
  }

  /// Inside of an account what one side allows, within the limits of that side; across accounts what both allow.
  private func grants(_ own: OwnPolicies, isSameAccount: Bool, requiresPolicy: Bool) -> [Grant] {
    func evaluation(_ clauses: [PolicyClause], _ limits: [PolicyEvaluation.Limit] = []) -> [Grant] {
      PolicyEvaluation(
        grantee: own.grantee, clauses: clauses + denying, limits: limits, existence: own.existence
      ).grants()
    }
    let identity = own.clauses.compactMap { clause in
      (resourceConditions.map { $0.settled(clause) } ?? clause)?.within(asked)
    }
    let everyManner = clauses(.directly, .byRole, .byAccount)
    guard own.hasIdentityPolicies else { return evaluation(everyManner) }
    let policy = PolicyEvaluation.Limit(everyManner, grantee: own.grantee)
    let denies = own.denies.compactMap { clause in resourceConditions.map { $0.settled(clause) } ?? clause }
    if !isSameAccount { return evaluation(identity, own.limits + [policy]) }
    return evaluation(identity, own.limits + (requiresPolicy ? [policy] : []))
      + evaluation(clauses(.directly) + denies)
      + evaluation(clauses(.byRole) + denies, own.limits)
  }
}

extension RequestBounds {
  /// Services that own policies of resources and that the requests may be to.
  fileprivate static func services(of asked: RequestBounds) -> Set<String> {
    AccessSubjects.services.filter { name in
      let actions = AccessSubjects.actions(ofService: name)
      return asked.may.boxes.contains { $0.actions.intersects(actions) != .no }
    }
  }
}
