import AWSModel
import Documents

/// Policy documents that are known only after apply.
///
/// A plan keeps of `"${aws_s3_bucket.uploads.arn}/*"` that it refers to the ARN, and nothing of the text around it. What
/// refers to an ARN is taken to begin with it, and an attribute that refers to a document and nothing else to be it.
extension PlanResolver {
  /// Lists of a policy document whose elements are texts around ARNs.
  private static let listsOfNames: Set<String> = ["resources", "not_resources", "identifiers", "values"]

  /// What a plan does not say of a text that refers to an ARN.
  static let aroundReference = Unknown.Reason.unsupported("a plan does not hold the text around a reference")

  /// The same of a function that has versions: as often they are what is meant, as in `"${function.arn}:*"`.
  static let aroundVersioned = Unknown.Reason.unsupported("a plan does not hold which version follows a reference")

  /// The document that an attribute refers to; nil if it refers to anything else.
  func policyDocument(_ evaluation: Evaluation, at place: Place) -> Resolved? {
    guard evaluation.items.count == 1, case .attribute(let id, let name) = evaluation.items[0] else { return nil }
    return policyDocument(id, name, at: place)
  }

  private func policyDocument(_ id: ResourceID, _ attribute: String, at place: Place) -> Resolved? {
    guard let index = index(of: id), plan.resources[index].isData,
      PolicyDocumentSource.renders(plan.resources[index].type, attribute)
    else { return nil }
    guard documentsInProgress.insert(index).inserted else { return nil }
    defer { documentsInProgress.remove(index) }
    return PolicyDocumentSource(fields(of: index)).policy(at: place)
  }

  /// Whether a resource is a function that publishes versions, or that an alias of the plan is of.
  private func hasVersions(_ id: ResourceID) -> Bool {
    guard let index = index(of: id), plan.resources[index].type == "aws_lambda_function" else { return false }
    switch fields(of: index)["publish"]?.content {
    case .bool(false), .null, nil: break
    default: return true
    }
    let name = fields(of: index).string("function_name")?.known
    return plan.resources.indices.contains { other in
      guard plan.resources[other].type == "aws_lambda_alias" else { return false }
      let alias = fields(of: other)
      return alias.link("function_name")?.target.id == id
        || name != nil && alias.string("function_name")?.known == name
    }
  }

  private func isARN(_ attribute: String, of id: ResourceID) -> Bool {
    if attribute == "arn" || attribute.hasSuffix("_arn") { return true }
    guard attribute == "id", let index = index(of: id), !plan.resources[index].isData else { return false }
    return TerraformDefaults.identifiedByARN.contains(plan.resources[index].type)
  }

  /// A list of a policy document of which some or all is unknown; nil if it is any other list.
  func policyList(_ value: Node?, _ source: Source, _ position: Position, at place: Place) -> Resolved? {
    guard position.resource.isData, position.resource.type == "aws_iam_policy_document" else { return nil }
    let nodes: [Node]
    switch source {
    case .expressions(let found, _), .element(let found, _): nodes = found
    case .absent, .dynamic, .blocks: return nil
    }
    let isOfDocuments = position.attribute.hasSuffix("_policy_documents")
    guard isOfDocuments || Self.listsOfNames.contains(position.attribute) else { return nil }
    let wanted = Wanted(attribute: position.attribute, kind: nil)
    let items = nodes.flatMap { evaluate($0, steps: [], in: position.scope, wanted).items }
    var elements: [Resolved] = []
    var rest: [Unknown] = []
    if !isOfDocuments {
      for (offset, element) in (value?.elements.map { $0 } ?? []).enumerated() where !element.isNull {
        elements.append(Resolved.literal(element, path: position.path.appending(index: offset)))
      }
    }
    for item in items {
      switch item {
      case .attribute(let id, let name):
        if let document = isOfDocuments ? policyDocument(id, name, at: place) : nil {
          elements.append(document)
        } else if !isOfDocuments, isARN(name, of: id) {
          let reason = name == "arn" && hasVersions(id) ? Self.aroundVersioned : Self.aroundReference
          let around = Unknown("\(id.address).\(name)", reason, at: place.range)
          let text = Resolved(.text(PartialText([.attribute(id, name), .unknown(around)])), at: place)
          let isRepeated = position.attribute == "resources" && isRepeated(item, in: nodes, position, wanted)
          elements += isRepeated ? [text, text] : [text]
        } else {
          rest.append(Unknown("\(id.address).\(name)", .knownAfterApply, at: place.range))
        }
      case .known(let node):
        // A document that is known, or what chooses and is none of the elements.
        if isOfDocuments, node.kind == .string { elements.append(Resolved.literal(node, path: position.path)) }
      case .unknown(let why): rest.append(why)
      }
    }
    if elements.isEmpty, rest.isEmpty { rest = [later(position, at: place)] }
    return Resolved(.list(elements, rest: rest), at: place)
  }

  /// Whether an attribute is written several times, so that several elements of a list are made of it.
  private func isRepeated(
    _ item: Evaluation.Item, in nodes: [Node], _ position: Position, _ wanted: Wanted
  ) -> Bool {
    let mentions = nodes.flatMap { ReferenceList($0).mentions }.filter { mention in
      evaluate(mention, selecting: false, in: position.scope, wanted).items == [item]
    }
    return mentions.count > 1
  }
}
