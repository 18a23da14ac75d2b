import Foundation
import TestSupport
import Testing

/// Questions about who may do what, each with the answer that AWS's documentation gives: trust across accounts,
/// boundaries, `NotAction` and its like, conditions on the caller, tags, keys, public buckets, services, workloads.
@Suite struct AccessQuestionTests {
  struct Question: Sendable, CustomTestStringConvertible {
    let name: String
    let query: String
    let status: Int32
    /// A part of the answer.
    let says: String?
    let template: Data
    var testDescription: String { "\(name): \(query)" }
  }

  private static func questions() throws -> [Question] {
    let data = try Data(
      contentsOf: URL(fileURLWithPath: Repository.root + "/Tests/Fixtures/access/questions.json"))
    let all = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    return try all.map { one in
      Question(
        name: try #require(one["name"] as? String), query: try #require(one["query"] as? String),
        status: Int32(try #require(one["status"] as? Int)), says: one["says"] as? String,
        template: try JSONSerialization.data(withJSONObject: try #require(one["template"])))
    }
  }

  @Test func answers() throws {
    let folder = try TemporaryFolder()
    let questions = try Self.questions()
    #expect(questions.count > 100)
    for question in questions {
      try folder.write("t.json", String(decoding: question.template, as: UTF8.self))
      let run = try NetlintProcess.run(["explain", "t.json", question.query], in: folder.path)
      #expect(run.status == question.status, "\(question.testDescription)\n\(run.output)\(run.errors)")
      if let says = question.says { #expect(run.output.contains(says), "\(question.testDescription)\n\(run.output)") }
    }
  }
}
