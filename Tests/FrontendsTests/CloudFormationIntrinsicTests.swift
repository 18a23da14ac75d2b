import AWSModel
import Documents
import Testing

@testable import Frontends

@Suite struct CloudFormationIntrinsicTests {
  static let sections = """
    Parameters:
      Given: {Type: String, Default: shop}
      Open: {Type: String}
      Env: {Type: String, AllowedValues: [dev, prod]}
      Names: {Type: CommaDelimitedList, Default: "a, b,c"}
      Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}
      Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /path}
      Off: {Type: String, Default: "no"}
      Block: {Type: String, Default: 10.1.0.0/16}
    Mappings:
      M:
        dev: {size: small, zones: [x, y]}
        prod: {size: large, zones: [z]}
    Conditions:
      IsOff: !Equals [!Ref Off, "no"]
      IsOn: !Not [!Condition IsOff]
      IsProd: !Equals [!Ref Env, prod]
      IsOpen: !Equals [!Ref Open, x]
    """

  /// Calls with something wrong, and what is said of it.
  static let wrong: [(call: String, message: String)] = [
    ("!Ref Nothing", "there is no parameter or resource \"Nothing\""),
    ("{Ref: [a]}", "Ref takes a parameter or logical id, found a list"),
    ("!GetAtt Nothing.Arn", "there is no parameter or resource \"Nothing\""),
    ("!GetAtt Other", "Fn::GetAtt takes a logical id and an attribute, found \"Other\""),
    ("{Fn::GetAtt: [Other]}", "Fn::GetAtt takes a logical id and an attribute, found 1 of them"),
    ("!Sub \"a-${Nothing}\"", "there is no parameter or resource \"Nothing\""),
    ("!Sub \"a-${Nothing.Arn}\"", "there is no parameter or resource \"Nothing\""),
    ("!Sub [\"${X}\", {X: !Ref Nothing}]", "there is no parameter or resource \"Nothing\""),
    ("!Sub [a]", "Fn::Sub takes a text, or a text and an object of variables, found 1 of them"),
    ("!If [IsProd, a]", "Fn::If takes a condition and two values, found 2 of them"),
    ("!If [Nothing, a, b]", "there is no condition \"Nothing\""),
    ("!If [IsProd, a, !Ref Nothing]", "there is no parameter or resource \"Nothing\""),
    ("!Join [\",\"]", "Fn::Join takes a delimiter and a list, found 1 of them"),
    ("!Join [\",\", [a, !Ref Nothing]]", "there is no parameter or resource \"Nothing\""),
    ("!Select [0]", "Fn::Select takes an index and a list, found 1 of them"),
    ("!Split [a]", "Fn::Split takes a delimiter and a text, found 1 of them"),
    ("!FindInMap [M, dev]", "Fn::FindInMap takes a map and two keys, found 2 of them"),
    ("!FindInMap [Nothing, a, b]", "there is no mapping \"Nothing\""),
    ("!Base64 {a: b}", "Fn::Base64 takes a text, found an object"),
    ("{Fn::Base64: !Ref Nothing}", "there is no parameter or resource \"Nothing\""),
    ("!ImportValue {Fn::Sub: \"${Nothing}-x\"}", "there is no parameter or resource \"Nothing\""),
  ]

  /// What is wrong is said wherever it stands: in what the model reads, what it does not, and resources of other types.
  @Test(arguments: wrong.indices) func wrongCallsAreReportedEverywhere(_ index: Int) throws {
    let (call, message) = Self.wrong[index]
    let yaml = """
      \(Self.sections)
      Resources:
        Other: {Type: AWS::S3::Bucket}
        Read: {Type: AWS::S3::Bucket, Properties: {BucketName: \(call)}}
        Unread: {Type: AWS::EC2::Instance, Properties: {ImageId: \(call), Tags: [{Key: a, Value: \(call)}]}}
        Foreign: {Type: Custom::Thing, Properties: {Deep: [{Er: \(call)}]}}
        Conditional: {Type: Custom::Thing, Condition: IsProd, Properties: {Some: \(call)}}
        Never: {Type: Custom::Thing, Condition: IsOn, Properties: {Some: \(call)}}
      """
    let document = try #require(try Document.yaml(SourceFile(path: "t", bytes: Array(yaml.utf8))).first)
    for text in [yaml, document.root.asJSON] {
      #expect(try TemplateUnderTest(text).mistakes == Array(repeating: message, count: 5), "\(text)")
    }
  }

