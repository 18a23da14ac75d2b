import AWSModel
import NetSpace

extension PathEvaluator {
  /// Where a Client VPN endpoint lets its clients go; nothing is asked of any other source.
  ///
  /// That is what a rule authorizes and what it routes, of which the VPC of its subnets is always a part. A rule for one group of users lets some client through, which is enough.
  ///
  /// Sources: https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html,
  /// https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-routes.html
  func clientAuthorization(of source: Station, _ remote: Remote, _ trace: inout TraceBuilder) {
    guard let endpoint = source.endpoint, endpoint.kind == .outbound(.clientVPN),
      let clients = topology.clients(of: endpoint.id)
    else { return }
    let routed = clients.routes.bounds.union(topology.addresses(of: source.vpc))
    let permitted = remote.dimension(of: clients.authorized.bounds.intersection(routed))
    var result = FilterResult()
    let asked = trace.asked
    result.passed = permitted.map(monotone: { asked.intersection(HeaderSpace(traffic: .full, destinations: $0)) })
    if !result.passed.isExact {
      result.unknowns = clients.authorized.unknowns + clients.routes.unknowns
      if result.unknowns.isEmpty {
        result.unknowns = [
          Unknown("the address of \(endpoint.address)'s target", .decidedByAWS("is assigned when it is created"))
        ]
      }
    }
    let none = Decision(
      text: "no authorization rule and route of \(endpoint.address) leads there", place: endpoint.declaration.place,
      resource: endpoint.id, effect: .blocks)
    trace.add(
      .clientAuthorization, "authorization rules of \(endpoint.address)", result,
      otherwise: result.passed.may.isEmpty ? none : nil
    ) { _ in
      (nil, "authorize clients of \(endpoint.address) for the target's network, and route there")
    }
  }
}

extension Topology {
  /// For whom a service sends, if that is not itself.
  fileprivate func clients(of id: ResourceID) -> ClientNetwork? {
    infrastructure.outboundServices.first { $0.id == id }?.clients
  }
}

extension PartialList<Attribute<AddressBlock>> {
  /// The addresses that any of the blocks certainly and possibly holds.
  var bounds: Bounds<AddressSet> {
    let union = Bounds.union(of: elements.map(\.bounds))
    return isComplete ? union : Bounds(must: union.must, may: .full)
  }

  /// Why it is not certain which addresses they are.
  var unknowns: [Unknown] { rest + elements.flatMap { $0.unknown.map { [$0] } ?? $0.value.known?.unknowns ?? [] } }
}
