import AWSModel
import Foundation
import Rules
import TestSupport
import Testing
import Workspace

/// What a project says it accepts: where that can be said, what it must say, and what is reported of it all the same.
@Suite struct SuppressionTests {
  /// What a run comes to: findings, suppressed ones with the reason, and what is said of suppressions.
  private struct Outcome {
    var open: [String] = []
    var suppressed: [String] = []
    var notes: [String] = []

    init(
      _ files: [String: String], only: [String], configuration: String? = nil, today: String = "2026-06-15",
      skipsUnrecognized: Bool = false
    ) throws {
      let folder = try TemporaryFolder()
      for (name, text) in files { try folder.write("in/\(name)", text) }
      var options = Run.Options()
      options.lint.only = Set(only + ["suppression-unused"])
      options.today = CalendarDate(today)
      options.skipsUnrecognized = skipsUnrecognized
      if let configuration { options.configuration = try folder.write("netlint.yaml", configuration) }
      let run = Run(["\(folder.path)/in"], options: options)
      #expect(run.failures.map(\.description) == [])
      for finding in run.findings {
        let name = "\(finding.verdict == .yes ? "" : "?")\(finding.rule.id) \(finding.place.range.start.line)"
        if finding.suppressions.isEmpty {
          open.append(name)
        } else {
          suppressed.append("\(name): \(finding.suppressions.map(\.reason).joined(separator: "; "))")
        }
      }
      notes = run.diagnostics.filter { $0.kind == .ineffective }.map { note in
        "\(note.place?.start.line ?? 0): \(note.message)" + (note.help.map { "; \($0)" } ?? "")
      }
    }
  }

  /// A group of which the declaration stands in line 4, and the rules that admit the world in 10 and 11.
  private static func template(
    head: String = "", group: String = "", ignore: String = "[]", above: String = "", beside: String = ""
  ) -> String {
    """
    Metadata: {netlint: {ignore: \(head.isEmpty ? "[]" : head)}}
    Resources:
      \(above.isEmpty ? "#" : above)
      Admin: \(group)
        Type: AWS::EC2::SecurityGroup
        Metadata: {netlint: {ignore: \(ignore)}}
        Properties:
          GroupDescription: "administration # netlint:ignore admin-port-open-to-world a text is no comment"
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0} \(beside)
            - {IpProtocol: tcp, FromPort: 23, ToPort: 23, CidrIp: 0.0.0.0/0}

    """
  }

  private static let port = "admin-port-open-to-world"
  private static let unused = "security-group-unused"

  @Test func metadataOfAResource() throws {
    let outcome = try Outcome(
      ["t.yaml": Self.template(ignore: "[{rule: \(Self.port), reason: the office, until: 2026-06-15}]")],
      only: [Self.port, Self.unused])
    #expect(outcome.suppressed == ["\(Self.port) 10: the office"])
    #expect(outcome.open == ["\(Self.unused) 4"])
    #expect(outcome.notes == [])
  }

  @Test func metadataOfATemplate() throws {
    let outcome = try Outcome(
      ["t.yaml": Self.template(head: "[{rule: \(Self.unused), reason: by hand}]"), "u.yaml": Self.template()],
      only: [Self.unused])
    // Of that template alone.
    #expect(outcome.suppressed == ["\(Self.unused) 4: by hand"] && outcome.open == ["\(Self.unused) 4"])
  }

  @Test func metadataInJSONAndOfLoops() throws {
    let json = """
      {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"A": {"Type": "AWS::EC2::SecurityGroup",
       "Metadata": {"netlint": {"ignore": [{"rule": "\(Self.unused)", "reason": "r"}]}},
       "Properties": {"GroupDescription": "g"}}}}
      """
    #expect(try Outcome(["t.json": json], only: [Self.unused]).suppressed == ["\(Self.unused) 1: r"])
    let loop = """
      Transform: AWS::LanguageExtensions
      Resources:
        Fn::ForEach::Groups:
          - Name
          - [A, B]
          - Group${Name}:
              Type: AWS::EC2::SecurityGroup
              Metadata: {netlint: {ignore: [{rule: \(Self.unused), reason: r}]}}
              Properties: {GroupDescription: g}
      """
    let outcome = try Outcome(["t.yaml": loop], only: [Self.unused])
    #expect(outcome.suppressed == ["\(Self.unused) 6: r", "\(Self.unused) 6: r"] && outcome.open.isEmpty)
  }

  @Test func commentsInYAML() throws {
    let beside = try Outcome(
      ["t.yaml": Self.template(beside: "# netlint:ignore \(Self.port) the office")], only: [Self.port])
    #expect(beside.suppressed == ["\(Self.port) 10: the office"] && beside.open.isEmpty)
    let above = try Outcome(
      ["t.yaml": Self.template(above: "# netlint:ignore \(Self.unused),\(Self.port) until=2027-01-01 - by hand")],
      only: [Self.unused, Self.port])
    #expect(above.suppressed == ["\(Self.unused) 4: by hand"])
    // The other rule points to another line.
    #expect(above.open == ["\(Self.port) 10", "suppression-unused 3"])
    let onTheName = try Outcome(
      ["t.yaml": Self.template(group: "# netlint:ignore \(Self.unused) by hand")], only: [Self.unused])
    #expect(onTheName.suppressed == ["\(Self.unused) 4: by hand"])
  }

