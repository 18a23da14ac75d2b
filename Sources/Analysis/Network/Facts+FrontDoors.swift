import AWSModel
import NetSpace

extension Facts {
  /// Resource types that bring traffic from outside to compute or to load balancers, and that are not modelled: where
  /// one is declared, "not reachable" is not certain.
  ///
  /// Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/target-groups.html
  private static let frontDoorTypes: Set<String> = [
    "aws_vpclattice_target_group", "aws_vpclattice_target_group_attachment", "AWS::VpcLattice::TargetGroup",
  ]

  /// What may lead from outside to the target by a way that is not followed; empty if the target's groups let nothing
  /// of the traffic in, from whomever.
  ///
  /// An accelerator, a link of an API and an origin of a distribution lead to the load balancers, instances and subnets
  /// that they name, and from load balancers to their targets.
  /// Sources: https://docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html,
  /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html,
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html,
  /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html
  func frontDoors(_ query: Query) -> [Unknown] {
    guard case .endpoint(let id) = query.target, let target = endpoint(id), !target.isDataStore else { return [] }
    switch query.source {
    case .internet: break
    case .addresses(let set): if set.isDisjoint(with: .global) { return [] }
    case .endpoint(let source): return latticeDoors(to: target, query.traffic, from: endpoint(source))
    }
    if target.kind == .outbound(.function) { return doubtfulURLs(of: id, query) }
    if admitted(by: target, query.traffic).isEmpty { return [] }
    let reached = Set([id] + balancerChains(to: id).flatMap(\.balancers))
    let entries = infrastructure.entryPoints.filter { leads($0, to: target, reached, query.traffic) }.map { entry in
      Unknown(
        entry.id.address, .unsupported("what \(entry.kind.words) lets through is not followed"),
        at: entry.declaration.place)
    }
    return entries + latticeDoors(to: target, query.traffic, from: nil)
  }

  /// What the groups of a target may let in of what it may serve, from whomever.
  func admitted(by target: Endpoint, _ traffic: Traffic) -> Traffic {
    let anybody = Remote.addresses(.full, couldBeMembers: true)
    let wanted = HeaderSpace(traffic: traffic.intersection(target.serves.may))
    return topology.securityGroupFilter(of: target, .ingress, remote: anybody).evaluate(wanted).passed.may.traffic
  }

  /// Services of VPC Lattice, which forward to their targets what comes from anywhere in the networks of their network.
  ///
  /// Only where the target, or a load balancer before it, admits the addresses that these send from: link-local and
  /// public ones, never those of a VPC or of members of a group.
  ///
  /// Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html (managed prefix list)
  private func latticeDoors(to target: Endpoint, _ traffic: Traffic, from source: Endpoint?) -> [Unknown] {
    let doors = unmodelledFrontDoors.value {
      infrastructure.unmodelled.filter { Self.frontDoorTypes.contains($0.type) }
    }.filter { $0.id.stack == target.id.stack }
    let anybody = Remote.addresses(.full, couldBeMembers: true)
    guard !doors.isEmpty, passes(target, .ingress, traffic.intersection(target.serves.may), anybody) else { return [] }
    let lattice = Remote.addresses(AddressSet.privateIPv4.complement, couldBeMembers: false)
    let balancers = Set(balancerChains(to: target.id).flatMap(\.balancers)).compactMap { endpoint($0) }
    guard
      passes(target, .ingress, traffic.intersection(target.serves.may), lattice)
        || balancers.contains(where: { passes($0, .ingress, .full, lattice) })
    else { return [] }
    // To an endpoint in its own network a client sends what is for the services of the network behind it.
    if let source, !passes(source, .egress, .full, anybody) { return [] }
    return doors.map { Unknown($0.id.address, .unsupported("\($0.type) is not modelled"), at: $0.place) }
  }

  private func passes(
    _ endpoint: Endpoint, _ direction: Direction, _ traffic: Traffic, _ remote: Remote
  ) -> Bool {
    let wanted = HeaderSpace(traffic: traffic)
    return !topology.securityGroupFilter(of: endpoint, direction, remote: remote).evaluate(wanted).passed.may.isEmpty
  }

  /// Whether an entry point may pass something to a target, or to a load balancer before it.
  private func leads(
    _ entry: EntryPoint, to target: Endpoint, _ reached: Set<ResourceID>, _ traffic: Traffic
  ) -> Bool {
    if entry.declaration.existence.verdict == .no { return false }
    switch entry.kind {
    case .functionURL: return false
    // Its own groups and routes decide what it reaches.
    case .instanceConnect: return canSend(entry, to: target.id, traffic.intersection(.loginPorts))
    // It reaches what it names through interfaces of its own, if it has any.
    case .vpcLink:
      return names(entry, target, reached)
        && (endpoint(entry.id) == nil || reached.contains { canSend(entry, to: $0, .full) })
    case .vpcOrigin, .accelerator: return names(entry, target, reached)
    }
  }

  private func canSend(_ entry: EntryPoint, to target: ResourceID, _ traffic: Traffic) -> Bool {
    if traffic.isEmpty { return false }
    let query = Query(
      source: .endpoint(entry.id), target: .endpoint(target), traffic: traffic, joinsLoadBalancers: false)
    return answer(query).verdict != .no
  }

  private func names(_ entry: EntryPoint, _ target: Endpoint, _ reached: Set<ResourceID>) -> Bool {
    // What is not known may be anything of the stack.
    if !entry.targets.isComplete, entry.id.stack == target.id.stack { return true }
    return entry.targets.elements.contains { link in
      switch link.target {
      case .resource(let id): leads(to: id, target, reached)
      case .oneOf(let ids, _): ids.contains { leads(to: $0, target, reached) }
      case .unknown: entry.id.stack == target.id.stack
      case .external: false
      }
    }
  }

  /// Whether a name that an entry point gives is that of the target: itself, a listener of a load balancer, an elastic
  /// address, a subnet; a name of something that is none of these may stand for anything of the stack.
  private func leads(to id: ResourceID, _ target: Endpoint, _ reached: Set<ResourceID>) -> Bool {
    if reached.contains(id) { return true }
    if endpoint(id) != nil { return false }
    if let listener = infrastructure.listeners.first(where: { $0.id == id }) {
      return reached.contains { listener.loadBalancer.target.verdict(is: $0).verdict != .no }
    }
    if topology.subnet(id) != nil { return target.sites.contains(.subnet(id)) }
    let holders = infrastructure.addressAssociations.filter { $0.declaration.id == id }
    if !holders.isEmpty {
      return holders.contains { holder in reached.contains { holder.holder.target.verdict(is: $0).verdict != .no } }
    }
    return id.stack == target.id.stack
  }
}

extension Traffic {
  /// What an Instance Connect Endpoint carries: SSH and RDP.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html
  fileprivate static let loginPorts = Traffic(.tcp, ports: PortSet([22...22, 3389...3389]))
}

extension EntryPoint.Kind {
  fileprivate var words: String {
    switch self {
    case .functionURL: "a function's URL"
    case .vpcLink: "a VPC link"
    case .vpcOrigin: "an origin of CloudFront"
    case .accelerator: "Global Accelerator"
    case .instanceConnect: "an Instance Connect Endpoint"
    }
  }
}
