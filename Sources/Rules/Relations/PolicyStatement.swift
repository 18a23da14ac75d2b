import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let policyStatement: Relation = Relation(of: Objects.policyStatement) { context in
    context.statements.map { statement in
      Row(
        Objects.policyStatement.object(statement, context),
        exists: Certainty(statement.existence.verdict, because: statement.existence.because),
        subject: statement.owner, key: "\(statement.statement.place.range)",
        evidence: { [statement.statement.place.range] })
    }
  }
}

extension Objects {
  static let policyStatement: ObjectType<PolicyStatementFact> = ObjectType(
    "policy_statement", doc: "A statement of a policy as it is written: of an identity, a resource or a role's trust.",
    key: { "\($0.owner.stack)\n\($0.owner.address)\n\($0.statement.place.range)" },
    describe: { $0.words },
    anchors: { statement, _ in [statement.anchor(statement.statement.place)] },
    fields: [
      "policy_kind": .init(
        .string, "`identity` for policies of roles, users and groups, `trust` for who may take on a role, `resource`."
      ) { statement, _ in
        .string(statement.policyKind)
      },
      "owner_kind": .init(
        .string, "What has the policy: `role`, `user`, `group`, `managed_policy`, `bucket`, `queue`, `key`, …"
      ) { statement, _ in
        .string(statement.ownerKind)
      },
      "owner": .init(.string, "The address of what has it.") { statement, _ in .string(statement.owner.address) },
      "effect": .init(
        .string, "`Allow` or `Deny`.", at: { statement, _ in [statement.anchor(statement.statement.effect.place)] }
      ) { statement, context in
        context.value(statement.statement.effect) { .string($0.rawValue) }
      },
      "actions": .init(
        .list(.string), "The patterns of `Action` or `NotAction` as written.",
        at: { statement, _ in [statement.anchor(statement.statement.actions.place)] }
      ) { statement, context in
        context.list(statement.statement.actions.patterns)
      },
      "resources": .init(
        .list(.string), "The patterns of `Resource` or `NotResource` as written.",
        at: { statement, _ in [statement.anchor(statement.statement.resources?.place ?? statement.statement.place)] }
      ) { statement, context in
        statement.statement.resources.map { context.list($0.patterns) }
      },
      "principals": .init(
        .list(.string), "The principals as written: `AWS *`, `Service sns.amazonaws.com`.",
        at: { statement, _ in [statement.anchor(statement.statement.principals?.place ?? statement.statement.place)] }
      ) { statement, context in
        statement.statement.principals.map { principals in
          context.list(
            principals.principals.elements.map { principal in
              let text = principal.identifier.known.map { $0.asWritten } ?? "(unknown)"
              return (value: .string(principal.kind == "*" ? text : "\(principal.kind) \(text)"), certainty: .yes)
            }, rest: principals.principals.rest)
        }
      },
      "conditions": .init(.list(.string), "The condition keys that a request is asked for.") { statement, context in
        let conditions = statement.statement.conditions
        return context.list(
          conditions.elements.map { (value: .string($0.key), certainty: .yes) }, rest: conditions.rest)
      },
      "uses_not_action": .init(
        .bool, "Whether it is about every action but some.",
        at: { statement, _ in [statement.anchor(statement.statement.actions.place)] }
      ) { statement, context in
        context.value(statement.statement.actions.isNegated, of: statement)
      },
      "uses_not_resource": .init(
        .bool, "Whether it is about every resource but some.",
        at: { statement, _ in [statement.anchor(statement.statement.resources?.place ?? statement.statement.place)] }
      ) { statement, context in
        context.value(statement.statement.resources?.isNegated ?? false, of: statement)
      },
      "uses_not_principal": .init(
        .bool, "Whether it is for everybody but some.",
        at: { statement, _ in [statement.anchor(statement.statement.principals?.place ?? statement.statement.place)] }
      ) { statement, context in
        // Only what names the others has principals.
        statement.kind.isOfIdentity
          ? .bool(false) : context.value(statement.statement.principals?.isNegated ?? false, of: statement)
      },
      "is_confined": .init(
        .bool, "Whether conditions, and denies of the same policy, leave it to a confined set of callers."
      ) { statement, context in
        let (verdict, because) = statement.isConfined
        return context.value(verdict, because: because)
      },
      "unmatched_actions": .init(
        .list(.string), "Patterns that no action which AWS lists matches.",
        at: { statement, _ in statement.anchors(statement.unmatchedActions, statement.statement.actions.place) }
      ) { statement, context in
        context.list(statement.unmatchedActions, rest: statement.statement.actions.patterns.rest)
      },
      "misfit_s3_actions": .init(
        .list(.string), "Patterns of S3 actions that can be used on none of the resources that an Allow names.",
        at: { statement, _ in statement.anchors(statement.misfitS3Actions, statement.statement.actions.place) }
      ) { statement, context in
        context.list(statement.misfitS3Actions, rest: statement.maySpeakOfObjects ? statement.unread : [])
      },
      "misfit_actions": .init(
        .list(.string),
        "The same of all other services, in policies of identities.",
        at: { statement, _ in statement.anchors(statement.misfitActions, statement.statement.actions.place) }
      ) { statement, context in
        context.list(statement.misfitActions, rest: statement.kind.isOfIdentity ? statement.unread : [])
      },
      "misfit_needs": .init(.string, "What these take: `sqs:ListQueues takes only *`.") { statement, _ in
        .string(statement.misfitNeeds.joined(separator: "; "))
      },
      "is_without_effect": .init(
        .bool,
        "Whether denies of the same principal or policy, or the permissions boundary, leave nothing of an Allow.",
        at: { statement, _ in statement.anchors(statement.loss, "this takes it away") }
      ) { statement, context in
        context.value(statement.loss)
      },
      "taken_by": .init(.list(.string), "What takes it away: statements, the boundary.") { statement, _ in
        .list(statement.words(of: statement.loss).map { .string($0) })
      },
      "is_redundant": .init(
        .bool, "Whether other statements of the same principal, or policy, say all that it says.",
        at: { statement, _ in statement.anchors(statement.cover, "this says it too") }
      ) { statement, context in
        context.value(statement.cover)
      },
      "covered_by": .init(.list(.string), "The statements that say so.") { statement, _ in
        .list(statement.words(of: statement.cover).map { .string($0) })
      },
      "is_public": .init(
        .bool, "Whether an arbitrary caller of another account, or of none, gets something by it.",
        at: { statement, _ in [statement.anchor(statement.statement.principals?.place ?? statement.statement.place)] }
      ) { statement, context in
        let (verdict, because) = statement.isPublic
        return context.value(verdict, because: because)
      },
      "foreign_accounts": .init(
        .list(.string), "Accounts that it lets in and that are neither own nor trusted.",
        at: { statement, context in
          let places = context.foreignAccounts(of: statement).map(\.place)
          return places.isEmpty ? [statement.anchor(statement.statement.place)] : places.map(statement.anchor)
        }
      ) { statement, context in
        let accounts = context.foreignAccounts(of: statement)
        return context.list(
          accounts.compactMap { item in item.account.map { (value: .string($0), certainty: item.certainty) } },
          rest: accounts.filter { $0.account == nil }.flatMap(\.certainty.because))
      },
      "foreign_account_names": .init(
        .string, "The same accounts in words, whether or not it is known that they are foreign."
      ) { statement, context in
        let accounts = context.foreignAccounts(of: statement)
        let named = accounts.compactMap(\.account)
        return named.isEmpty
          ? context.unknown(accounts.flatMap(\.certainty.because)) : .string(named.joined(separator: ", "))
      },
      "asks_for_external_id": .init(
        .bool, "Whether a caller has to name an external id, or to be of one organization."
      ) { statement, context in
        let (verdict, because) = statement.asksForExternalID
        return context.value(verdict, because: because)
      },
      "unbound_services": .init(
        .list(.string), "Services that it lets in without saying for which resource or account they call.",
        at: { statement, _ in statement.anchors(statement.unboundServices, statement.statement.place) }
      ) { statement, context in
        context.list(statement.unboundServices)
      },
      "providers_without_subject": .init(
        .list(.string), "Identity providers that it lets in for everybody they vouch for.",
        at: { statement, _ in statement.anchors(statement.providersWithoutSubject, statement.statement.place) }
      ) { statement, context in
        context.list(statement.providersWithoutSubject)
      },
      "bucket": .init(.object("bucket"), "The bucket that the policy is of.") { statement, context in
        guard case .resource(.bucket) = statement.kind, case .resource(let id) = statement.subject else { return nil }
        return context.lookup.first(\.buckets, id).map { bucket.value($0, context) }
      },
      "search_domain": .init(.object("search_domain"), "The search domain that the policy is of.") {
        statement, context in
        guard case .resource(.searchDomain) = statement.kind, case .resource(let id) = statement.subject else {
          return nil
        }
        return context.lookup.first(\.dataStores, id).map { searchDomain.value($0, context) }
      },
    ])
}

