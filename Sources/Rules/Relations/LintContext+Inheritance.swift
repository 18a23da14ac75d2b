import AWSModel
import Analysis
import Documents

extension LintContext {
  /// Whether a group of the input gives it to a user who is in it, so that it is said of the group already.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
  func isInherited(_ grant: Grant) -> Bool {
    guard case .identity(let id) = grant.grantee else { return false }
    return groups(of: id).contains { grants(of: $0, at: grant.place.range) }
  }

  /// Whether a group gives all that it takes, and comes to more by it as well.
  func isInherited(_ escalation: Escalation) -> Bool {
    guard case .identity(let id) = escalation.grantee, !escalation.grants.isEmpty else { return false }
    return groups(of: id).contains { group in
      !escalations(of: .identity(group)).isEmpty
        && escalation.grants.allSatisfy { grants(of: group, at: $0.place.range) }
    }
  }

  private func groups(of user: ResourceID) -> [ResourceID] {
    groupsByUser.value {
      infrastructure.identities.reduce(into: [:]) { all, group in
        for member in group.members { all[member, default: []].append(group.id) }
      }
    }[user] ?? []
  }

  private func grants(of group: ResourceID, at range: SourceRange) -> Bool {
    identity.principal(group)?.grants.contains { $0.place.range == range } ?? false
  }
}
