import AWSModel
import Documents
import NetSpace

/// Resources that have policies of their own, and those policies where they are declared apart.
extension ResourceFields {
  /// Enters a resource under the name that it has in its ARN, with the policy that it spells itself.
  ///
  /// - Parameter name: the property that holds the name; nil where AWS invents it.
  func addNamed(
    _ kind: NamedResource.Kind, name: String?, policy: String?, bucket: Link? = nil, isOfVPC: Verdict = .no,
    into draft: inout Draft
  ) {
    draft.infrastructure.namedResources.append(
      NamedResource(
        declaration: declaration, kind: kind, name: name.flatMap { fields.text($0) },
        region: fields.string("region")?.known, bucket: bucket, isOfVPC: isOfVPC))
    if let policy { addOwnPolicy(kind, policy, into: &draft) }
  }

  /// Whether a block is written.
  func declares(_ key: String) -> Verdict {
    guard let value = fields[key] else { return .no }
    if value.doubt != nil { return .unknown }
    switch value.content {
    case .list(let values, let rest): return values.isEmpty ? (rest.isEmpty ? .no : .unknown) : .yes
    case .oneOf, .unknown: return .unknown
    case .null: return .no
    case .bool, .number, .text, .object: return .yes
    }
  }

  /// The policy that a resource spells itself; an empty text is none.
  func addOwnPolicy(
    _ kind: NamedResource.Kind, _ key: String, of part: Fields? = nil, into draft: inout Draft
  ) {
    guard let policy = (part ?? fields)[key] else { return }
    if case .text(let text) = policy.content, text.literal == "" { return }
    draft.infrastructure.resourcePolicies.append(
      ResourcePolicy(
        declaration: declaration, kind: kind, subject: Link(.resource(id), at: policy.place),
        document: PolicyReader(context: context).policy(policy).completed(for: kind, id)))
  }

  /// A policy declared apart from the resource, or resources, that it is of.
  func addPolicy(
    _ kind: NamedResource.Kind, of subject: String, named: NamedKind? = nil, _ key: String, into draft: inout Draft
  ) {
    let document =
      fields[key].map { PolicyReader(context: context).policy($0) } ?? .unknown(missing(key), at: place)
    for link in subjects(subject, named: named) { add(document, kind, of: link, into: &draft) }
  }

  /// A policy of all resources of a kind that the account has in the region.
  func addPolicyOfAll(_ kind: NamedResource.Kind, _ key: String, into draft: inout Draft) {
    let document =
      fields[key].map { PolicyReader(context: context).policy($0) } ?? .unknown(missing(key), at: place)
    add(document, kind, of: Link(.external("*"), at: place, origin: .default), into: &draft)
  }

  func add(_ document: PolicyDocument, _ kind: NamedResource.Kind, of subject: Link, into draft: inout Draft) {
    let document = subject.target.id.map { document.completed(for: kind, $0) } ?? document
    draft.infrastructure.resourcePolicies.append(
      ResourcePolicy(declaration: declaration, kind: kind, subject: owner(subject), document: document))
  }

  private func subjects(_ key: String, named kind: NamedKind?) -> [Link] {
    guard fields.has(key) else { return [required(key, named: kind)] }
    let links = fields.links(key, named: kind)
    return links.elements + links.rest.map { Link(.unknown($0), at: fields[key]?.place ?? place) }
  }
}

