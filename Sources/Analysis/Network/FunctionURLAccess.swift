import AWSModel
import NetSpace

/// Who may call functions by their URLs, as far as policies say.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
package struct FunctionURLAccess: Sendable {
  package typealias Answer = (verdict: Verdict, because: [Unknown])

  /// A statement of a function's policy that lets, or may let, everybody use some actions of a call by its URL.
  package struct Opening: Sendable {
    package let statement: PolicyStatementFact
    fileprivate let actions: [String]
    fileprivate let verdict: Verdict
    fileprivate let because: [Unknown]
  }

  /// What a call by a URL needs.
  private static let actions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]

  private let statements: [PolicyStatementFact]

  /// - Parameter statements: those of all policies.
  package init(_ statements: [PolicyStatementFact]) {
    self.statements = statements.filter { $0.kind == .resource(.function) }
  }

  /// What lets everybody call the function of a URL.
  ///
  /// Complexity: linear in the statements of the policies of functions.
  package func openings(of url: EntryPoint) -> [Opening] {
    let functions = url.targets.elements.map(\.target)
    return statements.compactMap { statement in
      guard functions.contains(where: { $0.mayBe(statement.subject) }) else { return nil }
      let (isPublic, because) = statement.isPublic
      if isPublic == .no || statement.isForSignedURLs { return nil }
      let isSame: Verdict = functions.contains { $0 == statement.subject } ? .yes : .unknown
      let verdict = Verdict.all([isPublic, isSame, statement.existence.verdict])
      let reasons =
        because + (isSame == .unknown ? functions.compactMap(\.unknown) : []) + statement.existence.because
      return Opening(
        statement: statement, actions: Self.actions.filter(statement.mayAllow), verdict: verdict,
        because: verdict == .unknown ? reasons.distinct : [])
    }
  }

  /// Whether the function's policy lets everybody call it by a URL that asks for no signature.
  ///
  /// Terraform's provider adds the permissions itself where callers do not have to sign.
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_url
  package func isOpen(_ url: EntryPoint) -> Answer {
    if url.declaration.type == "aws_lambda_function_url" { return (.yes, []) }
    let openings = openings(of: url)
    let each = Self.actions.map { action in openings.filter { $0.actions.contains(action) } }
    let verdicts = each.map { Verdict.any($0.map(\.verdict)) }
    // Both are needed since October 2025; accounts that had URLs before were exempt.
    if verdicts[0] != .no, verdicts[1] == .no { return (.unknown, [Self.exempt]) }
    let verdict = Verdict.all(verdicts)
    return (verdict, verdict == .unknown ? each.flatMap { $0.flatMap(\.because) }.distinct : [])
  }

  private static let exempt = Unknown(
    "whether lambda:InvokeFunctionUrl is enough without lambda:InvokeFunction",
    .decidedByAWS("depends on the account: those with URLs of before October 2025 were exempt"))
}

extension Reference {
  /// Whether two links may lead to the same resource.
  fileprivate func mayBe(_ other: Reference) -> Bool {
    if self == other { return true }
    return switch (self, other) {
    case (.oneOf(let ids, _), .resource(let id)), (.resource(let id), .oneOf(let ids, _)): ids.contains(id)
    case (.unknown, _), (_, .unknown): true
    default: false
    }
  }
}
