import AWSModel
import Analysis
import Documents
import NetSpace
import Rules

/// What was opened and what was closed as findings, for formats that know nothing else.
package struct ComparisonReport {
  private let comparison: Comparison
  private let inputs: [Report.Input]

  package init(_ comparison: Comparison, inputs: [Report.Input]) {
    self.comparison = comparison
    self.inputs = inputs
  }

  /// - Parameter placed: gives the findings with the places that are to be shown.
  package func sarif(
    tool: Tool, showsUndecided: Bool, placed: ([Finding]) -> [Finding] = { $0 }
  ) -> String {
    let opened = findings(
      comparison.opened, Self.flowOpened, Self.grantOpened, "is now reached by", "may now do"
    ).map { $0.compared(as: .new) }
    let closed = findings(
      comparison.closed, Self.flowClosed, Self.grantClosed, "is no longer reached by", "may no longer do"
    ).map { $0.compared(as: .absent) }
    let report = Report(
      inputs: inputs, failures: [], skippedCount: 0, diagnostics: [], findings: placed(opened + closed),
      rules: [Self.flowOpened, Self.flowClosed, Self.grantOpened, Self.grantClosed])
    return SARIFReport(report, tool: tool, showsUndecided: showsUndecided).text
  }

  private static let flowOpened = RuleMetadata(
    id: "flow-opened", group: "network", title: "The change lets traffic through that did not get through before",
    severity: .high, tags: ["network", "diff"])
  private static let flowClosed = RuleMetadata(
    id: "flow-closed", group: "network", title: "The change keeps out traffic that got through before",
    severity: .info, tags: ["network", "diff"])
  private static let grantOpened = RuleMetadata(
    id: "grant-opened", group: "access", title: "The change allows requests that were not allowed before",
    severity: .medium, tags: ["access", "diff"])
  private static let grantClosed = RuleMetadata(
    id: "grant-closed", group: "access", title: "The change takes away what was allowed before", severity: .info,
    tags: ["access", "diff"])

  private func findings(
    _ changes: Comparison.Changes, _ flow: RuleMetadata, _ grant: RuleMetadata, _ reached: String, _ does: String
  ) -> [Finding] {
    changes.flows.compactMap { finding($0, in: changes.facts, flow, reached) }
      + changes.grants.map { finding($0, grant, does) }
  }

  private func finding(_ row: ReachRow, in facts: Facts, _ rule: RuleMetadata, _ verb: String) -> Finding? {
    let words = ReachWords(row: row)
    let ends = [row.target] + row.endpoints.map(Peer.endpoint)
    // Of what goes out to the internet the source is declared somewhere.
    let declared = ends.lazy.compactMap { end -> Endpoint? in
      guard case .endpoint(let id) = end else { return nil }
      return facts.endpoint(id)
    }.first
    guard let declared else { return nil }
    let way = row.balancers.isEmpty ? "" : " by way of \(words.balancers.joined(separator: ", "))"
    let message = "\(words.target) \(verb) \(words.sources.joined(separator: ", ")) on \(row.traffic)\(way)"
    let entry = Self.entry(row)
    // What is reached from the internet is worse than what is reached from inside.
    let severity = rule.severity == .high && row.internet.isEmpty ? .medium : rule.severity
    return Finding(
      rule: rule, severity: severity, verdict: row.verdict, message: message,
      resource: entry?.resource ?? declared.id, subject: declared.id,
      place: Place(range: entry?.place ?? declared.declaration.place),
      related: [
        Finding.Related(
          place: declared.declaration.place, resource: declared.id, message: "\(declared.address) is declared here")
      ], traces: row.traces, because: row.because,
      fingerprint: Fingerprint.hash(
        [rule.id, words.target, "\(row.traffic)", way, "\(row.verdict)"] + words.sources
          + row.because.map(\.description)))
  }

  /// The entry that lets it in at the target: what a change of the input most likely touched.
  private static func entry(_ row: ReachRow) -> Decision? {
    for trace in row.traces {
      for step in trace.steps.reversed() where step.kind == .securityGroups(.ingress) && !step.isReturn {
        if let found = step.decisions.first(where: { $0.effect != .blocks && !$0.isImplied }) { return found }
      }
    }
    return nil
  }

  private func finding(_ change: GrantChange, _ rule: RuleMetadata, _ verb: String) -> Finding {
    let words = GrantWords(change: change)
    let grant = change.grant
    return Finding(
      rule: rule, severity: rule.severity, verdict: change.verdict,
      message: "\(words.principal) \(verb) \(words.actions) on \(words.resources)",
      resource: grant.policy.declaredBy ?? grant.grantee.id, subject: grant.grantee.id, place: grant.place,
      because: change.because,
      fingerprint: Fingerprint.hash([rule.id, words.principal, words.actions, words.resources, "\(change.verdict)"]))
  }
}
