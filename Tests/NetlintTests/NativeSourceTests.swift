import Documents
import Foundation
import Rules
import TestSupport
import Testing
import Workspace

/// A finding on a plan points to the native file that the plan was made from.
@Suite struct NativeSourceTests {
  private static let folder = "Tests/Fixtures/terraform/native-sources"

  private func places(_ run: Run) -> [String] {
    run.findings.map { finding in
      let path = finding.place.range.file.path.split(separator: "/").suffix(2).joined(separator: "/")
      return "\(finding.rule.id) \(finding.subject.address) \(path):\(finding.place.range.start)"
        + " \(finding.place.range.text)"
    }
  }

  private static let expected = [
    "iam-admin-access aws_iam_role.admin native-sources/main.tf:115:3 statement",
    "admin-port-open-to-world aws_security_group.mixed native-sources/main.tf:41:5 cidr_blocks",
    "admin-port-open-to-world aws_security_group.mixed native-sources/main.tf:48:5 cidr_blocks",
    "database-open-to-world aws_security_group.mixed native-sources/main.tf:31:5 cidr_blocks",
    "admin-port-open-to-world aws_security_group.generated native-sources/main.tf:64:3 dynamic \"ingress\"",
    "admin-port-open-to-world aws_security_group.list[\"a}\"] native-sources/main.tf:89:3 ingress",
    "admin-port-open-to-world aws_security_group.list[\"b\\\"{\"] native-sources/main.tf:89:3 ingress",
    "admin-port-open-to-world module.again[0].aws_security_group.this rules/main.tf:10:3 cidr_blocks",
    "admin-port-open-to-world module.groups[\"eu\"].aws_security_group.this rules/main.tf:10:3 cidr_blocks",
    "security-group-unused aws_security_group.mixed native-sources/main.tf:20:1 resource \"aws_security_group\" \"mixed\"",
  ]

  @Test(arguments: expected) func findingPointsToItsSource(_ expected: String) {
    let found = places(Run([Repository.path("\(Self.folder)/plan.json")]))
    #expect(found.contains(expected), "\(found.joined(separator: "\n"))")
  }

  private static let expectedInJSON = [
    "network-acl-open-admin-port aws_default_network_acl.dev for-each-over-modules/main.tf.json",
    "vpc-without-flow-logs module.network[\"prod\"].aws_vpc.this network/main.tf.json",
    "database-open-to-world module.service[\"dev\"].aws_security_group.db service/main.tf.json",
  ]

  /// A plan of a configuration in JSON points to that.
  @Test func configurationsInJSON() {
    let run = Run([Repository.path("Tests/Fixtures/terraform/for-each-over-modules/plan.json")])
    let found = places(run)
    for expected in Self.expectedInJSON { #expect(found.contains { $0.hasPrefix(expected) }, "\(expected)") }
    let texts = run.findings.map { "\($0.rule.id) \($0.place.range.text)" }
    #expect(texts.contains("admin-port-reachable-from-internet \"cidr_blocks\""), "\(texts)")
    #expect(texts.contains("database-open-to-world \"cidr_blocks\""))
    #expect(texts.contains("vpc-without-flow-logs \"this\""))
  }

  /// In all fixtures: what is pointed to is the block of the resource, or of something that it is made of.
  @Test(arguments: FixtureFindingsTests.fixtures.filter { $0.hasSuffix("/plan.json") })
  func findingsAreInTheBlockOfTheirResource(_ fixture: String) throws {
    let folder = fixture.dropLast("/plan.json".count)
    let files = Repository.files(below: String(folder), suffix: ".tf")
    guard files.contains(where: { !$0.dropFirst(folder.count + 1).contains("/") }) else { return }
    // What Terraform only lets go of is in no file any more.
    let forgotten = [
      "aws_security_group.forgotten", "aws_vpc_security_group_ingress_rule.kept", "aws_default_security_group.d",
    ]
    for finding in Run([Repository.path(fixture)]).findings
    where finding.rule.id != "suppression-unused" && !forgotten.contains(finding.subject.address)
      && !forgotten.contains(finding.resource.address)
    {
      let range = finding.place.range
      let text = try String(contentsOfFile: range.file.path, encoding: .utf8)
      #expect(range.file.path.hasSuffix(".tf"), "\(fixture): \(finding.resource.address) \(finding.place.path)")
      let above = text.utf8.prefix(range.bytes.upperBound)
      let header = String(decoding: above, as: UTF8.self).split(separator: "\n").last {
        $0.hasPrefix("resource ") || $0.hasPrefix("data ") || $0.hasPrefix("module ")
      }
      let name = finding.resource.address.split { $0 == "[" || $0 == " " }[0].split(separator: ".").last ?? ""
      let isOwn = header?.contains("\"\(name)\"") ?? false
      let isPolicy = header?.contains("aws_iam_policy_document") ?? false
      let isElsewhere = finding.resource.address.hasPrefix("module.") || finding.resource.address.contains("/")
      #expect(
        isOwn || isPolicy || isElsewhere, "\(fixture): \(finding.resource.address) at \(range) below \(header ?? "")")
      let planned = finding.related.last
      #expect(planned?.message == "in the plan")
      #expect(planned?.place.file.path.hasSuffix("plan.json") ?? false)
    }
  }

