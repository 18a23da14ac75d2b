import AWSModel
import Synchronization

/// Who may do what: the grants of an infrastructure's policies.
///
/// Nothing is evaluated before the first question.
package struct IdentityFacts: Sendable {
  private let memo: Memo

  package init(_ infrastructure: Infrastructure) { memo = Memo(infrastructure) }

  var infrastructure: Infrastructure { memo.infrastructure }

  /// The policies of the infrastructure, with the names of its resources.
  var collection: PolicyCollection { memo.collection.get }

  /// The identities of the input, then the managed policies that none of them has, then the policies of buckets.
  package var principals: [PrincipalAccess] { memo.principals }

  /// All grants, in the order of their principals and statements.
  package var grants: [Grant] { principals.flatMap(\.grants) }

  package func principal(_ id: ResourceID) -> PrincipalAccess? { memo.principal(id) }

  /// The statements as they are written.
  package var statements: [PolicyStatementFact] { PolicyStatements(collection).all }

  /// The ways in which principals come to more than they were given, principal by principal.
  ///
  /// - Parameter admin: whether a principal may do everything already.
  package func escalations(
    by methods: [EscalationMethod] = EscalationMethods.builtIn.all, admin: (PrincipalAccess) -> AdminAccess
  ) -> [Escalation] {
    EscalationSearch(collection, principals, methods: methods, admin: admin).all()
  }

  /// What the policy of a resource, of a VPC endpoint or a search domain say, lets everybody do with it.
  package func accessOfEverybody(by document: PolicyDocument, of declaration: Declaration) -> PrincipalAccess {
    collection.accessOfEverybody(document, of: declaration)
  }

  private final class Memo: Sendable {
    let infrastructure: Infrastructure
    let collection: Derived<PolicyCollection>
    private let evaluated = Mutex<Evaluated?>(nil)

    private struct Evaluated {
      let principals: [PrincipalAccess]
      /// By the identities that they are.
      let positions: [ResourceID: Int]

      init(_ principals: [PrincipalAccess]) {
        self.principals = principals
        positions = Dictionary(
          principals.enumerated().map { ($0.element.grantee.id, $0.offset) },
          uniquingKeysWith: { first, _ in first })
      }
    }

    init(_ infrastructure: Infrastructure) {
      self.infrastructure = infrastructure
      collection = Derived { PolicyCollection(infrastructure) }
    }

    private var hasPolicies: Bool {
      !(infrastructure.identities.isEmpty && infrastructure.managedPolicies.isEmpty
        && infrastructure.bucketPolicies.isEmpty)
    }

    var principals: [PrincipalAccess] { evaluated.withLock { made(&$0).principals } }

    func principal(_ id: ResourceID) -> PrincipalAccess? {
      evaluated.withLock { evaluated in
        let made = made(&evaluated)
        return made.positions[id].map { made.principals[$0] }
      }
    }

    private func made(_ evaluated: inout Evaluated?) -> Evaluated {
      if let evaluated { return evaluated }
      let made = Evaluated(hasPolicies ? collection.get.principals() : [])
      evaluated = made
      return made
    }
  }
}
