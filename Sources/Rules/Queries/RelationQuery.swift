import AWSModel
import Analysis
import CEL
import Documents
import NetSpace

/// A question to a relation in the language of rules: which rows, and what of them.
package struct RelationQuery: Sendable {
  /// A mistake in one of the texts of a query.
  package struct Mistake: Error, Sendable {
    /// The text that has the mistake.
    package let text: String
    /// Of characters in the text.
    package let range: Range<Int>
    package let message: String
    package let help: String
  }

  /// A row that fits, or may fit.
  package struct Row: Sendable {
    package let verdict: Verdict
    /// Why it may not fit.
    package let because: [Unknown]
    /// What was selected of it.
    package let values: [QueryValue]
    /// Where it was written.
    package let place: SourceRange?

    /// The same at another place, where there is one.
    package func placed(by place: (SourceRange) -> SourceRange?) -> Row {
      Row(verdict: verdict, because: because, values: values, place: self.place.map { place($0) ?? $0 })
    }
  }

  package struct Result: Sendable {
    /// By place.
    package let rows: [Row]
    /// On how many rows the condition failed, and the first reason; nil if it failed on none.
    package let failure: (count: Int, message: String)?
  }

  /// What was selected, as it was written; the row itself where nothing was.
  package let columns: [String]
  private let relation: Relation
  private let condition: CheckedExpression?
  private let selected: [CheckedExpression]

  /// - Parameters:
  ///   - condition: what has to hold of a row, which is called `row` and by the name of the relation; nil for all rows.
  ///   - columns: expressions, or paths of fields from the row: `group.name`. None for the row itself.
  package init(_ name: String, where condition: String?, select columns: [String]) throws(Mistake) {
    guard let relation = Relations.named(name) else {
      let help = Suggestion.help(for: name, among: Relations.all.map(\.name), kind: "relations")
      throw Mistake(
        text: name, range: 0..<name.count, message: "there is no relation '\(name)'",
        help: help ?? "netlint relations lists them all")
    }
    let row = CELType.object(relation.rowType)
    let environment = Relations.environment(ObjectSchema(Names.parameters, fields: [:]))
      .adding(Names.row, row).adding(relation.name, row)
    self.relation = relation
    self.columns = columns.isEmpty ? [relation.name] : columns
    var checkedCondition: CheckedExpression?
    if let condition {
      let checked = try Self.checked(condition, as: condition, relation, environment)
      guard checked.type == .bool || checked.type == .dyn else {
        throw Mistake(
          text: condition, range: 0..<condition.count,
          message: "found a value of type \(checked.type), expected a condition",
          help: "compare it with something: \(condition) == …")
      }
      checkedCondition = checked.expression
    }
    self.condition = checkedCondition
    var selected: [CheckedExpression] = []
    let fields = environment.object(relation.rowType)?.fields ?? [:]
    for column in self.columns {
      let expression = Self.expression(column, relation, fields)
      selected.append(try Self.checked(expression, as: column, relation, environment).expression)
    }
    self.selected = selected
  }

  /// A path of fields as an expression that is null where the last of them is not set; any other text is one already.
  private static func expression(_ column: String, _ relation: Relation, _ fields: [String: FieldSchema]) -> String {
    let parts = column.split(separator: ".", omittingEmptySubsequences: false)
    let isPath = parts.allSatisfy { part in
      part.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
        && part.utf8.allSatisfy { (0x61...0x7a).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5f }
    }
    guard isPath, let first = parts.first.map(String.init) else { return column }
    if first == Names.row || first == relation.name, fields[first] == nil {
      return parts.count == 1 ? column : optional(parts.map(String.init))
    }
    if first == Names.ports || first == Names.config { return column }
    // What is no field is missed on the row.
    return optional([Names.row] + parts.map(String.init))
  }

  /// A path whose fields may all be not set.
  private static func optional(_ path: [String]) -> String {
    let prefixes = path.indices.dropFirst().map { path[...$0].joined(separator: ".") }
    let isSet = prefixes.map { "has(\($0))" }.joined(separator: " && ")
    return "\(isSet) ? \(path.joined(separator: ".")) : null"
  }

  private static func checked(
    _ expression: String, as text: String, _ relation: Relation, _ environment: Environment
  ) throws(Mistake) -> (type: CELType, expression: CheckedExpression) {
    do throws(CELError) {
      return try environment.check(try Expression.parse(expression))
    } catch {
      // Of a path that was written out the place is elsewhere.
      let bytes = Array(text.utf8)
      let isVerbatim = expression == text
      let lower = isVerbatim ? min(error.range.lowerBound, bytes.count) : 0
      let upper = isVerbatim ? min(max(error.range.upperBound, lower), bytes.count) : bytes.count
      let start = String(decoding: bytes[..<lower], as: UTF8.self).count
      let length = String(decoding: bytes[lower..<upper], as: UTF8.self).count
      throw Mistake(
        text: text, range: start..<(start + length), message: error.message,
        help: error.help ?? "netlint relations \(relation.name) says which fields there are")
    }
  }

  package func rows(of facts: Facts, _ options: LintOptions = LintOptions()) -> Result {
    let context = LintContext(facts, options)
    var bindings = Bindings()
    for (name, value) in GlobalObjects.values(context) { bindings[name] = value }
    bindings[Names.parameters] = .object(ConstantObject(typeName: Names.parameters, fields: [:]))
    var rows: [Row] = []
    var failures: (count: Int, message: String)?
    relation.groups(context) { group in
      for row in group.lists().lazy.flatMap({ (0..<$0.count).lazy.map($0.row) }) {
        bindings[Names.row] = .object(row.object)
        bindings[relation.name] = .object(row.object)
        var found = row.exists
        switch condition?.evaluate(bindings) {
        case nil, .bool(true)?: break
        case .bool(false)?: continue
        case .unknown(let ids)?: found = found.and(Certainty(.unknown, because: context.unknowns(ids)))
        case .error(let error)?:
          failures = ((failures?.count ?? 0) + 1, failures?.message ?? error.message)
          continue
        default: failures = ((failures?.count ?? 0) + 1, failures?.message ?? "the condition is no condition")
        }
        if found.verdict == .no { continue }
        rows.append(
          Row(
            verdict: found.verdict, because: found.because.distinct,
            values: selected.map { QueryValue($0.evaluate(bindings), context) },
            place: row.object.anchors.first?.place.range))
      }
    }
    return Result(rows: rows.enumerated().sorted(by: Self.precedes).map(\.element), failure: failures)
  }

  private static func precedes(_ a: (offset: Int, element: Row), _ b: (offset: Int, element: Row)) -> Bool {
    switch (a.element.place, b.element.place) {
    case (let left?, let right?) where left != right: left < right
    case (nil, _?): true
    case (_?, nil): false
    case (_, _): a.offset < b.offset
    }
  }
}
