import AWSModel
import NetSpace

extension Facts {
  /// The instances on which the tasks of a service run that has no network of its own; nil where nothing says.
  func taskHosts(of service: ContainerService) -> EndpointBuilder.ContainerHosts? {
    taskHosts.value(service.id) { EndpointBuilder(topology).hosts(of: service) }
  }
}

/// The instances that tasks of ECS run on which have no interfaces of their own.
extension EndpointBuilder {
  /// Instances and auto scaling groups that run the tasks of a service.
  struct ContainerHosts {
    var endpoints: [Endpoint] = []
    /// Why there may be others, or fewer.
    var because: [Unknown] = []

    fileprivate mutating func add(_ host: Endpoint) {
      if endpoints.contains(where: { $0.id == host.id }) { return }
      endpoints.append(host)
      because += host.declaration.existence.because
    }
  }

  /// The instances on which the tasks of a service run when it has no network of its own: those of its capacity
  /// providers, without any those that join its cluster; nil where nothing of the input says.
  ///
  /// Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html,
  /// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_container_instance.html
  func hosts(of service: ContainerService) -> ContainerHosts? {
    let cluster = service.cluster?.target.id
    let shared = infrastructure.containerClusters.first { $0.id == cluster && cluster != nil }?.capacityProviders
    // With a launch type of its own it runs on whatever instance its cluster has.
    let isAnywhere = service.capacityProviders.isEmpty && service.launchType?.known == "EC2"
    let providers = service.capacityProviders.isEmpty ? shared ?? PartialList() : service.capacityProviders
    if isAnywhere || providers.isEmpty {
      let joined = joined(by: service.cluster)
      guard var joined else { return isAnywhere ? hosts(of: providers) : nil }
      for host in hosts(of: providers)?.endpoints ?? [] { joined.add(host) }
      return joined
    }
    return hosts(of: providers)
  }

  private func hosts(of providers: PartialList<Link>) -> ContainerHosts? {
    guard !providers.elements.isEmpty, providers.isComplete else { return nil }
    var hosts = ContainerHosts()
    for link in providers.elements {
      guard let id = link.target.id,
        let group = infrastructure.capacityProviders.first(where: { $0.id == id })?.autoScalingGroup.target.id,
        let host = infrastructure.autoScalingGroups.first(where: { $0.id == group })
      else { return nil }
      hosts.add(autoScalingGroup(host))
    }
    return hosts
  }

  /// What joins a cluster when it starts; nil where nothing certainly does.
  private func joined(by cluster: Link?) -> ContainerHosts? {
    guard let cluster else { return nil }
    var hosts = ContainerHosts()
    let wanted = declared(cluster.target)
    func add(_ member: Link?, _ host: () -> Endpoint) {
      guard let member else { return }
      switch declared(member.target).verdict(isSameAs: wanted) {
      case .yes: hosts.add(host())
      case .unknown: if let why = member.target.unknown ?? cluster.target.unknown { hosts.because.append(why) }
      case .no: break
      }
    }
    for group in infrastructure.autoScalingGroups {
      add(group.joinedCluster ?? launchTemplate(group.launchTemplate)?.joinedCluster) { autoScalingGroup(group) }
    }
    for instance in infrastructure.instances {
      add(instance.joinedCluster ?? launchTemplate(instance.launchTemplate)?.joinedCluster) { self.instance(instance) }
    }
    return hosts.endpoints.isEmpty ? nil : hosts
  }

  /// The cluster of the input that has a name, if one has.
  private func declared(_ reference: Reference) -> Reference {
    guard case .external(let name) = reference else { return reference }
    let named = infrastructure.containerClusters.filter { $0.name?.known?.literal == name }
    return named.count == 1 ? .resource(named[0].id) : reference
  }

  /// A service whose tasks use the interfaces of the instances they run on: their subnets, groups and addresses.
  func service(_ service: ContainerService, on hosts: ContainerHosts) -> Endpoint {
    let first = hosts.endpoints.first
    let areAlike =
      hosts.because.isEmpty
      && hosts.endpoints.allSatisfy { $0.publicIPv4 == first?.publicIPv4 && $0.groups == first?.groups }
    var groups = PartialList<Link>()
    for host in hosts.endpoints { if let some = host.groups { groups.append(contentsOf: some) } }
    let place = service.declaration.place
    let why =
      hosts.because.first
      ?? Unknown("the instances of \(service.id.address)", .decidedByAWS("are of one of several groups"), at: place)
    return Endpoint(
      id: service.id, kind: service.isScheduled ? .scheduledTask : .service, declaration: service.declaration,
      sites: (hosts.endpoints.flatMap(\.sites) + hosts.because.map(Endpoint.Site.unknown)).distinct, placement: .each,
      groups: areAlike ? first?.groups : PartialList(rest: groups.rest + [why]),
      publicIPv4: areAlike ? first?.publicIPv4 ?? .bySubnet : .decided(.unknown, because: [why], place: place),
      hasIPv6: nil, sourceDestCheck: .yes, serves: mapped(by: service) ?? .atMost(.full),
      servesPlace: place)
  }

  /// With bridge networking a task is reached on the ports of its host that are mapped to its own, and on no other; nil
  /// where they are not all known, or the task has the host's network.
  ///
  /// Of the ports that Docker chooses from each counts: it may be the one.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-bridge.html
  private func mapped(by service: ContainerService) -> Bounds<Traffic>? {
    guard let id = service.taskDefinition?.target.id,
      let task = infrastructure.taskDefinitions.first(where: { $0.id == id }),
      task.networkMode.known == "bridge", task.containers.isComplete
    else { return nil }
    var mapped = Bounds.exact(Traffic.empty)
    for container in task.containers.elements {
      var ports = PortSet()
      guard container.ports.isComplete else { return nil }
      for port in container.ports.elements {
        guard let number = port.known else { return nil }
        guard let host = container.hostPorts[number] else {
          ports = ports.union(.chosenByDocker)
          continue
        }
        guard let written = host.known.flatMap({ UInt16(exactly: $0) }) else { return nil }
        ports = ports.union(PortSet(written))
      }
      mapped = mapped.union(container.transports.map(monotone: { Traffic($0, ports: ports) }))
    }
    return mapped
  }
}

extension PortSet {
  /// Those of a host that Docker chooses from: the kernel's, or where it cannot read them, the upper part of them.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
  static let chosenByDocker = PortSet(32768...65535)
}

extension Reference {
  /// Whether two references mean the same, of which neither needs to be in the input: a name, or what a parameter
  /// stands for.
  fileprivate func verdict(isSameAs other: Reference) -> Verdict {
    switch (self, other) {
    case (.resource(let a), _): return other.verdict(is: a).verdict
    case (_, .resource(let b)): return verdict(is: b).verdict
    case (.unknown(let a), .unknown(let b)) where a == b && (a.reason == .parameter || a.reason == .notInInput):
      return .yes
    case (.external(let a), .external(let b)): return Verdict(a == b)
    default: return .unknown
    }
  }
}

extension [Endpoint.Site] {
  fileprivate var distinct: [Endpoint.Site] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
