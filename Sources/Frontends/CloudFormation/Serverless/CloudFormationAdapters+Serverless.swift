import AWSModel
import Documents

/// What the serverless transform makes of its resources, as far as it matters for access.
extension CloudFormationAdapters {
  /// A function, with the role, the URL and the permissions that it implies.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
  @Sendable static func serverlessFunction(_ resource: ResourceFields, into draft: inout Draft) {
    function(resource, into: &draft)
    let events = ServerlessEvents(resource)
    let destinations = ServerlessDestinations(resource, implied("Role", by: resource, type: "AWS::IAM::Role").id)
    var managed = functionPolicies(of: resource)
    managed.append(contentsOf: events.policies)
    impliedRole(of: resource, for: "lambda.amazonaws.com", managed, destinations.policies, into: &draft)
    events.addPermissions(into: &draft)
    events.addRoles(for: .function, into: &draft)
    addPublished(resource, into: &draft)
    if let url = resource.fields.block("FunctionUrlConfig") {
      let target = Link(.resource(resource.id), at: resource.place, origin: .default)
      draft.infrastructure.entryPoints.append(
        EntryPoint(
          declaration: implied("Url", by: resource, type: "AWS::Lambda::Url"), kind: .functionURL,
          targets: PartialList([target]),
          authorization: url.string("AuthType") ?? Attribute(.unknown(resource.missing("AuthType")), place: url.place)))
    }
  }

  /// The managed policies that a function's role has for what it does: writing its log, and by its settings.
  private static func functionPolicies(of resource: ResourceFields) -> PartialList<Link> {
    let tracing = resource.fields.string("Tracing", default: "Disabled").value.map { $0 != "Disabled" }
    let policies: [(name: String, isThere: Value<Bool>)] = [
      ("service-role/AWSLambdaBasicExecutionRole", .known(true)),
      ("service-role/AWSLambdaVPCAccessExecutionRole", resource.fields.presence("VpcConfig")),
      ("AWSXrayWriteOnlyAccess", tracing),
    ]
    return policies.reduce(into: PartialList()) { all, policy in
      if let why = policy.isThere.unknown {
        all.rest.append(why)
      } else if policy.isThere.known == true {
        let arn = Reference.external("arn:aws:iam::aws:policy/\(policy.name)")
        all.elements.append(Link(arn, at: resource.place, origin: .default))
      }
    }
  }

  /// The alias under which a function is published, and the version that it stands for.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
  private static func addPublished(_ resource: ResourceFields, into draft: inout Draft) {
    guard let name = resource.fields.text("AutoPublishAlias"), let alias = name.known?.literal, alias != "" else {
      return
    }
    let function = Link(.resource(resource.id), at: resource.place, origin: .default)
    draft.infrastructure.functionQualifiers += [
      FunctionQualifier(
        declaration: implied("Alias" + alias, by: resource, type: "AWS::Lambda::Alias"), function: function, name: name)
    ]
  }

  /// A state machine, with the role that it implies.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
  @Sendable static func serverlessStateMachine(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.stateMachine, name: "Name", policy: nil, into: &draft)
    impliedRole(of: resource, for: "states.amazonaws.com", into: &draft)
    ServerlessEvents(resource).addRoles(for: .stateMachine, into: &draft)
  }

  /// An API, with the policy that says who may call it.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
  @Sendable static func serverlessAPI(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.api, name: nil, policy: nil, into: &draft)
    ServerlessAuthorizers(resource).addPermissions(unlessDisabled: true, into: &draft)
    resource.addPolicy(inDefinition: "DefinitionBody", into: &draft)
    guard let policy = ServerlessAPIPolicy(resource) else { return }
    resource.add(policy.document, .api, of: Link(.resource(resource.id), at: resource.place), into: &draft)
  }

  /// An HTTP API: it has no policy, and asks functions of its authorizers only where it is told that it may.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
  @Sendable static func serverlessHTTPAPI(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.api, name: nil, policy: nil, into: &draft)
    ServerlessAuthorizers(resource).addPermissions(unlessDisabled: false, into: &draft)
    draft.linkIntegrations += OpenAPIDefinition("DefinitionBody", of: resource)?.linkIntegrations(of: resource) ?? []
  }

  /// What is made beside a resource, under a name that other resources can use.
  private static func implied(
    _ suffix: String, by resource: ResourceFields, type: String, if existence: Existence = .certain
  ) -> Declaration {
    let id = ResourceID(stack: resource.id.stack, address: resource.id.address + suffix)
    return Declaration(
      id: id, type: type, kind: .implied, place: resource.declaration.place,
      existence: resource.existence(existence))
  }

  /// Makes the role of a resource that names none, or under a condition only.
  private static func impliedRole(
    of resource: ResourceFields, for service: String, _ managed: PartialList<Link> = PartialList(),
    _ inline: PartialList<Identity.InlinePolicy> = PartialList(), into draft: inout Draft
  ) {
    let given = resource.fields["Role"]
    if given != nil, given?.doubt == nil { return }
    let existence = given?.doubt.map { Existence.possible([$0]) } ?? .certain
    let declaration = implied("Role", by: resource, type: "AWS::IAM::Role", if: existence)
    var policies = ServerlessPolicies(resource, declaration.id)
    policies.read()
    let trust =
      resource.fields["AssumeRolePolicyDocument"].map { PolicyReader(context: resource.context).policy($0) }
      ?? .assumedBy(service, at: resource.place)
    var role = Identity(
      declaration: declaration, kind: .role, name: nil, trust: trust,
      inlinePolicies: PartialList(
        policies.inline.elements + inline.elements, rest: policies.inline.rest + inline.rest),
      managedPolicies: PartialList(
        managed.elements + policies.managed.elements, rest: managed.rest + policies.managed.rest),
      boundary: resource.fields.link("PermissionsBoundary", named: .policy))
    role.workload = resource.id
    draft.infrastructure.identities.append(role)
  }
}

extension PolicyDocument {
  /// The trust of a role that a service assumes.
  static func assumedBy(_ service: String, at place: Place) -> PolicyDocument {
    func text(_ value: String) -> Attribute<PartialText> {
      Attribute(.known(PartialText(value)), origin: .default, place: place)
    }
    let principal = Statement.Principal(kind: "Service", identifier: text(service))
    let statement = Statement(
      sid: nil, effect: Attribute(.known(.allow), origin: .default, place: place),
      principals: Statement.Principals(PartialList([principal]), isNegated: false, place: place),
      actions: Statement.Patterns(PartialList([text("sts:AssumeRole")]), isNegated: false, place: place),
      resources: nil, conditions: PartialList(), place: place)
    return PolicyDocument(version: nil, statements: PartialList([statement]), place: place)
  }
}
