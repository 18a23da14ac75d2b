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
    let shared = self.shared(able + open)
    lines += shared.map { "  assuming \($0)".printable }
    let width = (able + open).map { AccessWords.caller($0.question.caller).count }.max() ?? 0
    for decision in able { lines += row(decision, .good, "✓", width, shared) }
    for decision in open { lines += row(decision, .undecided, "?", width, shared) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is assumed for all of some answers.
  private func shared(_ decisions: [AccessDecision]) -> [String] {
    (decisions.first?.assumptions ?? []).filter { one in decisions.allSatisfy { $0.assumptions.contains(one) } }
  }

  /// - Parameter shared: what is assumed for the others too.
  private func row(
    _ decision: AccessDecision, _ role: Style.Role, _ mark: String, _ width: Int, _ shared: [String]
  ) -> [String] {
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
    lines += decision.assumptions.filter { !shared.contains($0) }.map { "      assuming \($0)".printable }
    if decision.verdict == .unknown {
      lines += decision.unknowns.prefix(2).map { "      because \($0)".printable }
    }
    return lines
  }
}
