import AWSModel
import NetSpace

extension Topology {
  /// The rules of the groups of an endpoint in one direction, as a filter on packets from or to the other end.
  ///
  /// Groups are united; a group that the input does not declare may have any rule.
  ///
  /// - Parameter traffic: what is asked about; entries that say nothing of it are left out.
  func securityGroupFilter(
    of endpoint: Endpoint, _ direction: Direction, remote: Remote, about traffic: Traffic = .full
  ) -> Filter {
    guard let groups = endpoint.groups else {
      let everything = FilterEntry(
        label: "\(endpoint.address) has no security groups: all traffic passes", place: endpoint.declaration.place,
        resource: endpoint.id, allows: .yes, space: .full, isImplied: true)
      return Filter(entries: [everything])
    }
    var entries: [FilterEntry] = []
    for link in groups.elements {
      switch link.target {
      case .resource(let id):
        guard let group = securityGroup(id) else {
          entries.append(anyRule(of: endpoint, Unknown(id.address, .notInInput, at: link.place.range), link))
          continue
        }
        entries += self.entries(of: group, direction, remote: remote, about: traffic)
      case .oneOf(let ids, let why):
        for id in ids {
          guard let group = securityGroup(id) else { continue }
          entries += self.entries(of: group, direction, remote: remote, about: traffic).map { $0.possibly(why) }
        }
        if let common = common(to: ids, direction, remote: remote, about: traffic, link) { entries.append(common) }
      case .external(let name):
        entries.append(anyRule(of: endpoint, Unknown(name, .notInInput, at: link.place.range), link))
      case .unknown(let why): entries.append(anyRule(of: endpoint, why, link))
      }
    }
    for why in groups.rest {
      entries.append(
        FilterEntry(
          label: "a group that is not known: \(why)", place: why.place ?? endpoint.declaration.place,
          resource: endpoint.id, allows: .yes, space: .atMost(.full), unknowns: [why]))
    }
    return Filter(entries: entries)
  }

  /// What each of several groups lets through, whichever of them it is; nil of one that may not be there.
  private func common(
    to ids: [ResourceID], _ direction: Direction, remote: Remote, about traffic: Traffic, _ link: Link
  ) -> FilterEntry? {
    guard ids.count > 1, !link.isOptional else { return nil }
    var common: HeaderSpace?
    for id in ids {
      guard let group = securityGroup(id) else { return nil }
      let own = HeaderSpace.union(
        of: entries(of: group, direction, remote: remote, about: traffic).map { $0.space.must })
      common = common.map { $0.intersection(own) } ?? own
    }
    guard let common, !common.isEmpty, let first = ids.first else { return nil }
    return FilterEntry(
      label: "what \(link.target.name) let \(direction == .ingress ? "in" : "out") alike", place: link.place.range,
      resource: first, allows: .yes, space: .exact(common))
  }

  private func anyRule(of endpoint: Endpoint, _ why: Unknown, _ link: Link) -> FilterEntry {
    FilterEntry(
      label: "the rules of \(link.target.name) are not in the input", place: link.place.range, resource: endpoint.id,
      allows: .yes, space: .atMost(.full), unknowns: [why])
  }

  private func entries(
    of group: SecurityGroup, _ direction: Direction, remote: Remote, about traffic: Traffic
  ) -> [FilterEntry] {
    let own = ruleEntries.value(group.id) { RuleEntries(group, in: self) }
    return own.entries(direction, remote: remote, about: traffic)
  }

  /// The part of the header's dimension for the other end that a prefix list stands for.
  func match(_ list: Reference, _ remote: Remote) -> (bounds: Bounds<AddressSet>, because: [Unknown]) {
    if case .assigned(let address) = remote, let service = address.service, service.are(in: list, self) == .yes {
      return (.full, [])
    }
    let (bounds, because) = addresses(ofPrefixList: list)
    return remote.match(bounds, because: because)
  }

