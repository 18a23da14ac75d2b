import AWSModel
import Documents

/// Connectors: what the serverless transform makes of them are policies of roles, of queues, topics and functions.
///
/// Sources: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html,
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
extension Resolver {
  static var connectorType: String { "AWS::Serverless::Connector" }

  /// The connectors that a resource is or has.
  func readConnectors(
    of declared: TemplateSections.Declared, _ declaration: Declaration, _ context: AdapterContext,
    into draft: inout Draft
  ) {
    if declared.type == Self.connectorType {
      connect(declared.logicalID, declared.body["Properties"], declaration, from: nil, context, into: &draft)
    }
    for member in declared.body["Connectors"]?.members.map({ $0 }) ?? [] {
      let name = declared.logicalID + member.name
      let own = Declaration(
        id: id(name), type: Self.connectorType, kind: .implied, place: member.key.range,
        existence: declaration.existence)
      connect(name, member.value["Properties"], own, from: declared.logicalID, context, into: &draft)
    }
  }

  /// - Parameter source: the resource that has the connector; nil for one that names its source itself.
  private func connect(
    _ name: String, _ properties: Node?, _ declaration: Declaration, from source: String?, _ context: AdapterContext,
    into draft: inout Draft
  ) {
    let place = Place(range: declaration.place)
    let fields = Fields(
      properties.map { resolve($0, path: NodePath()) } ?? Resolved(.null, at: place), context)
    let destinations = fields.list("Destination")
    let isList = if case .list? = fields["Destination"]?.content { true } else { false }
    for (position, element) in destinations.elements.enumerated() {
      let target = Fields(element.value, context)
      guard let destination = connectorEnd(target, towards: nil) else { continue }
      let start =
        source.map { id in
          connectorEnd(
            id, at: place, Fields(fields["SourceReference"] ?? Resolved(.null, at: place), context),
            towards: destination.link.target)
        } ?? fields["Source"].flatMap { connectorEnd(Fields($0, context), towards: destination.link.target) }
      guard let start else { continue }
      let connection = Connection(
        name: name, suffix: isList ? "Destination\(position)" : "", source: start, destination: destination,
        permissions: permissions(fields), declaration: declaration, fields: fields)
      add(connection, into: &draft)
    }
    if !destinations.rest.isEmpty {
      context.report(
        Diagnostic(.unsupported, "what \(name) leads to is not known: what it permits is not analysed", at: place.range)
      )
    }
  }

  private func permissions(_ fields: Fields) -> PartialList<String> {
    let list = fields.list("Permissions")
    return list.elements.reduce(into: PartialList(rest: list.rest)) { all, element in
      let value = texts(element.value)
      if let name = value.single?.literal {
        all.elements.append(name)
      } else {
        all.rest.append(value.reason(at: fields.place))
      }
    }
  }

  private func add(_ connection: Connection, into draft: inout Draft) {
    let (source, destination) = (connection.source, connection.destination)
    let rows = ConnectorProfiles.rows(from: source.type, to: destination.type)
    if rows.isEmpty {
      _ = mistake(
        "there is no connector from \(source.type) to \(destination.type)", help: "write the policies yourself",
        at: connection.declaration.place)
      return
    }
    let permissions = connection.permissions
    for name in permissions.elements where !rows.contains(where: { $0.category == name }) {
      _ = mistake(
        "a connector from \(source.type) to \(destination.type) has no permission \"\(name)\"",
        help: "it has \(Set(rows.map(\.category)).sorted().joined(separator: " and "))",
        at: connection.declaration.place)
    }
    let chosen = rows.filter { permissions.elements.contains($0.category) }
    let statements = PartialList(chosen.map { statement($0, connection) }, rest: permissions.rest)
    if statements.elements.isEmpty, statements.rest.isEmpty { return }
    let place = Place(range: connection.declaration.place)
    let document = PolicyDocument(version: nil, statements: statements, place: place)
    switch rows[0].grant {
    case .source: connection.add(document, toRoleOf: source, into: &draft)
    case .destination: connection.add(document, toRoleOf: destination, into: &draft)
    case .service: connection.addToDestination(document, into: &draft)
    }
  }

