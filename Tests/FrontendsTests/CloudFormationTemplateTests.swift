import AWSModel
import Documents
import Testing

@testable import Frontends

/// What counts as a template, which are broken, and what a template says of itself.
@Suite struct CloudFormationTemplateTests {
  private func document(_ text: String) throws -> Document {
    let file = SourceFile(path: "template", bytes: Array(text.utf8))
    return try #require(try Document.yaml(file).first)
  }

  @Test(arguments: [
    "a: b", "[a]", "text", "resource: {aws_vpc: {}}", "Resources: [a]", "Resources: {a: {Type: Deployment}}",
    "Resources: {a: {Kind: AWS::EC2::VPC}}", "Resources: {a: {Type: \"::x::\"}}",
    "kind: Deployment\nResources: {limits: {cpu: 1}}",
    "Resources: {a: {Type: \"a::b c\"}}", "format_version: \"1.2\"",
  ])
  func otherDocumentsAreNone(text: String) throws {
    #expect(try CloudFormationTemplate(document(text)) == nil)
  }

  @Test(arguments: [
    "Resources: {a: {Type: AWS::EC2::VPC}}", "Resources: {a: {Type: Custom::Thing}}",
    "Resources: {a: {}, b: {Type: Alexa::ASK::Skill}}", "AWSTemplateFormatVersion: 2010-09-09\nResources: {}",
  ])
  func templatesAreFound(text: String) throws {
    #expect(try CloudFormationTemplate(document(text)) != nil)
  }

  /// Each with what is wrong, and where: the text of the place.
  @Test(arguments: [
    ("AWSTemplateFormatVersion: 2010-09-09", "without \"Resources\"", "2010-09-09"),
    ("AWSTemplateFormatVersion: 2011-09-09\nResources: {}", "version 2011-09-09", "2011-09-09"),
    ("AWSTemplateFormatVersion: 2010-09-09\nResources: [a]", "a list as \"Resources\"", "[a]"),
    ("AWSTemplateFormatVersion: 2010-09-09\nResources:", "nothing as \"Resources\"", ""),
    ("Resources: {a: {Type: AWS::EC2::VPC}}\nParameters: [a]", "a list as \"Parameters\"", "[a]"),
    ("Resources: {a: {Type: AWS::EC2::VPC}}\nConditions: x", "the text \"x\" as \"Conditions\"", "x"),
    ("Resources: {a: {Type: AWS::EC2::VPC}}\nMappings: 5", "5 as \"Mappings\"", "5"),
  ])
  func aBrokenTemplateIsAnError(text: String, message: String, place: String) throws {
    let error = #expect(throws: InputError.self) { try CloudFormationTemplate(document(text)) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(error?.range?.text == place)
    #expect(error?.help.isEmpty == false)
  }