extension PolicyStatementFact {
  /// Whether its policy is one that may name actions of S3.
  fileprivate var maySpeakOfObjects: Bool { kind.isOfIdentity || kind == .resource(.bucket) }

  fileprivate var policyKind: String {
    switch kind {
    case .identity, .managed: "identity"
    case .trust: "trust"
    case .resource: "resource"
    }
  }

  fileprivate var ownerKind: String {
    switch kind {
    case .identity(let kind): "\(kind)"
    case .managed: "managed_policy"
    case .trust: "role"
    case .resource(let kind): kind.rawValue
    }
  }

  /// The statement in words: `statement ReadUploads of TaskRole`, `the trust policy of DeployRole`.
  fileprivate var words: String {
    let sid = statement.sid.map { "statement \($0) of " }
    return switch kind {
    case .trust: "\(sid ?? "")the trust policy of \(owner.address)"
    case .managed, .resource: "\(sid ?? "")\(owner.address)"
    case .identity:
      "\(sid ?? "")\(declaredBy == owner ? "a policy of \(owner.address)" : declaredBy.address)"
    }
  }

  fileprivate func anchor(_ place: Place) -> Anchor {
    Anchor(place, declaredBy, key: statement.sid ?? "", words: "it says so here")
  }

  /// The statement, then what makes it superfluous.
  fileprivate func anchors(_ overlap: StatementOverlap?, _ words: String) -> [Anchor] {
    [anchor(statement.place)]
      + (overlap?.causes ?? []).map { Anchor($0.place, $0.policy.declaredBy ?? declaredBy, words: words) }
  }

