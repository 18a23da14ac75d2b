/// A name that does not mean exactly one end of a query, and those that could be meant.
package struct NameError: Error, Hashable, Sendable {
  package let message: String
  package let help: String
  package let candidates: [String]

  package init(_ message: String, help: String, candidates: [String] = []) {
    self.message = message
    self.help = help
    self.candidates = candidates
  }
}
