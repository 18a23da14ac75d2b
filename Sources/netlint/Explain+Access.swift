import AWSModel
import Analysis
import ArgumentParser
import Documents
import Glibc
import NetSpace
import Reporting
import Workspace

extension Explain {
  /// Whether a caller may do something, or who may.
  func explainAccess(_ text: AccessQueryText, in workspace: Workspace) throws {
    let facts = Facts(workspace.infrastructure)
    let names = AccessNames(facts, constructPaths: workspace.constructPaths)
    let target = try output.resolved { () throws(NameError) in try names.target(text.resource) }
    if ActionCatalogue.builtIn.actions(matching: text.action).isEmpty {
      Output.error("note: '\(text.action)' is no action that AWS lists\(ListActions.help(text.action))\n")
    }
    let finder = try sources.finder(of: workspace, output: output)
    let evaluator = AccessEvaluator(workspace.infrastructure)
    let redaction = Redaction(workspace.sensitiveTexts)
    var pinned = PinnedFacts(workspace)
    let verdict: Verdict
    if let name = text.caller {
      let (caller, workload) = try output.resolved { () throws(NameError) in try names.caller(name) }
      let decision = pinned.settled(
        evaluator.decide(AccessQuestion(caller: caller, action: text.action, target: target)))
      verdict = decision.verdict
      Output.standard(redaction.applied(to: shown(decision, workload, finder)))
    } else {
      let decisions = evaluator.whoCan(text.action, on: target).map { pinned.settled($0) }
      verdict = Verdict.any(decisions.map(\.verdict))
      let workloads = WorkloadRoles(workspace.infrastructure).workloads(of: decisions)
      Output.standard(redaction.applied(to: shown(decisions, workloads, text.action, target, finder)))
    }
    finder.reportDiagnostics()
    Output.note(pinned.note, redaction)
    switch verdict {
    case .yes: return
    case .no: throw ExitCode.notReachable
    case .unknown: throw ExitCode.undecided
    }
  }

  private func shown(_ decision: AccessDecision, _ workload: ResourceID?, _ finder: SourceFinder) -> String {
    switch format {
    case .text:
      AccessText(decision, of: workload, style: output.style(for: STDOUT_FILENO), source: finder.source).text
    case .json: AccessJSON(decision, of: workload).text
    }
  }

  private func shown(
    _ decisions: [AccessDecision], _ workloads: [ResourceID: [ResourceID]], _ action: String,
    _ target: AccessQuestion.Target, _ finder: SourceFinder
  ) -> String {
    switch format {
    case .text:
      AccessList(
        decisions, workloads: workloads, action: action, target: target, style: output.style(for: STDOUT_FILENO),
        source: finder.source
      ).text
    case .json: AccessJSON(all: decisions, workloads: workloads).text
    }
  }
}
