import Documents
import Foundation
import Rules
import TestSupport
import Testing
import Workspace

/// What a project knew already is found again wherever it has gone, and what is new is told from it.
@Suite struct BaselineTests {
  private static let ssh = "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}"
  private static let rdp = "{IpProtocol: tcp, FromPort: 3389, ToPort: 3389, CidrIp: 0.0.0.0/0}"

  private static func template(_ groups: [String: [String]], order: [String]? = nil) -> String {
    let names = order ?? groups.keys.sorted()
    return "Resources:\n"
      + names.map { name in
        """
          \(name):
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: of \(name)
              SecurityGroupIngress: [\((groups[name] ?? []).joined(separator: ", "))]

        """
      }.joined()
  }

  private static let rules: Set = [
    "admin-port-open-to-world", "security-group-unused", "security-group-without-description",
  ]

  private static func run(_ files: [String: String], in folder: TemporaryFolder, only: Set<String>? = nil) throws -> Run
  {
    try? FileManager.default.removeItem(atPath: "\(folder.path)/in")
    for (name, text) in files { try folder.write("in/\(name)", text) }
    var options = Run.Options()
    options.lint.only = only ?? rules
    let run = Run(["\(folder.path)/in"], options: options)
    #expect(run.failures.map(\.description) == [])
    return run
  }

  /// The states of the findings of `after` beside those of `before`, and how many of `before` are gone.
  private static func compare(
    _ before: [String: String], _ after: [String: String], only: Set<String>? = nil
  ) throws -> (new: [String], unchanged: Int, gone: Int) {
    let folder = try TemporaryFolder()
    let baseline = Baseline(of: try run(before, in: folder).findings)
    let run = try run(after, in: folder, only: only)
    let comparison = baseline.compared(
      to: run.findings, in: run.workspace.inputs.map(\.path), rules: Set(run.rules.map(\.id)))
    let new = comparison.findings.filter { $0.baselineState == .new }
    return (
      new.map { "\($0.rule.id) \($0.subject.address)" }.sorted(),
      comparison.findings.count { $0.baselineState == .unchanged }, comparison.gone.count
    )
  }

  private static let two = template(["A": [ssh, rdp], "B": [ssh]])

  private static let moves: [(name: String, files: [String: String])] = [
    ("nothing", ["t.yaml": two]), ("lines", ["t.yaml": "# moved\n\n\n" + two]),
    ("resources", ["t.yaml": template(["A": [ssh, rdp], "B": [ssh]], order: ["B", "A"])]),
    ("elements", ["t.yaml": template(["A": [rdp, ssh], "B": [ssh]])]),
    ("format", ["t.yaml": two.replacingOccurrences(of: ", FromPort", with: ",\n           FromPort")]),
    ("file", ["sub/renamed.yaml": two]),
    ("parts", ["a.yaml": template(["A": [ssh, rdp]]), "b.yaml": template(["B": [ssh]])]),
  ]

  @Test(arguments: moves.map(\.name))
  func findsAgainWhatHasMoved(_ name: String) throws {
    let files = try #require(Self.moves.first { $0.name == name }).files
    let result = try Self.compare(["t.yaml": Self.two], files)
    #expect(result.new == [] && result.gone == 0)
    #expect(result.unchanged == 7)
  }

