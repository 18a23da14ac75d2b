/// The header of one packet.
package struct Flow: Sendable, Hashable {
  package let source: IPAddress
  package let destination: IPAddress
  package let `protocol`: IPProtocol
  /// The source port, or 0 for a protocol without ports.
  package let sourcePort: UInt16
  /// The destination port, `type << 8 | code` for ICMP, or 0 for other protocols without ports.
  package let destinationPort: UInt16

  /// Makes a flow; ports that the protocol does not have become 0.
  package init(
    source: IPAddress, destination: IPAddress, protocol: IPProtocol, sourcePort: UInt16 = 0, destinationPort: UInt16 = 0
  ) {
    self.source = source
    self.destination = destination
    self.protocol = `protocol`
    self.sourcePort = `protocol`.hasPorts ? sourcePort : 0
    self.destinationPort = `protocol`.hasPorts || `protocol`.isICMP ? destinationPort : 0
  }

  /// Makes an ICMP message of the family that the destination has.
  package init(source: IPAddress, destination: IPAddress, icmpType: UInt8, code: UInt8) {
    let isIPv4 = destination.family == .ipv4
    self.init(
      source: source, destination: destination, protocol: isIPv4 ? .icmp : .icmpv6,
      destinationPort: UInt16(icmpType) << 8 | UInt16(code))
  }

  package var icmpType: UInt8? { `protocol`.isICMP ? UInt8(destinationPort >> 8) : nil }

  package var icmpCode: UInt8? { `protocol`.isICMP ? UInt8(truncatingIfNeeded: destinationPort) : nil }

  /// The packet in the other direction: addresses and ports are swapped, an ICMP message keeps its type and code.
  package var reply: Flow {
    Flow(
      source: destination, destination: source, protocol: `protocol`,
      sourcePort: `protocol`.hasPorts ? destinationPort : 0,
      destinationPort: `protocol`.hasPorts ? sourcePort : destinationPort)
  }
}

extension Flow: CustomStringConvertible {
  /// The packet as one line: `tcp 203.0.113.10:49152 -> 10.0.0.10:443`, `icmp 10.0.0.1 -> 10.0.0.2 type 8 code 0`.
  package var description: String {
    guard `protocol`.hasPorts else {
      let message = icmpType.flatMap { type in icmpCode.map { " type \(type) code \($0)" } } ?? ""
      return "\(`protocol`) \(source) -> \(destination)\(message)"
    }
    return "\(`protocol`) \(Self.socket(source, sourcePort)) -> \(Self.socket(destination, destinationPort))"
  }

  private static func socket(_ address: IPAddress, _ port: UInt16) -> String {
    switch address {
    case .v4: "\(address):\(port)"
    case .v6: "[\(address)]:\(port)"
    }
  }
}
