import AWSModel
import Documents
import Testing

@testable import Frontends

/// What is wrong with an input is said with its place; the rest is read.
@Suite struct TerraformBadInputTests {
  @Test(arguments: [
    ("{\"Resources\": {}}", "a CloudFormation template"),
    ("[]", "an array"),
    ("{\"format_version\": \"1.0\"}", "something else that has a format version"),
    ("{}", "an empty object"),
  ])
  func otherDocumentsAreNoPlans(json: String, what: String) throws {
    #expect(try TerraformFixture.reader(json) == nil, "\(what)")
  }

  @Test(arguments: [
    ("{\"format_version\": \"2.0\", \"resource_changes\": []}", "\"2.0\"", "format version 2.0 is not known"),
    ("{\"format_version\": 1, \"resource_changes\": []}", "1", "expected a format version such as \"1.2\", found 1"),
    (
      "{\"format_version\": \"1.2\", \"resource_changes\": {}}", "{}",
      "expected an array of resource changes, found an object"
    ),
  ])
  func unusablePlansAreErrorsWithAPlace(json: String, place: String, message: String) {
    #expect {
      _ = try TerraformFixture.reader(json)
    } throws: { error in
      guard let error = error as? InputError else { return false }
      return error.range?.text == place && error.message == message && !error.help.isEmpty
    }
  }

  @Test(arguments: ["0.1", "0.2", "1.0", "1.2", "1.99"])
  func versionsOfKnownMajorsAreRead(version: String) throws {
    #expect(try TerraformFixture.reader("{\"format_version\": \"\(version)\", \"planned_values\": {}}") != nil)
  }

  /// Each element of another shape than a plan has, beside one that is right.
  @Test(arguments: [
    "null", "[]", "\"text\"", "{}", "{\"address\": \"a.b\"}", "{\"change\": []}", "{\"change\": {\"actions\": 1}}",
    "{\"change\": {\"actions\": [\"create\"]}}", "{\"change\": {\"actions\": []}}",
    "{\"address\": 1, \"type\": \"t\", \"name\": \"n\", \"change\": {\"actions\": [\"create\"]}}",
    """
    {"address": "a.b", "type": "a", "name": "b", "change": {"actions": ["create"], "after": [1]}}
    """,
  ])
  func malformedChangesAreSaid(element: String) throws {
    let vpc = """
      {"address": "aws_vpc.v", "type": "aws_vpc", "name": "v", "mode": "managed",
       "change": {"actions": ["create"], "after": {"cidr_block": "10.0.0.0/16"}, "after_unknown": {"id": true}}}
      """
    let plan = try #require(
      try TerraformFixture.reader("{\"format_version\": \"1.2\", \"resource_changes\": [\(element), \(vpc)]}"))
    let model = plan.infrastructure(identifiers: plan.identifiers)
    #expect(model.vpcs.map(\.id.address) == ["aws_vpc.v"])
    #expect(model.diagnostics.map(\.kind) == [.unreadable])
    #expect(model.diagnostics.first?.place?.text == element)
  }

  /// A report on nothing does not pass for one of something.
  @Test(arguments: [
    ("", "the plan holds no resources: nothing is checked"),
    (", \"resource_changes\": null", "the plan holds no resources: nothing is checked"),
    (
      ", \"resource_changes\": [{\"address\": \"aws_vpc.v\", \"type\": \"aws_vpc\", \"name\": \"v\", \"change\": {\"actions\": [\"delete\"]}}]",
      "the plan leaves no resources there: nothing is checked"
    ),
  ])
  func plansOfNothingSaySo(changes: String, says: String) throws {
    let text = "{\"format_version\": \"1.2\", \"planned_values\": {}\(changes)}"
    let plan = try #require(try TerraformFixture.reader(text))
    #expect(plan.infrastructure(identifiers: [:]).diagnostics.map(\.message) == [says])
  }

  @Test func deletedAndForgottenResources() throws {
    func change(_ name: String, _ actions: String) -> String {
      """
      {"address": "aws_vpc.\(name)", "type": "aws_vpc", "name": "\(name)", "mode": "managed",
       "change": {"actions": \(actions), "after": {"cidr_block": "10.0.0.0/16"}}}
      """
    }
    let changes = [
      change("gone", "[\"delete\"]"), change("replaced", "[\"delete\",\"create\"]"),
      change("replaced_first", "[\"create\",\"delete\"]"), change("forgotten", "[\"forget\"]"),
      change("kept", "[\"no-op\"]"), change("changed", "[\"update\"]"),
      change("left", "[\"create\",\"forget\"]"),
    ]
    let plan = try #require(
      try TerraformFixture.reader(
        "{\"format_version\": \"1.2\", \"resource_changes\": [\(changes.joined(separator: ","))]}"))
    let model = plan.infrastructure(identifiers: [:])
    #expect(
      model.vpcs.map(\.id.address) == [
        "aws_vpc.replaced", "aws_vpc.replaced_first", "aws_vpc.forgotten", "aws_vpc.kept", "aws_vpc.changed",
        "aws_vpc.left", "aws_vpc.left (given up)",
      ])
  }

  @Test func referencesToNothingAreUnknown() throws {
    let plan = try #require(
      try TerraformFixture.reader(
        """
        {"format_version": "1.2", "resource_changes": [
          {"address": "aws_subnet.s", "type": "aws_subnet", "name": "s", "mode": "managed",
           "change": {"actions": ["create"], "after": {"cidr_block": "10.0.0.0/24"}, "after_unknown": {"vpc_id": true}}}],
         "configuration": {"root_module": {"resources": [
          {"address": "aws_subnet.s", "type": "aws_subnet", "expressions":
            {"vpc_id": {"references": ["aws_vpc.missing.id", "aws_vpc.missing"]}}}]}}}
        """))
    let subnet = try plan.infrastructure(identifiers: [:]).subnets.at("aws_subnet.s")
    #expect(subnet.vpc.target.short == "unknown: aws_vpc.missing is not in the input")
  }

  @Test func modulesInACircleEnd() throws {
    let call =
      "{\"expressions\": {\"x\": {\"references\": [\"var.x\", \"module.m.y\", \"module.m\", \"module.m.z\", \"module.m\"]}}"
    let plan = try #require(
      try TerraformFixture.reader(
        """
        {"format_version": "1.2", "resource_changes": [
          {"address": "module.m.aws_subnet.s", "module_address": "module.m", "type": "aws_subnet", "name": "s",
           "mode": "managed", "change": {"actions": ["create"], "after": {}, "after_unknown": {"vpc_id": true}}}],
         "configuration": {"root_module": {"module_calls": {"m": \(call), "module": {
          "variables": {"x": {}},
          "outputs": {"y": {"expression": {"references": ["var.x"]}}, "z": {"expression": {"references": ["var.x"]}}},
          "resources": [{"address": "aws_subnet.s", "type": "aws_subnet", "expressions":
            {"vpc_id": {"references": ["var.x"]}}}]}}}}}}
        """))
    let subnet = try plan.infrastructure(identifiers: [:]).subnets.at("module.m.aws_subnet.s")
    guard case .unknown = subnet.vpc.target else {
      Issue.record("\(subnet.vpc.target)")
      return
    }
  }

  @Test func wrongTypesInsideAResourceAreSaidAndUnknown() throws {
    let plan = try #require(
      try TerraformFixture.reader(
        """
        {"format_version": "1.2", "resource_changes": [
          {"address": "aws_security_group.g", "type": "aws_security_group", "name": "g", "mode": "managed",
           "change": {"actions": ["create"], "after": {"vpc_id": "vpc-1", "ingress": [
             {"protocol": "tcp", "from_port": "http", "to_port": 80, "cidr_blocks": ["world"]}, 7]},
             "after_unknown": {"egress": 3}}}]}
        """))
    let model = plan.infrastructure(identifiers: [:])
    let group = try model.securityGroups.at("aws_security_group.g")
    #expect(group.rules.elements.first?.traffic.ports.unknown != nil)
    #expect(group.vpc?.target.short == "\"vpc-1\"")
    #expect(model.diagnostics.texts.contains("\"http\""))
    #expect(model.diagnostics.texts.contains("\"world\""))
    #expect(model.diagnostics.allSatisfy { $0.kind == .unreadable })
  }

  /// As OpenTofu writes them, before and since it kept serial and lineage in the clear.
  @Test(arguments: ["", "\"serial\": 1, \"lineage\": \"8c9e\", "])
  func encryptedStatesAreErrors(head: String) {
    let json = """
      {\(head)"meta": {"key_provider.pbkdf2.k": "eyJ"}, "encrypted_data": "7Bq0", "encryption_version": "v0"}
      """
    #expect {
      _ = try TerraformState.read(try Document.json(SourceFile(path: "terraform.tfstate", bytes: Array(json.utf8))))
    } throws: { error in
      guard let error = error as? InputError else { return false }
      return error.range?.text == "\"7Bq0\"" && error.message == "this state or plan is encrypted"
    }
  }

  private static let group = """
    {"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g",
     "change": {"actions": ["create"], "after": {"description": "g"}, "after_unknown": {"id": true}}}
    """

  @Test(arguments: [
    (
      "\"errored\": true", Diagnostic.Kind.unreadable,
      "Terraform did not finish this plan: what it lacks is not checked"
    ),
    (
      "\"complete\": false", Diagnostic.Kind.assumed,
      "the plan is not complete (targets, or changes that are deferred): the rest is taken as it is"
    ),
  ])
  func plansOfAPartSaySo(mark: String, kind: Diagnostic.Kind, message: String) throws {
    let plan = try #require(
      try TerraformFixture.reader("{\"format_version\": \"1.2\", \(mark), \"resource_changes\": [\(Self.group)]}"))
    let model = plan.infrastructure(identifiers: plan.identifiers)
    #expect(model.securityGroups.count == 1)
    #expect(model.diagnostics.map(\.kind) == [kind])
    #expect(model.diagnostics.map(\.message) == [message])
  }

  /// What Terraform plans only later may be there or not, and how often is not known.
  @Test func deferredChangesMayBeThere() throws {
    let plan = try #require(
      try TerraformFixture.reader(
        """
        {"format_version": "1.2", "complete": false, "resource_changes": [], "deferred_changes": [
         {"reason": "instance_count_unknown", "resource_change": \(Self.group)}, {"resource_change": 1}]}
        """))
    let model = plan.infrastructure(identifiers: plan.identifiers)
    let group = try model.securityGroups.at("aws_security_group.g")
    #expect(group.declaration.existence.verdict == .unknown)
    #expect(
      group.declaration.existence.because.map(\.description) == [
        "aws_security_group.g is planned later (instance_count_unknown)"
      ])
    #expect(model.diagnostics.contains { $0.message.contains("a deferred change without") })
  }
}
