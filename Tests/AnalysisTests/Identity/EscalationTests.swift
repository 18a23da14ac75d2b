import AWSModel
import NetSpace
import Testing

@testable import Analysis

/// Every known method is found where all that it needs is there, and nowhere else.
@Suite struct EscalationTests {
  private static func allow(_ action: String, _ resource: String = "*", condition: String? = nil) -> String {
    let condition = condition.map { #", "Condition": \#($0)"# } ?? ""
    return #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "\#(resource)"\#(condition)}"#
  }

  private static func deny(_ action: String) -> String {
    #"{"Effect": "Deny", "Action": "\#(action)", "Resource": "*"}"#
  }

  private static func trust(_ principal: String) -> String {
    #"{"Effect": "Allow", "Principal": \#(principal), "Action": "sts:AssumeRole"}"#
  }

  private static let admin = allow("*")

  private func found(_ fixtures: PolicyFixtures, by methods: [EscalationMethod]? = nil) -> [Escalation] {
    fixtures.facts.escalations(by: methods ?? EscalationMethods.builtIn.all) { $0.adminAccess }
  }

  private func method(_ id: String) throws -> EscalationMethod {
    try #require(EscalationMethods.builtIn.all.first { $0.id == id })
  }

  /// A principal of the kind that a method is for, with something to get rid of if it is about that.
  private func principal(
    for method: EscalationMethod, _ statements: [String]
  ) throws -> PolicyFixtures {
    var fixtures = PolicyFixtures()
    let isOfRole = method.kind != .other && method.target == "iam:role" && method.service == nil
    var statements = statements
    var boundary: String?
    if method.kind == .guardrail {
      let action = try #require(method.needs.first?.first)
      if action.hasSuffix("PermissionsBoundary") {
        boundary = "limit"
        try fixtures.addPolicy("limit", Self.allow("iam:*"))
      } else if action.contains("Detach") {
        try fixtures.addPolicy("denying", Self.deny("s3:DeleteBucket"))
      } else {
        statements.append(Self.deny("s3:DeleteBucket"))
      }
    }
    try fixtures.addIdentity(isOfRole ? .role : .user, name: "p", statements, boundary: boundary)
    if !fixtures.infrastructure.managedPolicies.isEmpty, boundary == nil {
      fixtures.infrastructure.identities[0].managedPolicies.elements.append(
        Link(.resource(PolicyFixtures.id("denying")), at: PolicyFixtures.place()))
    }
    return fixtures
  }

  @Test func theTableIsWhole() {
    let methods = EscalationMethods.builtIn.all
    #expect(methods.count == 108)
    #expect(methods.allSatisfy { !$0.needs.isEmpty && !$0.words.isEmpty })
    #expect(methods.filter { $0.kind == .passing }.allSatisfy { $0.service != nil })
    let actions = methods.flatMap(\.needs).flatMap(\.self)
    let retired: Set = ["codestar:CreateProjectFromTemplate"]
    #expect(actions.filter { ActionCatalogue.builtIn.actions(matching: $0).isEmpty && !retired.contains($0) } == [])
  }

  @Test(arguments: EscalationMethods.builtIn.all)
  func eachMethodNeedsAllOfItsActions(method: EscalationMethod) throws {
    let needed = method.needs.map { Self.allow($0[$0.count - 1]) }
    let all = found(try principal(for: method, needed), by: [method])
    #expect(all.map(\.verdict) == [.yes], "\(method.id)")
    for (position, alternatives) in method.needs.enumerated() {
      var fewer = needed
      fewer.remove(at: position)
      #expect(found(try principal(for: method, fewer), by: [method]).isEmpty, "\(method.id) without \(alternatives)")
      let denied = needed + alternatives.map(Self.deny)
      #expect(found(try principal(for: method, denied), by: [method]).isEmpty, "\(method.id), denied \(alternatives)")
    }
  }

  @Test func administratorsHaveNowhereToGo() throws {
    var fixtures = PolicyFixtures()
    try fixtures.addIdentity(.user, name: "p", [Self.admin])
    #expect(found(fixtures).isEmpty)
  }

  // MARK: Roles that are passed

  private func passing(
    _ role: String, trusting service: String = "lambda.amazonaws.com", may policy: String, condition: String? = nil
  ) throws -> [Escalation] {
    var fixtures = PolicyFixtures()
    try fixtures.addIdentity(
      .role, name: "worker", [policy], trust: Self.trust(#"{"Service": "\#(service)"}"#))
    try fixtures.addIdentity(
      .user, name: "p", [Self.allow("iam:PassRole", role, condition: condition), Self.allow("lambda:CreateFunction")])
    return found(fixtures, by: [try method("PassRole-Lambda-Create")])
  }

  @Test func aPassedRoleHasToTrustTheServiceAndBePowerful() throws {
    let worker = "<worker.arn>"
    let chains = try passing(worker, may: Self.admin).map { $0.chain.map(\.address) }
    #expect(chains == [["worker"]])
    #expect(try passing(worker, trusting: "ec2.amazonaws.com", may: Self.admin).isEmpty)
    #expect(try passing(worker, may: Self.allow("s3:GetObject")).isEmpty)
    #expect(try passing("arn:aws:iam::*:role/w*", may: Self.admin).map(\.verdict) == [.yes])
    #expect(try passing("arn:aws:iam::*:role/other", may: Self.admin).map(\.verdict) == [.unknown])
    #expect(try passing(worker, may: Self.allow("*", "<?x>")).map(\.verdict) == [.unknown])
  }

  @Test func aConditionNamesTheService() throws {
    func found(_ op: String, _ service: String) throws -> [Verdict] {
      try passing("*", may: Self.admin, condition: #"{"\#(op)": {"iam:PassedToService": "\#(service)"}}"#).map(
        \.verdict)
    }
    #expect(try found("StringEquals", "lambda.amazonaws.com") == [.yes])
    #expect(try found("StringEquals", "ecs-tasks.amazonaws.com").isEmpty)
    #expect(try found("StringLike", "l*") == [.yes])
    #expect(try found("StringNotEquals", "lambda.amazonaws.com").isEmpty)
  }

  @Test func aDenyForOtherServicesLeavesNone() throws {
    var fixtures = PolicyFixtures()
    let but = #"{"StringNotEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}"#
    let deny = #"{"Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": \#(but)}"#
    try fixtures.addIdentity(
      .user, name: "p",
      [Self.allow("iam:PassRole"), Self.allow("lambda:CreateFunction"), Self.allow("ecs:R*"), deny])
    #expect(Set(found(fixtures).map(\.method.id)) == ["PassRole-ECS-RunTask"])
  }

  @Test func aConditionOnThePolicyKeepsToIt() throws {
    var fixtures = PolicyFixtures()
    let condition = #"{"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}"#
    try fixtures.addIdentity(.user, name: "p", [Self.allow("iam:AttachUserPolicy", condition: condition)])
    #expect(found(fixtures).isEmpty)
  }

  // MARK: Chains

  @Test func chainsLeadToTheOneThatMayDoEverything() throws {
    var fixtures = PolicyFixtures()
    try fixtures.addIdentity(.role, name: "top", [Self.admin], trust: Self.trust(#"{"AWS": "<middle.arn>"}"#))
    try fixtures.addIdentity(
      .role, name: "middle", [], trust: Self.trust(#"{"AWS": "arn:aws:iam::<?AWS::AccountId>:root"}"#))
    try fixtures.addIdentity(.user, name: "p", [Self.allow("sts:AssumeRole", "<middle.arn>")])
    try fixtures.addIdentity(.user, name: "q", [Self.allow("sts:AssumeRole", "<top.arn>")])
    let ways = found(fixtures).map { "\($0.grantee.id.address): \($0.chain.map(\.address))" }
    #expect(ways == [#"middle: ["top"]"#, #"p: ["middle", "top"]"#])
  }

  @Test func ofOnesOwnOnlyWhatOneIs() throws {
    for (kind, resource, isFound) in [
      (Identity.Kind.user, "<p.arn>", true), (.user, "arn:aws:iam::<?AWS::AccountId>:user/q", false),
      (.user, "arn:aws:iam::<?AWS::AccountId>:user/p", true), (.role, "*", false),
    ] {
      var fixtures = PolicyFixtures()
      try fixtures.addIdentity(kind, name: "p", [Self.allow("iam:PutUserPolicy", resource)])
      #expect(found(fixtures).isEmpty != isFound, "\(kind) \(resource)")
    }
  }

  @Test func aBoundaryHoldsWhateverOneGivesOneself() throws {
    var fixtures = PolicyFixtures()
    try fixtures.addPolicy("limit", Self.allow("iam:PutUserPolicy"))
    try fixtures.addIdentity(.user, name: "p", [Self.allow("iam:PutUserPolicy")], boundary: "limit")
    #expect(found(fixtures).isEmpty)
  }
}