  // MARK: Source roots

  private static let group = """
    resource "aws_security_group" "web" {
      ingress {
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
    """

  /// The plan of a security group in the module `module.app`, and of one beside it, with the source of the module.
  private static func plan(source: String) -> String {
    func change(_ address: String, _ module: String) -> String {
      """
      {"address": "\(module)\(address)", "module_address": "\(module.dropLast())", "mode": "managed",
       "type": "aws_security_group", "name": "web", "change": {"actions": ["create"], "after": {"ingress": [
       {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]}}}
      """
    }
    let resource = """
      {"address": "aws_security_group.web", "mode": "managed", "type": "aws_security_group", "name": "web"}
      """
    return """
      {"format_version": "1.2", "resource_changes": [
      \(change("aws_security_group.web", "")), \(change("aws_security_group.web", "module.app."))],
      "configuration": {"root_module": {"resources": [\(resource)],
      "module_calls": {"app": {"source": "\(source)", "module": {"resources": [\(resource)]}}}}}}
      """
  }

  /// The places of the rule, in the files of a folder.
  private func places(of arguments: [String], in folder: TemporaryFolder) throws -> [String] {
    let process = try NetlintProcess.run(
      ["check", "--only", "admin-port-open-to-world", "--format", "json"] + arguments, in: folder.path)
    let report = try JSONSerialization.jsonObject(with: Data(process.output.utf8)) as? [String: Any]
    return (report?["findings"] as? [[String: Any]] ?? []).compactMap { finding in
      let place = finding["place"] as? [String: Any]
      return "\(place?["file"] ?? ""):\(place?["line"] ?? "")"
    }
  }

