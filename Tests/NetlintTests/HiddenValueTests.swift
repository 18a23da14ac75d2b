import Foundation
import Rules
import TestSupport
import Testing
import Workspace

/// A run that does not know some values says what all runs together say that know them: nothing certain that one of them
/// does not find, nothing left out that one of them does, and nothing undecided on which all agree.
@Suite struct HiddenValueTests {
  /// What there is to compare of a finding; places move with the branch that is taken.
  private struct Key: Hashable, CustomStringConvertible {
    let rule: String
    let subject: String
    var description: String { "\(rule): \(subject)" }
  }

  private struct Outcome {
    var definite: Set<Key> = []
    var undecided: Set<Key> = []
  }

  @Test(arguments: propertySeeds(default: 25)) func hiddenValuesAreBounds(_ seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let configuration = RandomConfiguration(&random)
    let folder = try TemporaryFolder()
    let path = try folder.write("main.tf.json", configuration.text)
    let all = configuration.completions(of: Array(configuration.variables.indices))
    let base = try #require(all.randomElement(using: &random))
    let hidden = configuration.variables.indices.shuffled(using: &random).prefix(3)
    let shown = base.filter { name, _ in !hidden.contains { configuration.variables[$0].name == name } }
    let open = Self.outcome(of: path, shown)
    var found: Set<Key> = []
    var missed: Set<Key> = []
    for completion in configuration.completions(of: Array(hidden)) {
      let values = shown.merging(completion) { _, new in new }
      let closed = Self.outcome(of: path, values)
      let context: Comment = "\(values) of \(shown)\n\(configuration.text)"
      #expect(closed.undecided.isEmpty, context)
      #expect(open.definite.subtracting(closed.definite).isEmpty, "certain, but not found with \(context)")
      let said = open.definite.union(open.undecided)
      #expect(closed.definite.subtracting(said).isEmpty, "found, but left out with \(context)")
      found.formUnion(closed.definite)
      missed.formUnion(open.undecided.subtracting(closed.definite))
    }
    let lazy = open.undecided.subtracting(found).union(open.undecided.subtracting(missed))
    #expect(
      lazy.isEmpty,
      "undecided, but the same with all of \(hidden.map { configuration.variables[$0].name })\n\(configuration.text)")
  }

  /// Rules that say the same of one another's findings run apart.
  private static let rules: [Set<String>] = [
    ["admin-port-open-to-world"], ["admin-port-reachable-from-internet"], ["database-open-to-world"],
    ["sensitive-port-open-to-world"], ["security-group-egress-unrestricted"],
  ]

  private static func outcome(of path: String, _ values: [String: String]) -> Outcome {
    var options = Run.Options()
    options.variables = VariableValues(assignments: values.map { "\($0)=\($1)" }.sorted(), files: [])
    return rules.reduce(into: Outcome()) { outcome, rules in
      options.lint.only = rules
      let run = Run([path], options: options)
      #expect(run.failures.isEmpty)
      for finding in run.findings {
        let key = Key(rule: finding.rule.id, subject: finding.subject.address)
        if finding.verdict == .yes { outcome.definite.insert(key) } else { outcome.undecided.insert(key) }
      }
    }
  }
}

/// A network with groups whose rules depend on variables, each of which is used once: what depends on one value in two
/// places is bounded in each of them by itself.
private struct RandomConfiguration {
  struct Variable {
    let name: String
    /// Values of which each makes a difference.
    let domain: [String]
  }

  private(set) var variables: [Variable] = []
  private(set) var text = ""

  init(_ random: inout SeededGenerator) {
    let groups = (0..<2).map { group($0, &random) }
    let host = """
      {"aws_instance": {"host": {"ami": "ami-1", "instance_type": "t3.micro", "subnet_id": "${aws_subnet.a.id}",
        "associate_public_ip_address": "\(flag("true", "false", &random))",
        "vpc_security_group_ids": ["${aws_security_group.g0.id}"]}}}
      """
    let declared = variables.map { "\"\($0.name)\": {}" }.joined(separator: ", ")
    text = """
      {"variable": {\(declared)},
       "resource": [
      \((groups + [host]).joined(separator: ",\n")),
      {"aws_vpc": {"main": {"cidr_block": "10.0.0.0/16"}}},
      {"aws_internet_gateway": {"main": {"vpc_id": "${aws_vpc.main.id}"}}},
      {"aws_subnet": {"a": {"vpc_id": "${aws_vpc.main.id}", "cidr_block": "10.0.1.0/24"}}},
      {"aws_route_table": {"a": {"vpc_id": "${aws_vpc.main.id}",
        "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "${aws_internet_gateway.main.id}"}]}}},
      {"aws_route_table_association": {"a": {"subnet_id": "${aws_subnet.a.id}", "route_table_id": "${aws_route_table.a.id}"}}}
      ]}
      """
  }

