/// A query that cannot be read, with the place underlined.
package struct QueryErrorText {
  private let query: String
  private let range: Range<Int>
  private let message: String
  private let help: String
  private let style: Style

  /// - Parameter range: of characters in the query.
  package init(_ query: String, range: Range<Int>, message: String, help: String, style: Style) {
    self.query = query
    self.range = range
    self.message = message
    self.help = help
    self.style = style
  }

  package var text: String {
    let carets = String(repeating: "^", count: max(1, range.count))
    return """
      \(style.apply(.failure, "error"))\(style.apply(.strong, ": \(message.printable)"))
        \(query.printable)
        \(String(repeating: " ", count: range.lowerBound))\(style.apply(.failure, carets))
        \(style.apply(.help, "help")): \(help.printable)

      """
  }
}

/// A name in a query that does not mean exactly one thing, with those that it could mean.
package struct NameErrorText {
  private static let limit = 20

  private let message: String
  private let help: String
  private let candidates: [String]
  private let style: Style

  package init(message: String, help: String, candidates: [String], style: Style) {
    self.message = message
    self.help = help
    self.candidates = candidates
    self.style = style
  }

  package var text: String {
    var lines = [
      style.apply(.failure, "error") + style.apply(.strong, ": \(message.printable)"),
      "  " + style.apply(.help, "help") + ": \(help.printable)",
    ]
    lines += candidates.prefix(Self.limit).map { "    \($0.printable)" }
    if candidates.count > Self.limit { lines.append("    and \(candidates.count - Self.limit) more") }
    return lines.joined(separator: "\n") + "\n"
  }
}
