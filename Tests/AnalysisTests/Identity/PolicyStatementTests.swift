import AWSModel
import NetSpace
import Testing

@testable import Analysis

/// Whom statements let in, as AWS's own pages have it.
@Suite struct PolicyStatementTests {
  private func statements(_ kind: NamedResource.Kind, _ json: String) throws -> [PolicyStatementFact] {
    var fixtures = PolicyFixtures()
    let id = PolicyFixtures.id("subject")
    try fixtures.addResource(id, kind, name: "subject")
    try fixtures.addPolicy(of: id, kind, json)
    return fixtures.facts.statements
  }

  private func verdict(_ kind: NamedResource.Kind, _ json: String) throws -> Verdict {
    Verdict.any(try statements(kind, json).map(\.isPublic.verdict))
  }

  private static func bucket(_ principal: String, _ condition: String? = nil) -> String {
    let condition = condition.map { #", "Condition": {\#($0)}"# } ?? ""
    return #"""
      {"Effect": "Allow", "Principal": \#(principal), "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::subject/*"\#(condition)}
      """#
  }

  /// The examples of
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html and near misses.
  @Test(arguments: [
    (#""*""#, nil, Verdict.yes),
    (#"{"AWS": "*"}"#, #""StringLike": {"aws:SourceVpc": "vpc-*"}"#, .yes),
    (#"{"AWS": "*"}"#, #""StringEquals": {"aws:SourceVpc": "vpc-91237329"}"#, .no),
    (#"{"AWS": "*"}"#, #""StringEquals": {"aws:PrincipalOrgID": "o-1"}"#, .no),
    (#"{"AWS": "*"}"#, #""StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}"#, .yes),
    (#"{"AWS": "*"}"#, #""ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-1/r-1"}"#, .yes),
    (#"{"AWS": "*"}"#, #""IpAddress": {"aws:SourceIp": "192.0.2.0/24"}"#, .no),
    (#"{"AWS": "*"}"#, #""IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "128.0.0.0/1"]}"#, .yes),
    (#"{"AWS": "*"}"#, #""NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}"#, .yes),
    (#"{"AWS": "*"}"#, #""StringLike": {"aws:userid": "AROAEXAMPLE:*"}"#, .yes),
    (#"{"AWS": "*"}"#, #""StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "k"}"#, .no),
    (#"{"AWS": "*"}"#, #""StringEquals": {"aws:PrincipalTag/team": "x"}"#, .yes),
    (#"{"AWS": "*"}"#, #""Bool": {"aws:SecureTransport": "true"}"#, .yes),
    (#"{"Federated": "graph.facebook.com"}"#, nil, .yes),
    (#"{"AWS": "111122223333"}"#, nil, .no),
    (#"{"AWS": "arn:aws:iam::<?AWS::AccountId>:root"}"#, nil, .no),
    (#"{"AWS": "<?Reader>"}"#, nil, .unknown),
    (#"{"Service": "cloudtrail.amazonaws.com"}"#, nil, .no),
    (#"{"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}"#, nil, .no),
  ])
  func bucketsArePublicAsS3HasIt(principal: String, condition: String?, expected: Verdict) throws {
    #expect(try verdict(.bucket, Self.bucket(principal, condition)) == expected)
  }

  @Test func deniesOfTheSamePolicyCount() throws {
    func denying(_ principal: String, _ condition: String) -> String {
      #"""
      [\#(Self.bucket(#""*""#)),
       {"Effect": "Deny", "Principal": \#(principal), "Action": "s3:*", "Resource": "*", "Condition": {\#(condition)}}]
      """#
    }
    let outside = #""StringNotEquals": {"aws:PrincipalOrgID": "o-1"}"#
    #expect(try verdict(.bucket, denying(#""*""#, outside)) == .no)
    #expect(try verdict(.bucket, denying(#"{"AWS": "111122223333"}"#, outside)) != .no)
    #expect(try verdict(.bucket, denying(#""*""#, #""StringEquals": {"aws:PrincipalOrgID": "o-1"}"#)) == .yes)
    #expect(try verdict(.bucket, denying(#""*""#, #""Bool": {"aws:SecureTransport": "false"}"#)) == .yes)
  }

  @Test(arguments: [
    (NamedResource.Kind.queue, #""StringEquals": {"aws:SourceAccount": "111122223333"}"#, Verdict.no),
    (.topic, #""StringEquals": {"AWS:SourceOwner": "111122223333"}"#, .no),
    (.key, #""StringEquals": {"kms:CallerAccount": "111122223333"}"#, .no),
    (.key, #""StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}"#, .yes),
    (.fileSystem, #""Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}"#, .no),
    (.fileSystem, #""Bool": {"elasticfilesystem:AccessedViaMountTarget": "false"}"#, .yes),
    (.secret, #""Bool": {"aws:SecureTransport": "true"}"#, .yes),
    (.repository, #""StringNotEquals": {"aws:PrincipalOrgID": "o-1"}"#, .yes),
  ])
  func othersArePublicWhereNothingConfines(kind: NamedResource.Kind, condition: String, expected: Verdict) throws {
    let policy = #"""
      {"Effect": "Allow", "Principal": "*", "Action": "\#(kind.service):*", "Resource": "*", "Condition": {\#(condition)}}
      """#
    #expect(try verdict(kind, policy) == expected)
  }

  @Test func accountsAreThoseOfOthers() throws {
    func accounts(_ principal: String) throws -> [String] {
      try statements(.bucket, Self.bucket(#"{"AWS": "\#(principal)"}"#)).flatMap(\.accounts).map { item in
        item.account.known ?? item.account.unknown?.subject ?? ""
      }
    }
    #expect(try accounts("111122223333") == ["111122223333"])
    #expect(try accounts("arn:aws:sts::111122223333:assumed-role/r/s") == ["111122223333"])
    #expect(try accounts("arn:aws:iam::<?Partner>:root") == ["Partner"])
    #expect(try accounts("arn:aws:iam::<?AWS::AccountId>:role/r").isEmpty)
    #expect(try accounts("*").isEmpty)
    // A load balancer's account of Dublin.
    #expect(try accounts("arn:aws:iam::156460612806:root").isEmpty)
  }

  @Test(arguments: [
    ("arn:aws:iam::111122223333:role/*", true), ("arn:aws:iam::*:role/*", true), ("arn:aws:iam::*", true),
    ("arn:*:iam::*:*", true), ("*", true), ("arn:aws:iam::111122223333:role/app-*", false),
    ("arn:aws:iam::111122223333:user/*", false), ("arn:aws:iam::111122223333:rol?/*", true),
  ])
  func allRolesOfAnAccount(pattern: String, isAll: Bool) {
    #expect(ResourceShape.roles.isCovered(by: PatternSet([GlobPattern(pattern)])) == isAll)
  }
}
