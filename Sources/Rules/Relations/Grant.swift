import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let grant: Relation = Relation(of: Objects.grant) { context in
    context.identity.grants.map { grant in
      Row(
        Objects.grant.object(grant, context),
        exists: Certainty(grant.existence.verdict, because: grant.existence.because + grant.unknowns),
        subject: grant.grantee.id, key: "\(grant.place.range.file.path) \(grant.place.range.offset)",
        evidence: { [grant.place.range] }, fix: { grant.fix(for: $0, context) })
    }
  }
}

extension Objects {
  static let grant: ObjectType<Grant> = ObjectType(
    "grant", doc: "What one statement lets a principal do, after denies and limits.",
    key: { "\($0.grantee.id.stack)\n\($0.grantee.id.address)\n\($0.place.range)" },
    describe: { $0.words },
    anchors: { grant, _ in [grant.anchor(grant.place)] },
    fields: [
      "principal": .init(.object("principal"), "Who has it.") { grant, context in
        context.identity.principal(grant.grantee.id).map { principal.value($0, context) }
      },
      "policy": .init(.string, "The policy that says so: `AdministratorAccess`, the address of a resource.") {
        grant, _ in
        .string(grant.policy.words)
      },
      "actions": .init(
        .list(.string), "The action patterns as written.", at: { grant, _ in [grant.anchor(grant.actionsPlace)] }
      ) { grant, context in
        grant.statement.map { context.list($0.actions.patterns) }
      },
      "resources": .init(
        .list(.string), "The resource patterns as written.", at: { grant, _ in [grant.anchor(grant.resourcesPlace)] }
      ) { grant, context in
        grant.statement?.resources.map { context.list($0.patterns) }
      },
      "is_confined": .init(.bool, "Whether a condition confines it to some callers.") { grant, context in
        context.value(grant.isConfined, because: grant.unknowns)
      },
      "conditions": .init(.list(.string), "The condition keys that a request has to meet.") { grant, _ in
        .list(grant.requirements.map { .string($0.condition.key) })
      },
      "is_of_identity": .init(.bool, "Whether it comes from a policy of whoever calls, and not from one of a resource.")
      {
        grant, _ in
        .bool(grant.isOfIdentity)
      },
      "is_inherited": .init(.bool, "Whether a user has it by a group of the input, which has a grant of its own.") {
        grant, context in
        .bool(context.isInherited(grant))
      },
      "is_aws_managed": .init(.bool, "Whether AWS wrote the policy, and nobody else can change it.") { grant, _ in
        if case .awsManaged = grant.policy { .bool(true) } else { .bool(false) }
      },
      "whole_services": .init(
        .list(.string), "The services of which it gives every action, those to come included.",
        at: { grant, _ in [grant.anchor(grant.actionsPlace)] }
      ) { grant, context in
        context.list(grant.wholeServices.map { (value: .string($0.name), certainty: grant.certainty($0.verdict)) })
      },
      "open_actions": .init(
        .list(.string), "Actions that change something, could name a resource, and are granted on every one.",
        at: { grant, _ in [grant.anchor(grant.resourcesPlace)] }
      ) { grant, context in
        // A rule that asks for them asks several times, and of a grant of everything they are thousands.
        let (certain, possible) = (grant.certainty(.yes), grant.certainty(.unknown))
        let key = OpenGrant(
          key: Objects.grant.key(grant), existence: grant.existence.verdict, unknowns: possible.because)
        return context.openActions.value(key) {
          context.list(
            grant.openActionNames.map { (value: .string($0.name), certainty: $0.verdict == .yes ? certain : possible) })
        }
      },
      "passes_every_role": .init(
        .bool, "Whether it lets every role of an account be passed to every service.",
        at: { grant, _ in [grant.anchor(grant.resourcesPlace)] }
      ) { grant, context in
        context.value(grant.passesEveryRole, because: grant.unknowns)
      },
      "secret_reads": .init(
        .list(.string), "Actions by which it reads every secret, parameter or ciphertext of an account.",
        at: { grant, _ in [grant.anchor(grant.resourcesPlace)] }
      ) { grant, context in
        context.list(grant.secretReads.map { (value: .string($0.action), certainty: grant.certainty($0.verdict)) })
      },
      "execution_excess": .init(
        .list(.string), "Actions that a role has no need of which ECS takes on to start tasks.",
        at: { grant, _ in [grant.anchor(grant.actionsPlace)] }
      ) { grant, context in
        context.list(
          grant.executionExcess.map { (value: .string("\($0.action)"), certainty: grant.certainty($0.verdict)) })
      },
      "exceeds_s3_least_privilege": .init(
        .bool, "Whether it lets more be done on S3 than to read, write, delete and list objects of a named bucket.",
        at: { grant, context in
          (context.s3Excess(of: grant)?.places ?? [grant.place]).map { grant.anchor($0) }
        }
      ) { grant, context in
        guard let excess = context.s3Excess(of: grant) else { return .bool(false) }
        return context.value(excess.verdict, because: excess.unknowns + grant.existence.because)
      },
      "s3_excess": .init(.string, "What that is, by access level.") { grant, context in
        .string(context.s3Excess(of: grant)?.words ?? "nothing")
      },
      "adds_s3_reads_only": .init(.bool, "Whether nothing but reads and lists goes beyond.") { grant, context in
        guard let excess = context.s3Excess(of: grant) else { return .bool(true) }
        return context.value(excess.addsReadsOnly, because: excess.unknowns)
      },
    ])
}

