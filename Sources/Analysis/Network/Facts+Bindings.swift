import AWSModel
import NetSpace

extension Facts {
  /// The ways from a listener to its targets: default actions and rules that forward, to the target groups' registered
  /// targets, services and auto scaling groups.
  func bindings(of listener: Listener) -> [Binding] {
    // Nearly every listener names its one load balancer.
    let candidates = listener.loadBalancer.target.id.map { [$0] } ?? infrastructure.loadBalancers.map { $0.id }
    return candidates.flatMap { id -> [Binding] in
      let belongs = listener.loadBalancer.target.verdict(is: id)
      guard belongs.verdict != .no, let balancer = endpoint(id), balancer.isLoadBalancer else { return [] }
      return bindings(of: listener, at: balancer, belongs)
    }
  }

  /// A target group that a listener forwards to, or may.
  private struct Forward {
    let id: ResourceID
    let exists: Verdict
    let because: [Unknown]
  }

  /// Where actions forward to: of what is not known any target group.
  private func forwards(
    _ actions: PartialList<ListenerAction>, _ exists: (verdict: Verdict, because: [Unknown])
  ) -> [Forward] {
    func any(_ why: Unknown) -> [Forward] {
      infrastructure.targetGroups.map { Forward(id: $0.id, exists: .unknown, because: [why]) }
    }
    let known = actions.elements.filter { $0.type.known ?? "forward" == "forward" }.flatMap { action -> [Forward] in
      let doubt = action.type.unknown.map { [$0] } ?? []
      let verdict = doubt.isEmpty ? exists.verdict : .unknown
      let links = action.targetGroups.elements.flatMap { link -> [Forward] in
        switch link.target {
        case .resource(let id): [Forward(id: id, exists: verdict, because: doubt + exists.because)]
        case .oneOf(let ids, let why): ids.map { Forward(id: $0, exists: .unknown, because: [why] + doubt) }
        case .unknown(let why): any(why)
        case .external: []
        }
      }
      return links + action.targetGroups.rest.flatMap(any)
    }
    return known + actions.rest.flatMap(any)
  }

  private func bindings(
    of listener: Listener, at balancer: Endpoint, _ belongs: (verdict: Verdict, because: [Unknown])
  ) -> [Binding] {
    var groups = forwards(listener.actions, belongs)
    for rule in infrastructure.listenerRules {
      let (verdict, because) = rule.listener.target.verdict(is: listener.id)
      let existence = rule.declaration.existence
      let exists = belongs.verdict.and(verdict).and(existence.verdict)
      if exists != .no { groups += forwards(rule.actions, (exists, belongs.because + because + existence.because)) }
    }
    // What is certain decides where several actions forward to one group.
    groups = groups.filter { $0.exists == .yes } + groups.filter { $0.exists != .yes }
    var seen = Set<ResourceID>()
    return groups.flatMap { group -> [Binding] in
      guard seen.insert(group.id).inserted,
        let targetGroup = infrastructure.targetGroups.first(where: { $0.id == group.id })
      else { return [] }
      let (preserves, why) =
        preserves(targetGroup, of: balancer)
      return targets(of: targetGroup).flatMap { target in
        // Where it is not known both are possible.
        (preserves == .unknown ? [true, false] : [preserves == .yes]).map { preservesClientIP in
          Binding(
            balancer: balancer, listener: listener, targetGroup: targetGroup, target: target.endpoint,
            traffic: target.traffic, preservesClientIP: preservesClientIP,
            exists: group.exists.and(target.exists).and(preserves == .unknown ? .unknown : .yes),
            because: group.because + target.because + why + (target.traffic.isExact ? [] : [target.unknownPort]))
        }
      }
    }
  }

  /// The same for a load balancer, of which the type may not be known: one for networks alone keeps addresses.
  private func preserves(_ group: TargetGroup, of balancer: Endpoint) -> (verdict: Verdict, because: [Unknown]) {
    let ofNetwork = preserves(group)
    switch balancer.kind {
    case .loadBalancer(.network): return ofNetwork
    case .loadBalancer(nil) where ofNetwork.verdict != .no:
      let type = infrastructure.loadBalancers.first { $0.id == balancer.id }?.kind.unknown
      let why = type ?? Unknown("the type of \(balancer.address)", .notInInput)
      return (.unknown, ofNetwork.because + [why])
    default: return (.no, [])
    }
  }

