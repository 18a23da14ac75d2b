import Documents
import Foundation
import NetSpace
import Rules
import TestSupport
import Testing
import Workspace

/// `netlint.yaml`: what it may say, what is wrong with it, and what becomes of its expectations.
@Suite struct ConfigurationTests {
  private static let plan = "samples/web-app-insecure/plan.json"
  private static let folder = "Tests/Fixtures/configuration"

  // MARK: As users see it

  @Test(arguments: [("expectations", Int32(1)), ("broken", 2), ("names", 2)])
  func check(_ name: String, _ status: Int32) throws {
    let process = try NetlintProcess.run(
      ["check", Self.plan, "--config", "\(Self.folder)/\(name).yaml", "--only", "expectation-broken", "--quiet"])
    #expect(process.status == status)
    let difference = Snapshot.difference(process.errors + process.output, "configuration/\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// A path of an expectation's finding is the one that `explain` shows.
  @Test func brokenExpectationsAgreeWithExplain() throws {
    let process = try NetlintProcess.run(
      ["explain", Self.plan, "internet -> aws_instance.bastion", "--format", "json"])
    let explained = try #require(Self.object(process.output)["traces"] as? [[String: Any]])
    let report = try NetlintProcess.run(
      ["check", Self.plan, "--config", "\(Self.folder)/expectations.yaml", "--format", "json"])
    let findings = try #require(Self.object(report.output)["findings"] as? [[String: Any]])
    let finding = try #require(
      findings.first { ($0["message"] as? String)?.hasPrefix("internet must not reach aws_instance.bastion") == true })
    let traces = try #require(finding["traces"] as? [[String: Any]])
    #expect(traces.map { $0["route"] as? String } == explained.map { $0["route"] as? String })
    #expect(finding["severity"] as? String == "low")
  }

  @Test func isFoundInTheWorkingDirectory() throws {
    let folder = try TemporaryFolder()
    try folder.write("web/plan.json", try Repository.text(Self.plan))
    try folder.write("old/plan.json", try Repository.text(Self.plan))
    func check(_ options: String...) throws -> NetlintProcess {
      try NetlintProcess.run(["check", "."] + options, in: folder.path)
    }
    #expect(try check("--quiet").output.contains("old/plan.json"))
    try folder.write(
      ".netlint.yaml", "exclude: [old]\nfail_on: critical\nrules: {iam-admin-access: {enabled: false}}\n")
    let process = try check("--quiet")
    #expect(!process.output.contains("old/plan.json"))
    #expect(!process.output.contains("iam-admin-access"))
    #expect(process.status == 1)
    // Who names a file means it, unless every file is named, as pre-commit does.
    func named(_ options: String...) throws -> NetlintProcess {
      try NetlintProcess.run(["check", "old/plan.json"] + options, in: folder.path)
    }
    #expect(try named().status == 1)
    let skipped = try named("--skip-unrecognized")
    #expect(skipped.status == 0 && skipped.output.contains("nothing was checked"), "\(skipped.output)")
    // What the command line says comes first.
    #expect(try check("--only", "iam-admin-access").output.contains("critical[iam-admin-access]"))
    #expect(try check("--only", "alb-http-not-redirected").status == 0)
    #expect(try check("--only", "alb-http-not-redirected", "--fail-on", "high").status == 1)
    #expect(try check("--no-config", "--quiet").output.contains("old/plan.json"))
    #expect(try check("--no-config", "--config", "x.yaml").status == 64)
    // It is no template, and not counted as one of no known format.
    #expect(try !check().output.contains("skipped"))
    try folder.write("netlint.yaml", "fail_on: high\n")
    let both = try check()
    #expect(both.status == 2 && both.errors.contains("only one of them can be the configuration"))
  }

  @Test func severityAndUndecidedOfTheProject() throws {
    let folder = try TemporaryFolder()
    try folder.write("plan.json", try Repository.text("Tests/Fixtures/terraform/outside-the-input/plan.json"))
    let expectation = "expect: [{from: internet, to: aws_instance.main, reachable: false}]\n"
    try folder.write("netlint.yaml", expectation)
    let arguments = ["check", "plan.json", "--only", "expectation-broken"]
    let shown = try NetlintProcess.run(arguments, in: folder.path)
    #expect(shown.status == 0)
    #expect(shown.output.contains("expectation-broken  expect[0]"), "\(shown.output)")
    try folder.write("netlint.yaml", expectation + "undecided: fail\n")
    #expect(try NetlintProcess.run(arguments, in: folder.path).status == 1)
    #expect(try NetlintProcess.run(arguments + ["--undecided", "show"], in: folder.path).status == 0)
    try folder.write(
      "netlint.yaml", expectation + "undecided: fail\nrules: {expectation-broken: {severity: info}}\n")
    #expect(try NetlintProcess.run(arguments, in: folder.path).status == 0)
    try folder.write("netlint.yaml", expectation + "undecided: hide\n")
    #expect(try !NetlintProcess.run(arguments, in: folder.path).output.contains("expect[0]"))
  }

  /// Reachable means from every port that a client may use: the list lets answers to some of them out only.
  @Test func reachableFromEveryPortOfAClient() throws {
    let folder = try TemporaryFolder()
    try folder.write("plan.json", try Repository.text("Tests/Fixtures/terraform/nacl-blocks-return/plan.json"))
    try folder.write(
      "netlint.yaml", "expect: [{from: internet, to: aws_instance.main, port: 22, reachable: true}]\n")
    #expect(try NetlintProcess.run(["explain", "plan.json", "internet -> main:22"], in: folder.path).status == 0)
    let process = try NetlintProcess.run(
      ["check", "plan.json", "--only", "expectation-broken", "--quiet"], in: folder.path)
    #expect(process.status == 1)
    #expect(process.output.contains("but not from every port of a client"), "\(process.output)")
  }

  /// A project names its own rules once, for all commands.
  @Test func rulesOfTheProject() throws {
    let folder = try TemporaryFolder()
    func netlint(_ arguments: String...) throws -> NetlintProcess {
      try NetlintProcess.run(arguments, in: folder.path)
    }
    _ = try netlint("rules", "new", "my-rule")
    try folder.write("teams/netlint.yaml", "rule_folders: ..\nrules: {my-rule: {severity: critical}}\n")
    for config in [["--config", "teams/netlint.yaml"], ["--config", "teams/netlint.yaml", "--rules", "."]] {
      let check = try NetlintProcess.run(
        ["check", "my-rule/fails.yaml", "--only", "my-rule", "--quiet"] + config, in: folder.path)
      #expect(check.status == 1 && check.output.hasPrefix("critical[my-rule]: Web admits"))
    }
    #expect(try netlint("rules", "show", "my-rule", "--config", "teams/netlint.yaml").status == 0)
    #expect(try netlint("rules", "show", "my-rule").status == 64)
    let reach = try netlint("reach", "my-rule/fails.yaml", "--config", "teams/netlint.yaml")
    #expect(reach.status == 0)
    let shown = try netlint("config", "show", "--config", "teams/netlint.yaml", "--rules", "my-rule").output
    let words = shown.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(words.contains(["rule_folders", "..", "teams/netlint.yaml:1"]))
    #expect(words.contains(["rule_folders", "my-rule", "--rules"]))
    try folder.write("netlint.yaml", "rule_folders: [nowhere]\n")
    let missing = try netlint("check", "my-rule/fails.yaml")
    #expect(missing.status == 2 && missing.errors.contains("nowhere"))
  }

  @Test func tiersOfTheProject() throws {
    let folder = try TemporaryFolder()
    try folder.write("plan.json", try Repository.text(Self.plan))
    try folder.write("netlint.yaml", "tiers: {databases: [aws_instance.bastion], app: [aws_lb.nope]}\n")
    let process = try NetlintProcess.run(["reach", "plan.json", "--tiers"], in: folder.path)
    #expect(process.output.contains("aws_instance.bastion  databases       the project says so (netlint.yaml:1)"))
    #expect(process.errors.contains("'aws_lb.nope' of the tier app assigns nothing"))
    let rows = try NetlintProcess.run(
      ["reach", "plan.json", "--from", "internet", "--to", "databases"], in: folder.path)
    #expect(rows.output.contains("aws_instance.bastion"))
  }

  // MARK: What it holds

  private static func read(_ text: String) -> ConfigurationReader.Result {
    ConfigurationReader.read(SourceFile(path: "netlint.yaml", bytes: Array(text.utf8)))
  }

  @Test func everyKey() throws {
    let read = Self.read(
      """
      fail_on: medium
      undecided: hide
      profile: strict
      trusted_networks: [198.51.100.0/24, "2001:db8::1"]
      own_accounts: ["111122223333", 000011112222]
      trusted_accounts: "444455556666"
      parameters: {allowed_sources: [10.0.0.0/8]}
      rules:
        database-reachable-only-from-app: {enabled: true, severity: info, parameters: {allowed_tiers: [bastion]}}
        iam-admin-access: {enabled: false}
      tiers: {load-balancers: "*.front"}
      """)
    #expect(read.errors.isEmpty)
    let configuration = try #require(read.configuration)
    #expect(configuration.failOn == .medium && configuration.undecided == .hide && configuration.profile == "strict")
    #expect(configuration.lint.trustedNetworks.description == "198.51.100.0/24, 2001:db8::1/128")
    #expect(configuration.lint.ownAccounts == ["111122223333", "000011112222"])
    #expect(configuration.lint.trustedAccounts == ["444455556666"])
    #expect(configuration.lint.parameters == ["allowed_sources": .list([.string("10.0.0.0/8")])])
    #expect(configuration.lint.severities == ["database-reachable-only-from-app": .info])
    #expect(configuration.lint.enabled == ["database-reachable-only-from-app"])
    #expect(configuration.lint.disabled == ["iam-admin-access"])
    #expect(
      configuration.lint.ruleParameters == [
        "database-reachable-only-from-app": ["allowed_tiers": .list([.string("bastion")])]
      ])
    #expect(configuration.tiers.map(\.tier) == [.loadBalancer])
  }

