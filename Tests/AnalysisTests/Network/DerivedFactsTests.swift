import AWSModel
import Analysis
import NetSpace
import Testing

/// What is derived from groups and paths: openings, exposures, admissions, tiers.
@Suite struct DerivedFactsTests {
  private func openings(_ rules: SecurityGroupRule...) -> [Opening] {
    var net = InternetPathTests.network()
    net.group("g", rules)
    let facts = net.facts
    return facts.openings.filter { $0.group.id == NetworkFixture.id("g") && $0.direction == .ingress }
  }

  @Test func twoHalvesAreTheWorld() {
    let both = openings(
      NetworkFixture.rule(.ingress, "tcp/22", .block("0.0.0.0/1")),
      NetworkFixture.rule(.ingress, "tcp/22", .block("128.0.0.0/1")))
    #expect(both.count == 1)
    #expect(both.first?.source.isWorld().verdict == .yes)
    #expect(both.first?.rules.count == 2)
    let parts = openings(
      NetworkFixture.rule(.ingress, "tcp/22", .block("8.8.8.0/24")),
      NetworkFixture.rule(.ingress, "tcp/22", .block("9.9.9.0/24")))
    #expect(parts.first?.source.isWorld().verdict == .no)
  }

  @Test func theLargestRuleComesFirst() {
    let found = openings(
      NetworkFixture.rule(.ingress, "tcp/22", .group("g")),
      NetworkFixture.rule(.ingress, "tcp/22", .block("0.0.0.0/0")))
    #expect(found.first?.source.isWorld().verdict == .yes)
    #expect(found.first?.rules.first?.peers.elements.first?.kind == .block(NetworkFixture.block("0.0.0.0/0")))
  }

  @Test func anUnknownHostIsNeverTheWorld() {
    let host = openings(NetworkFixture.rule(.ingress, "tcp/22", .block("${aws_eip.office.public_ip}/32")))
    #expect(host.first?.source.isWorld().verdict == .no)
    let any = openings(NetworkFixture.rule(.ingress, "tcp/22", .block("${var.office}")))
    #expect(any.first?.source.isWorld().verdict == .unknown)
  }

