import AWSModel

/// EKS clusters and their nodes.
extension CloudFormationAdapters {
  /// The API server answers the whole internet unless it says otherwise.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-eks-cluster-resourcesvpcconfig.html
  @Sendable static func kubernetesCluster(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let network = fields.block("ResourcesVpcConfig")
    let blocks = network?.list("PublicAccessCidrs") ?? PartialList()
    let family = fields.block("KubernetesNetworkConfig")?.string("IpFamily", default: "ipv4")
    draft.infrastructure.kubernetesClusters.append(
      KubernetesCluster(
        declaration: resource.declaration,
        subnets: network?.links("SubnetIds") ?? PartialList(rest: [resource.missing("ResourcesVpcConfig")]),
        groups: network?.links("SecurityGroupIds") ?? PartialList(),
        hasPrivateEndpoint: network?.bool("EndpointPrivateAccess", default: false) ?? fields.defaulted(false),
        hasPublicEndpoint: network?.bool("EndpointPublicAccess", default: true) ?? fields.defaulted(true),
        publicBlocks: blocks.map { fields.addressBlock($0.value) },
        isIPv6: family?.map { $0 == "ipv6" } ?? fields.defaulted(false)))
  }

  /// A managed node group, in each of its subnets.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-nodegroup.html
  @Sendable static func nodeGroup(_ resource: ResourceFields, into draft: inout Draft) {
    let fields = resource.fields
    let access = fields.block("RemoteAccess")
    let template = fields.block("LaunchTemplate")
    draft.infrastructure.nodeGroups.append(
      NodeGroup(
        declaration: resource.declaration, kind: .managed,
        cluster: resource.required("ClusterName", named: .kubernetesCluster), subnets: fields.links("Subnets"),
        launchTemplate: template?.link("Id") ?? template?.link("Name", named: .launchTemplate),
        remoteAccess: access?.remoteAccess(key: "Ec2SshKey", sources: "SourceSecurityGroups")))
  }

  /// Pods without machines of the account, in each of its subnets.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-fargateprofile.html
  @Sendable static func fargateProfile(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.nodeGroups.append(
      NodeGroup(
        declaration: resource.declaration, kind: .fargate,
        cluster: resource.required("ClusterName", named: .kubernetesCluster),
        subnets: resource.fields.links("Subnets"), launchTemplate: nil, remoteAccess: nil))
  }
}
