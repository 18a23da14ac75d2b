import Rules
import Testing

/// The samples: the secure one has no finding, the insecure one exactly its planted mistakes in both languages.
@Suite struct SampleTests {
  @Test(arguments: ["plan.json", "template.yaml"])
  func theSecureSampleHasNoFinding(file: String) throws {
    let result = try Run.lint(try Run.sample("web-app-secure/\(file)"), Run.catalogue())
    #expect(result.findings.map(\.summary) == [])
    #expect(result.diagnostics.map(\.message) == [])
  }

  @Test(arguments: [
    (
      "plan.json",
      [
        "s3-not-least-privilege high aws_iam_role_policy.task_uploads:2973 (aws_iam_role.task)",
        "iam-admin-access critical aws_iam_role.deploy:2996",
        "alb-http-not-redirected high aws_lb_listener.http:3299",
        "admin-port-reachable-from-internet critical aws_security_group.bastion:4602 (aws_instance.bastion)",
        "app-bypasses-load-balancer high aws_vpc_security_group_ingress_rule.app_http:5305 (aws_ecs_service.app)",
        "database-open-to-world high aws_vpc_security_group_ingress_rule.database_reporting:5377"
          + " (aws_security_group.database)",
        "database-reachable-only-from-app high aws_vpc_security_group_ingress_rule.database_reporting:5377"
          + " (aws_db_instance.main)",
      ]
    ),
    (
      "template.yaml",
      [
        "app-bypasses-load-balancer high AppSecurityGroup:269 (Service)",
        "database-open-to-world high DatabaseSecurityGroup:302",
        "database-reachable-only-from-app high DatabaseSecurityGroup:302 (Database)",
        "alb-http-not-redirected high HttpListener:373",
        "admin-port-reachable-from-internet critical BastionSecurityGroup:528 (Bastion)",
        "s3-not-least-privilege high TaskRole:669",
        "iam-admin-access critical DeployRole:725",
      ]
    ),
  ])
  func theInsecureSampleHasItsPlantedMistakes(file: String, findings: [String]) throws {
    let result = try Run.lint(try Run.sample("web-app-insecure/\(file)"), Run.catalogue())
    #expect(result.findings.map(\.summary) == findings)
    #expect(
      result.findings.filter { $0.rule.id == "admin-port-reachable-from-internet" }.map(\.subsumes)
        == [["admin-port-open-to-world"]])
    #expect(result.findings.filter { $0.rule.id == "iam-admin-access" }.map(\.subsumes) == [["s3-not-least-privilege"]])
  }
}
