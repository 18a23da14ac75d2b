import AWSModel
import NetSpace

/// What a resource lets others do that no policy says: the access control list of a bucket, and a file system that has no
/// policy.
struct ImpliedPolicy {
  let document: PolicyDocument
  let existence: Existence

  private init(
    _ actions: [String], for grantee: Grantee, _ existence: Existence, at place: Place
  ) {
    let principal = Statement.Principal(kind: grantee.kind, identifier: grantee.name)
    let patterns = actions.map { Attribute(.known(PartialText($0)), origin: .default, place: place) }
    let statement = Statement(
      sid: nil, effect: Attribute(.known(.allow), origin: .default, place: place),
      principals: Statement.Principals(PartialList([principal]), isNegated: false, place: place),
      actions: Statement.Patterns(PartialList(patterns), isNegated: false, place: place), resources: nil,
      conditions: PartialList(grantee.conditions), place: place)
    document = PolicyDocument(version: nil, statements: PartialList([statement]), place: place)
    self.existence = existence
  }

  /// Whom something is granted to, in the words of a policy.
  private struct Grantee {
    let kind: String
    let name: Attribute<PartialText>
    var conditions: [Statement.Condition] = []
  }

  private static func everybody(at place: Place) -> Grantee {
    Grantee(kind: "*", name: Attribute(.known(PartialText("*")), origin: .default, place: place))
  }

  /// The group of all that are signed in, to whichever account.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee
  private static func signedIn(at place: Place) -> Grantee {
    let isThere = Attribute(.known(PartialText("false")), origin: .default, place: place)
    var grantee = everybody(at: place)
    grantee.conditions = [
      Statement.Condition(op: "Null", key: "aws:PrincipalAccount", values: PartialList([isThere]), place: place)
    ]
    return grantee
  }

  // MARK: File systems

  /// Without a policy a file system is open to whoever reaches its mount targets.
  ///
  /// Source: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
  init?(ofFileSystem declaration: Declaration) {
    if declaration.kind == .readOnly { return nil }
    let place = Place(range: declaration.place)
    self.init(
      ["ClientMount", "ClientWrite", "ClientRootAccess"].map { "elasticfilesystem:\($0)" },
      for: Self.everybody(at: place), declaration.existence, at: place)
  }

  // MARK: Access control lists

  /// What the access control list of a bucket lets do with the bucket itself: a policy for each grantee.
  ///
  /// A bucket that is new has no lists, and Block Public Access is on, until it is said otherwise: where nothing is said
  /// it may be an older one.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
  static func lists(of settings: ResourceSettings) -> [ImpliedPolicy] {
    var all: [ImpliedPolicy] = []
    if let list = settings.value(of: "acl") {
      all = [canned(list, settings)].compactMap(\.self)
    } else if let list = settings.value(of: "acl_grants"), case .parts(let grants, _) = list.content {
      all = grants.compactMap { granted($0, settings, list.doubt) }
    }
    return all.filter { $0.existence.verdict != .no }
  }

  private static func canned(_ list: SettingValue, _ settings: ResourceSettings) -> ImpliedPolicy? {
    guard let text = list.text else { return nil }
    let place = list.place
    guard let name = text.known?.literal else {
      let because = (text.known?.unknowns ?? []) + [text.unknown].compactMap(\.self)
      return ImpliedPolicy(
        reading + writing + onLists, for: everybody(at: place), doubts: because, list.doubt,
        settings.listCounts(isPublic: true), at: place)
    }
    let isForLogs = name.filter { $0 != "-" }.lowercased() == "logdeliverywrite"
    let actions: [String]
    var grantee = isForLogs ? logDelivery(at: place) : everybody(at: place)
    switch name.filter({ $0 != "-" }).lowercased() {
    case "publicread": actions = reading
    case "authenticatedread":
      actions = reading
      grantee = signedIn(at: place)
    case "publicreadwrite": actions = reading + writing
    case _ where isForLogs: actions = writing + ["s3:GetBucketAcl"]
    default: return nil
    }
    return ImpliedPolicy(
      actions, for: grantee, doubts: [], list.doubt, settings.listCounts(isPublic: !isForLogs), at: place)
  }

