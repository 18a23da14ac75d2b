import Rules
import TestSupport
import Testing
import Workspace

/// Whatever of Terraform an architecture is given as, the findings are the same but for places.
@Suite struct TerraformInputTests {
  /// What the states have no scaling for: they were made without the service that does it.
  private static let unscaled = "yes ecs-service-without-autoscaling low aws_ecs_service.app"

  private func findings(_ path: String) -> [String] {
    let run = Run([Repository.path(path)])
    #expect(run.failures.isEmpty)
    return run.findings.map { "\($0.verdict) \($0.rule.id) \($0.severity.rawValue) \($0.subject.address)" }.sorted()
  }

  @Test(arguments: ["web-app-secure", "web-app-insecure"])
  func samplesAsConfiguration(_ sample: String) {
    let planned = findings("samples/\(sample)/plan.json")
    // A state lies beside the configuration of one.
    let beside = sample == "web-app-secure" ? [Self.unscaled] : []
    #expect(findings("Tests/Fixtures/terraform-inputs/\(sample)") == (planned + beside).sorted())
  }

  @Test func modulesAsConfiguration() {
    let folder = "Tests/Fixtures/terraform/json-modules"
    let found = findings("\(folder)/main.tf.json")
    #expect(found == findings("\(folder)/plan.json"))
    #expect(found.contains("yes admin-port-open-to-world high module.service[\"web\"].aws_security_group.this"))
  }

  /// One architecture with modules and keys in every form but a plan that makes it.
  @Test(arguments: ["state.json", "terraform.tfstate", "target.json", "no-changes.json"])
  func whatIsThereAlready(_ name: String) {
    let found = findings("Tests/Fixtures/terraform-inputs/modules/\(name)")
    #expect(found == findings("Tests/Fixtures/terraform/refresh-only/plan.json"))
    #expect(found.contains("yes admin-port-open-to-world high module.network.aws_security_group.open[\"ssh\"]"))
    #expect(found.contains("yes admin-port-open-to-world high module.network.aws_security_group.open[\"r\\\"dp\"]"))
  }

  private static let states = [
    ("web-app-secure/state.json", "web-app-secure"), ("web-app-secure/renamed", "web-app-secure"),
    ("web-app-insecure-state.json", "web-app-insecure"),
  ]

  @Test(arguments: states)
  func samplesAsState(_ state: String, _ sample: String) {
    let planned = findings("samples/\(sample)/plan.json")
    #expect(findings("Tests/Fixtures/terraform-inputs/\(state)") == (planned + [Self.unscaled]).sorted())
  }

  @Test func modulesForEachOfModules() {
    let folder = "Tests/Fixtures/terraform/for-each-over-modules"
    let found = findings("\(folder)/main.tf.json")
    #expect(found == findings("\(folder)/plan.json"))
    #expect(found.contains { $0.hasPrefix("yes private-tier-in-public-subnet") })
  }
}
