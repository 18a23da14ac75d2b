import AWSModel
import Documents
import Rules

/// A report for people: each finding with its source, the way packets take, and what to do; then what could not be
/// decided, what was not understood, and a summary.
package struct TextReport {
  let report: Report
  let style: Style
  private let showsUndecided: Bool
  private let isQuiet: Bool

  /// - Parameters:
  ///   - showsUndecided: lists what could not be decided; it is counted in any case.
  ///   - isQuiet: findings only.
  package init(_ report: Report, style: Style, showsUndecided: Bool = true, isQuiet: Bool = false) {
    self.report = report
    self.style = style
    self.showsUndecided = showsUndecided
    self.isQuiet = isQuiet
  }

  package var text: String {
    var text = ""
    write { text += $0 }
    return text
  }

  /// Writes the report piece by piece: findings hold more than memory should hold of all of them at once.
  package func write(to sink: (String) -> Void) {
    var isFirst = true
    func add(_ block: String) {
      if !isFirst { sink("\n\n") }
      sink(block)
      isFirst = false
    }
    for found in report.findings { add(finding(found)) }
    if showsUndecided { for group in UndecidedGroup.groups(of: report.undecided) { add(undecided(group)) } }
    if !isQuiet {
      let notes = report.diagnostics.map(diagnostic)
      if !notes.isEmpty { add(notes.joined(with: "\n")) }
      add(summary)
    }
    if !isFirst { sink("\n") }
  }

  // MARK: Findings

  private func finding(_ finding: Finding) -> String {
    let role = Style.Role.severity(finding.severity)
    let related = finding.related
    let gutter = SourceExcerpt.gutter(of: [finding.place.range] + related.map(\.place))
    var lines = [
      style.apply(role, "\(finding.severity.rawValue)[\(finding.rule.id)]")
        + style.apply(.strong, ": \(finding.message.printable)")
    ]
    lines += SourceExcerpt(range: finding.place.range, style: style, role: role, gutter: gutter).lines
    lines += remarks(on: finding, related, gutter: gutter)
    return lines.joined(with: "\n")
  }

  private func remarks(on finding: Finding, _ related: [Finding.Related], gutter: Int) -> [String] {
    let blank = String(repeating: " ", count: gutter)
    let bar = style.apply(.faint, "\(blank) |")
    func remark(_ role: Style.Role, _ label: String, _ text: String) -> String {
      style.apply(.faint, "\(blank) = ") + style.apply(role, "\(label): ") + text.printable
    }
    var lines = [bar, remark(.note, "in", Self.subject(finding))]
    if finding.baselineState == .unchanged { lines.append(remark(.note, "baseline", "known")) }
    if let path = report.constructPaths[finding.resource] { lines.append(remark(.note, "construct", path)) }
    for related in related {
      lines.append(remark(.note, "note", "\(related.message.shortened(to: 140)) (\(related.place.brief))"))
    }
    let traces = finding.traces
    if let trace = traces.first {
      lines.append(remark(.note, "path", TraceText.route(of: trace) + Self.others(traces.count - 1)))
      lines += TraceText.evidence(of: trace).map { "\(blank)     \(style.apply(.faint, $0.mark)) \($0.text.printable)" }
    }
    if let fix = finding.fix { lines.append(remark(.help, "fix", fix.description)) }
    if !finding.rule.remediation.isEmpty { lines.append(remark(.help, "help", finding.rule.remediation)) }
    return lines
  }

  /// How many other paths there are; of the most that a finding keeps not how many.
  private static func others(_ count: Int) -> String {
    if count + 1 == Finding.mostTraces { return " (and others)" }
    return count > 0 ? " (and \(counted(count, "other path")))" : ""
  }

  /// The resource and the attribute in it.
  static func subject(_ finding: Finding) -> String {
    let path = finding.place.path.description
    return path.isEmpty ? finding.resource.address : "\(finding.resource.address) \(path)"
  }

  // MARK: What could not be decided

  /// One block per reason: an engineer who names the parameter settles all that wait for it.
  private func undecided(_ group: UndecidedGroup) -> String {
    let count = counted(group.findings.count, "answer needs", "answers need")
    let label = style.apply(.undecided, "undecided") + style.apply(.strong, ": \(count) \(group.need.printable)")
    let width = group.findings.map { $0.rule.id.count }.max() ?? 0
    let lines = group.findings.map { finding in
      let place = style.apply(.faint, "\(finding.place.range)")
      return "  \(finding.rule.id.padded(to: width))  \(Self.subject(finding).printable)  \(place)"
    }
    return ([label] + group.places.map { "  " + style.apply(.faint, "--> \($0)") } + lines).joined(with: "\n")
  }

  // MARK: Notes and the summary

  private func diagnostic(_ group: DiagnosticGroup) -> String {
    let label =
      switch group.kind {
      case .unreadable, .ineffective: style.apply(.severity(.medium), "warning")
      case .unsupported, .assumed: style.apply(.note, "note")
      }
    var line = "\(label): \(group.message.printable)"
    if group.count > 1 { line += " (\(group.count) places)" }
    if let place = group.places.first { line += style.apply(.faint, " --> \(place)") }
    if let help = group.help { line += "\n  " + style.apply(.help, "help") + ": \(help.printable)" }
    return line
  }

  private var summary: String { style.apply(.strong, TextSummary(report).line) }
}
