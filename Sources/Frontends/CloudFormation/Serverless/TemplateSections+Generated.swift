/// Names of resources that the serverless transform makes.
///
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
extension TemplateSections {
  /// Whether it is known what is called so: a role or URL of a function, or the API of functions without one.
  func isGenerated(_ name: String) -> Bool {
    if name == "ServerlessRestApi" || name == "ServerlessHttpApi" { return isServerless }
    return ["Role", "Url"].contains { suffix in
      name.hasSuffix(suffix) && serverless(String(name.dropLast(suffix.count))) != nil
    }
  }

  /// The function or state machine of which a declared resource has the name of the role or URL; nil if there is none.
  func maker(of declared: Declared) -> Declared? {
    func maker(_ suffix: String) -> Declared? {
      declared.logicalID.hasSuffix(suffix) ? serverless(String(declared.logicalID.dropLast(suffix.count))) : nil
    }
    if let made = maker("Role"), ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"].contains(made.type),
      made.body["Properties"]?["Role"] == nil
    {
      return made
    }
    guard let made = maker("Url"), made.body["Properties"]?["FunctionUrlConfig"] != nil else { return nil }
    return made
  }

  /// Whether something may be called so: what it is depends on the rest of the template.
  func mayBeGenerated(_ name: String) -> Bool {
    guard isServerless else { return false }
    if Self.sharedNames.contains(where: name.hasPrefix) { return true }
    // Every split of the name into a resource and what is made of it.
    return name.indices.contains { end in
      guard let declared = serverless(String(name[..<end])) else { return false }
      return mayMake(declared, String(name[end...]))
    }
  }

  /// What several resources together make begins with one of these.
  private static let sharedNames = [
    "ServerlessRestApi", "ServerlessHttpApi", "ServerlessDeploymentApplication", "ServerlessUsagePlan",
    "ServerlessApiKey", "CodeDeployServiceRole", "ApiGatewayDomainName", "RecordSetGroup",
  ]

  /// What the names of generated resources go on with behind that of the resource they are made of.
  private static let suffixes: [String: [String]] = [
    "Function": ["Alias", "DeploymentGroup", "EventInvokeConfig", "Role", "Url", "Version"],
    "Api": ["Account", "ApiKey", "CloudWatchRole", "Deployment", "GatewayResponse", "UsagePlan"],
    "HttpApi": ["ApiGatewayDefaultStage", "BasePathMapping"],
    "StateMachine": ["Alias", "Role", "Version"],
  ]

  private func mayMake(_ declared: Declared, _ suffix: String) -> Bool {
    // `Function.Version`, `Api.Stage`: what a resource makes by the property that asks for it.
    if suffix.hasPrefix(".") { return true }
    let kind = String(declared.type.dropFirst("AWS::Serverless::".count))
    switch kind {
    case "Connector", "GraphQLApi", "LayerVersion", "Application": return true
    case "Api", "HttpApi":
      if ["Stage", "AuthorizerPermission", "BasePathMapping"].contains(where: suffix.hasSuffix) { return true }
    default: break
    }
    let events = declared.body["Properties"]?["Events"]?.members.map(\.name) ?? []
    return ((Self.suffixes[kind] ?? []) + events).contains(where: suffix.hasPrefix)
  }

  private func serverless(_ name: String) -> Declared? {
    guard let position = index[name], resources[position].type.hasPrefix("AWS::Serverless::") else { return nil }
    return resources[position]
  }
}