extension Grant {
  /// The grant in words: `AdministratorAccess of DeployRole`, `a policy of TaskRole`, `UploadsBucketPolicy`.
  fileprivate var words: String {
    if case .resource(let id) = policy { return id.address }
    return policy.declaredBy == grantee.id && policy.isInline
      ? "a policy of \(grantee.id.address)" : "\(policy.words) of \(grantee.id.address)"
  }

  /// A place of the grant, declared by the resource that spells the policy.
  func anchor(_ place: Place) -> Anchor {
    Anchor(place, policy.declaredBy ?? grantee.id, key: policy.words, words: "\(policy.words) grants it")
  }
}

extension Grant {
  fileprivate func certainty(_ verdict: Verdict) -> Certainty {
    Certainty(verdict, because: verdict == .unknown ? unknowns : [])
  }
}

/// A grant as far as its open actions go: one statement may come to a principal twice, and certainly only once.
struct OpenGrant: Hashable {
  let key: String
  let existence: Verdict
  let unknowns: [Unknown]
}

extension Grant.Policy {
  fileprivate var isInline: Bool { if case .inline = self { true } else { false } }

  /// The policy in words.
  var words: String {
    switch self {
    case .inline(let id), .managed(let id), .resource(let id): id.address
    case .awsManaged(let name, _), .outside(let name, _): name
    }
  }
}

extension S3Excess {
  /// What is added, by access level, the worst level first; then the buckets.
  fileprivate var words: String {
    let byLevel = Dictionary(
      extraActionsByLevel.map { ($0.level, $0.actions) }, uniquingKeysWith: { first, _ in first })
    let present = Self.worstFirst.filter { byLevel[$0] != nil }
    let levels = present.enumerated().map { position, level in
      let actions = byLevel[level] ?? []
      // The two worst levels by name, the others by number: a wildcard adds some hundred actions.
      guard position < 2 else { return "\(actions.count) \(level.words)" }
      let ranked = actions.filter(\.concernsBuckets) + actions.filter { !$0.concernsBuckets }
      let shown = ranked.prefix(4).map(\.name).joined(separator: ", ")
      return "\(level.words) (\(shown)\(actions.count > 4 ? " and \(actions.count - 4) more" : ""))"
    }
    let buckets = reachesOtherBuckets == .no ? [] : ["buckets that are not named"]
    let all = levels + buckets
    return all.isEmpty ? unknowns.first.map { "(unknown: \($0))" } ?? "nothing" : all.joined(separator: ", ")
  }

  private static let worstFirst: [AccessLevel] = [.permissionsManagement, .write, .tagging, .read, .list]
}

extension CataloguedAction {
  /// Whether it acts on buckets or their objects, and not on access points, jobs and the like.
  fileprivate var concernsBuckets: Bool { resourceTypes.contains { $0.name == "bucket" || $0.name == "object" } }
}

extension AccessLevel {
  /// The level as the end of "grants …".
  fileprivate var words: String {
    switch self {
    case .permissionsManagement: "permissions management"
    case .write: "writes"
    case .tagging: "tagging actions"
    case .read: "reads"
    case .list: "lists"
    }
  }
}

extension LintContext {
  func s3Excess(of grant: Grant) -> S3Excess? { grant.s3Excess }
}
