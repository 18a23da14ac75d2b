import AWSModel
import NetSpace

/// A listener's way to a target: which load balancer sends what to whom.
package struct Binding: Sendable {
  package let balancer: Endpoint
  package let listener: Listener
  package let targetGroup: TargetGroup
  package let target: Endpoint
  /// The traffic that the target gets: the registered port, else the group's.
  package let traffic: Bounds<Traffic>
  /// A network load balancer that keeps the client's address: the target's rules see the client.
  package let preservesClientIP: Bool
  package let exists: Verdict
  package let because: [Unknown]
}
