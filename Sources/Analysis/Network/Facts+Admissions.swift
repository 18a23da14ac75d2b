import AWSModel
import NetSpace

extension Facts {
  /// Every source that an endpoint accepts traffic from: each peer of each ingress rule of its groups, with the
  /// addresses and endpoints behind it that the endpoint's side of the path really lets in.
  package func admissions(of target: Endpoint) -> [Admission] {
    guard let groups = target.groups else { return [] }
    let side = AdmittingSide(target, self)
    var all: [Admission] = []
    for link in groups.elements {
      guard let id = link.target.id, let group = topology.securityGroup(id) else {
        let why = link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range)
        all.append(side.unknown(why))
        continue
      }
      all += side.admissions(by: group)
    }
    return all + groups.rest.map { side.unknown($0) }
  }
}

extension AdmittingSide {
  /// A source that nobody knows, of a rule that is not known either.
  fileprivate func unknown(_ why: Unknown) -> Admission {
    Admission(self, .unknown, target.serves.may, rule: nil, peer: nil, group: nil, basis: .unknown(why))
  }

  fileprivate func admissions(by group: SecurityGroup) -> [Admission] {
    var all: [Admission] = []
    for rule in group.rules.elements where rule.direction == .ingress {
      let traffic = rule.traffic.bounds.may.intersection(target.serves.may)
      if traffic.isEmpty { continue }
      let source = Source(side: self, group: group, rule: rule, traffic: traffic)
      for peer in rule.peers.elements { source.add(peer, to: &all) }
      for why in rule.peers.rest { all.append(source.admission(.unknown, peer: nil, .unknown(why))) }
    }
    return all + group.rules.rest.map { unknown($0) }
  }
}

/// A rule as the source of admissions.
private struct Source {
  let side: AdmittingSide
  let group: SecurityGroup
  let rule: SecurityGroupRule
  let traffic: Traffic

  func admission(
    _ kind: Admission.Kind, peer: RulePeer?, _ basis: Admission.Basis, addresses: AddressSet = .empty
  ) -> Admission {
    Admission(side, kind, traffic, addresses: addresses, rule: rule, peer: peer, group: group, basis: basis)
  }

  func add(_ peer: RulePeer, to all: inout [Admission]) {
    switch peer.kind {
    case .block(let block):
      if let why = block.prefix.unknown { return all.append(admission(.unknown, peer: peer, .unknown(why))) }
      add(block.bounds.must, of: peer, to: &all)
    case .prefixList(let list):
      let (bounds, because) = side.facts.topology.addresses(ofPrefixList: list)
      add(bounds.must, of: peer, to: &all)
      if !bounds.isExact { all.append(admission(.unknown, peer: peer, .unknown(because.first))) }
    case .group(.resource(let id)) where side.facts.topology.securityGroup(id) != nil:
      all.append(admission(.endpoints, peer: peer, .members(id)))
    case .group(.oneOf(let ids, _)) where ids.allSatisfy({ side.facts.topology.securityGroup($0) != nil }):
      // Whichever it is, nobody but the members of these is let in.
      for id in ids { all.append(admission(.endpoints, peer: peer, .members(id))) }
    case .group(let group):
      all.append(admission(.unknown, peer: peer, .unknown(group.unknown ?? Unknown(group.name, .notInInput))))
    case .unknown(let why): all.append(admission(.unknown, peer: peer, .unknown(why)))
    }
  }

  /// A block in up to three parts: addresses of the target's VPC, of the internet, and other private ones.
  private func add(_ block: AddressSet, of peer: RulePeer, to all: inout [Admission]) {
    if block.isEmpty { return }
    // Most rules speak of addresses of one kind.
    if block.isSubset(of: side.ownAddresses) {
      return all.append(admission(.vpc, peer: peer, .occupants, addresses: block))
    }
    let inside = block.intersection(side.ownAddresses)
    if !inside.isEmpty { all.append(admission(.vpc, peer: peer, .occupants, addresses: inside)) }
    let outside = block.subtracting(inside)
    let global = outside.intersection(.global)
    if !global.isEmpty { all.append(admission(.internet, peer: peer, .addresses, addresses: global)) }
    let rest = outside.subtracting(global).intersection(.privateIPv4)
    if !rest.isEmpty { all.append(admission(.private, peer: peer, .addresses, addresses: rest)) }
  }
}
