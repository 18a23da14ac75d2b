import AWSModel
import Analysis
import CEL
import Documents
import NetSpace

/// Tests the rows of relations by rules.
///
/// A row is a finding if it exists and the rule's condition holds of it; if either is not known the finding is
/// undecided and says what it would need.
package struct Linter: Sendable {
  package let rules: [RuleDefinition]
  package let options: LintOptions

  package init(rules: [RuleDefinition], options: LintOptions = LintOptions()) {
    self.rules = rules
    self.options = options
  }

  /// The rules that run under the options.
  package var enabledRules: [RuleDefinition] { rules.filter(options.enables) }

  package func lint(_ facts: Facts) -> LintResult {
    let results = inParallel(parts(of: facts)) { relations in tested(relations, facts) }
      .joined().sorted { $0.relation < $1.relation }
    var drafts = results.flatMap { $0.hits.flatMap(DraftFinding.joined) }
    Subsumption.apply(to: &drafts)
    return LintResult(
      findings: drafts.map(\.finding).sorted(by: Linter.precedes), errors: results.flatMap(\.errors),
      diagnostics: results.flatMap(\.failures))
  }

  /// The rules by relation, in parts that share little of what is derived for them: of policies, and of networks.
  private func parts(of facts: Facts) -> [[(name: String, rules: [RuleDefinition])]] {
    let all = Dictionary(grouping: enabledRules, by: \.relation.string).map { (name: $0.key, rules: $0.value) }
      .sorted { $0.name < $1.name }
    // Threads cost more than the check of most templates.
    if facts.endpoints.count < Self.fewEndpoints { return [all] }
    return [
      all.filter { !Relations.ofPolicies.contains($0.name) }, all.filter { Relations.ofPolicies.contains($0.name) },
    ]
  }

  private static let fewEndpoints = 100

  /// What the rules of some relations hit.
  private func tested(_ relations: [(name: String, rules: [RuleDefinition])], _ facts: Facts) -> [RelationResult] {
    let context = LintContext(facts, options)
    let globals = GlobalObjects.values(context)
    return relations.map { name, rules in
      guard let relation = Relations.named(name) else {
        return RelationResult(relation: name, errors: rules.flatMap(CompiledRule.errors))
      }
      var tests = RelationTest(rules, globals, context)
      relation.groups(context) { tests.test($0) }
      return tests.result(name)
    }
  }

  /// By place, then rule, then subject: the order of a report.
  private static func precedes(_ a: Finding, _ b: Finding) -> Bool {
    if a.place.range != b.place.range { return a.place.range < b.place.range }
    if a.rule.id != b.rule.id { return a.rule.id < b.rule.id }
    if a.subject != b.subject { return a.subject < b.subject }
    // These two are made when they are asked for.
    return (a.fingerprint, a.message) < (b.fingerprint, b.message)
  }
}

/// A row of which a rule's condition holds, or may hold.
///
/// A class: thousands are gathered and handed on.
final class Hit: Sendable {
  let rule: CompiledRule
  let row: Row
  let verdict: Verdict
  let because: [Unknown]
  let severity: Severity
  let message: Derived<String>
  let places: Anchors
  /// The rules whose finding of the same mistake takes this one in.
  let subsumers: [String]

  init(
    rule: CompiledRule, row: Row, verdict: Verdict, because: [Unknown], severity: Severity, message: Derived<String>,
    places: Anchors, subsumers: [String]
  ) {
    self.rule = rule
    self.row = row
    self.verdict = verdict
    self.because = because
    self.severity = severity
    self.message = message
    self.places = places
    self.subsumers = subsumers
  }

  /// Whether the rule goes by what the paths of its row prove: others would only lead astray.
  var goesByPaths: Bool {
    guard let fields = row.provenFields else { return true }
    return fields.contains { rule.condition.reads(field: $0) }
  }
}

/// What the rules of one relation hit.
private struct RelationResult: Sendable {
  let relation: String
  /// Rule by rule, each in the order of the rows.
  var hits: [[Hit]] = []
  var errors: [InputError] = []
  var failures: [Diagnostic] = []
}

/// The rules of one relation.
private struct RelationTest {
  private let rules: [RuleDefinition]
  private let globals: [(name: String, value: Value)]
  private let context: LintContext
  /// Nil until there are rows: nothing is compiled for a relation without any.
  private var tests: [RuleTest]?
  private var errors: [InputError] = []
  private var hitsByRule: [[Hit]]

  init(_ rules: [RuleDefinition], _ globals: [(name: String, value: Value)], _ context: LintContext) {
    self.rules = rules
    self.globals = globals
    self.context = context
    hitsByRule = Array(repeating: [], count: rules.count)
  }

