import AWSModel
import NetSpace
import Testing

@testable import Analysis

@Suite struct AdminAccessTests {
  private func access(
    _ policies: [String], managed: [String] = [], unknown: [String] = [], boundary: String? = nil
  ) throws -> AdminAccess {
    var fixtures = PolicyFixtures()
    try fixtures.addPolicy("limit", #"{"Effect": "Allow", "Action": ["s3:*", "ec2:*"], "Resource": "*"}"#)
    try fixtures.addPolicy("wide", #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#)
    try fixtures.addRole(policies, managed: managed, unknown: unknown, boundary: boundary)
    return try #require(fixtures.facts.principal(PolicyFixtures.id("role"))).adminAccess
  }

  private static let all = #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#

  @Test(arguments: [
    #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#,
    #"{"Effect": "Allow", "Action": "*:*", "Resource": "*"}"#,
    #"{"Effect": "Allow", "Action": "**", "Resource": "**"}"#,
    #"{"Effect": "Allow", "Action": ["*"], "Resource": ["arn:aws:s3:::x", "arn:*"]}"#,
    #"{"Effect": "Allow", "Action": "?*:?*", "Resource": "arn:aws:*"}"#,
    #"{"Effect": "Allow", "Action": "*", "Resource": "arn:*:*:*:*:*"}"#,
    #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws-cn:*"}"#,
    #"{"Effect": "Allow", "NotAction": "nosuchservice:*", "Resource": "*"}"#,
    #"{"Effect": "Allow", "NotAction": ["iam:NoSuchAction"], "Resource": "*"}"#,
    #"{"Effect": "Allow", "Action": "*", "NotResource": "nothing-that-is-an-arn"}"#,
    #"""
    {"Effect": "Allow", "Resource": "*", "Action": ["A*","b*","c*","d*","e*","f*","g*","h*","i*","j*","k*","l*","m*",
     "n*","o*","p*","q*","r*","s*","t*","u*","v*","w*","x*","y*","z*"]}
    """#,
    // In several statements.
    #"[{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]"#,
    #"""
    [{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b"},
     {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::*"}]
    """#,
    // A condition that confines nobody.
    #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}"#,
    #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}}"#,
    #"""
    {"Effect": "Allow", "Action": "*", "Resource": "*",
     "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1"}}}
    """#,
    // A Deny of nothing, and Denies that a caller escapes by his own choice.
    #"[{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "no:such", "Resource": "x"}]"#,
    #"""
    [{"Effect": "Allow", "Action": "*", "Resource": "*"},
     {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]
    """#,
  ])
  func isAdmin(_ policy: String) throws { #expect(try access([policy]).verdict == .yes) }

  @Test(arguments: [
    #"{"Effect": "Allow", "Action": ["s3:*", "ec2:*"], "Resource": "*"}"#,
    #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::*"}"#,
    #"{"Effect": "Allow", "Action": "*", "Resource": "*b*"}"#,
    #"{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}"#,
    #"{"Effect": "Allow", "NotAction": "iam:CreateUser", "Resource": "*"}"#,
    #"{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:iam::*:role/x"}"#,
    #"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#,
    // Denied: all of it, a service, or one action on one resource.
    #"[{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "*", "Resource": "*"}]"#,
    #"[{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "IAM:*", "Resource": "*"}]"#,
    #"""
    [{"Effect": "Allow", "Action": "*", "Resource": "*"},
     {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "<bucket.arn>"}]
    """#,
    #"[{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}]"#,
    // Conditions that confine.
    #"""
    {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}
    """#,
    #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"AWS:SOURCEIP": "203.0.113.0/24"}}}"#,
    #"""
    [{"Effect": "Allow", "Action": "*", "Resource": "*"},
     {"Effect": "Deny", "Action": "*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}]
    """#,
    // All but one letter.
    #"""
    {"Effect": "Allow", "Resource": "*", "Action": ["a*","b*","c*","d*","e*","f*","g*","h*","j*","k*","l*","m*",
     "n*","o*","p*","q*","r*","s*","t*","u*","v*","w*","x*","y*","z*"]}
    """#,
  ])
  func isNotAdmin(_ policy: String) throws { #expect(try access([policy]).verdict == .no) }

  @Test func policiesComeTogether() throws {
    let most = #"{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}"#
    let rest = #"{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}"#
    let noise = #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#
    let both = try access([noise, most, rest])
    #expect(both.verdict == .yes)
    #expect(both.grants.count == 2)
    #expect(try access([noise, most]).verdict == .no)
  }

  @Test func policiesThatAWSManages() throws {
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess"
    let found = try access([], managed: [admin])
    #expect(found.verdict == .yes)
    #expect(found.grants.map(\.policy) == [.awsManaged("AdministratorAccess")])
    #expect(try access([], managed: ["arn:aws:iam::aws:policy/PowerUserAccess"]).verdict == .no)
    #expect(try access([], managed: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]).verdict == .no)
    #expect(try access([], managed: [admin, "arn:aws:iam::aws:policy/AWSDenyAll"]).verdict == .no)
  }

  @Test func aBoundaryLimits() throws {
    #expect(try access([Self.all], boundary: "limit").verdict == .no)
    #expect(try access([Self.all], boundary: "wide").verdict == .yes)
    #expect(try access([], boundary: "wide").verdict == .no)
    #expect(try access([Self.all], boundary: "arn:aws:iam::aws:policy/ReadOnlyAccess").verdict == .no)
    #expect(try access([Self.all], boundary: "arn:aws:iam::aws:policy/AdministratorAccess").verdict == .yes)
    let unknown = try access([Self.all], boundary: "arn:aws:iam::123456789012:policy/limit")
    #expect(unknown.verdict == .unknown)
    #expect(unknown.unknowns.map(\.subject) == ["the policy arn:aws:iam::123456789012:policy/limit"])
  }

  @Test func whatIsNotKnownIsUndecided() throws {
    let reading = #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#
    let other = "arn:aws:iam::123456789012:policy/other"
    // A policy that is not in the input may be anything, and may deny anything.
    #expect(try access([reading], managed: [other]).verdict == .unknown)
    #expect(try access([Self.all], managed: [other]).verdict == .unknown)
    let open = try access([reading], unknown: ["PolicyArns"])
    #expect(open.verdict == .unknown)
    #expect(open.unknowns.map(\.subject) == ["PolicyArns"])
    #expect(try access([#"{"Effect": "Allow", "Action": "<?Action>", "Resource": "*"}"#]).verdict == .unknown)
    #expect(try access([#"{"Effect": "Allow", "Action": "s3:<?Action>", "Resource": "*"}"#]).verdict == .no)
    let resource = #"{"Effect": "Allow", "Action": "*", "Resource": "<?Resource>"}"#
    #expect(try access([resource]).verdict == .unknown)
    let denied = #"[\#(Self.all), {"Effect": "Deny", "Action": "<?Action>", "Resource": "*"}]"#
    #expect(try access([denied]).verdict == .unknown)
  }

  @Test func aPolicyOfNobodyIsJudgedByWhatItGives() throws {
    var fixtures = PolicyFixtures()
    try fixtures.addPolicy("free", Self.all)
    try fixtures.addPolicy("used", Self.all)
    try fixtures.addRole(managed: ["used"])
    let principals = fixtures.facts.principals
    #expect(
      principals.map(\.grantee) == [.identity(PolicyFixtures.id("role")), .holders(of: PolicyFixtures.id("free"))])
    #expect(principals.map(\.adminAccess.verdict) == [.yes, .yes])
  }
}
