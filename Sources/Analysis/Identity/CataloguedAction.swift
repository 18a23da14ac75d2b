/// What an action does, as AWS's service authorization reference classes it.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
package enum AccessLevel: String, Hashable, Sendable, CaseIterable, Comparable {
  case list = "List"
  case read = "Read"
  case write = "Write"
  case permissionsManagement = "Permissions management"
  case tagging = "Tagging"

  /// Whether it changes nothing.
  package var isReadOnly: Bool { self == .list || self == .read }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  package static func < (a: AccessLevel, b: AccessLevel) -> Bool { a.rank < b.rank }
}

/// An action that AWS lists.
package struct CataloguedAction: Hashable, Sendable {
  package struct ResourceType: Hashable, Sendable {
    package let name: String
    /// Whether every call has to name one.
    package let isRequired: Bool
  }

  package let service: String
  package let name: String
  package let level: AccessLevel
  /// The level was inferred from the action's verb: AWS's own is not known.
  package let isLevelInferred: Bool
  /// Empty: the action takes no resource, and only `*` is meaningful.
  package let resourceTypes: [ResourceType]

  package var takesResource: Bool { !resourceTypes.isEmpty }
}

extension CataloguedAction: CustomStringConvertible {
  package var description: String { "\(service):\(name)" }
}
