extension HeaderSpace {
  package var protocols: ProtocolSet { v4.map.keys.union(v6.map.keys) }

  /// The protocols with their destination ports, whatever the addresses and source ports.
  package var traffic: Traffic { v4.traffic.union(v6.traffic) }

  /// The destination ports of a protocol, or its ICMP messages as `type << 8 | code`.
  package func destinationPorts(for protocol: IPProtocol) -> PortSet {
    v4.map[`protocol`.rawValue].keys.union(v6.map[`protocol`.rawValue].keys)
  }

  package func sourcePorts(for protocol: IPProtocol) -> PortSet {
    v4.sourcePorts(for: `protocol`.rawValue).union(v6.sourcePorts(for: `protocol`.rawValue))
  }

  package var destinations: AddressSet { AddressSet(v4: v4.pairs.keys, v6: v6.pairs.keys) }

  package var sources: AddressSet { AddressSet(v4: v4.pairs.elements, v6: v6.pairs.elements) }

  /// The same packets in the other direction: addresses are swapped, and for TCP and UDP the ports.
  ///
  /// An ICMP message keeps its type and code: that of the answer depends on the message, not on the filter.
  package var reversed: HeaderSpace { HeaderSpace(v4: v4.reversed, v6: v6.reversed) }

  /// The packets for which *some* source port is in the space, with every source port.
  package var droppingSourcePorts: HeaderSpace {
    HeaderSpace(
      v4: v4.collapsingSourcePorts { $0.elements }, v6: v6.collapsingSourcePorts { $0.elements })
  }

  /// The packets for which *every* source port of a set is in the space, with every source port.
  ///
  /// What a client gets through whichever ephemeral port it happens to use. All packets if the set is empty.
  package func flowsForAllSourcePorts(in ports: PortSet) -> HeaderSpace {
    if ports.isEmpty { return .full }
    return HeaderSpace(
      v4: v4.collapsingSourcePorts { $0.elementsCommon(to: ports) },
      v6: v6.collapsingSourcePorts { $0.elementsCommon(to: ports) })
  }

  /// The combinations of protocol and ports of which a function approves the destinations and sources, with all
  /// addresses of the family.
  package func forAllAddresses(where isKept: (_ destinations: AddressSet, _ sources: AddressSet) -> Bool) -> HeaderSpace
  {
    HeaderSpace(
      v4: v4.mapPairs { isKept(AddressSet(v4: $0.keys), AddressSet(v4: $0.elements)) ? .full : .empty },
      v6: v6.mapPairs { isKept(AddressSet(v6: $0.keys), AddressSet(v6: $0.elements)) ? .full : .empty })
  }

  /// The packets with their sources replaced by each of the given ones, within the family: all of it by default.
  package func replacingSources(with sources: AddressSet = .full) -> HeaderSpace {
    HeaderSpace(
      v4: v4.mapPairs { $0.mapValues { _ in sources.v4 } }, v6: v6.mapPairs { $0.mapValues { _ in sources.v6 } })
  }

  /// The packets with their destinations replaced by each of the given ones, within the family: all of it by default.
  package func replacingDestinations(with destinations: AddressSet = .full) -> HeaderSpace {
    HeaderSpace(
      v4: v4.mapPairs { RangeMap(destinations.v4, $0.elements) },
      v6: v6.mapPairs { RangeMap(destinations.v6, $0.elements) })
  }
}
