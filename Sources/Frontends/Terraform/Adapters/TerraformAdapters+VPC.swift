import AWSModel
import NetSpace

/// VPCs and subnets.
extension TerraformAdapters {
  static func vpc(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    var blocks = PartialList<Attribute<AddressBlock>>()
    if let block = fields.addressBlock("cidr_block", family: .ipv4) {
      blocks.elements.append(block)
    } else {
      let why = Unknown("\(resource.id.address).cidr_block", .decidedByAWS("comes from an address pool"))
      let block = AddressBlock(
        prefix: .unknown(why), family: .ipv4, length: fields.int("ipv4_netmask_length")?.known)
      blocks.elements.append(Attribute(.known(block), origin: .default, place: resource.place))
    }
    if let block = fields.addressBlock("ipv6_cidr_block", family: .ipv6) {
      blocks.elements.append(block)
    } else if let generated = fields.bool("assign_generated_ipv6_cidr_block"), generated.known != false {
      let why = generated.unknown ?? Self.generatedIPv6(of: resource)
      if generated.known == true {
        blocks.elements.append(Attribute(.known(Self.amazonBlock(why)), origin: .default, place: generated.place))
      } else {
        blocks.rest.append(why)
      }
    }
    draft.infrastructure.vpcs.append(
      VPC(
        declaration: resource.declaration, blocks: blocks, dnsSupport: resource.bool("enable_dns_support"),
        dnsHostnames: resource.bool("enable_dns_hostnames")))
  }

  /// The IPv6 block that Amazon assigns: a /56 that nobody knows before.
  private static func amazonBlock(_ why: Unknown) -> AddressBlock {
    AddressBlock(prefix: .unknown(why), family: .ipv6, length: 56)
  }

  private static func generatedIPv6(of resource: ResourceFields) -> Unknown {
    Unknown("\(resource.id.address).ipv6_cidr_block", .knownAfterApply, at: resource.place.range)
  }

  /// The VPC that every account has in every region: 172.31.0.0/16, with public subnets.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
  static func defaultVPC(_ resource: ResourceFields, into draft: inout Draft) {
    var blocks = PartialList<Attribute<AddressBlock>>()
    if let block = resource.fields.addressBlock("cidr_block", family: .ipv4) {
      blocks.elements.append(block)
    } else if let prefix = IPPrefix("172.31.0.0/16") {
      blocks.elements.append(resource.fields.defaulted(AddressBlock(prefix)))
    }
    draft.infrastructure.vpcs.append(
      VPC(
        declaration: resource.declaration, blocks: blocks, isDefault: true,
        dnsSupport: resource.bool("enable_dns_support"), dnsHostnames: resource.bool("enable_dns_hostnames")))
  }

  /// A VPC that a data source found.
  static func existingVPC(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    var blocks = PartialList<Attribute<AddressBlock>>()
    let associations = fields.blocks("cidr_block_associations")
    blocks.rest += associations.rest
    for association in associations.elements {
      if let block = association.fields.addressBlock("cidr_block", family: .ipv4) { blocks.elements.append(block) }
    }
    if blocks.isEmpty, let block = fields.addressBlock("cidr_block", family: .ipv4) { blocks.elements.append(block) }
    if let block = fields.addressBlock("ipv6_cidr_block", family: .ipv6) { blocks.elements.append(block) }
    let why = Unknown(resource.id.address, .notInInput, at: resource.place.range)
    if blocks.isEmpty { blocks.rest.append(why) }
    let unread = Attribute<Bool>(.unknown(why), place: resource.place)
    draft.infrastructure.vpcs.append(
      VPC(
        declaration: resource.declaration, blocks: blocks, isDefault: fields.bool("default")?.known ?? false,
        dnsSupport: fields.bool("enable_dns_support") ?? unread,
        dnsHostnames: fields.bool("enable_dns_hostnames") ?? unread))
  }

  /// A secondary block of a VPC.
  static func vpcBlock(_ resource: ResourceFields, into draft: inout Draft) {
    let vpc = resource.owner(resource.required("vpc_id"))
    let isIPv4 = resource.declaration.type == "aws_vpc_ipv4_cidr_block_association"
    let family: AddressFamily = isIPv4 ? .ipv4 : .ipv6
    let key = isIPv4 ? "cidr_block" : "ipv6_cidr_block"
    if let block = resource.fields.addressBlock(key, family: family) {
      draft.vpcBlocks.append((vpc, block))
    } else {
      let why = Unknown("\(resource.id.address).\(key)", .decidedByAWS("comes from an address pool"))
      let block = AddressBlock(prefix: .unknown(why), family: family, length: isIPv4 ? nil : 56)
      draft.vpcBlocks.append((vpc, Attribute(.known(block), origin: .default, place: resource.place)))
    }
  }

  static func subnet(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.subnets.append(
      subnet(
        resource, in: resource.required("vpc_id"), mapsPublicIP: resource.bool("map_public_ip_on_launch"),
        assignsIPv6: resource.bool("assign_ipv6_address_on_creation")))
  }

  /// - Parameter unsaid: the block of one that the input gives none.
  private static func subnet(
    _ resource: ResourceFields, in vpc: Link, mapsPublicIP: Attribute<Bool>, assignsIPv6: Attribute<Bool>,
    unsaid: Attribute<AddressBlock>? = nil
  ) -> Subnet {
    let fields = resource.fields
    return Subnet(
      declaration: resource.declaration, vpc: vpc, ipv4: fields.addressBlock("cidr_block", family: .ipv4) ?? unsaid,
      ipv6: fields.addressBlock("ipv6_cidr_block", family: .ipv6), zone: fields.string("availability_zone"),
      mapsPublicIP: mapsPublicIP, assignsIPv6: assignsIPv6)
  }

  /// A subnet that a data source found: what was not read is not known.
  static func existingSubnet(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let why = Unknown(resource.id.address, .notInInput, at: resource.place.range)
    let unread = Attribute<Bool>(.unknown(why), place: resource.place)
    let vpc = fields.link("vpc_id") ?? Link(.unknown(why), at: resource.place)
    draft.infrastructure.subnets.append(
      subnet(
        resource, in: vpc, mapsPublicIP: fields.bool("map_public_ip_on_launch") ?? unread,
        assignsIPv6: fields.bool("assign_ipv6_address_on_creation") ?? unread,
        unsaid: unsaidBlock(of: resource, because: why, length: nil)))
  }

  /// A subnet of the default VPC, which maps public addresses unless told otherwise.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_subnet
  static func defaultSubnet(_ resource: ResourceFields, into draft: inout Draft) {
    let vpc =
      resource.fields.link("vpc_id")
      ?? Link(.external(ImpliedObject.defaultVPC), at: resource.place, origin: .default)
    let why = Unknown("\(resource.id.address).cidr_block", .decidedByAWS("is chosen in the default VPC"))
    let isIPv6Only = resource.fields.bool("ipv6_native")?.known == true
    draft.infrastructure.subnets.append(
      subnet(
        resource, in: vpc, mapsPublicIP: resource.bool("map_public_ip_on_launch"),
        assignsIPv6: resource.bool("assign_ipv6_address_on_creation"),
        unsaid: isIPv6Only ? nil : unsaidBlock(of: resource, because: why, length: 20)))
  }

  /// A block that is there, and not in the input.
  private static func unsaidBlock(
    of resource: ResourceFields, because why: Unknown, length: Int?
  ) -> Attribute<AddressBlock> {
    let block = AddressBlock(prefix: .unknown(why), family: .ipv4, length: length)
    return Attribute(.known(block), origin: .default, place: resource.place)
  }
}
