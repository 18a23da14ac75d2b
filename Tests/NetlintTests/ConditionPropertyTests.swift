import Foundation
import Rules
import TestSupport
import Testing
import Workspace

/// A run that knows nothing of the parameters says what all runs together say that know them.
@Suite struct ConditionPropertyTests {
  /// What there is to compare of a finding: which rule of which resource; places move with the branch that is taken.
  private struct Key: Hashable, CustomStringConvertible {
    let rule: String
    let subject: String
    var description: String { "\(rule): \(subject)" }
  }

  @Test(arguments: propertySeeds(default: 50)) func theUnionOverAllAssignments(_ seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let template = RandomTemplate(&random)
    let folder = try TemporaryFolder()
    let path = try folder.write("t.yaml", template.text)
    let open = Self.findings(path, [:])
    var union: Set<Key> = []
    for assignment in RandomTemplate.assignments where template.isDeployed(with: assignment) {
      let found = Self.findings(path, assignment)
      #expect(found.undecided.isEmpty, "\(assignment)\n\(template.text)")
      union.formUnion(found.definite)
      let absent = open.definite.subtracting(found.definite).subtracting(found.subsumed)
      #expect(absent.isEmpty, "definite, but absent for \(assignment)\n\(template.text)")
    }
    #expect(open.definite.union(open.undecided) == union, "\(template.text)")
  }

  /// More combinations than are tried leave the answer undecided, and are said.
  @Test(arguments: [(5, false), (7, true)]) func thereIsALimit(_ count: Int, _ isBeyond: Bool) throws {
    let names = (0..<count).map { "C\($0)" }
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "t.yaml",
      """
      Parameters:
      \(names.map { "  \($0): {Type: String, AllowedValues: [x, y]}" }.joined(separator: "\n"))
      Conditions:
      \(names.map { "  \($0): !Equals [!Ref \($0), x]" }.joined(separator: "\n"))
        All: !And [\(names.map { "!Condition \($0)" }.joined(separator: ", "))]
        Impossible: !And [!Condition All, !Not [!Condition C0]]
      Resources:
        G:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: g
            SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !If [Impossible, 0.0.0.0/0, 10.0.0.0/8]}
      """)
    let run = Run([path])
    #expect(run.diagnostics.contains { $0.message.contains("more combinations") } == isBeyond)
    let isThere = run.findings.contains { $0.rule.id == "admin-port-open-to-world" && $0.verdict == .unknown }
    #expect(isThere == isBeyond)
  }

  private static func findings(
    _ path: String, _ values: [String: String]
  ) -> (definite: Set<Key>, undecided: Set<Key>, subsumed: Set<Key>) {
    var options = Run.Options()
    options.parameters = TemplateParameters(values.mapValues { TemplateParameters.Given($0) })
    options.lint.only = [
      "admin-port-open-to-world", "sensitive-port-open-to-world", "admin-source-too-broad",
      "security-group-egress-unrestricted", "security-group-without-description",
    ]
    let run = Run([path], options: options)
    func keys(_ findings: [Finding]) -> Set<Key> {
      Set(findings.map { Key(rule: $0.rule.id, subject: $0.subject.address) })
    }
    let definite = run.findings.filter { $0.verdict == .yes }
    return (
      keys(definite), keys(run.findings.filter { $0.verdict == .unknown }),
      Set(definite.flatMap { finding in finding.subsumes.map { Key(rule: $0, subject: finding.subject.address) } })
    )
  }
}

/// Security groups whose rules depend on conditions of three parameters.
private struct RandomTemplate {
  /// Every value that makes a difference; of the last parameter anything else stands for all others.
  static let assignments = ["dev", "test", "prod"].flatMap { env in
    ["true", "false"].flatMap { flag in
      ["a", "b", "else"].map { ["Env": env, "Flag": flag, "Open": $0] }
    }
  }
  private static let names = ["A", "B", "C", "D", "E"]

  let text: String
  /// What a rule forbids together, by parameter; nothing without a rule.
  private let forbidden: [String: String]

