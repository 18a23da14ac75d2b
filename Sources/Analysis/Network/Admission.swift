import AWSModel
import NetSpace
import Synchronization

/// One source that an endpoint accepts traffic from, proven by a path: a rule's peer, and what it stands for.
///
/// There are as many as rules times endpoints, and most rules ask little of most of them: what the paths say is found
/// out when it is first asked for.
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

  /// What it shares with the admissions of other endpoints.
  let pattern: AdmissionPattern
  let side: AdmittingSide
  private let derived = Mutex(Derivations())

  init(_ side: AdmittingSide, _ pattern: AdmissionPattern) {
    self.side = side
    self.pattern = pattern
  }

  /// What the paths from a source say.
  struct Proof: Sendable {
    var admitsUnoccupied: Verdict = .no
    var exists: Verdict
  }

  /// The endpoints among a source that get through.
  struct Entrant: Sendable {
    let endpoint: Endpoint
    let verdict: Verdict
    /// Why the endpoint is not certainly one that the source stands for.
    let because: [Unknown]
  }

  private struct Derivations {
    var proof: Proof?
    var entrants: [Entrant]?
    var because: [Unknown]?
    var doubts: [Unknown]?
  }

  package var target: Endpoint { side.target }
  package var kind: Kind { pattern.kind }
  package var traffic: Traffic { pattern.traffic }
  /// The addresses, when the peer is a block or a list.
  package var addresses: AddressSet { pattern.addresses }
  /// The rule that admits; nil when a group or its rules are not known, and so any might.
  package var rule: SecurityGroupRule? { pattern.rule }
  package var peer: RulePeer? { pattern.peer }
  /// The security group whose rule it is.
  package var group: SecurityGroup? { pattern.group }
  var basis: AdmissionPattern.Basis { pattern.basis }

  /// The same as far as some traffic goes: who gets through on one port may not on another, where a network ACL is in
  /// between.
  package func within(_ some: Traffic) -> Admission {
    traffic.isSubset(of: some) ? self : Admission(side, pattern.within(some))
  }

  /// What of the traffic gets, or may get, through from somebody.
  ///
  /// Complexity: the paths from one endpoint behind the source after the other, until all of the traffic is seen to.
  package var passing: Traffic { side.passing(of: self) }

  /// Whether the peer is a group that the target has itself.
  package var isOfOwnGroup: (verdict: Verdict, because: [Unknown]) {
    guard case .group(.resource(let id))? = peer?.kind else { return (.no, []) }
    return target.isMember(of: .resource(id))
  }

  /// The endpoints that the peer certainly or possibly lets in, of which a path exists or may exist.
  package var endpoints: [(endpoint: Endpoint, verdict: Verdict)] { entrants.map { ($0.endpoint, $0.verdict) } }
  /// Addresses are admitted that no endpoint of the input occupies.
  package var admitsUnoccupied: Verdict { proof.admitsUnoccupied }
  /// Whether traffic of this source gets through.
  package var exists: Verdict { proof.exists }
  /// The ways on which it gets through: each evaluated when it is come to, because there may be thousands.
  package var traces: some Sequence<Trace> { side.traces(of: self) }

  /// Why it is not certain that traffic gets through; empty if it is.
  package var because: [Unknown] {
    if let known = derived.withLock({ $0.because }) { return known }
    let because = side.reasons(for: self)
    derived.withLock { $0.because = because }
    return because
  }

  /// Why something of what it says is not certain; it may be certain all the same that traffic gets through.
  package var doubts: [Unknown] {
    if let known = derived.withLock({ $0.doubts }) { return known }
    let doubts = because.isEmpty ? side.doubts(about: self) : because
    derived.withLock { $0.doubts = doubts }
    return doubts
  }

  /// The same, as far as they are asked for.
  var candidates: AnySequence<Entrant> {
    derived.withLock { $0.entrants }.map { AnySequence($0) } ?? side.entrants(of: self)
  }

  var entrants: [Entrant] {
    if let known = derived.withLock({ $0.entrants }) { return known }
    let entrants = Array(side.entrants(of: self))
    derived.withLock { $0.entrants = entrants }
    return entrants
  }

  private var proof: Proof {
    if let known = derived.withLock({ $0.proof }) { return known }
    // Not under the lock: proving it asks for the entrants.
    let proof = side.proof(of: self)
    derived.withLock { $0.proof = proof }
    return proof
  }
}
