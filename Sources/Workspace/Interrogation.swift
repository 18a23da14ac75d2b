import AWSModel
import Analysis
import NetSpace

/// Questions to what the inputs of a run declare, one after the other, as `netlint explain` takes them.
///
/// What was worked out for one is kept for the next.
package struct Interrogation {
  private let infrastructure: Infrastructure
  private let constructPaths: [ResourceID: String]
  private let facts: Facts
  private var evaluator: AccessEvaluator?
  private var pinned: PinnedFacts

  package init(_ workspace: Workspace) {
    infrastructure = workspace.infrastructure
    constructPaths = workspace.constructPaths
    facts = Facts(workspace.infrastructure)
    pinned = PinnedFacts(workspace)
  }

  /// Says that some answers were left undecided because there is too much to try; nil if there are none.
  package var note: Diagnostic? { pinned.note }

  // MARK: Packets

  /// Whether packets get through, and by which ways.
  ///
  /// - Throws: a name that means nothing in the inputs, or too much.
  package mutating func answer(
    _ text: QueryText, joinsLoadBalancers: Bool = true, pivots: Pivots = .none
  ) throws(NameError) -> PacketAnswer {
    let pairs = try NameResolver(facts, constructPaths: constructPaths).queries(
      text, joinsLoadBalancers: joinsLoadBalancers)
    if pairs.count > 1 || pairs[0].isMeant != .yes {
      return .pairs(pairs.map { answer($0, byPivots: pivots != .none) })
    }
    if pivots != .none {
      let (chains, isCut) = facts.chains(pairs[0].query, all: pivots == .all) { pinned.verdict(ofAll: $0) }
      return .chains(pairs[0].query, chains, isCut: isCut)
    }
    return .ways(ways(pairs[0].query))
  }

  /// Whether hosts on the way may be taken over.
  package enum Pivots: Sendable {
    case none, shortest, all
  }

  private mutating func ways(_ query: Query) -> ExplainedWays {
    let open = facts.answer(query)
    let chokePoints = facts.chokePoints(of: open)
    // What one condition decides at several steps may be settled, whichever way it is decided.
    guard let settled = pinned.settled(open), settled.verdict != .unknown, let first = settled.answers.first else {
      return ExplainedWays(answer: open, chokePoints: chokePoints, whatever: [])
    }
    return ExplainedWays(answer: first, chokePoints: chokePoints, whatever: settled.because)
  }

  private mutating func answer(_ pair: PairQuery, byPivots: Bool) -> PairAnswer {
    let because: [Unknown]
    let verdict: Verdict
    if byPivots {
      let chain = facts.chains(pair.query, all: false) { pinned.verdict(ofAll: $0) }.chains.first
      verdict = chain?.verdict ?? .no
      because = chain?.links.flatMap(\.unknowns) ?? []
    } else {
      let answer = facts.answer(pair.query)
      verdict = pinned.settled(answer)?.verdict ?? answer.verdict
      because = answer.unknowns
    }
    let open = verdict == .no ? [] : (verdict == .yes ? [] : because) + pair.because
    return PairAnswer(query: pair.query, verdict: verdict.and(pair.isMeant), because: open)
  }

  // MARK: Access

  /// Whether a caller may do something, or who may.
  ///
  /// - Throws: a name that means nothing in the inputs, or too much.
  package mutating func answer(_ text: AccessQueryText) throws(NameError) -> AccessAnswer {
    let names = AccessNames(facts, constructPaths: constructPaths)
    let target = try names.target(text.resource)
    let evaluator = self.evaluator ?? AccessEvaluator(infrastructure)
    self.evaluator = evaluator
    guard let name = text.caller else {
      let decisions = evaluator.whoCan(text.action, on: target).map { pinned.settled($0) }
      return .callers(decisions, workloads: WorkloadRoles(infrastructure).workloads(of: decisions), target)
    }
    let caller: Caller
    let workload: ResourceID?
    do {
      (caller, workload) = try names.caller(name)
    } catch {
      // As what it runs may depend on what can be tried.
      guard let id = names.workload(name), let decision = pinned.decision(of: id, text.action, target) else {
        throw error
      }
      return .decision(decision, of: id)
    }
    let question = AccessQuestion(caller: caller, action: text.action, target: target)
    return .decision(pinned.settled(evaluator.decide(question)), of: workload)
  }
}
