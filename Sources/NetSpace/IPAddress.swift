/// One of the two internets.
///
/// They are independent: no rule, route or prefix of one ever covers the other.
package enum AddressFamily: UInt8, Sendable, Hashable, CaseIterable {
  case ipv4
  case ipv6

  /// The number of bits in an address.
  @inlinable package var width: Int {
    switch self {
    case .ipv4: 32
    case .ipv6: 128
    }
  }
}

extension AddressFamily: CustomStringConvertible {
  package var description: String {
    switch self {
    case .ipv4: "IPv4"
    case .ipv6: "IPv6"
    }
  }
}

/// An IPv4 or IPv6 address.
///
/// IPv4 addresses come first in the order.
package enum IPAddress: Sendable, Hashable, Comparable {
  case v4(UInt32)
  case v6(UInt128)

  @inlinable package var family: AddressFamily {
    switch self {
    case .v4: .ipv4
    case .v6: .ipv6
    }
  }

  /// Reads an address as it is written in a template; nil if it is not one.
  ///
  /// Strict where spellings are ambiguous: octets have no leading zeros (some readers take them for octal), all four
  /// are there, and there is no zone. An IPv4-mapped IPv6 address stays an IPv6 address.
  package init?(_ text: some StringProtocol) {
    var scanner = AddressScanner(text)
    guard let address = scanner.address(), scanner.isAtEnd else { return nil }
    self = address
  }
}

extension IPAddress: CustomStringConvertible {
  /// The dotted quad, or the canonical form of RFC 5952.
  package var description: String {
    switch self {
    case .v4(let bits): Self.dottedQuad(bits)
    case .v6(let bits): Self.canonical(bits)
    }
  }

  private static func dottedQuad(_ bits: UInt32) -> String {
    "\(bits >> 24).\(bits >> 16 & 0xFF).\(bits >> 8 & 0xFF).\(bits & 0xFF)"
  }

  /// RFC 5952: lower case, no leading zeros, the first of the longest runs of two or more zero groups as `::`, and the
  /// IPv4 notation for IPv4-mapped addresses.
  private static func canonical(_ bits: UInt128) -> String {
    if bits >> 32 == 0xFFFF { return "::ffff:" + dottedQuad(UInt32(truncatingIfNeeded: bits)) }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
    var longest = 0..<0
    var start = 0
    while start < groups.count {
      var end = start
      while end < groups.count, groups[end] == 0 { end += 1 }
      if end - start > longest.count { longest = start..<end }
      start = end + 1
    }
    func joined(_ part: ArraySlice<UInt16>) -> String {
      part.reduce(into: "") { text, group in
        if !text.isEmpty { text += ":" }
        text += String(group, radix: 16)
      }
    }
    if longest.count < 2 { return joined(groups[...]) }
    return joined(groups[..<longest.lowerBound]) + "::" + joined(groups[longest.upperBound...])
  }
}
