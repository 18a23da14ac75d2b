import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways over transit gateways and virtual private gateways, one property at a time.
@Suite struct TransitPathTests {
  /// Spokes `a` and `b`: each with a subnet for hosts, one for the attachment, and a default route to the gateway.
  private static func network(
    usesDefaultTable: Bool = true, supportsGroups: Bool = false,
    admits: NetworkFixture.RulePeerText = .block("10.0.0.0/8")
  ) -> NetworkFixture {
    var net = NetworkFixture()
    net.transitGateway("tgw", usesDefaultTable: usesDefaultTable, supportsGroups: supportsGroups)
    for (name, block) in [("a", "10.1"), ("b", "10.2")] {
      net.vpc(name, ["\(block).0.0/16"])
      net.subnet("\(name)-hosts", "\(block).1.0/24", in: name, zone: "eu-west-1a")
      net.subnet("\(name)-attachment", "\(block).2.0/28", in: name, zone: "eu-west-1a")
      net.table("\(name)-table", in: name, [("0.0.0.0/0", to: "tgw")], for: ["\(name)-hosts"])
      net.attach(name, to: "tgw", by: ["\(name)-attachment"], as: "\(name)-tgw")
    }
    net.group("client", in: "a", [])
    net.group("server", in: "b", [NetworkFixture.rule(.ingress, "tcp/5432", admits)])
    net.instance("app", in: "a-hosts", ["client"])
    net.instance("db", in: "b-hosts", ["server"])
    return net
  }

  private static func answer(_ net: NetworkFixture) -> Answer {
    net.answer(.endpoint("app"), to: .endpoint("db"), "tcp/5432")
  }

