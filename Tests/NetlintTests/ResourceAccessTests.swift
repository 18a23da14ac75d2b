import TestSupport
import Testing

/// What resources let do by what is not a policy of theirs, or by one of an unusual form; answers worked out by hand.
@Suite struct ResourceAccessTests {
  private static let allowed: Int32 = 0
  private static let denied: Int32 = 1
  private static let undecided: Int32 = 3

  private static let roles = """
      R:
        Type: AWS::IAM::Role
        Properties:
          RoleName: reader
          AssumeRolePolicyDocument:
            Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}
          Policies:
            - PolicyName: p
              PolicyDocument:
                Version: "2012-10-17"
                Statement: {Effect: Allow, Action: ["dynamodb:*", "kinesis:*", "kms:*", "s3:*"], Resource: "*"}
      N:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}

    """

  private func check(_ resources: String, _ query: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", "Resources:\n" + Self.roles + resources)
    let run = try NetlintProcess.run(["explain", "t.yaml", query], in: folder.path)
    #expect(run.status == status, "\(query): \(run.output)\(run.errors)")
  }

  /// A copy of a key has a policy of its own, as every key has, which has to let in whoever uses it.
  @Test(arguments: [
    ("R can kms:Decrypt on K", denied), ("N can kms:Decrypt on K", allowed),
    ("anybody can lambda:GetLayerVersion on Open", allowed), ("anybody can lambda:GetLayerVersion on Closed", denied),
    ("anybody can lambda:DeleteLayerVersion on Open", denied),
    ("111122223333 can ecr-public:PutImage on I", denied), ("N can ecr-public:PutImage on I", allowed),
    ("R can ecr-public:PutImage on I", denied),
  ])
  func policiesOfKeyCopiesLayersAndPublicImages(query: String, status: Int32) throws {
    try check(
      """
        K:
          Type: AWS::KMS::ReplicaKey
          Properties:
            PrimaryKeyArn: arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab
            KeyPolicy:
              Statement: {Effect: Allow, Principal: {AWS: !GetAtt N.Arn}, Action: "kms:*", Resource: "*"}
        Open: {Type: AWS::Lambda::LayerVersion, Properties: {Content: {S3Bucket: b, S3Key: k}}}
        OpenToAll:
          Type: AWS::Lambda::LayerVersionPermission
          Properties: {LayerVersionArn: !Ref Open, Action: lambda:GetLayerVersion, Principal: "*"}
        Closed: {Type: AWS::Lambda::LayerVersion, Properties: {Content: {S3Bucket: b, S3Key: k}}}
        OpenToOrganization:
          Type: AWS::Lambda::LayerVersionPermission
          Properties:
            LayerVersionArn: !Ref Closed
            Action: lambda:GetLayerVersion
            Principal: "*"
            OrganizationId: o-a1b2c3d4e5
        I:
          Type: AWS::ECR::PublicRepository
          Properties:
            RepositoryName: images
            RepositoryPolicyText:
              Statement: {Effect: Allow, Principal: {AWS: !GetAtt N.Arn}, Action: "ecr-public:*"}
      """, query, status)
  }

