import AWSModel
import Analysis
import NetSpace
import Testing

/// Nodes of load balancers: the zones that they send to, and the addresses that they have.
@Suite struct BalancerNodeTests {
  /// Public subnets `out-a`, `out-b` and private ones `in-a`, `in-b`, each with its zone; `app` on 8000 in `in-b`.
  private static func network(zoneOfTarget: String? = "b") -> NetworkFixture {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.internetGateway("igw", attachedTo: "vpc")
    for (i, zone) in ["a", "b"].enumerated() {
      net.subnet("out-\(zone)", "10.0.\(i).0/24", in: "vpc", zone: zone)
      let own: String? = zone == "b" ? zoneOfTarget : zone
      net.subnet("in-\(zone)", "10.0.\(10 + i).0/24", in: "vpc", zone: own)
    }
    net.table("public-table", in: "vpc", [("0.0.0.0/0", to: "igw")], for: ["out-a", "out-b"])
    net.group("open", [NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0"))])
    net.instance("app", in: "in-b", ["open"])
    return net
  }

  private static func answer(
    _ kind: LoadBalancer.Kind, in subnets: [String], crossesZones: Bool? = nil, group: String? = nil,
    zoneOfTarget: String? = "b"
  ) -> Answer {
    balanced(kind, in: subnets, crossesZones: crossesZones, group: group, zoneOfTarget: zoneOfTarget)
      .answer(.internet, to: .endpoint("app"), "tcp/8000")
  }

  private static func balanced(
    _ kind: LoadBalancer.Kind, in subnets: [String], crossesZones: Bool? = nil, group: String? = nil,
    zoneOfTarget: String? = "b"
  ) -> NetworkFixture {
    var net = network(zoneOfTarget: zoneOfTarget)
    net.loadBalancer("lb", kind, in: subnets, kind == .network ? [] : ["open"], crossesZones: crossesZones)
    net.listener(
      "listener", of: "lb", kind == .network ? "TCP" : "HTTP", 80, forwardsTo: NetworkFixture.attribute(8000),
      targetType: "instance", crossesZones: group, targets: ["app"])
    return net
  }

  /// Targets of a zone that the balancer is not enabled for get nothing, whatever its kind.
  @Test(arguments: [LoadBalancer.Kind.application, .network, .classic])
  func targetsOfAnotherZoneGetNothing(_ kind: LoadBalancer.Kind) {
    let answer = Self.answer(kind, in: ["out-a"], crossesZones: true)
    #expect(answer.verdict == .no)
    let binding = Self.balanced(kind, in: ["out-a"], crossesZones: true).facts
    for one in binding.bindings(to: NetworkFixture.id("app")) {
      #expect(binding.trafficReach(of: one).verdict == .no && binding.healthReach(of: one).verdict == .no)
    }
    #expect(answer.codes.contains("ELB_INSTALLED_AZ_RESTRICTION"))
    #expect(answer.changeSets.first?.steps.map(\.remedy) == ["add a subnet in the zone of in-b to lb"])
    #expect(Self.answer(kind, in: ["out-a", "out-b"]).verdict == .yes)
  }

  /// The node in the target's zone has no way from the internet: only one that sends to other zones does it.
  @Test func aNodeSendsToOtherZonesOnlyIfItIsTold() {
    let subnets = ["out-a", "in-b"]
    #expect(Self.answer(.network, in: subnets).verdict == .no)
    #expect(Self.answer(.network, in: subnets).codes.contains("ELB_NOT_CROSSZONE"))
    #expect(Self.answer(.network, in: subnets, crossesZones: true).verdict == .yes)
    #expect(Self.answer(.network, in: subnets, group: "true").verdict == .yes)
    #expect(Self.answer(.network, in: subnets, crossesZones: true, group: "false").verdict == .no)
    #expect(Self.answer(.network, in: subnets, group: "use_load_balancer_configuration").verdict == .no)
    #expect(Self.answer(.application, in: subnets).verdict == .yes)
    #expect(Self.answer(.application, in: subnets, group: "false").verdict == .no)
    #expect(Self.answer(.classic, in: subnets, crossesZones: false).verdict == .no)
  }

  /// Which zone AWS chooses for a subnet is taken to fit.
  @Test func zonesThatAreNotKnownFit() {
    #expect(Self.answer(.network, in: ["out-a"], zoneOfTarget: nil).verdict == .yes)
  }

  /// What a node is sent it sends on itself: the list of the target's subnet lets in another one only.
  @Test func theNodeThatIsReachedIsTheOneThatSends() {
    for (block, expected) in [("10.0.0.0/24", Verdict.yes), ("10.0.11.0/24", .no)] {
      var net = Self.network()
      net.subnet("target", "10.0.20.0/24", in: "vpc", zone: "a")
      net.instance("other", in: "target", ["open"])
      net.networkACL(
        "list", in: "vpc",
        [
          NetworkFixture.entry(100, .ingress, allows: true, "all", block),
          NetworkFixture.entry(100, .egress, allows: true, "all", "0.0.0.0/0"),
        ], for: ["target"])
      net.loadBalancer("lb", .application, in: ["out-a", "in-b"], ["open"])
      net.listener(
        "listener", of: "lb", "HTTP", 80, forwardsTo: NetworkFixture.attribute(8000), targetType: "instance",
        targets: ["other"])
      #expect(net.answer(.internet, to: .endpoint("other"), "tcp/8000").verdict == expected, "\(block)")
    }
  }

  struct Scheme: Sendable {
    let isInternal: Bool
    let addressType: String
    var refuses: Bool?
    let ipv4: Verdict
    let ipv6: Verdict
  }

  @Test(arguments: [
    Scheme(isInternal: false, addressType: "ipv4", ipv4: .yes, ipv6: .no),
    Scheme(isInternal: false, addressType: "dualstack", ipv4: .yes, ipv6: .yes),
    Scheme(isInternal: false, addressType: "dualstack", refuses: true, ipv4: .yes, ipv6: .no),
    Scheme(isInternal: false, addressType: "dualstack-without-public-ipv4", ipv4: .no, ipv6: .yes),
    Scheme(isInternal: true, addressType: "dualstack", ipv4: .no, ipv6: .no),
    Scheme(isInternal: true, addressType: "dualstack", refuses: false, ipv4: .no, ipv6: .yes),
  ])
  func addressesOfEachFamily(_ scheme: Scheme) {
    var net = InternetPathTests.network()
    net.loadBalancer(
      "lb", .application, in: ["public"], ["open"], isInternal: scheme.isInternal, addressType: scheme.addressType,
      refusesIPv6Internet: scheme.refuses)
    net.listener("http", of: "lb", "HTTP", 80, forwardsTo: NetworkFixture.attribute(80), targetType: "ip")
    for (client, expected) in [("203.0.113.1", scheme.ipv4), ("2a00::1", scheme.ipv6)] {
      let source = Peer.addresses(AddressSet(IPPrefix(hostOrPrefix: client)!))
      #expect(net.answer(source, to: .endpoint("lb"), "tcp/80").verdict == expected, "\(scheme) \(client)")
    }
  }
}
