import AWSModel
import NetSpace

/// Something that is asked over HTTPS by a public name.
package enum PublicService: Hashable, Sendable {
  /// A service of AWS, as VPC endpoints name it: `ecr.dkr`, `logs`.
  case aws(String)
  /// Whatever else is on the internet, with its name.
  case internet(String)
}

extension PublicService: CustomStringConvertible {
  package var description: String {
    switch self {
    case .aws(let name), .internet(let name): name
    }
  }
}

/// Whether something gets to a public service, from wherever it may be.
package struct ServiceReach: Sendable {
  package let verdict: Verdict
  package let because: [Unknown]
  /// Whether it does so by an endpoint of the VPC, not over the internet.
  package let isPrivate: Verdict
  /// The ways on which it does, or fails to.
  package let traces: [Trace]
  /// The sites from which it does not get there for certain.
  package let failing: [Endpoint.Site]

  init(
    _ verdict: Verdict, because: [Unknown] = [], isPrivate: Verdict = .no, traces: [Trace] = [],
    failing: [Endpoint.Site] = []
  ) {
    self.verdict = verdict
    self.because = verdict == .unknown || isPrivate == .unknown ? because.distinct : []
    self.isPrivate = isPrivate
    self.traces = traces
    self.failing = failing
  }

  /// By this way or by that.
  func or(_ other: ServiceReach) -> ServiceReach {
    ServiceReach(
      verdict.or(other.verdict), because: because + other.because, isPrivate: isPrivate.or(other.isPrivate),
      traces: traces + other.traces, failing: failing)
  }

  /// This one or that one, and which is not known.
  func either(_ other: ServiceReach, because reasons: [Unknown]) -> ServiceReach {
    ServiceReach(
      verdict == other.verdict ? verdict : .unknown, because: because + other.because + reasons,
      isPrivate: isPrivate == other.isPrivate ? isPrivate : .unknown, traces: traces + other.traces, failing: failing)
  }

  /// From here and from there.
  func and(_ other: ServiceReach) -> ServiceReach {
    ServiceReach(
      verdict.and(other.verdict), because: because + other.because, isPrivate: isPrivate.and(other.isPrivate),
      traces: (verdict == .yes ? [] : traces) + (other.verdict == .yes ? [] : other.traces),
      failing: failing + other.failing)
  }

  /// The same, found at a site.
  func at(_ site: Endpoint.Site) -> ServiceReach {
    ServiceReach(
      verdict, because: because, isPrivate: isPrivate, traces: traces, failing: verdict == .yes ? [] : [site])
  }
}
