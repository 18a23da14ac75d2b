import AWSModel
import NetSpace

extension Facts {
  /// Every source that an endpoint accepts traffic from: each peer of each ingress rule of its groups, with the
  /// addresses and endpoints behind it that the endpoint's side of the path really lets in.
  package func admissions(of target: Endpoint) -> [Admission] {
    guard let groups = target.groups else { return [] }
    var all: [Admission] = []
    for link in groups.elements {
      guard let id = link.target.id, let group = topology.securityGroup(id) else {
        let why = link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range)
        all.append(unknown(target, nil, target.serves.may, why))
        continue
      }
      all += admissions(of: target, group)
    }
    return all + groups.rest.map { unknown(target, nil, target.serves.may, $0) }
  }

  private func admissions(of target: Endpoint, _ group: SecurityGroup) -> [Admission] {
    var all: [Admission] = []
    for rule in group.rules.elements where rule.direction == .ingress {
      let traffic = rule.traffic.bounds.may.intersection(target.serves.may)
      if traffic.isEmpty { continue }
      for peer in rule.peers.elements {
        all += admissions(of: target, Source(group: group, rule: rule, peer: peer, traffic: traffic))
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

  private func admissions(of target: Endpoint, _ source: Source) -> [Admission] {
    switch source.peer?.kind {
    case nil: return []
    case .block(let block):
      guard block.prefix.unknown == nil else { return [unknown(target, source, source.traffic, block.prefix.unknown)] }
      return addresses(target, source, block.bounds.must)
    case .prefixList(let list):
      let (bounds, because) = topology.addresses(ofPrefixList: list)
      let known = bounds.must.isEmpty ? [] : addresses(target, source, bounds.must)
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
      proof: Derived { Admission.Proof(admitsUnoccupied: .unknown, exists: .unknown, because: because) })
  }

  /// - Parameter prove: what the paths say, whether or not the rule and the target are there.
  private func admission(
    _ target: Endpoint, _ source: Source, _ kind: Admission.Kind, addresses: AddressSet = .empty,
    prove: @escaping @Sendable () -> Admission.Proof
  ) -> Admission {
    let proof = Derived {
      var proof = prove()
      proof.exists = proof.exists.and(source.applies).and(target.declaration.existence.verdict)
      let reasons = proof.because + source.because + target.declaration.existence.because
      proof.because = proof.exists == .unknown ? reasons.distinct : []
      return proof
    }
    return Admission(
      target: target, kind: kind, traffic: source.traffic, addresses: addresses, rule: source.rule, peer: source.peer,
      group: source.group, proof: proof)
  }

  // MARK: Groups

  private func members(_ target: Endpoint, _ source: Source, _ group: ResourceID) -> Admission {
    admission(target, source, .endpoints) {
      var proof = Admission.Proof(exists: .no)
      for (member, membership) in endpoints(attachedTo: group) where member.id != target.id {
        let answer = admits(from: member, to: target, source.traffic)
        let verdict = answer.verdict.and(membership)
        if verdict == .no { continue }
        proof.endpoints.append((member, verdict))
        if verdict == .unknown { proof.because += answer.unknowns + member.isMember(of: .resource(group)).because }
        proof.traces += answer.deciding
      }
      proof.exists = Verdict.any(proof.endpoints.map(\.verdict))
      return proof
    }
  }

  // MARK: Addresses

  /// A block in up to three parts: addresses of the target's VPC, of the internet, and other private ones.
  private func addresses(_ target: Endpoint, _ source: Source, _ block: AddressSet) -> [Admission] {
    let vpcs = Set(stations(of: target).map(\.vpc))
    let own = vpcs.map { topology.addresses(of: $0) }.reduce(Bounds.empty) { $0.union($1) }
    let isOwnKnown = own.may != .full
    let inside = isOwnKnown ? block.intersection(own.may) : .empty
    let outside = block.subtracting(inside)
    var all: [Admission] = []
    if !inside.isEmpty { all.append(vpcAddresses(target, source, inside)) }
    let global = outside.intersection(.global)
    if !global.isEmpty { all.append(internet(target, source, global)) }
    let rest = outside.subtracting(global).intersection(.privateIPv4)
    if !rest.isEmpty { all.append(elsewhere(target, source, rest, isOwnKnown: isOwnKnown)) }
    return all
  }

  private func internet(_ target: Endpoint, _ source: Source, _ addresses: AddressSet) -> Admission {
    admission(target, source, .internet, addresses: addresses) {
      let answer = answer(
        Query(
          source: .addresses(addresses), target: .endpoint(target.id), traffic: source.traffic,
          joinsLoadBalancers: false))
      return Admission.Proof(
        admitsUnoccupied: .yes, exists: answer.verdict, because: answer.unknowns, traces: answer.deciding)
    }
  }

  /// Addresses of the VPC: who is there, and whether some of them belong to subnets in which nobody is.
  private func vpcAddresses(_ target: Endpoint, _ source: Source, _ addresses: AddressSet) -> Admission {
    admission(target, source, .vpc, addresses: addresses) { occupants(of: addresses, target, source.traffic) }
  }

  private func occupants(of addresses: AddressSet, _ target: Endpoint, _ traffic: Traffic) -> Admission.Proof {
    var proof = Admission.Proof(exists: .no)
    var occupied = AddressSet.empty
    let vpcs = Set(stations(of: target).map(\.vpc))
    for other in endpoints(in: vpcs) where other.id != target.id {
      let stations = stations(of: other).filter { station in vpcs.contains { $0.isSame(as: station.vpc) != .no } }
      let covered = Verdict.any(stations.map { Bounds.exact(addresses).contains(pointOf: $0.remote.addresses) })
      if covered == .no { continue }
      for station in stations where station.subnet != nil { occupied.formUnion(station.remote.addresses) }
      let answer = admits(from: other, to: target, traffic)
      let verdict = answer.verdict.and(covered == .yes ? .yes : partly(stations, addresses))
      if verdict == .no { continue }
      proof.endpoints.append((other, verdict))
      if verdict == .unknown { proof.because += answer.unknowns }
      proof.traces += answer.deciding
    }
    let unoccupied = addresses.subtracting(occupied)
    proof.admitsUnoccupied = unoccupied.isEmpty ? .no : admitsFrom(unoccupied, target, traffic)
    proof.exists = Verdict.any(proof.endpoints.map(\.verdict)).or(proof.admitsUnoccupied)
    return proof
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
    admission(target, source, .private, addresses: addresses) {
      let answer = answer(
        Query(
          source: .addresses(addresses), target: .endpoint(target.id), traffic: source.traffic,
          joinsLoadBalancers: false))
      // Of a VPC whose blocks are not known the addresses may be its own.
      let own = isOwnKnown ? [] : stations(of: target).map { Unknown("the addresses of \($0.vpc.name)", .notInInput) }
      let exists = own.isEmpty ? answer.verdict : answer.verdict.or(.unknown)
      return Admission.Proof(
        admitsUnoccupied: .yes, exists: exists, because: answer.unknowns + own, traces: answer.deciding)
    }
  }
}
