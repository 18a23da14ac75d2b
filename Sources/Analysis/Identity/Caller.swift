import AWSModel
import NetSpace

/// Somebody who makes requests of AWS.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
package enum Caller: Hashable, Sendable {
  /// A role, user or group of the input.
  case identity(ResourceID)
  /// A role, user or session by its ARN, whose own policies are not in the input.
  case outside(arn: PartialText)
  /// Everybody in an account whom that account lets.
  case account(PartialText)
  /// A service of AWS: `events.amazonaws.com`.
  case service(PartialText)
  /// Whom an identity provider vouches for.
  case federated(PartialText)
  /// Somebody who is signed in to an account, whichever that is: whom a condition confines it to.
  case somebody
  /// Anybody at all, with no credentials or those of an account of his own.
  case anonymous
  /// Whoever is signed in nowhere.
  case unsigned
}

extension Caller {
  /// Whether it is an origin access identity of CloudFront, which is of no account and has no policies of its own.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
  var isOriginAccessIdentity: Bool {
    guard case .outside(let arn) = self, case .literal(let start)? = arn.parts.first else { return false }
    return start.hasPrefix(Self.originAccessIdentities)
  }

  /// The identity of the input of which a text is the canonical id, by the ARN that goes for the same; nil if the text is
  /// no resource's canonical id.
  static func originAccessIdentity(ofCanonicalID text: PartialText) -> Caller? {
    guard let (id, name) = text.attribute, name.lowercased().filter({ $0 != "_" }) == "s3canonicaluserid" else {
      return nil
    }
    let attribute = name.contains("_") ? "id" : "Ref"
    return .outside(
      arn: PartialText("\(originAccessIdentities)CloudFront Origin Access Identity ")
        + PartialText([.attribute(id, attribute)]))
  }

  private static let originAccessIdentities = "arn:aws:iam::cloudfront:user/"
}

/// In what manner a resource's policy speaks of a caller, which decides what else the caller needs.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
enum PrincipalManner: Hashable, Sendable, CaseIterable {
  /// Itself, a session of it, or everybody: inside of an account that is enough.
  case directly
  /// By the role: enough inside of an account, as far as boundary and session let through.
  case byRole
  /// By the account, which passes the decision on to its own policies.
  case byAccount
}

/// How a resource's policy speaks of one caller.
struct CallerMatching {
  let caller: Caller
  /// The identity of the input that calls.
  let identity: Identity?
  let names: ResourceNames

  struct Match: Hashable, Sendable {
    let manner: PrincipalManner
    let verdict: Verdict
    var because: [Unknown] = []
  }

  init(_ caller: Caller, identity: Identity?, names: ResourceNames) {
    self.caller = caller
    self.identity = identity
    self.names = names
  }

  /// The same for a policy of a stack.
  func within(_ stack: String?) -> CallerMatching {
    CallerMatching(caller, identity: identity, names: names.within(stack))
  }

  /// The account that the caller is of; nil: it has none, or which one is not known.
  var account: PartialText? {
    switch caller {
    case .identity(let id): names.account(of: id.stack)
    case .outside(let arn): caller.isOriginAccessIdentity ? nil : Self.account(ofARN: arn)
    case .account(let account): account
    case .service, .federated, .somebody, .anonymous, .unsigned: nil
    }
  }

  /// The ways in which a `Principal` or `NotPrincipal` of an Allow speaks of the caller.
  func allowing(_ principals: Statement.Principals?) -> [Match] {
    // A resource's policy has to say for whom it is.
    guard let principals else {
      return [Match(manner: .directly, verdict: .unknown, because: [Unknown("Principal", .unreadable("missing"))])]
    }
    let named = named(by: principals)
    guard principals.isNegated else { return named }
    let isNamed = Verdict.any(named.map(\.verdict))
    let because = named.flatMap(\.because)
    return isNamed == .yes ? [] : [Match(manner: .directly, verdict: isNamed.not, because: because)]
  }

