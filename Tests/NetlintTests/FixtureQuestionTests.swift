import Foundation
import TestSupport
import Testing

/// Questions to the plans of real Terraform, each with the answer that follows from the source beside the plan, and to
/// templates.
///
/// `questions.txt` in a fixture's folder has one on a line, behind `yes`, `no` or `open` and the options it is asked with;
/// `in FILE` before some says of which file in the folder they are asked, if it is not `plan.json` or `template.yaml`.
@Suite struct FixtureQuestionTests {
  static let lists = ["terraform", "templates"].flatMap { kind in
    Repository.files(below: "Tests/Fixtures/\(kind)", suffix: "/questions.txt")
  }
  private static let statuses: [Substring: Int32] = ["yes": 0, "no": 1, "open": 3]

  @Test func listsAreFound() {
    #expect(Self.lists.count > 1)
  }

  @Test(arguments: lists) func answers(_ list: String) throws {
    let folder = list.dropLast("questions.txt".count)
    var input = folder.contains("/templates/") ? "template.yaml" : "plan.json"
    for line in try Repository.text(list).split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 1)
      if words[0] == "in" {
        input = String(words[1])
        continue
      }
      let expected = try #require(Self.statuses[words[0]], "\(list): \(line)")
      let parts = words[1].split(separator: " ")
      let options = parts.prefix { $0.hasPrefix("--") }
      let question = parts.dropFirst(options.count).joined(separator: " ")
      let run = try NetlintProcess.run(["explain"] + options.map(String.init) + [folder + input, question])
      #expect(run.status == expected, "\(input): \(line)\n\(run.output)\(run.errors)")
    }
  }
}
