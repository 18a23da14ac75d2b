import AWSModel

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::NetworkInterface`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterface.html
  @Sendable static func networkInterface(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.networkInterfaces.append(
      NetworkInterface(
        declaration: resource.declaration, subnet: resource.required("SubnetId"),
        groups: resource.fields.links("GroupSet"),
        sourceDestCheck: resource.fields.bool("SourceDestCheck", default: true), instance: nil,
        addresses: resource.fields.interfaceAddresses))
  }

  /// Reads `AWS::EC2::NetworkInterfaceAttachment`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterfaceattachment.html
  @Sendable static func networkInterfaceAttachment(_ resource: ResourceFields, into draft: inout Draft) {
    draft.interfaceAttachments.append(
      (interface: resource.owner(resource.required("NetworkInterfaceId")), instance: resource.required("InstanceId")))
  }

  /// Reads `AWS::EC2::SecurityGroupVpcAssociation`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupvpcassociation.html
  @Sendable static func groupAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.groupAssociations.append(
      GroupVPCAssociation(
        declaration: resource.declaration, group: resource.required("GroupId"), vpc: resource.required("VpcId")))
  }

  /// Reads `AWS::EC2::VPCBlockPublicAccessOptions`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcblockpublicaccessoptions.html
  @Sendable static func publicAccessBlock(_ resource: ResourceFields, into draft: inout Draft) {
    let key = "InternetGatewayBlockMode"
    draft.infrastructure.publicAccessBlocks.append(
      PublicAccessBlock(
        declaration: resource.declaration,
        mode: resource.fields.choice(key, of: PublicAccessBlock.Mode.self)
          ?? Attribute(.unknown(resource.missing(key)), place: resource.place)))
  }

  /// Reads `AWS::EC2::VPCBlockPublicAccessExclusion`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcblockpublicaccessexclusion.html
  @Sendable static func publicAccessExclusion(_ resource: ResourceFields, into draft: inout Draft) {
    let key = "InternetGatewayExclusionMode"
    let subject: PublicAccessExclusion.Subject =
      resource.fields.link("SubnetId").map { .subnet($0) } ?? .vpc(resource.required("VpcId"))
    draft.infrastructure.publicAccessExclusions.append(
      PublicAccessExclusion(
        declaration: resource.declaration, subject: subject,
        mode: resource.fields.choice(key, of: PublicAccessExclusion.Mode.self)
          ?? Attribute(.unknown(resource.missing(key)), place: resource.place)))
  }
}

extension Fields {
  /// The private addresses that an interface, or an instance with one, is given.
  var interfaceAddresses: PartialList<Attribute<AddressBlock>> {
    var all = addresses("PrivateIpAddress")
    for (key, member) in [("PrivateIpAddresses", "PrivateIpAddress"), ("Ipv6Addresses", "Ipv6Address")] {
      let blocks = blocks(key)
      all.rest += blocks.rest
      for block in blocks.elements {
        let own = block.fields.addresses(member)
        all.rest += own.rest
        if block.existence.verdict == .yes {
          for address in own.elements where !all.elements.contains(where: { $0.value == address.value }) {
            all.elements.append(address)
          }
        } else {
          all.rest += block.existence.because
        }
      }
    }
    return all
  }
}
