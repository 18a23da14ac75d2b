import Documents
import RuleCatalog
import Rules

/// The rules of a run: the built-in ones and those in the user's folders, of which the user's replace built-in ones of
/// the same id.
package struct Ruleset: Sendable {
  package let rules: [RuleDefinition]
  package let errors: [InputError]

  package init(folders: [String] = []) {
    let catalogue = RuleCatalog.rules()
    if folders.isEmpty {
      rules = catalogue
      errors = []
      return
    }
    var byID: [String: RuleDefinition] = [:]
    var errors: [InputError] = []
    for rule in catalogue { byID[rule.id] = rule }
    for folder in folders {
      let read = RuleFolder.read(folder, beside: catalogue)
      errors += read.errors
      for rule in read.rules { byID[rule.id] = rule }
    }
    rules = byID.values.sorted { $0.id < $1.id }
    self.errors = errors
  }

  /// What is found by netlint itself, of what a project says to it.
  package static let own = [Expectation.rule, Suppression.unusedRule]

  /// The profiles that there are, with those that rules name.
  package static func profiles(of rules: [RuleDefinition]) -> [String] {
    var known: Set = ["default", "strict", "seed-a", "seed-b", "seed-c", "seed-d", "seed-e"]
    for rule in rules { if case .profiles(let names) = rule.enablement { known.formUnion(names) } }
    return known.sorted()
  }

  /// What there is to say of each rule, netlint's own included, by id.
  package var metadata: [RuleMetadata] { (rules.map(\.metadata) + Self.own).sorted { $0.id < $1.id } }

  /// The ids among `names` that no rule has, each with those that may be meant.
  package func unknown(_ names: [String]) -> [(name: String, near: [String])] {
    let ids = rules.map(\.id) + Self.own.map(\.id)
    return names.filter { !ids.contains($0) }.map { ($0, Spelling.nearest(to: $0, among: ids)) }
  }
}
