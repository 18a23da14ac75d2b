import AWSModel

/// The definition of an API in OpenAPI, with the extensions that API Gateway reads.
///
/// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
struct OpenAPIDefinition {
  private let fields: Fields

  /// Nil where the property is not written.
  init?(_ property: String, of resource: ResourceFields) {
    guard let fields = resource.fields.block(property) else { return nil }
    self.fields = fields
  }

  /// The policy that says who may call the API; nil if there is none.
  ///
  /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
  var policy: PolicyDocument? {
    fields["x-amazon-apigateway-policy"].map { PolicyReader(context: fields.context).policy($0) }
  }

  /// What the methods of the API send by way of VPC links.
  ///
  /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
  func linkIntegrations(of resource: ResourceFields) -> [LinkIntegration] {
    Self.members(of: fields["paths"]).flatMap { Self.members(of: $0) }.compactMap { method in
      Fields(method, fields.context).block("x-amazon-apigateway-integration")
    }.compactMap { integration in
      guard integration.string("connectionType")?.known?.uppercased() == "VPC_LINK",
        let link = integration.link("connectionId"), let target = integration.link("uri")
      else { return nil }
      return LinkIntegration(declaration: resource.declaration, link: link, target: target)
    }
  }

  private static func members(of value: Resolved?) -> [Resolved] {
    switch value?.content {
    case .object(let members, _)?: members.map(\.value)
    case .oneOf(let options, _)?: options.flatMap { members(of: $0) }
    default: []
    }
  }
}

extension ResourceFields {
  /// The policy in the definition of an API.
  func addPolicy(inDefinition property: String, into draft: inout Draft) {
    guard let policy = OpenAPIDefinition(property, of: self)?.policy else { return }
    add(policy, .api, of: Link(.resource(id), at: policy.place), into: &draft)
  }
}
