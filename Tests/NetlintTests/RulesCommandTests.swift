import TestSupport
import Testing

/// `netlint rules`: the rules that there are, and rules of one's own.
@Suite struct RulesCommandTests {
  @Test func list() throws {
    let list = try NetlintProcess.run(["rules", "list"])
    #expect(list.status == 0)
    let ids = list.output.split(separator: "\n").map { $0.split(separator: " ")[0] }
    #expect(ids.count >= 11 && ids == ids.sorted())
    #expect(ids.contains("expectation-broken") && ids.contains("suppression-unused"))
    #expect(try NetlintProcess.run(["rules"]).output == list.output)
  }

  @Test func show() throws {
    let page = try NetlintProcess.run(["rules", "show", "database-reachable-only-from-app"]).output
    for part in ["# ", "**What to do:**", "Found is each `", "- `allowed_tiers`: [\"app\"]"] {
      #expect(page.contains(part), "\(page)")
    }
    #expect(try NetlintProcess.run(["rules", "show", "suppression-unused"]).output.hasPrefix("# A suppression"))
    let unknown = try NetlintProcess.run(["rules", "show", "database-open-to-wrold"])
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean database-open-to-world?"))
  }

  @Test func aNewRulePassesItsExamples() throws {
    let folder = try TemporaryFolder()
    func netlint(_ arguments: String...) throws -> NetlintProcess {
      try NetlintProcess.run(arguments, in: folder.path)
    }
    let new = try netlint("rules", "new", "my-rule")
    #expect(new.status == 0 && new.errors == "", "\(new.errors)")
    let test = try netlint("rules", "test", "my-rule/")
    #expect(test.status == 0 && test.output == "✓ my-rule (5 examples)\n1 rule, 5 examples: all are right\n")
    #expect(try netlint("rules", "test", ".").output == test.output)
    #expect(try netlint("rules", "test", "my-rule", "my-rule/").output == test.output)
    let check = try netlint("check", "my-rule/fails.yaml", "--rules", ".", "--only", "my-rule", "--quiet")
    #expect(check.status == 1 && check.output.hasPrefix("high[my-rule]: Web admits"))
    // What is there is not written over, and an id has to be one.
    #expect(try netlint("rules", "new", "my-rule").status == 2)
    let bad = try netlint("rules", "new", "My_Rule")
    #expect(bad.status == 64 && bad.errors.contains("expected lower-case letters, digits and hyphens"))
    let taken = try netlint("rules", "new", "database-open-to-world")
    #expect(taken.status == 64 && taken.errors.contains("there is a rule 'database-open-to-world' already"))
    #expect(try netlint("rules", "new", "other", "--in", "nope").status == 2)
  }

  @Test func saysWhatDiffers() throws {
    let folder = try TemporaryFolder()
    func netlint(_ arguments: String...) throws -> NetlintProcess {
      try NetlintProcess.run(arguments, in: folder.path)
    }
    _ = try netlint("rules", "new", "my-rule")
    let rule = try folder.read("my-rule/rule.yaml")
    try folder.write(
      "my-rule/rule.yaml",
      rule.replacing("{resource: Web, line: 7}", with: "{resource: Web, line: 8}").replacing(
        "because: parameter Office", with: "because: parameter Home"
      ).replacing("  passes.yaml: []\n", with: "  missing.yaml: []\n"))
    let test = try netlint("rules", "test", ".")
    #expect(test.status == 1)
    #expect(
      test.output == """
        ✗ my-rule
            ./my-rule/fails.yaml
              missing: high Web:8
              unexpected: high Web:7: Web admits 0.0.0.0/0 on tcp/22
            ./my-rule/missing.yaml
              no such file; check the path; it is relative to the current directory
            ./my-rule/undecided.yaml
              missing: high Web:10, undecided because of parameter Home
              unexpected: high Web:10, undecided because of parameter Office has no value: \
        Web admits (unknown: parameter Office has no value) on tcp/22
            ./my-rule/passes.yaml
              the rule does not say what it finds here; examples: {fails.yaml: [{resource: Name, line: 12}]}
        1 rule, 6 examples: 4 not as the rule says

        """, "\(test.output)")
    try folder.write("my-rule/rule.yaml", rule.replacing("opening.source.is_world", with: "opening.source.is_wrold"))
    let broken = try netlint("rules", "test", ".")
    #expect(broken.status == 2 && broken.errors.contains("is_world"), "\(broken.errors)")
    #expect(try netlint("rules", "test", "nope").status == 2)
    try folder.write(
      "my-rule/rule.yaml", String(rule.prefix(upTo: try #require(rule.firstRange(of: "\nexamples:")).lowerBound)))
    let without = try netlint("rules", "test", ".")
    #expect(without.status == 1 && without.output.contains("1 rule, 5 examples: 5 not"))
  }
}
