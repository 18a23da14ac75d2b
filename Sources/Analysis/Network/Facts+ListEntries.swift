import AWSModel
import NetSpace

/// What a network ACL comes to with all its entries in order, whichever subnet it belongs to.
extension Facts {
  /// The traffic that a list lets the world in on.
  package func worldIngress(
    of acl: NetworkACL, trusted: AddressSet
  ) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    let passed = ingress(of: acl, Traffic.full)
    var traffic = Bounds<Traffic>.empty
    for (part, sources) in passed.passed.bySources {
      if sources.must.isWorld(trusted: trusted) {
        traffic.formUnion(.exact(part))
      } else if sources.may.isWorld(trusted: trusted) {
        traffic.formUnion(.atMost(part))
      }
    }
    return (traffic, traffic.isExact ? [] : passed.unknowns.distinct)
  }

  /// The entries that let addresses of the internet in on some traffic.
  package func entries(of acl: NetworkACL, admitting traffic: Traffic) -> [Decision] {
    ingress(of: acl, traffic).admitting
  }

  private func ingress(of acl: NetworkACL, _ traffic: Traffic) -> FilterResult {
    let internet = Remote.addresses(.global, couldBeMembers: false)
    return acl.filter(.ingress, remote: internet).evaluate(HeaderSpace(traffic: traffic, sources: .global))
  }

  /// Whether no packet can reach an entry, because entries with lower numbers match all that it matches.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html ("as soon as a rule matches traffic, it's
  /// applied")
  ///
  /// - Returns: the verdict, why it is not certain, and the entries that come before it and match some of it.
  package func isShadowed(
    _ entry: NetworkACLEntry, in acl: NetworkACL
  ) -> (verdict: Verdict, because: [Unknown], by: [NetworkACLEntry]) {
    // A rule asks whether, and its message by which.
    shadows.value(ListedEntryID(list: acl.id, entry: ObjectIdentifier(entry))) { shadow(of: entry, in: acl) }
  }

  private func shadow(
    of entry: NetworkACLEntry, in acl: NetworkACL
  ) -> (verdict: Verdict, because: [Unknown], by: [NetworkACLEntry]) {
    guard let number = entry.number.known, let direction = entry.direction.known else { return (.no, [], []) }
    let own = entry.space(direction)
    // Each entry is held against all before it.
    let spaces = entrySpaces.value(acl.id) { acl.entries.elements.map { $0.direction.known.map($0.space) } }
    var parts: [Bounds<HeaderSpace>] = []
    var others: [NetworkACLEntry] = []
    for (other, known) in zip(acl.entries.elements, spaces) where other.place != entry.place {
      guard other.number.known ?? 0 < number, other.direction.known ?? direction == direction else { continue }
      let space = known ?? other.space(direction)
      if space.may.isDisjoint(with: own.may) { continue }
      let isCertain =
        other.number.known != nil && other.direction.known != nil && other.existence.verdict == .yes
      parts.append(isCertain ? space : .atMost(space.may))
      others.append(other)
    }
    // Most often one entry alone matches all of it.
    if parts.contains(where: { own.may.isSubset(of: $0.must) }) { return (.yes, [], others) }
    let covered = Bounds<HeaderSpace>.union(of: parts)
    if own.may.isSubset(of: covered.must) { return (.yes, [], others) }
    // An entry of which nothing is certain is not taken to lie within another.
    if own.must.isEmpty || !own.must.isSubset(of: covered.may) { return (.no, [], []) }
    return (.unknown, (others + [entry]).flatMap(\.unknowns).distinct, others)
  }
}

/// An entry by its identity, with the list that it is in.
struct ListedEntryID: Hashable, Sendable {
  let list: ResourceID
  let entry: ObjectIdentifier
}

extension NetworkACLEntry {
  /// The packets that it speaks of, by the addresses of the other end.
  fileprivate func space(_ direction: Direction) -> Bounds<HeaderSpace> {
    traffic.bounds.headers(direction, remote: block.bounds)
  }

  /// Why it is not known which packets it speaks of, or when.
  fileprivate var unknowns: [Unknown] {
    [number.unknown, direction.unknown, block.unknown, block.known?.prefix.unknown].reduce(
      into: traffic.unknowns + existence.because
    ) { if let why = $1 { $0.append(why) } }
  }
}
