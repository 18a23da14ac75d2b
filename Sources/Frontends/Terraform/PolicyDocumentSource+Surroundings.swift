import AWSModel

/// Texts around the references of a policy document, of which a plan holds nothing.
extension PolicyDocumentSource {
  /// An ARN that a text begins with.
  private struct NamedARN {
    let id: ResourceID
    let attribute: String
    /// Whether it is of a function that has versions.
    let hasVersions: Bool
  }

  /// What follows an ARN in a policy, and whether that can be relied on.
  private struct Tail {
    let text: String
    let isCertain: Bool
  }

  /// Resources that an Allow names by a reference, where the text around it is not known, as those that are usual: the
  /// resource itself, and what is in it where that has ARNs of its own.
  ///
  /// A Deny must not be taken for more than it is, so that there the rest stays unknown.
  ///
  /// - Parameter actions: of the statement, as far as they are known.
  static func withReferences(_ value: Resolved, _ actions: [String]) -> Resolved {
    guard case .list(let elements, let rest) = value.content else { return value }
    var written: [PartialText: Int] = [:]
    for element in elements { if case .text(let text) = element.content { written[text, default: 0] += 1 } }
    let all = elements.flatMap { element -> [Resolved] in
      guard case .text(let text) = element.content, let reference = reference(in: text) else { return [element] }
      // Of several texts around one ARN nothing is told but that they differ.
      guard let count = written.removeValue(forKey: text) else { return [] }
      return tails(of: reference, isRepeated: count > 1, actions).map { tail in
        Resolved(
          .text(PartialText([.attribute(reference.id, reference.attribute), .literal(tail.text)])), at: element.place,
          origin: tail.isCertain ? .explicit : .usual)
      }
    }
    return Resolved(.list(all, rest: rest), at: value.place, origin: value.origin)
  }

  /// What follows the ARN of a resource.
  ///
  /// Of a bucket, a search domain, a log group and the methods of an API it is as often what is in it as the resource
  /// itself. A table is named itself where there is an action that its indexes do not take, or where they are named
  /// beside it; a function, where it has no versions, too.
  private static func tails(of reference: NamedARN, isRepeated: Bool, _ actions: [String]) -> [Tail] {
    let attribute = reference.attribute
    let words = reference.id.address.split(separator: ".").map { $0.prefix { $0 != "[" } }
    func isOne(of types: Set<Substring>) -> Bool { words.contains(where: types.contains) }
    if attribute == "execution_arn"
      || isOne(of: ["aws_s3_bucket", "aws_opensearch_domain", "aws_elasticsearch_domain"])
    {
      return [Tail(text: "", isCertain: false), Tail(text: "/*", isCertain: false)]
    }
    if isOne(of: ["aws_cloudwatch_log_group"]) {
      return [Tail(text: "", isCertain: false), Tail(text: ":*", isCertain: false)]
    }
    if isOne(of: ["aws_lambda_function"]) {
      let isItself =
        !reference.hasVersions || isRepeated || actions.contains { actionsOnFunctions.contains($0.lowercased()) }
      return [Tail(text: "", isCertain: isItself), Tail(text: ":*", isCertain: false)]
    }
    if isOne(of: ["aws_dynamodb_table", "aws_kinesis_stream"]) {
      let isItself = attribute != "arn" || isRepeated || actions.contains(where: isOfWhole)
      return [Tail(text: "", isCertain: isItself), Tail(text: "/*", isCertain: false)]
    }
    if isOne(of: ["aws_ssm_parameter"]) {
      return [Tail(text: "", isCertain: true), Tail(text: "/*", isCertain: false)]
    }
    return [Tail(text: "", isCertain: true)]
  }

  /// Whether an action is one on a table or a stream, and not also one on its indexes or consumers.
  private static func isOfWhole(_ action: String) -> Bool {
    let action = action.lowercased()
    guard action.hasPrefix("dynamodb:") || action.hasPrefix("kinesis:") else { return false }
    return !action.contains("*") && !action.contains("?") && !actionsOnParts.contains(action)
  }

  /// Actions on functions that none of their versions and aliases takes.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
  private static let actionsOnFunctions: Set<String> = [
    "lambda:createalias", "lambda:listaliases", "lambda:listversionsbyfunction", "lambda:publishversion",
    "lambda:putfunctionconcurrency", "lambda:updatefunctioncode", "lambda:updatefunctionconfiguration",
  ]

  /// The actions on indexes and streams of tables, and on consumers of streams.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html,
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesis.html
  private static let actionsOnParts: Set<String> = [
    "dynamodb:deleteresourcepolicy", "dynamodb:describecontributorinsights", "dynamodb:describestream",
    "dynamodb:getrecords", "dynamodb:getresourcepolicy", "dynamodb:getsharditerator", "dynamodb:liststreams",
    "dynamodb:partiqlselect", "dynamodb:putresourcepolicy", "dynamodb:query", "dynamodb:scan",
    "dynamodb:searchvectors", "dynamodb:updatecontributorinsights", "kinesis:deleteresourcepolicy",
    "kinesis:deregisterstreamconsumer", "kinesis:describestreamconsumer", "kinesis:getresourcepolicy",
    "kinesis:listtagsforresource", "kinesis:putresourcepolicy", "kinesis:subscribetoshard", "kinesis:tagresource",
    "kinesis:untagresource",
  ]

  /// The ARN that a text begins with, when the plan does not say what follows.
  private static func reference(in text: PartialText) -> NamedARN? {
    guard text.parts.count == 2, case .attribute(let id, let name) = text.parts[0],
      case .unknown(let why) = text.parts[1]
    else { return nil }
    let hasVersions = why.reason == PlanResolver.aroundVersioned
    guard hasVersions || why.reason == PlanResolver.aroundReference else { return nil }
    return NamedARN(id: id, attribute: name, hasVersions: hasVersions)
  }

  /// Identifiers of principals are ARNs as they are.
  static func withoutSurroundings(_ value: Resolved) -> Resolved {
    switch value.content {
    case .list(let elements, let rest):
      return Resolved(.list(elements.map(withoutSurroundings), rest: rest), at: value.place, origin: value.origin)
    case .text(let text):
      guard let reference = reference(in: text) else { return value }
      return Resolved(.text(PartialText([.attribute(reference.id, reference.attribute)])), at: value.place)
    case .null, .bool, .number, .object, .oneOf, .unknown: return value
    }
  }
}
