import AWSModel
import Analysis
import Documents
import Frontends
import Rules

/// Runs the examples beside a rule, each by itself and with that rule alone.
package enum RuleExamples {
  /// One result for each example, and for each file that is not one.
  package static func run(_ rule: RuleDefinition) -> [ExampleResult] {
    let folder = String(rule.path.dropLast("/rule.yaml".count))
    var results = rule.examples.map { run($0, of: rule, in: folder) }
    let named = Set(rule.examples.map(\.file))
    for name in Discovery.entries(of: folder) where !named.contains(name) && isExample(name) {
      results.append(failure(InputPath.joined(folder, name), rule, "the rule does not say what it finds here"))
    }
    if results.isEmpty { results.append(failure(rule.path, rule, "the rule has no examples")) }
    return results
  }

  private static func isExample(_ name: String) -> Bool {
    name != "rule.yaml" && !name.hasPrefix(".") && Discovery.isCandidate(name)
  }

  private static func failure(_ path: String, _ rule: RuleDefinition, _ message: String) -> ExampleResult {
    var result = ExampleResult(rule: rule.id, path: path)
    result.errors.append(
      InputError(path: path, message: message, help: "examples: {fails.yaml: [{resource: Name, line: 12}]}"))
    return result
  }

  private static func run(
    _ example: RuleDefinition.Example, of rule: RuleDefinition, in folder: String
  ) -> ExampleResult {
    let path = InputPath.joined(folder, example.file)
    var result = ExampleResult(rule: rule.id, path: path)
    do throws(InputError) {
      var options = LintOptions()
      // Whatever profile turns it on.
      options.only = [rule.id]
      let run = Linter(rules: [rule], options: options).lint(Facts(try infrastructure(path)))
      result.errors += run.errors
      result.errors += run.diagnostics.map { InputError(path: path, message: $0.message, help: $0.help ?? "") }
      compare(run.findings, example.findings, rule, &result)
    } catch {
      result.errors.append(error)
    }
    return result
  }

  private static func infrastructure(_ path: String) throws(InputError) -> Infrastructure {
    switch InputReader.read(path) {
    case .stack(let reader): return reader.infrastructure(identifiers: reader.identifiers)
    case .configuration(let document):
      // By itself, whatever lies beside it.
      guard let reader = try Frontend.reader(for: document) else { return Infrastructure() }
      return reader.infrastructure(identifiers: reader.identifiers)
    case .failure(let error), .unrecognized(let error): throw error
    }
  }

  private static func compare(
    _ findings: [Finding], _ expected: [RuleDefinition.ExpectedFinding], _ rule: RuleDefinition,
    _ result: inout ExampleResult
  ) {
    var left = findings
    for wanted in expected {
      if let index = left.firstIndex(where: { wanted.fits($0, severity: rule.metadata.severity) }) {
        left.remove(at: index)
      } else {
        result.missing.append(wanted.words(severity: rule.metadata.severity))
      }
    }
    result.unexpected += left.map(\.exampleWords)
  }
}

extension RuleDefinition.ExpectedFinding {
  /// Whether it is this finding; a line that is not given may be any.
  ///
  /// - Parameter severity: of the rule, where none is given.
  fileprivate func fits(_ finding: Finding, severity: Severity) -> Bool {
    guard finding.resource.address == resource, finding.subject.address == subject ?? resource,
      finding.severity == self.severity ?? severity, line ?? finding.line == finding.line
    else { return false }
    guard let because else { return finding.verdict == .yes }
    return finding.verdict == .unknown && finding.because.contains { $0.description.contains(because) }
  }

  fileprivate func words(severity: Severity) -> String {
    let place = line.map { ":\($0)" } ?? ""
    let about = subject.map { " about \($0)" } ?? ""
    let doubt = because.map { ", undecided because of \($0)" } ?? ""
    return "\((self.severity ?? severity).rawValue) \(resource)\(place)\(about)\(doubt)"
  }
}

extension Finding {
  fileprivate var line: Int { place.range.start.line }

  fileprivate var exampleWords: String {
    let about = subject == resource ? "" : " about \(subject.address)"
    let reasons = because.distinct.map(\.description).joined(separator: "; ")
    let doubt = verdict == .yes ? "" : ", undecided because of \(reasons)"
    return "\(severity.rawValue) \(resource.address):\(line)\(about)\(doubt): \(message)"
  }
}
