import AWSModel
import NetSpace
import TestSupport
import Testing

@testable import Analysis

/// Random policies of callers and resources against the oracle, over every request of a small universe.
@Suite struct AccessDifferentialTests {
  private static let home = "111111111111"
  private static let abroad = "222222222222"
  private static let contexts: [[String: String]] = [nil, "a", "b", "c"].flatMap { endpoint in
    [nil, "true", "false"].map { secure in
      var context: [String: String] = [:]
      context["aws:sourcevpce"] = endpoint
      context["aws:securetransport"] = secure
      return context
    }
  }

  /// A caller, a resource with its policy, and what the caller has.
  private struct World {
    let isRole: Bool
    /// Own bucket, bucket of another account, key.
    let place: Int
    var oracle: AccessOracle

    init(_ random: inout SeededGenerator) {
      isRole = Bool.random(using: &random)
      let place = Int.random(in: 0..<3, using: &random)
      self.place = place
      func statements(_ count: Int, ofResource: Bool) -> [AccessOracle.Statement] {
        (0..<count).map { _ in Self.statement(ofResource: ofResource, place, &random) }
      }
      oracle = AccessOracle(
        identity: statements(Int.random(in: 0...3, using: &random), ofResource: false),
        boundary: Int.random(in: 0..<3, using: &random) == 0
          ? statements(Int.random(in: 1...2, using: &random), ofResource: false) : nil,
        resource: statements(Int.random(in: place == 2 ? 1...3 : 0...3, using: &random), ofResource: true),
        requiresResource: place == 2)
    }

    var caller: AccessOracle.Caller {
      AccessOracle.Caller(
        arn: "arn:aws:iam::\(AccessDifferentialTests.home):\(isRole ? "role" : "user")/me",
        account: AccessDifferentialTests.home)
    }

    /// Those that are for what the resource is.
    var actions: [String] {
      place == 2 ? ["kms:Decrypt", "KMS:Encrypt"] : ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:Getobject"]
    }

    var owner: String { place == 1 ? AccessDifferentialTests.abroad : AccessDifferentialTests.home }
    var resources: [String] {
      place == 2
        ? ["arn:aws:kms:eu-west-1:\(AccessDifferentialTests.home):key/k"]
        : ["arn:aws:s3:::data", "arn:aws:s3:::data/x", "arn:aws:s3:::data/xy"]
    }

    private static func statement(
      ofResource: Bool, _ place: Int, _ random: inout SeededGenerator
    ) -> AccessOracle.Statement {
      func some(_ all: [String], _ most: Int) -> [String] {
        (0..<Int.random(in: 1...most, using: &random)).compactMap { _ in all.randomElement(using: &random) }
      }
      let conditions = (0..<[0, 0, 1, 2][Int.random(in: 0..<4, using: &random)]).map { _ in condition(&random) }
      let home = AccessDifferentialTests.home
      return AccessOracle.Statement(
        isAllow: Int.random(in: 0..<4, using: &random) > 0,
        principals: ofResource
          ? some(
            [
              "*", "arn:aws:iam::\(home):role/me", "arn:aws:iam::\(home):user/me", "arn:aws:iam::\(home):root", home,
              AccessDifferentialTests.abroad, "arn:aws:iam::\(home):role/other",
            ], 3) : [],
        negatesPrincipals: ofResource && Int.random(in: 0..<6, using: &random) == 0,
        actions: some(
          ["*", "s3:*", "S3:Get*", "s3:?etObject", "s3:PutObject", "kms:*", "k?s:Dec*", "s3:Ge?tObject"], 2),
        negatesActions: Int.random(in: 0..<5, using: &random) == 0,
        resources: some(
          [
            "*", "arn:aws:s3:::data", "arn:aws:s3:::data/*", "arn:aws:s3:::data/?", "arn:aws:s3:::da*",
            "arn:aws:kms:*:*:key/*",
          ],
          2), negatesResources: Int.random(in: 0..<6, using: &random) == 0,
        conditions: conditions.reduce(into: []) { all, next in
          if !all.contains(where: { $0.op == next.op }) { all.append(next) }
        })
    }

    private static func condition(_ random: inout SeededGenerator) -> AccessOracle.Condition {
      let ops = [
        "StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringLike", "StringNotLike", "Null", "Bool",
      ]
      let op = ops.randomElement(using: &random) ?? "Bool"
      switch op {
      case "Bool":
        return AccessOracle.Condition(
          op: op, key: "aws:SecureTransport", value: Bool.random(using: &random) ? "true" : "false")
      case "Null":
        return AccessOracle.Condition(
          op: op, key: "aws:SourceVpce", value: Bool.random(using: &random) ? "true" : "false")
      default:
        return AccessOracle.Condition(op: op, key: "aws:SourceVpce", value: Bool.random(using: &random) ? "a" : "b")
      }
    }

    // MARK: For the engine

