import TestSupport
import Testing

/// What connectors of serverless templates permit: the policies that the transform makes of them, and nothing else.
@Suite struct ConnectorTests {
  private static let template = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Reader:
        Type: AWS::Serverless::Function
        Connectors:
          Files:
            Properties:
              Destination: {Id: Bucket}
              Permissions: [Read]
          Tables:
            Properties:
              Destination: [{Id: Table}, {Id: Simple}]
              Permissions: [Read, Write]
        Properties: {Runtime: python3.13, Handler: index.handler, InlineCode: 'def handler(event, context): pass'}
      Plain:
        Type: AWS::Lambda::Function
        Properties:
          Role: !GetAtt PlainRole.Arn
          Runtime: python3.13
          Handler: index.handler
          Code: {ZipFile: 'def handler(event, context): pass'}
      PlainRole:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: '2012-10-17'
            Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: lambda.amazonaws.com}}]
      Steps:
        Type: AWS::Serverless::StateMachine
        Properties: {Definition: {StartAt: A, States: {A: {Type: Pass, End: true}}}}
      FromTopic:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Topic}, Destination: {Id: Queue}, Permissions: [Write]}
      ToQueue:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Plain}, Destination: {Id: Queue}, Permissions: [Write]}
      FromQueue:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Queue}, Destination: {Id: Reader}, Permissions: [Read, Write]}
      FromBucket:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Bucket}, Destination: {Id: Plain}, Permissions: [Write]}
      ToSteps:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Plain}, Destination: {Id: Steps}, Permissions: [Write]}
      ByAttributes:
        Type: AWS::Serverless::Connector
        Properties:
          Source: {Type: AWS::Lambda::Function, RoleName: !Ref PlainRole}
          Destination: {Type: AWS::DynamoDB::Table, Arn: !GetAtt Table.Arn}
          Permissions: [Read]
      Queue: {Type: AWS::SQS::Queue}
      Topic: {Type: AWS::SNS::Topic}
      Bucket: {Type: AWS::S3::Bucket}
      Simple: {Type: AWS::Serverless::SimpleTable}
      Table:
        Type: AWS::DynamoDB::Table
        Properties:
          AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
          KeySchema: [{AttributeName: id, KeyType: HASH}]
          BillingMode: PAY_PER_REQUEST

    """

  @Test(arguments: [
    ("ReaderRole can s3:GetObject on Bucket", 0), ("ReaderRole can s3:PutObject on Bucket", 1),
    ("ReaderRole can dynamodb:GetItem on Table", 0), ("ReaderRole can dynamodb:PutItem on Simple", 0),
    ("ReaderRole can sqs:ReceiveMessage on Queue", 0), ("ReaderRole can sqs:SendMessage on Queue", 1),
    ("PlainRole can sqs:SendMessage on Queue", 0), ("PlainRole can sqs:ReceiveMessage on Queue", 1),
    ("PlainRole can dynamodb:Query on Table", 0), ("PlainRole can dynamodb:PutItem on Table", 1),
    ("PlainRole can states:StartExecution on Steps", 0), ("PlainRole can states:DescribeStateMachine on Steps", 1),
    ("sns.amazonaws.com can sqs:SendMessage on Queue", 0), ("sns.amazonaws.com can sqs:ReceiveMessage on Queue", 1),
    ("s3.amazonaws.com can lambda:InvokeFunction on Plain", 0),
    ("s3.amazonaws.com can lambda:InvokeFunction on Reader", 1),
  ])
  func permitWhatTheTransformMakesOfThem(_ question: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    let run = try NetlintProcess.run(["explain", "t.yaml", question], in: folder.path)
    #expect(run.status == status, "\(question): \(run.output)\(run.errors)")
  }

  /// The transform refuses them: nothing of them is deployed.
  @Test(arguments: [
    ("Source: {Id: Topic}, Destination: {Id: Bucket}", "no connector from AWS::SNS::Topic to AWS::S3::Bucket"),
    ("Source: {Id: Topic}, Destination: {Id: Queue}", "has no permission \"Read\""),
    ("Source: {Id: Topic}, Destination: {Id: Queu}", "there is no resource \"Queu\""),
  ])
  func whatCannotBeConnectedIsAWarning(_ ends: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    let connector = """
        Wrong:
          Type: AWS::Serverless::Connector
          Properties: {\(ends), Permissions: [Read]}

      """
    try folder.write("t.yaml", Self.template + connector)
    let run = try NetlintProcess.run(["check", "t.yaml", "--only", "iam-admin-access"], in: folder.path)
    #expect(run.output.contains(message), "\(run.output)")
    #expect(!run.output.contains("is not modelled"))
  }
}