  /// Whether a Deny is about the caller.
  ///
  /// One for everybody but some spares a caller only if his account is among them too, and for a role the session.
  func denied(_ principals: Statement.Principals?) -> Match {
    guard let principals else {
      return Match(manner: .directly, verdict: .unknown, because: [Unknown("Principal", .unreadable("missing"))])
    }
    let named = named(by: principals)
    let because = named.flatMap(\.because)
    func verdict(_ manners: PrincipalManner...) -> Verdict {
      Verdict.any(named.filter { manners.contains($0.manner) }.map(\.verdict))
    }
    guard principals.isNegated else {
      return Match(manner: .directly, verdict: verdict(.directly, .byRole, .byAccount), because: because)
    }
    let isSpared =
      switch caller {
      case .identity, .outside:
        isRole
          ? verdict(.byRole) && verdict(.byAccount) && verdict(.directly) : verdict(.directly) && verdict(.byAccount)
      case .account: verdict(.byAccount)
      case .service, .federated, .somebody, .anonymous, .unsigned: verdict(.directly)
      }
    return Match(manner: .directly, verdict: isSpared.not, because: because)
  }

  private var isRole: Bool {
    switch caller {
    case .identity: identity?.kind.isRole ?? false
    case .outside(let arn): "\(arn)".contains(":role/")
    case .account, .service, .federated, .somebody, .anonymous, .unsigned: false
    }
  }

  // MARK: One principal

  private func named(by principals: Statement.Principals) -> [Match] {
    let found = principals.principals.elements.flatMap(matches)
    let rest = principals.principals.rest
    return found + (rest.isEmpty ? [] : [Match(manner: .directly, verdict: .unknown, because: rest)])
  }

  private func matches(_ principal: Statement.Principal) -> [Match] {
    switch principal.identifier.value {
    case .known(let text): return [match(text, principal.kind)].compactMap(\.self)
    case .oneOf(let texts, let why):
      let found = texts.compactMap { match($0, principal.kind) }
      return found.map { Match(manner: $0.manner, verdict: .unknown, because: [why] + $0.because) }
    case .unknown(let why): return [Match(manner: .directly, verdict: .unknown, because: [why])]
    }
  }

  private func match(_ text: PartialText, _ kind: String) -> Match? {
    let isOfAWS = kind == "AWS" || kind == "*"
    if isOfAWS, text.literal == "*" { return isSomebody ? Match(manner: .directly, verdict: .yes) : nil }
    switch (kind, caller) {
    case ("Service", .service(let name)), ("Federated", .federated(let name)):
      return same(names.normalized(text), names.normalized(name), .directly)
    case ("CanonicalUser", .somebody), ("CanonicalUser", .account), ("CanonicalUser", .outside),
      ("CanonicalUser", .identity):
      return canonicalMatch(text)
    case ("Service", _), ("Federated", _), ("CanonicalUser", _), (_, .service), (_, .federated), (_, .somebody),
      (_, .anonymous), (_, .unsigned):
      return nil
    case (_, .account(let account)): return accountMatch(text, account)
    case (_, .outside(let arn)): return outsideMatch(text, arn)
    case (_, .identity): return identity.flatMap { identityMatch(text, $0) }
    }
  }

  /// A canonical id is that of an account, or of an origin access identity of CloudFront, which is in no account.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
  private func canonicalMatch(_ text: PartialText) -> Match? {
    if let identity = Caller.originAccessIdentity(ofCanonicalID: text) {
      return caller == identity ? Match(manner: .directly, verdict: .yes) : nil
    }
    if caller.isOriginAccessIdentity, text.unknowns.isEmpty { return nil }
    let why = text.unknowns.first ?? Unknown("the account of the canonical id \(text.asWritten)", .notInInput)
    return Match(manner: caller == .somebody ? .directly : .byAccount, verdict: .unknown, because: [why])
  }

  /// Everybody is also whoever is signed in nowhere, and a service of AWS: what is for services alone says so by a
  /// condition.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
  private var isSomebody: Bool { identity?.kind != .group }

  private func identityMatch(_ text: PartialText, _ identity: Identity) -> Match? {
    if identity.kind == .group { return nil }
    let text = names.normalized(text)
    let own = names.principalARN(of: identity)
    let manner = identity.kind.isRole ? PrincipalManner.byRole : .directly
    if text == own { return Match(manner: manner, verdict: .yes) }
    if let (resource, attribute) = text.attribute {
      // By its unique id, or another resource.
      let isOwn = resource == identity.id && ["unique_id", "roleid", "userid"].contains(attribute.lowercased())
      return isOwn ? Match(manner: manner, verdict: .yes) : nil
    }
    if let match = accountMatch(text, names.account(of: identity.id.stack)) { return match }
    if identity.kind.isRole, let session = sessionMatch(text, of: identity) { return session }
    return same(text, own, manner) ?? spelledMatch(text, identity, manner)
  }

