import AWSModel
import Documents

/// The part that an endpoint plays in an architecture.
package enum Tier: String, Hashable, Sendable, CaseIterable {
  case data
  case loadBalancer = "load_balancer"
  case appliance
  case app
  case bastion
}

extension Tier {
  /// The tier as a user writes it: `databases`, `load-balancers`.
  package var word: String {
    switch self {
    case .data: "databases"
    case .loadBalancer: "load-balancers"
    case .appliance: "appliances"
    case .app: "app"
    case .bastion: "bastion"
    }
  }

  package init?(word: String) {
    guard let tier = Tier.allCases.first(where: { $0.word == word }) else { return nil }
    self = tier
  }
}

/// The tier of an endpoint with the reason for it.
package struct TierDecision: Sendable {
  package let tier: Value<Tier>
  /// The end of a sentence that says which tier it is.
  package let reason: String
  /// Where a project says so, if it does.
  package let place: SourceRange?

  package init(_ tier: Value<Tier>, _ reason: String, at place: SourceRange? = nil) {
    self.tier = tier
    self.reason = reason
    self.place = place
  }
}
