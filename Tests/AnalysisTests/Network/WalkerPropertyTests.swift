import AWSModel
import Analysis
import NetSpace
import TestSupport
import Testing

/// The path analysis against a packet walker that knows nothing of it, on small random networks.
@Suite struct WalkerPropertyTests {
  @Test func everyPacketOfAKnownNetworkGoesAsTheAnalysisSays() throws {
    for seed in propertySeeds(default: 100) {
      let network = try RandomNetwork(seed: seed, .known)
      try check(Facts(network.infrastructure), against: network, seed: seed, packets: 40)
    }
  }

  @Test func whateverTheHiddenValuesAreTheBoundsHold() throws {
    for seed in propertySeeds(default: 25) {
      let hidden = try RandomNetwork(seed: seed, .hidden, hiding: 12)
      let facts = Facts(hidden.infrastructure)
      for number in 0..<4 {
        let completed = try RandomNetwork(seed: seed, .completion(number), hiding: 12)
        try check(facts, against: completed, seed: seed, packets: 20)
      }
    }
  }

  @Test func joinedNetworksCarryWhatTheAnalysisSays() throws {
    var passed = 0
    for seed in propertySeeds(default: 150) {
      let network = try RandomNetwork(seed: seed, .known, isJoined: true)
      passed += try check(Facts(network.infrastructure), against: network, seed: seed, packets: 40, between: true)
    }
    // Otherwise the test would say nothing.
    #expect(passed > 100)
  }

  /// Networks that are joined by nothing, or by something else, meet by their public addresses.
  @Test func publicAddressesAreReachedAsTheAnalysisSays() throws {
    var passed = 0
    for seed in propertySeeds(default: 100) {
      let network = try RandomNetwork(seed: seed, .known, isPublic: true)
      passed += try check(Facts(network.infrastructure), against: network, seed: seed, packets: 40, between: true)
    }
    #expect(passed > 20)
  }

  @Test func theBoundsHoldForPublicAddresses() throws {
    for seed in propertySeeds(default: 15) {
      let hidden = try RandomNetwork(seed: seed, .hidden, hiding: 8, isPublic: true)
      let facts = Facts(hidden.infrastructure)
      for number in 0..<4 {
        let completed = try RandomNetwork(seed: seed, .completion(number), hiding: 8, isPublic: true)
        _ = try check(facts, against: completed, seed: seed, packets: 30, between: true)
      }
    }
  }

  @Test func theBoundsHoldInJoinedNetworks() throws {
    for seed in propertySeeds(default: 30) {
      let hidden = try RandomNetwork(seed: seed, .hidden, hiding: 8, isJoined: true)
      let facts = Facts(hidden.infrastructure)
      for number in 0..<4 {
        let completed = try RandomNetwork(seed: seed, .completion(number), hiding: 8, isJoined: true)
        _ = try check(facts, against: completed, seed: seed, packets: 30, between: true)
      }
    }
  }

