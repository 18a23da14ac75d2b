import Foundation
import TestSupport
import Testing

/// `netlint reach` as people see it: the whole output, and the exit code.
@Suite struct ReachTests {
  private static let plan = "samples/web-app-insecure/plan.json"
  private static let template = "samples/web-app-insecure/template.yaml"
  private static let balancers = "Tests/Fixtures/cloudformation/load-balancers.yaml"
  private static let outside = "Tests/Fixtures/terraform/outside-the-input/plan.json"

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    var status: Int32 = 0
    var testDescription: String { name }
  }

  private static let cases = [
    Case(name: "matrix", arguments: [plan]),
    Case(name: "matrix-cloudformation", arguments: [template]),
    Case(name: "matrix-secure", arguments: ["samples/web-app-secure/plan.json"]),
    Case(name: "load-balancers", arguments: [balancers]),
    Case(name: "undecided", arguments: [outside]),
    Case(name: "some-of-the-internet", arguments: ["Tests/Fixtures/cloudformation/unknown-peer-route.yaml"]),
    Case(
      name: "some-of-the-internet-json",
      arguments: ["Tests/Fixtures/cloudformation/unknown-peer-route.yaml", "--to", "Database", "--format", "json"]),
    // Allowed values that are written twice.
    Case(name: "repeated-values", arguments: ["Tests/Fixtures/cloudformation/repeated-values.yaml"]),
    // Conditions that are met only inside of others.
    Case(
      name: "nested-conditions",
      arguments: ["Tests/Fixtures/templates/nested-conditions/template.yaml", "--from", "A", "--to", "B"]),
    // What is not modelled has the only group that is let in.
    Case(name: "unmodelled-member", arguments: ["Tests/Fixtures/cloudformation/unmodelled-member.yaml"]),
    // 100.64.0.0/24 is neither of the internet nor of the blocks of RFC 1918.
    Case(
      name: "shared-addresses",
      arguments: ["Tests/Fixtures/terraform/sites-and-same-addresses/plan.json", "--to", "aws_instance.right"]),
    Case(name: "from-internet-ssh", arguments: [plan, "--from", "internet", "--port", "22"]),
    Case(name: "out", arguments: [plan, "--from", "app", "--to", "internet"]),
    Case(name: "to-tier", arguments: [template, "--to", "databases"]),
    Case(name: "from-addresses", arguments: [plan, "--from", "10.0.0.0/20", "--to", "databases"]),
    Case(name: "several", arguments: [plan, "--from", "bastion", "--from", "internet", "--to", "aws_*"]),
    Case(name: "nobody", arguments: [plan, "--from", "internet", "--to", "databases"]),
    Case(name: "tiers", arguments: [plan, "--tiers"]),
    Case(name: "tiers-json", arguments: [plan, "--tiers", "--format", "json"]),
    Case(name: "csv", arguments: [plan, "--format", "csv"]),
    Case(name: "json", arguments: [plan, "--to", "databases", "--format", "json"]),
  ]

  @Test(arguments: cases)
  func output(_ example: Case) throws {
    let process = try NetlintProcess.run(["reach"] + example.arguments)
    #expect(process.status == example.status)
    let difference = Snapshot.difference(process.output + process.errors, "reach/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
    for line in process.output.split(separator: "\n") where !example.name.hasSuffix("json") && example.name != "csv" {
      #expect(line.count <= 100, "\(line)")
    }
  }

  private static let wrong = [
    Case(name: "no-such-name", arguments: [plan, "--to", "aws_db_instance.mian"], status: 2),
    Case(name: "misspelled-tier", arguments: [plan, "--to", "databse"], status: 2),
    Case(name: "end-of-several", arguments: [plan, "--to", "main"], status: 2),
    Case(name: "empty-tier", arguments: [plan, "--to", "appliances"], status: 2),
    Case(name: "two-worlds", arguments: [plan, "--from", "internet", "--to", "10.0.0.0/8"], status: 2),
    Case(name: "missing-input", arguments: ["no-such-plan.json"], status: 2),
    Case(name: "port-in-name", arguments: [plan, "--to", "bastion:22"], status: 64),
    Case(name: "not-a-port", arguments: [plan, "--port", "ssh2"], status: 64),
    Case(name: "port-too-large", arguments: [plan, "--port", "80,70000"], status: 64),
    Case(name: "tiers-and-ends", arguments: [plan, "--tiers", "--from", "internet"], status: 64),
  ]

  @Test(arguments: wrong)
  func error(_ example: Case) throws {
    let process = try NetlintProcess.run(["reach"] + example.arguments)
    #expect(process.status == example.status)
    #expect(process.output == "")
    let difference = Snapshot.difference(process.errors, "reach-errors/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// What a row says is what `explain` answers for each of its ends.
  @Test(arguments: [plan, template, balancers, outside, "Tests/Fixtures/cloudformation/unknown-peer-route.yaml"])
  func agreesWithExplain(_ input: String) throws {
    let process = try NetlintProcess.run(["reach", input, "--format", "csv"])
    let rows = process.output.split(separator: "\r\n").dropFirst().map { Self.fields(String($0)) }
    #expect(!rows.isEmpty)
    for row in rows {
      for source in row[2].components(separatedBy: "; ") where !source.contains("unknown") && !source.contains(",") {
        let name = source.contains("internet") ? "internet" : source
        let query = "\(name) -> \(row[0]):\(Self.port(row[1]))"
        let direct = row[3].isEmpty ? ["--direct"] : []
        let answer = try NetlintProcess.run(["explain", input, query] + direct)
        #expect(answer.status == (row[4] == "yes" ? 0 : 3), "\(query)\n\(answer.output)\(answer.errors)")
      }
    }
  }

  /// `tcp/80,443` as `explain` takes it.
  private static func port(_ traffic: String) -> String {
    if traffic == "all traffic" { return "*" }
    let parts = traffic.split(separator: "/")
    return parts.count == 2 ? "\(parts[1])/\(parts[0])" : traffic
  }

  private static func fields(_ line: String) -> [String] {
    line.components(separatedBy: "\"").enumerated().reduce(into: [""]) { fields, part in
      if part.offset % 2 == 1 {
        fields[fields.count - 1] += part.element
        return
      }
      let pieces = part.element.components(separatedBy: ",")
      fields[fields.count - 1] += pieces[0]
      fields += pieces.dropFirst()
    }
  }
}
