import NetSpace

/// What a project may decide about a run of the rules.
package struct LintOptions: Sendable {
  /// Rules that run whatever their file says.
  package var enabled: Set<String> = []
  /// Rules that do not run; stronger than `enabled`.
  package var disabled: Set<String> = []
  /// When set, these rules run and no others.
  package var only: Set<String>?
  package var profile = "default"
  /// Values in place of the defaults of the parameters of this name, in every rule that has one.
  package var parameters: [String: ParameterValue] = [:]
  /// Addresses that do not count as part of the world.
  package var trustedNetworks = AddressSet.empty
  package var ownAccounts: [String] = []
  package var trustedAccounts: [String] = []

  package init() {}

  /// Whether a rule runs.
  package func enables(_ rule: RuleDefinition) -> Bool {
    if disabled.contains(rule.id) { return false }
    if let only { return only.contains(rule.id) }
    if enabled.contains(rule.id) { return true }
    switch rule.enablement {
    case .always: return true
    case .never: return false
    case .profiles(let profiles): return profiles.contains(profile)
    }
  }
}
