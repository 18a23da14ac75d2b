import AWSModel
import Analysis
import NetSpace
import TestSupport
import Testing

/// Whether "undecided" is said only where something depends on what is not known.
///
/// Networks with one to six hidden values are asked, and then completed in many ways: what all completions agree on was
/// undecided for nothing.
@Suite struct TightnessTests {
  private static let kinds: [Kind] = [
    Kind(name: "one network"), Kind(name: "joined networks", isJoined: true),
    Kind(name: "public addresses", isPublic: true),
  ]

  /// At least 95 in a hundred packets of which it is undecided whether they arrive do so in one completion and not in
  /// another, as the walker sees it.
  @Test func undecidedPacketsDependOnWhatIsHidden() throws {
    var tally = Tally()
    for kind in Self.kinds {
      for seed in propertySeeds(default: 30) {
        guard let hidden = try kind.hidden(seed) else { continue }
        let facts = Facts(hidden.infrastructure)
        // Some things only AWS decides, such as public addresses: they are none of what is hidden.
        let known = Facts(try kind.network(seed, .known).infrastructure)
        let undecided = try packets(seed, kind).filter { packet in
          facts.answer(packet.query).surviving.contains(packet.flow) == .unknown
            && known.answer(packet.query).surviving.contains(packet.flow) != .unknown
        }
        let agreeing = try agreeing(undecided, kind, seed)
        tally.add(
          undecided.count,
          agreeing.map {
            "\(kind.name), seed \(seed): \($0.packet.flow) \($0.passes ? "passes" : "is dropped") \(facts.answer($0.packet.query).unknowns.map(\.subject))"
          })
      }
    }
    print("of undecided packets", tally.rate)
    #expect(tally.undecided > 40)
    #expect(tally.loose.count * 20 <= tally.undecided, "\(tally)")
  }

  /// At least 95 in a hundred undecided answers are yes in one completion and no in another.
  @Test func undecidedAnswersDependOnWhatIsHidden() throws {
    var tally = Tally()
    for kind in Self.kinds {
      for seed in propertySeeds(default: 40) {
        guard let hidden = try kind.hidden(seed) else { continue }
        let facts = Facts(hidden.infrastructure)
        let known = Facts(try kind.network(seed, .known).infrastructure)
        let undecided = queries(facts).filter {
          facts.answer($0).verdict == .unknown && known.answer($0).verdict != .unknown
        }
        let agreeing = try agreeing(undecided, kind, seed)
        tally.add(
          undecided.count,
          agreeing.map { query, verdict in
            let why = facts.answer(query).unknowns.map(\.subject).joined(separator: ", ")
            return
              "\(kind.name), seed \(seed): \(query.source) -> \(query.target) \(query.traffic) is \(verdict), \(why)"
          })
      }
    }
    print("of undecided answers", tally.rate)
    #expect(tally.undecided > 30)
    #expect(tally.loose.count * 20 <= tally.undecided, "\(tally)")
  }

  // MARK: Packets

  private struct Packet {
    let query: Query
    let flow: Flow
    let source: End
    let target: End
    let family: AddressFamily
  }

  private enum End {
    case endpoint(ResourceID)
    case outside(IPAddress)

    var peer: Peer {
      switch self {
      case .endpoint(let id): .endpoint(id)
      case .outside: .internet
      }
    }

    func end(in interfaces: [PacketWalker.Interface]) -> PacketWalker.End? {
      switch self {
      case .endpoint(let id): interfaces.first { $0.endpoint == id }.map(PacketWalker.End.interface)
      case .outside(let address): .outside(address)
      }
    }
  }

  /// Packets between all instances of a network, and the internet.
  private func packets(_ seed: Int, _ kind: Kind) throws -> [Packet] {
    let network = try kind.network(seed, .completion(0))
    var random = SeededGenerator(seed: seed &+ 77)
    let instances = network.infrastructure.instances.map { End.endpoint($0.id) }
    return try (0..<60).reduce(into: []) { all, _ in
      let family: AddressFamily = random.percent(70) ? .ipv4 : .ipv6
      let outside = End.outside(
        try address(
          random.pick(family == .ipv4 ? ["8.8.8.8", "9.9.9.9", "128.0.0.1"] : ["2600:9000::1", "2a00:1450::5"])))
      let own = random.pick(instances)
      let (source, target) =
        switch random.below(4) {
        case 0: (outside, own)
        case 1: (own, outside)
        default: (own, random.pick(instances))
        }
      let proto = random.pick([IPProtocol.tcp, .tcp, .udp])
      let (port, sourcePort) = (
        random.pick([22, 80, 443, 5432] as [UInt16]), random.pick([1024, 32768, 65535] as [UInt16])
      )
      let walker = PacketWalker(network: network.infrastructure, translatedPorts: [])
      guard let a = source.end(in: network.interfaces), let b = target.end(in: network.interfaces),
        let walked = try walker.passes(from: a, to: b, family: family, proto, port: port, sourcePort: sourcePort)
      else { return }
      all.append(
        Packet(
          query: Query(source: source.peer, target: target.peer, usesPublicAddresses: true), flow: walked.flow,
          source: source, target: target,
          family: family))
    }
  }

