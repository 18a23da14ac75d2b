import AWSModel
import Analysis
import CEL
import Documents
import NetSpace

extension Relations {
  static let exposure: Relation = Relation(of: Objects.exposure) { context in
    context.facts.endpoints.flatMap { endpoint in
      context.exposures(of: endpoint).map { admitted in
        let exposure = admitted.exposure
        return Row(
          Objects.exposure.object(admitted, context), exists: admitted.exists, subject: endpoint.id,
          key: "\(exposure.traffic)", traces: { Array(exposure.traces.prefix($0)) }, evidence: { exposure.evidence })
      }
    }
  }
}

/// What of an endpoint the internet reaches, let in by the same rules of its security groups.
struct AdmittedExposure: Sendable {
  let exposure: Exposure
  /// The rules with the peers that let it in, in declaration order; empty where no group is asked.
  let admitters: Derived<[Admitter]>

  /// A rule with the one of its peers that lets in.
  struct Admitter: Sendable {
    let rule: SecurityGroupRule
    /// Nil for those of which the rule does not say how many there are.
    let peer: RulePeer?
  }

  var exists: Certainty { Certainty(exposure.exists, because: exposure.because) }
}

extension Exposure {
  /// Equal for the same endpoint, traffic and way.
  fileprivate var key: String {
    "\(endpoint.id.stack)\n\(endpoint.address)\n\(traffic)\n\(balancers.map(\.address))"
  }

  /// Everything on its paths that lets it through.
  var evidence: [SourceRange] {
    traces.flatMap { trace in
      trace.steps.flatMap { step in step.decisions.filter { $0.effect != .blocks && !$0.isImplied }.map(\.place) }
    }
  }
}

extension Objects {
  static let exposure: ObjectType<AdmittedExposure> = ObjectType(
    "exposure", doc: "What of an endpoint the internet reaches, proven by a path, with the sources that get through.",
    key: { $0.exposure.key },
    describe: { "internet to \($0.exposure.endpoint.address) on \($0.exposure.traffic)" },
    anchors: { admitted, context in anchors(of: admitted, context) },
    fields: [
      "endpoint": .init(.object("endpoint"), "What is reached.") { admitted, context in
        endpoint.value(admitted.exposure.endpoint, context)
      },
      "traffic": .init(.object(TrafficObject.name), "Protocols and ports on which it is reached.") {
        admitted, context in
        context.value(admitted.exposure.traffic)
      },
      "sources": .init(.object(AddressesObject.name), "The addresses of the internet that get through.") {
        admitted, context in
        let exposure = admitted.exposure
        return context.value(exposure.sources, remaining: exposure.remaining, because: exposure.because)
      },
      "is_direct": .init(.bool, "Whether it is reached without a load balancer between.") { admitted, _ in
        .bool(admitted.exposure.balancers.isEmpty)
      },
      "rules": .init(
        .list(.object("security_group_rule")), "The rules of its security groups that let it in.",
        at: { admitted, context in anchors(of: admitted, context) }
      ) { admitted, context in
        .list(admitted.admitters.get.map { securityGroupRule.value($0.rule, context) })
      },
    ])

  /// The peers that admit it, the largest first; the endpoint itself if it has no groups.
  private static func anchors(of admitted: AdmittedExposure, _ context: LintContext) -> [Anchor] {
    let peers = admitted.admitters.get.map { admitter in
      admitter.peer.map { anchor(of: $0, in: admitter.rule, context) } ?? Anchor(admitter.rule)
    }
    return peers.isEmpty ? [Anchor(admitted.exposure.endpoint.declaration)] : Anchor.ranked(peers)
  }
}

extension LintContext {
  /// An exposure in the parts that the same rules of the endpoint's groups let in: what is said of one names no rule
  /// for other traffic.
  func byRules(_ exposure: Exposure) -> [AdmittedExposure] {
    let all = ingress(of: exposure.endpoint).filter { $0.rule.traffic.bounds.may.intersects(exposure.traffic) }
    let parts = exposure.traffic.parts(by: all.map(\.rule.traffic.bounds.may))
    let certainties = Derived { all.map { self.admits(exposure, $0.peer) } }
    /// Those of whom it is certain; those of whom it is possible, if there is none.
    @Sendable func admitting(_ positions: [Int]) -> [Int] {
      let certainties = certainties.get
      let certain = positions.filter { certainties[$0] == .yes }
      return certain.isEmpty ? positions.filter { certainties[$0] == .unknown } : certain
    }
    if parts.count < 2 {
      // Who admits it takes a path by way of a load balancer: not asked before somebody wants to know.
      let admitters = Derived { admitting(Array(all.indices)).map { all[$0] } }
      return [AdmittedExposure(exposure: exposure, admitters: admitters)]
    }
    var traffics: [(traffic: Traffic, admitters: [Int])] = []
    var known: [[Int]: Int] = [:]
    for (traffic, positions) in parts {
      let admitters = admitting(positions)
      if let part = known[admitters] {
        traffics[part].traffic.formUnion(traffic)
      } else {
        known[admitters] = traffics.count
        traffics.append((traffic, admitters))
      }
    }
    return traffics.map { traffic, admitters in
      AdmittedExposure(
        exposure: exposure.restricted(to: traffic), admitters: Derived { admitters.map { all[$0] } })
    }
  }

  /// Whether a peer lets in those who get through.
  private func admits(_ exposure: Exposure, _ peer: RulePeer?) -> Verdict {
    guard let peer else { return .unknown }
    let sources = exposure.sources.must.isEmpty ? exposure.sources.may : exposure.sources.must
    let addresses = addresses(of: peer)
    if addresses.must.intersects(sources) { return .yes }
    // By way of a load balancer it is the balancer that the rules admit; an unknown peer may be the one.
    let isPossible =
      switch peer.kind {
      case .group(let group): exposure.balancers.contains { facts.endpoint($0)?.has(group) ?? false }
      case .block, .prefixList: !exposure.balancers.isEmpty || addresses.may.intersects(sources)
      case .unknown: true
      }
    return isPossible ? .unknown : .no
  }

  /// The ingress rules of an endpoint's groups by peer.
  private func ingress(of endpoint: Endpoint) -> [AdmittedExposure.Admitter] {
    (endpoint.groups?.elements ?? []).flatMap { link in
      let ids =
        switch link.target {
        case .resource(let id): [id]
        case .oneOf(let ids, _): ids
        case .external, .unknown: [ResourceID]()
        }
      return ids.flatMap { id in
        (facts.topology.securityGroup(id)?.rules.elements ?? []).filter { $0.direction == .ingress }.flatMap { rule in
          (rule.peers.elements + (rule.peers.isComplete ? [] : [nil])).map {
            AdmittedExposure.Admitter(rule: rule, peer: $0)
          }
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
