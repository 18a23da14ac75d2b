import AWSModel
import NetSpace

/// A resource that a question is about, with the policies that are attached to it.
struct AccessSubject {
  enum Kind {
    case resource(NamedResource.Kind)
    case role
  }

  /// Nil: it is not in the input, but a policy of it is.
  let id: ResourceID?
  let kind: Kind
  /// Its ARN, and those of what is inside of it.
  let arns: PatternSet
  /// The account that it is in.
  let account: PartialText
  /// A stack of that account; nil: none of the input is known to be in it.
  let stack: String?
  let policies: [(policy: Grant.Policy, document: PolicyDocument, existence: Existence)]
  let service: String
  var blocking = PublicAccessBlocking()

  /// Whether it stands for all that have no entry of their own: what a policy of a whole account is about.
  var isOfAll = false

  /// What is not known of a request through an access point to a bucket that may refuse it: whatever the policy of the
  /// access point allows, the bucket has to allow too.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
  var behind: (mayDeny: Bool, delegates: Bool, why: Unknown)?

  /// Whether a policy of its own is declared, and not only grants of a key.
  var hasOwnPolicy = false

  /// How the URLs of a function ask who calls; nil where it has none, or that is not known.
  var urlTypes: Set<String>?

  /// The clause of its policy without what no request to it has; nil if it lets nothing through.
  ///
  /// Only a request through an access point says which that is, and only one to a URL how that asks who calls.
  ///
  /// Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html,
  /// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  func settled(_ clause: PolicyClause) -> PolicyClause? {
    guard let statement = clause.statement, clause.allows != .no else { return clause }
    for condition in statement.conditions.elements {
      guard let test = ConditionTest(op: condition.op, key: condition.key, values: []), !test.isTrue(of: nil),
        test.comparison != .presence
      else { continue }
      if let urlTypes, test.key == "lambda:functionurlauthtype", let test = ConditionTest(condition),
        !urlTypes.contains(where: { test.isTrue(of: [$0]) })
      {
        return nil
      }
      if case .resource(.bucket) = kind, test.key.hasPrefix("s3:dataaccesspoint") {
        let why = Unknown("whether an access point lets it through", .notInInput, at: condition.place.range)
        return clause.possibly(.unknown, because: [why])
      }
    }
    return clause
  }

  /// Whether its own policy has to let everybody in, whoever's policies say what: keys and roles.
  ///
  /// Sources: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html,
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  var requiresPolicy: Bool {
    switch kind {
    case .role, .resource(.key): true
    case .resource: false
    }
  }

  /// What AWS gives a key that is declared without a policy: the account may let its own identities use it.
  ///
  /// Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
  var hasDefaultPolicy: Bool {
    if case .resource(.key) = kind, id != nil { !hasOwnPolicy } else { false }
  }
}

/// The resources of an infrastructure that have, or could have, policies of their own, by service.
struct AccessSubjects {
  private var byService: [String: [AccessSubject]] = [:]