  @Test func exposuresAreByTheirSources() {
    var net = InternetPathTests.network()
    net.group(
      "web",
      [
        NetworkFixture.rule(.ingress, "tcp/22", .block("8.8.8.0/24")),
        NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0")),
      ])
    net.instance("web", in: "public", ["web"], publicIP: true)
    let facts = net.facts
    let exposures = facts.endpoint(NetworkFixture.id("web")).map(facts.exposures) ?? []
    let rows = exposures.map { "\($0.traffic) \($0.sources.must.isWorld()) \($0.exists)" }
    #expect(Set(rows) == ["tcp/22 false yes", "tcp/443 true yes"])
    #expect(
      exposures.first { !$0.sources.must.isWorld() }?.sources.must == IPPrefix("8.8.8.0/24").map { AddressSet($0) })
  }

  @Test func tiersAreTheFirstThatFits() throws {
    var net = InternetPathTests.network()
    net.loadBalancer("lb", .application, in: ["public"], ["open"])
    net.listener("https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "ip")
    net.service("app", in: ["private"], ["open"], behind: "https-targets", port: 8000)
    net.instance("bastion", in: "public", ["open"], publicIP: true)
    net.instance("worker", in: "private", ["open"])
    net.instance("proxy", in: "public", ["open"], publicIP: true, forwards: true)
    net.database("db", in: ["private"], ["open"])
    let facts = net.facts
    let expected: [(String, Tier)] = [
      ("lb", .loadBalancer), ("app", .app), ("bastion", .bastion), ("worker", .app), ("proxy", .appliance),
      ("db", .data),
    ]
    for (name, tier) in expected {
      let endpoint = try #require(facts.endpoint(NetworkFixture.id(name)))
      #expect(facts.tier(of: endpoint) == .known(tier), "\(name)")
    }
  }

  /// A database with a rule of each kind.
  private func admissions(_ peers: NetworkFixture.RulePeerText...) throws -> [Admission] {
    var net = InternetPathTests.network()
    net.group("alb", [NetworkFixture.rule(.ingress, "tcp/443", .block("0.0.0.0/0"))])
    net.loadBalancer("lb", .application, in: ["public"], ["alb"])
    net.listener("https", of: "lb", "HTTPS", 443, forwardsTo: NetworkFixture.attribute(8000), targetType: "ip")
    net.group("app", [])
    net.service("app", in: ["private"], ["app"], behind: "https-targets", port: 8000)
    net.group(
      "db",
      peers.map { NetworkFixture.rule(.ingress, "tcp/5432", $0) })
    net.subnet("data", "10.0.9.0/24", in: "vpc")
    net.database("db", in: ["data"], ["db"])
    let facts = net.facts
    let database = try #require(facts.endpoint(NetworkFixture.id("db")))
    return facts.admissions(of: database)
  }

  @Test func theApplicationsGroupAdmitsTheApplication() throws {
    let admissions = try admissions(.group("app"))
    #expect(admissions.map(\.kind) == [.endpoints])
    #expect(admissions.first?.endpoints.map(\.endpoint.address) == ["app"])
    #expect(admissions.first?.admitsUnoccupied == .no)
    #expect(admissions.first?.exists == .yes)
  }

  /// Targets with the same rules share answers, by the position of the groups that the rules name.
  @Test func targetsThatShareAnswersTellMembersApart() throws {
    var net = NetworkFixture()
    net.vpc("vpc", ["10.0.0.0/16"])
    net.subnet("clients", "10.0.1.0/24", in: "vpc")
    let groups = (0..<6).map { "group\($0)" }
    for group in groups {
      net.group(group, [])
      net.instance("member of \(group)", in: "clients", [group])
    }
    net.group(
      "target",
      [
        NetworkFixture.rule(.ingress, "tcp/8080", .block("10.0.1.77/32")),
        NetworkFixture.rule(.ingress, "tcp/8080", .group(groups[0])),
      ] + groups.dropFirst().enumerated().map { NetworkFixture.rule(.ingress, "tcp/\(9000 + $0)", .group($1)) })
    for index in 0..<24 {
      net.subnet("subnet \(index)", "10.0.\(100 + index).0/24", in: "vpc")
      net.instance("target \(index)", in: "subnet \(index)", ["target"])
    }
    let facts = net.facts
    for index in 0..<24 {
      let target = try #require(facts.endpoint(NetworkFixture.id("target \(index)")))
      let admitted = facts.admissions(of: target).map { admission in
        admission.endpoints.map { "\($0.endpoint.address) \($0.verdict)" }
      }
      #expect(admitted[0] == groups.map { "member of \($0) unknown" })
      #expect(admitted.dropFirst() == ArraySlice(groups.map { ["member of \($0) yes"] }))
    }
  }

  @Test func theBalancersGroupAdmitsTheBalancer() throws {
    let admissions = try admissions(.group("alb"))
    #expect(admissions.first?.endpoints.map(\.endpoint.address) == ["lb"])
  }

  @Test func theWholeVPCAdmitsEverybodyInIt() throws {
    let admissions = try admissions(.block("10.0.0.0/16"))
    #expect(admissions.map(\.kind) == [.vpc])
    #expect(Set(admissions.first?.endpoints.map(\.endpoint.address) ?? []) == ["lb", "app"])
    #expect(admissions.first?.admitsUnoccupied != .no)
    #expect(admissions.first?.exists == .yes)
  }

  @Test func aSubnetThatTheApplicationFillsAdmitsNobodyElse() throws {
    let admissions = try admissions(.block("10.0.1.0/24"))
    #expect(admissions.first?.endpoints.map(\.endpoint.address) == ["app"])
    #expect(admissions.first?.admitsUnoccupied == .no)
  }

  @Test func addressesThatNobodyOccupies() throws {
    let admissions = try admissions(.block("10.0.200.0/24"))
    #expect(admissions.first?.endpoints.isEmpty == true)
    #expect(admissions.first?.admitsUnoccupied == .yes)
  }

  @Test func theInternetIsAdmittedOnlyWhereAWayLeads() throws {
    let admissions = try admissions(.block("0.0.0.0/0"))
    let internet = admissions.first { $0.kind == .internet }
    #expect(internet?.exists == .no)
    #expect(admissions.contains { $0.kind == .vpc && $0.exists == .yes })
  }

  @Test func anUnknownPeerIsUndecided() throws {
    let admissions = try admissions(.unknown("var.peer"))
    #expect(admissions.map(\.kind) == [.unknown])
    #expect(admissions.first?.exists == .unknown)
    #expect(admissions.first?.because.map(\.subject) == ["var.peer"])
  }
}
