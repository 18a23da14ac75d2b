import Analysis
import ArgumentParser
import Glibc
import NetSpace
import Reporting
import Workspace

/// `netlint explain`: whether packets get from one end to another, or who may do what, and why.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: Netlint.name,
    abstract: "Explain whether packets get from a source to a target, or who may do what.",
    usage: """
      netlint explain <input> ... '\(QueryParser.form)'
      netlint explain <input> ... '\(AccessQueryParser.form)'
      """,
    discussion: """
      SOURCE and TARGET are internet, an address or CIDR block, a resource: its address or logical id, the end of it, \
      or a pattern with *, or a tier such as databases. PORT is a port, a range 8000-8100 or a list; PROTOCOL is tcp if left out.

        netlint explain plan.json 'internet -> aws_db_instance.main:5432'
        netlint explain template.yaml '10.0.0.0/16 -> Database:5432'
        netlint explain plan.json 'aws_ecs_service.app -> internet:443'

      WHO is a role, user or group of the input, an ARN, an account, a service such as events.amazonaws.com, anybody, or \
      who. ACTION is an action or a pattern, RESOURCE an ARN, a pattern, or a resource of the input with what is inside \
      of it.

        netlint explain plan.json 'aws_iam_role.app can s3:DeleteObject on aws_s3_bucket.uploads/*'
        netlint explain template.yaml 'who can sqs:SendMessage on Jobs'

      Exit codes: 0 reachable or allowed, 1 not reachable or denied, 3 undecided, 2 an input could not be used, 64 usage.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "Templates, plans or directories, - for the standard input, and last the query in quotes.")
  var arguments: [String] = []

  @Flag(help: "Leave out ways by load balancers, which end one connection and open another.")
  var direct = false

  @Flag(help: "Also by way of hosts on the way, each taken over by whoever reaches it on any port.")
  var pivot = false

  @Flag(help: "With --pivot: every chain of hosts, not the shortest only.")
  var all = false

  @Option(help: "The format of the answer.")
  var format: Format = .text

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var variables: VariableOptions

  @OptionGroup var sources: SourceOptions

  @OptionGroup var output: OutputOptions

  mutating func validate() throws {
    if arguments.count < 2 {
      throw ValidationError("expected one or more inputs and a query '\(QueryParser.form)'")
    }
  }

  func run() throws {
    guard let queryText = arguments.last else { throw ExitCode.usage }
    let access =
      AccessQueryParser.isMeant(by: queryText) ? try output.parsed(queryText, AccessQueryParser.parse) : nil
    let packets = access == nil ? try output.parsed(queryText, QueryParser.parse) : nil
    let workspace = Workspace.load(
      InputPaths.relative(arguments.dropLast()), parameters: try parameters.values(output),
      variables: variables.values)
    output.report(workspace.failures)
    // An answer from a part of the inputs could be wrong.
    if !workspace.failures.isEmpty { throw ExitCode.unusableInput }
    var interrogation = Interrogation(workspace)
    let verdict =
      if let access {
        try explain(access, &interrogation, workspace)
      } else if let packets {
        try explain(packets, &interrogation, workspace)
      } else {
        throw ExitCode.usage
      }
    switch verdict {
    case .yes: return
    case .no: throw ExitCode.notReachable
    case .unknown: throw ExitCode.undecided
    }
  }

  private func explain(
    _ text: QueryText, _ interrogation: inout Interrogation, _ workspace: Workspace
  ) throws -> Verdict {
    let pivots: Interrogation.Pivots = !pivot ? .none : all ? .all : .shortest
    let answer = try output.resolved { () throws(NameError) in
      try interrogation.answer(text, joinsLoadBalancers: !direct, pivots: pivots)
    }
    let finder = try sources.finder(of: workspace, output: output)
    let redaction = Redaction(workspace.sensitiveTexts)
    Output.standard(redaction.applied(to: shown(answer, of: text, finder)))
    finder.reportDiagnostics()
    Output.note(interrogation.note, redaction)
    Output.premises(of: workspace, redaction)
    return answer.verdict
  }

  private func shown(_ answer: PacketAnswer, of text: QueryText, _ finder: SourceFinder) -> String {
    let style = output.style(for: STDOUT_FILENO)
    switch (answer, format) {
    case (.ways(let ways), .text):
      let ways = ways.placed(by: finder)
      return ExplanationText(ways.answer, chokePoints: ways.chokePoints, whatever: ways.whatever, style: style).text
    case (.ways(let ways), .json):
      let ways = ways.placed(by: finder)
      return ExplanationJSON(ways.answer, chokePoints: ways.chokePoints, whatever: ways.whatever).text
    case (.pairs(let pairs), .text): return AnswerList(text.words, pairs).text(style)
    case (.pairs(let pairs), .json): return AnswerList(text.words, pairs).json
    case (.chains(let query, let chains, let isCut), .text):
      return ChainText(query, chains.map { $0.placed(by: finder.source) }, isCut: isCut, style: style).text
    case (.chains(let query, let chains, let isCut), .json):
      return ChainJSON(query, chains.map { $0.placed(by: finder.source) }, isCut: isCut).text
    }
  }
}
