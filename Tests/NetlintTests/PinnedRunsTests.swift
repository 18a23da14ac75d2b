import Analysis
import Rules
import TestSupport
import Testing

@testable import Workspace

/// How many runs are made for undecided findings.
@Suite struct PinnedRunsTests {
  private static let count = 20

  /// Each group depends on six of the parameters, which are others for each.
  private static var template: String {
    let names = (0..<count).map { "P\($0)" }
    func all(_ first: Int) -> String {
      (0..<6).map { "!Equals [!Ref \(names[(first + $0) % count]), x]" }.joined(separator: ", ")
    }
    return """
      Parameters:
      \(names.map { "  \($0): {Type: String, AllowedValues: [x, y]}" }.joined(separator: "\n"))
      Conditions:
      \(names.indices.map { "  C\($0): !And [\(all($0))]" }.joined(separator: "\n"))
      Resources:
      \(names.indices.map(group).joined(separator: "\n"))
      """
  }

  private static func group(_ number: Int) -> String {
    """
      G\(number):
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: g
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !If [C\(number), 0.0.0.0/0, 10.0.0.0/8]}
    """
  }

  @Test func manyFindingsShareTheRuns() throws {
    let folder = try TemporaryFolder()
    let workspace = Workspace.load([try folder.write("t.yaml", Self.template)])
    var options = LintOptions()
    options.only = ["admin-port-open-to-world"]
    let found = Linter(rules: Ruleset().rules, options: options).lint(Facts(workspace.infrastructure)).findings
    #expect(found.count { $0.verdict == .unknown } == Self.count)
    var runs = 0
    let settled = PinnedRuns(derived: try #require(workspace.derived)) { _, _ in
      runs += 1
      return []
    }.settle(found)
    #expect(runs > 64)
    #expect(runs <= PinnedRuns.mostInAll)
    // What is beyond stays as it was, and is said.
    #expect(!settled.findings.isEmpty && settled.findings.count < Self.count)
    #expect(settled.findings.allSatisfy { $0.verdict == .unknown })
    #expect(settled.diagnostics.map(\.message).contains { $0.contains("more combinations") })
  }

  /// What a run goes over counts, not only how many there are.
  @Test func largeStacksGetFewerRuns() {
    #expect(PinnedRuns.mostRuns(over: 0) == 1024)
    #expect(PinnedRuns.mostRuns(over: 64) == 1024)
    #expect(PinnedRuns.mostRuns(over: 256) == 256)
    // A single finding has as many as ever.
    #expect(PinnedRuns.mostRuns(over: 1_000_000) == 64)
  }
}
