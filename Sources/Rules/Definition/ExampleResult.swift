import Documents

/// What a rule finds in one of its examples beside what its file says.
package struct ExampleResult: Sendable {
  package let rule: String
  /// The example, as shown to users.
  package let path: String
  /// Findings that should be there and are not, in words.
  package var missing: [String] = []
  /// Findings that are there and should not be, in words.
  package var unexpected: [String] = []
  /// What keeps the example from being one.
  package var errors: [InputError] = []

  package init(rule: String, path: String) {
    self.rule = rule
    self.path = path
  }

  /// Whether the rule finds exactly what it says.
  package var isRight: Bool { missing.isEmpty && unexpected.isEmpty && errors.isEmpty }
}