  @Test func tellsWhatIsNewAndWhatIsGone() throws {
    let before = ["t.yaml": Self.template(["A": [Self.ssh]])]
    let more = try Self.compare(before, ["t.yaml": Self.template(["A": [Self.ssh], "C": [Self.ssh]])])
    #expect(
      more.new == [
        "admin-port-open-to-world C", "security-group-unused C", "security-group-without-description C",
      ])
    #expect(more.unchanged == 3 && more.gone == 0)
    let wider = try Self.compare(before, ["t.yaml": Self.template(["A": []])])
    #expect(wider.new == [] && wider.unchanged == 1 && wider.gone == 2)
    // The same in a second file is another finding, as long as the first is there.
    let copied = try Self.compare(before, ["t.yaml": before["t.yaml"] ?? "", "u.yaml": before["t.yaml"] ?? ""])
    #expect(copied.new.count == 3 && copied.unchanged == 3)
    // What a rule that does not run would have found is not gone.
    let fewer = try Self.compare(
      before, ["t.yaml": "Resources: {V: {Type: 'AWS::EC2::VPC'}}"], only: ["security-group-unused"])
    #expect(fewer.gone == 1)
  }

  private static func configuration(_ groups: Int, open: Set<Int>) -> String {
    let blocks = (0..<groups).map { number in
      """
      {"description": "d", "from_port": 22, "to_port": 22, "protocol": "tcp",
       "cidr_blocks": ["\(open.contains(number) ? "0.0.0.0/0" : "10.0.0.0/8")"]}
      """
    }
    return """
      {"locals": {"rules": [\(blocks.joined(separator: ","))]}, "resource": {"aws_security_group": {"g": {
       "count": \(groups), "description": "d", "ingress": ["${local.rules[count.index]}"]}}}}
      """
  }

  /// A resource more before the others gives them other numbers.
  @Test func numbersShift() throws {
    let before = ["main.tf.json": Self.configuration(2, open: [1])]
    let shifted = try Self.compare(before, ["main.tf.json": Self.configuration(3, open: [2])])
    #expect(shifted.new == ["security-group-unused aws_security_group.g[2]"], "\(shifted)")
    let second = try Self.compare(before, ["main.tf.json": Self.configuration(3, open: [0, 2])])
    #expect(second.new.count == 2 && second.gone == 0, "\(second)")
  }

  @Test(arguments: [
    ("aws_lb.a[0]", "aws_lb.a"), ("module.m[12].aws_lb.a[0]", "module.m.aws_lb.a"),
    (#"module.m["0]["].aws_lb.a[3]"#, #"module.m["0]["].aws_lb.a"#), (#"aws_lb.a["x"]"#, #"aws_lb.a["x"]"#),
    ("A", "A"), ("a[", "a["), ("a[]", "a[]"), ("a[1", "a[1"), (#"a[""#, #"a[""#),
  ])
  func unnumbered(_ address: String, _ wanted: String) { #expect(Fingerprint.unnumbered(address) == wanted) }

  /// Who knew that it may be so did not know that it is so.
  @Test func whatWasUndecidedDoesNotCoverWhatIsCertain() throws {
    func text(_ source: String) -> [String: String] {
      let rule = "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: \(source)}"
      return ["t.yaml": "Parameters: {P: {Type: String}}\n" + Self.template(["A": [rule]])]
    }
    let port: Set = ["admin-port-open-to-world"]
    let folder = try TemporaryFolder()
    let undecided = try Self.run(text("!Ref P"), in: folder, only: port)
    #expect(undecided.findings.map(\.verdict) == [.unknown])
    let entries = Baseline(of: undecided.findings).entries
    let certain = try Self.run(text("0.0.0.0/0"), in: folder, only: port)
    // Of the same fingerprint, as a value that is decided by an option would be.
    func state(_ known: Run, _ found: Run) -> BaselineState? {
      let known = Baseline(of: known.findings)
      let same = known.entries.first.map { $0.fingerprint == Baseline(of: found.findings).entries[0].fingerprint }
      guard same == true else { return nil }
      return known.compared(to: found.findings, in: [], rules: port).findings.first?.baselineState
    }
    #expect(entries.map(\.isUndecided) == [true])
    #expect(state(undecided, undecided) == .unchanged && state(certain, certain) == .unchanged)
    #expect(state(undecided, certain) != .unchanged)
  }

  @Test func onTheCommandLine() throws {
    let folder = try TemporaryFolder()
    func netlint(_ arguments: String...) throws -> NetlintProcess {
      try NetlintProcess.run(arguments + ["--only", Self.rules.sorted().joined(separator: ",")], in: folder.path)
    }
    try folder.write("t.yaml", Self.template(["A": [Self.ssh], "B": [Self.rdp]]))
    let write = try netlint("baseline", "write", ".")
    #expect(write.status == 0 && write.output == "6 findings written to netlint-baseline.json\n", "\(write.errors)")
    let again = try netlint("check", ".", "--baseline", "netlint-baseline.json", "--new-only", "--fail-on", "info")
    #expect(again.status == 0 && again.output == "no findings, 6 in the baseline in 1 file\n", "\(again.output)")
    let marked = try netlint("check", ".", "--baseline", "netlint-baseline.json")
    #expect(marked.status == 1 && marked.output.contains("= baseline: known"))
    #expect(
      marked.output.hasSuffix("6 findings (2 high, 4 info), 6 of them in the baseline in 1 file\n"), "\(marked.output)")

    try folder.write("t.yaml", Self.template(["A": [Self.ssh, Self.rdp]]))
    let changed = try netlint("check", ".", "--baseline", "netlint-baseline.json", "--new-only", "--format", "sarif")
    let log = try JSONSerialization.jsonObject(with: Data(changed.output.utf8)) as? [String: Any]
    let results = try #require(((log?["runs"] as? [[String: Any]])?.first?["results"]) as? [[String: Any]])
    #expect(Set(results.map { $0["baselineState"] as? String ?? "" }) == ["unchanged", "new"], "\(changed.output)")
    let prune = try netlint("baseline", "prune", ".")
    #expect(
      prune.status == 0 && prune.output == "3 findings dropped from netlint-baseline.json, 3 left\n", "\(prune.output)")
    #expect(try netlint("check", ".", "--new-only").status == 64)

    try folder.write("netlint-baseline.json", "{\"netlint_baseline\": 2, \"findings\": []}")
    let other = try netlint("check", ".", "--baseline", "netlint-baseline.json")
    #expect(other.status == 2 && other.errors.contains("found a baseline of version 2, expected 1"))
    try folder.write("bad.yaml", "Resources: [AWS::")
    #expect(try netlint("baseline", "write", ".").status == 2)
    #expect(try folder.read("netlint-baseline.json").contains("\"netlint_baseline\": 2"))
  }
}
