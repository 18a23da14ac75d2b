import AWSModel
import Documents
import Rules

/// Everything that a report of a run says, whatever the format.
package struct Report: Sendable {
  package struct Input: Hashable, Sendable {
    package let path: String
    /// `Terraform plan`, `CloudFormation template`.
    package let format: String

    package init(path: String, format: String) {
      self.path = path
      self.format = format
    }
  }

  package let inputs: [Input]
  package let failures: [InputError]
  /// Files that were found, but are of no known format.
  package let skippedCount: Int
  package let diagnostics: [DiagnosticGroup]
  /// What was found for certain, the worst first.
  package let findings: [Finding]
  /// What could not be decided.
  package let undecided: [Finding]
  /// What was found, or could not be decided, and the project accepts.
  package let suppressed: [Finding]
  /// The rules that ran, whether or not they found anything.
  package let rules: [RuleMetadata]
  /// The paths of the constructs that resources were synthesized from.
  package let constructPaths: [ResourceID: String]

  package init(
    inputs: [Input], failures: [InputError], skippedCount: Int, diagnostics: [Diagnostic], findings: [Finding],
    rules: [RuleMetadata], constructPaths: [ResourceID: String] = [:]
  ) {
    self.constructPaths = constructPaths
    self.inputs = inputs
    self.failures = failures
    self.skippedCount = skippedCount
    self.diagnostics = DiagnosticGroup.groups(of: diagnostics)
    let sorted = findings.sorted(by: Self.isBefore)
    self.findings = sorted.filter { $0.verdict == .yes && $0.suppressions.isEmpty }
    undecided = sorted.filter { $0.verdict != .yes && $0.suppressions.isEmpty }
    suppressed = sorted.filter { !$0.suppressions.isEmpty }
    self.rules = rules.sorted { $0.id < $1.id }
  }

  /// The worst first, then by place: an order that does not depend on the order in which rules ran.
  private static func isBefore(_ a: Finding, _ b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity > b.severity }
    if a.place.range != b.place.range { return a.place.range < b.place.range }
    if a.rule.id != b.rule.id { return a.rule.id < b.rule.id }
    // Messages are made when they are asked for.
    return a.resource != b.resource ? a.resource < b.resource : a.message < b.message
  }

  /// How many findings there are of each severity that occurs, the worst first.
  package var counts: [(severity: Severity, count: Int)] {
    Severity.allCases.sorted(by: >).reduce(into: []) { all, severity in
      let count = findings.count { $0.severity == severity }
      if count > 0 { all.append((severity, count)) }
    }
  }
}
