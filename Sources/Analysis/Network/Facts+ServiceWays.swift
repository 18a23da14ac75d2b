import AWSModel
import NetSpace

/// The ways by interface endpoints to services behind network load balancers of the input (PrivateLink).
///
/// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
extension Facts {
  /// An interface endpoint that is for a service, or may be, and leads to a load balancer behind it.
  private struct Offer {
    let endpoint: VPCEndpoint
    let service: EndpointService
    let exists: Verdict
    let because: [Unknown]
  }

  /// The ways to a load balancer: to an endpoint for a service that is offered behind it, and from there.
  ///
  /// The balancer's groups see the private addresses of the clients, and no groups of theirs.
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
  ///
  /// - Parameter site: of the load balancer only its node there.
  func byWayOfServices(_ query: Query, to balancer: ResourceID, at site: Endpoint.Site? = nil) -> Direct {
    guard let target = endpoint(balancer), target.isLoadBalancer else { return Direct() }
    // An endpoint listens on the ports of the load balancer.
    let traffic = query.traffic.intersection(target.serves.may)
    if traffic.isEmpty { return Direct() }
    return offers(behind: balancer).reduce(into: Direct()) { all, offer in
      let arriving = Query(
        source: query.source, target: .endpoint(offer.endpoint.id), traffic: traffic, joinsLoadBalancers: false)
      let outer = direct(arriving)
      if outer.verdict == .no { return }
      let anywhere = Station(site: .defaultVPC, endpoint: nil, topology: topology)
      all.add(
        between([anywhere], .each, nodes(of: target, at: site, behind: offer.endpoint), .each) { _, station in
          handedOver(offer, from: query.source, to: station, traffic).flatMap { inner, step in
            outer.traces.map { join($0, at: offer.endpoint.id, step, inner, keepsClient: inner.keepsClient) }
          }
        })
    }
  }

  /// The nodes that an endpoint hands over to: an interface of it to the one in its zone.
  ///
  /// An endpoint can only be in zones of the service, so names of zones that have none in common are those of two accounts.
  /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
  private func nodes(
    of balancer: Endpoint, at site: Endpoint.Site?, behind interface: VPCEndpoint
  ) -> [Station] {
    let interfaces = endpoint(interface.id).map(stations(of:)) ?? []
    func isNear(_ node: Station) -> Bool {
      interfaces.contains { here in here.subnet.map { !isOutside(node, $0) } ?? true }
    }
    let nodes = stations(of: balancer, at: site)
    return stations(of: balancer).contains(where: isNear) ? nodes.filter(isNear) : nodes
  }

  /// The interface endpoints for services that are offered behind a load balancer.
  func interfaces(forServicesOf balancer: ResourceID) -> [VPCEndpoint] { offers(behind: balancer).map(\.endpoint) }

  private func offers(behind balancer: ResourceID) -> [Offer] {
    infrastructure.endpointServices.flatMap { service -> [Offer] in
      let (verdict, because) = service.loadBalancers.verdict(holds: balancer)
      if verdict == .no { return [] }
      return infrastructure.vpcEndpoints.compactMap { endpoint in
        let (isFor, why) = endpoint.isFor(service)
        let (isAccepted, doubt) = endpoint.isAccepted(by: service)
        let existence = endpoint.declaration.existence
        let exists = verdict.and(isFor).and(isAccepted).and(existence.verdict)
        if exists == .no || endpoint.isGateway { return nil }
        return Offer(
          endpoint: endpoint, service: service, exists: exists, because: because + why + doubt + existence.because)
      }
    }
  }

  /// From an endpoint to the load balancer, as often as it is not known whether its groups are asked.
  private func handedOver(
    _ offer: Offer, from source: Peer, to station: Station, _ traffic: Traffic
  ) -> [(inner: Trace, step: Step)] {
    let asks = infrastructure.loadBalancers.first { $0.id == station.endpoint?.id }?.asksGroupsAboutEndpoints
    let variants: [(asksGroups: Bool, doubt: [Unknown])] =
      if let why = asks?.unknown { [(true, [why]), (false, [why])] } else { [(asks?.known ?? true, [])] }
    return variants.flatMap { asksGroups, doubt in
      clients(source).map { client in
        let inner = paths.handedOver(
          by: offer.endpoint.id, from: client, to: station, asksGroups: asksGroups, traffic: traffic)
        let step = Step.forwarding(
          by: "endpoint \(offer.endpoint.id.address)", "is for the service \(offer.service.id.address)",
          offer.exists.and(doubt.isEmpty ? .yes : .unknown), at: offer.endpoint.service.place.range,
          offer.endpoint.id, because: offer.because + doubt)
        return (inner, step)
      }
    }
  }

  /// Whom the load balancer sees.
  private func clients(_ source: Peer) -> [Remote] {
    switch source {
    case .internet: [.addresses(.global, couldBeMembers: false)]
    case .addresses(let set): [.addresses(set, couldBeMembers: false)]
    case .endpoint(let id): (endpoint(id).map(stations(of:)) ?? []).map { $0.remote.seen(with: .lost) }
    }
  }
}

extension PathEvaluator {
  /// From an endpoint for a service to the load balancer behind it, over no network of a VPC.
  fileprivate func handedOver(
    by endpoint: ResourceID, from client: Remote, to target: Station, asksGroups: Bool, traffic: Traffic
  ) -> Trace {
    var trace = TraceBuilder(
      from: .resource(endpoint), wanted: HeaderSpace(traffic: traffic, sources: client.dimension),
      isSilent: !explains)
    arrive(at: target, client, asksGroups: asksGroups, &trace)
    trace.turnAround()
    trace.enter(.resource(endpoint))
    let keepsClient = if case .addresses = client { true } else { false }
    return trace.finish(target: nodeOf(target), via: "by way of \(endpoint.address)", keepsClient: keepsClient)
  }
}

extension VPCEndpoint {
  /// Whether it is for a service of the input.
  func isFor(_ other: EndpointService) -> (verdict: Verdict, because: [Unknown]) {
    guard let name = service.known else { return (.unknown, [service.unknown].compactMap(\.self)) }
    let unknowns = name.unknowns
    let isNamed = name.parts.contains { if case .attribute(let id, _) = $0 { id == other.id } else { false } }
    if isNamed { return (.yes, []) }
    return unknowns.isEmpty ? (.no, []) : (.unknown, unknowns)
  }

  /// Whether it carries anything: at once, or when the service's owner has accepted it.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
  fileprivate func isAccepted(by service: EndpointService) -> (verdict: Verdict, because: [Unknown]) {
    if service.requiresAcceptance.known == false || isAccepted?.known == true { return (.yes, []) }
    let open = Unknown("whether \(service.id.address) accepts \(id.address)", .notInInput, at: declaration.place)
    return (.unknown, [service.requiresAcceptance.unknown ?? isAccepted?.unknown ?? open])
  }
}

extension PartialList<Link> {
  /// Whether a resource is among them.
  func verdict(holds id: ResourceID) -> (verdict: Verdict, because: [Unknown]) {
    let each = elements.map { $0.target.verdict(is: id) }
    if each.contains(where: { $0.verdict == .yes }) { return (.yes, []) }
    let doubts = rest + each.flatMap(\.because)
    return doubts.isEmpty ? (.no, []) : (.unknown, doubts)
  }
}
