import NetSpace

/// What certainly gets through but for the addresses of some blocks of which it is not known where they lie.
///
/// A route whose destination is not known may take any packet away from the default route, but not all of them: AWS
/// refuses a second route for 0.0.0.0/0, and every longer block leaves half of the internet at least. So of no single
/// packet it is certain that it gets through, and yet it is certain that some do. Bounds of sets cannot say that.
package struct Remainder: Hashable, Sendable {
  private(set) var packets: HeaderSpace
  private(set) var blocks: [UnknownBlock] = []

  /// What of packets that get through for certain is left.
  init(_ packets: HeaderSpace, without blocks: [UnknownBlock] = []) {
    self.packets = packets
    self.blocks = blocks
  }

  func intersection(_ other: Remainder) -> Remainder {
    Remainder(packets.intersection(other.packets), without: blocks + other.blocks)
  }

  /// Applies a monotone function.
  func map(_ transform: (HeaderSpace) -> HeaderSpace) -> Remainder { Remainder(transform(packets), without: blocks) }

  func subtracting(_ other: HeaderSpace) -> Remainder { map { $0.subtracting(other) } }

  /// The packets that certainly get through from or to some address, with all addresses.
  ///
  /// The end that is one address of which it is not known which is not confined, so that no block takes all of it.
  var forSomeAddress: HeaderSpace {
    packets.forAllAddresses { destinations, sources in
      RemainingAddresses(destinations, without: blocks).isInhabited
        && RemainingAddresses(sources, without: blocks).isInhabited
    }
  }

  /// Of several ways that are all there.
  static func union(of remainders: [Remainder]) -> Remainder {
    Remainder(.union(of: remainders.map(\.packets)), without: remainders.flatMap(\.blocks))
  }

  /// Of several ways of which one is there.
  static func either(_ remainders: [Remainder]) -> Remainder {
    if remainders.isEmpty { return Remainder(.empty) }
    return Remainder(.intersection(of: remainders.map(\.packets)), without: remainders.flatMap(\.blocks))
  }
}

extension [Remainder?] {
  /// One of what each certainly lets through; nil if none says more than that.
  ///
  /// - Parameter must: what the ways let through for certain, in the same order.
  func combined(
    _ must: some Sequence<HeaderSpace>, _ combine: ([Remainder]) -> Remainder
  ) -> Remainder? {
    if allSatisfy({ $0 == nil }) { return nil }
    return combine(zip(self, must).map { $0 ?? Remainder($1) })
  }
}