  /// The addresses of a prefix list, and why they are not known exactly.
  package func addresses(ofPrefixList reference: Reference) -> (bounds: Bounds<AddressSet>, because: [Unknown]) {
    switch reference {
    case .resource(let id):
      guard let list = prefixList(id) else { return (.unknown, [Unknown(listThatIsNotDeclared: id)]) }
      return prefixLists.value(id) { list.addresses }
    case .oneOf(let ids, let why):
      return (.either(ids.map { addresses(ofPrefixList: .resource($0)).bounds } + [.empty]), [why])
    case .external(let name): return (.unknown, [Unknown(name, .notInInput)])
    case .unknown(let why): return (.unknown, [why])
    }
  }
}

extension Unknown {
  /// A list of AWS that something else of the input stands for, such as an endpoint for its service; or one of which
  /// there is only the name.
  fileprivate init(listThatIsNotDeclared id: ResourceID) {
    self.init("what the prefix list of \(id.address) holds", .notInInput)
  }
}

extension PrefixList {
  /// Its addresses, and why they are not known exactly.
  fileprivate var addresses: (bounds: Bounds<AddressSet>, because: [Unknown]) {
    let union = Bounds.union(of: entries.elements.map { $0.bounds })
    let because = entries.elements.reduce(into: entries.rest) { all, entry in
      if let why = entry.unknown ?? entry.known?.prefix.unknown { all.append(why) }
    }
    return (entries.isComplete ? union : Bounds(must: union.must, may: .full), because)
  }
}

extension Bounds<Traffic> {
  /// Packets of this traffic whose source (of ingress) or destination (of egress) is in some addresses.
  func headers(_ direction: Direction, remote: Bounds<AddressSet>) -> Bounds<HeaderSpace> {
    func space(_ traffic: Traffic, _ addresses: AddressSet) -> HeaderSpace {
      switch direction {
      case .ingress: HeaderSpace(traffic: traffic, sources: addresses)
      case .egress: HeaderSpace(traffic: traffic, destinations: addresses)
      }
    }
    if isExact, remote.isExact { return .exact(space(must, remote.must)) }
    return Bounds<HeaderSpace>(must: space(must, remote.must), may: space(may, remote.may))
  }
}

extension FilterEntry {
  /// The entry as one that may not be there.
  func possibly(_ because: [Unknown]) -> FilterEntry {
    replacing(space: .atMost(space.may), because, block: block)
  }

  func replacing(
    space: Bounds<HeaderSpace>, _ because: [Unknown] = [], block: UnknownBlock?
  ) -> FilterEntry {
    FilterEntry(
      label: self.label, place: place, resource: resource, allows: allows, space: space,
      unknowns: unknowns + because, isImplied: isImplied, block: block)
  }

  func possibly(_ why: Unknown) -> FilterEntry { possibly([why]) }
}

extension SecurityGroupRule {
  /// The rule in words, for one of its peers: `ingress tcp/5432 from 10.0.0.0/16`.
  package func words(for peer: RulePeer?) -> String {
    let traffic = traffic.unknowns.isEmpty ? "\(self.traffic.bounds.must)" : "traffic that is not known"
    let preposition = direction == .ingress ? "from" : "to"
    return "\(direction.rawValue) \(traffic) \(preposition) \(peer.map(\.words) ?? "peers that are not known")"
  }
}

extension RulePeer {
  /// The peer in words: a block, a list, a group.
  package var words: String {
    switch kind {
    case .block(let block): block.prefix.known.map(String.init(describing:)) ?? block.words
    case .prefixList(let list): "prefix list \(list.name)"
    case .group(let group): group.name
    case .unknown(let why): "(unknown: \(why))"
    }
  }
}

extension AddressBlock {
  fileprivate var words: String {
    let why = prefix.unknown.map { "\($0)" } ?? "not known"
    return length.map { "a /\($0) (unknown: \(why))" } ?? "(unknown: \(why))"
  }
}
