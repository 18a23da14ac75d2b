import AWSModel
import Analysis
import NetSpace

/// What endpoints listen on, as far as the input says so or as it can be taken for granted.
extension LintContext {
  /// What an endpoint certainly and possibly serves.
  ///
  /// Listeners, databases and containers say it. A machine may listen on anything: that it is administered on the usual
  /// ports, and serves what a load balancer sends it, is taken for granted.
  func served(by endpoint: Endpoint) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    if endpoint.serves.isExact { return (endpoint.serves, []) }
    let why = Unknown("what \(endpoint.address) listens on", .decidedByAWS("is not declared"))
    guard endpoint.isCompute else { return (endpoint.serves, doubts(aboutServiceOf: endpoint) + [why]) }
    let balanced = Bounds<Traffic>.union(of: bindings(to: endpoint).map(\.traffic))
    if let containers = containerTraffic(of: endpoint) { return (containers.union(balanced), []) }
    return (Bounds(must: balanced.must.union(.adminPorts), may: .full), [why])
  }

  /// The ports of the containers of a service, if all of them are known.
  private func containerTraffic(of endpoint: Endpoint) -> Bounds<Traffic>? {
    guard let service = lookup.first(\.services, endpoint.id),
      let id = service.taskDefinition?.target.id,
      let definition = lookup.first(\.taskDefinitions, id), definition.containers.isComplete,
      definition.containers.elements.allSatisfy({
        $0.ports.isComplete && $0.ports.elements.allSatisfy { $0.known != nil }
      }
      )
    else { return nil }
    let ports = definition.containers.elements.flatMap(\.ports.elements).compactMap(\.known)
    let set = PortSet(ports.map { UInt16(clamping: $0)...UInt16(clamping: $0) })
    return .exact(Traffic(.tcp, ports: set).union(Traffic(.udp, ports: set)))
  }

  /// The TCP and UDP ports of an opening on which nothing listens that has the group; none if nothing is known to have it.
  func unserved(_ opening: Opening) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    guard opening.direction == .ingress, let served = served(inGroup: opening.group.id) else { return (.empty, []) }
    let ports = Traffic(.tcp).union(Traffic(.udp)).intersection(opening.traffic)
    return (Bounds.exact(ports).subtracting(served.traffic), served.because)
  }

  /// What all that has a group serves; nil if nothing is known to have it.
  private func served(inGroup group: ResourceID) -> GroupService? {
    servicesByGroup.value(group) {
      let attached = facts.endpoints(attachedTo: group)
      if attached.isEmpty { return nil }
      var because: [Unknown] = []
      let parts = attached.map { one, membership -> Bounds<Traffic> in
        let (traffic, reasons) = self.served(by: one)
        because += reasons + (membership == .yes ? [] : one.doubts(aboutMembershipIn: group))
        return membership == .yes ? traffic : .atMost(traffic.may)
      }
      return GroupService(traffic: .union(of: parts), because: because.distinct)
    }
  }
}

/// What the endpoints serve that have a group.
struct GroupService: Sendable {
  let traffic: Bounds<Traffic>
  let because: [Unknown]
}
