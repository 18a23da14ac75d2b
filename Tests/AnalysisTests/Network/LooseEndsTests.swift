import AWSModel
import Analysis
import NetSpace
import Testing

/// What is not known and does not matter: each of these was undecided for nothing once.
@Suite struct LooseEndsTests {
  private static func route(_ destination: String, to target: String) -> Route {
    Route(
      destination: NetworkFixture.attribute(.block(NetworkFixture.block(destination))),
      target: NetworkFixture.attribute(.resource(.resource(NetworkFixture.id(target)), attribute: "gateway_id")),
      declaredBy: NetworkFixture.id("route"), place: NetworkFixture.place)
  }

  private static func inside(routeTo target: String) -> Verdict {
    var net = InternetPathTests.network()
    net.vpc("other", ["10.9.0.0/16"])
    net.peering("pcx", "vpc", "other")
    net.instance("forwarder", in: "public", ["open"], forwards: true)
    net.instance("a", in: "public", ["open"])
    net.instance("b", in: "private", ["open"])
    net.table("unknown-route", in: "vpc", [], for: ["private"])
    if let i = net.infrastructure.routeTables.firstIndex(where: { $0.id.address == "unknown-route" }) {
      net.infrastructure.routeTables[i].routes.elements.append(route("parameter", to: target))
    }
    return net.answer(.endpoint("a"), to: .endpoint("b"), "tcp/22").verdict
  }

  /// Only routes to appliances and NAT gateways may be more specific than the local one.
  @Test func aRouteToAnotherNetworkLeavesTheOwnOneAlone() {
    #expect(Self.inside(routeTo: "pcx") == .yes)
    #expect(Self.inside(routeTo: "igw") == .yes)
    #expect(Self.inside(routeTo: "forwarder") == .unknown)
  }

