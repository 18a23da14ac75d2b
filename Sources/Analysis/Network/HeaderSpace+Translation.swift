import NetSpace

/// IPv4 packets as a client sees them that has IPv6 only: with NAT64 an IPv4 server has an IPv6 address, which is its own
/// behind `64:ff9b::/96`.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
extension HeaderSpace {
  /// The packets to these IPv4 servers, or with `isReturn` those from them, as a client with IPv6 sends or gets them.
  func overIPv6(isReturn: Bool) -> HeaderSpace {
    .union(
      of: intersection(.family(.ipv4)).boxes.map { box in
        HeaderSpace(
          protocols: box.protocols, destinationPorts: box.destinationPorts, sourcePorts: box.sourcePorts,
          destinations: isReturn ? AddressSet(.ipv6) : box.destinations.overIPv6,
          sources: isReturn ? box.sources.overIPv6 : AddressSet(.ipv6))
      })
  }

  /// The packets to IPv4 servers, or from them, that these are on the client's side.
  func overIPv4(isReturn: Bool) -> HeaderSpace {
    .union(
      of: intersection(.family(.ipv6)).boxes.map { box in
        HeaderSpace(
          protocols: box.protocols, destinationPorts: box.destinationPorts, sourcePorts: box.sourcePorts,
          destinations: isReturn ? AddressSet(.ipv4) : box.destinations.overIPv4,
          sources: isReturn ? box.sources.overIPv4 : AddressSet(.ipv4))
      })
  }
}

extension AddressSet {
  private static let translation: UInt128 = 0x0064_FF9B << 96

  /// The addresses behind which NAT64 has those of IPv4.
  static let translatable = AddressSet(v6: IntervalSet(translation...(translation | UInt128(UInt32.max))))

  /// Those that the IPv4 addresses of the set have for clients with IPv6.
  var overIPv6: AddressSet {
    AddressSet(
      v6: IntervalSet(
        v4.ranges.map { (Self.translation | UInt128($0.lowerBound))...(Self.translation | UInt128($0.upperBound)) }))
  }

  /// The IPv4 addresses that these are, as far as they are any.
  var overIPv4: AddressSet {
    AddressSet(
      v4: IntervalSet(
        intersection(.translatable).v6.ranges.map {
          UInt32(truncatingIfNeeded: $0.lowerBound)...UInt32(truncatingIfNeeded: $0.upperBound)
        }))
  }
}
