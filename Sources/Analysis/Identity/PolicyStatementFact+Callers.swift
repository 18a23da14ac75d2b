import AWSModel
import NetSpace

/// Whom a statement of a trust or resource policy lets in.
extension PolicyStatementFact {
  package typealias Answer = (verdict: Verdict, because: [Unknown])

  /// Whether conditions, after the denies of the same policy, leave it to a confined set of callers.
  package var isConfined: Answer {
    guard !kind.isOfIdentity else {
      let conditions = statement.conditions
      let verdict = Verdict.any(conditions.elements.map { PolicyCondition($0).confinesAllow })
      return conditions.isComplete ? (verdict, []) : (verdict || .unknown, conditions.rest)
    }
    guard let grant = effective.get else { return (.yes, []) }
    return (grant.isConfined || isKeptIn, reasons(grant))
  }

  /// Whether some arbitrary caller gets something by it: of another account, or of none.
  ///
  /// An access point for one VPC never is, nor one with Block Public Access. Of a bucket as S3 itself decides what is public; of what is in a VPC by what confines besides.
  /// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html,
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
  package var isPublic: Answer {
    let written = isPublicAsWritten
    if isForOtherURLs { return (.no, []) }
    guard kind == .resource(.accessPoint), written.verdict != .no, let id = subject.id else { return written }
    let (isShut, because) = names.written.blocksPublicPolicies(id)
    let verdict = written.verdict && isShut.not
    return (verdict, verdict == .unknown ? (written.because + because).distinct : [])
  }

  /// Whether it is for calls by URLs that ask who calls in another way than all of the function's do.
  private var isForOtherURLs: Bool {
    guard kind == .resource(.function), let id = subject.id, let types = names.urlTypes[names.nameGiver(of: id)] else {
      return false
    }
    return statement.conditions.elements.contains { condition in
      guard condition.key.lowercased() == "lambda:functionurlauthtype", let test = ConditionTest(condition) else {
        return false
      }
      return !types.contains { test.isTrue(of: [$0]) }
    }
  }

  /// The same whatever Block Public Access leaves of it.
  var isPublicAsWritten: Answer {
    if kind.isOfIdentity { return (.no, []) }
    let everybody = kind == .resource(.bucket) ? isUnfixed : lettingInEverybody
    if everybody.verdict == .no { return everybody }
    guard let grant = (kind == .resource(.bucket) ? unconditional : effective).get else { return (.no, []) }
    var confined = grant.isConfined || isKeptIn || names.isOfVPC(subject)
    if kind == .resource(.bucket) {
      confined =
        confined || Verdict.any(statement.conditions.elements.map { S3FixedValues($0).areFixed }) || mayAskForMore
    }
    let verdict = Verdict.all([everybody.verdict, confined.not, grant.existence.verdict])
    return (verdict, verdict == .unknown ? (everybody.because + reasons(grant)).distinct : [])
  }

  /// Whether it has conditions of which nothing is known.
  private var mayAskForMore: Verdict { statement.conditions.isComplete ? .no : .unknown }

  private var lettingInEverybody: Answer {
    guard let principals = statement.principals else {
      return (.unknown, [Unknown("Principal", .unreadable("missing"), at: statement.place.range)])
    }
    if principals.isEverybody || principals.isNegated { return (.yes, []) }
    let because = principals.possiblyEverybody
    return because.isEmpty ? (.no, []) : (.unknown, because)
  }

  /// As S3 has it: a principal that is not one of AWS, one of its services or one canonical user.
  private var isUnfixed: Answer {
    let isFederated = statement.principals?.principals.elements.contains { $0.kind == "Federated" } ?? false
    return isFederated ? (.yes, []) : lettingInEverybody
  }

  /// Conditions of single services that let in only what is there already: mounts of a file system.
  ///
  /// Source: https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
  private var isKeptIn: Verdict {
    guard case .resource(.fileSystem) = kind else { return .no }
    return Verdict(
      statement.conditions.elements.contains { condition in
        condition.key.lowercased() == "elasticfilesystem:accessedviamounttarget"
          && condition.op.lowercased() == "bool"
          && condition.values.elements.allSatisfy { $0.known?.literal?.lowercased() == "true" }
      }) || mayAskForMore
  }

