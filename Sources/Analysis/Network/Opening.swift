import AWSModel
import NetSpace

/// What a security group admits in one direction on some traffic: the union of the sources of all rules that speak of it.
///
/// Rules alone cannot be judged: `0.0.0.0/1` in one and `128.0.0.0/1` in another are the world. One opening has the
/// traffic on which the same rules apply. It is a class, because rules pass the same openings around.
package final class Opening: Sendable {
  package let group: SecurityGroup
  package let direction: Direction
  package let traffic: Traffic
  package let source: SourceSet
  /// The rules that make it up, the one that admits most addresses first, then in declaration order.
  package let rules: [SecurityGroupRule]
  package let exists: Verdict
  package let because: [Unknown]

  init(
    group: SecurityGroup, direction: Direction, traffic: Traffic, source: SourceSet, rules: [SecurityGroupRule],
    exists: Verdict, because: [Unknown]
  ) {
    self.group = group
    self.direction = direction
    self.traffic = traffic
    self.source = source
    self.rules = rules
    self.exists = exists
    self.because = because
  }
}
