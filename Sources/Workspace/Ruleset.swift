import Documents
import RuleCatalog
import Rules

/// The rules of a run: the built-in ones and those in the user's folders, of which the user's replace built-in ones of
/// the same id.
package struct Ruleset: Sendable {
  package let rules: [RuleDefinition]
  package let errors: [InputError]

  package init(folders: [String] = []) {
    var byID: [String: RuleDefinition] = [:]
    var errors: [InputError] = []
    let catalogue = RuleCatalog.rules()
    for rule in catalogue { byID[rule.id] = rule }
    for folder in folders {
      let read = RuleFolder.read(folder, beside: catalogue)
      errors += read.errors
      for rule in read.rules { byID[rule.id] = rule }
    }
    rules = byID.values.sorted { $0.id < $1.id }
    self.errors = errors
  }

  /// The ids among `names` that no rule has, each with those that may be meant.
  package func unknown(_ names: [String]) -> [(name: String, near: [String])] {
    let ids = rules.map(\.id)
    return names.filter { !ids.contains($0) }.map { ($0, Spelling.nearest(to: $0, among: ids)) }
  }
}
