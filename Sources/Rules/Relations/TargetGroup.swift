import AWSModel
import Analysis
import CEL

extension Relations {
  static let targetGroup: Relation = Relation(of: Objects.targetGroup) { context in
    context.infrastructure.targetGroups.map { Row(Objects.targetGroup, $0, context) }
  }
}

extension Objects {
  static let targetGroup: ObjectType<TargetGroup> = ObjectType(
    resource: "target_group", doc: "A target group of load balancers.",
    fields: [
      "port": .init(
        .int, "The port of targets that name none.", at: { group, _ in group.anchor(group.port?.place) }
      ) { group, context in
        group.port.map { context.value($0) { .int($0) } }
      },
      "protocol": .init(
        .string, "The protocol to the targets.", at: { group, _ in group.anchor(group.proto?.place) }
      ) { group, context in
        group.proto.map { context.value($0) { .string($0) } }
      },
      "target_type": .init(
        .string, "`instance`, `ip`, `lambda` or `alb`.", at: { group, _ in group.anchor(group.targetType.place) }
      ) { group, context in
        context.value(group.targetType) { .string($0) }
      },
      "health_check_port": .init(
        .int, "The port of health checks, if it is not the traffic port.",
        at: { group, _ in group.anchor(group.healthCheckPort?.place) }
      ) { group, context in
        group.healthCheckPort.map { context.value($0) { .int($0) } }
      },
      "targets": .init(.list(.object("endpoint")), "What is registered with it.") { group, context in
        context.list(
          context.facts.bindings(through: group.id).map {
            (value: endpoint.value($0.target, context), certainty: Certainty($0.exists, because: $0.because))
          }, rest: group.targets.rest)
      },
      "load_balancers": .init(.list(.object("endpoint")), "The load balancers that send to it.") { group, context in
        context.list(
          context.facts.bindings(through: group.id).map {
            (value: endpoint.value($0.balancer, context), certainty: Certainty($0.exists, because: $0.because))
          })
      },
    ])
}
