import AWSModel
import Documents
import Rules

/// A report as plain JSON, for scripts.
package struct JSONReport: Sendable {
  private let report: Report
  private let tool: Tool
  private let showsUndecided: Bool

  package init(_ report: Report, tool: Tool, showsUndecided: Bool = true) {
    self.report = report
    self.tool = tool
    self.showsUndecided = showsUndecided
  }

  /// Writes the report piece by piece.
  package func write(to sink: (String) -> Void) { json.write(to: sink) }

  private var json: JSONValue {
    .object([
      tool.name: .string(tool.version),
      "inputs": .array(report.inputs.map { .object(["path": .string($0.path), "format": .string($0.format)]) }),
      "findings": .each(report.findings, finding),
      "undecided": showsUndecided ? .each(report.undecided, finding) : nil,
      "known": JSONValue.each(report.known, finding).unlessEmpty,
      "suppressed": JSONValue.each(report.suppressed, finding).unlessEmpty,
      "diagnostics": .array(report.diagnostics.map(diagnostic)), "failures": .array(report.failures.map(failure)),
      "summary": summary,
    ])
  }

  private var summary: JSONValue {
    let bySeverity = report.counts.map { JSONValue.Member(key: $0.severity.rawValue, value: .number($0.count)) }
    return .object([
      "findings": .number(report.findings.count), "by_severity": .object(bySeverity),
      "undecided": .number(report.undecided.count), "suppressed": .number(report.suppressed.count),
      "known": report.goneCount == nil ? nil : .number(report.all.count { $0.baselineState == .unchanged }),
      "gone": report.goneCount.map(JSONValue.number),
      "skipped_files": .number(report.skippedCount),
    ])
  }

  private func finding(_ finding: Finding) -> JSONValue {
    .object([
      "rule": .string(finding.rule.id), "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message), "subject": .string(finding.subject.address),
      "resource": .string(finding.resource.address),
      "construct": report.constructPaths[finding.resource].map(JSONValue.string),
      "attribute": finding.place.path.isEmpty ? nil : .string(finding.place.path.description),
      "place": JSONPlace.json(finding.place.range),
      "related": .array(
        finding.related.map { related in
          .object([
            "message": .string(related.message), "resource": related.resource.map { .string($0.address) },
            "place": JSONPlace.json(related.place),
          ])
        }
      ).unlessEmpty,
      "traces": .array(finding.traces.map(JSONTrace.json)).unlessEmpty,
      "because": JSONValue.strings(finding.because.distinct.map(\.description)).unlessEmpty,
      "fix": finding.fix.map(fix),
      "subsumes": JSONValue.strings(finding.subsumes).unlessEmpty, "fingerprint": .string(finding.fingerprint),
      "baseline": finding.baselineState.map { .string($0.rawValue) },
      "suppressions": .array(finding.suppressions.map(suppression)).unlessEmpty,
    ])
  }

  private func fix(_ fix: Fix) -> JSONValue {
    .object([
      "description": .string(fix.description),
      "edits": .array(
        fix.edits.map { edit in .object(["place": JSONPlace.json(edit.range), "text": .string(edit.text)]) }
      ).unlessEmpty,
    ])
  }

  private func suppression(_ suppression: Suppression) -> JSONValue {
    .object([
      "kind": .string(suppression.kind.rawValue), "reason": .string(suppression.reason),
      "until": suppression.until.map { .string($0.description) }, "place": JSONPlace.json(suppression.place),
    ])
  }

  private func diagnostic(_ group: DiagnosticGroup) -> JSONValue {
    let kind: JSONValue =
      switch group.kind {
      case .unreadable: "unreadable"
      case .assumed: "assumed"
      case .unsupported: "unsupported"
      case .ineffective: "ineffective"
      }
    return .object([
      "kind": kind, "message": .string(group.message), "help": group.help.map(JSONValue.string),
      "count": .number(group.count), "place": group.places.first.map(JSONPlace.json),
    ])
  }

  private func failure(_ error: InputError) -> JSONValue {
    .object([
      "path": .string(error.path), "message": .string(error.message),
      "help": error.help.isEmpty ? nil : .string(error.help), "place": error.range.map(JSONPlace.json),
    ])
  }
}
