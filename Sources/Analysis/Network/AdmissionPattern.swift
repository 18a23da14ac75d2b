import AWSModel
import NetSpace

/// A source that a group's rules name: a rule's peer, or a part of its block.
///
/// What the admissions of all endpoints share that have the group, listen on the same and are in networks with the same
/// addresses: of a thousand endpoints with one group it is made once.
package final class AdmissionPattern: Sendable {
  package let kind: Admission.Kind
  package let traffic: Traffic
  /// The addresses, when the peer is a block or a list.
  package let addresses: AddressSet
  /// The rule that admits; nil when a group or its rules are not known, and so any might.
  package let rule: SecurityGroupRule?
  package let peer: RulePeer?
  /// The security group whose rule it is.
  package let group: SecurityGroup?
  let basis: Basis

  /// What it takes to find out who gets in.
  enum Basis: Sendable {
    /// Nobody knows who; the reason.
    case unknown(Unknown?)
    /// The members of a group.
    case members(ResourceID)
    /// Addresses of the VPC: who has them, and those that nobody has.
    case occupants
    /// Addresses, all alike.
    case addresses
  }

  init(
    _ kind: Admission.Kind, _ traffic: Traffic, addresses: AddressSet = .empty, rule: SecurityGroupRule? = nil,
    peer: RulePeer? = nil, group: SecurityGroup? = nil, basis: Basis
  ) {
    self.kind = kind
    self.traffic = traffic
    self.addresses = addresses
    self.rule = rule
    self.peer = peer
    self.group = group
    self.basis = basis
  }

  /// The same as far as some traffic goes.
  func within(_ some: Traffic) -> AdmissionPattern {
    AdmissionPattern(
      kind, traffic.intersection(some), addresses: addresses, rule: rule, peer: peer, group: group, basis: basis)
  }

  /// A source that nobody knows, of a rule that is not known either.
  static func unknown(_ why: Unknown, _ traffic: Traffic) -> AdmissionPattern {
    AdmissionPattern(.unknown, traffic, basis: .unknown(why))
  }
}

/// The sources that the rules of one group name, in the order of the rules.
package final class AdmissionPatterns: Sendable {
  package let all: [AdmissionPattern]
  /// Whether others have them too, as long as there are the facts.
  package let areShared: Bool

  init(_ all: [AdmissionPattern], areShared: Bool) {
    self.all = all
    self.areShared = areShared
  }

  /// What of a target these depend on, beside the group.
  struct Key: Hashable {
    let group: ResourceID
    let served: Traffic
    let ownAddresses: AddressSet
  }
}
