/// An EKS cluster: the interfaces of its control plane, and its public endpoint.
package struct KubernetesCluster: Resource {
  package let declaration: Declaration
  package let subnets: PartialList<Link>
  /// Beside the cluster's own group, which EKS makes.
  package let groups: PartialList<Link>
  /// Whether the API server answers on the interfaces in the VPC.
  package let hasPrivateEndpoint: Attribute<Bool>
  /// Whether the API server answers on the internet; no group and no list of a VPC has a say in that.
  package let hasPublicEndpoint: Attribute<Bool>
  /// Who may ask the public endpoint; none named: everybody.
  package let publicBlocks: PartialList<Attribute<AddressBlock>>
  package let isIPv6: Attribute<Bool>

  package init(
    declaration: Declaration, subnets: PartialList<Link>, groups: PartialList<Link>,
    hasPrivateEndpoint: Attribute<Bool>, hasPublicEndpoint: Attribute<Bool>,
    publicBlocks: PartialList<Attribute<AddressBlock>>, isIPv6: Attribute<Bool>
  ) {
    self.declaration = declaration
    self.subnets = subnets
    self.groups = groups
    self.hasPrivateEndpoint = hasPrivateEndpoint
    self.hasPublicEndpoint = hasPublicEndpoint
    self.publicBlocks = publicBlocks
    self.isIPv6 = isIPv6
  }

  /// The name, within its cluster, of the group that EKS makes.
  package static let ownGroup = "cluster security group"
}

/// Machines of an EKS cluster: a managed node group, or the pods of a Fargate profile.
package struct NodeGroup: Resource {
  package enum Kind: String, Hashable, Sendable {
    case managed = "node_group"
    case fargate = "fargate_profile"
  }

  /// Who may log in to the nodes: with a key and no sources, everybody.
  ///
  /// Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
  package struct RemoteAccess: Hashable, Sendable {
    package let sources: PartialList<Link>
    package let place: Place
    /// Whether there is a key to log in with.
    package let existence: Existence

    package init(sources: PartialList<Link>, place: Place, existence: Existence = .certain) {
      self.sources = sources
      self.place = place
      self.existence = existence
    }
  }

  package let declaration: Declaration
  package let kind: Kind
  package let cluster: Link
  package let subnets: PartialList<Link>
  package let launchTemplate: Link?
  package let remoteAccess: RemoteAccess?

  package init(
    declaration: Declaration, kind: Kind, cluster: Link, subnets: PartialList<Link>, launchTemplate: Link?,
    remoteAccess: RemoteAccess?
  ) {
    self.declaration = declaration
    self.kind = kind
    self.cluster = cluster
    self.subnets = subnets
    self.launchTemplate = launchTemplate
    self.remoteAccess = remoteAccess
  }

  /// The name, within these nodes, of the group that EKS makes for those who log in.
  package static let loginGroup = "remote access security group"
}
