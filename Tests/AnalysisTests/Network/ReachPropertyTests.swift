import AWSModel
import Analysis
import NetSpace
import TestSupport
import Testing

/// The matrix of who reaches what against one question for each pair, on small random networks.
@Suite struct ReachPropertyTests {
  private static func networks(_ body: (Int, Facts) -> Void) throws {
    for seed in propertySeeds(default: 10) {
      body(seed, Facts(try RandomNetwork(seed: seed, .known).infrastructure))
      body(seed, Facts(try RandomNetwork(seed: seed, .hidden, hiding: 12).infrastructure))
    }
  }

  /// Only those that the rules of a target admit are tried: nobody is missed by that.
  @Test func nobodyIsLeftOut() throws {
    var rows = 0
    try Self.networks { seed, facts in
      for target in facts.endpoints {
        let all = facts.reach(.endpoint(target.id))
        let unnamed = traffic(all) { if case .unknown = $0 { true } else { false } }
        for source in facts.endpoints where source.id != target.id {
          let query = Query(source: .endpoint(source.id), target: .endpoint(target.id), joinsLoadBalancers: false)
          let answer = facts.answer(query)
          // From network to network over the internet: that is the internet's row.
          if answer.unknowns.contains(where: { $0.subject.hasPrefix("the way over the internet") }) { continue }
          let found = traffic(all) { $0 == .endpoint(source.id) }
          let possible = answer.verdict == .no ? .empty : answer.surviving.may.traffic
          let isCertain =
            answer.verdict == .yes && source.declaration.existence.verdict == .yes
            && target.declaration.existence.verdict == .yes
          #expect(found.must == (isCertain ? answer.surviving.must.traffic : .empty), "seed \(seed): \(query)")
          #expect(possible.isSubset(of: found.may.union(unnamed.may)), "seed \(seed): \(query)")
          #expect(found.may.isSubset(of: possible), "seed \(seed): \(query)")
          if !found.may.isEmpty { rows += 1 }
        }
      }
    }
    #expect(rows > 40)
  }

  /// The internet's part is what is answered when the internet is asked for.
  @Test func theInternetIsAnsweredAlike() throws {
    try Self.networks { seed, facts in
      for target in facts.endpoints {
        let answer = facts.answer(Query(source: .internet, target: .endpoint(target.id)))
        let rows = ReachRow.rows(of: facts.reach(.endpoint(target.id), from: [ChosenPeer(.internet)]))
        let verdict = Verdict.any(rows.map(\.verdict))
        let exists = target.declaration.existence.verdict
        #expect(verdict == answer.verdict.and(exists), "seed \(seed): \(target.address)")
        #expect(rows.allSatisfy { $0.verdict == .yes || !$0.because.isEmpty }, "seed \(seed): \(target.address)")
      }
    }
  }

  /// To ask for one source gives its part of the whole.
  @Test func aPartIsAPartOfTheWhole() throws {
    try Self.networks { seed, facts in
      for target in facts.endpoints {
        let all = facts.reach(.endpoint(target.id))
        for source in facts.endpoints {
          let whole = traffic(all) { $0 == .endpoint(source.id) }
          let part = traffic(facts.reach(.endpoint(target.id), from: [ChosenPeer(.endpoint(source.id))])) { _ in true }
          // Who is hidden behind an unknown peer shows when asked for.
          #expect(whole.must == part.must, "seed \(seed): \(source.address) to \(target.address)")
          #expect(whole.may.isSubset(of: part.may), "seed \(seed): \(source.address) to \(target.address)")
        }
      }
    }
  }

  /// Nothing changes when nothing changes, however much is not known.
  @Test func theSameIsNoChange() throws {
    try Self.networks { seed, facts in
      let comparison = Comparison(
        old: Comparison.Side(facts, root: "test"), new: Comparison.Side(facts, root: "test"))
      #expect(comparison.opened.isEmpty && comparison.closed.isEmpty, "seed \(seed)")
    }
  }

  /// What is opened one way is closed the other way, and nothing that was there before is.
  @Test func changesAreSymmetricAndNew() throws {
    var changes = 0
    for seed in propertySeeds(default: 8) {
      let old = Facts(try RandomNetwork(seed: seed, .known).infrastructure)
      let new = Facts(try RandomNetwork(seed: seed + 1000, .known).infrastructure)
      let there = Comparison(old: Comparison.Side(old, root: "test"), new: Comparison.Side(new, root: "test"))
      let back = Comparison(old: Comparison.Side(new, root: "test"), new: Comparison.Side(old, root: "test"))
      func lines(_ changes: Comparison.Changes) -> [String] {
        changes.flows.map { "\($0.target) \($0.traffic) \($0.endpoints) \($0.internet) \($0.verdict)" }
      }
      #expect(lines(there.opened) == lines(back.closed) && lines(there.closed) == lines(back.opened), "seed \(seed)")
      for row in there.opened.flows where row.verdict == .yes {
        for source in row.endpoints where old.endpoint(source) != nil {
          guard case .endpoint(let target) = row.target, old.endpoint(target) != nil else { continue }
          changes += 1
          let query = Query(
            source: .endpoint(source), target: row.target, traffic: row.traffic, joinsLoadBalancers: false)
          let before = old.answer(query)
          if before.unknowns.contains(where: { $0.subject.hasPrefix("the way over the internet") }) { continue }
          if row.balancers.isEmpty { #expect(before.verdict == .no, "seed \(seed): \(query)") }
        }
      }
    }
    #expect(changes > 2)
  }

  private func traffic(_ reaches: [Reach], _ isMeant: (Reach.Source) -> Bool) -> Bounds<Traffic> {
    .union(
      of: reaches.filter { $0.balancers.isEmpty && isMeant($0.source) }.map { $0.passed.map(monotone: \.traffic) })
  }
}
