import Rules

/// Rules as a table: id, severity, title.
package struct RuleList {
  private let rules: [RuleMetadata]
  private let style: Style

  package init(_ rules: [RuleMetadata], style: Style) {
    self.rules = rules
    self.style = style
  }

  package var text: String {
    let idWidth = rules.map(\.id.count).max() ?? 0
    let severityWidth = Severity.allCases.map(\.rawValue.count).max() ?? 0
    return rules.map { rule in
      let severity = style.apply(.severity(rule.severity), rule.severity.rawValue.padded(to: severityWidth))
      return "\(rule.id.padded(to: idWidth))  \(severity)  \(rule.title)\n"
    }.joined()
  }
}
