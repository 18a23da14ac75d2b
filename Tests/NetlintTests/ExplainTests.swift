import TestSupport
import Testing

/// `netlint explain` as people see it: the whole output, and the exit code.
@Suite struct ExplainTests {
  private static let plan = "samples/web-app-insecure/plan.json"
  private static let template = "samples/web-app-insecure/template.yaml"
  private static let securePlan = "samples/web-app-secure/plan.json"
  private static let secureTemplate = "samples/web-app-secure/template.yaml"
  private static let chainPlan = "Tests/Fixtures/terraform/chained-load-balancers/plan.json"
  private static let chainTemplate = "Tests/Fixtures/cloudformation/chained-load-balancers.yaml"

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    let status: Int32
    var testDescription: String { name }
  }

  private static let cases = [
    Case(name: "ssh-open", arguments: [plan, "internet -> aws_instance.bastion:22"], status: 0),
    Case(name: "ssh-open-cloudformation", arguments: [template, "internet -> Bastion:22"], status: 0),
    Case(name: "database-blocked", arguments: [plan, "internet -> aws_db_instance.main:5432"], status: 1),
    Case(name: "database-blocked-cloudformation", arguments: [template, "internet -> Database:5432"], status: 1),
    Case(name: "by-way-of-load-balancer", arguments: [plan, "internet -> aws_ecs_service.app:8000"], status: 0),
    Case(name: "not-directly", arguments: [plan, "internet -> aws_ecs_service.app:8000", "--direct"], status: 1),
    Case(name: "out-through-nat", arguments: [plan, "aws_ecs_service.app -> internet:443"], status: 0),
    Case(name: "inside", arguments: [plan, "aws_ecs_service.app -> aws_db_instance.main:5432"], status: 0),
    Case(name: "range-in-vpc", arguments: [template, "10.0.0.0/16 -> Database:5432"], status: 0),
    Case(name: "secure-database", arguments: [securePlan, "internet -> aws_db_instance.main:5432"], status: 1),
    Case(name: "secure-database-cloudformation", arguments: [secureTemplate, "internet -> Database:5432"], status: 1),
    Case(name: "json", arguments: [plan, "internet -> aws_instance.bastion:22", "--format", "json"], status: 0),
    Case(name: "chain-of-load-balancers", arguments: [chainPlan, "internet -> aws_instance.app:8000"], status: 0),
    Case(
      name: "chain-of-load-balancers-cloudformation", arguments: [chainTemplate, "internet -> App:8000"], status: 0),
    Case(name: "gateway-endpoint", arguments: [chainPlan, "aws_instance.app -> aws_vpc_endpoint.s3:443"], status: 0),
    Case(name: "gateway-endpoint-cloudformation", arguments: [chainTemplate, "Gate -> Storage:443"], status: 1),
    Case(
      name: "over-the-internet", arguments: [chainPlan, "aws_instance.partner -> aws_instance.gate:8443"], status: 3),
    Case(name: "over-the-internet-cloudformation", arguments: [chainTemplate, "Partner -> Gate:8443"], status: 0),
  ]

  @Test(arguments: cases)
  func output(_ example: Case) throws {
    let process = try NetlintProcess.run(["explain"] + example.arguments)
    #expect(process.status == example.status)
    #expect(process.errors == "")
    let difference = Snapshot.difference(process.output, "explain/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  private static let unresolved = [
    Case(name: "ambiguous-name", arguments: [plan, "internet -> main:5432"], status: 2),
    Case(name: "glob-with-many", arguments: [plan, "internet -> aws_*:22"], status: 2),
    Case(name: "misspelled", arguments: [plan, "internet -> aws_db_instance.mian:5432"], status: 2),
    Case(name: "security-group", arguments: [plan, "internet -> aws_security_group.app:8000"], status: 2),
    Case(name: "subnet", arguments: [plan, "internet -> aws_subnet.public[0]:443"], status: 2),
    Case(name: "no-interface", arguments: [plan, "internet -> aws_s3_bucket.uploads"], status: 2),
    Case(name: "two-worlds", arguments: [plan, "internet -> 10.0.0.7"], status: 2),
    Case(name: "caret", arguments: [plan, "internet -> aws_instance.bastion:22/tpc"], status: 64),
    Case(name: "no-arrow", arguments: [plan, "aws_instance.bastion"], status: 64),
    Case(name: "missing-input", arguments: ["no-such-plan.json", "internet -> web:22"], status: 2),
  ]

  @Test(arguments: unresolved)
  func error(_ example: Case) throws {
    let process = try NetlintProcess.run(["explain"] + example.arguments)
    #expect(process.status == example.status)
    #expect(process.output == "")
    let difference = Snapshot.difference(process.errors, "explain-errors/\(example.name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Names may be shorter or patterns, as long as they mean one thing.
  @Test(arguments: ["aws_instance.bastion", "bastion", "aws_instance.*", "*bastion", "plan.json#aws_instance.bastion"])
  func spelling(_ name: String) throws {
    let whole = try NetlintProcess.run(["explain", Self.plan, "internet -> aws_instance.bastion:22"])
    let short = try NetlintProcess.run(["explain", Self.plan, "internet -> \(name):22"])
    #expect(short.output == whole.output)
    #expect(short.status == 0)
  }

  @Test func usage() throws {
    #expect(try NetlintProcess.run(["explain", Self.plan]).status == 64)
    #expect(try NetlintProcess.run(["explain", Self.plan, "internet -> web", "--format", "xml"]).status == 64)
  }
}
