import Analysis
import Documents
import Rules

/// What a project decides: `netlint.yaml` as it was read and checked, but for the names of resources, which only an
/// infrastructure gives a meaning.
package struct ProjectConfiguration: Sendable {
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
  package internal(set) var exclusion = PathExclusion()
  package internal(set) var tiers: [(tier: Tier, selectors: [Selector])] = []
  package internal(set) var expectations: [Expectation] = []
  package internal(set) var suppressions: [Suppression] = []

  init(path: String) { self.path = path }
}
