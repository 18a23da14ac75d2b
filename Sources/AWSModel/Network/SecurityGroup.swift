import NetSpace

package enum Direction: String, Hashable, Sendable, CaseIterable {
  case ingress
  case egress

  package var opposite: Direction { self == .ingress ? .egress : .ingress }
}

/// A security group with every rule that applies to it: inline, separate, and AWS's or the provider's default ones.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
package struct SecurityGroup: Resource {
  package let declaration: Declaration
  /// The VPC; nil when the declaration names none (the default VPC of the account).
  package let vpc: Link?
  package let name: Attribute<PartialText>?
  package let summary: Attribute<PartialText>?
  package var rules: PartialList<SecurityGroupRule>
  /// The group that AWS creates with a VPC, adopted or implied.
  package let isDefault: Bool

  package init(
    declaration: Declaration, vpc: Link?, name: Attribute<PartialText>? = nil, summary: Attribute<PartialText>? = nil,
    rules: PartialList<SecurityGroupRule>, isDefault: Bool = false
  ) {
    self.declaration = declaration
    self.vpc = vpc
    self.name = name
    self.summary = summary
    self.rules = rules
    self.isDefault = isDefault
  }
}

/// One rule of a security group: traffic in one direction, from or to some peers.
///
/// A class, because openings, admissions
/// and findings pass the same rules around.
package final class SecurityGroupRule: Sendable {
  package let direction: Direction
  package let traffic: RuleTraffic
  package let peers: PartialList<RulePeer>
  package let summary: Attribute<PartialText>?
  package let origin: Origin
  /// The resource that declares the rule: the group itself for inline rules.
  package let declaredBy: ResourceID
  /// The whole rule.
  package let place: Place
  package let existence: Existence

  package init(
    direction: Direction, traffic: RuleTraffic, peers: PartialList<RulePeer>, summary: Attribute<PartialText>? = nil,
    origin: Origin = .explicit, declaredBy: ResourceID, place: Place, existence: Existence = .certain
  ) {
    self.direction = direction
    self.traffic = traffic
    self.peers = peers
    self.summary = summary
    self.origin = origin
    self.declaredBy = declaredBy
    self.place = place
    self.existence = existence
  }
}

extension SecurityGroupRule {
  /// What stands for any number of rules of one direction, none of them known: a list that is known only later.
  package static func unlisted(_ why: Unknown, _ direction: Direction, of group: Declaration) -> SecurityGroupRule {
    let place = Place(range: why.place ?? group.place)
    return SecurityGroupRule(
      direction: direction,
      traffic: RuleTraffic(
        protocols: Attribute(.unknown(why), place: place), ports: Attribute(.unknown(why), place: place)),
      peers: PartialList(rest: [why]), declaredBy: group.id, place: place, existence: .possible([why]))
  }
}

/// One source (of an ingress rule) or destination (of an egress rule).
package struct RulePeer: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case block(AddressBlock)
    case prefixList(Reference)
    /// The private addresses of the interfaces that have this group.
    case group(Reference)
    /// Not even its kind is known.
    case unknown(Unknown)
  }

  package let kind: Kind
  package let place: Place

  package init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

/// A separately declared rule and the group it belongs to.
package struct StandaloneRule: Sendable {
  package let group: Link
  package let rule: SecurityGroupRule

  package init(group: Link, rule: SecurityGroupRule) {
    self.group = group
    self.rule = rule
  }
}
