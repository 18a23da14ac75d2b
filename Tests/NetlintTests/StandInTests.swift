import TestSupport
import Testing

/// Resources whose references are those of others: attachments of secrets, aliases and versions of functions.
@Suite struct StandInTests {
  private static let template = """
    Resources:
      Caller:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: '2012-10-17'
            Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ec2.amazonaws.com}}]
          Policies:
            - PolicyName: calls
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - {Effect: Allow, Action: 'lambda:InvokeFunction', Resource: !Ref Live}
                  - {Effect: Allow, Action: 'secretsmanager:GetSecretValue', Resource: !Ref Attachment}
      Worker:
        Type: AWS::Lambda::Function
        Properties:
          Code: {ZipFile: 'def handler(event, context): pass'}
          Handler: index.handler
          Role: arn:aws:iam::111122223333:role/worker
          Runtime: python3.13
      One: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Worker}}
      Live:
        Type: AWS::Lambda::Alias
        Properties: {FunctionName: !Ref Worker, FunctionVersion: !GetAtt One.Version, Name: live}
      Called:
        Type: AWS::Lambda::Permission
        Properties: {Action: 'lambda:InvokeFunction', FunctionName: !Ref Live, Principal: events.amazonaws.com}
      Secret: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {}}}
      Attachment:
        Type: AWS::SecretsManager::SecretTargetAttachment
        Properties: {SecretId: !Ref Secret, TargetId: orders, TargetType: AWS::RDS::DBInstance}
    """

  @Test(arguments: [
    ("Caller can secretsmanager:GetSecretValue on Secret", 0),
    ("Caller can secretsmanager:PutSecretValue on Secret", 1),
    // By the alias alone: a request that names the function without it is none of the policy's.
    ("Caller can lambda:InvokeFunction on Worker", 1), ("Caller can lambda:InvokeFunction on Worker:live", 0),
    ("Caller can lambda:DeleteFunction on Worker", 1),
    ("events.amazonaws.com can lambda:InvokeFunction on Worker", 1),
    ("events.amazonaws.com can lambda:InvokeFunction on Worker:live", 0),
  ])
  func areTakenForTheOthers(_ question: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    let run = try NetlintProcess.run(["explain", "t.yaml", question], in: folder.path)
    #expect(run.status == status, "\(question): \(run.output)\(run.errors)")
  }

  /// A macro puts the text there that the function is about.
  @Test func aMacroMayMakeTheTextOfASubstitution() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      """
      Resources:
        Worker:
          Type: AWS::AutoScaling::LaunchConfiguration
          Properties:
            ImageId: ami-0123456789abcdef0
            InstanceType: t3.micro
            UserData: {'Fn::Base64': {'Fn::Sub': {'Fn::Transform': {Name: Script}}}}
      """)
    let run = try NetlintProcess.run(["check", "t.yaml"], in: folder.path)
    #expect(!run.output.contains("warning:"), "\(run.output)")
  }
}
