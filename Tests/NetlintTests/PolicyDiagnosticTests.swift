import Foundation
import TestSupport
import Testing

/// What is wrong with a policy is said where it stands, in strings too, and the rest of it is judged all the same.
@Suite struct PolicyDiagnosticTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let policy: String
    /// What is said.
    let message: String
    /// What the place begins with.
    let at: String
    var testDescription: String { message }
  }

  private static let mistakes = [
    Mistake(
      policy: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*" "Resource":"*"}]}"#,
      message: "invalid JSON in a policy", at: #""Resource""#),
    Mistake(
      policy: #"{"Version":"2012-10-17","Statment":["x"],"Statement":[]}"#,
      message: #""Statment" is no element of a policy"#, at: #"["x"]"#),
    Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Resources":"a"}]}"#,
      message: #""Resources" is no element of a statement"#, at: #""a""#),
    Mistake(
      policy: #"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/$${aws:username}"}]}"#,
      message: #"a policy without "Version""#, at: "{"),
    Mistake(
      policy: #"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#,
      message: #"a policy without "Version" is one of 2008-10-17 "#, at: "{"),
    Mistake(
      policy: #"{"Version":"2013-10-17","Statement":[]}"#, message: "there is no policy version 2013-10-17",
      at: #""2013-10-17""#),
    Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ForAnyValue:StringEqual":{"a:b":"c"}}}]}"#,
      message: "there is no condition operator ForAnyValue:StringEqual;", at: #"{"a:b""#),
    Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceIpAddress":"c"}}}]}"#,
      message: "there is no condition key aws:SourceIpAddress: no request has it", at: #""aws:SourceIpAddress""#),
    Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag":"c"}}}]}"#,
      message: "there is no condition key aws:PrincipalTag: no request has it", at: #""aws:PrincipalTag""#),
    Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::b/$${aws:usernam}"]}]}"#,
      message:
        "there is no condition key aws:usernam: no request has it, and a text with the variable matches nothing",
      at: #""arn:aws:s3:::b/$${aws:usernam}""#),
    Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"s3:prefix":"$${aws:PrincipleTag/team, 'x'}"}}}]}"#,
      message: "there is no condition key aws:PrincipleTag/team: no request has it, and its default stands for it",
      at: #""$${aws:PrincipleTag"#),
    Mistake(
      policy: #"{"Version":"2012-10-17","Statement":[{"Effect":"allow","Action":"s3:*","Resource":"*"}]}"#,
      message: #""Effect" is "allow", neither Allow nor Deny"#, at: #""allow""#),
    Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","NotAction":["x"],"Resource":"*"}]}"#,
      message: #"a statement has both "Action" and "NotAction""#, at: #"["x"]"#),
    Mistake(
      policy: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}"#,
      message: #"a statement without "Action""#, at: #"{"Effect""#),
    Mistake(
      policy: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}"#,
      message: #"a statement with neither "Resource" nor "Principal""#, at: #"{"Effect""#),
    Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":["x"]}]}"#,
      message: #""Condition" is a list, expected operators"#, at: #"["x"]"#),
  ]

  private static let good =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#

  private static func quoted(_ text: String) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed), as: UTF8.self)
      .replacingOccurrences(of: "\\/", with: "/")
  }

  /// The line that a mistake is said in, and what stands at its place; two policies beside it are read.
  private func check(_ mistake: Mistake, _ file: String, _ text: String, isQuoted: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write(file, text)
    let run = try NetlintProcess.run(
      ["check", file, "--format", "text", "--only", "iam-admin-access"], in: folder.path)
    let output = run.output + run.errors
    let line = try #require(
      output.split(separator: "\n").first { $0.contains(mistake.message) }, "\(mistake.message)\n\(output)")
    let place = try #require(line.split(separator: " ").last).split(separator: ":")
    #expect(place.first.map(String.init) == file)
    let number = try #require(Int(place[1]))
    let column = try #require(Int(place[2]))
    let found = text.split(separator: "\n", omittingEmptySubsequences: false)[number - 1].dropFirst(column - 1)
    let wanted = isQuoted ? mistake.at.replacingOccurrences(of: "\"", with: "\\\"") : mistake.at
    // What Terraform fills in has the place of the whole string.
    #expect(found.hasPrefix(wanted) || found.hasPrefix("\"" + wanted), "\(found.prefix(40))")
    #expect(output.contains("iam-admin-access"), "\(output)")
  }

  private static let admin = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#

  @Test(arguments: mistakes) func inTerraform(_ mistake: Mistake) throws {
    let text = """
      {"resource": {"aws_iam_role": {"r": {"name": "r", "assume_role_policy": \(try Self.quoted(Self.good))}},
      "aws_iam_role_policy": {"other": {"role": "${aws_iam_role.r.name}", "policy": \(try Self.quoted(Self.admin))},
      "p": {"role": "${aws_iam_role.r.name}", "policy":
      \(try Self.quoted(mistake.policy))}}}}
      """
    try check(mistake, "main.tf.json", text, isQuoted: true)
  }

  @Test(arguments: mistakes) func inTemplateStrings(_ mistake: Mistake) throws {
    try check(mistake, "t.json", try Self.template(try Self.quoted(mistake.policy)), isQuoted: true)
  }

  /// Of a template, which says it of all its objects, only in strings.
  @Test func repeatedKeys() throws {
    let repeated = Mistake(
      policy:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*","Effect":"Allow"}]}"#,
      message: #"the key "Effect" is repeated in the same part of a policy; the last one counts"#,
      at: #""Effect":"Allow""#)
    try inTemplateStrings(repeated)
    let folder = try TemporaryFolder()
    try folder.write(
      "main.tf.json", #"{"resource":{"aws_iam_policy":{"p":{"policy":\#(try Self.quoted(repeated.policy))}}}}"#)
    let run = try NetlintProcess.run(["check", "main.tf.json", "--format", "text"], in: folder.path)
    #expect((run.output + run.errors).contains(repeated.message), "\(run.output)")
  }

  /// White space does not count, and inline policies count together.
  @Test func oversizedPolicies() throws {
    func actions(_ count: Int) -> String { (0..<count).map { #""s3:Get\#($0 + 1_000)""# }.joined(separator: ", ") }
    func policy(_ count: Int) -> String {
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": [\#(actions(count))], "Resource": "*"}}"#
    }
    let small = policy(380)
    #expect(small.filter { !$0.isWhitespace }.count == 5_021 && small.count > 5_120)
    for (first, second, isTooLarge) in [(380, 390, false), (390, 400, true)] {
      let text = """
        {"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": \(Self.good),
        "Policies": [{"PolicyName": "a", "PolicyDocument": \(policy(first))},
        {"PolicyName": "b", "PolicyDocument": \(try Self.quoted(policy(second)))}]}}}}
        """
      let folder = try TemporaryFolder()
      try folder.write("t.json", text)
      let run = try NetlintProcess.run(
        ["check", "t.json", "--format", "text", "--only", "iam-admin-access"], in: folder.path)
      let line = (run.output + run.errors).split(separator: "\n").first { $0.contains("without white space") }
      #expect((line != nil) == isTooLarge)
      if let line {
        #expect(line.hasPrefix("warning: the inline policies of R have 10432 characters") && line.contains("t.json:3:"))
      }
    }
  }

  /// A template that is no JSON cannot be read at all.
  @Test(arguments: mistakes.dropFirst()) func inTemplates(_ mistake: Mistake) throws {
    try check(mistake, "t.json", try Self.template(mistake.policy), isQuoted: false)
  }

  private static func template(_ policy: String) throws -> String {
    """
    {"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": \(good),
    "Policies": [{"PolicyName": "other", "PolicyDocument": \(admin)}, {"PolicyName": "p", "PolicyDocument":
    \(policy)}]}}}}
    """
  }

  /// A plan holds policies as strings.
  @Test func inPlans() throws {
    let run = try NetlintProcess.run(["check", "Tests/Fixtures/terraform/policy-mistakes/plan.json"])
    let output = run.output + run.errors
    #expect(output.contains("there is no condition operator StringEqual;"), "\(output)")
    #expect(output.contains(#""effect" is no element of a statement"#), "\(output)")
    #expect(output.contains("did you mean \"Effect\"? Case counts"), "\(output)")
    #expect(output.contains("iam-admin-access"), "\(output)")
  }
}
