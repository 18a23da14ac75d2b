/// A part of a table, group or list that only a parameter of its stack names: that of another stack, if one of the input
/// offers it.
package struct StrayPart: Sendable {
  package enum Part: Sendable {
    case route(Route)
    case rule(SecurityGroupRule)
    case entry(NetworkACLEntry)
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
