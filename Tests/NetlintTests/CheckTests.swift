import Foundation
import TestSupport
import Testing

/// `netlint check` as people and code scanning see it: the whole output, and the exit code.
@Suite struct CheckTests {
  private static let samples = ["web-app-insecure", "web-app-secure"]
  private static let inputs = ["plan.json", "template.yaml"]

  @Test(arguments: samples, inputs)
  func text(_ sample: String, _ input: String) throws {
    let process = try NetlintProcess.run(["check", "samples/\(sample)/\(input)"])
    #expect(process.status == (sample == "web-app-secure" ? 0 : 1))
    #expect(process.errors == "")
    let difference = Snapshot.difference(process.output, "check/\(sample)-\(input).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// A hook's command line is read without the parser: it must mean the same.
  @Test(arguments: [
    ["samples/web-app-insecure"], ["samples/web-app-insecure/plan.json", "--skip-unrecognized", "Package.swift"],
  ])
  func aHookIsAnsweredAsAnybodyElse(_ arguments: [String]) throws {
    let hook = try NetlintProcess.run(["check"] + arguments)
    let parsed = try NetlintProcess.run(["check"] + arguments + ["--format", "text"])
    #expect(hook.output == parsed.output && hook.errors == parsed.errors && hook.status == parsed.status)
    #expect(hook.status == 1)
  }

  @Test(arguments: samples, inputs)
  func sarif(_ sample: String, _ input: String) throws {
    let process = try NetlintProcess.run(["check", "samples/\(sample)/\(input)", "--format", "sarif"])
    #expect(process.status == (sample == "web-app-secure" ? 0 : 1))
    let difference = Snapshot.difference(process.output, "check/\(sample)-\(input).sarif.json")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// The planted mistakes of the samples, at the lines that were written down with them.
  @Test(arguments: [("plan.json", "terraform"), ("template.yaml", "cloudformation")])
  func plantedMistakes(_ input: String, _ language: String) throws {
    let expected = try Self.json(Repository.text("samples/web-app-insecure/expected.json"))
    let wanted = try #require(expected["findings"] as? [[String: Any]]).map { finding -> String in
      let place = finding[language] as? [String: Any]
      return "\(finding["rule"] ?? "") \(place?["subject"] ?? "") \(finding["severity"] ?? "")"
    }
    let process = try NetlintProcess.run(["check", "samples/web-app-insecure/\(input)", "--format", "json"])
    let report = try Self.json(process.output)
    let found = try #require(report["findings"] as? [[String: Any]]).map { finding in
      "\(finding["rule"] ?? "") \(finding["subject"] ?? "") \(finding["severity"] ?? "")"
    }
    #expect(found.sorted() == wanted.sorted())
  }

  // MARK: Determinism

  @Test(arguments: ["text", "sarif", "json"])
  func orderOfInputsDoesNotMatter(_ format: String) throws {
    let inputs = [
      "samples/web-app-secure/plan.json", "samples/web-app-insecure/plan.json",
      "samples/web-app-insecure/template.yaml", "samples/web-app-secure/template.yaml",
    ]
    let options = ["--format", format]
    let first = try NetlintProcess.run(["check"] + inputs + options)
    #expect(first.status == 1)
    for order in [inputs.reversed(), [inputs[2], inputs[0], inputs[3], inputs[1]]] {
      let again = try NetlintProcess.run(["check"] + order + options)
      #expect(again.output == first.output)
    }
    if format != "json" { return }
    // However the paths are written.
    let spelled = inputs.map { "./" + $0.replacingOccurrences(of: "/", with: "//") }
    #expect(try NetlintProcess.run(["check"] + spelled + options).output == first.output)
    #expect(try NetlintProcess.run(["check"] + inputs + options).output == first.output)
    let absolute = inputs.map(Repository.path)
    #expect(try NetlintProcess.run(["check"] + absolute + options).output == first.output)
  }

  // MARK: Options

  private static let exitCodes: [([String], Int32)] = [
    (["--fail-on", "critical"], 1), (["--fail-on", "info"], 1), (["--only", "alb-http-not-redirected"], 1),
    (["--only", "alb-http-not-redirected", "--fail-on", "critical"], 0), (["--only", "alb-without-https"], 0),
    (["--only", "alb-http-not-redirected", "--skip", "alb-http-not-redirected"], 0), (["--only", "no-such-rule"], 64),
    (["--fail-on", "fatal"], 64), (["--format", "xml"], 64), (["--undecided", "maybe"], 64),
    (["--rules", "no-such-folder"], 2),
  ]

  @Test(arguments: exitCodes)
  func exitCode(_ options: [String], _ status: Int32) throws {
    #expect(try NetlintProcess.run(["check", "samples/web-app-insecure/plan.json"] + options).status == status)
  }

  @Test func quietPrintsFindingsOnly() throws {
    let insecure = try NetlintProcess.run(["check", "samples/web-app-insecure/plan.json", "--quiet"])
    #expect(!insecure.output.contains("is not modelled"))
    #expect(insecure.output.contains("critical[iam-admin-access]"))
    #expect(try NetlintProcess.run(["check", "samples/web-app-secure/plan.json", "--quiet"]).output == "")
  }

  /// With the condition decided, the finding stands on the whole resource: what is left out stands nowhere.
  @Test func whatAConditionLeavesOutIsUndecided() throws {
    let path = "rules/data/s3-without-lifecycle/undecided.yaml"
    let process = try NetlintProcess.run(
      ["check", path, "--only", "s3-without-lifecycle", "--no-config", "--undecided", "fail"])
    #expect(process.status == 1)
    #expect(process.output.contains("condition IsProduction"))
  }

  @Test func outputGoesToAFile() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/report.sarif"
    let arguments = ["check", "samples/web-app-insecure/plan.json", "--format", "sarif"]
    let process = try NetlintProcess.run(arguments + ["--output", file])
    #expect(process.status == 1)
    #expect(process.output == "")
    #expect(process.errors.hasPrefix("9 findings (2 critical, 5 high, 1 low, 1 info)"))
    #expect(try folder.read("report.sarif") == NetlintProcess.run(arguments).output)
    #expect(try NetlintProcess.run(arguments + ["--output", "\(folder.path)/no/such/report"]).status == 2)
  }

