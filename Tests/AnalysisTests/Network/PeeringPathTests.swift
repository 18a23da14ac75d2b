import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways over a peering connection, one property at a time.
@Suite struct PeeringPathTests {
  /// Two VPCs `a` and `b` with a subnet, a table and an instance each, which a peering connection joins.
  private static func network(
    routes: (a: [(String, to: String)], b: [(String, to: String)])? = nil, isActive: Bool = true,
    isSameRegion: Bool = true, admits: NetworkFixture.RulePeerText = .block("10.1.0.0/16")
  ) -> NetworkFixture {
    var net = NetworkFixture()
    net.vpc("a", ["10.1.0.0/16"])
    net.vpc("b", ["10.2.0.0/16"])
    net.subnet("a1", "10.1.1.0/24", in: "a")
    net.subnet("b1", "10.2.1.0/24", in: "b")
    let routes = routes ?? (a: [("10.2.0.0/16", to: "pcx")], b: [("10.1.0.0/16", to: "pcx")])
    net.table("a-table", in: "a", routes.a, for: ["a1"])
    net.table("b-table", in: "b", routes.b, for: ["b1"])
    net.peering("pcx", "a", "b", isActive: isActive, isSameRegion: isSameRegion)
    net.group("client", in: "a", [])
    net.group("server", in: "b", [NetworkFixture.rule(.ingress, "tcp/5432", admits)])
    net.instance("app", in: "a1", ["client"])
    net.instance("db", in: "b1", ["server"])
    return net
  }

  private static func answer(_ net: NetworkFixture) -> Answer {
    net.answer(.endpoint("app"), to: .endpoint("db"), "tcp/5432")
  }

  @Test func routesOnBothSidesJoinTwoVPCs() {
    let answer = Self.answer(Self.network())
    #expect(answer.verdict == .yes)
    #expect(answer.nodes == ["app", "a1", "pcx", "b1", "db", "b1", "a1", "app"])
  }

  @Test func itWorksTheOtherWayToo() {
    var net = Self.network()
    net.group("any", in: "a", [NetworkFixture.rule(.ingress, "tcp/22", .block("10.2.1.0/24"))])
    net.instance("bastion", in: "a1", ["any"])
    #expect(net.answer(.endpoint("db"), to: .endpoint("bastion"), "tcp/22").verdict == .yes)
  }

