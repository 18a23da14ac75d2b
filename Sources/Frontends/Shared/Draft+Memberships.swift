import AWSModel

extension Draft {
  /// What a group may do its users may do.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
  func attachMemberships(_ result: inout Infrastructure) {
    let groups = result.identities.enumerated().filter { $0.element.kind == .group }
    for membership in memberships {
      for (offset, user) in result.identities.enumerated() where user.kind == .user {
        var because: [Unknown] = []
        guard membership.user.target.mayBe(user.id, &because) else { continue }
        for (position, group) in groups where membership.group.target.mayBe(group.id, &because) {
          result.identities[offset].join(group, because: because)
          result.identities[position].members.append(user.id)
        }
        if case .external(let name) = membership.group.target {
          result.identities[offset].managedPolicies.rest.append(
            Unknown("group \(name)", .notInInput, at: membership.group.place.range))
        }
      }
    }
  }
}

extension Reference {
  /// Whether it is, or may be, a resource; with what that depends on.
  fileprivate func mayBe(_ id: ResourceID, _ because: inout [Unknown]) -> Bool {
    switch self {
    case .resource(let target): return target == id
    case .oneOf(let ids, let why):
      because.append(why)
      return ids.contains(id)
    case .unknown(let why):
      because.append(why)
      return true
    case .external: return false
    }
  }
}

extension Identity {
  /// Takes on the policies of a group.
  fileprivate mutating func join(_ group: Identity, because: [Unknown]) {
    let because = (because + group.declaration.existence.because).distinct
    inlinePolicies.rest += group.inlinePolicies.rest
    managedPolicies.rest += group.managedPolicies.rest
    for policy in group.inlinePolicies.elements {
      let existence = because.isEmpty ? policy.existence : .possible((policy.existence.because + because).distinct)
      inlinePolicies.elements.append(
        InlinePolicy(
          name: policy.name, document: policy.document, declaredBy: policy.declaredBy, existence: existence))
    }
    if because.isEmpty {
      managedPolicies.elements += group.managedPolicies.elements.map {
        $0.declaredBy == nil ? $0.declared(by: group.id) : $0
      }
    } else if !group.managedPolicies.elements.isEmpty {
      managedPolicies.rest += because
    }
  }
}