  func result(_ name: String) -> RelationResult {
    RelationResult(
      relation: name, hits: hitsByRule, errors: errors, failures: tests?.compactMap(\.failure) ?? [])
  }

  mutating func test(_ group: RowGroup) {
    guard group.shared != nil else {
      // Nothing is compiled where there are no rows.
      for list in group.lists() where list.count > 0 { test(list, by: compiled().indices) }
      return
    }
    var concerned: [Int] = []
    for i in compiled().indices where tests?[i].mayHit(group) ?? false { concerned.append(i) }
    if !concerned.isEmpty { for list in group.lists() { test(list, by: concerned) } }
  }

  private mutating func test(_ list: RowList, by concerned: some Sequence<Int>) {
    // Rules share the rows, which remember what was found out about them.
    var rows: [Row?] = Array(repeating: nil, count: list.count)
    for i in concerned {
      for position in tests?[i].candidates(in: list) ?? [] {
        let row = rows[position] ?? list.row(position)
        rows[position] = row
        if let hit = tests?[i].hit(row) { hitsByRule[i].append(hit) }
      }
    }
  }

  private mutating func compiled() -> [RuleTest] {
    if let tests { return tests }
    var made: [RuleTest] = []
    for rule in rules {
      do throws(CompiledRule.Failure) {
        made.append(RuleTest(try CompiledRule(rule), globals, context))
      } catch {
        errors += error.errors
      }
    }
    tests = made
    return made
  }
}

/// One rule on the rows of its relation.
private struct RuleTest {
  private let rule: CompiledRule
  private let context: LintContext
  /// What does not change from row to row, and the row.
  private var bindings: Bindings
  /// Where the row is bound, by both of its names.
  private let rowSlots: [Int]
  private let words: RuleWords
  private var failures = 0
  private var firstFailure = ""
  /// The parts of the condition that a group of rows shares.
  private var shared: [CheckedExpression]?
  /// The parts that the rows of lists with one pattern share.
  private var patterned: [CheckedExpression]?
  /// The positions at which these parts may hold, by the identity of the pattern.
  private var candidates: [ObjectIdentifier: [Int]] = [:]

  init(_ rule: CompiledRule, _ globals: [(name: String, value: Value)], _ context: LintContext) {
    self.rule = rule
    self.context = context
    var bindings = Bindings()
    let parameters = rule.definition.parameters.map { name, value in
      (name, context.options.value(of: name, in: rule.definition.id, default: value).value)
    }
    // First, because most of what expressions read is found at the first names.
    rowSlots = [rule.definition.rowName.string, Names.row].map { bindings.slot(of: $0) }
    for (name, value) in globals { bindings[name] = value }
    bindings[Names.parameters] = .object(
      ConstantObject(
        typeName: Names.parameters, fields: Dictionary(parameters, uniquingKeysWith: { first, _ in first })))
    self.bindings = bindings
    words = RuleWords(rule, bindings, rowSlots, context)
  }

  /// Whether a row of a group may be a finding, by the parts of the condition that all of its rows share.
  mutating func mayHit(_ group: RowGroup) -> Bool {
    guard let (field, value) = group.shared else { return true }
    let parts = shared ?? conjuncts(readingOnly: [field])
    shared = parts
    if parts.isEmpty { return true }
    return mayHold(parts, of: ConstantObject(typeName: rule.relation.rowType, fields: [field: value]))
  }

  /// The positions of the rows of a list that may be a finding, by the parts of the condition that lists like it share:
  /// the first of them answers for all.
  mutating func candidates(in list: RowList) -> [Int] {
    guard let pattern = list.pattern else { return Array(0..<list.count) }
    if let known = candidates[pattern.identity] { return known }
    let parts = patterned ?? conjuncts(readingOnly: pattern.members)
    patterned = parts
    let found = (0..<list.count).filter { parts.isEmpty || mayHold(parts, of: list.row($0).object) }
    candidates[pattern.identity] = found
    return found
  }

  private func conjuncts(readingOnly members: Set<String>) -> [CheckedExpression] {
    rule.condition.conjuncts(readingOnly: members, of: [Names.row, rule.definition.rowName.string])
  }

  private mutating func mayHold(_ parts: [CheckedExpression], of object: any CELObject) -> Bool {
    for slot in rowSlots { bindings[slot: slot] = .object(object) }
    return parts.allSatisfy { part in
      if case .bool(false) = part.evaluate(bindings) { false } else { true }
    }
  }

