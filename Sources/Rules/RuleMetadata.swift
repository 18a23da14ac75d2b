/// What a report says of a rule.
package struct RuleMetadata: Hashable, Sendable {
  package let id: String
  /// The folder it stands in: `network`, `tls`, `access`, `data`, `operations`.
  package let group: String
  package let title: String
  /// The severity of its findings, or the highest when it depends.
  package let severity: Severity
  package let tags: [String]
  package let remediation: String
  /// Markdown: what can go wrong, for whom.
  package let why: String
  package let references: [String]
  /// Ids of the same rule elsewhere, by tool: `checkov` to `CKV_AWS_24`.
  package let sameAs: [(tool: String, ids: [String])]

  package init(
    id: String, group: String, title: String, severity: Severity, tags: [String] = [], remediation: String = "",
    why: String = "", references: [String] = [], sameAs: [(tool: String, ids: [String])] = []
  ) {
    self.id = id
    self.group = group
    self.title = title
    self.severity = severity
    self.tags = tags
    self.remediation = remediation
    self.why = why
    self.references = references
    self.sameAs = sameAs
  }

  package static func == (a: RuleMetadata, b: RuleMetadata) -> Bool { a.id == b.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
