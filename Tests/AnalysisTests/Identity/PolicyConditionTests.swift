import AWSModel
import NetSpace
import Testing

@testable import Analysis

@Suite struct PolicyConditionTests {
  private func condition(_ op: String, _ key: String, _ values: [String]) -> PolicyCondition {
    let values = values.map { Attribute(.known(PolicyFixtures.text($0)), place: PolicyFixtures.place()) }
    return PolicyCondition(
      Statement.Condition(op: op, key: key, values: PartialList(values), place: PolicyFixtures.place()))
  }

  @Test(arguments: [
    ("StringEquals", "aws:PrincipalOrgID", "o-1", Verdict.yes), ("stringequals", "AWS:principalorgid", "o-1", .yes),
    ("StringLike", "aws:PrincipalOrgID", "*", .no), ("StringLike", "aws:SourceVpc", "vpc-*", .yes),
    ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/*", .yes),
    ("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*", .no),
    ("StringEqualsIfExists", "aws:SourceVpce", "vpce-1", .no), ("StringNotEquals", "aws:PrincipalOrgID", "o-1", .no),
    ("IpAddress", "aws:SourceIp", "203.0.113.0/24", .yes), ("IpAddress", "aws:SourceIp", "203.0.113.7", .yes),
    ("IpAddress", "aws:SourceIp", "0.0.0.0/0", .no), ("IpAddress", "aws:SourceIp", "0.0.0.0/1", .no),
    ("IpAddress", "aws:SourceIp", "::/0", .no), ("IpAddress", "aws:SourceIp", "2001:db8::/32", .yes),
    ("NotIpAddress", "aws:SourceIp", "203.0.113.0/24", .no), ("Bool", "aws:SecureTransport", "true", .no),
    ("StringEquals", "aws:UserAgent", "x", .no), ("StringLike", "aws:Referer", "https://a/*", .no),
    ("StringLike", "s3:prefix", "home/*", .no), ("StringEquals", "sts:ExternalId", "x", .no),
    ("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com", .no),
    ("StringEquals", "kms:CallerAccount", "123456789012", .yes),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/*", .yes),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin", .no), ("ArnLike", "aws:SourceArn", "arn:*", .no),
    ("ArnLike", "aws:SourceArn", "arn:aws:s3:::*", .no), ("ArnLike", "aws:SourceArn", "arn:aws:s3:::logs-*", .yes),
    ("StringEquals", "aws:ResourceTag/team", "a", .yes), ("StringEquals", "aws:PrincipalTag/team", "a", .yes),
    ("Null", "aws:PrincipalOrgID", "false", .no), ("StringEquals", "aws:PrincipalOrgID", "<?Organization>", .yes),
    ("StringLike", "aws:PrincipalOrgID", "<?Organization>", .unknown),
    ("ArnEquals", "aws:PrincipalArn", "<?Role>", .unknown), ("IpAddress", "aws:SourceIp", "<?Office>", .unknown),
    ("NoSuchOperator", "aws:PrincipalOrgID", "o-1", .no),
    // No request has these keys: nobody meets the condition, or everybody.
    ("StringEquals", "aws:OrgID", "o-1", .yes), ("StringEqualsIfExists", "aws:OrgID", "o-1", .no),
    ("StringNotEquals", "aws:OrgID", "o-1", .no), ("Null", "aws:OrgID", "true", .no),
    ("ForAllValues:StringLike", "aws:PrincipalOrgPath", "o-1/*", .no), ("StringEquals", "aws:ResourceTag", "a", .yes),
    ("StringLike", "token.actions.githubusercontent.com:sub", "repo:acme/*", .yes),
    ("StringLike", "token.actions.githubusercontent.com:sub", "repo:*", .no),
    ("StringEquals", "token.actions.githubusercontent.com:sub", "repo:acme/web:ref:refs/heads/main", .yes),
    ("StringEquals", "token.actions.githubusercontent.com:aud", "sts.amazonaws.com", .no),
  ])
  func confinesAnAllow(_ op: String, _ key: String, _ value: String, _ expected: Verdict) {
    #expect(condition(op, key, [value]).confinesAllow == expected)
  }

  @Test func valuesAreAlternatives() {
    #expect(condition("IpAddress", "aws:SourceIp", ["10.0.0.0/8", "0.0.0.0/0"]).confinesAllow == .no)
    #expect(condition("IpAddress", "aws:SourceIp", ["10.0.0.0/8", "192.0.2.0/24"]).confinesAllow == .yes)
  }

  @Test(arguments: [
    ("StringNotEquals", "aws:PrincipalOrgID", "o-1", Verdict.yes),
    ("StringNotEqualsIfExists", "aws:SourceVpce", "vpce-1", .yes), ("StringEquals", "aws:PrincipalOrgID", "o-1", .no),
    ("NotIpAddress", "aws:SourceIp", "203.0.113.0/24", .yes), ("NotIpAddress", "aws:SourceIp", "0.0.0.0/0", .no),
    ("ForAnyValue:StringNotEquals", "aws:PrincipalOrgPaths", "o-1/*", .no),
    ("Bool", "aws:SecureTransport", "false", .no), ("BoolIfExists", "aws:MultiFactorAuthPresent", "false", .no),
    ("Bool", "aws:ViaAWSService", "false", .yes), ("Bool", "aws:ViaAWSService", "true", .no),
    ("StringNotEquals", "aws:OrgID", "o-1", .yes), ("StringEquals", "aws:OrgID", "o-1", .no),
  ])
  func aDenialLeavesIt(_ op: String, _ key: String, _ value: String, _ expected: Verdict) {
    #expect(condition(op, key, [value]).confinesByDenial == expected)
  }

  /// One question about the values of a key that has several, and whether it is there.
  @Test(arguments: [
    ("ForAnyValue:StringEquals", "true", Verdict.no), ("ForAnyValue:StringEquals", "false", .yes),
    ("ForAnyValue:StringNotEquals", "true", .no), ("ForAllValues:StringEquals", "true", .yes),
    ("ForAllValues:StringEquals", "false", .yes),
  ])
  func severalValuesAndNone(_ op: String, _ isAbsent: String, _ expected: Verdict) {
    let conditions = [written(op, "a"), written("Null", isAbsent)]
    #expect(ConditionFormula(all: conditions).satisfiable().verdict == expected)
  }

  /// A request may have both values, which no single one shows.
  @Test func twoQuestionsAboutSeveralValues() {
    let conditions = [written("ForAnyValue:StringEquals", "a"), written("ForAnyValue:StringEquals", "b")]
    #expect(ConditionFormula(all: conditions).satisfiable().verdict != .no)
  }

  private func written(_ op: String, _ value: String) -> Statement.Condition {
    let values = [Attribute(.known(PolicyFixtures.text(value)), place: PolicyFixtures.place())]
    return Statement.Condition(op: op, key: "aws:TagKeys", values: PartialList(values), place: PolicyFixtures.place())
  }
}
