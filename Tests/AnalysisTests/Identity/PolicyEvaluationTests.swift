import AWSModel
import NetSpace
import Testing

@testable import Analysis

@Suite struct PolicyEvaluationTests {
  private func grants(_ policies: [String], managed: [String] = [], boundary: String? = nil) throws -> [Grant] {
    var fixtures = PolicyFixtures()
    try fixtures.addPolicy("reading", #"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#)
    try fixtures.addRole(policies, managed: managed, boundary: boundary)
    return try #require(fixtures.facts.principal(PolicyFixtures.id("role"))).grants
  }

  /// Whether the grants' upper or lower bound has a request.
  private func holds(
    _ grants: [Grant], _ action: String, _ resource: String, _ bound: KeyPath<RequestBounds, RequestSet> = \.must
  ) -> Bool {
    let action = GlobPattern(action, foldingCase: true).symbols
    let resource = GlobPattern(PolicyFixtures.text(resource)).symbols
    return grants.contains { grant in
      grant.granted[keyPath: bound].boxes.contains { $0.actions.contains(action) && $0.resources.contains(resource) }
    }
  }

  /// The decision of AWS's documentation: explicit deny over allow over implicit deny.
  @Test func decisions() throws {
    let policy = #"""
      [{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]},
       {"Effect": "Allow", "NotAction": ["iam:*", "s3:*"], "Resource": "*"},
       {"Effect": "Deny", "Action": "S3:Delete*", "Resource": "arn:aws:s3:::data/keep/*"},
       {"Effect": "Deny", "NotAction": ["s3:*", "ec2:*"], "NotResource": "arn:aws:sqs:*:*:jobs"}]
      """#
    let grants = try grants([policy])
    #expect(grants.count == 2)
    for bound in [\RequestBounds.must, \RequestBounds.may] {
      #expect(holds(grants, "s3:GetObject", "arn:aws:s3:::data/x", bound))
      #expect(holds(grants, "s3:DeleteObject", "arn:aws:s3:::data/x", bound))
      #expect(!holds(grants, "s3:DeleteObject", "arn:aws:s3:::data/keep/x", bound))
      #expect(holds(grants, "s3:DeleteObject", "arn:aws:s3:::data/Keep/x", bound))
      #expect(!holds(grants, "s3:GetObject", "arn:aws:s3:::other/x", bound))
      #expect(!holds(grants, "iam:CreateUser", "arn:aws:iam::123456789012:user/x", bound))
      #expect(holds(grants, "ec2:RunInstances", "arn:aws:ec2:eu-west-1:123456789012:instance/*", bound))
      #expect(!holds(grants, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:other", bound))
      #expect(holds(grants, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:jobs", bound))
    }
    #expect(grants.map(\.denials.count) == [1, 1])
    #expect(grants.allSatisfy { $0.existence.verdict == .yes && $0.unknowns.isEmpty })
  }

  @Test func anAllowThatIsWhollyDeniedIsNoGrant() throws {
    let allow = #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "<bucket.arn>/*"}"#
    #expect(try grants([allow, #"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#]).isEmpty)
    #expect(
      try grants([allow, #"{"Effect": "Deny", "Action": "s3:G*", "Resource": "arn:aws:s3:::<bucket.id>*"}"#]).isEmpty)
    #expect(try grants([allow, #"{"Effect": "Deny", "Action": "s3:*", "Resource": "<bucket.arn>"}"#]).count == 1)
    #expect(try grants([allow, #"{"Effect": "Deny", "Action": "s3:*", "Resource": "<other.arn>/*"}"#]).count == 1)
    // By two denies together.
    let halves = #"""
      [{"Effect": "Deny", "Action": "s3:*", "Resource": "<bucket.arn>/a*"},
       {"Effect": "Deny", "Action": "s3:*", "NotResource": "<bucket.arn>/a*"}]
      """#
    #expect(try grants([allow, halves]).isEmpty)
  }

  @Test func aBoundaryCutsBothBounds() throws {
    let allow = #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#
    let limited = try grants([allow], boundary: "reading")
    for bound in [\RequestBounds.must, \RequestBounds.may] {
      #expect(holds(limited, "s3:GetObject", "arn:aws:s3:::x/y", bound))
      #expect(!holds(limited, "s3:PutObject", "arn:aws:s3:::x/y", bound))
    }
    // A boundary grants nothing by itself.
    #expect(try grants([], boundary: "reading").isEmpty)
    #expect(try grants([#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#], boundary: "reading").isEmpty)
    let open = try grants([allow], boundary: "arn:aws:iam::123456789012:policy/limit")
    #expect(open.map(\.existence.verdict) == [.unknown])
    #expect(!holds(open, "s3:GetObject", "arn:aws:s3:::x/y"))
    #expect(holds(open, "s3:GetObject", "arn:aws:s3:::x/y", \.may))
  }

  @Test func conditionsStayWithTheGrant() throws {
    let allow = #"""
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
       "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}, "Bool": {"aws:SecureTransport": "true"}}}
      """#
    let confined = try grants([allow])
    #expect(confined.map(\.isConfined) == [.yes])
    #expect(confined.first?.requirements.map(\.confines) == [.yes, .no])
    #expect(holds(confined, "s3:GetObject", "arn:aws:s3:::x/y"))
    let guarded = try grants([
      #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#,
      #"""
      {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "v"}}}
      """#,
    ])
    #expect(guarded.map(\.isConfined) == [.yes])
    #expect(guarded.first?.requirements.map(\.isDenial) == [true])
    #expect(guarded.map(\.denials.count) == [1])
  }

  @Test func whatIsNotKnownWidensTheBounds() throws {
    let open = try grants([#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::<?Name>/*"}"#])
    #expect(holds(open, "s3:GetObject", "arn:aws:s3:::any/x", \.may))
    #expect(!holds(open, "s3:GetObject", "arn:aws:s3:::any/x"))
    #expect(!holds(open, "s3:PutObject", "arn:aws:s3:::any/x", \.may))
    #expect(open.map(\.existence.verdict) == [.yes])
    #expect(open.first?.unknowns.map(\.subject) == ["Name"])
    // A Deny of what is not known may take away anything, and certainly nothing.
    let denied = try grants([
      #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "<bucket.arn>/*"}"#,
      #"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::<?Name>/*"}"#,
    ])
    #expect(!holds(denied, "s3:GetObject", "arn:aws:s3:::<bucket>/x"))
    #expect(holds(denied, "s3:GetObject", "arn:aws:s3:::<bucket>/x", \.may))
    #expect(denied.map(\.existence.verdict) == [.unknown])
    // The bucket that is not known may be the one that is denied.
    let maybe = try grants([
      #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::<?Name>/*"}"#,
      #"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::secret/*"}"#,
    ])
    #expect(maybe.map(\.existence.verdict) == [.unknown])
    // Of another service it takes nothing away, known or not.
    let apart = try grants([
      #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "<bucket.arn>/*"}"#,
      #"{"Effect": "Deny", "Action": "sqs:*", "Resource": "<?Queue>"}"#,
    ])
    #expect(apart.map(\.existence.verdict) == [.yes])
    #expect(apart.first?.unknowns.isEmpty == true)
  }

  @Test func statementsThatMayNotBeThere() throws {
    let why = Unknown("IsProduction", .condition)
    func grants(_ effect: Statement.Effect) throws -> [Grant] {
      var fixtures = PolicyFixtures()
      try fixtures.addRole([#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#])
      let other = try #require(
        PolicyFixtures.policy(#"{"Effect": "\#(effect.rawValue)", "Action": "s3:*", "Resource": "*"}"#)
          .statements.elements.first)
      let possible = Statement(
        sid: nil, effect: other.effect, principals: nil, actions: other.actions, resources: other.resources,
        conditions: other.conditions, place: other.place, existence: .possible([why]))
      let document = PolicyDocument(
        version: nil, statements: PartialList([possible]), place: PolicyFixtures.place())
      fixtures.infrastructure.identities[0].inlinePolicies.elements.append(
        Identity.InlinePolicy(name: nil, document: document, declaredBy: PolicyFixtures.id("role")))
      return fixtures.facts.grants
    }
    #expect(try grants(.allow).map(\.existence.verdict) == [.yes, .unknown])
    let denied = try grants(.deny)
    #expect(denied.map(\.existence.verdict) == [.unknown])
    #expect(denied.first?.existence.because == [why])
  }

  @Test func bucketsAreTheSameHoweverNamed() throws {
    for (allowed, denied) in [
      ("<named.arn>/*", "arn:aws:s3:::my-app-data/*"), ("arn:<?AWS::Partition>:s3:::<bucket>/*", "<bucket.Arn>/*"),
      ("arn:aws:s3:::<bucket.Ref>/x", "<bucket.arn>/*"), ("arn:aws:s3:::<named.bucket>/*", "<named.arn>*"),
    ] {
      let policy = #"""
        [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "\#(allowed)"},
         {"Effect": "Deny", "Action": "s3:*", "Resource": "\#(denied)"}]
        """#
      #expect(try grants([policy]).isEmpty, "\(allowed) \(denied)")
    }
  }

  @Test func statementsAsWritten() throws {
    var fixtures = PolicyFixtures()
    try fixtures.addRole([#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#])
    try fixtures.addPolicy("managed", #"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#)
    try fixtures.addBucketPolicy(
      of: "bucket", #"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#)
    #expect(fixtures.facts.statements.map(\.kind) == [.identity(.role), .managed, .resource(.bucket)])
    #expect(fixtures.facts.statements.map(\.owner.address) == ["role", "managed", "policy"])
  }
}
