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
