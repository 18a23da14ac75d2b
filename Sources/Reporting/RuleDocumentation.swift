import Rules

/// What there is to say of a rule, as Markdown.
package struct RuleDocumentation {
  private let rule: RuleMetadata
  /// What it tests, and when; nil to say only what it is about.
  private let definition: RuleDefinition?

  package init(_ rule: RuleMetadata) {
    self.rule = rule
    definition = nil
  }

  package init(_ definition: RuleDefinition) {
    rule = definition.metadata
    self.definition = definition
  }

  package var markdown: String {
    var blocks = ["# \(rule.title)", "`\(rule.id)`, severity \(severity)\(definition.map(Self.runs) ?? "")"]
    if !rule.why.isEmpty { blocks.append(Self.trimmed(rule.why)) }
    if !rule.remediation.isEmpty { blocks.append("**What to do:** \(Self.trimmed(rule.remediation))") }
    if let definition { blocks += Self.blocks(definition) }
    if !rule.references.isEmpty {
      blocks.append(rule.references.map { "- <\($0)>" }.joined(separator: "\n"))
    }
    if !rule.sameAs.isEmpty {
      let same = rule.sameAs.map { "\($0.tool) \($0.ids.joined(separator: ", "))" }.joined(separator: "; ")
      blocks.append("The same elsewhere: \(same)")
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var severity: String {
    guard let clauses = definition?.severities, clauses.count > 1 else { return rule.severity.rawValue }
    return clauses.map { clause in
      clause.severity.rawValue + (clause.when.map { " where `\(Self.line($0.string))`" } ?? " otherwise")
    }.joined(separator: ", ")
  }

  private static func runs(_ rule: RuleDefinition) -> String {
    switch rule.enablement {
    case .always: ""
    case .never: ", runs only where a project enables it"
    case .profiles(let names): ", runs in the profiles \(names.joined(separator: ", "))"
    }
  }

  /// What it tests, and what may be said about that.
  private static func blocks(_ rule: RuleDefinition) -> [String] {
    var blocks = [
      "Found is each `\(rule.relation.string)` of which this holds:",
      "```\n\(trimmed(rule.condition.string))\n```",
    ]
    if !rule.parameters.isEmpty {
      let lines = rule.parameters.map { "- `\($0.name)`: \($0.value.words)" }
      blocks.append("Parameters and their defaults:\n\n" + lines.joined(separator: "\n"))
    }
    if !rule.subsumers.isEmpty {
      blocks.append("Part of a finding of: " + rule.subsumers.map { "`\($0.rule.string)`" }.joined(separator: ", "))
    }
    return blocks
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
