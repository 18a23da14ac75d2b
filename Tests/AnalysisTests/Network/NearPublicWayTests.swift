import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways to the public address of an interface in one's own VPC: out by the internet gateway and in again.
@Suite struct NearPublicWayTests {
  /// `app` and `web` with elastic addresses in one public subnet, `hidden` in a private one behind a NAT gateway.
  private static func network(admits: NetworkFixture.RulePeerText) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.group("client", [NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))])
    net.group("server", [NetworkFixture.rule(.ingress, "tcp/443", admits)])
    net.instance("app", in: "public", ["client"])
    net.instance("web", in: "public", ["server"])
    net.elasticIP("app-eip", "52.1.2.3", heldBy: "app")
    net.elasticIP("web-eip", "52.1.2.4", heldBy: "web")
    return net
  }

  private static func verdict(
    _ net: NetworkFixture, _ source: String = "app", publicly: Bool = true, _ traffic: String = "tcp/443"
  ) -> Verdict {
    net.facts.answer(
      Query(
        source: .endpoint(source), target: .endpoint("web"), traffic: NetworkFixture.traffic(traffic).bounds.may,
        usesPublicAddresses: publicly)
    ).verdict
  }

  @Test func theElasticAddressIsAdmitted() {
    let net = Self.network(admits: .block("52.1.2.3/32"))
    #expect(Self.verdict(net) == .yes)
    #expect(Self.verdict(net, publicly: false) == .no)
    #expect(Self.verdict(net, "app", "tcp/22") == .no)
    #expect(Self.verdict(Self.network(admits: .block("52.1.2.9/32"))) == .no)
  }

  /// A reference to a group means private addresses: it opens the private way, whatever the public one is.
  @Test func aGroupOpensThePrivateWayOnly() {
    let net = Self.network(admits: .group("client"))
    let answer = net.facts.answer(
      Query(
        source: .endpoint("app"), target: .endpoint("web"), traffic: NetworkFixture.traffic("tcp/443").bounds.may,
        usesPublicAddresses: true))
    #expect(answer.verdict == .yes)
    #expect(answer.traces.filter { $0.verdict != .no }.map(\.via) == ["inside vpc"])
  }

  @Test func withoutAPublicAddressThereIsNoSuchWay() {
    var net = Self.network(admits: .block("52.1.2.3/32"))
    net.instance("mute", in: "private", ["client"])
    #expect(Self.verdict(net, "mute") == .no)
    net.infrastructure.addressAssociations.removeAll { $0.holder.target == .resource(NetworkFixture.id("web")) }
    #expect(Self.verdict(net) == .no)
  }

  /// Behind a NAT gateway the address of that is seen.
  @Test func behindANATGatewayItsAddressIsSeen() {
    var net = Self.network(admits: .block("52.1.2.5/32"))
    net.elasticIP("nat-eip", "52.1.2.5")
    net.natGateway("nat", in: "public", address: "nat-eip")
    net.subnet("inner", "10.0.7.0/24", in: "vpc")
    net.table("inner-table", in: "vpc", [("0.0.0.0/0", to: "nat")], for: ["inner"])
    net.instance("hidden", in: "inner", ["client"])
    #expect(Self.verdict(net, "hidden") == .yes)
    #expect(Self.verdict(net) == .no)
  }

  /// The address of something that is assigned later is none of the VPC, so that a rule with it admits nobody there.
  @Test func aPublicAddressIsNoPrivateOne() {
    var net = Self.network(admits: .block("app-eip.public_ip/32"))
    #expect(Self.verdict(net, publicly: false) == .no)
    net.group("any", [NetworkFixture.rule(.ingress, "tcp/443", .block("app-eip.private_ip/32"))])
    net.instance("other", in: "public", ["any"])
    #expect(net.answer(.endpoint("app"), to: .endpoint("other"), "tcp/443").verdict == .unknown)
  }
}
