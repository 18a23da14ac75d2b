import AWSModel
import NetSpace

/// How far a grant goes beyond least privilege on S3.
///
/// Least privilege is to read, write, delete and list objects of a bucket that is named: the actions are among
/// `S3Excess.allowedActions`, and the bucket is a literal or a resolved reference, with wildcards only after the first
/// `/` of the ARN.
package struct S3Excess: Sendable {
  /// Whether the grant is there and goes beyond.
  package let verdict: Verdict
  /// The actions of S3 that it adds for certain, by level and name.
  package let extraActions: [CataloguedAction]
  /// Whether it reaches buckets that are not named.
  package let reachesOtherBuckets: Verdict
  /// The resources that do, as written, with their places.
  package let openResources: [Attribute<PartialText>]
  /// Whether nothing but reads and lists is added, in actions and in buckets.
  package let addsReadsOnly: Verdict
  /// What to point at: the actions if they are too many, the resources if they are too wide.
  package let places: [Place]
  /// If undecided: why.
  package let unknowns: [Unknown]

  /// The actions that are added, by level, levels and names in order.
  package var extraActionsByLevel: [(level: AccessLevel, actions: [CataloguedAction])] {
    AccessLevel.allCases.compactMap { level in
      let some = extraActions.filter { $0.level == level }
      return some.isEmpty ? nil : (level, some)
    }
  }

  package static let allowedActions: Set<String> = [
    "GetObject", "GetObjectVersion", "PutObject", "DeleteObject", "AbortMultipartUpload", "ListMultipartUploadParts",
    "ListBucket", "ListBucketMultipartUploads", "GetBucketLocation",
  ]

  /// What AWS's own services ask for in a bucket's policy before they deliver logs: CloudTrail, Config, flow logs.
  ///
  /// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
  static let allowedServiceActions = allowedActions.union(["GetBucketAcl"])
}

extension Grant {
  /// How far the grant goes beyond least privilege on S3; nil if it grants nothing on S3.
  package var s3Excess: S3Excess? { S3Question(self)?.answer }
}

/// One grant, asked about S3.
private struct S3Question {
  private let grant: Grant
  private let isBucketPolicy: Bool
  /// The actions of S3 that it holds for certain, and that it may hold, each with what it may be used on.
  private let certain: [Holding]
  private let possible: [Holding]

  fileprivate struct Holding: Sendable {
    let action: CataloguedAction
    let scopes: [S3Scope]
  }

  init?(_ grant: Grant, catalogue: ActionCatalogue = .builtIn) {
    guard let service = catalogue.service("s3") else { return nil }
    self.grant = grant
    isBucketPolicy = if case .principals = grant.grantee { true } else { false }
    certain = Self.holdings(grant.granted.must, of: service)
    // Where all is known the two bounds are one.
    possible = grant.granted.may == grant.granted.must ? certain : Self.holdings(grant.granted.may, of: service)
    if possible.isEmpty { return nil }
  }

  var answer: S3Excess {
    let extra = extraActions(grant.granted.must, certain)
    let possibleExtra = grant.granted.may == grant.granted.must ? extra : extraActions(grant.granted.may, possible)
    let open = reachesOtherBuckets
    let actions = extra.isEmpty ? (possibleExtra.isEmpty ? Verdict.no : .unknown) : .yes
    let verdict = (actions || open) && grant.existence.verdict
    var places: [Place] = []
    if actions != .no { places.append(grant.actionsPlace) }
    if open != .no { places += openResources.isEmpty ? [grant.resourcesPlace] : openResources.map(\.place) }
    return S3Excess(
      verdict: verdict, extraActions: extra, reachesOtherBuckets: open,
      openResources: open == .no ? [] : openResources, addsReadsOnly: addsReadsOnly(extra, possibleExtra, open),
      places: places, unknowns: verdict == .unknown ? grant.unknowns : [])
  }

  // MARK: Actions

