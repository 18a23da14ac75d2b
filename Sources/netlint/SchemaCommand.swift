import ArgumentParser
import Reporting
import Workspace

/// `netlint schema`: what editors check netlint's own files by.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: Netlint.name,
    abstract: "Print the JSON Schema of netlint.yaml (config) or of rule.yaml (rule).")

  enum File: String, ExpressibleByArgument, CaseIterable { case config, rule }

  @Argument(help: "The file.")
  var file: File

  @OptionGroup var folders: RuleFolderOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    switch file {
    case .rule: Output.standard(RuleSchema.text)
    case .config:
      let ruleset = try folders.ruleset(output)
      Output.standard(
        ConfigurationSchema(
          rules: ruleset.rules, ownRules: Ruleset.own.map(\.id), profiles: Ruleset.profiles(of: ruleset.rules),
          tiers: ConfigurationReader.tierNames
        ).text)
      if !ruleset.errors.isEmpty { throw ExitCode.unusableInput }
    }
  }
}