  // MARK: Accounts

  /// The accounts that it names, by whole accounts or somebody in them, but for those of AWS itself.
  ///
  /// Not known where an identifier or its account is not.
  package var accounts: [(account: Value<String>, place: Place)] {
    guard statement.effect.known != .deny, let principals = statement.principals, !principals.isNegated else {
      return []
    }
    // Nobody takes on a role by another action who is no provider of tokens.
    if kind == .trust, !mayAllow("sts:AssumeRole") { return [] }
    let named = principals.principals.elements.compactMap { principal in
      principal.kind == "AWS" ? account(of: principal).map { (account: $0, place: principal.identifier.place) } : nil
    }
    return named + principals.principals.rest.map { (account: .unknown($0), place: principals.place) }
  }

  private func account(of principal: Statement.Principal) -> Value<String>? {
    guard let known = principal.identifier.known else { return principal.identifier.unknown.map { .unknown($0) } }
    let text = names.normalized(known)
    if text.literal == "*" { return nil }
    guard let account = CallerMatching.account(text) ?? CallerMatching.account(ofARN: text) else {
      // The whole text may be an ARN of any account; an attribute of a resource of the input is of this one.
      guard case .unknown(let why)? = text.parts.first else { return nil }
      return why == names.homeAccount ? nil : .unknown(why)
    }
    if account == home { return nil }
    if let literal = account.literal { return Self.isOfAWS(literal) ? nil : .known(literal) }
    return account.unknowns.first.flatMap { $0 == names.homeAccount ? nil : .unknown($0) }
  }

  /// The account that the policy is in; nil: the input does not say which.
  package var homeAccount: String? { home.literal }

  private var home: PartialText { names.account(of: owner.stack) }

  /// Accounts in which AWS runs services that are let in by their account: load balancers and billing, which deliver
  /// to buckets.
  ///
  /// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html,
  /// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-reports-costusage-managing.html
  private static func isOfAWS(_ account: String) -> Bool { accountsOfAWS.contains(account) }

  private static let accountsOfAWS: Set = [
    "127311923021", "033677994240", "027434742980", "797873946194", "098369216593", "754344448648", "589379963580",
    "718504428378", "383597477331", "600734575887", "114774131450", "783225319266", "582318560864", "985666609251",
    "054676820928", "156460612806", "652711504416", "635631232127", "009996457667", "897822967062", "076674570225",
    "507241528517", "048591011584", "190560391635", "638102146993", "037604701340", "386209384616",
  ]

  /// Whether a caller has to know an external id, or is of one organization.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
  package var asksForExternalID: Answer {
    let asks = statement.conditions.elements.contains { condition in
      guard let op = PolicyCondition.Operator(condition.op), !op.isNegated, !op.isVacuous else { return false }
      return ["sts:externalid", "aws:principalorgid", "aws:principalorgpaths"].contains(condition.key.lowercased())
    }
    return asks ? (.yes, []) : (mayAskForMore, statement.conditions.rest)
  }

  // MARK: Services and providers

  /// The services of AWS that it lets in for whoever makes them call: no condition says for which resource or account.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
  package var unboundServices: [Finding] {
    guard case .resource = kind, statement.effect.known != .deny, let principals = statement.principals,
      !principals.isNegated, let grant = effective.get
    else { return [] }
    let isBound =
      grant.isConfined || Verdict(statement.conditions.elements.contains { Self.bindsService($0) }) || mayAskForMore
    if isBound == .yes { return [] }
    let verdict = isBound.not && grant.existence.verdict
    let named = principals.principals.elements.compactMap { principal -> Finding? in
      guard principal.kind == "Service" else { return nil }
      let text = principal.identifier.known
      return (
        text?.asWritten ?? "a service", principal.identifier.place, verdict, verdict == .unknown ? reasons(grant) : []
      )
    }
    return named + unknownCallers(principals, "a service")
  }

  /// Whom it lets in besides, if anybody.
  private func unknownCallers(_ principals: Statement.Principals, _ words: String) -> [Finding] {
    principals.principals.rest.distinct.prefix(1).map { (words, principals.place, .unknown, [$0]) }
  }

