import TestSupport
import Testing

/// `netlint explain` of who may do what, as people see it: the whole output, and the exit code.
@Suite struct AccessExplainTests {
  private static let template = "Tests/Fixtures/access/template.yaml"
  private static let plan = "Tests/Fixtures/terraform/statements-by-reference/plan.json"
  private static let serverless = "Tests/Fixtures/access/serverless.yaml"
  private static let conditions = "Tests/Fixtures/access/conditions.yaml"
  private static let configuration = "Tests/Fixtures/access/main.tf.json"

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let input: String
    let query: String
    let status: Int32
    var options: [String] = []
    var testDescription: String { name }
  }

  private static let cases = [
    Case(name: "allowed", input: template, query: "App can s3:GetObject on Uploads/*", status: 0),
    // The objects are meant: nothing can be got from the bucket itself.
    Case(name: "bucket-for-its-objects", input: template, query: "App can s3:GetObject on Uploads", status: 0),
    Case(name: "explicit-deny", input: template, query: "App can s3:DeleteObject on Uploads/*", status: 1),
    Case(name: "in-part", input: template, query: "App can s3:*Object on Uploads/*", status: 0),
    Case(name: "boundary", input: template, query: "App can sqs:SendMessage on Jobs", status: 1),
    Case(name: "condition", input: template, query: "Worker can sqs:SendMessage on Jobs", status: 0),
    Case(name: "key-policy", input: template, query: "Worker can kms:Decrypt on Data", status: 1),
    Case(name: "service", input: template, query: "events.amazonaws.com can sqs:SendMessage on Jobs", status: 0),
    Case(name: "other-service", input: template, query: "s3.amazonaws.com can sqs:SendMessage on Jobs", status: 1),
    Case(name: "account", input: template, query: "222222222222 can sqs:SendMessage on Jobs", status: 0),
    Case(name: "not-in-the-input", input: template, query: "Worker can s3:GetObject on arn:aws:s3:::else/x", status: 0),
    Case(name: "trust", input: template, query: "who can sts:AssumeRole on App", status: 0),
    Case(
      name: "provider-of-an-unknown-account", input: template, query: "who can sts:AssumeRoleWithWebIdentity on Deploy",
      status: 0),
    Case(name: "who", input: template, query: "who can sqs:SendMessage on Jobs", status: 0),
    Case(name: "nobody", input: template, query: "who can s3:PutBucketPolicy on Uploads", status: 1),
    Case(
      name: "json", input: template, query: "App can s3:DeleteObject on Uploads/*", status: 1,
      options: ["--format", "json"]),
    // A plan holds which bucket a statement names, and not which of its objects.
    Case(
      name: "plan-object", input: plan, query: "aws_iam_role.fn can s3:PutObject on aws_s3_bucket.data/out/x", status: 3
    ),
    Case(
      name: "plan-other-statement", input: plan, query: "aws_iam_role.fn can s3:GetObject on aws_kms_key.data",
      status: 1
    ),
    Case(name: "plan-key", input: plan, query: "aws_iam_role.fn can kms:Decrypt on aws_kms_key.data", status: 0),
    Case(
      name: "terraform-allowed", input: configuration, query: "aws_iam_role.app can s3:GetObject on uploads/*",
      status: 0),
    Case(
      name: "terraform-deny", input: configuration,
      query: "aws_iam_role.app can s3:DeleteObject on arn:aws:s3:::acme-uploads/*", status: 1),
    Case(
      name: "terraform-who", input: configuration, query: "who can s3:GetObject on aws_s3_bucket.uploads/a", status: 0),
    Case(
      name: "terraform-function", input: configuration, query: "who can lambda:InvokeFunction on resize", status: 0),
    // Each branch of the condition allows it, and only one allows the other.
    Case(
      name: "either-branch", input: conditions, query: "Writer can s3:PutObject on arn:aws:s3:::uploads/x", status: 0),
    Case(
      name: "one-branch", input: conditions, query: "Writer can s3:DeleteObject on arn:aws:s3:::uploads/x", status: 3),
    // The name of the table is one of two: what is not known is the parameter.
    Case(name: "one-name", input: conditions, query: "Writer can dynamodb:GetItem on Orders", status: 3),
    Case(name: "either-name", input: conditions, query: "Writer can dynamodb:Query on Orders", status: 0),
    Case(
      name: "blocked-public-policy", input: "Tests/Fixtures/templates/policies-of-resources/template.yaml",
      query: "anybody can s3:PutObject on Shut/x", status: 1),
    Case(
      name: "serverless-event", input: serverless, query: "WorkerRole can sqs:ReceiveMessage on Jobs", status: 0),
    Case(
      name: "serverless-template", input: serverless, query: "WorkerRole can dynamodb:GetItem on Orders", status: 0),
    Case(
      name: "serverless-write", input: serverless, query: "WorkerRole can dynamodb:PutItem on Orders", status: 1),
    Case(
      name: "serverless-callers", input: serverless, query: "who can lambda:InvokeFunction on Worker", status: 0),
    Case(
      name: "serverless-url", input: serverless, query: "anybody can lambda:InvokeFunctionUrl on Worker", status: 0),
  ]

  @Test(arguments: cases)
  func output(_ example: Case) throws {
    let process = try NetlintProcess.run(["explain", example.input, example.query] + example.options)
    #expect(process.status == example.status)
    let difference = Snapshot.difference(process.output + process.errors, "access/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  private static let mistakes = [
    Case(name: "no-resource", input: template, query: "App can s3:GetObject", status: 64),
    Case(name: "no-service", input: template, query: "App can GetObject on Uploads", status: 64),
    Case(name: "too-many-words", input: template, query: "App can s3:GetObject s3:PutObject on Uploads", status: 64),
    Case(name: "misspelled-role", input: template, query: "Ap can s3:GetObject on Uploads", status: 2),
    Case(name: "misspelled-resource", input: template, query: "App can s3:GetObject on Upload/*", status: 2),
    Case(name: "misspelled-action", input: template, query: "App can s3:GetObjct on Uploads/*", status: 1),
  ]

  @Test(arguments: mistakes)
  func error(_ example: Case) throws {
    let process = try NetlintProcess.run(["explain", example.input, example.query])
    #expect(process.status == example.status)
    let difference = Snapshot.difference(process.errors, "access-errors/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// A resource of any type is the one that its attribute names, and a Deny on everything is one on it wherever it is.
  @Test(arguments: [
    ("R can dynamodb:GetItem on T", 0), ("R can dynamodb:PutItem on T", 1), ("R can sqs:SendMessage on Q", 0),
    ("R can sqs:DeleteQueue on Q", 1), ("R can sns:Publish on N", 0), ("R can secretsmanager:GetSecretValue on S", 0),
  ])
  func resourcesThatHaveNoPolicies(query: String, status: Int32) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      """
      Resources:
        R:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}
            Policies:
              - PolicyName: p
                PolicyDocument:
                  Statement:
                    - {Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt T.Arn}
                    - {Effect: Allow, Action: sqs:*, Resource: !GetAtt Q.Arn}
                    - {Effect: Deny, Action: sqs:DeleteQueue, Resource: "*"}
                    - {Effect: Allow, Action: [sns:Publish, secretsmanager:GetSecretValue], Resource: [!Ref N, !Ref S]}
        Q: {Type: AWS::SQS::Queue}
        T: {Type: AWS::DynamoDB::Table}
        N: {Type: AWS::SNS::Topic}
        S: {Type: AWS::SecretsManager::Secret}
      """)
    let run = try NetlintProcess.run(["explain", "t.yaml", query], in: folder.path)
    #expect(run.status == status, "\(run.output)")
  }
}
