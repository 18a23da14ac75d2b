import AWSModel

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::VPCEndpoint`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
  @Sendable static func vpcEndpoint(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let kind = fields.choice("VpcEndpointType", of: VPCEndpoint.Kind.self) ?? fields.defaulted(.gateway)
    draft.infrastructure.vpcEndpoints.append(
      VPCEndpoint(
        declaration: resource.declaration, kind: kind, vpc: resource.required("VpcId"),
        service: resource.service("ServiceName", "ResourceConfigurationArn", "ServiceNetworkArn"),
        subnets: fields.links("SubnetIds"), groups: fields.links("SecurityGroupIds"),
        tables: fields.links("RouteTableIds"), hasPrivateDNS: hasPrivateDNS(resource, kind),
        policy: fields["PolicyDocument"].map { PolicyReader(context: resource.context).policy($0) }))
  }

  /// Only interface endpoints have private names; whether one has them that does not say so is documented nowhere.
  private static func hasPrivateDNS(
    _ resource: ResourceFields, _ kind: Attribute<VPCEndpoint.Kind>
  ) -> Attribute<Bool> {
    if let isEnabled = resource.fields.bool("PrivateDnsEnabled") { return isEnabled }
    if kind.known == .gateway || kind.known == .gatewayLoadBalancer { return resource.fields.defaulted(false) }
    let why = Unknown(
      "\(resource.id.address).PrivateDnsEnabled", .decidedByAWS("is left out, and AWS documents no default"),
      at: resource.declaration.place)
    return Attribute(.unknown(why), origin: .default, place: resource.place)
  }

  /// Reads `AWS::EC2::VPCEndpointService`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpointservice.html
  @Sendable static func endpointService(_ resource: ResourceFields, into draft: inout Draft) {
    var balancers = resource.fields.links("NetworkLoadBalancerArns")
    balancers.append(contentsOf: resource.fields.links("GatewayLoadBalancerArns"))
    let noDefault = Unknown(
      "\(resource.id.address).AcceptanceRequired", .decidedByAWS("is left out, and AWS documents no default"),
      at: resource.declaration.place)
    draft.infrastructure.endpointServices.append(
      EndpointService(
        declaration: resource.declaration, loadBalancers: balancers,
        requiresAcceptance: resource.fields.bool("AcceptanceRequired")
          ?? Attribute(.unknown(noDefault), origin: .default, place: resource.place)))
  }

  /// Who may connect to a service is asked of identities, not of the network.
  @Sendable static func endpointServicePrincipal(_ resource: ResourceFields, into draft: inout Draft) {}
}
