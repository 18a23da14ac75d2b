import AWSModel

/// Network interfaces, what is attached to them, and rules of an account or VPC that hold for all of them.
extension TerraformAdapters {
  static func networkInterface(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.networkInterfaces.append(
      NetworkInterface(
        declaration: resource.declaration, subnet: resource.required("subnet_id"),
        groups: fields.links("security_groups"), sourceDestCheck: resource.bool("source_dest_check"),
        instance: fields.block("attachment")?.link("instance"),
        addresses: fields.addresses(
          "private_ip", "private_ips", "private_ip_list", "ipv6_addresses", "ipv6_address_list")))
  }

  /// Reads `aws_network_interface_attachment`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface_attachment
  static func networkInterfaceAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    draft.interfaceAttachments.append(
      (
        interface: resource.owner(resource.required("network_interface_id")),
        instance: resource.required("instance_id")
      ))
  }

  /// A group beside those that the interface has by its own declaration.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface_sg_attachment
  static func groupAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    draft.groupAttachments.append(
      (
        interface: resource.owner(resource.required("network_interface_id")),
        group: resource.required("security_group_id").declared(by: resource.id)
      ))
  }

  /// Reads `aws_vpc_security_group_vpc_association`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_vpc_association
  static func groupAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.groupAssociations.append(
      GroupVPCAssociation(
        declaration: resource.declaration, group: resource.required("security_group_id"),
        vpc: resource.required("vpc_id")))
  }

  /// Reads `aws_vpc_block_public_access_options`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_block_public_access_options
  static func publicAccessBlock(_ resource: ResourceFields, into draft: inout Draft) {
    let key = "internet_gateway_block_mode"
    draft.infrastructure.publicAccessBlocks.append(
      PublicAccessBlock(
        declaration: resource.declaration,
        mode: resource.fields.choice(key, of: PublicAccessBlock.Mode.self)
          ?? Attribute(.unknown(resource.missing(key)), place: resource.place)))
  }

  /// Reads `aws_vpc_block_public_access_exclusion`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_block_public_access_exclusion
  static func publicAccessExclusion(_ resource: ResourceFields, into draft: inout Draft) {
    let key = "internet_gateway_exclusion_mode"
    let subject: PublicAccessExclusion.Subject =
      resource.fields.link("subnet_id").map { .subnet($0) } ?? .vpc(resource.required("vpc_id"))
    draft.infrastructure.publicAccessExclusions.append(
      PublicAccessExclusion(
        declaration: resource.declaration, subject: subject,
        mode: resource.fields.choice(key, of: PublicAccessExclusion.Mode.self)
          ?? Attribute(.unknown(resource.missing(key)), place: resource.place)))
  }
}
