import Analysis
import CEL
import Documents

/// The expressions of a rule, held against its relation.
struct CheckedRule: Sendable {
  let condition: CheckedExpression
  /// What is asked for where the condition holds; nil only if a build is broken.
  let onHit: Derived<OnHit?>

  struct OnHit: Sendable {
    /// The conditions of its severities, in their order; nil where there is none.
    let severities: [CheckedExpression?]
    /// The conditions under which other rules take a finding in, in their order; nil where there is none.
    let subsumers: [CheckedExpression?]
    let message: CheckedTemplate
    /// The fields from the row to what a finding points at.
    let target: [String]

    static let nothing = OnHit(severities: [], subsumers: [], message: CheckedTemplate(), target: [])
  }
}

/// A rule that is ready to be evaluated.
///
/// A class: each of thousands of hits holds the rule.
package final class CompiledRule: Sendable {
  let definition: RuleDefinition
  let relation: Relation
  private let checked: CheckedRule

  var condition: CheckedExpression { checked.condition }
  var onHit: CheckedRule.OnHit { checked.onHit.get ?? .nothing }

  /// Why a rule cannot be used: all that is wrong with it.
  package struct Failure: Error, Sendable {
    package let errors: [InputError]
  }

  package init(_ definition: RuleDefinition) throws(Failure) {
    self.definition = definition
    if let relation = Relations.named(definition.relation.string), let checked = definition.checked?() {
      self.relation = relation
      self.checked = checked
      return
    }
    var checker = RuleChecker(definition)
    guard let relation = checker.relation() else { throw Failure(errors: checker.errors) }
    let environment = checker.environment(relation)
    let condition = checker.expression(definition.condition, environment, mustBe: .bool)
    let severities = definition.severities.map { clause in
      clause.when.flatMap { checker.expression($0, environment, mustBe: .bool) }
    }
    let subsumers = definition.subsumers.map { subsumer in
      subsumer.when.flatMap { checker.expression($0, environment, mustBe: .bool) }
    }
    let message = checker.template(definition.message, environment)
    let target = checker.path(definition.target, relation, environment)
    guard checker.errors.isEmpty, let condition, let message, let target else { throw Failure(errors: checker.errors) }
    self.relation = relation
    checked = CheckedRule(
      condition: condition,
      onHit: Derived(
        known: CheckedRule.OnHit(severities: severities, subsumers: subsumers, message: message, target: target)))
  }

  /// What is wrong with a rule, seen alone; empty if nothing is.
  static func errors(_ rule: RuleDefinition) -> [InputError] {
    do throws(Failure) { _ = try CompiledRule(rule) } catch { return error.errors }
    return []
  }

  /// What is wrong with rules, seen alone and as a catalogue; empty if nothing is.
  ///
  /// - Parameter known: ids of rules beside these, which `subsumed_by` may name.
  package static func errors(in rules: [RuleDefinition], known: Set<String> = []) -> [InputError] {
    var errors: [InputError] = []
    var seen: Set<String> = []
    let ids = known.union(rules.map(\.id))
    for rule in rules {
      errors += Self.errors(rule)
      if !seen.insert(rule.id).inserted {
        errors.append(
          InputError(path: rule.path, message: "found a second rule with the id \"\(rule.id)\"", help: "rename it"))
      }
      for subsumer in rule.subsumers.map(\.rule) where !ids.contains(subsumer.string) || subsumer.string == rule.id {
        let error = CELError(
          "no other rule \"\(subsumer.string)\"", at: 0..<subsumer.string.utf8.count,
          help: Suggestion.help(for: subsumer.string, among: ids, kind: "rules"))
        errors.append(subsumer.inputError(error, in: rule.path))
      }
    }
    return errors
  }
}

/// Holds the texts of one rule against its relation and collects what does not fit.
private struct RuleChecker {
  private let rule: RuleDefinition
  var errors: [InputError] = []

  init(_ rule: RuleDefinition) { self.rule = rule }

  mutating func report(_ text: RuleText, _ error: CELError) {
    var error = error
    if rule.parameters.isEmpty, error.message.hasSuffix(" on \(Names.parameters)") {
      error = CELError(error.message, at: error.range, help: "a rule declares its own under parameters: NAME: DEFAULT")
    }
    errors.append(text.inputError(error, in: rule.path))
  }

  mutating func relation() -> Relation? {
    let name = rule.relation.string
    if let relation = Relations.named(name) { return relation }
    let names = Relations.all.map(\.name)
    report(
      rule.relation,
      CELError(
        "no relation \"\(name)\"", at: 0..<name.utf8.count,
        help: Suggestion.help(for: name, among: names, kind: "relations")
          ?? "relations: \(names.sorted().joined(separator: ", "))"))
    return nil
  }

  /// The row under both of its names, and the rule's own parameters by their types.
  func environment(_ relation: Relation) -> Environment {
    let parameters = ObjectSchema(
      Names.parameters, doc: "The parameters of the rule.",
      fields: Dictionary(
        rule.parameters.map { ($0.name, FieldSchema($0.value.type)) }, uniquingKeysWith: { first, _ in first }))
    return Relations.environment(parameters)
      .adding(Names.row, .object(relation.rowType))
      .adding(rule.rowName.string, .object(relation.rowType))
      .adding(Names.parameters, .object(Names.parameters))
  }

  mutating func expression(
    _ text: RuleText, _ environment: Environment, mustBe type: CELType
  ) -> CheckedExpression? {
    do throws(CELError) {
      let checked = try environment.check(try Expression.parse(text.string))
      guard checked.type == type || checked.type == .dyn else {
        throw CELError(
          "found a value of type \(checked.type), expected \(type)", at: 0..<text.string.utf8.count,
          help: type == .bool ? "compare it with something, or ask for a field of it" : nil)
      }
      return checked.expression
    } catch {
      report(text, error)
      return nil
    }
  }

  mutating func template(_ text: RuleText, _ environment: Environment) -> CheckedTemplate? {
    do throws(CELError) {
      return try environment.check(try Template.parse(text.string))
    } catch {
      report(text, error)
      return nil
    }
  }

  /// A path such as `opening.rules`: from the row through fields that are objects or lists of objects.
  mutating func path(_ text: RuleText, _ relation: Relation, _ environment: Environment) -> [String]? {
    let parts = text.string.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var offset = 0
    var type = CELType.object(relation.rowType)
    for (position, part) in parts.enumerated() {
      let range = offset..<(offset + part.utf8.count)
      offset = range.upperBound + 1
      if position == 0 {
        guard part == rule.rowName.string || part == Names.row else {
          report(
            text,
            CELError(
              "found \"\(part)\", expected a path that begins with \(rule.rowName.string)", at: range,
              help: "\(rule.rowName.string), or \(rule.rowName.string).FIELD"))
          return nil
        }
        continue
      }
      // What is in a map is seen when there is one.
      if case .map(.string, _) = type { break }
      guard case .object(let name) = type, let schema = environment.object(name) else {
        report(text, CELError("\"\(part)\" follows a value of type \(type), which has no fields", at: range))
        return nil
      }
      guard let field = schema.fields[part] else {
        report(
          text,
          CELError(
            "no field \"\(part)\" on \(name)", at: range,
            help: Suggestion.help(for: part, among: schema.fields.keys, kind: "fields")))
        return nil
      }
      type = if case .list(let element) = field.type { element } else { field.type }
    }
    return Array(parts.dropFirst())
  }
}
