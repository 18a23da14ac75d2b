import AWSModel

extension ResourceFields {
  /// A Client VPN endpoint with no subnet yet.
  ///
  /// - Parameters:
  ///   - block: the IPv4 addresses of clients; those of IPv6 are assigned by AWS.
  ///   - hasTransit: it is attached to a transit gateway instead of subnets.
  func clientVPN(
    block: Attribute<AddressBlock>?, groups: PartialList<Link>, sendsIPv6: Attribute<Bool>, hasTransit: Bool
  ) -> OutboundService {
    let place = declaration.place
    var blocks = PartialList(block.map { [$0] } ?? [])
    if block == nil || sendsIPv6.known != false {
      blocks.rest.append(
        sendsIPv6.unknown
          ?? Unknown("the addresses of clients of \(id.address)", .decidedByAWS("are assigned"), at: place))
    }
    var subnets = PartialList<Link>()
    if hasTransit {
      subnets.rest.append(
        Unknown(
          "the transit gateway of \(id.address)", .unsupported("what clients reach through it is not followed"),
          at: place))
    }
    return OutboundService(
      declaration: declaration, kind: .clientVPN, subnets: subnets, groups: groups, isDualStack: sendsIPv6,
      clients: ClientNetwork(blocks: blocks))
  }

  /// A part of a Client VPN endpoint.
  func part(of endpoint: String, _ kind: ClientVPNPart.Kind) -> ClientVPNPart {
    ClientVPNPart(declaration: declaration, endpoint: owner(required(endpoint)), kind: kind)
  }

  /// A required block of addresses.
  func network(_ key: String) -> Attribute<AddressBlock> {
    fields.addressBlock(key)
      ?? Attribute(.known(AddressBlock(prefix: .unknown(missing(key)))), place: place)
  }
}
