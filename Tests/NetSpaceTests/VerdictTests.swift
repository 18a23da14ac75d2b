import NetSpace
import Testing

@Suite struct VerdictTests {
  /// The truth values that a verdict could stand for.
  private func completions(_ verdict: Verdict) -> Set<Bool> {
    switch verdict {
    case .no: [false]
    case .unknown: [false, true]
    case .yes: [true]
    }
  }

  private func verdict(_ values: Set<Bool>) -> Verdict {
    values == [true] ? .yes : values == [false] ? .no : .unknown
  }

  @Test func operatorsAgreeWithEveryCompletion() {
    for left in Verdict.allCases {
      #expect(!left == verdict(Set(completions(left).map { !$0 })))
      for right in Verdict.allCases {
        let pairs = completions(left).flatMap { a in completions(right).map { (a, $0) } }
        let both = verdict(Set(pairs.map { $0 && $1 }))
        let one = verdict(Set(pairs.map { $0 || $1 }))
        #expect((left && right) == both)
        #expect((left || right) == one)
        #expect(left.and(right) == both)
        #expect(left.or(right) == one)
        #expect(Verdict.all([left, right]) == both)
        #expect(Verdict.any([left, right]) == one)
      }
    }
  }

  @Test func rightSideIsLeftAloneOnceDecided() {
    var evaluations = 0
    func evaluated(_ verdict: Verdict) -> Verdict {
      evaluations += 1
      return verdict
    }
    #expect((Verdict.no && evaluated(.yes)) == .no)
    #expect((Verdict.yes || evaluated(.no)) == .yes)
    #expect(evaluations == 0)
    #expect((Verdict.unknown && evaluated(.no)) == .no)
    #expect((Verdict.unknown || evaluated(.yes)) == .yes)
    #expect(evaluations == 2)
  }

  @Test func neutralElementsAndOrder() {
    #expect(Verdict.all([]) == .yes)
    #expect(Verdict.any([]) == .no)
    #expect(Verdict.no < .unknown && Verdict.unknown < .yes)
    #expect(Verdict(true) == .yes && Verdict(false) == .no)
    #expect(Verdict.allCases.map(\.description) == ["no", "unknown", "yes"])
    #expect(Verdict.allCases.map(\.isDefinite) == [true, false, true])
  }
}
