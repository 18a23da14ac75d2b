import ArgumentParser
import Glibc
import Reporting
import Rules
import Workspace

/// What `check` does, however it was asked to.
struct CheckTask {
  let inputs: [String]
  var options = Run.Options()
  /// Nil: as the project says, or text.
  var format: ProjectConfiguration.ReportFormat?
  /// The file of the report; nil for standard output.
  var output: String?
  /// The least severity that fails the run, where the command line says so.
  var failOn: Severity?
  var undecided: ProjectConfiguration.Undecided?
  var isQuiet = false
  /// What is in the baseline is neither listed nor fails the run.
  var isNewOnly: Bool?
  var appearance = Appearance()

  /// - Throws: the exit code, if it is not 0.
  func run() throws {
    Heap.prepare()
    let run = Run(InputPaths.relative(inputs), options: options)
    // The process ends with this: to give back what a run holds takes as long as a part of the run.
    _ = Unmanaged.passRetained(Kept(run))
    let report = Report(
      inputs: run.workspace.inputs.map { .init(path: $0.path, format: $0.format.rawValue) }, failures: run.failures,
      skippedCount: run.workspace.skipped.count, diagnostics: run.diagnostics, findings: run.findings, rules: run.rules,
      constructPaths: run.workspace.constructPaths, goneCount: run.comparison?.gone.count,
      isNewOnly: isNewOnly ?? run.configuration?.isNewOnly ?? false)
    appearance.report(run.failures)
    let undecided = undecided ?? run.configuration?.undecided ?? .show
    var task = self
    task.format = format ?? run.configuration?.format
    task.output = output ?? run.configuration?.output
    try task.write(report, Redaction(run.workspace.sensitiveTexts), showsUndecided: undecided != .hide)
    if !run.failures.isEmpty { throw ExitCode.unusableInput }
    let counted = report.findings + (undecided == .fail ? report.undecided : [])
    let limit = failOn ?? run.configuration?.failOn ?? .low
    if counted.contains(where: { $0.severity >= limit }) { throw ExitCode.findings }
  }

  private func write(_ report: Report, _ redaction: Redaction, showsUndecided: Bool) throws {
    let style = output == nil ? appearance.style(for: STDOUT_FILENO) : .plain
    let pieces = { (sink: (String) -> Void) in
      // What is to be taken out may lie in two pieces.
      if redaction.isEmpty { return self.write(report, to: sink, style: style, showsUndecided) }
      var text = ""
      self.write(report, to: { text += $0 }, style: style, showsUndecided)
      sink(redaction.applied(to: text))
    }
    guard let output else { return Output.standard(pieces) }
    if let reason = Output.file(output, pieces) {
      Output.error("error: cannot write \(output): \(reason)\n")
      throw ExitCode.unusableInput
    }
    if !isQuiet { Output.error(TextSummary(report).line + "\n") }
  }

  private func write(_ report: Report, to sink: (String) -> Void, style: Style, _ shows: Bool) {
    switch format ?? .text {
    case .text: TextReport(report, style: style, showsUndecided: shows, isQuiet: isQuiet).write(to: sink)
    case .sarif: SARIFReport(report, tool: Version.tool, showsUndecided: shows).write(to: sink)
    case .json: JSONReport(report, tool: Version.tool, showsUndecided: shows).write(to: sink)
    }
  }
}

extension CheckTask {
  /// The task of a command line that a hook writes: `check`, maybe `--skip-unrecognized`, and paths; nil for any other.
  ///
  /// Reading it needs no parser, which would reflect on every option that there is: a quarter of what the check of a
  /// small template takes, paid on every commit.
  ///
  /// - Throws: unusable input, after it was said why.
  init?(hookArguments arguments: [String]) throws {
    guard arguments.first == "check" else { return nil }
    let rest = arguments.dropFirst()
    let inputs = rest.filter { $0 != Self.skipFlag }
    guard !inputs.isEmpty, !inputs.contains(where: { $0.isEmpty || $0.hasPrefix("-") }) else { return nil }
    self.init(inputs: inputs)
    options.skipsUnrecognized = inputs.count < rest.count
    options.configuration = try ConfigurationOptions.found(appearance)
    options.today = Today.date
  }

  private static let skipFlag = "--skip-unrecognized"
}

/// Keeps a run until the process ends.
private final class Kept: Sendable {
  let run: Run

  init(_ run: Run) { self.run = run }
}
