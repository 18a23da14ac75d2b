import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let functionURL: Relation = Relation(of: Objects.functionURL) { context in
    context.infrastructure.entryPoints.filter { $0.kind == .functionURL }.map { url in
      Row(
        Objects.functionURL, url, context,
        // A permission that is declared by its parts has its caller beside its name, not within it.
        evidence: {
          context.openings(of: url).map(\.statement.statement).flatMap { statement in
            [statement.place.range] + (statement.principals.map { [$0.place.range] } ?? [])
          }
        })
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

extension LintContext {
  fileprivate func openings(of url: EntryPoint) -> [FunctionURLAccess.Opening] {
    FunctionURLAccess(statements).openings(of: url)
  }

  fileprivate func isOpen(_ url: EntryPoint) -> Certainty {
    let (verdict, because) = FunctionURLAccess(statements).isOpen(url)
    return Certainty(verdict, because: because)
  }
}
