/// A mistake in the text of an expression: where it is, what is wrong, and what to do about it.
package struct CELError: Error, Equatable, Sendable {
  /// What is wrong, in one clause without a final stop.
  package let message: String
  /// UTF-8 offsets into the text that was parsed.
  package let range: Range<Int>
  /// What was expected or could be meant instead.
  package let help: String?

  package init(_ message: String, at range: Range<Int>, help: String? = nil) {
    self.message = message
    self.range = range
    self.help = help
  }
}

extension CELError: CustomStringConvertible {
  package var description: String {
    guard let help else { return message }
    return "\(message); \(help)"
  }
}
