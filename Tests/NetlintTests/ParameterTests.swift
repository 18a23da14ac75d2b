import Foundation
import TestSupport
import Testing

/// Values of template parameters on the command line, and stacks of several templates, as users run them.
@Suite struct ParameterTests {
  private static let template = """
    Parameters:
      Cidr: {Type: String, Default: 10.0.0.0/8}
      Password: {Type: String, NoEcho: true, Default: hunter2}
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      G:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: !Ref Password
          VpcId: !Ref Vpc
          SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Cidr}]
    """
  private static let rule = ["--only", "admin-port-open-to-world", "--quiet"]

  /// Every form that AWS's tools take, with the same values.
  @Test(arguments: [
    #"[{"ParameterKey": "Cidr", "ParameterValue": "0.0.0.0/0"}]"#, #"["Cidr=0.0.0.0/0"]"#,
    #"{"Parameters": {"Cidr": "0.0.0.0/0"}, "Tags": {"a": "b"}}"#, #"{"Cidr": "0.0.0.0/0"}"#,
    "Cidr: 0.0.0.0/0\n", "- {ParameterKey: Cidr, ParameterValue: 0.0.0.0/0}\n",
  ])
  func everyFormOfAParameterFile(_ text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    try folder.write("values/p", text)
    let run = try NetlintProcess.run(["check", "t.yaml", "--parameters", "values/p"] + Self.rule, in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.contains("G admits 0.0.0.0/0 on tcp/22"))
  }

  /// The options, the exit code, and whether the group is open, is not, or nobody knows.
  @Test(arguments: [
    ([], 0, "10.0.0.0/8", ""), (["--parameter", "Cidr=0.0.0.0/0"], 1, "admits 0.0.0.0/0", ""),
    (["--no-parameter-defaults"], 0, "1 answer needs parameter Cidr", ""),
    (["--no-parameter-defaults", "--parameter", "Cidr=10.0.0.0/8"], 0, "no findings", ""),
    (["--parameter", "Cdr=0.0.0.0/0"], 2, "", "did you mean Cidr?"), (["--parameter", "Cidr"], 64, "", "NAME=VALUE"),
    (["--parameters", "nowhere.json"], 2, "", "no such file"),
  ])
  func optionsSayWhatParametersAre(options: [String], status: Int32, output: String, errors: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    let run = try NetlintProcess.run(
      ["check", "t.yaml", "--only", "admin-port-open-to-world"] + options, in: folder.path)
    #expect(run.status == status)
    #expect(output.isEmpty || run.output.contains(output), "\(run.output)")
    #expect(errors.isEmpty || run.errors.contains(errors), "\(run.errors)")
  }

