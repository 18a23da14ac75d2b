import AWSModel

/// EKS clusters and their nodes.
extension TerraformAdapters {
  /// The API server answers the whole internet unless it says otherwise.
  ///
  /// Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html
  static func kubernetesCluster(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let network = fields.block("vpc_config")
    let blocks = network?.list("public_access_cidrs") ?? PartialList()
    let family = resource.string("kubernetes_network_config.ip_family")
    draft.infrastructure.kubernetesClusters.append(
      KubernetesCluster(
        declaration: resource.declaration,
        subnets: network?.links("subnet_ids") ?? PartialList(rest: [resource.missing("vpc_config")]),
        groups: network?.links("security_group_ids") ?? PartialList(),
        hasPrivateEndpoint: resource.bool("vpc_config.endpoint_private_access"),
        hasPublicEndpoint: resource.bool("vpc_config.endpoint_public_access"),
        publicBlocks: blocks.map { fields.addressBlock($0.value) },
        isIPv6: family.map { $0 == "ipv6" }))
  }

  /// A managed node group, in each of its subnets.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group
  static func nodeGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let access = fields.block("remote_access")
    draft.infrastructure.nodeGroups.append(
      NodeGroup(
        declaration: resource.declaration, kind: .managed, cluster: resource.required("cluster_name"),
        subnets: fields.links("subnet_ids"), launchTemplate: launchTemplate(of: fields.block("launch_template")),
        remoteAccess: access?.remoteAccess(key: "ec2_ssh_key", sources: "source_security_group_ids")))
  }

  /// Pods without machines of the account, in each of its subnets.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_fargate_profile
  static func fargateProfile(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.nodeGroups.append(
      NodeGroup(
        declaration: resource.declaration, kind: .fargate, cluster: resource.required("cluster_name"),
        subnets: resource.fields.links("subnet_ids"), launchTemplate: nil, remoteAccess: nil))
  }
}
