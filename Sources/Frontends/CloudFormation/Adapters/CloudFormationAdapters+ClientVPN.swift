import AWSModel

extension CloudFormationAdapters {
  /// A Client VPN endpoint; what it is associated with, authorizes and routes is declared apart from it.
  ///
  /// Without groups its interfaces have the default group of the VPC.
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-clientvpnendpoint.html
  @Sendable static func clientVPN(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.outboundServices.append(
      resource.clientVPN(
        block: fields.addressBlock("ClientCidrBlock", family: .ipv4), groups: fields.links("SecurityGroupIds"),
        sendsIPv6: fields.isDualStack("TrafficIpAddressType"), hasTransit: fields.has("TransitGatewayConfiguration")))
  }

  /// Gives a Client VPN endpoint an interface in a subnet.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-clientvpntargetnetworkassociation.html
  @Sendable static func clientVPNAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.clientVPNParts.append(
      resource.part(
        of: "ClientVpnEndpointId", .association(subnet: resource.required("SubnetId"), groups: PartialList())))
  }

  /// Lets clients of a Client VPN endpoint into a network.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-clientvpnauthorizationrule.html
  @Sendable static func clientVPNAuthorization(_ resource: ResourceFields, into draft: inout Draft) {
    draft.clientVPNParts.append(
      resource.part(of: "ClientVpnEndpointId", .authorization(resource.network("TargetNetworkCidr"))))
  }

  /// Adds a network to those that a Client VPN endpoint leads to.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-clientvpnroute.html
  @Sendable static func clientVPNRoute(_ resource: ResourceFields, into draft: inout Draft) {
    draft.clientVPNParts.append(
      resource.part(of: "ClientVpnEndpointId", .route(resource.network("DestinationCidrBlock"))))
  }
}
