import TestSupport
import NetSpace

/// Every packet that boxes with a few borders can tell apart, and sets of them as plain sets of packets.
///
/// The borders cut each dimension into cells; one packet per combination of cells stands for all of them. The last
/// cells reach the greatest value.
enum TinyUniverse {
  static let protocols: [IPProtocol] = [.icmp, .tcp, .udp, IPProtocol(rawValue: 47)]
  static let ports: [ClosedRange<UInt16>] = [0...442, 443...443, 444...65535]
  static let v4: [ClosedRange<UInt32>] = [0...9, 10...0x7FFF_FFFF, 0x8000_0000...UInt32.max]
  static let v6: [ClosedRange<UInt128>] = [0...9, 10...(1 << 127 - 1), (1 << 127)...UInt128.max]

  static let all: Set<Flow> = {
    var flows: Set<Flow> = []
    for number in protocols {
      for (destinationPort, sourcePort) in ports.flatMap({ a in ports.map { (a.lowerBound, $0.lowerBound) } }) {
        for (destination, source) in (0..<3).flatMap({ a in (0..<3).map { (a, $0) } }) {
          for family in AddressFamily.allCases {
            flows.insert(
              Flow(
                source: address(source, family), destination: address(destination, family), protocol: number,
                sourcePort: sourcePort, destinationPort: destinationPort))
          }
        }
      }
    }
    return flows
  }()

  static func address(_ cell: Int, _ family: AddressFamily) -> IPAddress {
    switch family {
    case .ipv4: .v4(v4[cell].lowerBound)
    case .ipv6: .v6(v6[cell].lowerBound)
    }
  }

  /// The values of some cells.
  static func portSet(_ cells: Set<Int>) -> PortSet { PortSet(cells.map { ports[$0] }) }

  static func addressSet(v4 cells4: Set<Int>, v6 cells6: Set<Int>) -> AddressSet {
    AddressSet(v4: IntervalSet(cells4.map { v4[$0] }), v6: IntervalSet(cells6.map { v6[$0] }))
  }

  /// The space of all headers in the cells of one packet.
  static func cell(of flow: Flow) -> HeaderSpace {
    func range<T>(_ ranges: [ClosedRange<T>], _ value: T) -> IntervalSet<T> {
      IntervalSet(ranges.filter { $0.contains(value) })
    }
    func addresses(_ address: IPAddress) -> AddressSet {
      switch address {
      case .v4(let bits): AddressSet(v4: range(v4, bits))
      case .v6(let bits): AddressSet(v6: range(v6, bits))
      }
    }
    return HeaderSpace(
      protocols: ProtocolSet(flow.protocol.rawValue), destinationPorts: range(ports, flow.destinationPort),
      sourcePorts: range(ports, flow.sourcePort), destinations: addresses(flow.destination),
      sources: addresses(flow.source))
  }

  /// The packets of the universe that are in a space.
  static func flows(in space: HeaderSpace) -> Set<Flow> { all.filter(space.contains) }
}

/// A space and, computed apart from it, the packets that are in it.
struct ModelledSpace {
  var space: HeaderSpace
  var flows: Set<Flow>

  /// A box with random cells in each dimension, whose packets are found by looking at each dimension alone.
  static func box(using random: inout SeededGenerator) -> ModelledSpace {
    func cells(_ count: Int) -> Set<Int> {
      Set((0..<count).filter { _ in Int.random(in: 0..<3, using: &random) > 0 })
    }
    let protocols = Set(cells(4).map { TinyUniverse.protocols[$0] })
    let (destinationPorts, sourcePorts) = (cells(3), cells(3))
    let (destinations4, sources4, destinations6, sources6) = (cells(3), cells(3), cells(3), cells(3))
    func has(_ cells: Set<Int>, _ port: UInt16) -> Bool { cells.contains { TinyUniverse.ports[$0].contains(port) } }
    func has(_ cells4: Set<Int>, _ cells6: Set<Int>, _ address: IPAddress) -> Bool {
      switch address {
      case .v4(let bits): cells4.contains { TinyUniverse.v4[$0].contains(bits) }
      case .v6(let bits): cells6.contains { TinyUniverse.v6[$0].contains(bits) }
      }
    }
    let flows = TinyUniverse.all.filter { flow in
      let isPortless = !flow.protocol.hasPorts
      return protocols.contains(flow.protocol)
        && (isPortless && flow.protocol != .icmp || has(destinationPorts, flow.destinationPort))
        && (isPortless || has(sourcePorts, flow.sourcePort))
        && has(destinations4, destinations6, flow.destination) && has(sources4, sources6, flow.source)
    }
    let space = HeaderSpace(
      protocols: ProtocolSet.union(of: protocols.map { ProtocolSet($0.rawValue) }),
      destinationPorts: TinyUniverse.portSet(destinationPorts), sourcePorts: TinyUniverse.portSet(sourcePorts),
      destinations: TinyUniverse.addressSet(v4: destinations4, v6: destinations6),
      sources: TinyUniverse.addressSet(v4: sources4, v6: sources6))
    return ModelledSpace(space: space, flows: flows)
  }

  /// The result of random operations on a few boxes.
  static func random(using random: inout SeededGenerator) -> ModelledSpace {
    var result = box(using: &random)
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let other = box(using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        result.space.formIntersection(other.space)
        result.flows.formIntersection(other.flows)
      case 1:
        result.space.subtract(other.space)
        result.flows.subtract(other.flows)
      default:
        result.space.formUnion(other.space)
        result.flows.formUnion(other.flows)
      }
    }
    return result
  }
}
