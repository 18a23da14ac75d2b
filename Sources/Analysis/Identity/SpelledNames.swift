import AWSModel

/// Names that a template gives its resources and of which a part is not known: `${AWS::StackName}-data`.
///
/// A policy that spells an ARN with the same name is about the resource, whatever the name turns out to be.
struct SpelledNames {
  /// A character, or a part that is not known.
  private enum Token: Equatable {
    case character(Character)
    case part(PartialText.Part)
  }

  private struct Entry {
    let service: String
    /// The last field of the ARN, up to the end of the name.
    let tokens: [Token]
    let last: PartialText
  }

  /// Whether only names count of which the parts that are not known are attributes of resources.
  let ofAttributesOnly: Bool
  private var entries: [Entry] = []

  init(ofAttributesOnly: Bool = false) { self.ofAttributesOnly = ofAttributesOnly }

  var isEmpty: Bool { entries.isEmpty }

  /// - Parameters:
  ///   - arn: the ARN of the resource with the name as the template spells it.
  ///   - plain: the same with what stands for the name.
  mutating func add(_ arn: PartialText, as plain: PartialText) {
    guard let spelled = Self.fields(arn), let stand = Self.fields(plain) else { return }
    entries.append(Entry(service: spelled.service, tokens: spelled.last, last: Self.text(stand.last)))
  }

  /// The text with what stands for the name in place of the name, if it is an ARN with the name of one resource.
  func replaced(in text: PartialText) -> PartialText {
    guard !text.unknowns.isEmpty || text.parts.count > 1, let fields = Self.fields(text) else { return text }
    let found = entries.filter { entry in
      guard entry.service == fields.service, fields.last.starts(with: entry.tokens) else { return false }
      let next = fields.last.dropFirst(entry.tokens.count).first
      return next == nil || next == .character("/") || next == .character(":")
    }
    guard let only = found.first, found.count == 1 else { return text }
    return Self.text(fields.head) + only.last + Self.text(Array(fields.last.dropFirst(only.tokens.count)))
  }

  /// An ARN at its fifth colon, and its service; nil if it is none.
  private static func fields(_ text: PartialText) -> (head: [Token], service: String, last: [Token])? {
    guard case .literal(let start)? = text.parts.first, start.hasPrefix("arn:") else { return nil }
    let tokens = text.parts.flatMap { part -> [Token] in
      if case .literal(let literal) = part { literal.map(Token.character) } else { [.part(part)] }
    }
    let colons = tokens.indices.filter { tokens[$0] == .character(":") }.prefix(5)
    guard colons.count == 5 else { return nil }
    let service = String(
      tokens[(colons[1] + 1)..<colons[2]].compactMap { token in
        if case .character(let character) = token { character } else { nil }
      })
    return (Array(tokens[...colons[4]]), service, Array(tokens[(colons[4] + 1)...]))
  }

  private static func text(_ tokens: [Token]) -> PartialText {
    PartialText(
      tokens.map { token in
        switch token {
        case .character(let character): .literal(String(character))
        case .part(let part): part
        }
      })
  }
}