extension PolicyDocument {
  /// With the resources in full: in the policy of an API `execute-api:/stage/GET/path` is short for the ARN, and
  /// `execute-api:/*` for all of what the policy is of.
  ///
  /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
  func completed(for kind: NamedResource.Kind, _ id: ResourceID) -> PolicyDocument {
    guard kind == .api else { return self }
    let prefix = "execute-api:/"
    func completed(_ text: PartialText) -> PartialText {
      guard case .literal(let start)? = text.parts.first, start.hasPrefix(prefix) else { return text }
      let rest = PartialText([.literal(String(start.dropFirst(prefix.count - 1)))] + text.parts.dropFirst())
      return PartialText([.attribute(id, "execution_arn")]) + rest
    }
    let statements = self.statements.map { statement in
      Statement(
        sid: statement.sid, effect: statement.effect, principals: statement.principals, actions: statement.actions,
        resources: statement.resources.flatMap { resources in
          let texts = resources.patterns.elements.map(\.known?.literal)
          if !resources.isNegated, texts.contains("execute-api:/*") || texts.contains("execute-api:/*/*/*") {
            return nil
          }
          return Statement.Patterns(
            resources.patterns.map { Attribute($0.value.map(completed), origin: $0.origin, place: $0.place) },
            isNegated: resources.isNegated, place: resources.place)
        }, conditions: statement.conditions, place: statement.place, existence: statement.existence)
    }
    return PolicyDocument(version: version, statements: statements, place: place)
  }
}

/// A statement that is declared by its parts: what a permission of a function or of an event bus adds to the policy.
struct DeclaredPermission {
  let resource: ResourceFields
  /// The property that holds the caller: a service, an account, an ARN, or `*`.
  let principal: String
  let action: String
  /// Properties whose values the request has to have, with the operator and the key of the condition.
  let conditions: [(property: String, op: String, key: String)]
  /// What it is about, where that is not all of the resource that the policy is of.
  var on: PartialText?

  var document: PolicyDocument { document(with: nil) }

  /// - Parameter condition: one that is not by a property of its own.
  func document(with condition: Statement.Condition?) -> PolicyDocument {
    let fields = resource.fields
    let actions =
      fields.text(action).map { Statement.Patterns(list($0), isNegated: false, place: $0.place) }
      ?? Statement.Patterns(PartialList(rest: [resource.missing(action)]), isNegated: false, place: resource.place)
    var required = required
    if let condition { required.elements.append(condition) }
    let statement = Statement(
      sid: nil, effect: Attribute(.known(.allow), origin: .default, place: resource.place), principals: principals,
      actions: actions, resources: resources, conditions: required, place: resource.place)
    return PolicyDocument(version: nil, statements: PartialList([statement]), place: resource.place)
  }

  private var resources: Statement.Patterns? {
    on.map { text in
      let pattern = Attribute(.known(text), origin: .default, place: resource.place)
      return Statement.Patterns(PartialList([pattern]), isNegated: false, place: resource.place)
    }
  }

  /// The conditions of the properties that are written; one that may be left out may not be required.
  private var required: PartialList<Statement.Condition> {
    let fields = resource.fields
    return conditions.reduce(into: PartialList()) { all, condition in
      guard let value = fields[condition.property] else { return }
      if let doubt = value.doubt {
        all.rest.append(doubt)
      } else {
        let text = fields.text(value)
        // A restriction that is switched off is none.
        if condition.op == "Bool", text.known?.literal?.lowercased() == "false" { return }
        all.elements.append(
          Statement.Condition(op: condition.op, key: condition.key, values: list(text), place: text.place))
      }
    }
  }

  private var principals: Statement.Principals {
    guard let caller = resource.fields.text(principal) else {
      return Statement.Principals(
        PartialList(rest: [resource.missing(principal)]), isNegated: false, place: resource.place)
    }
    // What another resource merely holds may be a service, an account, or everybody.
    if let why = caller.known?.heldText {
      return Statement.Principals(PartialList(rest: [why]), isNegated: false, place: caller.place)
    }
    // `s3.amazonaws.com`, and with the suffix of another partition; Alexa's are of `amazon.com`.
    let isService =
      if case .literal(let end)? = caller.known?.parts.last {
        end.contains(".amazonaws.com") || end.hasSuffix(".amazon.com")
      } else {
        false
      }
    return Statement.Principals(
      list(caller).map { Statement.Principal(kind: isService ? "Service" : "AWS", identifier: $0) }, isNegated: false,
      place: caller.place)
  }

  private func list(_ text: Attribute<PartialText>) -> PartialList<Attribute<PartialText>> {
    if case .unknown(let why) = text.value { return PartialList(rest: [why]) }
    return PartialList([text])
  }
}