  init(_ infrastructure: Infrastructure, _ names: ResourceNames) {
    var attached: [ResourceID: [(ResourcePolicy, Existence)]] = [:]
    var outside: [(ResourcePolicy, String)] = []
    var anywhere: [(ResourcePolicy, Unknown)] = []
    let ofAll = infrastructure.resourcePolicies.filter(\.isOfAll)
    for policy in infrastructure.resourcePolicies {
      switch policy.subject.target {
      // A permission for an alias is a statement of the policy of its function, about the alias.
      case .resource(let id):
        attached[names.nameGiver(of: id), default: []].append((policy, policy.declaration.existence))
      case .oneOf(let ids, let why):
        for id in ids {
          attached[names.nameGiver(of: id), default: []].append(
            (policy, .possible(policy.declaration.existence.because + [why])))
        }
      case .external(let name): outside.append((policy, name))
      case .unknown(let why): anywhere.append((policy, why))
      }
    }
    let lists = infrastructure.settings.reduce(into: [ResourceID: [ImpliedPolicy]]()) { all, settings in
      if settings.kind.name == "bucket" { all[settings.id] = ImpliedPolicy.lists(of: settings) }
    }
    func implied(_ id: ResourceID, _ kind: NamedResource.Kind, _ hasNone: Bool) -> [ImpliedPolicy] {
      switch kind {
      case .bucket: lists[id] ?? []
      case .fileSystem where hasNone:
        infrastructure.namedResources.first { $0.id == id }.flatMap { ImpliedPolicy(ofFileSystem: $0.declaration) }
          .map { [$0] } ?? []
      default: []
      }
    }
    let spelled = outside.filter { !$0.0.isOfAll }.map { ($0.0, Self.arn(of: $0.0, of: $0.1, names)) }
    func add(_ id: ResourceID, _ kind: NamedResource.Kind) {
      // One that names its resource by a text may be that of one whose name is not known.
      let called = spelled.compactMap { policy, arn in
        names.reason(of: id, kind, toHave: arn, as: policy.kind).map { (policy, Existence.possible([$0])) }
      }
      let possible =
        called + anywhere.filter { $0.0.kind == kind }.map { ($0.0, Existence.possible([$0.1])) }
        + ofAll.filter { $0.kind == kind && $0.id.stack == id.stack }.map { ($0, $0.declaration.existence) }
      var policies = ((attached[id] ?? []) + possible).map { policy, existence in
        (policy: Grant.Policy.resource(policy.id), document: policy.document, existence: existence)
      }
      for implied in implied(id, kind, policies.isEmpty) {
        policies.append((.resource(id), implied.document, implied.existence))
      }
      add(id, .resource(kind), names.arn(of: id), kind.innerSeparators, policies, service: kind.service)
      let last = (byService[kind.service]?.count ?? 1) - 1
      let isDeclared = attached[id]?.contains { $0.0.declaration.type != Self.grantType } ?? false
      byService[kind.service]?[last].hasOwnPolicy = isDeclared || !possible.isEmpty
      byService[kind.service]?[last].urlTypes = names.urlTypes[id]
    }
    func add(
      _ id: ResourceID?, _ kind: AccessSubject.Kind, _ arn: PartialText, _ separators: [String],
      _ policies: [(policy: Grant.Policy, document: PolicyDocument, existence: Existence)], service: String
    ) {
      let patterns = [arn] + separators.map { arn + PartialText($0 + "*") }
      let stack = id?.stack ?? Self.owner(kind, policies.first)
      let account = stack.map { names.account(of: $0) } ?? PartialText([.unknown(Self.accountOf(arn))])
      byService[service, default: []].append(
        AccessSubject(
          id: id, kind: kind, arns: PatternSet(patterns.map { names.pattern(ofNormalized: $0) }),
          account: account, stack: stack, policies: policies, service: service))
    }
    for bucket in infrastructure.buckets { add(bucket.id, .bucket) }
    let buckets = Set(infrastructure.buckets.map(\.id))
    /// Whether the policies of the bucket behind an access point deny something, or may.
    func mayDeny(_ bucket: Link?) -> Bool {
      guard let id = bucket?.target.id, buckets.contains(id) else { return true }
      let policies = (attached[id] ?? []).map(\.0) + anywhere.map(\.0).filter { $0.kind == .bucket }
      return policies.contains { policy in
        !policy.document.statements.rest.isEmpty
          || policy.document.statements.elements.contains { $0.effect.known != .allow }
      }
    }
    /// Whether those policies leave it to the policies of all access points of the account.
    func delegates(_ bucket: Link?) -> Bool {
      guard let id = bucket?.target.id else { return false }
      return (attached[id] ?? []).contains { policy, existence in
        existence.verdict == .yes
          && policy.document.statements.elements.contains { $0.delegates(to: names.account(of: id.stack), names) }
      }
    }
    shutPublicBuckets(infrastructure)
    for resource in infrastructure.namedResources {
      add(resource.id, resource.kind)
      guard resource.kind == .accessPoint, let last = byService["s3"]?.indices.last else { continue }
      byService["s3"]?[last].behind = (
        mayDeny(resource.bucket), delegates(resource.bucket),
        Unknown("whether the bucket behind \(resource.id.address) allows it", .notInInput)
      )
      let blocking = blocking(ofAccessPoint: resource.id, infrastructure, names)
      byService["s3"]?[last].blocking = blocking
    }
    for identity in infrastructure.identities where identity.kind == .role {
      guard let trust = identity.trust else { continue }
      add(
        identity.id, .role, names.arn(of: identity.id), [],
        [(.resource(identity.id), trust, identity.declaration.existence)], service: "sts")
    }
    for (policy, name) in outside {
      add(
        nil, .resource(policy.kind), Self.arn(of: policy, of: name, names), policy.kind.innerSeparators,
        [(.resource(policy.id), policy.document, policy.declaration.existence)], service: policy.kind.service)
      if policy.isOfAll, let last = byService[policy.kind.service]?.indices.last {
        byService[policy.kind.service]?[last].isOfAll = true
      }
    }
  }

