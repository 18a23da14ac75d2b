import NetSpace

/// A virtual private cloud.
package struct VPC: Resource {
  package let declaration: Declaration
  /// IPv4 and IPv6 blocks, secondary ones included; an Amazon-provided IPv6 block is an unknown /56.
  package var blocks: PartialList<Attribute<AddressBlock>>
  /// The default VPC of the account and region: public subnets, an internet gateway, automatic public addresses.
  package let isDefault: Bool
  /// Whether Amazon's resolver answers in it; nil: as AWS makes it, which is yes.
  package let dnsSupport: Attribute<Bool>?
  /// Whether public addresses get names; nil: as AWS makes it, which is no but in the default VPC.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
  package let dnsHostnames: Attribute<Bool>?

  package init(
    declaration: Declaration, blocks: PartialList<Attribute<AddressBlock>>, isDefault: Bool = false,
    dnsSupport: Attribute<Bool>? = nil, dnsHostnames: Attribute<Bool>? = nil
  ) {
    self.declaration = declaration
    self.blocks = blocks
    self.isDefault = isDefault
    self.dnsSupport = dnsSupport
    self.dnsHostnames = dnsHostnames
  }
}

/// A subnet of a VPC.
///
/// A class: every endpoint and every question of a path holds some.
package final class Subnet: Resource {
  package let declaration: Declaration
  package let vpc: Link
  package let ipv4: Attribute<AddressBlock>?
  package let ipv6: Attribute<AddressBlock>?
  package let zone: Attribute<String>?
  /// Interfaces created in it get a public IPv4 address unless their launch says otherwise.
  package let mapsPublicIP: Attribute<Bool>
  /// Interfaces created in it get an IPv6 address.
  package let assignsIPv6: Attribute<Bool>

  package init(
    declaration: Declaration, vpc: Link, ipv4: Attribute<AddressBlock>?, ipv6: Attribute<AddressBlock>?,
    zone: Attribute<String>?, mapsPublicIP: Attribute<Bool>, assignsIPv6: Attribute<Bool>
  ) {
    self.declaration = declaration
    self.vpc = vpc
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.zone = zone
    self.mapsPublicIP = mapsPublicIP
    self.assignsIPv6 = assignsIPv6
  }

  /// The subnet in another VPC.
  package func with(vpc: Link) -> Subnet {
    Subnet(
      declaration: declaration, vpc: vpc, ipv4: ipv4, ipv6: ipv6, zone: zone, mapsPublicIP: mapsPublicIP,
      assignsIPv6: assignsIPv6)
  }
}
