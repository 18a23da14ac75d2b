import AWSModel
import Analysis
import NetSpace
import Testing

/// Ways to databases by proxies, and names of what an endpoint stands for.
@Suite struct ProxyWayTests {
  /// `app` may reach the proxy, the proxy the database.
  private static func network(databaseAdmits: String = "proxies", databases: [String] = ["main"]) -> NetworkFixture {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.subnet("hosts", "10.0.1.0/24", in: "vpc")
    let everything = NetworkFixture.rule(.egress, "all", .block("0.0.0.0/0"))
    net.group("apps", [everything])
    net.group("proxies", [everything, NetworkFixture.rule(.ingress, "tcp/5432", .group("apps"))])
    net.group("stores", [NetworkFixture.rule(.ingress, "tcp/5432", .group(databaseAdmits))])
    net.instance("app", in: "hosts", ["apps"])
    net.instance("other", in: "hosts", ["stores"])
    net.database("main", in: ["hosts"], ["stores"])
    net.store("proxy", .proxy, .subnets(NetworkFixture.links(["hosts"])), ["proxies"], port: 5432)
    net.infrastructure.dataStores[0].databases = NetworkFixture.links(databases)
    return net
  }

  private static func verdict(_ net: NetworkFixture, from source: String = "app", joins: Bool = true) -> Verdict {
    net.answer(.endpoint(source), to: .endpoint("main"), "tcp/5432", joinsLoadBalancers: joins).verdict
  }

  /// A proxy opens connections of its own: its clients get to the database by way of it only.
  @Test func aProxyLeadsToItsDatabases() {
    let net = Self.network()
    #expect(Self.verdict(net) == .yes)
    #expect(Self.verdict(net, joins: false) == .no)
    #expect(Self.verdict(net, from: "other") == .no)
    #expect(Self.verdict(Self.network(databaseAdmits: "stores")) == .no)
    #expect(Self.verdict(Self.network(databases: [])) == .no)
    var open = Self.network(databases: [])
    open.infrastructure.dataStores[0].databases.rest.append(NetworkFixture.unknown("the target"))
    #expect(Self.verdict(open) == .unknown)
  }

  @Test func theMatrixHasThemToo() {
    let found = Self.network().facts.reach(.endpoint(NetworkFixture.id("main")))
    let ways = found.map { "\($0.source) \($0.balancers.map(\.address))" }.sorted()
    #expect(ways.count == 2)
    #expect(ways.contains { $0.contains("app") && $0.hasSuffix("[\"proxy\"]") }, "\(ways)")
    #expect(ways.contains { $0.contains("proxy") && $0.hasSuffix("[]") }, "\(ways)")
  }

  /// The nodes of a cluster are its interfaces, and mount targets those of a file system.
  @Test func endpointsStandForTheirParts() {
    var net = Self.network()
    net.store("target", .fileSystem, .subnets(NetworkFixture.links(["hosts"])), ["stores"], port: 2049, owner: "files")
    net.store("group", .cache, .subnets(NetworkFixture.links(["hosts"])), ["stores"], port: 6379)
    net.store("node", .cache, .subnets(NetworkFixture.links(["hosts"])), ["stores"], port: 6379, owner: "group")
    let standIns = net.facts.standIns
    #expect(standIns[NetworkFixture.id("files")] == [NetworkFixture.id("target")])
    #expect(standIns[NetworkFixture.id("node")] == [NetworkFixture.id("group")])
    #expect(standIns[NetworkFixture.id("main")] == nil)
  }
}
