import AWSModel
import NetSpace

extension Facts {
  /// Every source that an endpoint accepts traffic from: each peer of each ingress rule of its groups, with the
  /// addresses and endpoints behind it that the endpoint's side of the path really lets in.
  package func admissions(of target: Endpoint) -> [Admission] { sources(of: target).flatMap(\.all) }

  /// The same group by group, each made when it is come to.
  package func sources(of target: Endpoint) -> [AdmissionSources] {
    guard let groups = target.groups else { return [] }
    let side = AdmittingSide(target, self)
    func unknown(_ why: Unknown) -> AdmissionPatterns {
      AdmissionPatterns([.unknown(why, target.serves.may)], areShared: false)
    }
    let known = groups.elements.map { link in
      guard let id = link.target.id, let group = topology.securityGroup(id) else {
        return unknown(link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range))
      }
      return patterns(of: group, side)
    }
    return (known + groups.rest.map(unknown)).map { AdmissionSources(side: side, patterns: $0) }
  }

  private func patterns(of group: SecurityGroup, _ side: AdmittingSide) -> AdmissionPatterns {
    let key = AdmissionPatterns.Key(
      group: group.id, served: side.target.serves.may, ownAddresses: side.ownAddresses)
    return admissionPatterns.value(key) {
      var maker = PatternMaker(topology, group, key)
      return AdmissionPatterns(maker.patterns(), areShared: true)
    }
  }
}

/// The admissions of an endpoint by one of its groups.
package struct AdmissionSources: Sendable {
  let side: AdmittingSide
  package let patterns: AdmissionPatterns

  package func admission(at position: Int) -> Admission { Admission(side, patterns.all[position]) }

  package var all: [Admission] { patterns.all.map { Admission(side, $0) } }
}

/// Goes through the rules of a group.
private struct PatternMaker {
  private let topology: Topology
  private let group: SecurityGroup
  private let served: Traffic
  private let ownAddresses: AddressSet
  private var all: [AdmissionPattern] = []

  init(_ topology: Topology, _ group: SecurityGroup, _ key: AdmissionPatterns.Key) {
    self.topology = topology
    self.group = group
    served = key.served
    ownAddresses = key.ownAddresses
  }

  mutating func patterns() -> [AdmissionPattern] {
    for rule in group.rules.elements where rule.direction == .ingress {
      let traffic = rule.traffic.bounds.may.intersection(served)
      if traffic.isEmpty { continue }
      let source = Source(group: group, rule: rule, traffic: traffic)
      for peer in rule.peers.elements { add(peer, of: source) }
      for why in rule.peers.rest { all.append(source.unknown(why)) }
    }
    return all + group.rules.rest.map { .unknown($0, served) }
  }

  /// A rule and what of its traffic is served.
  private struct Source {
    let group: SecurityGroup
    let rule: SecurityGroupRule
    let traffic: Traffic

    func pattern(
      _ kind: Admission.Kind, _ peer: RulePeer?, _ basis: AdmissionPattern.Basis, addresses: AddressSet = .empty
    ) -> AdmissionPattern {
      AdmissionPattern(kind, traffic, addresses: addresses, rule: rule, peer: peer, group: group, basis: basis)
    }

    func unknown(_ why: Unknown?, _ peer: RulePeer? = nil) -> AdmissionPattern {
      pattern(.unknown, peer, .unknown(why))
    }
  }

  private mutating func add(_ peer: RulePeer, of source: Source) {
    switch peer.kind {
    case .block(let block):
      if let why = block.prefix.unknown { return all.append(source.unknown(why, peer)) }
      add(block.bounds.must, of: peer, source)
    case .prefixList(let list):
      let (bounds, because) = topology.addresses(ofPrefixList: list)
      add(bounds.must, of: peer, source)
      if !bounds.isExact { all.append(source.unknown(because.first, peer)) }
    case .group(.resource(let id)) where topology.securityGroup(id) != nil:
      all.append(source.pattern(.endpoints, peer, .members(id)))
    case .group(.oneOf(let ids, _)) where ids.allSatisfy({ topology.securityGroup($0) != nil }):
      // Whichever it is, nobody but the members of these is let in.
      for id in ids { all.append(source.pattern(.endpoints, peer, .members(id))) }
    case .group(let group): all.append(source.unknown(group.unknown ?? Unknown(group.name, .notInInput), peer))
    case .unknown(let why): all.append(source.unknown(why, peer))
    }
  }

  /// A block in up to three parts: addresses of the target's VPC, of the internet, and other private ones.
  private mutating func add(_ block: AddressSet, of peer: RulePeer, _ source: Source) {
    if block.isEmpty { return }
    // Most rules speak of addresses of one kind.
    if block.isSubset(of: ownAddresses) {
      return all.append(source.pattern(.vpc, peer, .occupants, addresses: block))
    }
    let inside = block.intersection(ownAddresses)
    if !inside.isEmpty { all.append(source.pattern(.vpc, peer, .occupants, addresses: inside)) }
    let outside = block.subtracting(inside)
    let global = outside.intersection(.global)
    if !global.isEmpty { all.append(source.pattern(.internet, peer, .addresses, addresses: global)) }
    let rest = outside.subtracting(global).intersection(.privateUse)
    if !rest.isEmpty { all.append(source.pattern(.private, peer, .addresses, addresses: rest)) }
  }
}
