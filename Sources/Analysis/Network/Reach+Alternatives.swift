import AWSModel
import NetSpace

extension Reach {
  /// From whom to whom, and by which load balancers.
  package struct Ends: Hashable, Sendable {
    let source: Source
    let target: Peer
    let balancers: [ResourceID]

    /// The endpoints that packets come from and go to.
    package var endpoints: [ResourceID] {
      var all: [ResourceID] = []
      if case .endpoint(let id) = source { all.append(id) }
      if case .endpoint(let id) = target { all.append(id) }
      return all
    }
  }

  package var ends: Ends { Ends(source: source, target: target, balancers: balancers) }

  /// What gets through between each pair of ends, all ways together.
  package static func byEnds(_ reaches: [Reach]) -> [Ends: Reach] {
    reaches.reduce(into: [:]) { all, reach in all[reach.ends] = all[reach.ends]?.union(reach) ?? reach }
  }

  /// Whether the source is somebody of whom one of some unknowns decides who it is.
  package func isOfStranger(among unknowns: [Unknown]) -> Bool {
    if case .unknown(let why) = source { unknowns.contains(why) } else { false }
  }

  /// The same, as alternatives have it of which one is so; nil if nothing is left.
  ///
  /// What gets through in all of them certainly does, and what in none of them does not.
  ///
  /// - Parameter alternatives: nil where nothing gets through between these ends.
  package func settled(by alternatives: [Reach?]) -> Reach? {
    // Of whom it is not known who it is may be somebody else in an alternative.
    if case .unknown = source { return self }
    let all = alternatives.map { $0?.passed ?? .empty }
    guard let first = all.first else { return self }
    let certain = all.dropFirst().reduce(first.must) { $0.intersection($1.must) }
    let possible = all.dropFirst().reduce(first.may) { $0.union($1.may) }
    let may = passed.may.intersection(possible)
    if may.isEmpty { return nil }
    let settled = Bounds(must: passed.must.union(certain.intersection(may)).intersection(may), may: may)
    if settled == passed { return self }
    return replacing(settled, tracesOf: settled.isExact ? alternatives.first ?? nil : nil)
  }
}

extension Reach {
  /// What gets through between ends of which nothing was known before, as alternatives have it of which one is so.
  package static func either(_ alternatives: [Reach?], because: [Unknown]) -> Reach? {
    guard let some = alternatives.first(where: { $0 != nil }) ?? nil else { return nil }
    let possible = some.replacing(
      .atMost(alternatives.reduce(.empty) { $0.union($1?.passed.may ?? .empty) }), because: because)
    return possible.settled(by: alternatives)
  }
}

extension Facts {
  /// All that reaches endpoints, and all that gets out to the internet.
  ///
  /// Blocks are whole: what a block admits from a subnet with known endpoints does not close when the rest of it does.
  package var matrix: [Reach] {
    (endpoints.map { Peer.endpoint($0.id) } + [.internet]).flatMap { reach($0, wholeBlocks: true) }
  }
}