  private static let configuration = """
    {"//": "netlint:ignore vpc-dns-disabled for all of the file",
     "resource": {"aws_vpc": {"main": {"cidr_block": "10.0.0.0/16", "enable_dns_support": false}},
      "aws_security_group": {
       "web": {"//": ["of old", "netlint:ignore \(unused) kept"], "vpc_id": "${aws_vpc.main.id}"},
       "api": {"vpc_id": "${aws_vpc.main.id}"}}}}
    """

  @Test func commentsInTerraformJSON() throws {
    let outcome = try Outcome(["main.tf.json": Self.configuration], only: [Self.unused, "vpc-dns-disabled"])
    #expect(outcome.suppressed == ["vpc-dns-disabled 2: for all of the file", "\(Self.unused) 4: kept"])
    #expect(outcome.open == ["\(Self.unused) 5"])
  }

  /// Findings of a plan are shown in the files that it was made from, and their comments are about them.
  @Test func commentsInNativeFilesOfAPlan() throws {
    let folder = "Tests/Fixtures/terraform/native-comments"
    var options = Run.Options()
    options.lint.only = [Self.port, "vpc-without-flow-logs", "suppression-unused"]
    options.today = CalendarDate("2026-06-15")
    let run = Run([folder + "/plan.json"], options: options)
    let found = run.findings.map { finding in
      let place = finding.place.range
      let reasons = finding.suppressions.map(\.reason).joined(separator: "; ")
      return "\(finding.rule.id) \(place.file.path.dropFirst(folder.count + 1)):\(place.start.line) \(reasons)"
    }
    #expect(
      found.sorted() == [
        "\(Self.port) main.tf:15 the office firewall is in front of it", "\(Self.port) main.tf:22 ",
        "\(Self.port) main.tf:33 moved in spring", "\(Self.port) main.tf:48 ",
        "\(Self.port) modules/door/main.tf:10 the agents have no other way", "suppression-unused main.tf:51 ",
        "vpc-without-flow-logs main.tf:4 ",
      ])
    let notes = run.diagnostics.filter { $0.kind == .ineffective }.map { "\($0.place?.start.line ?? 0): \($0.message)" }
    #expect(notes == ["42: the suppression of \(Self.port) has no reason, and is not applied"])
    // Where no files are at hand nothing says so.
    let folderAlone = try TemporaryFolder()
    try folderAlone.write("plan.json", try Repository.text(folder + "/plan.json"))
    #expect(Run([folderAlone.path + "/plan.json"], options: options).findings.allSatisfy { $0.suppressions.isEmpty })
  }

  @Test func entriesOfTheConfiguration() throws {
    func outcome(_ entry: String, skips: Bool = false) throws -> Outcome {
      try Outcome(
        ["main.tf.json": Self.configuration], only: [Self.unused], configuration: "ignore: [\(entry)]\n",
        skipsUnrecognized: skips)
    }
    let api = try outcome("{rule: \(Self.unused), address: 'aws_*.api', reason: of the other team}")
    #expect(api.suppressed.contains("\(Self.unused) 5: of the other team") && api.open.isEmpty)
    let nobody = "{rule: \(Self.unused), address: aws_security_group.nope, reason: r}"
    #expect(try outcome(nobody).open.contains("suppression-unused 1"))
    // A hook names what has changed, and not what else there is.
    #expect(try !outcome(nobody, skips: true).open.contains("suppression-unused 1"))
  }

  private static let patterns: [(address: String?, module: String?, resource: String, fits: Bool)] = [
    ("aws_lb.main", nil, "aws_lb.main", true), ("aws_lb.main", nil, "aws_lb.main[0]", true),
    ("aws_lb.main", nil, "module.a.aws_lb.main", false), ("*.main", nil, "module.a.aws_lb.main", true),
    ("aws_autoscaling_group.a", nil, "aws_autoscaling_group.a[1] (part 2)", true),
    ("aws_autoscaling_group.a (part 3)", nil, "aws_autoscaling_group.a (part 2)", false),
    ("aws_vpc.a", nil, "aws_vpc.a (default security group)", false),
    ("aws_lb.main[0]", nil, "aws_lb.main[1]", false), (nil, "a", "module.a.aws_lb.main", true),
    (nil, "a", "module.a[\"x.y\"].module.b.aws_lb.main", true),
    (nil, "a.b", "module.a[0].module.b[1].aws_lb.main", true),
    (nil, "b", "module.a.module.b.aws_lb.main", false), (nil, "a*", "module.a.aws_lb.main", true),
    (nil, "aws_lb", "aws_lb.main", false), (nil, "data", "data.aws_lb.main", false), (nil, "Net", "Net.Vpc", true),
    (nil, "Net", "Network", false), ("*.Vpc", "Net", "Net.Vpc", true), ("*.Vpc", "Other", "Net.Vpc", false),
  ]

  @Test(arguments: patterns)
  func pattern(_ address: String?, _ module: String?, _ resource: String, _ fits: Bool) {
    let id = ResourceID(stack: "s", address: resource)
    #expect(ResourcePattern(address: address, module: module).contains(id) == fits)
  }

  @Test func whatItMustSay() throws {
    let outcome = try Outcome(
      [
        "t.yaml": Self.template(
          ignore: """
            [{rule: \(Self.port)}, {rule: admin-port-open-to-wrold, reason: r}, {rule: \(Self.port), reason: r, util: x},
             {rule: \(Self.port), reason: r, until: 2026-02-30}, {rule: \(Self.port), reason: r, until: 2026-06-14}, {reason: r}, 7]
            """,
          above: "# netlint:ignore", beside: "# netlint:ignroe \(Self.port) r")
      ], only: [Self.port])
    #expect(outcome.open == ["\(Self.port) 11"])
    #expect(outcome.suppressed == [])
    let expected = [
      "3: the suppression names no rule; netlint:ignore RULE REASON",
      "6: the suppression of admin-port-open-to-world has no reason, and is not applied; say why it is accepted",
      "6: there is no rule 'admin-port-open-to-wrold' to suppress; did you mean admin-port-open-to-world?",
      "6: 'util' says nothing to netlint here; did you mean until?",
      "7: '2026-02-30' is no day, and the suppression is not applied; a day is written as 2027-01-31",
      "7: the suppression names no rule; netlint:ignore RULE REASON",
      "7: found 7, expected a mapping; netlint: {ignore: [{rule: RULE, reason: why, until: 2027-01-31}]}",
      "7: the suppression of admin-port-open-to-world expired on 2026-06-14: what it suppressed is reported; "
        + "mend what it was for, or give it a later date",
      "11: 'netlint:ignroe' says nothing to netlint; netlint:ignore RULE REASON suppresses a finding",
    ]
    #expect(Set(outcome.notes) == Set(expected), "\(outcome.notes)")
  }

  @Test func whatSuppressesNothing() throws {
    let text = Self.template(ignore: "[{rule: vpc-dns-disabled, reason: r}, {rule: vpc-without-flow-logs, reason: r}]")
    // What a rule that does not run would have found is not known.
    #expect(try Outcome(["t.yaml": text], only: ["vpc-dns-disabled"]).open == ["suppression-unused 6"])
  }

  /// The rule that reports the mistake is another one: the suppression is neither applied nor of no use.
  @Test func whatAnotherRuleReports() throws {
    let text = Self.template(ignore: "[{rule: \(Self.port), reason: r}]")
      .replacingOccurrences(of: "IpProtocol: tcp, FromPort: 22, ToPort: 22", with: "IpProtocol: '-1'")
    let all = "all-ports-open-to-world"
    #expect(try Outcome(["t.yaml": text], only: [Self.port, all]).open == ["\(all) 10"])
    #expect(try Outcome(["t.yaml": text], only: [Self.port]).suppressed == ["\(Self.port) 10: r"])
  }

  @Test func whatIsUndecided() throws {
    let text =
      "Parameters: {Office: {Type: String}}\n"
      + Self.template(ignore: "[{rule: \(Self.port), reason: r}]").replacingOccurrences(
        of: "0.0.0.0/0", with: "!Ref Office")
    let outcome = try Outcome(["t.yaml": text], only: [Self.port])
    #expect(outcome.suppressed == ["?\(Self.port) 11: r"] && outcome.open.isEmpty)
  }

  /// A suppressed finding fails no run and is in the report of machines, with the reason.
  @Test func reports() throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template(beside: "# netlint:ignore \(Self.port) until=9999-12-31 the office"))
    func check(_ options: String...) throws -> NetlintProcess {
      try NetlintProcess.run(["check", "t.yaml", "--only", Self.port] + options, in: folder.path)
    }
    let text = try check()
    #expect(text.status == 0)
    #expect(text.output == "no findings, 1 suppressed in 1 file\n")
    let sarif = try JSONSerialization.jsonObject(with: Data(check("--format", "sarif").output.utf8)) as? [String: Any]
    let results = try #require(((sarif?["runs"] as? [[String: Any]])?.first?["results"]) as? [[String: Any]])
    let suppression = try #require((results.first?["suppressions"] as? [[String: Any]])?.first)
    #expect(suppression["kind"] as? String == "inSource" && suppression["justification"] as? String == "the office")
    let json = try JSONSerialization.jsonObject(with: Data(check("--format", "json").output.utf8)) as? [String: Any]
    #expect((json?["findings"] as? [Any])?.isEmpty == true)
    let suppressed = try #require((json?["suppressed"] as? [[String: Any]])?.first)
    #expect(((suppressed["suppressions"] as? [[String: Any]])?.first?["until"]) as? String == "9999-12-31")
  }
}
