import AWSModel
import Documents

/// Text that could stand in place of what a finding points at.
package struct Fix: Hashable, Sendable {
  package struct Edit: Hashable, Sendable {
    package let range: SourceRange
    package let text: String
  }

  /// What it comes to, in words.
  package let description: String
  /// In the order of the file; empty where the text cannot be replaced: what is planned, or composed.
  package let edits: [Edit]
}

extension Fix {
  /// A list of texts in place of one, written as the one is: in a string, in brackets, as items of a block.
  ///
  /// Nil where the source does not spell the text as it is.
  ///
  /// - Parameter isAlone: whether it stands for itself, and is no item of a list.
  static func edit(_ range: SourceRange, spelling text: String, as texts: [String], isAlone: Bool) -> Edit? {
    let written = range.text
    guard let quote = ["\\\"", "\"", "'", ""].first(where: { written == $0 + text + $0 }) else { return nil }
    // In brackets a plain text could end at a comma or a colon.
    let inBrackets = quote.isEmpty || quote == "'" ? "\"" : quote
    let items = texts.map { inBrackets + $0 + inBrackets }
    if isAlone { return Edit(range: range, text: "[\(items.joined(separator: ", "))]") }
    guard let dash = blockIndent(before: range) else { return Edit(range: range, text: items.joined(separator: ", ")) }
    let indent = String(repeating: " ", count: dash)
    return Edit(range: range, text: texts.map { quote + $0 + quote }.joined(separator: "\n\(indent)- "))
  }

  /// The column of the dash that an item of a block stands behind; nil: it is in brackets.
  private static func blockIndent(before range: SourceRange) -> Int? {
    let start = range.start
    guard let line = range.file.line(start.line) else { return nil }
    let before = line.prefix(max(0, start.column - 1))
    guard before.last == " " || before.last == "-", let dash = before.lastIndex(where: { $0 != " " }),
      before[dash] == "-", before[..<dash].allSatisfy({ $0 == " " })
    else { return nil }
    return before.distance(from: before.startIndex, to: dash)
  }
}