  @Test func rootOfAPlanElsewhere() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("out/plan.json", Self.plan(source: "../../modules/app"))
    _ = try folder.write("repo/live/prod/main.tf", Self.group + "\nmodule \"app\" {\n}\n")
    _ = try folder.write("repo/live/other/main.tf", "resource \"aws_vpc\" \"main\" {}\n")
    _ = try folder.write("repo/modules/app/main.tf", "\n" + Self.group)
    // Nothing is looked for but where the plan is and here.
    #expect(try places(of: ["out/plan.json"], in: folder) == ["out/plan.json:4", "out/plan.json:6"])
    #expect(
      try places(of: ["out/plan.json", "--source-root", "repo"], in: folder)
        == ["repo/live/prod/main.tf:3", "repo/modules/app/main.tf:4"])
    // The module is outside of the root: its call stands for it.
    #expect(
      try places(of: ["out/plan.json", "--source-root", "repo/live/prod"], in: folder)
        == ["repo/live/prod/main.tf:3", "repo/live/prod/main.tf:6"])
    #expect(
      try places(of: ["out/plan.json", "--source-root", "\(folder.path)/repo"], in: folder)
        == ["repo/live/prod/main.tf:3", "repo/modules/app/main.tf:4"])
  }

  // MARK: Other commands

  private static let insecure = "samples/web-app-insecure/plan.json"

  /// The files and lines of all members of a kind in an answer in JSON.
  private func places(_ key: String, in value: Any) -> [String] {
    if let list = value as? [Any] { return list.flatMap { places(key, in: $0) } }
    guard let object = value as? [String: Any] else { return [] }
    return object.sorted { $0.key < $1.key }.flatMap { name, value in
      if name == key, let place = value as? [String: Any], let file = place["file"], let line = place["line"] {
        return ["\(file):\(line)"]
      }
      return places(key, in: value)
    }
  }

  private func places(of arguments: [String], key: String = "place") throws -> [String] {
    let process = try NetlintProcess.run(arguments)
    #expect(!process.errors.contains("error"), "\(process.errors)")
    return places(key, in: try JSONSerialization.jsonObject(with: Data(process.output.utf8)))
  }

  /// `check`, `explain`, `reach` and `diff` point to the same place for the same rule of a security group.
  @Test func everyCommandPointsToTheSource() throws {
    let rule = "samples/web-app-insecure/bastion.tf:13"
    let check = try places(of: ["check", Self.insecure, "--only", "admin-port-open-to-world", "--format", "json"])
    #expect(check.contains(rule), "\(check)")
    let explain = try places(of: ["explain", Self.insecure, "internet -> aws_instance.bastion:22", "--format", "json"])
    #expect(explain.contains(rule), "\(explain)")
    let reach = try places(of: ["reach", Self.insecure, "--to", "aws_instance.bastion", "--format", "json"])
    #expect(reach.contains(rule), "\(reach)")
    let diff = try places(of: ["diff", Self.insecure, "--format", "json"])
    #expect(diff.contains(rule), "\(diff)")
    let tiers = try places(of: ["reach", Self.insecure, "--tiers", "--format", "json"])
    for place in explain + reach + diff + tiers { #expect(!place.contains("plan.json"), "\(place)") }
    let text = try NetlintProcess.run(["explain", Self.insecure, "internet -> aws_instance.bastion:22"]).output
    #expect(text.contains("bastion.tf:13"), "\(text)")
  }

  @Test func chainsPointToTheSource() throws {
    let places = try places(
      of: ["explain", Self.insecure, "internet -> aws_db_instance.main:5432", "--pivot", "--format", "json"])
    #expect(!places.isEmpty)
    for place in places { #expect(!place.contains("plan.json"), "\(place)") }
  }

  @Test func diffNamesThePlaceInThePlanToo() throws {
    let sarif = try NetlintProcess.run(["diff", Self.insecure, "--format", "sarif"]).output
    #expect(sarif.contains("bastion.tf"))
    #expect(sarif.contains("in the plan"))
  }

  @Test func whatIsNotDeclaredAnywhereStaysInThePlan() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("plan.json", try Repository.text(Self.insecure))
    _ = try folder.write("main.tf", "resource \"aws_vpc\" \"other\" {}\n")
    let process = try NetlintProcess.run(
      ["explain", "plan.json", "internet -> aws_instance.bastion:22", "--source-root", "."], in: folder.path)
    #expect(process.output.contains("plan.json:"))
    #expect(process.errors.contains("note: no native files in . declare what plan.json plans"))
    let none = try NetlintProcess.run(
      ["reach", "plan.json", "--source-root", "nowhere"], in: folder.path)
    #expect(none.status == 2)
    #expect(none.errors.contains("the source root is not a folder"))
  }

  @Test func workingDirectoryAndThePlansFolder() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("build/plan.json", Self.plan(source: "registry.example.com/a/b/aws"))
    _ = try folder.write("main.tf", Self.group + "\nmodule \"app\" {\n}\n")
    #expect(try places(of: ["build/plan.json"], in: folder) == ["main.tf:3", "main.tf:6"])
    // The folder that declares more of it is meant.
    _ = try folder.write("build/main.tf", "# nearer\n" + Self.group)
    #expect(try places(of: ["build/plan.json"], in: folder) == ["main.tf:3", "main.tf:6"])
    _ = try folder.write("build/app.tf", "module \"app\" {}")
    #expect(try places(of: ["build/plan.json"], in: folder) == ["build/app.tf:1", "build/main.tf:4"])
  }

  @Test func nothingOutsideOfTheRootIsRead() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("repo/plan.json", Self.plan(source: "./link"))
    _ = try folder.write("repo/main.tf", Self.group + "\nmodule \"app\" {}\n")
    _ = try folder.write("outside/main.tf", Self.group)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/repo/link", withDestinationPath: "\(folder.path)/outside")
    #expect(
      try places(of: ["repo/plan.json", "--source-root", "repo"], in: folder) == ["repo/main.tf:3", "repo/main.tf:6"])
    // Within the root a link is followed.
    #expect(
      try places(of: ["repo/plan.json", "--source-root", "."], in: folder) == ["repo/link/main.tf:3", "repo/main.tf:3"])
    // A file that is a link to the outside.
    try FileManager.default.removeItem(atPath: "\(folder.path)/repo/main.tf")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/repo/main.tf", withDestinationPath: "\(folder.path)/outside/main.tf")
    #expect(
      try places(of: ["repo/plan.json", "--source-root", "repo"], in: folder) == [
        "repo/plan.json:4", "repo/plan.json:6",
      ])
  }

  @Test func brokenFilesLeaveThePlansPlace() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("plan.json", Self.plan(source: "./app"))
    _ = try folder.write("main.tf", Self.group + "\nmodule \"app\" {}\n")
    _ = try folder.write("app/main.tf", Self.group + "\n<<<<<<< HEAD\n")
    #expect(try places(of: ["plan.json"], in: folder) == ["main.tf:3", "plan.json:6"])
    let text = try NetlintProcess.run(["check", "plan.json"], in: folder.path).output
    #expect(text.contains("note: app/main.tf is not configuration that can be scanned"), "\(text)")
  }

  @Test func rootsThatAreNone() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("plan.json", Self.plan(source: "./app"))
    let missing = try NetlintProcess.run(["check", "plan.json", "--source-root", "nowhere"], in: folder.path)
    #expect(missing.status == 2)
    #expect(
      missing.errors.contains("the source root is not a folder") && missing.errors.contains("nowhere"),
      "\(missing.errors)")
    _ = try folder.write("other/main.tf", "resource \"aws_vpc\" \"main\" {}")
    let other = try NetlintProcess.run(["check", "plan.json", "--source-root", "other"], in: folder.path)
    #expect(other.status == 1)
    #expect(other.output.contains("no native files in other declare what plan.json plans"), "\(other.output)")
  }

  /// A value that a plan marks as sensitive is in no excerpt of the file that it is written in.
  @Test func sensitiveValuesAreNotShown() throws {
    let folder = try TemporaryFolder()
    let secret = "hunter2hunter2"
    let marked = Self.plan(source: "./app").replacingOccurrences(
      of: "\"format_version\": \"1.2\",",
      with: "\"format_version\": \"1.2\", \"variables\": {\"key\": {\"value\": \"\(secret)\"}},"
    ).replacingOccurrences(
      of: "\"configuration\": {\"root_module\": {",
      with: "\"configuration\": {\"root_module\": {\"variables\": {\"key\": {\"sensitive\": true}}, ")
    _ = try folder.write("plan.json", marked)
    _ = try folder.write("main.tf", Self.group.replacingOccurrences(of: "\"]", with: "\"] # \(secret)"))
    let process = try NetlintProcess.run(["check", "plan.json"], in: folder.path)
    #expect(process.output.contains("--> main.tf:3:5"), "\(process.output)")
    #expect(!process.output.contains(secret))
    #expect(process.output.contains("# **************"))
  }
}