  /// What is right is not.
  @Test func rightCallsAreNotReported() throws {
    let all = Self.table.flatMap(\.forms).filter { !$0.contains("Fn::If: [Is") }
    let properties = all.enumerated().map { "      P\($0): \($1)" }.joined(separator: "\n")
    let template = try TemplateUnderTest(
      """
      \(Self.sections)
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Other: {Type: AWS::S3::Bucket}
        Foreign:
          Type: Custom::Thing
          Properties:
      \(properties)
      """)
    let read = try all.flatMap { try TemplateUnderTest.name($0, with: Self.sections).mistakes }
    #expect(Set(template.mistakes) == Set(read))
  }

  /// Each function, in every form it has; the same value in all of them.
  static let table: [(forms: [String], value: String)] = [
    (["!Ref Given", #"{"Ref": "Given"}"#, "{Ref: Given}"], "shop"),
    (["!Ref Open", "{Ref: Open}"], "? parameter Open"),
    (["!Ref Env", "{Ref: Env}"], "[dev | prod] by parameter Env"),
    (["!Ref Stored"], "? parameter Stored"),
    (["!Ref Other", "{Ref: Other}"], "${Other.Ref}"),
    (["!Ref AWS::Region"], "${AWS::Region}"),
    (["!Ref AWS::Partition"], "aws"),
    (
      ["!GetAtt Other.Arn", "{Fn::GetAtt: Other.Arn}", "{Fn::GetAtt: [Other, Arn]}", "!GetAtt [Other, Arn]"],
      "${Other.Arn}"
    ),
    (["!GetAtt Vpc.CidrBlock", "{Fn::GetAtt: [Vpc, CidrBlock]}"], "10.0.0.0/16"),
    (
      [
        "!Sub a-${Given}", #"{Fn::Sub: "a-${Given}"}"#, "!Sub [\"a-${X}\", {X: !Ref Given}]",
        #"{Fn::Sub: ["a-${ X }", {X: shop}]}"#,
      ], "a-shop"
    ),
    (["!Sub \"${!Given}-${Given}\""], "${Given}-shop"),
    (["!Sub \"${Other.Arn}/*\""], "${Other.Arn}/*"),
    (["!Sub \"${Env}-${Env}\""], "[dev-dev | prod-prod] by parameter Env"),
    (["!Sub plain$x${", "!Sub [\"plain$x${\", {}]"], "plain$x${"),
    (["!Join [\"-\", [a, !Ref Given, 1]]", #"{Fn::Join: ["-", [a, {Ref: Given}, 1]]}"#], "a-shop-1"),
    (["!Join [\"\", [x, !Ref Env]]"], "[xdev | xprod] by parameter Env"),
    (["!Join [\"+\", !Ref Names]"], "a+b+c"),
    (["!Join [\"-\", [a, !Ref AWS::NoValue, b]]"], "a-b"),
    (["!Join [\",\", !Ref Subnets]"], "? parameter Subnets"),
    (["!Select [1, [a, b]]", "!Select [\"1\", [a, b]]", #"{Fn::Select: [1, [a, b]]}"#], "b"),
    (["!Select [2, !Ref Names]"], "c"),
    (["!Select [0, !Ref Subnets]"], "? element 0 of parameter Subnets"),
    (
      ["!Select [0, !GetAZs \"\"]", "!Select [0, {Fn::GetAZs: !Ref AWS::Region}]"],
      "? element 0 of the availability zones"
    ),
    (["!Select [1, !Split [\"/\", a/b/c]]", #"{Fn::Select: [1, {Fn::Split: ["/", a/b/c]}]}"#], "b"),
    (["!Select [1, !Split [\",\", !Join [\",\", [a, !Ref Other, b]]]]"], "${Other.Ref}"),
    (["!Select [1, !Split [\":\", !GetAtt Other.Arn]]"], "? element 1 of Other.Arn"),
    (
      ["!Select [3, !Cidr [10.0.0.0/16, 6, 8]]", "!Select [3, {Fn::Cidr: [!GetAtt Vpc.CidrBlock, \"6\", \"8\"]}]"],
      "10.0.3.0/24"
    ),
    (["!Select [1, !Cidr [!Ref Block, 8, 7]]"], "10.1.0.128/25"),
    (["!Select [255, !Cidr [\"fd00::/48\", 256, 64]]"], "fd00:0:0:ff::/64"),
    (["!Select [0, !Cidr [!Ref Open, 2, 8]]"], "? element 0 of parameter Open"),
    (["!FindInMap [M, dev, size]", "{Fn::FindInMap: [M, dev, size]}"], "small"),
    (["!FindInMap [M, !Ref Env, size]"], "[small | large] by parameter Env"),
    (["!FindInMap [M, !Ref Open, size]"], "[small | large] by parameter Open"),
    (
      ["!FindInMap [M, !Ref AWS::Region, size]", "{Fn::FindInMap: [M, {Ref: AWS::Region}, size]}"],
      "[small | large] by AWS::Region"
    ),
    (["!FindInMap [M, other, size, {DefaultValue: none}]"], "none"),
    (["!FindInMap [Nowhere, other, size, {DefaultValue: none}]"], "none"),
    (["!Select [1, !FindInMap [M, dev, zones]]"], "y"),
    (["!If [IsOff, a, b]", "{Fn::If: [IsOff, a, b]}"], "a"),
    (["!If [IsOn, a, b]"], "b"),
    (["!If [IsProd, a, b]", "{Fn::If: [IsProd, a, b]}"], "[a | b] by condition IsProd"),
    (["!If [IsProd, !If [IsProd, a, b], c]"], "[a | c] by condition IsProd"),
    (["!Sub [\"${X}${Y}\", {X: !If [IsProd, a, b], Y: !If [IsProd, \"1\", \"2\"]}]"], "[a1 | b2] by condition IsProd"),
    (["!ImportValue net-id", "{Fn::ImportValue: net-id}", "{Fn::ImportValue: !Sub net-id}"], "? export net-id"),
    (["!Length [a, b]", "{Fn::Length: [a, {Ref: Given}]}"], "2"),
    (["{Fn::Length: !Ref Names}"], "3"),
    (["!Base64 x", "{Fn::Base64: !Sub x}", "{Fn::Base64: {\"Fn::Sub\": x}}"], "eA=="),
    (["!Base64 \"any carnal pleas\""], "YW55IGNhcm5hbCBwbGVhcw=="),
    (["!Base64 {Ref: Open}"], "${Fn::Base64}"),
    (
      [
        "{Fn::ToJsonString: {a: b, c: [1, true, !Ref Given]}}",
        "!ToJsonString {a: b, c: [1, true, !Ref Given, !Ref AWS::NoValue]}",
        "{Fn::ToJsonString: {a: b, x: !Ref AWS::NoValue, c: [1, true, {Ref: Given}]}}",
      ], #"{"a":"b","c":[1,true,"shop"]}"#
    ),
    (["{Fn::ToJsonString: [!Ref Other, 'x\"y']}"], #"["${Other.Ref}","x\"y"]"#),
    (["{Fn::ToJsonString: [!Ref Env]}"], #"[["dev"] | ["prod"]] by parameter Env"#),
    (["'{{resolve:ssm:/a:1}}'"], "${{{resolve:ssm:/a:1}}}"),
    (
      ["'a{{resolve:secretsmanager:b:SecretString:c}}'"],
      "a${{{resolve:secretsmanager:b:SecretString:c}}}"
    ),
    (["!Sub \"x{{resolve:ssm:/${Given}}}\""], "x${{{resolve:ssm:/shop}}}"),
  ]

  @Test(arguments: table) func everyFormGivesTheSame(row: (forms: [String], value: String)) throws {
    for form in row.forms {
      let template = try TemplateUnderTest.name(form, with: Self.sections)
      #expect(try template.bucketName().shown == row.value, "\(form)")
      #expect(template.mistakes.isEmpty, "\(form): \(template.mistakes)")
    }
  }

  /// The same templates written in JSON.
  @Test(arguments: table) func everyFormGivesTheSameInJSON(row: (forms: [String], value: String)) throws {
    for form in row.forms {
      let yaml = try TemplateUnderTest.name(form, with: Self.sections).template.sections.root
      let template = try TemplateUnderTest(yaml.asJSON)
      #expect(try template.bucketName().shown == row.value, "\(form)")
      #expect(template.mistakes.isEmpty, "\(form): \(template.mistakes)")
    }
  }

  /// Wrong arguments: one diagnostic, the value unknown, the rest read.
  @Test(
    arguments: [
      "!Ref [a]", "{Ref: 5}", "!Ref Nowhere", "!Ref given", "!GetAtt Other", "!GetAtt Nowhere.Arn", "!GetAtt [Other]",
      "!GetAtt [Other, Arn, X]", "{Fn::GetAtt: {}}", "!Sub [a]", "!Sub [a, b]", "!Sub [a, {}, c]",
      "!Sub \"${Nowhere}\"",
      "!Sub \"${a b}\"", "!Sub \"${}\"", "!Join [a]", "!Join [a, b]", "!Join x", "!Split [a]", "!Split [\"\", a]",
      "!Select [a, [b]]", "!Select [-1, [b]]", "!Select [1, [b]]", "!Select [0]", "!Select [0, b]", "!Cidr [x, 1, 8]",
      "!Select [0, !Cidr [10.0.0.0/24, 3, 9]]", "!Select [0, !Cidr [10.0.0.0/24, 0, 2]]",
      "!Select [0, !Cidr [10.0.0.0/24, 257, 1]]", "!Cidr [10.0.0.0/24, two, 8]", "!FindInMap [M, dev]",
      "!FindInMap [M, dev, nowhere]", "!FindInMap [M, nowhere, size]", "!FindInMap [Nowhere, dev, size]",
      "!FindInMap [M, dev, size, fallback]", "!If [IsOff, a]", "!If [IsOff, a, b, c]", "!If [Nowhere, a, b]",
      "!If [[IsOff], a, b]", "!Equals [a, b]", "!And [!Condition IsOff]", "!Not [a]", "!Condition IsOff",
      "!ToJsonString x", "!Base64 [a]", "!Length x", "!ImportValue [a]", "{Fn::Length: {a: b}}", "!Split [a, [b]]",
      "[a, b]", "{a: b}",
    ])
  func aMistakeIsReported(form: String) throws {
    let template = try TemplateUnderTest.name(form, with: Self.sections)
    #expect(!template.mistakes.isEmpty, "\(form)")
    #expect(template.infrastructure.diagnostics.allSatisfy { $0.place != nil })
    #expect(template.infrastructure.vpcs.count == 1)
    let name = try template.bucketName()
    #expect(name.known?.literal == nil || form.contains("fallback"), "\(form) is \(name.shown)")
  }

  @Test(arguments: [
    "!Foo x", "{Fn::Foo: x}", "{Fn::Transform: {Name: X}}", "!Transform {Name: X}",
  ])
  func whatIsNotEvaluatedIsSaid(form: String) throws {
    let template = try TemplateUnderTest.name(form, with: Self.sections)
    #expect(template.infrastructure.diagnostics.contains { $0.kind == .unsupported })
    #expect(try template.bucketName().known == nil)
  }

  @Test(arguments: [
    ("MyMacro", true), ("[MyMacro, AWS::Serverless-2016-10-31]", true), ("{Name: MyMacro}", true),
    ("AWS::SecretsManager-2020-07-23", true), ("AWS::LanguageExtensions", false),
    ("AWS::Serverless-2016-10-31", false),
  ])
  func macrosThatAreNotEvaluatedAreSaid(transform: String, isSaid: Bool) throws {
    let template = try TemplateUnderTest(
      """
      Transform: \(transform)
      Resources:
        Q: {Type: AWS::SQS::Queue}
      """)
    let said = template.infrastructure.diagnostics.filter { $0.kind == .unsupported }
    #expect(said.contains { $0.message.contains("is not evaluated") } == isSaid)
  }

  @Test func aFunctionBesideOtherMembersLeavesTheRestOpen() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: g
            Fn::Transform: {Name: AWS::Include}
      """)
    let group = try template.group("G")
    #expect(group.summary?.known?.literal == "g")
    let unlisted = group.rules.elements.filter {
      $0.traffic.bounds == .atMost(.full) && $0.existence.verdict == .unknown
    }
    #expect(Set(unlisted.map(\.direction)) == [.ingress, .egress])
    #expect(group.vpc?.target.unknown != nil)
  }

  /// A stack in which an identifier is empty cannot be deployed: an empty default only says that there has to be a value.
  @Test func anEmptyIdentifierIsAParameterThatHasToBeGiven() throws {
    let template = try TemplateUnderTest(
      """
      Parameters:
        Vpc: {Type: String, Default: ""}
      Resources:
        G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
        H: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: ""}}
        R: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: vpc-1}}
      """)
    let why = try template.group("G").vpc?.target.unknown
    #expect(why?.subject == "parameter Vpc")
    #expect(why?.reason == .parameter)
    #expect(try template.group("H").vpc?.target.unknown?.reason == .unreadable("it is empty"))
    #expect(try template.group("R").vpc?.target == .external("vpc-1"))
  }

  @Test func attributesThatAreLists() throws {
    let interface = try TemplateUnderTest(
      """
      Resources:
        E: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: subnet-1, SecondaryPrivateIpAddressCount: 2}}
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Select [0, !GetAtt E.SecondaryPrivateIpAddresses]}}
      """)
    #expect(interface.mistakes == [])
    #expect(try interface.bucketName().shown == "? element 0 of E.SecondaryPrivateIpAddresses")
  }

  /// The id of another resource, and what only a custom resource knows, is not the resource itself.
  @Test func attributesThatNameSomethingElse() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        I: {Type: AWS::EC2::Instance}
        C: {Type: Custom::Lookup}
        S: {Type: AWS::CloudFormation::Stack}
        G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: vpc-1}}
        T1: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !GetAtt I.VpcId}}
        T2: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !GetAtt C.VpcId}}
        T3: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !GetAtt S.Outputs.VpcId}}
        T4: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !GetAtt G.VpcId}}
      """)
    let targets = template.infrastructure.routeTables.map(\.vpc.target)
    #expect(targets.map { $0.unknown?.subject } == ["I.VpcId", "C.VpcId", "S.Outputs.VpcId", nil])
    #expect(targets[3] == .external("vpc-1"))
  }

