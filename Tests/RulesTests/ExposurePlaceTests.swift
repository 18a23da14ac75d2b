import Analysis
import AWSModel
import Rules
import Testing

/// A finding about one port of an endpoint that is reached on several points at what lets that port in, and at nothing
/// else.
@Suite struct ExposurePlaceTests {
  /// The entry of a security group that lets TCP in.
  private static func tcp(_ ports: String, from source: String = "0.0.0.0/0") -> String {
    let ends = ports.split(separator: "-")
    return "{IpProtocol: tcp, FromPort: \(ends[0]), ToPort: \(ends.last ?? ""), CidrIp: \(source)}"
  }

  /// What is found on a machine whose group has these entries, and the line of the first of them.
  private static func found(
    _ entries: String..., rule: String = "admin-port-reachable-from-internet"
  ) throws -> (findings: [Finding], line: Int) {
    var architecture = Architecture()
    architecture.parameter("Office")
    architecture.parameter("Stage")
    architecture.add(
      "Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc,"
        + " SecurityGroupIngress: [\(entries.map { "\n    \($0)" }.joined(separator: ","))]}}")
    architecture.instance("Machine", in: "PublicA", groups: "Group", isPublic: true)
    let text = architecture.text + "Conditions: {IsTest: !Equals [!Ref Stage, test]}\n"
    let before = text.split(separator: "\n").firstIndex { $0.hasPrefix("  Group:") }
    return (try Run.lint(text, Run.catalogue(rule)).findings, try #require(before) + 2)
  }

  /// The lines of the entries that a finding names as places and on its path, counted from the first.
  private static func entries(_ finding: Finding, _ line: Int) -> (places: [Int], path: [Int]) {
    let places = [finding.place.range] + finding.related.map(\.place)
    let groups = finding.traces.flatMap(\.steps).filter { $0.kind == .securityGroups(.ingress) }
    return (places.map { $0.start.line - line }, groups.flatMap(\.decisions).map { $0.place.start.line - line })
  }

  @Test func theRuleForAnotherPortIsNoPlace() throws {
    let (findings, line) = try Self.found(Self.tcp("80"), Self.tcp("22"), Self.tcp("2375"))
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.message.hasSuffix("on tcp/22"))
    #expect(Self.entries(finding, line) == ([1], [1]))
  }

  @Test func everyRuleThatOpensAPortIsAFindingOfItsOwn() throws {
    let (findings, line) = try Self.found(Self.tcp("80"), Self.tcp("22"), Self.tcp("3389"))
    #expect(findings.map { Self.entries($0, line).places } == [[1], [2]])
    #expect(findings.map { $0.message.suffix(8) } == ["n tcp/22", "tcp/3389"])
  }

  @Test func allThatOneRuleOpensIsOneFinding() throws {
    let (findings, line) = try Self.found(Self.tcp("22", from: "10.0.0.0/8"), Self.tcp("0-65535"))
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.message.hasSuffix("on tcp/22,3389,5985-5986"))
    #expect(Self.entries(finding, line).places == [1])
  }

  @Test func rulesThatOnlyTogetherOpenItAreOneFinding() throws {
    let (findings, line) = try Self.found(
      Self.tcp("80"), Self.tcp("22", from: "0.0.0.0/1"), Self.tcp("22", from: "128.0.0.0/1"))
    #expect(findings.map { Self.entries($0, line).places.sorted() } == [[1, 2]])
  }

  @Test func aReasonForAnotherPortIsNoReason() throws {
    let conditional = "!If [IsTest, \(Self.tcp("80")), !Ref AWS::NoValue]"
    let (findings, line) = try Self.found(conditional, Self.tcp("22", from: "!Ref Office"))
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.verdict == .unknown)
    #expect(finding.because.map(\.subject) == ["parameter Office"])
    #expect(Self.entries(finding, line) == ([1], [1]))
  }
}
