import AWSModel
import Documents

/// What the adapters of one stack share: how a text becomes a reference, and where diagnostics go.
final class AdapterContext {
  let stack: String
  /// The names that the stack gives its resources.
  let own: OwnNames
  /// Literal identifiers of resources of the input (`vpc-0a1b`, an ARN, a name that is used as an identifier).
  let aliases: [String: ResourceID]
  /// What stands in for a resource: the declaration that adopts a VPC's default security group, or the connection that
  /// an accepter accepts.
  let adopted: [ResourceID: ResourceID]
  /// Attributes that name another resource than the one they belong to: a VPC's `default_security_group_id`.
  let impliedBy: (_ attribute: String) -> String?
  /// The versions of Terraform's AWS provider that the input may be meant for.
  let providerVersions: ProviderVersions
  private(set) var diagnostics: [Diagnostic] = []
  /// The modelled types that were meant by others, and those that none was meant by.
  private var meantTypes: [String: String?] = [:]
  /// Is told of each member that was asked for and is not written, with those that are; nil where nobody can have
  /// written one wrongly.
  var isMissing: ((_ key: String, _ members: [Resolved.Member]) -> Void)?
  /// Whether that one reports what is written wrongly in policies, too.
  var isMissingInPolicies = false

  /// Why an identifier is empty; nil where an empty one is as good as any other.
  var emptyIdentifier: ((Place) -> Unknown)?

  init(
    stack: String, own: OwnNames = OwnNames(), aliases: [String: ResourceID], adopted: [ResourceID: ResourceID] = [:],
    providerVersions: ProviderVersions = ProviderVersions(), impliedBy: @escaping (_ attribute: String) -> String?
  ) {
    self.stack = stack
    self.own = own
    self.aliases = aliases
    self.adopted = adopted
    self.providerVersions = providerVersions
    self.impliedBy = impliedBy
  }

  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Says of a resource that its type is not modelled, or that there is none of that name but a modelled one was meant.
  func reportNotModelled<Adapter>(_ declaration: Declaration, besides table: [String: Adapter]) {
    let type = declaration.type
    let meant = meantTypes[type] ?? (table[type] == nil ? Misspelling.type(type, among: table.keys) : nil)
    meantTypes[type] = .some(meant)
    guard let meant else {
      if Self.namesAlone.contains(type) { return }
      report(Diagnostic(.unsupported, "\(type) is not modelled", at: declaration.place, group: type))
      return
    }
    let isCase = meant.lowercased() == type.lowercased()
    report(
      Diagnostic(
        .unreadable, "there is no resource type \(type)", help: "did you mean \(meant)?\(isCase ? " Case counts" : "")",
        at: declaration.place))
  }

  /// Types of which nothing counts but how others name them: as who may take a role, and as a key.
  ///
  /// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html,
  /// https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
  private static let namesAlone: Set = [
    "AWS::IAM::OIDCProvider", "AWS::IAM::SAMLProvider", "AWS::KMS::Alias", "aws_iam_openid_connect_provider",
    "aws_iam_saml_provider", "aws_kms_alias",
  ]

  /// The resource that an attribute of a resource identifies.
  func target(of id: ResourceID, attribute: String) -> ResourceID {
    let id = impliedBy(attribute).map(id.implied) ?? id
    return adopted[id] ?? id
  }

  /// What the stack calls so, by the name alone, at the end of an ARN in its own account, or of the URL of a queue there.
  func named(_ text: PartialText, _ kind: NamedKind) -> Reference? {
    own.reference(text.ownName(of: kind) ?? text, kind, adopted: adopted)
  }