  /// What only the deployment knows is undecided: listed, counted, failing the run only when asked to.
  @Test func undecided() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "open.yaml",
      """
      Parameters:
        OfficeCidr: {Type: String}
      Resources:
        Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}
        Admin:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: administration
            VpcId: !Ref Vpc
            SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref OfficeCidr}
      """)
    func check(_ options: String...) throws -> NetlintProcess {
      try NetlintProcess.run(["check", "open.yaml", "--only", "admin-port-open-to-world"] + options, in: folder.path)
    }
    let shown = try check()
    #expect(shown.status == 0)
    #expect(shown.output.contains("undecided: 1 answer needs parameter OfficeCidr"), "\(shown.output)")
    #expect(try check("--undecided", "fail").status == 1)
    #expect(try check("--undecided", "fail", "--fail-on", "critical").status == 0)
    let hidden = try check("--undecided", "hide")
    #expect(hidden.status == 0)
    #expect(!hidden.output.contains("OfficeCidr") && hidden.output.contains("1 undecided"))
    let sarif = try Self.json(check("--format", "sarif").output)
    let results = try #require(((sarif["runs"] as? [[String: Any]])?.first?["results"]) as? [[String: Any]])
    #expect(results.map { $0["kind"] as? String } == ["open"] && results.map { $0["level"] as? String } == ["none"])
  }

  // MARK: Colour

  @Test func noColorInAPipe() throws {
    let process = try NetlintProcess.run(
      ["check", "samples/web-app-insecure/plan.json"], environment: ["TERM": "xterm"])
    #expect(!process.output.contains("\u{1B}"))
  }

  @Test func version() throws {
    let process = try NetlintProcess.run(["--version"])
    #expect(process.output == "0.1.0\n" && process.status == 0)
  }

  private static func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
