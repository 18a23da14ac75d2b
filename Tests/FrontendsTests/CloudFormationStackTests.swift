import AWSModel
import Documents
import NetSpace
import Testing

@testable import Frontends

/// Several templates of one run: nested ones, exports and imports, and the values of parameters.
struct StacksUnderTest {
  let infrastructure: Infrastructure
  let linked: [Set<Int>]
  let parameterNames: Set<String>

  /// - Parameters:
  ///   - roots: names and texts of templates that are deployed by themselves.
  ///   - nested: those that they nest.
  init(
    _ roots: [(name: String, text: String)], nested: [(name: String, text: String)] = [],
    parameters: ParameterValues = ParameterValues(), deployments: [String: Deployment] = [:]
  ) throws {
    func template(_ one: (name: String, text: String)) throws -> CloudFormationTemplate {
      let file = SourceFile(path: one.name, bytes: Array(one.text.utf8))
      let document =
        Document.looksLikeJSON(file) ? try Document.json(file) : try #require(try Document.yaml(file).first)
      return try #require(try CloudFormationTemplate(document))
    }
    let stacks = CloudFormationStacks(
      try roots.map(template),
      nested: Dictionary(uniqueKeysWithValues: try nested.map { ($0.name, try template($0)) }),
      parameters: parameters, deployments: deployments)
    parameterNames = stacks.parameterNames
    let identifiers = roots.indices.reduce(into: [:]) { all, i in
      all.merge(stacks.identifiers(of: i)) { first, _ in first }
    }
    linked = roots.indices.map { stacks.read([$0], identifiers: identifiers).linked }
    // Those that use nothing of each other are read by themselves.
    let groups = linked.allSatisfy(\.isEmpty) ? roots.indices.map { [$0] } : [Array(roots.indices)]
    infrastructure = groups.reduce(into: Infrastructure()) { all, group in
      all.append(stacks.read(group, identifiers: identifiers).infrastructure())
    }
  }

  var messages: [String] { infrastructure.diagnostics.map(\.message) }
  var mistakes: [String] { infrastructure.diagnostics.filter { $0.kind == .unreadable }.map(\.message) }

  func group(_ address: String) throws -> SecurityGroup {
    try #require(infrastructure.securityGroups.first { $0.id.address == address })
  }

  func name(of address: String = "B") throws -> String {
    let bucket = try #require(infrastructure.buckets.first { $0.id.address == address })
    return try #require(bucket.name).shown
  }
}

@Suite struct CloudFormationStackTests {
  // MARK: Exports

