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

  @Test func namesOfWhatIsMadeAreTaken() throws {
    let template = try TemplateUnderTest(
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}
        FRole: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
        G: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Role: !GetAtt GRole.Arn}}
        GRole: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
        GUrl: {Type: AWS::S3::Bucket}
      """)
    #expect(template.mistakes == ["FRole has the name of a resource that is made of F"])
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

  /// What an event cannot do without is looked for under names that are nearly the same.
  @Test(arguments: [
    ("{Type: Api, Properties: {Path: /a, Metod: get}}", "Metod"), ("{Type: SQS, Properties: {Quee: arn}}", "Quee"),
  ])
  func propertiesOfEventsMayBeMisspelt(_ event: String, _ name: String) throws {
    let template = try Self.template("{Events: {E: \(event)}}")
    #expect(template.messages.contains("\"\(name)\" is no property of this object"), "\(template.messages)")
  }

  /// An HTTP API asks a function of an authorizer as itself only where it is told that it may.
  @Test(arguments: [
    ("Api", "{FunctionArn: !GetAtt F.Arn}", true),
    ("Api", "{FunctionArn: !GetAtt F.Arn, DisableFunctionDefaultPermissions: true}", false),
    ("Api", "{UserPoolArn: !GetAtt F.Arn}", false), ("HttpApi", "{FunctionArn: !GetAtt F.Arn}", false),
    ("HttpApi", "{FunctionArn: !GetAtt F.Arn, EnableFunctionDefaultPermissions: true}", true),
  ])
  func authorizersMayBeCalled(_ kind: String, _ authorizer: String, _ isCalled: Bool) throws {
    let template = try TemplateUnderTest(
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F: {Type: AWS::Serverless::Function, Properties: {}}
        A: {Type: AWS::Serverless::\(kind), Properties: {Auth: {Authorizers: {Own: \(authorizer)}}}}
      """)
    let permission = template.infrastructure.resourcePolicies.first { $0.id.address == "AOwnAuthorizerPermission" }
    #expect((permission != nil) == isCalled)
    #expect(permission?.subject.target.id?.address ?? "F" == "F")
  }

  /// What is decided by a condition, or not known, may be there: each permission with the functions that it may be of.
  @Test(arguments: [
    ("{Authorizers: !If [C, {Own: {FunctionArn: !GetAtt F.Arn}}, !Ref AWS::NoValue]}", "AOwnAuthorizerPermission F"),
    ("!If [C, {Authorizers: {Own: {FunctionArn: !GetAtt F.Arn}}}, {}]", "AOwnAuthorizerPermission F"),
    ("{Authorizers: {Own: !If [C, {FunctionArn: !GetAtt F.Arn}, {UserPoolArn: x}]}}", "AOwnAuthorizerPermission F"),
    (
      "{Authorizers: !If [C, {Own: {FunctionArn: !GetAtt F.Arn}}, {Own: {FunctionArn: !GetAtt G.Arn}}]}",
      "AOwnAuthorizerPermission F G"
    ),
    ("{Authorizers: !Ref P}", "AAuthorizerPermission ?"), ("!Ref P", "AAuthorizerPermission ?"),
    ("{Authorizers: {Own: !Ref P}}", "AOwnAuthorizerPermission ?"),
  ])
  func authorizersMayBeUndecided(_ authorization: String, _ permission: String) throws {
    let template = try TemplateUnderTest(
      """
      Transform: AWS::Serverless-2016-10-31
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, a]}
      Resources:
        F: {Type: AWS::Serverless::Function, Properties: {}}
        G: {Type: AWS::Serverless::Function, Properties: {}}
        A: {Type: AWS::Serverless::Api, Properties: {Auth: \(authorization)}}
      """)
    let found = template.infrastructure.resourcePolicies.filter { $0.kind == .function }.map { policy in
      let isDecided = policy.declaration.existence.verdict == .yes && policy.subject.target.id != nil
      let functions =
        switch policy.subject.target {
        case .resource(let id): id.address
        case .oneOf(let ids, _): ids.map(\.address).joined(separator: " ")
        case .external, .unknown: "?"
        }
      return (text: "\(policy.id.address) \(functions)", isDecided: isDecided)
    }
    #expect(found.map(\.text) == [permission])
    #expect(found.allSatisfy { !$0.isDecided })
  }

  /// Who calls a function or starts a state machine does so by leave of it, or as a role that is made for the event.
  @Test func eventsHaveRolesAndPermissions() throws {
    let template = try TemplateUnderTest(
      """
      Transform: AWS::Serverless-2016-10-31
      Parameters: {Queued: {Type: String}}
      Resources:
        Topic: {Type: AWS::SNS::Topic}
        F:
          Type: AWS::Serverless::Function
          Properties:
            Events:
              Often: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 hour)}}
              Own: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 hour), RoleArn: arn:aws:iam::1:role/x}}
              Queued: {Type: SNS, Properties: {Topic: !Ref Topic, SqsSubscription: true}}
              Named: {Type: SNS, Properties: {Topic: !Ref Topic, SqsSubscription: {QueueArn: x, QueueUrl: y}}}
              Direct: {Type: SNS, Properties: {Topic: !Ref Topic, SqsSubscription: false}}
              Perhaps: {Type: SNS, Properties: {Topic: !Ref Topic, SqsSubscription: !Ref Queued}}
        M:
          Type: AWS::Serverless::StateMachine
          Properties:
            Events:
              Often: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 hour)}}
              Call: {Type: Api, Properties: {Path: /m, Method: post}}
              Rule: {Type: EventBridgeRule, Properties: {Pattern: {source: [aws.ec2]}}}
      """)
    let roles = template.infrastructure.identities.map { role in
      let service = role.trust?.statements.elements.first?.principals?.principals.elements.first?.identifier
      let may = role.inlinePolicies.elements.flatMap(\.document.statements.elements).map { statement in
        let patterns = [statement.actions, statement.resources].map { $0?.patterns.elements.map(\.shown) ?? [] }
        return " may \(patterns[0].joined()) on \(patterns[1].joined())"
      }
      return "\(role.id.address) of \(service?.shown ?? "")\(may.joined())"
    }
    #expect(
      roles == [
        "FRole of lambda.amazonaws.com",
        "FOftenRole of scheduler.amazonaws.com may lambda:InvokeFunction on ${F.Arn}",
        "MRole of states.amazonaws.com",
        "MOftenRole of scheduler.amazonaws.com may states:StartExecution on ${M.Ref}",
        "MCallRole of apigateway.amazonaws.com may states:StartExecution on ${M.Ref}",
        "MRuleRole of events.amazonaws.com may states:StartExecution on ${M.Ref}",
      ])
    let permissions = template.infrastructure.resourcePolicies.map {
      $0.declaration.existence.verdict == .yes ? $0.id.address : "perhaps \($0.id.address)"
    }
    #expect(permissions == ["FDirectPermission", "perhaps FPerhapsPermission"])
    let reader = Reference.external("arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole")
    let own = try Self.role(of: template).managedPolicies
    #expect(own.elements.filter { $0.target == reader }.count == 2)
    #expect(own.rest.map(\.subject) == ["parameter Queued"])
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