  @Test func aDefaultIsAnAssumption() throws {
    let template = try TemplateUnderTest.name("!Sub \"${Given}-${Given}\"", with: Self.sections)
    let assumed = template.infrastructure.diagnostics.filter { $0.kind == .assumed }
    #expect(assumed.map(\.message) == ["parameter Given is taken to have its default \"shop\""])
    #expect(assumed.first?.place?.text == "shop")
    #expect(try template.bucketName().origin == .parameterDefault)
    #expect(try TemplateUnderTest.name("x", with: Self.sections).bucketName().origin == .explicit)
  }

  @Test func aValueHasThePlaceOfItsUse() throws {
    for (form, place) in [
      ("!Ref Given", "!Ref Given"), ("!FindInMap [M, dev, size]", "!FindInMap [M, dev, size]"),
      ("!If [IsOff, abc, d]", "abc"), ("plain", "plain"),
    ] {
      let name = try TemplateUnderTest.name(form, with: Self.sections).bucketName()
      #expect(name.place.range.text == place)
      #expect("\(name.place.path)" == "BucketName")
    }
  }

  // MARK: Conditions

  @Test(arguments: [
    ("!Equals [a, a]", "yes"), ("!Equals [a, b]", "no"), ("!Equals [\"5\", 5]", "yes"),
    ("!Equals [true, \"true\"]", "yes"),
    ("!Equals [!Ref Open, a]", "?"), ("!Equals [!Ref Open, !Ref Open]", "yes"), ("!Equals [!Ref Env, stage]", "no"),
    ("!Equals [!Sub \"a-${Open}\", b-c]", "no"), ("!Equals [!Sub \"a-${Open}\", a-c]", "?"),
    ("!Equals [!Ref Env, prod]", "?"), ("!Not [!Equals [!Ref Env, stage]]", "yes"),
    ("!And [!Condition Open, !Equals [a, b]]", "no"), ("!And [!Condition Open, !Equals [a, a]]", "?"),
    ("!Or [!Condition Open, !Equals [a, a]]", "yes"), ("!Or [!Condition Open, !Equals [a, b]]", "?"),
    ("{Fn::And: [{Condition: Always}, {Condition: Always}]}", "yes"), ("{Fn::Not: [{Condition: Always}]}", "no"),
    ("{Fn::Or: [{Condition: Open}, {Fn::Equals: [a, b]}]}", "?"), ("{Condition: Always}", "yes"),
    ("!Equals [!FindInMap [M, prod, size], large]", "no"),
  ])
  func threeValues(condition: String, expected: String) throws {
    let template = try TemplateUnderTest.name(
      "!If [C, then, else]",
      with: """
        Parameters: {Open: {Type: String}, Env: {Type: String, AllowedValues: [dev, prod]}}
        Mappings: {M: {prod: {size: small}}}
        Conditions:
          Open: !Equals [!Ref Open, x]
          Always: !Equals [a, a]
          C: \(condition)
        """)
    let names = ["yes": "then", "no": "else", "?": "[then | else] by condition C"]
    #expect(try template.bucketName().shown == names[expected])
    #expect(template.mistakes.isEmpty)
  }

