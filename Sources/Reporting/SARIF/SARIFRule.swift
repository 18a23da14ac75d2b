import Rules

/// A rule as a SARIF reporting descriptor, with the properties that code scanning reads.
///
/// Source: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
enum SARIFRule {
  static func json(_ rule: RuleMetadata) -> JSONValue {
    let description = rule.why.isEmpty ? rule.title : firstParagraph(of: rule.why)
    return .object([
      "id": .string(rule.id), "name": .string(name(rule.id)),
      "shortDescription": .object(["text": .string(rule.title)]),
      "fullDescription": .object(["text": .string(description)]),
      "help": .object(["text": .string(plainHelp(rule)), "markdown": .string(RuleDocumentation(rule).markdown)]),
      "helpUri": rule.references.first.map(JSONValue.string),
      "defaultConfiguration": .object(["level": .string(level(rule.severity))]),
      "properties": .object([
        "tags": .strings(["security"] + rule.tags.filter { $0 != "security" }),
        "security-severity": .string(securitySeverity(rule.severity)),
      ]),
    ])
  }

  static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// Code scanning calls over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium and 0.1 to 3.9 low.
  static func securitySeverity(_ severity: Severity) -> String {
    switch severity {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "3.0"
    case .info: "0.0"
    }
  }

  /// `database-open-to-world` as `DatabaseOpenToWorld`.
  private static func name(_ id: String) -> String {
    id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func firstParagraph(of markdown: String) -> String {
    var lines: [Substring] = []
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        if lines.isEmpty { continue } else { break }
      }
      lines.append(line)
    }
    return lines.joined(separator: " ")
  }

  private static func plainHelp(_ rule: RuleMetadata) -> String {
    rule.remediation.isEmpty ? rule.title : rule.remediation
  }
}
