import AWSModel
import NetSpace

extension NetworkACL {
  /// The entries of one direction as a filter on packets from or to the other end: in the order of their numbers, the
  /// first that matches decides, and what none matches is dropped.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
  func filter(_ direction: Direction, remote: Remote) -> Filter {
    let concerned = entries.elements.filter { $0.direction.known ?? direction == direction }
    let ranked = concerned.enumerated().sorted { a, b in
      (a.element.number.known ?? Int.min, a.offset) < (b.element.number.known ?? Int.min, b.offset)
    }
    let unlisted = entries.rest.map { why in
      FilterEntry(
        label: "\(id.address): an entry that is not known", place: why.place ?? declaration.place, resource: id,
        allows: .unknown, space: .atMost(.full), unknowns: [why])
    }
    return Filter(entries: unlisted + ranked.map { entry($0.element, direction, remote: remote) })
  }

  private func entry(_ entry: NetworkACLEntry, _ direction: Direction, remote: Remote) -> FilterEntry {
    let (dimension, because) =
      entry.block.known.map { remote.match($0) }
      ?? remote.match(entry.block.bounds, because: entry.block.unknown.map { [$0] } ?? [])
    let unknowns =
      entry.traffic.unknowns
      + [entry.number.unknown, entry.direction.unknown, entry.allows.unknown].reduce(into: because) {
        if let why = $1 { $0.append(why) }
      }
    let result = FilterEntry(
      label: "\(self.id.address): \(entry.words)", place: entry.place.range, resource: entry.declaredBy,
      allows: entry.allows.value.verdict, space: entry.traffic.bounds.headers(direction, remote: dimension),
      unknowns: unknowns, isImplied: entry.origin == .default,
      block: remote.isDivisible && !entry.block.bounds.isExact ? entry.block.unknownBlock : nil)
    // An entry of unknown rank, direction or existence may decide before any other, or not at all.
    let isCertain =
      entry.number.known != nil && entry.direction.known != nil && entry.existence.verdict == .yes
    return isCertain ? result : result.possibly(entry.existence.because)
  }
}

extension NetworkACLEntry {
  /// The entry in words: `entry 100 denies ingress tcp/22 from 0.0.0.0/0`.
  package var words: String {
    let number = number.known.map { "entry \($0)" } ?? "an entry of unknown number"
    let action =
      switch allows.value.verdict {
      case .yes: "allows"
      case .no: "denies"
      case .unknown: "allows or denies"
      }
    let direction = direction.known
    let traffic = traffic.unknowns.isEmpty ? "\(self.traffic.bounds.must)" : "traffic that is not known"
    let block = block.known.map { RulePeer(.block($0), at: place).words } ?? "(unknown)"
    return
      "\(number) \(action) \(direction?.rawValue ?? "") \(traffic) \(direction == .egress ? "to" : "from") \(block)"
  }
}
