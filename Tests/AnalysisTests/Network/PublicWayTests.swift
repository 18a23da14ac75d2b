import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways from one interface to the public address of another, over the internet.
@Suite struct PublicWayTests {
  /// Two VPCs with a public subnet each, which nothing joins; `app` in `a` sends, `web` in `b` has a public address.
  private static func network(
    admits: [NetworkFixture.RulePeerText] = [.block("0.0.0.0/0")],
    egress: NetworkFixture.RulePeerText = .block("0.0.0.0/0"), ipv6: Bool = false
  ) -> NetworkFixture {
    var net = NetworkFixture()
    for (name, number) in [("a", 1), ("b", 2)] {
      net.vpc(name, ["10.\(number).0.0/16"] + (ipv6 ? ["2600:\(number)::/56"] : []))
      net.subnet(
        "\(name)-public", "10.\(number).1.0/24", in: name, ipv6: ipv6 ? "2600:\(number)::/64" : nil)
      net.internetGateway("\(name)-igw", attachedTo: name)
      net.table(
        "\(name)-table", in: name,
        [("0.0.0.0/0", to: "\(name)-igw")] + (ipv6 ? [("::/0", to: "\(name)-igw")] : []), for: ["\(name)-public"])
    }
    net.group("client", in: "a", [NetworkFixture.rule(.egress, "all", egress)])
    net.group(
      "server", in: "b",
      admits.map { NetworkFixture.rule(.ingress, "tcp/443", $0) }
        + [NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))])
    net.instance("app", in: "a-public", ["client"], publicIP: true)
    net.instance("web", in: "b-public", ["server"], publicIP: true)
    return net
  }

  private static func verdict(_ net: NetworkFixture, _ source: String = "app", _ traffic: String = "tcp/443") -> Verdict
  {
    net.answer(.endpoint(source), to: .endpoint("web"), traffic).verdict
  }

  @Test func bothLegsOpenForEveryAddressIsReachable() {
    let net = Self.network()
    let answer = net.answer(.endpoint("app"), to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == .yes)
    #expect(
      answer.nodes == [
        "app", "a-public", "a-igw", "internet", "b-igw", "b-public", "web", "b-public", "b-igw", "internet", "a-igw",
        "a-public", "app",
      ])
    #expect(answer.deciding.first?.via == "over the internet, through a-igw")
    #expect(Self.verdict(net, "app", "tcp/22") == .no)
  }

  /// Each leg alone is open on something, but not on the same.
  @Test func bothLegsHaveToCarryTheSame() {
    var net = Self.network()
    net.group("dns", in: "a", [NetworkFixture.rule(.egress, "udp/53", .block("0.0.0.0/0"))])
    net.instance("resolver", in: "a-public", ["dns"], publicIP: true)
    #expect(Self.verdict(net, "resolver", "all") == .no)
  }

  @Test func aPrivateEndIsNotReached() {
    var net = Self.network()
    net.instance("hidden", in: "b-public", ["server"], publicIP: false)
    #expect(net.answer(.endpoint("app"), to: .endpoint("hidden"), "tcp/443").codes == ["DISCONNECTED_VPCS"])
    net.instance("mute", in: "a-public", ["client"], publicIP: false)
    #expect(Self.verdict(net, "mute") == .no)
  }

  @Test func groupsAndPrivateBlocksDoNotMatchPublicAddresses() {
    #expect(Self.verdict(Self.network(admits: [.group("client")])) == .no)
    #expect(Self.verdict(Self.network(admits: [.block("10.1.0.0/16")])) == .no)
    #expect(Self.verdict(Self.network(egress: .block("10.2.0.0/16"))) == .no)
    #expect(Self.verdict(Self.network(egress: .group("server"))) == .no)
  }

  @Test func anAddressThatIsAssignedLaterIsNamed() {
    let part = Self.network(admits: [.block("52.0.0.0/8")]).answer(.endpoint("app"), to: .endpoint("web"), "tcp/443")
    #expect(part.verdict == .unknown)
    #expect(part.unknowns.map(\.subject) == ["the public address of app"])
    let out = Self.network(egress: .block("52.0.0.0/8")).answer(.endpoint("app"), to: .endpoint("web"), "tcp/443")
    #expect(out.verdict == .unknown)
    #expect(out.unknowns.map(\.subject) == ["the public address of web"])
    // A block beside is none of it.
    let both = Self.network(admits: [.block("52.0.0.0/8"), .block("0.0.0.0/0")])
    #expect(both.answer(.endpoint("app"), to: .endpoint("web"), "tcp/443").verdict == .yes)
  }

  @Test func elasticAddressesThatAreKnownDecide() {
    for (address, expected) in [("52.1.2.3", Verdict.yes), ("54.1.2.3", .no)] {
      var net = Self.network(admits: [.block("52.1.2.3/32")])
      net.elasticIP("eip", address, heldBy: "app")
      #expect(Self.verdict(net) == expected, "\(address)")
    }
  }

  /// A rule that names the elastic address of the source admits it, whatever it turns out to be.
  @Test func aRuleThatNamesTheElasticAddressAdmitsIt() {
    func net(heldBy holder: String) -> NetworkFixture {
      var net = Self.network(admits: [.block("eip.public_ip/32")])
      net.instance("other", in: "a-public", ["client"], publicIP: true)
      net.elasticIP("eip", heldBy: holder)
      return net
    }
    #expect(Self.verdict(net(heldBy: "app")) == .yes)
    #expect(Self.verdict(net(heldBy: "other")) == .unknown)
  }

  @Test func aNATGatewaySendsByItsOwnAddress() {
    func net(_ admitted: String, out: String = "1024-65535") -> NetworkFixture {
      var net = Self.network(admits: [.block(admitted)])
      net.subnet("a-private", "10.1.2.0/24", in: "a")
      net.elasticIP("nat-eip")
      net.natGateway("nat", in: "a-public", address: "nat-eip")
      net.table("a-private-table", in: "a", [("0.0.0.0/0", to: "nat")], for: ["a-private"])
      net.instance("inner", in: "a-private", ["client"])
      net.networkACL(
        "answers", in: "b",
        [
          NetworkFixture.entry(100, .ingress, allows: true, "all", "0.0.0.0/0"),
          NetworkFixture.entry(100, .egress, allows: true, "tcp/\(out)", "0.0.0.0/0"),
        ], for: ["b-public"])
      return net
    }
    #expect(Self.verdict(net("0.0.0.0/0"), "inner") == .yes)
    #expect(Self.verdict(net("nat-eip.public_ip/32"), "inner") == .yes)
    #expect(Self.verdict(net("10.1.0.0/16"), "inner") == .no)
    #expect(Self.verdict(net("52.0.0.0/8"), "inner") == .unknown)
    // The port that the far end answers is the gateway's, which is never below 1024.
    #expect(Self.verdict(net("0.0.0.0/0", out: "0-1023"), "inner") == .no)
    #expect(Self.verdict(net("0.0.0.0/0", out: "0-1023"), "app") == .yes)
  }

  /// A NAT gateway takes one port for a connection: it has to pass the list of its own subnet and that of the far end.
  @Test func onePortPassesTheListsOfBothEnds() {
    func verdict(near: String, far: String) -> Verdict {
      var net = Self.network()
      net.subnet("a-private", "10.1.2.0/24", in: "a")
      net.natGateway("nat", in: "a-public")
      net.table("a-private-table", in: "a", [("0.0.0.0/0", to: "nat")], for: ["a-private"])
      net.instance("inner", in: "a-private", ["client"])
      for (name, vpc, ingress, egress) in [("near", "a", near, "0-65535"), ("far", "b", "0-65535", far)] {
        net.networkACL(
          name, in: vpc,
          [
            NetworkFixture.entry(90, .ingress, allows: true, "tcp/443", "0.0.0.0/0"),
            NetworkFixture.entry(100, .ingress, allows: true, "tcp/\(ingress)", "0.0.0.0/0"),
            NetworkFixture.entry(100, .egress, allows: true, "tcp/\(egress)", "0.0.0.0/0"),
          ], for: ["\(vpc)-public"])
      }
      return Self.verdict(net, "inner")
    }
    #expect(verdict(near: "1024-40000", far: "30000-65535") == .yes)
    #expect(verdict(near: "1024-30000", far: "30001-65535") == .no)
  }

  @Test func listsAndRoutesOfTheFarEndAreAsked() {
    var net = Self.network()
    net.networkACL(
      "closed", in: "b", [NetworkFixture.entry(100, .ingress, allows: true, "all", "0.0.0.0/0")], for: ["b-public"])
    let answer = net.answer(.endpoint("app"), to: .endpoint("web"), "tcp/443")
    #expect(answer.verdict == .no)
    #expect(answer.codes == ["DISCONNECTED_VPCS", "SUBNET_ACL_RESTRICTION"])
    net = Self.network()
    net.subnet("b-dark", "10.2.2.0/24", in: "b")
    net.instance("web2", in: "b-dark", ["server"], publicIP: true)
    #expect(net.answer(.endpoint("app"), to: .endpoint("web2"), "tcp/443").codes == ["DISCONNECTED_VPCS"])
  }

  @Test func overIPv6TheOwnAddressIsSeen() {
    var net = Self.network(admits: [.block("2600:1::/64")], ipv6: true)
    net.group(
      "client6", in: "a", [NetworkFixture.rule(.egress, "all", .block("::/0"))])
    net.instance("six", in: "a-public", ["client6"], publicIP: false)
    #expect(Self.verdict(net, "six") == .yes)
    #expect(Self.verdict(Self.network(admits: [.block("2600:9::/64")], ipv6: true), "app") == .no)
  }

  /// What a public load balancer leads to is reached from another VPC as from anywhere.
  @Test func aPublicLoadBalancerOfAnotherVPCIsReached() {
    for (rule, expected) in [
      (NetworkFixture.RulePeerText.block("0.0.0.0/0"), Verdict.yes), (.block("10.0.0.0/8"), .no),
    ] {
      var net = Self.network()
      net.group("alb", in: "b", [NetworkFixture.rule(.ingress, "tcp/443", rule)])
      net.group("service", in: "b", [NetworkFixture.rule(.ingress, "tcp/8000", .group("alb"))])
      net.loadBalancer("lb", .application, in: ["b-public"], ["alb"])
      net.listener("https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "ip")
      net.service("task", in: ["b-public"], ["service"], behind: "https-targets", port: 8000)
      #expect(net.answer(.endpoint("app"), to: .endpoint("task"), "tcp/8000").verdict == expected)
    }
  }

  /// A load balancer sends to private addresses, which nothing leads to here.
  @Test func aLoadBalancerDoesNotSendToPublicAddresses() {
    var net = Self.network()
    net.group("alb", in: "a", [NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0"))])
    net.loadBalancer("lb", .application, in: ["a-public"], ["alb"])
    net.listener(
      "https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(443), targetType: "ip", targets: ["web"])
    #expect(net.answer(.endpoint("lb"), to: .endpoint("web"), "tcp/443").verdict == .no)
    let ways = net.answer(.internet, to: .endpoint("web"), "tcp/443").traces.filter { !$0.balancers.isEmpty }
    #expect(ways.map(\.verdict) == [.no])
  }

  /// A network load balancer keeps the public address of a client that comes over the internet, not its private one.
  @Test func aKeptClientIsSeenByItsPublicAddress() {
    func verdict(_ block: String) -> Verdict {
      var net = Self.network()
      net.elasticIP("eip", "52.1.2.3", heldBy: "app")
      net.group("service", in: "b", [NetworkFixture.rule(.ingress, "tcp/8000", .block(block))])
      net.instance("task", in: "b-public", ["service"], publicIP: false)
      net.loadBalancer("lb", .network, in: ["b-public"], [])
      net.listener(
        "tls", of: "lb", "TCP", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "instance",
        targets: ["task"])
      return net.answer(.endpoint("app"), to: .endpoint("task"), "tcp/8000").verdict
    }
    #expect(verdict("52.1.2.3/32") == .yes)
    #expect(verdict("52.1.2.4/32") == .no)
    #expect(verdict("10.1.0.0/16") == .no)
  }
}