  private static func holdings(_ requests: RequestSet, of service: ActionCatalogue.Service) -> [Holding] {
    let all = GlobPattern("s3:*")
    let boxes = requests.boxes.compactMap { box -> (actions: PatternSet, scopes: [S3Scope])? in
      guard box.actions.terms.contains(where: { $0.include.allSatisfy(all.intersects) }) else { return nil }
      let scopes = box.resources.terms.filter(\.reachesS3).map { S3Scope($0) }
      return scopes.isEmpty ? nil : (box.actions, scopes)
    }
    if boxes.isEmpty { return [] }
    let isOfAnyService = requests.boxes.contains { $0.actions.terms.contains { $0.service == nil } }
    return isOfAnyService
      ? held.value(requests.boxes) { holdings(boxes, of: service) } : holdings(boxes, of: service)
  }

  /// By what grants them: most policies that give everything say so in the same words.
  private static let held = Memo<[RequestBox], [Holding]>()

  private static func holdings(
    _ boxes: [(actions: PatternSet, scopes: [S3Scope])], of service: ActionCatalogue.Service
  ) -> [Holding] {
    zip(service.actions, service.texts).compactMap { action, text in
      let scopes = boxes.filter { $0.actions.contains(text) }.flatMap(\.scopes)
      return scopes.isEmpty ? nil : Holding(action: action, scopes: scopes)
    }
  }

  /// Those beyond the allowed ones that some resource of the grant fits; all of them if none fits any.
  private func extraActions(_ requests: RequestSet, _ holdings: [Holding]) -> [CataloguedAction] {
    let servicesOnly = grant.statement?.principals?.isServicesOnly ?? false
    return Self.extra.value(Extra(boxes: requests.boxes, isOfServices: servicesOnly)) {
      Self.extraActions(holdings, isOfServices: servicesOnly)
    }
  }

  /// By what grants them, and whether to services alone.
  private static let extra = Memo<Extra, [CataloguedAction]>()

  private struct Extra: Hashable {
    let boxes: [RequestBox]
    let isOfServices: Bool
  }

  private static func extraActions(_ holdings: [Holding], isOfServices servicesOnly: Bool) -> [CataloguedAction] {
    let allowed = servicesOnly ? S3Excess.allowedServiceActions : S3Excess.allowedActions
    let extra = holdings.filter { !allowed.contains($0.action.name) }
    let fitting = extra.filter { holding in holding.scopes.contains { $0.fits(holding.action) } }
    return (fitting.isEmpty ? extra : fitting).map(\.action).sorted { ($0.level, $0.name) < ($1.level, $1.name) }
  }

  // MARK: Buckets

  /// A bucket's own policy reaches no other, whatever it says.
  private var reachesOtherBuckets: Verdict {
    if isBucketPolicy { return .no }
    let certainly = leavesBucketOpen(certain)
    if certainly == .yes { return .yes }
    return leavesBucketOpen(possible) == .no ? .no : .unknown
  }

  /// For the actions that take a resource; for the others only `*` is meaningful.
  private func leavesBucketOpen(_ holdings: [Holding]) -> Verdict {
    Verdict.any(holdings.lazy.filter(\.action.takesResource).flatMap(\.scopes).map(\.leavesBucketOpen))
  }

  private var openResources: [Attribute<PartialText>] {
    guard let resources = grant.statement?.resources, !resources.isNegated else { return [] }
    let open = resources.patterns.elements.filter { element in
      guard let text = element.known else { return true }
      // As it is compared: of a bucket's attribute the front part is literal.
      let pattern = GlobPattern(text)
      return PatternTerm(include: [pattern]).reachesS3 && pattern.bucketIsOpen != .no
    }
    return open
  }

  private func addsReadsOnly(_ extra: [CataloguedAction], _ possible: [CataloguedAction], _ open: Verdict) -> Verdict {
    func readsOnly(_ actions: [CataloguedAction]) -> Bool { actions.allSatisfy(\.level.isReadOnly) }
    // On buckets that are not named every action is an addition.
    let certainly = extra + (open == .yes ? certain.map(\.action) : [])
    let atMost = possible + (open == .no ? [] : self.possible.map(\.action))
    if !readsOnly(certainly) { return .no }
    return readsOnly(atMost) || grant.existence.verdict == .yes && !certainly.isEmpty ? .yes : .unknown
  }
}

extension PatternTerm {
  /// Whether it may name anything of S3.
  fileprivate var reachesS3: Bool { include.allSatisfy(\.reachesS3) }
}

