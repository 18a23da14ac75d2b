import AWSModel
import NetSpace

/// What one Allow lets one principal do, after denies and limits.
package struct Grant: Sendable {
  /// Whom it is given to.
  package enum Grantee: Hashable, Sendable {
    /// A role, user or group of the input.
    case identity(ResourceID)
    /// Whoever a managed policy is attached to elsewhere: nobody of the input has it.
    case holders(of: ResourceID)
    /// The principals that a bucket's policy names.
    case principals(ofPolicy: ResourceID)

    /// The identity, or the policy whose holders these are.
    package var id: ResourceID {
      switch self {
      case .identity(let id), .holders(let id), .principals(let id): id
      }
    }
  }

  /// The policy that the statement belongs to.
  package enum Policy: Hashable, Sendable {
    case inline(declaredBy: ResourceID)
    case managed(ResourceID)
    /// By its name, `AdministratorAccess`, and the resource that attaches it, if that is one of its own.
    case awsManaged(String, attachedBy: ResourceID? = nil)
    /// A bucket's.
    case resource(ResourceID)
    /// Attached, but not in the input.
    case outside(String, attachedBy: ResourceID? = nil)

    /// The resource of the input that spells the policy, or attaches one that the input does not spell.
    package var declaredBy: ResourceID? {
      switch self {
      case .inline(let id), .managed(let id), .resource(let id): id
      case .awsManaged(_, let id), .outside(_, let id): id
      }
    }
  }

  /// A condition that a request has to meet.
  package struct Requirement: Hashable, Sendable {
    package let condition: Statement.Condition
    /// Of a Deny: the request has to miss it.
    package let isDenial: Bool
    /// Whether it confines the grant to some callers, wherever they choose to call from.
    package let confines: Verdict
  }

  /// A Deny that takes something away from the grant, or may.
  package struct Denial: Hashable, Sendable {
    package let policy: Policy
    package let place: Place
    package let isConditional: Bool
  }

  package let grantee: Grantee
  package let policy: Policy
  /// The Allow; nil if nothing is known about the policy.
  package let statement: Statement?
  /// Where it says so: the statement, or the attachment of a policy that AWS manages.
  package let place: Place
  /// The requests it allows, to callers who meet the requirements.
  package let granted: RequestBounds
  /// Those of them that it allows without a requirement that confines.
  package let unconfined: RequestBounds
  package let requirements: [Requirement]
  package let denials: [Denial]
  /// Whether it is there at all, and something is left of it.
  package let existence: Existence
  /// What is not known about it.
  package let unknowns: [Unknown]
  /// The requirements as what they are together.
  let formula: ConditionFormula

  /// Whether only a confined set of callers has use of any of it.
  package var isConfined: Verdict {
    if unconfined.may.isEmpty == .yes { return .yes }
    return unconfined.must.isEmpty == .no ? .no : .unknown
  }

  /// Why its statement may have more conditions than are written.
  package var mayRequire: [Unknown] { statement?.conditions.rest ?? [] }

  /// Where the actions stand, `NotAction` included.
  package var actionsPlace: Place { statement?.actions.place ?? place }
  package var resourcesPlace: Place { statement?.resources?.place ?? place }

  /// The same as far as it is for some of those whom its statement names.
  func naming(_ callers: PartialList<Statement.Principal>) -> Grant {
    guard let statement, let principals = statement.principals else { return self }
    let named = Statement.Principals(callers, isNegated: principals.isNegated, place: principals.place)
    return Grant(
      grantee: grantee, policy: policy, statement: statement.naming(named), place: place, granted: granted,
      unconfined: unconfined, requirements: requirements, denials: denials, existence: existence, unknowns: unknowns,
      formula: formula)
  }
}

extension Statement {
  fileprivate func naming(_ principals: Principals) -> Statement {
    Statement(
      sid: sid, effect: effect, principals: principals, actions: actions, resources: resources, conditions: conditions,
      place: place, existence: existence)
  }
}
