import Analysis
import ArgumentParser
import Glibc
import NetSpace
import Reporting
import Workspace

/// `netlint diff`: what a change opens and closes.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", _superCommandName: Netlint.name,
    abstract: "Show what a change lets through that was not, and what no longer.",
    usage: "netlint diff <old> <new>\nnetlint diff <plan>",
    discussion: """
      OLD and NEW are templates, plans or directories of them. Resources are the same if they have the same address or \
      logical id. Of one plan alone what was there before is compared with what will be: what applying it opens.

        netlint diff plan.json --fail-on opened
        netlint diff main/template.yaml branch/template.yaml

      As with check, what could not be decided fails the run only with --undecided fail.

      Exit codes: 0 compared, 1 something changed that --fail-on names, 2 an input could not be used, 64 usage.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }
  enum FailOn: String, ExpressibleByArgument, CaseIterable { case opened, changed }

  @Argument(help: ArgumentHelp("Templates, plans or directories: OLD and NEW, or one plan.", valueName: "old-and-new"))
  var inputs: [String]

  @Option(help: "The format of the answer.")
  var format: Format = .text

  @Option(help: "Fail if anything certainly was opened, or if anything certainly changed.")
  var failOn: FailOn?

  @Option(
    help: "What may have changed is listed, fails the run as what certainly did, or is only counted (default: show).")
  var undecided: ProjectConfiguration.Undecided?

  @OptionGroup var project: ConfigurationOptions

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var variables: VariableOptions

  @OptionGroup var sources: SourceOptions

  @OptionGroup var output: OutputOptions

  mutating func validate() throws {
    if inputs.count > 2 { throw ValidationError("expected OLD and NEW, found \(inputs.count) inputs") }
  }

  func run() throws {
    let configuration = try project.configuration(output)
    let undecided = undecided ?? configuration?.undecided ?? .show
    let paths = InputPaths.relative(inputs)
    let exclusion = configuration?.exclusion ?? PathPatterns()
    let values = (try parameters.values(output), variables.values)
    let before = Workspace.load(
      [paths[0]], without: exclusion, at: paths.count == 1 ? .prior : .planned, parameters: values.0,
      variables: values.1)
    let after = Workspace.load(
      [paths[paths.count - 1]], without: exclusion, parameters: values.0, variables: values.1)
    // What is not wholly read would seem to have been closed.
    let failures = before.failures + after.failures.filter { !before.failures.contains($0) }
    output.report(failures)
    if !failures.isEmpty { throw ExitCode.unusableInput }
    let redaction = Redaction(before.sensitiveTexts.union(after.sensitiveTexts))
    let finder = try sources.finder(of: before, after, output: output)
    let roots = (old: paths[0], new: paths[paths.count - 1])
    // A plan tells of what was there before by the addresses that it gives.
    let moved = paths.count == 1 ? [:] : after.infrastructure.movedAddresses
    var grants = PinnedGrants(old: before, new: after, roots: roots, moved: moved)
    let comparison = grants.settled(
      Comparison(
        old: side(before, root: roots.old, redaction, moved: moved), new: side(after, root: roots.new, redaction)))
    Output.note(grants.note, redaction)
    write(
      comparison, (before.inputs + after.inputs.filter { !before.inputs.contains($0) }), undecided, redaction, finder)
    finder.reportDiagnostics()
    if fails(comparison, undecided) { throw ExitCode.findings }
  }

  private func side(
    _ workspace: Workspace, root: String, _ redaction: Redaction, moved: [String: String] = [:]
  ) -> Comparison.Side {
    let facts = Facts(workspace.infrastructure)
    var pinned = PinnedFacts(workspace)
    let reaches = pinned.settled(facts.matrix, asking: \.matrix)
    Output.note(pinned.note, redaction)
    return Comparison.Side(facts, reaches: reaches, root: root, moved: moved)
  }

  private func write(
    _ comparison: Comparison, _ inputs: [Workspace.Input], _ undecided: ProjectConfiguration.Undecided,
    _ redaction: Redaction, _ sources: SourceFinder
  ) {
    let shows = undecided != .hide
    let text =
      switch format {
      case .text: ComparisonText(comparison, style: output.style(for: STDOUT_FILENO), showsUndecided: shows).text
      case .json: ComparisonJSON(comparison, tool: Version.tool, placedBy: sources.source).text
      case .sarif:
        ComparisonReport(comparison, inputs: inputs.map { .init(path: $0.path, format: $0.format.rawValue) })
          .sarif(tool: Version.tool, showsUndecided: shows, placed: sources.placed)
      }
    Output.standard(redaction.applied(to: text))
  }

  private func fails(_ comparison: Comparison, _ undecided: ProjectConfiguration.Undecided) -> Bool {
    func counts(_ verdict: Verdict) -> Bool { verdict == .yes || undecided == .fail }
    func happened(_ changes: Comparison.Changes) -> Bool {
      changes.flows.contains { counts($0.verdict) } || changes.grants.contains { counts($0.verdict) }
    }
    switch failOn {
    case nil: return false
    case .opened?: return happened(comparison.opened)
    case .changed?: return happened(comparison.opened) || happened(comparison.closed)
    }
  }
}
