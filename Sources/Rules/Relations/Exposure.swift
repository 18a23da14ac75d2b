import AWSModel
import Analysis
import CEL
import Documents
import NetSpace

extension Relations {
  static let exposure: Relation = Relation(of: Objects.exposure) { context in
    context.facts.endpoints.flatMap { endpoint in
      context.exposures(of: endpoint).map { exposure in
        Row(
          Objects.exposure.object(exposure, context), exists: Certainty(exposure.exists, because: exposure.because),
          subject: endpoint.id, key: "\(exposure.traffic)", traces: { Array(exposure.traces.prefix($0)) },
          evidence: { exposure.evidence })
      }
    }
  }
}

extension Exposure {
  /// Everything on its paths that lets it through.
  var evidence: [SourceRange] {
    traces.flatMap { trace in
      trace.steps.flatMap { step in step.decisions.filter { $0.effect != .blocks && !$0.isImplied }.map(\.place) }
    }
  }
}

extension Objects {
  static let exposure: ObjectType<Exposure> = ObjectType(
    "exposure", doc: "What of an endpoint the internet reaches, proven by a path, with the sources that get through.",
    key: { "\($0.endpoint.id.stack)\n\($0.endpoint.address)\n\($0.traffic)\n\($0.balancers.map(\.address))" },
    describe: { "internet to \($0.endpoint.address) on \($0.traffic)" },
    anchors: { exposure, context in anchors(of: exposure, context) },
    fields: [
      "endpoint": .init(.object("endpoint"), "What is reached.") { exposure, context in
        endpoint.value(exposure.endpoint, context)
      },
      "traffic": .init(.object(TrafficObject.name), "Protocols and ports on which it is reached.") {
        exposure, context in
        context.value(exposure.traffic)
      },
      "sources": .init(.object(AddressesObject.name), "The addresses of the internet that get through.") {
        exposure, context in
        context.value(exposure.sources, remaining: exposure.remaining, because: exposure.because)
      },
      "is_direct": .init(.bool, "Whether it is reached without a load balancer between.") { exposure, _ in
        .bool(exposure.balancers.isEmpty)
      },
      "rules": .init(
        .list(.object("security_group_rule")), "The rules of its security groups that let it in.",
        at: { exposure, context in anchors(of: exposure, context) }
      ) { exposure, context in
        .list(context.rules(admitting: exposure).map { securityGroupRule.value($0.rule, context) })
      },
    ])

  /// The peers that admit it, the largest first; the endpoint itself if it has no groups.
  private static func anchors(of exposure: Exposure, _ context: LintContext) -> [Anchor] {
    let peers = context.rules(admitting: exposure).map { anchor(of: $0.peer, in: $0.rule, context) }
    return peers.isEmpty ? [Anchor(exposure.endpoint.declaration)] : Anchor.ranked(peers)
  }
}

extension LintContext {
  /// The rules of an endpoint's groups, with their peers, that let an exposure in.
  func rules(admitting exposure: Exposure) -> [(rule: SecurityGroupRule, peer: RulePeer)] {
    let sources = exposure.sources.must.isEmpty ? exposure.sources.may : exposure.sources.must
    let all = ingress(of: exposure.endpoint).filter { rule, _ in
      rule.traffic.bounds.may.intersects(exposure.traffic)
    }
    let direct = all.filter { addresses(of: $1).must.intersects(sources) }
    if !direct.isEmpty { return direct }
    // By way of a load balancer it is the balancer that the rules admit; an unknown peer may be the one.
    let balancers = exposure.balancers.reduce(into: [Endpoint]()) { all, id in
      if let endpoint = facts.endpoint(id) { all.append(endpoint) }
    }
    return all.filter { rule, peer in
      switch peer.kind {
      case .group(let group): balancers.contains { $0.has(group) }
      case .block, .prefixList: exposure.balancers.isEmpty ? addresses(of: peer).may.intersects(sources) : true
      case .unknown: true
      }
    }
  }

  /// The ingress rules of an endpoint's groups by peer.
  func ingress(of endpoint: Endpoint) -> [(rule: SecurityGroupRule, peer: RulePeer)] {
    (endpoint.groups?.elements ?? []).flatMap { link -> [(rule: SecurityGroupRule, peer: RulePeer)] in
      let ids =
        switch link.target {
        case .resource(let id): [id]
        case .oneOf(let ids, _): ids
        case .external, .unknown: [ResourceID]()
        }
      return ids.flatMap { id in
        (facts.topology.securityGroup(id)?.rules.elements ?? []).filter { $0.direction == .ingress }.flatMap { rule in
          rule.peers.elements.map { (rule: rule, peer: $0) }
        }
      }
    }
  }
}

extension Endpoint {
  /// Whether it has a group, certainly or possibly.
  func has(_ group: Reference) -> Bool {
    (groups?.elements ?? []).contains { link in
      switch (link.target, group) {
      case (.resource(let a), .resource(let b)): a == b
      case (.external(let a), .external(let b)): a == b
      case (.oneOf(let ids, _), .resource(let id)), (.resource(let id), .oneOf(let ids, _)): ids.contains(id)
      default: false
      }
    }
  }
}
