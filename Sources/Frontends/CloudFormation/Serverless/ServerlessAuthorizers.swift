import AWSModel
import Documents

/// The functions that decide for a serverless API who may call it, and the permissions that let the API ask them.
///
/// Sources: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-lambdatokenauthorizer.html,
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-lambdaauthorizer.html
struct ServerlessAuthorizers {
  private let resource: ResourceFields
  private let authorizers: Authorizers

  init(_ resource: ResourceFields) {
    self.resource = resource
    authorizers =
      resource.fields.block("Auth")?["Authorizers"].map { Authorizers($0, resource.context) } ?? Authorizers()
  }

  /// - Parameter isUsual: whether there is a permission unless the authorizer says that there is none, as of REST APIs.
  func addPermissions(unlessDisabled isUsual: Bool, into draft: inout Draft) {
    for member in authorizers.members {
      let fields = Fields(member.value, resource.context)
      guard let function = fields.link("FunctionArn", named: .function) else { continue }
      let isOn =
        isUsual
        ? fields.bool("DisableFunctionDefaultPermissions", default: false).map { !$0 }
        : fields.bool("EnableFunctionDefaultPermissions", default: false)
      if isOn.known == false { continue }
      let doubts = [member.value.doubtOfObject, fields["FunctionArn"]?.doubt, isOn.unknown].compactMap(\.self)
      let existence = resource.existence(doubts.isEmpty ? .certain : .possible(doubts.distinct))
      let place = Place(range: member.keyRange, path: member.value.place.path)
      let called = function.target.id.flatMap { fields.qualified($0, in: "FunctionArn") }
      add(function, called, member.key + "AuthorizerPermission", at: place, existence, into: &draft)
    }
    guard let why = authorizers.rest.first else { return }
    // There may be others, of any function.
    let existence = resource.existence(.possible(authorizers.rest))
    add(
      Link(.unknown(why), at: resource.place), nil, "AuthorizerPermission", at: resource.place, existence, into: &draft)
  }

  private func add(
    _ function: Link, _ called: PartialText?, _ suffix: String, at place: Place, _ existence: Existence,
    into draft: inout Draft
  ) {
    let source = PartialText([.attribute(resource.id, "execution_arn"), .literal("/authorizers/*")])
    let condition = Statement.Condition(
      op: "ArnLike", key: "aws:SourceArn",
      values: PartialList([Attribute(.known(source), origin: .default, place: place)]), place: place)
    let id = ResourceID(stack: resource.id.stack, address: resource.id.address + suffix)
    draft.infrastructure.resourcePolicies.append(
      ResourcePolicy(
        declaration: Declaration(
          id: id, type: "AWS::Lambda::Permission", kind: .implied, place: place.range, existence: existence),
        kind: .function, subject: resource.owner(function),
        document: PolicyDocument(
          version: nil,
          statements: PartialList([
            .permission(
              principal: "Service", "apigateway.amazonaws.com", action: "lambda:InvokeFunction", on: called,
              [condition], at: place)
          ]), place: place)))
  }
}

/// The authorizers of an API by name, whichever way they are written.
private struct Authorizers {
  private(set) var members: [Resolved.Member] = []
  /// Why there may be others.
  private(set) var rest: [Unknown] = []

  init() {}

  init(_ value: Resolved, _ context: AdapterContext) {
    switch value.content {
    case .object(let members, let rest): (self.members, self.rest) = (members, rest)
    case .oneOf(let options, let why): join(options.map { Authorizers($0, context) }, why)
    case .unknown(let why): rest = [why]
    case .null: break
    case .bool, .number, .text, .list:
      let range = value.place.range
      context.report(Diagnostic(.unreadable, "expected an object of authorizers by name", at: range))
      rest = [Unknown("the authorizers", .unreadable("not an object"), at: range)]
    }
  }

  /// One of these: an authorizer that not all of them have may be left out.
  private mutating func join(_ options: [Authorizers], _ why: Unknown) {
    rest = options.flatMap(\.rest).distinct
    var known: Set<String> = []
    for member in options.flatMap(\.members) where known.insert(member.key).inserted {
      let values = options.map { option in
        option.members.last { $0.key == member.key }?.value ?? Resolved(.null, at: member.value.place)
      }
      members.append(
        Resolved.Member(
          key: member.key, keyRange: member.keyRange, value: Resolved(.oneOf(values, why), at: member.value.place)))
    }
  }
}

extension Resolved {
  /// Why it may be something else than an object that is there.
  fileprivate var doubtOfObject: Unknown? { if case .unknown(let why) = content { why } else { doubt } }
}

extension Statement {
  /// What a permission of a function adds to its policy.
  ///
  /// - Parameter function: the function, or a version of it or an alias; nil for all of them.
  static func permission(
    principal kind: String, _ principal: String, action: String, on function: PartialText?,
    _ conditions: [Statement.Condition], at place: Place
  ) -> Statement {
    func text(_ value: String) -> Attribute<PartialText> {
      Attribute(.known(PartialText(value)), origin: .default, place: place)
    }
    return Statement(
      sid: nil, effect: Attribute(.known(.allow), origin: .default, place: place),
      principals: Statement.Principals(
        PartialList([Statement.Principal(kind: kind, identifier: text(principal))]), isNegated: false, place: place),
      actions: Statement.Patterns(PartialList([text(action)]), isNegated: false, place: place),
      resources: function.map { arn in
        Statement.Patterns(
          PartialList([Attribute(.known(arn), origin: .default, place: place)]), isNegated: false, place: place)
      }, conditions: PartialList(conditions), place: place)
  }
}
