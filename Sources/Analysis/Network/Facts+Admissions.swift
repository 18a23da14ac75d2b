import AWSModel
import NetSpace

extension Facts {
  /// Every source that an endpoint accepts traffic from: each peer of each ingress rule of its groups, with the
  /// addresses and endpoints behind it that the endpoint's side of the path really lets in.
  package func admissions(of target: Endpoint) -> [Admission] {
    guard let groups = target.groups else { return [] }
    var all: [Admission] = []
    let network = network(of: target)
    for link in groups.elements {
      guard let id = link.target.id, let group = topology.securityGroup(id) else {
        let why = link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range)
        all.append(unknown(target, nil, target.serves.may, why))
        continue
      }
      all += admissions(of: target, group, network)
    }
    return all + groups.rest.map { unknown(target, nil, target.serves.may, $0) }
  }

  /// The VPCs of an endpoint and their addresses.
  private struct OwnNetwork {
    let vpcs: Set<VPCKey>
    /// Empty if they are not known.
    let addresses: AddressSet
    let isKnown: Bool
  }

  private func network(of target: Endpoint) -> OwnNetwork {
    let vpcs = Set(stations(of: target).map(\.vpc))
    let own = Bounds.union(of: vpcs.map { topology.addresses(of: $0) })
    let isKnown = own.may != .full
    return OwnNetwork(vpcs: vpcs, addresses: isKnown ? own.may : .empty, isKnown: isKnown)
  }

  private func admissions(of target: Endpoint, _ group: SecurityGroup, _ network: OwnNetwork) -> [Admission] {
    var all: [Admission] = []
    for rule in group.rules.elements where rule.direction == .ingress {
      let traffic = rule.traffic.bounds.may.intersection(target.serves.may)
      if traffic.isEmpty { continue }
      for peer in rule.peers.elements {
        all += admissions(of: target, Source(group: group, rule: rule, peer: peer, traffic: traffic), network)
      }
      for why in rule.peers.rest {
        all.append(unknown(target, Source(group: group, rule: rule, peer: nil, traffic: traffic), traffic, why))
      }
    }
    for why in group.rules.rest { all.append(unknown(target, nil, target.serves.may, why)) }
    return all
  }

  /// A peer of a rule and what it lets in.
  private struct Source {
    let group: SecurityGroup
    let rule: SecurityGroupRule
    let peer: RulePeer?
    let traffic: Traffic

    /// Whether the rule is certainly there and speaks of this traffic.
    var applies: Verdict {
      let certain: Verdict = traffic.isSubset(of: rule.traffic.bounds.must) ? .yes : .unknown
      return certain.and(rule.existence.verdict)
    }

    var because: [Unknown] { applies == .yes ? [] : rule.traffic.unknowns + rule.existence.because }
  }

  private func admissions(of target: Endpoint, _ source: Source, _ network: OwnNetwork) -> [Admission] {
    switch source.peer?.kind {
    case nil: return []
    case .block(let block):
      guard block.prefix.unknown == nil else { return [unknown(target, source, source.traffic, block.prefix.unknown)] }
      return addresses(target, source, block.bounds.must, network)
    case .prefixList(let list):
      let (bounds, because) = topology.addresses(ofPrefixList: list)
      let known = bounds.must.isEmpty ? [] : addresses(target, source, bounds.must, network)
      return bounds.isExact ? known : known + [unknown(target, source, source.traffic, because.first)]
    case .group(.resource(let id)) where topology.securityGroup(id) != nil: return [members(target, source, id)]
    case .group(let group):
      return [unknown(target, source, source.traffic, group.unknown ?? Unknown(group.name, .notInInput))]
    case .unknown(let why): return [unknown(target, source, source.traffic, why)]
    }
  }

  private func unknown(_ target: Endpoint, _ source: Source?, _ traffic: Traffic, _ why: Unknown?) -> Admission {
    let because = (why.map { [$0] } ?? []) + (source?.because ?? [])
    return Admission(
      target: target, kind: .unknown, traffic: traffic, addresses: .empty, rule: source?.rule, peer: source?.peer,
      group: source?.group,
      proof: Derived { Admission.Proof(admitsUnoccupied: .unknown, exists: .unknown, because: because) },
      entrants: Derived { Admission.Entrants() }, paths: Derived { [] })
  }

  /// What the paths say, whether or not the rule and the target are there.
  private struct Evidence {
    var admitsUnoccupied = Verdict.no
    let exists: Verdict
    /// Asked for only where something is not certain.
    let because: () -> [Unknown]
  }

  private func admission(
    _ target: Endpoint, _ source: Source, _ kind: Admission.Kind, addresses: AddressSet = .empty,
    entrants: Derived<Admission.Entrants> = Derived { Admission.Entrants() }, paths: Derived<[Trace]>,
    prove: @escaping @Sendable () -> Evidence
  ) -> Admission {
    let proof = Derived {
      let evidence = prove()
      let exists = evidence.exists.and(source.applies).and(target.declaration.existence.verdict)
      let reasons = {
        (evidence.because() + source.because + target.declaration.existence.because).distinct
      }
      return Admission.Proof(
        admitsUnoccupied: evidence.admitsUnoccupied, exists: exists, because: exists == .unknown ? reasons() : [])
    }
    return Admission(
      target: target, kind: kind, traffic: source.traffic, addresses: addresses, rule: source.rule, peer: source.peer,
      group: source.group, proof: proof, entrants: entrants, paths: paths)
  }

  /// An admission of which one answer says everything.
  private func admission(
    _ target: Endpoint, _ source: Source, _ kind: Admission.Kind, _ addresses: AddressSet,
    orPossibly doubts: @escaping @Sendable () -> [Unknown] = { [] }
  ) -> Admission {
    let answer = Derived {
      self.answer(
        Query(
          source: .addresses(addresses), target: .endpoint(target.id), traffic: source.traffic,
          joinsLoadBalancers: false))
    }
    return admission(target, source, kind, addresses: addresses, paths: Derived { answer.get.deciding }) {
      let doubts = doubts()
      return Evidence(
        admitsUnoccupied: .yes, exists: doubts.isEmpty ? answer.get.verdict : answer.get.verdict.or(.unknown),
        because: { answer.get.unknowns + doubts })
    }
  }

  // MARK: Who gets in

  /// An endpoint that a peer may stand for.
  private struct Applicant {
    let position: Int
    let stands: Verdict
    let because: [Unknown]
  }

  /// Which of some endpoints the target lets in.
  ///
  /// One of those that its rules cannot tell apart is asked for all of them, unless the answer is not certain: its reasons
  /// may name the one.
  private func entrants(_ applicants: [Applicant], _ target: Endpoint, _ traffic: Traffic) -> Admission.Entrants {
    struct Kind: Hashable {
      let number: Int
      let memberships: [Verdict]
    }
    let named = NamedGroups(ofRulesOf: target, self)
    var decided: [Kind: Verdict] = [:]
    var result = Admission.Entrants()
    for applicant in applicants {
      let endpoint = endpoints[applicant.position]
      let kind = Kind(
        number: sourceClasses.classes[applicant.position],
        memberships: named.memberships(of: endpoint, at: applicant.position))
      var unknowns: [Unknown] = []
      let admitted: Verdict
      if let known = decided[kind], known != .unknown {
        admitted = known
      } else {
        let answer = admits(from: endpoint, to: target, traffic)
        (admitted, unknowns) = (answer.verdict, answer.unknowns)
        decided[kind] = admitted
      }
      let verdict = admitted.and(applicant.stands)
      if verdict == .no { continue }
      result.endpoints.append((endpoint, verdict))
      if verdict == .unknown { result.because += unknowns + applicant.because }
    }
    return result
  }

  private func paths(
    of entrants: Derived<Admission.Entrants>, to target: Endpoint, _ traffic: Traffic
  ) -> Derived<[Trace]> {
    Derived { entrants.get.endpoints.flatMap { admits(from: $0.endpoint, to: target, traffic).deciding } }
  }

  // MARK: Groups

  private func members(_ target: Endpoint, _ source: Source, _ group: ResourceID) -> Admission {
    let entrants = Derived {
      let applicants = memberPositions(of: group).reduce(into: [Applicant]()) { all, i in
        let (verdict, because) = endpoints[i].isMember(of: .resource(group))
        if verdict == .no || endpoints[i].id == target.id { return }
        all.append(Applicant(position: i, stands: verdict, because: because))
      }
      return self.entrants(applicants, target, source.traffic)
    }
    return admission(
      target, source, .endpoints, entrants: entrants, paths: paths(of: entrants, to: target, source.traffic)
    ) {
      Evidence(exists: .any(entrants.get.endpoints.map(\.verdict)), because: { entrants.get.because })
    }
  }

  // MARK: Addresses

  /// A block in up to three parts: addresses of the target's VPC, of the internet, and other private ones.
  private func addresses(
    _ target: Endpoint, _ source: Source, _ block: AddressSet, _ network: OwnNetwork
  ) -> [Admission] {
    if block.isEmpty { return [] }
    // Most rules speak of addresses of one kind.
    if block.isSubset(of: network.addresses) { return [vpcAddresses(target, source, block)] }
    let inside = block.intersection(network.addresses)
    let outside = block.subtracting(inside)
    var all: [Admission] = []
    if !inside.isEmpty { all.append(vpcAddresses(target, source, inside)) }
    let global = outside.intersection(.global)
    if !global.isEmpty { all.append(admission(target, source, .internet, global)) }
    // The addresses of an example stand for a place where they are named, and not as part of everything.
    let others = global.isEmpty ? AddressSet.privateIPv4.union(.documentation) : .privateIPv4
    let rest = outside.subtracting(global).intersection(others)
    if !rest.isEmpty { all.append(elsewhere(target, source, rest, isOwnKnown: network.isKnown)) }
    return all
  }

  /// Addresses of the VPC: who is there, and whether some of them belong to subnets in which nobody is.
  private func vpcAddresses(_ target: Endpoint, _ source: Source, _ addresses: AddressSet) -> Admission {
    let occupants = Derived { self.occupants(of: addresses, target) }
    let entrants = Derived { self.entrants(occupants.get.applicants, target, source.traffic) }
    return admission(
      target, source, .vpc, addresses: addresses, entrants: entrants,
      paths: paths(of: entrants, to: target, source.traffic)
    ) {
      let unoccupied = addresses.subtracting(occupants.get.occupied)
      let admitsUnoccupied = unoccupied.isEmpty ? .no : admitsFrom(unoccupied, target, source.traffic)
      // Who is there makes no difference where nobody needs to be.
      let exists =
        admitsUnoccupied == .yes ? .yes : Verdict.any(entrants.get.endpoints.map(\.verdict)).or(admitsUnoccupied)
      return Evidence(admitsUnoccupied: admitsUnoccupied, exists: exists, because: { entrants.get.because })
    }
  }

  /// The endpoints that have, or may have, one of some addresses of the target's VPC, and the addresses of their subnets.
  private func occupants(
    of addresses: AddressSet, _ target: Endpoint
  ) -> (applicants: [Applicant], occupied: AddressSet) {
    var applicants: [Applicant] = []
    var occupied = AddressSet.empty
    let vpcs = Set(stations(of: target).map(\.vpc))
    for number in sourceClasses.classes(in: vpcs) {
      let members = sourceClasses.members[number].filter { endpoints[$0].id != target.id }
      guard let first = members.first else { continue }
      let stations = stations(of: endpoints[first]).filter { station in
        vpcs.contains { $0.isSame(as: station.vpc) != .no }
      }
      let covered = Verdict.any(stations.map { Bounds.exact(addresses).contains(pointOf: $0.remote.addresses) })
      if covered == .no { continue }
      for station in stations where station.subnet != nil { occupied.formUnion(station.remote.addresses) }
      let stands = covered == .yes ? .yes : partly(stations, addresses)
      applicants += members.map { Applicant(position: $0, stands: stands, because: []) }
    }
    return (applicants.sorted { $0.position < $1.position }, occupied)
  }

  /// Whether an endpoint is among addresses that cover only a part of its subnets: yes if they cover all of one.
  private func partly(_ stations: [Station], _ addresses: AddressSet) -> Verdict {
    stations.contains { station in
      let (ipv4, _) = station.addresses
      return !ipv4.isEmpty && ipv4.isSubset(of: addresses)
    } ? .yes : .unknown
  }

  /// Whether addresses of the VPC that nobody is known to use get through: those of declared subnets by the ways from
  /// there; of the rest of the VPC, where a subnet may be made at any time, if the target's side lets them in.
  private func admitsFrom(_ addresses: AddressSet, _ target: Endpoint, _ traffic: Traffic) -> Verdict {
    let answer = answer(
      Query(source: .addresses(addresses), target: .endpoint(target.id), traffic: traffic, joinsLoadBalancers: false))
    let vpcs = Set(stations(of: target).map(\.vpc))
    let declared = topology.subnets(of: vpcs).reduce(AddressSet.empty) {
      $0.union(Station(site: .subnet($1.id), endpoint: nil, topology: topology).blocks.must)
    }
    let undeclared = addresses.subtracting(declared)
    if undeclared.isEmpty { return answer.verdict }
    let paths = PathEvaluator(topology: topology)
    return answer.verdict.or(
      .any(stations(of: target).map { paths.letsIn(undeclared, to: $0, traffic: traffic).nonEmpty }))
  }

  /// Private addresses that are not of this VPC: what joins it with other networks brings them, if anything does.
  private func elsewhere(_ target: Endpoint, _ source: Source, _ addresses: AddressSet, isOwnKnown: Bool) -> Admission {
    admission(target, source, .private, addresses) {
      // Of a VPC whose blocks are not known the addresses may be its own.
      isOwnKnown ? [] : stations(of: target).map { Unknown("the addresses of \($0.vpc.name)", .notInInput) }
    }
  }
}
