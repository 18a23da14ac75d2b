import AWSModel
import NetSpace

extension PathEvaluator {
  /// Ways to another VPC: none, unless a route on the way leads to something that is not modelled.
  func elsewhere(from source: Station, to target: Station, traffic: Traffic) -> [Trace] {
    let start: Node = source.endpoint.map { .resource($0.id) } ?? source.node
    let end: Node = target.endpoint.map { .resource($0.id) } ?? target.node
    let addresses = target.remote.addresses
    guard case .subnet(let id) = source.site else { return [] }
    let targets = topology.routeTable(of: id).options.flatMap { topology.unmodelledTargets(of: $0, toward: addresses) }
    var trace = TraceBuilder(from: start, wanted: HeaderSpace(traffic: traffic))
    if let (route, name) = targets.first {
      trace.enter(source.node)
      let decision = Decision(text: route.words, place: route.place.range, resource: route.declaredBy, effect: .undecided)
      trace.require(
        .notModelled, name, .unknown, decision: decision,
        unknowns: [Unknown(name, .unsupported("routes to it are not followed"), at: route.place.range)], code: nil,
        remedy: nil)
    } else {
      trace.require(
        .sameNetwork, "\(source.vpc.name) and \(target.vpc.name)", .no, decision: nil, code: "DISCONNECTED_VPCS",
        remedy: "connect the two VPCs (peering or a transit gateway, with routes on both sides)")
    }
    trace.enter(end)
    trace.turnAround()
    trace.enter(start)
    return [trace.finish(target: end, via: "between \(source.vpc.name) and \(target.vpc.name)")]
  }
}
