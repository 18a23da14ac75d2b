import AWSModel
import Analysis
import NetSpace
import Rules
import TestSupport
import Testing

@testable import Workspace

/// What a finding claims somebody may do, the answer to the question says too, and what a question allows everybody is
/// found.
///
/// Rules read statements as they are written, and answers come from the evaluation of all policies together: two
/// ways to the same thing.
@Suite struct FindingAnswerTests {
  static let inputs =
    ["fails.yaml", "fails.tf.json", "undecided.yaml", "undecided.tf.json", "passes.yaml"].flatMap {
      Repository.files(below: "rules/access", suffix: "/\($0)")
        + Repository.files(below: "rules/data/kms-key-policy-open", suffix: $0)
    }
    + Repository.files(below: "Tests/Fixtures/access", suffix: "template.yaml")
    + [
      "keys-and-access-points", "identity-providers", "principals-of-other-kinds", "policies-of-resources",
      "more-resource-policies", "function-aliases",
    ].map { "Tests/Fixtures/templates/\($0)/template.yaml" }
    + ["iam-policies", "lists-of-grants", "more-resource-policies", "function-permissions"].map {
      "Tests/Fixtures/terraform/\($0)/plan.json"
    }

  @Test func inputsAreFound() { #expect(Self.inputs.count > 60) }

  @Test(arguments: inputs) func findingsAndAnswersAgree(_ input: String) {
    let comparison = Comparison(Workspace.load([Repository.path(input)]))
    for difference in comparison.differences { Issue.record("\(input): \(difference)") }
  }
}

/// The findings of the access rules for one input beside the answers.
private struct Comparison {
  private let infrastructure: Infrastructure
  private let evaluator: AccessEvaluator
  private let findings: [Finding]
  private let escalations: [Escalation]

  init(_ workspace: Workspace) {
    infrastructure = workspace.infrastructure
    evaluator = AccessEvaluator(infrastructure)
    var options = LintOptions()
    options.only = [
      "iam-admin-access", "iam-pass-role-unrestricted", "iam-trust-anyone", "iam-trust-oidc-without-subject",
      "iam-trust-third-party-without-external-id", "s3-public-acl", "resource-policy-public", "kms-key-policy-open",
      "secrets-access-too-broad", "function-url-unauthenticated",
    ]
    findings = Linter(rules: Ruleset().rules, options: options).lint(Facts(infrastructure)).findings
    escalations = IdentityFacts(infrastructure).escalations { $0.adminAccess }
  }

  var differences: [String] {
    findings.flatMap(differences) + escalations.flatMap(differences) + unfound
  }

  // MARK: Answers to what is found

  private func differences(_ finding: Finding) -> [String] {
    let answers = answers(finding)
    if answers.isEmpty { return [] }
    let isAllowed = Verdict.any(answers.map(\.verdict))
    if isAllowed != .no { return [] }
    return [
      "\(finding.verdict) \(finding.rule.id) of \(finding.subject.address) at \(finding.resource.address), denied: "
        + answers.map { "\($0.question.action)" }.joined(separator: ", ")
    ]
  }

  private func answers(_ finding: Finding) -> [AccessDecision] {
    let caller = identity(finding.subject) ?? identity(finding.resource)
    let own = caller.map { Caller.identity($0.id) }
    switch finding.rule.id {
    case "iam-admin-access": return own.map { [decide($0, "iam:CreateUser", .pattern("*"))] } ?? []
    case "iam-pass-role-unrestricted": return own.map { [decide($0, "iam:PassRole", .pattern("*"))] } ?? []
    case "secrets-access-too-broad":
      return ["secretsmanager:GetSecretValue", "ssm:GetParameter*", "kms:Decrypt"].flatMap { action in
        own.map { [decide($0, action, .pattern("*"))] } ?? []
      }
    case "iam-trust-anyone": return caller.map { [decide(.anonymous, "sts:*", .resource($0.id, inner: ""))] } ?? []
    case "iam-trust-oidc-without-subject", "iam-trust-third-party-without-external-id":
      return caller.map { evaluator.whoCan("sts:*", on: .resource($0.id, inner: "")) } ?? []
    case "s3-public-acl":
      return ["s3:ListBucket", "s3:PutObject", "s3:GetBucketAcl", "s3:PutBucketAcl"].map {
        decide(.anonymous, $0, .resource(finding.subject, inner: ""))
      }
    default:
      return policies(of: finding).flatMap { policy in
        policy.subject.target.id.map { id in
          ["", "*"].map { decide(.anonymous, "\(policy.kind.service):*", .resource(id, inner: $0)) }
        } ?? []
      }
    }
  }

  /// The policies that a finding may be about.
  private func policies(of finding: Finding) -> [ResourcePolicy] {
    infrastructure.resourcePolicies.filter { policy in
      [finding.subject, finding.resource].contains { $0 == policy.id || $0 == policy.subject.target.id }
    }
  }

  /// The principal may do all that the method needs.
  private func differences(_ escalation: Escalation) -> [String] {
    guard case .identity(let id) = escalation.grantee, identity(id) != nil else { return [] }
    return escalation.method.needs.compactMap { alternatives in
      let answers = alternatives.map { decide(.identity(id), $0, .pattern("*")).verdict }
      let isHeld = Verdict.any(answers)
      // To take on a role it is enough that the role lets somebody in.
      if isHeld != .no || alternatives.contains("sts:AssumeRole") { return nil }
      return "\(escalation.verdict) escalation \(escalation.method.id) of \(id.address), denied: \(alternatives)"
    }
  }

  // MARK: Findings to what is allowed

  /// Resources that everybody may use by their policies and of which nothing is found.
  private var unfound: [String] {
    let found = Set(findings.flatMap { [$0.subject, $0.resource] + policies(of: $0).compactMap(\.subject.target.id) })
    let roles = infrastructure.identities.filter { $0.kind == .role && $0.trust != nil }
    let open =
      roles.filter { isOpen("sts:AssumeRole", $0.id) }.map(\.id)
      + infrastructure.resourcePolicies.compactMap { policy in
        // What is found of a function with a URL is found of the URL.
        guard let id = policy.subject.target.id, policy.kind != .function || !hasURLs else { return nil }
        return isOpen("\(policy.kind.service):*", id) ? id : nil
      }
    return Set(open).subtracting(found).map { "\($0.address) is open to everybody, and nothing is found" }.sorted()
  }

  private var hasURLs: Bool { infrastructure.entryPoints.contains { $0.kind == .functionURL } }

  /// Whether everybody may, wherever he calls from.
  private func isOpen(_ action: String, _ id: ResourceID) -> Bool {
    let decision = decide(.anonymous, action, .resource(id, inner: ""))
    return decision.verdict == .yes && decision.grants.contains { $0.isConfined == .no }
  }

  private func decide(_ caller: Caller, _ action: String, _ target: AccessQuestion.Target) -> AccessDecision {
    evaluator.decide(AccessQuestion(caller: caller, action: action, target: target))
  }

  private func identity(_ id: ResourceID) -> Identity? {
    infrastructure.identities.first { $0.id == id && $0.kind != .group }
  }
}
