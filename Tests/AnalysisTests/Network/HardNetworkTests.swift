import AWSModel
import Analysis
import NetSpace
import Testing

/// Networks that an analysis could lose itself in end with an answer.
@Suite struct HardNetworkTests {
  /// Peering is not transitive: a ring of networks that each send all private addresses on leads nobody around.
  @Test func aRingOfPeeringsLeadsNobodyAround() {
    var net = NetworkFixture()
    let names = (0..<12).map { "vpc\($0)" }
    for (index, name) in names.enumerated() {
      net.vpc(name, ["10.\(index).0.0/16"])
      net.subnet("subnet of \(name)", "10.\(index).0.0/24", in: name)
      net.group("open in \(name)", in: name, [NetworkFixture.rule(.ingress, "all", .block("10.0.0.0/8"))])
      net.instance("host in \(name)", in: "subnet of \(name)", ["open in \(name)"])
    }
    for (name, next) in zip(names, names.dropFirst() + names.prefix(1)) {
      net.peering("\(name) to \(next)", name, next)
      net.table(
        "table of \(name)", in: name, [("10.0.0.0/8", to: "\(name) to \(next)")], for: ["subnet of \(name)"])
    }
    let far = net.answer(.endpoint("host in vpc0"), to: .endpoint("host in vpc6"), "tcp/22")
    #expect(far.verdict == .no)
    // The next network sends its answers on around the ring.
    let near = net.answer(.endpoint("host in vpc0"), to: .endpoint("host in vpc1"), "tcp/22")
    #expect(near.verdict == .no)
    for endpoint in net.facts.endpoints { #expect(!net.facts.admissions(of: endpoint).isEmpty) }
  }

  @Test func aRouteToTheHostItselfLeadsNowhere() {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.subnet("subnet", "10.0.0.0/24", in: "vpc")
    net.internetGateway("igw", attachedTo: "vpc")
    net.group("open", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.instance("host", in: "subnet", ["open"], publicIP: true)
    net.table("table", in: "vpc", [("0.0.0.0/0", to: "host")], for: ["subnet"])
    #expect(net.answer(.internet, to: .endpoint("host"), "tcp/22").verdict != .yes)
    #expect(net.answer(.endpoint("host"), to: .internet, "tcp/443").verdict != .yes)
  }

  @Test func aThousandOverlappingBlocksAreOneOpening() throws {
    let blocks = (0..<1000).map {
      NetworkFixture.RulePeerText.block("52.\($0 % 250).\($0 % 16 * 16).0/\(12 + $0 % 12)")
    }
    let peers = blocks.map { RulePeer($0.kind, at: NetworkFixture.place) }
    let rules = (20..<40).map { port in
      SecurityGroupRule(
        direction: .ingress, traffic: NetworkFixture.traffic("tcp/\(port)-\(port + 10)"), peers: PartialList(peers),
        declaredBy: NetworkFixture.id("rule"), place: NetworkFixture.place)
    }
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.group("many", rules)
    let facts = net.facts
    let group = try #require(facts.infrastructure.securityGroups.last)
    let openings = facts.openings(of: group, .ingress)
    #expect(openings.count == 30)
    let all = AddressSet(peers.compactMap { if case .block(let block) = $0.kind { block.prefix.known } else { nil } })
    #expect(openings.allSatisfy { $0.source.addresses == all })
    // Between the first and the last each rule is said by its neighbours.
    #expect(group.redundantRules.count == 17)
  }
}
