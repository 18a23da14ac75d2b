import AWSModel
import Documents

extension Resolved {
  /// What a text of JSON says of which parts are not known: those become parts of its strings.
  ///
  /// Nil if it cannot be told where a part belongs: it stands outside of a string, or may hold the quotes that end one, as
  /// a list does that is joined with `","`. A value by itself is taken to have none.
  ///
  /// - Parameter place: of all that is in it, as the text is composed.
  static func json(with text: PartialText, at place: Place) -> Resolved? {
    guard let marked = MarkedText(text), let document = try? Document.json(Text(marked.string, at: place.range))
    else { return nil }
    return marked.resolved(document.root, at: place)
  }
}

/// A text with a mark, which no JSON has, for each part that is not known.
private struct MarkedText {
  let string: String
  private let parts: [PartialText.Part]

  private static let marks: ClosedRange<UInt32> = 0xF0000...0xFFFFD

  init?(_ text: PartialText) {
    parts = text.parts
    guard parts.count <= Self.marks.count else { return nil }
    var string = ""
    for (offset, part) in parts.enumerated() {
      switch part {
      case .literal(let literal):
        if literal.unicodeScalars.contains(where: { Self.marks.contains($0.value) }) { return nil }
        string += literal
      case .unknown(let why) where !why.isPiece: return nil
      case .attribute, .unknown:
        guard let mark = Unicode.Scalar(Self.marks.lowerBound + UInt32(offset)) else { return nil }
        string.unicodeScalars.append(mark)
      }
    }
    self.string = string
  }

  func resolved(_ node: Node, at place: Place) -> Resolved {
    let content: Resolved.Content =
      switch node.kind {
      case .null: .null
      case .boolean: .bool(node.bool ?? false)
      case .number: .number(node.scalar ?? "")
      case .string: .text(unmarked(node.string ?? ""))
      case .array: .list(node.elements.map { resolved($0, at: place) }, rest: [])
      case .object: object(node, at: place)
      }
    return Resolved(content, at: place)
  }

  /// A member whose name is not known is one that may have any.
  private func object(_ node: Node, at place: Place) -> Resolved.Content {
    var members: [Resolved.Member] = []
    var rest: [Unknown] = []
    for member in node.members {
      let key = unmarked(member.key.string ?? "")
      if let name = key.literal {
        members.append(Resolved.Member(key: name, keyRange: member.key.range, value: resolved(member.value, at: place)))
      } else {
        rest.append(key.firstUnknown(at: place))
      }
    }
    return .object(members, rest: rest)
  }

  private func unmarked(_ string: String) -> PartialText {
    var found: [PartialText.Part] = []
    var literal = ""
    for scalar in string.unicodeScalars {
      guard Self.marks.contains(scalar.value) else {
        literal.unicodeScalars.append(scalar)
        continue
      }
      found += [.literal(literal), parts[Int(scalar.value - Self.marks.lowerBound)]]
      literal = ""
    }
    return PartialText(found + [.literal(literal)])
  }
}
