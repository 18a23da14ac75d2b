import Documents
import Foundation
import Rules
import TestSupport
import Testing
@testable import Workspace

/// Every fixture gives exactly the findings that a person has held against its header.
///
/// `NETLINT_RECORD_SNAPSHOTS=1 swift test` writes the lists anew; the difference is then reviewed like code.
@Suite struct FixtureFindingsTests {
  static let fixtures =
    Repository.files(below: "Tests/Fixtures/terraform", suffix: "/plan.json")
    + ["yaml", "json"].flatMap { Repository.files(below: "Tests/Fixtures/cloudformation", suffix: ".\($0)") }

  @Test func everyFixtureIsFound() {
    #expect(Self.fixtures.count > 45)
  }

  @Test(arguments: fixtures) func findingsAreAsReviewed(_ fixture: String) {
    let run = Run([Repository.path(fixture)])
    #expect(run.failures.isEmpty)
    let text = run.findings.map { "\(FindingLine($0))\n" }.joined()
    if let difference = Snapshot.difference(text, Self.list(of: fixture), below: "Tests/Fixtures") {
      Issue.record("\(fixture): \(difference)")
    }
  }

  /// The list beside a fixture: `findings.txt` in the folder of a plan, `NAME.findings.txt` beside a template.
  private static func list(of fixture: String) -> String {
    let relative = fixture.dropFirst("Tests/Fixtures/".count)
    return relative.hasSuffix("/plan.json")
      ? relative.dropLast("plan.json".count) + "findings.txt"
      : (String(relative) as NSString).deletingPathExtension + ".findings.txt"
  }

  @Test func noListIsLeftOver() {
    let expected = Set(Self.fixtures.map { "Tests/Fixtures/\(Self.list(of: $0))" })
    let found = Repository.files(below: "Tests/Fixtures", suffix: "findings.txt")
    #expect(found.filter { !expected.contains($0) } == [])
  }
}

/// A finding in one line: what is said of what, and where in the input.
struct FindingLine: CustomStringConvertible {
  let description: String

  init(_ finding: Finding) {
    let planned = finding.related.last { $0.message == SourceFinder.replaced }
    let position = (planned?.place ?? finding.place.range).start
    let attribute = finding.place.path.isEmpty ? "" : " \(finding.place.path)"
    let found = finding.verdict == .yes ? "found" : "undecided"
    var line =
      "\(found) \(finding.severity.rawValue) \(finding.rule.id): \(finding.subject.address)"
      + " at \(finding.resource.address)\(attribute), line \(position.line)"
    let because = finding.because.map(\.description)
    if !because.isEmpty { line += "; needs \(because.joined(separator: ", "))" }
    if !finding.subsumes.isEmpty { line += "; subsumes \(finding.subsumes.joined(separator: ", "))" }
    description = line
  }
}
