import AWSModel
import Documents

extension Resolved {
  /// The elements of a list that is written as a text of JSON, or as itself; with what is wrong with it.
  ///
  /// Places lie inside the text.
  func elementsInJSON() -> (elements: PartialList<Fields.Element>, problem: Diagnostic?) {
    switch content {
    case .unknown(let why), .oneOf(_, let why): return (PartialList(rest: [why]), nil)
    case .text(let text):
      guard let literal = text.literal else { return (PartialList(rest: [text.firstUnknown(at: place)]), nil) }
      do {
        // A text that was composed has the place of what composed it.
        let document = try Document.json(source ?? Text(literal, at: place.range))
        return (Fields.elements(of: Resolved.literal(document.root, path: place.path)), nil)
      } catch {
        let message = "invalid JSON in \(place.path): \(error.message)"
        return unreadable("invalid JSON", Diagnostic(.unreadable, message, help: error.help, at: error.range))
      }
    case .list, .object: return (Fields.elements(of: self), nil)
    case .null: return (PartialList(), nil)
    case .bool, .number:
      let message = "expected a text of JSON"
      return unreadable(message, Diagnostic(.unreadable, "\(place.path): \(message)", at: place.range))
    }
  }

  private func unreadable(_ why: String, _ problem: Diagnostic) -> (PartialList<Fields.Element>, Diagnostic) {
    (PartialList(rest: [Unknown("\(place.path)", .unreadable(why), at: place.range)]), problem)
  }
}