  private func statement(_ row: ConnectorProfiles.Row, _ connection: Connection) -> Statement {
    let place = Place(range: connection.declaration.place)
    func list(_ texts: [PartialText]) -> PartialList<Attribute<PartialText>> {
      PartialList(texts.map { Attribute(.known($0), origin: .default, place: place) })
    }
    let patterns = list(row.patterns.map { filled($0, connection, at: place) })
    var principals: Statement.Principals?
    var conditions = PartialList<Statement.Condition>()
    if case .service(let service) = row.grant {
      let principal = Statement.Principal(kind: "Service", identifier: list([PartialText(service)]).elements[0])
      principals = Statement.Principals(PartialList([principal]), isNegated: false, place: place)
      conditions.elements = [Statement.Condition(op: "ArnLike", key: "aws:SourceArn", values: patterns, place: place)]
      // The ARN of a bucket says nothing of its account.
      if service == "s3.amazonaws.com" {
        let account = list([filled("${AWS::AccountId}", connection, at: place)])
        conditions.elements.append(
          Statement.Condition(op: "StringEquals", key: "aws:SourceAccount", values: account, place: place))
      }
    }
    return Statement(
      sid: nil, effect: Attribute(.known(.allow), origin: .default, place: place), principals: principals,
      actions: Statement.Patterns(list(row.actions.map { PartialText($0) }), isNegated: false, place: place),
      resources: principals == nil ? Statement.Patterns(patterns, isNegated: false, place: place) : nil,
      conditions: conditions, place: place)
  }

  /// A pattern with the attributes of both ends in it.
  private func filled(_ pattern: String, _ connection: Connection, at place: Place) -> PartialText {
    SubTemplate(pattern).parts.reduce(PartialText("")) { text, part in
      switch part {
      case .literal(let literal), .invalid(let literal): return text + PartialText(literal)
      case .variable(let name):
        guard let (end, attribute) = name.splitAtFirstDot else {
          let value = texts(reference(to: name, at: place))
          return text + (value.single ?? PartialText([.unknown(value.reason(at: place))]))
        }
        let attributes = (end == "Source" ? connection.source : connection.destination).attributes
        let missing = Unknown("\(attribute) of \(connection.name)", .unreadable("missing"), at: place.range)
        return text + (attributes[attribute] ?? PartialText([.unknown(missing)]))
      }
    }
  }
}

/// A connector between two resources.
private struct Connection {
  let name: String
  /// What the names of what is made of it end with.
  let suffix: String
  let source: ConnectorEnd
  let destination: ConnectorEnd
  let permissions: PartialList<String>
  let declaration: Declaration
  let fields: Fields

  func add(_ document: PolicyDocument, toRoleOf end: ConnectorEnd, into draft: inout Draft) {
    let policy = made("Policy", "AWS::IAM::ManagedPolicy")
    guard let role = end.role else {
      fields.context.report(
        Diagnostic(
          .unreadable, "\(name) is for a role that is not named", help: "write RoleName", at: declaration.place))
      return
    }
    draft.infrastructure.managedPolicies.append(
      ManagedPolicy(declaration: policy.declaration, name: nil, document: document))
    draft.policyAttachments.append(
      PolicyAttachment(
        to: PolicyHolder(policy.owner(role), .role, called: nil), policy: Link(.resource(policy.id), at: role.place),
        declaredBy: policy.id))
  }

  /// A queue, topic or function lets a service use it.
  func addToDestination(_ document: PolicyDocument, into draft: inout Draft) {
    switch destination.type {
    case "AWS::SQS::Queue":
      made("QueuePolicy", "AWS::SQS::QueuePolicy").add(document, .queue, of: destination.link, into: &draft)
    case "AWS::SNS::Topic":
      made("TopicPolicy", "AWS::SNS::TopicPolicy").add(document, .topic, of: destination.link, into: &draft)
    default:
      made("WriteLambdaPermission", "AWS::Lambda::Permission")
        .add(document, .function, of: destination.link, into: &draft)
    }
  }

  private func made(_ kind: String, _ type: String) -> ResourceFields {
    let id = ResourceID(stack: declaration.id.stack, address: declaration.id.address + kind + suffix)
    return ResourceFields(
      Declaration(
        id: id, type: type, kind: .implied, place: declaration.place, existence: declaration.existence), fields)
  }
}
