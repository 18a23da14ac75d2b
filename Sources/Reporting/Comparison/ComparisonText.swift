import AWSModel
import Analysis
import NetSpace

/// What was opened and what was closed, for people.
package struct ComparisonText {
  private static let width = 100

  private let comparison: Comparison
  private let style: Style
  private let showsUndecided: Bool

  /// - Parameter showsUndecided: lists what may have changed; it is counted in any case.
  package init(_ comparison: Comparison, style: Style, showsUndecided: Bool = true) {
    self.comparison = comparison
    self.style = style
    self.showsUndecided = showsUndecided
  }

  package var text: String {
    var blocks: [String] = []
    for (title, changes) in [("opened", comparison.opened), ("closed", comparison.closed)] {
      let flows = changes.flows.filter { showsUndecided || $0.verdict == .yes }
      if !flows.isEmpty { blocks.append(heading("flows \(title)") + ReachTable(flows, style: style).text) }
      let grants = changes.grants.filter { showsUndecided || $0.verdict == .yes }
      if !grants.isEmpty { blocks.append(heading("grants \(title)") + table(of: grants)) }
    }
    return (blocks + [style.apply(.strong, summary) + "\n"]).joined(separator: "\n")
  }

  private func heading(_ text: String) -> String { style.apply(.note, text) + "\n" }

  private func table(of grants: [GrantChange]) -> String {
    var notes = Footnotes()
    var last: String?
    let rows = grants.map { change in
      let words = GrantWords(change: change)
      let principal = words.principal == last ? "" : words.principal.printable
      last = words.principal
      return [
        principal, words.actions.printable, words.resources.printable,
        change.verdict == .yes ? "yes" : "undecided \(notes.mark(change.because))",
      ]
    }
    let columns = [
      TextTable.Column("PRINCIPAL", isBreakable: true), .init("ACTIONS", isBreakable: true),
      .init("RESOURCES", isBreakable: true), .init("VERDICT"),
    ]
    let table = TextTable(columns: columns, rows: rows, width: Self.width, style: style)
    let examples = grants.compactMap { change in
      GrantWords(change: change).example.map { "for example \($0)".printable }
    }
    return (table.lines + examples + notes.lines(width: Self.width)).joined(separator: "\n") + "\n"
  }

  /// `2 flows and 1 grant opened (1 undecided), 3 flows closed`.
  package var summary: String {
    func words(_ changes: Comparison.Changes, _ verb: String) -> String? {
      if changes.isEmpty { return nil }
      let parts = [(changes.flows.count, "flow"), (changes.grants.count, "grant")].filter { $0.0 > 0 }
      let undecided = changes.flows.count { $0.verdict != .yes } + changes.grants.count { $0.verdict != .yes }
      return parts.map { counted($0.0, $0.1) }.joined(separator: " and ") + " \(verb)"
        + (undecided > 0 ? " (\(undecided) undecided)" : "")
    }
    let all = [words(comparison.opened, "opened"), words(comparison.closed, "closed")].compactMap(\.self)
    return all.isEmpty ? "nothing was opened or closed" : all.joined(separator: ", ")
  }
}

/// The parts of a changed grant in words.
struct GrantWords {
  let change: GrantChange

  var principal: String {
    switch change.grant.grantee {
    case .identity(let id): id.address
    case .holders(let id): "holders of \(id.address)"
    case .principals(let id): named.map { "\($0), by \(id.address)" } ?? "those named by \(id.address)"
    }
  }

  /// Those whom a policy of a resource names, where they are few and all known.
  private var named: String? {
    guard let principals = change.grant.statement?.principals, !principals.isNegated,
      principals.principals.isComplete, (1...3).contains(principals.principals.elements.count)
    else { return nil }
    if principals.isEverybody { return "everybody" }
    return callers.count < principals.principals.elements.count ? nil : callers.joined(separator: ", ")
  }

  /// Those whom a policy of a resource names, and of whom the name is known.
  private var callers: [String] {
    change.grant.statement?.principals?.principals.elements.compactMap { $0.identifier.known?.description } ?? []
  }

  /// One request of the change: `app can s3:DeleteObject on arn:aws:s3:::data/x`.
  var example: String? {
    let saying = change.choice.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
    return change.witness.map {
      "\(named.flatMap { callers.count > 1 ? callers.first : $0 } ?? principal) can \($0.action) on \($0.resource)"
        + (saying.isEmpty ? "" : " with \(saying)")
    }
  }

  /// The largest patterns; of what goes beyond what was allowed on the other side there is only a part left.
  var actions: String {
    let condition =
      change.liftsConditions
      ? " without a condition that confines" : change.isOfConditions ? " under other conditions" : ""
    return Self.words(change.requests.map(\.actions), spelled: spelling) + condition
  }

  var resources: String { Self.words(change.requests.map(\.resources), spelled: [:]) }

  private static func words(_ sets: [PatternSet], spelled: [String: String]) -> String {
    // Of patterns that all have to match the narrowest says it.
    let terms = sets.flatMap(\.terms).map { term in
      (pattern: narrowest(term.include), isWhole: term.exclude.isEmpty && term.include.count < 2)
    }
    var patterns: [(pattern: GlobPattern, isWhole: Bool)] = []
    for term in terms {
      if let i = patterns.firstIndex(where: { $0.pattern == term.pattern }) {
        patterns[i].isWhole = patterns[i].isWhole || term.isWhole
      } else {
        patterns.append(term)
      }
    }
    let largest = patterns.filter { mine in
      !patterns.contains { other in
        other.pattern != mine.pattern && PatternSet([mine.pattern]).isSubset(of: PatternSet([other.pattern])) == .yes
      }
    }
    let words = largest.map { pattern, isWhole in
      let text = "\(pattern)"
      return (isWhole ? "" : "part of ") + (spelled[text] ?? text)
    }
    return words.prefix(6).joined(separator: ", ") + (words.count > 6 ? " and \(words.count - 6) more" : "")
  }

  private static func narrowest(_ patterns: [GlobPattern]) -> GlobPattern {
    guard var narrowest = patterns.first else { return GlobPattern("*") }
    for pattern in patterns.dropFirst()
    where PatternSet([pattern]).isSubset(of: PatternSet([narrowest])) == .yes {
      narrowest = pattern
    }
    return narrowest
  }

  /// Actions as the policy spells them, by their names without case, in which they are compared.
  private var spelling: [String: String] {
    let written = change.grant.statement?.actions.patterns.elements ?? []
    return written.reduce(into: [:]) { all, element in
      if let text = element.known?.literal { all[text.lowercased()] = text }
    }
  }
}
