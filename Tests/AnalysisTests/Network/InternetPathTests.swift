import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways between the internet and a VPC, one property of AWS networks at a time.
@Suite struct InternetPathTests {
  /// A VPC with a public subnet `public` and a private one `private`, and a group `open` for everybody.
  static func network() -> NetworkFixture {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16", "2600:1f18::/56"])
    net.subnet("public", "10.0.0.0/24", in: "vpc", ipv6: "2600:1f18:0:0::/64")
    net.subnet("private", "10.0.1.0/24", in: "vpc")
    net.internetGateway("igw", attachedTo: "vpc")
    net.table("public-table", in: "vpc", [("0.0.0.0/0", to: "igw"), ("::/0", to: "igw")], for: ["public"])
    net.group("open", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"), .block("::/0"))])
    return net
  }

  @Test func publicInstanceIsReached() {
    var net = Self.network()
    net.instance("web", in: "public", ["open"], publicIP: true)
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == .yes)
    #expect(answer.nodes == ["internet", "igw", "public", "web", "public", "igw", "internet"])
  }

  /// The block that AWS gives a VPC is a small part of IPv6: all others come in by the gateway, whichever it is.
  @Test(arguments: [("::/0", Verdict.yes, false), ("2a00::/12", .yes, true), ("2a05:d014::1", .unknown, false)])
  func theOwnBlockOfAVPCIsASmallPartOfTheInternet(_ source: String, _ verdict: Verdict, _ isForSome: Bool) {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16", "vpc.ipv6_cidr_block/56"])
    net.subnet("public", "10.0.0.0/24", in: "vpc", ipv6: "subnet.ipv6_cidr_block/64")
    net.internetGateway("igw", attachedTo: "vpc")
    net.table("public-table", in: "vpc", [("::/0", to: "igw")], for: ["public"])
    net.group("open", [NetworkFixture.rule(.ingress, "all", .block("::/0"))])
    net.instance("web", in: "public", ["open"])
    let answer = net.answer(.addresses(source), to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == verdict)
    #expect((answer.deciding.first?.isForSome ?? false) == isForSome)
  }

  /// Who writes an address for documentation means the public one that will stand there.
  @Test(arguments: [
    ("203.0.113.0/24", Verdict.yes), ("198.51.100.7/32", .yes), ("10.0.0.0/8", .no), ("100.64.0.0/10", .no),
  ])
  func anAddressOfAnExampleIsOneOfTheInternet(office: String, verdict: Verdict) throws {
    var net = Self.network()
    net.group("office", [NetworkFixture.rule(.ingress, "tcp/22", .block(office))])
    net.instance("bastion", in: "public", ["office"], publicIP: true)
    let answer = net.answer(.internet, to: .endpoint("bastion"), "tcp/22")
    #expect(answer.verdict == verdict)
    #expect(answer.surviving.must.sources == (verdict == .yes ? AddressSet(try #require(IPPrefix(office))) : .empty))
  }

