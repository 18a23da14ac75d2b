import Analysis
import ArgumentParser
import Glibc
import NetSpace
import Reporting
import Workspace

/// `netlint reach`: who reaches what, the whole matrix or a part of it.
struct ReachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach", _superCommandName: Netlint.name, abstract: "Show who reaches what.",
    discussion: """
      WHO is internet, an address or CIDR block, a resource (its address or logical id, or the end of it), a pattern \
      with *, or a tier: \(Tier.words). It may be repeated.

        netlint reach plan.json --from internet
        netlint reach plan.json --to databases
        netlint reach template.yaml --from app --to '*Database*' --port 5432
        netlint reach infrastructure/ --tiers

      Exit codes: 0 answered, 2 an input could not be used or a name means nobody, 64 usage.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

  @Argument(help: "Templates, plans or directories; - is the standard input.")
  var inputs: [String]

  @Option(help: ArgumentHelp("Only what these send.", valueName: "who"))
  var from: [String] = []

  @Option(help: ArgumentHelp("Only what reaches these.", valueName: "who"))
  var to: [String] = []

  @Option(help: ArgumentHelp("Only this traffic: 443, 8000-8100, 80,443, 53/udp, icmp.", valueName: "port[/protocol]"))
  var port: String?

  @Flag(help: "Show the tier of each endpoint and why, instead of who reaches it.")
  var tiers = false

  @Option(help: "The format of the answer.")
  var format: Format = .table

  @OptionGroup var project: ConfigurationOptions

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var variables: VariableOptions

  @OptionGroup var sourceFiles: SourceOptions

  @OptionGroup var output: OutputOptions

  mutating func validate() throws {
    if tiers, !from.isEmpty || !to.isEmpty || port != nil {
      throw ValidationError("--tiers shows all endpoints: it goes without --from, --to and --port")
    }
  }

  func run() throws {
    let sources = try from.map { try output.parsed($0, QueryParser.who) }
    let targets = try to.map { try output.parsed($0, QueryParser.who) }
    let traffic = try port.map { try output.parsed($0, QueryParser.traffic) } ?? .full
    let configuration = try project.configuration(output)
    let workspace = Workspace.load(
      InputPaths.relative(inputs), without: configuration?.exclusion ?? PathPatterns(),
      parameters: try parameters.values(output), variables: variables.values)
    output.report(workspace.failures)
    // A matrix of a part of the inputs would leave ways out.
    if !workspace.failures.isEmpty { throw ExitCode.unusableInput }
    let inferred = Facts(workspace.infrastructure)
    let constructPaths = workspace.constructPaths
    let (facts, notes) = configuration?.assigningTiers(in: inferred, constructPaths: constructPaths) ?? (inferred, [])
    for note in notes { Output.note(note) }
    let finder = try sourceFiles.finder(of: workspace, output: output)
    let redaction = Redaction(workspace.sensitiveTexts)
    defer { finder.reportDiagnostics() }
    let style = output.style(for: STDOUT_FILENO)
    if tiers {
      show(TierReport(facts), redaction, style, finder)
      return Output.premises(of: workspace, isOfAll: true, redaction)
    }
    let question = try output.resolved { () throws(NameError) in
      try ReachQuestion(from: sources, to: targets, traffic: traffic, in: facts, constructPaths: constructPaths)
    }
    var pinned = PinnedFacts(workspace) {
      configuration?.assigningTiers(in: $0, constructPaths: constructPaths).0 ?? $0
    }
    let rows = ReachRow.rows(of: pinned.settled(question.reaches(in: facts)) { question.reaches(in: $0) })
    Output.note(pinned.note, redaction)
    switch format {
    case .table: Output.standard(redaction.applied(to: ReachTable(rows, style: style).text))
    case .json:
      Output.standard(
        redaction.applied(to: ReachJSON(rows, in: facts, tool: Version.tool, placedBy: finder.source).text))
    case .csv: Output.standard(redaction.applied(to: ReachCSV(rows).text))
    }
    Output.premises(of: workspace, isOfAll: true, redaction)
  }

  private func show(_ report: TierReport, _ redaction: Redaction, _ style: Style, _ sources: SourceFinder) {
    switch format {
    case .table: Output.standard(redaction.applied(to: report.table(style: style)))
    case .json: Output.standard(redaction.applied(to: report.json(tool: Version.tool, placedBy: sources.source)))
    case .csv: Output.standard(redaction.applied(to: report.csv))
    }
  }
}
