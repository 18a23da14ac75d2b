import AWSModel
import NetSpace

/// What of an endpoint the internet reaches: directly, one row for traffic that the same sources can send; by way of a
/// load balancer, one row for what it sends on.
package struct Exposure: Sendable {
  package let endpoint: Endpoint
  package let traffic: Traffic
  /// The load balancers that this is by way of; empty if it is direct.
  package let balancers: [ResourceID]
  let proof: Derived<Proof>
  let paths: Derived<[Trace]>
  /// The same for a part of its traffic.
  let part: @Sendable (Traffic) -> Exposure

  /// What the paths say: evaluated when it is first asked for.
  struct Proof: Sendable {
    let sources: Bounds<AddressSet>
    let remaining: RemainingAddresses
    let exists: Verdict
    let because: [Unknown]
  }

  /// The internet's addresses that certainly and possibly get through with that traffic.
  package var sources: Bounds<AddressSet> { proof.get.sources }
  /// The addresses of which some get through for certain, though it may not be known which.
  package var remaining: RemainingAddresses { proof.get.remaining }
  /// Whether anything of it gets through.
  package var exists: Verdict { proof.get.exists }
  /// What of it gets through for certain but for some blocks.
  var remainder: Remainder {
    Remainder(HeaderSpace(traffic: traffic, sources: remaining.addresses), without: remaining.blocks)
  }
  /// Why it is not certain that it gets through, or for whom it does.
  package var because: [Unknown] { proof.get.because }
  /// The ways on which something of this traffic may get through.
  package var traces: [Trace] { paths.get }

  /// What of it is on some traffic: its paths and reasons are those of that traffic alone.
  package func restricted(to traffic: Traffic) -> Exposure {
    traffic == self.traffic ? self : part(traffic.intersection(self.traffic))
  }
}
