import Rules

/// One line that says what came out: `3 findings (1 critical, 2 high), 2 undecided, 14 notes in 2 files`.
package struct TextSummary {
  private let report: Report

  package init(_ report: Report) { self.report = report }

  package var line: String {
    let severities = report.counts.map { "\($0.count) \($0.severity.rawValue)" }.joined(with: ", ")
    var parts = [
      report.findings.isEmpty ? "no findings" : "\(counted(report.findings.count, "finding")) (\(severities))"
    ]
    if !report.undecided.isEmpty { parts.append("\(report.undecided.count) undecided") }
    if !report.suppressed.isEmpty { parts.append("\(report.suppressed.count) suppressed") }
    let known = report.all.count { $0.baselineState == .unchanged }
    if known > 0 {
      parts.append(report.known.isEmpty ? "\(known) of them in the baseline" : "\(known) in the baseline")
    }
    if let gone = report.goneCount, gone > 0 { parts.append("\(gone) of the baseline gone") }
    let notes = report.diagnostics.count
    if notes > 0 { parts.append(counted(notes, "note")) }
    // Of nothing there are no findings either: that must not read like a clean result.
    var line =
      report.inputs.isEmpty
      ? "nothing was checked" : parts.joined(with: ", ") + " in \(counted(report.inputs.count, "file"))"
    if report.skippedCount > 0 { line += "; \(counted(report.skippedCount, "file")) of no known format skipped" }
    let read = Set(report.inputs.map(\.path))
    let unusable = Set(report.failures.map(\.path)).subtracting(read).count
    if unusable > 0 { line += "; \(counted(unusable, "input")) could not be used" }
    let mistakes = report.failures.count { read.contains($0.path) }
    if mistakes > 0 { line += "; \(counted(mistakes, "error"))" }
    return line
  }
}
