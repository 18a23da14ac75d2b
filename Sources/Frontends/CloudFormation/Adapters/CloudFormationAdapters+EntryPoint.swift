import AWSModel

/// Services that send into a VPC, and ways into the account that are no interface.
extension CloudFormationAdapters {
  /// A function without a VPC configuration has no interface in a VPC.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
  @Sendable static func function(_ resource: ResourceFields, into draft: inout Draft) {
    let network = resource.fields.block("VpcConfig")
    draft.infrastructure.outboundServices.append(
      OutboundService(
        declaration: resource.declaration, kind: .function, subnets: network?.links("SubnetIds") ?? PartialList(),
        groups: network?.links("SecurityGroupIds") ?? PartialList(),
        isDualStack: network?.bool("Ipv6AllowedForDualStack", default: false) ?? resource.fields.defaulted(false)))
    resource.addNamed(.function, name: "FunctionName", policy: nil, into: &draft)
  }

  /// A URL on which AWS calls a function for whoever may.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html
  @Sendable static func functionURL(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.entryPoints.append(
      EntryPoint(
        declaration: resource.declaration, kind: .functionURL,
        targets: PartialList([resource.required("TargetFunctionArn", named: .function)]),
        authorization: resource.requiredString("AuthType")))
  }

  /// The link of a REST API, to network load balancers that it names.
  ///
  /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
  @Sendable static func restLink(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .vpcLink, targets: resource.fields.links("TargetArns")))
  }

  /// The link of an HTTP API: interfaces of its own; what it leads to is with the integrations that use it.
  ///
  /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
  @Sendable static func vpcLink(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.outboundServices.append(
      OutboundService(
        declaration: resource.declaration, kind: .vpcLink, subnets: fields.links("SubnetIds"),
        groups: fields.links("SecurityGroupIds"), isDualStack: fields.defaulted(false)))
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .vpcLink, targets: PartialList()))
  }

  /// An integration that does not use a link leads to nothing in a VPC.
  @Sendable static func linkIntegration(_ resource: ResourceFields, into draft: inout Draft) {
    guard resource.fields.string("ConnectionType", default: "INTERNET").known != "INTERNET",
      let link = resource.fields.link("ConnectionId")
    else { return notModelled(resource.declaration, resource.context, into: &draft) }
    draft.linkIntegrations.append(
      LinkIntegration(declaration: resource.declaration, link: link, target: resource.required("IntegrationUri")))
  }

  /// An origin of CloudFront inside a VPC.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-vpcorigin.html
  @Sendable static func vpcOrigin(_ resource: ResourceFields, into draft: inout Draft) {
    let target = resource.fields.block("VpcOriginEndpointConfig")?.link("Arn")
    draft.infrastructure.entryPoints.append(
      EntryPoint(
        declaration: resource.declaration, kind: .vpcOrigin,
        targets: target.map { PartialList([$0]) }
          ?? PartialList(rest: [resource.missing("VpcOriginEndpointConfig.Arn")])))
  }

  /// What an accelerator passes connections to.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-globalaccelerator-endpointgroup.html
  @Sendable static func acceleratorEndpoints(_ resource: ResourceFields, into draft: inout Draft) {
    let endpoints = resource.fields.blocks("EndpointConfigurations")
    var targets = PartialList<Link>(rest: endpoints.rest)
    for endpoint in endpoints.elements {
      if endpoint.existence.verdict != .yes {
        targets.rest += endpoint.existence.because
      } else if let link = endpoint.fields.link("EndpointId") {
        targets.elements.append(link)
      } else {
        targets.rest.append(resource.missing("EndpointConfigurations.EndpointId"))
      }
    }
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .accelerator, targets: targets))
  }

  /// An accelerator and its listeners lead to what their endpoint groups say.
  @Sendable static func accelerator(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .accelerator, targets: PartialList()))
  }

  /// Without groups it has the default group of its VPC.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInstanceConnectEndpoint.html
  @Sendable static func instanceConnectEndpoint(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.outboundServices.append(
      OutboundService(
        declaration: resource.declaration, kind: .instanceConnect,
        subnets: PartialList([resource.required("SubnetId")]), groups: fields.links("SecurityGroupIds"),
        isDualStack: fields.isDualStack("IpAddressType")))
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .instanceConnect, targets: PartialList()))
  }
}