  /// An access point that only a VPC reaches is not public, whatever its policy says, nor one of which Block Public Access
  /// was not switched off.
  @Test(arguments: [
    ("t.yaml", "VpcConfiguration: {VpcId: vpc-0123456789abcdef0}", false), ("t.yaml", "Name: points", false),
    ("t.yaml", "PublicAccessBlockConfiguration: {BlockPublicPolicy: false}", true),
    ("t.tf.json", #""vpc_configuration": {"vpc_id": "vpc-0123456789abcdef0"}"#, false),
    ("t.tf.json", #""name": "points""#, false),
    (
      "t.tf.json",
      #""public_access_block_configuration": {"block_public_policy": false, "restrict_public_buckets": false}"#, true
    ),
  ])
  func accessPointsOfVPCs(file: String, property: String, isPublic: Bool) throws {
    let statement = #"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}"#
    let policy = "{\"Statement\": \(statement)}"
    let text =
      file == "t.yaml"
      ? "Resources: {V: {Type: AWS::S3::AccessPoint, Properties: {Bucket: b, Policy: \(policy), \(property)}}}"
      : """
      {"resource": {"aws_s3_access_point": {"v":
        {"bucket": "b", "policy": "\(policy.replacing("\"", with: "\\\""))", \(property)}}}}
      """
    let folder = try TemporaryFolder()
    try folder.write(file, text)
    let run = try NetlintProcess.run(["check", file], in: folder.path)
    #expect(run.output.contains("resource-policy-public") == isPublic, "\(run.output)\(run.errors)")
  }

  /// What an access point allows the bucket has to allow too.
  @Test(arguments: [
    ("R can s3:GetObject on Plain/object/k", allowed), ("N can s3:GetObject on Plain/object/k", allowed),
    ("111122223333 can s3:GetObject on Plain/object/k", undecided),
    ("111122223333 can s3:PutObject on Plain/object/k", denied),
    ("R can s3:GetObject on Guarded/object/k", undecided), ("R can s3:GetObject on Elsewhere/object/k", undecided),
    ("N can s3:GetObject on Elsewhere/object/k", denied),
  ])
  func bucketsBehindAccessPoints(query: String, status: Int32) throws {
    try check(
      """
        B: {Type: AWS::S3::Bucket}
        Plain:
          Type: AWS::S3::AccessPoint
          Properties:
            Name: plain
            Bucket: !Ref B
            Policy:
              Statement:
                Effect: Allow
                Principal: {AWS: ["111122223333", !GetAtt N.Arn]}
                Action: s3:GetObject
                Resource: !Sub "arn:aws:s3:${AWS::Region}:${AWS::AccountId}:accesspoint/plain/object/*"
        D: {Type: AWS::S3::Bucket}
        DenyAll:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref D
            PolicyDocument:
              Statement: {Effect: Deny, Principal: "*", Action: "s3:*", Resource: !Sub "${D.Arn}/*"}
        Guarded: {Type: AWS::S3::AccessPoint, Properties: {Name: guarded, Bucket: !Ref D}}
        Elsewhere: {Type: AWS::S3::AccessPoint, Properties: {Name: elsewhere, Bucket: somebodys}}
      """, query, status)
  }

  @Test(arguments: [
    ("R can dynamodb:DeleteTable on X", denied), ("R can dynamodb:GetItem on X", allowed),
    ("N can dynamodb:GetItem on X", allowed), ("N can dynamodb:PutItem on X", denied),
    ("R can kinesis:PutRecord on S", denied), ("R can kinesis:GetRecords on S", allowed),
    ("R can s3:GetObject on arn:aws:s3:eu-west-1:123456789012:accesspoint/ap/object/k", undecided),
    ("R can s3:GetObject on P/object/k", denied),
  ])
  func policiesOfTables(query: String, status: Int32) throws {
    try check(
      """
        X:
          Type: AWS::DynamoDB::Table
          Properties:
            ResourcePolicy:
              PolicyDocument:
                Statement:
                  - {Effect: Deny, Principal: "*", Action: dynamodb:DeleteTable, Resource: "*"}
                  - {Effect: Allow, Principal: {AWS: !GetAtt N.Arn}, Action: dynamodb:GetItem, Resource: "*"}
        S: {Type: AWS::Kinesis::Stream}
        K:
          Type: AWS::Kinesis::ResourcePolicy
          Properties:
            ResourceArn: !GetAtt S.Arn
            ResourcePolicy:
              Statement: {Effect: Deny, Principal: "*", Action: kinesis:PutRecord, Resource: !GetAtt S.Arn}
        P:
          Type: AWS::S3::AccessPoint
          Properties:
            Bucket: data
            Name: ap
            Policy: {Statement: {Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*"}}
      """, query, status)
  }

  /// A list counts where lists are on and Block Public Access is off; what is not said depends on how old the bucket is.
  @Test(arguments: [
    ("Open", "s3:ListBucket", "", allowed), ("Open", "s3:GetObject", "/k", denied),
    ("Open", "s3:PutObject", "/k", denied), ("Written", "s3:PutObject", "/k", allowed),
    ("Owned", "s3:ListBucket", "", denied), ("Blocked", "s3:ListBucket", "", denied),
    ("Old", "s3:ListBucket", "", undecided), ("Private", "s3:ListBucket", "", denied),
  ])
  func accessControlLists(bucket: String, action: String, inner: String, status: Int32) throws {
    let off = "{BlockPublicAcls: false, IgnorePublicAcls: false}"
    let writer = "{Rules: [{ObjectOwnership: ObjectWriter}]}"
    func declared(_ name: String, _ list: String, _ properties: String) -> String {
      "  \(name): {Type: AWS::S3::Bucket, Properties: {AccessControl: \(list)\(properties)}}\n"
    }
    try check(
      declared("Open", "PublicRead", ", OwnershipControls: \(writer), PublicAccessBlockConfiguration: \(off)")
        + declared(
          "Written", "PublicReadWrite", ", OwnershipControls: \(writer), PublicAccessBlockConfiguration: \(off)")
        + declared(
          "Owned", "PublicRead",
          ", OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}, PublicAccessBlockConfiguration: \(off)"
        )
        + declared(
          "Blocked", "PublicRead",
          ", OwnershipControls: \(writer), PublicAccessBlockConfiguration: {IgnorePublicAcls: true}")
        + declared("Old", "PublicRead", "") + declared("Private", "Private", ""),
      "anybody can \(action) on \(bucket)\(inner)", status)
  }

  @Test(arguments: [
    ("anybody can elasticfilesystem:ClientMount on Open", allowed),
    ("anybody can elasticfilesystem:DeleteFileSystem on Open", denied),
    ("anybody can elasticfilesystem:ClientMount on Shut", denied),
    ("999999999999 can lambda:InvokeFunction on F", denied),
    ("999999999999 can lambda:InvokeFunction on F:live", allowed),
    ("alexa-appkit.amazon.com can lambda:InvokeFunction on F", allowed),
    ("anybody can events:PutEvents on B", denied), ("anybody can sns:Publish on T", denied),
    ("N can sns:Publish on T", undecided), ("rolesanywhere.amazonaws.com can sts:AssumeRole on Q", allowed),
  ])
  func permissions(query: String, status: Int32) throws {
    try check(
      """
        Open: {Type: AWS::EFS::FileSystem}
        Shut:
          Type: AWS::EFS::FileSystem
          Properties:
            FileSystemPolicy:
              Statement:
                {Effect: Allow, Principal: {AWS: !GetAtt N.Arn}, Action: elasticfilesystem:ClientMount, Resource: "*"}
        F:
          Type: AWS::Lambda::Function
          Properties: {Role: !GetAtt R.Arn, Runtime: python3.13, Handler: a.b, Code: {ZipFile: x}}
        Live:
          Type: AWS::Lambda::Permission
          Properties: {Action: lambda:InvokeFunction, FunctionName: !Sub "${F}:live", Principal: "999999999999"}
        Skill:
          Type: AWS::Lambda::Permission
          Properties: {Action: lambda:InvokeFunction, FunctionName: !Ref F, Principal: alexa-appkit.amazon.com}
        B: {Type: AWS::Events::EventBus, Properties: {Name: bus}}
        BP:
          Type: AWS::Events::EventBusPolicy
          Properties:
            EventBusName: !Ref B
            StatementId: s
            Action: events:PutEvents
            Principal: "*"
            Condition: {Type: StringEquals, Key: aws:PrincipalOrgID, Value: o-a}
        T: {Type: AWS::SNS::Topic}
        TP:
          Type: AWS::SNS::TopicPolicy
          Properties:
            Topics: [!Ref T]
            PolicyDocument:
              Statement:
                Effect: Allow
                Principal: {AWS: "*"}
                Action: SNS:Publish
                Resource: !Ref T
                Condition: {StringEquals: {AWS:SourceOwner: !Ref AWS::AccountId}}
        Q:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                Effect: Allow
                Principal: {Service: rolesanywhere.amazonaws.com}
                Action: sts:AssumeRole
                Condition: {StringEquals: {aws:PrincipalTag/x509Subject/CN: a}}
      """, query, status)
  }

  /// Anybody is somebody with no credentials, or of an account with an organization or without: one who may is enough.
  @Test(arguments: [
    ("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*", "s3", allowed),
    ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/*", "s3", denied),
    ("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1", "s3", allowed),
    ("StringEqualsIfExists", "aws:PrincipalAccount", "123456789012", "s3", allowed),
    ("StringEqualsIfExists", "aws:PrincipalAccount", "123456789012", "kms", denied),
    ("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1", "kms", allowed),
  ])
  func anybody(op: String, key: String, value: String, service: String, status: Int32) throws {
    let statement = """
      {Effect: Allow, Principal: "*", Action: "\(service):*", Resource: "*", Condition: {"\(op)": {"\(key)": "\(value)"}}}
      """
    try check(
      """
        B: {Type: AWS::S3::Bucket}
        P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: \(statement)}}}
        K: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: \(statement)}}}
      """, service == "kms" ? "anybody can kms:Decrypt on K" : "anybody can s3:GetObject on B/k", status)
  }

  /// The key of the input may turn out to have the identifier, unless a policy knows it already.
  @Test(arguments: [
    ("11111111-1111-1111-1111-111111111111", undecided), ("22222222-2222-2222-2222-222222222222", allowed),
  ])
  func identifiersThatAWSGives(identifier: String, status: Int32) throws {
    try check(
      """
        K:
          Type: AWS::KMS::Key
          Properties:
            KeyPolicy:
              Statement: {Effect: Allow, Principal: {AWS: "arn:aws:iam::123456789012:role/other"}, Action: "kms:*", Resource: "*"}
        M:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                Effect: Allow
                Action: kms:Encrypt
                Resource: arn:aws:kms:eu-west-1:123456789012:key/22222222-2222-2222-2222-222222222222
      """, "R can kms:Decrypt on arn:aws:kms:eu-west-1:123456789012:key/\(identifier)", status)
  }

  /// What the policies of the logs of an account say is about each of its log groups that they name.
  @Test(arguments: [
    ("route53.amazonaws.com can logs:PutLogEvents on queries", allowed),
    ("route53.amazonaws.com can logs:DeleteLogGroup on queries", denied),
    ("es.amazonaws.com can logs:PutLogEvents on queries", denied),
  ])
  func policiesOfLogs(query: String, status: Int32) throws {
    let plan = try NetlintProcess.run(["explain", "Tests/Fixtures/terraform/log-policies/plan.json", query])
    #expect(plan.status == status, "\(query): \(plan.output)\(plan.errors)")
    try check(
      """
        queries: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /aws/route53/example.com}}
        other: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /app}}
        Route53:
          Type: AWS::Logs::ResourcePolicy
          Properties:
            PolicyName: route53
            PolicyDocument: '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "route53.amazonaws.com"}, "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "arn:aws:logs:*:*:log-group:/aws/route53/*"}}'

      """, query, status)
  }

  @Test func whoCanWriteLogs() throws {
    let run = try NetlintProcess.run(
      ["explain", "Tests/Fixtures/terraform/log-policies/plan.json", "who can logs:PutLogEvents on queries"])
    #expect(run.output.contains("route53.amazonaws.com"), "\(run.output)\(run.errors)")
  }

  /// Whom a policy names that is not known may be somebody outside of the input.
  @Test func whoMayByAPolicyThatIsNotKnown() throws {
    let run = try NetlintProcess.run(
      ["explain", "Tests/Fixtures/terraform/two-regions/plan.json", "who can sqs:SendMessage on aws_sqs_queue.jobs"])
    #expect(run.output.contains("? somebody who is signed in"), "\(run.output)\(run.errors)")
  }

  /// What is not modelled may have a policy, of its own or declared beside it, which is taken to deny nothing.
  @Test(arguments: [
    ("anybody can mediastore:GetObject on C", undecided), ("R can mediastore:GetObject on C", undecided),
    ("who can mediastore:GetObject on C", allowed), ("W can mediastore:GetObject on C", allowed),
    ("R can codebuild:StartBuild on B", denied),
    ("W can autoscaling-plans:DeleteScalingPlan on P", allowed),
    ("R can autoscaling-plans:DeleteScalingPlan on P", denied),
  ])
  func policiesThatAreNotRead(query: String, status: Int32) throws {
    try check(
      """
        C: {Type: AWS::MediaStore::Container, Properties: {ContainerName: c, Policy: "{}"}}
        B: {Type: AWS::CodeBuild::Project, Properties: {}}
        P: {Type: AWS::AutoScalingPlans::ScalingPlan, Properties: {}}
        W:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}
            Policies:
              - PolicyName: p
                PolicyDocument:
                  Version: "2012-10-17"
                  Statement: {Effect: Allow, Action: ["mediastore:*", "autoscaling-plans:*"], Resource: "*"}

      """, query, status)
  }

  /// An identity of CloudFront is itself by its canonical id, and nobody else is.
  @Test func canonicalIDOfAnIdentity() throws {
    let path = "Tests/Fixtures/templates/principals-of-other-kinds/template.yaml"
    let output = try NetlintProcess.run(["explain", path, "who can s3:GetObject on B2/*"]).output
    #expect(output.contains("CloudFront Origin Access Identity ${OAI.Ref}"), "\(output)")
    #expect(!output.contains("somebody"), "\(output)")
  }
}