  @Test(arguments: [
    (#"[{"ParameterKey": "Cidr"}]"#, "no \"ParameterValue\""), (#"[{"Key": "Cidr"}]"#, "without \"ParameterKey\""),
    (#"{"Cidr": {"a": 1}}"#, "as the value of parameter Cidr"), (#""Cidr""#, "expected parameters"),
    (#"["Cidr"]"#, "expected Name=Value"), (#"["Cidr=a", "Cidr=b"]"#, "a second value of parameter Cidr"),
    ("{\"Cidr\": 1, \"Cidr\": 2}", "repeated"), ("{\"Nobody\": 1}", "no template of the input has a parameter"),
  ])
  func aBrokenParameterFileIsAnError(_ text: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    try folder.write("p.json", text)
    let run = try NetlintProcess.run(["check", "t.yaml", "--parameters", "p.json"], in: folder.path)
    #expect(run.status == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.errors.contains("p.json:1:"))
  }

  @Test(arguments: ["text", "json", "sarif"], [[], ["--parameter", "Password=hunter3"]])
  func aSecretIsShownNowhere(_ format: String, _ options: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    let run = try NetlintProcess.run(["check", "t.yaml", "--format", format] + options, in: folder.path)
    #expect(run.status == 1)
    #expect(!(run.output + run.errors).contains("hunter"))
  }

  /// What is wrong with a file is said without its lines: what is secret in them nobody can know.
  @Test(arguments: [
    #"{"Pasword": "hunter2"}"#, #"{"Password": {"a": "hunter2"}}"#, #"["hunter2"]"#, #"{"a": "hunter2""#,
  ])
  func errorsShowNoSecret(_ text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template)
    try folder.write("p.json", text)
    let run = try NetlintProcess.run(["check", "t.yaml", "--parameters", "p.json"], in: folder.path)
    #expect(run.status == 2)
    #expect(!(run.output + run.errors).contains("hunter2"), "\(run.errors)")
  }

  /// CloudFormation refuses a default that is not allowed, whether or not anything uses the parameter.
  @Test func aWrongDefaultIsReportedOnce() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      """
      Parameters:
        Unused: {Type: String, Default: c, AllowedValues: [a, b]}
        Used: {Type: String, Default: d, AllowedValues: [a, b]}
        Fine: {Type: String, Default: a, AllowedValues: [a, b]}
      Resources:
        Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Used}}
      """)
    let run = try NetlintProcess.run(["check", "t.yaml"], in: folder.path)
    let warnings = run.output.split(separator: "\n").filter { $0.hasPrefix("warning:") }
    #expect(warnings.count == 2, "\(run.output)")
    #expect(warnings.first?.contains("parameter Unused has a default that it cannot have: \"c\"") == true)
    #expect(!run.output.contains("is taken to have its default \"d\""))
    let given = try NetlintProcess.run(["check", "t.yaml", "--parameter", "Unused=a"], in: folder.path)
    #expect(!given.output.contains("parameter Unused"))
  }

  // MARK: Stacks of several templates

  private static let root = """
    Resources:
      Network:
        Type: AWS::CloudFormation::Stack
        Properties: {TemplateURL: PATH, Parameters: {Cidr: 0.0.0.0/0}}
    """

  @Test(arguments: [["."], ["root.yaml"], ["root.yaml", "parts/t.yaml"]])
  func nestedTemplatesAreReadWithTheRoot(_ inputs: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("root.yaml", Self.root.replacingOccurrences(of: "PATH", with: "parts/t.yaml"))
    try folder.write("parts/t.yaml", Self.template)
    let run = try NetlintProcess.run(["check"] + inputs + Self.rule, in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.contains("Network.G admits 0.0.0.0/0 on tcp/22"), "\(run.output)")
    #expect(run.output.components(separatedBy: "admits").count == 2)
  }

  /// Nothing outside of what is checked is read, whatever a template says.
  @Test(arguments: ["../t.yaml", "link.yaml", "LINKED/t.yaml"])
  func nothingOutsideIsRead(_ path: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("infra/root.yaml", Self.root.replacingOccurrences(of: "PATH", with: path))
    try folder.write("t.yaml", Self.template)
    let files = FileManager.default
    try files.createSymbolicLink(atPath: "\(folder.path)/infra/LINKED", withDestinationPath: folder.path)
    if path == "link.yaml" {
      try files.createSymbolicLink(atPath: "\(folder.path)/infra/other", withDestinationPath: "\(folder.path)/t.yaml")
      try files.moveItem(atPath: "\(folder.path)/infra/other", toPath: "\(folder.path)/infra/link.yaml")
    }
    let run = try NetlintProcess.run(["check", "infra/root.yaml"], in: folder.path)
    #expect(run.status == 0)
    #expect(run.output.contains("was not read"), "\(run.output)")
    #expect(!run.output.contains("admits"))
  }

