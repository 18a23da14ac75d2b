import AWSModel
import NetSpace

/// The part that an endpoint plays in an architecture.
package enum Tier: String, Hashable, Sendable, CaseIterable {
  case data
  case loadBalancer = "load_balancer"
  case appliance
  case app
  case bastion
}
