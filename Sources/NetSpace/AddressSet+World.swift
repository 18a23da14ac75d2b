extension AddressSet {
  /// The addresses that the internet routes: IPv4 without the special-purpose blocks, and IPv6 global unicast.
  ///
  /// The blocks are those of the IANA IPv4 Special-Purpose Address Registry (RFC 6890) that are not globally reachable,
  /// the withdrawn 6to4 relay block (RFC 7526), multicast and the reserved class E; global unicast is 2000::/3
  /// (RFC 4291). The blocks for documentation (RFC 5737) are counted in: nobody has such an address, and who writes one
  /// into a template means the public address that will stand there.
  package static let global = AddressSet(
    v4: IntervalSet<UInt32>.full.subtracting(IntervalSet(specialPurposeIPv4)),
    v6: IntervalSet<UInt128>((0x2 << 124)...(0x4 << 124 - 1)))

  /// The private blocks of RFC 1918: 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16.
  package static let privateIPv4 = AddressSet(
    v4: IntervalSet([block(10, 0, 0, 8), block(172, 16, 0, 12), block(192, 168, 0, 16)]))

  /// What networks behind a gateway may have for their own: the private blocks, those that AWS lets a VPC have beside
  /// them (RFC 6598 and RFC 2544), and the unique local addresses of IPv6 (RFC 4193).
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
  package static let privateUse = privateIPv4.union(
    AddressSet(
      v4: IntervalSet([block(100, 64, 0, 10), block(198, 18, 0, 15)]),
      v6: IntervalSet<UInt128>((0xFC << 120)...(0xFE << 120 - 1))))

  /// Whether these are more addresses than anyone could mean to name: over 2^24 of the global IPv4 or over 2^96 of the
  /// global IPv6 addresses, without those that are trusted.
  package func isWorld(trusted: AddressSet = .empty) -> Bool {
    if v4.count <= 1 << 24, v6.count <= 1 << 96 { return false }
    let open = intersection(.global).subtracting(trusted)
    return open.v4.count > 1 << 24 || open.v6.count > 1 << 96
  }

  private static let specialPurposeIPv4: [ClosedRange<UInt32>] = [
    block(0, 0, 0, 8), block(10, 0, 0, 8), block(100, 64, 0, 10), block(127, 0, 0, 8), block(169, 254, 0, 16),
    block(172, 16, 0, 12), block(192, 0, 0, 24), block(192, 88, 99, 24), block(192, 168, 0, 16), block(198, 18, 0, 15),
    block(224, 0, 0, 4), block(240, 0, 0, 4),
  ]

  private static func block(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ length: UInt32) -> ClosedRange<UInt32> {
    let network = a << 24 | b << 16 | c << 8
    return network...(network | (UInt32.max >> length))
  }
}
