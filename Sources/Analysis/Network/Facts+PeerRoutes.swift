import AWSModel
import NetSpace

extension Facts {
  /// The addresses that what a route sends to a peering connection or a transit gateway can arrive at, and what of the
  /// route's destination is beyond them.
  ///
  /// Sources: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html,
  /// https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
  ///
  /// - Returns: nil for routes to anything else.
  package func peerAddresses(
    of route: Route, in table: RouteTable
  ) -> (addresses: Bounds<AddressSet>, beyond: Bounds<AddressSet>, because: [Unknown])? {
    guard case .resource(let reference, let attribute)? = route.target.known,
      let peer = peer(reference, attribute: attribute, of: VPCKey(table.vpc.target), at: route.target.place)
    else { return nil }
    let (destinations, reasons) = topology.destinations(of: route)
    return (peer.bounds, destinations.subtracting(peer.bounds), (peer.because + reasons).distinct)
  }

  private typealias Addresses = (bounds: Bounds<AddressSet>, because: [Unknown])

  private func peer(_ reference: Reference, attribute: String, of vpc: VPCKey, at place: Place) -> Addresses? {
    switch reference {
    case .resource(let id):
      if let peering = topology.peering(id) { return addresses(across: peering, from: vpc) }
      if let gateway = topology.transit.gateway(reference) { return addresses(behind: gateway, from: vpc) }
      return nil
    case .external(let name):
      let isPeer = name.hasPrefix("pcx-") || name.hasPrefix("tgw-")
      return isPeer ? (.unknown, [Unknown(name, .notInInput, at: place.range)]) : nil
    case .oneOf(_, let why), .unknown(let why):
      return Self.peerAttributes.contains(attribute) ? (.unknown, [why]) : nil
    }
  }

  /// Attributes of a route that take nothing but a peering connection or a transit gateway.
  private static let peerAttributes: Set<String> = [
    "vpc_peering_connection_id", "transit_gateway_id", "VpcPeeringConnectionId", "TransitGatewayId",
  ]

  /// A peering connection leads to the addresses of the other VPC, and to nothing behind it.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
  private func addresses(across peering: PeeringConnection, from vpc: VPCKey) -> Addresses {
    let (requester, accepter) = (peering.requester, peering.accepter)
    if VPCKey(requester.target).isSame(as: vpc) == .yes { return addresses(of: accepter) }
    if VPCKey(accepter.target).isSame(as: vpc) == .yes { return addresses(of: requester) }
    let (a, b) = (addresses(of: requester), addresses(of: accepter))
    return (.either([a.bounds, b.bounds]), a.because + b.because + [vpc].compactMap(\.unknown))
  }

  /// A transit gateway leads to the other VPCs that are attached to it, and wherever its static routes send what they
  /// match; what it learns from networks outside of AWS, and who else attaches to it, the input does not show.
  private func addresses(behind gateway: TransitGateway, from vpc: VPCKey) -> Addresses {
    let attachments = topology.transit.attachments(of: Reference.resource(gateway.id))
    let others = attachments.filter { $0.vpc.map { VPCKey($0.target).isSame(as: vpc) != .yes } ?? true }
    let elsewhere = Unknown("what is attached to \(gateway.id.address)", .notInInput, at: gateway.declaration.place)
    guard gateway.declaration.kind == .declared, !others.isEmpty else { return (.unknown, [elsewhere]) }
    var parts: [Addresses] = others.map { attachment in
      guard let link = attachment.vpc else {
        let why = Unknown("the networks behind \(attachment.id.address)", .notInInput, at: attachment.declaration.place)
        return (Bounds<AddressSet>.unknown, [why])
      }
      return addresses(of: link)
    }
    for table in infrastructure.transitRouteTables where table.transitGateway.target.id == gateway.id {
      for route in table.routes.elements where route.attachment != nil { parts.append(destinations(of: route)) }
      if !table.routes.isComplete { parts.append((Bounds<AddressSet>.unknown, table.routes.rest)) }
    }
    return (Bounds<AddressSet>.union(of: parts.map { $0.bounds }), parts.flatMap { $0.because })
  }

  private func destinations(of route: TransitRoute) -> Addresses {
    switch route.destination.value {
    case .known(.block(let block)): return (block.bounds, block.prefix.unknown.map { [$0] } ?? [])
    case .known(.prefixList(let list)):
      let (bounds, because) = topology.addresses(ofPrefixList: list)
      return (bounds, because)
    case .oneOf(_, let why), .unknown(let why): return (.unknown, [why])
    }
  }

  private func addresses(of vpc: Link) -> Addresses {
    let bounds = topology.addresses(of: VPCKey(vpc.target))
    if bounds.isExact { return (bounds, []) }
    let declared = vpc.target.id.flatMap(topology.vpc)
    let unknowns = declared.map {
      $0.blocks.rest + $0.blocks.elements.compactMap { $0.unknown ?? $0.known?.prefix.unknown }
    }
    let why = vpc.target.unknown ?? Unknown("the address space of \(vpc.target.name)", .notInInput, at: vpc.place.range)
    return (bounds, unknowns.flatMap { $0.isEmpty ? nil : $0 } ?? [why])
  }
}
