import AWSModel
import Glibc
import Testing

@testable import Analysis

/// Random policies against an evaluator of single requests that shares nothing with the engine.
@Suite struct PolicySoundnessTests {
  private struct RandomStatement {
    let isAllow: Bool
    let actions: [String]
    let negatesActions: Bool
    let resources: [String]
    let negatesResources: Bool

    init(_ random: inout Xorshift) {
      func some(of all: [String]) -> [String] { (0...random.next(2)).map { _ in all[random.next(all.count)] } }
      isAllow = random.next(3) > 0
      actions = some(of: ["*", "s3:*", "S3:GetObject", "s3:Get*", "s3:?utObject", "sqs:*", "s*:*Object"])
      resources = some(of: [
        "*", "arn:aws:s3:::a/*", "arn:aws:s3:::a*", "arn:aws:s3:::?/x", "arn:aws:s3:::<?U>/*", "arn:aws:s3:::<?U>",
        "arn:aws:sqs:*:*:*",
      ])
      negatesActions = random.next(4) == 0
      negatesResources = random.next(4) == 0
    }

    var json: String {
      func list(_ texts: [String]) -> String { "[" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
      return
        #"{"Effect": "\#(isAllow ? "Allow" : "Deny")", "\#(negatesActions ? "Not" : "")Action": \#(list(actions)), "#
        + #""\#(negatesResources ? "Not" : "")Resource": \#(list(resources))}"#
    }

    var isOpen: Bool { resources.contains { $0.contains("<?U>") } }

    /// Whether it is about a request, when the unknown part is `completion`.
    func concerns(_ action: String, _ resource: String, _ completion: String) -> Bool {
      let onAction = actions.contains { Self.matches($0.lowercased()[...], action.lowercased()[...]) }
      let onResource = resources.contains { pattern in
        let parts = pattern.split(separator: "<?U>", omittingEmptySubsequences: false)
        return Self.matches(parts.joined(separator: completion)[...], resource[...])
      }
      return onAction != negatesActions && onResource != negatesResources
    }

    private static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      let rest = pattern.dropFirst()
      if first == "*" { return matches(rest, text) || (!text.isEmpty && matches(pattern, text.dropFirst())) }
      return !text.isEmpty && (first == "?" || text.first == first) && matches(rest, text.dropFirst())
    }
  }

  private static func allows(
    _ statements: [RandomStatement], _ action: String, _ resource: String, _ completion: String
  ) -> Bool {
    let concerned = statements.filter { $0.concerns(action, resource, completion) }
    return concerned.contains(where: \.isAllow) && concerned.allSatisfy(\.isAllow)
  }

  private func holds(_ grants: [Grant], _ action: String, _ resource: String, certain: Bool) -> Bool {
    let action = GlobPattern(action, foldingCase: true).symbols
    let resource = GlobPattern(resource).symbols
    return grants.contains { grant in
      (certain ? grant.granted.must : grant.granted.may).boxes.contains {
        $0.actions.contains(action) && $0.resources.contains(resource)
      }
    }
  }

  @Test func everyCompletionLiesWithinTheBounds() throws {
    var random = Xorshift(seed: 0x5eed_cafe)
    let runs = getenv("NETLINT_PROPERTY_RUNS").flatMap { Int(String(cString: $0)) } ?? 60
    let actions = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage", "iam:CreateUser"]
    let resources = ["arn:aws:s3:::a/x", "arn:aws:s3:::b/x", "arn:aws:s3:::ab", "arn:aws:s3:::a", "arn:aws:sqs:r:1:q"]
    for run in 0..<runs {
      let policy = (0...random.next(4)).map { _ in RandomStatement(&random) }
      let boundary = random.next(3) == 0 ? (0...random.next(2)).map { _ in RandomStatement(&random) } : nil
      var fixtures = PolicyFixtures()
      if let boundary { try fixtures.addPolicy("limit", "[\(boundary.map(\.json).joined(separator: ", "))]") }
      try fixtures.addRole(policy.map(\.json), boundary: boundary == nil ? nil : "limit")
      let grants = try #require(fixtures.facts.principal(PolicyFixtures.id("role"))).grants
      let isOpen = (policy + (boundary ?? [])).contains(where: \.isOpen)
      for action in actions {
        for resource in resources {
          let answers = ["a", "b", "c", ""].map { completion in
            Self.allows(policy, action, resource, completion)
              && (boundary.map { Self.allows($0, action, resource, completion) } ?? true)
          }
          let must = holds(grants, action, resource, certain: true)
          let may = holds(grants, action, resource, certain: false)
          let comment = Comment(
            "run \(run): \(action) on \(resource) by \(policy.map(\.json)) within \(boundary?.map(\.json) ?? [])")
          if must { #expect(answers.allSatisfy { $0 }, comment) }
          if answers.contains(true) { #expect(may, comment) }
          // Fully known: nothing undecided.
          if !isOpen { #expect(must == may, comment) }
        }
      }
    }
  }
}
