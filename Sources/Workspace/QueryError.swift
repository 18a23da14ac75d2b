/// A query that cannot be read: where, what was found, and what could stand there.
package struct QueryError: Error, Hashable, Sendable {
  /// Of characters in the text.
  package let range: Range<Int>
  package let message: String
  package let help: String

  package init(_ range: Range<Int>, _ message: String, help: String) {
    self.range = range
    self.message = message
    self.help = help
  }
}
