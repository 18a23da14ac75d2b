import AWSModel
import Analysis
import CEL
import NetSpace

/// An origin of a CloudFront distribution, and what it leads to.
struct DistributionOrigin: Sendable {
  let distribution: Distribution
  let origin: Distribution.Origin
}

extension Relations {
  static let origin: Relation = Relation(of: Objects.origin) { context in
    context.infrastructure.distributions.flatMap { distribution in
      distribution.allOrigins.map { origin in
        let one = DistributionOrigin(distribution: distribution, origin: origin)
        return Row(
          Objects.origin.object(one, context), exists: Certainty(origin.existence, distribution.declaration.existence),
          subject: distribution.id, key: one.words,
          traces: { most in
            let exposures = context.directExposures(of: one).map(\.exposure)
            return Array(exposures.flatMap(\.traces).filter { $0.verdict != .no }.prefix(most))
          },
          evidence: { [origin.place.range] })
      }
    }
  }
}

extension Objects {
  static let origin: ObjectType<DistributionOrigin> = ObjectType(
    "origin", doc: "What a CloudFront distribution gets its content from.",
    key: { "\($0.distribution.id.stack)\n\($0.distribution.id.address)\n\($0.words)" }, describe: { $0.words },
    anchors: { one, _ in [Anchor(one.origin.place, one.distribution.id)] },
    fields: [
      "distribution": .init(.string, "The distribution, by address.") { one, _ in
        .string(one.distribution.id.address)
      },
      "domain": .init(
        .string, "The name that CloudFront asks.",
        at: { one, _ in [Anchor(one.origin.domain.place, one.distribution.id)] }
      ) { one, context in
        context.value(one.origin.domain)
      },
      "endpoint": .init(.object("endpoint"), "What it is in a VPC, if that is known.") { one, context in
        context.endpoint(behind: one).known.map { endpoint.value($0, context) }
      },
      "exposures": .init(
        .list(.object("exposure")),
        "What of it the internet reaches; nothing where CloudFront comes by an interface in its VPC.",
        at: { one, context in
          let places = context.directExposures(of: one).flatMap { exposure.anchors($0, context) }
          return places.isEmpty ? [Anchor(one.origin.domain.place, one.distribution.id)] : Anchor.ranked(places)
        }
      ) { one, context in
        let (_, why) = context.endpoint(behind: one)
        return context.list(
          context.directExposures(of: one).map {
            (value: exposure.value($0, context), certainty: $0.exists)
          }, rest: why.map { [$0] } ?? [])
      },
      "checks_header": .init(
        .bool,
        "Whether it is a load balancer that sends on only what has a header which CloudFront adds, or may be guarded by a"
          + " web ACL."
      ) { one, context in
        context.value(context.checksHeader(one))
      },
      "has_open_url": .init(
        .bool, "Whether it is the URL of a function that asks for no authorization.",
        at: { one, _ in [Anchor(one.origin.domain.place, one.distribution.id)] }
      ) { one, context in
        context.value(context.hasOpenURL(one))
      },
    ])
}

extension Distribution {
  /// Its origins, and one for each reason why there may be more.
  fileprivate var allOrigins: [Origin] {
    origins.elements
      + origins.rest.map { why in
        let place = Place(range: why.place ?? declaration.place)
        return Origin(
          domain: Attribute(.unknown(why), place: place), target: Link(.unknown(why), at: place),
          isInVPC: .known(false),
          headers: PartialList(rest: [why]), place: place)
      }
  }
}

extension DistributionOrigin {
  fileprivate var words: String {
    origin.domain.known.map { "\($0)" } ?? "an origin of \(distribution.id.address)"
  }
}

extension LintContext {
  /// The end of connections that an origin is, or why it is not known whether it is one.
  fileprivate func endpoint(behind one: DistributionOrigin) -> (known: Endpoint?, why: Unknown?) {
    if one.origin.isInVPC.known == true { return (nil, nil) }
    if let why = one.origin.isInVPC.unknown { return (nil, why) }
    return endpoint(of: one.origin.target, named: one.origin.domain, steps: 8)
  }

  private func endpoint(
    of link: Link, named name: Attribute<PartialText>, steps: Int
  ) -> (known: Endpoint?, why: Unknown?) {
    switch link.target {
    case .resource(let id):
      if let endpoint = facts.endpoint(id) { return (endpoint, nil) }
      let holder = infrastructure.addressAssociations.first { $0.id == id || $0.declaration.id == id }
      if let holder = holder?.holder.target.id, let endpoint = facts.endpoint(holder) { return (endpoint, nil) }
      if lookup.first(\.elasticIPs, id) != nil {
        return (nil, Unknown("what has \(id.address)", .notInInput, at: link.place.range))
      }
      if let record = infrastructure.dnsRecords.first(where: { $0.id == id }) {
        return endpoint(of: record, steps: steps)
      }
      return (nil, nil)
    case .external(let text):
      let records = infrastructure.dnsRecords.filter { $0.name.known?.literal.map(Self.normal) == text }
      if let record = records.first { return endpoint(of: record, steps: steps) }
      if Self.isOutsideNetworks(text) { return (nil, nil) }
      return (nil, Unknown(text, .notInInput, at: name.place.range))
    case .oneOf(_, let why), .unknown(let why):
      if name.known.map(Self.isBucket) ?? false { return (nil, nil) }
      return (nil, why)
    }
  }

