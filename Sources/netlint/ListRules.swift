import ArgumentParser
import Glibc
import Reporting
import Rules
import Workspace

/// `netlint rules`: what the rules are, and what one of them is about.
struct ListRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: Netlint.name, abstract: "List the rules, or show one rule's documentation."
  )

  @Argument(help: "The id of a rule.")
  var id: String?

  @Option(name: .customLong("rules"), help: "A folder of rules beside the built-in ones. May be repeated.")
  var folders: [String] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    let ruleset = Ruleset(folders: folders)
    output.report(ruleset.errors)
    if let id {
      try show(id, of: ruleset)
    } else {
      list(ruleset.metadata)
    }
    if !ruleset.errors.isEmpty { throw ExitCode.unusableInput }
  }

  private func show(_ id: String, of ruleset: Ruleset) throws {
    guard let rule = ruleset.metadata.first(where: { $0.id == id }) else {
      let near = ruleset.unknown([id]).first?.near ?? []
      throw ValidationError("there is no rule '\(id)'" + (near.first.map { "; did you mean \($0)?" } ?? ""))
    }
    Output.standard(RuleDocumentation(rule).markdown)
  }

  private func list(_ rules: [RuleMetadata]) {
    Output.standard(RuleList(rules, style: output.style(for: STDOUT_FILENO)).text)
  }
}
