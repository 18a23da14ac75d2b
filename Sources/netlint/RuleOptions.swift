import ArgumentParser
import Workspace

/// Options that say which rules run, shared by the subcommands.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp("A folder of rules beside the built-in ones. May be repeated.", valueName: "folder"))
  var folders: [String] = []

  @Option(help: "Run only these rules, separated by commas. May be repeated.")
  var only: [String] = []

  @Option(help: "Leave out these rules, separated by commas. May be repeated.")
  var skip: [String] = []

  @Option(help: "The profile that decides which rules run (default: default).")
  var profile: String?

  /// - Parameter project: where the configuration is that has folders of rules, too.
  /// - Throws: a usage error for the id of no rule: a mistyped one must not switch off nothing in silence.
  func runOptions(_ project: ConfigurationOptions, _ output: OutputOptions) throws -> Run.Options {
    var options = Run.Options()
    options.ruleFolders = folders
    options.lint.profile = profile
    options.lint.disabled = Set(Self.ids(skip))
    if !only.isEmpty { options.lint.only = Set(Self.ids(only)) }
    let names = Self.ids(only + skip)
    // The catalogue is read only to check names: most runs have none.
    if names.isEmpty { return options }
    for (name, near) in try project.ruleset(output, folders: folders).unknown(names) {
      let hint = near.first.map { "; did you mean \($0)?" } ?? "; netlint rules lists them all"
      throw ValidationError("there is no rule '\(name)'\(hint)")
    }
    return options
  }

  private static func ids(_ values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",").map(String.init) }
  }
}
