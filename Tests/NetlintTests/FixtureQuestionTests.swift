import Analysis
import NetSpace
import TestSupport
import Testing
import Workspace

/// Questions to the plans of real Terraform, each with the answer that follows from the source beside the plan, and to
/// templates.
///
/// `questions.txt` in a fixture's folder has one on a line, behind `yes`, `no` or `open` and the options it is asked with;
/// `in FILE` before some says of which file in the folder they are asked, if it is not `plan.json` or `template.yaml`.
@Suite struct FixtureQuestionTests {
  static let lists = ["terraform", "terraform-inputs", "templates"].flatMap { kind in
    Repository.files(below: "Tests/Fixtures/\(kind)", suffix: "/questions.txt")
  }
  private static let verdicts: [Substring: Verdict] = ["yes": .yes, "no": .no, "open": .unknown]

  @Test func listsAreFound() {
    #expect(Self.lists.count > 1)
  }

  @Test(arguments: lists) func answers(_ list: String) throws {
    let folder = list.dropLast("questions.txt".count)
    var input = folder.contains("/templates/") ? "template.yaml" : "plan.json"
    var interrogations: [[Substring]: Interrogation] = [:]
    for line in try Repository.text(list).split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 1)
      if words[0] == "in" {
        input = String(words[1])
        interrogations = [:]
        continue
      }
      let expected = try #require(Self.verdicts[words[0]], "\(list): \(line)")
      let question = FixtureQuestion(words[1])
      // Each input is read once for all that is asked of it with the same values.
      var interrogation =
        try interrogations[question.values]
        ?? Self.interrogation(of: Repository.path(folder + input), question.values, "\(list): \(line)")
      let verdict = try question.verdict(by: &interrogation)
      interrogations[question.values] = interrogation
      #expect(verdict == expected, "\(input): \(line)")
    }
  }

  private static func interrogation(
    of path: String, _ values: [Substring], _ comment: Comment
  ) throws -> Interrogation {
    let given = values.filter { !$0.hasPrefix("--") }.map(String.init)
    let parameters = try ParameterFile.values(
      files: [], single: given, usesDefaults: !values.contains("--no-parameter-defaults"))
    let workspace = Workspace.load([path], parameters: parameters)
    try #require(workspace.failures.isEmpty, comment)
    return Interrogation(workspace)
  }
}

/// A question as it stands in a list: options as the command takes them, and then the words.
private struct FixtureQuestion {
  /// What the input is read with.
  private(set) var values: [Substring] = []
  private var options: Set<Substring> = []
  private let words: String

  init(_ text: Substring) {
    let parts = text.split(separator: " ")
    let given = parts.prefix { $0.hasPrefix("--") }
    words = parts.dropFirst(given.count).joined(separator: " ")
    for option in given {
      let pair = option.split(separator: "=", maxSplits: 1)
      switch pair[0] {
      case "--parameter": values.append(pair[1])
      case "--no-parameter-defaults": values.append(option)
      default: options.insert(option)
      }
    }
  }

  func verdict(by interrogation: inout Interrogation) throws -> Verdict {
    try #require(options.isSubset(of: ["--direct", "--pivot"]))
    if AccessQueryParser.isMeant(by: words) {
      return try interrogation.answer(try AccessQueryParser.parse(words)).verdict
    }
    return try interrogation.answer(
      try QueryParser.parse(words), joinsLoadBalancers: !options.contains("--direct"),
      pivots: options.contains("--pivot") ? .shortest : .none
    ).verdict
  }
}
