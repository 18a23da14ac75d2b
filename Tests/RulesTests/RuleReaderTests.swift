import Documents
import Rules
import TestSupport
import Testing

/// Every mistake in a rule file is an error with its place, what was found and expected, and a help where there is one.
@Suite struct RuleReaderTests {
  /// A whole rule in which one line is replaced; `nil` drops the line.
  private static func errors(_ changes: (line: String, with: String?)...) -> [String] {
    var lines = good.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for change in changes {
      guard let position = lines.firstIndex(where: { $0.hasPrefix(change.line) }) else { continue }
      lines.replaceSubrange(position...position, with: change.with.map { [$0] } ?? [])
    }
    let result = Run.rule(lines.joined(separator: "\n"))
    let checked = result.rule.map { CompiledRule.errors(in: [$0]) } ?? []
    return (result.errors + checked).map { error in
      "\(error.range.map { "\($0.start)" } ?? "-") \(error.message)" + (error.help.isEmpty ? "" : " | \(error.help)")
    }
  }

  private static let good = """
    id: my-rule
    title: A rule
    severity: high
    tags: [network]
    for: opening
    as: opening
    where: >
      opening.direction == "ingress"
      && opening.source.is_world
    at: opening.rules
    message: "{opening.group} is open"
    references: [https://example.com]
    parameters: {limit: 8, names: [a, b]}
    """

  @Test func aGoodRuleHasNoErrors() throws {
    #expect(Self.errors() == [])
    let rule = try #require(Run.rule(Self.good).rule)
    #expect(rule.id == "my-rule")
    #expect(rule.metadata.severity == .high)
    #expect(rule.parameters.map(\.name) == ["limit", "names"])
  }

  @Test(arguments: [
    ("title:", "titel: A rule", "2:1 found the key \"titel\", which a rule does not have | did you mean \"title\"?"),
    ("severity:", "severity: hihg", "3:11 found \"hihg\", expected a severity | did you mean \"high\"?"),
    ("severity:", "severity: 3", "3:11 found 3, expected a severity | severities: critical, high, medium, low, info"),
    (
      "severity:", "severity: [{when: \"true\", is: high}]",
      "3:11 found a condition on the last severity, expected one that always applies | add {is: …}"
    ),
    (
      "severity:", "severity: [{is: high}, {is: low}]",
      "3:24 found a severity after one without a condition: it can never apply"
    ),
    ("tags:", "tags: network", "4:7 found \"network\", expected a list | tags: [network]"),
    ("for:", "for: openings", "5:6 no relation \"openings\" | did you mean \"opening\"?"),
    (
      "as:", "as: params",
      "6:5 found \"params\", expected a name of lower-case letters, digits and _ | row, params, ports, config, true, false, null, in have their own meaning"
    ),
    (
      "  opening.direction", "  opening.directoin == \"ingress\"",
      "8:11 no field \"directoin\" on opening | did you mean \"direction\"?"
    ),
    (
      "  && opening.source", "  && opening.source.is_wrld",
      "9:21 no field \"is_wrld\" on sources | did you mean \"is_world\"?"
    ),
    ("  && opening.source", "  && params.limt > 1", "9:13 no field \"limt\" on params | did you mean \"limit\"?"),
    ("  && opening.source", "  && ports.admn.is_all", "9:12 no field \"admn\" on ports | did you mean \"admin\"?"),
    ("at:", "at: opening.ruls", "10:13 no field \"ruls\" on opening | did you mean \"rules\"?"),
    (
      "at:", "at: group.rules",
      "10:5 found \"group\", expected a path that begins with opening | opening, or opening.FIELD"
    ),
    (
      "at:", "at: opening.direction.rules",
      "10:23 \"rules\" follows a value of type string, which has no fields"
    ),
    (
      "message:", "message: \"{opening.grup} is open\"",
      "11:20 no field \"grup\" on opening | did you mean \"group\"?"
    ),
    ("message:", "message: \"}\"", "11:11 unexpected } in the text | a literal brace is written }}"),
    (
      "references:", "references: [http://example.com]",
      "12:13 found the reference \"http://example.com\", expected an address that begins with https://"
    ),
    (
      "parameters:", "parameters: {limit: {}}",
      "13:21 found a mapping, expected a text, a number, true, false or a list | a parameter has a default, which gives it its type"
    ),
    ("parameters:", "subsumed_by: [other]", "13:15 no other rule \"other\" | rules: my-rule"),
    (
      "parameters:", "subsumed_by: [{rule: other}]",
      "13:15 found a mapping, expected a rule and a condition | {rule: some-rule, when: …}"
    ),
    (
      "parameters:", "subsumed_by: [{rule: other, when: opening.grup}]",
      "13:43 no field \"grup\" on opening | did you mean \"group\"?"
    ),
    ("parameters:", "enabled: maybe", "13:10 found \"maybe\", expected true, false or a list of profiles"),
    (
      "parameters:", "examples: {a.yaml: [{resource: A, lin: 3}]}",
      "13:35 found the key \"lin\", which an expected finding does not have | keys: resource, line, subject, because, severity"
    ),
    (
      "id:", "id: another",
      "1:5 found the id \"another\" in the folder \"my-rule\", expected the same name | rename the folder or the rule"
    ),
    ("id:", "id: My_Rule", "1:5 found the id \"My_Rule\", expected lower-case letters, digits and hyphens"),
  ])
  func everyMistakeHasItsPlace(line: String, replacement: String, error: String) {
    let errors = Self.errors((line, replacement))
    #expect(errors.contains(error), "\(errors)")
  }

  @Test func aMissingKeyIsNamed() {
    #expect(Self.errors(("title:", nil)) == ["1:1 found no key \"title\", which every rule has | add title: …"])
  }

  @Test func everythingWrongIsSaidAtOnce() {
    let errors = Self.errors(("severity:", "severity: hihg"), ("tags:", "tags: 1"), ("title:", nil))
    #expect(errors.count == 3)
  }

  @Test func aConditionHasToBeABool() {
    #expect(
      Self.errors(("  opening.direction", "  opening.traffic"), ("  && opening.source", nil)).map { $0.prefix(56) }
        == ["8:3 found a value of type traffic, expected bool | compa"].map { $0.prefix(56) })
  }

  @Test(arguments: ["", "- a", "id: a\nid: b", "a: [", "--- {}\n--- {}"])
  func whatIsNoRuleIsAnErrorAndNoCrash(text: String) {
    let result = Run.rule(text)
    #expect(result.rule == nil)
    #expect(!result.errors.isEmpty)
  }

  @Test func twoRulesOfOneNameAreAnErrorAndOthersMayBeNamed() throws {
    let rule = try #require(Run.rule(Self.good).rule)
    #expect(CompiledRule.errors(in: [rule, rule]).map(\.message) == ["found a second rule with the id \"my-rule\""])
    let naming = try #require(Run.rule(Self.good + "\nsubsumed_by: [other-rule]").rule)
    #expect(CompiledRule.errors(in: [naming]).count == 1)
    #expect(CompiledRule.errors(in: [naming], known: ["other-rule"]).isEmpty)
  }

  @Test func aFolderWithoutRulesIsAnError() {
    #expect(RuleFolder.read(Repository.root + "/samples").errors.count == 1)
    #expect(RuleFolder.read("/no/such/folder").errors.count == 1)
  }
}
