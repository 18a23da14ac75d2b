import AWSModel
import CEL
import NetSpace

extension Relations {
  static let kubernetesCluster: Relation = Relation(of: Objects.kubernetesCluster) { context in
    context.infrastructure.kubernetesClusters.map { Row(Objects.kubernetesCluster, $0, context) }
  }
}

extension Objects {
  static let kubernetesCluster: ObjectType<KubernetesCluster> = ObjectType(
    resource: "kubernetes_cluster", doc: "An EKS cluster.",
    fields: [
      "has_public_endpoint": .init(
        .bool, "Whether the API server answers on the internet, to whomever.",
        at: { cluster, _ in cluster.anchor(cluster.hasPublicEndpoint.place) }
      ) { cluster, context in
        context.value(cluster.hasPublicEndpoint) { .bool($0) }
      },
      "has_private_endpoint": .init(
        .bool, "Whether the API server answers on its interfaces in the VPC.",
        at: { cluster, _ in cluster.anchor(cluster.hasPrivateEndpoint.place) }
      ) { cluster, context in
        context.value(cluster.hasPrivateEndpoint) { .bool($0) }
      },
      "public_sources": .init(
        .object(AddressesObject.name), "Who may ask the public endpoint; everybody where no block is named.",
        at: { cluster, _ in
          let blocks = cluster.publicBlocks.elements
          if blocks.isEmpty { return cluster.anchor(cluster.hasPublicEndpoint.place) }
          return Anchor.ranked(
            blocks.map { Anchor($0.place, cluster.id, weight: $0.known?.bounds.may.share ?? 1) })
        }
      ) { cluster, context in
        let (bounds, because) = cluster.publicSources
        return .object(AddressesObject(bounds: bounds, because: because, context: context))
      },
    ])
}

extension KubernetesCluster {
  /// The addresses that the public endpoint answers; `0.0.0.0/0` where none is named.
  ///
  /// Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html (publicAccessCidrs)
  fileprivate var publicSources: (bounds: Bounds<AddressSet>, because: [Unknown]) {
    if publicBlocks.isEmpty { return (.full, []) }
    let parts = publicBlocks.elements.map { $0.known?.bounds ?? .unknown }
    let unknowns = publicBlocks.elements.compactMap { $0.unknown ?? $0.known?.prefix.unknown }
    let rest: [Bounds<AddressSet>] = publicBlocks.isComplete ? [] : [.unknown]
    return (.union(of: parts + rest), (unknowns + publicBlocks.rest).distinct)
  }
}