  /// Grants let somebody use a key besides its policy.
  private static let grantType = "aws_kms_grant"

  /// Whether Block Public Access of an access point shuts out what its policy lets in: all of it is on where nothing is
  /// said.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
  private func blocking(
    ofAccessPoint id: ResourceID, _ infrastructure: Infrastructure, _ names: ResourceNames
  ) -> PublicAccessBlocking {
    let (isOn, because) = names.written.blocksPublicPolicies(id)
    if isOn == .no { return PublicAccessBlocking() }
    let answers = PolicyStatements(PolicyCollection(infrastructure)).statements(ofAccessPoint: id).map(
      \.isPublicAsWritten)
    let isPublic = Verdict.any(answers.map(\.verdict))
    return PublicAccessBlocking(
      verdict: isPublic && isOn, because: (because + answers.flatMap(\.because)).distinct)
  }

  private mutating func shutPublicBuckets(_ infrastructure: Infrastructure) {
    let statements = PolicyStatements(PolicyCollection(infrastructure))
    let settings = infrastructure.settings.reduce(into: [ResourceID: ResourceSettings]()) { all, settings in
      if settings.kind.name == "bucket" { all[settings.id] = settings }
    }
    byService["s3"] = byService["s3"]?.map { subject in
      guard let id = subject.id, let settings = settings[id], !subject.policies.isEmpty else { return subject }
      var restricting = PublicAccessBlocking(restrictingOf: settings)
      if restricting.verdict == .no, !restricting.isUnset { return subject }
      let answers = statements.statements(ofBucket: id).map(\.isPublic)
      let isPublic = Verdict.any(answers.map(\.verdict))
      restricting.verdict = isPublic && restricting.verdict
      restricting.because = (restricting.because + answers.flatMap(\.because)).distinct
      restricting.isUnset = restricting.isUnset && isPublic != .no
      var blocked = subject
      blocked.blocking = restricting
      return blocked
    }
  }

  /// The ARN of what a policy is of, by the name or ARN that it is given.
  private static func arn(of policy: ResourcePolicy, of name: String, _ names: ResourceNames) -> PartialText {
    if name.hasPrefix("arn:") { return PartialText(name) }
    var region = names.region(of: policy.id.stack)
    var account = names.account(of: policy.id.stack)
    var name = name
    if policy.kind == .queue, let url = QueueURL(name) {
      name = url.name
      region = url.region.map { PartialText($0) } ?? region
      account = PartialText(url.account)
    }
    return policy.kind.arn(name: PartialText(name), region: region, account: account)
  }

  /// The stack whose account something outside of the input is in, because no other account could give it its policy.
  ///
  /// Sources: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html,
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html,
  /// https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
  private static func owner(
    _ kind: AccessSubject.Kind, _ policy: (policy: Grant.Policy, document: PolicyDocument, existence: Existence)?
  ) -> String? {
    guard case .resource(let kind) = kind, [.bucket, .queue, .key].contains(kind),
      case .resource(let declaring)? = policy?.policy
    else { return nil }
    return declaring.stack
  }

  private static func accountOf(_ arn: PartialText) -> Unknown { Unknown("the account of \(arn)", .notInInput) }