  private func endpoint(of record: DNSRecord, steps: Int) -> (known: Endpoint?, why: Unknown?) {
    guard let alias = record.alias, steps > 0 else {
      return (nil, Unknown("what \(record.id.address) leads to", .unsupported("only aliases are followed")))
    }
    return endpoint(of: alias.target, named: alias.name, steps: steps - 1)
  }

  private static func normal(_ name: String) -> String {
    let text = name.lowercased()
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// Names of services that are no network of anybody's: who may ask them is a matter of policies.
  private static func isOutsideNetworks(_ name: String) -> Bool {
    guard name.hasSuffix(".amazonaws.com") || name.hasSuffix(".amazonaws.com.cn") else { return false }
    return name.contains(".s3.") || name.contains(".s3-") || name.hasPrefix("s3.") || name.contains(".execute-api.")
      || name.contains(".mediapackage") || name.contains(".mediastore")
  }

  /// Whether a name of which parts are not known is that of a bucket: `${Name}.s3.${AWS::Region}.amazonaws.com`.
  private static func isBucket(_ name: PartialText) -> Bool {
    name.parts.contains {
      if case .literal(let text) = $0 { text.contains(".s3.") || text.contains(".s3-") } else { false }
    }
  }

  /// The ways from the internet to an origin that no load balancer is on, and that are not CloudFront's own.
  func directExposures(of one: DistributionOrigin) -> [AdmittedExposure] {
    guard let endpoint = endpoint(behind: one).known else { return [] }
    return exposures(of: endpoint).filter { admitted in
      admitted.exposure.balancers.isEmpty && admitted.exposure.exists != .no && !isCloudFrontAlone(admitted)
    }
  }

  /// Whether nothing but the list of CloudFront's own addresses lets somebody in: who is on it is not known, and need
  /// not be.
  private func isCloudFrontAlone(_ admitted: AdmittedExposure) -> Bool {
    let peers = admitted.admitters.get.map(\.peer)
    return !peers.isEmpty
      && peers.allSatisfy { peer in
        guard case .prefixList(let list)? = peer?.kind, let id = list.id,
          let name = facts.topology.prefixList(id)?.name?.known?.literal
        else { return false }
        return name.hasSuffix(".cloudfront.origin-facing")
      }
  }

  /// Whether an origin is the URL of a function that everybody may call.
  fileprivate func hasOpenURL(_ one: DistributionOrigin) -> Certainty {
    guard let id = one.origin.target.target.id,
      let entry = infrastructure.entryPoints.first(where: { $0.id == id && $0.kind == .functionURL }),
      let authorization = entry.authorization
    else { return Certainty(.no) }
    if let why = authorization.unknown { return Certainty(.unknown, because: [why]) }
    return Certainty(authorization.known == "NONE" ? .yes : .no)
  }

  // MARK: Headers

  /// Whether a load balancer sends on nothing that has not a header which only CloudFront knows.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
  fileprivate func checksHeader(_ one: DistributionOrigin) -> Certainty {
    guard let id = endpoint(behind: one).known?.id, let balancer = lookup.first(\.loadBalancers, id) else {
      return Certainty(.no)
    }
    let listeners = listeners(of: balancer)
    let isChecked = listeners.reduce(Certainty.yes) { result, listener in
      let isThere = listener.certainty
      return result.and(
        checks(listener.listener, one.origin).or(Certainty(isThere.verdict.not, because: isThere.because)))
    }
    // Without a listener in the input, another stack has them.
    let own =
      listeners.isEmpty
      ? Certainty(.unknown, because: [Unknown("the listeners of \(id.address)", .notInInput)]) : isChecked
    return infrastructure.webACLAssociations.reduce(own) { result, association in
      let isGuarded = association.subject.target.certainty(is: id)
      if isGuarded.verdict == .no { return result }
      let why = Unknown(
        "what the web ACL of \(association.id.address) lets through", .unsupported("web ACLs are not read"),
        at: association.declaration.place)
      return result.or(Certainty(.unknown, because: isGuarded.because + [why]))
    }
  }

  private func checks(_ listener: Listener, _ origin: Distribution.Origin) -> Certainty {
    let byDefault = forwards(listener.actions)
    let own = Certainty(byDefault.verdict.not, because: byDefault.because)
    return rules(of: listener).reduce(own) { result, row in
      let forwards = forwards(row.rule.actions).and(row.certainty)
      let isOpen = forwards.and(
        {
          let named = names(row.rule, a: origin); return Certainty(named.verdict.not, because: named.because)
        }())
      return result.and(Certainty(isOpen.verdict.not, because: isOpen.because))
    }
  }

  /// Whether some actions send requests to targets.
  private func forwards(_ actions: PartialList<ListenerAction>) -> Certainty {
    let rest = actions.isComplete ? Certainty(.no) : Certainty(.unknown, because: actions.rest)
    return actions.elements.reduce(rest) { result, action in
      if let why = action.type.unknown { return result.or(Certainty(.unknown, because: [why])) }
      return result.or(Certainty(action.type.known == "forward" ? .yes : .no))
    }
  }

  /// Whether a rule asks for a header that an origin adds.
  private func names(_ rule: ListenerRule, a origin: Distribution.Origin) -> Certainty {
    let because =
      rule.headers.rest + origin.headers.rest
      + (rule.headers.elements + origin.headers.elements).compactMap(\.unknown)
    let added = origin.headers.elements.compactMap(\.known)
    if rule.headers.elements.contains(where: { $0.known.map(added.contains) ?? false }) { return .yes }
    if rule.headers.isEmpty || because.isEmpty { return Certainty(.no) }
    return Certainty(.unknown, because: because)
  }
}