  /// What a text refers to: a resource's attribute, a literal identifier, or nothing that can be known.
  ///
  /// - Parameter kind: what a name is the name of, where it refers to a resource by its name.
  func reference(_ text: PartialText, named kind: NamedKind? = nil, at place: Place) -> Reference {
    if let (resource, name) = text.attribute { return .resource(target(of: resource, attribute: name)) }
    if let named = kind.flatMap({ self.named(text, $0) }) { return named }
    if let literal = text.literal {
      if literal.isEmpty, let emptyIdentifier { return .unknown(emptyIdentifier(place)) }
      let id =
        kind.flatMap { aliases[$0.identifier(literal)] } ?? aliases[literal]
        ?? literal.groupOfAccount.flatMap { aliases[$0] }
      return id.map { .resource(adopted[$0] ?? $0) } ?? .external(literal)
    }
    // "arn:aws:iam::${AWS::AccountId}:role/${Role}": an ARN that ends with what names the resource.
    if case .literal(let start)? = text.parts.first, start.hasPrefix("arn:"), text.attributes.count == 1,
      case .attribute(let id, let name)? = text.parts.last
    {
      return .resource(target(of: id, attribute: name))
    }
    // "${Function.Arn}:live": an alias or version of a function.
    if kind == .function, case .attribute(let id, let name)? = text.parts.first, text.parts.count > 1,
      case .literal(let qualifier) = text.parts[1], qualifier.hasPrefix(":")
    {
      return .resource(target(of: id, attribute: name))
    }
    // A queue or a function of the account that the stack does not declare.
    if kind == .queue || kind == .function, let name = kind.flatMap(text.ownName) {
      if let (resource, attribute) = name.attribute { return .resource(target(of: resource, attribute: attribute)) }
      if let literal = name.literal { return .external(literal + (text.qualifier?.literal.map { ":" + $0 } ?? "")) }
    }
    if let why = text.unknowns.first { return .unknown(why) }
    // "123456789012/${aws_security_group.peer.id}": a group of another account, named with it.
    if text.parts.count == 2, case .literal(let account) = text.parts[0], account.hasSuffix("/"),
      case .attribute(let id, let name) = text.parts[1]
    {
      return .resource(target(of: id, attribute: name))
    }
    return .unknown(Unknown("\"\(text)\"", .unsupported("an identifier composed of several parts"), at: place.range))
  }
}

extension String {
  /// The group in `123456789012/sg-0a1b2c3d`, as one of an account is named; nil for all else.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
  fileprivate var groupOfAccount: String? {
    guard let slash = utf8.firstIndex(of: UInt8(ascii: "/")), utf8[..<slash].allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let group = self[index(after: slash)...]
    return group.hasPrefix("sg-") ? String(group) : nil
  }
}

extension PartialText {
  /// The name in an ARN in the account of the stack, or in the URL of a queue there; nil if it is none of the kind.
  fileprivate func ownName(of kind: NamedKind) -> PartialText? {
    guard literal == nil, case .literal(let start)? = parts.first else { return nil }
    if kind == .queue { return start.hasPrefix("https://") ? nameInURL : nil }
    guard start.hasPrefix("arn:"), isOfOwnAccount else { return nil }
    return kind == .function ? function?.name : name(inARNOf: kind)
  }

  /// What stands behind the name of a function in an ARN, as a version or an alias does; nil if nothing does.
  var qualifier: PartialText? { function?.qualifier }

  /// Nil for what is not the ARN of a function.
  private var function: (name: PartialText, qualifier: PartialText?)? {
    let mark = ":function:"
    for (position, part) in parts.enumerated() {
      guard case .literal(let text) = part, let start = text.firstRange(of: mark)?.upperBound else { continue }
      let rest = PartialText([.literal(String(text[start...]))] + parts[(position + 1)...])
      for (position, part) in rest.parts.enumerated() {
        guard case .literal(let text) = part, let colon = text.firstIndex(of: ":") else { continue }
        return (
          PartialText(rest.parts[..<position] + [.literal(String(text[..<colon]))]),
          PartialText([.literal(String(text[text.index(after: colon)...]))] + rest.parts[(position + 1)...])
        )
      }
      return (rest, nil)
    }
    return nil
  }

  /// Behind the account of the stack and a slash.
  ///
  /// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
  private var nameInURL: PartialText? {
    for (position, part) in parts.enumerated().dropFirst() {
      guard case .unknown(let why) = part, why.subject == PseudoParameter.accountID.rawValue,
        case .literal(let before) = parts[position - 1], before.hasSuffix("/"), position + 1 < parts.count,
        case .literal(let after) = parts[position + 1], after.hasPrefix("/")
      else { continue }
      return PartialText([.literal(String(after.dropFirst()))] + parts[(position + 2)...])
    }
    return nil
  }

  private func name(inARNOf kind: NamedKind) -> PartialText? {
    let type = ":\(kind.rawValue)"
    for (position, part) in parts.enumerated().reversed() {
      guard case .literal(let text) = part, let end = text.lastIndex(where: { $0 == "/" || $0 == ":" }) else {
        continue
      }
      let before = text[...end]
      guard before.hasSuffix("\(type):") || before.contains("\(type)/") else { return nil }
      return PartialText([.literal(String(text[text.index(after: end)...]))] + parts[(position + 1)...])
    }
    return nil
  }

  /// Whether the fifth field is the account that the stack is deployed to.
  private var isOfOwnAccount: Bool {
    var colons = 0
    for part in parts {
      switch part {
      case .literal(let text): colons += text.utf8.count { $0 == UInt8(ascii: ":") }
      case .unknown(let why) where colons == 4: return why.subject == PseudoParameter.accountID.rawValue
      case .unknown, .attribute: continue
      }
    }
    return false
  }

  /// The attributes of resources in it.
  fileprivate var attributes: [Part] {
    parts.filter { if case .attribute = $0 { true } else { false } }
  }
}
