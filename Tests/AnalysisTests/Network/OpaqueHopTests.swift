import AWSModel
import Analysis
import NetSpace
import Testing

/// What stands on a way and is not looked into: it leaves the answer open and is named, and is never taken for a wall.
@Suite struct OpaqueHopTests {
  // MARK: Gateway load balancers

  /// Internet gateway, endpoint `gwlbe` of a gateway load balancer in a subnet of its own, hosts behind it.
  private static func inspected(
    edge: Bool = true, out: Bool = true, admits: NetworkFixture.RulePeerText = .block("0.0.0.0/0")
  ) -> NetworkFixture {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.internetGateway("igw", attachedTo: "vpc")
    net.subnet("hosts", "10.0.1.0/24", in: "vpc")
    net.subnet("firewall", "10.0.2.0/24", in: "vpc")
    net.gatewayEndpoint("gwlbe", .gatewayLoadBalancer, of: "vpc", service: "com.amazonaws.vpce.eu-west-1.vpce-svc-1")
    net.table("hosts-table", in: "vpc", [("0.0.0.0/0", to: out ? "gwlbe" : "igw")], for: ["hosts"])
    net.table("firewall-table", in: "vpc", [("0.0.0.0/0", to: "igw")], for: ["firewall"])
    net.table("edge-table", in: "vpc", [("10.0.1.0/24", to: "gwlbe")])
    if edge {
      net.infrastructure.routeTableAssociations.append(
        RouteTableAssociation(
          declaration: NetworkFixture.declaration("edge"), table: NetworkFixture.link("edge-table"),
          subject: .gateway(.resource(NetworkFixture.id("igw"))), place: NetworkFixture.place))
    }
    net.group("web", [NetworkFixture.rule(.ingress, "tcp/443", admits)])
    net.instance("app", in: "hosts", ["web"], publicIP: true)
    return net
  }

  @Test func inspectionOnBothWaysIsUndecided() {
    let inbound = Self.inspected().answer(.internet, to: .endpoint("app"), "tcp/443")
    #expect(inbound.verdict == .unknown)
    #expect(inbound.unknowns.contains { $0.subject == "gwlbe" })
    let outbound = Self.inspected().answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(outbound.verdict == .unknown)
    #expect(outbound.unknowns.map(\.subject) == ["gwlbe"])
  }

