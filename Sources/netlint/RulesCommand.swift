import ArgumentParser
import Documents
import Glibc
import Reporting
import Rules
import Workspace

/// `netlint rules`: what the rules are, and rules of one's own.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: Netlint.name,
    abstract: "List the rules, show one, test or begin rules of your own.",
    discussion: """
      A rule is a folder of data: netlint rules new my-rule makes one that works, netlint rules test my-rule runs its \
      examples, netlint check --rules FOLDER uses all rules below a folder beside the built-in ones.

      Exit codes of test: 0 all examples are as the rules say, 1 some are not, 2 a rule could not be used.
      """,
    subcommands: [List.self, Show.self, Test.self, New.self], defaultSubcommand: List.self)

  /// `netlint rules list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List all rules.")

    @OptionGroup var folders: RuleFolderOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
      let ruleset = try folders.ruleset(output)
      Output.standard(RuleList(ruleset.metadata, style: output.style(for: STDOUT_FILENO)).text)
      if !ruleset.errors.isEmpty { throw ExitCode.unusableInput }
    }
  }

  /// `netlint rules show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show all that there is to a rule.")

    @Argument(help: "The id of a rule.")
    var id: String

    @OptionGroup var folders: RuleFolderOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
      let ruleset = try folders.ruleset(output)
      if let rule = ruleset.rules.first(where: { $0.id == id }) {
        Output.standard(RuleDocumentation(rule).markdown)
      } else if let rule = Ruleset.own.first(where: { $0.id == id }) {
        Output.standard(RuleDocumentation(rule).markdown)
      } else {
        let near = ruleset.unknown([id]).first?.near.first
        throw ValidationError("there is no rule '\(id)'" + (near.map { "; did you mean \($0)?" } ?? ""))
      }
      if !ruleset.errors.isEmpty { throw ExitCode.unusableInput }
    }
  }

  /// `netlint rules test`.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Run the examples of rules: what they find must be exactly what the rules say.")

    @Argument(help: "Folders of rules, or ones that hold those of several.")
    var folders: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
      let builtIn = Ruleset().rules
      var rules: [RuleDefinition] = []
      var errors: [InputError] = []
      for folder in InputPaths.relative(folders) {
        let read = RuleFolder.read(folder.hasSuffix("/") ? String(folder.dropLast()) : folder, beside: builtIn + rules)
        rules += read.rules.filter { rule in !rules.contains { $0.path == rule.path } }
        errors += read.errors
      }
      output.report(errors)
      let results = rules.flatMap(RuleExamples.run)
      Output.standard(ExampleReport(results, style: output.style(for: STDOUT_FILENO)).text)
      if !errors.isEmpty { throw ExitCode.unusableInput }
      if !results.allSatisfy(\.isRight) { throw ExitCode.findings }
    }
  }

  /// `netlint rules new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Begin a rule: a folder with the rule and examples that it passes.")

    @Argument(help: "The id of the rule, which is the name of its folder too.")
    var id: String

    @Option(name: .customLong("in"), help: ArgumentHelp("The folder to make it in.", valueName: "folder"))
    var parent = "."

    func run() throws {
      let files: [(name: String, text: String)]
      do throws(InputError) {
        files = try RuleScaffold(id).files
      } catch {
        throw ValidationError(error.message)
      }
      if Ruleset().metadata.contains(where: { $0.id == id }) {
        throw ValidationError("there is a rule '\(id)' already, which the new one would replace")
      }
      let folder = InputPaths.relative([parent == "." ? id : "\(parent)/\(id)"])[0]
      if let reason = Output.newFolder(folder) { try fail(folder, reason) }
      for file in files {
        let path = "\(folder)/\(file.name)"
        if let reason = Output.file(path, { $0(file.text) }) { try fail(path, reason) }
      }
      Output.standard("made \(folder) with \(files.map(\.name).joined(separator: ", "))\n")
    }

    private func fail(_ path: String, _ reason: String) throws {
      Output.error("error: cannot make \(path): \(reason)\n")
      throw ExitCode.unusableInput
    }
  }
}

/// Options that say which rules there are beside the built-in ones: those of folders and of the project.
struct RuleFolderOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp("A folder of rules beside the built-in ones. May be repeated.", valueName: "folder"))
  var folders: [String] = []

  @OptionGroup var project: ConfigurationOptions

  /// The rules, after it was said which of them cannot be used.
  ///
  /// - Throws: unusable input, after it was said why.
  func ruleset(_ output: OutputOptions) throws -> Ruleset {
    let ruleset = try project.ruleset(output, folders: folders)
    output.report(ruleset.errors)
    return ruleset
  }
}