  /// Which of two tables it is does not matter when neither leads there.
  @Test func neitherOfTwoTablesLeadsThere() {
    var net = InternetPathTests.network()
    net.vpc("other", ["10.9.0.0/16"])
    net.subnet("far", "10.9.1.0/24", in: "other")
    net.group("far-open", in: "other", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.instance("target", in: "far", ["far-open"])
    net.instance("source", in: "private", ["open"])
    net.table("one", in: "vpc", [])
    net.table("two", in: "vpc", [])
    func associate(_ target: Reference) {
      net.infrastructure.routeTableAssociations.removeAll { $0.id.address == "choice" }
      net.infrastructure.routeTableAssociations.append(
        RouteTableAssociation(
          declaration: NetworkFixture.declaration("choice"), table: Link(target, at: NetworkFixture.place),
          subject: .subnet(.resource(NetworkFixture.id("private"))), place: NetworkFixture.place))
    }
    associate(.oneOf(["one", "two"].map(NetworkFixture.id), NetworkFixture.unknown("condition")))
    #expect(net.answer(.endpoint("source"), to: .endpoint("target"), "tcp/22").verdict == .no)
    associate(.unknown(NetworkFixture.unknown("table")))
    #expect(net.answer(.endpoint("source"), to: .endpoint("target"), "tcp/22").verdict == .unknown)
  }

  private static func host(_ group: Reference, in net: inout NetworkFixture) {
    net.infrastructure.instances.append(
      Instance(
        declaration: NetworkFixture.declaration("host"), subnet: NetworkFixture.link("public"),
        groups: PartialList([Link(group, at: NetworkFixture.place)]),
        associatesPublicIP: NetworkFixture.attribute(true), hasIPv6: nil,
        sourceDestCheck: NetworkFixture.attribute(true), profile: nil, interfaces: PartialList(), launchTemplate: nil))
  }

  /// A group that may not be there admits nobody for certain.
  @Test func aGroupThatMayNotBeThere() {
    var net = InternetPathTests.network()
    Self.host(.oneOf([NetworkFixture.id("open")], NetworkFixture.unknown("condition")), in: &net)
    #expect(net.answer(.internet, to: .endpoint("host"), "tcp/22").verdict == .unknown)
  }

  /// An appliance takes what its own groups admit, whatever it does with it then.
  @Test func whatAnApplianceDoesNotTakeGoesNowhere() {
    func verdict(_ admitted: String, _ traffic: String) -> Verdict {
      var net = InternetPathTests.network()
      net.group("forwarders", [NetworkFixture.rule(.ingress, admitted, .block("10.0.0.0/8"))])
      net.instance("forwarder", in: "public", ["forwarders"], forwards: true)
      net.instance("client", in: "private", ["open"])
      net.table("by-forwarder", in: "vpc", [("0.0.0.0/0", "forwarder")], for: ["private"])
      return net.answer(.endpoint("client"), to: .internet, traffic).verdict
    }
    #expect(verdict("tcp/443", "tcp/443") == .unknown)
    #expect(verdict("tcp/443", "tcp/80") == .no)
    #expect(verdict("udp/443", "tcp/443") == .no)
  }

  /// What each of two groups admits is admitted, whichever it is.
  @Test func bothOfTwoGroupsAdmitIt() {
    var net = InternetPathTests.network()
    net.group("web", [NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0"))])
    net.group(
      "both",
      [
        NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0")),
        NetworkFixture.rule(.ingress, "tcp/22", .block("0.0.0.0/0")),
      ])
    let choice = Reference.oneOf(["web", "both"].map(NetworkFixture.id), NetworkFixture.unknown("condition"))
    Self.host(choice, in: &net)
    #expect(net.answer(.internet, to: .endpoint("host"), "tcp/443").verdict == .yes)
    #expect(net.answer(.internet, to: .endpoint("host"), "tcp/22").verdict == .unknown)
    #expect(net.answer(.internet, to: .endpoint("host"), "tcp/80").verdict == .no)
  }

  /// An entry that is one of two blocks holds what both of them hold, and nothing that neither does.
  @Test func anEntryOfAListIsOneOfTwoBlocks() {
    var net = InternetPathTests.network()
    let blocks = ["10.0.0.0/8", "10.0.0.0/16"].map { NetworkFixture.block($0) }
    net.infrastructure.prefixLists.append(
      PrefixList(
        declaration: NetworkFixture.declaration("list"),
        entries: PartialList([
          Attribute(.either(blocks, NetworkFixture.unknown("condition")), place: NetworkFixture.place)
        ])))
    net.group("listed", [NetworkFixture.rule(.ingress, "tcp/443", .prefixList("list"))])
    net.instance("a", in: "private", ["open"])
    net.instance("host", in: "public", ["listed"], publicIP: true)
    #expect(net.answer(.endpoint("a"), to: .endpoint("host"), "tcp/443").verdict == .yes)
    #expect(net.answer(.internet, to: .endpoint("host"), "tcp/443").verdict == .no)
  }

  /// Of a VPC that the input makes no other subnets are known, of one that it found there may be more.
  @Test func addressesThatNoSubnetHas() {
    for (kind, expected) in [(Declaration.Kind.declared, Verdict.no), (.readOnly, .unknown)] {
      var net = InternetPathTests.network()
      if let i = net.infrastructure.vpcs.firstIndex(where: { $0.id.address == "vpc" }) {
        let vpc = net.infrastructure.vpcs[i]
        net.infrastructure.vpcs[i] = VPC(
          declaration: NetworkFixture.declaration("vpc", kind: kind), blocks: vpc.blocks, isDefault: vpc.isDefault)
      }
      net.instance("host", in: "private", ["open"])
      let answer = net.answer(.addresses("10.0.200.9"), to: .endpoint("host"), "tcp/22")
      #expect(answer.verdict == expected)
      #expect(answer.codes.isEmpty)
    }
  }

  /// A client whose table sends everything to the NAT gateway of its own table's subnet gets nowhere, whatever else the
  /// table may send elsewhere.
  @Test func oneTableLeadsToTheNATGatewayOrOnFromIt() {
    var net = InternetPathTests.network()
    net.natGateway("nat", in: "public")
    net.table("shared", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["public", "private"])
    if let i = net.infrastructure.routeTables.firstIndex(where: { $0.id.address == "shared" }) {
      net.infrastructure.routeTables[i].routes.elements.append(Self.route("parameter", to: "igw"))
    }
    net.instance("client", in: "private", ["open"])
    #expect(net.answer(.endpoint("client"), to: .internet, "tcp/443").verdict == .no)
  }

  /// A rule for one of several groups lets in nobody but their members.
  @Test func oneOfSeveralGroupsIsNoStranger() {
    var net = InternetPathTests.network()
    let either = RulePeer(
      .group(.oneOf(["a", "b"].map(NetworkFixture.id), NetworkFixture.unknown("which"))), at: NetworkFixture.place)
    net.group(
      "target",
      [
        SecurityGroupRule(
          direction: .ingress, traffic: NetworkFixture.traffic("tcp/5432"), peers: PartialList([either]),
          declaredBy: NetworkFixture.id("rule"), place: NetworkFixture.place)
      ])
    net.group("a", [])
    net.group("b", [NetworkFixture.rule(.egress, "tcp/80", .block("0.0.0.0/0"))])
    net.instance("target", in: "private", ["target"])
    net.instance("first", in: "private", ["a"])
    net.instance("second", in: "private", ["b"])
    let rows = net.facts.reach(.endpoint(NetworkFixture.id("target")))
    #expect(rows.map(\.source) == [.endpoint(NetworkFixture.id("first"))])
    #expect(rows.allSatisfy { $0.passed.must.isEmpty && $0.because.map(\.subject) == ["which"] })
  }

  /// What is not known of traffic that is dropped anyway is no reason for a doubt.
  @Test func reasonsAreThoseOfWhatMayGetThrough() {
    var net = InternetPathTests.network()
    net.group("server", [NetworkFixture.rule(.ingress, "tcp/443", .group("client"))])
    net.group(
      "client",
      [
        NetworkFixture.rule(.egress, "tcp/443", .group("server")),
        NetworkFixture.rule(.egress, "tcp/80", .prefixList("pl-1")),
      ])
    net.store("dms", .replication, .subnets(NetworkFixture.links(["private"])), ["server"], port: nil)
    net.instance("client", in: "private", ["client"])
    let rows = net.facts.reach(.endpoint(NetworkFixture.id("dms")))
    #expect(rows.flatMap(\.because).map(\.subject) == ["the port of dms"])
  }
}
