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
    if method.kind == .itself, method.target == "iam:policy" { try attach("own", to: 0, of: &fixtures) }
    if method.kind == .itself, method.target == "iam:group" {
      try fixtures.addIdentity(.group, name: "g", [])
      fixtures.infrastructure.identities[1].members = [PolicyFixtures.id("p")]
    }
    if method.kind == .guardrail, !fixtures.infrastructure.managedPolicies.isEmpty, boundary == nil {
      fixtures.infrastructure.identities[0].managedPolicies.elements.append(
        Link(.resource(PolicyFixtures.id("denying")), at: PolicyFixtures.place()))
    }
    return fixtures
  }

  /// Gives an identity a managed policy that is of no account.
  private func attach(_ policy: String, to position: Int, of fixtures: inout PolicyFixtures) throws {
    try fixtures.addPolicy(policy, Self.allow("s3:GetObject"))
    fixtures.infrastructure.identities[position].managedPolicies.elements.append(
      Link(.resource(PolicyFixtures.id(policy)), at: PolicyFixtures.place()))
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

  /// Only a service that a role trusts can be given it, whatever else is allowed.
  @Test(arguments: EscalationMethods.builtIn.all.filter { $0.kind == .passing })
  func eachServiceHasToBeTrusted(method: EscalationMethod) throws {
    let service = try #require(method.service)
    func found(trusting: String, may policy: String = Self.admin, condition: String? = nil) throws -> [Verdict] {
      var fixtures = PolicyFixtures()
      let trust = Self.trust(#"{"Service": "\#(trusting)"}"#)
      try fixtures.addIdentity(.role, name: "worker", [policy], trust: trust)
      let needed = method.needs.map { alternatives in
        alternatives[0] == "iam:PassRole"
          ? Self.allow("iam:PassRole", "<worker.arn>", condition: condition) : Self.allow(alternatives[0])
      }
      try fixtures.addIdentity(.user, name: "p", needed)
      return self.found(fixtures, by: [method]).map(\.verdict)
    }
    #expect(try found(trusting: service) == [.yes])
    #expect(try found(trusting: "other.amazonaws.com").isEmpty)
    #expect(try found(trusting: service, may: Self.allow("s3:GetObject")).isEmpty)
    func to(_ service: String) -> String { #"{"StringEquals": {"iam:PassedToService": "\#(service)"}}"# }
    #expect(try found(trusting: service, condition: to(service)) == [.yes])
    #expect(try found(trusting: service, condition: to("other.amazonaws.com")).isEmpty)
  }

  /// A method on another principal takes all of its actions on the same one, and one that may do more.
  @Test(
    arguments: EscalationMethods.builtIn.all.filter { method in
      method.kind == .other && method.keys.joined().allSatisfy { $0.subject == method.subject }
    })
  func eachActionIsOnTheSamePrincipal(method: EscalationMethod) throws {
    let kind = method.subject
    func found(may policy: String = Self.admin, elsewhere position: Int? = nil) throws -> [Verdict] {
      var fixtures = PolicyFixtures()
      let trust = kind == .role ? Self.trust(#"{"AWS": "arn:aws:iam::<?AWS::AccountId>:root"}"#) : nil
      try fixtures.addIdentity(kind, name: "target", [policy], trust: trust)
      try fixtures.addIdentity(kind, name: "another", [], trust: trust)
      let needed = method.needs.enumerated().map { index, alternatives in
        Self.allow(alternatives[0], index == position ? "<another.arn>" : "<target.arn>")
      }
      try fixtures.addIdentity(.user, name: "p", needed)
      return self.found(fixtures, by: [method]).map(\.verdict)
    }
    #expect(try found() == [.yes])
    #expect(try found(may: Self.allow("s3:GetObject")).isEmpty)
    for position in method.needs.indices { #expect(try found(elsewhere: position).isEmpty) }
  }

  // MARK: What one has

  /// Only a policy that one has can be given another version to one's own good, and none that AWS manages.
  @Test(arguments: ["IAM-CreatePolicyVersion", "IAM-SetDefaultPolicyVersion"])
  func versionsAreOfPoliciesThatOneHas(id: String) throws {
    let method = try method(id)
    func found(_ resource: String, _ change: (inout PolicyFixtures) throws -> Void) throws -> [Verdict] {
      var fixtures = PolicyFixtures()
      try fixtures.addIdentity(.user, name: "p", [Self.allow(method.needs[0][0], resource)])
      try fixtures.addIdentity(.user, name: "q", [])
      try change(&fixtures)
      return self.found(fixtures, by: [method]).map(\.verdict)
    }
    #expect(try found("*") { _ in }.isEmpty)
    #expect(try found("*") { try attach("own", to: 1, of: &$0) }.isEmpty)
    #expect(try found("*") { try attach("own", to: 0, of: &$0) } == [.yes])
    #expect(try found("<own.arn>") { try attach("own", to: 0, of: &$0) } == [.yes])
    #expect(try found("<own.arn>") { try attach("another", to: 0, of: &$0) }.isEmpty)
    let managed = Link(.external("arn:aws:iam::aws:policy/ReadOnlyAccess"), at: PolicyFixtures.place())
    #expect(try found("*") { $0.infrastructure.identities[0].managedPolicies.elements = [managed] }.isEmpty)
  }

  /// What a group is given its users have, and who is not in it has not.
  @Test(arguments: ["IAM-PutGroupPolicy", "IAM-AttachGroupPolicy"])
  func aGroupIsOnesOwnIfOneIsInIt(id: String) throws {
    let method = try method(id)
    func found(_ resource: String, members: [String]) throws -> [Verdict] {
      var fixtures = PolicyFixtures()
      try fixtures.addIdentity(.user, name: "p", [Self.allow(method.needs[0][0], resource)])
      try fixtures.addIdentity(.group, name: "g", [])
      fixtures.infrastructure.identities[1].members = members.map(PolicyFixtures.id)
      return self.found(fixtures, by: [method]).map(\.verdict)
    }
    #expect(try found("<g.arn>", members: ["p"]) == [.yes])
    #expect(try found("*", members: ["p"]) == [.yes])
    #expect(try found("<g.arn>", members: ["q"]).isEmpty)
    #expect(try found("*", members: []).isEmpty)
    #expect(try found("arn:aws:iam::<?AWS::AccountId>:group/other", members: ["p"]).isEmpty)
  }

  @Test func oneJoinsAGroupThatMayDoMore() throws {
    func found(_ resource: String, may policy: String) throws -> [Verdict] {
      var fixtures = PolicyFixtures()
      try fixtures.addIdentity(.user, name: "p", [Self.allow("iam:AddUserToGroup", resource)])
      try fixtures.addIdentity(.group, name: "admins", [policy])
      return self.found(fixtures).map(\.verdict)
    }
    #expect(try found("<admins.arn>", may: Self.admin) == [.yes])
    #expect(try found("<admins.arn>", may: Self.allow("s3:GetObject")).isEmpty)
    #expect(try found("arn:aws:iam::<?AWS::AccountId>:group/others", may: Self.admin) == [.unknown])
    #expect(try found("*", may: Self.admin) == [.yes])
  }

  @Test func onesOwnKeysAreNoEscalation() throws {
    var fixtures = PolicyFixtures()
    try fixtures.addIdentity(
      .user, name: "p", [Self.allow("iam:*AccessKey", "arn:aws:iam::*:user/${aws:username}")])
    try fixtures.addIdentity(.user, name: "q", [Self.admin])
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
