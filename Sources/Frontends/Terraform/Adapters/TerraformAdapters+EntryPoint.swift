import AWSModel

/// Services that send into a VPC, and ways into the account that are no interface.
extension TerraformAdapters {
  /// A function without a VPC configuration has no interface in a VPC.
  ///
  /// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
  static func function(_ resource: ResourceFields, into draft: inout Draft) {
    let network = resource.fields.block("vpc_config")
    draft.infrastructure.outboundServices.append(
      OutboundService(
        declaration: resource.declaration, kind: .function, subnets: network?.links("subnet_ids") ?? PartialList(),
        groups: network?.links("security_group_ids") ?? PartialList(),
        isDualStack: resource.bool("vpc_config.ipv6_allowed_for_dual_stack")))
    resource.addNamed(.function, name: "function_name", policy: nil, into: &draft)
  }

  /// A URL on which AWS calls a function for whoever may.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_url
  static func functionURL(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.entryPoints.append(
      EntryPoint(
        declaration: resource.declaration, kind: .functionURL,
        targets: PartialList([resource.required("function_name")]),
        authorization: resource.requiredString("authorization_type")))
  }

  /// The link of a REST API, to network load balancers that it names.
  ///
  /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
  static func restLink(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .vpcLink, targets: resource.fields.links("target_arns")))
  }

  /// The link of an HTTP API: interfaces of its own; what it leads to is with the integrations that use it.
  ///
  /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
  static func vpcLink(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.outboundServices.append(
      OutboundService(
        declaration: resource.declaration, kind: .vpcLink, subnets: fields.links("subnet_ids"),
        groups: fields.links("security_group_ids"), isDualStack: fields.defaulted(false)))
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .vpcLink, targets: PartialList()))
  }

  /// An integration that does not use a link leads to nothing in a VPC.
  static func linkIntegration(_ resource: ResourceFields, into draft: inout Draft) {
    guard resource.string("connection_type").known != "INTERNET",
      let link = resource.fields.link("connection_id")
    else { return notModelled(resource, into: &draft) }
    draft.linkIntegrations.append(
      LinkIntegration(declaration: resource.declaration, link: link, target: resource.required("integration_uri")))
  }

  /// An origin of CloudFront inside a VPC.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
  static func vpcOrigin(_ resource: ResourceFields, into draft: inout Draft) {
    let target = resource.fields.block("vpc_origin_endpoint_config")?.link("arn")
    draft.infrastructure.entryPoints.append(
      EntryPoint(
        declaration: resource.declaration, kind: .vpcOrigin,
        targets: target.map { PartialList([$0]) }
          ?? PartialList(rest: [resource.missing("vpc_origin_endpoint_config.arn")])))
  }

  /// A custom routing group leads to everything in its subnets.
  ///
  /// Source: https://docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html
  static func acceleratorEndpoints(_ resource: ResourceFields, into draft: inout Draft) {
    let endpoints = resource.fields.blocks("endpoint_configuration")
    var targets = PartialList<Link>(rest: endpoints.rest)
    for endpoint in endpoints.elements {
      if let link = endpoint.fields.link("endpoint_id") {
        targets.elements.append(link)
      } else {
        targets.rest.append(resource.missing("endpoint_configuration.endpoint_id"))
      }
    }
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .accelerator, targets: targets))
  }

  /// An accelerator and its listeners lead to what their endpoint groups say.
  static func accelerator(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .accelerator, targets: PartialList()))
  }

  /// Without groups it has the default group of its VPC.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInstanceConnectEndpoint.html
  static func instanceConnectEndpoint(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.outboundServices.append(
      OutboundService(
        declaration: resource.declaration, kind: .instanceConnect,
        subnets: PartialList([resource.required("subnet_id")]), groups: fields.links("security_group_ids"),
        isDualStack: fields.isDualStack("ip_address_type")))
    draft.infrastructure.entryPoints.append(
      EntryPoint(declaration: resource.declaration, kind: .instanceConnect, targets: PartialList()))
  }
}
