import AWSModel
import NetSpace

/// Somebody who was chosen as one end of a question, and whether the choice is certain: a tier may not be.
package struct ChosenPeer: Sendable {
  package let peer: Peer
  package let isChosen: Verdict
  package let because: [Unknown]

  package init(_ peer: Peer, isChosen: Verdict = .yes, because: [Unknown] = []) {
    self.peer = peer
    self.isChosen = isChosen
    self.because = because
  }
}

/// What gets from one source to one target, directly or by way of the same load balancers.
package struct Reach: Sendable {
  package enum Source: Hashable, Sendable {
    /// Addresses that the internet routes.
    case internet
    /// Other addresses, which no endpoint of the input is known to have.
    case addresses
    case endpoint(ResourceID)
    /// Of a peer that a rule admits it is not known who it is.
    case unknown(Unknown)
  }

  package let source: Source
  package let target: Peer
  /// The load balancers, or the URL of a function, that this is by way of; empty if it is direct.
  package let balancers: [ResourceID]
  /// The traffic that gets through, as it arrives at the target, whatever the source port; of `internet` and `addresses`
  /// with the addresses that can send it.
  package let passed: Bounds<HeaderSpace>
  /// What gets through for certain but for some blocks; nil where that is no more than `passed` says.
  private let remainder: Remainder?
  /// Why the bounds differ.
  package let because: [Unknown]
  private let paths: Derived<[Trace]>

  /// - Parameter passed: in any form; what does not distinguish sources is dropped.
  init(
    _ source: Source, _ target: Peer, by balancers: [ResourceID] = [], _ passed: Bounds<HeaderSpace>,
    remainder: Remainder? = nil, because: [Unknown], paths: @escaping @Sendable () -> [Trace]
  ) {
    self.source = source
    self.target = target
    self.balancers = balancers
    let passed = passed.map(monotone: { $0.droppingSourcePorts.replacingDestinations() })
    self.passed =
      switch source {
      case .internet, .addresses: passed
      // Where an endpoint sends from is its own affair.
      case .endpoint, .unknown: passed.map(monotone: { HeaderSpace(traffic: $0.traffic) })
      }
    self.remainder =
      switch source {
      case .internet, .addresses: remainder?.map { $0.droppingSourcePorts.replacingDestinations() }
      case .endpoint, .unknown: remainder.map { Remainder(HeaderSpace(traffic: $0.forSomeAddress.traffic)) }
      }
    self.because = self.passed.isExact ? [] : because.distinct
    self.paths = Derived(paths)
  }

  /// The ways on which it may get through.
  package var traces: [Trace] { paths.get }
  package var verdict: Verdict {
    passed.nonEmpty.or(Verdict(remainder.map { !$0.forSomeAddress.isEmpty } ?? false))
  }

  /// The same if something else is so: only possibly, if that is only possible.
  package func given(_ verdict: Verdict, because reasons: [Unknown]) -> Reach {
    if verdict == .yes { return self }
    return Reach(
      source, target, by: balancers, verdict == .no ? .empty : .atMost(passed.may), because: because + reasons,
      paths: { [paths] in paths.get })
  }

  /// What some addresses do not send of it; nil if they are all of its sources.
  package func without(_ addresses: AddressSet) -> Reach? {
    if addresses.isEmpty { return self }
    let left = passed.subtracting(.exact(HeaderSpace(traffic: .full, sources: addresses)))
    if left.may.isEmpty { return nil }
    return Reach(
      source, target, by: balancers, left,
      remainder: remainder?.subtracting(HeaderSpace(traffic: .full, sources: addresses)), because: because,
      paths: { [paths] in paths.get })
  }

  /// The same with other bounds, by the ways of another where that is given.
  func replacing(_ passed: Bounds<HeaderSpace>, because: [Unknown] = [], tracesOf other: Reach? = nil) -> Reach {
    Reach(
      source, target, by: balancers, passed, remainder: because.isEmpty ? remainder : nil,
      because: self.because + because,
      paths: { [paths = other?.paths ?? paths] in paths.get })
  }

  /// This and another from the same source to the same target together.
  package func union(_ other: Reach) -> Reach {
    Reach(
      source, target, by: balancers, passed.union(other.passed),
      remainder: [remainder, other.remainder].combined([passed.must, other.passed.must], Remainder.union),
      because: because + other.because,
      paths: { [paths, others = other.paths] in paths.get + others.get })
  }

  /// What gets through that did not before: certainly, or possibly; nil if nothing does.
  ///
  /// What may have got through before and may still is no change, though nobody knows it.
  package func beyond(_ before: Reach?) -> Reach? {
    let old = before?.passed ?? .empty
    let certain = passed.must.subtracting(old.may)
    let possible = passed.may.subtracting(old.may).union(passed.must.subtracting(old.must))
    if possible.isEmpty { return nil }
    return Reach(
      source, target, by: balancers, Bounds(must: certain, may: possible), remainder: remainder?.subtracting(old.may),
      because: because + (before?.because ?? []), paths: { [paths] in paths.get })
  }

  /// The same where some others, of whom it is not known who they are, are possibly the source: of what they send it is
  /// not certain that it is a change.
  func unlessAmong(_ strangers: [Reach]) -> Reach {
    let traffic = strangers.reduce(Traffic.empty) { $0.union($1.passed.may.traffic) }
    if !passed.must.traffic.intersects(traffic) { return self }
    let certain = passed.must.subtracting(HeaderSpace(traffic: traffic, sources: .full))
    return Reach(
      source, target, by: balancers, Bounds(must: certain, may: passed.may),
      because: because + strangers.flatMap(\.because),
      paths: { [paths] in paths.get })
  }

  /// The traffic with the addresses that certainly and possibly send it, and those of which some certainly do; of other
  /// sources with all addresses.
  package var cells: [(traffic: Traffic, sources: Bounds<AddressSet>, remaining: RemainingAddresses)] {
    passed.bySources(remainder)
  }
}
