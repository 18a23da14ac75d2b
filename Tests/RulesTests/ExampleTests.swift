import Rules
import TestSupport
import Testing
import Workspace

/// Every rule finds in its examples what it says it does: at the resource and line, with only that rule enabled.
@Suite struct ExampleTests {
  @Test func everyRuleFileIsUsable() {
    let (rules, errors) = RuleFolder.read(Repository.path("rules"))
    #expect(errors.map(\.description) == [])
    #expect(rules.count >= 36)
  }

  @Test(arguments: Run.catalogue().map(\.id))
  func examplesYieldExactlyWhatTheRuleSays(id: String) throws {
    let rule = try #require(Run.catalogue(id).first)
    let results = RuleExamples.run(rule)
    #expect(results.map(\.path) == rule.examples.map { "\(rule.path.dropLast("rule.yaml".count))\($0.file)" })
    for result in results {
      #expect(result.missing == [] && result.unexpected == [], "\(result.path)")
      #expect(result.errors.map(\.description) == [])
    }
  }

  /// Rules on what CloudFormation has not: a state, and resources that share a snapshot.
  private static let ofTerraform: Set = [
    "secret-value-in-state", "snapshot-shared-publicly", "terraform-lock-table-missing",
  ]

  @Test(arguments: Run.catalogue().map(\.id))
  func everyFormatIsThere(id: String) throws {
    let rule = try #require(Run.catalogue(id).first)
    let files = Set(rule.examples.map(\.file))
    let formats = Self.ofTerraform.contains(id) ? ["tf.json"] : ["tf.json", "yaml"]
    for kind in ["fails", "passes", "undecided"] {
      for format in formats { #expect(files.contains("\(kind).\(format)")) }
    }
    #expect(rule.examples.filter { $0.file.hasPrefix("fails") }.allSatisfy { !$0.findings.isEmpty })
    let undecided = rule.examples.filter { $0.file.hasPrefix("undecided") }.flatMap(\.findings)
    #expect(undecided.allSatisfy { $0.because != nil })
    #expect(rule.examples.filter { $0.file.hasPrefix("passes") }.allSatisfy { $0.findings.isEmpty })
  }
}
