import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways to S3 and DynamoDB by a gateway endpoint.
@Suite struct GatewayEndpointTests {
  /// A subnet whose table names the endpoint `s3`, and one whose table does not.
  private static func network(
    egress: [NetworkFixture.RulePeerText] = [.block("0.0.0.0/0")], routes: [(String, to: String)] = [],
    tables: PartialList<Link>? = nil
  ) -> NetworkFixture {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.internetGateway("igw", attachedTo: "vpc")
    net.subnet("apps", "10.0.1.0/24", in: "vpc")
    net.subnet("others", "10.0.2.0/24", in: "vpc")
    net.table("apps-table", in: "vpc", routes, for: ["apps"])
    net.table("others-table", in: "vpc", [("0.0.0.0/0", to: "igw")], for: ["others"])
    net.gatewayEndpoint("s3", of: "vpc", in: tables ?? NetworkFixture.links(["apps-table"]))
    net.group("client", egress.map { NetworkFixture.rule(.egress, "tcp/443", $0) })
    net.instance("app", in: "apps", ["client"])
    net.instance("other", in: "others", ["client"], publicIP: true)
    return net
  }

  private static func answer(_ net: NetworkFixture, _ source: String = "app", _ traffic: String = "tcp/443") -> Answer {
    net.answer(.endpoint(source), to: .endpoint("s3"), traffic)
  }

  @Test func theRoutesOfTheEndpointLeadToTheService() {
    let answer = Self.answer(Self.network())
    #expect(answer.verdict == .yes)
    #expect(answer.nodes == ["app", "apps", "s3", "apps", "app"])
    // More specific than any default route.
    #expect(Self.answer(Self.network(routes: [("0.0.0.0/0", to: "igw")])).verdict == .yes)
    #expect(Self.answer(Self.network(routes: [("10.9.0.0/16", to: "igw")])).verdict == .yes)
  }

  @Test func aTableThatIsNotAssociatedDoesNot() {
    let answer = Self.answer(Self.network(), "other")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["NO_ROUTE_TO_DESTINATION"])
    #expect(answer.traces.flatMap(\.blockers).map(\.component) == ["route table others-table"])
  }

  @Test func tablesThatAreNotKnownAreUndecided() {
    let why = NetworkFixture.unknown("var.tables")
    let answer = Self.answer(Self.network(tables: PartialList(rest: [why])))
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns == [why])
  }

  @Test func routesThatMayBeMoreSpecificAreUndecided() {
    let answer = Self.answer(Self.network(routes: [("52.0.0.0/8", to: "igw")]))
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["the addresses of the service of s3"])
  }

  @Test func groupsHaveToLetItsAddressesOut() {
    #expect(Self.answer(Self.network(egress: [.block("10.0.0.0/8")])).verdict == .no)
    #expect(Self.answer(Self.network(egress: [.block("52.0.0.0/8")])).verdict == .unknown)
    #expect(Self.answer(Self.network(egress: [.group("client")])).verdict == .no)
    #expect(Self.answer(Self.network(), "app", "tcp/22").verdict == .no)
    #expect(Self.answer(Self.network(), "app", "udp/443").verdict == .no)
  }

  @Test func theListOfTheServiceIsKnownByItsName() {
    func verdict(_ list: NetworkFixture.RulePeerText, named name: String? = nil) -> Verdict {
      var net = Self.network(egress: [list])
      if let name {
        net.infrastructure.prefixLists.append(
          PrefixList(
            declaration: NetworkFixture.declaration("list"), name: NetworkFixture.attribute(PartialText(name)),
            entries: PartialList(rest: [NetworkFixture.unknown("entries")])))
      }
      return Self.answer(net).verdict
    }
    #expect(verdict(.prefixList("s3")) == .yes, "the attribute prefix_list_id of the endpoint")
    #expect(verdict(.prefixList("list"), named: "com.amazonaws.eu-west-1.s3") == .yes)
    #expect(verdict(.prefixList("list"), named: "com.amazonaws.eu-west-1.dynamodb") == .unknown)
    #expect(verdict(.prefixList("list"), named: "offices") == .unknown)
  }

  @Test func listsOfTheSubnetSeeItsAddresses() {
    func verdict(_ block: String) -> Verdict {
      var net = Self.network()
      net.networkACL(
        "strict", in: "vpc",
        [
          NetworkFixture.entry(100, .egress, allows: true, "tcp/443", block),
          NetworkFixture.entry(100, .ingress, allows: true, "tcp/1024-65535", "0.0.0.0/0"),
        ], for: ["apps"])
      return Self.answer(net).verdict
    }
    #expect(verdict("0.0.0.0/0") == .yes)
    #expect(verdict("52.0.0.0/8") == .unknown)
    #expect(verdict("10.0.0.0/16") == .no)
  }

  /// Connections to an endpoint cannot be extended out of its VPC.
  @Test func aPeerCannotUseIt() {
    var net = Self.network()
    net.vpc("peer", ["10.1.0.0/16"])
    net.subnet("far", "10.1.1.0/24", in: "peer")
    net.peering("pcx", "peer", "vpc")
    net.table("far-table", in: "peer", [("0.0.0.0/0", to: "pcx")], for: ["far"])
    net.group("far-group", in: "peer", [])
    net.instance("remote", in: "far", ["far-group"])
    let answer = Self.answer(net, "remote")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["DISCONNECTED_VPCS", "NO_ROUTE_TO_DESTINATION"])
  }

  @Test func reachAsksItLikeAnyTarget() {
    let facts = Self.network().facts
    let reach = facts.reach(.endpoint("s3"))
    #expect(reach.map(\.source) == [.endpoint(NetworkFixture.id("app"))])
  }
}
