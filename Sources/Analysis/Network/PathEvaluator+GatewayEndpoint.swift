import AWSModel
import NetSpace

extension PathEvaluator {
  /// From an interface to the service behind a gateway endpoint of its VPC.
  ///
  /// Tables that are associated with the endpoint lead there; the groups of the source and the list of its subnet see
  /// the public addresses of the service. What the endpoint's policy says is no matter of packets, and told beside. Only IPv4 is followed.
  /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
  func toService(from source: Station, by endpoint: VPCEndpoint, traffic: Traffic) -> Trace {
    let far = Remote.assigned(.service(ServiceAddresses(endpoint)))
    let node = Node.resource(endpoint.id)
    var trace = TraceBuilder(
      from: nodeOf(source),
      wanted: HeaderSpace(
        traffic: traffic, destinations: AddressSet(.ipv4), sources: AddressSet(.ipv4)))
    if let sender = source.endpoint { securityGroups(of: sender, .egress, far, &trace) }
    trace.enter(source.node)
    networkACL(of: source, .egress, far, &trace)
    isInNetwork(endpoint, source, &trace)
    routes(of: source, to: endpoint, far, &trace)
    trace.enter(node)
    isThere(endpoint, &trace)
    serves(endpoint, &trace)
    policy(of: endpoint, &trace)
    trace.turnAround()
    trace.enter(source.node)
    networkACL(of: source, .ingress, far, &trace)
    trace.enter(nodeOf(source))
    return trace.finish(target: node, via: "through \(endpoint.id.address)")
  }

  private func isInNetwork(_ endpoint: VPCEndpoint, _ source: Station, _ trace: inout TraceBuilder) {
    let own = VPCKey(endpoint.vpc.target)
    let verdict = own.isSame(as: source.vpc)
    if verdict == .yes { return }
    trace.require(
      .sameNetwork, "\(source.vpc.name) and \(own.name)", verdict,
      decision: Decision(
        text: "is an endpoint of \(own.name), whose networks alone it serves", place: endpoint.vpc.place.range,
        resource: endpoint.id, effect: verdict == .no ? .blocks : .undecided),
      unknowns: [own.unknown, source.vpc.unknown].compactMap { $0 }, code: "DISCONNECTED_VPCS",
      remedy: "give \(source.vpc.name) a gateway endpoint of its own")
  }

  private func routes(of source: Station, to endpoint: VPCEndpoint, _ far: Remote, _ trace: inout TraceBuilder) {
    let choice = table(of: source.site)
    let name = choice.only.map { $0.id.address } ?? "of \(source.node)"
    let none = choice.only.map { table in
      Decision(
        text: "is not associated with \(endpoint.id.address)", place: table.declaration.place, resource: table.id,
        effect: .blocks)
    }
    let hop = NextHop.component(.resource(endpoint.id))
    trace.add(
      .routeTable, "route table \(name)", choice,
      { topology.filter(of: $0, toward: hop, remote: far, isLocal: false, service: endpoint) }, otherwise: none,
      blocked: { result in
        let code = result.admitting.isEmpty ? "NO_ROUTE_TO_DESTINATION" : "MORE_SPECIFIC_ROUTE"
        return (code, "associate \(name) with \(endpoint.id.address)")
      })
  }

  private func isThere(_ endpoint: VPCEndpoint, _ trace: inout TraceBuilder) {
    let existence = endpoint.declaration.existence
    if existence.verdict == .yes { return }
    trace.require(
      .listening, endpoint.id.address, existence.verdict, decision: nil, unknowns: existence.because, code: nil,
      remedy: nil)
  }

  /// S3 and DynamoDB take HTTP and HTTPS.
  ///
  /// Sources: https://docs.aws.amazon.com/general/latest/gr/s3.html,
  /// https://docs.aws.amazon.com/general/latest/gr/ddb.html
  private func serves(_ endpoint: VPCEndpoint, _ trace: inout TraceBuilder) {
    let ports = PortSet([80...80, 443...443])
    trace.require(
      .listening, "what \(endpoint.id.address) listens on", .no,
      on: HeaderSpace(traffic: Traffic(.tcp, ports: ports).complement),
      decision: Decision(
        text: "leads to a service that takes HTTP and HTTPS", place: endpoint.service.place.range,
        resource: endpoint.id, effect: .admits), code: "TARGET_PORT_RESTRICTION",
      remedy: "ask for a port that it listens on")
  }
}
