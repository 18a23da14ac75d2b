import AWSModel
import NetSpace

/// Private addresses that are written down, and the interfaces of VPC endpoints.
extension EndpointBuilder {
  /// The addresses of the interfaces of one endpoint; nil when there are none, or not all of them are known.
  ///
  /// - Parameter lists: those of interfaces that have any written down; one interface without has one that AWS chooses.
  static func addresses(_ lists: [PartialList<Attribute<AddressBlock>>]) -> AddressSet? {
    var all = AddressSet.empty
    for list in lists {
      guard list.isComplete else { return nil }
      for address in list.elements {
        guard let prefix = address.known?.prefix.known else { return nil }
        all.formUnion(AddressSet(prefix))
      }
    }
    return all.isEmpty ? nil : all
  }

  /// The interfaces of endpoints for services: HTTPS for those of AWS, whatever it offers for another's.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
  func serviceEndpoints() -> [Endpoint] {
    topology.infrastructure.vpcEndpoints.filter(\.hasInterfaces).map(serviceEndpoint)
  }

  private func serviceEndpoint(_ endpoint: VPCEndpoint) -> Endpoint {
    let place = endpoint.declaration.place
    let some = some(of: endpoint.subnets, orElse: endpoint.subnets.reasonForNone.map(Endpoint.Site.unknown))
    var sites = some?.sites ?? sites(of: endpoint.subnets)
    if endpoint.subnets.isEmpty {
      sites = [.unknown(Unknown("the subnets of \(endpoint.id.address)", .notInInput, at: place))]
    }
    return Endpoint(
      id: endpoint.id, kind: .serviceEndpoint, declaration: endpoint.declaration, sites: sites,
      placement: some == nil ? .each : .one, choice: some?.why,
      groups: groups(of: endpoint, in: sites),
      publicIPv4: .decided(.no, because: [], place: place),
      hasIPv6: Attribute(.known(false), origin: .default, place: Place(range: place)), sourceDestCheck: .yes,
      serves: endpoint.ports.map { .exact(Traffic(.tcp, ports: $0)) } ?? offered(by: endpoint),
      servesPlace: endpoint.service.place.range)
  }

  /// Its groups, or the default one; one of a kind that is not known may have none, as those for gateway load balancers.
  private func groups(of endpoint: VPCEndpoint, in sites: [Endpoint.Site]) -> PartialList<Link>? {
    if endpoint.groups.isEmpty, let why = endpoint.kind.unknown { return PartialList(rest: [why]) }
    return groupsOrDefault(endpoint.groups, sites, at: endpoint.declaration.place)
  }

  /// What the load balancers behind a service listen on; anything where it is not certain which service it is.
  private func offered(by endpoint: VPCEndpoint) -> Bounds<Traffic> {
    let infrastructure = topology.infrastructure
    guard let service = infrastructure.endpointServices.first(where: { endpoint.isFor($0).verdict == .yes }),
      service.loadBalancers.isComplete
    else { return .atMost(Traffic(ProtocolSet(.tcp, .udp))) }
    let balancers = service.loadBalancers.elements.map { link in
      infrastructure.loadBalancers.first { $0.id == link.target.id }
    }
    return .union(of: balancers.map { $0.map(listening) ?? .atMost(Traffic(ProtocolSet(.tcp, .udp))) })
  }
}

extension VPCEndpoint {
  /// Whether it has network interfaces; a kind that is not known is taken to.
  fileprivate var hasInterfaces: Bool {
    switch kind.known {
    case .interface, .resource, .serviceNetwork, nil: true
    case .gateway, .gatewayLoadBalancer: false
    }
  }

  /// What a service of AWS listens on: HTTPS, but for a few; nil for what somebody else offers by PrivateLink.
  ///
  /// Sources: https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html,
  /// https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html,
  /// https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html
  fileprivate var ports: PortSet? {
    let name = service.known?.description ?? ""
    guard name.hasPrefix("com.amazonaws."), !name.contains(".vpce.") else { return nil }
    if name.hasSuffix(".email-smtp") { return PortSet([25...25, 465...465, 587...587, 2465...2465, 2587...2587]) }
    if name.hasSuffix(".cassandra") { return PortSet(9142) }
    if name.hasSuffix(".iot.data") { return PortSet([443...443, 8443...8443, 8883...8883]) }
    return name.contains(".transfer.server") ? nil : PortSet(443)
  }
}
