extension HeaderSpace {
  /// A packet of the space, or nil if it is empty.
  ///
  /// Any packet would do; this one reads like one that somebody sends. TCP is preferred, then UDP and ICMP, the lowest
  /// port, an ephemeral source port, and addresses that are not the first of a subnet. Of a space that does not confine
  /// the addresses it uses the documentation blocks (RFC 5737, RFC 3849), and IPv4 if it can.
  package var anyFlow: Flow? {
    if let (headers, destination, source) = v4.witness(destination: 0xC633_640A, source: 0xCB00_710A) {
      return headers.flow(from: .v4(source), to: .v4(destination))
    }
    let block: UInt128 = 0x2001_0DB8 << 96
    if let (headers, destination, source) = v6.witness(destination: block | 0x20, source: block | 0x10) {
      return headers.flow(from: .v6(source), to: .v6(destination))
    }
    return nil
  }
}

/// The part of a witness that does not depend on the address family.
private struct WitnessHeaders {
  let number: UInt8
  let destinationPort: UInt16
  let sourcePort: UInt16

  func flow(from source: IPAddress, to destination: IPAddress) -> Flow {
    Flow(
      source: source, destination: destination, protocol: IPProtocol(rawValue: number), sourcePort: sourcePort,
      destinationPort: destinationPort)
  }
}

extension FamilySpace {
  /// The headers and addresses of one packet, with the given addresses if the space has them.
  fileprivate func witness(
    destination: Address, source: Address
  ) -> (headers: WitnessHeaders, destination: Address, source: Address)? {
    let preferred: [UInt8] = Address.bitWidth == 32 ? [6, 17, 1] : [6, 17, 58]
    guard let number = preferred.first(where: { !map[$0].isEmpty }) ?? map.keys.first,
      let destinationPort = Self.destinationPort(map[number].keys, of: number),
      let sourcePort = Self.sourcePort(map[number][destinationPort].keys)
    else { return nil }
    let pairs = map[number][destinationPort][sourcePort]
    guard let destination = Self.address(pairs.keys, preferring: destination),
      let source = Self.address(pairs[destination], preferring: source)
    else { return nil }
    return (
      WitnessHeaders(number: number, destinationPort: destinationPort, sourcePort: sourcePort), destination, source
    )
  }

  /// The lowest port but 0; HTTPS of all ports; an echo request of ICMP messages.
  private static func destinationPort(_ ports: PortSet, of number: UInt8) -> UInt16? {
    switch number {
    case 1 where ports.contains(8 << 8): 8 << 8
    case 58 where ports.contains(128 << 8): 128 << 8
    case 1, 58: ports.first
    default: ports.isFull ? 443 : ports.firstElement(atLeast: 1) ?? ports.first
    }
  }

  private static func sourcePort(_ ports: PortSet) -> UInt16? {
    ports.contains(49152) ? 49152 : ports.firstElement(atLeast: 32768) ?? ports.last
  }

  /// The preferred address, or a low one that a subnet does not reserve, as far as there is one.
  private static func address(_ addresses: Addresses, preferring preferred: Address) -> Address? {
    if addresses.contains(preferred) { return preferred }
    guard let range = addresses.ranges.first else { return nil }
    return range.upperBound - range.lowerBound > 10 ? range.lowerBound + 10 : range.upperBound
  }
}
