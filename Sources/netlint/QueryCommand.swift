import AWSModel
import Analysis
import ArgumentParser
import Glibc
import Reporting
import Rules
import Workspace

/// `netlint query`: the rows of a relation, in the language of rules.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", _superCommandName: Netlint.name,
    abstract: "Ask what is declared and what follows from it, in the language of rules.",
    discussion: """
      A row is called row and by the name of its relation; netlint relations lists these, netlint relations NAME the \
      fields of one. A row that may fit is shown with what would have to be known.

        netlint query opening plan.json --where 'opening.source.is_world' --select group,traffic
        netlint query database plan.json --select address,engine --format csv

      Exit codes: 0 answered, 2 an input could not be used, 64 usage.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

  @Argument(help: "The relation.")
  var relation: String

  @Argument(help: "Templates, plans or directories; - is the standard input.")
  var inputs: [String]

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("What has to hold of a row, in the Common Expression Language.", valueName: "expression"))
  var condition: String?

  @Option(
    help: ArgumentHelp(
      "What to show of a row: fields, paths of fields and expressions, separated by commas. May be repeated.",
      valueName: "expressions"))
  var select: [String] = []

  @Option(help: "The format of the answer.")
  var format: Format = .table

  @OptionGroup var project: ConfigurationOptions

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var variables: VariableOptions

  @OptionGroup var sourceFiles: SourceOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    let query = try query()
    let configuration = try project.configuration(output)
    let workspace = Workspace.load(
      InputPaths.relative(inputs), without: configuration?.exclusion ?? PathPatterns(),
      parameters: try parameters.values(output), variables: variables.values)
    output.report(workspace.failures)
    // What is not read would be missing in silence.
    if !workspace.failures.isEmpty { throw ExitCode.unusableInput }
    let inferred = Facts(workspace.infrastructure)
    let (facts, notes) =
      configuration?.assigningTiers(in: inferred, constructPaths: workspace.constructPaths) ?? (inferred, [])
    for note in notes { Output.note(note) }
    let finder = try sourceFiles.finder(of: workspace, output: output)
    let redaction = Redaction(workspace.sensitiveTexts)
    let result = query.rows(of: facts, configuration?.lint ?? LintOptions())
    let report = QueryReport(query.columns, result.rows.map { $0.placed(by: finder.source) })
    let text =
      switch format {
      case .table: report.table(style: output.style(for: STDOUT_FILENO))
      case .json: report.json
      case .csv: report.csv
      }
    Output.standard(redaction.applied(to: text))
    if let failure = result.failure {
      Output.note(
        Diagnostic(
          .unsupported, "the condition failed on \(failure.count) of the rows: \(failure.message)",
          help: "has(row.field) says whether a field is set"), redaction)
    }
    finder.reportDiagnostics()
    Output.premises(of: workspace, isOfAll: true, redaction)
  }

  private func query() throws -> RelationQuery {
    do throws(RelationQuery.Mistake) {
      return try RelationQuery(relation, where: condition, select: select.flatMap(Self.parts))
    } catch {
      Output.error(
        QueryErrorText(
          error.text, range: error.range, message: error.message, help: error.help,
          style: output.style(for: STDERR_FILENO)
        ).text)
      throw ExitCode.usage
    }
  }

  /// The expressions between commas, but for commas in brackets and quotes.
  static func parts(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
      } else if character == ",", depth == 0 {
        parts.append("")
        continue
      }
      parts[parts.count - 1].append(character)
    }
    return parts.map(\.trimmed).filter { !$0.isEmpty }
  }
}
