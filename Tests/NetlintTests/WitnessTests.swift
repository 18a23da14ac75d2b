import TestSupport
import Testing

/// A change that allows more is shown by one request, which the new side allows and the old one does not.
@Suite struct WitnessTests {
  private static func template(_ statements: String) -> String {
    """
    Resources:
      App:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}
          Policies:
            - PolicyName: a
              PolicyDocument: {Version: "2012-10-17", Statement: [\(statements)]}
    """
  }

  @Test(arguments: [
    (
      #"{Effect: Allow, Action: "s3:Get*", Resource: "arn:aws:s3:::data/app/*"}"#,
      #"{Effect: Allow, Action: "s3:Get*", Resource: "arn:aws:s3:::data/*"}"#
    ),
    (
      #"{Effect: Allow, NotAction: "iam:*", Resource: "*"}"#, #"{Effect: Allow, Action: "*", Resource: "*"}"#
    ),
    (
      #"{Effect: Allow, Action: "sqs:*", Resource: "*"}, {Effect: Deny, Action: "sqs:Delete*", Resource: "*"}"#,
      #"{Effect: Allow, Action: "sqs:*", Resource: "*"}"#
    ),
    (
      #"{Effect: Allow, Action: "s3:*", NotResource: "arn:aws:s3:::secret/*"}"#,
      #"{Effect: Allow, Action: "s3:*", Resource: "*"}"#
    ),
    (
      #"{Effect: Allow, Action: "s3:ListBucket", Resource: "arn:aws:s3:::data"}"#,
      #"{Effect: Allow, Action: ["s3:ListBucket", "s3:ListAllMyBuckets"], Resource: "*"}"#
    ),
  ])
  func isAllowedByTheNewSideAlone(old: String, new: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("old.yaml", Self.template(old))
    try folder.write("new.yaml", Self.template(new))
    let run = try NetlintProcess.run(["diff", "old.yaml", "new.yaml"], in: folder.path)
    let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("for example ") }, "\(run.output)")
    let question = String(line.dropFirst("for example ".count))
    let before = try NetlintProcess.run(["explain", "old.yaml", question], in: folder.path)
    let after = try NetlintProcess.run(["explain", "new.yaml", question], in: folder.path)
    #expect(before.status == 1, "\(question)\n\(before.output)")
    #expect(after.status == 0, "\(question)\n\(after.output)")
  }
}
