import AWSModel
import Analysis
import Documents
import Frontends
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
    /// The project's configuration, if it has one; what `lint` sets comes before it.
    package var configuration: String?
    /// What is said about the parameters of CloudFormation templates.
    package var parameters = ParameterValues()
    /// Values for the variables of Terraform configurations.
    package var variables = VariableValues.none
    /// Where the native files are that plans were made from; nil to look where the plans are.
    package var sourceRoot: String?
    /// The day of the run, by which suppressions expire; nil to let none.
    package var today: CalendarDate?
    /// The file of findings that are known already.
    package var baseline: String?
    /// Whether the project's baseline counts where none is named.
    package var usesProjectBaseline = true

    package init() {}
  }

  package let workspace: Workspace
  /// Inputs, rules and configurations that could not be used.
  package let failures: [InputError]
  package let diagnostics: [Diagnostic]
  package let findings: [Finding]
  /// The rules that ran.
  package let rules: [RuleMetadata]
  package let configuration: ProjectConfiguration?
  /// The findings beside the baseline; nil without one.
  package let comparison: Baseline.Comparison?

  /// Reads the inputs and tests them by the rules, and by what the project expects.
  package init(_ arguments: [String], options: Options = Options()) {
    let read = options.configuration.map { ConfigurationReader.read($0, folders: options.ruleFolders) }
    let ruleset = read?.ruleset ?? Ruleset(folders: options.ruleFolders)
    let configuration = read?.configuration
    self.configuration = configuration
    let lint = options.lint.completed(by: configuration)
    let arguments = arguments.isEmpty ? configuration?.inputs ?? [] : arguments
    let variants = options.lint.variants(lint, configuration)
    let expectations = lint.runs(Expectation.rule) ? configuration?.expectations ?? [] : []
    let enabled =
      ruleset.rules.filter { rule in variants.contains { $0.enables(rule) } }.map(\.metadata)
      + (expectations.isEmpty ? [] : [Expectation.rule])
      + (lint.runs(Suppression.unusedRule) ? [Suppression.unusedRule] : [])
    // What a broken configuration would have left out or made certain nobody knows.
    let isUsable = read?.errors.isEmpty ?? true
    workspace =
      isUsable
      ? Workspace.load(
        arguments, skipsUnrecognized: options.skipsUnrecognized,
        without: configuration?.exclusion ?? PathPatterns(), parameters: options.parameters,
        variables: options.variables)
      : .empty
    let (baseline, baselineErrors) = Self.baseline(options, configuration)
    let unread =
      baselineErrors + workspace.failures + ruleset.errors + (read?.errors ?? [])
      + SourceFinder.failures(options.sourceRoot)
    if workspace.inputs.isEmpty {
      failures = unread
      diagnostics = []
      findings = []
      rules = enabled
      comparison = nil
      return
    }
    let constructPaths = workspace.constructPaths
    let inferred = Facts(workspace.infrastructure)
    let (facts, notes) = configuration?.assigningTiers(in: inferred, constructPaths: constructPaths) ?? (inferred, [])
    let expected = Self.checked(expectations.isEmpty ? nil : configuration, facts, workspace)
    let sources = SourceFinder(root: options.sourceRoot, of: [workspace])
    var placed = sources.placed(expected?.findings ?? [])
    var errors: [InputError] = []
    var remarks: [Diagnostic] = []
    for (variant, lint) in variants.enumerated() {
      let result = Linter(rules: ruleset.rules, options: lint).lint(facts)
      let settled = Self.settled(result.findings, workspace, ruleset, lint, configuration)
      // Of each file what is found as the project wants it there.
      placed += sources.placed(settled.findings).filter {
        configuration?.variant(of: $0.place.range.file.path) ?? 0 == variant
      }
      errors += result.errors.filter { !errors.contains($0) }
      remarks += result.diagnostics + settled.diagnostics
    }
    let suppressed = Self.suppressed(placed, workspace, sources, ruleset, configuration, enabled, options)
    let paths = workspace.inputs.map(\.path)
    comparison = baseline.map { $0.compared(to: suppressed.findings, in: paths, rules: Set(enabled.map(\.id))) }
    findings = comparison?.findings ?? suppressed.findings
    // The rule of unused suppressions runs where there are some.
    rules = enabled.filter { $0 != Suppression.unusedRule || suppressed.hasSuppressions }
    // Of a broken rule its reader has spoken already.
    failures = unread + errors.filter { !unread.contains($0) } + (expected?.errors ?? [])
    diagnostics =
      workspace.infrastructure.diagnostics + notes + remarks
      + (expected?.diagnostics ?? []) + sources.diagnostics + suppressed.diagnostics
  }

  private static func baseline(
    _ options: Options, _ configuration: ProjectConfiguration?
  ) -> (baseline: Baseline?, errors: [InputError]) {
    let ofProject = options.usesProjectBaseline ? configuration?.baseline : nil
    guard let path = options.baseline ?? ofProject else { return (nil, []) }
    do throws(InputError) {
      return (try Baseline.read(path), [])
    } catch {
      return (nil, [error])
    }
  }

  /// The findings, of which the project accepts some.
  private static func suppressed(
    _ findings: [Finding], _ workspace: Workspace, _ sources: SourceFinder, _ ruleset: Ruleset,
    _ configuration: ProjectConfiguration?, _ rules: [RuleMetadata], _ options: Options
  ) -> (findings: [Finding], diagnostics: [Diagnostic], hasSuppressions: Bool) {
    var reader = SuppressionReader(rules: ruleset.metadata.map(\.id))
    reader.read(workspace.sources)
    reader.readSources(sources.files(mentioning: SuppressionReader.prefix))
    let all = reader.suppressions + (configuration?.suppressions ?? [])
    let infrastructure = workspace.infrastructure
    let applied = Suppressions(all, today: options.today).applied(
      to: findings, declarations: infrastructure.allResources.map(\.declaration) + infrastructure.unmodelled,
      constructPaths: workspace.constructPaths, rules: Set(rules.map(\.id))
    ) { suppression in
      // Who names every file of a change does not name all that the project is about.
      suppression.kind == .inSource || !options.skipsUnrecognized
    }
    return (applied.findings, reader.diagnostics + applied.diagnostics, !all.isEmpty)
  }

  /// What does not hold of what a project expects.
  private static func checked(
    _ configuration: ProjectConfiguration?, _ facts: Facts, _ workspace: Workspace
  ) -> (findings: [Finding], errors: [InputError], diagnostics: [Diagnostic])? {
    guard let configuration else { return nil }
    let constructPaths = workspace.constructPaths
    let pinned = PinnedFacts(workspace) { configuration.assigningTiers(in: $0, constructPaths: constructPaths).facts }
    var checker = ExpectationChecker(
      facts: facts, configuration: configuration, constructPaths: constructPaths, pinned: pinned)
    let (findings, errors) = checker.check()
    return (findings, errors, checker.pinned.note.map { [$0] } ?? [])
  }

  /// The findings, with what depends on conditions tried for each of their combinations.
  private static func settled(
    _ findings: [Finding], _ workspace: Workspace, _ ruleset: Ruleset, _ options: LintOptions,
    _ configuration: ProjectConfiguration?
  ) -> (findings: [Finding], diagnostics: [Diagnostic]) {
    guard let derived = workspace.derived else { return (findings, []) }
    return PinnedRuns(derived: derived) { infrastructure, rules in
      var options = options
      options.only = rules
      let facts = Facts(infrastructure)
      let assigned = configuration?.assigningTiers(in: facts, constructPaths: workspace.constructPaths).0 ?? facts
      return Linter(rules: ruleset.rules, options: options).lint(assigned).findings
    }.settle(findings)
  }
}

