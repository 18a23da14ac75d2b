import AWSModel
import NetSpace

/// The side of a path that lets traffic in: an endpoint, its network, and who of that network gets through to it.
///
/// What all admissions of the endpoint share.
final class AdmittingSide: Sendable {
  let facts: Facts
  let target: Endpoint
  let vpcs: Set<VPCKey>
  /// The addresses of its VPCs; empty if they are not known.
  let ownAddresses: AddressSet
  private let isNetworkKnown: Bool

  init(_ target: Endpoint, _ facts: Facts) {
    self.facts = facts
    self.target = target
    vpcs = Set(target.sites.map { facts.topology.vpc(of: $0) })
    let own = Bounds.union(of: vpcs.map { facts.topology.addresses(of: $0) })
    isNetworkKnown = own.may != .full
    ownAddresses = isNetworkKnown ? own.may : .empty
  }

  // MARK: Who gets in

  func entrants(of admission: Admission) -> [Admission.Entrant] {
    switch admission.basis {
    case .unknown, .addresses: []
    case .members(let group): entrants(applicants(with: group), admission.traffic)
    case .occupants:
      entrants(
        facts.sourceClasses.occupants(of: admission.addresses, in: vpcs, facts).applicants, admission.traffic)
    }
  }

  private func applicants(with group: ResourceID) -> [Applicant] {
    facts.memberPositions(of: group).reduce(into: []) { all, position in
      let (verdict, because) = facts.endpoints[position].isMember(of: .resource(group))
      if verdict != .no { all.append(Applicant(position: position, stands: verdict, because: because)) }
    }
  }

  /// Which of some endpoints the target lets in.
  private func entrants(_ applicants: [Applicant], _ traffic: Traffic) -> [Admission.Entrant] {
    let inquiry = AdmissionInquiry(target, facts)
    return applicants.reduce(into: []) { all, applicant in
      let endpoint = facts.endpoints[applicant.position]
      if endpoint === target { return }
      let verdict = inquiry.verdict(on: applicant.position, traffic).and(applicant.stands)
      if verdict == .no { return }
      all.append(Admission.Entrant(endpoint: endpoint, verdict: verdict, because: applicant.because))
    }
  }

  // MARK: Whether anybody does

  func proof(of admission: Admission) -> Admission.Proof {
    var proof = evidence(of: admission)
    proof.exists = proof.exists.and(applies(admission)).and(target.declaration.existence.verdict)
    return proof
  }

  /// What the paths say, whether or not the rule and the target are there.
  private func evidence(of admission: Admission) -> Admission.Proof {
    switch admission.basis {
    case .unknown: return Admission.Proof(admitsUnoccupied: .unknown, exists: .unknown)
    case .members: return Admission.Proof(exists: .any(admission.entrants.map(\.verdict)))
    case .addresses:
      let verdict = answer(admission.addresses, admission.traffic).verdict
      let isCertain = admission.kind != .private || isNetworkKnown
      return Admission.Proof(admitsUnoccupied: .yes, exists: isCertain ? verdict : verdict.or(.unknown))
    case .occupants:
      let unoccupied = admission.addresses.subtracting(
        facts.sourceClasses.occupants(of: admission.addresses, in: vpcs, facts).occupied(
          without: facts.position(of: target)))
      let admitsUnoccupied = unoccupied.isEmpty ? .no : admitsUnoccupied(unoccupied, admission.traffic)
      // Who is there makes no difference where nobody needs to be.
      let exists =
        admitsUnoccupied == .yes ? .yes : Verdict.any(admission.entrants.map(\.verdict)).or(admitsUnoccupied)
      return Admission.Proof(admitsUnoccupied: admitsUnoccupied, exists: exists)
    }
  }

  /// Whether the rule is certainly there and speaks of this traffic.
  private func applies(_ admission: Admission) -> Verdict {
    guard let rule = admission.rule else { return .unknown }
    let certain: Verdict = admission.traffic.isSubset(of: rule.traffic.bounds.must) ? .yes : .unknown
    return certain.and(rule.existence.verdict)
  }

