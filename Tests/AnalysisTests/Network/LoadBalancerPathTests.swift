import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways by load balancers and inside a VPC.
@Suite struct LoadBalancerPathTests {
  /// Internet, load balancer on 443, service on 8000 in a private subnet.
  private func network(
    _ kind: LoadBalancer.Kind, balancerGroups: [String] = ["alb"], serviceRule: NetworkFixture.RulePeerText,
    targetPort: Attribute<Int> = NetworkFixture.attribute(8000), targetType: String = "ip"
  ) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.group("alb", [NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0"))])
    net.group("service", [NetworkFixture.rule(.ingress, "tcp/8000", serviceRule)])
    net.loadBalancer("lb", kind, in: ["public"], balancerGroups)
    net.listener(
      "https", of: "lb", kind == .network ? "TCP" : "HTTPS", 443, forwardsTo: targetPort, targetType: targetType)
    net.service("app", in: ["private"], ["service"], behind: "https-targets", port: 8000)
    return net
  }

  @Test func aServiceIsReachedByItsBalancerOnly() {
    let net = network(.application, serviceRule: .group("alb"))
    let joined = net.answer(.internet, to: .endpoint("app"), "tcp/8000")
    #expect(joined.verdict == .yes)
    #expect(
      joined.nodes == [
        "internet", "igw", "public", "lb", "public", "igw", "internet", "lb", "lb", "public", "private", "app",
        "private", "public", "lb", "internet",
      ])
    #expect(joined.deciding.first?.witnesses.map(\.flow.destinationPort) == [443, 8000])
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/8000", joinsLoadBalancers: false).verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/22").verdict == .no)
  }

  @Test func aTargetGivenByItsAddressMayBeWhoeverIsInThatSubnet() {
    var net = network(.application, serviceRule: .group("alb"))
    net.group("web", [NetworkFixture.rule(.ingress, "tcp/8000", .group("alb"))])
    net.instance("inside", in: "private", ["web"])
    net.instance("outside", in: "public", ["web"])
    net.infrastructure.targetGroups[0].targets.elements.append(
      TargetGroup.Target(
        subject: .address(NetworkFixture.block("10.0.1.7/32")), port: nil, place: NetworkFixture.place))
    let inside = net.answer(.internet, to: .endpoint("inside"), "tcp/8000")
    #expect(inside.verdict == .unknown)
    #expect(inside.unknowns.map(\.subject) == ["whether 10.0.1.7 is inside"])
    #expect(net.answer(.internet, to: .endpoint("outside"), "tcp/8000").verdict == .no)
  }

  /// A target that is not known may be any host of the group's VPC, but what a parameter stands for is none of them.
  @Test func aTargetThatIsNotKnownMayBeAnyHost() {
    for (reason, expected) in [(Unknown.Reason.knownAfterApply, Verdict.unknown), (.parameter, .no)] {
      var net = InternetPathTests.network()
      net.group("out", [NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))])
      net.loadBalancer("lb", .application, in: ["public"], ["open", "out"])
      net.listener(
        "http", of: "lb", "HTTP", 80, forwardsTo: NetworkFixture.attribute(80), targetType: "instance")
      net.instance("app", in: "private", ["open"])
      if let i = net.infrastructure.targetGroups.firstIndex(where: { $0.id.address == "http-targets" }) {
        net.infrastructure.targetGroups[i].targets.rest = [Unknown("its targets", reason)]
      }
      #expect(net.answer(.internet, to: .endpoint("app"), "tcp/80").verdict == expected)
    }
  }

  /// Whether the client's address is kept is not known: a target that admits only clients, or only the balancer, is
  /// reached possibly; a target that admits neither is not.
  @Test func whetherTheClientIsKeptIsNotKnown() {
    for (peer, expected) in [
      (NetworkFixture.RulePeerText.block("8.0.0.0/8"), Verdict.unknown), (.block("10.0.0.0/24"), .unknown),
      (.block("10.0.99.0/24"), .no),
    ] {
      var net = network(.network, balancerGroups: [], serviceRule: peer)
      let group = net.infrastructure.targetGroups[0]
      net.infrastructure.targetGroups[0] = TargetGroup(
        declaration: group.declaration, vpc: nil, port: group.port, proto: group.proto, targetType: group.targetType,
        healthCheckPort: nil,
        preservesClientIP: Attribute(.unknown(NetworkFixture.unknown("keep")), place: NetworkFixture.place),
        targets: group.targets)
      #expect(net.answer(.internet, to: .endpoint("app"), "tcp/8000").verdict == expected, "\(peer)")
    }
  }

  @Test func aPortWithoutListenerHasItsCode() {
    var net = InternetPathTests.network()
    net.loadBalancer("lb", .application, in: ["public"], ["open"])
    net.listener("https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "ip")
    #expect(net.answer(.internet, to: .endpoint("lb"), "tcp/443").verdict == .yes)
    let answer = net.answer(.internet, to: .endpoint("lb"), "tcp/80")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["ELBV2_LISTENER_PORT_RESTRICTION"])
  }

  @Test func anInternalBalancerIsNotReached() {
    var net = InternetPathTests.network()
    net.loadBalancer("lb", .application, in: ["public"], ["open"], isInternal: true)
    net.listener("https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "ip")
    #expect(net.answer(.internet, to: .endpoint("lb"), "tcp/443").verdict == .no)
  }

  /// Facing the internet is not enough: the balancer's subnets need the way.
  @Test func aBalancerInPrivateSubnetsIsNotReached() {
    var net = InternetPathTests.network()
    net.loadBalancer("lb", .application, in: ["private"], ["open"])
    net.listener("https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "ip")
    #expect(net.answer(.internet, to: .endpoint("lb"), "tcp/443").codes == ["NO_ROUTE_TO_DESTINATION"])
  }

  /// A balancer of which subnets are not known (made by a block for each of a list that is not known, say) may be in any.
  @Test func aBalancerInSubnetsThatAreNotKnown() {
    for (subnets, isInternal, expected) in [
      ([], false, Verdict.unknown), (["private"], false, .unknown), (["public"], false, .yes), ([], true, .no),
    ] {
      var net = InternetPathTests.network()
      net.group("service", [NetworkFixture.rule(.ingress, "tcp/8000", .group("open"))])
      let known = NetworkFixture.links(subnets).elements
      net.infrastructure.loadBalancers.append(
        LoadBalancer(
          declaration: NetworkFixture.declaration("lb"), kind: NetworkFixture.attribute(.application),
          isInternal: NetworkFixture.attribute(isInternal),
          subnets: PartialList(known, rest: [NetworkFixture.unknown("its subnets")]),
          groups: NetworkFixture.links(["open"]), addressType: NetworkFixture.attribute("ipv4")))
      net.group(
        "open",
        [
          NetworkFixture.rule(.ingress, "all", .block("0.0.0.0/0")),
          NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0")),
        ])
      net.listener(
        "https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "instance",
        targets: ["app"])
      net.instance("app", in: "private", ["service"])
      for (target, traffic) in [("lb", "tcp/443"), ("app", "tcp/8000")] {
        let answer = net.answer(.internet, to: .endpoint(target), traffic)
        #expect(answer.verdict == expected, "\(target) by \(subnets), internal: \(isInternal)")
        let subjects = answer.unknowns.map(\.subject)
        #expect(subjects.contains("its subnets") == (expected == .unknown), "\(subjects)")
      }
    }
  }

  @Test func aNetworkBalancerWithoutGroupsTakesEverybody() {
    var net = InternetPathTests.network()
    net.loadBalancer("nlb", .network, in: ["public"], [])
    net.loadBalancer("alb", .application, in: ["public"], [])
    for name in ["nlb", "alb"] {
      net.listener(
        "\(name)-tcp", of: name, name == "nlb" ? "TCP" : "HTTP", 443, forwardsTo: NetworkFixture.attribute(8000),
        targetType: "ip")
    }
    #expect(net.answer(.internet, to: .endpoint("nlb"), "tcp/443").verdict == .yes)
    // An application load balancer has the default group of its VPC.
    #expect(net.answer(.internet, to: .endpoint("alb"), "tcp/443").verdict == .no)
  }

  /// Targets see the client: a rule for the addresses of the balancer's subnet does not help, one for the world does.
  @Test func aNetworkBalancerKeepsTheClientsAddress() {
    func net(_ peer: NetworkFixture.RulePeerText, _ groups: [String]) -> NetworkFixture {
      var net = InternetPathTests.network()
      net.group("nlb", [NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0"))])
      net.group("service", [NetworkFixture.rule(.ingress, "tcp/8000", peer)])
      net.instance("app", in: "private", ["service"])
      net.loadBalancer("lb", .network, in: ["public"], groups)
      net.listener(
        "tls", of: "lb", "TCP", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "instance",
        targets: ["app"])
      return net
    }
    func verdict(_ peer: NetworkFixture.RulePeerText, _ groups: [String] = []) -> Verdict {
      net(peer, groups).answer(.internet, to: .endpoint("app"), "tcp/8000").verdict
    }
    #expect(verdict(.block("0.0.0.0/0")) == .yes)
    #expect(verdict(.block("10.0.0.0/24")) == .no)
    #expect(verdict(.group("nlb"), ["nlb"]) == .yes, "a reference to the balancer's group matches all the same")
    #expect(verdict(.group("nlb")) == .no)
  }

  /// Answers to a client that is kept go back by the balancer, wherever the target's own table leads.
  @Test func answersToKeptClientsGoBackByTheBalancer() {
    for (groups, peer) in [(["nlb"], NetworkFixture.RulePeerText.group("nlb")), ([], .block("8.8.8.0/24"))] {
      var net = InternetPathTests.network()
      net.natGateway("nat", in: "public")
      net.table("elsewhere", in: "vpc", [("8.8.8.0/24", to: "nat")], for: ["private"])
      net.group("nlb", [NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0"))])
      net.group("service", [NetworkFixture.rule(.ingress, "tcp/8000", peer)])
      net.instance("app", in: "private", ["service"])
      net.loadBalancer("lb", .network, in: ["public"], groups)
      net.listener(
        "tls", of: "lb", "TCP", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "instance",
        targets: ["app"])
      let answer = net.answer(.addresses("8.8.8.8"), to: .endpoint("app"), "tcp/8000")
      #expect(answer.verdict == .yes, "\(groups)")
    }
  }

  @Test func aNetworkBalancerThatHidesTheClientIsSeenItself() {
    let net = network(.network, balancerGroups: [], serviceRule: .block("10.0.0.0/24"))
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/8000").verdict == .yes)
  }

  /// A client inside the VPC is kept as well.
  @Test func aNetworkBalancerKeepsAClientOfTheVPC() {
    var net = InternetPathTests.network()
    net.subnet("clients", "10.0.5.0/24", in: "vpc")
    net.instance("client", in: "clients", ["open"])
    net.group("service", [NetworkFixture.rule(.ingress, "tcp/8000", .block("10.0.0.0/24"))])
    net.instance("app", in: "private", ["service"])
    net.loadBalancer("lb", .network, in: ["public"], [])
    net.listener(
      "tls", of: "lb", "TCP", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "instance", targets: ["app"])
    #expect(net.answer(.endpoint("client"), to: .endpoint("app"), "tcp/8000").verdict == .no)
  }

  @Test func anUnknownTargetPortIsUndecided() {
    let why = NetworkFixture.unknown("var.port")
    let port = Attribute<Int>(.unknown(why), place: NetworkFixture.place)
    var net = InternetPathTests.network()
    net.group("service", [NetworkFixture.rule(.ingress, "all", .group("open"))])
    net.instance("app", in: "private", ["service"])
    net.loadBalancer("lb", .application, in: ["public"], ["open"])
    net.listener("https", of: "lb", "HTTPS", 443, forwardsTo: port, targetType: "instance", targets: ["app"])
    let answer = net.answer(.internet, to: .endpoint("app"), "tcp/22")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.contains(why))
  }

  /// What gets by a balancer to a target is no more than the target lets in.
  @Test func byABalancerComesWhatTheTargetLetsIn() {
    let why = NetworkFixture.unknown("var.port")
    var net = InternetPathTests.network()
    net.group("service", [NetworkFixture.rule(.ingress, "tcp/8000", .group("open"))])
    net.group("sender", [NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))])
    net.instance("app", in: "private", ["service"])
    net.loadBalancer("lb", .application, in: ["public"], ["open", "sender"])
    net.listener(
      "https", of: "lb", "HTTPS", 443, forwardsTo: Attribute(.unknown(why), place: NetworkFixture.place),
      targetType: "instance", targets: ["app"])
    let rows = ReachRow.rows(of: net.facts.reach(.endpoint(NetworkFixture.id("app")), from: [ChosenPeer(.internet)]))
    #expect(rows.map(\.traffic) == [Traffic(.tcp, ports: PortSet(8000))])
    #expect(rows.map(\.verdict) == [.unknown])
  }

  /// One address has to pass the balancer's rules and the target's: who the target refuses is no source.
  @Test func onlyClientsThatPassBothLegsAreSources() throws {
    var net = InternetPathTests.network()
    net.group("nlb", [NetworkFixture.rule(.ingress, "tcp/443", .block("52.0.0.0/8"), .block("54.0.0.0/8"))])
    net.group("service", [NetworkFixture.rule(.ingress, "tcp/8000", .block("54.0.0.0/7"))])
    net.instance("app", in: "private", ["service"])
    net.loadBalancer("lb", .network, in: ["public"], ["nlb"])
    net.listener(
      "tls", of: "lb", "TCP", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "instance", targets: ["app"])
    let facts = net.facts
    let app = try #require(facts.endpoint(NetworkFixture.id("app")))
    let sources = facts.exposures(of: app).filter { !$0.balancers.isEmpty }.map(\.sources)
    #expect(sources == [.exact(IPPrefix("54.0.0.0/8").map { AddressSet($0) } ?? .empty)])
    #expect(net.answer(.addresses("55.0.0.0/8"), to: .endpoint("app"), "tcp/8000").verdict == .no)
    #expect(net.answer(.addresses("54.1.0.0/16"), to: .endpoint("app"), "tcp/8000").verdict == .yes)
  }

  // MARK: A balancer behind another

  /// Internet, network load balancer on 443, application load balancer on 80, service on 8000.
  private func chain(
    albAdmits: NetworkFixture.RulePeerText = .block("0.0.0.0/0"), albPort: Int = 80,
    nlbGroups: [String] = ["nlb"], serviceAdmits: NetworkFixture.RulePeerText = .group("alb")
  ) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.subnet("services", "10.0.7.0/24", in: "vpc")
    net.group("nlb", [NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0"))])
    net.group("alb", [NetworkFixture.rule(.ingress, "tcp/80", albAdmits)])
    net.group("service", [NetworkFixture.rule(.ingress, "tcp/8000", serviceAdmits)])
    net.loadBalancer("front", .network, in: ["public"], nlbGroups)
    net.loadBalancer("back", .application, in: ["private"], ["alb"], isInternal: true)
    net.listener(
      "tls", of: "front", "TCP", 443, forwardsTo: NetworkFixture.attribute(80), targetType: "alb", targets: ["back"])
    net.listener(
      "http", of: "back", "HTTP", albPort, forwardsTo: NetworkFixture.attribute(8000), targetType: "ip")
    net.service("app", in: ["services"], ["service"], behind: "http-targets", port: 8000)
    return net
  }

  @Test func anApplicationBalancerBehindANetworkBalancerIsOneChain() throws {
    let net = chain()
    let answer = net.answer(.internet, to: .endpoint("app"), "tcp/8000")
    #expect(answer.verdict == .yes)
    let trace = try #require(answer.deciding.first)
    #expect(trace.balancers.map(\.address) == ["front", "back"])
    #expect(trace.witnesses.map(\.flow.destinationPort) == [443, 80, 8000])
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/22").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/8000", joinsLoadBalancers: false).verdict == .no)
  }

  /// The application balancer's rules see the client, or the group of the network balancer.
  @Test func theBalancerBehindSeesTheClient() {
    func verdict(_ net: NetworkFixture) -> Verdict {
      net.answer(.internet, to: .endpoint("app"), "tcp/8000").verdict
    }
    #expect(verdict(chain(albAdmits: .block("10.0.0.0/24"))) == .no, "the network balancer's own addresses")
    #expect(verdict(chain(albAdmits: .group("nlb"))) == .yes)
    #expect(verdict(chain(albAdmits: .group("nlb"), nlbGroups: [])) == .no)
    #expect(verdict(chain(serviceAdmits: .group("nlb"))) == .no, "the service sees the application balancer")
  }

  /// The port of the target group has to be that of the listener that leads on, not of any.
  @Test func theBalancerBehindHasToListenThere() {
    var net = chain(albPort: 8080)
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/8000").verdict == .no)
    net.listener("other", of: "back", "HTTP", 80, forwardsTo: NetworkFixture.attribute(9000), targetType: "ip")
    #expect(net.answer(.internet, to: .endpoint("app"), "tcp/8000").verdict == .no)
    #expect(net.answer(.internet, to: .endpoint("back"), "tcp/80").verdict == .yes)
  }

  @Test func exposuresAndReachNameTheWholeChain() throws {
    let facts = chain(albAdmits: .block("54.0.0.0/8")).facts
    let app = try #require(facts.endpoint(NetworkFixture.id("app")))
    let chains = facts.exposures(of: app).filter { $0.exists == .yes }
    #expect(chains.map { $0.balancers.map(\.address) } == [["front", "back"]])
    #expect(chains.first?.sources.must == IPPrefix("54.0.0.0/8").map { AddressSet($0) })
    let reach = facts.reach(.endpoint("app"), from: [ChosenPeer(.internet)])
    #expect(reach.map { $0.balancers.map(\.address) } == [["front", "back"]])
    #expect(reach.map(\.verdict) == [.yes])
  }

  /// Who is inside comes by the network balancer too.
  @Test func aClientOfTheVPCComesByTheWholeChain() throws {
    var net = chain(albAdmits: .block("10.0.5.0/24"), nlbGroups: [])
    net.subnet("clients", "10.0.5.0/24", in: "vpc")
    net.instance("client", in: "clients", ["open"])
    let facts = net.facts
    let reach = facts.reach(.endpoint("app")).filter { $0.source == .endpoint(NetworkFixture.id("client")) }
    #expect(Set(reach.map { $0.balancers.map(\.address) }) == [["back"], ["front", "back"]])
  }

  // MARK: Inside

  @Test func withinASubnetNoListIsAsked() {
    var net = InternetPathTests.network()
    net.networkACL("closed", in: "vpc", [], for: ["private"])
    net.instance("a", in: "private", ["open"])
    net.instance("b", in: "private", ["open"])
    net.instance("c", in: "public", ["open"])
    #expect(net.answer(.endpoint("a"), to: .endpoint("b"), "tcp/80").verdict == .yes)
    #expect(net.answer(.endpoint("a"), to: .endpoint("b"), "tcp/80").nodes == ["a", "b", "a"])
    #expect(net.answer(.endpoint("c"), to: .endpoint("b"), "tcp/80").verdict == .no)
    #expect(net.answer(.endpoint("c"), to: .endpoint("b"), "tcp/80").codes == ["SUBNET_ACL_RESTRICTION"])
  }

  @Test func vpcsAreNotConnectedByThemselves() {
    var net = InternetPathTests.network()
    net.vpc("other", ["10.9.0.0/16"])
    net.subnet("far", "10.9.0.0/24", in: "other")
    net.instance("a", in: "private", ["open"])
    net.instance("b", in: "far", ["open"])
    let answer = net.answer(.endpoint("a"), to: .endpoint("b"))
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["DISCONNECTED_VPCS"])
  }

  @Test func aDatabaseInOneOfTwoSubnetsIsUndecidedIfOnlyOneIsPublic() {
    var net = InternetPathTests.network()
    net.subnet("public2", "10.0.6.0/24", in: "vpc")
    net.table("table2", in: "vpc", [("0.0.0.0/0", to: "igw")], for: ["public2"])
    net.database("mixed", in: ["public", "private"], ["open"], isPublic: true)
    net.database("open-db", in: ["public", "public2"], ["open"], isPublic: true)
    let mixed = net.answer(.internet, to: .endpoint("mixed"), "tcp/5432")
    #expect(mixed.verdict == .unknown)
    #expect(mixed.unknowns.map(\.subject) == ["the subnet of mixed"])
    #expect(mixed.surviving.must.isEmpty)
    #expect(net.answer(.internet, to: .endpoint("open-db"), "tcp/5432").verdict == .yes)
    #expect(net.answer(.internet, to: .endpoint("open-db"), "tcp/22").codes == ["TARGET_PORT_RESTRICTION"])
  }
}
