import AWSModel

/// What an existing resource's values still repeat of parts that the plan takes away.
///
/// A group's `ingress` and `egress`, a route table's `route`, a network ACL's entries, a role's `managed_policy_arns` and
/// the like are as they were when they were read: where the configuration does not have them, they hold what resources of
/// their own added that the plan deletes or replaces, and what is left of them is what nobody manages.
extension Draft {
  /// - Parameters:
  ///   - gone: the parts as they were.
  ///   - configures: whether the configuration has an attribute of a resource.
  mutating func removeRepetitions(of gone: Draft, unless configures: (String, ResourceID) -> Bool) {
    removeRules(gone.rules, unless: configures)
    removeRoutes(gone.routes, unless: configures)
    removeEntries(gone.aclEntries, unless: configures)
    removeACLAssociations(gone.infrastructure.networkACLAssociations, unless: configures)
    removePrefixes(gone.prefixListEntries, unless: configures)
    removeGateways(gone.infrastructure, unless: configures)
    removeAddresses(gone.infrastructure.addressAssociations, unless: configures)
    removeInterfaces(gone, unless: configures)
    removeEndpointParts(gone.endpointParts, unless: configures)
    removeTargetGroups(gone.autoScalingAttachments, unless: configures)
    removeClassicAttachments(gone.classicAttachments, unless: configures)
    removePolicies(gone, unless: configures)
  }

  private mutating func removeRules(_ gone: [StandaloneRule], unless configures: (String, ResourceID) -> Bool) {
    let byGroup = Dictionary(grouping: gone) { $0.group.target.id }
    for index in infrastructure.securityGroups.indices {
      let id = infrastructure.securityGroups[index].id
      guard let parts = byGroup[id]?.map(\.rule).filter({ !configures($0.direction.rawValue, id) }) else { continue }
      infrastructure.securityGroups[index].rules.elements = infrastructure.securityGroups[index].rules.elements
        .compactMap { $0.without(peersOf: parts) }
    }
  }

  private mutating func removeRoutes(_ gone: [StandaloneRoute], unless configures: (String, ResourceID) -> Bool) {
    let byTable = Dictionary(grouping: gone) { $0.table.target.id }
    for index in infrastructure.routeTables.indices {
      let id = infrastructure.routeTables[index].id
      guard let parts = byTable[id]?.map(\.route), !configures("route", id) else { continue }
      infrastructure.routeTables[index].routes.elements.removeAll { own in
        parts.contains { $0.destination.value == own.destination.value && $0.target.value == own.target.value }
      }
    }
  }

  /// A number is there once in each direction.
  private mutating func removeEntries(_ gone: [StandaloneEntry], unless configures: (String, ResourceID) -> Bool) {
    let byList = Dictionary(grouping: gone) { $0.acl.target.id }
    for index in infrastructure.networkACLs.indices {
      let id = infrastructure.networkACLs[index].id
      guard let parts = byList[id]?.map(\.entry) else { continue }
      infrastructure.networkACLs[index].entries.elements.removeAll { own in
        parts.contains { part in
          guard let number = part.number.known, let direction = part.direction.known else { return false }
          return own.number.known == number && own.direction.known == direction && !configures(direction.rawValue, id)
        }
      }
    }
  }
}
