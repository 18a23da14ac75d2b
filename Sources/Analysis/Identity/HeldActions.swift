import AWSModel
import NetSpace

/// What a principal holds of some actions, and on what.
struct HeldActions {
  /// An answer with the grants that it rests on.
  struct Answer {
    var verdict: Verdict
    var because: [Unknown] = []
    var grants: [Grant] = []

    static let no = Answer(verdict: .no)

    /// Both are needed.
    func and(_ other: Answer) -> Answer {
      let both = verdict && other.verdict
      if both == .no { return .no }
      return Answer(verdict: both, because: because + other.because, grants: grants + other.grants)
    }

    /// One is enough; the better of the two.
    func or(_ other: Answer) -> Answer {
      if verdict == .yes || other.verdict == .no { return self }
      if other.verdict == .yes || verdict == .no { return other }
      return Answer(verdict: .unknown, because: because + other.because, grants: grants + other.grants)
    }

    func and(_ verdict: Verdict, because: [Unknown]) -> Answer {
      and(Answer(verdict: verdict, because: verdict == .unknown ? because : []))
    }
  }

  private struct Held {
    /// The action, as patterns match it.
    let symbols: [GlobPattern.Symbol]
    var holdings: [Holding] = []
  }

  /// What one grant holds an action on, settled once for all methods.
  private struct Holding {
    let grant: Grant
    let possible: [PatternSet]
    let certain: [PatternSet]

    init(_ grant: Grant, _ symbols: [GlobPattern.Symbol], isPlain: Bool) {
      func resources(_ requests: RequestSet) -> [PatternSet] {
        requests.boxes.filter { $0.actions.contains(symbols) }.map(\.resources)
      }
      self.grant = grant
      certain = resources(grant.granted.must)
      // A part that is not known says more by itself than when it may be anything.
      possible = isPlain ? certain : resources(grant.granted.may)
    }
  }

  private let byAction: [String: Held]

  /// - Parameter index: the actions of interest by the services that policies spell.
  init(_ grants: [Grant], among index: ActionIndex) {
    var byAction: [String: Held] = [:]
    for grant in grants where index.mayConcern(grant.granted.may) {
      let (must, may) = (grant.granted.must, grant.granted.may)
      let isPlain = may == must || may == must.widened
      for (action, symbols) in index.actions(of: may)
      where may.boxes.contains(where: { $0.actions.contains(symbols) }) {
        byAction[action, default: Held(symbols: symbols)].holdings.append(Holding(grant, symbols, isPlain: isPlain))
      }
    }
    self.byAction = byAction
  }

  var isEmpty: Bool { byAction.isEmpty }

  /// Whether of each list one action is held on something.
  func mayHold(_ needs: [[EscalationMethod.Key]]) -> Bool {
    needs.allSatisfy { $0.contains { byAction[$0.action] != nil } }
  }

  /// The terms of the resources that some actions are held on.
  func resources(of actions: [String]) -> [PatternTerm] {
    actions.flatMap { byAction[$0]?.holdings ?? [] }.flatMap(\.grant.granted.may.boxes).flatMap(\.resources.terms)
  }

  /// Whether one of some actions is held on resources that do.
  ///
  /// - Parameters:
  ///   - context: what a request for the action says under keys of conditions; nil: the key is not in the request.
  ///   - covers: whether some resources are, or may be, the ones that are needed.
  func holds(
    _ actions: [String], context: [String: String?], _ covers: (PatternSet) -> Verdict
  ) -> Answer {
    actions.reduce(.no) { result, action in
      guard let held = byAction[action] else { return result }
      return held.holdings.reduce(result) { result, holding in
        result.verdict == .yes ? result : result.or(holds(holding, context, covers))
      }
    }
  }

  private func holds(
    _ holding: Holding, _ context: [String: String?], _ covers: (PatternSet) -> Verdict
  ) -> Answer {
    func answer(_ resources: [PatternSet]) -> Verdict { Verdict.any(resources.lazy.map(covers)) }
    let grant = holding.grant
    let possible = answer(holding.possible)
    if possible == .no { return .no }
    let certain = holding.possible == holding.certain ? possible : answer(holding.certain)
    let bounds: Verdict = certain == .yes ? .yes : .unknown
    let verdict = Verdict.all([bounds, grant.existence.verdict, grant.isUsable(context)])
    if verdict == .no { return .no }
    let because = grant.unknowns + grant.existence.because
    return Answer(verdict: verdict, because: verdict == .unknown ? because : [], grants: [grant])
  }
}

/// Actions of interest, found again by the service that a pattern spells.
struct ActionIndex {
  private let byService: [String: [(action: String, symbols: [GlobPattern.Symbol])]]

  init(_ actions: some Sequence<String>) {
    let all = Set(actions).sorted().map { (action: $0, symbols: GlobPattern($0, foldingCase: true).symbols) }
    byService = Dictionary(grouping: all) { String($0.action.prefix { $0 != ":" }) }
  }

  /// Most policies are about services of which nothing is of interest.
  func mayConcern(_ requests: RequestSet) -> Bool {
    requests.boxes.contains { box in
      box.actions.terms.contains { term in
        guard let service = term.include.lazy.compactMap(\.spelledService).first else { return true }
        return byService[service] != nil
      }
    }
  }

  func actions(of requests: RequestSet) -> [(action: String, symbols: [GlobPattern.Symbol])] {
    var services: Set<String> = []
    for term in requests.boxes.flatMap(\.actions.terms) {
      guard let service = term.include.lazy.compactMap(\.spelledService).first else {
        return byService.keys.sorted().flatMap { byService[$0] ?? [] }
      }
      services.insert(service)
    }
    return services.sorted().flatMap { byService[$0] ?? [] }
  }
}

extension Grant {
  /// Whether its conditions let a request through that says this under these keys; under all others it says what it
  /// likes.
  ///
  /// Tags of the resource are what they are: which of them carries one is not known.
  fileprivate func isUsable(_ context: [String: String?]) -> Verdict {
    func isTrue(_ condition: Statement.Condition) -> Verdict? {
      let key = condition.key.lowercased()
      if key.contains("resourcetag/") { return .unknown }
      guard let value = context[key] else { return nil }
      guard let test = ConditionTest(condition) else { return .unknown }
      return Verdict(test.isTrue(of: value.map { [$0] }))
    }
    // A condition that the request can meet or miss as it likes is met where that helps, and missed where it helps.
    let met = Verdict.all(formula.all.map { isTrue($0) ?? .yes })
    let limits = formula.oneOf.map { lists in
      Verdict.any(lists.map { list in Verdict.all(list.map { isTrue($0) ?? .yes }) })
    }
    let denied = Verdict.any(formula.notAll.map { list in Verdict.all(list.map { isTrue($0) ?? .no }) })
    return Verdict.all([met, denied.not] + limits)
  }
}
