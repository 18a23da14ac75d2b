/// What a report says of a rule.
package struct RuleMetadata: Hashable, Sendable {
  package let id: String
  /// The folder it stands in: `network`, `tls`, `access`, `data`, `operations`.
  package let group: String
  package let title: String
  /// The severity of its findings, or the highest when it depends.
  package let severity: Severity
  private let details: @Sendable () -> Details

  /// What is said of a rule only where it is shown, so that a run does not make it of every rule.
  package struct Details: Sendable {
    package var tags: [String] = []
    package var remediation = ""
    /// Markdown: what can go wrong, for whom.
    package var why = ""
    package var references: [String] = []
    /// Ids of the same rule elsewhere, by tool: `checkov` to `CKV_AWS_24`.
    package var sameAs: [(tool: String, ids: [String])] = []
  }

  package init(
    id: String, group: String, title: String, severity: Severity, details: @escaping @Sendable () -> Details
  ) {
    self.id = id
    self.group = group
    self.title = title
    self.severity = severity
    self.details = details
  }

  package init(
    id: String, group: String, title: String, severity: Severity, tags: [String] = [], remediation: String = "",
    why: String = "", references: [String] = [], sameAs: [(tool: String, ids: [String])] = []
  ) {
    let details = Details(tags: tags, remediation: remediation, why: why, references: references, sameAs: sameAs)
    self.init(id: id, group: group, title: title, severity: severity) { details }
  }

  package var tags: [String] { details().tags }
  package var remediation: String { details().remediation }
  package var why: String { details().why }
  package var references: [String] { details().references }
  package var sameAs: [(tool: String, ids: [String])] { details().sameAs }

  package static func == (a: RuleMetadata, b: RuleMetadata) -> Bool { a.id == b.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
