import AWSModel
import Analysis
import NetSpace

extension NetworkFixture {
  mutating func store(
    _ name: String, _ kind: DataStore.Kind, _ placement: DataStore.Placement, _ groups: [String], port: UInt16?,
    isPublic: Bool = false, isDualStack: Bool = false, owner: String? = nil
  ) {
    infrastructure.dataStores.append(
      DataStore(
        declaration: Self.declaration(name), kind: kind, placement: placement, groups: Self.links(groups),
        ports: port.map { Self.attribute(PortSet($0)) }, publiclyAccessible: Self.attribute(isPublic),
        isDualStack: Self.attribute(isDualStack), owner: owner.map(Self.link)))
  }

  mutating func subnetGroup(_ name: String, _ subnets: [String]) {
    infrastructure.databaseSubnetGroups.append(
      DatabaseSubnetGroup(declaration: Self.declaration(name), name: nil, subnets: Self.links(subnets)))
  }

  mutating func outbound(
    _ name: String, _ kind: OutboundService.Kind, in subnets: [String], _ groups: [String], isDualStack: Bool = false
  ) {
    infrastructure.outboundServices.append(
      OutboundService(
        declaration: Self.declaration(name), kind: kind, subnets: Self.links(subnets), groups: Self.links(groups),
        isDualStack: Self.attribute(isDualStack)))
  }

  mutating func interfaceEndpoint(_ name: String, in subnets: [String], of vpc: String, _ groups: [String]) {
    infrastructure.vpcEndpoints.append(
      VPCEndpoint(
        declaration: Self.declaration(name), kind: Self.attribute(.interface), vpc: Self.link(vpc),
        service: Self.attribute(PartialText("com.amazonaws.eu-west-1.ssm")), subnets: Self.links(subnets),
        groups: Self.links(groups), tables: PartialList(), hasPrivateDNS: Self.attribute(true), policy: nil))
  }

  /// An endpoint that is a target of routes: for a service, in some tables, or behind a gateway load balancer.
  mutating func gatewayEndpoint(
    _ name: String, _ kind: VPCEndpoint.Kind = .gateway, of vpc: String,
    service: String = "com.amazonaws.eu-west-1.s3", in tables: PartialList<Link> = PartialList()
  ) {
    infrastructure.vpcEndpoints.append(
      VPCEndpoint(
        declaration: Self.declaration(name), kind: Self.attribute(kind), vpc: Self.link(vpc),
        service: Self.attribute(PartialText(service)), subnets: PartialList(), groups: PartialList(), tables: tables,
        hasPrivateDNS: Self.attribute(false), policy: nil))
  }

  mutating func entry(_ name: String, _ kind: EntryPoint.Kind, to targets: PartialList<Link>) {
    infrastructure.entryPoints.append(EntryPoint(declaration: Self.declaration(name), kind: kind, targets: targets))
  }

  /// A cluster with the group that EKS makes for it.
  mutating func cluster(
    _ name: String, in subnets: [String], isPrivate: Bool = true, isPublic: Bool = true, publicBlocks: [String] = []
  ) {
    infrastructure.kubernetesClusters.append(
      KubernetesCluster(
        declaration: Self.declaration(name), subnets: Self.links(subnets), groups: PartialList(),
        hasPrivateEndpoint: Self.attribute(isPrivate), hasPublicEndpoint: Self.attribute(isPublic),
        publicBlocks: PartialList(publicBlocks.map { Self.attribute(Self.block($0)) }), isIPv6: Self.attribute(false)))
    let own = Self.id(name).implied(KubernetesCluster.ownGroup).address
    group(own, [Self.rule(.ingress, "all", .group(own))])
  }

  mutating func nodes(
    _ name: String, _ kind: NodeGroup.Kind, of cluster: String, in subnets: [String], template: Link? = nil
  ) {
    infrastructure.nodeGroups.append(
      NodeGroup(
        declaration: Self.declaration(name), kind: kind, cluster: Self.link(cluster), subnets: Self.links(subnets),
        launchTemplate: template, remoteAccess: nil))
  }

  mutating func scalingGroup(_ name: String, in subnets: [String], _ groups: [String], publicIP: Bool = false) {
    infrastructure.launchTemplates.append(
      LaunchTemplate(
        declaration: Self.declaration("\(name).template"), groups: Self.links(groups),
        associatesPublicIP: Self.attribute(publicIP), subnet: nil, profile: nil))
    infrastructure.autoScalingGroups.append(
      AutoScalingGroup(
        declaration: Self.declaration(name), subnets: Self.links(subnets),
        launchTemplate: Self.link("\(name).template"),
        targetGroups: PartialList()))
  }

  /// A service without a network of its own, on the instances of what its cluster provides.
  mutating func hostedService(
    _ name: String, on groups: [String], behind targetGroup: String? = nil, port: Int = 80, mode: String = "bridge",
    hostPort: Int? = nil, transports: Bounds<ProtocolSet> = .exact(ProtocolSet(.tcp))
  ) {
    for group in groups {
      infrastructure.capacityProviders.append(
        CapacityProvider(declaration: Self.declaration("\(group).provider"), autoScalingGroup: Self.link(group)))
    }
    infrastructure.containerClusters.append(
      ContainerCluster(
        declaration: Self.declaration("\(name).cluster"),
        capacityProviders: Self.links(groups.map { "\($0).provider" })))
    let container = TaskDefinition.Container(
      name: nil, ports: PartialList([Self.attribute(port)]),
      hostPorts: hostPort.map { [port: Self.attribute($0)] } ?? [:], transports: transports)
    infrastructure.taskDefinitions.append(
      TaskDefinition(
        declaration: Self.declaration("\(name).task"), networkMode: Self.attribute(mode),
        containers: PartialList([container]), taskRole: nil, executionRole: nil))
    let bindings = targetGroup.map {
      [ContainerService.Binding(targetGroup: Self.link($0), containerPort: Self.attribute(port))]
    }
    infrastructure.services.append(
      ContainerService(
        declaration: Self.declaration(name), taskDefinition: Self.link("\(name).task"), subnets: PartialList(),
        groups: PartialList(), assignsPublicIP: Self.attribute(false), bindings: PartialList(bindings ?? []),
        cluster: Self.link("\(name).cluster")))
  }
}
