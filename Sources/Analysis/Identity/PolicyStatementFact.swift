import AWSModel

/// A statement of a policy of the input as it is written, and whose it is: a row of `policy_statement`.
package struct PolicyStatementFact: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Of an identity, or of a managed policy.
    case identity
    /// Of a role's trust policy.
    case trust
    /// Of a bucket's policy.
    case resource
  }

  package let kind: Kind
  /// The role, user or group, the managed policy, or the bucket policy that has it.
  package let owner: ResourceID
  /// The resource that spells it; the owner, unless the policy is declared separately.
  package let declaredBy: ResourceID
  package let statement: Statement
  /// The policy's and the statement's together.
  package let existence: Existence
}

extension IdentityFacts {
  /// Every statement, by the kind of its owner and in declaration order.
  static func statements(of infrastructure: Infrastructure) -> [PolicyStatementFact] {
    func facts(
      _ document: PolicyDocument, _ kind: PolicyStatementFact.Kind, of owner: Declaration,
      declaredBy: ResourceID? = nil, existence: Existence = .certain
    ) -> [PolicyStatementFact] {
      document.statements.elements.map { statement in
        PolicyStatementFact(
          kind: kind, owner: owner.id, declaredBy: declaredBy ?? owner.id, statement: statement,
          existence: owner.existence.and(existence).and(statement.existence))
      }
    }
    let identities = infrastructure.identities.flatMap { identity -> [PolicyStatementFact] in
      let trust = identity.trust.map { facts($0, .trust, of: identity.declaration) } ?? []
      return trust
        + identity.inlinePolicies.elements.flatMap {
          facts(
            $0.document, .identity, of: identity.declaration, declaredBy: $0.declaredBy, existence: $0.existence)
        }
    }
    return identities
      + infrastructure.managedPolicies.flatMap { facts($0.document, .identity, of: $0.declaration) }
      + infrastructure.bucketPolicies.flatMap { facts($0.document, .resource, of: $0.declaration) }
  }
}
