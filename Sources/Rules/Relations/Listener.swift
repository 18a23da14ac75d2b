import AWSModel
import Analysis
import CEL
import NetSpace

/// An action of a listener or of one of its rules, and which of them declares it.
struct DeclaredAction: Sendable {
  let action: ListenerAction
  let declaredBy: ResourceID
  let isDefault: Bool
  let certainty: Certainty
}

extension Relations {
  static let listener: Relation = Relation(of: Objects.listener) { context in
    // Those of classic load balancers have no actions that could be others: they send on whatever they take.
    context.infrastructure.listeners.filter { $0.declaration.kind != .implied }.map { listener in
      Row(
        Objects.listener, listener, context,
        evidence: { context.rules(of: listener).map(\.rule.declaration.place) })
    }
  }
}

extension Objects {
  static let listener: ObjectType<Listener> = ObjectType(
    resource: "listener", doc: "A listener of a load balancer with its default actions and its rules.",
    fields: [
      "load_balancer": .init(
        .object("load_balancer"), "The load balancer that it belongs to.",
        at: { listener, _ in listener.anchor(listener.loadBalancer.place) }
      ) { listener, context in
        let target = listener.loadBalancer.target
        let balancer = target.id.flatMap { context.lookup.first(\.loadBalancers, $0) }
        if let balancer { return loadBalancer.value(balancer, context) }
        return context.unknown(
          target.unknown ?? Unknown(target.name, .notInInput, at: listener.loadBalancer.place.range))
      },
      "port": .init(.int, "The port.", at: { listener, _ in listener.anchor(listener.port.place) }) {
        listener, context in
        context.value(listener.port) { .int($0) }
      },
      "protocol": .init(
        .string, "`HTTP`, `HTTPS`, `TCP`, `TLS`, `UDP`, `TCP_UDP`, `QUIC`, `TCP_QUIC` or `GENEVE`.",
        at: { listener, _ in listener.anchor(listener.proto.place) }
      ) { listener, context in
        context.value(listener.proto) { .string($0) }
      },
      "ssl_policy": .init(
        .string, "The TLS policy, if one is named.", at: { listener, _ in listener.anchor(listener.sslPolicy?.place) }
      ) { listener, context in
        listener.sslPolicy.map { context.value($0) { .string($0) } }
      },
      "oldest_tls": .init(
        .double, "The oldest version of TLS that it accepts: 1.0 to 1.3; not set for one without TLS.",
        at: { listener, _ in listener.anchor(listener.sslPolicy?.place) }
      ) { listener, context in
        switch listener.proto.value {
        case .known(let name) where !["HTTPS", "TLS"].contains(name): return nil
        case .known: break
        case .unknown(let why), .oneOf(_, let why): return context.unknown(why)
        }
        guard let policy = listener.sslPolicy else { return .double(BalancerTLSPolicies.usual) }
        return context.value(policy) { name in
          BalancerTLSPolicies.oldestVersion(of: name).map { .double($0) }
            ?? context.unknown(
              Unknown("policy \(name)", .unreadable("not a policy that is known"), at: policy.place.range))
        }
      },
      "certificate": .init(
        .string, "The certificate, if one is named.",
        at: { listener, _ in listener.anchor(listener.certificate?.place) }
      ) { listener, context in
        listener.certificate.map { context.value($0) }
      },
      "actions": .init(
        .list(.object("listener_action")), "Its default actions, then those of its rules.",
        at: { listener, context in anchors(of: context.actions(of: listener).elements) }
      ) { listener, context in
        let actions = context.actions(of: listener)
        return context.list(
          actions.elements.map { (value: listenerAction.value($0, context), certainty: $0.certainty) },
          rest: actions.rest)
      },
      "forwards": .init(
        .list(.object("listener_action")), "Those of its actions that forward to targets.",
        at: { listener, context in
          let actions = context.actions(of: listener).elements.filter { $0.forwards.verdict != .no }
          return actions.isEmpty ? [Anchor(listener.declaration)] : anchors(of: actions)
        }
      ) { listener, context in
        let actions = context.actions(of: listener)
        return context.list(
          actions.elements.map {
            (value: listenerAction.value($0, context), certainty: $0.certainty.and($0.forwards))
          }, rest: actions.rest)
      },
    ])

  static let listenerAction: ObjectType<DeclaredAction> = ObjectType(
    "listener_action", doc: "What a listener or one of its rules does with a request.",
    key: { "\($0.declaredBy.stack)\n\($0.declaredBy.address)\n\($0.action.place.path)" },
    describe: { "\($0.action.type.known ?? "an action") of \($0.declaredBy.address)" },
    anchors: { action, _ in anchors(of: [action]) },
    fields: [
      "type": .init(
        .string, "`forward`, `redirect`, `fixed-response`, `authenticate-oidc` or `authenticate-cognito`."
      ) { action, context in
        context.value(action.action.type) { .string($0) }
      },
      "is_default": .init(.bool, "Whether it is a default action, and not one of a rule.") { action, _ in
        .bool(action.isDefault)
      },
      "redirect_protocol": .init(.string, "Where a redirect leads: `HTTPS`; `#{protocol}` stays.") { action, context in
        action.action.redirect.map { context.value($0.proto) { .string($0) } }
      },
      "redirect_port": .init(.string, "The port that a redirect leads to; `#{port}` stays.") { action, context in
        action.action.redirect.map { context.value($0.port) { .string($0) } }
      },
      "target_groups": .init(.list(.object("target_group")), "Where it forwards to.") { action, context in
        context.resources(action.action.targetGroups) { id in
          context.lookup.first(\.targetGroups, id).map { targetGroup.value($0, context) }
        }
      },
    ])

  private static func anchors(of actions: [DeclaredAction]) -> [Anchor] {
    actions.map { action in
      Anchor(
        action.action.type.place, action.declaredBy, key: action.action.type.known ?? "",
        words: "\(action.declaredBy.address) \(action.action.type.known.map { "has a \($0) action" } ?? "acts") here")
    }
  }
}

extension DeclaredAction {
  fileprivate var forwards: Certainty {
    guard let type = action.type.known else {
      return Certainty(.unknown, because: action.type.unknown.map { [$0] } ?? [])
    }
    return Certainty(type == "forward" ? .yes : .no)
  }
}

extension LintContext {
  /// A listener's default actions and those of its rules.
  fileprivate func actions(of listener: Listener) -> PartialList<DeclaredAction> {
    var all = listener.actions.map {
      DeclaredAction(action: $0, declaredBy: listener.id, isDefault: true, certainty: .yes)
    }
    for (rule, certainty) in rules(of: listener) {
      all.append(
        contentsOf: rule.actions.map {
          DeclaredAction(action: $0, declaredBy: rule.id, isDefault: false, certainty: certainty)
        })
    }
    return all
  }
}
