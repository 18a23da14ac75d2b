import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let binding: Relation = Relation(of: Objects.binding) { context in
    context.bindings.map { binding in
      Row(
        Objects.binding.object(binding, context), exists: Certainty(binding.exists, because: binding.because),
        subject: binding.target.id, key: "\(binding.listener.id.address) \(binding.targetGroup.id.address)",
        traces: { Array(context.failures(of: binding).prefix($0)) },
        evidence: { [binding.listener.declaration.place, binding.targetGroup.declaration.place] })
    }
  }
}

extension Objects {
  static let binding: ObjectType<Binding> = ObjectType(
    "binding", doc: "A listener's way to a target: which load balancer sends what to whom.",
    key: {
      "\($0.listener.id.stack)\n\($0.listener.id.address)\n\($0.targetGroup.id.address)\n\($0.target.address)\n\($0.preservesClientIP)"
    },
    describe: { "\($0.balancer.address) to \($0.target.address)" },
    anchors: { binding, _ in [Anchor(binding.targetGroup.declaration)] },
    fields: [
      "load_balancer": .init(.object("endpoint"), "Who sends.") { binding, context in
        endpoint.value(binding.balancer, context)
      },
      "listener": .init(.object("listener"), "The listener that takes the requests.") { binding, context in
        listener.value(binding.listener, context)
      },
      "target_group": .init(.object("target_group"), "The target group.") { binding, context in
        targetGroup.value(binding.targetGroup, context)
      },
      "target": .init(.object("endpoint"), "Who gets them.") { binding, context in
        endpoint.value(binding.target, context)
      },
      "traffic": .init(.object(TrafficObject.name), "What the target gets.") { binding, context in
        context.value(binding.traffic, because: binding.doubtsAboutPort)
      },
      "preserves_client_ip": .init(.bool, "Whether the target sees the client's address.") { binding, _ in
        .bool(binding.preservesClientIP)
      },
      "health_traffic": .init(.object(TrafficObject.name), "What health checks are sent to.") { binding, context in
        context.value(binding.healthTraffic, because: binding.doubtsAboutPort)
      },
      "is_registered": .init(
        .bool, "Whether the target is registered itself, and not just one of those that may have a registered address."
      ) { binding, _ in .bool(!binding.isGuessed) },
      "reachable": .init(
        .bool, "Whether the load balancer's requests get to the target, and the answers back.",
        at: { binding, context in context.blockerAnchors(of: binding) }
      ) { binding, context in
        let reach = context.trafficReach(of: binding)
        return context.value(reach.verdict, because: reach.because)
      },
      "health_reachable": .init(
        .bool, "Whether the load balancer's health checks get to the target, and the answers back.",
        at: { binding, context in context.blockerAnchors(of: binding) }
      ) { binding, context in
        let reach = context.healthReach(of: binding)
        return context.value(reach.verdict, because: reach.because)
      },
      "unreachable": .init(
        .object(TrafficObject.name), "What does not get through of its requests and health checks, or may not.",
        at: { binding, context in context.blockerAnchors(of: binding) }
      ) { binding, context in
        let parts = [
          (context.trafficReach(of: binding), binding.traffic),
          (context.healthReach(of: binding), binding.healthTraffic),
        ]
        return context.value(
          .union(of: parts.filter { $0.0.verdict != .yes }.map(\.1)), because: binding.doubtsAboutPort)
      },
      "blockers": .init(
        .list(.string), "What stops its requests and health checks, in words.",
        at: { binding, context in context.blockerAnchors(of: binding) }
      ) { binding, context in
        .list(context.blockers(of: binding).map { .string($0.component) })
      },
    ])
}

extension Binding {
  /// Why the target's port is not known; empty if it is.
  var doubtsAboutPort: [Unknown] {
    if traffic.isExact { return [] }
    let reasons = [targetGroup.port?.unknown].reduce(into: because) { if let why = $1 { $0.append(why) } }
    return reasons.isEmpty ? [Unknown("the port of \(targetGroup.id.address)", .notInInput)] : reasons
  }
}

extension Binding {
  /// Whether the target is only one of those that may have an address which is registered.
  fileprivate var isGuessed: Bool {
    exists == .unknown
      && targetGroup.targets.elements.contains { if case .address = $0.subject { true } else { false } }
  }
}

extension LintContext {
  fileprivate func trafficReach(of binding: Binding) -> BindingReach {
    trafficReaches.value(Objects.binding.key(binding)) { facts.trafficReach(of: binding) }
  }

  fileprivate func healthReach(of binding: Binding) -> BindingReach {
    // Most health checks are sent to where the requests go.
    if !binding.preservesClientIP, binding.healthTraffic == binding.traffic { return trafficReach(of: binding) }
    return healthReaches.value(Objects.binding.key(binding)) { facts.healthReach(of: binding) }
  }

  /// The paths on which the traffic, or else a health check, does not get through.
  fileprivate func failures(of binding: Binding) -> [Trace] {
    let failing = [trafficReach(of: binding), healthReach(of: binding)].filter { $0.verdict != .yes }.map(\.traces)
    // Of both, what shows a step that lets nothing through.
    return failing.first { $0.contains { !$0.blockers.isEmpty } } ?? failing.first ?? []
  }

  fileprivate func blockers(of binding: Binding) -> [Step] {
    var seen: Set<String> = []
    return failures(of: binding).flatMap(\.blockers).filter { seen.insert("\($0.component) \($0.isReturn)").inserted }
  }

  /// What blocks, where it stands; the target group if nothing does by itself.
  fileprivate func blockerAnchors(of binding: Binding) -> [Anchor] {
    let anchors = blockers(of: binding).flatMap { step in
      step.decisions.filter { $0.effect != .admits }.map { decision in
        Anchor(Place(range: decision.place), decision.resource, key: step.component, words: decision.text)
      }
    }
    return anchors.isEmpty ? [Anchor(binding.targetGroup.declaration)] : anchors
  }
}
