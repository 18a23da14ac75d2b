import AWSModel
import Analysis
import Documents
import NetSpace

/// Who can do something: those who can, and those of whom it is not known, with what lets them.
package struct AccessList {
  private let decisions: [AccessDecision]
  private let workloads: [ResourceID: [ResourceID]]
  private let action: String
  private let target: AccessQuestion.Target
  private let style: Style
  private let source: (SourceRange) -> SourceRange?

  /// - Parameter workloads: what runs as the callers.
  package init(
    _ decisions: [AccessDecision], workloads: [ResourceID: [ResourceID]] = [:], action: String,
    target: AccessQuestion.Target, style: Style,
    source: @escaping (SourceRange) -> SourceRange? = { _ in nil }
  ) {
    self.decisions = decisions
    self.workloads = workloads
    self.action = action
    self.target = target
    self.style = style
    self.source = source
  }

  package var text: String {
    let able = decisions.filter { $0.verdict == .yes }
    let open = decisions.filter { $0.verdict == .unknown }
    let counts = "\(able.isEmpty ? "nobody" : "\(able.count)") can, \(open.count) undecided"
    let question = "who can \(action) on \(AccessWords.target(target))".printable
    var lines = [style.apply(.strong, "\(question): \(counts)")]
    let width = (able + open).map { AccessWords.caller($0.question.caller).count }.max() ?? 0
    for decision in able { lines += row(decision, .good, "✓", width) }
    for decision in open { lines += row(decision, .undecided, "?", width) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ decision: AccessDecision, _ role: Style.Role, _ mark: String, _ width: Int) -> [String] {
    let name = AccessWords.caller(decision.question.caller).printable.padded(to: width)
    let part = decision.extent == .some ? " (in part)" : ""
    let conditions = decision.grants.first.map { $0.requirements.count } ?? 0
    let remaining = conditions == 0 ? "" : " (\(conditions) condition\(conditions == 1 ? "" : "s"))"
    let by = decision.grants.first.map { grant in
      let place = source(grant.place.range) ?? grant.place.range
      return "by \(AccessWords.policy(grant.policy).printable)\(part)\(remaining)"
        + (place.file.path.isEmpty ? "" : style.apply(.faint, "  \(place.brief)"))
    }
    var lines = ["  \(style.apply(role, mark)) \(name)  \(by ?? "")"]
    if case .identity(let id) = decision.question.caller, let runs = workloads[id] {
      let more = runs.count > 3 ? " and \(runs.count - 3) more" : ""
      lines.append(
        "      which \(runs.prefix(3).map(\.address).joined(separator: ", "))\(more) run\(runs.count == 1 ? "s" : "") as"
          .printable)
    }
    if decision.verdict == .unknown {
      lines += decision.unknowns.prefix(2).map { "      because \($0)".printable }
    }
    return lines
  }
}
