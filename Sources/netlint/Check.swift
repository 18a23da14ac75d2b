import ArgumentParser
import Rules
import Workspace

/// `netlint check`: tests the inputs by the rules.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: Netlint.name, abstract: "Check templates and plans against the rules.",
    discussion: """
      A directory is searched for what could be a template or a plan; files of no known format found there are skipped \
      and counted. A file that is named must be usable.

      netlint.yaml in the working directory says what the project decides: rules and their parameters, tiers, and what \
      must and must not be reachable. Options of the command line come before it.

      Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 an input or rule could not be used or no input was \
      recognized (even if others were checked), 64 usage.
      """)

  @Argument(help: "Templates, plans or directories, - for the standard input (default: the inputs of netlint.yaml).")
  var inputs: [String] = []

  @Option(help: "The format of the report (default: text).")
  var format: ProjectConfiguration.ReportFormat?

  @Option(name: [.customShort("o"), .long], help: "Write the report to a file; the summary goes to standard error.")
  var output: String?

  @Option(help: "The least severity that fails the run (default: low).")
  var failOn: Severity?

  @Option(
    help: "What could not be decided is listed, fails the run as a finding would, or is only counted (default: show).")
  var undecided: ProjectConfiguration.Undecided?

  @Option(
    help: ArgumentHelp("Findings that are known already, as baseline write has written them.", valueName: "file"))
  var baseline: String?

  @Flag(help: "List, and fail by, only what is not in the baseline.")
  var newOnly = false

  @OptionGroup var options: RunOptions

  @Flag(help: "Skip named files of no known format instead of failing; for callers that name every file.")
  var skipUnrecognized = false

  @Flag(name: [.short, .long], help: "Print findings only: no notes, no summary.")
  var quiet = false

  @OptionGroup var appearance: OutputOptions

  func run() throws {
    var task = CheckTask(inputs: inputs, options: try options.options(appearance))
    task.options.skipsUnrecognized = skipUnrecognized
    task.options.baseline = baseline.map { InputPaths.relative([$0])[0] }
    task.isNewOnly = newOnly ? true : nil
    if inputs.isEmpty, try options.configuration(appearance)?.inputs.isEmpty ?? true {
      throw ValidationError("name an input, or inputs in netlint.yaml")
    }
    if newOnly, baseline == nil, try options.configuration(appearance)?.baseline == nil {
      throw ValidationError("--new-only needs a --baseline, or one in netlint.yaml")
    }
    task.format = format
    task.output = output
    task.failOn = failOn
    task.undecided = undecided
    task.isQuiet = quiet
    task.appearance = appearance.appearance
    try task.run()
  }
}

extension ProjectConfiguration.ReportFormat: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
extension ProjectConfiguration.Undecided: ExpressibleByArgument {}
