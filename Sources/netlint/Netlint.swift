import ArgumentParser
import Glibc

/// The command line: what follows from the templates, in words, and an exit code.
@main struct Netlint: ParsableCommand {
  static let name = "netlint"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Proves what a cloud network lets through, from its templates alone.",
    discussion: """
      Reads Terraform plans (terraform show -json), .tf.json configurations and CloudFormation templates. Nothing is \
      deployed, no account is asked and no network is used.
      """,
    version: Version.text,
    subcommands: [
      Check.self, Explain.self, ReachCommand.self, Diff.self, BaselineCommand.self, RulesCommand.self,
      RelationsCommand.self, QueryCommand.self,
      ConfigCommand.self, SchemaCommand.self, ListActions.self,
    ])

  static func main() {
    // A reader that stops reading (`| head`) ends the output, not the verdict.
    signal(SIGPIPE, SIG_IGN)
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if let task = try CheckTask(hookArguments: arguments) { return try task.run() }
      var command = try parsed(arguments)
      try command.run()
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      exit(withError: error)
    }
  }

  /// The command that the arguments call for.
  ///
  /// A subcommand that is named first is parsed alone, which takes a quarter of the time of a parse from the root: a
  /// hook pays it on every commit. (That its configuration names this command as the one above it spares it the parse
  /// for completion scripts, which takes as long as its own.) What cannot be parsed so is left to the root, whose
  /// messages know the whole command line.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    if let name = arguments.first,
      let subcommand = configuration.subcommands.first(where: { $0._commandName == name }),
      let command = try? subcommand.parse(Array(arguments.dropFirst()))
    {
      return command
    }
    return try parseAsRoot(arguments)
  }
}
