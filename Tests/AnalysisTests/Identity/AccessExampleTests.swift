import AWSModel
import NetSpace
import Testing

@testable import Analysis

/// The examples of AWS's pages on policy evaluation, in words of our own, and the cases that they describe.
///
/// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
@Suite struct AccessExampleTests {
  private static let own = "111111111111"
  private static let other = "222222222222"

  /// An account with a user, a role and resources, and another account with a bucket.
  private struct World {
    var fixtures = PolicyFixtures()

    init(
      user: [String] = [], role: [String] = [], boundary: String? = nil, bucket: String? = nil, far: String? = nil,
      key: String? = nil, trust: String? = nil
    ) throws {
      fixtures.infrastructure.buckets = []
      fixtures.infrastructure.accounts = [
        PolicyFixtures.stack: AccessExampleTests.own, "far": AccessExampleTests.other,
      ]
      if let boundary { try fixtures.addPolicy("limit", boundary) }
      let limit = boundary.map { _ in "limit" }
      try fixtures.addIdentity(.user, name: "user", user, boundary: limit)
      try fixtures.addIdentity(.role, name: "role", role, boundary: limit)
      try fixtures.addIdentity(.role, name: "target", [], trust: trust ?? "[]")
      try add(PolicyFixtures.id("logs"), .bucket, "logs", bucket)
      try add(ResourceID(stack: "far", address: "abroad"), .bucket, "abroad", far)
      try add(PolicyFixtures.id("key"), .key, nil, key)
    }

    private mutating func add(
      _ id: ResourceID, _ kind: NamedResource.Kind, _ name: String?, _ policy: String?
    ) throws {
      try fixtures.addResource(id, kind, name: name)
      if let policy { try fixtures.addPolicy(of: id, kind, policy) }
    }

    func verdict(
      _ caller: Caller, _ action: String = "s3:GetObject",
      on target: AccessQuestion.Target = .pattern("arn:aws:s3:::logs/x")
    ) -> Verdict {
      AccessEvaluator(fixtures.infrastructure).decide(
        AccessQuestion(caller: caller, action: action, target: target)
      ).verdict
    }
  }

  private static let user = Caller.identity(PolicyFixtures.id("user"))
  private static let role = Caller.identity(PolicyFixtures.id("role"))
  private static let abroad = AccessQuestion.Target.pattern("arn:aws:s3:::abroad/x")
  private static let key = AccessQuestion.Target.resource(PolicyFixtures.id("key"), inner: "")
  private static let target = AccessQuestion.Target.resource(PolicyFixtures.id("target"), inner: "")

