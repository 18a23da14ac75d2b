import AWSModel
import Analysis
import Documents
import RuleCatalog
import Rules

/// A run of the rules over the inputs, from paths to findings.
package struct Run: Sendable {
  package struct Options: Sendable {
    /// Folders of rules beside those that are built in.
    package var ruleFolders: [String] = []
    package var lint = LintOptions()
    /// Named files of no known format are skipped, not failures.
    package var skipsUnrecognized = false

    package init() {}
  }

  package let workspace: Workspace
  /// Inputs and rules that could not be used.
  package let failures: [InputError]
  package let diagnostics: [Diagnostic]
  package let findings: [Finding]
  /// The rules that ran.
  package let rules: [RuleMetadata]

  /// Reads the inputs and tests them by the rules.
  package init(_ arguments: [String], options: Options = Options()) {
    let ruleset = Ruleset(folders: options.ruleFolders)
    let linter = Linter(rules: ruleset.rules, options: options.lint)
    workspace = Workspace.load(arguments, skipsUnrecognized: options.skipsUnrecognized)
    rules = linter.enabledRules.map(\.metadata)
    if workspace.inputs.isEmpty {
      failures = workspace.failures + ruleset.errors
      diagnostics = []
      findings = []
      return
    }
    let result = linter.lint(Facts(workspace.infrastructure))
    failures = workspace.failures + ruleset.errors + result.errors
    diagnostics = workspace.infrastructure.diagnostics + result.diagnostics
    findings = result.findings
  }
}