  /// Every choice of values for some of the variables.
  func completions(of indices: [Int]) -> [[String: String]] {
    indices.reduce([[:]]) { all, index in
      all.flatMap { values in
        variables[index].domain.map { values.merging([variables[index].name: $0]) { _, new in new } }
      }
    }
  }

  // MARK: Parts

  private mutating func group(_ number: Int, _ random: inout SeededGenerator) -> String {
    let inline = Bool.random(using: &random)
    let rule = """
      "from_port": "\(port(&random))", "to_port": 65535, "\(inline ? "protocol" : "ip_protocol")": "tcp"
      """
    let source = source(&random, among: 4)
    let repetition = flag("1", "0", &random)
    let egress = """
      "egress": [{"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["\(self.source(&random, among: 5))"]}]
      """
    guard !inline else {
      return """
        {"aws_security_group": {"g\(number)": {"vpc_id": "${aws_vpc.main.id}", \(egress),
          "dynamic": {"ingress": {"for_each": "${range(\(bare(repetition)))}",
            "content": {\(rule), "cidr_blocks": ["\(source)"]}}}}}}
        """
    }
    return """
      {"aws_security_group": {"g\(number)": {"vpc_id": "${aws_vpc.main.id}", \(egress)}}},
      {"aws_vpc_security_group_ingress_rule": {"g\(number)": {"count": "\(repetition)", \(rule), "cidr_ipv4": "\(source)",
        "security_group_id": "${aws_security_group.g\(number).id}"}}}
      """
  }

  /// What is inside of an interpolation that is all of a text.
  private func bare(_ template: String) -> String {
    template.hasPrefix("${") ? String(template.dropFirst(2).dropLast()) : template
  }

  private mutating func port(_ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return "22"
    case 1: return "${\(variable(["22", "23", "443", "5432", "60000"]))}"
    case 2: return "${lookup({a = 22, b = 443}, \(variable(["a", "b", "c"])), 60000)}"
    default: return "${max(20, \(variable(["1", "60000"])))}"
    }
  }

  /// - Parameter count: of the kinds of sources; the last are single addresses, of which a path from the internet does not
  ///   know that they are single.
  private mutating func source(_ random: inout SeededGenerator, among count: Int) -> String {
    switch Int.random(in: 0..<count, using: &random) {
    case 0: return "0.0.0.0/0"
    case 1: return "${\(variable(["0.0.0.0/0", "10.0.0.0/8", "8.8.8.8/32"]))}"
    case 2: return flag("0.0.0.0/0", "10.1.0.0/16", &random)
    case 3: return "${replace(\(variable(["x/0", "x/8"])), \\\"x\\\", \\\"0.0.0.0\\\")}"
    default: return "${\(variable(["10.0.0.1", "8.8.8.8"]))}/32"
    }
  }

  /// One of two values.
  private mutating func flag(_ first: String, _ second: String, _ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return first
    case 1: return "${\(variable(["true", "false"])) ? \\\"\(first)\\\" : \\\"\(second)\\\"}"
    case 2: return "${\(variable(["prod", "dev"])) == \\\"prod\\\" ? \\\"\(first)\\\" : \\\"\(second)\\\"}"
    default:
      return "${can(regex(\\\"^p\\\", \(variable(["prod", "dev"])))) ? \\\"\(first)\\\" : \\\"\(second)\\\"}"
    }
  }

  private mutating func variable(_ domain: [String]) -> String {
    let name = "v\(variables.count)"
    variables.append(Variable(name: name, domain: domain))
    return "var.\(name)"
  }
}
