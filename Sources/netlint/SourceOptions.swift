import ArgumentParser
import Workspace

/// Where the files are that plans were made from, shared by the subcommands.
struct SourceOptions: ParsableArguments {
  @Option(
    name: .customLong("source-root"),
    help: ArgumentHelp(
      "The folder of the .tf files that places in a plan stand for (default: the plan's, or the working directory).",
      valueName: "folder"))
  var folder: String?

  var root: String? { folder.map { InputPaths.relative([$0])[0] } }

  /// What finds places in those files.
  ///
  /// - Throws: unusable input, after it was said which folder is none.
  func finder(of workspaces: Workspace..., output: OutputOptions) throws -> SourceFinder {
    let failures = SourceFinder.failures(root)
    output.report(failures)
    if !failures.isEmpty { throw ExitCode.unusableInput }
    return SourceFinder(root: root, of: workspaces)
  }
}

extension SourceFinder {
  /// Says what was looked for and could not be read.
  func reportDiagnostics() { for note in diagnostics { Output.note(note) } }
}
