import Documents
import Rules

/// What a run would go by: each value with where it comes from.
package struct EffectiveConfiguration: Sendable {
  package struct Value: Hashable, Sendable {
    package let key: String
    package let value: String
    /// A place in the configuration, an option of the command line, or `default`.
    package let origin: String

    package init(key: String, value: String, origin: String) {
      self.key = key
      self.value = value
      self.origin = origin
    }
  }

  package let values: [Value]

  private static let defaults = [
    "profile": LintOptions.standardProfile, "fail_on": "low", "undecided": "show", "format": "text",
    "new_only": "false",
  ]

  /// - Parameter given: what the command line says, with the option as its origin; it comes before all else.
  package init(_ configuration: ProjectConfiguration?, rules: [RuleDefinition], given: [Value]) {
    var values: [Value] = []
    let settings = configuration?.settings ?? []
    for key in ConfigurationReader.keys where key != "rules" && key != "parameters" {
      let written = settings.filter { $0.key == key || $0.key.hasPrefix("\(key).") }.map(Value.init)
      let asked = given.filter { $0.key == key }
      // Folders of both are read.
      if key == "rule_folders", !asked.isEmpty {
        values += written + asked
      } else if !asked.isEmpty || !written.isEmpty {
        values += asked.isEmpty ? written : asked
      } else {
        values.append(Value(key: key, value: Self.defaults[key] ?? "", origin: "default"))
      }
    }
    for rule in rules.sorted(by: { $0.id < $1.id }) { values += Self.values(of: rule, settings, given) }
    self.values = values
  }

  private static func values(
    of rule: RuleDefinition, _ settings: [ProjectConfiguration.Setting], _ given: [Value]
  ) -> [Value] {
    func written(_ key: String) -> Value? { settings.last { $0.key == key }.map(Value.init) }
    let key = "rules.\(rule.id)"
    let profile =
      given.first { $0.key == "profile" } ?? written("profile")
      ?? Value(key: "profile", value: LintOptions.standardProfile, origin: "default")
    let enabled = given.first { $0.key == "\(key).enabled" } ?? written("\(key).enabled") ?? isEnabled(rule, profile)
    let severity =
      written("\(key).severity")
      ?? Value(
        key: "\(key).severity",
        value: rule.severities.count > 1 ? "by condition" : rule.metadata.severity.rawValue, origin: "default")
    let parameters = rule.parameters.map { name, value in
      let own = "\(key).parameters.\(name)"
      let found = written(own) ?? written("parameters.\(name)")
      return Value(key: own, value: found?.value ?? value.words, origin: found?.origin ?? "default")
    }
    return [Value(key: "\(key).enabled", value: enabled.value, origin: enabled.origin), severity] + parameters
  }

  private static func isEnabled(_ rule: RuleDefinition, _ profile: Value) -> Value {
    switch rule.enablement {
    case .always: Value(key: "", value: "true", origin: "default")
    case .never: Value(key: "", value: "false", origin: "default")
    case .profiles(let names):
      Value(
        key: "", value: "\(names.contains(profile.value))",
        origin: profile.origin == "default" ? "default" : "profile, \(profile.origin)")
    }
  }
}

extension EffectiveConfiguration.Value {
  fileprivate init(_ setting: ProjectConfiguration.Setting) {
    self.init(key: setting.key, value: setting.text, origin: "\(setting.place.file.path):\(setting.place.start.line)")
  }
}
