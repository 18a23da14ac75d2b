import Rules

/// What there is to say of a rule, as Markdown.
package struct RuleDocumentation {
  private let rule: RuleMetadata

  package init(_ rule: RuleMetadata) { self.rule = rule }

  package var markdown: String {
    var blocks = ["# \(rule.title)", "`\(rule.id)`, severity \(rule.severity.rawValue)"]
    if !rule.why.isEmpty { blocks.append(Self.trimmed(rule.why)) }
    if !rule.remediation.isEmpty { blocks.append("**What to do:** \(Self.trimmed(rule.remediation))") }
    if !rule.references.isEmpty {
      blocks.append(rule.references.map { "- <\($0)>" }.joined(separator: "\n"))
    }
    if !rule.sameAs.isEmpty {
      let same = rule.sameAs.map { "\($0.tool) \($0.ids.joined(separator: ", "))" }.joined(separator: "; ")
      blocks.append("The same elsewhere: \(same)")
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
