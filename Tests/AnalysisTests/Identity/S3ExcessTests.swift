import AWSModel
import NetSpace
import Testing

@testable import Analysis

@Suite struct S3ExcessTests {
  /// The answers of the role's grants that concern S3.
  private func answers(_ policy: String, managed: [String] = []) throws -> [S3Excess] {
    var fixtures = PolicyFixtures()
    try fixtures.addRole([policy], managed: managed)
    return fixtures.facts.grants.compactMap(\.s3Excess)
  }

  private func answer(_ action: String, _ resource: String) throws -> S3Excess {
    let all = try answers(#"{"Effect": "Allow", "Action": \#(action), "Resource": \#(resource)}"#)
    return try #require(all.first)
  }

  @Test(arguments: [
    (#""s3:GetObject""#, #""arn:aws:s3:::app-data/*""#),
    (#"["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]"#, #""<bucket.arn>/*""#),
    (#""s3:ListBucket""#, #""<bucket.arn>""#), (#""s3:getobject""#, #""<bucket.Arn>/uploads/*""#),
    (#""s3:GetObject""#, #""arn:aws:s3:::<bucket>/*""#), (#""s3:GetObject""#, #""arn:<?AWS::Partition>:s3:::name/*""#),
    (#""s3:GetObject""#, #""arn:<?AWS::Partition>:s3:::<bucket.Ref>/*""#),
    (#""s3:GetObject""#, #""arn:aws:s3:::<bucket>/${aws:PrincipalTag/team}/*""#),
    (#""s3:GetObject""#, #""arn:aws:s3:::data-<random_pet.id>/<?Prefix>""#),
    (#"["s3:GetObject", "s3:ListBucket"]"#, #"["<named.arn>", "<named.arn>/*"]"#),
    (#""s3:DeleteObjec?""#, #""<bucket.arn>/*""#), (#""s3:AbortMultipart*""#, #""<bucket.arn>/*""#),
    // Not about S3: other actions of other services on everything.
    (#"["s3:GetObject", "logs:*"]"#, #""<bucket.arn>/*""#),
  ])
  func isLeastPrivilege(_ action: String, _ resource: String) throws {
    let answer = try answer(action, resource)
    #expect(answer.verdict == .no)
    #expect(answer.places.isEmpty)
  }

  @Test(arguments: [
    (#""logs:*""#, #""*""#), (#""s3:*""#, #""<queue.arn>""#), (#""sqs:*""#, #""<bucket.arn>""#),
    (#""s3-object-lambda:*""#, #""*""#), (#""s3:NoSuchAction""#, #""*""#), (#""*""#, #""arn:aws:sqs:*:*:jobs""#),
  ])
  func isNotAboutS3(_ action: String, _ resource: String) throws {
    #expect(try answers(#"{"Effect": "Allow", "Action": \#(action), "Resource": \#(resource)}"#).isEmpty)
  }

  /// Actions too many: the action, the resource, one that it adds, and whether it adds reads only.
  @Test(arguments: [
    (#""s3:*""#, #"["<bucket.arn>", "<bucket.arn>/*"]"#, "DeleteBucket", false),
    (#""*""#, #""<bucket.arn>/*""#, "PutObjectAcl", false),
    (#""s3:Get*""#, #""<bucket.arn>/*""#, "GetObjectAcl", true),
    (#"["s3:Get*", "s3:List*"]"#, #""<bucket.arn>""#, "GetBucketPolicy", true),
    (#""s3:PutObject*""#, #""<bucket.arn>/*""#, "PutObjectAcl", false),
    (#""s3:PutObjectTagging""#, #""<bucket.arn>/*""#, "PutObjectTagging", false),
    (#""s3:GetObjectAcl""#, #""<bucket.arn>/*""#, "GetObjectAcl", true),
    (#""s3:DeleteObjectVersion""#, #""<bucket.arn>/*""#, "DeleteObjectVersion", false),
    (#""s3:ListAllMyBuckets""#, #""*""#, "ListAllMyBuckets", true),
    (#""S?:*ject""#, #""<bucket.arn>/*""#, "RestoreObject", false),
  ])
  func addsActions(_ action: String, _ resource: String, _ added: String, _ readsOnly: Bool) throws {
    let answer = try answer(action, resource)
    #expect(answer.verdict == .yes)
    #expect(answer.extraActions.map(\.name).contains(added))
    #expect(answer.extraActions.allSatisfy { !S3Excess.allowedActions.contains($0.name) })
    #expect(answer.addsReadsOnly == Verdict(readsOnly))
    #expect(answer.reachesOtherBuckets == .no)
    #expect(answer.places.map(\.range.text) == [action])
  }

  @Test func namesOnlyWhatFitsTheResources() throws {
    let onObjects = try answer(#""s3:*""#, #""<bucket.arn>/*""#).extraActions.map(\.name)
    #expect(onObjects.contains("PutObjectAcl"))
    #expect(!onObjects.contains("DeleteBucket"))
    #expect(!onObjects.contains("ListAllMyBuckets"))
    let onBucket = try answer(#""s3:*""#, #""<bucket.arn>""#)
    #expect(onBucket.extraActions.map(\.name).contains("DeleteBucket"))
    #expect(!onBucket.extraActions.map(\.name).contains("PutObjectAcl"))
    #expect(onBucket.extraActionsByLevel.map(\.level) == AccessLevel.allCases)
    // Nothing fits: named all the same.
    #expect(try answer(#""s3:DeleteBucket""#, #""<bucket.arn>/*""#).extraActions.map(\.name) == ["DeleteBucket"])
  }

  /// Buckets too many: the resource, and whether only reads are added by the action.
  @Test(arguments: [
    (#""s3:GetObject""#, #""*""#, true), (#""s3:GetObject""#, #""arn:aws:s3:::*""#, true),
    (#""s3:GetObject""#, #""arn:aws:s3:::*/*""#, true), (#""s3:PutObject""#, #""arn:aws:s3:::app-*/x""#, false),
    (#""s3:GetObject""#, #""<bucket.arn>*""#, true), (#""s3:GetObject""#, #""arn:aws:s3:::app?/x""#, true),
    (#""s3:ListBucket""#, #""arn:aws:s3""#, true), (#""s3:DeleteObject""#, #""**""#, false),
    (#""s3:GetObject""#, #""arn:aws:s3:::${aws:PrincipalTag/team}/*""#, true),
    (#""s3:GetObject""#, #""arn:*:s3:::app/*""#, true), (#"["s3:GetObject", "s3:PutObject"]"#, #""*""#, false),
  ])
  func reachesOtherBuckets(_ action: String, _ resource: String, _ readsOnly: Bool) throws {
    let answer = try answer(action, resource)
    #expect(answer.verdict == .yes)
    #expect(answer.reachesOtherBuckets == .yes)
    #expect(answer.extraActions.isEmpty)
    #expect(answer.addsReadsOnly == Verdict(readsOnly))
    #expect(answer.places.map(\.range.text) == [resource])
  }

  @Test func pointsAtTheResourceThatIsTooWide() throws {
    let answer = try answer(#""s3:GetObject""#, #"["<bucket.arn>/*", "arn:aws:sqs:*:*:*", "arn:aws:s3:::b*"]"#)
    #expect(answer.openResources.map(\.place.range.text) == [#""arn:aws:s3:::b*""#])
    let negated = try answers(
      #"{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::secret/*"}"#)
    #expect(negated.map(\.reachesOtherBuckets) == [.yes])
    #expect(negated.flatMap(\.places).map(\.range.text) == [#""arn:aws:s3:::secret/*""#])
  }

  @Test func deniesTakeAway() throws {
    func verdicts(_ deny: String) throws -> [Verdict] {
      try answers(#"[{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, \#(deny)]"#).map(\.verdict)
    }
    #expect(try verdicts(#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#).isEmpty)
    #expect(try verdicts(#"{"Effect": "Deny", "NotAction": "ec2:*", "Resource": "*"}"#).isEmpty)
    #expect(try verdicts(#"{"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"}"#) == [.yes])
    #expect(try verdicts(#"{"Effect": "Deny", "Action": "<?Action>", "Resource": "*"}"#) == [.unknown])
    #expect(
      try verdicts(
        #"{"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#
      ) == [.yes])
    // What the denies leave is one bucket and reading its objects.
    #expect(
      try verdicts(
        #"{"Effect": "Deny", "NotAction": "s3:GetObject", "Resource": "*"}, {"Effect": "Deny", "Action": "*", "NotResource": "<bucket.arn>/*"}"#
      ) == [.no])
  }

  @Test func whatIsNotKnownIsUndecided() throws {
    let parameter = try answer(#""s3:GetObject""#, #""arn:aws:s3:::<?BucketName>/*""#)
    #expect(parameter.verdict == .unknown)
    #expect(parameter.reachesOtherBuckets == .unknown)
    #expect(parameter.unknowns.map(\.subject) == ["BucketName"])
    // Whatever the bucket, the actions are too many.
    #expect(try answer(#""s3:*""#, #""arn:aws:s3:::<?BucketName>/*""#).verdict == .yes)
    #expect(try answer(#""s3:Get<?What>""#, #""<bucket.arn>/*""#).verdict == .unknown)
    let other = "arn:aws:iam::123456789012:policy/other"
    let allowed = #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "<bucket.arn>/*"}"#
    #expect(try answers(allowed, managed: [other]).map(\.verdict) == [.no, .unknown])
  }

  @Test func policiesThatAWSManages() throws {
    let reading = #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "<bucket.arn>/*"}"#
    func found(_ name: String) throws -> [S3Excess] {
      try answers(reading, managed: ["arn:aws:iam::aws:policy/\(name)"]).filter { $0.verdict != .no }
    }
    #expect(try found("AmazonS3FullAccess").map(\.addsReadsOnly) == [.no])
    #expect(try found("AmazonS3ReadOnlyAccess").map(\.addsReadsOnly) == [.yes])
    for name in [
      "service-role/AmazonECSTaskExecutionRolePolicy", "service-role/AWSLambdaBasicExecutionRole",
      "AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy",
    ] {
      #expect(try found(name).isEmpty, "\(name)")
    }
  }

  @Test func bucketPolicies() throws {
    func verdicts(_ policy: String) throws -> [Verdict] {
      var fixtures = PolicyFixtures()
      try fixtures.addBucketPolicy(of: "bucket", policy)
      return fixtures.facts.grants.compactMap { $0.s3Excess?.verdict }
    }
    let load = #""Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}"#
    #expect(
      try verdicts(#"{"Effect": "Allow", \#(load), "Action": "s3:PutObject", "Resource": "<bucket.arn>/AWSLogs/*"}"#)
        == [.no])
    let front = #""Principal": {"Service": "cloudfront.amazonaws.com"}"#
    #expect(
      try verdicts(#"{"Effect": "Allow", \#(front), "Action": "s3:GetObject", "Resource": "<bucket.arn>/*"}"#) == [.no])
    let trail = #""Principal": {"Service": "cloudtrail.amazonaws.com"}"#
    #expect(
      try verdicts(#"{"Effect": "Allow", \#(trail), "Action": "s3:GetBucketAcl", "Resource": "<bucket.arn>"}"#) == [.no]
    )
    let root = #""Principal": {"AWS": "arn:aws:iam::123456789012:root"}"#
    #expect(
      try verdicts(#"{"Effect": "Allow", \#(root), "Action": "s3:GetBucketAcl", "Resource": "<bucket.arn>"}"#)
        == [.yes])
    #expect(try verdicts(#"{"Effect": "Allow", \#(root), "Action": "s3:*", "Resource": "<bucket.arn>/*"}"#) == [.yes])
    // The policy of a bucket reaches no other, and what is not S3 has no place there.
    #expect(try verdicts(#"{"Effect": "Allow", \#(root), "Action": "s3:GetObject", "Resource": "*"}"#) == [.no])
    // A Deny of others leaves the grant to these.
    let allow = #"{"Effect": "Allow", \#(root), "Action": "s3:*", "Resource": "<bucket.arn>/*"}"#
    let denied = #""Effect": "Deny", "Action": "s3:*", "Resource": "<bucket.arn>/*""#
    #expect(try verdicts(#"[\#(allow), {"Principal": "*", \#(denied)}]"#).isEmpty)
    #expect(try verdicts(#"[\#(allow), {"Principal": {"AWS": "999999999999"}, \#(denied)}]"#) == [.yes])
    #expect(try verdicts(#"[\#(allow), {"NotPrincipal": {"AWS": "999999999999"}, \#(denied)}]"#) == [.unknown])
  }
}
