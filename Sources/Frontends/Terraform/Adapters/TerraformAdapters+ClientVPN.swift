import AWSModel

extension TerraformAdapters {
  /// A Client VPN endpoint; what it is associated with, authorizes and routes is declared apart from it.
  ///
  /// Without groups its interfaces have the default group of the VPC.
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_client_vpn_endpoint
  static func clientVPN(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.outboundServices.append(
      resource.clientVPN(
        block: fields.addressBlock("client_cidr_block", family: .ipv4), groups: fields.links("security_group_ids"),
        sendsIPv6: resource.isDualStack("traffic_ip_address_type"),
        hasTransit: !fields.blocks("transit_gateway_configuration").isEmpty))
  }

  /// Before version 5 of the provider an association had groups too.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_client_vpn_network_association
  static func clientVPNAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.clientVPNParts.append(
      resource.part(
        of: "client_vpn_endpoint_id",
        .association(subnet: resource.required("subnet_id"), groups: resource.fields.links("security_groups"))))
  }

  static func clientVPNAuthorization(_ resource: ResourceFields, into draft: inout Draft) {
    draft.clientVPNParts.append(
      resource.part(of: "client_vpn_endpoint_id", .authorization(resource.network("target_network_cidr"))))
  }

  static func clientVPNRoute(_ resource: ResourceFields, into draft: inout Draft) {
    draft.clientVPNParts.append(
      resource.part(of: "client_vpn_endpoint_id", .route(resource.network("destination_cidr_block"))))
  }
}
