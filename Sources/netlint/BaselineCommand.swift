import ArgumentParser
import Documents
import Reporting
import Rules
import Workspace

/// `netlint baseline`: what is known already, so that only what is new fails a run.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", _superCommandName: Netlint.name,
    abstract: "Write down what is found today, or drop from it what is gone.",
    discussion: """
      What a baseline has can be told from what is new: netlint check INPUTS --baseline FILE --new-only. Findings are found \
      again when lines move, resources and their parts are reordered and files are renamed. Name the same inputs, in the \
      same directory, for all of these commands.
      """,
    subcommands: [Write.self, Prune.self])

  /// `netlint baseline write`.
  struct Write: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "write", abstract: "Write all findings that are not suppressed to the baseline.")

    @OptionGroup var task: BaselineTask

    func run() throws {
      let run = try task.run(comparing: false)
      let baseline = Baseline(of: run.findings)
      try task.write(baseline, run, saying: "\(counted(baseline.entries.count)) written to \(try task.path())")
    }
  }

  /// `netlint baseline prune`.
  struct Prune: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prune", abstract: "Drop from the baseline what is no longer found; nothing new is added.")

    @OptionGroup var task: BaselineTask

    func run() throws {
      let run = try task.run(comparing: true)
      guard let comparison = run.comparison else { return }
      let left = comparison.pruned
      try task.write(
        left, run,
        saying: "\(counted(comparison.gone.count)) dropped from \(try task.path()), \(left.entries.count) left")
    }
  }
}

/// What the subcommands of `netlint baseline` share.
struct BaselineTask: ParsableArguments {
  @Argument(help: "Templates, plans or directories, - for the standard input (default: the inputs of netlint.yaml).")
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "The file of the baseline (default: that of netlint.yaml, or \(Baseline.standardPath)).", valueName: "file"))
  var baseline: String?

  @OptionGroup var options: RunOptions

  @OptionGroup var appearance: OutputOptions

  func path() throws -> String {
    if let baseline { return InputPaths.relative([baseline])[0] }
    return try options.configuration(appearance)?.baseline ?? Baseline.standardPath
  }

  /// - Throws: unusable input, after it was said why: what was not read would seem to be gone.
  func run(comparing: Bool) throws -> Run {
    var options = try options.options(appearance)
    options.usesProjectBaseline = false
    if comparing { options.baseline = try path() }
    let run = Run(InputPaths.relative(inputs), options: options)
    appearance.report(run.failures)
    if !run.failures.isEmpty { throw ExitCode.unusableInput }
    return run
  }

  func write(_ baseline: Baseline, _ run: Run, saying words: String) throws {
    let text = Redaction(run.workspace.sensitiveTexts).applied(to: BaselineJSON(baseline).text)
    let path = try path()
    if let reason = Output.file(path, { $0(text) }) {
      Output.error("error: cannot write \(path): \(reason)\n")
      throw ExitCode.unusableInput
    }
    Output.standard("\(words)\n")
  }
}

private func counted(_ count: Int) -> String { count == 1 ? "1 finding" : "\(count) findings" }
