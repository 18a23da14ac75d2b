import AWSModel
import Documents
import NetSpace

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::VPC`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
  @Sendable static func vpc(_ resource: ResourceFields, into draft: inout Draft) {
    var blocks = PartialList<Attribute<AddressBlock>>()
    if let block = block(resource, "CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", .ipv4) {
      blocks.elements.append(block)
    } else {
      blocks.rest.append(resource.missing("CidrBlock"))
    }
    draft.infrastructure.vpcs.append(
      VPC(
        declaration: resource.declaration, blocks: blocks, dnsSupport: resource.fields.bool("EnableDnsSupport"),
        dnsHostnames: resource.fields.bool("EnableDnsHostnames")))
  }

  /// Reads `AWS::EC2::VPCCidrBlock`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpccidrblock.html
  @Sendable static func vpcBlock(_ resource: ResourceFields, into draft: inout Draft) {
    let vpc = resource.owner(resource.required("VpcId"))
    if let block = block(resource, "CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", .ipv4) {
      draft.vpcBlocks.append((vpc, block))
    }
    if let block = block(resource, "Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength", .ipv6) {
      draft.vpcBlocks.append((vpc, block))
    } else if let isProvided = resource.fields.bool("AmazonProvidedIpv6CidrBlock"), isProvided.known != false {
      let why = Unknown("\(resource.id.address).Ipv6CidrBlock", .knownAfterDeployment, at: isProvided.place.range)
      let block = AddressBlock(prefix: .unknown(why), family: .ipv6, length: 56)
      draft.vpcBlocks.append((vpc, Attribute(.known(block), place: isProvided.place)))
    }
  }

  /// Reads `AWS::EC2::Subnet`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html
  @Sendable static func subnet(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    draft.infrastructure.subnets.append(
      Subnet(
        declaration: resource.declaration, vpc: resource.required("VpcId"),
        ipv4: block(resource, "CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", .ipv4),
        ipv6: block(resource, "Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength", .ipv6),
        zone: fields.string("AvailabilityZone") ?? fields.string("AvailabilityZoneId"),
        mapsPublicIP: fields.bool("MapPublicIpOnLaunch", default: false),
        assignsIPv6: fields.bool("AssignIpv6AddressOnCreation", default: false)))
  }

  /// Reads `AWS::EC2::SubnetCidrBlock`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetcidrblock.html
  @Sendable static func subnetBlock(_ resource: ResourceFields, into draft: inout Draft) {
    guard let block = block(resource, "Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength", .ipv6) else {
      _ = resource.missing("Ipv6CidrBlock")
      return
    }
    draft.subnetBlocks.append((resource.owner(resource.required("SubnetId")), block))
  }

  /// A separately declared IPv6 block is the subnet's; one that may not be is unknown.
  static func settleSubnetBlocks(_ draft: inout Draft) {
    for (link, block) in draft.subnetBlocks {
      for (offset, subnet) in draft.infrastructure.subnets.enumerated() where subnet.ipv6 == nil {
        let ipv6: Attribute<AddressBlock>
        switch link.target {
        case .resource(subnet.id): ipv6 = block
        case .oneOf(let ids, let why):
          guard ids.contains(subnet.id) else { continue }
          ipv6 = Attribute(.unknown(why), place: block.place)
        case .unknown(let why): ipv6 = Attribute(.unknown(why), place: block.place)
        case .resource, .external: continue
        }
        draft.infrastructure.subnets[offset] = Subnet(
          declaration: subnet.declaration, vpc: subnet.vpc, ipv4: subnet.ipv4, ipv6: ipv6, zone: subnet.zone,
          mapsPublicIP: subnet.mapsPublicIP, assignsIPv6: subnet.assignsIPv6)
      }
    }
  }

  /// A block that is written, or that an address pool gives; nil if there is neither.
  private static func block(
    _ resource: ResourceFields, _ key: String, _ poolKey: String, _ lengthKey: String, _ family: AddressFamily
  ) -> Attribute<AddressBlock>? {
    if let block = resource.fields.addressBlock(key, family: family) { return block }
    guard let pool = resource.fields[poolKey] else { return nil }
    let why = Unknown("\(resource.id.address).\(key)", .knownAfterDeployment, at: pool.place.range)
    let length = resource.fields.int(lengthKey)?.known
    return Attribute(.known(AddressBlock(prefix: .unknown(why), family: family, length: length)), place: pool.place)
  }
}