  @Test func settingsInOneWord() throws {
    let read = Self.read(
      """
      rules:
        iam-admin-access: off
        cidr-overlap: on
        load-balancer-sources-unrestricted: high
      paths: [{path: old, rules: {cidr-overlap: off}}]
      """)
    let configuration = try #require(read.configuration, "\(read.errors)")
    #expect(configuration.lint.disabled == ["iam-admin-access"])
    #expect(configuration.lint.enabled == ["cidr-overlap", "load-balancer-sources-unrestricted"])
    #expect(configuration.lint.severities == ["load-balancer-sources-unrestricted": .high])
    #expect(configuration.paths.map(\.lint.disabled) == [["cidr-overlap"]])
    let wrong = Self.read("rules: {iam-admin-access: hgih, cidr-overlap: [off], vpc-dns-disabled: 1}").errors
    #expect(wrong.count == 3, "\(wrong)")
    #expect(wrong.allSatisfy { $0.help.contains("write off, on, a severity") }, "\(wrong)")
  }

  @Test func onlyCommentsAreAConfiguration() {
    #expect(Self.read("{}").configuration != nil)
    #expect(Self.read("expect:\ntiers:\n").errors.isEmpty)
    #expect(Self.read("- a\n").errors.count == 1)
    #expect(Self.read("fail_on: low\nfail_on: high\n").errors.count == 1)
    #expect(Self.read("fail_on: low\n---\nfail_on: high\n").errors.count == 1)
  }

