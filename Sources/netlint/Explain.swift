import AWSModel
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

  @Argument(help: "Templates, plans or directories, and last the query in quotes.")
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
    if let access { return try explainAccess(access, in: workspace) }
    guard let text = packets else { throw ExitCode.usage }
    let facts = Facts(workspace.infrastructure)
    let pairs = try output.resolved { () throws(NameError) in
      try NameResolver(facts, constructPaths: workspace.constructPaths).queries(text, joinsLoadBalancers: !direct)
    }
    let redaction = Redaction(workspace.sensitiveTexts)
    let finder = try sources.finder(of: workspace, output: output)
    var pinned = PinnedFacts(workspace)
    let verdict =
      if pairs.count > 1 || pairs[0].isMeant != .yes {
        explainPairs(text, pairs, facts, &pinned, redaction)
      } else if pivot {
        explainChains(pairs[0].query, facts, &pinned, redaction, finder)
      } else {
        explainPaths(pairs[0].query, facts, &pinned, redaction, finder)
      }
    finder.reportDiagnostics()
    Output.note(pinned.note, redaction)
    switch verdict {
    case .yes: return
    case .no: throw ExitCode.notReachable
    case .unknown: throw ExitCode.undecided
    }
  }

  private func explainPaths(
    _ query: Query, _ facts: Facts, _ pinned: inout PinnedFacts, _ redaction: Redaction, _ sources: SourceFinder
  ) -> Verdict {
    var answer = facts.answer(query)
    let chokePoints = facts.chokePoints(of: answer).map { $0.placed(by: sources.source) }
    // What one condition decides at several steps may be settled, whichever way it is decided.
    var whatever: [Unknown] = []
    if let settled = pinned.settled(answer), settled.verdict != .unknown, let first = settled.answers.first {
      answer = first
      whatever = settled.because
    }
    answer = answer.placed(by: sources.source)
    switch format {
    case .text:
      let style = output.style(for: STDOUT_FILENO)
      Output.standard(
        redaction.applied(to: ExplanationText(answer, chokePoints: chokePoints, whatever: whatever, style: style).text))
    case .json:
      Output.standard(redaction.applied(to: ExplanationJSON(answer, chokePoints: chokePoints, whatever: whatever).text))
    }
    return answer.verdict
  }

  /// Pair by pair, without the ways: whether any of them is so.
  private func explainPairs(
    _ text: QueryText, _ pairs: [PairQuery], _ facts: Facts, _ pinned: inout PinnedFacts, _ redaction: Redaction
  ) -> Verdict {
    let rows = pairs.map { pair in
      var because: [Unknown]
      var verdict: Verdict
      if pivot {
        let chain = facts.chains(pair.query, all: false) { pinned.verdict(ofAll: $0) }.chains.first
        verdict = chain?.verdict ?? .no
        because = chain?.links.flatMap(\.unknowns) ?? []
      } else {
        let answer = facts.answer(pair.query)
        verdict = pinned.settled(answer)?.verdict ?? answer.verdict
        because = answer.unknowns
      }
      if verdict == .yes { because = [] }
      return AnswerList.Row(
        query: pair.query, verdict: verdict.and(pair.isMeant), because: verdict == .no ? [] : because + pair.because)
    }
    let list = AnswerList(text.words, rows)
    switch format {
    case .text: Output.standard(redaction.applied(to: list.text(output.style(for: STDOUT_FILENO))))
    case .json: Output.standard(redaction.applied(to: list.json))
    }
    return list.verdict
  }

  private func explainChains(
    _ query: Query, _ facts: Facts, _ pinned: inout PinnedFacts, _ redaction: Redaction, _ sources: SourceFinder
  ) -> Verdict {
    let (found, isCut) = facts.chains(query, all: all) { pinned.verdict(ofAll: $0) }
    let chains = found.map { $0.placed(by: sources.source) }
    switch format {
    case .text:
      Output.standard(
        redaction.applied(to: ChainText(query, chains, isCut: isCut, style: output.style(for: STDOUT_FILENO)).text))
    case .json: Output.standard(redaction.applied(to: ChainJSON(query, chains, isCut: isCut).text))
    }
    return chains.first?.verdict ?? .no
  }
}
