import AWSModel
import NetSpace

/// A way in which a principal comes to more than it was given.
package struct Escalation: Sendable {
  package let grantee: Grant.Grantee
  package let method: EscalationMethod
  package let verdict: Verdict
  package let because: [Unknown]
  /// The grants that give what the method needs.
  package let grants: [Grant]
  /// The principals on the way to the one that may do everything; empty where the principal may turn to any.
  package let chain: [ResourceID]
}

/// Looks for escalations: who holds all that a method needs, on resources that make it work.
///
/// A method that works on all resources of its kind counts as it stands: an account has principals that may do more.
/// One that works on certain resources counts if one of them may do everything, or comes to that in its turn.
struct EscalationSearch {
  private let collection: PolicyCollection
  private let candidates: [Candidate]
  private let methods: [EscalationMethod]
  /// The roles that let somebody in by name, by his ARN.
  private let rolesByCaller: [PartialText: [ResourceID]]
  private let identities: NamedIdentities
  private let subjects = Memo<ResourceID, EscalationSubject>()
  /// Methods ask for the same actions on the same principals.
  private let holdings = Memo<Holding, HeldActions.Answer>()
  private let trusts = Memo<Trusting, Trust>()

  /// A principal with what it holds of the actions that methods need.
  private struct Candidate {
    let access: PrincipalAccess
    let identity: Identity?
    let held: HeldActions
    let admin: AdminAccess
  }

  /// What one method gives: for certain or possibly by itself, and by each of some other principals.
  private struct Prospect {
    let method: EscalationMethod
    let itself: HeldActions.Answer
    /// Settled when one of them turns out to have power: most have none.
    let targets: [(id: ResourceID, answer: Derived<HeldActions.Answer>)]
  }

  /// What one action is held for on one principal; nil where it makes no difference on which.
  private struct Holding: Hashable {
    let grantee: ResourceID
    let action: String
    let service: String?
    let target: ResourceID?
  }

  /// Whom a role is asked to let in.
  private struct Trusting: Hashable {
    let role: ResourceID
    let service: String?
    let identity: ResourceID?
  }

  private struct Trust {
    let verdict: Verdict
    let because: [Unknown]
  }

