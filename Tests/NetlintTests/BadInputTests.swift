import TestSupport
import Testing

/// Inputs that cannot be used: exit code 2, what is wrong and where, and what to do; never a crash, never silence.
@Suite struct BadInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// What the message must say.
    let says: [String]
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], says: [String]) {
      self.name = name
      self.bytes = bytes
      self.says = says
    }

    init(_ name: String, _ text: String, says: [String]) { self.init(name, Array(text.utf8), says: says) }
  }

  private static let cases = [
    Case("empty.json", "", says: ["empty.json:1:1", "the file is empty"]),
    Case("blank.yaml", " \n\t\n", says: ["blank.yaml:1:1", "the file is empty"]),
    Case("broken.json", "{\"Resources\": {\n  \"A\": [1, 2\n}}", says: ["broken.json:3:1", "help:"]),
    Case("broken.yaml", "Resources:\n  A: [1, 2\n  B: 3\n", says: ["broken.yaml:", "help:"]),
    Case(
      "other.json", "{\"name\": \"x\", \"version\": 1}",
      says: ["other.json:1:1", "name, version", "expected a Terraform plan"]),
    Case("list.yaml", "- a\n- b\n", says: ["list.yaml:1:1", "found a list"]),
    Case("scalar.yaml", "just words\n", says: ["scalar.yaml:1:1", "found a text"]),
    Case("many.yaml", "a: 1\n---\nb: 2\n", says: ["many.yaml:1:1", "unknown format"]),
    Case(
      "two.yaml", "Resources:\n  A: {Type: 'AWS::EC2::VPC'}\n---\nResources:\n  B: {Type: 'AWS::EC2::VPC'}\n",
      says: ["two.yaml:4:1", "2 YAML documents"]),
    Case("tfplan", [0x50, 0x4b, 0x03, 0x04, 0, 0, 8, 0xff], says: ["tfplan:1:1", "terraform show -json"]),
    Case("main.tf", "resource \"aws_vpc\" \"a\" {}\n", says: ["main.tf:1:1", "native syntax", "terraform show -json"]),
    Case(
      "terraform.tfstate.json", "{\"version\": 4, \"terraform_version\": \"1.9.0\", \"lineage\": \"x\"}",
      says: ["Terraform state"]),
    Case(
      "messages.json", "{\"@level\":\"info\",\"@message\":\"Terraform 1.9\"}\n{\"@level\":\"info\"}\n",
      says: ["messages.json:1:1", "terraform plan -json", "terraform show -json"]),
    Case("future.json", "{\"format_version\": \"9.0\", \"resource_changes\": []}", says: ["future.json:1:", "9.0"]),
    Case("deep.json", String(repeating: "[", count: 100_000), says: ["deep.json:1:513", "512"]),
    Case("deep.yaml", "a: " + String(repeating: "[", count: 100_000), says: ["deep.yaml:1:"]),
    Case("latin1.json", [0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d], says: ["latin1.json:1:3", "UTF-8"]),
    Case("utf16.json", [0xff, 0xfe, 0x7b, 0, 0x7d, 0], says: ["utf16.json:1:1", "UTF-16"]),
    Case("null.yaml", "~\n", says: ["null.yaml:1:1"]),
  ]

  @Test(arguments: cases)
  func named(_ example: Case) throws {
    let folder = try TemporaryFolder()
    try folder.write(example.name, example.bytes)
    let process = try NetlintProcess.run(["check", example.name], in: folder.path)
    #expect(process.status == 2)
    for words in example.says { #expect(process.errors.contains(words), "\(process.errors)") }
    #expect(process.errors.hasPrefix("error: "))
    #expect(process.output == "nothing was checked; 1 input could not be used\n")
    // A line of a hundred thousand characters is not printed.
    #expect(process.errors.utf8.count < 2_000)
    // The same for a question.
    #expect(try NetlintProcess.run(["explain", example.name, "internet -> web"], in: folder.path).status == 2)
  }

  /// One bad file does not hide what is in the good ones; the exit code says that something is missing.
  @Test(arguments: cases)
  func amongGoodOnes(_ example: Case) throws {
    let folder = try TemporaryFolder()
    try folder.write(example.name, example.bytes)
    try folder.write("good.yaml", Self.openDatabase)
    let process = try NetlintProcess.run(["check", example.name, "good.yaml"], in: folder.path)
    #expect(process.status == 2)
    #expect(process.output.contains("admin-port-open-to-world"))
    #expect(process.output.contains("1 input could not be used"))
    let sarif = try NetlintProcess.run(["check", example.name, "good.yaml", "--format", "sarif"], in: folder.path)
    #expect(sarif.output.contains("\"executionSuccessful\": false") && sarif.output.contains("\"unusable-input\""))
  }

  private static let openDatabase = """
    Resources:
      Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}
      Open:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: open
          VpcId: !Ref Vpc
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}
    """

  @Test func missingFile() throws {
    let process = try NetlintProcess.run(["check", "no-such-file.json"])
    #expect(process.status == 2)
    #expect(process.errors.contains("no such file") && process.errors.contains("no-such-file.json"))
  }

  /// It is read once, whatever is asked of it: `diff` asks a plan for what it was and for what it will be.
  @Test func standardInput() throws {
    let plan = Repository.path("samples/web-app-insecure/plan.json")
    let only = ["--no-config", "--only", "admin-port-reachable-from-internet", "--format", "json"]
    let process = try NetlintProcess.run(["check", "-"] + only, input: plan)
    #expect(process.status == 1 && process.output.contains("admin-port-reachable-from-internet"), "\(process.errors)")
    let ofFile = try NetlintProcess.run(["diff", plan])
    let diff = try NetlintProcess.run(["diff", "-"], input: plan)
    #expect(diff.status == ofFile.status && diff.output.contains(ofFile.output.split(separator: "\n").last ?? "?"))
    #expect(try NetlintProcess.run(["check", "-"]).errors.contains("the file is empty"))
  }

  @Test func noInput() throws { #expect(try NetlintProcess.run(["check"]).status == 64) }

  // MARK: Directories

  @Test func directoryWithoutTemplates() throws {
    let folder = try TemporaryFolder()
    try folder.write("src/main.c", "int main() {}")
    let process = try NetlintProcess.run(["check", "src"], in: folder.path)
    #expect(process.status == 2)
    #expect(process.errors.contains("found no file here that could be a template") && process.errors.contains("src"))
  }

  /// Files that are something else are skipped in a directory; if nothing is left that is an error, too.
  @Test func directoryOfOtherThings() throws {
    let folder = try TemporaryFolder()
    try folder.write("package.json", "{\"name\": \"x\"}")
    try folder.write("chart.yaml", "a: {{ .Values.b }}\n")
    let process = try NetlintProcess.run(["check", "."], in: folder.path)
    #expect(process.status == 2)
    #expect(process.errors.contains("no input was recognized: none of the 2 files"))
    #expect(try NetlintProcess.run(["check", ".", "--skip-unrecognized"], in: folder.path).status == 0)
  }

  @Test func discovery() throws {
    let folder = try TemporaryFolder()
    try folder.write("infra/open.yaml", Self.openDatabase)
    try folder.write("infra/nested/open.template", Self.openDatabase)
    try folder.write("infra/package.json", "{\"name\": \"x\"}")
    try folder.write("infra/tfplan", [0x50, 0x4b, 0x03, 0x04])
    for hidden in [".git", ".terraform", "node_modules", "cdk.out/asset.1"] {
      try folder.write("infra/\(hidden)/open.yaml", Self.openDatabase)
    }
    try folder.write(
      "infra/cdk.out/Stack.template.json",
      "{\"Resources\": {\"V\": {\"Type\": \"AWS::EC2::VPC\", \"Properties\": {\"CidrBlock\": \"10.0.0.0/16\"}}}}")
    try folder.write("infra/cdk.out/manifest.json", "{\"version\": \"1\"}")
    let only = ["--only", "admin-port-open-to-world,database-open-to-world"]
    let process = try NetlintProcess.run(["check", "infra"] + only, in: folder.path)
    #expect(process.status == 1, "\(process.errors)")
    #expect(process.output.contains("2 findings (2 high)"), "\(process.output)")
    #expect(process.output.contains("in 3 files; 2 files of no known format skipped"))
    #expect(process.output.contains("infra/nested/open.template:9:"))
    // A file that is found and named is read once.
    let twice = try NetlintProcess.run(
      ["check", "infra", "./infra/open.yaml", "infra/../infra"] + only, in: folder.path)
    #expect(twice.output == process.output)
  }

  /// A template that is broken is reported, wherever it was found.
  @Test func brokenTemplateInADirectory() throws {
    let folder = try TemporaryFolder()
    try folder.write("good.yaml", Self.openDatabase)
    try folder.write("bad.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources: [\n")
    let process = try NetlintProcess.run(["check", "."], in: folder.path)
    #expect(process.status == 2)
    #expect(process.errors.contains("bad.yaml:"))
    #expect(process.output.contains("admin-port-open-to-world"))
  }

  /// One of two equal keys is not deployed: the rest is checked, and the run fails.
  @Test func repeatedKey() throws {
    let folder = try TemporaryFolder()
    try folder.write("twice.yaml", Self.openDatabase + "\n  Vpc: {Type: 'AWS::EC2::VPC'}\n")
    try folder.write(
      "outer.yaml", "Resources: {A: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: twice.yaml}}}")
    for input in ["twice.yaml", "."] {
      let process = try NetlintProcess.run(["check", input], in: folder.path)
      #expect(process.status == 2)
      #expect(process.errors.contains("the key \"Vpc\" is repeated"))
      #expect(process.errors.contains("the one before is at 2:3") && process.errors.contains("--> twice.yaml:10:3"))
      #expect(process.output.contains("admin-port-open-to-world") && process.output.contains("; 1 error\n"))
    }
  }

  /// As pre-commit calls it: every file that could be a template, by name.
  @Test func skipUnrecognized() throws {
    let folder = try TemporaryFolder()
    try folder.write("package.json", "{\"name\": \"x\"}")
    try folder.write(
      "secure.json",
      "{\"Resources\": {\"V\": {\"Type\": \"AWS::EC2::VPC\", \"Properties\": {\"CidrBlock\": \"10.0.0.0/16\"}}}}")
    func check(_ files: String...) throws -> Int32 {
      try NetlintProcess.run(
        ["check", "--skip-unrecognized", "--only", "admin-port-open-to-world"] + files, in: folder.path
      ).status
    }
    #expect(try check("package.json") == 0)
    #expect(try check("package.json", "secure.json") == 0)
    #expect(try check("missing.json") == 2)
    try folder.write("broken.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources: [\n")
    #expect(try check("package.json", "broken.yaml") == 2)
  }

  /// A template cannot write to the terminal.
  @Test func controlCharactersAreNotPrinted() throws {
    let folder = try TemporaryFolder()
    try folder.write("evil.json", "{\"a\u{1B}[31m\": 1}")
    let escaped = try NetlintProcess.run(["check", "evil.json"], in: folder.path)
    #expect(escaped.status == 2)
    #expect(!escaped.errors.contains("\u{1B}"))
  }
}
