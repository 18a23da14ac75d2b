import Analysis
import Foundation
import NetSpace
import TestSupport
import Testing
import Workspace

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
      // Most need no process of their own, which takes longer than the question.
      if question.says == nil, let verdict = Self.verdicts[question.status] {
        var interrogation = Interrogation(Workspace.load([folder.path + "/t.json"]))
        let answer = try interrogation.answer(try AccessQueryParser.parse(question.query))
        #expect(answer.verdict == verdict, "\(question.testDescription)")
        continue
      }
      let run = try NetlintProcess.run(["explain", "t.json", question.query], in: folder.path)
      #expect(run.status == question.status, "\(question.testDescription)\n\(run.output)\(run.errors)")
      if let says = question.says { #expect(run.output.contains(says), "\(question.testDescription)\n\(run.output)") }
    }
  }

  private static let verdicts: [Int32: Verdict] = [0: .yes, 1: .no, 3: .unknown]

  /// In a real plan: what runs as a role, and what tags settle.
  @Test(arguments: [
    ("aws_lambda_function.f can s3:GetObject on arn:aws:s3:::data/blue/x", 0),
    ("aws_instance.i can s3:GetObject on arn:aws:s3:::data/red/x", 1),
    ("aws_ecs_task_definition.t can sqs:SendMessage on aws_sqs_queue.blue", 0),
    ("aws_lambda_function.f can sqs:SendMessage on aws_sqs_queue.red", 1),
    ("aws_lambda_function.f can sns:Publish on arn:aws:sns:eu-west-1:111111111111:t", 1),
  ])
  func inAPlan(query: String, status: Int32) throws {
    let plan = "Tests/Fixtures/terraform/workload-roles/plan.json"
    let run = try NetlintProcess.run(["explain", plan, query])
    #expect(run.status == status, "\(run.output)\(run.errors)")
    #expect(run.output.contains("asked of     \(query.prefix { $0 != " " }), which runs as this role"))
  }

  /// Permission sets, whose policies and boundary are declared beside them.
  @Test(arguments: [
    ("readers can s3:GetObject on arn:aws:s3:::b/k", 0), ("readers can s3:DeleteObject on arn:aws:s3:::b/k", 1),
    ("admins can s3:GetObject on arn:aws:s3:::b/k", 0), ("admins can s3:DeleteObject on arn:aws:s3:::b/k", 1),
    ("limited can s3:GetObject on arn:aws:s3:::b/k", 0), ("limited can s3:DeleteObject on arn:aws:s3:::b/k", 1),
  ])
  func permissionSets(query: String, status: Int32) throws {
    let plan = "Tests/Fixtures/access/permission-sets.json"
    let run = try NetlintProcess.run(["explain", plan, "aws_ssoadmin_permission_set." + query])
    #expect(run.status == status, "\(run.output)\(run.errors)")
  }
}