extension LintOptions {
  /// Whether a rule of netlint's own runs.
  fileprivate func runs(_ rule: RuleMetadata) -> Bool { !disabled.contains(rule.id) && only?.contains(rule.id) ?? true }

  /// The options for most files, and for those of each entry of paths; what the command line says comes before them.
  fileprivate func variants(_ most: LintOptions, _ configuration: ProjectConfiguration?) -> [LintOptions] {
    let asked = enabled.union(only ?? [])
    return [most]
      + (configuration?.paths ?? []).map { _, entry in
        var options = most
        options.disabled = most.disabled.subtracting(entry.enabled).union(entry.disabled.subtracting(asked))
          .union(disabled)
        options.enabled = most.enabled.union(entry.enabled)
        options.severities.merge(entry.severities) { _, entry in entry }
        for (rule, values) in entry.ruleParameters {
          options.ruleParameters[rule, default: [:]].merge(values) { _, entry in entry }
        }
        return options
      }
  }

  /// The options of the command line with what a project says where they say nothing.
  fileprivate func completed(by configuration: ProjectConfiguration?) -> LintOptions {
    guard let configuration else { return self }
    var all = configuration.lint
    // Who asks for a rule by name gets it.
    all.disabled = disabled.union(all.disabled.subtracting(enabled.union(only ?? [])))
    all.enabled.formUnion(enabled)
    all.only = only
    all.profile = profile ?? configuration.profile
    return all
  }
}

extension ProjectConfiguration {
  /// Which of the options count in a file: 0 for those of most, else those of the first entry of paths that fits.
  fileprivate func variant(of path: String) -> Int { (paths.firstIndex { $0.files.contains(path) } ?? -1) + 1 }
}
