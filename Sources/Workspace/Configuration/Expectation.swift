import AWSModel
import Documents
import NetSpace
import Rules

/// What a project says must or must not be reachable.
package struct Expectation: Sendable {
  package enum Demand: Hashable, Sendable {
    /// Every source reaches every target.
    case reachable
    /// No source reaches any target.
    case unreachable
    /// Nobody but the sources reaches any target.
    case only
  }

  /// What a broken expectation is reported as.
  package static let rule = RuleMetadata(
    id: "expectation-broken", group: "network", title: "An expectation of the project does not hold", severity: .high,
    tags: ["network", "expectation"],
    remediation: "Change what opens or closes the path, or the expectation, if it is no longer meant.",
    why: """
      A project writes down in netlint.yaml what must and must not be reachable. This one does not hold: the path \
      shows why.
      """)

  package let demand: Demand
  package let sources: [ProjectConfiguration.Selector]
  package let targets: [ProjectConfiguration.Selector]
  /// Nil: any traffic.
  package let traffic: Traffic?
  /// Ways by load balancers do not count.
  package let isDirect: Bool
  package let severity: Severity?
  package let place: Place

  /// The expectation in words, which stay when it moves in the file.
  var words: String {
    let from = sources.map(\.text).joined(separator: ", ")
    let to = targets.map(\.text).joined(separator: ", ")
    let on = traffic.map { " on \($0)" } ?? ""
    let way = isDirect ? " directly" : ""
    return switch demand {
    case .reachable: "\(from) must reach \(to)\(on)\(way)"
    case .unreachable: "\(from) must not reach \(to)\(on)\(way)"
    case .only: "only \(from) may reach \(to)\(on)"
    }
  }
}
