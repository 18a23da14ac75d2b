import AWSModel
import Analysis
import Frontends

/// What a change grants and takes away, for every combination of the conditions that it depends on: a parameter that the
/// old and the new state of a stack both have has the same value in both.
package struct PinnedGrants {
  private static let mostCombinations = 64

  private let old: Workspace
  private let new: Workspace
  private let roots: (old: String, new: String)
  private let moved: [String: String]
  /// What depends on more combinations than are tried.
  private var unsettled: [Unknown] = []

  /// - Parameters:
  ///   - roots: where both sides were read from.
  ///   - moved: what the new state calls resources that the old one calls otherwise.
  package init(old: Workspace, new: Workspace, roots: (old: String, new: String), moved: [String: String]) {
    self.old = old
    self.new = new
    self.roots = roots
    self.moved = moved
  }

  /// Says that some changes were left undecided because there is too much to try; nil if there are none.
  package var note: Diagnostic? { unsettled.isEmpty ? nil : .tooManyCombinations(unsettled) }

  /// What all combinations together have of the changes of a comparison, and what only some of them have besides: a
  /// statement can allow as much before and after, and not under the same conditions.
  package mutating func settled(_ comparison: Comparison) -> Comparison {
    let (before, after) = (Self.conditions(comparison.closed.facts), Self.conditions(comparison.opened.facts))
    if before.isEmpty, after.isEmpty { return comparison }
    guard let pairs = pairs(deciding: before, after) else {
      let open = (comparison.opened.grants + comparison.closed.grants).filter { $0.verdict == .unknown }
      unsettled += open.flatMap(\.because).filter(\.isPinnable)
      return comparison
    }
    if pairs.isEmpty { return comparison }
    let alternatives = pairs.map { Comparison.grants(old: $0.old, new: $0.new) }
    let because = (before + after).distinct
    return comparison.replacing(
      grants: Comparison.Grants(
        opened: Self.settled(comparison.opened.grants, alternatives.map(\.opened), because),
        closed: Self.settled(comparison.closed.grants, alternatives.map(\.closed), because)))
  }

  /// The conditions and parameters that grants depend on.
  private static func conditions(_ facts: Facts) -> [Unknown] {
    IdentityFacts(facts.infrastructure).grants.flatMap { $0.unknowns + $0.existence.because }.filter(\.isPinnable)
      .distinct
  }

  private static func settled(
    _ changes: [GrantChange], _ alternatives: [[GrantChange]], _ because: [Unknown]
  ) -> [GrantChange] {
    func all(_ change: GrantChange) -> [GrantChange?] { alternatives.map { $0.first(where: change.isSame) } }
    let known = changes.compactMap { $0.verdict == .unknown ? $0.settled(by: all($0)) : $0 }
    return alternatives.joined().reduce(into: known) { result, change in
      if changes.contains(where: change.isSame) || result.contains(where: change.isSame) { return }
      if let change = change.possibly(because).settled(by: all(change)) { result.append(change) }
    }
  }

  /// Both sides for every combination, none if nothing can be taken as decided; nil if there are too many.
  private func pairs(
    deciding before: [Unknown], _ after: [Unknown]
  ) -> [(old: Comparison.Side, new: Comparison.Side)]? {
    func combinations(_ workspace: Workspace, _ unknowns: [Unknown]) -> [Pins]? {
      guard let derived = workspace.derived else { return [Pins()] }
      return derived.combinations(deciding: unknowns, limit: Self.mostCombinations)
    }
    guard let before = combinations(old, before), let after = combinations(new, after) else { return nil }
    let pairs = before.flatMap { one in
      after.filter { one.agrees(with: $0, { below($0, roots.old) }, { below($0, roots.new) }) }.map { (one, $0) }
    }
    guard pairs.count <= Self.mostCombinations else { return nil }
    if pairs.allSatisfy({ $0.isEmpty && $1.isEmpty }) { return [] }
    return pairs.map { (side(old, $0, roots.old, moved: moved), side(new, $1, roots.new)) }
  }

  /// What a stack is called on both sides: its place below that of the side.
  private func below(_ stack: String, _ root: String) -> String {
    stack.hasPrefix(root) ? String(stack.dropFirst(root.count)) : stack
  }

  private func side(
    _ workspace: Workspace, _ pins: Pins, _ root: String, moved: [String: String] = [:]
  ) -> Comparison.Side {
    let infrastructure = workspace.derived?.infrastructure(pinned: pins) ?? workspace.infrastructure
    return Comparison.Side(Facts(infrastructure), reaches: [], root: root, moved: moved)
  }
}
