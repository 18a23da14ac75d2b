import AWSModel
import Testing

@testable import Frontends

/// What the serverless transform makes: roles, URLs, and policies from templates.
@Suite struct CloudFormationServerlessTests {
  private static func template(_ properties: String, globals: String = "{}") throws -> TemplateUnderTest {
    try TemplateUnderTest(
      """
      Transform: AWS::Serverless-2016-10-31
      Globals: {Function: \(globals)}
      Resources:
        Table: {Type: AWS::DynamoDB::Table}
        Given: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
        F: {Type: AWS::Serverless::Function, Properties: \(properties)}
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "b-${FRole.Arn}"}}
      """)
  }

  private static func role(of template: TemplateUnderTest) throws -> Identity {
    try #require(template.infrastructure.identities.first { $0.id.address == "FRole" })
  }

  @Test func aFunctionWithoutARoleGetsOne() throws {
    let template = try Self.template("{VpcConfig: {SubnetIds: [a], SecurityGroupIds: [b]}, Tracing: Active}")
    let role = try Self.role(of: template)
    #expect(role.declaration.kind == .implied)
    #expect(role.trust?.statements.elements.first?.principals?.principals.elements.first?.kind == "Service")
    #expect(
      role.managedPolicies.elements.map(\.target) == [
        .external("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
        .external("arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"),
        .external("arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"),
      ])
    // What names it finds it.
    let name = try template.bucketName("Bucket")
    #expect(name.shown == "b-${FRole.Arn}")
    #expect(template.mistakes == [])
    let given = try Self.template("{Role: !GetAtt Given.Arn}")
    #expect(given.infrastructure.identities.map(\.id.address) == ["Given"])
  }

  /// A policy, the managed policies it adds, and the resources of the statement it makes.
  @Test(arguments: [
    ("AmazonS3FullAccess", ["arn:aws:iam::aws:policy/AmazonS3FullAccess"], nil),
    ("[\"arn:aws:iam::1:policy/x\"]", ["arn:aws:iam::1:policy/x"], nil),
    ("{Statement: [{Effect: Allow, Action: \"*\", Resource: \"*\"}]}", [], "* on *"),
    (
      "[{S3ReadPolicy: {BucketName: data}}]", [],
      "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:GetLifecycleConfiguration"
        + " on arn:aws:s3:::data arn:aws:s3:::data/*"
    ),
    ("[{SNSPublishMessagePolicy: {TopicName: t}}, X]", ["arn:aws:iam::aws:policy/X"], "sns:Publish on"),
    ("[{KMSDecryptPolicy: {KeyId: !Ref Table}}]", [], "key/${Table.Ref}"),
  ])
  func policies(_ policies: String, _ managed: [String], _ statement: String?) throws {
    let template = try Self.template("{Policies: \(policies)}")
    let role = try Self.role(of: template)
    #expect(role.managedPolicies.elements.dropFirst().map(\.target) == managed.map(Reference.external))
    let found = role.inlinePolicies.elements.flatMap(\.document.statements.elements).map { statement in
      func shown(_ patterns: Statement.Patterns?) -> String {
        patterns?.patterns.elements.map(\.shown).joined(separator: " ") ?? ""
      }
      return "\(shown(statement.actions)) on \(shown(statement.resources))"
    }
    #expect(found.count == (statement == nil ? 0 : 1))
    #expect(found.first?.contains(statement ?? "") ?? true, "\(found)")
    #expect(template.mistakes == [])
  }

  @Test func anUnknownPolicyTemplateIsReported() throws {
    let template = try Self.template("{Policies: [{S3ReadPolcy: {BucketName: x}}]}")
    #expect(template.mistakes == ["there is no policy template \"S3ReadPolcy\""])
    #expect(template.infrastructure.diagnostics.contains { $0.help == "did you mean S3ReadPolicy?" })
    #expect(try Self.role(of: template).inlinePolicies.elements.first?.document.statements.rest.isEmpty == false)
  }

  /// Of values that are neither objects nor lists the function's own counts; only without tracing there is no policy
  /// for it.
  @Test(arguments: [("Disabled", 2), ("PassThrough", 3)])
  func globalsAreJoined(_ tracing: String, _ policies: Int) throws {
    let template = try Self.template(
      "{VpcConfig: {SubnetIds: [own]}, Tracing: \(tracing)}",
      globals: "{VpcConfig: {SubnetIds: [shared], SecurityGroupIds: [g]}, Tracing: Active}")
    let service = try #require(template.infrastructure.outboundServices.first)
    #expect(service.subnets.elements.map(\.target) == [.external("shared"), .external("own")])
    #expect(service.groups.elements.map(\.target) == [.external("g")])
    #expect(try Self.role(of: template).managedPolicies.elements.count == policies)
  }

  @Test func aFunctionURLIsAnEntryPoint() throws {
    let template = try Self.template("{FunctionUrlConfig: {AuthType: NONE}}")
    let point = try #require(template.infrastructure.entryPoints.first { $0.kind == .functionURL })
    #expect(point.id.address == "FUrl")
    #expect(point.authorization?.known == "NONE")
  }

  /// Names that the transform makes, and names that nothing makes.
  @Test(arguments: [
    ("ServerlessRestApiProdStage", true), ("F.Version", true), ("FVersion", true), ("FAliaslive", true),
    ("FGet", true), ("FGetPermissionProd", true), ("FUrlPublicPermissions", true), ("ApiProdStage", true),
    ("ApiDeployment", true), ("Funktion", false), ("FPost", false), ("Apii", false), ("Tablee", false),
  ])
  func namesOfTheTransform(_ name: String, _ isMade: Bool) throws {
    let template = try TemplateUnderTest(
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Table: {Type: AWS::DynamoDB::Table}
        Api: {Type: AWS::Serverless::Api, Properties: {StageName: Prod}}
        F:
          Type: AWS::Serverless::Function
          Properties: {Events: {Get: {Type: Api, Properties: {Path: /, Method: get}}}}
        B: {Type: AWS::S3::Bucket, DependsOn: \(name), Properties: {BucketName: !Ref \(name)}}
      """)
    #expect(
      template.mistakes
        == (isMade
          ? []
          : [
            "there is no parameter or resource \"\(name)\"",
            "B depends on \"\(name)\", but there is no such resource",
          ]))
  }
}
