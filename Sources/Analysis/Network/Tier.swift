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
