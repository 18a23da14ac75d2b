import AWSModel
import Documents

/// The functions that decide for a serverless API who may call it, and the permissions that let the API ask them.
///
/// Sources: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-lambdatokenauthorizer.html,
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-lambdaauthorizer.html
struct ServerlessAuthorizers {
  private let resource: ResourceFields
  private let members: [Resolved.Member]

  init(_ resource: ResourceFields) {
    self.resource = resource
    if case .object(let members, _)? = resource.fields.block("Auth")?["Authorizers"]?.content {
      self.members = members
    } else {
      members = []
    }
  }

  /// - Parameter isUsual: whether there is a permission unless the authorizer says that there is none, as of REST APIs.
  func addPermissions(unlessDisabled isUsual: Bool, into draft: inout Draft) {
    for member in members {
      let fields = Fields(member.value, resource.context)
      guard let function = fields.link("FunctionArn", named: .function) else { continue }
      let isOn =
        isUsual
        ? fields.bool("DisableFunctionDefaultPermissions", default: false).map { !$0 }
        : fields.bool("EnableFunctionDefaultPermissions", default: false)
      if isOn.known == false { continue }
      let doubts = [member.value.doubt, isOn.unknown].compactMap(\.self)
      let existence = resource.existence(doubts.isEmpty ? .certain : .possible(doubts))
      add(function, called: member, existence, into: &draft)
    }
  }

  private func add(
    _ function: Link, called member: Resolved.Member, _ existence: Existence, into draft: inout Draft
  ) {
    let place = Place(range: member.keyRange, path: member.value.place.path)
    let source = PartialText([.attribute(resource.id, "execution_arn"), .literal("/authorizers/*")])
    let condition = Statement.Condition(
      op: "ArnLike", key: "aws:SourceArn",
      values: PartialList([Attribute(.known(source), origin: .default, place: place)]), place: place)
    let id = ResourceID(
      stack: resource.id.stack, address: resource.id.address + member.key + "AuthorizerPermission")
    draft.infrastructure.resourcePolicies.append(
      ResourcePolicy(
        declaration: Declaration(
          id: id, type: "AWS::Lambda::Permission", kind: .implied, place: place.range, existence: existence),
        kind: .function, subject: resource.owner(function),
        document: PolicyDocument(
          version: nil,
          statements: PartialList([
            .permission(
              principal: "Service", "apigateway.amazonaws.com", action: "lambda:InvokeFunction", [condition],
              at: place)
          ]), place: place)))
  }
}

extension Statement {
  /// What a permission of a function adds to its policy.
  static func permission(
    principal kind: String, _ principal: String, action: String, _ conditions: [Statement.Condition], at place: Place
  ) -> Statement {
    func text(_ value: String) -> Attribute<PartialText> {
      Attribute(.known(PartialText(value)), origin: .default, place: place)
    }
    return Statement(
      sid: nil, effect: Attribute(.known(.allow), origin: .default, place: place),
      principals: Statement.Principals(
        PartialList([Statement.Principal(kind: kind, identifier: text(principal))]), isNegated: false, place: place),
      actions: Statement.Patterns(PartialList([text(action)]), isNegated: false, place: place),
      resources: nil, conditions: PartialList(conditions), place: place)
  }
}