  @Test func aMissingReturnRouteBlocks() {
    let answer = Self.answer(Self.network(routes: (a: [("10.2.0.0/16", to: "pcx")], b: [])))
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["NO_ROUTE_TO_DESTINATION"])
    #expect(answer.traces.flatMap(\.blockers).map(\.component) == ["route table b-table"])
  }

  @Test func routesToAnotherSubnetOnlyDoNotHelp() {
    let answer = Self.answer(
      Self.network(routes: (a: [("10.2.9.0/24", to: "pcx")], b: [("10.1.0.0/16", to: "pcx")])))
    #expect(answer.verdict == .no)
  }

  @Test func aConnectionThatNobodyAcceptsCarriesNothing() {
    let answer = Self.answer(Self.network(isActive: false))
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["BAD_STATE"])
  }

  @Test func groupsAreSeenInOneRegionOnly() {
    #expect(Self.answer(Self.network(admits: .group("client"))).verdict == .yes)
    let answer = Self.answer(Self.network(isSameRegion: false, admits: .group("client")))
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["SG_REFERENCES_NOT_PRESERVED"])
  }

  /// a - hub - b: the hub passes nothing on.
  @Test func peeringIsNotTransitive() {
    var net = NetworkFixture()
    for (name, block) in [("a", "10.1.0.0/16"), ("hub", "10.9.0.0/16"), ("b", "10.2.0.0/16")] {
      net.vpc(name, [block])
      net.subnet("\(name)1", block.replacing("/16", with: "/24"), in: name)
      net.group("\(name)-open", in: name, [NetworkFixture.rule(.ingress, "all", .block("10.0.0.0/8"))])
      net.instance("\(name)-host", in: "\(name)1", ["\(name)-open"])
    }
    net.peering("a-hub", "a", "hub")
    net.peering("hub-b", "hub", "b")
    net.table("a-table", in: "a", [("10.0.0.0/8", to: "a-hub")], for: ["a1"])
    net.table("hub-table", in: "hub", [("10.1.0.0/16", to: "a-hub"), ("10.2.0.0/16", to: "hub-b")], for: ["hub1"])
    net.table("b-table", in: "b", [("10.0.0.0/8", to: "hub-b")], for: ["b1"])
    #expect(net.answer(.endpoint("a-host"), to: .endpoint("hub-host")).verdict == .yes)
    #expect(net.answer(.endpoint("a-host"), to: .endpoint("b-host")).verdict == .no)
  }

  /// A peer outside of the input: its own routes are not known, ours are.
  @Test func aPeerOutsideOfTheInputIsUndecidedWhereItIsRoutedTo() {
    var net = InternetPathTests.network()
    let peer = Link(.external("vpc-1"), at: NetworkFixture.place)
    net.infrastructure.peerings.append(
      PeeringConnection(
        declaration: NetworkFixture.declaration("peering"), requester: NetworkFixture.link("vpc"), accepter: peer,
        isActive: NetworkFixture.attribute(true), isSameRegion: NetworkFixture.attribute(true)))
    net.table("private-table", in: "vpc", [("10.99.0.0/16", to: "peering")], for: ["private"])
    net.group("peers", [NetworkFixture.rule(.ingress, "tcp/443", .block("10.99.0.0/16"))])
    net.instance("web", in: "private", ["peers"])
    net.instance("other", in: "public", ["peers"])
    #expect(net.answer(.addresses("10.99.1.1"), to: .endpoint("web"), "tcp/443").verdict == .unknown)
    #expect(net.answer(.addresses("10.99.1.1"), to: .endpoint("web"), "tcp/22").verdict == .no)
    #expect(net.answer(.addresses("10.99.1.1"), to: .endpoint("other"), "tcp/443").verdict == .no)
  }

  /// The peer cannot use the other VPC's internet gateway or NAT gateway.
  @Test func aPeersInternetGatewayIsOutOfReach() {
    var net = Self.network(routes: (a: [("0.0.0.0/0", to: "pcx")], b: [("10.1.0.0/16", to: "pcx")]))
    net.internetGateway("igw", attachedTo: "b")
    #expect(net.answer(.endpoint("app"), to: .internet).verdict == .no)
    #expect(Self.answer(net).verdict == .yes)
  }

  /// Nor its NAT gateway, even if the subnet that the connection leads to routes there.
  @Test func aPeersNATGatewayIsOutOfReach() {
    var net = Self.network(
      routes: (
        a: [("0.0.0.0/0", to: "pcx")], b: [("10.1.0.0/16", to: "pcx"), ("0.0.0.0/0", to: "nat")]
      ))
    net.subnet("b-public", "10.2.2.0/24", in: "b")
    net.internetGateway("igw", attachedTo: "b")
    net.natGateway("nat", in: "b-public")
    net.table("b-public-table", in: "b", [("0.0.0.0/0", to: "igw"), ("10.1.0.0/16", to: "pcx")], for: ["b-public"])
    #expect(net.answer(.endpoint("db"), to: .internet, "tcp/443").verdict == .yes)
    #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == .no)
  }

  /// The most specific route decides before it is asked whether its target takes anything.
  @Test func aDeadRouteDoesNotFallThrough() {
    var net = Self.network(
      routes: (a: [("10.2.1.0/24", to: "dead"), ("10.2.0.0/16", to: "pcx")], b: [("10.1.0.0/16", to: "pcx")]))
    net.peering("dead", "a", "b", isActive: false)
    #expect(Self.answer(net).verdict == .no)
  }

  /// AWS makes no connection between VPCs of which any blocks overlap, be they meant to use it or not.
  @Test func vpcsThatOverlapAreNotPeers() {
    var net = Self.network()
    for (i, blocks) in [["10.1.0.0/16", "10.64.0.0/16"], ["10.2.0.0/16", "10.64.128.0/17"]].enumerated() {
      let vpc = net.infrastructure.vpcs[i]
      net.infrastructure.vpcs[i] = VPC(
        declaration: vpc.declaration,
        blocks: PartialList(blocks.map { NetworkFixture.attribute(NetworkFixture.block($0)) }))
    }
    let answer = Self.answer(net)
    #expect(answer.verdict == .no)
    #expect(answer.traces.flatMap(\.blockers).map(\.kind) == [.peering])
    #expect(
      answer.traces.flatMap(\.blockers).flatMap(\.decisions).map(\.text) == [
        "joins VPCs that both have 10.64.128.0/17: AWS connects none whose blocks overlap"
      ])
  }

  @Test func databasesOfThePeerAreReached() {
    var net = Self.network()
    net.database("store", in: ["b1"], ["server"])
    #expect(net.answer(.endpoint("app"), to: .endpoint("store"), "tcp/5432").verdict == .yes)
  }

  @Test func addressesOfThePeerComeOverTheConnection() {
    let net = Self.network()
    let answer = net.answer(.addresses("10.1.1.0/24"), to: .endpoint("db"), "tcp/5432")
    #expect(answer.verdict == .yes)
    #expect(answer.nodes.contains("pcx"))
    #expect(net.answer(.addresses("10.3.1.0/24"), to: .endpoint("db"), "tcp/5432").verdict == .no)
    #expect(net.answer(.endpoint("app"), to: .addresses("10.2.1.7"), "tcp/5432").verdict == .yes)
  }

  @Test func listsOfBothSubnetsAreAsked() {
    var net = Self.network()
    net.networkACL(
      "strict", in: "b",
      [
        NetworkFixture.entry(100, .ingress, allows: true, "tcp/5432", "10.1.0.0/16"),
        NetworkFixture.entry(100, .egress, allows: true, "udp/53", "0.0.0.0/0"),
      ], for: ["b1"])
    let answer = Self.answer(net)
    #expect(answer.verdict == .no)
    #expect(answer.traces.flatMap(\.blockers).map(\.kind) == [.networkACL(.egress)])
    #expect(answer.traces.flatMap(\.blockers).allSatisfy { $0.isReturn })
  }

  @Test func aConnectionOutsideOfTheInputIsUndecided() {
    var net = NetworkFixture()
    net.vpc("a", ["10.1.0.0/16"])
    net.vpc("b", ["10.2.0.0/16"])
    net.subnet("a1", "10.1.1.0/24", in: "a")
    net.subnet("b1", "10.2.1.0/24", in: "b")
    net.infrastructure.routeTables.append(
      RouteTable(
        declaration: NetworkFixture.declaration("a-table"), vpc: NetworkFixture.link("a"),
        routes: PartialList([
          Route(
            destination: NetworkFixture.attribute(.block(NetworkFixture.block("10.2.0.0/16"))),
            target: NetworkFixture.attribute(
              .resource(.external("pcx-0a1b"), attribute: "vpc_peering_connection_id")),
            declaredBy: NetworkFixture.id("a-table"), place: NetworkFixture.place)
        ])))
    net.mainTable("a-table", of: "a")
    net.group("any", in: "b", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.group("none", in: "a", [])
    net.instance("app", in: "a1", ["none"])
    net.instance("db", in: "b1", ["any"])
    let answer = Self.answer(net)
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["pcx-0a1b"])
  }

  @Test func admissionsOfThePeerAreProven() throws {
    let facts = Self.network().facts
    let db = try #require(facts.endpoint(NetworkFixture.id("db")))
    let admissions = facts.admissions(of: db)
    #expect(admissions.map(\.kind) == [.private])
    #expect(admissions.map(\.exists) == [.yes])
  }
}
