import AWSModel
import Documents

/// What an answer rests on, in a few notes: what was assumed, and what could not be read or is not modelled.
///
/// A report lists all of it; beside an answer a large input has only the most of it said.
package struct Premises {
  private static let most = 5

  package let notes: [Diagnostic]

  /// - Parameter isOfAll: whether the answer claims to be all that there is, so that what is not modelled lacks; an
  ///   answer about one way or one caller is undecided where that matters.
  package init(_ diagnostics: [Diagnostic], isOfAll: Bool) {
    let groups = DiagnosticGroup.groups(of: diagnostics.filter { $0.kind != .ineffective })
    let assumed = groups.filter { $0.kind == .assumed }
    let named = groups.filter { $0.kind == .unsupported && $0.name != nil }
    let others = groups.filter { $0.kind == .unreadable || $0.kind == .unsupported && $0.name == nil }
    var notes = others.prefix(Self.most).map(Self.note)
    if others.count > Self.most {
      notes.append(
        Diagnostic(.assumed, "\(others.count - Self.most) more like these: netlint check has them all"))
    }
    if assumed.count == 1 { notes += assumed.map(Self.note) }
    if assumed.count > 1 { notes.append(Diagnostic(.assumed, Self.list(assumed.map(\.message), between: "; "))) }
    if isOfAll, !named.isEmpty {
      let names = Self.list(named.compactMap(\.name), between: ", ")
      notes.append(Diagnostic(.unsupported, "not modelled, so that their part in it is not known: \(names)"))
    }
    self.notes = notes
  }

  private static func note(_ group: DiagnosticGroup) -> Diagnostic {
    Diagnostic(
      group.kind, group.message + (group.count > 1 ? " (\(group.count) places)" : ""), help: group.help,
      at: group.places.first)
  }

  private static func list(_ texts: [String], between separator: String) -> String {
    let more = texts.count > most ? "\(separator)and \(texts.count - most) more" : ""
    return texts.prefix(most).joined(separator: separator) + more
  }
}
