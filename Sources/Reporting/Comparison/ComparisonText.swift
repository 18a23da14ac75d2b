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
    let rows = grants.map { change in
      let words = GrantWords(change: change)
      return [
        words.principal.printable, words.actions.printable, words.resources.printable,
        change.verdict == .yes ? "yes" : "undecided \(notes.mark(change.because))",
      ]
    }
    let columns = [
      TextTable.Column("PRINCIPAL", isBreakable: true), .init("ACTIONS", isBreakable: true),
      .init("RESOURCES", isBreakable: true), .init("VERDICT"),
    ]
    let table = TextTable(columns: columns, rows: rows, width: Self.width, style: style)
    return (table.lines + notes.lines(width: Self.width)).joined(separator: "\n") + "\n"
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
    case .principals(let id): "those named by \(id.address)"
    }
  }

  var actions: String {
    distinct(\.actions) + (change.liftsConditions ? " without a condition that confines" : "")
  }

  var resources: String { distinct(\.resources) }

  private func distinct(_ part: (RequestBox) -> PatternSet) -> String {
    var words: [String] = []
    for box in change.requests where !words.contains(part(box).words) { words.append(part(box).words) }
    return words.prefix(4).joined(separator: ", ") + (words.count > 4 ? " and \(words.count - 4) more" : "")
  }
}
