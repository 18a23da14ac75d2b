import AWSModel
import Analysis
import NetSpace
import Testing

/// What would open a way, what would close one, and ways by hosts that are taken over.
@Suite struct ChangeTests {
  @Test func aTargetWithOneBlockerNeedsOneChange() {
    var net = InternetPathTests.network()
    net.group("closed", [])
    net.instance("web", in: "public", ["closed"], publicIP: true)
    let sets = net.answer(.internet, to: .endpoint("web"), "tcp/443").changeSets
    #expect(sets.map { $0.steps.map(\.kind) } == [[.securityGroups(.ingress)]])
  }

  @Test func everythingInTheWayIsInTheSet() {
    var net = InternetPathTests.network()
    net.group("closed", [])
    net.instance("app", in: "private", ["closed"])
    let sets = net.answer(.internet, to: .endpoint("app"), "tcp/22").changeSets
    #expect(sets.map { Set($0.steps.map(\.kind)) } == [[.securityGroups(.ingress), .publicAddress, .routeTable]])
  }

  /// The list lets 443 in, the group 22: changing either one is enough.
  @Test func stepsThatBlockTogetherAreAlternatives() {
    var net = InternetPathTests.network()
    net.networkACL(
      "web-only", in: "vpc",
      [
        NetworkFixture.entry(100, .ingress, allows: true, "tcp/443", "0.0.0.0/0"),
        NetworkFixture.entry(100, .egress, allows: true, "all", "0.0.0.0/0"),
      ], for: ["public"])
    net.group("ssh", [NetworkFixture.rule(.ingress, "tcp/22", .block("0.0.0.0/0"))])
    net.instance("web", in: "public", ["ssh"], publicIP: true)
    let sets = net.answer(.internet, to: .endpoint("web")).changeSets
    #expect(Set(sets.map { $0.steps.map(\.kind) }) == [[.networkACL(.ingress)], [.securityGroups(.ingress)]])
  }

  @Test func theWayWithFewerChangesComesFirst() {
    var net = InternetPathTests.network()
    net.loadBalancer("lb", .application, in: ["public"], ["open"])
    net.listener(
      "https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(8080), targetType: "instance",
      targets: ["app"])
    net.group("closed", [])
    net.instance("app", in: "private", ["closed"])
    let answer = net.answer(.internet, to: .endpoint("app"), "tcp/8080")
    #expect(answer.verdict == .no)
    #expect(answer.changeSets.first?.steps.map(\.kind) == [.securityGroups(.ingress)])
    #expect(answer.changeSets.first?.via == "by way of lb")
  }

  @Test func entriesThatEverythingRestsOnAreChokePoints() {
    var net = InternetPathTests.network()
    // Places tell entries apart.
    net.infrastructure.securityGroups.removeAll { $0.id == NetworkFixture.id("open") }
    net.group("two", [NetworkFixture.rule(.ingress, "tcp/22", .block("0.0.0.0/0"))])
    net.instance("web", in: "public", ["two"], publicIP: true)
    let facts = net.facts
    let answer = net.answer(.internet, to: .endpoint("web"), "tcp/22")
    let points = facts.chokePoints(of: answer)
    #expect(!points.isEmpty)
    #expect(facts.chokePoints(of: net.answer(.internet, to: .endpoint("web"), "tcp/23")).isEmpty)
  }

  // MARK: Chains

  /// From the internet to a bastion, to the app, to the database.
  private static func chained() -> NetworkFixture {
    var net = InternetPathTests.network()
    net.group("bastion", [NetworkFixture.rule(.ingress, "tcp/22", .block("0.0.0.0/0"))])
    net.group("app", [NetworkFixture.rule(.ingress, "tcp/22", .group("bastion"))])
    net.group("db", [NetworkFixture.rule(.ingress, "tcp/5432", .group("app"))])
    net.instance("bastion-host", in: "public", ["bastion"], publicIP: true)
    net.instance("app-host", in: "private", ["app"])
    net.database("database", in: ["private"], ["db"])
    return net
  }

  private static func query(_ traffic: String = "tcp/5432") -> Query {
    Query(
      source: .internet, target: .endpoint(NetworkFixture.id("database")),
      traffic: NetworkFixture.traffic(traffic).bounds.may)
  }

  @Test func hostsAreSteppedThrough() {
    let facts = Self.chained().facts
    #expect(facts.answer(Self.query()).verdict == .no)
    let (chains, isCut) = facts.chains(Self.query(), all: false)
    #expect(chains.map { $0.hosts.map(\.address) } == [["bastion-host", "app-host"]])
    #expect(chains.map(\.verdict) == [.yes])
    #expect(!isCut)
  }

  @Test func theShortestChainIsFoundAlone() {
    var net = Self.chained()
    net.infrastructure.securityGroups.removeAll { $0.id == NetworkFixture.id("db") }
    net.group("db", [NetworkFixture.rule(.ingress, "tcp/5432", .group("app"), .group("bastion"))])
    let facts = net.facts
    #expect(facts.chains(Self.query(), all: false).chains.map { $0.hosts.map(\.address) } == [["bastion-host"]])
    #expect(
      facts.chains(Self.query(), all: true).chains.map { $0.hosts.map(\.address) }
        == [["bastion-host"], ["bastion-host", "app-host"]])
  }

  /// A longer chain that is certain is looked for behind a shorter one that is not.
  @Test func aCertainChainComesBeforeAnUndecidedOne() {
    var net = Self.chained()
    net.infrastructure.securityGroups.removeAll { $0.id == NetworkFixture.id("db") }
    net.group("db", [NetworkFixture.rule(.ingress, "tcp/5432", .group("app"), .block("unknown/?"))])
    let chains = net.facts.chains(Self.query(), all: false).chains
    #expect(chains.first?.verdict == .yes)
    #expect(chains.first?.hosts.map(\.address) == ["bastion-host", "app-host"])
  }

  /// Who decides whether links can be made together decides which chains there are.
  @Test func chainsThatCannotBeWholeAreNone() {
    let facts = Self.chained().facts
    let (chains, _) = facts.chains(Self.query(), all: true) { links in
      links.count > 2 ? .no : .all(links.map(\.verdict))
    }
    #expect(chains.isEmpty)
  }

  @Test func noChainWhereALinkIsMissing() {
    #expect(Self.chained().facts.chains(Self.query("tcp/3306"), all: true).chains.isEmpty)
  }
}
