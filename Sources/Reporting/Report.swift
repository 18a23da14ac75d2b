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
  /// All that follow, the worst first.
  package let all: [Finding]
  /// What was found for certain, the worst first.
  package let findings: [Finding]
  /// What could not be decided.
  package let undecided: [Finding]
  /// What was found, or could not be decided, and the project accepts.
  package let suppressed: [Finding]
  /// What is left out of the others because the baseline has it.
  package let known: [Finding]
  /// How many findings of the baseline are no longer there; nil without a baseline.
  package let goneCount: Int?
  /// The rules that ran, whether or not they found anything.
  package let rules: [RuleMetadata]
  /// The paths of the constructs that resources were synthesized from.
  package let constructPaths: [ResourceID: String]

  /// - Parameter isNewOnly: what the baseline has is told apart.
  package init(
    inputs: [Input], failures: [InputError], skippedCount: Int, diagnostics: [Diagnostic], findings: [Finding],
    rules: [RuleMetadata], constructPaths: [ResourceID: String] = [:], goneCount: Int? = nil, isNewOnly: Bool = false
  ) {
    self.constructPaths = constructPaths
    self.inputs = inputs
    self.failures = failures
    self.skippedCount = skippedCount
    self.diagnostics = DiagnosticGroup.groups(of: diagnostics)
    let sorted = findings.sorted(by: Self.isBefore)
    all = sorted
    suppressed = sorted.filter { !$0.suppressions.isEmpty }
    let others = sorted.filter { $0.suppressions.isEmpty }
    known = isNewOnly ? others.filter { $0.baselineState == .unchanged } : []
    let shown = isNewOnly ? others.filter { $0.baselineState != .unchanged } : others
    self.findings = shown.filter { $0.verdict == .yes }
    undecided = shown.filter { $0.verdict != .yes }
    self.goneCount = goneCount
    self.rules = rules.sorted { $0.id < $1.id }
  }

  /// The worst first, then by place: an order that does not depend on the order in which rules ran.
  private static func isBefore(_ a: Finding, _ b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity > b.severity }
    if a.place.range != b.place.range { return a.place.range < b.place.range }
    if a.rule.id != b.rule.id { return a.rule.id < b.rule.id }
    if a.resource != b.resource { return a.resource < b.resource }
    // Messages are made when they are asked for, and those of suppressed findings often never are.
    return a.subject != b.subject ? a.subject < b.subject : a.message < b.message
  }

  /// How many findings there are of each severity that occurs, the worst first.
  package var counts: [(severity: Severity, count: Int)] {
    Severity.allCases.sorted(by: >).reduce(into: []) { all, severity in
      let count = findings.count { $0.severity == severity }
      if count > 0 { all.append((severity, count)) }
    }
  }
}
