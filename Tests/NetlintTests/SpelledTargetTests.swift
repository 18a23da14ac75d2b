import TestSupport
import Testing

/// ARNs that a question spells, or a policy, and which may be those of resources of a template.
@Suite struct SpelledTargetTests {
  private static let template = """
    Parameters:
      Name: {Type: String}
    Resources:
      Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: main}}
      Function: {Type: AWS::Lambda::Function, Properties: {FunctionName: f, Role: !GetAtt R.Arn, Code: {ZipFile: x}, Handler: a.b, Runtime: nodejs20.x}}
      Live: {Type: AWS::Lambda::Alias, Properties: {Name: live, FunctionName: !Ref Function, FunctionVersion: '1'}}
      Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
      MadeUp: {Type: AWS::S3::Bucket}
      Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}
      Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}]}}}
      R:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
          Policies:
            - PolicyName: p
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - {Effect: Allow, Action: 'ecs:UpdateCluster', Resource: !GetAtt Cluster.Arn}
                  - {Effect: Allow, Action: 'lambda:InvokeFunction', Resource: !Ref Live}
                  - {Effect: Allow, Action: 's3:ListBucket', Resource: [!GetAtt Data.Arn, !GetAtt MadeUp.Arn]}
                  - {Effect: Allow, Action: 's3:GetObject', Resource: !Sub '${Data.Arn}/*'}
                  - {Effect: Allow, Action: 'sqs:*', Resource: !GetAtt Jobs.Arn}
                  - {Effect: Allow, Action: 'kms:Decrypt', Resource: !GetAtt Key.Arn}
      D:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
          Policies:
            - PolicyName: p
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - {Effect: Allow, Action: '*', Resource: '*'}
                  - {Effect: Deny, Action: '*', Resource: [!GetAtt Cluster.Arn, !GetAtt Data.Arn]}
      L:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
          Policies:
            - PolicyName: p
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - {Effect: Allow, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::company'}
                  - {Effect: Allow, Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'}

    """

  @Test(
    arguments: [
      ("R can ecs:UpdateCluster on arn:aws:ecs:eu-west-1:123456789012:cluster/main", 3),
      ("R can ecs:UpdateCluster on arn:aws:ecs:eu-west-1:123456789012:cluster/other", 1),
      ("R can lambda:InvokeFunction on arn:aws:lambda:eu-west-1:123456789012:function:f:live", 3),
      ("R can lambda:InvokeFunction on arn:aws:lambda:eu-west-1:123456789012:function:f", 1),
      ("R can s3:ListBucket on arn:aws:s3:::company", 3),
      ("R can s3:GetObject on arn:aws:s3:::company/a", 3),
      ("R can sqs:SendMessage on arn:aws:sqs:eu-west-1:123456789012:jobs", 3),
      ("R can kms:Decrypt on arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab", 3),
      ("D can ecs:UpdateCluster on arn:aws:ecs:eu-west-1:123456789012:cluster/main", 3),
      ("D can ecs:UpdateCluster on arn:aws:ecs:eu-west-1:123456789012:cluster/other", 0),
      ("D can ecs:UpdateCluster on Cluster", 1),
      ("D can s3:ListBucket on arn:aws:s3:::company", 3),
      ("L can s3:ListBucket on Data", 3),
      ("L can s3:ListBucket on MadeUp", 1),
      ("L can kms:Decrypt on Key", 3),
      ("R can ecs:UpdateCluster on Cluster", 0),
      ("R can s3:ListBucket on arn:aws:ecs:eu-west-1:123456789012:cluster/main", 1),
    ] as [(String, Int32)])
  func whatMayBeTheSame(_ question: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    let run = try NetlintProcess.run(["explain", "t.yaml", question], in: folder.path)
    #expect(run.status == status, "\(run.output)\(run.errors)")
  }

  /// Where the account and the region are given, ARNs of its resources have them.
  @Test(
    arguments: [
      ("T can dynamodb:Query on arn:aws:dynamodb:eu-west-1:123456789012:table/t", 0),
      ("T can dynamodb:Query on arn:aws:dynamodb:eu-west-2:123456789012:table/t", 1),
      ("T can dynamodb:Query on arn:aws:dynamodb:eu-west-1:999999999999:table/t", 1),
      ("T can dynamodb:Scan on Table", 0), ("T can dynamodb:PutItem on Table", 1),
    ] as [(String, Int32)])
  func inAGivenRegion(_ question: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      """
      Resources:
        Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: t, AttributeDefinitions: [], KeySchema: []}}
        T:
          Type: AWS::IAM::User
          Properties:
            Policies:
              - PolicyName: p
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                    - {Effect: Allow, Action: 'dynamodb:Query', Resource: !GetAtt Table.Arn}
                    - {Effect: Allow, Action: 'dynamodb:Scan', Resource: !Sub 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/t'}
                    - {Effect: Allow, Action: 'dynamodb:PutItem', Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/t'}
      """)
    let given = ["--parameter", "AWS::AccountId=123456789012", "--parameter", "AWS::Region=eu-west-1"]
    let run = try NetlintProcess.run(["explain", "t.yaml", question] + given, in: folder.path)
    #expect(run.status == status, "\(run.output)\(run.errors)")
  }

  @Test func theReasonIsGiven() throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    let arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/main"
    let run = try NetlintProcess.run(["explain", "t.yaml", "R can ecs:UpdateCluster on \(arn)"], in: folder.path)
    #expect(run.output.contains("whether \(arn) is Cluster is known only after deployment"), "\(run.output)")
  }

  /// A configuration of Terraform has no `AWS::AccountId`.
  @Test func whereAPlanIsAppliedIsInItsWords() throws {
    let question = "aws_iam_role.r can sqs:SendMessage on arn:aws:sqs:eu-west-1:123456789012:jobs"
    let run = try NetlintProcess.run(["explain", "Tests/Fixtures/terraform/spelled-arns/plan.json", question])
    #expect(run.output.contains("the account depends on whose credentials apply it"), "\(run.output)")
    #expect(run.output.contains("the region depends on the provider that applies it"))
    #expect(!run.output.contains("AWS::"))
  }
}
