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
  private let madeInquiry = Once<AdmissionInquiry>()

  init(_ target: Endpoint, _ facts: Facts) {
    self.facts = facts
    self.target = target
    vpcs = Set(target.sites.map { facts.topology.vpc(of: $0) })
    let own = Bounds.union(of: vpcs.map { facts.topology.addresses(of: $0) })
    isNetworkKnown = own.may != .full
    ownAddresses = isNetworkKnown ? own.may : .empty
  }

  private var inquiry: AdmissionInquiry { madeInquiry.value { AdmissionInquiry(target, facts) } }

  // MARK: Who gets in

  /// Those whom an admission lets in, each asked about when it is come to.
  func entrants(of admission: Admission) -> AnySequence<Admission.Entrant> {
    switch admission.basis {
    case .unknown, .addresses: AnySequence([])
    case .members(let group): AnySequence(members(of: group, admission.traffic))
    case .occupants: AnySequence(occupants(of: admission.addresses, admission.traffic))
    }
  }

  /// Class by class: of those that have none of the groups that the target's rules name, one speaks for all.
  private func occupants(of addresses: AddressSet, _ traffic: Traffic) -> some Sequence<Admission.Entrant> {
    let inquiry = inquiry
    let classes = facts.sourceClasses.occupants(of: addresses, in: vpcs, facts).classes
    return classes.lazy.flatMap { [facts, target] number, stands -> [Admission.Entrant] in
      var common: Verdict?
      return facts.sourceClasses.members[number].compactMap { position in
        let endpoint = facts.endpoints[position]
        if endpoint === target { return nil }
        let isAlike = !inquiry.namesGroup(of: position)
        let verdict = (isAlike ? common : nil) ?? inquiry.verdict(on: position, traffic).and(stands)
        if isAlike { common = verdict }
        return verdict == .no ? nil : Admission.Entrant(endpoint: endpoint, verdict: verdict, because: [])
      }
    }
  }

  private func members(of group: ResourceID, _ traffic: Traffic) -> some Sequence<Admission.Entrant> {
    let inquiry = inquiry
    return facts.memberPositions(of: group).lazy.compactMap { [facts, target] position in
      let endpoint = facts.endpoints[position]
      let (isMember, because) = endpoint.isMember(of: .resource(group))
      if isMember == .no || endpoint === target { return nil }
      let verdict = inquiry.verdict(on: position, traffic).and(isMember)
      return verdict == .no ? nil : Admission.Entrant(endpoint: endpoint, verdict: verdict, because: because)
    }
  }

  // MARK: What gets in

  func passing(of admission: Admission) -> Traffic {
    let wanted = admission.traffic
    var passing = Traffic.empty
    switch admission.basis {
    case .unknown: return wanted
    case .addresses: return answer(admission.addresses, wanted).surviving.may.traffic
    case .occupants: passing = passingUnoccupied(admission.addresses, wanted)
    case .members: break
    }
    for entrant in admission.candidates {
      if wanted.isSubset(of: passing) { break }
      passing = passing.union(facts.admits(from: entrant.endpoint, to: target, wanted).surviving.may.traffic)
    }
    return passing
  }

  /// From addresses that nobody need have, those of the target's own subnets among them.
  private func passingUnoccupied(_ addresses: AddressSet, _ wanted: Traffic) -> Traffic {
    let paths = PathEvaluator(topology: facts.topology)
    let undeclared = addresses.subtracting(facts.topology.declaredAddresses(of: vpcs))
    let fromUndeclared =
      undeclared.isEmpty
      ? [] : facts.stations(of: target).map { paths.letsIn(undeclared, to: $0, traffic: wanted).may.traffic }
    return fromUndeclared.reduce(answer(addresses, wanted).surviving.may.traffic) { $0.union($1) }
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
    case .members: return Admission.Proof(exists: anybody(of: admission))
    case .addresses:
      let verdict = verdict(on: admission.addresses, admission.traffic)
      let isCertain = admission.kind != .private || isNetworkKnown
      return Admission.Proof(admitsUnoccupied: .yes, exists: isCertain ? verdict : verdict.or(.unknown))
    case .occupants:
      let unoccupied = admission.addresses.subtracting(
        facts.sourceClasses.occupants(of: admission.addresses, in: vpcs, facts).occupied(
          without: facts.position(of: target)))
      let admitsUnoccupied = unoccupied.isEmpty ? .no : admitsUnoccupied(unoccupied, admission.traffic)
      // Who is there makes no difference where nobody needs to be.
      let exists =
        admitsUnoccupied == .yes ? .yes : anybody(of: admission).or(admitsUnoccupied)
      return Admission.Proof(admitsUnoccupied: admitsUnoccupied, exists: exists)
    }
  }

  /// Whether anybody gets in: the first one who certainly does is enough.
  private func anybody(of admission: Admission) -> Verdict {
    var verdict = Verdict.no
    for entrant in admission.candidates {
      verdict = verdict.or(entrant.verdict)
      if verdict == .yes { break }
    }
    return verdict
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
    return verdict == .yes ? .yes : verdict.or(self.verdict(on: addresses, traffic))
  }

  private func verdict(on addresses: AddressSet, _ traffic: Traffic) -> Verdict {
    inquiry.verdict(on: addresses, traffic) { answer(addresses, traffic).verdict }
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
        ? facts.stations(of: target).map { Unknown("the address space of \($0.vpc.name)", .notInInput) } : []
      return answer(admission.addresses, admission.traffic).unknowns + doubts
    case .members, .occupants:
      // Of thousands some say enough.
      let entrants = Array(admission.candidates.lazy.filter { $0.verdict == .unknown }.prefix(5))
      return entrants.isEmpty ? [] : reasons(of: entrants, admission)
    }
  }

  /// Why those are not certain; what the filters on the way cannot tell apart is asked once.
  private func reasons(of entrants: [Admission.Entrant], _ admission: Admission) -> [Unknown] {
    let inquiry = inquiry
    var known: [AdmissionInquiry.Sight: [Unknown]?] = [:]
    return entrants.flatMap { entrant -> [Unknown] in
      let sight = inquiry.sight(of: entrant.endpoint)
      let found: [Unknown]? =
        sight.flatMap { known[$0] } ?? inquiry.doubtsAboutWays(from: entrant.endpoint, admission.traffic)
      if let sight { known[sight] = .some(found) }
      let unknowns = (found ?? [facts.doubtAboutPlace(of: entrant.endpoint, target)]) + entrant.because
      return unknowns.isEmpty ? [Self.whoseAddress(entrant.endpoint, admission)] : unknowns
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
    let entrants = direct.isEmpty ? admission.candidates : AnySequence([])
    return [
      AnySequence(direct),
      AnySequence(
        entrants.lazy.flatMap { self.facts.admits(from: $0.endpoint, to: self.target, admission.traffic).deciding }),
    ].lazy.flatMap { $0 }
  }
}