  private static let network = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
    Outputs:
      Group: {Value: !GetAtt G.GroupId, Export: {Name: NAME}}
    """

  private static func app(_ name: String) -> String {
    """
    Parameters:
      Network: {Type: String, Default: net}
      Open: {Type: String}
    Resources:
      Rule:
        Type: AWS::EC2::SecurityGroupIngress
        Properties: {GroupId: {Fn::ImportValue: \(name)}, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}
    """
  }

  /// The name of the export, of the import, and whether the rule comes to the group.
  @Test(arguments: [
    ("net-group", "net-group", true), ("net-group", "{Fn::Sub: \"${Network}-group\"}", true),
    ("!Sub \"${AWS::StackName}-group\"", "{Fn::Sub: \"${Open}-group\"}", true),
    ("!Sub \"${AWS::StackName}-group\"", "net-group", true), ("net-group", "other-group", false),
    ("!Sub \"${AWS::StackName}-group\"", "net-vpc", false), ("net-group", "!Ref Open", false),
  ])
  func importsMeetExports(export: String, imported: String, meets: Bool) throws {
    let stacks = try StacksUnderTest([
      ("network.yaml", Self.network.replacing("NAME", with: export)), ("app.yaml", Self.app(imported)),
    ])
    let rules = try stacks.group("G").rules.elements.filter { $0.direction == .ingress }
    #expect(rules.map(\.declaredBy.address) == (meets ? ["Rule"] : []))
    #expect(stacks.linked == [[], meets ? [0] : []])
    #expect(stacks.mistakes.isEmpty)
    // What is not certain is said.
    let isAssumed = stacks.messages.contains { $0.contains("whose name fits") }
    #expect(isAssumed == (meets && export.contains("StackName")))
  }

  @Test func severalExportsThatFitAreAllPossible() throws {
    let export = Self.network.replacing("NAME", with: "!Sub \"${AWS::StackName}-group\"")
    let stacks = try StacksUnderTest([
      ("a.yaml", export), ("b.yaml", export.replacing("G:", with: "H:").replacing("!GetAtt G", with: "!GetAtt H")),
      ("app.yaml", Self.app("net-group")),
    ])
    for name in ["G", "H"] {
      let rules = try stacks.group(name).rules.elements.filter { $0.direction == .ingress }
      #expect(rules.map(\.existence.verdict) == [.unknown])
    }
    #expect(stacks.messages.contains { $0.contains("one of those of a.yaml, b.yaml") })
  }

  @Test func exportsThatAreMadeOfThemselvesAreReported() throws {
    func template(_ own: String, _ other: String) -> String {
      """
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: !ImportValue \(other)}}
      Outputs:
        O: {Value: !ImportValue \(other), Export: {Name: \(own)}}
      """
    }
    let stacks = try StacksUnderTest([("a.yaml", template("a", "b")), ("b.yaml", template("b", "a"))])
    #expect(stacks.mistakes.contains { $0.contains("made of itself") })
    #expect(stacks.infrastructure.buckets.count == 2)
  }

  // MARK: Nested stacks

  private static let root = """
    Parameters:
      Env: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      IsProd: !Equals [!Ref Env, prod]
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      One:
        Type: AWS::CloudFormation::Stack
        Properties:
          TemplateURL: ./parts/child.yaml
          Parameters: {Name: !Sub "x-${Env}", Vpc: !Ref Vpc, Cidrs: !Join [",", [10.1.0.0/16, 10.2.0.0/16]]}
      Two:
        Type: AWS::CloudFormation::Stack
        Condition: IsProd
        Properties: {TemplateURL: parts/child.yaml, Parameters: {Name: two, Vpc: !Ref Vpc, Cidrs: 10.3.0.0/16}}
      Uses: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${One.Outputs.Name}-copy"}}
      Rule:
        Type: AWS::EC2::SecurityGroupIngress
        Properties: {GroupId: !GetAtt One.Outputs.Group, IpProtocol: "-1", CidrIp: 0.0.0.0/0}
    """
  private static let child = """
    Parameters:
      Name: {Type: String}
      Vpc: {Type: AWS::EC2::VPC::Id}
      Cidrs: {Type: CommaDelimitedList}
      Plain: {Type: String, Default: plain}
    Resources:
      B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
      G:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: g
          VpcId: !Ref Vpc
          SecurityGroupIngress: [{IpProtocol: "-1", CidrIp: !Select [0, !Ref Cidrs]}]
    Outputs:
      Name: {Value: !Ref Name}
      Group: {Value: !Ref G}
    """

  /// Every element of a list is compared with the allowed values; a list may be one of them as it is written.
  @Test func allowedListsAreTakenAsTheyAreWritten() throws {
    func mistakes(_ value: String) throws -> [String] {
      try StacksUnderTest([
        (
          "t.yaml",
          """
          Parameters:
            Names: {Type: CommaDelimitedList, Default: "\(value)", AllowedValues: [one, two, "three,four"]}
          Resources:
            B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Select [0, !Ref Names]}}
          """
        )
      ]).mistakes
    }
    #expect(try mistakes("one, two") == [])
    #expect(try mistakes("three,four") == [])
    #expect(try mistakes("three,one").count == 1)
  }

  @Test func nestedStacksHaveTheirParametersAndOutputs() throws {
    let stacks = try StacksUnderTest([("infra/root.yaml", Self.root)], nested: [("infra/parts/child.yaml", Self.child)])
    #expect(stacks.mistakes == [])
    #expect(try stacks.name(of: "One.B") == "[x-dev | x-prod] by parameter Env")
    #expect(try stacks.name(of: "Two.B") == "two")
    #expect(try stacks.name(of: "Uses") == "[x-dev-copy | x-prod-copy] by parameter Env")
    let vpc = ResourceID(stack: "infra/root.yaml", address: "Vpc")
    for (name, block, existence) in [("One.G", "10.1.0.0/16", Verdict.yes), ("Two.G", "10.3.0.0/16", .unknown)] {
      let group = try stacks.group(name)
      #expect(group.vpc?.target == .resource(vpc))
      #expect(group.declaration.existence.verdict == existence)
      let peers = group.rules.elements.filter { $0.direction == .ingress && $0.declaredBy.address == name }
        .flatMap(\.peers.elements)
      #expect(peers.count == 1 && "\(peers[0].kind)".contains(block), "\(peers)")
    }
    // A rule of the root for a group of the nested stack.
    #expect(try stacks.group("One.G").rules.elements.contains { $0.declaredBy.address == "Rule" })
    #expect(try !stacks.group("Two.G").rules.elements.contains { $0.declaredBy.address == "Rule" })
  }

  @Test func whatIsNestedButNotReadIsSaid() throws {
    let stacks = try StacksUnderTest([
      (
        "root.yaml",
        """
        Resources:
          Far: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "https://s3.amazonaws.com/b/t.yaml"}}
          Missing: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: nowhere.yaml}}
          Bare: {Type: AWS::CloudFormation::Stack}
          Self: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: root.yaml}}
          Uses: {Type: AWS::S3::Bucket, Properties: {BucketName: !GetAtt Far.Outputs.Name}}
        """
      )
    ])
    for part in ["https://s3.amazonaws.com/b/t.yaml", "nowhere.yaml", "Bare has no TemplateURL"] {
      #expect(stacks.messages.contains { $0.contains(part) }, "\(part)")
    }
    #expect(stacks.infrastructure.unmodelled.map(\.id.address) == ["Far", "Missing", "Bare", "Self"])
    #expect(try stacks.name(of: "Uses") == "? Far.Outputs.Name")
  }

  @Test func aTemplateThatNestsItselfEnds() throws {
    let text = """
      Resources:
        Again: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: other.yaml}}
      """
    let stacks = try StacksUnderTest(
      [("root.yaml", text)],
      nested: [
        ("other.yaml", text.replacing("other.yaml", with: "third.yaml")),
        ("third.yaml", text),
      ])
    #expect(stacks.mistakes.contains { $0.contains("in itself") })
  }

  @Test func anOutputThatIsMissingIsReported() throws {
    let stacks = try StacksUnderTest(
      [("infra/root.yaml", Self.root.replacing("One.Outputs.Name", with: "One.Outputs.Nam"))],
      nested: [("infra/parts/child.yaml", Self.child)])
    #expect(stacks.mistakes == ["infra/parts/child.yaml has no output \"Nam\""])
    #expect(stacks.infrastructure.diagnostics.contains { $0.help == "did you mean Name?" })
  }

  /// Equal names in two templates are not the same thing.
  @Test func conditionsOfTwoTemplatesAreTwo() throws {
    let stacks = try StacksUnderTest(
      [
        (
          "root.yaml",
          """
          Parameters: {P: {Type: String}}
          Conditions: {C: !Equals [!Ref P, a]}
          Resources:
            N:
              Type: AWS::CloudFormation::Stack
              Properties: {TemplateURL: n.yaml, Parameters: {Name: !If [C, a, b]}}
          """
        )
      ],
      nested: [
        (
          "n.yaml",
          """
          Parameters: {Name: {Type: String}, Q: {Type: String}}
          Conditions: {C: !Equals [!Ref Q, a]}
          Resources:
            B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Join ["", [!Ref Name, !If [C, "1", "2"]]]}}
          """
        )
      ])
    #expect(try stacks.name(of: "N.B").hasPrefix("[a1 | a2 | b1 | b2]"))
  }

  // MARK: Parameters

  private static let parameters = """
    Parameters:
      Name: {Type: String, Default: d}
      Choice: {Type: String, AllowedValues: [x, y]}
      Port: {Type: Number, Default: "22"}
      Names: {Type: CommaDelimitedList, Default: "p,q"}
      Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a}
      Secret: {Type: String, NoEcho: true, Default: hunter2}
    Conditions:
      HasSecret: !Not [!Equals [!Ref Secret, ""]]
    Resources:
      B: {Type: AWS::S3::Bucket, Properties: {BucketName: VALUE}}
    """

  @Test(arguments: [
    ("!Ref Name", [:], true, "d"), ("!Ref Name", ["Name": "g"], true, "g"),
    ("!Ref Name", [:], false, "? parameter Name"),
    ("!Ref Name", ["Name": "g"], false, "g"), ("!Ref Choice", [:], true, "[x | y] by parameter Choice"),
    ("!Ref Choice", ["Choice": "y"], true, "y"), ("!Ref Choice", ["Choice": "z"], true, "? parameter Choice"),
    ("!Ref Port", ["Port": "80"], true, "80"), ("!Ref Port", ["Port": "eighty"], true, "? parameter Port"),
    ("!Join [\"-\", !Ref Names]", ["Names": "r, s"], true, "r-s"),
    ("!Join [\"-\", !Ref Names]", [:], false, "? parameter Names"),
    ("!Ref Stored", ["Stored": "/b"], true, "? parameter Stored"),
    ("!Ref Secret", [:], true, "? parameter Secret"), ("!Ref Secret", ["Secret": "s"], true, "? parameter Secret"),
    ("!If [HasSecret, yes-it-has, none]", [:], true, "yes-it-has"),
    ("!If [HasSecret, yes-it-has, none]", ["Secret": ""], true, "none"),
    ("!If [HasSecret, yes-it-has, none]", [:], false, "[yes-it-has | none] by condition HasSecret"),
  ])
  func parametersHaveTheirValues(value: String, given: [String: String], defaults: Bool, name: String) throws {
    let values = ParameterValues(given.mapValues { ParameterValues.Given($0) }, usesDefaults: defaults)
    let stacks = try StacksUnderTest([("t.yaml", Self.parameters.replacing("VALUE", with: value))], parameters: values)
    #expect(try stacks.name() == name)
    let isWrong = ["z", "eighty"].contains(given.values.first ?? "")
    #expect(stacks.mistakes.count == (isWrong ? 1 : 0))
    // A default that counts is an assumption, a given value is none; a secret is in no message.
    let isAssumed = stacks.messages.contains { $0.contains("is taken to have its default") }
    #expect(
      isAssumed
        == (defaults && given.isEmpty && !value.contains("Choice") && !value.contains("Stored")
          && value != "!Ref Secret"))
    #expect(stacks.messages.allSatisfy { !$0.contains("hunter2") })
  }

  /// What is no number bounds nothing, and none is too large to be read.
  @Test(arguments: [
    ("1024", false), ("\"1024\"", false), ("21.5", true), ("22.5", false), ("1e300", false), ("-1e300", true),
    ("nan", true), ("many", true),
  ])
  func thePortIsWithinTheBounds(least: String, mayBe22: Bool) throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {Port: {Type: Number, MinValue: \(least)}}
      Resources:
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: g
            SecurityGroupIngress: [{IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 10.0.0.0/8}]
      """)
    let rule = try #require(template.infrastructure.securityGroups.first?.rules.elements.first)
    let bounds = rule.traffic.bounds
    #expect(bounds.must.isEmpty)
    #expect(bounds.may.intersection(Traffic(.tcp, ports: PortSet(22))).isEmpty == !mayBe22)
  }

  @Test func whereItIsDeployedIsKnownOfAnAssembly() throws {
    let text = """
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${AWS::StackName}-${AWS::AccountId}-${AWS::Region}"}}
      """
    let stacks = try StacksUnderTest(
      [("t.yaml", text)],
      deployments: ["t.yaml": Deployment(stackName: "s", account: "111122223333", region: "eu-west-1")])
    #expect(try stacks.name() == "s-111122223333-eu-west-1")
  }

  @Test func whereItIsDeployedCanBeGiven() throws {
    let text = """
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${AWS::StackName}-${AWS::Partition}-${AWS::Region}"}}
      """
    let given = [
      "AWS::StackName": "shop", "AWS::Region": "cn-north-1", "AWS::Partition": "aws-cn", "AWS::NoValue": "x",
    ]
    let parameters = ParameterValues(given.mapValues { ParameterValues.Given($0) })
    let stacks = try StacksUnderTest(
      [("t.yaml", text)], parameters: parameters,
      deployments: ["t.yaml": Deployment(stackName: "s", region: "eu-west-1")])
    #expect(try stacks.name() == "shop-aws-cn-cn-north-1")
    #expect(
      stacks.parameterNames == ["AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::StackName", "AWS::URLSuffix"])
  }

  // MARK: Places

  /// A value stands where it is used; where it was written is said with it.
  @Test(arguments: [
    ("!Ref Name", "Default: d", "d"), ("!Sub \"x-${Name}\"", "Default: d", "d"),
    ("!Join [\"\", [x, !Ref Name]]", "Default: d", "d"), ("!FindInMap [M, a, b]", "Default: d", "mapped"),
    ("!GetAtt Other.BucketName", "Default: d", "other"), ("!Select [0, !Split [\",\", !Ref Name]]", "Default: d", "d"),
    ("!Select [0, [plain]]", "Default: d", nil), ("plain", "Default: d", nil),
    ("!Ref Name", "NoEcho: true, Default: d", nil),
  ])
  func whereAValueWasWritten(value: String, name: String, definition: String?) throws {
    let stacks = try StacksUnderTest([
      (
        "t.yaml",
        """
        Parameters: {Name: {Type: String, \(name)}}
        Mappings: {M: {a: {b: mapped}}}
        Resources:
          Other: {Type: AWS::S3::Bucket, Properties: {BucketName: other}}
          B:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: \(value)
        """
      )
    ])
    let bucket = try #require(stacks.infrastructure.buckets.first { $0.id.address == "B" })
    let place = try #require(bucket.name?.place)
    #expect(place.range.text == value)
    #expect(place.definition?.text == definition)
  }

  // MARK: What templates are called

  /// A template is named as it is written, unless that is a function.
  @Test func whatIsNestedFromElsewhereIsSaid() throws {
    let stacks = try StacksUnderTest([
      (
        "t.yaml",
        """
        Parameters: {Bucket: {Type: String}}
        Resources:
          Written: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "https://example.com/t.yaml"}}
          Joined:
            Type: AWS::CloudFormation::Stack
            Properties:
              TemplateURL:
                Fn::Join: [/, ["https://example.com", !Ref Bucket, t.yaml]]
          Stored: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "{{resolve:ssm:/template:1}}"}}
          Application:
            Type: AWS::Serverless::Application
            Properties: {Location: {ApplicationId: "arn:aws:serverlessrepo:a", SemanticVersion: 1.0.0}}
        """
      )
    ])
    let rest = "nests is not local: its resources are not analysed"
    #expect(
      stacks.messages == [
        "the template https://example.com/t.yaml that Written \(rest)", "the template that Joined \(rest)",
        "the template {{resolve:ssm:/template:1}} that Stored \(rest)",
        "the template arn:aws:serverlessrepo:a that Application \(rest)",
      ])
  }

  // MARK: Rules

  @Test func functionsOfRulesHaveAShortForm() throws {
    func messages(_ assertion: String) throws -> [String] {
      try StacksUnderTest([
        (
          "t.yaml",
          """
          Parameters:
            Names: {Type: CommaDelimitedList, Default: "a,b"}
            Nets: {Type: "List<AWS::EC2::Subnet::Id>"}
          Rules: {R: {Assertions: [{Assert: \(assertion)}]}}
          Resources: {V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}}
          """
        )
      ]).messages.filter { !$0.contains("default") }
    }
    #expect(try messages("!Contains [!Ref Names, a]") == [])
    #expect(try messages("!Contains [!Ref Names, c]") == ["the values of the parameters break the rule R"])
    #expect(try messages("!Not [!Contains [!Ref Names, a]]") == ["the values of the parameters break the rule R"])
    #expect(
      try messages("!EachMemberIn [!ValueOfAll [\"AWS::EC2::Subnet::Id\", VpcId], !RefAll \"AWS::EC2::VPC::Id\"]") == []
    )
    #expect(try messages("!Nonsense [a, b]").count == 1)
  }

  // MARK: Loops

  @Test func loopsMakeResources() throws {
    let stacks = try StacksUnderTest([
      (
        "t.yaml",
        """
        Transform: AWS::LanguageExtensions
        Parameters: {Names: {Type: CommaDelimitedList, Default: "a,b-c"}, Open: {Type: CommaDelimitedList}}
        Resources:
          Fn::ForEach::Buckets:
            - Name
            - !Ref Names
            - "Bucket&{Name}":
                Type: AWS::S3::Bucket
                Properties: {BucketName: !Sub "x-${Name}", Tags: [{Key: k, Value: "${Name}"}]}
          Fn::ForEach::Outer:
            - X
            - ["1", "2"]
            - Fn::ForEach::Inner:
                - Y
                - [u, v]
                - "B${X}${Y}": {Type: AWS::S3::Bucket, Properties: {BucketName: !Join ["-", [!Ref X, !Ref Y]]}}
          Fn::ForEach::Unknown: [Z, !Ref Open, {"C${Z}": {Type: AWS::S3::Bucket}}]
          Copy: {Type: AWS::S3::Bucket, Properties: {BucketName: !GetAtt Buckety.BucketName}}
          Fn::ForEach::Late: [W, [y], {"Bucket${W}": {Type: AWS::S3::Bucket, Properties: {BucketName: "n-${W}"}}}]
        """
      )
    ])
    let names = stacks.infrastructure.buckets.map { "\($0.id.address) \($0.name?.shown ?? "")" }
    #expect(
      names.sorted() == [
        "B1u 1-u", "B1v 1-v", "B2u 2-u", "B2v 2-v", "Bucketa x-a", "Bucketbc x-b-c", "Buckety n-y", "Copy n-y",
      ])
    #expect(stacks.messages.contains { $0.contains("Fn::ForEach::Unknown is not evaluated") })
    #expect(stacks.mistakes == [])
  }

  @Test func loopsMakeConditions() throws {
    let stacks = try StacksUnderTest([
      (
        "t.yaml",
        """
        Transform: AWS::LanguageExtensions
        Parameters:
          OneOn: {Type: String, Default: "true"}
          TwoOn: {Type: String, Default: "false"}
        Conditions:
          Fn::ForEach::Checks:
            - X
            - [One, Two]
            - "Has${X}": !Equals [!Ref {Fn::Sub: "${X}On"}, "true"]
        Resources:
          Fn::ForEach::Networks:
            - X
            - [One, Two]
            - "Vpc${X}":
                Type: AWS::EC2::VPC
                Condition: "Has${X}"
                Properties: {CidrBlock: 10.0.0.0/16}
              "Subnet${X}":
                Type: AWS::EC2::Subnet
                Properties:
                  VpcId: !If ["Has${X}", !Ref "Vpc${X}", vpc-1]
                  CidrBlock: !If ["Has${X}", !GetAtt [!Sub "Vpc${X}", CidrBlock], 10.1.0.0/16]
        """
      )
    ])
    #expect(stacks.mistakes == [])
    #expect(stacks.infrastructure.vpcs.map(\.id.address) == ["VpcOne"])
    let subnets = stacks.infrastructure.subnets.map { "\($0.id.address) \($0.vpc.target.short)" }
    #expect(subnets == ["SubnetOne VpcOne", "SubnetTwo \"vpc-1\""])
  }

  @Test func loopsThatMultiplyEndWithANote() throws {
    let names = (0..<400).map { "n\($0)" }.joined(separator: ", ")
    let stacks = try StacksUnderTest([
      (
        "t.yaml",
        """
        Transform: AWS::LanguageExtensions
        Resources:
          Web: {Type: AWS::S3::Bucket, Properties: {BucketName: web}}
          Fn::ForEach::A:
            - X
            - [\(names)]
            - Fn::ForEach::B:
                - Y
                - [\(names)]
                - Fn::ForEach::C: [Z, [\(names)], {}]
        """
      )
    ])
    #expect(stacks.infrastructure.buckets.map(\.id.address) == ["Web"])
    #expect(stacks.messages.contains { $0.contains("loops repeat more than 20000 times") })
  }

  @Test func loopsMakeOutputs() throws {
    let stacks = try StacksUnderTest([
      (
        "net.yaml",
        """
        Transform: AWS::LanguageExtensions
        Resources:
          GroupWeb: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w}}
          GroupApp: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a}}
        Outputs:
          Fn::ForEach::Groups:
            - Name
            - [Web, App]
            - "Group${Name}Id":
                Value: !Ref {"Fn::Sub": "Group${Name}"}
                Export: {Name: !Sub "net-${Name}"}
        """
      ),
      (
        "app.yaml",
        """
        Resources:
          Open:
            Type: AWS::EC2::SecurityGroupIngress
            Properties: {GroupId: !ImportValue net-Web, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}
        """
      ),
    ])
    #expect(stacks.messages == [])
    #expect(try stacks.group("GroupWeb").rules.elements.filter { $0.direction == .ingress }.count == 1)
    #expect(try stacks.group("GroupApp").rules.elements.filter { $0.direction == .ingress }.isEmpty)
    // Who imports the group may use it.
    let mentions = stacks.infrastructure.mentions.map { "\($0.resource.address) \($0.doubt.subject)" }
    #expect(mentions.sorted() == ["GroupApp who uses output GroupAppId", "GroupWeb who uses output GroupWebId"])
  }

  @Test func stacksThatImportFromEachOtherAreReported() throws {
    func group(_ name: String, from other: String) -> (name: String, text: String) {
      (
        "\(name).yaml",
        """
        Resources:
          \(name):
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: x
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !ImportValue \(other)}
        Outputs:
          G: {Value: !Ref \(name), Export: {Name: \(name)}}
        """
      )
    }
    let stacks = try StacksUnderTest([group("A", from: "B"), group("B", from: "C"), group("C", from: "A")])
    #expect(
      stacks.mistakes.sorted() == [
        "A.yaml imports from B.yaml, which imports from A.yaml in turn",
        "B.yaml imports from C.yaml, which imports from B.yaml in turn",
        "C.yaml imports from A.yaml, which imports from C.yaml in turn",
      ])
    #expect(try stacks.group("A").rules.elements.contains { $0.direction == .ingress })
    let chain = try StacksUnderTest([group("A", from: "B"), group("B", from: "C")])
    #expect(chain.mistakes == [])
  }

  /// What is wrong with a rule of parameters is said; a rule that cannot be read breaks nothing.
  @Test(arguments: [
    ("{Assertions: [{Assert: {\"Fn::Contains\": [[a]]}}]}", "Fn::Contains takes two values, found 1 of them"),
    ("{Assertions: [{Assert: {\"Fn::Or\": []}}]}", "Fn::Or takes a list of 2 to 10 rule functions, found 0 of them"),
    ("{Assertions: [{Assert: {\"Fn::Not\": x}}]}", "Fn::Not takes a list of one rule function, found the text \"x\""),
    (
      "{Assertions: [{Assert: {\"Fn::EachMemberIn\": [{\"Fn::ValueOf\": [Envv, VpcId]}, [a]]}}]}",
      "there is no parameter \"Envv\""
    ),
    ("{Assertions: [{AssertDescription: none}]}", "an assertion of rule R has no \"Assert\""),
    ("hello", "rule R has to have a list of \"Assertions\", found the text \"hello\""),
    ("{RuleCondition: {\"Fn::Equals\": [a, a]}}", "rule R has to have a list of \"Assertions\", found none"),
  ])
  func brokenRulesAreReported(_ rule: String, _ message: String) throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {Env: {Type: String, Default: a}}
      Rules: {R: \(rule)}
      Resources: {B: {Type: AWS::S3::Bucket}}
      """)
    #expect(template.mistakes == [message])
  }
}
