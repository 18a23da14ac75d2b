import AWSModel
import Analysis
import NetSpace

/// What endpoints may send, and what load balancers have to.
extension LintContext {
  /// The traffic that the groups of an endpoint let out, to whomever.
  func egressTraffic(of endpoint: Endpoint) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    guard let groups = certainGroups(of: endpoint) else { return derivedEgressTraffic(of: endpoint) }
    return egressByGroups.value(groups) { derivedEgressTraffic(of: endpoint) }
  }

  private func derivedEgressTraffic(of endpoint: Endpoint) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    let outside = unknownGroups(of: endpoint)
    var because = outside
    var parts: [Bounds<Traffic>] = outside.isEmpty ? [] : [.unknown]
    for (id, membership) in knownGroups(of: endpoint) {
      guard let group = facts.topology.securityGroup(id) else { continue }
      for (rule, certainty) in group.egressRules(self) {
        let both = certainty.and(membership)
        parts.append(both.verdict == .yes ? rule.traffic.bounds : .atMost(rule.traffic.bounds.may))
        because += both.because + rule.traffic.unknowns
      }
      if !group.rules.isComplete {
        parts.append(.unknown)
        because += group.rules.rest
      }
    }
    return (.union(of: parts), because.distinct)
  }

  /// The rules by which the groups of an endpoint let anything out, the broadest first.
  func egressAnchors(of endpoint: Endpoint, on traffic: Traffic = .full) -> [Anchor] {
    let rules = knownGroups(of: endpoint).flatMap { id, _ in
      facts.topology.securityGroup(id)?.egressRules(self).map(\.rule) ?? []
    }.filter { $0.traffic.bounds.may.intersects(traffic) }
    return Anchor.ranked(
      rules.map { rule in
        let anchor = rule.anchor
        return Anchor(
          anchor.place, anchor.resource, key: anchor.key, words: anchor.words, weight: rule.traffic.bounds.may.share)
      })
  }

  /// What the groups of an endpoint let out to the world beside HTTPS on its own port.
  func worldEgressBeyondHTTPS(of endpoint: Endpoint) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    guard let groups = certainGroups(of: endpoint) else { return derivedWorldEgressBeyondHTTPS(of: endpoint) }
    return worldEgressByGroups.value(groups) { derivedWorldEgressBeyondHTTPS(of: endpoint) }
  }

  private func derivedWorldEgressBeyondHTTPS(
    of endpoint: Endpoint
  ) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    let https = Bounds.exact(Traffic(.tcp, ports: PortSet(443)))
    let (traffic, because) = worldTraffic(of: knownGroups(of: endpoint), .egress)
    let outside = unknownGroups(of: endpoint)
    let all = outside.isEmpty ? traffic : Bounds(must: traffic.must, may: .full)
    return (all.subtracting(https), (because + outside).distinct)
  }

  /// What the groups of a load balancer let out beyond what it has to send.
  func egressBeyondTargets(_ balancer: LoadBalancer) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    guard let endpoint = facts.endpoint(balancer.id) else { return (.empty, []) }
    let (allowed, because) = egressTraffic(of: endpoint)
    let (needed, reasons) = neededEgress(of: balancer)
    return (allowed.subtracting(needed), (because + reasons).distinct)
  }

  /// The ports on which the groups of a load balancer admit the world and no listener takes it.
  func openWithoutListener(_ balancer: LoadBalancer) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    // Without a listener in the input, another stack has them.
    guard let endpoint = facts.endpoint(balancer.id), !listeners(of: balancer).isEmpty else { return (.empty, []) }
    let (open, because) = worldTraffic(of: knownGroups(of: endpoint), .ingress)
    let ports = open.intersection(.exact(Traffic(.tcp).union(Traffic(.udp))))
    let doubts =
      endpoint.serves.isExact
      ? []
      : listeners(of: balancer).flatMap { listener, certainty in
        [listener.port.unknown, listener.proto.unknown].compactMap(\.self) + certainty.because
      }
    return (ports.subtracting(endpoint.serves), (because + doubts).distinct)
  }

  /// What a load balancer has to send: requests and health checks to the targets of its listeners, and HTTPS to the
  /// identity provider where a listener signs users in.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
  func neededEgress(of balancer: LoadBalancer) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    var because: [Unknown] = []
    var parts: [Bounds<Traffic>] = facts.bindings(from: balancer.id).flatMap { binding in
      because += binding.doubtsAboutPort
      return [binding.traffic, binding.healthTraffic]
    }
    let actions = listeners(of: balancer).flatMap { listener, _ in
      [listener.actions] + rules(of: listener).map(\.rule.actions)
    }
    for action in actions.flatMap(\.elements) {
      // A type that is not known may be one that signs users in.
      let https = Traffic(.tcp, ports: PortSet(443))
      if let why = action.type.unknown {
        parts.append(.atMost(https))
        because.append(why)
      } else if action.type.known?.hasPrefix("authenticate-") == true {
        parts.append(.exact(https))
      }
      for link in action.targetGroups.elements {
        guard let group = link.target.id.flatMap({ lookup.first(\.targetGroups, $0) }) else {
          parts.append(.unknown)
          because.append(link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range))
          continue
        }
        for port in [group.port, group.healthCheckPort] {
          guard let port else { continue }
          parts.append(
            .either((port.value.candidates ?? []).map { .exact(Traffic(.tcp, ports: PortSet(UInt16(clamping: $0)))) }))
          because += port.unknown.map { [$0] } ?? []
        }
      }
      because += action.targetGroups.rest
      if !action.targetGroups.isComplete { parts.append(.unknown) }
    }
    for actions in actions where !actions.isComplete {
      parts.append(.unknown)
      because += actions.rest
    }
    return (.union(of: parts), because.distinct)
  }
}
