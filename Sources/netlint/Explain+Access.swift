import AWSModel
import Analysis
import ArgumentParser
import Documents
import Glibc
import NetSpace
import NetSpace
import Reporting
import Workspace

extension Explain {
  /// Whether a caller may do something, or who may.
  func explain(
    _ text: AccessQueryText, _ interrogation: inout Interrogation, _ workspace: Workspace
  ) throws -> Verdict {
    let answer = try output.resolved { () throws(NameError) in try interrogation.answer(text) }
    if ActionCatalogue.builtIn.actions(matching: text.action).isEmpty {
      Output.error("note: '\(text.action)' is no action that AWS lists\(ListActions.help(text.action))\n")
    }
    let finder = try sources.finder(of: workspace, output: output)
    let redaction = Redaction(workspace.sensitiveTexts)
    Output.standard(redaction.applied(to: shown(answer, text.action, finder)))
    finder.reportDiagnostics()
    Output.note(interrogation.note, redaction)
    Output.premises(of: workspace, redaction)
    return answer.verdict
  }

  private func shown(_ answer: AccessAnswer, _ action: String, _ finder: SourceFinder) -> String {
    let style = output.style(for: STDOUT_FILENO)
    switch (answer, format) {
    case (.decision(let decision, let workload), .text):
      return AccessText(decision, of: workload, style: style, source: finder.source).text
    case (.decision(let decision, let workload), .json):
      return AccessJSON(decision, of: workload).text
    case (.callers(let decisions, let workloads, let target), .text):
      return AccessList(
        decisions, workloads: workloads, action: action, target: target, style: style, source: finder.source
      ).text
    case (.callers(let decisions, let workloads, _), .json):
      return AccessJSON(all: decisions, workloads: workloads).text
    }
  }
}
