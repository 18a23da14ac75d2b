import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let principal: Relation = Relation(of: Objects.principal) { context in
    context.identity.principals.map { access in
      Row(
        Objects.principal.object(access, context),
        exists: Certainty(access.existence.verdict, because: access.existence.because), subject: access.grantee.id,
        evidence: {
          let admin = context.adminAccess(of: access)
          return admin.grants.map(\.place.range) + (admin.verdict == .no ? [] : access.grants.map(\.place.range))
        })
    }
  }

  static let role: Relation = Relation(of: Objects.role) { context in
    context.infrastructure.identities.filter { $0.kind == .role }.map { Row(Objects.role, $0, context) }
  }
}

extension Objects {
  static let principal: ObjectType<PrincipalAccess> = ObjectType(
    "principal", doc: "A role, user or group, the holders of a managed policy, or those that a bucket policy names.",
    key: { "\($0.grantee.id.stack)\n\($0.grantee.id.address)" }, describe: { $0.grantee.id.address },
    anchors: { access, _ in [Anchor(access.declaration)] },
    fields: [
      "address": .init(.string, "The address of the identity or policy.") { access, _ in
        .string(access.grantee.id.address)
      },
      "type": .init(.string, "Its type in the words of its tool.") { access, _ in .string(access.declaration.type) },
      "kind": .init(
        .string, "`role`, `user`, `group`, `permission_set`, `holders` (of a managed policy) or `bucket_policy`."
      ) {
        access, context in
        .string(context.kind(of: access.grantee))
      },
      "is_admin": .init(
        .bool, "Whether it may do everything on every resource, after denies, without a condition that confines.",
        at: { access, context in context.adminAnchors(of: access) }
      ) { access, context in
        let admin = context.adminAccess(of: access)
        return context.value(admin.verdict, because: admin.unknowns)
      },
      "admin_grants": .init(
        .list(.object("grant")), "The grants that together make it an administrator.",
        at: { access, context in context.adminAnchors(of: access) }
      ) { access, context in
        .list(context.adminAccess(of: access).grants.map { grant.value($0, context) })
      },
      "admin_policies": .init(
        .list(.string), "The policies that say so, by name.",
        at: { access, context in context.adminAnchors(of: access) }
      ) { access, context in
        let names = context.adminAccess(of: access).grants.map(\.policy.words)
        return .list(names.indices.filter { names.firstIndex(of: names[$0]) == $0 }.map { .string(names[$0]) })
      },
      "can_escalate": .init(
        .bool, "Whether it holds all that a known way to more permissions needs.",
        at: { access, context in
          context.escalations(of: access.grantee).flatMap { $0.grants.map { $0.anchor($0.actionsPlace) } }
        }
      ) { access, context in
        let all = context.escalations(of: access.grantee)
        return context.value(Verdict.any(all.map(\.verdict)), because: all.flatMap(\.because).distinct)
      },
      "reads_every_secret": .init(.bool, "Whether it reads every secret of Secrets Manager in an account.") {
        access, context in
        let grants = access.grants.filter { grant in
          grant.secretReads.contains { $0.action == "secretsmanager:GetSecretValue" }
        }
        let verdicts = grants.flatMap { grant in
          grant.secretReads.filter { $0.action == "secretsmanager:GetSecretValue" }.map(\.verdict)
        }
        return context.value(Verdict.any(verdicts), because: grants.flatMap(\.unknowns).distinct)
      },
      "is_execution_role": .init(.bool, "Whether ECS takes it on to start tasks.") { access, context in
        context.value(context.isExecutionRole(access.grantee.id))
      },
      "grants": .init(.list(.object("grant")), "All that it is granted.") { access, context in
        context.list(
          access.grants.map {
            (
              value: grant.value($0, context),
              certainty: Certainty($0.existence.verdict, because: $0.existence.because)
            )
          })
      },
    ])

  static let role: ObjectType<Identity> = ObjectType(
    resource: "role", doc: "An IAM role.",
    fields: [
      "name": .init(.string, "Its name, when it has been given one.") { role, context in
        role.name.map { context.value($0) }
      },
      "principal": .init(.object("principal"), "All that it may do.") { role, context in
        context.identity.principal(role.id).map { principal.value($0, context) }
      },
      "has_boundary": .init(.bool, "Whether a permissions boundary limits it.") { role, _ in
        .bool(role.boundary != nil)
      },
    ])
}

extension LintContext {
  func adminAccess(of access: PrincipalAccess) -> AdminAccess {
    adminByPrincipal.value(access.grantee.id) { access.adminAccess }
  }

  fileprivate func adminAnchors(of access: PrincipalAccess) -> [Anchor] {
    let grants = adminAccess(of: access).grants
    return grants.isEmpty ? [Anchor(access.declaration)] : grants.map { $0.anchor($0.place) }
  }

  /// Whether some task definition names it for what ECS does before a task runs.
  fileprivate func isExecutionRole(_ role: ResourceID) -> Certainty {
    infrastructure.taskDefinitions.reduce(Certainty(.no)) { result, task in
      guard let link = task.executionRole else { return result }
      let existence = task.declaration.existence
      return result.or(
        link.target.certainty(is: role).and(Certainty(existence.verdict, because: existence.because)))
    }
  }

  fileprivate func kind(of grantee: Grant.Grantee) -> String {
    switch grantee {
    case .holders: "holders"
    case .principals: "bucket_policy"
    case .identity(let id):
      switch lookup.first(\.identities, id)?.kind {
      case .user: "user"
      case .group: "group"
      case .permissionSet: "permission_set"
      case .role, nil: "role"
      }
    }
  }
}
