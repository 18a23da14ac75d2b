import TestSupport
import NetSpace
import Testing

/// Projections against the same question asked of every packet of the tiny universe.
@Suite struct HeaderSpaceProjectionTests {
  private func models(_ seed: Int) -> [ModelledSpace] {
    var random = SeededGenerator(seed: seed)
    return (0..<3).map { _ in ModelledSpace.random(using: &random) }
  }

  /// The packet with some parts replaced.
  private func replacing(
    _ flow: Flow, sourcePort: UInt16? = nil, source: IPAddress? = nil, destination: IPAddress? = nil
  ) -> Flow {
    Flow(
      source: source ?? flow.source, destination: destination ?? flow.destination, protocol: flow.protocol,
      sourcePort: sourcePort ?? flow.sourcePort, destinationPort: flow.destinationPort)
  }

  private func addresses(like flow: Flow) -> [IPAddress] {
    (0..<3).map { TinyUniverse.address($0, flow.source.family) }
  }

  @Test(arguments: propertySeeds(default: 20))
  func reversedHoldsTheReplies(seed: Int) {
    for model in models(seed) {
      #expect(TinyUniverse.flows(in: model.space.reversed) == Set(model.flows.map(\.reply)))
      #expect(model.space.reversed.reversed == model.space)
    }
  }

  @Test(arguments: propertySeeds(default: 20))
  func sourcePortsAreQuantified(seed: Int) {
    let samples = TinyUniverse.ports.map(\.lowerBound)
    for model in models(seed) {
      let some = TinyUniverse.all.filter { flow in
        samples.contains { model.flows.contains(replacing(flow, sourcePort: $0)) }
      }
      #expect(TinyUniverse.flows(in: model.space.droppingSourcePorts) == some)
      for cells: Set<Int> in [[0], [1, 2], [0, 1, 2]] {
        let every = TinyUniverse.all.filter { flow in
          cells.allSatisfy { model.flows.contains(replacing(flow, sourcePort: samples[$0])) }
        }
        let space = model.space.flowsForAllSourcePorts(in: TinyUniverse.portSet(cells))
        #expect(TinyUniverse.flows(in: space) == every)
      }
    }
  }

  @Test func everySourcePortMeansEveryOne() {
    let most = HeaderSpace(protocols: ProtocolSet(.tcp), sourcePorts: PortSet(40000).complement)
    #expect(most.flowsForAllSourcePorts(in: PortSet(32768...65535)).isEmpty)
    #expect(most.flowsForAllSourcePorts(in: PortSet(32768...39999)) == HeaderSpace(protocols: ProtocolSet(.tcp)))
    #expect(most.flowsForAllSourcePorts(in: .empty) == .full)
  }

  @Test(arguments: propertySeeds(default: 20))
  func addressesAreReplaced(seed: Int) {
    for model in models(seed) {
      let anySource = TinyUniverse.all.filter { flow in
        addresses(like: flow).contains { model.flows.contains(replacing(flow, source: $0)) }
      }
      #expect(TinyUniverse.flows(in: model.space.replacingSources()) == anySource)
      let anyDestination = TinyUniverse.all.filter { flow in
        addresses(like: flow).contains { model.flows.contains(replacing(flow, destination: $0)) }
      }
      #expect(TinyUniverse.flows(in: model.space.replacingDestinations()) == anyDestination)
      let first = TinyUniverse.addressSet(v4: [0], v6: [])
      let translated = anySource.filter { $0.source == TinyUniverse.address(0, .ipv4) }
      #expect(TinyUniverse.flows(in: model.space.replacingSources(with: first)) == translated)
      let redirected = anyDestination.filter { $0.destination == TinyUniverse.address(0, .ipv4) }
      #expect(TinyUniverse.flows(in: model.space.replacingDestinations(with: first)) == redirected)
    }
  }

  @Test(arguments: propertySeeds(default: 20))
  func dimensionsAreProjected(seed: Int) {
    for model in models(seed) {
      let space = model.space
      func cells(of addresses: AddressSet) -> Set<IPAddress> {
        Set(AddressFamily.allCases.flatMap { family in (0..<3).map { TinyUniverse.address($0, family) } })
          .filter(addresses.contains)
      }
      #expect(cells(of: space.sources) == Set(model.flows.map(\.source)))
      #expect(cells(of: space.destinations) == Set(model.flows.map(\.destination)))
      for number in TinyUniverse.protocols {
        let flows = model.flows.filter { $0.protocol == number }
        #expect(space.protocols.contains(number) == !flows.isEmpty)
        #expect(space.traffic.destinationPorts(for: number) == space.destinationPorts(for: number))
        for port in TinyUniverse.ports.map(\.lowerBound) where number != IPProtocol(rawValue: 47) {
          #expect(
            space.destinationPorts(for: number).contains(port) == flows.contains { $0.destinationPort == port })
          #expect(
            space.sourcePorts(for: number).contains(port)
              == flows.contains { !number.hasPorts || $0.sourcePort == port })
        }
      }
    }
  }

  @Test(arguments: propertySeeds(default: 20))
  func restrictionsAreIntersections(seed: Int) {
    for model in models(seed) {
      for family in AddressFamily.allCases {
        let flows = model.flows.filter { $0.source.family == family }
        #expect(TinyUniverse.flows(in: model.space.restricting(to: family)) == flows)
      }
      let web = model.space.restricting(to: Traffic(.tcp, ports: [443]))
      #expect(
        TinyUniverse.flows(in: web) == model.flows.filter { $0.protocol == .tcp && $0.destinationPort == 443 })
      #expect(web == model.space.restricting(protocols: ProtocolSet(.tcp), destinationPorts: [443]))
      let fromPort = model.space.restricting(sourcePorts: [443])
      #expect(
        TinyUniverse.flows(in: fromPort) == model.flows.filter { !$0.protocol.hasPorts || $0.sourcePort == 443 })
    }
  }
}