  @Test func theDefaultTableJoinsAllAttachments() {
    let answer = Self.answer(Self.network())
    #expect(answer.verdict == .yes)
    #expect(
      answer.nodes == [
        "app", "a-hosts", "a-tgw", "tgw", "b-tgw", "b-hosts", "db", "b-hosts", "b-tgw", "tgw", "a-tgw", "a-hosts",
        "app",
      ])
  }

  @Test func withoutAssociationNothingIsRouted() {
    let answer = Self.answer(Self.network(usesDefaultTable: false))
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"])
  }

  @Test func aTableOfItsOwnNeedsRoutesBothWays() {
    var net = Self.network(usesDefaultTable: false)
    net.transitTable("t", of: "tgw", [("10.2.0.0/16", to: "b-tgw")], for: ["a-tgw", "b-tgw"])
    let answer = Self.answer(net)
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"])
    #expect(answer.traces.flatMap(\.blockers).allSatisfy { $0.isReturn })

    net = Self.network(usesDefaultTable: false)
    net.transitTable(
      "t", of: "tgw", [("10.2.0.0/16", to: "b-tgw")], for: ["a-tgw", "b-tgw"], learningFrom: ["a-tgw"])
    #expect(Self.answer(net).verdict == .yes)
  }

  /// A propagation that is written down is an entry that can be taken away, one by default is not.
  @Test(arguments: [true, false]) func aPropagationThatIsWrittenIsNoDefault(isWritten: Bool) {
    var net = Self.network(usesDefaultTable: !isWritten)
    if isWritten {
      net.transitTable("t", of: "tgw", for: ["a-tgw", "b-tgw"], learningFrom: ["a-tgw", "b-tgw"])
    }
    let steps = Self.answer(net).deciding.flatMap(\.steps).filter { $0.kind == .transitRouteTable }
    let decisions = steps.flatMap(\.decisions)
    #expect(decisions.map(\.resource.address) == (isWritten ? ["b-tgw-to-t", "a-tgw-to-t"] : ["b-tgw", "a-tgw"]))
    #expect(decisions.allSatisfy { $0.isImplied != isWritten })
  }

  @Test func aBlackholeDropsBeforeAPropagatedRoute() {
    var net = Self.network(usesDefaultTable: false)
    net.transitTable(
      "t", of: "tgw", [("10.2.0.0/16", to: nil)], for: ["a-tgw", "b-tgw"], learningFrom: ["a-tgw", "b-tgw"])
    let answer = Self.answer(net)
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["TGW_RTB_MORE_SPECIFIC_ROUTE"])
  }

  @Test func theLongestPrefixDecidesAtTheGateway() {
    var net = Self.network(usesDefaultTable: false)
    net.transitTable(
      "t", of: "tgw", [("10.0.0.0/8", to: nil), ("10.2.1.0/24", to: "b-tgw"), ("10.1.0.0/16", to: "a-tgw")],
      for: ["a-tgw", "b-tgw"])
    #expect(Self.answer(net).verdict == .yes)
  }

  @Test func isolatedSpokesMeetOnlyTheHub() {
    var net = Self.network(usesDefaultTable: false)
    net.vpc("hub", ["10.9.0.0/16"])
    net.subnet("hub-hosts", "10.9.1.0/24", in: "hub", zone: "eu-west-1a")
    net.table("hub-table", in: "hub", [("10.0.0.0/8", to: "tgw")], for: ["hub-hosts"])
    net.attach("hub", to: "tgw", by: ["hub-hosts"], as: "hub-tgw")
    net.transitTable("spokes", of: "tgw", for: ["a-tgw", "b-tgw"], learningFrom: ["hub-tgw"])
    net.transitTable("shared", of: "tgw", for: ["hub-tgw"], learningFrom: ["a-tgw", "b-tgw"])
    net.group("hub-group", in: "hub", [NetworkFixture.rule(.ingress, "all", .block("10.0.0.0/8"))])
    net.instance("dns", in: "hub-hosts", ["hub-group"])
    #expect(net.answer(.endpoint("app"), to: .endpoint("dns")).verdict == .yes)
    #expect(net.answer(.endpoint("dns"), to: .endpoint("db"), "tcp/5432").verdict == .yes)
    #expect(Self.answer(net).verdict == .no)
  }

  @Test func groupsAreSeenOnlyWhereTheGatewaySupportsIt() {
    #expect(Self.answer(Self.network(supportsGroups: true, admits: .group("client"))).verdict == .yes)
    let answer = Self.answer(Self.network(admits: .group("client")))
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["SG_REFERENCES_NOT_PRESERVED"])
  }

  @Test func egressRulesNeverSeeGroupsAcrossAGateway() {
    var net = Self.network(supportsGroups: true)
    net.group("strict", in: "a", [NetworkFixture.rule(.egress, "all", .group("server"))])
    net.instance("other", in: "a-hosts", ["strict"])
    #expect(net.answer(.endpoint("other"), to: .endpoint("db"), "tcp/5432").verdict == .no)
  }

  @Test func aZoneWithoutAttachmentIsCutOff() {
    var net = Self.network()
    net.subnet("far", "10.1.3.0/24", in: "a", zone: "eu-west-1b")
    net.table("far-table", in: "a", [("0.0.0.0/0", to: "tgw")], for: ["far"])
    net.instance("outlier", in: "far", ["client"])
    let answer = net.answer(.endpoint("outlier"), to: .endpoint("db"), "tcp/5432")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["TGW_ATTACH_VPC_AZ_RESTRICTION"])
  }

  @Test func zonesThatAreNotGivenAreUndecided() {
    var net = Self.network()
    net.subnet("some", "10.1.3.0/24", in: "a")
    net.table("some-table", in: "a", [("0.0.0.0/0", to: "tgw")], for: ["some"])
    net.instance("drifter", in: "some", ["client"])
    let answer = net.answer(.endpoint("drifter"), to: .endpoint("db"), "tcp/5432")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["the zone of some"])
  }

  @Test func listsOfAttachmentSubnetsAreAsked() {
    var net = Self.network()
    net.networkACL(
      "closed", in: "b", [NetworkFixture.entry(100, .ingress, allows: true, "all", "0.0.0.0/0")], for: ["b-attachment"])
    let answer = Self.answer(net)
    #expect(answer.verdict == .no)
    #expect(answer.traces.flatMap(\.blockers).map(\.component) == ["network ACL closed"])
  }

  /// An instance in the attachment's own subnet receives without its list, and sends through it both ways.
  @Test func insideTheAttachmentsSubnetAnswersPassTheListBothWays() {
    var net = Self.network()
    net.instance("local", in: "b-attachment", ["server"])
    net.table("b-attachment-table", in: "b", [("10.1.0.0/16", to: "tgw")], for: ["b-attachment"])
    func open(_ direction: Direction) -> NetworkACLEntry {
      NetworkFixture.entry(100, direction, allows: true, "all", "0.0.0.0/0")
    }
    net.networkACL("half", in: "b", [open(.egress)], for: ["b-attachment"])
    let answer = net.answer(.endpoint("app"), to: .endpoint("local"), "tcp/5432")
    #expect(answer.verdict == .no)
    #expect(answer.traces.flatMap(\.blockers).map(\.kind) == [.networkACL(.ingress)])
  }

  @Test func insideTheAttachmentsSubnetRequestsPassNoList() {
    var net = Self.network()
    net.instance("local", in: "b-attachment", ["server"])
    net.table("b-attachment-table", in: "b", [("10.1.0.0/16", to: "tgw")], for: ["b-attachment"])
    net.networkACL(
      "answers", in: "b",
      [
        NetworkFixture.entry(100, .ingress, allows: false, "tcp/5432", "0.0.0.0/0"),
        NetworkFixture.entry(110, .ingress, allows: true, "all", "0.0.0.0/0"),
        NetworkFixture.entry(100, .egress, allows: true, "all", "0.0.0.0/0"),
      ], for: ["b-attachment"])
    #expect(net.answer(.endpoint("app"), to: .endpoint("local"), "tcp/5432").surviving.must.isEmpty == false)
  }

  @Test func aPeeredGatewayExtendsThePath() {
    var net = Self.network(usesDefaultTable: false)
    net.transitGateway("far-tgw", usesDefaultTable: false)
    net.vpc("c", ["10.3.0.0/16"])
    net.subnet("c-hosts", "10.3.1.0/24", in: "c", zone: "us-east-1a")
    net.table("c-table", in: "c", [("10.0.0.0/8", to: "far-tgw")], for: ["c-hosts"])
    net.attach("c", to: "far-tgw", by: ["c-hosts"], as: "c-tgw")
    net.attach(.transitGateway(NetworkFixture.link("far-tgw")), to: "tgw", as: "peering")
    net.transitTable(
      "near", of: "tgw", [("10.3.0.0/16", to: "peering")], for: ["a-tgw", "peering"], learningFrom: ["a-tgw"])
    net.transitTable(
      "far", of: "far-tgw", [("10.1.0.0/16", to: "peering")], for: ["c-tgw", "peering"], learningFrom: ["c-tgw"])
    net.group("c-group", in: "c", [NetworkFixture.rule(.ingress, "all", .block("10.1.0.0/16"))])
    net.instance("remote", in: "c-hosts", ["c-group"])
    let answer = net.answer(.endpoint("app"), to: .endpoint("remote"))
    #expect(answer.verdict == .yes)
    #expect(answer.nodes.contains("far-tgw"))
  }

  /// Of attachments with overlapping blocks only the one that was made first is propagated; static routes are not
  /// concerned.
  @Test func whichOfTwoOverlappingVPCsIsPropagatedIsUndecided() {
    func net(_ block: String) -> NetworkFixture {
      var net = Self.network()
      net.vpc("rival", [block])
      net.subnet("rival-hosts", block.replacing("/16", with: "/24"), in: "rival", zone: "eu-west-1a")
      net.attach("rival", to: "tgw", by: ["rival-hosts"], as: "rival-tgw")
      return net
    }
    let answer = Self.answer(net("10.2.0.0/16"))
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["which of b-tgw and rival-tgw is propagated"])
    #expect(Self.answer(net("10.3.0.0/16")).verdict == .yes)
    var fixed = net("10.2.0.0/16")
    fixed.transitTable(
      "own", of: "tgw", [("10.2.0.0/16", to: "b-tgw"), ("10.1.0.0/16", to: "a-tgw")], for: ["a-tgw", "b-tgw"])
    #expect(Self.answer(fixed).verdict == .yes)
  }

  /// Packets for addresses of the own VPC never leave it.
  @Test func betweenOverlappingVPCsTheLocalRouteDecides() {
    var net = Self.network()
    net.vpc("twin", ["10.1.0.0/16"])
    net.subnet("twin-hosts", "10.1.9.0/24", in: "twin", zone: "eu-west-1a")
    net.table("twin-table", in: "twin", [("0.0.0.0/0", to: "tgw")], for: ["twin-hosts"])
    net.attach("twin", to: "tgw", by: ["twin-hosts"], as: "twin-tgw")
    net.group("twin-open", in: "twin", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.instance("other", in: "twin-hosts", ["twin-open"])
    #expect(net.answer(.endpoint("app"), to: .endpoint("other"), "tcp/443").verdict == .no)
  }

  // MARK: Central egress

  /// A third VPC with a NAT gateway, to which the transit gateway sends what is for the internet.
  private static func withEgress(returnRoute: Bool = true) -> NetworkFixture {
    var net = network(usesDefaultTable: false)
    net.vpc("egress", ["10.9.0.0/16"])
    net.subnet("egress-attachment", "10.9.1.0/28", in: "egress", zone: "eu-west-1a")
    net.subnet("egress-public", "10.9.2.0/24", in: "egress", zone: "eu-west-1a")
    net.internetGateway("igw", attachedTo: "egress")
    net.natGateway("nat", in: "egress-public")
    net.table("to-nat", in: "egress", [("0.0.0.0/0", to: "nat")], for: ["egress-attachment"])
    net.table(
      "to-internet", in: "egress", [("0.0.0.0/0", to: "igw")] + (returnRoute ? [("10.0.0.0/8", to: "tgw")] : []),
      for: ["egress-public"])
    net.attach("egress", to: "tgw", by: ["egress-attachment"], as: "egress-tgw")
    net.transitTable("spokes", of: "tgw", [("0.0.0.0/0", to: "egress-tgw")], for: ["a-tgw", "b-tgw"])
    net.transitTable("hub", of: "tgw", for: ["egress-tgw"], learningFrom: ["a-tgw", "b-tgw"])
    return net
  }

  @Test func centralNATGivesInternet() {
    let answer = Self.withEgress().answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(answer.verdict == .yes)
    #expect(answer.nodes.contains("nat"))
    #expect(answer.nodes.contains("egress-tgw"))
  }

  @Test func centralNATNeedsARouteBack() {
    let answer = Self.withEgress(returnRoute: false).answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(answer.verdict == .no)
    let central = answer.traces.first { trace in trace.hops.contains { "\($0.node)" == "nat" } }
    #expect(central?.blockers.map(\.component) == ["route table to-internet"])
  }

  /// What comes from a transit gateway has no public address, so an internet gateway takes nothing of it.
  @Test func anInternetGatewayOfTheHubTakesNothing() {
    var net = Self.withEgress()
    net.subnet("egress-direct", "10.9.3.0/28", in: "egress", zone: "eu-west-1a")
    net.infrastructure.transitAttachments.removeAll { $0.id == NetworkFixture.id("egress-tgw") }
    net.attach("egress", to: "tgw", by: ["egress-direct"], as: "egress-tgw")
    net.table("direct", in: "egress", [("0.0.0.0/0", to: "igw")], for: ["egress-direct"])
    #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == .no)
  }

  @Test func nobodyComesInThroughCentralNAT() {
    #expect(Self.withEgress().answer(.internet, to: .endpoint("db")).verdict == .no)
  }

  // MARK: Networks outside of AWS

  @Test func aVPNBringsItsStaticBlocks() {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.1.0.0/16"])
    net.subnet("hosts", "10.1.1.0/24", in: "vpc")
    net.vpnGateway("vgw", attachedTo: "vpc", ["192.168.0.0/16"])
    net.table("table", in: "vpc", [], for: ["hosts"])
    net.propagate("vgw", to: "table")
    net.group("server", in: "vpc", [NetworkFixture.rule(.ingress, "tcp/22", .block("192.168.0.0/16"))])
    net.instance("host", in: "hosts", ["server"])
    #expect(net.answer(.addresses("192.168.7.0/24"), to: .endpoint("host"), "tcp/22").verdict == .yes)
    #expect(net.answer(.addresses("192.168.7.0/24"), to: .endpoint("host"), "tcp/23").verdict == .no)
    #expect(net.answer(.addresses("172.16.0.0/24"), to: .endpoint("host"), "tcp/22").verdict == .no)
    #expect(net.answer(.endpoint("host"), to: .addresses("192.168.7.0/24"), "tcp/445").verdict == .yes)
    #expect(net.answer(.internet, to: .endpoint("host")).verdict == .no)
  }

  /// At equal length what the table says itself comes before what is propagated to it.
  @Test func aStaticRouteComesBeforeAPropagatedOne() {
    for (block, expected) in [("192.168.0.0/16", Verdict.no), ("192.0.0.0/8", .yes)] {
      var net = NetworkFixture()
      net.vpc("vpc", ["10.1.0.0/16"])
      net.subnet("hosts", "10.1.1.0/24", in: "vpc")
      net.vpnGateway("vgw", attachedTo: "vpc", ["192.168.0.0/16"])
      net.internetGateway("igw", attachedTo: "vpc")
      net.table("table", in: "vpc", [(block, to: "igw")], for: ["hosts"])
      net.propagate("vgw", to: "table")
      net.group("server", in: "vpc", [NetworkFixture.rule(.ingress, "tcp/22", .block("192.168.0.0/16"))])
      net.instance("host", in: "hosts", ["server"])
      #expect(net.answer(.addresses("192.168.7.0/24"), to: .endpoint("host"), "tcp/22").verdict == expected, "\(block)")
    }
  }

  @Test func whatADynamicVPNAnnouncesIsUndecided() {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.1.0.0/16"])
    net.subnet("hosts", "10.1.1.0/24", in: "vpc")
    net.vpnGateway("vgw", attachedTo: "vpc", [])
    net.table("table", in: "vpc", [], for: ["hosts"])
    net.propagate("vgw", to: "table")
    net.group("server", in: "vpc", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.instance("host", in: "hosts", ["server"])
    net.instance("neighbour", in: "hosts", ["server"])
    #expect(net.answer(.addresses("192.168.7.0/24"), to: .endpoint("host"), "tcp/22").verdict == .unknown)
    #expect(net.answer(.endpoint("neighbour"), to: .endpoint("host"), "tcp/22").verdict == .yes)
  }
}