  /// A grant to a group, or to an account: Block Public Access is about those for everybody.
  private static func granted(
    _ grant: ResourceSettings, _ settings: ResourceSettings, _ doubt: Unknown?
  ) -> ImpliedPolicy? {
    guard let part = grant.part else { return nil }
    let place = part.place
    var doubts = part.existence.verdict == .yes ? [] : part.existence.because
    let actions = actions(of: grant, &doubts)
    if actions.isEmpty { return nil }
    if let group = grant.value(of: "group")?.text, group.known?.literal != "" {
      var grantee = everybody(at: place)
      switch group.known?.literal {
      case let name? where name.hasSuffix("/groups/global/AllUsers"): break
      case let name? where name.hasSuffix("/groups/global/AuthenticatedUsers"): grantee = signedIn(at: place)
      case let name? where name.hasSuffix("/groups/s3/LogDelivery"):
        return ImpliedPolicy(
          actions, for: logDelivery(at: place), doubts: doubts, doubt, settings.listCounts(isPublic: false), at: place)
      case .some: return nil
      case nil: doubts += (group.known?.unknowns ?? []) + [group.unknown].compactMap(\.self)
      }
      return ImpliedPolicy(
        actions, for: grantee, doubts: doubts, doubt, settings.listCounts(isPublic: true), at: place)
    }
    let account =
      grant.value(of: "account")?.text
      ?? Attribute(
        .unknown(Unknown("the grantee", .unsupported("is not named by an id"), at: place.range)), place: place)
    return ImpliedPolicy(
      actions, for: Grantee(kind: "CanonicalUser", name: account), doubts: doubts, doubt,
      settings.listCounts(isPublic: false), at: place)
  }

  private static func actions(of grant: ResourceSettings, _ doubts: inout [Unknown]) -> [String] {
    guard case .texts(let names, _)? = grant.value(of: "permissions")?.content else { return [] }
    var actions: [String] = []
    for name in names.elements {
      switch name.known?.literal?.uppercased() {
      case "READ": actions += reading
      case "WRITE": actions += writing
      case "READ_ACP": actions.append("s3:GetBucketAcl")
      case "WRITE_ACP": actions.append("s3:PutBucketAcl")
      case "FULL_CONTROL": actions += reading + writing + onLists
      case .some: break
      case nil:
        actions += reading + writing + onLists
        doubts += (name.known?.unknowns ?? []) + [name.unknown].compactMap(\.self)
      }
    }
    if !names.rest.isEmpty {
      actions += reading + writing + onLists
      doubts += names.rest
    }
    return actions
  }

  private init(
    _ actions: [String], for grantee: Grantee, doubts: [Unknown], _ doubt: Unknown?,
    _ counts: (verdict: Verdict, because: [Unknown]), at place: Place
  ) {
    let because = (counts.because + doubts + [doubt].compactMap(\.self)).distinct
    let verdict = counts.verdict && (doubts.isEmpty && doubt == nil ? .yes : .unknown)
    self.init(actions, for: grantee, Existence(verdict, because: verdict == .yes ? [] : because), at: place)
  }

  private static let reading = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"]
  private static let writing = ["s3:PutObject"]
  private static let onLists = ["s3:GetBucketAcl", "s3:PutBucketAcl"]

  private static func logDelivery(at place: Place) -> Grantee {
    Grantee(
      kind: "Service",
      name: Attribute(.known(PartialText("logging.s3.amazonaws.com")), origin: .default, place: place))
  }
}

extension ResourceSettings {
  /// Whether a list has an effect; Block Public Access is about those that are for everybody.
  fileprivate func listCounts(isPublic: Bool) -> (verdict: Verdict, because: [Unknown]) {
    let owner = declaration.id.address
    func unset(_ setting: String) -> Unknown {
      Unknown("\(setting) of \(owner)", .decidedByAWS("depends on how old the bucket is"))
    }
    var because: [Unknown] = []
    var verdict = Verdict.yes
    if let text = value(of: "object_ownership")?.text {
      if text.known?.literal == "BucketOwnerEnforced" { return (.no, []) }
      if text.known?.literal == nil {
        verdict = .unknown
        because += (text.known?.unknowns ?? []) + [text.unknown].compactMap(\.self)
      }
    } else {
      verdict = .unknown
      because.append(unset("the object ownership"))
    }
    for name in isPublic ? ["ignores_public_acls", "blocks_public_acls"] : [] {
      guard let setting = value(of: name), case .bool(let flag) = setting.content else {
        verdict = .unknown
        because.append(unset("Block Public Access"))
        continue
      }
      if flag.known == true, setting.doubt == nil { return (.no, []) }
      if flag.known == false, setting.doubt == nil { continue }
      verdict = .unknown
      because += [flag.unknown, setting.doubt].compactMap(\.self)
    }
    return (verdict, because.distinct)
  }
}
