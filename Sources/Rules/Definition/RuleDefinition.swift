import Documents

/// A rule as its file has it: data, nothing of it evaluated yet.
package struct RuleDefinition: Sendable {
  /// One line of a severity list; without a condition it always fits.
  package struct SeverityClause: Sendable {
    package let when: RuleText?
    package let severity: Severity
  }

  /// Whether the rule runs when nobody asks for it.
  package enum Enablement: Hashable, Sendable {
    case always
    case never
    /// In these profiles only.
    case profiles([String])
  }

  /// A rule whose finding of the same mistake takes this one in.
  package struct Subsumer: Sendable {
    package let rule: RuleText
    /// Nil: always; else only for rows of which this holds.
    package let when: RuleText?
  }

  /// A finding that an example must yield.
  package struct ExpectedFinding: Hashable, Sendable {
    /// The resource that declares the place.
    package let resource: String
    package let line: Int?
    /// The resource that it is about, where that is another one.
    package let subject: String?
    /// A part of what is not known, for an undecided finding.
    package let because: String?
    package let severity: Severity?
  }

  /// An example file beside the rule, and exactly what the rule finds in it.
  package struct Example: Hashable, Sendable {
    package let file: String
    package let findings: [ExpectedFinding]
  }

  package let metadata: RuleMetadata
  /// Of several the first whose condition holds.
  package let severities: [SeverityClause]
  package let enablement: Enablement
  /// The relation whose rows are tested (`for`).
  package let relation: RuleText
  /// The name of a row in expressions (`as`).
  package let rowName: RuleText
  package let condition: RuleText
  /// The path on the row to what a finding points at.
  package let target: RuleText
  package let message: RuleText
  package let parameters: [(name: String, value: ParameterValue)]
  package let examples: [Example]
  package let subsumers: [Subsumer]
  /// The rule file, as shown to users.
  package let path: String
  /// Its expressions as the build has checked them; nil of a rule that has not been through a build.
  var checked: (@Sendable () -> CheckedRule?)?

  package var id: String { metadata.id }
  /// Whether its expressions come from the build, and need not be checked again.
  package var isChecked: Bool { checked?()?.onHit.get != nil }
}
