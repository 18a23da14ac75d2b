import AWSModel
import Analysis
import CEL

extension Relations {
  static let loadBalancer: Relation = Relation(of: Objects.loadBalancer) { context in
    context.infrastructure.loadBalancers.map { balancer in
      Row(
        Objects.loadBalancer, balancer, context,
        evidence: {
          context.listeners(of: balancer).flatMap { listener, _ in
            let rules = context.rules(of: listener).map(\.rule)
            let actions = listener.actions.elements + rules.flatMap(\.actions.elements)
            return [listener.declaration.place] + rules.map(\.declaration.place) + actions.map(\.type.place.range)
          }
        })
    }
  }
}

extension Objects {
  static let loadBalancer: ObjectType<LoadBalancer> = ObjectType(
    resource: "load_balancer", doc: "An application, network, gateway or classic load balancer.",
    fields: [
      "kind": .init(
        .string, "`application`, `network`, `gateway` or `classic`.",
        at: { balancer, _ in balancer.anchor(balancer.kind.place) }
      ) { balancer, context in
        context.value(balancer.kind) { .string($0.rawValue) }
      },
      "is_internal": .init(
        .bool, "Whether it has private addresses only.",
        at: { balancer, _ in balancer.anchor(balancer.isInternal.place) }
      ) { balancer, context in
        context.value(balancer.isInternal) { .bool($0) }
      },
      "listeners": .init(
        .list(.object("listener")), "Its listeners.",
        at: { balancer, context in context.listeners(of: balancer).map { Anchor($0.listener.declaration) } }
      ) { balancer, context in
        context.list(
          context.listeners(of: balancer).map { (value: listener.value($0.listener, context), certainty: $0.certainty) }
        )
      },
      "subnets": .init(.list(.object("subnet")), "The subnets that it is in.") { balancer, context in
        context.resources(balancer.subnets) { id in
          context.facts.topology.subnet(id).map { subnet.value($0, context) }
        }
      },
      "security_groups": .init(.list(.object("security_group")), "Its security groups.") { balancer, context in
        context.groups(context.facts.endpoint(balancer.id)?.groups ?? balancer.groups)
      },
      "targets": .init(.list(.object("endpoint")), "What it sends requests to.") { balancer, context in
        context.list(
          context.facts.bindings(from: balancer.id).map {
            (value: endpoint.value($0.target, context), certainty: Certainty($0.exists, because: $0.because))
          })
      },
      "has_listeners": .init(.bool, "Whether the input declares a listener of it; another stack may.") {
        balancer, context in
        context.value(context.listeners(of: balancer).reduce(Certainty(.no)) { $0.or($1.certainty) })
      },
      "open_without_listener": .init(
        .object(TrafficObject.name),
        "The TCP and UDP ports on which its groups admit the world and it does not listen.",
        at: { balancer, context in
          let groups = context.knownGroups(of: context.facts.endpoint(balancer.id)).map(\.group)
          return context.worldAnchors(of: groups, .ingress, on: context.openWithoutListener(balancer).traffic.may)
        }
      ) { balancer, context in
        let (traffic, because) = context.openWithoutListener(balancer)
        return context.value(traffic, because: because)
      },
      "egress_beyond_targets": .init(
        .object(TrafficObject.name), "What its groups let out beyond what it has to send.",
        at: { balancer, context in
          guard let endpoint = context.facts.endpoint(balancer.id) else { return [] }
          return context.egressAnchors(of: endpoint, on: context.egressBeyondTargets(balancer).traffic.may)
        }
      ) { balancer, context in
        let (traffic, because) = context.egressBeyondTargets(balancer)
        return context.value(traffic, because: because)
      },
      "needed_egress": .init(
        .object(TrafficObject.name),
        "What it has to send: to targets, for health checks, and to an identity provider where it signs users in."
      ) { balancer, context in
        let (traffic, because) = context.neededEgress(of: balancer)
        return context.value(traffic, because: because)
      },
      "endpoint": .init(.object("endpoint"), "It as an end of connections.") { balancer, context in
        context.facts.endpoint(balancer.id).map { endpoint.value($0, context) }
      },
    ])
}

extension LintContext {
  /// The listeners that a load balancer has or may have.
  func listeners(of balancer: LoadBalancer) -> [(listener: Listener, certainty: Certainty)] {
    let possible = lookup.linked("listeners", infrastructure.listeners, by: { $0.loadBalancer }, to: balancer.id)
    return possible.reduce(into: []) { all, listener in
      let existence = listener.declaration.existence
      let isItsOwn = listener.loadBalancer.target.certainty(is: balancer.id)
      let certainty = isItsOwn.and(Certainty(existence.verdict, because: existence.because))
      if certainty.verdict != .no { all.append((listener, certainty)) }
    }
  }

  /// The rules that a listener has or may have beside its default actions.
  func rules(of listener: Listener) -> [(rule: ListenerRule, certainty: Certainty)] {
    let possible = lookup.linked("listener rules", infrastructure.listenerRules, by: { $0.listener }, to: listener.id)
    return possible.reduce(into: []) { all, rule in
      let existence = rule.declaration.existence
      let certainty = rule.listener.target.certainty(is: listener.id)
        .and(Certainty(existence.verdict, because: existence.because))
      if certainty.verdict != .no { all.append((rule, certainty)) }
    }
  }
}

extension Reference {
  /// Whether this refers to a resource.
  func certainty(is id: ResourceID) -> Certainty {
    switch self {
    case .resource(let other): Certainty(other == id ? .yes : .no)
    case .oneOf(let ids, let why): ids.contains(id) ? Certainty(.unknown, because: [why]) : Certainty(.no)
    case .external: Certainty(.no)
    case .unknown(let why): Certainty(.unknown, because: [why])
    }
  }
}
