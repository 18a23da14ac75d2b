/// What packets ask for, whoever sends them to whomever: protocols with their destination ports.
package struct Traffic: NetSet {
  /// The destination ports by protocol number: of ICMP `type << 8 | code`, of protocols without either all values.
  package let ports: RangeMap<UInt8, PortSet>

  init(ports: RangeMap<UInt8, PortSet>) {
    self.ports = ports
  }

  /// Makes the traffic of protocols to ports.
  ///
  /// The ports confine TCP and UDP, and ICMP as type and code; protocols without either ignore them, as EC2 does.
  package init(_ protocols: ProtocolSet, ports: PortSet = .full) {
    // Most rules name one protocol that has ports.
    if protocols.isSubset(of: Self.confinedProtocols) {
      self.ports = RangeMap(protocols, ports)
      return
    }
    let confined = RangeMap(protocols.intersection(Self.confinedProtocols), ports)
    let others = protocols.subtracting(Self.confinedProtocols)
    self.ports = confined.union(RangeMap(others, .full))
  }

  /// Makes the traffic of one protocol to ports.
  package init(_ protocol: IPProtocol, ports: PortSet = .full) {
    self.init(ProtocolSet(`protocol`.rawValue), ports: ports)
  }

  /// TCP and UDP.
  static let protocolsWithPorts = ProtocolSet(.tcp, .udp)
  /// ICMP and ICMPv6.
  static let icmpProtocols = ProtocolSet(.icmp, .icmpv6)

  private static let confinedProtocols = protocolsWithPorts.union(icmpProtocols)

  package static let empty = Traffic(ports: .empty)

  package static let full = Traffic(ports: .full)

  package var isEmpty: Bool { ports.isEmpty }

  package var isFull: Bool { ports.isFull }

  package func union(_ other: Traffic) -> Traffic { Traffic(ports: ports.union(other.ports)) }

  package func intersection(_ other: Traffic) -> Traffic { Traffic(ports: ports.intersection(other.ports)) }

  package func subtracting(_ other: Traffic) -> Traffic { Traffic(ports: ports.subtracting(other.ports)) }

  package func isSubset(of other: Traffic) -> Bool { ports.isSubset(of: other.ports) }

  package func isDisjoint(with other: Traffic) -> Bool { ports.isDisjoint(with: other.ports) }

  package var protocols: ProtocolSet { ports.keys }

  /// The destination ports of a protocol, or its ICMP messages as `type << 8 | code`.
  package func destinationPorts(for protocol: IPProtocol) -> PortSet { ports[`protocol`.rawValue] }
}

extension Traffic: CustomStringConvertible {
  /// The protocols and ports in words: `tcp/22,80`, `udp/53`, `icmp type 8`, `all tcp`, `all traffic`, `no traffic`.
  package var description: String {
    if isEmpty { return "no traffic" }
    if isFull { return "all traffic" }
    return ports.entries.flatMap { Self.words(for: $0) }.joined(separator: ", ")
  }

  private static func words(for entry: RangeMap<UInt8, PortSet>.Entry) -> [String] {
    if entry.keys.count > 1, entry.value.isFull {
      return ["protocols \(entry.keys.lowerBound)-\(entry.keys.upperBound)"]
    }
    return entry.keys.map { number in
      let name = IPProtocol(rawValue: number)
      if !name.hasPorts, !name.isICMP { return "\(name)" }
      if entry.value.isFull { return "all \(name)" }
      if name.isICMP { return "\(name) " + entry.value.ranges.flatMap(messages).joined(separator: ", ") }
      return "\(name)/" + entry.value.ranges.map { "\(PortSet($0))" }.joined(separator: ",")
    }
  }

  /// A range of ICMP messages, split where it begins or ends within a type.
  private static func messages(_ range: ClosedRange<UInt16>) -> [String] {
    let lowerType = range.lowerBound >> 8
    let upperType = range.upperBound >> 8
    if lowerType == upperType {
      let codes = (range.lowerBound & 0xFF)...(range.upperBound & 0xFF)
      return ["type \(lowerType)" + (codes == 0...255 ? "" : " code \(PortSet(codes))")]
    }
    if range.lowerBound & 0xFF != 0 {
      return messages(range.lowerBound...(range.lowerBound | 0xFF))
        + messages(((lowerType + 1) << 8)...range.upperBound)
    }
    if range.upperBound & 0xFF != 0xFF {
      return messages(range.lowerBound...((upperType << 8) - 1)) + messages((upperType << 8)...range.upperBound)
    }
    return ["types \(lowerType)-\(upperType)"]
  }
}