  @Test func inspectionOnOneWayIsUndecidedToo() {
    #expect(Self.inspected(edge: false).answer(.internet, to: .endpoint("app"), "tcp/443").verdict == .unknown)
    #expect(Self.inspected(out: false).answer(.internet, to: .endpoint("app"), "tcp/443").verdict == .unknown)
    #expect(
      Self.inspected(edge: false, out: false).answer(.internet, to: .endpoint("app"), "tcp/443").verdict == .yes)
  }

  @Test func whatRulesCloseStaysClosed() {
    let closed = Self.inspected(admits: .block("10.0.0.0/8"))
    #expect(closed.answer(.internet, to: .endpoint("app"), "tcp/443").verdict == .no)
    #expect(Self.inspected().answer(.internet, to: .endpoint("app"), "tcp/22").verdict == .no)
  }

  /// It takes what its endpoints send and nothing else, whatever its subnets and the default group say.
  @Test func aGatewayLoadBalancerIsNotReached() throws {
    var net = Self.inspected()
    net.loadBalancer("gwlb", .gateway, in: ["firewall"], [])
    net.listener(
      "all", of: "gwlb", "GENEVE", 6081, forwardsTo: NetworkFixture.attribute(6081), targetType: "instance",
      targets: ["app"])
    net.group("wide", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.instance("near", in: "firewall", ["wide"])
    #expect(net.answer(.internet, to: .endpoint("gwlb")).verdict == .no)
    #expect(net.answer(.endpoint("near"), to: .endpoint("gwlb")).verdict == .no)
    #expect(!net.answer(.internet, to: .endpoint("app"), "udp/6081").traces.contains { $0.verdict != .no })
    let binding = try #require(net.facts.bindings(to: NetworkFixture.id("app")).first)
    #expect(binding.traffic == .exact(Traffic(.udp, ports: PortSet(6081))))
  }

  // MARK: Central inspection

  /// Spokes `a` and `b`, and a VPC with an endpoint of a gateway load balancer, to which the transit gateway leads first.
  private static func central(inspects: Bool) -> NetworkFixture {
    var net = NetworkFixture()
    net.transitGateway("tgw", usesDefaultTable: false)
    for (name, block) in [("a", "10.1"), ("b", "10.2"), ("hub", "10.9")] {
      net.vpc(name, ["\(block).0.0/16"])
      net.subnet("\(name)-hosts", "\(block).1.0/24", in: name, zone: "eu-west-1a")
      net.attach(name, to: "tgw", by: ["\(name)-hosts"], as: "\(name)-tgw")
      net.group("\(name)-open", in: name, [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
      net.instance("\(name)-host", in: "\(name)-hosts", ["\(name)-open"])
    }
    for name in ["a", "b"] { net.table("\(name)-table", in: name, [("0.0.0.0/0", to: "tgw")], for: ["\(name)-hosts"]) }
    net.gatewayEndpoint("gwlbe", .gatewayLoadBalancer, of: "hub")
    net.table("hub-table", in: "hub", inspects ? [("0.0.0.0/0", to: "gwlbe")] : [], for: ["hub-hosts"])
    net.transitTable("spokes", of: "tgw", [("0.0.0.0/0", to: "hub-tgw")], for: ["a-tgw", "b-tgw"])
    net.transitTable("hub", of: "tgw", for: ["hub-tgw"], learningFrom: ["a-tgw", "b-tgw"])
    return net
  }

  @Test func betweenSpokesItIsUndecided() {
    let answer = Self.central(inspects: true).answer(.endpoint("a-host"), to: .endpoint("b-host"), "tcp/443")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["gwlbe"])
    #expect(
      Self.central(inspects: false).answer(.endpoint("a-host"), to: .endpoint("b-host"), "tcp/443").verdict == .no)
  }

  @Test func toTheInternetItIsUndecided() {
    let answer = Self.central(inspects: true).answer(.endpoint("a-host"), to: .internet, "tcp/443")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["gwlbe"])
    #expect(Self.central(inspects: false).answer(.endpoint("a-host"), to: .internet, "tcp/443").verdict == .no)
  }

  /// What comes in from a transit gateway may be led to an appliance of the target's own VPC.
  @Test func anApplianceOfTheTargetsVPCLeavesItOpen() {
    var net = NetworkFixture()
    net.transitGateway("tgw")
    for (name, block) in [("a", "10.1"), ("b", "10.2")] {
      net.vpc(name, ["\(block).0.0/16"])
      net.subnet("\(name)-hosts", "\(block).1.0/24", in: name, zone: "eu-west-1a")
      net.subnet("\(name)-attachment", "\(block).2.0/28", in: name, zone: "eu-west-1a")
      net.attach(name, to: "tgw", by: ["\(name)-attachment"], as: "\(name)-tgw")
      net.table("\(name)-table", in: name, [("0.0.0.0/0", to: "tgw")], for: ["\(name)-hosts"])
      net.group("\(name)-open", in: name, [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
      net.instance("\(name)-host", in: "\(name)-hosts", ["\(name)-open"])
    }
    #expect(net.answer(.endpoint("a-host"), to: .endpoint("b-host"), "tcp/443").verdict == .yes)
    net.gatewayEndpoint("gwlbe", .gatewayLoadBalancer, of: "b")
    net.table("b-inspect", in: "b", [("10.2.1.0/24", to: "gwlbe")], for: ["b-attachment"])
    let answer = net.answer(.endpoint("a-host"), to: .endpoint("b-host"), "tcp/443")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["gwlbe"])
  }

  // MARK: NAT towards other networks

  /// Hosts whose packets for `10.2.0.0/16` a private NAT gateway sends on, to a transit gateway or nowhere.
  private static func translated(onward: [(String, to: String)]) -> NetworkFixture {
    var net = NetworkFixture()
    net.transitGateway("tgw")
    net.vpc("a", ["10.1.0.0/16", "100.64.0.0/16"])
    net.vpc("b", ["10.2.0.0/16"])
    net.subnet("hosts", "10.1.1.0/24", in: "a", zone: "eu-west-1a")
    net.subnet("routable", "100.64.1.0/24", in: "a", zone: "eu-west-1a")
    net.subnet("b-hosts", "10.2.1.0/24", in: "b", zone: "eu-west-1a")
    net.natGateway("nat", in: "routable", isPublic: false)
    net.table("hosts-table", in: "a", [("10.2.0.0/16", to: "nat")], for: ["hosts"])
    net.table("routable-table", in: "a", onward, for: ["routable"])
    net.table("b-table", in: "b", [("100.64.0.0/16", to: "tgw")], for: ["b-hosts"])
    net.attach("a", to: "tgw", by: ["routable"], as: "a-tgw")
    net.attach("b", to: "tgw", by: ["b-hosts"], as: "b-tgw")
    net.group("client", in: "a", [])
    net.group("server", in: "b", [NetworkFixture.rule(.ingress, "tcp/443", .block("100.64.0.0/16"))])
    net.instance("app", in: "hosts", ["client"])
    net.instance("web", in: "b-hosts", ["server"])
    return net
  }

  @Test func aPrivateNATGatewayMayLeadToAnotherVPC() {
    let answer = Self.translated(onward: [("10.2.0.0/16", to: "tgw")])
      .answer(.endpoint("app"), to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["nat"])
    #expect(Self.translated(onward: []).answer(.endpoint("app"), to: .endpoint("web"), "tcp/443").verdict == .no)
  }

  // MARK: Carrier gateways

  @Test func aCarrierGatewayLetsOutPerhapsAndNobodyIn() {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.subnet("edge", "10.0.1.0/24", in: "vpc")
    net.infrastructure.carrierGateways.append(
      CarrierGateway(declaration: NetworkFixture.declaration("cagw"), vpc: NetworkFixture.link("vpc")))
    net.table("table", in: "vpc", [("0.0.0.0/0", to: "cagw")], for: ["edge"])
    net.group("open", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.instance("device", in: "edge", ["open"], publicIP: true)
    let outbound = net.answer(.endpoint("device"), to: .internet, "tcp/443")
    #expect(outbound.verdict == .unknown)
    #expect(outbound.unknowns.map(\.subject) == ["cagw"])
    #expect(net.answer(.internet, to: .endpoint("device"), "tcp/443").verdict == .no)
  }
}