  // MARK: Files, inputs and outputs

  private static let group = """
    Resources:
      Group: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: g}}

    """

  @Test func settingsOfSomeFiles() throws {
    let folder = try TemporaryFolder()
    for name in ["old/deep/a.yaml", "old/kept/b.yaml", "new/c.yaml"] { try folder.write(name, Self.group) }
    try folder.write(
      "netlint.yaml",
      """
      inputs: [old, new]
      fail_on: info
      rules: {security-group-unused: {severity: low}}
      paths:
        - {path: old/kept, rules: {security-group-unused: {severity: critical}}}
        - path: "old/**"
          rules: {security-group-unused: {enabled: false}, load-balancer-sources-unrestricted: {enabled: true}}
      """)
    func check(_ options: String...) throws -> [String] {
      let report = try NetlintProcess.run(["check", "--format", "json"] + options, in: folder.path)
      #expect(report.errors == "")
      let findings = try #require(try Self.object(report.output)["findings"] as? [[String: Any]])
      return findings.map { finding in
        "\(finding["severity"] ?? "") \((finding["place"] as? [String: Any])?["file"] ?? "")"
      }
    }
    // The first entry that fits counts, and only it.
    let unused = ["critical old/kept/b.yaml", "low new/c.yaml"]
    #expect(try check("--skip", "security-group-egress-unrestricted") == unused)
    // Who asks for a rule by name gets it, and who leaves one out does not.
    #expect(try check("--only", "security-group-unused") == unused + ["low old/deep/a.yaml"])
    #expect(try check("--skip", "security-group-unused,security-group-egress-unrestricted") == [])
  }

