import AWSModel
import Documents

/// What a line says is not known: one thing, or several of a kind for the same reason.
struct UnknownLine {
  let text: String
  let place: SourceRange?

  /// From so many on things of a kind share a line.
  private static let fewest = 3
  private static let mostNames = 4

  /// The lines for some unknowns, in the order of the first of each.
  static func lines(of unknowns: [Unknown]) -> [UnknownLine] {
    var kinds: [Kind] = []
    for unknown in unknowns {
      let (words, name) = Kind.parts(of: unknown)
      if let words, let position = kinds.firstIndex(where: { $0.words == words && $0.reason == unknown.reason }) {
        kinds[position].members.append((unknown, name))
      } else {
        kinds.append(Kind(words: words, reason: unknown.reason, members: [(unknown, name)]))
      }
    }
    return kinds.flatMap { kind in
      guard kind.members.count >= fewest, let words = kind.words else {
        return kind.members.map { UnknownLine(text: "\($0.unknown)", place: $0.unknown.place) }
      }
      let names = kind.members.map(\.name)
      let shown = names.count > mostNames ? Array(names.prefix(2)) : Array(names.dropLast())
      let last = names.count > mostNames ? "\(names.count - 2) others" : names[names.count - 1]
      let text = "\(words.several) \(shown.joined(with: ", ")) and \(last) \(words.verb)"
      return [UnknownLine(text: text, place: kind.members[0].unknown.place)]
    }
  }

  private struct Kind {
    struct Words: Equatable {
      let one: String
      let several: String
      let verb: String
    }

    let words: Words?
    let reason: Unknown.Reason
    var members: [(unknown: Unknown, name: String)]

    private static let ofParameters = Words(one: "parameter ", several: "parameters", verb: "have no value")
    private static let ofNetworks = ["network ACL", "route table"].map {
      Words(one: "the \($0) of ", several: "the \($0)s of", verb: "are not in the input")
    }

    /// Nil words: of no kind that is often met several times.
    static func parts(of unknown: Unknown) -> (words: Words?, name: String) {
      let possible =
        switch unknown.reason {
        case .parameter: [ofParameters]
        case .notInInput: ofNetworks
        default: [Words]()
        }
      guard let words = possible.first(where: { unknown.subject.hasPrefix($0.one) }) else { return (nil, "") }
      return (words, String(unknown.subject.dropFirst(words.one.count)))
    }
  }
}
