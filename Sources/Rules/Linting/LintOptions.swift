import NetSpace

/// What a project may decide about a run of the rules.
package struct LintOptions: Sendable {
  package static let standardProfile = "default"

  /// Rules that run whatever their file says.
  package var enabled: Set<String> = []
  /// Rules that do not run; stronger than `enabled`.
  package var disabled: Set<String> = []
  /// When set, these rules run and no others.
  package var only: Set<String>?
  /// Nil: the one that is called default.
  package var profile: String?
  /// Values in place of the defaults of the parameters of this name, in every rule that has one.
  package var parameters: [String: ParameterValue] = [:]
  /// Values of the parameters of single rules, by the rule's id; stronger than `parameters`.
  package var ruleParameters: [String: [String: ParameterValue]] = [:]
  /// Severities in place of those that rules give their findings, by the rule's id.
  package var severities: [String: Severity] = [:]
  /// Addresses that do not count as part of the world.
  package var trustedNetworks = AddressSet.empty
  package var ownAccounts: [String] = []
  package var trustedAccounts: [String] = []

  package init() {}

  /// The value of a parameter of a rule, whose default is given.
  func value(of name: String, in rule: String, default value: ParameterValue) -> ParameterValue {
    ruleParameters[rule]?[name] ?? parameters[name] ?? value
  }

  /// Whether a rule runs.
  package func enables(_ rule: RuleDefinition) -> Bool {
    if disabled.contains(rule.id) { return false }
    if let only { return only.contains(rule.id) }
    if enabled.contains(rule.id) { return true }
    switch rule.enablement {
    case .always: return true
    case .never: return false
    case .profiles(let profiles): return profiles.contains(profile ?? Self.standardProfile)
    }
  }
}
