import AWSModel
import Analysis
import Frontends
import NetSpace

/// The facts of a run for every combination of the conditions and allowed values that an answer depends on.
///
/// Where one of them decides at several steps, each step by itself can be passed, but not all together, or always one of
/// them: only asking with it taken as decided can tell. What is so in every combination is so, whichever way it is
/// decided.
package struct PinnedFacts {
  /// For one question.
  private static let mostCombinations = 64
  /// For all that are asked of a run.
  private static let mostInAll = 1024

  /// With nothing taken as decided.
  let infrastructure: Infrastructure
  private let derived: DerivedStacks?
  /// What is assumed besides, such as the tiers that a project gives its endpoints.
  private let completed: (Facts) -> Facts
  private var known: [Pins: Facts] = [:]
  private var declared: [Pins: Set<ResourceID>] = [:]
  /// What depends on more combinations than are tried.
  private var unsettled: [Unknown] = []

  package init(_ workspace: Workspace, completed: @escaping (Facts) -> Facts = { $0 }) {
    infrastructure = workspace.infrastructure
    derived = workspace.derived
    self.completed = completed
  }

  /// Says that some answers were left undecided because there is too much to try; nil if there are none.
  package var note: Diagnostic? {
    unsettled.isEmpty ? nil : .tooManyCombinations(unsettled)
  }

  // MARK: Answers

  /// Asks again what is undecided; nil if nothing that it depends on can be taken as decided, or too much.
  package mutating func settled(_ answer: Answer) -> PinnedAnswers? {
    guard answer.verdict == .unknown else { return nil }
    return asked(because: answer.unknowns) { because in
      facts(deciding: because).flatMap { having(answer.query.ends, of: $0) }.map { asked in
        PinnedAnswers(because: because, answers: asked.map { $0.facts.answer(answer.query) })
      }
    } open: {
      $0.answers.flatMap { $0.verdict == .unknown ? $0.unknowns : [] }
    }
  }

  /// Whether all of some answers are yes, when what they depend on is decided for all of them alike.
  package mutating func verdict(ofAll answers: [Answer]) -> Verdict {
    let verdict = Verdict.all(answers.map(\.verdict))
    guard verdict == .unknown else { return verdict }
    let ends = answers.flatMap(\.query.ends)
    let found: [[Answer]]? = asked(because: answers.flatMap(\.unknowns)) { because in
      facts(deciding: because).flatMap { having(ends, of: $0) }.map { asked in
        asked.map { one in answers.map { one.facts.answer($0.query) } }
      }
    } open: { alternatives in
      alternatives.filter { Verdict.all($0.map(\.verdict)) == .unknown }.flatMap { $0.flatMap(\.unknowns) }
    }
    return found.map { .common($0.map { .all($0.map(\.verdict)) }) } ?? verdict
  }

  /// The answer to a question about access: asked again, where it is undecided, for every combination of what it depends
  /// on, and that of one of them where all agree.
  package mutating func settled(_ decision: AccessDecision) -> AccessDecision {
    guard decision.verdict == .unknown else { return decision }
    let subjects = decision.question.subjects
    let found: (because: [Unknown], decisions: [AccessDecision])? = asked(because: decision.unknowns) { because in
      guard let facts = facts(deciding: because) else { return nil }
      let asked = facts.filter { declared($0).isSuperset(of: subjects) }
      return (because, asked.map { AccessEvaluator($0.facts.infrastructure).decide(decision.question) })
    } open: {
      $0.decisions.flatMap { $0.verdict == .unknown ? $0.unknowns : [] }
    }
    guard let (because, decisions) = found, let first = decisions.first,
      Verdict.common(decisions.map(\.verdict)) != .unknown
    else { return decision }
    return first.holding(whatever: because)
  }

  // MARK: Matrices

  /// What gets through, as all combinations together have it.
  ///
  /// - Parameter ask: what gets through by the facts of one combination.
  package mutating func settled(_ reaches: [Reach], asking ask: (Facts) -> [Reach]) -> [Reach] {
    let open = reaches.filter { !$0.passed.isExact && $0.because.contains(where: \.isPinnable) }
    if open.isEmpty { return reaches }
    // All together when they are few, so that most templates need few runs.
    let together = open.flatMap(\.because).distinct
    let found: (because: [Unknown], facts: [One], reaches: [[Reach]])? = asked(because: together) { because in
      guard let common = combinations(deciding: because), let facts = facts(common, for: because) else { return nil }
      return (because, facts, facts.map { ask($0.facts) })
    } open: {
      $0.reaches.joined().filter { !$0.passed.isExact }.flatMap(\.because)
    }
    if let (because, facts, asked) = found {
      return settled(reaches, (together + because).distinct, by: facts, asked)
    }
    var matrices: [Pins: [Reach.Ends: Reach]] = [:]
    return reaches.reduce(into: []) { all, reach in
      guard !reach.passed.isExact, reach.because.contains(where: \.isPinnable),
        let own = combinations(deciding: reach.because), let facts = facts(own, for: reach.because)
      else {
        all.append(reach)
        return
      }
      guard let facts = having(reach.ends.endpoints, of: facts) else {
        all.append(reach)
        return
      }
      let alternatives = facts.map { one -> Reach? in
        if matrices[one.pins] == nil { matrices[one.pins] = Reach.byEnds(ask(one.facts)) }
        return matrices[one.pins]?[reach.ends]
      }
      if let settled = reach.settled(by: alternatives) { all.append(settled) }
    }
  }

  /// What gets through, when one of some facts is so: also from those of whom it is not known who they are otherwise.
  private mutating func settled(
    _ reaches: [Reach], _ because: [Unknown], by facts: [One], _ asked: [[Reach]]
  ) -> [Reach] {
    let matrices = Dictionary(
      zip(facts.map(\.pins), asked.map(Reach.byEnds)), uniquingKeysWith: { first, _ in first })
    let known = reaches.filter { !$0.isOfStranger(among: because) }
    let own = Set(known.map(\.ends))
    let settled = known.reduce(into: [Reach]()) { all, reach in
      guard let there = having(reach.ends.endpoints, of: facts) else {
        all.append(reach)
        return
      }
      if let reach = reach.settled(by: there.map { matrices[$0.pins]?[reach.ends] }) { all.append(reach) }
    }
    var added: Set<Reach.Ends> = []
    let others = asked.joined().reduce(into: [Reach]()) { all, reach in
      if own.contains(reach.ends) || !added.insert(reach.ends).inserted { return }
      let alternatives = facts.map { matrices[$0.pins]?[reach.ends] }
      if let reach = Reach.either(alternatives, because: because.filter(\.isPinnable)) { all.append(reach) }
    }
    // Those of one target together.
    return Dictionary(grouping: settled + others) { reach in
      reaches.firstIndex { $0.target == reach.target } ?? reaches.count
    }.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  // MARK: Combinations

  /// One of the combinations.
  private typealias One = (pins: Pins, facts: Facts)

  /// The combinations in which all of some ends are there.
  ///
  /// What is asked about is taken to be there: what would be so without it says nothing. Nil if there are none, or if one
  /// of the ends is declared in a combination without being an end in a network (a function that is in a VPC under a
  /// condition): there the question has another answer.
  private mutating func having(_ ends: [ResourceID], of facts: [One]) -> [One]? {
    var having: [One] = []
    for one in facts {
      let missing = ends.filter { one.facts.endpoint($0) == nil }
      if missing.isEmpty {
        having.append(one)
      } else if !declared(one).isDisjoint(with: missing.map(\.whole)) {
        return nil
      }
    }
    return having.isEmpty ? nil : having
  }

  /// What each combination declares that has some resources; nil if nothing can be taken as decided, or too much.
  mutating func infrastructures(deciding unknowns: [Unknown], declaring ids: Set<ResourceID>) -> [Infrastructure]? {
    facts(deciding: unknowns)?.filter { declared($0).isSuperset(of: ids) }.map(\.facts.infrastructure)
  }

  /// All that is declared in a combination.
  private mutating func declared(_ one: One) -> Set<ResourceID> {
    if let ids = declared[one.pins] { return ids }
    let infrastructure = one.facts.infrastructure
    let ids = Set(infrastructure.allResources.map(\.id) + infrastructure.unmodelled.map(\.id))
    declared[one.pins] = ids
    return ids
  }

  private mutating func facts(deciding unknowns: [Unknown]) -> [One]? {
    guard unknowns.contains(where: \.isPinnable) else { return nil }
    guard let combinations = combinations(deciding: unknowns) else {
      unsettled += unknowns.filter(\.isPinnable)
      return nil
    }
    return facts(combinations, for: unknowns)
  }

  private func combinations(deciding unknowns: [Unknown]) -> [Pins]? {
    derived?.combinations(deciding: unknowns, limit: Self.mostCombinations, templatesOnly: true)
  }

  /// The facts of each combination; nil if none takes anything as decided, or if too much was tried already.
  private mutating func facts(_ combinations: [Pins], for unknowns: [Unknown]) -> [One]? {
    guard let derived, combinations.contains(where: { !$0.isEmpty }) else { return nil }
    guard known.count + combinations.count(where: { known[$0] == nil }) <= Self.mostInAll else {
      unsettled += unknowns.filter(\.isPinnable)
      return nil
    }
    return combinations.map { pins in
      if let facts = known[pins] { return (pins, facts) }
      let facts = completed(Facts(derived.infrastructure(pinned: pins)))
      known[pins] = facts
      return (pins, facts)
    }
  }
}

/// The answer to a query that is undecided, asked again for every combination of what it depends on.
package struct PinnedAnswers: Sendable {
  /// What the answer depended on.
  package let because: [Unknown]
  /// One for each combination.
  package let answers: [Answer]

  /// What all of them say; unknown if they differ.
  package var verdict: Verdict { common(\.verdict) }

  /// What can be said alike of all of them; unknown if it cannot.
  func common(_ verdict: (Answer) -> Verdict) -> Verdict { .common(answers.map(verdict)) }
}

extension Verdict {
  /// What all of some verdicts say; unknown if they differ, or if there are none.
  fileprivate static func common(_ verdicts: [Verdict]) -> Verdict {
    guard let first = verdicts.first, verdicts.allSatisfy({ $0 == first }) else { return .unknown }
    return first
  }
}

extension Query {
  /// The endpoints that it is about.
  fileprivate var ends: [ResourceID] {
    [source, target].compactMap { if case .endpoint(let id) = $0 { id } else { nil } }
  }
}

extension AccessQuestion {
  /// The resources of the input that it is about.
  fileprivate var subjects: Set<ResourceID> {
    var all: Set<ResourceID> = []
    if case .identity(let id) = caller { all.insert(id) }
    if case .resource(let id, _) = target { all.insert(id) }
    return all
  }
}

extension Diagnostic {
  /// - Parameter unknowns: what some answers depend on; there are some.
  static func tooManyCombinations(_ unknowns: [Unknown]) -> Diagnostic {
    let first = unknowns.first
    return Diagnostic(
      .unsupported,
      "some undecided answers depend on more combinations of conditions than are tried "
        + "(\(first.map { "\($0)" } ?? "") and others): they may be decided, whichever way these are",
      help: "give values with --parameter or --parameters", at: first?.place)
  }
}

extension Unknown {
  /// Whether it can be one of several values that are tried.
  var isPinnable: Bool { reason == .condition || reason == .parameter }
}
