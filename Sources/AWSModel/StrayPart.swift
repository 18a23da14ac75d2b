/// A part of a table, group, list or network that only a parameter of its stack names: that of another stack, if one of the input
/// offers it.
package struct StrayPart: Sendable {
  package enum Part: Sendable {
    case route(Route)
    case rule(SecurityGroupRule)
    case entry(NetworkACLEntry)
    /// Of a prefix list.
    case listed(Attribute<AddressBlock>)
    /// Of a VPC.
    case block(Attribute<AddressBlock>)
    case target(TargetGroup.Target)
    /// Of an Auto Scaling group.
    case targetGroup(Link)
  }

  package let part: Part
  package let stack: String
  /// The parameter.
  package let why: Unknown

  package init(_ part: Part, stack: String, why: Unknown) {
    self.part = part
    self.stack = stack
    self.why = why
  }
}
