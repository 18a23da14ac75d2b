/// The headers of one address family: protocol → destination port → source port → destination → source.
///
/// Only TCP and UDP entries divide the source ports, and only they and ICMP divide the destination ports; constructors
/// keep to that and every operation preserves it.
struct FamilySpace<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Hashable, Sendable {
  typealias Addresses = IntervalSet<Address>
  /// Destinations, each with its sources.
  typealias Pairs = RangeMap<Address, Addresses>
  /// Destination ports, each with its source ports.
  typealias Ports = RangeMap<UInt16, RangeMap<UInt16, Pairs>>

  let map: RangeMap<UInt8, Ports>

  init(_ map: RangeMap<UInt8, Ports>) {
    self.map = map
  }

  /// Makes the headers with these values in each dimension; source ports confine TCP and UDP alone.
  init(traffic: Traffic, sourcePorts: PortSet, destinations: Addresses, sources: Addresses) {
    let pairs = Pairs(destinations, sources)
    let unconfined = traffic.ports.mapValues { Ports($0, RangeMap(.full, pairs)) }
    guard !sourcePorts.isFull else {
      map = unconfined
      return
    }
    let confined = traffic.ports.restricted(to: Traffic.protocolsWithPorts)
      .mapValues { Ports($0, RangeMap(sourcePorts, pairs)) }
    map = unconfined.restricted(to: Traffic.protocolsWithPorts.complement).union(confined)
  }

  /// The traffic, whatever the addresses and source ports.
  var traffic: Traffic { Traffic(ports: map.mapValues { $0.keys }) }

  func sourcePorts(for number: UInt8) -> PortSet {
    PortSet.union(of: map[number].entries.map { $0.value.keys })
  }

  /// All pairs of addresses, whatever the traffic.
  var pairs: Pairs {
    Pairs.union(of: map.entries.map { Pairs.union(of: $0.value.entries.map { $0.value.elements }) })
  }

  func contains(_ flow: Flow, source: Address, destination: Address) -> Bool {
    map[flow.protocol.rawValue][flow.destinationPort][flow.sourcePort][destination].contains(source)
  }

  /// Applies a function to the addresses of every combination of protocol and ports.
  func mapPairs(_ transform: (Pairs) -> Pairs) -> FamilySpace {
    FamilySpace(map.mapValues { $0.mapValues { $0.mapValues(transform) } })
  }

  /// Puts the addresses that a function makes of each destination port's source ports, for all source ports.
  func collapsingSourcePorts(_ transform: (RangeMap<UInt16, Pairs>) -> Pairs) -> FamilySpace {
    FamilySpace(map.mapValues { $0.mapValues { RangeMap(.full, transform($0)) } })
  }

  /// The same packets in the other direction.
  var reversed: FamilySpace {
    let withPorts = map.restricted(to: Traffic.protocolsWithPorts).mapValues(Self.swappingPorts)
    let others = map.restricted(to: Traffic.protocolsWithPorts.complement)
    return FamilySpace(FamilySpace(withPorts.union(others)).mapPairs(Self.transposed).map)
  }

  private static func swappingPorts(_ ports: Ports) -> Ports {
    Ports.union(
      of: ports.entries.flatMap { destination in
        destination.value.entries.map { source in
          Ports(IntervalSet(source.keys), RangeMap(IntervalSet(destination.keys), source.value))
        }
      })
  }

  private static func transposed(_ pairs: Pairs) -> Pairs {
    Pairs.union(of: pairs.entries.map { Pairs($0.value, IntervalSet($0.keys)) })
  }
}
