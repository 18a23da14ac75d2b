import AWSModel
import NetSpace

/// What a security group admits in one direction on some traffic: the union of the sources of all rules that speak of it.
///
/// Rules alone cannot be judged: `0.0.0.0/1` in one and `128.0.0.0/1` in another are the world. One opening has the
/// traffic on which the same rules apply. It is a class, because rules pass the same openings around.
package final class Opening: Sendable {
  /// The rules of the group in this direction.
  package let all: OpeningRules
  /// Those that make it up.
  private let selection: OpeningRules.Selection
  package let traffic: Traffic
  package let source: SourceSet
  package let exists: Verdict
  package let because: [Unknown]

  init(
    _ all: OpeningRules, _ selection: OpeningRules.Selection, traffic: Traffic, source: SourceSet, exists: Verdict,
    because: [Unknown]
  ) {
    self.all = all
    self.selection = selection
    self.traffic = traffic
    self.source = source
    self.exists = exists
    self.because = because
  }

  package var group: SecurityGroup { all.group }
  package var direction: Direction { all.direction }

  /// The rules that make it up, the one that admits most addresses first, then in declaration order.
  package var rules: [SecurityGroupRule] {
    all.ranked.filter(selection.contains).map { all.rules[$0] }
  }

  /// The positions of its rules but for some: the one that admits most addresses first, then in declaration order.
  package func positions(without known: OpeningRules.Selection?) -> [Int] {
    let left = known.map { selection.subtracting($0) } ?? selection
    return left.isEmpty ? [] : all.ranked.filter(left.contains)
  }

  /// The first of its rules in some order.
  ///
  /// - Parameter ranks: the rank of each rule of `all`.
  package func first(by ranks: [Int]) -> Int? {
    var best: Int?
    selection.forEach { if best.map({ ranks[$0] }) ?? .max > ranks[$0] { best = $0 } }
    return best
  }
}
