extension HeaderSpace {
  /// The headers with any of some values in each dimension: a part of a space that can be said in one phrase.
  package struct Box: Hashable, Sendable {
    package let protocols: ProtocolSet
    package let destinationPorts: PortSet
    package let sourcePorts: PortSet
    package let destinations: AddressSet
    package let sources: AddressSet

    package var traffic: Traffic { Traffic(protocols, ports: destinationPorts) }

    package var space: HeaderSpace {
      HeaderSpace(
        protocols: protocols, destinationPorts: destinationPorts, sourcePorts: sourcePorts,
        destinations: destinations, sources: sources)
    }
  }

  /// Disjoint boxes that make up the space, grouped so that few are needed to print it.
  ///
  /// Keys with equal values share a box in each dimension, and an IPv4 and an IPv6 box with the same protocols and
  /// ports are one.
  package var boxes: [Box] {
    var unpaired = v6.boxes { AddressSet(v6: $0) }
    let joined = v4.boxes { AddressSet(v4: $0) }.map { box in
      guard let index = unpaired.firstIndex(where: { $0.hasSameTraffic(as: box) }) else { return box }
      let other = unpaired.remove(at: index)
      return Box(
        protocols: box.protocols, destinationPorts: box.destinationPorts, sourcePorts: box.sourcePorts,
        destinations: box.destinations.union(other.destinations), sources: box.sources.union(other.sources))
    }
    return joined + unpaired
  }
}

extension HeaderSpace.Box {
  fileprivate func hasSameTraffic(as other: HeaderSpace.Box) -> Bool {
    protocols == other.protocols && destinationPorts == other.destinationPorts && sourcePorts == other.sourcePorts
  }
}

extension FamilySpace {
  fileprivate func boxes(_ addresses: (Addresses) -> AddressSet) -> [HeaderSpace.Box] {
    var boxes: [HeaderSpace.Box] = []
    for (protocols, byDestinationPort) in map.groups {
      for (destinationPorts, bySourcePort) in byDestinationPort.groups {
        for (sourcePorts, pairs) in bySourcePort.groups {
          for (destinations, sources) in pairs.groups {
            boxes.append(
              HeaderSpace.Box(
                protocols: protocols, destinationPorts: destinationPorts, sourcePorts: sourcePorts,
                destinations: addresses(destinations), sources: addresses(sources)))
          }
        }
      }
    }
    return boxes
  }
}

extension HeaderSpace.Box: CustomStringConvertible {
  /// The box in words: `tcp/5432 from 10.0.3.0/24, 10.0.4.0/24`, `udp/53`, `all traffic to 10.0.0.0/8`.
  package var description: String { words(listing: .max) }

  /// The box in words, with at most some of its sources and of its destinations, and the number of those left out.
  ///
  /// Sources are left out if they are all addresses, destinations if they are all of the sources' families.
  package func words(listing limit: Int) -> String {
    let all = AddressSet(v4: sources.v4.isEmpty ? .empty : .full, v6: sources.v6.isEmpty ? .empty : .full)
    var words = "\(traffic)"
    if !sourcePorts.isFull { words += " from ports \(sourcePorts)" }
    if !sources.isFull { words += " from \(sources.listing(limit: limit))" }
    if destinations != all { words += " to \(destinations.listing(limit: limit))" }
    return words
  }
}

extension HeaderSpace: CustomStringConvertible {
  /// Its boxes in words.
  package var description: String {
    isEmpty ? "no traffic" : boxes.map(\.description).joined(separator: "; ")
  }
}
