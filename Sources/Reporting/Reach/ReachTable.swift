import AWSModel
import Analysis

/// Who reaches what, as a table for people; what would settle the undecided rows is said below it.
package struct ReachTable {
  private static let width = 100

  private let rows: [ReachRow]
  private let style: Style

  package init(_ rows: [ReachRow], style: Style) {
    self.rows = rows
    self.style = style
  }

  package var text: String {
    if rows.isEmpty { return "nobody reaches any of it\n" }
    let hasBalancers = rows.contains { !$0.balancers.isEmpty }
    var columns = [
      TextTable.Column("TARGET", isBreakable: true), .init("TRAFFIC", isBreakable: true),
      .init("FROM", isBreakable: true),
    ]
    if hasBalancers { columns.append(.init("BY WAY OF", isBreakable: true)) }
    columns.append(.init("VERDICT"))
    let notes = notes
    var last: String?
    let cells = rows.map { row -> [String] in
      let words = ReachWords(row: row)
      // The name of a target stands once, beside its first row.
      var cells = [words.target == last ? "" : words.target, "\(row.traffic)".replacing(",", with: ", ")]
      last = words.target
      cells.append(words.sources.joined(separator: ", "))
      if hasBalancers { cells.append(words.balancers.joined(separator: ", ")) }
      let note = row.verdict == .yes ? nil : notes.firstIndex(of: row.because)
      cells.append(words.verdict + (note.map { " [\($0 + 1)]" } ?? ""))
      return cells
    }
    let table = TextTable(columns: columns, rows: cells, width: Self.width, style: style)
    let footnotes = notes.enumerated().flatMap { index, because in
      let reasons = because.isEmpty ? "it is not known why" : because.map { "\($0)" }.joined(separator: "; ")
      return "[\(index + 1)] \(reasons.printable)".broken(at: Self.width)
    }
    return (table.lines + (footnotes.isEmpty ? [] : [""]) + footnotes).joined(separator: "\n") + "\n"
  }

  /// Why rows are undecided, each reason once.
  private var notes: [[Unknown]] {
    rows.reduce(into: []) { all, row in
      if row.verdict != .yes, !all.contains(row.because) { all.append(row.because) }
    }
  }
}
