import AWSModel
import Analysis
import CEL

extension Relations {
  static let escalation: Relation = Relation(of: Objects.escalation) { context in
    context.escalations.map { escalation in
      Row(
        Objects.escalation.object(escalation, context),
        exists: Certainty(escalation.verdict, because: escalation.because), subject: escalation.grantee.id,
        // All ways of one principal are one mistake: it holds too much.
        key: "", evidence: { escalation.grants.map(\.place.range) })
    }
  }
}

extension Objects {
  static let escalation: ObjectType<Escalation> = ObjectType(
    "escalation", doc: "A known way in which a principal comes to more than it was given.",
    key: { "\($0.grantee.id.stack)\n\($0.grantee.id.address)\n\($0.method.id)\n\($0.chain)" },
    describe: { "\($0.grantee.id.address): \($0.method.words)" },
    anchors: { escalation, context in context.anchors(of: escalation) },
    fields: [
      "principal": .init(.object("principal"), "Who can go that way.") { escalation, context in
        context.identity.principal(escalation.grantee.id).map { principal.value($0, context) }
      },
      "method": .init(.string, "The method by its name: `PassRole-Lambda-Invoke`.") { escalation, _ in
        .string(escalation.method.id)
      },
      "kind": .init(
        .string, "`self`, `other-principal`, `new-passrole`, `existing-role` or `guardrail`."
      ) { escalation, _ in
        .string(escalation.method.kind.rawValue)
      },
      "words": .init(.string, "What it does, and by whom it comes to everything.") { escalation, _ in
        .string(escalation.words)
      },
      "chain": .init(
        .list(.string), "The principals on the way to one that may do everything; empty where it may turn to any."
      ) { escalation, _ in
        .list(escalation.chain.map { .string($0.address) })
      },
      "is_inherited": .init(
        .bool, "Whether a user comes to it by the grants of a group of the input, which escalates by itself."
      ) { escalation, context in
        .bool(context.isInherited(escalation))
      },
      "others": .init(.int, "How many other methods the principal has.") { escalation, context in
        .int(context.escalations(of: escalation.grantee).count - 1)
      },
      "grants": .init(
        .list(.object("grant")), "The grants that give what it needs.",
        at: { escalation, context in context.anchors(of: escalation) }
      ) { escalation, context in
        .list(escalation.grants.map { grant.value($0, context) })
      },
    ])
}

extension Escalation {
  fileprivate var words: String {
    let chain = chain.isEmpty ? "" : ", by way of \(chain.map(\.address).joined(separator: ", then "))"
    return "\(method.words) (\(method.needs.map { $0.joined(separator: " or ") }.joined(separator: ", ")))\(chain)"
  }
}

extension LintContext {
  /// Those that are certain; of a principal without any the possible ones.
  var escalations: [Escalation] {
    allEscalations.value {
      // The methods are read from their table when there is somebody to try them.
      if identity.principals.isEmpty { return [] }
      let all = identity.escalations { adminAccess(of: $0) }
      let certain = Set(all.filter { $0.verdict == .yes }.map(\.grantee))
      return all.filter { $0.verdict == .yes || !certain.contains($0.grantee) }
    }
  }

  func escalations(of grantee: Grant.Grantee) -> [Escalation] {
    escalationsByGrantee.value { Dictionary(grouping: escalations, by: \.grantee) }[grantee] ?? []
  }

  fileprivate func anchors(of escalation: Escalation) -> [Anchor] {
    if !escalation.grants.isEmpty { return escalation.grants.map { $0.anchor($0.actionsPlace) } }
    // It is let in by a trust policy, and needs no grant.
    return lookup.declaration(of: escalation.grantee.id).map { [Anchor($0)] } ?? []
  }
}
