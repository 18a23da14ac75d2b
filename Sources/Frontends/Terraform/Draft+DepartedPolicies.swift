import AWSModel

/// Policies that the plan takes away, where the values of what they are of still repeat them.
extension Draft {
  mutating func removePolicies(_ gone: Draft, unless configures: (String, ResourceID) -> Bool) {
    removeAttachedPolicies(gone.policyAttachments, unless: configures)
    removeInlinePolicies(gone.standalonePolicies, unless: configures)
    let subjects = Set(gone.infrastructure.resourcePolicies.compactMap { $0.subject.target.id })
    infrastructure.resourcePolicies.removeAll { own in
      subjects.contains(own.id) && own.id == own.subject.target.id
        && !Self.policyArguments.contains { configures($0, own.id) }
    }
  }

  private static let policyArguments = ["access_policies", "policy"]

  private mutating func removeAttachedPolicies(
    _ gone: [PolicyAttachment], unless configures: (String, ResourceID) -> Bool
  ) {
    let byIdentity = Dictionary(grouping: gone) { $0.holder.link.target.id }
    for index in infrastructure.identities.indices {
      let id = infrastructure.identities[index].id
      guard let targets = byIdentity[id]?.map(\.policy.target), !configures("managed_policy_arns", id) else { continue }
      infrastructure.identities[index].managedPolicies.elements.removeAll { targets.contains($0.target) }
    }
  }

  private mutating func removeInlinePolicies(
    _ gone: [StandalonePolicy], unless configures: (String, ResourceID) -> Bool
  ) {
    let byIdentity = Dictionary(grouping: gone) { $0.holder.link.target.id }
    for index in infrastructure.identities.indices {
      let id = infrastructure.identities[index].id
      guard let names = byIdentity[id]?.compactMap({ $0.policy.name?.known }), !configures("inline_policy", id) else {
        continue
      }
      infrastructure.identities[index].inlinePolicies.elements.removeAll { policy in
        policy.name?.known.map(names.contains) ?? false
      }
    }
  }
}