/// What a term of resources means on S3, settled once for all actions.
struct S3Scope: Sendable {
  /// Whether the bucket is open: none of the patterns that have to match fixes it.
  let leavesBucketOpen: Verdict
  private let isEverything: Bool
  private let hasObjects: Bool
  private let hasBuckets: Bool
  private let hasOthers: Bool

  init(_ term: PatternTerm) { self.init(term, include: term.include.map(\.widened)) }

  /// With what is not known taken for one name, which no wildcard or separator is in.
  init(exactly term: PatternTerm) { self.init(term, include: term.include) }

  private init(_ term: PatternTerm, include: [GlobPattern]) {
    func mayHold(_ pattern: GlobPattern, but excluded: [GlobPattern] = []) -> Bool {
      let narrowed = PatternTerm.simplified(include: include + [pattern], exclude: term.exclude + excluded)
      return narrowed.map { $0.isEmpty != .yes } ?? false
    }
    leavesBucketOpen = include.isEmpty ? .yes : Verdict.all(term.include.map(\.bucketIsOpen))
    isEverything = include.allSatisfy(\.isEverything)
    // Almost all policies name a bucket or objects so: no search is needed for what these are.
    if term.exclude.isEmpty, include.count == 1, let key = include[0].behindBucketARN {
      hasObjects = key.contains { $0 == .literal("/") || $0.isWildcard }
      hasBuckets = !key.contains(.literal("/"))
      hasOthers = false
      return
    }
    hasObjects = mayHold(Self.object)
    hasBuckets = mayHold(Self.bucket, but: [Self.object])
    hasOthers = !term.include.contains(where: \.isOfBucket) && mayHold(Self.regional)
  }

  private static let bucket = GlobPattern("arn:*:s3:::*")
  private static let object = GlobPattern("arn:*:s3:::*/*")
  /// Access points, jobs and the like have a region or an account, which buckets have not.
  private static let regional = GlobPattern("arn:*:s3:*:*:?*/*")

  /// Whether an action can be used on one of these resources: on an object, on a bucket, or on anything else.
  func fits(_ action: CataloguedAction) -> Bool {
    if !action.takesResource { return isEverything }
    return action.resourceTypes.contains { type in
      switch type.name {
      case "object": hasObjects
      case "bucket": hasBuckets
      default: hasOthers
      }
    }
  }
}

extension GlobPattern {
  private static let s3 = ["aws", "aws-cn", "aws-us-gov"].map { GlobPattern("arn:\($0):s3:*") }

  /// Whether it may name anything of S3: its service may be `s3`.
  ///
  /// A `*` in the middle of an ARN's first fields stays inside of its field; only a last one reaches beyond.
  fileprivate var reachesS3: Bool {
    let fields = symbols.split(separator: .literal(":"), maxSplits: 3, omittingEmptySubsequences: false)
    guard fields.count == 4, Array(fields[0]) == GlobPattern("arn").symbols else {
      return Self.s3.contains(where: widened.intersects)
    }
    return GlobPattern(Array(fields[2])).widened.intersects(GlobPattern("s3"))
  }

  /// Whether it names a bucket or its objects and nothing else of S3: an ARN without region and account.
  fileprivate var isOfBucket: Bool {
    let fields = symbols.split(separator: .literal(":"), maxSplits: 5, omittingEmptySubsequences: false)
    return fields.count == 6 && fields[3].isEmpty && fields[4].isEmpty
  }

  /// The bucket and the key of an ARN that begins as those of buckets do; nil for any other, and if it has an open hole.
  fileprivate var behindBucketARN: ArraySlice<Symbol>? {
    guard symbols.starts(with: Self.bucketStart), !hasOpenHoles else { return nil }
    return symbols.dropFirst(Self.bucketStart.count)
  }

  private static let bucketStart = GlobPattern("arn:aws:s3:::").symbols

  /// Whether the bucket of an ARN is not fixed: there is a wildcard before the first `/`, or something not known.
  fileprivate var bucketIsOpen: Verdict {
    let bucket = symbols.prefix { $0 != .literal("/") }
    var result = Verdict.no
    for symbol in bucket {
      if symbol.isWildcard { return .yes }
      switch symbol.hole {
      case .variable?: return .yes
      case .unknown?: result = .unknown
      case .fixed?, nil: continue
      }
    }
    return result
  }
}
