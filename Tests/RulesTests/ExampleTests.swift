import AWSModel
import Documents
import Glibc
import NetSpace
import Rules
import TestSupport
import Testing

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
    let folder = rule.path.dropLast("/rule.yaml".count)
    for example in rule.examples {
      let file = try SourceFile.read("\(folder)/\(example.file)")
      var options = LintOptions()
      // Whatever profile turns it on.
      options.only = [id]
      let result = try Run.lint(file, [rule], options: options)
      #expect(result.errors.map(\.description) == [])
      #expect(result.diagnostics.map(\.message) == [])
      let found = result.findings.map { Self.words($0) }
      let expected = example.findings.map { Self.words($0, severity: rule.metadata.severity) }
      #expect(found.sorted() == expected.sorted(), "\(id) in \(example.file)")
      for (finding, wanted) in zip(result.findings, example.findings) {
        guard let because = wanted.because else { continue }
        #expect(finding.because.contains { "\($0)".contains(because) }, "\(id): \(finding.because)")
      }
    }
  }

  /// Rules on what CloudFormation has not: a state, and resources that share a snapshot.
  private static let ofTerraform: Set = ["secret-value-in-state", "snapshot-shared-publicly"]

  @Test(arguments: Run.catalogue().map(\.id))
  func everyExampleFileIsNamedAndEveryFormatIsThere(id: String) throws {
    let rule = try #require(Run.catalogue(id).first)
    let folder = String(rule.path.dropLast("/rule.yaml".count))
    let stream = try #require(opendir(folder))
    defer { closedir(stream) }
    var files: Set<String> = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), name != "rule.yaml" { files.insert(name) }
    }
    #expect(files == Set(rule.examples.map(\.file)))
    let needed =
      ["fails.tf.json", "passes.tf.json"] + (Self.ofTerraform.contains(id) ? [] : ["fails.yaml", "passes.yaml"])
    #expect(files.isSuperset(of: needed))
    #expect(rule.examples.filter { $0.file.hasPrefix("fails") }.allSatisfy { !$0.findings.isEmpty })
    #expect(rule.examples.filter { $0.file.hasPrefix("passes") }.allSatisfy { $0.findings.isEmpty })
  }

  private static func words(_ finding: Finding) -> String {
    let subject = finding.subject == finding.resource ? "" : " about \(finding.subject.address)"
    let doubt = finding.verdict == .unknown ? " undecided" : ""
    let line = finding.place.range.start.line
    return "\(finding.severity.rawValue) \(finding.resource.address):\(line)\(subject)\(doubt)"
  }

  private static func words(_ expected: RuleDefinition.ExpectedFinding, severity: Severity) -> String {
    let subject = expected.subject.map { " about \($0)" } ?? ""
    let doubt = expected.because == nil ? "" : " undecided"
    let level = (expected.severity ?? severity).rawValue
    return "\(level) \(expected.resource):\(expected.line ?? 0)\(subject)\(doubt)"
  }
}
