import AWSModel
import NetSpace

/// Whether a load balancer gets through to a target.
package struct BindingReach: Sendable {
  package let verdict: Verdict
  package let because: [Unknown]
  package let traces: [Trace]
}

extension Facts {
  /// Whether what a load balancer sends arrives at a target and is answered, from every port that it may send from.
  ///
  /// A network load balancer that keeps its clients' addresses sends nothing of its own but health checks.
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
  package func trafficReach(of binding: Binding) -> BindingReach {
    if binding.preservesClientIP {
      return outOfZones(binding, binding.traffic) ?? BindingReach(verdict: .yes, because: [], traces: [])
    }
    return reach(binding, binding.traffic)
  }

  /// Whether health checks arrive and are answered.
  package func healthReach(of binding: Binding) -> BindingReach {
    reach(binding, binding.healthTraffic)
  }

  /// Nothing is sent to a target that no node sends to, because of their zones; nil if one may.
  private func outOfZones(_ binding: Binding, _ traffic: Bounds<Traffic>) -> BindingReach? {
    let targets = stations(of: binding.target)
    var why: (node: Station, zones: ZoneReach)?
    for node in stations(of: binding.balancer) {
      for target in targets {
        let zones = reach(of: binding, from: node, to: target)
        guard zones.verdict == .no else { return nil }
        why = why ?? (node, zones)
      }
    }
    guard let (node, zones) = why else { return nil }
    var trace = TraceBuilder(from: .resource(binding.balancer.id), wanted: HeaderSpace(traffic: traffic.may))
    trace.require(
      .zone, "zones of \(binding.balancer.address)", .no, decision: zones.decision(node, binding.balancer),
      code: zones.code, remedy: zones.remedy)
    trace.enter(.resource(binding.target.id))
    trace.turnAround()
    trace.enter(.resource(binding.balancer.id))
    let found = trace.finish(target: .resource(binding.target.id), via: "from \(binding.balancer.address)")
    return BindingReach(verdict: .no, because: [], traces: [found])
  }

  private func reach(_ binding: Binding, _ traffic: Bounds<Traffic>) -> BindingReach {
    if let none = outOfZones(binding, traffic) { return none }
    let answer = answer(
      Query(
        source: .endpoint(binding.balancer.id), target: .endpoint(binding.target.id), traffic: traffic.may,
        joinsLoadBalancers: false))
    let always = answer.surviving.map(monotone: { $0.flowsForAllSourcePorts(in: .balancerPorts) })
    // A port that is not known may be another than the one that gets through, unless all that it can be do.
    let certain = traffic.isExact || always.must.holdsAll(of: traffic.may) ? always.must : .empty
    let verdict: Verdict = always.may.isEmpty ? .no : certain.isEmpty ? .unknown : .yes
    var because = verdict == .unknown ? answer.unknowns + answer.traces.flatMap { $0.unknowns(on: traffic.may) } : []
    if verdict == .unknown, !traffic.isExact { because += binding.because }
    return BindingReach(verdict: verdict, because: because.distinct, traces: answer.traces)
  }
}

extension Binding {
  /// What health checks are sent to: TCP on their own port, else on that of the traffic.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
  package var healthTraffic: Bounds<Traffic> {
    if let port = targetGroup.healthCheckPort {
      guard let candidates = port.value.port.candidates else { return .atMost(Traffic(.tcp)) }
      return .either(candidates.map { .exact(Traffic(.tcp, ports: $0)) })
    }
    func overTCP(_ traffic: Traffic) -> Traffic {
      let ports = traffic.destinationPorts(for: .tcp).union(traffic.destinationPorts(for: .udp))
      return ports.isEmpty ? .empty : Traffic(.tcp, ports: ports)
    }
    return traffic.map(monotone: overTCP)
  }
}

extension PortSet {
  /// The ports that load balancers, NAT gateways and Lambda functions send from.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
  static let balancerPorts = PortSet(1024...65535)
  /// The ports that other clients send from.
  static let clientPorts = PortSet(32768...65535)
}
