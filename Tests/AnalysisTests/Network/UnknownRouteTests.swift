import AWSModel
import Analysis
import NetSpace
import Testing

/// Routes of which it is not known what they are for, beside one that leads to the internet: they take packets away from
/// it, but not all of them.
@Suite struct UnknownRouteTests {
  private struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var routes: [(String, to: String)]
    var sources = ["0.0.0.0/0"]
    let verdict: Verdict
    var testDescription: String { name }
  }

  private static let gateway: (String, to: String) = ("0.0.0.0/0", to: "igw")

  private static let cases = [
    Case(name: "half is left", routes: [gateway, ("cidr/?", to: "nat")], verdict: .yes),
    Case(
      name: "two halves are everything", routes: [gateway, ("cidr/?", to: "nat"), ("cidr2/?", to: "nat")],
      verdict: .unknown),
    Case(
      name: "a half and an address are not", routes: [gateway, ("cidr/?", to: "nat"), ("host/32", to: "nat")],
      verdict: .yes),
    Case(
      name: "peers are networks", routes: [gateway, ("cidr/?", to: "pcx"), ("cidr2/?", to: "pcx")], verdict: .yes),
    Case(
      name: "the block of a network is a /16",
      routes: [gateway, ("a.cidr_block/?", to: "nat"), ("b.cidr_block/?", to: "nat"), ("c.cidr_block/?", to: "nat")],
      verdict: .yes),
    Case(
      name: "one half may hold all that are admitted", routes: [gateway, ("cidr/?", to: "nat")],
      sources: ["8.0.0.0/24", "9.0.0.0/24"], verdict: .unknown),
    Case(
      name: "one half does not hold two", routes: [gateway, ("cidr/?", to: "nat")],
      sources: ["8.0.0.0/24", "200.0.0.0/24"], verdict: .yes),
    Case(
      name: "it is longer than the route to the gateway", routes: [("8.0.0.0/8", to: "igw"), ("cidr/?", to: "nat")],
      verdict: .yes),
    Case(
      name: "it comes before an entry of a list", routes: [("everything", to: "igw"), ("cidr/?", to: "nat")],
      verdict: .unknown),
    Case(name: "a list has many blocks", routes: [gateway, ("pl-1", to: "nat")], verdict: .unknown),
    Case(
      name: "an entry of a list is one block", routes: [gateway, ("doubtful", to: "nat")], verdict: .yes),
    Case(
      name: "all of IPv6 that is in use is one block", routes: [("::/0", to: "igw"), ("cidr/?", to: "nat")],
      sources: ["::/0"], verdict: .unknown),
    Case(name: "it leads to the gateway, too", routes: [gateway, ("cidr/?", to: "igw")], verdict: .yes),
  ]

  private static func network(_ routes: [(String, to: String)], _ sources: [String]) -> NetworkFixture {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16", "2600:1f18::/56"])
    net.vpc("other", ["10.1.0.0/16"])
    net.subnet("public", "10.0.0.0/24", in: "vpc", ipv6: "2600:1f18:0:0::/64")
    net.internetGateway("igw", attachedTo: "vpc")
    net.natGateway("nat", in: "public")
    net.peering("pcx", "vpc", "other")
    net.prefixList("everything", ["0.0.0.0/0"])
    net.prefixList("doubtful", ["cidr/?"])
    net.table("table", in: "vpc", routes, for: ["public"])
    net.group(
      "group",
      sources.map { NetworkFixture.rule(.ingress, "tcp/443", .block($0)) } + [
        NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"), .block("::/0"))
      ])
    net.instance("web", in: "public", ["group"], publicIP: true)
    return net
  }

  @Test(arguments: cases)
  private func answers(_ example: Case) {
    let net = Self.network(example.routes, example.sources)
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == example.verdict)
    #expect(answer.unknowns.isEmpty == (example.verdict == .yes))
    let exposures = net.facts.endpoints.flatMap(net.facts.exposures).filter { $0.endpoint.id.address == "web" }
    #expect(exposures.map(\.exists) == [example.verdict])
    let rows = ReachRow.rows(of: net.facts.reach(.endpoint(NetworkFixture.id("web")), from: [ChosenPeer(.internet)]))
    #expect(rows.map(\.verdict) == [example.verdict])
  }

  /// A route that may be there stands for any number of them: together they may take everything of their family.
  @Test func whatMayBeThereMayBeSeveral() throws {
    for (family, verdict) in [(AddressFamily.ipv4, Verdict.unknown), (.ipv6, .yes)] {
      var net = Self.network([Self.gateway], ["0.0.0.0/0"])
      let why = Unknown("routes", .knownAfterApply)
      let block = AddressBlock(prefix: .unknown(why), family: family)
      let table = try #require(net.infrastructure.routeTables.firstIndex { $0.id == NetworkFixture.id("table") })
      net.infrastructure.routeTables[table].routes.elements.append(
        Route(
          destination: Attribute(.known(.block(block)), place: NetworkFixture.place),
          target: Attribute(
            .known(.resource(.resource(NetworkFixture.id("nat")), attribute: "gateway_id")), place: NetworkFixture.place
          ),
          declaredBy: NetworkFixture.id("table"), place: NetworkFixture.place, existence: .possible([why])))
      #expect(net.answer(.internet, to: .endpoint("web"), "tcp/443").verdict == verdict)
    }
  }

  /// Of no single address it is certain, and that is said.
  @Test func whoeverItIsIsNotKnown() throws {
    let net = Self.network([Self.gateway, ("cidr/?", to: "nat")], ["0.0.0.0/0"])
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/443")
    #expect(answer.surviving.must.isEmpty)
    #expect(answer.forSomeAddress.traffic == Traffic(.tcp, ports: PortSet(443)))
    let trace = try #require(answer.deciding.first)
    #expect(trace.isForSome)
    #expect(trace.doubts.map(\.subject) == ["cidr/?"])
    #expect(trace.witnesses.isEmpty)
    #expect(net.answer(.addresses("8.8.8.8"), to: .endpoint("web"), "tcp/443").verdict == .unknown)
    let row = try #require(
      ReachRow.rows(of: net.facts.reach(.endpoint(NetworkFixture.id("web")), from: [ChosenPeer(.internet)])).first)
    #expect(row.isForSome)
    #expect(row.because.map(\.subject) == ["cidr/?"])
  }

  /// A change that lets some of the internet in is one, in both directions, and what is no change is none.
  @Test func changesForSomeAreChanges() {
    func side(_ routes: [(String, to: String)]) -> Comparison.Side {
      Comparison.Side(Self.network(routes, ["0.0.0.0/0"]).facts, root: "test")
    }
    let closed = side([("cidr/?", to: "nat")])
    let open = side([Self.gateway, ("cidr/?", to: "nat")])
    func rows(_ changes: Comparison.Changes) -> [String] {
      changes.flows.filter { !$0.internet.isEmpty && $0.target == .endpoint(NetworkFixture.id("web")) }.map {
        "\($0.someOf)\($0.traffic) \($0.verdict)"
      }
    }
    #expect(rows(Comparison(old: closed, new: open).opened) == ["some of tcp/443 yes"])
    #expect(rows(Comparison(old: open, new: closed).closed) == ["some of tcp/443 yes"])
    #expect(Comparison(old: open, new: open).opened.isEmpty)
  }

  @Test func whatIsLeftIsStillTheWorld() {
    for (sources, isWorld) in [("0.0.0.0/0", true), ("8.0.0.0/8", false)] {
      let net = Self.network([Self.gateway, ("cidr/?", to: "nat")], [sources])
      let exposures = net.facts.endpoints.flatMap(net.facts.exposures)
      #expect(exposures.map { $0.remaining.isWorld() } == [isWorld])
    }
  }

  @Test func someOfTheInternetIsReached() {
    let net = Self.network([Self.gateway, ("cidr/?", to: "pcx")], ["0.0.0.0/0"])
    #expect(net.answer(.endpoint("web"), to: .internet, "tcp/443").verdict == .yes)
    let two = Self.network([Self.gateway, ("cidr/?", to: "nat"), ("cidr2/?", to: "nat")], ["0.0.0.0/0"])
    let direct = two.answer(.endpoint("web"), to: .internet, "tcp/443").traces.filter { $0.via == "through igw" }
    #expect(direct.map(\.verdict) == [.unknown])
  }

  /// A host is one address: that the route leaves others alone says nothing of it.
  @Test func oneAddressIsNotSomeAddress() {
    var net = Self.network([Self.gateway, ("10.1.0.0/16", to: "pcx"), ("cidr/?", to: "nat")], ["0.0.0.0/0"])
    net.subnet("there", "10.1.0.0/24", in: "other")
    net.table("back", in: "other", [("10.0.0.0/16", to: "pcx")], for: ["there"])
    net.group("there-group", [NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))])
    net.instance("client", in: "there", ["there-group"])
    #expect(net.answer(.endpoint("client"), to: .endpoint("web"), "tcp/443").verdict == .unknown)
  }

  /// A subnet stays public beside such a route.
  @Test func theSubnetIsPublic() {
    for (routes, verdict) in [
      ([Self.gateway, ("cidr/?", to: "nat")], Verdict.yes),
      ([Self.gateway, ("cidr/?", to: "nat"), ("cidr2/?", to: "nat")], .unknown),
    ] {
      let net = Self.network(routes, ["0.0.0.0/0"])
      #expect(net.facts.publicSubnet(NetworkFixture.id("public")).verdict == verdict)
    }
  }

  /// An entry for one address leaves all others to the next one.
  @Test func anAddressThatIsDeniedIsOneOfMany() {
    for (block, verdict) in [("host/32", Verdict.yes), ("cidr/?", .unknown)] {
      var net = Self.network([Self.gateway], ["0.0.0.0/0"])
      net.networkACL(
        "acl", in: "vpc",
        Direction.allCases.flatMap { direction in
          [
            NetworkFixture.entry(10, direction, allows: false, "all", block),
            NetworkFixture.entry(20, direction, allows: true, "all", "0.0.0.0/0"),
          ]
        }, for: ["public"])
      #expect(net.answer(.internet, to: .endpoint("web"), "tcp/443").verdict == verdict)
    }
  }
}