  @Test func reportOfTheProject() throws {
    let folder = try TemporaryFolder()
    try folder.write("ci/in/a.yaml", Self.group)
    try folder.write(
      "ci/netlint.yaml", "inputs: in\nformat: json\noutput: out.json\nbaseline: known.json\nnew_only: true\n")
    func netlint(_ arguments: String...) throws -> NetlintProcess {
      try NetlintProcess.run(arguments + ["--config", "ci/netlint.yaml"], in: folder.path)
    }
    let missing = try netlint("check")
    #expect(missing.status == 2 && missing.errors.contains("ci/known.json"), "\(missing.errors)")
    #expect(try netlint("baseline", "write").output.hasSuffix(" written to ci/known.json\n"))
    let check = try netlint("check", "--fail-on", "info")
    #expect(check.status == 0 && check.output == "" && check.errors.hasPrefix("no findings, "), "\(check.errors)")
    #expect(try Self.object(folder.read("ci/out.json"))["known"] != nil)
    #expect(try NetlintProcess.run(["check"], in: folder.path).status == 64)
  }

  @Test func showsWhereValuesComeFrom() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "netlint.yaml",
      """
      profile: strict
      trusted_networks: [198.51.100.0/24,
                         203.0.113.0/24]
      parameters: {allowed_sources: [10.0.0.0/8]}
      rules:
        iam-admin-access: {enabled: false, severity: low}
        cidr-overlap: off
        iam-not-action: high
      """)
    func show(_ options: String...) throws -> [String] {
      let process = try NetlintProcess.run(["config", "show"] + options, in: folder.path)
      #expect(process.status == 0, "\(process.errors)")
      return process.output.split(separator: "\n").map {
        $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
      }
    }
    let lines = try show()
    for line in [
      "profile strict netlint.yaml:1", "trusted_networks [198.51.100.0/24, 203.0.113.0/24] netlint.yaml:2",
      "fail_on low default", "rules.iam-admin-access.enabled false netlint.yaml:6",
      "rules.iam-admin-access.severity low netlint.yaml:6", "rules.cidr-overlap.enabled false netlint.yaml:7",
      "rules.iam-not-action.enabled true netlint.yaml:8", "rules.iam-not-action.severity high netlint.yaml:8",
      "rules.iam-not-resource.enabled true default",
      "rules.load-balancer-sources-unrestricted.parameters.allowed_sources [10.0.0.0/8] netlint.yaml:4",
    ] { #expect(lines.contains(line), "\(line) in \(lines)") }
    let asked = try show("--fail-on", "high", "--only", "iam-admin-access", "--profile", "seed-b")
    for line in [
      "fail_on high --fail-on", "profile seed-b --profile", "rules.iam-admin-access.enabled true --only",
      "rules.cidr-overlap.enabled false --only",
    ] { #expect(asked.contains(line), "\(line)") }
    #expect(try show("--no-config").contains("profile default default"))
    let seeded = try show("--no-config", "--profile", "seed-b")
    #expect(seeded.contains("rules.load-balancer-sources-unrestricted.enabled true profile, --profile"), "\(seeded)")
  }

  private static let paths: [(pattern: String, path: String, isExcluded: Bool)] = [
    ("examples", "examples/plan.json", true), ("examples", "modules/examples/a/plan.json", true),
    ("./examples", "modules/examples/plan.json", false), ("/examples", "examples/a.json", true),
    ("examples/", "examples/a.json", true), ("*.gen.json", "a/b.gen.json", true), ("*.gen.json", "a/b.json", false),
    ("a/*.json", "a/b.json", true), ("a/*.json", "a/b/c.json", false), ("a/**/c.json", "a/c.json", true),
    ("a/**/c.json", "a/b/b/c.json", true), ("**", "a", true), ("exam", "examples/a.json", false),
  ]

  @Test(arguments: paths)
  func exclusion(_ pattern: String, _ path: String, _ isExcluded: Bool) {
    #expect(PathPatterns([pattern]).contains(path) == isExcluded)
    #expect(PathPatterns([pattern], relativeTo: "infra").contains("infra/\(path)") == isExcluded)
    #expect(!PathPatterns([pattern], relativeTo: "infra").contains(path))
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
