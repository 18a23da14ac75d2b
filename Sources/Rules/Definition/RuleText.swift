import CEL
import Documents

/// A text of a rule file, with its way back into the file as long as there is one.
package struct RuleText: Sendable {
  package let string: String
  /// Nil for rules that were checked when the program was built.
  package let source: Text?

  package init(_ string: String, source: Text? = nil) {
    self.string = string
    self.source = source
  }

  /// The mistake at its place in the rule file.
  func inputError(_ error: CELError, in file: String) -> InputError {
    let help = error.help ?? ""
    guard let source else { return InputError(path: file, message: "\(error.message) in: \(string)", help: help) }
    return InputError(at: source.range(of: error.range), message: error.message, help: help)
  }
}