  /// Where it is certain that some of the internet gets through, or is got to, though not which, there is an address for
  /// which it is so, whatever the blocks of routes are.
  @Test func whoIsCertainlySomebodyIsFound() throws {
    var count = 0
    for seed in propertySeeds(default: 40) {
      let network = try RandomNetwork(seed: seed, .known, isPublic: true)
      let facts = Facts(addingRoutes(to: network.infrastructure, seed, completion: nil))
      let queries = queries(about: facts.endpoints.filter { $0.placement == .each }).filter { query in
        let answer = facts.answer(query)
        return answer.verdict == .yes && answer.surviving.must.isEmpty
      }
      for number in 0..<8 {
        let completed = addingRoutes(to: network.infrastructure, seed, completion: number)
        if completed.isRefused { continue }
        for query in queries {
          count += 1
          #expect(
            try isSomebodyFound(query, in: completed, network.interfaces),
            "seed \(seed), completion \(number): \(query)")
        }
      }
    }
    #expect(count > 80)
  }

  /// Adds routes to nowhere of which the blocks are not known, or one of some that take a great part each.
  private func addingRoutes(to infrastructure: Infrastructure, _ seed: Int, completion: Int?) -> Infrastructure {
    var result = infrastructure
    var shape = SeededGenerator(seed: seed &+ 5)
    var values = SeededGenerator(seed: seed &* 31 &+ (completion ?? 0))
    for i in result.routeTables.indices {
      for number in 0..<(1 + shape.below(2)) {
        let target = shape.percent(30) ? result.peerings.first?.id : nil
        let length = shape.percent(20) ? 32 : nil
        let texts =
          length != nil
          ? ["8.8.8.8/32", "9.9.9.9/32"]
          : [
            "0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/0", "0.0.0.0/2", "64.0.0.0/2", "8.0.0.0/8", "8.0.0.0/9", "8.8.8.0/24",
            "2000::/3", "::/1", "2600::/12",
          ]
        let hidden = AddressBlock(prefix: .unknown(NetworkFixture.unknown("block \(i).\(number)")), length: length)
        let block = completion == nil ? hidden : NetworkFixture.block(values.pick(texts))
        result.routeTables[i].routes.elements.append(
          Route(
            destination: NetworkFixture.attribute(.block(block)),
            target: NetworkFixture.attribute(
              .resource(.resource(target ?? NetworkFixture.id("nowhere")), attribute: "gateway_id")),
            declaredBy: Infrastructure.hiddenRoute, place: NetworkFixture.place))
      }
    }
    return result
  }

  /// Who gets to some endpoints from the internet and to it from them, of each address family.
  private func queries(about endpoints: [Endpoint]) -> [Query] {
    endpoints.flatMap { endpoint in
      AddressFamily.allCases.flatMap { family in
        [443, 5432].flatMap { (port: UInt16) in
          let internet = Peer.addresses(AddressSet.global.restricted(to: family))
          let traffic = Traffic(.tcp, ports: PortSet(port))
          return [
            Query(source: internet, target: .endpoint(endpoint.id), traffic: traffic),
            Query(source: .endpoint(endpoint.id), target: internet, traffic: traffic),
          ]
        }
      }
    }
  }

  private func isSomebodyFound(
    _ query: Query, in infrastructure: Infrastructure, _ interfaces: [PacketWalker.Interface]
  ) throws -> Bool {
    let walker = PacketWalker(network: infrastructure, translatedPorts: Packet.translatedPorts)
    let port = try #require(query.traffic.destinationPorts(for: .tcp).first)
    let asked = [query.source, query.target].reduce(into: AddressSet.empty) {
      if case .addresses(let set) = $1 { $0.formUnion(set) }
    }
    return try infrastructure.addressesApart.filter(asked.contains).contains { address in
      let outside = PacketWalker.End.outside(address)
      func end(_ peer: Peer) throws -> PacketWalker.End {
        guard case .endpoint(let id) = peer else { return outside }
        return .interface(try #require(interfaces.first { $0.endpoint == id }))
      }
      return try Packet.sourcePorts.contains { sourcePort in
        try walker.passes(
          from: end(query.source), to: end(query.target), family: address.family, .tcp, port: port,
          sourcePort: sourcePort)?.passes == true
      }
    }
  }

  /// Where no block splits a subnet nothing depends on an address, so that everything is decided.
  @Test func nothingIsUndecidedWhenEverythingIsKnown() throws {
    for seed in propertySeeds(default: 60) {
      let network = try RandomNetwork(seed: seed, .known, splitsSubnets: false)
      let facts = Facts(network.infrastructure)
      for a in facts.endpoints where a.placement == .each {
        for query in queries(between: a, facts.endpoints.filter { $0.placement == .each }) {
          let answer = facts.answer(query)
          #expect(answer.verdict != .unknown, "seed \(seed): \(query)")
          #expect(answer.surviving.isExact, "seed \(seed): \(query)")
          #expect(answer.unknowns.isEmpty, "seed \(seed): \(query)")
        }
      }
    }
  }

  /// A packet that is shown as proof is one that really gets through.
  @Test func everyWitnessArrives() throws {
    var witnesses = 0
    for seed in propertySeeds(default: 60) {
      let network = try RandomNetwork(seed: seed, .known, splitsSubnets: false)
      let facts = Facts(network.infrastructure)
      for a in network.interfaces {
        for b in network.interfaces where a.endpoint != b.endpoint {
          let query = Query(source: .endpoint(a.endpoint), target: .endpoint(b.endpoint))
          guard let flow = facts.answer(query).deciding.first?.witnesses.first?.flow else { continue }
          if b.servesTCP != nil || a.servesTCP != nil { continue }
          witnesses += 1
          let walked = try PacketWalker(network: network.infrastructure, translatedPorts: Packet.translatedPorts)
            .passes(
              from: .interface(a), to: .interface(b), family: flow.source.family, flow.protocol,
              port: flow.destinationPort,
              sourcePort: flow.sourcePort)
          #expect(walked?.passes == true, "seed \(seed): \(flow) from \(a.endpoint) to \(b.endpoint)")
        }
        let inbound = Query(source: .internet, target: .endpoint(a.endpoint))
        guard a.servesTCP == nil, let flow = facts.answer(inbound).deciding.first?.witnesses.first?.flow else {
          continue
        }
        witnesses += 1
        let walked = try PacketWalker(network: network.infrastructure, translatedPorts: Packet.translatedPorts).passes(
          from: .outside(flow.source), to: .interface(a), family: flow.source.family, flow.protocol,
          port: flow.destinationPort, sourcePort: flow.sourcePort)
        #expect(walked?.passes == true, "seed \(seed): \(flow) to \(a.endpoint)")
      }
    }
    #expect(witnesses > 0)
  }

  // MARK: Packets

  private func queries(between a: Endpoint, _ others: [Endpoint]) -> [Query] {
    [Query(source: .internet, target: .endpoint(a.id)), Query(source: .endpoint(a.id), target: .internet)]
      + others.filter { $0.id != a.id && hasCommonVPC(a, $0) }.map {
        Query(source: .endpoint(a.id), target: .endpoint($0.id))
      }
  }

  private func hasCommonVPC(_ a: Endpoint, _ b: Endpoint) -> Bool {
    // The third subnet is the only one of a second VPC.
    let isThird = [a, b].map { $0.sites.contains(.subnet(NetworkFixture.id("s2"))) }
    return isThird[0] == isThird[1]
  }

  /// Sends packets and holds what happens to each against the bounds of the answer: what arrives may, and what must
  /// arrives.
  ///
  /// - Parameter between: only packets from one VPC to another.
  /// - Returns: how many packets pass.
  @discardableResult
  private func check(
    _ facts: Facts, against network: RandomNetwork, seed: Int, packets: Int, between: Bool = false
  ) throws -> Int {
    var passed = 0
    var random = SeededGenerator(seed: seed &* 7919 &+ 1)
    var answers: [Query: Answer] = [:]
    for _ in 0..<packets {
      let packet = Packet(&random, network.interfaces, between: between)
      let walker = PacketWalker(network: network.infrastructure, translatedPorts: Packet.translatedPorts)
      let walked = try walker.passes(
        from: packet.source, to: packet.target, family: packet.family, packet.proto, port: packet.port,
        sourcePort: packet.sourcePort)
      guard let (flow, passes) = walked else { continue }
      let query = packet.query
      let answer = answers[query] ?? facts.answer(query)
      answers[query] = answer
      let words = "seed \(seed): \(flow), \(query.source) to \(query.target)"
      if passes {
        passed += 1
        #expect(answer.verdict != .no, "\(words) passes, but the answer is no")
        #expect(answer.surviving.contains(flow) != .no, "\(words) passes, but not according to the bounds")
      } else {
        #expect(answer.surviving.contains(flow) != .yes, "\(words) is dropped, but must pass according to the bounds")
      }
    }
    return passed
  }
}

