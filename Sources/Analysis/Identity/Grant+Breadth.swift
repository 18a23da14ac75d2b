import AWSModel
import NetSpace

/// How much a grant holds of what it could do without: whole services, every resource, every role and secret.
///
/// Each answer is yes where the lower bound of the grant says so, and unknown where only the upper one does.
extension Grant {
  /// Whether it is attached to those who call: a bucket's policy reaches its bucket alone.
  package var isOfIdentity: Bool {
    switch grantee {
    case .identity, .holders: true
    case .principals: false
    }
  }

  /// The services of which one statement gives every action, those included that do not exist yet.
  package var wholeServices: [(name: String, verdict: Verdict)] {
    let possible = Self.wholeServices(granted.may)
    if possible.isEmpty { return [] }
    guard existence.verdict == .yes else { return possible.map { ($0, .unknown) } }
    if granted.must == granted.may { return possible.map { ($0, .yes) } }
    let certain = Set(Self.wholeServices(granted.must))
    return possible.map { ($0, certain.contains($0) ? .yes : .unknown) }
  }

  private static func wholeServices(_ requests: RequestSet) -> [String] {
    let boxes = requests.boxes.filter { $0.actions.terms.contains(where: \.mayHoldService) }
    return boxes.isEmpty ? [] : services.value(boxes.map(\.actions)) { wholeServices(boxes) }
  }

  /// By the actions that give them: most policies that give everything say so in the same words.
  private static let services = Memo<[PatternSet], [String]>()

  private static func wholeServices(_ boxes: [RequestBox]) -> [String] {
    let names = Set(boxes.flatMap { ActionCatalogue.builtIn.serviceNames(in: $0.actions) })
    let parts = boxes.map { ServiceParts($0.actions) }
    return names.sorted().filter { name in
      let all = PatternSet([GlobPattern("\(name):*")])
      return parts.contains { all.isSubset(of: $0.part(about: name)) == .yes }
    }
  }

  /// Actions that change something, could name a resource and are granted on every one, to callers whom no condition
  /// confines.
  ///
  /// To pass a role and to read secrets are judged by themselves.
  package var openActions: [(action: CataloguedAction, verdict: Verdict)] {
    open(OpenActions.of).map { (action: $0, verdict: $1) }
  }

  /// The same by their names alone, of which there may be thousands: `s3:PutObject`.
  package var openActionNames: [(name: String, verdict: Verdict)] {
    open(OpenActions.names).map { (name: $0, verdict: $1) }
  }

  private func open<Action: Hashable>(_ actions: (RequestSet) -> [Action]) -> [(Action, Verdict)] {
    let possible = actions(unconfined.may)
    if possible.isEmpty { return [] }
    guard existence.verdict == .yes else { return possible.map { ($0, .unknown) } }
    if unconfined.must == unconfined.may { return possible.map { ($0, .yes) } }
    let certain = Set(actions(unconfined.must))
    return possible.map { ($0, certain.contains($0) ? .yes : .unknown) }
  }

  /// Whether it lets every role of an account be passed to every service.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  package var passesEveryRole: Verdict {
    let limits: Set = ["iam:passedtoservice", "iam:associatedresourcearn"]
    let isLimited = requirements.contains { requirement in
      limits.contains(requirement.condition.key.lowercased())
    }
    return isLimited ? .no : reaches(.roles, by: ["iam:passrole"], \.unconfined)
  }

  /// The ways in which it reads every secret, parameter or ciphertext of an account, to callers whom no condition
  /// confines.
  package var secretReads: [(action: String, verdict: Verdict)] {
    Self.secretActions.compactMap { action, shape in
      if action == "kms:Decrypt", isForServicesOnly { return nil }
      let verdict = reaches(shape, by: [action.lowercased()], \.unconfined)
      return verdict == .no ? nil : (action, verdict)
    }
  }

  /// Whether its keys serve requests that a service makes for the principal alone, for which it needs the service's own
  /// permissions.
  ///
  /// Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
  private var isForServicesOnly: Bool {
    requirements.contains { requirement in
      !requirement.isDenial && requirement.condition.key.lowercased() == "kms:viaservice"
        && ["stringequals", "stringequalsignorecase", "stringlike"].contains(requirement.condition.op.lowercased())
    }
  }

  private static let secretActions: [(action: String, shape: ResourceShape)] = [
    ("secretsmanager:GetSecretValue", .secrets), ("ssm:GetParameter", .parameters), ("ssm:GetParameters", .parameters),
    ("ssm:GetParametersByPath", .parameters), ("ssm:GetParameterHistory", .parameters), ("kms:Decrypt", .keys),
  ]

  /// Whether one of some actions may be used on all resources of a shape.
  func reaches(
    _ shape: ResourceShape, by actions: [String], _ part: KeyPath<Grant, RequestBounds> = \.granted
  ) -> Verdict {
    func reaches(_ requests: RequestSet) -> Bool {
      requests.boxes.contains { box in
        actions.contains { box.actions.contains(GlobPattern($0).symbols) } && shape.isCovered(by: box.resources)
      }
    }
    let bounds = self[keyPath: part]
    guard reaches(bounds.may) else { return .no }
    return existence.verdict == .yes && (bounds.must == bounds.may || reaches(bounds.must)) ? .yes : .unknown
  }
}

