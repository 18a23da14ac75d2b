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
        evidence: { [binding.listener.declaration.place, binding.targetGroup.declaration.place] })
    }
  }
}

extension Objects {
  static let binding: ObjectType<Binding> = ObjectType(
    "binding", doc: "A listener's way to a target: which load balancer sends what to whom.",
    key: { "\($0.listener.id.stack)\n\($0.listener.id.address)\n\($0.targetGroup.id.address)\n\($0.target.address)" },
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
      "reachable": .init(.bool, "Whether the load balancer's requests get to the target.") { binding, context in
        let answer = context.answer(binding)
        return context.value(answer.verdict, because: answer.unknowns)
      },
      "blockers": .init(.list(.string), "What stops its requests, in words.") { binding, context in
        .list(context.answer(binding).traces.flatMap(\.blockers).map { .string($0.component) })
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

extension LintContext {
  fileprivate func answer(_ binding: Binding) -> Answer {
    facts.answer(
      Query(
        source: .endpoint(binding.balancer.id), target: .endpoint(binding.target.id), traffic: binding.traffic.may,
        joinsLoadBalancers: false))
  }
}
