import AWSModel
import Documents

/// The policies of a serverless function or state machine: names and ARNs of managed ones, documents, and templates with
/// their parameters.
///
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
struct ServerlessPolicies {
  private let resource: ResourceFields
  private let role: ResourceID
  private(set) var inline = PartialList<Identity.InlinePolicy>()
  private(set) var managed = PartialList<Link>()

  init(_ resource: ResourceFields, _ role: ResourceID) {
    self.resource = resource
    self.role = role
  }

  mutating func read() {
    let policies = resource.fields.list("Policies")
    inline.rest += policies.rest
    managed.rest += policies.rest
    for policy in policies.elements { read(policy) }
  }

  private mutating func read(_ policy: Fields.Element) {
    switch policy.value.content {
    case .object(let members, _):
      if members.contains(where: { $0.key == "Statement" || $0.key == "Version" }) {
        append(PolicyReader(context: resource.context).policy(policy.value), policy.existence)
        return
      }
      for member in members where !member.value.isNull {
        append(template(member.key, at: member.keyRange, member.value), policy.existence)
      }
    case .unknown(let why):
      inline.rest.append(why)
      managed.rest.append(why)
    case .text, .oneOf, .number, .bool, .list, .null: readManaged(policy)
    }
  }

  private mutating func append(_ document: PolicyDocument, _ existence: Existence) {
    inline.elements.append(
      Identity.InlinePolicy(name: nil, document: document, declaredBy: role, existence: resource.existence(existence)))
  }

  /// The name or ARN of a managed policy; AWS's own are written without the rest of their ARN.
  private mutating func readManaged(_ policy: Fields.Element) {
    guard policy.existence.verdict == .yes else {
      managed.rest += policy.existence.because
      return
    }
    let link = resource.fields.link(policy.value, named: .policy)
    guard case .external(let name) = link.target else {
      if case .unknown(let why) = link.target { managed.rest.append(why) } else { managed.elements.append(link) }
      return
    }
    let arn = name.hasPrefix("arn:") ? name : "arn:aws:iam::aws:policy/\(name)"
    managed.elements.append(Link(.external(arn), at: link.place, origin: link.origin))
  }

  // MARK: Templates

  private func template(_ name: String, at range: SourceRange, _ value: Resolved) -> PolicyDocument {
    let place = Place(range: range, path: value.place.path)
    guard let statements = ServerlessPolicyTemplates.statements(of: name) else {
      let near = Misspelling.nearest(to: name, among: ServerlessPolicyTemplates.names)
      let message = "there is no policy template \"\(name)\""
      resource.context.report(
        Diagnostic(.unreadable, message, help: near.map { "did you mean \($0)?" }, at: range))
      return .unknown(Unknown(name, .unreadable(message), at: range), at: place)
    }
    let parameters = Fields(value, resource.context)
    return PolicyDocument(
      version: nil, statements: PartialList(statements.map { statement($0, parameters, at: place) }), place: place)
  }

  private func statement(
    _ statement: ServerlessPolicyTemplates.Statement, _ parameters: Fields, at place: Place
  ) -> Statement {
    func patterns(_ texts: [PartialText]) -> Statement.Patterns {
      Statement.Patterns(
        PartialList(texts.map { Attribute(.known($0), place: place) }), isNegated: false, place: place)
    }
    let why = Unknown("the condition of a policy template", .unsupported("policy templates"), at: place.range)
    return Statement(
      sid: nil, effect: Attribute(.known(.allow), place: place), principals: nil,
      actions: patterns(statement.actions.map { PartialText($0) }),
      resources: patterns(statement.resources.map { filled($0, parameters, at: place) }),
      conditions: PartialList(rest: statement.isConditional ? [why] : []), place: place)
  }

  /// A resource with the values of the template's parameters in it.
  private func filled(_ pattern: String, _ parameters: Fields, at place: Place) -> PartialText {
    SubTemplate(pattern).parts.reduce(PartialText("")) { text, part in
      switch part {
      case .literal(let literal), .invalid(let literal): return text + PartialText(literal)
      case .variable(let name):
        if let pseudo = PseudoParameter(rawValue: name) {
          return text + (pseudo.assumption.map { PartialText($0) } ?? PartialText([.unknown(pseudo.unknown)]))
        }
        switch parameters.text(name)?.value {
        case .known(let value): return text + value
        case .oneOf(_, let why), .unknown(let why): return text + PartialText([.unknown(why)])
        case nil:
          let why = Unknown("\(name) of a policy template", .unreadable("missing"), at: place.range)
          return text + PartialText([.unknown(why)])
        }
      }
    }
  }
}
