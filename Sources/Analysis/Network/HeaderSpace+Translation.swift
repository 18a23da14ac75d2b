import NetSpace

/// IPv4 packets as a client sees them that has IPv6 only: with NAT64 an IPv4 server has an IPv6 address, which is its own
/// behind `64:ff9b::/96`.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
extension HeaderSpace {
  /// The packets to these IPv4 servers, or with `isReturn` those from them, as a client with IPv6 sends or gets them.
  func overIPv6(isReturn: Bool) -> HeaderSpace {
    .union(
      of: intersection(.family(.ipv4)).translatingEchoes(from: .icmp, to: .icmpv6).boxes.map { box in
        HeaderSpace(
          protocols: box.protocols, destinationPorts: box.destinationPorts, sourcePorts: box.sourcePorts,
          destinations: isReturn ? AddressSet(.ipv6) : box.destinations.overIPv6,
          sources: isReturn ? box.sources.overIPv6 : AddressSet(.ipv6))
      })
  }

  /// The packets to IPv4 servers, or from them, that these are on the client's side.
  func overIPv4(isReturn: Bool) -> HeaderSpace {
    .union(
      of: intersection(.family(.ipv6)).translatingEchoes(from: .icmpv6, to: .icmp).boxes.map { box in
        HeaderSpace(
          protocols: box.protocols, destinationPorts: box.destinationPorts, sourcePorts: box.sourcePorts,
          destinations: isReturn ? AddressSet(.ipv4) : box.destinations.overIPv4,
          sources: isReturn ? box.sources.overIPv4 : AddressSet(.ipv4))
      })
  }

  /// With pings and their answers as the other protocol has them: types 8 and 0 of ICMP are 128 and 129 of ICMPv6.
  ///
  /// Source: https://www.rfc-editor.org/rfc/rfc7915#section-4.2
  private func translatingEchoes(from own: IPProtocol, to other: IPProtocol) -> HeaderSpace {
    let types: [(v4: UInt8, v6: UInt8)] = [(8, 128), (0, 129)]
    return types.reduce(subtracting(HeaderSpace(protocols: ProtocolSet(.icmp, .icmpv6)))) { space, type in
      func echo(_ proto: IPProtocol) -> HeaderSpace {
        let first = UInt16(proto == .icmp ? type.v4 : type.v6) << 8
        return HeaderSpace(traffic: Traffic(proto, ports: PortSet(first)))
      }
      return space.union(
        .union(
          of: intersection(echo(own)).boxes.map {
            HeaderSpace(destinations: $0.destinations, sources: $0.sources).intersection(echo(other))
          }))
    }
  }
}

extension Traffic {
  /// What a NAT gateway translates from IPv6, as its IPv4 servers get it.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
  static let translatedFromIPv6 = Traffic(ProtocolSet(.tcp, .udp)).union(ping(.icmp, 8))

  private static func ping(_ proto: IPProtocol, _ type: UInt16) -> Traffic {
    Traffic(proto, ports: PortSet(type << 8))
  }

  /// The traffic that a client sends to the IPv6 address of an IPv4 server, as the server gets it.
  var overIPv4: Traffic {
    let pings = intersection(Self.ping(.icmpv6, 128)).isEmpty ? Traffic.empty : Self.ping(.icmp, 8)
    return intersection(Traffic(ProtocolSet(.tcp, .udp))).union(pings)
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