  /// Parts of other files stand in their place: among the resources, and in properties.
  @Test func partsAreIncluded() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "root.yaml",
      """
      Resources:
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: g
            Fn::Transform: {Name: AWS::Include, Parameters: {Location: parts/rules.yaml}}
        Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./parts/groups.json}}
        Far:
          Fn::Transform: {Name: AWS::Include, Parameters: {Location: "s3://b/far.yaml"}}
      """)
    try folder.write(
      "parts/rules.yaml", "SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}]\n")
    try folder.write(
      "parts/groups.json",
      """
      {"H": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "h",
        "Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "parts/rules.yaml"}}}}}
      """)
    let run = try NetlintProcess.run(["check", "root.yaml", "--only", "admin-port-open-to-world"], in: folder.path)
    #expect(run.output.contains("G admits 0.0.0.0/0 on tcp/22"), "\(run.output)")
    #expect(run.output.contains("H admits 0.0.0.0/0 on tcp/22"))
    #expect(run.output.contains("--> parts/rules.yaml:1:"))
  }

  // MARK: CDK

  /// Both spellings of an inclusion at the top of a template, which joins whole sections.
  @Test(arguments: [
    "Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}",
    "Transform: [AWS::LanguageExtensions, {Name: AWS::Include, Parameters: {Location: part.yaml}}]",
    "Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}",
  ])
  func partsAreIncludedAtTheTop(_ transform: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      """
      AWSTemplateFormatVersion: "2010-09-09"
      \(transform)
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      """)
    try folder.write(
      "part.yaml",
      """
      Parameters: {Cidr: {Type: String, Default: 0.0.0.0/0}}
      Resources:
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: x
            VpcId: !Ref Vpc
            SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Cidr}]
      """)
    let run = try NetlintProcess.run(["check", ".", "--only", "admin-port-open-to-world"], in: folder.path)
    #expect(run.output.contains("G admits 0.0.0.0/0 on tcp/22\n --> part.yaml:8:"))
    #expect(!run.output.contains("warning:"))
    let named = try NetlintProcess.run(["check", "t.yaml", "--only", "admin-port-open-to-world"], in: folder.path)
    #expect(named.output.contains("G admits 0.0.0.0/0 on tcp/22"))
  }

  @Test func sectionsAreIncluded() throws {
    let folder = try TemporaryFolder()
    func include(_ name: String) -> String {
      "Fn::Transform: {Name: AWS::Include, Parameters: {Location: \(name).yaml}}"
    }
    try folder.write(
      "t.yaml",
      """
      AWSTemplateFormatVersion: "2010-09-09"
      Mappings: {\(include("mappings"))}
      Conditions: {\(include("conditions"))}
      Resources:
        G:
          Type: AWS::EC2::SecurityGroup
          Condition: Always
          Properties:
            GroupDescription: x
            SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !FindInMap [Net, world, cidr]}
      Outputs: {\(include("outputs"))}
      """)
    try folder.write("mappings.yaml", "Net: {world: {cidr: 0.0.0.0/0}}")
    try folder.write("conditions.yaml", "Always: !Equals [a, a]")
    try folder.write("outputs.yaml", "Group: {Value: !Ref Nothing}")
    let run = try NetlintProcess.run(["check", ".", "--only", "admin-port-open-to-world"], in: folder.path)
    #expect(run.output.contains("G admits 0.0.0.0/0 on tcp/22"))
    let warnings = run.output.split(separator: "\n").filter { $0.hasPrefix("warning:") }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("there is no parameter or resource \"Nothing\"") == true)
  }

  @Test func aTemplateThatCannotBeReadIsOneError() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml", "Parameters: {X: {Type: String}}\nResources: {A: {Type: AWS::EC2::VPC, Properties: [}}\n")
    let run = try NetlintProcess.run(["check", "t.yaml", "--parameter", "X=1"], in: folder.path)
    #expect(run.status == 2)
    #expect(!run.errors.contains("no template of the input has a parameter"))
    #expect(run.output.contains("1 input could not be used"))
  }

  /// Without metadata (`cdk synth --no-asset-metadata`) only the list of assets says which file a nested stack is made
  /// of; stacks in nested stacks are in the list of the outermost one.
  @Test(arguments: [["cdk.out"], ["cdk.out/App.template.json"]])
  func nestedStacksOfAnAssemblyAreFoundByItsAssets(_ inputs: [String]) throws {
    func stack(_ hash: String, _ logicalID: String) -> String {
      """
      {"Resources": {"\(logicalID)": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": {"Fn::Join": ["", [
        "https://s3.eu-west-1.", {"Ref": "AWS::URLSuffix"}, "/cdk-assets/\(hash).json"]]}}}}}
      """
    }
    let folder = try TemporaryFolder()
    try folder.write(
      "cdk.out/manifest.json",
      """
      {"version": "36.0.0", "artifacts": {
        "App": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "App.template.json"}}}}
      """)
    try folder.write(
      "cdk.out/App.assets.json",
      """
      {"version": "36.0.0", "files": {
        "aaaa": {"source": {"path": "Outer.nested.template.json", "packaging": "file"},
          "destinations": {"current_account-current_region": {"bucketName": "b", "objectKey": "aaaa.json"}}},
        "bbbb": {"source": {"path": "Inner.nested.template.json", "packaging": "file"},
          "destinations": {"current_account-current_region": {"bucketName": "b", "objectKey": "bbbb.json"}}}}}
      """)
    try folder.write("cdk.out/App.template.json", stack("aaaa", "Outer"))
    try folder.write("cdk.out/Outer.nested.template.json", stack("bbbb", "Inner"))
    try folder.write(
      "cdk.out/Inner.nested.template.json",
      """
      {"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "g",
        "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0"}]}}}}
      """)
    let run = try NetlintProcess.run(["check"] + inputs + ["--only", "admin-port-open-to-world"], in: folder.path)
    #expect(run.output.contains("Outer.Inner.G admits 0.0.0.0/0 on tcp/22"), "\(run.output)")
    #expect(!run.output.contains("not local"))
  }

  /// An empty one too: a nested template whose resources are all commented out.
  @Test func aTemplateWithoutResourcesIsRecognized() throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", "Parameters: {A: {Type: String}}\nResources: {}\n")
    try folder.write("other.json", #"{"Resources": {}, "apiVersion": "v1"}"#)
    #expect(try NetlintProcess.run(["check", "t.yaml"], in: folder.path).status == 0)
    #expect(try NetlintProcess.run(["check", "other.json"], in: folder.path).status == 2)
  }

  @Test func anAssemblyIsReadThroughItsManifest() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "cdk.out/manifest.json",
      """
      {"version": "36.0.0", "artifacts": {
        "App.assets": {"type": "cdk:asset-manifest", "properties": {"file": "App.assets.json"}},
        "App": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1",
                "properties": {"templateFile": "App.template.json", "parameters": {"Cidr": "0.0.0.0/0"}}},
        "assembly-Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}}}}
      """)
    let stack = """
      {"Parameters": {"Cidr": {"Type": "String"},
                      "BootstrapVersion": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/x"}},
       "Resources": {"G12345678": {"Type": "AWS::EC2::SecurityGroup",
         "Metadata": {"aws:cdk:path": "App/Web/Group/Resource"},
         "Properties": {"GroupDescription": "g", "SecurityGroupIngress": [
           {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": {"Ref": "Cidr"}}]}},
         "CDKMetadata": {"Type": "AWS::CDK::Metadata", "Properties": {"Analytics": "v2:"}},
         "Inner": {"Type": "AWS::CloudFormation::Stack",
           "Metadata": {"aws:cdk:path": "App/Inner.NestedStack/Inner.NestedStackResource",
                        "aws:asset:path": "AppInner.nested.template.json", "aws:asset:property": "TemplateURL"},
           "Properties": {"TemplateURL": {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::URLSuffix"}]]}}}},
       "Rules": {"CheckBootstrapVersion": {"Assertions": [{"Assert": {"Fn::Not": [{"Fn::Contains": [
         ["1", "2", "3", "4", "5"], {"Ref": "BootstrapVersion"}]}]}, "AssertDescription": "old"}]}}}
      """
    try folder.write("cdk.out/App.template.json", stack)
    try folder.write("cdk.out/Stale.template.json", stack.replacingOccurrences(of: "App/", with: "Stale/"))
    try folder.write(
      "cdk.out/AppInner.nested.template.json",
      stack.replacingOccurrences(of: "App/Web", with: "App/Inner").replacingOccurrences(of: "\"Inner\"", with: "\"I\"")
        .replacingOccurrences(of: "\"Ref\": \"Cidr\"", with: "\"Fn::Sub\": \"0.0.0.0/0\"")
        .replacingOccurrences(of: "AppInner.nested", with: "gone"))
    let inner =
      "{\"artifacts\": {\"P\": {\"type\": \"aws:cloudformation:stack\", \"properties\": {\"templateFile\": \"P.template.json\"}}}}"
    try folder.write("cdk.out/assembly-Prod/manifest.json", inner)
    try folder.write(
      "cdk.out/assembly-Prod/P.template.json",
      stack.replacingOccurrences(of: "App/", with: "Prod/").replacingOccurrences(of: "AppInner", with: "PInner"))
    for input in ["cdk.out", "."] {
      let run = try NetlintProcess.run(["check", input, "--only", "admin-port-open-to-world"], in: folder.path)
      #expect(run.status == 1)
      #expect(run.output.contains("App/Web/Group/Resource admits 0.0.0.0/0 on tcp/22"), "\(run.output)")
      #expect(run.output.contains("App/Inner/Group/Resource admits 0.0.0.0/0 on tcp/22"))
      #expect(run.output.contains("1 answer needs parameter Cidr"))
      #expect(run.output.contains("Prod/Web/Group/Resource"))
      #expect(!run.output.contains("Stale/"))
      #expect(!run.output.contains("Bootstrap"))
      #expect(!run.output.contains("AWS::CDK::Metadata"))
    }
  }

  @Test func aBrokenManifestIsAnError() throws {
    let folder = try TemporaryFolder()
    try folder.write("cdk.out/manifest.json", "{")
    try folder.write("cdk.out/App.template.json", Self.template)
    let run = try NetlintProcess.run(["check", "cdk.out"], in: folder.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("manifest.json"))
  }

  /// What a condition removes is missing at the resource and not where it is written: still the same finding.
  @Test func aPropertyThatAConditionRemoves() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      """
      Parameters: {Key: {Type: String}}
      Conditions: {Given: !Not [!Equals [!Ref Key, ""]]}
      Resources:
        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            S3BucketName: b
            IsLogging: true
            KMSKeyId: !If [Given, !Ref Key, !Ref "AWS::NoValue"]
      """)
    let only = ["check", "t.yaml", "--only", "trail-not-encrypted"]
    let open = try NetlintProcess.run(only, in: folder.path)
    #expect(open.output.contains("1 answer needs condition Given"), "\(open.output)")
    let given = try NetlintProcess.run(only + ["--parameter", "Key=k"], in: folder.path)
    #expect(given.output.contains("no findings in 1 file"), "\(given.output)")
  }

  /// A password that is written out under two conditions is one of several in one of several.
  @Test func aPasswordUnderTwoConditions() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "t.yaml",
      """
      Parameters: {A: {Type: String}, B: {Type: String}}
      Conditions: {CA: !Equals [!Ref A, x], CB: !Equals [!Ref B, x]}
      Resources:
        Db:
          Type: AWS::RDS::DBInstance
          Properties:
            Engine: postgres
            MasterUserPassword:
              !If [CA, !If [CB, written-out, "{{resolve:ssm-secure:p}}"], "{{resolve:ssm-secure:p}}"]
      """)
    let only = ["check", "t.yaml", "--only", "rds-password-in-template"]
    let open = try NetlintProcess.run(only, in: folder.path)
    #expect(open.output.contains("1 undecided"), "\(open.output)")
    let written = try NetlintProcess.run(only + ["--parameter", "A=x", "--parameter", "B=x"], in: folder.path)
    #expect(written.status == 1, "\(written.output)")
  }
}