/// A random packet with ports and addresses at which rules differ.
private struct Packet {
  let source: PacketWalker.End
  let target: PacketWalker.End
  let family: AddressFamily
  let proto: IPProtocol
  let port: UInt16
  let sourcePort: UInt16
  let asksForOneAddress: Bool

  init(_ random: inout SeededGenerator, _ interfaces: [PacketWalker.Interface], between: Bool) {
    family = random.percent(65) ? .ipv4 : .ipv6
    let outside = PacketWalker.End.outside(Self.outside(&random, family))
    let a = random.pick(interfaces)
    let others = interfaces.filter {
      $0.endpoint != a.endpoint && (!between || $0.subnet.vpc.target != a.subnet.vpc.target)
    }
    switch between ? 2 : random.below(3) {
    case 0: (source, target) = (outside, .interface(a))
    case 1: (source, target) = (.interface(a), outside)
    default: (source, target) = (.interface(a), .interface(random.pick(others)))
    }
    proto = random.pick([.tcp, .tcp, .tcp, .udp, family == .ipv4 ? .icmp : .icmpv6, IPProtocol(rawValue: 50)])
    port =
      proto.isICMP
      ? UInt16(random.pick([0, 3, 8, 128, 129])) << 8
      : random.pick([22, 23, 79, 80, 443, 444, 1023, 1024, 5432, 5432, 32767, 32768, 65535])
    sourcePort = random.pick(Self.ephemeralPorts)
    asksForOneAddress = random.percent(30)
  }

  static let ephemeralPorts: [UInt16] = [1023, 1024, 32767, 32768, 49152, 65535]

  /// One of each part that rules tell apart.
  static let sourcePorts: [UInt16] = ephemeralPorts + [22, 23, 80, 81, 443, 444, 5432, 5433]

  static let translatedPorts: [UInt16] = [1024, 5432, 5433, 32767, 32768]

  private static func outside(_ random: inout SeededGenerator, _ family: AddressFamily) -> IPAddress {
    let texts =
      family == .ipv4
      ? ["8.8.8.8", "8.8.8.9", "8.8.4.4", "9.9.9.9", "126.255.255.255", "128.0.0.1", "203.0.0.1"]
      : ["2600:9000::1", "2600:8000::1", "2a00:1450::5", "2001:4860::8"]
    return IPAddress(random.pick(texts)) ?? .v4(0x0808_0808)
  }

  var query: Query {
    Query(source: peer(source), target: peer(target), usesPublicAddresses: true)
  }

  private func peer(_ end: PacketWalker.End) -> Peer {
    switch end {
    case .interface(let interface): .endpoint(interface.endpoint)
    case .outside(let address): asksForOneAddress ? .addresses(AddressSet(address)) : .internet
    }
  }
}