  init(
    _ collection: PolicyCollection, _ principals: [PrincipalAccess], methods: [EscalationMethod],
    admin: (PrincipalAccess) -> AdminAccess
  ) {
    let infrastructure = collection.infrastructure
    self.collection = collection
    self.methods = methods
    let index = ActionIndex(methods.flatMap(\.keys).joined().map(\.action))
    let byID = Dictionary(
      infrastructure.identities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    identities = NamedIdentities(infrastructure, collection.reading.names)
    rolesByCaller = Self.rolesByCaller(infrastructure, collection.reading.names)
    candidates = principals.filter(\.isOfCaller).map { access in
      Candidate(
        access: access, identity: byID[access.grantee.id], held: HeldActions(access.grants, among: index),
        admin: admin(access))
    }
  }

  private static func rolesByCaller(
    _ infrastructure: Infrastructure, _ names: ResourceNames
  ) -> [PartialText: [ResourceID]] {
    var roles: [PartialText: [ResourceID]] = [:]
    for role in infrastructure.identities {
      let names = names.within(role.id.stack)
      for statement in role.trust?.statements.elements ?? []
      where statement.effect.known == .allow && statement.existence.verdict == .yes {
        guard let principals = statement.principals, !principals.isNegated else { continue }
        for principal in principals.principals.elements where principal.kind == "AWS" {
          if let text = principal.identifier.known { roles[names.normalized(text), default: []].append(role.id) }
        }
      }
    }
    return roles
  }

  // MARK: Chains

  /// Principals by whether they come to everything, and by whom.
  private struct Power {
    var verdict: Verdict
    var because: [Unknown]
    var chain: [ResourceID]
  }

  func all() -> [Escalation] {
    let prospects = candidates.map { $0.admin.verdict == .yes ? [] : self.prospects(of: $0) }
    var powers: [ResourceID: Power] = [:]
    for candidate in candidates where candidate.identity != nil && candidate.admin.verdict != .no {
      let id = candidate.access.grantee.id
      powers[id] = Power(verdict: candidate.admin.verdict, because: candidate.admin.unknowns, chain: [id])
    }
    // Each round lets power go on by one step; a principal that has it keeps the shortest way.
    var changed = true
    while changed {
      changed = false
      let before = powers
      for (candidate, some) in zip(candidates, prospects) where candidate.identity != nil {
        let id = candidate.access.grantee.id
        guard (before[id]?.verdict ?? .no) != .yes else { continue }
        for prospect in some {
          let (answer, chain) = outcome(prospect, before)
          if answer.verdict > powers[id]?.verdict ?? .no {
            powers[id] = Power(verdict: answer.verdict, because: answer.because, chain: [id] + chain)
            changed = true
          }
        }
      }
    }
    return zip(candidates, prospects).flatMap { candidate, some in
      some.compactMap { prospect in
        let (answer, chain) = outcome(prospect, powers)
        let verdict = answer.verdict && candidate.access.existence.verdict
        // Of one that may do everything, for all that is known, that is the question.
        if verdict == .no || verdict == .unknown && candidate.admin.verdict == .unknown { return nil }
        let because = verdict == .yes ? [] : answer.because + candidate.access.existence.because
        return Escalation(
          grantee: candidate.access.grantee, method: prospect.method, verdict: verdict, because: because.distinct,
          grants: answer.grants.distinctByPlace, chain: chain)
      }
    }
  }

  private func outcome(
    _ prospect: Prospect, _ powers: [ResourceID: Power]
  ) -> (answer: HeldActions.Answer, chain: [ResourceID]) {
    var best = (answer: prospect.itself, chain: [ResourceID]())
    for (id, answer) in prospect.targets where best.answer.verdict != .yes {
      guard let power = powers[id] else { continue }
      let reached = answer.get.and(power.verdict, because: power.because)
      if reached.verdict > best.answer.verdict { best = (reached, power.chain) }
    }
    return best
  }

  // MARK: One principal

  private func prospects(of candidate: Candidate) -> [Prospect] {
    let methods = methods.compactMap { prospect($0, candidate) }
    return methods + [trusted(candidate)].compactMap(\.self)
  }

  private func prospect(_ method: EscalationMethod, _ candidate: Candidate) -> Prospect? {
    // Most principals lack something of most methods, wherever it is looked for.
    if !candidate.held.mayHold(method.keys) { return nil }
    let anywhere = answer(method, candidate) { _ in { _ in .yes } }
    if anywhere.verdict == .no { return nil }
    let subject = EscalationSubject(method, candidate.access, candidate.identity, collection)
    switch method.kind {
    case .itself where method.joinsGroup: return joining(method, candidate, subject, anywhere)
    case .itself, .guardrail:
      let itself = subject.isOwn.verdict == .no ? .no : answer(method, candidate, subject.covers)
      let own = itself.and(subject.isOwn.verdict, because: subject.isOwn.because)
      return own.verdict == .no ? nil : Prospect(method: method, itself: own, targets: [])
    case .other, .passing:
      let itself = answer(method, candidate, EscalationSubject.coversAll)
      let targets = itself.verdict == .yes ? [] : targets(of: method, candidate)
      let outside = itself.verdict == .yes ? .no : beyondTheInput(method, candidate, anywhere)
      return Prospect(method: method, itself: itself.or(outside), targets: targets)
    case .existing:
      let itself = answer(method, candidate, EscalationSubject.coversAll(of: method.target))
      if itself.verdict == .yes { return Prospect(method: method, itself: itself, targets: []) }
      let why = Unknown(
        "the role of what \(candidate.access.grantee.id.address) may use by \(method.needs[0][0])", .notInInput)
      return Prospect(method: method, itself: anywhere.and(.unknown, because: [why]), targets: [])
    }
  }

  /// Into a group: into any of them, or into one that may do more.
  private func joining(
    _ method: EscalationMethod, _ candidate: Candidate, _ subject: EscalationSubject, _ anywhere: HeldActions.Answer
  ) -> Prospect? {
    let (isOfUse, because) = subject.isOwn
    if isOfUse == .no { return nil }
    let all = answer(method, candidate, EscalationSubject.coversAll)
    let outside = all.verdict == .yes ? .no : beyondTheInput(method, candidate, anywhere)
    let targets = all.verdict == .yes ? [] : targets(of: method, candidate)
    return Prospect(
      method: method, itself: all.or(outside).and(isOfUse, because: because),
      targets: targets.map { target in
        (target.id, Derived { target.answer.get.and(isOfUse, because: because) })
      })
  }

  /// Whether a candidate holds all that a method needs.
  ///
  /// - Parameter covers: by an action, whether resources are those that the method needs.
  private func answer(
    _ method: EscalationMethod, _ candidate: Candidate, _ covers: (EscalationMethod.Key) -> (PatternSet) -> Verdict
  ) -> HeldActions.Answer {
    var result = HeldActions.Answer(verdict: .yes)
    for alternatives in method.keys {
      let one = alternatives.reduce(HeldActions.Answer.no) { some, key in
        some.or(candidate.held.holds([key.action], context: method.context(of: key.action), covers(key)))
      }
      result = result.and(one)
      if result.verdict == .no { return .no }
    }
    return result
  }

  // MARK: Other principals

  /// What the actions of a method that are on other principals are held on.
  private func terms(of method: EscalationMethod, _ candidate: Candidate) -> [PatternTerm] {
    candidate.held.resources(of: method.keys.joined().filter { $0.subject == method.subject }.map(\.action))
  }

  /// Principals of the input on which a method works.
  private func targets(
    of method: EscalationMethod, _ candidate: Candidate
  ) -> [(id: ResourceID, answer: Derived<HeldActions.Answer>)] {
    identities.named(by: terms(of: method, candidate), method.subject).compactMap { identity in
      if identity.id == candidate.access.grantee.id { return nil }
      return (identity.id, Derived { answer(method, candidate, on: identity) })
    }
  }

  /// Whether a method works on a principal, whatever that comes to by itself.
  private func answer(
    _ method: EscalationMethod, _ candidate: Candidate, on identity: Identity
  ) -> HeldActions.Answer {
    var result = HeldActions.Answer(verdict: .yes)
    for alternatives in method.keys {
      let one = alternatives.reduce(HeldActions.Answer.no) { some, key in
        some.or(held(key, method, candidate, on: identity))
      }
      result = result.and(one)
      if result.verdict == .no { return .no }
    }
    let trust = admits(identity, method, candidate)
    return result.and(trust.verdict, because: trust.because)
  }

  private func held(
    _ key: EscalationMethod.Key, _ method: EscalationMethod, _ candidate: Candidate, on identity: Identity
  ) -> HeldActions.Answer {
    let isAnywhere = key.subject == nil && !key.isOnPolicyVersions
    let context = method.context(of: key.action)
    let holding = Holding(
      grantee: candidate.access.grantee.id, action: key.action, service: context["iam:passedtoservice"] ?? nil,
      target: isAnywhere ? nil : identity.id)
    return holdings.value(holding) {
      let subject = subjects.value(identity.id) { EscalationSubject(on: identity, collection) }
      return candidate.held.holds([key.action], context: context, subject.covers(key))
    }
  }

  /// Whether the trust policy of a role lets a method work on it.
  private func admits(
    _ target: Identity, _ method: EscalationMethod, _ candidate: Candidate
  ) -> Trust {
    if let service = method.service {
      return trusts.value(Trusting(role: target.id, service: service, identity: nil)) {
        trust(of: target, for: .service(PartialText(service)))
      }
    }
    let actions = method.needs.flatMap(\.self)
    // Who may rewrite the trust policy needs none that lets him in.
    guard actions.contains("sts:AssumeRole"), !actions.contains("iam:UpdateAssumeRolePolicy"),
      let identity = candidate.identity
    else { return Trust(verdict: .yes, because: []) }
    return trusts.value(Trusting(role: target.id, service: nil, identity: identity.id)) {
      trust(of: target, for: .identity(identity.id), identity)
    }
  }

  private func trust(
    of role: Identity, for caller: Caller, _ identity: Identity? = nil
  ) -> Trust {
    guard let trust = role.trust else {
      return Trust(verdict: .unknown, because: [Unknown("the trust policy of \(role.id.address)", .notInInput)])
    }
    var result = Trust(verdict: trust.statements.isComplete ? .no : .unknown, because: trust.statements.rest)
    for statement in trust.statements.elements where statement.effect.known != .deny {
      let matches = matches(statement.principals, of: role, caller, identity)
      let verdict = Verdict.any(matches.map(\.verdict)) && statement.existence.verdict
      if verdict > result.verdict {
        result = Trust(verdict: verdict, because: matches.flatMap(\.because) + statement.existence.because)
      }
    }
    return result
  }

  /// A service that identities are federated by is trusted as a provider.
  private func matches(
    _ principals: Statement.Principals?, of role: Identity, _ caller: Caller, _ identity: Identity?
  ) -> [CallerMatching.Match] {
    let names = collection.reading.names.within(role.id.stack)
    let matching = CallerMatching(caller, identity: identity, names: names).allowing(principals)
    guard case .service(let name) = caller, name.literal == "cognito-identity.amazonaws.com" else { return matching }
    return matching + CallerMatching(.federated(name), identity: nil, names: names).allowing(principals)
  }

  /// Roles of the input that let a principal in by its own name: inside of an account it needs no permission for that.
  private func trusted(_ candidate: Candidate) -> Prospect? {
    guard let identity = candidate.identity, identity.kind != .group,
      let method = methods.first(where: { $0.id == "STS-AssumeRole" })
    else { return nil }
    let own = collection.reading.names.arn(of: identity.id)
    let targets = (rolesByCaller[own] ?? []).filter { $0.stack == identity.id.stack && $0 != identity.id }.map {
      (id: $0, answer: Derived(known: HeldActions.Answer(verdict: .yes)))
    }
    return targets.isEmpty ? nil : Prospect(method: method, itself: .no, targets: targets)
  }

  /// Where resources are named that are not in the input, what they may do is not known.
  private func beyondTheInput(
    _ method: EscalationMethod, _ candidate: Candidate, _ anywhere: HeldActions.Answer
  ) -> HeldActions.Answer {
    let kind = method.subject
    // A pattern that some identity of the input matches is judged by those that do.
    let isNamed = terms(of: method, candidate).contains { !identities.match($0, kind) }
    if !isNamed { return .no }
    let why = Unknown("what the \(kind)s may do that \(candidate.access.grantee.id.address) turns to", .notInInput)
    return anywhere.and(.unknown, because: [why])
  }
}

extension EscalationMethod {
  /// Whether it makes a user one of a group, whose policies he then has.
  fileprivate var joinsGroup: Bool { needs == [["iam:AddUserToGroup"]] }

