import AWSModel
import Documents

/// One end of a connector: a resource of the template, or one that is described by its attributes.
struct ConnectorEnd {
  /// As CloudFormation calls it; empty if it is not known.
  let type: String
  let link: Link
  /// Whose role a policy is for; nil for what has none.
  let role: Link?
  /// Attributes that the policies name: `Arn`, `Name`, `ResourceId`, `Qualifier`.
  let attributes: [String: PartialText]
}

extension Resolver {
  /// What the serverless transform makes of its own types.
  private static let transformed = [
    "AWS::Serverless::Api": "AWS::ApiGateway::RestApi", "AWS::Serverless::Function": "AWS::Lambda::Function",
    "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api", "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
    "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
  ]
  /// The properties that name the role of a resource.
  private static let roles = [
    "AWS::AppSync::DataSource": "ServiceRoleArn", "AWS::Lambda::Function": "Role",
    "AWS::Serverless::Function": "Role", "AWS::Serverless::StateMachine": "Role",
    "AWS::StepFunctions::StateMachine": "RoleArn",
  ]
  /// Types of which `Ref` is the ARN.
  private static let identifiedByARN: Set = [
    "AWS::AppSync::DataSource", "AWS::AppSync::GraphQLApi", "AWS::SNS::Topic", "AWS::StepFunctions::StateMachine",
  ]

  /// An end as a connector writes it: `Id`, or attributes.
  ///
  /// - Parameter other: the other end's link, for rules that have a role for each of their targets.
  func connectorEnd(_ fields: Fields, towards other: Reference?) -> ConnectorEnd? {
    if let id = fields.string("Id") {
      guard let logicalID = id.known else { return nil }
      return connectorEnd(logicalID, at: id.place, fields, towards: other)
    }
    let type = fields.string("Type")?.known ?? ""
    var attributes: [String: PartialText] = [:]
    for name in ["Arn", "Name", "ResourceId", "Qualifier"] {
      if let value = fields[name] { attributes[name] = text(value) }
    }
    let link = fields.link("Arn") ?? fields.link("QueueUrl") ?? Link(.external(type), at: fields.place)
    return ConnectorEnd(
      type: Self.transformed[type] ?? type, link: link, role: fields.link("RoleName", named: .role),
      attributes: attributes)
  }

  /// An end that is a resource of the template; nil if there is none of that name.
  func connectorEnd(
    _ logicalID: String, at place: Place, _ fields: Fields, towards other: Reference?
  ) -> ConnectorEnd? {
    guard let position = index[logicalID] else {
      _ = mistake(
        "there is no resource \"\(logicalID)\" that a connector could lead to", help: similar(to: logicalID),
        at: place.range)
      return nil
    }
    let declared = resources[position]
    let type = Self.transformed[declared.type] ?? declared.type
    let arn = attribute(Self.identifiedByARN.contains(type) ? "Ref" : "Arn", of: logicalID, at: place)
    let attributes = [
      "Arn": text(arn), "Name": text(attribute("Name", of: logicalID, at: place)),
      "ResourceId": text(attribute("Ref", of: logicalID, at: place)),
      "Qualifier": fields["Qualifier"].map(text) ?? PartialText("*"),
    ]
    return ConnectorEnd(
      type: type, link: Link(.resource(id(of: declared)), at: place),
      role: role(of: declared, at: place, fields, towards: other), attributes: attributes)
  }

  private func role(
    of declared: TemplateSections.Declared, at place: Place, _ fields: Fields, towards other: Reference?
  ) -> Link? {
    if declared.type == "AWS::Events::Rule" { return ruleRole(of: declared, fields, towards: other) }
    guard let property = Self.roles[declared.type] else { return nil }
    let isWritten =
      declared.body["Properties"]?[property] != nil || sections.global(property, of: declared.type) != nil
    if isWritten { return fields.link(attribute(property, of: declared.logicalID, at: place), named: .role) }
    return declared.type.hasPrefix("AWS::Serverless::")
      ? Link(.resource(id("\(declared.logicalID)Role")), at: place) : nil
  }

  /// A rule has a role for each of its targets.
  private func ruleRole(
    of declared: TemplateSections.Declared, _ fields: Fields, towards other: Reference?
  ) -> Link? {
    guard let node = declared.body["Properties"]?["Targets"] else { return nil }
    let targets = Fields.elements(of: resolve(node, path: NodePath()))
    for target in targets.elements {
      let target = Fields(target.value, fields.context)
      if target.link("Arn")?.target == other { return target.link("RoleArn", named: .role) }
    }
    return targets.rest.first.map { Link(.unknown($0), at: fields.place) }
  }

  private func text(_ value: Resolved) -> PartialText {
    let texts = texts(value)
    return texts.single ?? PartialText([.unknown(texts.reason(at: value.place))])
  }
}
