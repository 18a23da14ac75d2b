import AWSModel
import Analysis
import NetSpace
import Testing

/// What stands at an internet gateway, and routes to appliances, one property at a time.
@Suite struct PublicAccessTests {
  private static func network(blocking mode: PublicAccessBlock.Mode) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.instance("web", in: "public", ["open"], publicIP: true)
    net.natGateway("nat", in: "public")
    net.table("private-table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["private"])
    net.instance("app", in: "private", ["open"])
    net.infrastructure.publicAccessBlocks.append(
      PublicAccessBlock(declaration: NetworkFixture.declaration("bpa"), mode: NetworkFixture.attribute(mode)))
    return net
  }

  private static func exclude(
    _ subject: PublicAccessExclusion.Subject, _ mode: PublicAccessExclusion.Mode, in net: inout NetworkFixture
  ) {
    net.infrastructure.publicAccessExclusions.append(
      PublicAccessExclusion(
        declaration: NetworkFixture.declaration("exclusion"), subject: subject, mode: NetworkFixture.attribute(mode)))
  }

  @Test func ingressIsBlockedButNATGatewaysSend() {
    let net = Self.network(blocking: .ingress)
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["VPC_BLOCK_PUBLIC_ACCESS_ENABLED"])
    #expect(net.answer(.endpoint("web"), to: .internet, "tcp/443").verdict == .no)
    #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == .yes)
  }

  @Test func bothDirectionsAreBlockedForNATGatewaysToo() {
    let net = Self.network(blocking: .bidirectional)
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/443").verdict == .no)
    #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == .no)
    #expect(Self.network(blocking: .off).answer(.internet, to: .endpoint("web"), "tcp/443").verdict == .yes)
  }

  @Test func excludedSubnetsAndVPCsAreLeftAlone() {
    var net = Self.network(blocking: .bidirectional)
    Self.exclude(.subnet(NetworkFixture.link("public")), .bidirectional, in: &net)
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/443").verdict == .yes)

    net = Self.network(blocking: .bidirectional)
    Self.exclude(.vpc(NetworkFixture.link("vpc")), .egress, in: &net)
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/443").verdict == .no)
    #expect(net.answer(.endpoint("web"), to: .internet, "tcp/443").verdict == .yes)
  }

  // MARK: Appliances

  /// Somebody on the internet with an IPv4 address.
  private static let client = IPPrefix("203.0.113.7/32").map { Peer.addresses(AddressSet($0)) } ?? .internet

  private static func withGatewayTable(_ routes: [(String, to: String)]) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.instance("web", in: "public", ["open"], publicIP: true)
    net.instance("firewall", in: "private", ["open"], forwards: true)
    net.table("edge", in: "vpc", routes)
    net.infrastructure.routeTableAssociations.append(
      RouteTableAssociation(
        declaration: NetworkFixture.declaration("edge-association"), table: NetworkFixture.link("edge"),
        subject: .gateway(.resource(NetworkFixture.id("igw"))), place: NetworkFixture.place))
    return net
  }

  @Test func aTableOfTheGatewayThatRedirectsLeavesItOpen() {
    let net = Self.withGatewayTable([("10.0.0.0/24", to: "firewall")])
    let answer = net.answer(Self.client, to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == .unknown)
    // What comes by the other family is not led there.
    #expect(net.answer(.internet, to: .endpoint("web"), "tcp/443").verdict == .yes)
    #expect(answer.unknowns.map(\.subject) == ["where edge sends what is for public"])
    #expect(
      Self.withGatewayTable([("10.0.1.0/24", to: "firewall")]).answer(.internet, to: .endpoint("web"), "tcp/443")
        .verdict
        == .yes)
  }

  /// What is led to a machine that checks its destination ends there, unless it is for that machine.
  @Test func aTableOfTheGatewayThatLeadsToAMachineThatForwardsNothing() {
    for (target, forwards, expected) in [
      ("machine", true, Verdict.unknown), ("machine", false, .no), ("web", false, .unknown),
    ] {
      var net = Self.withGatewayTable([("10.0.0.0/24", to: target)])
      net.instance("machine", in: "private", ["open"], forwards: forwards)
      let answer = net.answer(Self.client, to: .endpoint("web"), "tcp/443")
      #expect(answer.verdict == expected, "\(target) \(forwards)")
    }
  }

  /// A machine that checks source and destination forwards nothing; what another one does is not known.
  @Test(arguments: [(true, Verdict.unknown), (false, Verdict.no)])
  func aNATInstanceHasToForward(forwards: Bool, verdict: Verdict) {
    var net = InternetPathTests.network()
    net.instance("nat-instance", in: "public", ["open"], publicIP: true, forwards: forwards)
    net.table("private-table", in: "vpc", [("0.0.0.0/0", to: "nat-instance")], for: ["private"])
    net.instance("app", in: "private", ["open"])
    #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == verdict)
  }

  /// A route more specific than the local one takes traffic to an appliance, which may pass it on to some groups' rules.
  @Test func anApplianceInsideTheVPCLeavesItOpen() {
    var net = InternetPathTests.network()
    net.subnet("other", "10.0.7.0/24", in: "vpc")
    net.instance("appliance", in: "other", ["open"], forwards: true)
    net.table("private-table", in: "vpc", [("10.0.0.0/24", to: "appliance")], for: ["private"])
    net.group("by-group", [NetworkFixture.rule(.ingress, "tcp/80", .group("open"))])
    net.instance("app", in: "private", ["open"])
    net.instance("web", in: "public", ["open"])
    net.instance("referring", in: "public", ["by-group"])
    #expect(net.answer(.endpoint("app"), to: .endpoint("web"), "tcp/80").verdict == .unknown)
    // Group references do not work through a middlebox.
    #expect(net.answer(.endpoint("app"), to: .endpoint("referring"), "tcp/80").verdict == .no)
  }

  @Test func aRegionalNATGatewayUsesTheGatewayOfItsVPC() {
    var net = InternetPathTests.network()
    net.infrastructure.natGateways.append(
      NATGateway(
        declaration: NetworkFixture.declaration("regional"), subnet: nil, vpc: NetworkFixture.link("vpc"),
        isPublic: NetworkFixture.attribute(true)))
    net.table("private-table", in: "vpc", [("0.0.0.0/0", to: "regional")], for: ["private"])
    net.instance("app", in: "private", ["open"])
    #expect(net.answer(.endpoint("app"), to: .internet, "tcp/443").verdict == .yes)
  }

  // MARK: Addresses and endpoints for services

  private static func owned(_ name: String, _ address: String, in subnet: String, _ groups: [String]) -> Instance {
    Instance(
      declaration: NetworkFixture.declaration(name), subnet: NetworkFixture.link(subnet),
      groups: NetworkFixture.links(groups), associatesPublicIP: nil, hasIPv6: nil,
      sourceDestCheck: NetworkFixture.attribute(true), profile: nil, interfaces: PartialList(), launchTemplate: nil,
      addresses: PartialList([NetworkFixture.attribute(NetworkFixture.block("\(address)/32"))]))
  }

  @Test func anAddressThatIsWrittenDownDecidesWhereOnlyAPartOfASubnetIsNamed() {
    var net = InternetPathTests.network()
    net.group("half", [NetworkFixture.rule(.ingress, "tcp/5432", .block("10.0.1.0/25"))])
    net.database("db", in: ["private"], ["half"])
    net.infrastructure.instances.append(Self.owned("low", "10.0.1.7", in: "private", ["open"]))
    net.infrastructure.instances.append(Self.owned("high", "10.0.1.200", in: "private", ["open"]))
    net.instance("drawn", in: "private", ["open"])
    #expect(net.answer(.endpoint("low"), to: .endpoint("db"), "tcp/5432").verdict == .yes)
    #expect(net.answer(.endpoint("high"), to: .endpoint("db"), "tcp/5432").verdict == .no)
    #expect(net.answer(.endpoint("drawn"), to: .endpoint("db"), "tcp/5432").verdict == .unknown)
  }

  @Test func anInterfaceEndpointIsReachedAsItsGroupsSay() {
    var net = InternetPathTests.network()
    net.group("https", [NetworkFixture.rule(.ingress, "tcp/443", .block("10.0.1.0/24"))])
    net.instance("app", in: "private", ["open"])
    net.instance("web", in: "public", ["open"])
    net.infrastructure.vpcEndpoints.append(
      VPCEndpoint(
        declaration: NetworkFixture.declaration("kms"), kind: NetworkFixture.attribute(.interface),
        vpc: NetworkFixture.link("vpc"), service: NetworkFixture.attribute(PartialText("com.amazonaws.eu-west-1.kms")),
        subnets: NetworkFixture.links(["private"]), groups: NetworkFixture.links(["https"]), tables: PartialList(),
        hasPrivateDNS: NetworkFixture.attribute(true), policy: nil))
    #expect(net.answer(.endpoint("app"), to: .endpoint("kms"), "tcp/443").verdict == .yes)
    #expect(net.answer(.endpoint("app"), to: .endpoint("kms"), "tcp/80").verdict == .no)
    #expect(net.answer(.endpoint("web"), to: .endpoint("kms"), "tcp/443").verdict == .no)
  }
}
