import AWSModel
import NetSpace

/// The way to a control plane of which only the endpoint on the internet is on: nodes of its own VPC take it, too.
///
/// Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
extension Facts {
  /// The cluster whose API server does not answer inside its VPC; nil if it does or may.
  func publicCluster(_ id: ResourceID) -> KubernetesCluster? {
    infrastructure.kubernetesClusters.first {
      $0.id == id && $0.hasPrivateEndpoint.known == false && $0.hasPublicEndpoint.known == true
    }
  }

  /// Out to the internet, and in if the cluster admits the public address that the source is seen by.
  func toPublicEndpoint(of cluster: KubernetesCluster, from source: Endpoint, _ traffic: Traffic) -> Direct {
    let far = FarEnd(
      remote: .assigned(
        AssignedAddress(
          ipv4: .global.restricted(to: .ipv4), names: [], ipv6: .empty,
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
      blocks: blocks.isEmpty ? nil : blocks,
      place: (blocks.elements.first?.place ?? cluster.hasPublicEndpoint.place).range,
      resource: cluster.id)
  }
}
