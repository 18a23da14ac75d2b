import Documents
import Rules

/// What came of the examples of some rules: a line for each rule that is right, and what differs of the others.
package struct ExampleReport {
  private let examples: [ExampleResult]
  private let style: Style

  package init(_ examples: [ExampleResult], style: Style) {
    self.examples = examples
    self.style = style
  }

  package var text: String {
    let rules = Dictionary(grouping: examples, by: \.rule).sorted { $0.key < $1.key }
    let wrong = examples.count { !$0.isRight }
    let result =
      wrong == 0 ? style.apply(.good, "all are right") : style.apply(.failure, "\(wrong) not as the rule says")
    let summary = "\(counted(rules.count, "rule")), \(counted(examples.count, "example")): \(result)\n"
    return rules.map { lines(of: $0.key, $0.value).joined(separator: "\n") + "\n" }.joined() + summary
  }

  private func lines(of rule: String, _ examples: [ExampleResult]) -> [String] {
    let wrong = examples.filter { !$0.isRight }
    if wrong.isEmpty { return ["\(style.apply(.good, "✓")) \(rule) (\(counted(examples.count, "example")))"] }
    return ["\(style.apply(.failure, "✗")) \(rule)"] + wrong.flatMap(lines)
  }

  private func lines(of example: ExampleResult) -> [String] {
    ["    \(example.path.printable)"]
      + example.errors.map { error in
        let place = error.range.map { " (\($0.brief))" } ?? ""
        let help = error.help.isEmpty ? "" : "; \(error.help)"
        return "      \(error.message.printable)\(place)\(help)"
      }
      + example.missing.map { "      missing: \($0.printable)" }
      + example.unexpected.map { "      unexpected: \($0.printable)" }
  }
}
