import AWSModel
import Synchronization

/// Who may do what: the grants of an infrastructure's policies.
///
/// Nothing is evaluated before the first question.
package struct IdentityFacts: Sendable {
  private let memo: Memo

  package init(_ infrastructure: Infrastructure) { memo = Memo(infrastructure) }

  var infrastructure: Infrastructure { memo.infrastructure }

  /// The identities of the input, then the managed policies that none of them has, then the policies of buckets.
  package var principals: [PrincipalAccess] { memo.principals }

  /// All grants, in the order of their principals and statements.
  package var grants: [Grant] { principals.flatMap(\.grants) }

  package func principal(_ id: ResourceID) -> PrincipalAccess? { principals.first { $0.grantee.id == id } }

  /// The statements as they are written.
  package var statements: [PolicyStatementFact] { PolicyStatements(memo.infrastructure).all }

  /// The ways in which principals come to more than they were given, principal by principal.
  ///
  /// - Parameter admin: whether a principal may do everything already.
  package func escalations(
    by methods: [EscalationMethod] = EscalationMethods.builtIn.all, admin: (PrincipalAccess) -> AdminAccess
  ) -> [Escalation] {
    EscalationSearch(memo.infrastructure, principals, methods: methods, admin: admin).all()
  }

  /// What the policy of a resource, of a VPC endpoint or a search domain say, lets everybody do with it.
  package func accessOfEverybody(by document: PolicyDocument, of declaration: Declaration) -> PrincipalAccess {
    PolicyCollection(memo.infrastructure).accessOfEverybody(document, of: declaration)
  }

  private final class Memo: Sendable {
    let infrastructure: Infrastructure
    private let evaluated = Mutex<[PrincipalAccess]?>(nil)

    init(_ infrastructure: Infrastructure) { self.infrastructure = infrastructure }

    private var hasPolicies: Bool {
      !(infrastructure.identities.isEmpty && infrastructure.managedPolicies.isEmpty
        && infrastructure.bucketPolicies.isEmpty)
    }

    var principals: [PrincipalAccess] {
      evaluated.withLock { evaluated in
        if let evaluated { return evaluated }
        let made = hasPolicies ? PolicyCollection(infrastructure).principals() : []
        evaluated = made
        return made
      }
    }
  }
}
