import Foundation
import Rules
import TestSupport
import Testing
import Workspace

/// The samples show what the project promises: the planted mistakes and nothing else, in both languages.
@Suite struct SampleFindingsTests {
  struct Expectation: Decodable {
    struct Place: Decodable {
      let subject: String
      let resource: String
      let attribute: String
      /// Of the sample, where the place is not in the input itself.
      let file: String?
      let line: Int
    }
    struct Entry: Decodable {
      let rule: String
      let severity: String
      let terraform: Place
      let cloudformation: Place
    }
    let findings: [Entry]
  }

  enum Language: String, CaseIterable {
    case terraform = "plan.json"
    case cloudformation = "template.yaml"
  }

  private func run(_ sample: String, _ language: Language) -> Run {
    Run([Repository.path("samples/\(sample)/\(language.rawValue)")])
  }

  @Test(arguments: Language.allCases) func insecureSampleHasThePlantedMistakes(_ language: Language) throws {
    let text = try Repository.text("samples/web-app-insecure/expected.json")
    let expected = try JSONDecoder().decode(Expectation.self, from: Data(text.utf8)).findings
    let run = run("web-app-insecure", language)
    let found = run.findings.map { finding in
      "\(finding.verdict) \(finding.rule.id) \(finding.severity.rawValue) \(finding.subject.address)"
        + " at \(finding.resource.address) \(finding.place.path)"
        + " in \(finding.place.range.file.path.split(separator: "/").last ?? ""):\(finding.place.range.start.line)"
    }
    let planted = expected.map { entry in
      let place = language == .terraform ? entry.terraform : entry.cloudformation
      return "yes \(entry.rule) \(entry.severity) \(place.subject)"
        + " at \(place.resource) \(place.attribute) in \(place.file ?? language.rawValue):\(place.line)"
    }
    #expect(run.failures.isEmpty)
    #expect(found.sorted() == planted.sorted())
  }

  @Test(arguments: Language.allCases) func secureSampleHasNothingAtMediumOrAbove(_ language: Language) {
    let run = run("web-app-secure", language)
    #expect(run.failures.isEmpty)
    #expect(run.findings.filter { $0.severity >= .medium }.map { "\(FindingLine($0))" } == [])
  }

  @Test(arguments: ["web-app-secure", "web-app-insecure"])
  func bothLanguagesGiveTheSameFindings(_ sample: String) {
    func findings(_ language: Language) -> [String] {
      run(sample, language).findings.map { "\($0.verdict) \($0.rule.id) \($0.severity.rawValue)" }.sorted()
    }
    #expect(findings(.terraform) == findings(.cloudformation))
  }
}
