import AWSModel
import Analysis
import NetSpace
import Testing

/// Instances with several interfaces, each with a subnet, groups and a public address of its own.
@Suite struct SeveralInterfacesTests {
  /// A public interface with the groups `outer` and a private one with `inner`.
  private static func network(_ outer: String, _ inner: String, address holder: String = "eni-out") -> NetworkFixture {
    var net = InternetPathTests.network()
    net.group("closed", [NetworkFixture.rule(.ingress, "tcp/8080", .block("10.0.0.0/16"))])
    net.group("ssh", [NetworkFixture.rule(.ingress, "tcp/22", .block("0.0.0.0/0"))])
    for (name, subnet, group) in [("eni-out", "public", outer), ("eni-in", "private", inner)] {
      net.infrastructure.networkInterfaces.append(
        NetworkInterface(
          declaration: NetworkFixture.declaration(name), subnet: NetworkFixture.link(subnet),
          groups: NetworkFixture.links([group]), sourceDestCheck: NetworkFixture.attribute(true), instance: nil))
    }
    net.infrastructure.instances.append(
      Instance(
        declaration: NetworkFixture.declaration("two"), subnet: nil, groups: PartialList(), associatesPublicIP: nil,
        hasIPv6: nil, sourceDestCheck: NetworkFixture.attribute(true), profile: nil,
        interfaces: NetworkFixture.links(["eni-out", "eni-in"]), launchTemplate: nil))
    net.elasticIP("eip", "52.1.2.3", heldBy: holder)
    net.instance("near", in: "private", ["open"])
    return net
  }

  private static func verdict(_ net: NetworkFixture, _ source: Peer, _ traffic: String) -> Verdict {
    net.answer(source, to: .endpoint("two"), traffic).verdict
  }

  @Test func groupsOfOneInterfaceDoNotOpenAnother() {
    let net = Self.network("closed", "ssh")
    #expect(Self.verdict(net, .internet, "tcp/22") == .no)
    #expect(Self.verdict(net, .endpoint("near"), "tcp/22") == .yes)
    #expect(Self.verdict(net, .endpoint("near"), "tcp/8080") == .yes)
    #expect(net.facts.exposures(of: net.facts.endpoints.first { $0.address == "two" }!).isEmpty)
  }

  @Test func theInterfaceWithAllOfItIsReached() {
    #expect(Self.verdict(Self.network("ssh", "closed"), .internet, "tcp/22") == .yes)
    // An address of the instance is one of its first interface.
    #expect(Self.verdict(Self.network("ssh", "closed", address: "two"), .internet, "tcp/22") == .yes)
    #expect(Self.verdict(Self.network("ssh", "closed", address: "eni-in"), .internet, "tcp/22") == .no)
  }

  /// An instance in a subnet that maps public addresses: launched with one interface or with two, or with one that was
  /// there before.
  @Test func anAddressAtLaunchIsForOneNewInterface() {
    for (interfaces, hasOwn, mapsPublicIP, expected) in [
      ([], true, true, Verdict.yes), (["eni-a"], true, true, .no), (["eni-a", "eni-b"], false, true, .no),
      (["eni-a"], false, true, .unknown), (["eni-a"], false, false, .no),
    ] {
      var net = InternetPathTests.network()
      net.subnet("mapping", "10.0.5.0/24", in: "vpc", mapsPublicIP: mapsPublicIP)
      net.table("mapping-table", in: "vpc", [("0.0.0.0/0", to: "igw")], for: ["mapping"])
      for name in interfaces {
        net.infrastructure.networkInterfaces.append(
          NetworkInterface(
            declaration: NetworkFixture.declaration(name), subnet: NetworkFixture.link("mapping"),
            groups: NetworkFixture.links(["open"]), sourceDestCheck: NetworkFixture.attribute(true), instance: nil))
      }
      net.infrastructure.instances.append(
        Instance(
          declaration: NetworkFixture.declaration("one"), subnet: hasOwn ? NetworkFixture.link("mapping") : nil,
          groups: hasOwn ? NetworkFixture.links(["open"]) : PartialList(), associatesPublicIP: nil, hasIPv6: nil,
          sourceDestCheck: NetworkFixture.attribute(true), profile: nil, interfaces: NetworkFixture.links(interfaces),
          launchTemplate: nil))
      let answer = net.answer(.internet, to: .endpoint("one"), "tcp/22")
      #expect(answer.verdict == expected, "\(interfaces) \(hasOwn) \(mapsPublicIP)")
    }
  }

  // MARK: Several addresses

  /// An instance with two addresses and a client whose group lets it send to one.
  private static func addressed(_ addresses: [String], _ rules: [SecurityGroupRule]) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.group("sender", rules)
    net.infrastructure.instances.append(
      Instance(
        declaration: NetworkFixture.declaration("several"), subnet: NetworkFixture.link("private"),
        groups: NetworkFixture.links(["open"]), associatesPublicIP: nil, hasIPv6: nil,
        sourceDestCheck: NetworkFixture.attribute(true), profile: nil, interfaces: PartialList(), launchTemplate: nil,
        addresses: PartialList(addresses.map { NetworkFixture.attribute(NetworkFixture.block("\($0)/32")) })))
    net.instance("client", in: "public", ["sender"])
    return net
  }

  /// Whoever connects chooses the address: a rule for one of them is enough.
  @Test(arguments: [
    (["10.0.1.10", "10.0.1.11"], "10.0.1.11/32", Verdict.yes), (["10.0.1.10", "10.0.1.20"], "10.0.1.10/32", .yes),
    (["10.0.1.10", "10.0.1.20"], "10.0.1.30/32", .no), (["10.0.1.10"], "10.0.1.10/32", .yes),
    ([], "10.0.1.10/32", .unknown),
  ])
  func aRuleForOneOfTheAddressesOfATarget(_ addresses: [String], _ block: String, _ expected: Verdict) {
    let net = Self.addressed(addresses, [NetworkFixture.rule(.egress, "tcp/22", .block(block))])
    let answer = net.answer(.endpoint("client"), to: .endpoint("several"), "tcp/22")
    #expect(answer.verdict == expected)
    #expect(answer.unknowns.map(\.subject) == (expected == .unknown ? ["the address of several"] : []))
  }

  /// Which of its addresses it sends from is not the client's choice alone: the answer names whose it is.
  @Test func aRuleForOneOfTheAddressesOfASource() {
    var net = Self.addressed(["10.0.1.10", "10.0.1.20"], [])
    net.group("picky", [NetworkFixture.rule(.ingress, "tcp/22", .block("10.0.1.20/32"))])
    net.instance("server", in: "public", ["picky"])
    let answer = net.answer(.endpoint("several"), to: .endpoint("server"), "tcp/22")
    #expect(answer.verdict == .unknown)
    #expect(answer.unknowns.map(\.description) == ["the address of several is one of several"])
  }
}
