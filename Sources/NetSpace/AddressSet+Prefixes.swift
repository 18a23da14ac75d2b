extension AddressSet {
  /// The fewest prefixes that cover exactly these addresses, in ascending order, IPv4 first.
  package var prefixes: [IPPrefix] {
    Array(PrefixCover(v4, address: IPAddress.v4)) + Array(PrefixCover(v6, address: IPAddress.v6))
  }

  /// The first prefixes in words, with the number of those left out: `10.0.0.0/8, 172.16.0.0/12 and 7 more`.
  package func listing(limit: Int) -> String {
    let prefixes = prefixes
    if prefixes.isEmpty { return "none" }
    let shown = prefixes.prefix(max(limit, 1)).map(\.description).joined(separator: ", ")
    return prefixes.count > max(limit, 1) ? "\(shown) and \(prefixes.count - max(limit, 1)) more" : shown
  }
}

extension AddressSet: CustomStringConvertible {
  /// All prefixes: `0.0.0.0/0, ::/0`; `none` for the empty set.
  package var description: String { listing(limit: .max) }
}

/// The prefixes of an interval set, largest first at every address.
///
/// Starting at the lowest address, the largest aligned block that fits is part of every minimal cover.
private struct PrefixCover<Bits: FixedWidthInteger & UnsignedInteger & Sendable>: Sequence, IteratorProtocol {
  private let address: (Bits) -> IPAddress
  private var rest: ArraySlice<ClosedRange<Bits>>

  init(_ set: IntervalSet<Bits>, address: @escaping (Bits) -> IPAddress) {
    self.address = address
    rest = set.ranges[...]
  }

  mutating func next() -> IPPrefix? {
    guard let range = rest.first else { return nil }
    let lower = range.lowerBound
    let span = range.upperBound - lower
    var hostBits = Swift.min(lower.trailingZeroBitCount, Bits.bitWidth - span.leadingZeroBitCount)
    if hostBits > 0, span < Self.hostMask(hostBits) { hostBits -= 1 }
    let upper = lower | Self.hostMask(hostBits)
    if upper == range.upperBound {
      rest = rest.dropFirst()
    } else {
      rest[rest.startIndex] = (upper + 1)...range.upperBound
    }
    return IPPrefix(address(lower), length: Bits.bitWidth - hostBits)
  }

  private static func hostMask(_ hostBits: Int) -> Bits {
    hostBits == Bits.bitWidth ? .max : (1 << Bits(hostBits)) - 1
  }
}