  private static func allow(_ action: String, _ resource: String, principal: String? = nil) -> String {
    statement("Allow", action, resource, principal)
  }
  private static func deny(_ action: String, _ resource: String, principal: String? = nil) -> String {
    statement("Deny", action, resource, principal)
  }
  private static func statement(_ effect: String, _ action: String, _ resource: String, _ principal: String?) -> String
  {
    let who = principal.map { #""Principal": \#($0), "# } ?? ""
    return #"{"Effect": "\#(effect)", \#(who)"Action": "\#(action)", "Resource": "\#(resource)"}"#
  }
  private static func aws(_ principal: String) -> String { #"{"AWS": "\#(principal)"}"# }
  private static let userARN = "arn:aws:iam::111111111111:user/user"
  private static let roleARN = "arn:aws:iam::111111111111:role/role"
  private static let rootARN = "arn:aws:iam::111111111111:root"

  @Test func aBucketByItsNameIsItselfOrItsObjects() throws {
    let bucket = AccessQuestion.Target.resource(PolicyFixtures.id("logs"), inner: "")
    let reader = try World(user: [Self.allow("s3:GetObject", "arn:aws:s3:::logs/*")])
    #expect(reader.verdict(Self.user, "s3:GetObject", on: bucket) == .yes)
    #expect(reader.verdict(Self.user, "s3:ListBucket", on: bucket) == .no)
    let lister = try World(user: [Self.allow("s3:*", "arn:aws:s3:::logs")])
    #expect(lister.verdict(Self.user, "s3:GetObject", on: bucket) == .no)
    #expect(lister.verdict(Self.user, "s3:ListBucket", on: bucket) == .yes)
    #expect(lister.verdict(Self.user, "s3:*", on: bucket) == .yes)
  }

  @Test func nothingIsAllowedByDefault() throws {
    let world = try World()
    #expect(world.verdict(Self.user) == .no)
    #expect(world.verdict(.anonymous) == .no)
  }

  /// A user may read what is his, and is kept from whatever has log in its name; the bucket lets him in all the same.
  @Test func anExplicitDenyOverridesTheBucketsPolicy() throws {
    let own = [
      Self.allow("s3:ListAllMyBuckets", "arn:aws:s3:::*"), Self.allow("s3:*", "arn:aws:s3:::user*"),
      Self.deny("s3:*", "arn:aws:s3:::*log*"),
    ]
    let bucket = Self.allow("s3:*", "arn:aws:s3:::logs/*", principal: Self.aws(Self.userARN))
    let world = try World(user: own, bucket: bucket)
    #expect(world.verdict(Self.user, "s3:PutObject") == .no)
    #expect(world.verdict(Self.user, "s3:ListAllMyBuckets", on: .pattern("*")) == .yes)
    #expect(world.verdict(Self.user, "s3:PutObject", on: .resource(PolicyFixtures.id("logs"), inner: "/x")) == .no)
  }

  /// Inside of an account either policy is enough.
  @Test func eitherPolicyIsEnoughInsideOfAnAccount() throws {
    let identity = Self.allow("s3:GetObject", "arn:aws:s3:::logs/*")
    #expect(try World(user: [identity]).verdict(Self.user) == .yes)
    let bucket = Self.allow("s3:GetObject", "arn:aws:s3:::logs/*", principal: Self.aws(Self.userARN))
    #expect(try World(bucket: bucket).verdict(Self.user) == .yes)
    #expect(try World(bucket: bucket).verdict(Self.role) == .no)
    let denied = Self.deny("s3:*", "arn:aws:s3:::logs/*", principal: #""*""#)
    #expect(try World(user: [identity], bucket: denied).verdict(Self.user) == .no)
  }

  /// A boundary limits and gives nothing; what a bucket gives to a user directly it does not limit, to a role it does.
  @Test func boundaries() throws {
    let limit = Self.allow("s3:ListBucket", "*")
    let identity = Self.allow("s3:*", "*")
    #expect(try World(user: [identity], boundary: limit).verdict(Self.user) == .no)
    #expect(try World(boundary: Self.allow("s3:*", "*")).verdict(Self.user) == .no)
    func given(_ arn: String) -> String { Self.allow("s3:GetObject", "arn:aws:s3:::logs/*", principal: Self.aws(arn)) }
    #expect(try World(boundary: limit, bucket: given(Self.userARN)).verdict(Self.user) == .yes)
    #expect(try World(boundary: limit, bucket: given(Self.roleARN)).verdict(Self.role) == .no)
    #expect(try World(bucket: given(Self.roleARN)).verdict(Self.role) == .yes)
    let denying = "[\(limit), \(Self.deny("s3:GetObject", "*"))]"
    #expect(try World(boundary: denying, bucket: given(Self.userARN)).verdict(Self.user) == .no)
  }

  /// To name the account hands the decision to the account's own policies.
  @Test func theAccountAsPrincipal() throws {
    let bucket = Self.allow("s3:GetObject", "arn:aws:s3:::logs/*", principal: Self.aws(Self.rootARN))
    #expect(try World(bucket: bucket).verdict(Self.user) == .no)
    #expect(try World(bucket: bucket).verdict(.account(PartialText(Self.own))) == .yes)
    #expect(try World(bucket: bucket).verdict(.account(PartialText(Self.other))) == .no)
  }

  /// Across accounts both sides have to allow, even where the bucket is open to everybody.
  @Test func acrossAccounts() throws {
    let identity = Self.allow("s3:GetObject", "arn:aws:s3:::abroad/*")
    func far(_ principal: String) -> String { Self.allow("s3:*", "arn:aws:s3:::abroad/*", principal: principal) }
    #expect(try World(user: [identity]).verdict(Self.user, on: Self.abroad) == .no)
    for principal in [Self.aws(Self.userARN), Self.aws(Self.rootARN), Self.aws(Self.own), #""*""#] {
      #expect(try World(user: [identity], far: far(principal)).verdict(Self.user, on: Self.abroad) == .yes)
      #expect(try World(far: far(principal)).verdict(Self.user, on: Self.abroad) == .no)
    }
    let narrow = try World(user: [Self.allow("s3:ListBucket", "*")], far: far(#""*""#))
    #expect(narrow.verdict(Self.user, on: Self.abroad) == .no)
    #expect(try World(far: far(#""*""#)).verdict(.anonymous, on: Self.abroad) == .yes)
  }

  /// The policy of a key has to let the account in before its identity policies count.
  @Test func keys() throws {
    let identity = Self.allow("kms:Decrypt", "*")
    #expect(try World(role: [identity]).verdict(Self.role, "kms:Decrypt", on: Self.key) == .yes)
    let root = Self.allow("kms:*", "*", principal: Self.aws(Self.rootARN))
    #expect(try World(role: [identity], key: root).verdict(Self.role, "kms:Decrypt", on: Self.key) == .yes)
    #expect(try World(key: root).verdict(Self.role, "kms:Decrypt", on: Self.key) == .no)
    let one = Self.allow("kms:*", "*", principal: Self.aws(Self.userARN))
    #expect(try World(role: [identity], key: one).verdict(Self.role, "kms:Decrypt", on: Self.key) == .no)
    #expect(try World(key: one).verdict(Self.user, "kms:Decrypt", on: Self.key) == .yes)
  }

  /// To assume a role of one's own account it is enough to be trusted by name; of an account also to be allowed.
  @Test func trust() throws {
    func trust(_ principal: String) -> String {
      #"{"Effect": "Allow", "Principal": \#(principal), "Action": "sts:AssumeRole"}"#
    }
    func verdict(_ world: World, _ caller: Caller) -> Verdict {
      world.verdict(caller, "sts:AssumeRole", on: Self.target)
    }
    let allowed = [Self.allow("sts:AssumeRole", "*")]
    #expect(try verdict(World(user: allowed), Self.user) == .no)
    #expect(try verdict(World(trust: trust(Self.aws(Self.userARN))), Self.user) == .yes)
    #expect(try verdict(World(trust: trust(Self.aws(Self.rootARN))), Self.user) == .no)
    #expect(try verdict(World(user: allowed, trust: trust(Self.aws(Self.rootARN))), Self.user) == .yes)
    let service = try World(trust: trust(#"{"Service": "ec2.amazonaws.com"}"#))
    #expect(verdict(service, .service(PartialText("ec2.amazonaws.com"))) == .yes)
    #expect(verdict(service, .service(PartialText("lambda.amazonaws.com"))) == .no)
    #expect(verdict(service, Self.user) == .no)
  }

  /// Whom NotPrincipal spares it has to name with the account, and a role with its session.
  @Test func notPrincipal() throws {
    let identity = [Self.allow("s3:*", "*")]
    func denying(_ spared: String) -> String {
      #"{"Effect": "Deny", "NotPrincipal": {"AWS": \#(spared)}, "Action": "s3:*", "Resource": "*"}"#
    }
    let both = #"["\#(Self.userARN)", "\#(Self.rootARN)"]"#
    #expect(try World(user: identity, bucket: denying(both)).verdict(Self.user) == .yes)
    #expect(try World(user: identity, bucket: denying("\"\(Self.userARN)\"")).verdict(Self.user) == .no)
    #expect(try World(role: identity, bucket: denying(both)).verdict(Self.role) == .no)
    let open = #"{"Effect": "Allow", "NotPrincipal": {"AWS": "\#(Self.userARN)"}, "Action": "s3:*", "Resource": "*"}"#
    #expect(try World(bucket: open).verdict(.anonymous) == .yes)
    #expect(try World(bucket: open).verdict(Self.user) == .no)
  }

  /// Conditions are choices of the request, unless an Allow and a Deny leave no choice.
  @Test func conditions() throws {
    func conditional(_ effect: String, _ op: String, _ value: String) -> String {
      #"{"Effect": "\#(effect)", "Action": "s3:*", "Resource": "*", "Condition": {"\#(op)": {"aws:SourceVpce": "\#(value)"}}}"#
    }
    let allow = conditional("Allow", "StringEquals", "a")
    #expect(try World(user: [allow]).verdict(Self.user) == .yes)
    #expect(try World(user: [allow, conditional("Deny", "StringEquals", "a")]).verdict(Self.user) == .no)
    #expect(try World(user: [allow, conditional("Deny", "StringEquals", "b")]).verdict(Self.user) == .yes)
    #expect(try World(user: [allow, conditional("Deny", "StringNotEquals", "b")]).verdict(Self.user) == .no)
    let halves = [conditional("Deny", "StringLike", "*"), conditional("Deny", "Null", "true")]
    #expect(try World(user: [Self.allow("s3:*", "*")] + halves).verdict(Self.user) != .yes)
  }

  /// Which requests an Allow and a Deny leave, of operators that divide the values of a key in their own ways.
  @Test(arguments: [
    ("NumericLessThan", "5", "NumericLessThan", "10", Verdict.no),
    ("NumericLessThan", "10", "NumericLessThan", "5", .yes),
    ("NumericGreaterThan", "5", "NumericGreaterThanEquals", "6", .yes),
    ("NumericGreaterThanEquals", "6", "NumericGreaterThan", "5", .no),
    ("IpAddress", "10.0.0.0/8", "NotIpAddress", "11.0.0.0/8", .no),
    ("IpAddress", "10.0.0.0/8", "NotIpAddress", "10.1.0.0/16", .yes),
    ("IpAddress", "10.1.0.0/16", "IpAddress", "10.0.0.0/8", .no),
    ("IpAddress", "10.0.0.0/8", "IpAddress", "10.0.0.0/9", .yes),
    ("StringLike", "home/*", "StringLike", "h*", .no), ("StringLike", "h*", "StringLike", "home/*", .yes),
    ("StringLike", "a*b", "StringNotLike", "*b", .yes), ("StringLike", "a*b", "StringLike", "*b", .no),
    ("StringEquals", "a*", "StringLike", "a?", .no),
    ("ArnLike", "arn:aws:iam::*:role/x", "ArnLike", "arn:aws:iam::*:role/x", .no),
    ("StringEqualsIgnoreCase", "A", "StringEqualsIgnoreCase", "a", .no),
    // What a variable of the request stands for is a text that a request may repeat, and perhaps any other.
    ("ForAllValues:StringEquals", "${aws:userid}", "Null", "true", .yes),
    ("StringEquals", "${aws:userid}", "StringEquals", "x", .yes),
    ("StringEquals", "${aws:userid}", "StringEquals", "${aws:userid}", .unknown),
    ("StringEquals", "${aws:userid}", "StringNotEquals", "x", .unknown),
    ("StringEquals", "${some:Key}", "StringNotLike", "x*", .unknown),
    // A value that would do is not among those that are tried.
    ("StringLike", "x?", "StringLike", "xx", .unknown),
    ("ArnLike", "a:b:c:d:e:x?", "ArnLike", "a:b:c:d:e:xx", .unknown),
  ])
  func conditionsThatMeet(allow: String, _ value: String, deny: String, _ other: String, expected: Verdict) throws {
    func statement(_ effect: String, _ op: String, _ value: String) -> String {
      #"{"Effect": "\#(effect)", "Action": "s3:*", "Resource": "*", "Condition": {"\#(op)": {"some:Key": "\#(value)"}}}"#
    }
    let world = try World(user: [statement("Allow", allow, value), statement("Deny", deny, other)])
    #expect(world.verdict(Self.user) == expected)
  }

  /// Of the caller's own keys a request has no choice.
  @Test(arguments: [
    ("StringNotEquals", "aws:PrincipalArn", "arn:aws:iam::111111111111:role/role", Verdict.yes),
    ("StringNotEquals", "aws:PrincipalArn", "arn:aws:iam::111111111111:role/other", .no),
    ("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/r*", .yes),
    ("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin/*", .no),
    ("StringEquals", "aws:PrincipalArn", "<target.arn>", .yes),
    ("StringNotEquals", "aws:PrincipalArn", "<target.arn>", .no),
    ("StringNotEquals", "aws:PrincipalAccount", "111111111111", .yes),
    ("StringNotEquals", "aws:PrincipalAccount", "222222222222", .no),
    ("StringEquals", "aws:PrincipalType", "User", .yes), ("StringEquals", "aws:PrincipalType", "AssumedRole", .no),
    ("StringNotLike", "aws:username", "*", .no), ("StringLike", "aws:username", "*", .yes),
    // A stack may be deployed with tags that no resource spells.
    ("StringNotEquals", "aws:PrincipalTag/team", "red", .unknown),
    // Of a key that there is none of a request has nothing to choose either.
    ("StringNotEquals", "aws:PrincipalOrganizationId", "o-1", .no), ("StringEquals", "aws:OrgID", "o-1", .yes),
    ("NotIpAddress", "aws:SourceIpAddress", "192.0.2.0/24", .no),
    ("NotIpAddress", "AWS:sourceIP", "192.0.2.0/24", .yes),
    ("StringNotEqualsIfExists", "aws:OrgID", "o-1", .no), ("Null", "aws:OrgID", "true", .no),
    ("StringNotLike", "aws:RequestTag", "*", .no), ("StringNotLike", "aws:RequestTag/team", "*", .yes),
  ])
  func denyingByTheCaller(_ op: String, _ key: String, _ value: String, expected: Verdict) throws {
    let deny =
      #"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"\#(op)": {"\#(key)": "\#(value)"}}}"#
    let world = try World(role: [Self.allow("s3:*", "*")], bucket: deny)
    #expect(world.verdict(Self.role) == expected)
  }

  /// Of a queue whose name AWS makes up, or that is somewhere, a policy that spells an ARN is or is not about it.
  @Test func aNameThatIsMadeUp() throws {
    func verdict(_ resource: String, _ effect: String = "Allow", name: String? = nil) throws -> Verdict {
      let statement = #"{"Effect": "\#(effect)", "Action": "sqs:*", "Resource": "\#(resource)"}"#
      var world = try World(user: effect == "Deny" ? [statement, Self.allow("*", "*")] : [statement])
      let id = PolicyFixtures.id("jobs")
      try world.fixtures.addResource(id, .queue, name: name)
      return world.verdict(Self.user, "sqs:SendMessage", on: .resource(id, inner: ""))
    }
    #expect(try verdict("<jobs.arn>") == .yes)
    #expect(try verdict("<jobs.arn>", "Deny") == .no)
    #expect(try verdict("arn:aws:sqs:*:*:*") == .yes)
    #expect(try verdict("arn:aws:sqs:*:*:app-*") == .unknown)
    #expect(try verdict("arn:aws:sqs:*:*:app-*", "Deny") == .unknown)
    #expect(try verdict("arn:aws:sqs:*:*:app") == .no)
    #expect(try verdict("<jobs.url>") == .unknown)
    #expect(try verdict("arn:aws:sns:*:*:app-*") == .no)
    #expect(try verdict("arn:aws:sqs:*:*:app-*", name: "app-jobs") == .yes)
    #expect(try verdict("arn:aws:sqs:*:*:web-*", name: "app-jobs") == .no)
    #expect(try verdict("arn:aws:sqs:eu-west-1:*:app-jobs", name: "app-jobs") == .unknown)
    #expect(try verdict("arn:aws:sqs:eu-west-1:*:app-jobs", "Deny", name: "app-jobs") == .unknown)
  }

  /// As there is nothing to read of it, a resource elsewhere is taken to say nothing; where its policy has to speak, in
  /// another account and of a role, it is not known.
  @Test func whatIsNotInTheInput() throws {
    let world = try World(user: [Self.allow("s3:GetObject", "*"), Self.allow("sts:AssumeRole", "*")])
    let unlisted = AccessQuestion.Target.pattern("arn:aws:s3:::elsewhere/x")
    #expect(world.verdict(Self.user, on: unlisted) == .yes)
    #expect(try World().verdict(Self.user, on: unlisted) == .no)
    #expect(try World().verdict(.anonymous, on: unlisted) == .no)
    let role = AccessQuestion.Target.pattern("arn:aws:iam::333333333333:role/x")
    #expect(world.verdict(Self.user, "sts:AssumeRole", on: role) == .unknown)
    #expect(world.verdict(.outside(arn: PartialText("arn:aws:iam::333333333333:role/x"))) == .no)
    let open = Self.allow("s3:*", "*", principal: #""*""#)
    #expect(try World(bucket: open).verdict(.outside(arn: PartialText("arn:aws:iam::333333333333:role/x"))) == .unknown)
  }

  /// Only an element that says `*` is about an action that takes no resource.
  @Test func actionsThatTakeNoResource() throws {
    let all = AccessQuestion.Target.pattern("*")
    func verdict(_ action: String, _ statements: String...) throws -> Verdict {
      try World(user: statements).verdict(Self.user, action, on: all)
    }
    #expect(try verdict("ec2:DescribeInstances", Self.allow("ec2:*", "*")) == .yes)
    #expect(try verdict("ec2:DescribeInstances", Self.allow("ec2:*", "arn:aws:ec2:*:*:instance/*")) == .no)
    #expect(try verdict("s3:ListAllMyBuckets", Self.allow("s3:*", "arn:aws:s3:::logs")) == .no)
    let sparing = #"{"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::logs/*"}"#
    #expect(try verdict("s3:ListAllMyBuckets", Self.allow("*", "*"), sparing) == .no)
    #expect(try verdict("s3:ListAllMyBuckets", Self.allow("*", "*"), Self.deny("s3:*", "arn:aws:s3:::a*")) == .yes)
  }

  /// What a user's or a role's own policies say by variables, says the table of keys that principals have.
  @Test func variablesOfTheCaller() throws {
    func verdict(_ caller: AccessQuestion.Target, _ text: String, isRole: Bool = false) throws -> Verdict {
      let policy = Self.allow("s3:GetObject", "arn:aws:s3:::shared/\(text)/*")
      let world = try isRole ? World(role: [policy]) : World(user: [policy])
      return world.verdict(isRole ? Self.role : Self.user, on: caller)
    }
    func object(_ key: String) -> AccessQuestion.Target { .pattern("arn:aws:s3:::shared/\(key)/x") }
    #expect(try verdict(object("user"), "${aws:username}") == .yes)
    #expect(try verdict(object("user"), "${AWS:UserName}") == .yes)
    #expect(try verdict(object("somebody"), "${aws:username}") == .no)
    #expect(try verdict(object("user"), "${aws:username}", isRole: true) == .no)
    #expect(try verdict(object("none"), "${aws:username, 'none'}", isRole: true) == .yes)
    #expect(try verdict(object("none"), "${aws:username, 'none'}") == .no)
    #expect(try verdict(object("AssumedRole"), "${aws:PrincipalType}", isRole: true) == .yes)
    #expect(try verdict(object("red"), "${aws:PrincipalTag/team}") == .unknown)
    #expect(try verdict(object("*"), "${*}") == .yes)
    #expect(try verdict(object("red"), "${*}") == .no)
  }
}
