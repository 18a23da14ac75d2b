import TestSupport
import NetSpace
import Testing

/// The algebra against plain sets of every packet of a tiny universe.
@Suite struct HeaderSpaceTests {
  /// The one protocol set that the universe samples: outside of it nothing is checked.
  private let sampled = HeaderSpace(
    protocols: ProtocolSet.union(of: TinyUniverse.protocols.map { ProtocolSet($0.rawValue) }))

  @Test func universeIsCompleteAndFull() {
    #expect(TinyUniverse.all.count == 2 * 9 * (9 + 9 + 3 + 1))
    #expect(TinyUniverse.flows(in: .full) == TinyUniverse.all)
    #expect(TinyUniverse.flows(in: .empty).isEmpty)
    #expect(HeaderSpace.union(of: TinyUniverse.all.map(TinyUniverse.cell)) == sampled)
    #expect(HeaderSpace() == .full && HeaderSpace.full.isFull && HeaderSpace.empty.isEmpty)
    #expect(HeaderSpace.full.complement == .empty && HeaderSpace.empty.complement == .full)
  }

  @Test(arguments: propertySeeds(default: 40))
  func algebraAgreesWithSetsOfPackets(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let left = ModelledSpace.random(using: &random)
    let right = ModelledSpace.random(using: &random)
    #expect(TinyUniverse.flows(in: left.space) == left.flows)
    #expect(TinyUniverse.flows(in: left.space.union(right.space)) == left.flows.union(right.flows))
    #expect(TinyUniverse.flows(in: left.space.intersection(right.space)) == left.flows.intersection(right.flows))
    #expect(TinyUniverse.flows(in: left.space.subtracting(right.space)) == left.flows.subtracting(right.flows))
    #expect(TinyUniverse.flows(in: left.space.complement) == TinyUniverse.all.subtracting(left.flows))
    #expect(left.space.isSubset(of: right.space) == left.flows.isSubset(of: right.flows))
    #expect(left.space.intersection(right.space).isSubset(of: right.space))
    #expect(left.space.isDisjoint(with: right.space) == left.flows.isDisjoint(with: right.flows))
    #expect(left.space.isEmpty == left.flows.isEmpty)
    #expect((left.space == right.space) == (left.flows == right.flows))
  }

  /// Built from single cells in any order, a space is the same value as built by any other way.
  @Test(arguments: propertySeeds(default: 20))
  func formIsCanonical(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let model = ModelledSpace.random(using: &random)
    let cells = model.flows.sorted { $0.description < $1.description }.map(TinyUniverse.cell)
    let inPairs = HeaderSpace.union(of: cells.shuffled(using: &random))
    let oneByOne = cells.shuffled(using: &random).reduce(HeaderSpace.empty) { $0.union($1) }
    let cutOut = TinyUniverse.all.subtracting(model.flows).reduce(sampled) { $0.subtracting(TinyUniverse.cell(of: $1)) }
    #expect(inPairs == model.space && oneByOne == model.space && cutOut == model.space)
    #expect(inPairs.hashValue == model.space.hashValue)
    #expect(model.space.complement.complement == model.space)
  }

  @Test(arguments: propertySeeds(default: 20))
  func boxesAreDisjointAndMakeUpTheSpace(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let model = ModelledSpace.random(using: &random)
    let boxes = model.space.boxes
    #expect(HeaderSpace.union(of: boxes.map(\.space)) == model.space)
    for (index, box) in boxes.enumerated() {
      #expect(boxes[(index + 1)...].allSatisfy { $0.space.isDisjoint(with: box.space) })
    }
  }

  @Test(arguments: propertySeeds(default: 40))
  func witnessIsInTheSpace(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let model = ModelledSpace.random(using: &random)
    #expect(model.space.anyFlow.map(model.space.contains) == (model.flows.isEmpty ? nil : true))
    #expect(model.space.complement.anyFlow.map(model.space.complement.contains) == true)
  }

  @Test func packetsBetweenFamiliesAreInNoSpace() {
    let flow = Flow(source: .v4(1), destination: .v6(1), protocol: .tcp, sourcePort: 1, destinationPort: 1)
    #expect(!HeaderSpace.full.contains(flow))
    #expect(HeaderSpace(flow).isEmpty)
    #expect(HeaderSpace(destinations: AddressSet(.ipv4), sources: AddressSet(.ipv6)).isEmpty)
  }

  /// Rules that overlap two by two, narrower in ports as they are wider in sources, take one box each and no more.
  @Test func crossingRulesStaySmall() {
    let rules: [HeaderSpace] = (0..<300).map { (index: UInt16) in
      let ports: ClosedRange<UInt16> = index...(65535 - index)
      let sources: ClosedRange<UInt32> = UInt32(300 - index)...UInt32(1000 + index)
      return HeaderSpace(
        protocols: ProtocolSet(.tcp), destinationPorts: PortSet(ports), sources: AddressSet(v4: IntervalSet(sources)))
    }
    let space = HeaderSpace.union(of: rules)
    #expect(space.boxes.count == 300)
    #expect(space == HeaderSpace.union(of: rules.reversed()))
    #expect(space.destinationPorts(for: .tcp) == .full)
    #expect(space.sources == AddressSet(v4: IntervalSet(1...1299)))
  }
}