/// All resources of a kind in an account: `arn:aws:iam::123456789012:role/*`.
struct ResourceShape: Hashable, Sendable {
  let service: String
  /// The sixth field of their ARNs.
  let name: String
  /// Whether the ARNs of one account and one region will do, where a pattern names these.
  let isOfAccount: Bool

  init(service: String, name: String, isOfAccount: Bool = true) {
    self.service = service
    self.name = name
    self.isOfAccount = isOfAccount
  }

  static let roles = ResourceShape(service: "iam", name: "role/*")
  static let users = ResourceShape(service: "iam", name: "user/*")
  static let groups = ResourceShape(service: "iam", name: "group/*")
  static let policies = ResourceShape(service: "iam", name: "policy/*")
  static let secrets = ResourceShape(service: "secretsmanager", name: "secret:*")
  static let parameters = ResourceShape(service: "ssm", name: "parameter/*")
  static let keys = ResourceShape(service: "kms", name: "key/*")

  /// Everything of a service, in every account.
  static func everything(of service: String) -> ResourceShape {
    ResourceShape(service: service, name: "*", isOfAccount: false)
  }

  /// Whether patterns hold all of them; in an upper bound what is not known holds them.
  func isCovered(by resources: PatternSet) -> Bool {
    if resources.terms.contains(PatternTerm()) { return true }
    return Self.covering.value(Covering(shape: self, resources: resources)) { isHeld(by: resources) }
  }

  /// By what is held: most grants that name resources name few of them in few ways.
  private static let covering = Memo<Covering, Bool>()

  private struct Covering: Hashable {
    let shape: ResourceShape
    let resources: PatternSet
  }

  private func isHeld(by resources: PatternSet) -> Bool {
    resources.terms.contains { term in
      guard let pattern = term.include.first else { return isCovered(by: resources, []) }
      return isCovered(
        by: resources,
        pattern.symbols.split(separator: .literal(":"), maxSplits: 5, omittingEmptySubsequences: false).map(Array.init))
    }
  }

  private func isCovered(by resources: PatternSet, _ fields: [[GlobPattern.Symbol]]) -> Bool {
    func literal(_ text: String) -> [GlobPattern.Symbol] { GlobPattern(text).symbols }
    let isARN = fields.count > 1 && fields[0] == literal("arn")
    let partition = isARN ? fields[1] : literal("aws")
    // Names of buckets have neither region nor account.
    let ends = service == "s3" && name == "*" ? [literal(""), literal("")] : [literal("*"), literal("*")]
    let region = isARN && isOfAccount && fields.count > 3 ? fields[3] : ends[0]
    let account = isARN && isOfAccount && fields.count > 4 ? fields[4] : ends[1]
    let colon = literal(":")
    let parts = [literal("arn"), partition, literal(service), region, account, literal(name)]
    let all = GlobPattern(Array(parts.joined(separator: colon)))
    return PatternSet([all]).isSubset(of: resources) == .yes
  }
}

extension PatternTerm {
  /// Whether all actions of some service may be among its texts: none of its patterns names one.
  fileprivate var mayHoldService: Bool { include.allSatisfy(\.hasWildcards) }
}
