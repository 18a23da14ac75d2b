import AWSModel
import Documents

/// What a run of the rules came to.
package struct LintResult: Sendable {
  /// By file, line, column and rule.
  package let findings: [Finding]
  /// Rules that cannot be used; nothing is known of what they would have found.
  package let errors: [InputError]
  /// Rows on which a rule's expression failed, one line for each rule.
  package let diagnostics: [Diagnostic]
}