  mutating func hit(_ row: Row) -> Hit? {
    let object = Value.object(row.object)
    for slot in rowSlots { bindings[slot: slot] = object }
    let condition: Certainty
    switch rule.condition.evaluate(bindings) {
    case .bool(false): return nil
    case .bool(true): condition = Certainty(.yes)
    case .unknown(let ids): condition = Certainty(.unknown, because: context.unknowns(ids))
    case .error(let error):
      if row.exists.verdict != .no { note(error) }
      return nil
    case .null, .int, .uint, .double, .string, .bytes, .list, .map, .object, .type:
      note(EvaluationError("the condition is neither true nor false"))
      return nil
    }
    let found = row.exists.and(condition)
    if found.verdict == .no { return nil }
    return Hit(
      rule: rule, row: row, verdict: found.verdict, because: found.because, severity: severity,
      message: message(on: object), places: anchors(row), subsumers: subsumers)
  }

  /// What went wrong on some rows, as one line; nil if nothing did.
  var failure: Diagnostic? {
    if failures == 0 { return nil }
    return Diagnostic(
      .unsupported, "rule \(rule.definition.id) failed on \(failures) of its rows: \(firstFailure)",
      help: "the rule in \(rule.definition.path) has found nothing there", group: "rule \(rule.definition.id)")
  }

  private mutating func note(_ error: EvaluationError) {
    if failures == 0 { firstFailure = error.message }
    failures += 1
  }

  /// The first severity whose condition holds; of those that may hold the highest, so that nothing is played down.
  private var severity: Severity {
    if let chosen = context.options.severities[rule.definition.id] { return chosen }
    var highest: Severity?
    for (clause, when) in zip(rule.definition.severities, rule.onHit.severities) {
      switch when?.evaluate(bindings) {
      case nil, .bool(true)?: return max(highest ?? clause.severity, clause.severity)
      case .bool(false)?: continue
      default: highest = max(highest ?? clause.severity, clause.severity)
      }
    }
    return highest ?? rule.definition.metadata.severity
  }

  /// Those whose condition certainly holds: what is not known leaves a finding of its own.
  private var subsumers: [String] {
    zip(rule.definition.subsumers, rule.onHit.subsumers).compactMap { subsumer, when in
      guard let when else { return subsumer.rule.string }
      if case .bool(true) = when.evaluate(bindings) { return subsumer.rule.string }
      return nil
    }
  }

  private func message(on row: Value) -> Derived<String> { Derived { [words] in words.message(on: row) } }

  /// Where a finding on a row points: the largest contributor first.
  private func anchors(_ row: Row) -> Anchors {
    let (object, target) = (row.object, rule.onHit.target)
    if target.count == 1, let first = object.firstAnchor(of: target[0]) {
      return Anchors(first: first) { object.anchors(of: target[0], beyond: &$0) ?? [first] }
    }
    let all = Self.places(of: object, target)
    // One is soon found again, and of thousands of hits most have one.
    return all.count == 1
      ? Anchors(first: all[0]) { _ in Self.places(of: object, target) } : Anchors(first: all[0]) { _ in all }
  }

  /// Follows the path of `at` through objects and lists of them.
  private static func places(of object: Entity, _ target: [String]) -> [Anchor] {
    var objects = [object]
    for (position, field) in target.enumerated() {
      let below = objects.compactMap { $0.anchor(below: target[position...]) }
      if !below.isEmpty { return below }
      if position == target.count - 1 {
        let anchors = objects.flatMap { object in object.anchors(of: field) ?? [] }
        if !anchors.isEmpty { return anchors }
      }
      let next = objects.flatMap { object -> [Entity] in
        switch object.field(field) {
        case .object(let value)?: return (value as? Entity).map { [$0] } ?? []
        case .list(let list)?:
          return list.elements.reduce(into: []) { all, element in
            if case .object(let value) = element.value, let placed = value as? Entity { all.append(placed) }
          }
        default: return []
        }
      }
      if next.isEmpty { break }
      objects = next
    }
    let anchors = objects.flatMap(\.anchors)
    return anchors.isEmpty ? object.anchors : anchors
  }
}

/// What the messages of a rule are made of: of thousands that are made later each holds this and its row.
private final class RuleWords: Sendable {
  private let rule: CompiledRule
  /// All but the row.
  private let bindings: Bindings
  private let rowSlots: [Int]
  private let context: LintContext

  init(_ rule: CompiledRule, _ bindings: Bindings, _ rowSlots: [Int], _ context: LintContext) {
    self.rule = rule
    self.bindings = bindings
    self.rowSlots = rowSlots
    self.context = context
  }

  func message(on row: Value) -> String {
    var bindings = bindings
    for slot in rowSlots { bindings[slot: slot] = row }
    return rule.onHit.message.render(bindings) { [context] ids in
      "(unknown: \(context.unknowns(ids).distinct.map(\.description).joined(separator: "; ")))"
    }
  }
}