    func evaluator() throws -> AccessEvaluator {
      var fixtures = PolicyFixtures()
      fixtures.infrastructure.buckets = []
      fixtures.infrastructure.accounts = [
        PolicyFixtures.stack: AccessDifferentialTests.home, "far": AccessDifferentialTests.abroad,
      ]
      if let boundary = oracle.boundary { try fixtures.addPolicy("limit", Self.array(boundary)) }
      try fixtures.addIdentity(
        isRole ? .role : .user, name: "me", oracle.identity.map(\.json), boundary: oracle.boundary.map { _ in "limit" })
      let subject = ResourceID(stack: place == 1 ? "far" : PolicyFixtures.stack, address: "data")
      try fixtures.addResource(subject, place == 2 ? .key : .bucket, name: place == 2 ? "k" : "data")
      if !oracle.resource.isEmpty {
        try fixtures.addPolicy(of: subject, place == 2 ? .key : .bucket, Self.array(oracle.resource))
      }
      return AccessEvaluator(fixtures.infrastructure)
    }

    private static func array(_ statements: [AccessOracle.Statement]) -> String {
      "[\(statements.map(\.json).joined(separator: ", "))]"
    }

    var comment: String {
      """
      \(caller.arn) of \(home), resource of \(owner)
      identity: \(oracle.identity.map(\.json))
      boundary: \(oracle.boundary?.map(\.json) ?? ["none"])
      resource: \(oracle.resource.map(\.json))
      """
    }
    private var home: String { AccessDifferentialTests.home }

    func allows(_ oracle: AccessOracle, _ action: String, _ resource: String) -> Bool {
      AccessDifferentialTests.contexts.contains { context in
        oracle.allows(
          AccessOracle.Request(caller: caller, action: action, resource: resource, owner: owner, context: context))
      }
    }
  }

  private static func decision(
    _ evaluator: AccessEvaluator, _ action: String, _ resource: String
  ) -> AccessDecision {
    evaluator.decide(
      AccessQuestion(caller: .identity(PolicyFixtures.id("me")), action: action, target: .pattern(resource)))
  }

  /// A key is asked about in the account and region that the ARN says; the engine knows of no region.
  private static func target(_ world: World, _ resource: String) -> AccessQuestion.Target {
    world.place == 2 ? .resource(PolicyFixtures.id("data"), inner: "") : .pattern(resource)
  }

  @Test func everyRequestHasTheAnswerOfTheOracle() throws {
    for seed in propertySeeds(default: 60) {
      var random = SeededGenerator(seed: seed)
      let world = World(&random)
      let evaluator = try world.evaluator()
      for action in world.actions {
        for resource in world.resources {
          let expected = Verdict(world.allows(world.oracle, action, resource))
          let decision = evaluator.decide(
            AccessQuestion(
              caller: .identity(PolicyFixtures.id("me")), action: action, target: Self.target(world, resource)))
          #expect(decision.verdict == expected, "seed \(seed): \(action) on \(resource)\n\(world.comment)")
          #expect((decision.extent == .all) == (expected == .yes), "seed \(seed): \(action) on \(resource)")
        }
      }
    }
  }

  /// What is said of patterns holds for every request that they match.
  @Test func patternsAreWhatTheirRequestsAre() throws {
    for seed in propertySeeds(default: 40) {
      var random = SeededGenerator(seed: seed)
      let world = World(&random)
      if world.place == 2 { continue }
      let evaluator = try world.evaluator()
      for (action, asked) in [("s3:*", world.actions.prefix(3)), ("s3:?etObject", world.actions.prefix(1))] {
        for (pattern, resources) in [
          ("arn:aws:s3:::data*", world.resources[...]), ("arn:aws:s3:::data/*", world.resources.dropFirst()),
        ] {
          let decision = Self.decision(evaluator, action, pattern)
          let answers = asked.flatMap { action in resources.map { world.allows(world.oracle, action, $0) } }
          let comment = Comment("seed \(seed): \(action) on \(pattern) is \(decision.extent)\n\(world.comment)")
          if answers.contains(true) { #expect(decision.verdict != .no, comment) }
          if decision.extent == .all { #expect(answers.allSatisfy { $0 }, comment) }
        }
      }
    }
  }

  /// The comparison would see each of the mistakes that it is there for.
  @Test(arguments: AccessOracle.Flaw.allCases)
  func flawsAreSeen(_ flaw: AccessOracle.Flaw) throws {
    let isSeen = try propertySeeds(default: 400).contains { seed in
      var random = SeededGenerator(seed: seed)
      let world = World(&random)
      var flawed = world.oracle
      flawed.flaw = flaw
      let evaluator = try world.evaluator()
      return world.actions.contains { action in
        world.resources.contains { resource in
          let wrong = world.allows(flawed, action, resource)
          if wrong == world.allows(world.oracle, action, resource) { return false }
          let decision = evaluator.decide(
            AccessQuestion(
              caller: .identity(PolicyFixtures.id("me")), action: action, target: Self.target(world, resource)))
          return decision.verdict != Verdict(wrong)
        }
      }
    }
    #expect(isSeen)
  }
}
