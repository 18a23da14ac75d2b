import Rules

/// The rules that the program ships: read and checked when it was built, decoded when asked for.
package enum RuleCatalog {
  /// All rules, by id; their expressions are not compiled before a relation has rows for them.
  package static func rules() -> [RuleDefinition] {
    var rules: [RuleDefinition] = []
    rules.reserveCapacity(count)
    for record in RuleRecords.all {
      if let rule = RuleRecord.decode(record) { rules.append(rule) }
    }
    return rules
  }

  /// How many rules there should be: a test holds this against `rules()`.
  package static var count: Int { RuleRecords.all.count }
}
