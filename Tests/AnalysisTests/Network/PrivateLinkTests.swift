import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways by interface endpoints to services behind network load balancers of other VPCs.
@Suite struct PrivateLinkTests {
  private typealias Fixture = NetworkFixture

  /// What a service is like: the rest is open.
  private struct Service {
    var endpointAdmits = NetworkFixture.RulePeerText.block("10.1.0.0/16")
    var appAdmits = NetworkFixture.RulePeerText.block("10.2.1.0/24")
    /// Of the load balancer, which has no group where it is nil.
    var balancerAdmits: NetworkFixture.RulePeerText?
    var asksGroups: Attribute<Bool>?
    var requiresAcceptance = NetworkFixture.attribute(false)
    var isAccepted: Attribute<Bool>?
    var name = PartialText([.attribute(NetworkFixture.id("service"), "service_name")])
  }

  /// `client` in `a`, an endpoint there for a service in `b`: a network load balancer before `server`.
  private static func network(_ service: Service = Service()) -> NetworkFixture {
    var net = Fixture()
    for (name, number) in [("a", 1), ("b", 2)] {
      net.vpc(name, ["10.\(number).0.0/16"])
      net.subnet("\(name)-hosts", "10.\(number).1.0/24", in: name)
    }
    let everything = Fixture.rule(.egress, "all", .block("0.0.0.0/0"))
    net.group("sender", in: "a", [everything])
    net.group("endpoint", in: "a", [Fixture.rule(.ingress, "tcp/443", service.endpointAdmits)])
    net.group("app", in: "b", [Fixture.rule(.ingress, "tcp/8000", service.appAdmits)])
    if let admitted = service.balancerAdmits {
      net.group("front", in: "b", [everything, Fixture.rule(.ingress, "tcp/443", admitted)])
    }
    net.instance("client", in: "a-hosts", ["sender"])
    net.instance("server", in: "b-hosts", ["app"])
    net.infrastructure.loadBalancers.append(
      LoadBalancer(
        declaration: Fixture.declaration("nlb"), kind: Fixture.attribute(.network), isInternal: Fixture.attribute(true),
        subnets: Fixture.links(["b-hosts"]), groups: Fixture.links(service.balancerAdmits == nil ? [] : ["front"]),
        addressType: Fixture.attribute("ipv4"), asksGroupsAboutEndpoints: service.asksGroups))
    net.listener(
      "tls", of: "nlb", "TCP", 443, forwardsTo: Fixture.attribute(8000), targetType: "instance", targets: ["server"])
    net.infrastructure.endpointServices.append(
      EndpointService(
        declaration: Fixture.declaration("service"), loadBalancers: Fixture.links(["nlb"]),
        requiresAcceptance: service.requiresAcceptance))
    net.infrastructure.vpcEndpoints.append(
      VPCEndpoint(
        declaration: Fixture.declaration("vpce"), kind: Fixture.attribute(.interface), vpc: Fixture.link("a"),
        service: Fixture.attribute(service.name), subnets: Fixture.links(["a-hosts"]),
        groups: Fixture.links(["endpoint"]), tables: PartialList(), hasPrivateDNS: Fixture.attribute(false),
        policy: nil, isAccepted: service.isAccepted))
    return net
  }

  private static func answer(_ service: Service = Service(), to target: String = "server") -> Answer {
    network(service).answer(
      .endpoint("client"), to: .endpoint(target), target == "server" ? "tcp/8000" : "tcp/443")
  }

  /// The endpoint listens where the load balancer does, and hands over to it.
  @Test func itLeadsThere() {
    for target in ["vpce", "nlb", "server"] { #expect(Self.answer(to: target).verdict == .yes, "\(target)") }
    #expect(Self.answer().deciding.first?.balancers == [NetworkFixture.id("vpce"), NetworkFixture.id("nlb")])
    let net = Self.network()
    #expect(net.answer(.endpoint("client"), to: .endpoint("vpce"), "tcp/22").verdict == .no)
    #expect(
      net.answer(.endpoint("client"), to: .endpoint("server"), "tcp/8000", joinsLoadBalancers: false).verdict == .no)
  }

  /// The target sees the load balancer, even one that keeps the addresses of its other clients.
  @Test func everyGroupOnTheWayIsAsked() {
    #expect(Self.answer(Service(endpointAdmits: .block("10.3.0.0/16"))).verdict == .no)
    #expect(Self.answer(Service(endpointAdmits: .group("sender"))).verdict == .yes)
    #expect(Self.answer(Service(appAdmits: .block("10.1.0.0/16"))).verdict == .no)
  }

  /// The groups of the load balancer see the client's own address, and none of its groups.
  @Test func groupsOfTheBalancerSeeTheClient() {
    for (admitted, expected) in [
      (NetworkFixture.RulePeerText.block("10.1.1.0/24"), Verdict.yes), (.block("10.2.0.0/16"), .no),
      (.block("10.1.1.0/28"), .unknown), (.group("sender"), .no),
    ] {
      #expect(Self.answer(Service(balancerAdmits: admitted)).verdict == expected, "\(admitted)")
    }
    let closed = NetworkFixture.RulePeerText.block("192.0.2.0/24")
    let why = NetworkFixture.unknown("the setting")
    for (asks, expected) in [
      (NetworkFixture.attribute(true), Verdict.no), (NetworkFixture.attribute(false), .yes),
      (Attribute(.unknown(why), place: NetworkFixture.place), .unknown),
    ] {
      let answer = Self.answer(Service(balancerAdmits: closed, asksGroups: asks))
      #expect(answer.verdict == expected, "\(asks.value)")
      #expect(answer.unknowns == (expected == .unknown ? [why] : []))
    }
  }

  /// Until the owner of the service accepts it an endpoint carries nothing.
  @Test func acceptance() {
    let required = NetworkFixture.attribute(true)
    let open = Self.answer(Service(requiresAcceptance: required))
    #expect(open.verdict == .unknown)
    #expect(open.unknowns.map(\.subject) == ["whether service accepts vpce"])
    #expect(Self.answer(Service(requiresAcceptance: required, isAccepted: required)).verdict == .yes)
  }

  @Test func aServiceOfWhichTheNameIsNotKnown() {
    let why = NetworkFixture.unknown("the name")
    let open = Self.answer(Service(name: PartialText([.unknown(why)])))
    #expect(open.verdict == .unknown)
    #expect(open.unknowns.contains(why))
    #expect(Self.answer(Service(name: PartialText("com.amazonaws.vpce.eu-west-1.vpce-svc-0"))).verdict == .no)
  }

  /// Who comes by an endpoint is in the matrix though no rule of the target admits it.
  @Test func clientsOfTheServiceReachIt() {
    func clients(_ target: String, _ net: NetworkFixture) -> [Reach] {
      net.facts.reach(.endpoint(NetworkFixture.id(target))).filter {
        $0.source == .endpoint(NetworkFixture.id("client"))
      }
    }
    for (target, traffic, way) in [("server", "tcp/8000", ["vpce", "nlb"]), ("nlb", "tcp/443", ["vpce"])] {
      let found = clients(target, Self.network())
      #expect(found.map(\.verdict) == [.yes], "\(target)")
      #expect(found.map { $0.balancers.map(\.address) } == [way], "\(target)")
      #expect(found.allSatisfy { $0.passed.may.traffic == NetworkFixture.traffic(traffic).bounds.may }, "\(target)")
    }
    #expect(clients("server", Self.network(Service(endpointAdmits: .block("10.3.0.0/16")))).isEmpty)
    #expect(clients("server", Self.network(Service(appAdmits: .block("10.1.0.0/16")))).isEmpty)
  }
}
