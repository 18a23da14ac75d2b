import AWSModel
import Documents

/// Diagnostics that say the same of several places: reported once, with the count and the first place.
package struct DiagnosticGroup: Sendable {
  package let kind: Diagnostic.Kind
  /// What its members have in common: the type of resources that is not modelled.
  let name: String?
  package let message: String
  package let help: String?
  package let places: [SourceRange]
  package let count: Int

  /// The groups, in the order of what they say; diagnostics without a group stand alone.
  static func groups(of diagnostics: [Diagnostic]) -> [DiagnosticGroup] {
    var keys: [Key] = []
    var members: [Key: [Diagnostic]] = [:]
    for diagnostic in Set(diagnostics).sorted(by: isBefore) {
      let key = Key(diagnostic)
      if members[key] == nil { keys.append(key) }
      members[key, default: []].append(diagnostic)
    }
    return keys.reduce(into: []) { all, key in
      guard let group = members[key], let first = group.first else { return }
      all.append(
        DiagnosticGroup(
          kind: first.kind, name: first.group, message: first.message, help: first.help,
          places: group.reduce(into: []) { if let place = $1.place { $0.append(place) } }, count: group.count))
    }
  }

  private struct Key: Hashable {
    let kind: Diagnostic.Kind
    let group: String?
    /// What differs in words is not the same: each assumption is named.
    let message: String
    let alone: Diagnostic?

    init(_ diagnostic: Diagnostic) {
      kind = diagnostic.kind
      group = diagnostic.group
      message = diagnostic.message
      alone = diagnostic.group == nil ? diagnostic : nil
    }
  }

  /// What could not be read first; then by what is said, then by place.
  private static func isBefore(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
    if a.kind != b.kind { return rank(a.kind) < rank(b.kind) }
    if a.group != b.group { return (a.group ?? "") < (b.group ?? "") }
    switch (a.place, b.place) {
    case (let left?, let right?) where left != right: return left < right
    case (nil, _?): return true
    case (_?, nil): return false
    case (_, _): return a.message < b.message
    }
  }

  private static func rank(_ kind: Diagnostic.Kind) -> Int {
    switch kind {
    case .unreadable: 0
    case .ineffective: 1
    case .assumed: 2
    case .unsupported: 3
    }
  }
}