  /// Those that some requests may be about.
  func concerned(by requests: RequestBounds) -> [AccessSubject] {
    byService.keys.sorted().flatMap { service -> [AccessSubject] in
      let actions = Self.actions(ofService: service)
      guard requests.may.boxes.contains(where: { $0.actions.intersects(actions) != .no }) else { return [] }
      return (byService[service] ?? []).filter { subject in
        let arns = subject.arns.widened
        return requests.may.boxes.contains {
          $0.resources.intersects(arns) != .no && $0.resources.fieldsIntersect(subject.arns)
        }
      }
    }
  }

  /// Keys, which are named by an identifier that AWS gives them, where an ARN is of the form of theirs.
  func withGivenIdentifiers(like arn: GlobPattern) -> [AccessSubject] {
    (byService[NamedResource.Kind.key.service] ?? []).filter { subject in
      let patterns = subject.arns.terms.flatMap(\.include)
      return !patterns.contains { $0.widened.intersects(arn) }
        && patterns.contains { $0.widened.withoutHoles.intersects(arn) }
    }
  }

  /// The actions that policies of a service's resources are about: those on what is inside of a cluster of Kafka have a
  /// prefix of their own.
  ///
  /// Source: https://docs.aws.amazon.com/msk/latest/developerguide/mvpc-cluster-owner-action-policy.html
  static func actions(ofService service: String) -> PatternSet {
    let prefixes = service == NamedResource.Kind.streamCluster.service ? [service, "kafka-cluster"] : [service]
    return PatternSet(prefixes.map { GlobPattern("\($0):*") })
  }

  /// Services whose resources have policies of their own.
  static let services: Set<String> = Set(NamedResource.Kind.allCases.map(\.service)).union(["sts"])
}

extension ResourcePolicy {
  /// Whether it is about all resources of its kind that an account has.
  fileprivate var isOfAll: Bool { if case .external("*") = subject.target { true } else { false } }
}

/// The URL of a queue, by which it is named in all but policies: `https://sqs.eu-west-1.amazonaws.com/123456789012/jobs`.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
private struct QueueURL {
  /// Nil where the host does not say it.
  let region: String?
  let account: String
  let name: String

  init?(_ text: String) {
    let parts = text.split(separator: "/")
    guard parts.count == 4, parts[0] == "https:" || parts[0] == "http:" else { return nil }
    let labels = parts[1].split(separator: ".")
    region = labels.count > 3 && labels[0] == "sqs" ? String(labels[1]) : nil
    account = String(parts[2])
    name = String(parts[3])
  }
}

extension Statement {
  /// Whether it leaves a bucket to the policies of the access points of an account.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-delegating-control
  fileprivate func delegates(to account: PartialText, _ names: ResourceNames) -> Bool {
    guard effect.known == .allow, existence.verdict == .yes, principals?.isEverybody == true, !actions.isNegated,
      actions.patterns.elements.contains(where: { ["*", "s3:*"].contains($0.known?.literal?.lowercased()) }),
      conditions.isComplete, let condition = conditions.elements.first, conditions.elements.count == 1
    else { return false }
    return condition.op.lowercased() == "stringequals" && condition.key.lowercased() == "s3:dataaccesspointaccount"
      && condition.values.elements.contains { $0.known.map(names.normalized) == account }
  }
}

extension PatternSet {
  /// Whether an ARN of the one may be one of the other with what is not known in it staying inside of its field.
  fileprivate func fieldsIntersect(_ other: PatternSet) -> Bool {
    terms.contains { term in
      other.terms.contains { another in
        term.include.allSatisfy { pattern in another.include.allSatisfy { $0.fieldsIntersect(pattern) } }
      }
    }
  }
}

extension PublicAccessBlocking {
  /// Whether a bucket turns it on for public policies, whatever its policy says.
  fileprivate init(restrictingOf settings: ResourceSettings) {
    guard let value = settings.value(of: "restricts_public_buckets"), case .bool(let flag) = value.content else {
      isUnset = true
      return
    }
    place = flag.place
    switch (flag.value, value.doubt) {
    case (.known(false), let doubt): isUnset = doubt != nil
    case (.known(true), nil): verdict = .yes
    case (.known(true), let doubt?): (verdict, because) = (.unknown, [doubt])
    case (.oneOf(_, let why), _), (.unknown(let why), _): (verdict, because) = (.unknown, [why])
    }
  }
}
