import Analysis
import Documents
import Rules

/// What a project decides: `netlint.yaml` as it was read and checked, but for the names of resources, which only an
/// infrastructure gives a meaning.
package struct ProjectConfiguration: Sendable {
  /// How a report is written.
  package enum ReportFormat: String, Hashable, Sendable, CaseIterable { case text, sarif, json }

  /// What is listed about undecided findings.
  package enum Undecided: String, Hashable, Sendable, CaseIterable { case show, fail, hide }

  /// Names with the place where they are written.
  package struct Selector: Sendable {
    package let who: WhoText
    package let text: String
    package let place: SourceRange
  }

  /// The path of the file, as shown to users.
  package let path: String
  package internal(set) var lint = LintOptions()
  /// Nil: as the command line says, or its default.
  package internal(set) var profile: String?
  package internal(set) var failOn: Severity?
  package internal(set) var undecided: Undecided?
  package internal(set) var exclusion = PathPatterns()
  package internal(set) var tiers: [(tier: Tier, selectors: [Selector])] = []
  package internal(set) var expectations: [Expectation] = []
  package internal(set) var suppressions: [Suppression] = []
  /// What is otherwise in some files; the first that fits a file counts.
  package internal(set) var paths: [(files: PathPatterns, lint: LintOptions)] = []
  /// What is checked when nothing is named.
  package internal(set) var inputs: [String] = []
  package internal(set) var format: ReportFormat?
  package internal(set) var output: String?
  package internal(set) var baseline: String?
  package internal(set) var isNewOnly: Bool?
  /// All that it says, as it is written, in the order of the file.
  package internal(set) var settings: [Setting] = []

  /// One thing that it says.
  package struct Setting: Sendable {
    /// With the keys that it is in: `rules.my-rule.enabled`.
    package let key: String
    package let text: String
    package let place: SourceRange
  }

  init(path: String) { self.path = path }
}