  /// Keys that tie a call of a service to one caller in the words of the service that is called.
  private static func bindsService(_ condition: Statement.Condition) -> Bool {
    guard let op = PolicyCondition.Operator(condition.op), !op.isNegated, !op.isVacuous else { return false }
    let key = condition.key.lowercased()
    return key == "lambda:eventsourcetoken" || key.hasPrefix("kms:encryptioncontext:")
  }

  /// The identity providers that it lets in for everybody they vouch for: no condition says which subject.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
  package var providersWithoutSubject: [Finding] {
    guard kind == .trust, statement.effect.known != .deny, let principals = statement.principals,
      !principals.isNegated, mayAllow("sts:AssumeRoleWithWebIdentity"), let grant = effective.get
    else { return [] }
    let named = principals.principals.elements.compactMap { principal -> Finding? in
      guard principal.kind == "Federated" else { return nil }
      guard let text = principal.identifier.known else {
        let why = principal.identifier.unknown
        return grant.isConfined == .yes
          ? nil : ("a provider", principal.identifier.place, .unknown, why.map { [$0] } ?? [])
      }
      let words = text.asWritten
      if words.contains("saml-provider/") { return nil }
      let isBound =
        words.hasPrefix("cognito-identity.") ? isForAudience : grant.isConfined
      let verdict = isBound.not && grant.existence.verdict
      return verdict == .no
        ? nil : (words, principal.identifier.place, verdict, verdict == .unknown ? reasons(grant) : [])
    }
    return named + (grant.isConfined == .yes ? [] : unknownCallers(principals, "a provider"))
  }

  /// Of an identity pool the pool itself is the audience.
  private var isForAudience: Verdict {
    Verdict(
      statement.conditions.elements.contains { condition in
        guard let op = PolicyCondition.Operator(condition.op) else { return false }
        return !op.isNegated && !op.isVacuous && condition.key.lowercased().hasSuffix(":aud")
      }) || mayAskForMore
  }
}

/// A condition of a bucket's policy as S3 reads it when it decides whether the policy is public.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
private struct S3FixedValues {
  let condition: Statement.Condition

  init(_ condition: Statement.Condition) { self.condition = condition }

  /// Whether it leaves the statement to fixed values of a key that says who calls, or from where.
  var areFixed: Verdict {
    guard let op = PolicyCondition.Operator(condition.op), !op.isNegated, !op.isVacuous else { return .no }
    let key = condition.key.lowercased()
    guard Self.keys.contains(key) || key.hasPrefix("aws:principalorg") else { return .no }
    let values = condition.values.elements.map { value -> Verdict in
      guard let text = value.known else { return .unknown }
      guard let literal = text.literal else {
        return text.asWritten.contains("*") && key != "aws:sourceip" ? .no : text.unknowns.isEmpty ? .yes : .unknown
      }
      return Verdict(isFixed(literal, key, op))
    }
    return Verdict.all(values) && (condition.values.isComplete ? .yes : .unknown)
  }

  private func isFixed(_ value: String, _ key: String, _ op: PolicyCondition.Operator) -> Bool {
    if value.contains("${") { return false }
    switch key {
    case "aws:sourceip", "s3:dataaccesspointarn": return op.confines(value)
    default: return !value.contains("*") && !value.contains("?")
    }
  }

  private static let keys: Set = [
    "aws:principalaccount", "aws:principalarn", "aws:sourceip", "aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce",
    "aws:sourceowner", "aws:sourceaccount", "aws:sourceorgid", "aws:userid",
    "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:dataaccesspointarn", "s3:dataaccesspointaccount",
  ]
}

extension PolicyStatementFact {
  /// What is not known about it; at least where it is deployed, which is part of most ARNs.
  private func reasons(_ grant: Grant) -> [Unknown] {
    let all = grant.unknowns + statement.conditionUnknowns
    return all.isEmpty ? [names.homeAccount, names.homeRegion] : all.distinct
  }
}

extension Statement {
  /// What is not known of the values that its conditions ask for.
  var conditionUnknowns: [Unknown] {
    conditions.rest
      + conditions.elements.flatMap { condition in
        condition.values.rest
          + condition.values.elements.flatMap { value in
            value.known?.unknowns ?? [value.unknown].compactMap(\.self)
          }
      }
  }
}
