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
      /// `yes` unless it says otherwise.
      let verdict: String?
      /// Left out where the language cannot make the mistake.
      let terraform: Place?
      let cloudformation: Place?

      func place(_ language: Language) -> Place? { language == .terraform ? terraform : cloudformation }
      var words: String { "\(verdict ?? "yes") \(rule) \(severity)" }
    }
    struct Silent: Decodable {
      let rule: String
      let terraform: String
      let cloudformation: String
    }
    let profile: String?
    let findings: [Entry]
    let silent: [Silent]

    init(_ sample: String) throws {
      let text = try Repository.text("samples/\(sample)/expected.json")
      self = try JSONDecoder().decode(Expectation.self, from: Data(text.utf8))
    }
  }

  enum Language: String, CaseIterable {
    case terraform = "plan.json"
    case cloudformation = "template.yaml"
  }

  static let samples = Repository.files(below: "samples", suffix: "/template.yaml").map {
    String($0.dropFirst("samples/".count).dropLast("/template.yaml".count))
  }
  static let insecure = samples.filter { $0.hasSuffix("-insecure") }
  static let secure = samples.filter { $0.hasSuffix("-secure") }

  /// The profile of the document that the sample is made after.
  private static func seed(_ sample: String) -> String? {
    sample.hasPrefix("web-app") ? nil : "seed-\(sample.prefix(1))"
  }

  private func run(_ sample: String, _ language: Language, profile: String?) -> Run {
    var options = Run.Options()
    options.lint.profile = profile
    let configuration = Repository.path("samples/\(sample)/netlint.yaml")
    if FileManager.default.fileExists(atPath: configuration) { options.configuration = configuration }
    return Run([Repository.path("samples/\(sample)/\(language.rawValue)")], options: options)
  }

  @Test func everyArchitectureIsThereTwice() {
    #expect(Self.secure.count == Self.insecure.count)
    #expect(Set(Self.samples.compactMap(Self.seed)).sorted() == ["seed-a", "seed-b", "seed-c", "seed-d", "seed-e"])
  }

  @Test(arguments: insecure, Language.allCases)
  func insecureSampleHasThePlantedMistakes(_ sample: String, _ language: Language) throws {
    let expected = try Expectation(sample)
    let run = run(sample, language, profile: expected.profile)
    let found = run.findings.map { finding in
      "\(finding.verdict) \(finding.rule.id) \(finding.severity.rawValue) \(finding.subject.address)"
        + " at \(finding.resource.address) \(finding.place.path)"
        + " in \(finding.place.range.file.path.split(separator: "/").last ?? ""):\(finding.place.range.start.line)"
    }
    let planted = expected.findings.compactMap { entry in
      entry.place(language).map { place in
        "\(entry.words) \(place.subject)"
          + " at \(place.resource) \(place.attribute) in \(place.file ?? language.rawValue):\(place.line)"
      }
    }
    #expect(run.failures.isEmpty)
    #expect(expected.profile == Self.seed(sample))
    #expect(Set(found).subtracting(planted) == [])
    #expect(Set(planted).subtracting(found) == [])
    #expect(found.count == planted.count)
  }

  /// What looks like a mistake and is none is there, by the name that it is listed under, and no finding points to it.
  @Test(arguments: insecure, Language.allCases)
  func whatLooksAlikeIsLeftAlone(_ sample: String, _ language: Language) throws {
    let expected = try Expectation(sample)
    let run = run(sample, language, profile: expected.profile)
    // Keys of instances are in quotes, which JSON escapes.
    let source = try Repository.text("samples/\(sample)/\(language.rawValue)").replacing("\\\"", with: "\"")
    #expect(!expected.silent.isEmpty)
    for silent in expected.silent {
      let address = language == .terraform ? silent.terraform : silent.cloudformation
      #expect(source.contains(address), "\(address) is not in the sample")
      guard run.rules.contains(where: { $0.id == silent.rule }) else { continue }
      let planted = expected.findings.contains {
        $0.rule == silent.rule && ($0.place(language)?.subject == address || $0.place(language)?.resource == address)
      }
      let hits = run.findings.filter {
        $0.rule.id == silent.rule && ($0.subject.address == address || $0.resource.address == address)
      }
      #expect(hits.isEmpty || planted, "\(silent.rule) finds \(address)")
    }
  }

  /// Neither by all that is on for everybody, nor by what the document asks for beside it.
  @Test(arguments: secure, Language.allCases)
  func secureSampleHasNothingAtMediumOrAbove(_ sample: String, _ language: Language) {
    for profile in [nil, "strict", Self.seed(sample)] {
      let run = run(sample, language, profile: profile)
      #expect(run.failures.isEmpty)
      #expect(run.findings.filter { $0.severity >= .medium }.map { "\(FindingLine($0))" } == [])
    }
  }

  @Test(arguments: samples) func bothLanguagesGiveTheSameFindings(_ sample: String) throws {
    let isInsecure = Self.insecure.contains(sample)
    let alone = try isInsecure ? Expectation(sample).findings : []
    for profile in ["strict", Self.seed(sample)] {
      func findings(_ language: Language) -> [String] {
        let ofOne = alone.filter { $0.place(language) != nil && ($0.terraform == nil) != ($0.cloudformation == nil) }
        let found = run(sample, language, profile: profile).findings.map {
          "\($0.verdict) \($0.rule.id) \($0.severity.rawValue)"
        }
        return found.sorted().filter { line in !ofOne.contains { $0.words == line } }
      }
      #expect(findings(.terraform) == findings(.cloudformation))
    }
  }
}
