import Analysis
import ArgumentParser
import Glibc
import Reporting
import Workspace

/// `netlint actions`: what the wildcards of a policy's actions stand for.
struct ListActions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actions", _superCommandName: Netlint.name, abstract: "List the actions that patterns stand for.",
    discussion: """
      A pattern is what a policy has as an action, in any case: s3:Get*, ec2:Describe?pcs, *. With each action come its \
      access level and the types of resources that it can be confined to; of those with an exclamation mark every call \
      names one, and an action without any takes only *.

        netlint actions 's3:Get*' 's3:List*'

      Exit codes: 0 each pattern stands for something, 1 one stands for nothing that AWS lists, 64 usage.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "Patterns, in quotes: a shell has its own use for *.")
  var patterns: [String]

  @Option(help: "The format of the list.")
  var format: Format = .text

  @OptionGroup var output: OutputOptions

  func run() throws {
    let found = patterns.map { (pattern: $0, actions: ActionCatalogue.builtIn.actions(matching: $0)) }
    // What two patterns stand for is listed once.
    let all = Set(found.flatMap(\.actions)).sorted { ($0.service, $0.name) < ($1.service, $1.name) }
    switch format {
    case .text: Output.standard(ActionList(all, style: output.style(for: STDOUT_FILENO)).text)
    case .json: Output.standard(ActionList(all, style: .plain).json)
    }
    let empty = found.filter(\.actions.isEmpty).map(\.pattern)
    for pattern in empty { Output.error("error: '\(pattern)' is no action that AWS lists\(Self.help(pattern))\n") }
    if !empty.isEmpty { throw ExitCode.findings }
  }

  /// What was probably meant, of what is spelled almost so.
  static func help(_ pattern: String) -> String {
    let parts = pattern.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return "\n  help: write a service and an action: s3:\(pattern)" }
    guard let service = ActionCatalogue.builtIn.service(parts[0]) else {
      let near = Spelling.nearest(to: parts[0], among: ActionCatalogue.builtIn.serviceNames, limit: 1).first
      return near.map { "\n  help: there is no service \(parts[0]); did you mean \($0)?" } ?? ""
    }
    let near = Spelling.nearest(to: parts[1], among: service.actions.map(\.name), limit: 1).first
    return near.map { "\n  help: did you mean \(service.name):\($0)?" } ?? ""
  }
}
