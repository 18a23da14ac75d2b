import AWSModel
import Documents
import NetSpace

extension EndpointBuilder {
  /// Functions, links, builds and the like that have an interface in a VPC.
  ///
  /// A function's interfaces have no public IPv4 address, in a public subnet either.
  /// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
  func outboundServices() -> [Endpoint] {
    infrastructure.outboundServices.reduce(into: []) { all, service in
      guard !service.subnets.isEmpty else { return }
      let place = service.declaration.place
      // A function or a build without subnets is in no VPC; most others must have them.
      let outside = service.kind.isOftenOutside ? service.subnets.reasonForNone.map(Endpoint.Site.unknown) : nil
      let some = some(of: service.subnets, orElse: outside)
      let sites = some?.sites ?? sites(of: service.subnets)
      all.append(
        Endpoint(
          id: service.id, kind: .outbound(service.kind), declaration: service.declaration, sites: sites,
          placement: some == nil ? .each : .one, choice: some?.why,
          groups: groupsOrDefault(service.groups, sites, choice: some?.why, at: place),
          publicIPv4: publicAddress(of: service), hasIPv6: service.isDualStack, sourceDestCheck: .yes,
          serves: service.serves, servesPlace: place))
    }
  }

  /// Clients of a VPN get to the internet by its subnets too, where a route leads there: its interfaces may have an address.
  ///
  /// Source: https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-routes.html
  private func publicAddress(of service: OutboundService) -> Endpoint.PublicAddress {
    let place = service.declaration.place
    switch service.publicAddress {
    case .never: break
    case .bySubnet: return .bySubnet
    case .unknown(let why): return .decided(.unknown, because: [why], place: place)
    }
    guard let clients = service.clients, clients.routes.bounds.may.intersects(.global) else {
      return .decided(.no, because: [], place: place)
    }
    let why = Unknown("the public address of \(service.id.address)", .decidedByAWS("is not known"), at: place)
    return .decided(.unknown, because: [why], place: place)
  }

  // MARK: Kubernetes

  /// The interfaces that a control plane has in its VPC: the API server answers on them, for the nodes at least.
  ///
  /// Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
  func controlPlanes() -> [Endpoint] {
    infrastructure.kubernetesClusters.map { cluster in
      let place = cluster.declaration.place
      var groups = cluster.groups
      groups.elements.append(Link(.resource(clusterGroup(of: cluster.id)), at: Place(range: place), origin: .default))
      let server = Traffic(.tcp, ports: PortSet(443))
      let some = some(of: cluster.subnets)
      return Endpoint(
        id: cluster.id, kind: .controlPlane, declaration: cluster.declaration,
        sites: some?.sites ?? sites(of: cluster.subnets), placement: some == nil ? .each : .one, choice: some?.why,
        groups: groups, publicIPv4: .decided(.no, because: [], place: place), hasIPv6: cluster.isIPv6,
        sourceDestCheck: .yes,
        serves: cluster.hasPrivateEndpoint.known == true ? .exact(server) : .atMost(server),
        servesPlace: cluster.hasPrivateEndpoint.place.range)
    }
  }

  /// Nodes have the groups of their launch template, else the cluster's; pods on Fargate have the cluster's, and no
  /// public address.
  ///
  /// Sources: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html,
  /// https://docs.aws.amazon.com/eks/latest/userguide/fargate.html
  func nodes() -> [Endpoint] {
    infrastructure.nodeGroups.map { nodes in
      let place = nodes.declaration.place
      let some = some(of: nodes.subnets)
      let sites = some?.sites ?? sites(of: nodes.subnets)
      let template = launchTemplate(nodes.launchTemplate)
      return Endpoint(
        id: nodes.id, kind: .nodes(nodes.kind), declaration: nodes.declaration, sites: sites,
        placement: some == nil ? .each : .one, choice: some?.why,
        groups: groups(of: nodes, template), publicIPv4: publicAddress(of: nodes, template, sites),
        hasIPv6: nodes.kind == .fargate ? hasIPv6(podsOf: nodes.cluster, at: place) : nil, sourceDestCheck: .yes,
        serves: .atMost(.full), servesPlace: place)
    }
  }

  /// Pods have IPv6 addresses in clusters of that family only, whatever their subnet assigns.
  ///
  /// Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
  private func hasIPv6(podsOf cluster: Link, at place: SourceRange) -> Attribute<Bool> {
    if let known = infrastructure.kubernetesClusters.first(where: { $0.id == cluster.target.id }) {
      return known.isIPv6
    }
    let why = cluster.target.unknown ?? Unknown(cluster.target.name, .notInInput, at: cluster.place.range)
    return Attribute(.unknown(why), origin: .default, place: Place(range: place))
  }

  private func publicAddress(
    of nodes: NodeGroup, _ template: LaunchTemplate?, _ sites: [Endpoint.Site]
  ) -> Endpoint.PublicAddress {
    let place = nodes.declaration.place
    if nodes.kind == .fargate { return .decided(.no, because: [], place: place) }
    if template == nil, let link = nodes.launchTemplate {
      let why = link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range)
      return .decided(.unknown, because: [why], place: place)
    }
    return publicAddress(holders: [nodes.id], launch: template?.associatesPublicIP, sites: sites, place: place)
  }

  private func groups(of nodes: NodeGroup, _ template: LaunchTemplate?) -> PartialList<Link> {
    if template == nil, let link = nodes.launchTemplate {
      return PartialList(rest: [link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range)])
    }
    var groups = template?.groups ?? PartialList()
    if groups.isEmpty { groups = clusterGroups(nodes.cluster) }
    if let access = nodes.remoteAccess {
      groups.elements.append(
        Link(.resource(nodes.id.implied(NodeGroup.loginGroup)), at: access.place, origin: .default))
    }
    return groups
  }

  private func clusterGroups(_ cluster: Link) -> PartialList<Link> {
    switch cluster.target {
    case .resource(let id) where infrastructure.kubernetesClusters.contains { $0.id == id }:
      return PartialList([Link(.resource(clusterGroup(of: id)), at: cluster.place, origin: .default)])
    case .resource(let id):
      return PartialList(rest: [Unknown("the security group of \(id.address)", .notInInput, at: cluster.place.range)])
    case .external(let name):
      return PartialList(rest: [Unknown("the security group of \(name)", .notInInput, at: cluster.place.range)])
    case .oneOf(let ids, let why):
      return PartialList([Link(.oneOf(ids.map(clusterGroup), why), at: cluster.place, origin: .default)])
    case .unknown(let why): return PartialList(rest: [why])
    }
  }

  private func clusterGroup(of cluster: ResourceID) -> ResourceID { cluster.implied(KubernetesCluster.ownGroup) }
}

extension OutboundService.Kind {
  /// Whether it is common to have one without an interface in any VPC.
  fileprivate var isOftenOutside: Bool {
    switch self {
    case .function, .build, .canary, .dataJob, .notebook: true
    case .vpcLink, .instanceConnect, .clientVPN, .connector, .workflows, .batch, .resolver: false
    }
  }
}