  @Test func aBrokenResourceIsReportedAndTheRestRead() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Good: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Text: nonsense
        Typeless: {Properties: {}}
        Listed: {Type: AWS::EC2::Subnet, Properties: [a]}
        Bare: {Type: AWS::EC2::Subnet}
        Fn::ForEach::Loop: [X, [a, b]]
      """)
    #expect(template.infrastructure.vpcs.count == 1)
    #expect(
      template.mistakes == [
        "Fn::ForEach::Loop takes a name, a list and an object to repeat, found 2 values",
        "Text is not a resource: found the text \"nonsense\", expected an object with \"Type\"",
        "Typeless is not a resource: found no \"Type\", expected an object with \"Type\"",
        "found a list as the properties of Listed, expected an object", "Bare has no VpcId",
      ])
    #expect(template.infrastructure.unmodelled.map(\.id.address) == ["Text", "Typeless"])
    // Nothing is known of it, but it is there.
    let listed = try #require(template.infrastructure.subnets.first { $0.id.address == "Listed" })
    #expect(listed.vpc.target.unknown != nil)
  }

  /// Case counts, and a property under a wrong name is as good as not written: that must be said.
  @Test(arguments: [
    ("SecurityGroupIngres: []", "SecurityGroupIngress"), ("securityGroupIngress: []", "SecurityGroupIngress"),
    ("VPCId: !Ref Vpc", "VpcId"), ("SecurityGroupIngress: [{IpProtocol: '-1', CidrIP: 10.0.0.0/8}]", "CidrIp"),
    ("SecurityGroupIngress: {ipProtocol: '-1', CidrIp: 10.0.0.0/8}", "IpProtocol"),
    // Beside the right one, too: what it says would be lost.
    ("SecurityGroupIngres: []\n      SecurityGroupIngress: []", "SecurityGroupIngress"),
    ("SecurityGroupIngress: []\n      SecurityGroupEgress: []", nil),
    ("SecurityGroupEgress: []", nil), ("Tags: []", nil), ("Anything: {Else: 1}", nil),
    ("SecurityGroupIngress: [{IpProtocol: '-1', CidrIpv6: '::/0', Description: d}]", nil),
  ])
  func aMisspeltPropertyIsReported(_ property: String, _ meant: String?) throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            \(property)
      """)
    let helps = template.infrastructure.diagnostics.compactMap(\.help)
    #expect(helps.map { $0.replacing(" Case counts", with: "") } == (meant.map { ["did you mean \($0)?"] } ?? []))
  }

  @Test func duplicateKeysAreErrorsAndTheLastCounts() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        A: {Type: AWS::S3::Bucket, Properties: {BucketName: a, BucketName: b}}
        A: {Type: AWS::S3::Bucket, Properties: {BucketName: c, BucketName: d}}
      """)
    #expect(template.infrastructure.buckets.map { $0.name?.shown } == ["d"])
    let errors = template.template.errors
    #expect(errors.map { $0.range?.start.line } == [2, 3, 3])
    #expect(errors.map { $0.message.split(separator: " ").last } == ["2:43", "2:3", "3:43"])
    #expect(template.mistakes.isEmpty)
  }

  /// As the AWS CLI does it when it packages a template; CloudFormation itself refuses.
  @Test func mergeKeysAreMerged() throws {
    let template = try TemplateUnderTest(
      """
      Common: &common
        Type: AWS::S3::Bucket
        Properties: &properties {BucketName: one, Tags: []}
      Other: &other {Properties: {BucketName: two}, Condition: C}
      Conditions: {C: !Equals [a, a]}
      Resources:
        A: {<<: *common}
        B: {<<: [*other, *common]}
        C: {<<: *common, Properties: {<<: *properties, BucketName: &late three}}
        D: {Type: AWS::S3::Bucket, Properties: {BucketName: *late}}
        E: {Type: AWS::S3::Bucket, Properties: {BucketName: {<<: x}}}
      """)
    #expect(
      template.infrastructure.buckets.map { "\($0.id.address) \($0.name?.shown ?? "")" } == [
        "A one", "B two", "C three", "D three", "E ? BucketName",
      ])
    #expect(template.messages.count { $0.contains("does not support merge keys") } == 5)
  }

  /// Mistakes are reported where nothing of the model depends on them too; what is only taken as something is not.
  @Test func mistakesInTheRestAreReported() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String, Default: d}}
      Conditions:
        Unused: !Equals [!Ref Nowhere, a]
        Looped: !Not [!Condition Looped]
      Resources:
        A: {Type: AWS::S3::Bucket, DependsOn: [B, Bb]}
        B: {Type: AWS::S3::Bucket, DependsOn: Nobody}
      Outputs:
        O: {Value: !Sub "${Missing}-${P}"}
        Q: {Value: !Ref P, Condition: None}
      """)
    #expect(
      template.mistakes.sorted() == [
        "A depends on \"Bb\", but there is no such resource", "B depends on \"Nobody\", but there is no such resource",
        "condition Looped refers to itself, or to more than 100 others in a row", "there is no condition \"None\"",
        "there is no parameter or resource \"Missing\"", "there is no parameter or resource \"Nowhere\"",
      ])
    #expect(template.messages.count == template.mistakes.count)
  }

  @Test func stackSetsAndModulesAreSaid() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Set: {Type: AWS::CloudFormation::StackSet, Properties: {TemplateURL: a.yaml}}
        Module: {Type: Org::Net::Vpc::MODULE}
      """)
    #expect(template.messages.contains { $0.contains("the stacks of the stack set Set") })
    #expect(template.messages.contains { $0.contains("the resources of the module Module") })
  }

  /// What a module brings is called by both names together, with a period between them or without.
  @Test func resourcesOfModulesAreNotKnown() throws {
    let template = try TemplateUnderTest(
      """
      Resources:
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref MineBucket}, DependsOn: [MineKey]}
        Second: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Mine.Bucket}}
        Third: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "a-${MineBucket}-${Mine.Bucket.Arn}"}}
        Fourth: {Type: AWS::S3::Bucket, Properties: {BucketName: !GetAtt MineBucket.Arn}}
        Mine: {Type: Org::S3::Bucket::MODULE}
        Other: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref MinBucket}, DependsOn: MinKey}
      """)
    #expect(
      template.mistakes.sorted() == [
        "Other depends on \"MinKey\", but there is no such resource", "there is no parameter or resource \"MinBucket\"",
      ])
    for name in ["Bucket", "Second", "Fourth"] {
      #expect(try template.bucketName(name).value.unknown?.reason == .notInInput)
    }
  }

  @Test func circlesOfResourcesAreSaidOnce() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {P: {Type: String}}
      Conditions: {Open: !Equals [!Ref P, x], Never: !Equals [a, b]}
      Resources:
        Before: {Type: AWS::SQS::Queue, DependsOn: Web}
        Web: {Type: AWS::SQS::Queue, Properties: {QueueName: !Join ['-', [a, !GetAtt Db.QueueName]]}}
        Db: {Type: AWS::SQS::Queue, Properties: {Tags: [{Key: a, Value: {"Fn::Sub": ["${X}${Far}", {X: !Ref Web}]}}]}}
        Far: {Type: AWS::SQS::Queue, DependsOn: [End]}
        End: {Type: AWS::SQS::Queue}
        Self: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "${Self.Arn}"}}
        Maybe: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [Open, !Ref Maybe, q]}}
        Not: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [Never, !Ref Not, "${Not}"]}}
        Written: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "${!Written}"}}
        Named: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub ["${Named}", {Named: q}]}}
      """)
    let circles = template.messages.filter { $0.contains("depend") }
    #expect(circles.count == 2, "\(circles)")
    #expect(circles.contains { $0.contains("circular dependency: Web -> Db -> Web") })
    #expect(circles.contains { $0.contains("Self depends on itself") })
  }

  @Test func unmodelledTypesAreCounted() throws {
    let template = try TemplateUnderTest(
      "Resources: {A: {Type: AWS::Budgets::Budget}, B: {Type: Custom::X, Properties: {a: !Ref A}}}")
    #expect(template.infrastructure.unmodelled.map(\.type) == ["AWS::Budgets::Budget", "Custom::X"])
    #expect(template.infrastructure.diagnostics.map(\.group) == ["AWS::Budgets::Budget", "Custom::X"])
    #expect(template.infrastructure.diagnostics.map { $0.place?.text } == ["A", "B"])
  }

  /// Of a type that names something of AWS a parameter is never empty; of others it may be.
  @Test(arguments: [
    ("AWS::EC2::KeyPair::KeyName", "There"), ("String", ""),
    ("AWS::SSM::Parameter::Value<String>", ""),
  ])
  func parametersThatNameSomethingAreNotEmpty(_ type: String, _ name: String) throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {Key: {Type: "\(type)"}}
      Conditions: {HasKey: !Not [!Equals [!Ref Key, ""]]}
      Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: !If [HasKey, There, None]}}}
      """)
    let shown = try template.bucketName().shown
    #expect(shown == (name == "There" ? "There" : "[There | None] by condition HasKey"))
  }

  /// Types that are written nearly like one that is modelled; types that exist are not modelled, and that is all.
  @Test(arguments: [
    ("AWS::EC2::SecuriyGroup", "did you mean AWS::EC2::SecurityGroup?"),
    ("AWS::Ec2::SecurityGroup", "did you mean AWS::EC2::SecurityGroup? Case counts"),
    ("AWS::EC2::SecurityGroupIngres", "did you mean AWS::EC2::SecurityGroupIngress?"), ("AWS::EMR::Cluster", nil),
    ("AWS::PCS::Cluster", nil), ("AWS::FSx::FileSystem", nil), ("Custom::SecurityGroup", nil),
  ])
  func misspelledTypesAreReported(_ type: String, _ help: String?) throws {
    let template = try TemplateUnderTest("Resources: {G: {Type: \"\(type)\"}, B: {Type: \"AWS::S3::Bucket\"}}")
    let message = help == nil ? "\(type) is not modelled" : "there is no resource type \(type)"
    #expect(template.messages == [message])
    #expect(template.infrastructure.diagnostics.first?.help == help)
  }

  @Test(arguments: ["!Ref AWS::NoValue", "!If [Always, !Ref \"AWS::NoValue\", {BucketName: x}]", "{Ref: AWS::NoValue}"])
  func propertiesCanBeTakenAway(_ properties: String) throws {
    let template = try TemplateUnderTest(
      """
      Conditions: {Always: !Equals [a, a]}
      Resources: {B: {Type: AWS::S3::Bucket, Properties: \(properties)}}
      """)
    #expect(template.messages == [])
    #expect(template.infrastructure.buckets.first?.name == nil)
  }

  @Test func placesAreThoseOfTheLogicalId() throws {
    let json = try TemplateUnderTest(
      #"{"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}}"#)
    let vpc = try #require(json.infrastructure.vpcs.first)
    #expect(vpc.declaration.place.text == "\"Vpc\"")
    #expect(vpc.blocks.elements.first?.place.range.text == "\"10.0.0.0/16\"")
  }

  @Test func namesIdentify() throws {
    let template = try TemplateUnderTest(
      """
      Parameters: {Name: {Type: String, Default: shop}, Open: {Type: String}}
      Resources:
        B1: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
        B2: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${Open}-b"}}
        B3: {Type: AWS::S3::Bucket}
        Role: {Type: AWS::IAM::Role, Properties: {RoleName: app, AssumeRolePolicyDocument: {Statement: []}}}
        Profile: {Type: AWS::IAM::InstanceProfile, Properties: {InstanceProfileName: app, Roles: [app]}}
        G1: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, GroupName: web}}
        G2: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, GroupName: db, VpcId: vpc-1}}
        Policy:
          Type: AWS::S3::BucketPolicy
          Properties: {Bucket: shop, PolicyDocument: {Statement: []}}
      """)
    #expect(
      template.template.identifiers == [
        "shop": template.id("B1"), "role/app": template.id("Role"), "instance-profile/app": template.id("Profile"),
        "security-group/web": template.id("G1"),
      ])
    #expect(template.infrastructure.instanceProfiles.first?.role?.target == .resource(template.id("Role")))
    #expect(template.infrastructure.bucketPolicies.first?.subject.target == .resource(template.id("B1")))
  }

  /// With a macro a name that is not declared may be made by it.
  @Test func macrosMayMakeResources() throws {
    let text = "Resources: {A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Made}}}"
    #expect(try TemplateUnderTest(text).mistakes.count == 1)
    #expect(try TemplateUnderTest("Transform: [AWS::Serverless-2016-10-31, Own]\n\(text)").mistakes.isEmpty)
    #expect(try TemplateUnderTest("Transform: AWS::Serverless-2016-10-31\n\(text)").mistakes.count == 1)
    #expect(try TemplateUnderTest("Transform: [AWS::LanguageExtensions]\n\(text)").mistakes.count == 1)
  }

  @Test func everyTruncationEndsWell() throws {
    let text = """
      Parameters: {P: {Type: String}}
      Conditions: {C: !Equals [!Ref P, x]}
      Resources:
        V: {Type: AWS::EC2::VPC, Condition: C, Properties: {CidrBlock: !Select [0, !Cidr [10.0.0.0/8, 2, 8]]}}
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            VpcId: !Ref V
            SecurityGroupIngress: [{IpProtocol: tcp, FromPort: !If [C, 22, 80], CidrIp: !Sub "${P}/32"}]
      """
    for length in 0..<text.utf8.count {
      let file = SourceFile(path: "template", bytes: Array(text.utf8.prefix(length)))
      guard let document = try? Document.yaml(file).first, let template = try? CloudFormationTemplate(document) else {
        continue
      }
      let infrastructure = template.infrastructure(identifiers: [:])
      #expect(infrastructure.vpcs.count <= 1)
    }
  }
}
