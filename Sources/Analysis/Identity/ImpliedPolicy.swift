import AWSModel
import NetSpace

/// What a resource lets everybody do, or the delivery of logs, that no policy says: the access control list of a bucket, and a file system that has
/// no policy.
struct ImpliedPolicy {
  let document: PolicyDocument
  let existence: Existence

  /// - Parameter service: whom it is for; nil for everybody.
  private init(_ actions: [String], of service: String? = nil, _ existence: Existence, at place: Place) {
    let everybody = Statement.Principal(
      kind: service == nil ? "*" : "Service",
      identifier: Attribute(.known(PartialText(service ?? "*")), origin: .default, place: place))
    let patterns = actions.map { Attribute(.known(PartialText($0)), origin: .default, place: place) }
    let statement = Statement(
      sid: nil, effect: Attribute(.known(.allow), origin: .default, place: place),
      principals: Statement.Principals(PartialList([everybody]), isNegated: false, place: place),
      actions: Statement.Patterns(PartialList(patterns), isNegated: false, place: place), resources: nil,
      conditions: PartialList(), place: place)
    document = PolicyDocument(version: nil, statements: PartialList([statement]), place: place)
    self.existence = existence
  }

  // MARK: File systems

  /// Without a policy a file system is open to whoever reaches its mount targets.
  ///
  /// Source: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
  init?(ofFileSystem declaration: Declaration) {
    if declaration.kind == .readOnly { return nil }
    self.init(
      ["ClientMount", "ClientWrite", "ClientRootAccess"].map { "elasticfilesystem:\($0)" }, declaration.existence,
      at: Place(range: declaration.place))
  }

  // MARK: Access control lists

  /// What a list for everybody, or for everybody who is signed in to any account, lets do with the bucket itself.
  ///
  /// A bucket that is new has no lists, and Block Public Access is on, until it is said otherwise: where nothing is said
  /// it may be an older one.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
  init?(listOf settings: ResourceSettings) {
    guard let list = settings.value(of: "acl") ?? settings.value(of: "acl_groups") else { return nil }
    let isOfService = list.text?.known?.literal.map(Self.isForLogs) ?? false
    let counts = settings.listCounts(isPublic: !isOfService)
    guard counts.verdict != .no, let found = Self.permissions(of: list) else { return nil }
    let verdict = counts.verdict && found.verdict && (list.doubt == nil ? .yes : .unknown)
    let because = counts.because + found.because + [list.doubt].compactMap(\.self)
    self.init(
      found.actions, of: isOfService ? "logging.s3.amazonaws.com" : nil,
      Existence(verdict, because: verdict == .yes ? [] : because.distinct), at: list.place)
  }

  private typealias Permissions = (actions: [String], verdict: Verdict, because: [Unknown])

  /// Nil: it is for nobody but accounts that it names.
  private static func permissions(of list: SettingValue) -> Permissions? {
    if case .texts(let groups, let place) = list.content {
      let open = groups.elements.contains { group in
        group.known.map { $0.literal.map(isEverybody) ?? true } ?? true
      }
      if !open, groups.isComplete { return nil }
      let why = Unknown("what the list grants", .unsupported("is not read"), at: place.range)
      return (reading + writing + onLists, .unknown, [why])
    }
    guard let text = list.text else { return nil }
    guard let name = text.known?.literal else {
      return (reading + writing + onLists, .unknown, (text.known?.unknowns ?? []) + [text.unknown].compactMap(\.self))
    }
    switch name.filter({ $0 != "-" }).lowercased() {
    case "publicread", "authenticatedread": return (reading, .yes, [])
    case "publicreadwrite": return (reading + writing, .yes, [])
    case _ where isForLogs(name): return (writing + ["s3:GetBucketAcl"], .yes, [])
    default: return nil
    }
  }

  private static let reading = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"]
  private static let writing = ["s3:PutObject"]
  private static let onLists = ["s3:GetBucketAcl", "s3:PutBucketAcl"]

  /// What lets the group that delivers logs write, and read the list.
  private static func isForLogs(_ name: String) -> Bool {
    name.filter { $0 != "-" }.lowercased() == "logdeliverywrite"
  }

  private static func isEverybody(_ group: String) -> Bool {
    group.hasSuffix("/groups/global/AllUsers") || group.hasSuffix("/groups/global/AuthenticatedUsers")
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
