import NetSpace

/// A CIDR block, as far as it is known: `${aws_eip.office.public_ip}/32` is one address somewhere, never the world.
package struct AddressBlock: Hashable, Sendable {
  package let prefix: Value<IPPrefix>
  /// The address family, when it is known although the prefix is not.
  package let family: AddressFamily?
  /// The prefix length, when it is known although the prefix is not.
  package let length: Int?

  package init(_ prefix: IPPrefix) {
    self.init(prefix: .known(prefix))
  }

  package init(prefix: Value<IPPrefix>, family: AddressFamily? = nil, length: Int? = nil) {
    self.prefix = prefix
    self.family = prefix.known?.family ?? family
    self.length = prefix.known?.length ?? length
  }

  /// The addresses that it certainly and possibly holds.
  package var bounds: Bounds<AddressSet> {
    switch prefix {
    case .known(let prefix): .exact(AddressSet(prefix))
    case .oneOf(let prefixes, _): .either(prefixes.map { .exact(AddressSet($0)) })
    case .unknown(let why) where length == 32 && why.namesPublicAddress:
      Bounds(must: .empty, may: .global.restricted(to: .ipv4))
    case .unknown(let why) where family == .ipv6 && why.namesIPv6BlockOfNetwork:
      Bounds(must: .empty, may: Self.ipv6OfNetworks)
    case .unknown: Bounds(must: .empty, may: family.map { AddressSet($0) } ?? .full)
    }
  }

  /// What AWS gives VPCs of IPv6, or lets them have: global unicast and unique local addresses, and so nothing that NAT64
  /// translates.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
  private static let ipv6OfNetworks = AddressSet.union(
    of: [IPPrefix("2000::/3"), IPPrefix("fc00::/7")].compactMap { $0.map { AddressSet($0) } })
}

extension Unknown {
  /// Whether it is an IPv6 block of a VPC or a subnet, or something in one, as both languages name it.
  fileprivate var namesIPv6BlockOfNetwork: Bool {
    reason.isKnownOnceThere && [".ipv6_cidr_block", ".Ipv6CidrBlocks"].contains { subject.hasSuffix($0) }
  }

  /// Whether it is the public IPv4 address of something, as both languages name it, and so none of a VPC: `Ref` of an
  /// elastic address is the address, and of nothing else it is one.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html
  fileprivate var namesPublicAddress: Bool {
    reason.isKnownOnceThere && [".public_ip", ".PublicIp", ".Ref"].contains { subject.hasSuffix($0) }
  }
}

extension Attribute<AddressBlock> {
  /// The addresses that it certainly and possibly holds, whichever block it is.
  package var bounds: Bounds<AddressSet> { value.candidates.map { .either($0.map { $0.bounds }) } ?? .unknown }

  /// The length of its prefix, where that is known.
  package var length: Int? {
    guard let candidates = value.candidates, let first = candidates.first?.length else { return nil }
    return candidates.allSatisfy { $0.length == first } ? first : nil
  }
}
