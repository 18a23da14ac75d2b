import Foundation
import TestSupport
import Testing

/// What a report offers in place of wildcards can be put there, and then nothing is found.
@Suite struct FixTests {
  private struct Edit {
    let line: Int
    let columns: Range<Int>
    let text: String
  }

  private static let rule = "s3-not-least-privilege"

  private static let yaml = """
    Resources:
      Role:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}
          Policies:
            - PolicyName: a
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Action: s3:*
                    Resource: [arn:aws:s3:::data, arn:aws:s3:::data/*]
                  - Effect: Allow
                    Action:
                    - s3:Put*
                    - "sqs:*"
                    Resource: ["arn:aws:s3:::data/*", "arn:aws:sqs:eu-west-1:111111111111:jobs"]
                  - {Effect: Allow, Action: ["sqs:*", 's3:Get*'], Resource: "arn:aws:s3:::data/*"}
    """

  private static let policy =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"]},{"Effect":"Allow","Action":["s3:Put*", "sqs:*"],"Resource":"arn:aws:s3:::data/*"}]}"#

  private static let trust =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\"", with: "\\\"") + "\""
  }

  private static var inputs: [(String, String, Int)] {
    [
      ("t.yaml", yaml, 3),
      (
        "t.json",
        """
        {"Resources": {"Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": \(trust),
        "Policies": [{"PolicyName": "p", "PolicyDocument": \(policy)}]}}}}
        """, 2
      ),
      (
        "main.tf.json",
        """
        {"resource": {"aws_iam_role": {"r": {"name": "r", "assume_role_policy": \(quoted(trust))}},
        "aws_iam_role_policy": {"p": {"role": "${aws_iam_role.r.name}", "policy": \(quoted(policy))}}}}
        """, 2
      ),
    ]
  }

  @Test(arguments: inputs) func putInPlace(file: String, text: String, count: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write(file, text)
    let edits = try Self.edits(of: file, in: folder)
    #expect(edits.count == count)
    var lines = text.components(separatedBy: "\n")
    for edit in edits.flatMap(\.self).sorted(by: { ($0.line, $0.columns.lowerBound) > ($1.line, $1.columns.lowerBound) }
    ) {
      var line = Array(lines[edit.line - 1])
      line.replaceSubrange((edit.columns.lowerBound - 1)..<(edit.columns.upperBound - 1), with: edit.text)
      lines[edit.line - 1] = String(line)
    }
    try folder.write(file, lines.joined(separator: "\n"))
    let run = try NetlintProcess.run(["check", file, "--format", "text"], in: folder.path)
    #expect(!run.output.contains(Self.rule), "\(run.output)")
    #expect(run.errors == "", "\(run.errors)")
    #expect(run.output.contains("iam-service-wildcard") == false, "\(run.output)")
  }

  /// In a plan nothing can be replaced: what it was made from has to be changed.
  @Test func inAPlan() throws {
    let plan = "Tests/Fixtures/terraform/policy-mistakes/plan.json"
    let run = try NetlintProcess.run(["check", plan, "--format", "sarif"])
    #expect(!run.output.contains("\"fixes\""))
  }

  private static func edits(of file: String, in folder: TemporaryFolder) throws -> [[Edit]] {
    let run = try NetlintProcess.run(["check", file, "--format", "sarif"], in: folder.path)
    let log = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let runs = try #require(log["runs"] as? [[String: Any]])
    let results = try #require(runs.first?["results"] as? [[String: Any]])
    let fixes = results.filter { $0["ruleId"] as? String == rule }.compactMap { $0["fixes"] as? [[String: Any]] }
    return try fixes.map { fixes in
      let changes = try #require(fixes.first?["artifactChanges"] as? [[String: Any]])
      let replacements = try #require(changes.first?["replacements"] as? [[String: Any]])
      return try replacements.map { replacement in
        let region = try #require(replacement["deletedRegion"] as? [String: Int])
        let text = try #require((replacement["insertedContent"] as? [String: String])?["text"])
        #expect(region["startLine"] == region["endLine"])
        return Edit(
          line: try #require(region["startLine"]),
          columns: try #require(region["startColumn"])..<(try #require(region["endColumn"])), text: text)
      }
    }
  }

  /// Which resources are meant nobody can tell, but what they look like, and which there are.
  @Test func resourcesInPlaceOfAll() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      """
      Resources:
        Jobs: {Type: "AWS::SQS::Queue"}
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}
            Policies:
              - PolicyName: a
                PolicyDocument:
                  Version: "2012-10-17"
                  Statement: {Effect: Allow, Action: [sqs:SendMessage, sqs:ListQueues], Resource: "*"}
      """)
    let run = try NetlintProcess.run(["check", "t.yaml", "--format", "text"], in: folder.path)
    // The other action of the statement takes no resource.
    let fix =
      "fix: name the resources in place of *, in a statement of its own for sqs:SendMessage: arn:aws:sqs:REGION:ACCOUNT:NAME (the input has Jobs)"
    #expect(run.output.contains(fix), "\(run.output)")
  }
}