  /// What makes it superfluous, in words: several statements without names are told by their places.
  fileprivate func words(of overlap: StatementOverlap?) -> [String] {
    let all = (overlap?.causes ?? []).map(words)
    return all.enumerated().filter { all.firstIndex(of: $0.element) == $0.offset }.map { position, text in
      let count = all.count { $0 == text }
      return count > 1 ? text.replacing("another statement", with: "\(count) other statements") : text
    }
  }

  /// Another statement in words, or the policy that it is of: `statement Logs of TaskRole`.
  fileprivate func words(of cause: StatementOverlap.Cause) -> String {
    if let sid = cause.sid { return "statement \(sid) of \(cause.policy.words)" }
    return cause.policy.declaredBy == declaredBy && cause.policy.isSpelled
      ? "another statement of \(cause.policy.words)" : cause.policy.words
  }

  fileprivate func anchors(_ found: [Finding], _ otherwise: Place) -> [Anchor] {
    found.isEmpty ? [anchor(otherwise)] : found.map { anchor($0.place) }
  }
}

extension Grant.Policy {
  /// Whether the input spells it.
  fileprivate var isSpelled: Bool {
    switch self {
    case .inline, .managed, .resource: true
    case .awsManaged, .outside: false
    }
  }
}

extension LintContext {
  fileprivate func value(_ overlap: StatementOverlap?) -> Value {
    value(overlap?.verdict ?? .no, because: overlap?.because ?? [])
  }
}

extension LintContext {
  var statements: [PolicyStatementFact] { allStatements.value { identity.statements } }

  /// Patterns as texts.
  func list(_ patterns: PartialList<Attribute<PartialText>>) -> Value {
    list(patterns.elements.map { (value: value($0), certainty: .yes) }, rest: patterns.rest)
  }

  func list(_ found: [PolicyStatementFact.Finding], rest: [Unknown] = []) -> Value {
    list(found.map { (value: .string($0.text), certainty: Certainty($0.verdict, because: $0.because)) }, rest: rest)
  }

  /// Something that is written of a statement, if the statement is known.
  fileprivate func value(_ written: Bool, of statement: PolicyStatementFact) -> Value {
    statement.unread.isEmpty ? .bool(written) : unknown(statement.unread)
  }

  /// The accounts that a statement lets in, but for the project's own and trusted ones; nil where it is not known which.
  ///
  /// Without any account that is known to be the project's own, whether one is foreign is not known either.
  fileprivate func foreignAccounts(
    of statement: PolicyStatementFact
  ) -> [(account: String?, place: Place, certainty: Certainty)] {
    let known = Set(options.ownAccounts + options.trustedAccounts)
    return statement.accounts.compactMap { account, place in
      switch account {
      case .known(let number):
        if known.contains(number) || number == statement.homeAccount { return nil }
        let isSettled = statement.homeAccount != nil || !options.ownAccounts.isEmpty
        let why = Unknown("which account is the project's own", .notInInput)
        return (number, place, isSettled ? .yes : Certainty(.unknown, because: [why]))
      case .oneOf(_, let why), .unknown(let why): return (nil, place, Certainty(.unknown, because: [why]))
      }
    }
  }
}
