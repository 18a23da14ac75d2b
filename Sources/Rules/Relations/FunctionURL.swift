import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let functionURL: Relation = Relation(of: Objects.functionURL) { context in
    context.infrastructure.entryPoints.filter { $0.kind == .functionURL }.map { url in
      Row(
        Objects.functionURL, url, context,
        evidence: { context.openings(of: url).map(\.statement.statement.place.range) })
    }
  }
}

extension Objects {
  static let functionURL: ObjectType<EntryPoint> = ObjectType(
    resource: "function_url", doc: "The URL of a Lambda function.",
    fields: [
      "authorization": .init(
        .string, "`NONE`, or `AWS_IAM` where callers have to sign.",
        at: { url, _ in [Anchor(url.authorization?.place ?? Place(range: url.declaration.place), url.id)] }
      ) { url, context in
        url.authorization.map { context.value($0) { .string($0) } }
      },
      "is_open": .init(
        .bool, "Whether the function's policy lets everybody call it by its URL.",
        at: { url, _ in [Anchor(url.authorization?.place ?? Place(range: url.declaration.place), url.id)] }
      ) { url, context in
        context.value(context.isOpen(url))
      },
    ])
}

/// A statement of a function's policy, with the actions of a call by a URL that it lets everybody use.
private struct FunctionOpening {
  let statement: PolicyStatementFact
  let actions: [(name: String, certainty: Certainty)]
}

extension LintContext {
  /// What a call by a URL needs.
  ///
  /// Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  private static let actions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]

  fileprivate func openings(of url: EntryPoint) -> [FunctionOpening] {
    let functions = url.targets.elements.map(\.target)
    return statements.compactMap { statement in
      guard statement.kind == .resource(.function), functions.contains(where: { $0.mayBe(statement.subject) }) else {
        return nil
      }
      let (verdict, because) = statement.isPublic
      if verdict == .no || statement.isForSignedURLs { return nil }
      let isSame = functions.contains { $0 == statement.subject }
      let certainty = Certainty(verdict, because: because)
        .and(Certainty(isSame ? .yes : .unknown, because: functions.compactMap(\.unknown)))
        .and(Certainty(statement.existence.verdict, because: statement.existence.because))
      let actions = Self.actions.filter(statement.mayAllow).map { (name: $0, certainty: certainty) }
      return FunctionOpening(statement: statement, actions: actions)
    }
  }

  /// Terraform's provider adds the permissions itself where callers do not have to sign.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_url
  fileprivate func isOpen(_ url: EntryPoint) -> Certainty {
    if url.declaration.type == "aws_lambda_function_url" { return .yes }
    let openings = openings(of: url)
    return Self.actions.reduce(.yes) { all, action in
      let granting = openings.flatMap(\.actions).filter { $0.name == action }
      return all.and(granting.reduce(Certainty(.no)) { $0.or($1.certainty) })
    }
  }
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
