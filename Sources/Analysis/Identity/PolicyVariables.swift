import AWSModel
import NetSpace

/// What the requests of one caller have under the keys that say who calls, which policies ask for in conditions and as
/// variables: `${aws:username}`.
///
/// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
struct PolicyVariables {
  enum Value {
    case text(PartialText)
    /// The request has no such key, so a text with the variable matches nothing.
    case absent
    /// Some text that one of the patterns matches: the ARN of somebody in an account.
    case one(of: [GlobPattern])
    /// Of whoever there may be, as no policy spells him, or nothing where nobody is signed in.
    case stranger(String)
    case unknown(Unknown)
    /// The request says, or the session.
    case ofRequest
    /// The request says, and never leaves it out.
    case always
  }

  private let caller: Caller
  private let identity: Identity?
  private let names: ResourceNames

  init(_ identity: Identity, _ names: ResourceNames) { self.init(.identity(identity.id), identity: identity, names) }

  /// - Parameter identity: the identity of the input that calls.
  init(_ caller: Caller, identity: Identity?, _ names: ResourceNames) {
    self.caller = caller
    self.identity = identity
    self.names = names
  }

  /// - Parameter variable: as between the braces: a key, and after a comma what to take where the request has no such
  ///   key: `aws:PrincipalTag/team, 'none'`.
  func value(of variable: String) -> Value {
    let parts = variable.split(separator: ",", maxSplits: 1)
    let key = parts.first.map(Self.trimmed) ?? ""
    // No part of it is spelled anywhere; a request can still repeat it.
    if identity != nil, key.lowercased() == "aws:userid" { return .ofRequest }
    let found = value(ofKey: key)
    guard case .absent = found, parts.count == 2 else { return found }
    let text = Self.trimmed(parts[1])
    return .text(
      PartialText(String(text.hasPrefix("'") && text.hasSuffix("'") ? text.dropFirst().dropLast() : text[...])))
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  func value(ofKey key: String) -> Value {
    let name = key.lowercased()
    if GlobalConditionKey.isOfNoRequest(name) { return .absent }
    // A group calls nothing: whoever is in it does.
    if identity?.kind == .group { return .ofRequest }
    // Only a service that acts for a resource says which that is.
    if Self.keysOfSources.contains(name) { return valueOfSource(name) }
    // Which services still send this one is not said, and not whether it is the account of who calls.
    if name == "aws:sourceowner", hasCredentials {
      return .unknown(Unknown(key, .decidedByAWS("depends on the service that sends it")))
    }
    switch caller {
    case .identity: return identity.map { value(ofKey: name, of: $0) } ?? .ofRequest
    case .outside(let arn): return value(ofKey: name, ofARN: arn)
    case .account(let account): return value(ofKey: name, in: account)
    case .service(let service): return value(ofKey: name, ofService: service)
    case .federated(let provider):
      return name == "aws:username" || isOfAnotherProvider(name, than: names.normalized(provider))
        ? .absent : .ofRequest
    case .somebody: return valueOfSomebody(key)
    case .anonymous: return valueOfAnybody(name)
    case .unsigned: return valueOfUnsigned(name)
    }
  }

  /// Whether a key is one of the tokens of another provider: `accounts.google.com:sub`.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
  private func isOfAnotherProvider(_ key: String, than provider: PartialText) -> Bool {
    guard let colon = key.lastIndex(of: ":"), let literal = provider.parts.last, case .literal(let end) = literal else {
      return false
    }
    let issuer = key[..<colon]
    let own = (end.firstRange(of: ":oidc-provider/").map { String(end[$0.upperBound...]) } ?? end).lowercased()
    // Amazon and Facebook are spelled by their hosts, and so is what an ARN ends with.
    return issuer.contains(".") && !issuer.contains("${") && own.contains(".") && issuer != own
  }

  /// The resource for which a service acts, one of its own.
  private func valueOfSource(_ key: String) -> Value {
    guard case .service(let service) = caller else { return .absent }
    guard key == "aws:sourcearn", let owners = ServiceSources.owners(of: service) else { return .ofRequest }
    return .one(of: owners.map { GlobPattern("arn:aws*:\($0):*:*:*") })
  }

  private var hasCredentials: Bool {
    switch caller {
    case .identity, .outside, .account: true
    case .service, .federated, .somebody, .anonymous, .unsigned: false
    }
  }

  private static let keysOfSources: Set = [
    "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
  ]
  private static let accountKeys: Set = ["aws:principalaccount", "kms:calleraccount"]
  private static let organizationKeys: Set = [
    "aws:principalorgid", "aws:principalorgpaths", "aws:principalorgmasteraccountid",
  ]
  private static let tag = "aws:principaltag/"

  // MARK: Callers

  /// Which of the keys of a principal a user and the session of a role have, says the table of that page.
  private func value(ofKey key: String, of identity: Identity) -> Value {
    let isUser = identity.kind == .user
    switch key {
    case "aws:username":
      return isUser ? .text(names.normalized(PartialText([.attribute(identity.id, "name")]))) : .absent
    case "aws:principaltype": return .text(PartialText(isUser ? "User" : "AssumedRole"))
    case "aws:principalarn":
      return identity.kind == .permissionSet
        ? .unknown(Unknown("the role of \(identity.id.address)", .decidedByAWS("is named when it is assigned")))
        : .text(names.arn(of: identity.id))
    case _ where Self.accountKeys.contains(key): return .text(names.account(of: identity.id.stack))
    case "aws:userid": return .text(uniqueID(of: identity))
    case "aws:principalisawsservice": return .text(PartialText("false"))
    case "aws:principalservicename", "aws:principalservicenameslist": return .absent
    // Only credentials that a session was given have been issued at some time.
    case "aws:tokenissuetime": return isUser ? .ofRequest : .always
    case _ where Self.organizationKeys.contains(key): return Self.organization
    case _ where key.hasPrefix(Self.tag): return tag(String(key.dropFirst(Self.tag.count)), of: identity)
    default: return .ofRequest
    }
  }

  /// An account is of one organization at most, whatever a request says.
  private static let organization = Value.unknown(Unknown("the organization of the caller's account", .notInInput))

  /// Of a role the name of the session follows, which whoever takes it on chooses.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infotouse
  private func uniqueID(of identity: Identity) -> PartialText {
    let attribute =
      identity.declaration.type.hasPrefix("AWS::") ? (identity.kind == .user ? "UserId" : "RoleId") : "unique_id"
    let own = PartialText([.attribute(identity.id, attribute)])
    if identity.kind == .user { return own }
    let session = Unknown("the name of the session", .decidedByAWS("is chosen by whoever takes on the role"))
    return own + PartialText([.literal(":"), .unknown(session)])
  }

  /// A session has the tags of its role, unless whoever takes it on may give it others.
  ///
  /// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html,
  /// https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html
  private func tag(_ key: String, of identity: Identity) -> Value {
    if identity.declaration.kind == .readOnly { return .ofRequest }
    // Those of the session are attributes of whoever signs in.
    if identity.kind == .permissionSet {
      return .unknown(Unknown("what IAM Identity Center passes as the tag \(key)", .notInInput))
    }
    if identity.trust?.mayTagSessions == true { return .ofRequest }
    return switch names.written.tag(key, of: identity.id) {
    case .text(let text): .text(text)
    case .absent: .absent
    case .unknown(let why): .unknown(why)
    }
  }

  /// Of somebody whose ARN is all that is known of him.
  private func value(ofKey key: String, ofARN arn: PartialText) -> Value {
    if let account = CallerMatching.account(ofARN: arn), Self.accountKeys.contains(key) { return .text(account) }
    let text = "\(arn)"
    let isSession = text.contains(":assumed-role/")
    let isRole = isSession || text.contains(":role/")
    let isUser = text.contains(":user/")
    switch key {
    case "aws:principalarn": return isSession ? roleARN(ofSession: arn) : isRole || isUser ? .text(arn) : .ofRequest
    case "aws:username":
      if isRole { return .absent }
      return isUser ? name(ofUser: arn) : .ofRequest
    case "aws:principaltype" where isRole || isUser: return .text(PartialText(isUser ? "User" : "AssumedRole"))
    case "aws:tokenissuetime" where isRole: return .always
    case "aws:userid" where isRole || isUser: return .unknown(Unknown("the unique id of \(arn)", .notInInput))
    case "aws:principalisawsservice": return .text(PartialText("false"))
    case "aws:principalservicename", "aws:principalservicenameslist": return .absent
    case _ where Self.organizationKeys.contains(key): return Self.organization
    // A session may be tagged by whoever takes on the role.
    case _ where key.hasPrefix(Self.tag) && isUser: return .unknown(Unknown("the tags of \(arn)", .notInInput))
    default: return .ofRequest
    }
  }

  /// The ARN of a session leaves out the path of its role.
  private func roleARN(ofSession arn: PartialText) -> Value {
    let why = Value.unknown(Unknown("the role of \(arn)", .notInInput))
    guard let literal = arn.literal else { return why }
    let fields = literal.split(separator: ":", omittingEmptySubsequences: false)
    let parts = fields.last?.split(separator: "/") ?? []
    guard fields.count == 6, parts.count > 1 else { return why }
    let path = Unknown("the path of the role \(parts[1])", .notInInput)
    return .text(
      PartialText([
        .literal("arn:\(fields[1]):iam::\(fields[4]):role/"), .unknown(path), .literal(String(parts[1])),
      ]))
  }

  private func name(ofUser arn: PartialText) -> Value {
    guard let name = arn.literal?.split(separator: "/").last else {
      return .unknown(Unknown("the name of \(arn)", .notInInput))
    }
    return .text(PartialText(String(name)))
  }

  private func value(ofKey key: String, in account: PartialText) -> Value {
    switch key {
    case _ where Self.accountKeys.contains(key): return .text(account)
    case "aws:principalarn":
      return .one(of: [GlobPattern(PartialText("arn:aws*:*::") + account + PartialText(":*"))])
    case "aws:principalisawsservice": return .text(PartialText("false"))
    case "aws:principalservicename", "aws:principalservicenameslist": return .absent
    case _ where Self.organizationKeys.contains(key): return Self.organization
    default: return .ofRequest
    }
  }

  private func value(ofKey key: String, ofService name: PartialText) -> Value {
    switch key {
    case "aws:principalisawsservice": return .text(PartialText("true"))
    case "aws:principalservicename": return .text(name)
    case "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:username":
      return .absent
    // Of users and roles it is the account; whether a service that calls for itself has it, no page of AWS says.
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
    case "kms:calleraccount":
      return .unknown(Unknown("kms:CallerAccount", .decidedByAWS("is not documented for services")))
    default: return key.hasPrefix(Self.tag) && !isRolesAnywhere(name) ? .absent : .ofRequest
    }
  }

  /// IAM Roles Anywhere sends what stands in a certificate as tags.
  ///
  /// Source: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
  private func isRolesAnywhere(_ service: PartialText) -> Bool {
    service.literal?.hasPrefix("rolesanywhere.") ?? false
  }

  /// Who he is nobody has said.
  private func valueOfSomebody(_ key: String) -> Value {
    let name = key.lowercased()
    switch valueOfAnybody(name) {
    case .stranger: return .unknown(Unknown(key, .decidedByAWS("depends on who calls")))
    case let other: return other
    }
  }

  /// Without credentials there is nothing to say of them.
  private func valueOfUnsigned(_ key: String) -> Value {
    if key.hasPrefix(Self.tag) { return .absent }
    if case .stranger = valueOfAnybody(key) { return .absent }
    return valueOfAnybody(key)
  }

  /// The texts are of the form that AWS gives them, and none that a policy could spell.
  private func valueOfAnybody(_ key: String) -> Value {
    switch key {
    case "aws:principalarn": return .stranger("arn:aws:iam::somebodyelse:role/somebody")
    case "aws:principalaccount", "kms:calleraccount", "aws:sourceowner": return .stranger("somebodyelse")
    case "aws:principalorgid": return .stranger("o-somebody")
    case "aws:principalorgpaths": return .stranger("o-somebody/r-some/")
    case "aws:username": return .stranger("somebody else")
    case "aws:principalisawsservice": return .text(PartialText("false"))
    case "aws:principalservicename", "aws:principalservicenameslist": return .absent
    default:
      // Whoever is signed in to an account of his own has the tags that he likes.
      return key.hasPrefix(Self.tag)
        ? .unknown(Unknown(key, .decidedByAWS("depends on who calls"))) : .ofRequest
    }
  }
}

extension PolicyDocument {
  /// Whether it may let a session of the role have tags of its own.
  fileprivate var mayTagSessions: Bool {
    if !statements.isComplete { return true }
    return statements.elements.contains { statement in
      guard statement.effect.known != .deny else { return false }
      let actions = statement.actions
      let isNamed =
        !actions.patterns.isComplete
        || actions.patterns.elements.contains { element in
          element.known.map { GlobPattern($0, foldingCase: true).widened.matches("sts:tagsession") } ?? true
        }
      return isNamed != actions.isNegated
    }
  }
}

extension GlobPattern {
  /// The pattern with what the variables stand for in place of them; nil if it matches nothing.
  func filled(_ variables: PolicyVariables) -> GlobPattern? {
    guard hasVariables else { return self }
    var filled: [Symbol] = []
    for symbol in symbols {
      guard case .variable(let name)? = symbol.hole else {
        filled.append(symbol)
        continue
      }
      switch variables.value(of: name) {
      case .text(let text): filled += GlobPattern(spelling: text).symbols
      case .absent: return nil
      case .ofRequest, .always, .one, .stranger, .unknown: filled.append(symbol)
      }
    }
    return GlobPattern(filled)
  }