  /// A text may be the ARN of an identity of whose name a part is not known.
  private func spelledMatch(_ text: PartialText, _ identity: Identity, _ manner: PrincipalManner) -> Match? {
    let (arns, because) = names.possibleARNs(of: identity)
    guard arns.contains(where: { GlobPattern(text).fieldsIntersect(GlobPattern($0)) }) else { return nil }
    return Match(manner: manner, verdict: .unknown, because: (because + text.unknowns).distinct)
  }

  /// `arn:aws:sts::123456789012:assumed-role/NAME/SESSION`: whoever takes on the role chooses the session's name.
  private func sessionMatch(_ text: PartialText, of role: Identity) -> Match? {
    guard "\(text)".contains(":assumed-role/") else { return nil }
    let name = names.roleName(of: role)
    let session =
      PartialText("arn:aws:sts::") + names.account(of: role.id.stack) + PartialText(":assumed-role/") + name
      + PartialText("/*")
    guard GlobPattern(text).widened.intersects(GlobPattern(session).widened) else { return nil }
    let why = Unknown("the name of the session", .decidedByAWS("is chosen by whoever takes on the role"))
    return Match(manner: .directly, verdict: .unknown, because: unknowns(text, session) + [why])
  }

  private func outsideMatch(_ text: PartialText, _ arn: PartialText) -> Match? {
    let text = names.normalized(text)
    let manner = isRole ? PrincipalManner.byRole : .directly
    if text == arn { return Match(manner: manner, verdict: .yes) }
    if let role = text.literal, let session = arn.literal, Self.isRole(role, ofSession: session) {
      return Match(manner: .byRole, verdict: .yes)
    }
    if let account = Self.account(ofARN: arn), let match = accountMatch(text, account) { return match }
    return same(text, arn, manner)
  }

  /// Twelve digits, or the ARN of the root: the account as a whole.
  private func accountMatch(_ text: PartialText, _ account: PartialText) -> Match? {
    let text = names.normalized(text)
    for candidate in [account, PartialText("arn:aws:iam::") + account + PartialText(":root")] where text == candidate {
      return Match(manner: .byAccount, verdict: .yes)
    }
    // Somebody of the account is not the account.
    return Self.account(text).flatMap { same($0, account, .byAccount) }
  }

  /// Two texts that may be the same.
  private func same(_ a: PartialText, _ b: PartialText, _ manner: PrincipalManner) -> Match? {
    if a == b { return Match(manner: manner, verdict: .yes) }
    guard GlobPattern(a).fieldsIntersect(GlobPattern(b)) else { return nil }
    let because = unknowns(a, b)
    return because.isEmpty ? nil : Match(manner: manner, verdict: .unknown, because: because)
  }

  private func unknowns(_ a: PartialText, _ b: PartialText) -> [Unknown] { (a.unknowns + b.unknowns).distinct }

  /// The account of a text that names one as a whole.
  static func account(_ text: PartialText) -> PartialText? {
    if let literal = text.literal {
      if literal.count == 12, literal.allSatisfy(\.isNumber) { return text }
      return literal.hasSuffix(":root") ? account(ofARN: text) : nil
    }
    guard case .literal(let start)? = text.parts.first, start.hasSuffix(":iam::"), text.parts.count == 3,
      text.parts[2] == .literal(":root")
    else { return nil }
    return PartialText([text.parts[1]])
  }

  /// Whether a session, `arn:aws:sts::123456789012:assumed-role/NAME/SESSION`, is one of a role, whose path it leaves out.
  private static func isRole(_ role: String, ofSession session: String) -> Bool {
    guard let mark = session.end(of: ":assumed-role/"),
      account(ofARN: PartialText(role)) == account(ofARN: PartialText(session)),
      role.end(of: ":role/") != nil
    else { return false }
    return role.split(separator: "/").last == session[mark...].split(separator: "/").first
  }

  /// The account in an ARN; nil if it has none, or if more of it is not known.
  static func account(ofARN arn: PartialText) -> PartialText? {
    if let literal = arn.literal {
      let fields = literal.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return fields.count == 6 && !fields[4].isEmpty ? PartialText(String(fields[4])) : nil
    }
    guard arn.parts.count == 3, case .literal(let start) = arn.parts[0], case .literal(let end) = arn.parts[2] else {
      return nil
    }
    let isAccount = start.utf8.count { $0 == UInt8(ascii: ":") } == 4 && start.hasSuffix(":") && end.hasPrefix(":")
    return isAccount ? PartialText([arn.parts[1]]) : nil
  }
}

extension String {
  /// Where what follows a part begins; nil if the part is not in the text.
  fileprivate func end(of part: String) -> String.Index? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
