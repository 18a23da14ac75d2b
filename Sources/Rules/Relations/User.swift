import AWSModel
import Analysis
import CEL

extension Relations {
  static let user: Relation = Relation(of: Objects.user) { context in
    context.infrastructure.identities.filter { $0.kind == .user }.map { user in
      Row(
        Objects.user, user, context,
        evidence: { context.directPolicies(of: user).map(\.place.range) })
    }
  }
}

extension Objects {
  static let user: ObjectType<Identity> = ObjectType(
    resource: "user", doc: "An IAM user.",
    fields: [
      "name": .init(.string, "Its name, when it has been given one.") { user, context in
        user.name.map { context.value($0) }
      },
      "principal": .init(.object("principal"), "All that it may do.") { user, context in
        context.identity.principal(user.id).map { principal.value($0, context) }
      },
      "direct_policies": .init(
        .list(.string), "Policies that are attached to the user itself, and not to a group that it is in.",
        at: { user, context in
          let places = context.directPolicies(of: user)
          return places.isEmpty
            ? [Anchor(user.declaration)]
            : places.map { Anchor($0.place, $0.declaredBy, key: $0.name, words: "\($0.name) is attached here") }
        }
      ) { user, context in
        context.list(
          context.directPolicies(of: user).map { policy in
            (
              value: .string(policy.name),
              certainty: Certainty(policy.existence.verdict, because: policy.existence.because)
            )
          }, rest: user.inlinePolicies.rest + user.managedPolicies.rest)
      },
    ])
}

/// A policy with what attaches it.
private struct AttachedPolicy {
  let name: String
  let declaredBy: ResourceID
  let place: Place
  let existence: Existence
}

extension LintContext {
  /// What a user has by a group stands with the group, and is not its own.
  fileprivate func directPolicies(of user: Identity) -> [AttachedPolicy] {
    let groups = infrastructure.identities.filter { $0.kind == .group }
    let links = Set(groups.flatMap(\.managedPolicies.elements).map(\.place))
    let documents = Set(groups.flatMap(\.inlinePolicies.elements).map(\.document.place))
    let inline = user.inlinePolicies.elements.filter { !documents.contains($0.document.place) }
    let managed = user.managedPolicies.elements.filter { !links.contains($0.place) }
    return inline.map { policy in
      AttachedPolicy(
        name: policy.name?.known?.asWritten ?? policy.declaredBy.address, declaredBy: policy.declaredBy,
        place: policy.document.place, existence: policy.existence)
    }
      + managed.map { link in
        AttachedPolicy(
          name: link.words, declaredBy: link.declaredBy ?? user.id, place: link.place, existence: .certain)
      }
  }
}

extension Link {
  /// The policy by its name or address.
  fileprivate var words: String {
    switch target {
    case .resource(let id): id.address
    case .external(let arn): AWSManagedPolicies.name(ofARN: arn) ?? arn
    case .oneOf(_, let why), .unknown(let why): why.subject
    }
  }
}