  /// What a request for one of its actions says under the keys of IAM's own conditions.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
  fileprivate func context(of action: String) -> [String: String?] {
    switch action {
    case "iam:passrole": return service.map { ["iam:passedtoservice": $0] } ?? [:]
    case "iam:attachuserpolicy", "iam:attachgrouppolicy", "iam:attachrolepolicy":
      return [
        "iam:policyarn": "arn:aws:iam::aws:policy/AdministratorAccess", "iam:permissionsboundary": nil,
      ]
    case "iam:putuserpolicy", "iam:putrolepolicy": return ["iam:permissionsboundary": nil]
    case "iam:putuserpermissionsboundary", "iam:putrolepermissionsboundary":
      return ["iam:permissionsboundary": "arn:aws:iam::aws:policy/AdministratorAccess"]
    default: return [:]
    }
  }
}

extension PrincipalAccess {
  /// Whether it is somebody who calls, and not what the policy of a resource says.
  fileprivate var isOfCaller: Bool {
    switch grantee {
    case .identity, .holders: true
    case .principals: false
    }
  }
}

extension [Grant] {
  fileprivate var distinctByPlace: [Grant] {
    reduce(into: []) { all, grant in if !all.contains(where: { $0.place == grant.place }) { all.append(grant) } }
  }
}
