import Foundation
import TestSupport
import Testing

/// `netlint diff` as people and code scanning see it: the whole output, and the exit code.
@Suite struct DiffTests {
  private static let secure = "samples/web-app-secure"
  private static let insecure = "samples/web-app-insecure"
  private static let change = "Tests/Fixtures/terraform/apply-opens/plan.json"

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    var status: Int32 = 0
    var testDescription: String { name }
  }

  private static let cases = [
    Case(name: "plans", arguments: ["\(secure)/plan.json", "\(insecure)/plan.json"]),
    Case(name: "templates", arguments: ["\(insecure)/template.yaml", "\(secure)/template.yaml"]),
    Case(name: "one-plan", arguments: [change, "--fail-on", "opened"], status: 1),
    Case(name: "one-plan-json", arguments: [change, "--format", "json"]),
    Case(name: "one-plan-sarif", arguments: [change, "--format", "sarif"]),
    Case(name: "mixed", arguments: ["\(secure)/plan.json", "\(secure)/template.yaml"]),
    Case(
      name: "undecided",
      arguments: [
        "Tests/Fixtures/terraform/empty/plan.json", "Tests/Fixtures/terraform/outside-the-input/plan.json",
        "--fail-on", "opened",
      ]),
  ]

  /// The state that a plan was made from has the addresses of before: what is moved is no change.
  @Test func whatAPlanMovesIsTheSame() throws {
    let plan = try Repository.text(Self.change)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(plan.utf8)) as? [String: Any])
    let prior = try #require((object["prior_state"] as? [String: Any])?["values"])
    let state = try JSONSerialization.data(withJSONObject: ["format_version": "1.0", "values": prior])
    let folder = try TemporaryFolder()
    try folder.write("plan.json", plan)
    // The plan says "previous_address": "aws_instance.application".
    try folder.write(
      "state.json",
      String(decoding: state, as: UTF8.self).replacing("\"aws_instance.app\"", with: "\"aws_instance.application\""))
    let alone = try NetlintProcess.run(["diff", "plan.json"], in: folder.path)
    let both = try NetlintProcess.run(["diff", "state.json", "plan.json"], in: folder.path)
    #expect(both.output.contains("aws_instance.application"))
    let words = both.output.replacing("aws_instance.application", with: "aws_instance.app")
    #expect(words.split(whereSeparator: \.isWhitespace) == alone.output.split(whereSeparator: \.isWhitespace))
  }

  @Test(arguments: cases)
  func output(_ example: Case) throws {
    let process = try NetlintProcess.run(["diff"] + example.arguments)
    #expect(process.status == example.status)
    #expect(process.errors == "")
    let difference = Snapshot.difference(process.output, "diff/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// What is the same is no change, also where it is undecided.
  @Test(arguments: [
    ["\(insecure)/plan.json", "\(insecure)/plan.json"], ["\(insecure)/template.yaml", "\(insecure)/template.yaml"],
    ["Tests/Fixtures/terraform/no-op/plan.json"], [secure, secure],
    ["Tests/Fixtures/terraform/outside-the-input/plan.json", "Tests/Fixtures/terraform/outside-the-input/plan.json"],
    ["Tests/Fixtures/terraform/service-module-style", "Tests/Fixtures/terraform/service-module-style/plan.json"],
    ["Tests/Fixtures/cloudformation/policies.yaml", "Tests/Fixtures/cloudformation/policies.yaml"],
  ])
  func nothing(_ inputs: [String]) throws {
    let process = try NetlintProcess.run(["diff"] + inputs + ["--fail-on", "changed", "--undecided", "fail"])
    #expect(process.output == "nothing was opened or closed\n")
    #expect(process.status == 0)
  }

  private static let stages = """
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      Prod: !Equals [!Ref Stage, prod]
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Igw: {Type: AWS::EC2::InternetGateway}
      Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw}}
      Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: true}}
      Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Default:
        Condition: Prod
        Type: AWS::EC2::Route
        Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw}
      Routed: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: one
          VpcId: !Ref Vpc
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: SOURCE}
      Host:
        Type: AWS::EC2::Instance
        Properties: {ImageId: ami-12345678, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}
      Other:
        Type: AWS::EC2::Instance
        Properties: {ImageId: ami-12345678, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}

    """

  private func status(from old: String, to new: String, _ arguments: [String]) throws -> (Int32, String) {
    let folder = try TemporaryFolder()
    for (name, source) in [("old", old), ("new", new)] {
      try folder.write("\(name).yaml", Self.stages.replacingOccurrences(of: "SOURCE", with: source))
    }
    let process = try NetlintProcess.run(["diff", "old.yaml", "new.yaml"] + arguments, in: folder.path)
    return (process.status, process.output)
  }

  /// What one condition decides at several steps, or one way or the other, is no change where it comes to the same.
  @Test func oneConditionAtSeveralSteps() throws {
    // Without a route in dev the world is let in nowhere; who is in the network is let in either way.
    let settled = try status(
      from: "10.0.0.0/8", to: "!If [Prod, 10.0.0.0/8, 0.0.0.0/0]", ["--fail-on", "changed", "--undecided", "fail"])
    #expect(settled == (0, "nothing was opened or closed\n"))
  }

  private static let grants = """
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      Prod: !Equals [!Ref Stage, prod]
    Resources:
      Role:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: 2012-10-17
            Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: ec2.amazonaws.com}}]
          Policies:
            - PolicyName: data
              PolicyDocument: {Version: 2012-10-17, Statement: STATEMENTS}

    """

  /// Grants are compared under each condition, which is decided alike on both sides.
  @Test(arguments: [
    // Denied in the only case in which it is allowed: nothing is opened, and in dev something is closed.
    (
      "[{Effect: Allow, Action: 's3:GetObject', Resource: '*'}]",
      """
      [{Effect: Allow, Action: !If [Prod, 's3:GetObject', 's3:PutObject'], Resource: '*'},
        !If [Prod, !Ref AWS::NoValue, {Effect: Deny, Action: 's3:PutObject', Resource: '*'}]]
      """, nil, "1 grant closed (1 undecided)"
    ),
    // As much before as after, under the opposite condition.
    (
      "[{Effect: Allow, Action: !If [Prod, 's3:GetObject', 's3:PutObject'], Resource: '*'}]",
      "[{Effect: Allow, Action: !If [Prod, 's3:PutObject', 's3:GetObject'], Resource: '*'}]",
      "1 grant opened (1 undecided)", "1 grant closed (1 undecided)"
    ),
    // The same in other words.
    (
      "[{Effect: Allow, Action: !If [Prod, 's3:GetObject', 's3:PutObject'], Resource: '*'}]",
      "!If [Prod, [{Effect: Allow, Action: 's3:GetObject', Resource: '*'}], [{Effect: Allow, Action: 's3:PutObject', Resource: '*'}]]",
      nil, nil
    ),
    // No action that there is ends so and begins like that; one that does is opened.
    (
      "[{Effect: Allow, Action: 'iam:Get*', Resource: '*'}, {Effect: Deny, Action: 'iam:*Boundary', Resource: '*'}]",
      "[{Effect: Allow, Action: 'iam:Get*', Resource: '*'}]", nil, nil
    ),
    (
      "[{Effect: Allow, Action: 'iam:Get*', Resource: '*'}, {Effect: Deny, Action: 'iam:*Summary', Resource: '*'}]",
      "[{Effect: Allow, Action: 'iam:Get*', Resource: '*'}]", "1 grant opened", nil
    ),
  ])
  func grantsUnderConditions(_ old: String, _ new: String, _ opened: String?, _ closed: String?) throws {
    let folder = try TemporaryFolder()
    for (name, statements) in [("old", old), ("new", new)] {
      try folder.write("\(name).yaml", Self.grants.replacingOccurrences(of: "STATEMENTS", with: statements))
    }
    let output = try NetlintProcess.run(["diff", "old.yaml", "new.yaml"], in: folder.path).output
    #expect(opened.map(output.contains) ?? !output.contains("grant opened"), "\(output)")
    #expect(closed.map(output.contains) ?? !output.contains("grant closed"), "\(output)")
  }

  /// What is allowed under more, or other, conditions is opened, with a request that says what none did before.
  @Test(
    arguments: [
      (
        "StringEquals: {aws:SourceVpce: vpce-1}", "StringEquals: {aws:SourceVpce: [vpce-1, vpce-2]}",
        "with aws:SourceVpce = vpce-2", nil
      ),
      (
        "IpAddress: {aws:SourceIp: 10.0.0.0/8}", "IpAddress: {AWS:SourceIP: 10.1.0.0/16}", nil,
        "with aws:SourceIp = 10."
      ),
      (
        "StringEquals: {aws:SourceVpce: [a, b]}, Bool: {aws:SecureTransport: true}",
        "Bool: {AWS:securetransport: 'TRUE'}, StringEquals: {aws:sourcevpce: [b, a]}", nil, nil
      ),
      (
        "NumericLessThan: {s3:signatureAge: 600}", "NumericLessThanEquals: {s3:signatureAge: 599}", nil,
        "with s3:signatureAge = 599.5"
      ),
    ] as [(String, String, String?, String?)])
  func conditionsOfGrants(_ old: String, _ new: String, _ opened: String?, _ closed: String?) throws {
    let folder = try TemporaryFolder()
    for (name, condition) in [("old", old), ("new", new)] {
      let statement = "[{Effect: Allow, Action: 's3:GetObject', Resource: '*', Condition: {\(condition)}}]"
      try folder.write("\(name).yaml", Self.grants.replacingOccurrences(of: "STATEMENTS", with: statement))
    }
    let output = try NetlintProcess.run(["diff", "old.yaml", "new.yaml"], in: folder.path).output
    #expect(output.contains("grants opened") == (opened != nil), "\(output)")
    #expect(output.contains("grants closed") == (closed != nil), "\(output)")
    for example in [opened, closed].compactMap(\.self) { #expect(output.contains(example), "\(output)") }
  }

  /// What may have been opened fails the run only where that is asked for.
  @Test func whatMayBeOpenedIsNotOpened() throws {
    for (arguments, expected) in [(["--fail-on", "opened"], 0), (["--fail-on", "opened", "--undecided", "fail"], 1)] {
      let (status, output) = try status(from: "10.0.0.0/8", to: "!If [Prod, 0.0.0.0/0, 10.0.0.0/8]", arguments)
      #expect(status == Int32(expected))
      #expect(output.contains("undecided") && !output.contains("closed\nTARGET"), "\(output)")
    }
  }

  /// Who is let in without that it is known who it is may be one who was let in before: nothing is certainly closed.
  @Test func whoIsNotKnownMayBeTheSame() throws {
    let folder = try TemporaryFolder()
    let hidden = "!Ref Source"
    let parameter = "  Source: {Type: String}\n"
    for (name, source) in [("old", "10.0.0.0/16"), ("new", hidden)] {
      let text = Self.stages.replacingOccurrences(of: "SOURCE", with: source)
      try folder.write(
        "\(name).yaml", text.replacingOccurrences(of: "Conditions:\n", with: parameter + "Conditions:\n"))
    }
    let process = try NetlintProcess.run(["diff", "old.yaml", "new.yaml", "--fail-on", "changed"], in: folder.path)
    #expect(process.status == 0, "\(process.output)")
    #expect(
      process.output.contains("flows closed") && process.output.contains("2 flows closed (2 undecided)"),
      "\(process.output)")
  }

  /// A copy in another folder is the same.
  @Test func copiesAreTheSame() throws {
    let folder = try TemporaryFolder()
    for name in ["old", "new"] {
      try folder.write("\(name)/a/plan.json", try Repository.text("\(Self.insecure)/plan.json"))
      try folder.write("\(name)/b/plan.json", try Repository.text("\(Self.secure)/plan.json"))
      try folder.write("\(name)/template.yaml", try Repository.text("\(Self.insecure)/template.yaml"))
    }
    let process = try NetlintProcess.run(["diff", "old", "new", "--fail-on", "changed"], in: folder.path)
    #expect(process.output == "nothing was opened or closed\n")
    #expect(process.status == 0)
  }

  /// Opened one way is closed the other way.
  @Test func isSymmetric() throws {
    func flows(_ old: String, _ new: String, _ part: String) throws -> [String] {
      let json = try NetlintProcess.run(["diff", old, new, "--format", "json"]).output
      let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      let changes = try #require(object[part] as? [String: Any])
      let flows = try #require(changes["flows"] as? [[String: Any]])
      return flows.map { "\(($0["target"] as? [String: Any])?["resource"] ?? "internet") \($0["traffic"] ?? "")" }
    }
    let (a, b) = ("\(Self.secure)/plan.json", "\(Self.insecure)/plan.json")
    #expect(try flows(a, b, "opened") == flows(b, a, "closed"))
    #expect(try flows(a, b, "closed") == flows(b, a, "opened"))
  }

  private static let exitCodes: [([String], Int32)] = [
    (["\(secure)/plan.json", "\(insecure)/plan.json", "--fail-on", "opened"], 1),
    (["\(insecure)/plan.json", "\(secure)/plan.json", "--fail-on", "opened"], 0),
    (["\(insecure)/plan.json", "\(secure)/plan.json", "--fail-on", "changed"], 1),
    (
      [
        "Tests/Fixtures/terraform/empty/plan.json", "Tests/Fixtures/terraform/outside-the-input/plan.json",
        "--fail-on", "opened", "--undecided", "fail",
      ], 1
    ),
    (["a", "b", "c"], 64), ([], 64), (["\(secure)/plan.json", "--fail-on", "closed"], 64),
    (["\(secure)/plan.json", "no-such-plan.json"], 2), (["\(secure)/template.yaml"], 2),
    (["Tests/Fixtures/invalid/plan-truncated.json", "\(secure)/plan.json"], 2),
  ]

  @Test(arguments: exitCodes)
  func exitCode(_ arguments: [String], _ status: Int32) throws {
    #expect(try NetlintProcess.run(["diff"] + arguments).status == status)
  }

  /// As with `check`, what may have been opened fails the run if the project says so.
  @Test(arguments: [("show", Int32(0)), ("fail", 1), ("hide", 0)])
  func undecidedOfTheProject(_ undecided: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    for name in ["empty", "outside-the-input"] {
      try folder.write("\(name).json", try Repository.text("Tests/Fixtures/terraform/\(name)/plan.json"))
    }
    try folder.write("netlint.yaml", "undecided: \(undecided)\n")
    let arguments = ["empty.json", "outside-the-input.json", "--fail-on", "opened"]
    let process = try NetlintProcess.run(["diff"] + arguments, in: folder.path)
    #expect(process.status == status)
    #expect(process.output.contains("undecided)"), "it is counted: \(process.output)")
  }

  @Test func templatesDoNotSayWhatWasBefore() throws {
    let process = try NetlintProcess.run(["diff", "\(Self.secure)/template.yaml"])
    #expect(process.errors.contains("a CloudFormation template does not say what was there before"))
    #expect(process.output == "")
  }

  /// What closes of a block is what it loses, and not the subnet that stays though an endpoint of the input is in it.
  @Test func aBlockThatShrinks() throws {
    func template(_ block: String) -> String {
      """
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Apps: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
        Others: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: g
            VpcId: !Ref Vpc
            SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: \(block)}]
        App: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, SubnetId: !Ref Apps}}
        Db: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, SubnetId: !Ref Others, SecurityGroupIds: [!Ref G]}}
      """
    }
    let folder = try TemporaryFolder()
    try folder.write("old/t.yaml", template("10.0.0.0/23"))
    try folder.write("new/t.yaml", template("10.0.0.0/24"))
    let run = try NetlintProcess.run(["diff", "old/t.yaml", "new/t.yaml"], in: folder.path)
    #expect(run.output.contains("10.0.1.0/24"), "\(run.output)")
    #expect(!run.output.contains("10.0.0.0/2"), "\(run.output)")
  }
}
