/// A question about access as it was written: its names mean something only in an infrastructure.
package struct AccessQueryText: Hashable, Sendable {
  /// Nil where everybody who can is asked for.
  package let caller: String?
  package let action: String
  package let resource: String
}

/// Reads `CALLER can ACTION on RESOURCE`; `who` asks for everybody.
package struct AccessQueryParser {
  package static let form = "WHO can ACTION on RESOURCE"
  private static let example = "'aws_iam_role.app can s3:DeleteObject on arn:aws:s3:::bucket/*'"

  /// A word of the query: what is between spaces that are not in quotes.
  private struct Word {
    let text: String
    let range: Range<Int>
  }

  /// Whether a query is one of access and not of packets.
  package static func isMeant(by text: String) -> Bool { words(text).contains { $0.text == "can" } }

  package static func parse(_ text: String) throws(QueryError) -> AccessQueryText {
    let words = words(text)
    let count = text.count
    guard let can = words.firstIndex(where: { $0.text == "can" }) else {
      throw QueryError(count..<count, "found no 'can'", help: "write \(form), for example \(example)")
    }
    if can == 0 {
      throw QueryError(words[0].range, "there is nobody before 'can'", help: "a role or user, an ARN, or who")
    }
    try single(words[..<can])
    guard let on = words[(can + 1)...].firstIndex(where: { $0.text == "on" }) else {
      throw QueryError(count..<count, "found no 'on' after the action", help: "write \(form), for example \(example)")
    }
    try single(words[(can + 1)..<on])
    guard on > can + 1 else {
      throw QueryError(words[on].range, "there is no action before 'on'", help: "for example s3:GetObject or s3:Get*")
    }
    guard on + 1 < words.count else {
      throw QueryError(
        words[on].range, "there is no resource after 'on'", help: "an ARN, *, or a resource of the input")
    }
    try single(words[(on + 1)...])
    let action = words[can + 1]
    if action.text != "*", !action.text.contains(":") {
      throw QueryError(
        action.range, "'\(action.text)' has no service", help: "write a service and an action: s3:GetObject")
    }
    let caller = words[0].text
    return AccessQueryText(
      caller: caller.lowercased() == "who" ? nil : caller, action: action.text, resource: words[on + 1].text)
  }

  /// One word and no more.
  private static func single(_ words: ArraySlice<Word>) throws(QueryError) {
    guard words.count > 1, let second = words.dropFirst().first, let last = words.last else { return }
    throw QueryError(
      second.range.lowerBound..<last.range.upperBound, "found more than one word", help: "write \(form)")
  }

  private static func words(_ text: String) -> [Word] {
    var words: [Word] = []
    var start: Int?
    var word = ""
    var isQuoted = false
    func end(at position: Int) {
      if let begin = start { words.append(Word(text: word, range: begin..<position)) }
      start = nil
      word = ""
    }
    for (position, character) in text.enumerated() {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace, !isQuoted {
        end(at: position)
      } else {
        if start == nil { start = position }
        word.append(character)
      }
    }
    end(at: text.count)
    return words
  }
}