  private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

  /// The packets of which all of many completions say the same.
  private func agreeing(_ packets: [Packet], _ kind: Kind, _ seed: Int) throws -> [(packet: Packet, passes: Bool)] {
    var open: [(packet: Packet, passes: Bool?)] = packets.map { ($0, nil) }
    for number in 0..<150 where !open.isEmpty {
      let network = try kind.network(seed, .completion(number))
      if network.infrastructure.isRefused { continue }
      let walker = PacketWalker(
        network: network.infrastructure, translatedPorts: [1024, 5432, 5433, 32767, 32768])
      open = try open.reduce(into: []) { left, next in
        guard let a = next.packet.source.end(in: network.interfaces),
          let b = next.packet.target.end(in: network.interfaces)
        else { return }
        let flow = next.packet.flow
        let walked = try walker.passes(
          from: a, to: b, family: next.packet.family, flow.protocol, port: flow.destinationPort,
          sourcePort: flow.sourcePort)
        let passes = walked?.passes ?? false
        if next.passes == nil || next.passes == passes { left.append((next.packet, passes)) }
      }
    }
    return open.map { ($0.packet, $0.passes ?? false) }
  }

  // MARK: Answers

  /// The queries to which all of many completions give the same answer.
  private func agreeing(_ queries: [Query], _ kind: Kind, _ seed: Int) throws -> [(Query, Verdict)] {
    var open: [(query: Query, verdict: Verdict?)] = queries.map { ($0, nil) }
    for number in 0..<80 where !open.isEmpty {
      let network = try kind.network(seed, .completion(number))
      if network.infrastructure.isRefused { continue }
      let facts = Facts(network.infrastructure)
      open = open.reduce(into: []) { left, next in
        let verdict = facts.answer(next.query).verdict
        let isOpen = next.verdict == nil || next.verdict == verdict
        if isOpen, verdict != .unknown { left.append((next.query, verdict)) }
      }
    }
    return open.map { ($0.query, $0.verdict ?? .unknown) }
  }

  private func queries(_ facts: Facts) -> [Query] {
    let endpoints = facts.endpoints.filter { $0.placement == .each }
    let pairs = endpoints.flatMap { a in
      [(Peer.internet, Peer.endpoint(a.id)), (.endpoint(a.id), .internet)]
        + endpoints.filter { $0.id != a.id }.map { (.endpoint(a.id), .endpoint($0.id)) }
    }
    return pairs.flatMap { pair in
      [22, 443, 5432].map { Traffic(.tcp, ports: PortSet($0)) }.map {
        Query(source: pair.0, target: pair.1, traffic: $0)
      }
    }
  }

  // MARK: Networks

  private struct Kind {
    let name: String
    var isJoined = false
    var isPublic = false

    func network(_ seed: Int, _ version: RandomNetwork.Version) throws -> RandomNetwork {
      try RandomNetwork(
        seed: seed, version, hiding: 3, splitsSubnets: false, isJoined: isJoined, isPublic: isPublic,
        linksAreChoices: true)
    }

    /// Nil: nothing is hidden, or too much to try what it could be.
    func hidden(_ seed: Int) throws -> RandomNetwork? {
      let network = try network(seed, .hidden)
      return (1...6).contains(network.hiddenCount) ? network : nil
    }
  }

  private struct Tally: CustomStringConvertible {
    var undecided = 0
    var loose: [String] = []

    mutating func add(_ undecided: Int, _ loose: [String]) {
      self.undecided += undecided
      self.loose += loose
    }

    /// How many depend on what is hidden.
    var rate: String {
      "\(undecided - loose.count) of \(undecided) depend on what is hidden, "
        + "\((undecided - loose.count) * 1000 / max(undecided, 1)) in a thousand"
    }

    var description: String {
      (["\(loose.count) of \(undecided) have completions that all agree"] + loose).joined(separator: "\n  ")
    }
  }
}
