import AWSModel
import NetSpace

/// The endpoint of a control plane on the internet: it answers whomever the cluster admits, and no group, list or table
/// of the VPC governs it.
///
/// Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
extension Facts {
  /// The cluster that an endpoint is the control plane of, if it answers on the internet or may.
  func publicCluster(_ id: ResourceID) -> KubernetesCluster? {
    infrastructure.kubernetesClusters.first { $0.id == id && $0.hasPublicEndpoint.known != false }
  }

  /// From addresses of the internet to the control plane, whose interfaces never have an address there.
  func toPublicEndpoint(of id: ResourceID, from addresses: AddressSet, _ node: Node, _ traffic: Traffic) -> [Trace] {
    let clients = addresses.intersection(.global)
    guard !clients.isEmpty, let cluster = infrastructure.kubernetesClusters.first(where: { $0.id == id }) else {
      return []
    }
    return [paths.toServer(gate(of: cluster), from: clients, node, traffic)]
  }

  /// From one endpoint to the control plane of another: by the interfaces in the VPC, over the internet, or both.
  ///
  /// In its own VPC the name of the endpoint stands for its interfaces as soon as the private one is on, elsewhere for the
  /// public one as long as that is.
  func toControlPlane(_ query: Query, from source: Endpoint, _ target: Endpoint) -> Direct {
    let (sources, targets) = (stations(of: source), stations(of: target))
    let inside = between(sources, source.placement, targets, target.placement) {
      paths(from: $0, to: $1, query.traffic, publicly: query.usesPublicAddresses)
    }
    let offered = query.traffic.intersection(target.serves.may)
    guard !offered.isEmpty, let cluster = publicCluster(target.id) else { return inside }
    let hasPrivate = cluster.hasPrivateEndpoint.value.verdict
    // All of its interfaces are in one VPC.
    let isNear = Verdict.all(sources.map { source in .any(targets.map { source.vpc.isSame(as: $0.vpc) }) })
    let isPrivate = isNear.and(hasPrivate)
    if isPrivate == .yes { return inside }
    let outside = toPublicEndpoint(of: cluster, from: source, offered)
    if hasPrivate == .no { return outside }
    var either = inside
    either.add(outside)
    // Which of both it is may be what is not known.
    if isPrivate == .unknown, inside.verdict != outside.verdict {
      either.verdict = .unknown
      either.unknowns +=
        [cluster.hasPrivateEndpoint.unknown].compactMap(\.self) + (sources + targets).compactMap(\.vpc.unknown)
    }
    return either
  }

  /// Out to the internet, and in if the cluster admits the public address that the source is seen by.
  private func toPublicEndpoint(of cluster: KubernetesCluster, from source: Endpoint, _ traffic: Traffic) -> Direct {
    let far = FarEnd(
      remote: .assigned(
        AssignedAddress(
          ipv4: .global.restricted(to: .ipv4), names: [],
          ipv6: cluster.isIPv6.known == false ? .empty : .global.restricted(to: .ipv6),
          why: Unknown("the address of the endpoint of \(cluster.id.address)", .decidedByAWS("is decided by AWS")))),
      node: .resource(cluster.id), gate: gate(of: cluster))
    let anywhere = Station(site: .defaultVPC, endpoint: nil, topology: topology)
    return between(stations(of: source), source.placement, [anywhere], .each) { station, _ in
      paths.outbound(from: station, to: far, traffic: traffic)
    }
  }

  /// Whom a cluster admits: everybody unless it names blocks.
  private func gate(of cluster: KubernetesCluster) -> FarEnd.Gate {
    let blocks = cluster.publicBlocks
    return FarEnd.Gate(
      blocks: blocks.isEmpty ? nil : blocks, isOn: cluster.hasPublicEndpoint, isDualStack: cluster.isIPv6,
      port: PortSet(443),
      place: (blocks.elements.first?.place ?? cluster.hasPublicEndpoint.place).range,
      resource: cluster.id)
  }
}
