import ArgumentParser
import Glibc
import Reporting
import Rules
import Workspace

/// `netlint config`: what a run would go by.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", _superCommandName: Netlint.name, abstract: "Show what a run would go by.",
    subcommands: [Show.self], defaultSubcommand: Show.self)

  /// `netlint config show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show each setting with where its value comes from.",
      discussion: "The options are those of check, which come before netlint.yaml.")

    @Option(help: "The least severity that fails the run.")
    var failOn: Severity?

    @Option(help: "What becomes of what could not be decided.")
    var undecided: ProjectConfiguration.Undecided?

    @OptionGroup var rules: RuleOptions

    @OptionGroup var project: ConfigurationOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
      let configuration = try project.configuration(output, folders: rules.folders)
      let ruleset = try project.ruleset(output, folders: rules.folders)
      output.report(ruleset.errors)
      let effective = EffectiveConfiguration(configuration, rules: ruleset.rules, given: try given(ruleset))
      let rows = effective.values.map { [$0.key, $0.value, $0.origin] }
      Output.standard(SettingTable(rows, style: output.style(for: STDOUT_FILENO)).text)
      if !ruleset.errors.isEmpty { throw ExitCode.unusableInput }
    }

    /// What the command line says.
    private func given(_ ruleset: Ruleset) throws -> [EffectiveConfiguration.Value] {
      func value(_ key: String, _ text: String?, _ option: String) -> [EffectiveConfiguration.Value] {
        text.map { [.init(key: key, value: $0, origin: option)] } ?? []
      }
      let lint = try rules.runOptions(project, output).lint
      let only = lint.only.map { only in
        ruleset.rules.flatMap { value("rules.\($0.id).enabled", "\(only.contains($0.id))", "--only") }
      }
      return rules.folders.flatMap { value("rule_folders", $0, "--rules") }
        + value("fail_on", failOn?.rawValue, "--fail-on")
        + value("undecided", undecided?.rawValue, "--undecided")
        + value("profile", lint.profile, "--profile")
        + lint.disabled.sorted().flatMap { value("rules.\($0).enabled", "false", "--skip") } + (only ?? [])
    }
  }
}
