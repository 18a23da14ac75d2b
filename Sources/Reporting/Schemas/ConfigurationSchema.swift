import Rules

/// The JSON Schema of `netlint.yaml`, for editors.
package struct ConfigurationSchema {
  private let rules: [RuleDefinition]
  private let ownRules: [String]
  private let profiles: [String]
  private let tiers: [String]

  /// - Parameters:
  ///   - ownRules: the ids of rules that are no data.
  ///   - tiers: their words.
  package init(rules: [RuleDefinition], ownRules: [String], profiles: [String], tiers: [String]) {
    self.rules = rules.sorted { $0.id < $1.id }
    self.ownRules = ownRules
    self.profiles = profiles
    self.tiers = tiers
  }

  package var text: String {
    JSONSchema.document(
      "netlint.yaml", JSONSchema.object(members),
      definitions: [
        ("severity", JSONSchema.choice(Severity.allCases.map(\.rawValue))), ("word", word), ("rules", settingsOfRules),
        ("ids", JSONSchema.choice(rules.map(\.id) + ownRules)),
      ]
    ).text
  }

  private var members: [(String, JSONValue)] {
    typealias S = JSONSchema
    let day = S.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    return [
      ("inputs", S.described("What is checked when nothing is named, relative to this file.", S.texts)),
      ("exclude", S.described("Paths that are left out of directories: * in a name, ** for any folders.", S.texts)),
      ("profile", S.described("The profile that decides which rules run.", S.choice(profiles))),
      ("rule_folders", S.described("Folders of rules beside the built-in ones, relative to this file.", S.texts)),
      ("rules", S.described("What is otherwise than the rules say, by their ids.", settings)),
      (
        "paths",
        S.described(
          "What is otherwise in some files; the first entry that fits a file counts.",
          S.list(of: S.object([("path", S.texts), ("rules", settings)], required: ["path", "rules"])))
      ),
      ("parameters", S.described("Values of parameters in all rules that have them.", parameters(of: rules))),
      ("trusted_networks", S.described("Addresses that are no part of the world.", S.texts)),
      ("own_accounts", S.described("Accounts of the same owner: twelve digits, in quotes.", S.texts)),
      ("trusted_accounts", S.described("Accounts that may be given access.", S.texts)),
      ("tiers", S.described("Resources whose tier is inferred wrongly.", S.object(tiers.map { ($0, S.texts) }))),
      (
        "expect",
        S.described(
          "What must and must not be reachable.",
          S.list(
            of: S.object(
              [
                ("from", S.texts), ("to", S.texts), ("port", S.texts), ("reachable", S.bool), ("only", S.bool),
                ("direct", S.bool), ("severity", severity),
              ], required: ["from", "to"], oneOf: ["reachable", "only"])))
      ),
      (
        "ignore",
        S.described(
          "Findings that the project accepts.",
          S.list(
            of: S.object(
              [
                ("rule", S.defined("ids")), ("address", S.text), ("module", S.text),
                ("reason", S.text), ("until", S.described("The last day on which it counts.", day)),
              ], required: ["rule", "reason"], oneOf: ["address", "module"])))
      ),
      ("baseline", S.described("Findings that are known already, relative to this file.", S.text)),
      ("new_only", S.described("List, and fail by, only what is not in the baseline.", S.bool)),
      ("fail_on", S.described("The least severity that fails a run.", severity)),
      (
        "undecided",
        S.described(
          "What could not be decided is listed, fails the run as a finding would, or is only counted.",
          S.choice(["show", "fail", "hide"]))
      ),
      ("format", S.described("The format of the report.", S.choice(["text", "sarif", "json"]))),
      ("output", S.described("The file that the report is written to, relative to this one.", S.text)),
    ]
  }

  private var severity: JSONValue { JSONSchema.defined("severity") }
  private var settings: JSONValue { JSONSchema.defined("rules") }

  private var settingsOfRules: JSONValue {
    JSONSchema.object(
      rules.map { ($0.id, JSONSchema.described($0.metadata.title, settings(of: $0))) }
        + ownRules.map { ($0, inShort(or: JSONSchema.object([("enabled", JSONSchema.bool), ("severity", severity)]))) })
  }

  private func settings(of rule: RuleDefinition) -> JSONValue {
    inShort(
      or: JSONSchema.object(
        [("enabled", JSONSchema.bool), ("severity", severity)]
          + (rule.parameters.isEmpty ? [] : [("parameters", parameters(of: [rule]))])))
  }

  /// What an editor takes for text in YAML 1.2 is a truth value in YAML 1.1: `off` is either.
  private var word: JSONValue {
    JSONSchema.any(of: [JSONSchema.bool, JSONSchema.choice(["on", "off"] + Severity.allCases.map(\.rawValue))])
  }

  /// `off`, `on`, or a severity, in place of a rule's settings.
  private func inShort(or settings: JSONValue) -> JSONValue {
    JSONSchema.any(of: [settings, JSONSchema.defined("word")])
  }

  /// Each once, with the type of its first default.
  private func parameters(of rules: [RuleDefinition]) -> JSONValue {
    var types: [String: JSONValue] = [:]
    for (name, value) in rules.flatMap(\.parameters) where types[name] == nil { types[name] = Self.type(of: value) }
    return JSONSchema.object(types.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private static func type(of value: ParameterValue) -> JSONValue {
    switch value {
    case .bool: JSONSchema.bool
    case .int: .object(["type": "integer"])
    case .double: .object(["type": "number"])
    case .string: JSONSchema.text
    case .list(let elements): elements.first.map { JSONSchema.list(of: type(of: $0)) } ?? .object(["type": "array"])
    }
  }
}
