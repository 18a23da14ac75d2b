import AWSModel
import Analysis
import NetSpace
import TestSupport
import Testing

/// What is derived from all rules of a group at once, against what they say packet by packet.
@Suite struct RuleSweepTests {
  /// A packet as a rule sees it.
  private struct Packet: Hashable {
    let number: UInt8
    let port: UInt16
    let peer: String
  }

  private static let numbers: [UInt8] = [0, 1, 6, 17, 255]
  private static let ports = (UInt16(0)...7).map { $0 } + [.max]
  private static let addresses =
    (0..<8).map { "10.0.0.\($0)" } + (0..<4).map { "fd00::\($0)" }
  private static let blocks =
    ["10.0.0.0/29", "10.0.0.0/30", "10.0.0.4/30", "fd00::/126", "fd00::/127", "fd00::2/127"]
    + stride(from: 0, to: 8, by: 2).map { "10.0.0.\($0)/31" }
    + addresses.map { $0 + ($0.contains(":") ? "/128" : "/32") }

  private static func traffic(using random: inout SeededGenerator) -> RuleTraffic {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return NetworkFixture.traffic("all")
    case 1: return NetworkFixture.traffic("tcp")
    case 2: return NetworkFixture.traffic("icmp/0")
    default:
      let (a, b) = (Int.random(in: 0...7, using: &random), Int.random(in: 0...7, using: &random))
      return NetworkFixture.traffic(
        "\(["tcp", "udp"].randomElement(using: &random) ?? "tcp")/\(min(a, b))-\(max(a, b))")
    }
  }

  private static func peers(using random: inout SeededGenerator) -> [RulePeer] {
    (0..<(Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1)).map { _ in
      let text: NetworkFixture.RulePeerText =
        switch Int.random(in: 0..<12, using: &random) {
        case 0: .group("a")
        case 1: .group("b")
        case 2: .block("${var.office}/32")
        default: .block(blocks.randomElement(using: &random) ?? "10.0.0.0/29")
        }
      return RulePeer(text.kind, at: NetworkFixture.place)
    }
  }

  private static func rule(
    using random: inout SeededGenerator, _ traffic: RuleTraffic? = nil, existence: Existence = .certain
  ) -> SecurityGroupRule {
    SecurityGroupRule(
      direction: Bool.random(using: &random) ? .ingress : .egress, traffic: traffic ?? Self.traffic(using: &random),
      peers: PartialList(peers(using: &random)), declaredBy: NetworkFixture.id("rule"), place: NetworkFixture.place,
      existence: existence)
  }

  private static func speaks(_ traffic: Traffic, of number: UInt8, _ port: UInt16) -> Bool {
    traffic.ports[number].contains(port)
  }

  /// The packets that a rule certainly speaks of; those of peers that are not known are left out.
  private static func packets(_ rule: SecurityGroupRule) -> Set<Packet> {
    let peers = rule.peers.elements.flatMap { peer -> [String] in
      switch peer.kind {
      case .block(let block):
        guard let prefix = block.prefix.known else { return [] }
        return addresses.filter { IPAddress($0).map(prefix.contains) ?? false }
      case .group(let group): return [group.name]
      case .prefixList, .unknown: return []
      }
    }
    let places = numbers.flatMap { number in ports.map { (number, $0) } }
      .filter { speaks(rule.traffic.bounds.must, of: $0, $1) }
    return Set(peers.flatMap { peer in places.map { Packet(number: $0, port: $1, peer: peer) } })
  }

  private static func hasUnknownPeer(_ rule: SecurityGroupRule) -> Bool {
    rule.peers.elements.contains { peer in
      if case .block(let block) = peer.kind { block.prefix.known == nil } else { false }
    }
  }

  @Test(arguments: propertySeeds(default: 300))
  func redundantRulesSayNothingThatTheOthersDoNot(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    var rules: [SecurityGroupRule] = []
    for _ in 0..<Int.random(in: 1...12, using: &random) { rules.append(Self.rule(using: &random)) }
    let group = SecurityGroup(
      declaration: NetworkFixture.declaration("g"), vpc: nil, rules: PartialList(rules))
    let found = group.redundantRules
    var kept = rules
    var expected: [ObjectIdentifier] = []
    for rule in rules.reversed() {
      let others = kept.filter { $0 !== rule && $0.direction == rule.direction }
      let isCovered = Self.packets(rule).isSubset(of: others.reduce(into: []) { $0.formUnion(Self.packets($1)) })
      // An address that is not known is the same as itself, which packets do not tell.
      if Self.hasUnknownPeer(rule) {
        if found.contains(where: { $0.rule === rule }) { kept.removeAll { $0 === rule } }
        continue
      }
      guard isCovered else { continue }
      kept.removeAll { $0 === rule }
      expected.insert(ObjectIdentifier(rule), at: 0)
    }
    let certain = found.filter { !Self.hasUnknownPeer($0.rule) }
    #expect(certain.map { ObjectIdentifier($0.rule) } == expected, "seed \(seed)")
    for (rule, cover) in certain {
      let covered = cover.reduce(into: Set<Packet>()) { $0.formUnion(Self.packets($1)) }
      #expect(Self.packets(rule).isSubset(of: covered), "seed \(seed)")
      #expect(cover.allSatisfy { $0 !== rule && $0.direction == rule.direction }, "seed \(seed)")
    }
  }

  @Test(arguments: propertySeeds(default: 300))
  func openingsAreOfTheSameRules(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let why = NetworkFixture.unknown("condition")
    var rules: [SecurityGroupRule] = []
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let isOpen = Int.random(in: 0..<6, using: &random) == 0
      let open = RuleTraffic(
        protocols: NetworkFixture.attribute(ProtocolSet(.tcp)),
        ports: Attribute(.unknown(why), place: NetworkFixture.place))
      let isCertain = Int.random(in: 0..<6, using: &random) > 0
      rules.append(
        Self.rule(using: &random, isOpen ? open : nil, existence: isCertain ? .certain : .possible([why])))
    }
    var net = NetworkFixture()
    net.infrastructure.securityGroups.append(
      SecurityGroup(declaration: NetworkFixture.declaration("g"), vpc: nil, rules: PartialList(rules)))
    let group = try #require(net.infrastructure.securityGroups.first)
    for direction in Direction.allCases {
      let openings = net.facts.openings(of: group, direction)
      for number in Self.numbers {
        for port in Self.ports {
          let speaking = rules.filter {
            $0.direction == direction && Self.speaks($0.traffic.bounds.may, of: number, port)
          }
          let here = openings.filter { Self.speaks($0.traffic, of: number, port) }
          #expect(here.count == (speaking.isEmpty ? 0 : 1), "seed \(seed)")
          guard let opening = here.first else { continue }
          #expect(Set(opening.rules.map(ObjectIdentifier.init)) == Set(speaking.map(ObjectIdentifier.init)))
          let certain = speaking.filter {
            $0.existence.verdict == .yes && Self.speaks($0.traffic.bounds.must, of: number, port)
          }
          #expect(opening.exists == (certain.isEmpty ? .unknown : .yes), "seed \(seed)")
          #expect(opening.source.addresses == Self.addresses(of: certain), "seed \(seed)")
          let possible = Self.addresses(of: speaking).subtracting(Self.addresses(of: certain))
          #expect(opening.source.possibleAddresses == possible, "seed \(seed)")
        }
      }
    }
  }

  private static func addresses(of rules: [SecurityGroupRule]) -> AddressSet {
    AddressSet(
      rules.flatMap(\.peers.elements).compactMap { peer in
        if case .block(let block) = peer.kind { block.prefix.known } else { nil }
      })
  }
}
