/// An input that cannot be used: the place, what was found and expected there, and what to do about it.
package struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  /// Nil when the file could not be read at all.
  package let range: SourceRange?
  package let message: String
  /// What the user can do; empty when there is nothing to say beyond the message.
  package let help: String

  package init(path: String, message: String, help: String) {
    self.path = path
    range = nil
    self.message = message
    self.help = help
  }

  package init(at range: SourceRange, message: String, help: String) {
    path = range.file.path
    self.range = range
    self.message = message
    self.help = help
  }

  package var description: String {
    let place = range.map { "\(path):\($0.start)" } ?? path
    return "\(place): error: \(message)" + (help.isEmpty ? "" : "\n  help: \(help)")
  }
}
