import TestSupport
import Testing

/// What is marked as sensitive counts, and no output shows it.
@Suite struct SensitiveValueTests {
  private static let plan = "Tests/Fixtures/terraform/sensitive-values/plan.json"

  @Test(arguments: [
    ["check", plan], ["check", plan, "--format", "sarif"], ["check", plan, "--format", "json"],
    ["explain", plan, "internet -> 10.0.0.5:22"], ["reach", plan], ["diff", plan, plan],
  ])
  func noOutputShowsThem(_ arguments: [String]) throws {
    let process = try NetlintProcess.run(arguments, in: Repository.path("."))
    #expect(!process.output.isEmpty || !process.errors.isEmpty)
    #expect(!process.output.contains("0.0.0.0/0") && !process.output.contains("0.0.0.0\\/0"))
    #expect(!process.errors.contains("0.0.0.0/0"))
  }

  @Test func theFindingIsThere() throws {
    // Without the native files beside it, in which the value is not.
    let folder = try TemporaryFolder()
    try folder.write("plan.json", Repository.text(Self.plan))
    let process = try NetlintProcess.run(["check", "plan.json"], in: folder.path)
    #expect(process.output.contains("aws_security_group.ssh admits (sensitive) on tcp/22"))
    #expect(process.output.contains("\"cidr_blocks\":[\"*********\"]"))
  }

  /// The marks of a state file, of a printed state, and of a configuration.
  @Test(arguments: [
    (
      "terraform.tfstate",
      """
      {"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "resources": [{"mode": "managed",
       "type": "aws_db_instance", "name": "d", "instances": [{"attributes": {"password": "hunter22", "id": "d"},
       "sensitive_attributes": [[{"type": "get_attr", "value": "password"}]]}]}]}
      """
    ),
    (
      "state.json",
      """
      {"format_version": "1.0", "values": {"root_module": {"resources": [{"address": "aws_db_instance.d", "mode":
       "managed", "type": "aws_db_instance", "name": "d", "values": {"id": "d", "password": "hunter22"},
       "sensitive_values": {"password": true}}]}}}
      """
    ),
    (
      "main.tf.json",
      """
      {"resource": {"aws_db_instance": {"d": {"password": "hunter22"}}}}
      """
    ),
    (
      "main.tf.json",
      """
      {"variable": {"p": {"sensitive": true, "default": "hunter22"}}, "resource": {"aws_db_instance": {"d": {
       "username": "${var.p}"}}}}
      """
    ),
  ])
  func marksOfOtherInputs(_ name: String, _ text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(name, text)
    for format in ["text", "sarif", "json"] {
      let process = try NetlintProcess.run(["check", path, "--format", format])
      #expect(process.output.contains("aws_db_instance.d"))
      #expect(!process.output.contains("hunter22"))
    }
  }

  /// A value from a file in native syntax, of a variable that is marked.
  @Test func valuesOfVariables() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "main.tf.json",
      """
      {"variable": {"from": {"sensitive": true}}, "resource": {"aws_security_group": {"g": {"description": "x",
       "ingress": {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": "${var.from}"}}}}}
      """)
    try folder.write("terraform.tfvars", "from = [\"0.0.0.0/0\"]")
    let process = try NetlintProcess.run(["check", "."], in: folder.path)
    #expect(process.output.contains("admits (sensitive) on tcp/22"), "\(process.output)")
    #expect(!process.output.contains("0.0.0.0/0"))
  }
}