  private var hasVariables: Bool {
    symbols.contains { symbol in
      if case .variable? = symbol.hole { true } else { false }
    }
  }
}

extension Statement {
  fileprivate static func hasVariables(_ value: Attribute<PartialText>) -> Bool {
    value.known?.parts.contains { if case .literal(let text) = $0 { text.contains("${") } else { false } } ?? false
  }

  /// The statement with what the variables stand for in the values of its conditions.
  func filled(_ variables: PolicyVariables) -> Statement {
    guard conditions.elements.contains(where: { $0.values.elements.contains(where: Self.hasVariables) }) else {
      return self
    }
    return with(
      PartialList(
        conditions.elements.map { condition in
          let values = condition.values.elements.compactMap { value in value.filled(variables) }
          return Condition(
            op: condition.op, key: condition.key, values: PartialList(values, rest: condition.values.rest),
            place: condition.place)
        }, rest: conditions.rest))
  }
}

extension Attribute<PartialText> {
  /// Nil: with what is not there the text matches nothing.
  fileprivate func filled(_ variables: PolicyVariables) -> Attribute<PartialText>? {
    guard let parts = known?.parts else { return self }
    var filled: [PartialText.Part] = []
    for part in parts {
      guard case .literal(let text) = part else {
        filled.append(part)
        continue
      }
      guard let texts = variables.filled(text) else { return nil }
      filled += texts
    }
    return Attribute(.known(PartialText(filled)), origin: origin, place: place)
  }
}

extension PolicyVariables {
  /// The parts of a text with what the variables in it stand for; nil if one of them is not there.
  fileprivate func filled(_ text: String) -> [PartialText.Part]? {
    var parts: [PartialText.Part] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      parts.append(.literal(String(rest[..<start.lowerBound])))
      switch value(of: String(rest[start.upperBound..<end])) {
      case .text(let text): parts += text.parts
      case .absent: return nil
      // It may be that nothing stands for it.
      case .unknown(let why): parts.append(.unknown(why))
      case .ofRequest, .always, .one, .stranger: parts.append(.literal(String(rest[start.lowerBound...end])))
      }
      rest = rest[rest.index(after: end)...]
    }
    return parts + [.literal(String(rest))]
  }
}