  @Test(arguments: [
    "C: !Condition C", "C: !Not [!Condition D]\n  D: !Condition C", "C: yes", "C: !Equals [a]",
    "C: !And [!Condition D]",
    "C: !Ref X", "C: {}", "C: [a]", "C: !Condition [a]",
  ])
  func aWrongConditionIsUndecided(conditions: String) throws {
    let template = try TemplateUnderTest.name("!If [C, a, b]", with: "Conditions:\n  \(conditions)")
    #expect(!template.mistakes.isEmpty)
    #expect(try template.bucketName().shown == "[a | b] by condition C")
  }

  @Test func aResourceUnderAConditionMayBeThere() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {Env: {Type: String}}
      Conditions:
        IsProd: !Equals [!Ref Env, prod]
        IsDev: !Not [!Condition IsProd]
        Never: !Equals [a, b]
      Resources:
        A: {Type: AWS::S3::Bucket, Condition: IsProd, Properties: {BucketName: !If [IsProd, p, d]}}
        B: {Type: AWS::S3::Bucket, Condition: IsDev, Properties: {BucketName: !If [IsProd, p, d]}}
        C: {Type: AWS::S3::Bucket, Condition: Never}
        D: {Type: AWS::S3::Bucket, Condition: Nowhere}
      """)
    let buckets = template.infrastructure.buckets
    #expect(buckets.map(\.id.address) == ["A", "B", "D"])
    #expect(buckets.allSatisfy { $0.declaration.existence.verdict == .unknown })
    #expect(buckets[0].declaration.existence.because.map(\.subject) == ["condition IsProd"])
    // What is in it counts only if it is there: then the condition holds.
    #expect(buckets[0].name?.shown == "p")
    #expect(buckets[1].name?.shown == "d")
    #expect(template.mistakes == ["there is no condition \"Nowhere\""])
  }

  // MARK: Hostile templates

  @Test func valuesThatReferToThemselvesEnd() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !GetAtt B.CidrBlock}}
        B: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !GetAtt A.CidrBlock}}
      """)
    #expect(template.mistakes.contains { $0.contains("refers to itself") })
    #expect(template.infrastructure.vpcs.count == 2)
  }

  private func nested(_ levels: Int) -> String {
    let value =
      String(repeating: "{\"Fn::If\": [\"C\", ", count: levels) + "\"a\""
      + String(repeating: ", \"b\"]}", count: levels)
    return """
      {"Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}, "Parameters": {"P": {"Type": "String"}},
       "Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": \(value)}}}}
      """
  }

  /// As deep as a document may be, every level is resolved; deeper ones are no documents.
  @Test func deepTemplatesEnd() throws {
    #expect(try TemplateUnderTest(nested(250)).bucketName().shown == "[a | b] by condition C")
    #expect(throws: InputError.self) { try TemplateUnderTest(nested(10_000)) }
  }

  @Test func textsThatDoubleEnd() throws {
    var resources = "  V0: {Type: AWS::EC2::VPC, Properties: {CidrBlock: \(String(repeating: "x", count: 100))}}\n"
    for number in 1...90 {
      let before = "!GetAtt V\(number - 1).CidrBlock"
      resources +=
        "  V\(number): {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Join [\"\", [\(before), \(before)]]}}\n"
    }
    let template = try TemplateUnderTest("Resources:\n\(resources)")
    #expect(template.infrastructure.vpcs.count == 91)
  }

  @Test func manyAlternativesAreOneUnknown() throws {
    var parameters = ""
    for number in 0..<20 { parameters += "  P\(number): {Type: String, AllowedValues: [a, b, c]}\n" }
    let all = (0..<20).map { "${P\($0)}" }.joined()
    let template = try TemplateUnderTest.name("!Sub \"\(all)\"", with: "Parameters:\n\(parameters)")
    #expect(try template.bucketName().known?.literal == nil)
  }

  @Test func conditionsInARowEnd() throws {
    var conditions = "  C0: !Equals [a, a]\n"
    for number in 1...10_000 { conditions += "  C\(number): !Not [!Condition C\(number - 1)]\n" }
    let template = try TemplateUnderTest.name("!If [C10000, a, b]", with: "Conditions:\n\(conditions)")
    #expect(!template.mistakes.isEmpty)
  }
}
