import AWSModel
import NetSpace

/// Decides whether a caller may do something, by all policies that have a say, and keeps what each of them says.
///
/// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
package struct AccessEvaluator {
  private let collection: PolicyCollection
  private let subjects: AccessSubjects
  private let identities: [ResourceID: Identity]

  package init(_ infrastructure: Infrastructure) {
    collection = PolicyCollection(infrastructure, takesTheUsual: false)
    subjects = AccessSubjects(infrastructure, collection.reading.names)
    identities = Dictionary(
      infrastructure.identities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private var names: ResourceNames { collection.reading.names }

  package func decide(_ question: AccessQuestion) -> AccessDecision {
    let decision = decide(question, asStranger: nil)
    guard question.caller == .anonymous, decision.verdict == .unknown else { return decision }
    // Where it depends on who of anybody it is, one who may is enough, and none who may is none.
    let service = question.action.split(separator: ":").first?.lowercased() ?? ""
    let strangers = CallerConditions.Stranger.allCases.filter {
      $0 != .unsigned || Self.takingUnsignedRequests.contains(service)
    }
    let single = strangers.map { decide(question, asStranger: $0) }
    if let allowed = single.first(where: { $0.verdict == .yes }) { return allowed }
    return single.allSatisfy { $0.verdict == .no } ? single[0] : decision
  }

  /// Services of which it is documented that they answer whoever is not signed in too, where a policy lets them.
  ///
  /// Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html,
  /// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-signing-service-requests.html,
  /// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
  private static let takingUnsignedRequests: Set = ["s3", "es", "elasticfilesystem"]

  private func decide(_ question: AccessQuestion, asStranger stranger: CallerConditions.Stranger?) -> AccessDecision {
    let asked = requests(of: question)
    var collection = collection
    let arns = asked.must.boxes.flatMap(\.resources.terms).flatMap(\.include)
    switch question.target {
    case .resource(let id, _):
      collection.reading.target = UnspelledTarget(id, arns, action: question.action, names: names)
    case .pattern: collection.reading.spelled = SpelledTarget(arns, names: names)
    }
    let concerned = subjects.concerned(by: asked).filter { !$0.isOther(than: question.target, names) }
    // What has no policy of its own and needs none adds nothing to what the caller's policies say.
    let speaking = concerned.filter { subject in
      !subject.policies.isEmpty || subject.requiresPolicy || subject.isTarget(of: question)
        || !subject.isInStack(of: question.caller)
    }
    var own = OwnPolicies(question.caller, identity: identity(of: question.caller), collection, within: asked)
    own.stranger = stranger
    var parts: [AccessPart] = []
    var rest = asked
    for subject in speaking {
      let about = subject.requests
      let concerning = subject.isOfAll ? rest : asked
      parts.append(AccessPart(own, subject, within: concerning.intersection(about), names, collection.reading))
      // Of a resource that is asked about by name all is its own, wherever it is deployed.
      rest = rest.subtracting(subject.isTarget(of: question) ? RequestBounds(must: about.may, may: about.may) : about)
    }
    if rest.may.isEmpty != .yes {
      let isListed = speaking.count < concerned.count
      let part = AccessPart(own, elsewhere: question.target, isListed: isListed, within: rest, names)
      parts.append(
        perhapsMeant(by: question.target).reduce(part) { part, meant in
          part.or(AccessPart(own, meant.subject, within: rest, names, collection.reading), because: meant.because)
        })
    }
    return AccessDecision(question, asked, own, parts.filter { $0.asked.may.isEmpty != .yes })
  }

  /// Resources of the input of which AWS makes up the identifier that a question spells.
  ///
  /// Not where a policy spells it too: what is not there yet has no name to write.
  private func perhapsMeant(by target: AccessQuestion.Target) -> [(subject: AccessSubject, because: Unknown)] {
    guard case .pattern(let text) = target, !text.contains("*"), !text.contains("?") else { return [] }
    return subjects.withGivenIdentifiers(like: GlobPattern(spelling: text)).compactMap { subject in
      guard let id = subject.id, !collection.infrastructure.spells(text) else { return nil }
      let why: Unknown.Reason = names.isOfCloudFormation(id) ? .knownAfterDeployment : .knownAfterApply
      return (subject, Unknown("whether \(text) is \(id.address)", why))
    }
  }

  /// Everybody of the input, and everybody whom the policies of what is asked about name, with the answer for each.
  package func whoCan(_ action: String, on target: AccessQuestion.Target) -> [AccessDecision] {
    let decisions = callers(action, target).map {
      decide(AccessQuestion(caller: $0, action: action, target: target))
    }
    let denied = Set(decisions.filter { $0.verdict == .no }.map(\.question.caller))
    // Whose ARN may be that of an identity of the input is told apart from it only where that may not.
    return decisions.filter { decision in
      perhapsOfInput(decision.question.caller).allSatisfy { denied.contains(.identity($0)) }
    }
  }

  private func identity(of caller: Caller) -> Identity? {
    if case .identity(let id) = caller { identities[id] } else { nil }
  }

  // MARK: Requests

  private func requests(of question: AccessQuestion) -> RequestBounds {
    let actions = PatternSet([GlobPattern(question.action, foldingCase: true)])
    switch question.target {
    case .pattern("*") where Self.takeNoResource(actions):
      let ofS3 = PatternSet([GlobPattern("s3:*")])
      let set = RequestSet([
        RequestBox(
          actions: actions.intersection(ofS3), resources: PatternSet([GlobPattern(spelling: "arn:aws:s3:::*")])),
        RequestBox(actions: actions.subtracting(ofS3), resources: PatternSet([GlobPattern(spelling: "*")])),
      ])
      return RequestBounds(must: set, may: set)
    case .pattern(let pattern):
      if LogGroupARN.isOfGroup(pattern) {
        let (whole, inside) = LogGroupARN.parts(of: actions)
        return requests([
          (inside, names.normalized(PartialText(pattern + ":*"))), (whole, names.normalized(PartialText(pattern))),
        ])
      }
      return requests([(actions, names.normalized(PartialText(pattern)))])
    case .resource(let id, inner: "") where names.kind(of: id) == .logGroup:
      let (whole, inside) = LogGroupARN.parts(of: actions)
      return requests([(inside, names.arn(of: id)), (whole, names.ownARN(of: id))])
    case .resource(let id, inner: ""):
      let arn = names.arn(of: id)
      let inner = innerActions(of: actions, on: id)
      guard let separator = names.kind(of: id)?.innerSeparators.first, let inner else {
        return requests([(actions, arn)])
      }
      return requests([(inner.inside, arn + PartialText(separator + "*")), (inner.outside, arn)])
    case .resource(let id, let inner): return requests([(actions, names.arn(of: id) + PartialText(inner))])
    }
  }

  /// Whether all of the actions are of the kind that is asked about no resource but `*`.
  ///
  /// Only an element that matches that text says anything of them. That of S3 is the ARN of all buckets.
  ///
  /// Sources: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
  private static func takeNoResource(_ actions: PatternSet) -> Bool {
    let listed = ActionCatalogue.builtIn.actions(in: actions)
    return !listed.isEmpty && listed.allSatisfy { !$0.takesResource }
  }

  /// Of some actions those that are on what is inside of a resource and never on itself, objects and not their bucket,
  /// and the others; nil if there are none of the former.
  private func innerActions(of actions: PatternSet, on id: ResourceID) -> (inside: PatternSet, outside: PatternSet)? {
    guard let kind = names.kind(of: id), kind.innerType ?? kind.innerActionPrefix != nil else { return nil }
    let all = ActionCatalogue.builtIn.actions(in: actions)
    let inner = all.filter { action in
      if let prefix = kind.innerActionPrefix { return action.name.hasPrefix(prefix) }
      let types = action.resourceTypes.map(\.name)
      return kind.innerType.map(types.contains) == true && !types.contains(kind.rawValue)
    }
    if inner.isEmpty { return nil }
    if inner.count == all.count { return (actions, PatternSet([])) }
    let inside = PatternSet(inner.map { GlobPattern($0.description, foldingCase: true) })
    return (inside, actions.subtracting(inside))
  }

  /// What is asked about is what it is, whether all of its name is known or not.
  private func requests(_ asked: [(actions: PatternSet, arn: PartialText)]) -> RequestBounds {
    let boxes = asked.filter { $0.actions.isEmpty != .yes }.map {
      let pattern = names.pattern(ofNormalized: $0.arn)
      return RequestBox(actions: $0.actions, resources: LogGroupARN.written(like: pattern))
    }
    return RequestBounds(must: RequestSet(boxes), may: RequestSet(boxes))
  }

  // MARK: Callers

  private func callers(_ action: String, _ target: AccessQuestion.Target) -> [Caller] {
    let asked = requests(of: AccessQuestion(caller: .anonymous, action: action, target: target))
    var callers = collection.infrastructure.identities.filter { $0.kind != .group }.map { Caller.identity($0.id) }
    let isUnread = target.resource.map(names.mayHavePolicyUnread) ?? !names.policiesUnread(about: asked).isEmpty
    if isUnread { callers.append(.somebody) }
    for subject in subjects.concerned(by: asked) {
      let documents = subject.policies.map(\.document)
      var found = subject.policies.flatMap { policy, document, _ -> [Caller] in
        let names = names.within(policy.declaredBy?.stack)
        return document.statements.elements.flatMap { spokenOf($0, names) }
      }
      if !documents.allSatisfy(\.statements.rest.isEmpty) { found.append(.somebody) }
      for caller in found where !callers.contains(caller) { callers.append(caller) }
    }
    return callers
  }

  private func spokenOf(_ statement: Statement, _ names: ResourceNames) -> [Caller] {
    guard statement.effect.known != .deny, let principals = statement.principals else { return [] }
    // Whom it names that is not known may be anybody.
    let others: [Caller] = principals.principals.rest.isEmpty ? [] : [.somebody]
    return named(by: principals, names) + confined(by: statement, names) + others
  }

  /// Those to whom the conditions of a statement for everybody leave it, as far as they say who that is.
  private func confined(by statement: Statement, _ names: ResourceNames) -> [Caller] {
    guard let principals = statement.principals, principals.isNegated || principals.isEverybody else { return [] }
    let positive = statement.conditions.elements.filter { PolicyCondition.Operator($0.op)?.isNegated == false }
    let found = positive.flatMap { condition in
      ConditionTest(op: condition.op, key: condition.key, values: [])?.comparison == .presence
        ? []
        : condition.values.elements.compactMap { $0.known.flatMap { Caller(condition.key, names.normalized($0)) } }
    }
    if !found.isEmpty { return found.filter { !isOfInput($0) } }
    return positive.contains { PolicyCondition($0).confinesAllow != .no } ? [.somebody] : []
  }

  /// Those whom a policy lets in by name; everybody, where it lets in all but some.
  private func named(by principals: Statement.Principals, _ names: ResourceNames) -> [Caller] {
    if principals.isNegated || principals.isEverybody { return [.anonymous] }
    return principals.principals.elements.flatMap { principal -> [Caller] in
      switch principal.identifier.value {
      case .known(let text): [named(text, principal.kind, names)]
      case .oneOf(let texts, _): texts.map { named($0, principal.kind, names) }
      case .unknown(let why): [named(PartialText([.unknown(why)]), principal.kind, names)]
      }
    }.filter { !isOfInput($0) }
  }

  private func named(_ text: PartialText, _ kind: String, _ names: ResourceNames) -> Caller {
    let text = names.normalized(text)
    return switch kind {
    case "Service": .service(text)
    case "Federated": .federated(text)
    case "AWS", "*": CallerMatching.account(text).map(Caller.account) ?? .outside(arn: text)
    // Of whom another canonical id is no input says.
    default: Caller.originAccessIdentity(ofCanonicalID: text) ?? .somebody
    }
  }

  /// Whether an ARN or unique id is that of an identity of the input, which is asked about by itself.
  private func isOfInput(_ caller: Caller) -> Bool {
    guard case .outside(let arn) = caller else { return false }
    if let (resource, _) = arn.attribute, identities[resource] != nil { return true }
    return identities.values.contains { names.principalARN(of: $0) == arn }
  }

  /// The identities of the input of which an ARN may be.
  private func perhapsOfInput(_ caller: Caller) -> [ResourceID] {
    guard case .outside(let arn) = caller, let literal = arn.literal else { return [] }
    return identities.values.filter { GlobPattern(names.principalARN(of: $0)).widened.matches(literal) }.map(\.id)
  }
}

extension AccessSubject {
  fileprivate func isTarget(of question: AccessQuestion) -> Bool {
    if case .resource(let target, _) = question.target { target == id } else { false }
  }

  /// Whether it is certainly not what is asked about: two resources that AWS names are never called alike.
  fileprivate func isOther(than target: AccessQuestion.Target, _ names: ResourceNames) -> Bool {
    guard case .resource(let target, _) = target, let id, id != target else { return false }
    return names.isNamedByAWS(target) && names.isNamedByAWS(id)
  }

  /// Whether it is declared beside the caller, and so in the same account.
  fileprivate func isInStack(of caller: Caller) -> Bool {
    if case .identity(let other) = caller { other.stack == stack } else { false }
  }

  /// Whatever its policy can be about.
  fileprivate var requests: RequestBounds {
    let actions = AccessSubjects.actions(ofService: service)
    return RequestBounds(
      must: RequestSet([RequestBox(actions: actions, resources: arns)]),
      may: RequestSet([RequestBox(actions: actions, resources: arns.widened)]))
  }
}

extension Caller {
  /// Whom the value of a condition names; nil if it names nobody.
  fileprivate init?(_ key: String, _ value: PartialText) {
    switch key.lowercased() {
    case "aws:principalaccount", "kms:calleraccount", "aws:sourceowner": self = .account(value)
    case "aws:principalservicename": self = .service(value)
    case "aws:principalarn":
      if value.literal?.contains(where: { $0 == "*" || $0 == "?" }) == false {
        self = .outside(arn: value)
      } else if let account = CallerMatching.account(ofARN: value), account.literal?.contains("*") != true {
        self = .account(account)
      } else {
        return nil
      }
    case "aws:sourcearn":
      // The service that owns the resource is the one that calls.
      let text = value.parts.first.flatMap { if case .literal(let text) = $0 { text } else { nil } } ?? ""
      let fields = text.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count > 3, fields[0] == "arn", !fields[2].contains("*"), !fields[2].isEmpty else { return nil }
      self = .service(PartialText("\(fields[2]).amazonaws.com"))
    default: return nil
    }
  }
}

extension Infrastructure {
  /// Whether a policy of an identity, or of a resource, names an ARN as it is written.
  fileprivate func spells(_ arn: String) -> Bool {
    let documents =
      identities.flatMap { $0.inlinePolicies.elements.map(\.document) } + managedPolicies.map(\.document)
      + resourcePolicies.map(\.document)
    return documents.contains { document in
      document.statements.elements.contains { statement in
        statement.resources?.patterns.elements.contains { $0.known?.literal == arn } ?? false
      }
    }
  }
}
