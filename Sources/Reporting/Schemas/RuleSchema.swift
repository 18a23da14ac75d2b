import Rules

/// The JSON Schema of `rule.yaml`, for editors.
package enum RuleSchema {
  package static var text: String {
    JSONSchema.document(
      "rule.yaml", JSONSchema.object(members, required: RuleReader.requiredKeys),
      definitions: [("severity", JSONSchema.choice(Severity.allCases.map(\.rawValue)))]
    ).text
  }

  private static var members: [(String, JSONValue)] {
    typealias S = JSONSchema
    let expression = { (doc: String) in S.described("\(doc) (Common Expression Language)", S.text) }
    return [
      ("id", S.described("The name of the rule's folder.", S.pattern("^[a-z0-9][a-z0-9-]*$"))),
      ("title", S.described("One line without a stop.", S.text)),
      ("severity", severity),
      (
        "enabled",
        S.described(
          "Whether it runs when nobody asks for it, or the profiles in which it does.",
          .object(["anyOf": .array([S.bool, S.list(of: S.text)])]))
      ),
      ("tags", S.list(of: S.text)),
      (
        "for",
        S.described(
          "The relation whose rows are tested.",
          S.choice(RelationPage.all.filter(\.isRelation).map(\.name)))
      ),
      ("as", S.described("The name of a row in expressions; row always is one.", S.pattern("^[a-z_][a-z0-9_]*$"))),
      ("where", expression("True is a finding, unknown is undecided")),
      ("at", S.described("The path on the row to what a finding points at.", S.text)),
      ("message", S.described("What is wrong; {expressions} are filled in, {{ is a brace.", S.text)),
      ("remediation", S.described("What to do about it.", S.text)),
      ("why", S.described("Markdown: what can go wrong, for whom.", S.text)),
      ("references", S.list(of: S.pattern("^https://"))),
      ("same_as", S.described("Ids of the same rule elsewhere, by tool.", S.map(to: S.list(of: S.text)))),
      (
        "parameters",
        S.described(
          "Names and defaults, which a project may set otherwise.",
          S.map(to: .object(["type": .array(["boolean", "number", "string", "array"])])))
      ),
      (
        "subsumed_by",
        S.described(
          "Rules whose finding of the same mistake takes this one in.",
          S.list(
            of: .object([
              "anyOf": .array([
                S.text,
                S.object([("rule", S.text), ("when", expression("Of which rows"))], required: ["rule", "when"]),
              ])
            ])))
      ),
      (
        "examples",
        S.described("Files beside the rule, and exactly what it finds in them.", S.map(to: S.list(of: finding)))
      ),
    ]
  }

  private static var level: JSONValue { JSONSchema.defined("severity") }

  private static var severity: JSONValue {
    let clause = JSONSchema.object([("when", JSONSchema.text), ("is", level)], required: ["is"])
    return JSONSchema.described(
      "One severity, or a list of which the first whose condition holds counts.",
      .object(["anyOf": .array([level, JSONSchema.list(of: clause)])]))
  }

  private static var finding: JSONValue {
    JSONSchema.object(
      [
        ("resource", JSONSchema.described("The resource that declares the place.", JSONSchema.text)),
        ("line", .object(["type": "integer", "minimum": .number(1)])),
        ("subject", JSONSchema.described("The resource that it is about, where that is another.", JSONSchema.text)),
        ("because", JSONSchema.described("A part of what is not known: it is undecided.", JSONSchema.text)),
        ("severity", level),
      ], required: ["resource"])
  }
}
