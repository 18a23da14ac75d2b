import AWSModel

/// Names that a template gives its resources and of which a part is not known: `${AWS::StackName}-data`.
///
/// A policy that spells an ARN with the same name is about the resource, whatever the name turns out to be.
struct SpelledNames {
  /// A character, or a part that is not known.
  private enum Token: Equatable {
    case character(Character)
    case part(PartialText.Part)

    static let star = Token.character("*")
    var isWildcard: Bool { self == .star || self == .character("?") }
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
    if text.unknowns.contains(where: \.isDerived) { return text }
    guard !text.unknowns.isEmpty || text.parts.count > 1, let fields = Self.fields(text) else { return text }
    let found = entries.filter { entry in
      guard entry.service == fields.service, fields.last.starts(with: entry.tokens) else { return false }
      let next = fields.last.dropFirst(entry.tokens.count).first
      return next == nil || next == .character("/") || next == .character(":")
    }
    guard let only = found.first, found.count == 1 else { return text }
    return Self.text(fields.head) + only.last + Self.text(Array(fields.last.dropFirst(only.tokens.count)))
  }

  /// The texts with what stands for a name, for each name that a pattern certainly matches: `${AWS::StackName}-*` the
  /// name `${AWS::StackName}-data`.
  ///
  /// Linear in the names, and in the product of the lengths of each and the pattern.
  func covered(by text: PartialText) -> [PartialText] {
    guard !isEmpty, !text.unknowns.contains(where: \.isDerived), let fields = Self.fields(text),
      fields.last.contains(where: \.isWildcard), fields.last != [.star]
    else { return [] }
    return entries.flatMap { entry -> [PartialText] in
      guard entry.service == fields.service else { return [] }
      return Self.ends(of: entry.tokens, in: fields.last).map { end in
        let reachesOn = end > 0 && fields.last[end - 1] == .star
        let rest = (reachesOn ? [.star] : []) + fields.last[end...]
        return Self.text(fields.head) + entry.last + Self.text(Array(rest))
      }
    }
  }

  /// Behind which tokens of a pattern a name can end: those where the pattern does, or goes on inside of the resource.
  private static func ends(of name: [Token], in pattern: [Token]) -> [Int] {
    // What of the pattern can have matched the name so far.
    var open: Set<Int> = closure([0], pattern)
    for token in name {
      var next: Set<Int> = []
      for position in open where position < pattern.count {
        switch pattern[position] {
        case .star: next.insert(position)
        case .character("?"): if case .character = token { next.insert(position + 1) }
        case token: next.insert(position + 1)
        default: break
        }
      }
      open = closure(next, pattern)
      if open.isEmpty { return [] }
    }
    return open.sorted().filter { $0 == pattern.count || [.character("/"), .character(":")].contains(pattern[$0]) }
  }

  /// With the positions behind stars, which may match nothing.
  private static func closure(_ positions: Set<Int>, _ pattern: [Token]) -> Set<Int> {
    var all = positions
    for var position in positions {
      while position < pattern.count, pattern[position] == .star {
        position += 1
        all.insert(position)
      }
    }
    return all
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
