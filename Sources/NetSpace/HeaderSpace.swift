/// A set of packet headers: protocol, ports and addresses, in both address families.
///
/// Nested and canonical: protocol → destination port → source port → destination → source, with equal neighbours
/// merged, so that two spaces with the same packets are equal values and unions of overlapping rules stay small. An
/// ICMP message's type and code are its destination port, `type << 8 | code`; dimensions that a protocol does not have
/// are full. Source and destination are always of one family.
package struct HeaderSpace: NetSet {
  let v4: FamilySpace<UInt32>
  let v6: FamilySpace<UInt128>

  init(v4: FamilySpace<UInt32>, v6: FamilySpace<UInt128>) {
    self.v4 = v4
    self.v6 = v6
  }

  /// Makes the headers with any of the given values in each dimension.
  ///
  /// The ports confine the protocols that have them: destination ports TCP, UDP and ICMP (as type and code), source
  /// ports TCP and UDP. Of the addresses, each family is paired with itself.
  package init(
    protocols: ProtocolSet = .full, destinationPorts: PortSet = .full, sourcePorts: PortSet = .full,
    destinations: AddressSet = .full, sources: AddressSet = .full
  ) {
    self.init(
      traffic: Traffic(protocols, ports: destinationPorts), sourcePorts: sourcePorts, destinations: destinations,
      sources: sources)
  }

  /// Makes the headers of some traffic between addresses.
  package init(
    traffic: Traffic, sourcePorts: PortSet = .full, destinations: AddressSet = .full, sources: AddressSet = .full
  ) {
    v4 = FamilySpace(
      traffic: traffic, sourcePorts: sourcePorts, destinations: destinations.v4, sources: sources.v4)
    v6 = FamilySpace(
      traffic: traffic, sourcePorts: sourcePorts, destinations: destinations.v6, sources: sources.v6)
  }

  /// Makes the header of one packet; empty if its addresses are of different families.
  package init(_ flow: Flow) {
    let traffic = Traffic(flow.protocol, ports: PortSet(flow.destinationPort))
    self.init(
      traffic: traffic, sourcePorts: PortSet(flow.sourcePort), destinations: AddressSet(flow.destination),
      sources: AddressSet(flow.source))
  }

  package static let empty = HeaderSpace(v4: FamilySpace(.empty), v6: FamilySpace(.empty))

  package static let full = HeaderSpace(v4: FamilySpace(.full), v6: FamilySpace(.full))

  package var isEmpty: Bool { v4.map.isEmpty && v6.map.isEmpty }

  package var isFull: Bool { v4.map.isFull && v6.map.isFull }

  package func union(_ other: HeaderSpace) -> HeaderSpace {
    HeaderSpace(v4: FamilySpace(v4.map.union(other.v4.map)), v6: FamilySpace(v6.map.union(other.v6.map)))
  }

  package func intersection(_ other: HeaderSpace) -> HeaderSpace {
    HeaderSpace(
      v4: FamilySpace(v4.map.intersection(other.v4.map)), v6: FamilySpace(v6.map.intersection(other.v6.map)))
  }

  package func subtracting(_ other: HeaderSpace) -> HeaderSpace {
    HeaderSpace(
      v4: FamilySpace(v4.map.subtracting(other.v4.map)), v6: FamilySpace(v6.map.subtracting(other.v6.map)))
  }

  package func isSubset(of other: HeaderSpace) -> Bool {
    v4.map.isSubset(of: other.v4.map) && v6.map.isSubset(of: other.v6.map)
  }

  package func isDisjoint(with other: HeaderSpace) -> Bool {
    v4.map.isDisjoint(with: other.v4.map) && v6.map.isDisjoint(with: other.v6.map)
  }

  /// Whether a packet is in the space; never if its addresses are of different families.
  package func contains(_ flow: Flow) -> Bool {
    switch (flow.source, flow.destination) {
    case (.v4(let source), .v4(let destination)): v4.contains(flow, source: source, destination: destination)
    case (.v6(let source), .v6(let destination)): v6.contains(flow, source: source, destination: destination)
    case (.v4, .v6), (.v6, .v4): false
    }
  }

  /// The packets with any of the given values in each dimension; dimensions that a protocol lacks do not confine it.
  package func restricting(
    protocols: ProtocolSet = .full, destinationPorts: PortSet = .full, sourcePorts: PortSet = .full,
    destinations: AddressSet = .full, sources: AddressSet = .full
  ) -> HeaderSpace {
    intersection(
      HeaderSpace(
        protocols: protocols, destinationPorts: destinationPorts, sourcePorts: sourcePorts,
        destinations: destinations, sources: sources))
  }

  /// The packets of some traffic.
  package func restricting(to traffic: Traffic) -> HeaderSpace {
    intersection(HeaderSpace(traffic: traffic))
  }

  /// The packets of one address family.
  package func restricting(to family: AddressFamily) -> HeaderSpace {
    switch family {
    case .ipv4: HeaderSpace(v4: v4, v6: FamilySpace(.empty))
    case .ipv6: HeaderSpace(v4: FamilySpace(.empty), v6: v6)
    }
  }
}