  @Test func privateSubnetHasBothBlockers() {
    var net = Self.network()
    net.instance("app", in: "private", ["open"])
    let answer = net.answer(.internet, to: .endpoint("app"), "tcp/22")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "NO_ROUTE_TO_DESTINATION"])
    #expect(answer.nodes == ["internet", "igw", "private", "app", "private", "igw", "internet"])
  }

  @Test func onlyTheMissingRouteIsAskedFor() {
    var net = Self.network()
    net.table("half", in: "vpc", [("0.0.0.0/0", to: "igw")], for: ["public"])
    net.instance("web", in: "public", ["open"], publicIP: true)
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/443")
    let remedies = answer.traces.flatMap(\.steps).filter { $0.kind == .routeTable }.compactMap(\.remedy)
    #expect(remedies == ["route any IPv6 address to igw in half"])
  }

  @Test func answersByANATGatewayAreLost() {
    var net = Self.network()
    net.natGateway("nat", in: "public")
    net.table("private-table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["private"])
    net.instance("app", in: "private", ["open"], publicIP: true)
    let answer = net.answer(.internet, to: .endpoint("app"), "tcp/22")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["MORE_SPECIFIC_ROUTE"] || answer.codes == ["NO_ROUTE_TO_DESTINATION"])
    #expect(answer.traces.flatMap(\.blockers).allSatisfy { $0.kind == .routeTable && $0.isReturn })
  }

  @Test func anUnattachedGatewayGivesNothing() {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.subnet("public", "10.0.0.0/24", in: "vpc")
    net.internetGateway("igw", attachedTo: nil)
    net.table("table", in: "vpc", [("0.0.0.0/0", to: "igw")], for: ["public"])
    net.group("open", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.instance("web", in: "public", ["open"], publicIP: true)
    let answer = net.answer(.internet, to: .endpoint("web"))
    #expect(answer.verdict == .no)
    #expect(answer.codes.contains("NO_PATH"))
    #expect(net.facts.publicSubnet(NetworkFixture.id("public")).verdict == .no)
  }

  @Test func theMoreSpecificRouteDecides() {
    var net = Self.network()
    net.natGateway("nat", in: "public")
    net.subnet("mixed", "10.0.2.0/24", in: "vpc")
    net.table("mixed-table", in: "vpc", [("0.0.0.0/0", to: "igw"), ("8.8.0.0/16", to: "nat")], for: ["mixed"])
    net.instance("web", in: "mixed", ["open"], publicIP: true)
    #expect(net.answer(.addresses("8.8.8.8"), to: .endpoint("web"), "tcp/80").verdict == .no)
    #expect(net.answer(.addresses("8.9.8.8"), to: .endpoint("web"), "tcp/80").verdict == .yes)
  }

  /// Which subnet a NAT gateway is in makes no difference where all of them lead out.
  @Test func aNATGatewayInOneOfSeveralSubnetsLeadsOutIfAllDo() {
    var net = Self.network()
    net.subnet("other", "10.0.3.0/24", in: "vpc")
    net.table("other-table", in: "vpc", [("0.0.0.0/0", to: "igw")], for: ["other"])
    net.subnet("lost", "10.0.4.0/24", in: "vpc")
    for (gateway, subnets) in [("nat", ["public", "other"]), ("doubtful", ["public", "lost"])] {
      let why = NetworkFixture.unknown("its subnet")
      net.infrastructure.natGateways.append(
        NATGateway(
          declaration: NetworkFixture.declaration(gateway),
          subnet: Link(.oneOf(subnets.map(NetworkFixture.id), why), at: NetworkFixture.place), vpc: nil,
          isPublic: NetworkFixture.attribute(true)))
    }
    net.subnet("private2", "10.0.5.0/24", in: "vpc")
    net.table("table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["private"])
    net.table("table2", in: "vpc", [("0.0.0.0/0", to: "doubtful")], for: ["private2"])
    net.group("out", [NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))])
    net.instance("app", in: "private", ["out"])
    net.instance("app2", in: "private2", ["out"])
    #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == .yes)
    #expect(net.answer(.endpoint("app2"), to: .internet, "tcp/443").verdict == .unknown)
  }

  /// Addresses that examples use stand for those of the internet.
  @Test func addressesOfExamplesComeFromTheInternet() {
    var net = Self.network()
    net.group("office", [NetworkFixture.rule(.ingress, "tcp/22", .block("203.0.113.0/24"))])
    net.instance("web", in: "public", ["office"], publicIP: true)
    #expect(net.answer(.addresses("203.0.113.9"), to: .endpoint("web"), "tcp/22").verdict == .yes)
    #expect(net.answer(.addresses("198.51.100.9"), to: .endpoint("web"), "tcp/22").verdict == .no)
  }

  @Test func aBlockComesBeforeAListOfTheSameLength() {
    var net = Self.network()
    net.natGateway("nat", in: "public")
    net.prefixList("list", ["8.8.0.0/16"])
    net.subnet("mixed", "10.0.2.0/24", in: "vpc")
    net.table("mixed-table", in: "vpc", [("list", to: "nat"), ("8.8.0.0/16", to: "igw")], for: ["mixed"])
    net.instance("web", in: "mixed", ["open"], publicIP: true)
    #expect(net.answer(.addresses("8.8.8.8"), to: .endpoint("web"), "tcp/80").verdict == .yes)
  }

  /// A public subnet gives nothing to whoever has no public address, in either direction.
  @Test func withoutAPublicAddressNothingLeavesByTheGateway() {
    var net = Self.network()
    net.instance("app", in: "public", ["open"], publicIP: false)
    let outbound = net.answer(.endpoint("app"), to: .addresses("8.8.8.8"), "tcp/443")
    #expect(outbound.verdict == .no)
    #expect(outbound.codes == ["IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"])
    net.instance("web", in: "public", ["open"], publicIP: true)
    #expect(net.answer(.endpoint("web"), to: .addresses("8.8.8.8"), "tcp/443").verdict == .yes)
  }

  @Test func aSubnetWithoutAssociationHasTheMainTable() {
    var net = Self.network()
    net.mainTable("public-table", of: "vpc")
    net.instance("web", in: "private", ["open"], publicIP: true)
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/80").verdict == .yes)
    #expect(net.facts.publicSubnet(NetworkFixture.id("private")).verdict == .yes)
  }

  @Test func anInstanceOfTheDefaultVPCIsPublic() {
    var net = Self.network()
    net.infrastructure.instances.append(
      Instance(
        declaration: NetworkFixture.declaration("web"), subnet: nil, groups: NetworkFixture.links(["open"]),
        associatesPublicIP: nil, hasIPv6: nil, sourceDestCheck: NetworkFixture.attribute(true), profile: nil,
        interfaces: PartialList(), launchTemplate: nil))
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/22")
    #expect(answer.verdict == .yes)
    #expect(answer.nodes.contains("a subnet of the default VPC"))
  }

  // MARK: Filters

  @Test func aNetworkACLIsReadByNumberNotByPosition() {
    var net = Self.network()
    net.instance("web", in: "public", ["open"], publicIP: true)
    net.networkACL(
      "acl", in: "vpc",
      [
        NetworkFixture.entry(200, .ingress, allows: true, "all", "0.0.0.0/0"),
        NetworkFixture.entry(100, .ingress, allows: false, "tcp/22", "0.0.0.0/0"),
        NetworkFixture.entry(100, .egress, allows: true, "all", "0.0.0.0/0"),
      ], for: ["public"])
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/22").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/22").codes == ["SUBNET_ACL_RESTRICTION"])
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/23").verdict == .yes)
  }

  @Test func aNetworkACLDropsTheAnswers() {
    var net = Self.network()
    net.instance("web", in: "public", ["open"], publicIP: true)
    net.networkACL(
      "acl", in: "vpc",
      [
        NetworkFixture.entry(100, .ingress, allows: true, "all", "0.0.0.0/0"),
        NetworkFixture.entry(100, .egress, allows: true, "tcp/443", "0.0.0.0/0"),
      ], for: ["public"])
    // Only a client that used port 443 itself would get an answer.
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/443")
    #expect(answer.surviving.must.sourcePorts(for: .tcp) == PortSet(443))
    #expect(
      answer.traces.flatMap(\.steps).contains { $0.isReturn && $0.kind == .networkACL(.egress) && $0.code != nil })
    #expect(net.answer(.internet, to: .endpoint("web"), "udp/53").verdict == .no)
  }

  @Test func anEchoReplyIsWhatANetworkACLSeesComingBack() {
    for (reply, expected) in [("icmp/0", Verdict.yes), ("icmp/8", .no)] {
      var net = Self.network()
      net.instance("web", in: "public", ["open"], publicIP: true)
      net.networkACL(
        "acl", in: "vpc",
        [
          NetworkFixture.entry(100, .ingress, allows: true, "icmp/8", "0.0.0.0/0"),
          NetworkFixture.entry(100, .egress, allows: true, reply, "0.0.0.0/0"),
        ], for: ["public"])
      #expect(net.answer(.internet, to: .endpoint("web"), "icmp/8").verdict == expected, "egress \(reply)")
    }
  }

  @Test func anIPv6EchoReplyHasAnotherType() {
    for (reply, expected) in [("icmpv6/129", Verdict.yes), ("icmpv6/128", .no), ("icmpv6/0", .no)] {
      var net = Self.network()
      net.instance("web", in: "public", ["open"])
      net.networkACL(
        "acl", in: "vpc",
        [
          NetworkFixture.entry(100, .ingress, allows: true, "icmpv6/128", "::/0"),
          NetworkFixture.entry(100, .egress, allows: true, reply, "::/0"),
        ], for: ["public"])
      #expect(net.answer(.internet, to: .endpoint("web"), "icmpv6/128").verdict == expected, "egress \(reply)")
    }
  }

  @Test func aGroupReferenceNeverMatchesTheInternet() {
    var net = Self.network()
    net.group("members", [])
    net.group("db", [NetworkFixture.rule(.ingress, "tcp/5432", .group("members"))])
    net.instance("client", in: "public", ["members"], publicIP: true)
    net.instance("stranger", in: "public", ["open"], publicIP: true)
    net.instance("db", in: "public", ["db"], publicIP: true)
    #expect(net.answer(.internet, to: .endpoint("db")).verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("db")).codes == ["ENI_SG_RULES_MISMATCH"])
    #expect(net.answer(.endpoint("client"), to: .endpoint("db"), "tcp/5432").verdict == .yes)
    #expect(net.answer(.endpoint("stranger"), to: .endpoint("db"), "tcp/5432").verdict == .no)
  }

  @Test func aPrefixListIsTheUnionOfItsEntries() {
    var net = Self.network()
    net.prefixList("offices", ["8.8.8.0/24", "9.9.9.0/24"])
    net.group("office", [NetworkFixture.rule(.ingress, "tcp/22", .prefixList("offices"))])
    net.instance("web", in: "public", ["office"], publicIP: true)
    #expect(net.answer(.addresses("9.9.9.9"), to: .endpoint("web"), "tcp/22").verdict == .yes)
    #expect(net.answer(.addresses("9.9.8.9"), to: .endpoint("web"), "tcp/22").verdict == .no)
  }

  // MARK: IPv6

  @Test func reachableOverIPv6Only() {
    var net = Self.network()
    net.instance("web", in: "public", ["open"], publicIP: false)
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == .yes)
    #expect(answer.surviving.must.restricting(to: .ipv4).isEmpty)
    #expect(!answer.surviving.must.restricting(to: .ipv6).isEmpty)
    #expect(net.answer(.addresses("2a00::1"), to: .endpoint("web"), "tcp/443").verdict == .yes)
  }

  @Test func anEgressOnlyGatewayLetsNobodyIn() {
    var net = Self.network()
    net.subnet("six", "10.0.3.0/24", in: "vpc", ipv6: "2600:1f18:0:3::/64")
    net.egressOnlyGateway("eigw", in: "vpc")
    net.table("six-table", in: "vpc", [("::/0", to: "eigw")], for: ["six"])
    net.instance("app", in: "six", ["open"])
    #expect(net.answer(.internet, to: .endpoint("app")).verdict == .no)
    let outbound = net.answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(outbound.verdict == .yes)
    #expect(outbound.nodes == ["app", "six", "eigw", "internet", "eigw", "six", "app"])
    #expect(net.facts.publicSubnet(NetworkFixture.id("six")).verdict == .no)
  }

  // MARK: NAT

  private func translated(isPublic: Bool) -> NetworkFixture {
    var net = Self.network()
    net.natGateway("nat", in: "public", isPublic: isPublic)
    net.table("private-table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["private"])
    net.instance("app", in: "private", ["open"])
    return net
  }

  @Test func aNATGatewayLetsOutAndNotIn() {
    let net = translated(isPublic: true)
    let outbound = net.answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(outbound.verdict == .yes)
    #expect(outbound.nodes == ["app", "private", "nat", "igw", "internet", "nat", "private", "app"])
    #expect(net.answer(.internet, to: .endpoint("app")).verdict == .no)
    #expect(net.answer(.endpoint("app"), to: .internet, "50").verdict == .no, "only TCP, UDP and ICMP are translated")
  }

  @Test func aPrivateNATGatewayLeadsNowhere() {
    #expect(translated(isPublic: false).answer(.endpoint("app"), to: .internet).verdict == .no)
  }

  @Test func aNATGatewayTakesAPortOfItsOwn() {
    var net = translated(isPublic: true)
    net.networkACL(
      "acl", in: "vpc",
      [
        NetworkFixture.entry(100, .ingress, allows: true, "all", "10.0.0.0/16"),
        NetworkFixture.entry(110, .ingress, allows: true, "tcp/1024-2000", "0.0.0.0/0"),
        NetworkFixture.entry(100, .egress, allows: true, "all", "0.0.0.0/0"),
      ], for: ["public"])
    let answer = net.answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(answer.surviving.must.sourcePorts(for: .tcp).contains(49152))
  }

  /// The gateway takes any port from 1024 on: where only some are answered, some connections fail.
  @Test func aNATGatewayIsAnsweredOnSomePortsOnly() throws {
    for (ports, lost) in [
      ("32768-65535", PortSet(1024...32767)), ("1024-2000", PortSet(2001...65535)), ("1024-65535", .empty),
    ] {
      var net = translated(isPublic: true)
      net.networkACL(
        "acl", in: "vpc",
        [
          NetworkFixture.entry(100, .ingress, allows: true, "all", "10.0.0.0/16"),
          NetworkFixture.entry(110, .ingress, allows: true, "tcp/\(ports)", "0.0.0.0/0"),
          NetworkFixture.entry(100, .egress, allows: true, "all", "0.0.0.0/0"),
        ], for: ["public"])
      let answer = net.answer(.endpoint("app"), to: .internet, "tcp/443")
      #expect(answer.verdict == .yes)
      let trace = try #require(answer.deciding.first)
      #expect(trace.translatedPorts?.lost(.tcp) == lost)
      #expect("\(try #require(trace.translatedPorts).gateway)" == "nat")
      #expect(trace.trafficFromEveryPort(of: answer.clientPorts).may.isEmpty == !lost.isEmpty)
      let dropped = net.facts.droppedAnswers
      #expect(dropped.map(\.verdict) == (lost.isEmpty ? [] : [.yes]), "\(ports)")
      #expect(dropped.allSatisfy { "\($0.acl.id) \($0.direction)" == "acl ingress" })
    }
  }

  /// What the list lets in is not known: neither is whether the answers come back.
  @Test func whichAnswersANATGatewayGetsMayNotBeKnown() {
    var net = translated(isPublic: true)
    net.networkACL(
      "acl", in: "vpc",
      [
        NetworkFixture.entry(100, .ingress, allows: true, "all", "10.0.0.0/16"),
        NetworkFixture.entry(100, .egress, allows: true, "all", "0.0.0.0/0"),
      ], for: ["public"])
    let position = net.infrastructure.networkACLs.count - 1
    net.infrastructure.networkACLs[position].entries.rest.append(NetworkFixture.unknown("more entries"))
    let answer = net.answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(answer.verdict == .unknown)
    let doubtful = answer.traces.flatMap(\.steps).filter { $0.isReturn && !$0.passed.isExact }
    // From the internet to the gateway, and from there to the source.
    #expect(doubtful.flatMap(\.unknowns).map(\.subject) == ["more entries", "more entries"])
  }

  /// The way of a NAT gateway to the internet is that of its own subnet.
  @Test func aNATGatewayInAPrivateSubnetLeadsNowhere() {
    var net = Self.network()
    net.subnet("inner", "10.0.4.0/24", in: "vpc")
    net.natGateway("nat", in: "inner")
    net.table("private-table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["private"])
    net.instance("app", in: "private", ["open"])
    let answer = net.answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(answer.verdict == .no)
    #expect(answer.codes.contains("NO_ROUTE_TO_DESTINATION"))
  }

  /// The list of its subnet sees both legs: what clients send to it comes in with the port of the service.
  @Test func theListOfANATGatewaysSubnetSeesTheClients() {
    for (port, expected) in [("tcp/443", Verdict.yes), ("tcp/1024-65535", .no)] {
      var net = translated(isPublic: true)
      net.networkACL(
        "acl", in: "vpc",
        [
          NetworkFixture.entry(100, .ingress, allows: true, port, "10.0.1.0/24"),
          NetworkFixture.entry(110, .ingress, allows: true, "tcp/1024-65535", "0.0.0.0/0"),
          NetworkFixture.entry(120, .ingress, allows: false, "all", "10.0.0.0/16"),
          NetworkFixture.entry(100, .egress, allows: true, "all", "0.0.0.0/0"),
        ], for: ["public"])
      #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == expected, "ingress \(port)")
    }
  }

  @Test func aClientInTheNATGatewaysOwnSubnetDoesNotGetOut() {
    var net = Self.network()
    net.natGateway("nat", in: "private")
    net.table("private-table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["private"])
    net.instance("app", in: "private", ["open"])
    #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == .no)
  }

  @Test func aRouteToAnUnknownTargetMayLeadOut() {
    var net = Self.network()
    net.infrastructure.routeTables.append(
      RouteTable(
        declaration: NetworkFixture.declaration("table"), vpc: NetworkFixture.link("vpc"),
        routes: PartialList([
          Route(
            destination: NetworkFixture.attribute(.block(NetworkFixture.block("0.0.0.0/0"))),
            target: NetworkFixture.attribute(
              .resource(.unknown(NetworkFixture.unknown("var.nat")), attribute: "nat_gateway_id")),
            declaredBy: NetworkFixture.id("route"), place: NetworkFixture.place)
        ])))
    net.infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: NetworkFixture.declaration("association"), table: NetworkFixture.link("table"),
        subject: .subnet(.resource(NetworkFixture.id("private"))), place: NetworkFixture.place))
    net.instance("app", in: "private", ["open"])
    let answer = net.answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject).contains("var.nat"))
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/443").verdict == .no)
  }

  @Test func aNATInstanceIsNotFollowed() {
    var net = Self.network()
    net.instance("nat", in: "public", ["open"], publicIP: true, forwards: true)
    net.table("private-table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["private"])
    net.instance("app", in: "private", ["open"])
    let answer = net.answer(.endpoint("app"), to: .internet, "tcp/443")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject).contains("nat"))
  }

  // MARK: Unknown

  @Test func anUnknownBlockMakesTheAnswerUndecided() {
    var net = Self.network()
    net.group("admin", [NetworkFixture.rule(.ingress, "tcp/22", .block("${var.office}"))])
    net.instance("web", in: "public", ["admin"], publicIP: true)
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/22")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["${var.office}"])
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/23").verdict == .no)
  }

  @Test func anUnknownGroupMakesTheAnswerUndecided() {
    var net = Self.network()
    net.instance("web", in: "public", [], publicIP: true)
    let why = NetworkFixture.unknown("var.group")
    let web = net.infrastructure.instances[0]
    net.infrastructure.instances[0] = Instance(
      declaration: web.declaration, subnet: web.subnet,
      groups: PartialList([Link(.unknown(why), at: NetworkFixture.place)]), associatesPublicIP: web.associatesPublicIP,
      hasIPv6: nil, sourceDestCheck: web.sourceDestCheck, profile: nil, interfaces: PartialList(), launchTemplate: nil)
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/22")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns == [why])
  }

  @Test func anUnknownSubnetBlockStillHasAddresses() {
    var net = Self.network()
    net.subnet("blank", "${cidrsubnet}", in: "vpc")
    net.instance("a", in: "blank", ["open"])
    net.instance("b", in: "private", ["open"])
    #expect(net.answer(.endpoint("a"), to: .endpoint("b"), "tcp/80").verdict == .yes)
  }
}
