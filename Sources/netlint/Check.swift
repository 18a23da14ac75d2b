import ArgumentParser
import Glibc
import Reporting
import Rules
import Workspace

/// `netlint check`: tests the inputs by the rules.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check templates and plans against the rules.",
    discussion: """
      A directory is searched for what could be a template or a plan; files of no known format found there are skipped \
      and counted. A file that is named must be usable.

      netlint.yaml in the working directory says what the project decides: rules and their parameters, tiers, and what \
      must and must not be reachable. Options of the command line come before it.

      Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 an input or rule could not be used or no input was \
      recognized (even if others were checked), 64 usage.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, sarif, json }

  @Argument(help: "Templates, plans or directories.")
  var inputs: [String]

  @Option(help: "The format of the report.")
  var format: Format = .text

  @Option(name: [.customShort("o"), .long], help: "Write the report to a file; the summary goes to standard error.")
  var output: String?

  @Option(help: "The least severity that fails the run (default: low).")
  var failOn: Severity?

  @Option(
    help: "What could not be decided is listed, fails the run as a finding would, or is only counted (default: show).")
  var undecided: ProjectConfiguration.Undecided?

  @OptionGroup var rules: RuleOptions

  @OptionGroup var project: ConfigurationOptions

  @OptionGroup var variables: VariableOptions

  @Flag(help: "Skip named files of no known format instead of failing; for callers that name every file.")
  var skipUnrecognized = false

  @Flag(name: [.short, .long], help: "Print findings only: no notes, no summary.")
  var quiet = false

  @OptionGroup var appearance: OutputOptions

  func run() throws {
    var options = try rules.runOptions()
    options.skipsUnrecognized = skipUnrecognized
    options.variables = variables.values
    options.configuration = try project.path(appearance)
    let run = Run(InputPaths.relative(inputs), options: options)
    let report = Report(
      inputs: run.workspace.inputs.map { .init(path: $0.path, format: $0.format.rawValue) }, failures: run.failures,
      skippedCount: run.workspace.skipped.count, diagnostics: run.diagnostics, findings: run.findings, rules: run.rules)
    appearance.report(run.failures)
    let undecided = undecided ?? run.configuration?.undecided ?? .show
    try write(report, Redaction(run.workspace.sensitiveTexts), showsUndecided: undecided != .hide)
    if !run.failures.isEmpty { throw ExitCode.unusableInput }
    let counted = report.findings + (undecided == .fail ? report.undecided : [])
    let limit = failOn ?? run.configuration?.failOn ?? .low
    if counted.contains(where: { $0.severity >= limit }) { throw ExitCode.findings }
  }

  private func write(_ report: Report, _ redaction: Redaction, showsUndecided: Bool) throws {
    let style = output == nil ? appearance.style(for: STDOUT_FILENO) : .plain
    let text = redaction.applied(to: text(of: report, style: style, showsUndecided))
    guard let output else { return Output.standard(text) }
    if let reason = Output.file(output, text) {
      Output.error("error: cannot write \(output): \(reason)\n")
      throw ExitCode.unusableInput
    }
    if !quiet { Output.error(TextSummary(report).line + "\n") }
  }

  private func text(of report: Report, style: Style, _ shows: Bool) -> String {
    switch format {
    case .text: TextReport(report, style: style, showsUndecided: shows, isQuiet: quiet).text
    case .sarif: SARIFReport(report, tool: Version.tool, showsUndecided: shows).text
    case .json: JSONReport(report, tool: Version.tool, showsUndecided: shows).text
    }
  }
}

extension Severity: ExpressibleByArgument {}
extension ProjectConfiguration.Undecided: ExpressibleByArgument {}