  private func answer(_ addresses: AddressSet, _ traffic: Traffic) -> Answer {
    facts.answer(
      Query(source: .addresses(addresses), target: .endpoint(target.id), traffic: traffic, joinsLoadBalancers: false))
  }

  /// Whether addresses of the VPC that nobody is known to use get through: those of the VPC where a subnet may be made
  /// at any time, if the target's side lets them in; of declared subnets by the ways from there.
  private func admitsUnoccupied(_ addresses: AddressSet, _ traffic: Traffic) -> Verdict {
    let declared = facts.topology.declaredAddresses(of: vpcs)
    let undeclared = addresses.subtracting(declared)
    var verdict = Verdict.no
    if !undeclared.isEmpty {
      let paths = PathEvaluator(topology: facts.topology)
      verdict = .any(
        facts.stations(of: target).map { paths.letsIn(undeclared, to: $0, traffic: traffic).nonEmpty })
    }
    return verdict == .yes ? .yes : verdict.or(answer(addresses, traffic).verdict)
  }

  // MARK: Why not for certain

  /// Why it is not certain that traffic of a source gets through; empty if it is.
  func reasons(for admission: Admission) -> [Unknown] {
    if admission.exists != .unknown { return [] }
    var because = reasons(of: admission)
    if let rule = admission.rule, applies(admission) != .yes {
      because += rule.traffic.unknowns + rule.existence.because
    }
    return (because + target.declaration.existence.because).distinct
  }

  private func reasons(of admission: Admission) -> [Unknown] {
    switch admission.basis {
    case .unknown(let why): return why.map { [$0] } ?? []
    case .addresses:
      // Of a VPC whose blocks are not known the addresses may be its own.
      let doubts =
        admission.kind == .private && !isNetworkKnown
        ? facts.stations(of: target).map { Unknown("the addresses of \($0.vpc.name)", .notInInput) } : []
      return answer(admission.addresses, admission.traffic).unknowns + doubts
    case .members, .occupants:
      // Of thousands some say enough.
      return admission.entrants.lazy.filter { $0.verdict == .unknown }.prefix(5).flatMap { entrant in
        let unknowns = facts.admits(from: entrant.endpoint, to: target, admission.traffic).unknowns + entrant.because
        return unknowns.isEmpty ? [Self.whoseAddress(entrant.endpoint, admission)] : unknowns
      }
    }
  }

  private static func whoseAddress(_ endpoint: Endpoint, _ admission: Admission) -> Unknown {
    Unknown(
      "whether \(endpoint.address) has one of \(admission.addresses.listing(limit: 2))",
      .decidedByAWS("is not known"), at: endpoint.declaration.place)
  }

  /// Why something of what an admission says is not certain.
  func doubts(about admission: Admission) -> [Unknown] {
    let reasons = reasons(of: admission).distinct
    if !reasons.isEmpty { return reasons }
    return [
      Unknown(
        "what \(admission.peer?.words ?? "a rule") lets in to \(target.address)", .decidedByAWS("is not known"))
    ]
  }

  // MARK: How

  func traces(of admission: Admission) -> some Sequence<Trace> {
    let direct: [Trace]
    switch admission.basis {
    case .addresses: direct = answer(admission.addresses, admission.traffic).deciding
    case .unknown, .members, .occupants: direct = []
    }
    let entrants = direct.isEmpty ? admission.entrants : []
    return [
      AnySequence(direct),
      AnySequence(
        entrants.lazy.flatMap { self.facts.admits(from: $0.endpoint, to: self.target, admission.traffic).deciding }),
    ].lazy.flatMap { $0 }
  }
}

/// An endpoint that a peer may stand for.
struct Applicant: Sendable {
  /// Among the endpoints of the facts.
  let position: Int
  let stands: Verdict
  let because: [Unknown]
}
