import AWSModel

/// APIs, and what their definitions say of who may call them and what they send into a VPC.
extension CloudFormationAdapters {
  /// A REST API: its policy is a property, or part of its definition.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html
  @Sendable static func restAPI(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.api, name: nil, policy: "Policy", into: &draft)
    resource.addPolicy(inDefinition: "Body", into: &draft)
  }

  /// An HTTP or WebSocket API: it has no policy.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html
  @Sendable static func httpAPI(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(.api, name: nil, policy: nil, into: &draft)
    draft.linkIntegrations += OpenAPIDefinition("Body", of: resource)?.linkIntegrations(of: resource) ?? []
  }
}