  /// Whether the rule leaves an assignment.
  func isDeployed(with assignment: [String: String]) -> Bool {
    forbidden.isEmpty || forbidden.contains { assignment[$0.key] != $0.value }
  }

  init(_ random: inout SeededGenerator) {
    let conditions = Self.names.enumerated().map { offset, name in
      "  \(name): \(Self.condition(&random, Array(Self.names.prefix(offset))))"
    }
    let groups = (0..<3).map { Self.group($0, &random) }
    let env = ["dev", "test", "prod"].randomElement(using: &random) ?? "dev"
    let other = [("Flag", "true"), ("Open", "a")].randomElement(using: &random) ?? ("Flag", "true")
    forbidden = Bool.random(using: &random) ? ["Env": env, other.0: other.1] : [:]
    let rule = """
      Rules:
        R:
          RuleCondition: !Equals [!Ref Env, \(env)]
          Assertions: [{Assert: {"Fn::Not": [!Equals [!Ref \(other.0), "\(other.1)"]]}}]
      """
    text = """
      Parameters:
        Env: {Type: String, AllowedValues: [dev, test, prod]}
        Flag: {Type: String, AllowedValues: ["true", "false"]}
        Open: {Type: String}
      \(forbidden.isEmpty ? "" : rule)
      Mappings:
        Sources: {dev: {cidr: 0.0.0.0/0}, test: {cidr: 10.0.0.0/8}, prod: {cidr: 192.168.0.0/16}}
      Conditions:
      \(conditions.joined(separator: "\n"))
      Resources:
      \(groups.joined(separator: "\n"))
      """
  }

  private static func condition(_ random: inout SeededGenerator, _ earlier: [String]) -> String {
    let choice = Int.random(in: 0..<(earlier.count < 2 ? 3 : 6), using: &random)
    func other() -> String { earlier.randomElement(using: &random) ?? "A" }
    switch choice {
    case 0: return "!Equals [!Ref Env, \(["dev", "test", "prod"].randomElement(using: &random) ?? "dev")]"
    case 1: return "!Equals [!Ref Flag, \"true\"]"
    case 2: return "!Equals [\(["a", "b"].randomElement(using: &random) ?? "a"), !Ref Open]"
    case 3: return "!And [!Condition \(other()), !Not [!Condition \(other())]]"
    case 4: return "!Or [!Condition \(other()), !Condition \(other())]"
    default: return "!Not [!Condition \(other())]"
    }
  }

  private static func group(_ number: Int, _ random: inout SeededGenerator) -> String {
    let rules = (0..<2).map { _ in rule(&random) }
    let condition = Bool.random(using: &random) ? "    Condition: \(name(&random))\n" : ""
    return """
        G\(number):
          Type: AWS::EC2::SecurityGroup
      \(condition)    Properties:
            GroupDescription: g
            SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: \(source(&random)), Description: d}]
            SecurityGroupIngress:
      \(rules.map { "        - \($0)" }.joined(separator: "\n"))
      """
  }

  private static func rule(_ random: inout SeededGenerator) -> String {
    let port = value(["22", "443", "3306"], &random)
    let rule = "{IpProtocol: tcp, FromPort: \(port), ToPort: 3306, CidrIp: \(source(&random)), Description: d}"
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return "!If [\(name(&random)), \(rule), !Ref AWS::NoValue]"
    default: return rule
    }
  }

  private static func source(_ random: inout SeededGenerator) -> String {
    Int.random(in: 0..<4, using: &random) == 0
      ? "!FindInMap [Sources, !Ref Env, cidr]" : value(["0.0.0.0/0", "10.0.0.0/8", "8.0.0.0/7"], &random)
  }

  private static func value(_ values: [String], _ random: inout SeededGenerator) -> String {
    let one = values.randomElement(using: &random) ?? ""
    guard Bool.random(using: &random) else { return one }
    // One condition may be inside of another.
    return "!If [\(name(&random)), \(one), \(value(values, &random))]"
  }

  private static func name(_ random: inout SeededGenerator) -> String { names.randomElement(using: &random) ?? "A" }
}