  /// Whether targets see the client's address: on by default for instances, and for addresses over UDP; an application
  /// load balancer as a target always does.
  ///
  /// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html,
  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
  private func preserves(_ group: TargetGroup) -> (verdict: Verdict, because: [Unknown]) {
    if group.targetType.known == "alb" { return (.yes, []) }
    if let explicit = group.preservesClientIP {
      return (explicit.value.verdict, explicit.unknown.map { [$0] } ?? [])
    }
    if let why = group.targetType.unknown { return (.unknown, [why]) }
    guard group.targetType.known == "ip" else { return (.yes, []) }
    if let why = group.proto?.unknown { return (.unknown, [why]) }
    return (Verdict(["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains(group.proto?.known ?? "")), [])
  }

  private struct Registered {
    let endpoint: Endpoint
    let traffic: Bounds<Traffic>
    /// Why the port is not known, if it is not.
    let unknownPort: Unknown
    let exists: Verdict
    let because: [Unknown]
  }

  /// - Parameter range: what the port is one of, where it is not known.
  private func registered(
    _ endpoint: Endpoint, _ group: TargetGroup, port: Attribute<Int>?, among range: PortSet = .full, _ exists: Verdict,
    _ because: [Unknown]
  ) -> Registered {
    let why = (port ?? group.port)?.unknown
    return Registered(
      endpoint: endpoint, traffic: traffic(of: group, port: port, among: range),
      unknownPort: why ?? Unknown("the port of \(group.id.address)", .decidedByAWS("is not given")), exists: exists,
      because: because)
  }

  private func targets(of group: TargetGroup) -> [Registered] {
    registered(with: group) + services(of: group) + scaling(of: group)
  }

  /// The endpoints that may have the address of a target: those with an interface in a subnet that holds it.
  private func occupants(of block: AddressBlock, port: Attribute<Int>?, _ group: TargetGroup) -> [Registered] {
    endpoints.reduce(into: []) { all, endpoint in
      if let own = endpoint.ownAddresses, block.prefix.known != nil {
        let isOwner = block.bounds.must.isSubset(of: own) && !endpoint.isLoadBalancer
        if isOwner { all.append(registered(endpoint, group, port: port, .yes, [])) }
        return
      }
      let isPossible = stations(of: endpoint).contains { station in
        station.subnet != nil && station.remote.addresses.intersects(block.bounds.may)
      }
      guard isPossible, !endpoint.isLoadBalancer, !endpoint.serves.may.isEmpty else { return }
      let address = block.prefix.known.map { AddressSet($0).words } ?? "the address of a target of \(group.id.address)"
      let why = Unknown("whether \(address) is \(endpoint.address)", .decidedByAWS("is not known"))
      all.append(registered(endpoint, group, port: port, .unknown, [why]))
    }
  }

  private func registered(with group: TargetGroup) -> [Registered] {
    let known = group.targets.elements.reduce(into: [Registered]()) { all, target in
      switch target.subject {
      case .resource(.resource(let id)):
        if let endpoint = endpoint(id) { all.append(registered(endpoint, group, port: target.port, .yes, [])) }
      case .resource(.oneOf(let ids, let why)):
        for case let endpoint? in ids.map({ self.endpoint($0) }) {
          all.append(registered(endpoint, group, port: target.port, .unknown, [why]))
        }
      case .address(let block): all += occupants(of: block, port: target.port, group)
      case .resource(.external), .resource(.unknown): break
      }
    }
    return known + anybody(in: group)
  }

  /// Of a target that is not known, whatever can be one: hosts of the group's VPC.
  private func anybody(in group: TargetGroup) -> [Registered] {
    let unknown = group.targets.elements.reduce(into: group.targets.rest.first) { why, target in
      if case .resource(.unknown(let own)) = target.subject { why = why ?? own }
    }
    guard let why = unknown, why.reason != .parameter, group.targetType.known != "lambda" else { return [] }
    return endpoints.filter { endpoint in
      let isThere = group.vpc.map { link in
        stations(of: endpoint).contains { $0.vpc.isSame(as: VPCKey(link.target)) != .no }
      }
      return endpoint.isCompute && isThere != false && !endpoint.serves.may.isEmpty
    }.map { registered($0, group, port: nil, .unknown, [why]) }
  }

  private func services(of group: TargetGroup) -> [Registered] {
    infrastructure.services.reduce(into: []) { all, service in
      guard let endpoint = endpoint(service.id) else { return }
      for binding in service.bindings.elements {
        let (verdict, because) = binding.targetGroup.target.verdict(is: group.id)
        if verdict != .no {
          // A listener of a classic load balancer names the instances' port itself.
          let port = group.declaration.kind == .implied ? nil : port(of: service, binding)
          let range = port?.unknown == chosenPort(of: service, binding) ? PortSet.chosenByDocker : .full
          all.append(registered(endpoint, group, port: port, among: range, verdict, because))
          let (hosts, mayBeAny) = hosts(of: service)
          let verdictOfHosts = mayBeAny.isEmpty ? verdict : .unknown
          all += hosts.map { registered($0, group, port: port, among: range, verdictOfHosts, because + mayBeAny) }
        }
      }
    }
  }

  /// Without interfaces of their own tasks are reached at those of the instances that they run on; with why each of
  /// these need not be one.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode.html
  private func hosts(of service: ContainerService) -> (endpoints: [Endpoint], because: [Unknown]) {
    guard service.subnets.isEmpty, let hosts = taskHosts(of: service) else { return ([], []) }
    let choice = Unknown(
      "which of its instances \(service.id.address) runs on", .decidedByAWS("is decided when a task starts"),
      at: service.declaration.place)
    let because = hosts.because + (hosts.endpoints.count > 1 ? [choice] : [])
    return (hosts.endpoints.compactMap { endpoint($0.id) }, because)
  }

  private func chosenPort(of service: ContainerService, _ binding: ContainerService.Binding) -> Unknown {
    Unknown(
      "the host port of \(service.id.address)", .decidedByAWS("is chosen when a task starts"),
      at: binding.containerPort.place.range)
  }

  /// The port on which a load balancer reaches the tasks of a service: the container's, where they have interfaces of
  /// their own or share the host's; with bridge networking the host's port, which Docker chooses if none is written.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
  private func port(of service: ContainerService, _ binding: ContainerService.Binding) -> Attribute<Int> {
    let port = binding.containerPort
    if !service.subnets.isEmpty { return port }
    func unknown(_ why: Unknown) -> Attribute<Int> { Attribute(.unknown(why), place: port.place) }
    guard let link = service.taskDefinition, let id = link.target.id,
      let task = infrastructure.taskDefinitions.first(where: { $0.id == id })
    else {
      let name = service.taskDefinition?.target.name ?? "the task definition of \(service.id.address)"
      return unknown(Unknown(name, .notInInput, at: service.declaration.place))
    }
    guard let mode = task.networkMode.known else {
      return unknown(task.networkMode.unknown ?? Unknown(id.address, .notInInput))
    }
    guard mode == "bridge" else { return port }
    guard let number = port.known else { return port }
    let hosts = task.containers.elements.reduce(into: [Attribute<Int>]()) { all, container in
      if let host = container.hostPorts[number] { all.append(host) }
    }
    if let host = hosts.first, hosts.count == 1 { return host }
    return unknown(chosenPort(of: service, binding))
  }

  private func scaling(of group: TargetGroup) -> [Registered] {
    infrastructure.autoScalingGroups.reduce(into: []) { all, scaling in
      guard let endpoint = endpoint(scaling.id) else { return }
      let found = scaling.targetGroups.elements.map { $0.target.verdict(is: group.id) }.max { $0.verdict < $1.verdict }
      if let (verdict, because) = found, verdict != .no {
        all.append(registered(endpoint, group, port: nil, verdict, because))
      } else if let why = scaling.targetGroups.rest.first(where: { $0.reason != .parameter }) {
        all.append(registered(endpoint, group, port: nil, .unknown, [why]))
      }
    }
  }

  /// What a target gets: on its own port, else the group's.
  private func traffic(of group: TargetGroup, port: Attribute<Int>?, among range: PortSet) -> Bounds<Traffic> {
    let proto = ProtocolSet(["UDP", "QUIC", "GENEVE"].contains(group.proto?.known ?? "") ? .udp : .tcp)
    let protocols = ["TCP_UDP", "TCP_QUIC"].contains(group.proto?.known ?? "") ? ProtocolSet(.tcp, .udp) : proto
    guard let candidates = (port ?? group.port)?.value.port.candidates else {
      return .atMost(Traffic(protocols, ports: range))
    }
    return .either(candidates.map { .exact(Traffic(protocols, ports: $0)) })
  }
}

extension Reference {
  /// Whether this is a reference to a resource.
  func verdict(is id: ResourceID) -> (verdict: Verdict, because: [Unknown]) {
    switch self {
    case .resource(let other): (Verdict(other == id), [])
    case .oneOf(let ids, let why): ids.contains(id) ? (.unknown, [why]) : (.no, [])
    case .external: (.no, [])
    case .unknown(let why): why.isParameter(of: id.stack) ? (.no, []) : (.unknown, [why])
    }
  }
}
