import TestSupport
import Testing

/// What the serverless transform gives to the role of a function, and whom it lets call an API.
@Suite struct ServerlessAccessTests {
  private static func explain(_ template: String, _ question: String) throws -> NetlintProcess {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", template)
    return try NetlintProcess.run(["explain", "t.yaml", question], in: folder.path)
  }

  @Test(arguments: [
    ("sqs:SendMessage on Letters", 0), ("sqs:ReceiveMessage on Letters", 1), ("sns:Publish on Done", 0),
    ("s3:PutObject on Failed", 0), ("s3:GetObject on Failed", 1),
  ])
  func destinationsMayBeUsed(_ access: String, _ status: Int32) throws {
    let run = try Self.explain(
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Worker:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: index.handler
            InlineCode: 'def handler(event, context): pass'
            DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Letters.Arn}
            EventInvokeConfig:
              DestinationConfig:
                OnFailure: {Type: S3Bucket, Destination: !GetAtt Failed.Arn}
                OnSuccess: {Type: SNS, Destination: !Ref Done}
        Letters: {Type: AWS::SQS::Queue}
        Failed: {Type: AWS::S3::Bucket}
        Done: {Type: AWS::SNS::Topic}
      """, "WorkerRole can \(access)")
    #expect(run.status == status, "\(run.output)\(run.errors)")
  }

  /// A function that names a role under a condition gets one of its own under the opposite one.
  ///
  /// What it may do then is what both may. One that is there only under a condition has its role whenever it is there.
  @Test(arguments: [
    ("Either can s3:GetObject on Files/*", 3), ("Either can s3:PutObject on Files/*", 1),
    ("EitherRole can s3:GetObject on Files/*", 0),
    ("Given can s3:GetObject on Files/*", 1), ("Sometimes can s3:GetObject on Files/*", 0),
  ])
  func theRoleMayBeGivenUnderACondition(_ question: String, _ status: Int32) throws {
    let run = try Self.explain(
      """
      Transform: AWS::Serverless-2016-10-31
      Parameters: {Shared: {Type: String}}
      Conditions: {IsShared: !Equals [!Ref Shared, "yes"]}
      Globals: {Function: {Runtime: python3.13, Handler: index.handler, InlineCode: x}}
      Resources:
        Files: {Type: AWS::S3::Bucket}
        Given:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
        Either:
          Type: AWS::Serverless::Function
          Properties:
            Role: !If [IsShared, !GetAtt Given.Arn, !Ref AWS::NoValue]
            Policies: [{S3ReadPolicy: {BucketName: !Ref Files}}]
        Sometimes:
          Type: AWS::Serverless::Function
          Condition: IsShared
          Properties: {Policies: [{S3ReadPolicy: {BucketName: !Ref Files}}]}
      """, question)
    #expect(run.status == status, "\(run.output)\(run.errors)")
    if status == 3 { #expect(run.output.contains("condition IsShared cannot be decided")) }
  }

  private static let apis = """
    Transform: AWS::Serverless-2016-10-31
    Parameters:
      Endpoint: {Type: String}
    Resources:
      Accounts:
        Type: AWS::Serverless::Api
        Properties:
          StageName: prod
          Auth: {ResourcePolicy: {AwsAccountWhitelist: ['111122223333']}}
      Ranges:
        Type: AWS::Serverless::Api
        Properties:
          StageName: prod
          Auth: {ResourcePolicy: {IpRangeWhitelist: [203.0.113.0/24]}}
      Blocked:
        Type: AWS::Serverless::Api
        Properties:
          StageName: prod
          Auth: {ResourcePolicy: {IpRangeBlacklist: [198.51.100.7]}}
      Private:
        Type: AWS::Serverless::Api
        Properties:
          StageName: prod
          EndpointConfiguration: {Type: PRIVATE, VPCEndpointIds: [!Ref Endpoint]}
          Auth: {ResourcePolicy: {IntrinsicVpceWhitelist: [!Ref Endpoint], SourceVpcWhitelist: [vpc-0123456789abcdef0]}}
      Custom:
        Type: AWS::Serverless::Api
        Properties:
          StageName: prod
          Auth:
            ResourcePolicy:
              CustomStatements:
                - {Effect: Allow, Principal: '*', Action: execute-api:Invoke, Resource: 'execute-api:/*'}

    """

  @Test func policiesOfAPIsAreThoseOfTheTransform() throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.apis)
    let run = try NetlintProcess.run(["check", "t.yaml", "--only", "resource-policy-public"], in: folder.path)
    #expect(run.output.contains("Custom lets anybody use the resource"), "\(run.output)")
    #expect(run.output.contains("Blocked lets anybody use the resource"))
    #expect(run.output.contains("2 findings (2 critical) in 1 file"))
    #expect(!run.output.contains("is no property"))
  }

  /// What the policies of other APIs say is about those alone.
  @Test(arguments: [("111122223333", 0), ("444455556666", 1)])
  func accountsThatAreListedMayCall(_ account: String, _ status: Int32) throws {
    let run = try Self.explain(Self.apis, "\(account) can execute-api:Invoke on Accounts")
    #expect(run.status == status, "\(run.output)\(run.errors)")
  }

  /// Whether an endpoint that a condition takes away is let in is not known.
  @Test func whatMayNotBeListedIsNotCertain() throws {
    let run = try Self.explain(
      """
      Transform: AWS::Serverless-2016-10-31
      Parameters: {Wanted: {Type: String}}
      Conditions: {IsWanted: !Equals [!Ref Wanted, 'yes']}
      Resources:
        Api:
          Type: AWS::Serverless::Api
          Properties:
            StageName: prod
            Auth:
              ResourcePolicy:
                IntrinsicVpceBlacklist: [!If [IsWanted, vpce-0123456789abcdef0, !Ref 'AWS::NoValue'], vpce-1]
      """, "anybody can execute-api:Invoke on Api")
    #expect(run.output.contains("condition IsWanted"), "\(run.output)\(run.errors)")
  }

  /// In the policy of an API a resource may be written without the API.
  @Test(arguments: [("prod/GET/pets", 0), ("prod/POST/pets", 1)])
  func shortResourcesArePartsOfTheAPI(_ path: String, _ status: Int32) throws {
    let run = try Self.explain(
      """
      Resources:
        Pets:
          Type: AWS::ApiGateway::RestApi
          Properties:
            Name: pets
            Policy:
              Version: '2012-10-17'
              Statement:
                - Effect: Allow
                  Principal: {AWS: '111122223333'}
                  Action: execute-api:Invoke
                  Resource: execute-api:/prod/GET/*
      """, "111122223333 can execute-api:Invoke on Pets/\(path)")
    #expect(run.status == status, "\(run.output)\(run.errors)")
  }
}
