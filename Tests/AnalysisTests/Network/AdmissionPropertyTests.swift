import AWSModel
import NetSpace
import TestSupport
import Testing

@testable import Analysis

/// Who gets in is asked once for all that filters cannot tell apart: on random networks the same as one by one.
@Suite struct AdmissionPropertyTests {
  private static func networks(_ body: (Int, Facts) -> Void) throws {
    for seed in propertySeeds(default: 12) {
      body(seed, Facts(try RandomNetwork(seed: seed, .known).infrastructure))
      body(seed, Facts(try RandomNetwork(seed: seed, .known, isJoined: true).infrastructure))
      body(seed, Facts(try RandomNetwork(seed: seed, .hidden, hiding: 12).infrastructure))
    }
  }

  @Test func classesAreLetInAsTheirMembersAre() throws {
    var entrants = 0
    try Self.networks { seed, facts in
      for target in facts.endpoints {
        for admission in facts.admissions(of: target) where admission.kind == .vpc || admission.kind == .endpoints {
          let found = Dictionary(uniqueKeysWithValues: admission.entrants.map { ($0.endpoint.id, $0.verdict) })
          entrants += found.count
          for source in facts.endpoints where source.id != target.id {
            let admitted = facts.admits(from: source, to: target, admission.traffic).verdict
            let expected = admitted.and(Self.stands(source, for: admission, facts))
            #expect(
              found[source.id] ?? .no == expected,
              "seed \(seed): \(source.address) to \(target.address) on \(admission.traffic)")
          }
        }
      }
    }
    #expect(entrants > 200)
  }

  /// Two targets with one group, of which the list of one's subnet lets nobody in.
  @Test func subnetsWithOtherListsAreToldApart() throws {
    var net = Self.network(admitting: "10.0.0.0/24")
    net.networkACL("closed", in: "vpc", [], for: ["data"])
    net.instance("app", in: "public", ["open"])
    #expect(try Self.entrants(of: net, "near") == ["app"])
    #expect(try Self.entrants(of: net, "far") == [])
  }

  /// Two targets behind one list, of which one is in the source's own subnet, where no list is asked.
  @Test func theSourcesOwnSubnetIsToldApart() throws {
    var net = Self.network(admitting: "10.0.1.0/24")
    net.networkACL("closed", in: "vpc", [], for: ["private", "data"])
    net.instance("app", in: "private", ["open"])
    #expect(try Self.entrants(of: net, "near") == ["app"])
    #expect(try Self.entrants(of: net, "far") == [])
  }

  /// Two databases that AWS places in one of two subnets each, of which the list of one's second lets nobody in.
  @Test func everySubnetOfATargetCounts() throws {
    var net = Self.network(admitting: "10.0.0.0/24")
    net.subnet("other", "10.0.3.0/24", in: "vpc")
    net.table("others", in: "vpc", [], for: ["other"])
    net.networkACL("closed", in: "vpc", [], for: ["other"])
    net.database("inside", in: ["private", "data"], ["db"])
    net.database("split", in: ["private", "other"], ["db"])
    net.instance("app", in: "public", ["open"])
    #expect(try Self.verdicts(of: net, "inside") == [.yes])
    #expect(try Self.verdicts(of: net, "split") == [.unknown])
  }

  /// Two databases behind one list that lets nobody in, of which one may be in the source's own subnet.
  @Test func theSourcesOwnSubnetIsToldApartAmongSeveral() throws {
    var net = Self.network(admitting: "10.0.1.0/24")
    net.subnet("other", "10.0.3.0/24", in: "vpc")
    net.table("others", in: "vpc", [], for: ["other"])
    net.networkACL("closed", in: "vpc", [], for: ["private", "data", "other"])
    net.database("inside", in: ["private", "data"], ["db"])
    net.database("outside", in: ["data", "data"], ["db"])
    net.instance("app", in: "private", ["open"])
    #expect(try Self.verdicts(of: net, "inside") == [.unknown])
    #expect(try Self.verdicts(of: net, "outside") == [])
  }

  /// The subnets `private` with `near` and `data` with `far`: one table, one group.
  private static func network(admitting block: String) -> NetworkFixture {
    var net = InternetPathTests.network()
    net.subnet("data", "10.0.2.0/24", in: "vpc")
    net.table("table", in: "vpc", [], for: ["private", "data"])
    net.group("db", [NetworkFixture.rule(.ingress, "tcp/5432", .block(block))])
    net.instance("near", in: "private", ["db"])
    net.instance("far", in: "data", ["db"])
    return net
  }

  /// Whom a target lets in, after all targets have been asked about.
  private static func entrants(of net: NetworkFixture, _ target: String) throws -> [String] {
    let facts = net.facts
    for endpoint in facts.endpoints { _ = facts.admissions(of: endpoint).map(\.entrants) }
    let target = try #require(facts.endpoint(NetworkFixture.id(target)))
    return facts.admissions(of: target).flatMap(\.entrants).map(\.endpoint.address)
  }

  /// How certain it is of `app` that a target lets it in, after all targets have been asked about.
  private static func verdicts(of net: NetworkFixture, _ target: String) throws -> [Verdict] {
    let facts = net.facts
    for endpoint in facts.endpoints { _ = facts.admissions(of: endpoint).map(\.entrants) }
    let target = try #require(facts.endpoint(NetworkFixture.id(target)))
    return facts.admissions(of: target).flatMap(\.entrants).filter { $0.endpoint.address == "app" }.map(\.verdict)
  }

  /// Whether an endpoint is one that an admission's peer stands for.
  private static func stands(_ source: Endpoint, for admission: Admission, _ facts: Facts) -> Verdict {
    if case .members(let group) = admission.basis { return source.isMember(of: .resource(group)).verdict }
    let stations = facts.stations(of: source).filter { station in
      admission.side.vpcs.contains { $0.isSame(as: station.vpc) != .no }
    }
    let covered = Verdict.any(
      stations.map { Bounds.exact(admission.addresses).contains(pointOf: $0.remote.addresses) })
    let isWhole = stations.contains {
      !$0.addresses.ipv4.isEmpty && $0.addresses.ipv4.isSubset(of: admission.addresses)
    }
    return covered == .unknown && isWhole ? .yes : covered
  }
}
