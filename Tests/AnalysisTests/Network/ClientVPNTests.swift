import AWSModel
import Analysis
import NetSpace
import Testing

/// Clients of a Client VPN endpoint: who they are is not known, where they may go is.
@Suite struct ClientVPNTests {
  /// A VPN in the private subnet, and instances beside it that admit its group, its clients' addresses, and nobody.
  private func network(
    clients: PartialList<Attribute<AddressBlock>>? = nil, authorized: [String] = ["10.0.0.0/16"],
    routes: [String] = [], associated: Bool = true
  ) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.group("vpn", [NetworkFixture.rule(.egress, "tcp/22", .block("0.0.0.0/0"))])
    net.group("members", [NetworkFixture.rule(.ingress, "tcp/22", .group("vpn"))])
    net.group("blocks", [NetworkFixture.rule(.ingress, "tcp/22", .block("172.16.0.0/22"))])
    net.instance("reached", in: "public", ["members"])
    net.instance("translated", in: "public", ["blocks"])
    net.infrastructure.outboundServices.append(
      OutboundService(
        declaration: NetworkFixture.declaration("door"), kind: .clientVPN,
        subnets: NetworkFixture.links(associated ? ["private"] : []), groups: NetworkFixture.links(["vpn"]),
        isDualStack: NetworkFixture.attribute(false),
        clients: ClientNetwork(
          blocks: clients ?? Self.blocks(["172.16.0.0/22"]), authorized: Self.blocks(authorized),
          routes: Self.blocks(routes))))
    return net
  }

  private static func blocks(_ texts: [String]) -> PartialList<Attribute<AddressBlock>> {
    PartialList(texts.map { NetworkFixture.attribute(NetworkFixture.block($0)) })
  }

  private func verdict(_ net: NetworkFixture, _ source: Peer, _ target: String) -> Verdict {
    net.answer(source, to: .endpoint(target), "tcp/22").verdict
  }

  private let client = Peer.addresses("172.16.0.5")

  /// The target's groups see the endpoint's interface, not the client.
  @Test(
    arguments: [
      (["10.0.0.0/16"], .yes), (["0.0.0.0/0"], .yes), (["10.9.0.0/16"], .no), ([], .no),
    ] as [([String], Verdict)])
  func itsInterfaceReachesWhatIsAuthorized(_ authorized: [String], _ expected: Verdict) {
    let net = network(authorized: authorized)
    #expect(verdict(net, .endpoint("door"), "reached") == expected)
    #expect(verdict(net, .endpoint("door"), "translated") == .no)
    #expect(verdict(net, client, "reached") == (expected == .no ? .no : .unknown))
  }

  @Test func whatIsNotKnownOfItsRulesIsUndecided() {
    var net = network(authorized: [])
    let last = net.infrastructure.outboundServices.count - 1
    net.infrastructure.outboundServices[last].clients?.authorized.rest = [NetworkFixture.unknown("rules")]
    let answer = net.answer(.endpoint("door"), to: .endpoint("reached"), "tcp/22")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["rules"])
    #expect(verdict(net, client, "reached") == .unknown)
  }

  /// Out of its VPC it needs a route of its own.
  @Test(arguments: [([], .no), (["0.0.0.0/0"], .yes)] as [([String], Verdict)])
  func otherNetworksNeedARoute(_ routes: [String], _ expected: Verdict) {
    let net = network(authorized: ["0.0.0.0/0"], routes: routes)
    let answer = net.answer(.endpoint("door"), to: .internet, "tcp/22")
    let steps = answer.traces.flatMap(\.steps).filter { $0.kind == .clientAuthorization }
    #expect(!steps.isEmpty)
    #expect(steps.allSatisfy { $0.verdict == expected })
  }

  /// Only addresses of its clients, and only where it reaches itself.
  @Test func addressesOfClientsAreUndecided() {
    let net = network()
    let answer = net.answer(client, to: .endpoint("reached"), "tcp/22")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.subject) == ["door"])
    #expect(verdict(net, client, "translated") == .no)
    #expect(net.answer(client, to: .endpoint("reached"), "tcp/80").verdict == .no)
    #expect(verdict(net, .addresses(AddressSet(IPPrefix("172.31.0.5/32")!)), "reached") == .no)
    #expect(verdict(net, .addresses(AddressSet(IPPrefix("172.16.0.0/12")!)), "reached") == .unknown)
    #expect(verdict(net, .internet, "reached") == .no)
    #expect(verdict(network(associated: false), client, "reached") == .no)
  }

  @Test func clientsOfWhomNothingIsKnownMayHaveAnyAddress() {
    let net = network(clients: PartialList(rest: [NetworkFixture.unknown("block")]))
    #expect(verdict(net, .addresses(AddressSet(IPPrefix("172.31.0.5/32")!)), "reached") == .unknown)
  }

  /// The matrix says the same.
  @Test func clientsAreInTheMatrix() {
    let facts = network().facts
    let target = Peer.endpoint(NetworkFixture.id("reached"))
    let ssh = Traffic(.tcp, ports: PortSet(22))
    let rows = facts.reach(target, from: [ChosenPeer(client)], ssh)
    #expect(rows.map(\.verdict) == [.unknown])
    #expect(rows.flatMap(\.because).map(\.subject) == ["door"])
    let inside = facts.reach(target, from: nil, ssh).filter { $0.source == .endpoint(NetworkFixture.id("door")) }
    #expect(inside.map(\.verdict) == [.yes])
  }
}
