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
    var notes = Footnotes()
    var last: String?
    let cells = rows.map { row -> [String] in
      let words = ReachWords(row: row)
      // The name of a target stands once, beside its first row.
      var cells = [words.target == last ? "" : words.target, "\(row.traffic)".replacing(",", with: ", ")]
      last = words.target
      cells.append(words.sources.joined(separator: ", "))
      if hasBalancers { cells.append(words.balancers.joined(separator: ", ")) }
      cells.append(words.verdict + (row.verdict == .yes && !row.isForSome ? "" : " \(notes.mark(row.because))"))
      return cells
    }
    let table = TextTable(columns: columns, rows: cells, width: Self.width, style: style)
    return (table.lines + notes.lines(width: Self.width)).joined(separator: "\n") + "\n"
  }
}

/// Reasons that are said below a table, each once.
struct Footnotes {
  private var notes: [[Unknown]] = []

  /// The mark of a reason: `[1]`.
  mutating func mark(_ because: [Unknown]) -> String {
    let index = notes.firstIndex(of: because) ?? notes.count
    if index == notes.count { notes.append(because) }
    return "[\(index + 1)]"
  }

  /// The reasons by their marks, after an empty line.
  func lines(width: Int) -> [String] {
    let lines = notes.enumerated().flatMap { index, because in
      let reasons = because.isEmpty ? "it is not known why" : because.map { "\($0)" }.joined(separator: "; ")
      return "[\(index + 1)] \(reasons.printable)".broken(at: width)
    }
    return lines.isEmpty ? [] : [""] + lines
  }
}
