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

  /// What the paths say: evaluated when it is first asked for.
  struct Proof: Sendable {
    let sources: Bounds<AddressSet>
    let exists: Verdict
    let because: [Unknown]
  }

  /// The internet's addresses that certainly and possibly get through with that traffic.
  package var sources: Bounds<AddressSet> { proof.get.sources }
  /// Whether anything of it gets through.
  package var exists: Verdict { proof.get.exists }
  package var because: [Unknown] { proof.get.because }
  /// The ways on which something of this traffic may get through.
  package var traces: [Trace] { paths.get }
}

/// One source that an endpoint accepts traffic from, proven by a path: a rule's peer, and what it stands for.
///
/// A class, because there are as many as rules times endpoints, and each is held by all that is asked about it.
package final class Admission: Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// Addresses that the internet routes.
    case internet
    /// Addresses of the endpoint's own VPC.
    case vpc
    /// Other private addresses.
    case `private`
    /// The members of a security group.
    case endpoints
    case unknown
  }

  package let target: Endpoint
  package let kind: Kind
  package let traffic: Traffic
  /// The addresses, when the peer is a block or a list.
  package let addresses: AddressSet
  /// The rule that admits; nil when a group or its rules are not known, and so any might.
  package let rule: SecurityGroupRule?
  package let peer: RulePeer?
  /// The security group whose rule it is.
  package let group: SecurityGroup?
  let proof: Derived<Proof>
  let entrants: Derived<Entrants>
  let paths: Derived<[Trace]>

  init(
    target: Endpoint, kind: Kind, traffic: Traffic, addresses: AddressSet, rule: SecurityGroupRule?, peer: RulePeer?,
    group: SecurityGroup?, proof: Derived<Proof>, entrants: Derived<Entrants>, paths: Derived<[Trace]>
  ) {
    self.target = target
    self.kind = kind
    self.traffic = traffic
    self.addresses = addresses
    self.rule = rule
    self.peer = peer
    self.group = group
    self.proof = proof
    self.entrants = entrants
    self.paths = paths
  }

  /// What the paths from a source say: evaluated when it is first asked for.
  struct Proof: Sendable {
    var admitsUnoccupied: Verdict = .no
    var exists: Verdict
    var because: [Unknown] = []
  }

  /// The endpoints among a source that get through.
  ///
  /// Of a large network they are many, and most rules need not know them: evaluated apart.
  struct Entrants: Sendable {
    var endpoints: [(endpoint: Endpoint, verdict: Verdict)] = []
    /// Why it is not certain of some.
    var because: [Unknown] = []
  }

  /// The endpoints that the peer certainly or possibly lets in, of which a path exists or may exist.
  package var endpoints: [(endpoint: Endpoint, verdict: Verdict)] { entrants.get.endpoints }
  /// Addresses are admitted that no endpoint of the input occupies.
  package var admitsUnoccupied: Verdict { proof.get.admitsUnoccupied }
  /// Whether traffic of this source gets through.
  package var exists: Verdict { proof.get.exists }
  package var because: [Unknown] { proof.get.because }
  package var traces: [Trace] { paths.get }
}
