import AWSModel
import Analysis
import CEL
import Documents
import NetSpace

extension Relations {
  static let admission: Relation = Relation(
    of: Objects.admission,
    groups: { context, visit in
      for endpoint in context.facts.endpoints {
        visit(
          RowGroup(shared: ("target", Objects.endpoint.value(endpoint, context))) {
            context.facts.sources(of: endpoint).map { rows($0, context) }
          })
      }
    })

  private static func rows(_ sources: AdmissionSources, _ context: LintContext) -> RowList {
    let patterns = sources.patterns
    return RowList(
      count: patterns.all.count,
      pattern: patterns.areShared
        ? RowList.Pattern(identity: ObjectIdentifier(patterns), members: sharedMembers) : nil
    ) { row(sources.admission(at: $0), context) }
  }

  /// What an admission says that is that of its pattern.
  private static let sharedMembers: Set<String> = ["kind", "traffic", "addresses", "block", "rule", "is_from"]

  private static func row(_ admission: Admission, _ context: LintContext) -> Row {
    Row(
      Objects.admission.object(admission, context), exists: Certainty(admission.exists, because: admission.because),
      subject: admission.target.id, key: "\(admission.traffic)", traces: { Array(admission.traces.prefix($0)) },
      evidence: { [admission.peer?.place.range, admission.rule?.place.range].compactMap(\.self) })
  }
}

extension Objects {
  static let admission: ObjectType<Admission> = ObjectType(
    "admission", doc: "One source that an endpoint accepts traffic from, proven by a path.",
    key: {
      "\($0.target.id.stack)\n\($0.target.address)\n\($0.kind)\n\($0.traffic)\n\($0.source)\n\($0.rule?.place.range.offset ?? 0)"
    },
    describe: { "\($0.target.address) accepts \($0.traffic) from \($0.source)" },
    anchors: { admission, context in [context.anchor(of: admission)] },
    fields: [
      "target": .init(.object("endpoint"), "What accepts the traffic.") { admission, context in
        endpoint.value(admission.target, context)
      },
      "kind": .init(
        .string, "What kind of source: `internet`, `vpc`, `private`, `endpoints` (a security group) or `unknown`."
      ) { admission, context in
        admission.kind == .unknown ? context.unknown(admission.because) : .string(admission.kind.rawValue)
      },
      "traffic": .init(.object(TrafficObject.name), "Protocols and ports that it accepts.") { admission, context in
        context.value(admission.traffic)
      },
      "source": .init(.string, "The source in words: a block, a list, a security group.") { admission, _ in
        .string(admission.source)
      },
      "addresses": .init(.object(AddressesObject.name), "The addresses, when the source is a block or a list.") {
        admission, context in
        if case .group? = admission.peer?.kind { return context.value(.exact(AddressSet.empty)) }
        // Whether a path exists is not asked where the addresses are known.
        return admission.kind == .unknown
          ? context.value(Bounds<AddressSet>.unknown, because: admission.because)
          : context.value(.exact(admission.addresses))
      },
      "block": .init(
        .object(AddressesObject.name), "All addresses of the rule's block or list, of which this may be a part."
      ) { admission, context in
        let bounds = admission.peer.map { context.addresses(of: $0) } ?? .unknown
        return context.value(bounds, because: bounds.isExact ? [] : admission.because)
      },
      "endpoints": .init(.list(.object("endpoint")), "The endpoints that it lets in, of which a path exists.") {
        admission, context in
        // Reasons are looked for only where they are needed, and once for all.
        let isOpen = admission.endpoints.contains { $0.verdict == .unknown }
        let possibility = isOpen ? context.ids(admission.doubts) : nil
        return .list(
          ListValue(
            elements: admission.endpoints.map { source in
              let value = endpoint.value(source.endpoint, context)
              guard source.verdict == .unknown, let possibility else { return ListValue.Element(value) }
              return ListValue.Element(value, possibility: possibility)
            }, rest: admission.kind == .unknown ? context.ids(admission.doubts) : nil))
      },
      "admits_unoccupied": .init(.bool, "Whether it lets in addresses that no endpoint of the input has.") {
        admission, context in
        context.value(
          admission.kind == .unknown ? .unknown : admission.admitsUnoccupied, because: admission.doubts)
      },
      "is_needed_by_load_balancer": .init(
        .bool, "Whether a network load balancer without security groups needs it: for its clients or its own addresses."
      ) { admission, context in
        context.value(context.isNeededByBalancer(admission))
      },
      "passing": .init(
        .object(TrafficObject.name),
        "What of its traffic gets through from somebody, network ACLs on the way considered."
      ) { admission, context in
        context.value(admission.passing)
      },
      "is_of_own_group": .init(.bool, "Whether the source is a security group that the target has itself.") {
        admission, context in
        let (verdict, because) = admission.isOfOwnGroup
        return context.value(verdict, because: because)
      },
      "rule": .init(
        .object("security_group_rule"), "The rule that lets it in, if it is known which.",
        at: { admission, context in [context.anchor(of: admission)] }
      ) { admission, context in
        admission.rule.map { securityGroupRule.value($0, context) }
      },
    ],
    methods: [
      "within": .init([.object(TrafficObject.name)], .object("admission"), "The same as far as some traffic goes.") {
        admission, arguments, context in
        guard case .object(let object)? = arguments.first, let some = object as? TrafficObject else { return nil }
        return Objects.admission.value(admission.within(some.bounds.may), context)
      },
      "is_from": .init(
        [.list(.string)], .bool, "Whether it is one of these CIDR blocks (or within one) or security groups by address."
      ) { admission, arguments, context in
        guard case .list(let list)? = arguments.first else { return nil }
        return context.value(admission.isFrom(list.texts), because: admission.doubts)
      },
    ])
}

extension Admission {
  /// The peer in words; a block of which a part is meant, with that part.
  fileprivate var source: String {
    switch peer?.kind {
    case .group(let group)?: "members of \(group.name)"
    case .block?, .prefixList?: peer?.words ?? ""
    case .unknown(let why)?: "(unknown: \(why))"
    case nil: "(unknown: \(because.map(\.description).joined(separator: "; ")))"
    }
  }

  /// Whether a project has named this source as one that may.
  fileprivate func isFrom(_ names: [String]) -> Verdict {
    if names.isEmpty { return .no }
    switch peer?.kind {
    case .group(let group)?: return Verdict(names.contains(group.name))
    case .block?, .prefixList?:
      if kind == .unknown { return .unknown }
      let allowed = AddressSet.union(of: names.compactMap { AddressSet(text: $0) })
      return Verdict(addresses.isSubset(of: allowed))
    case .unknown?, nil: return .unknown
    }
  }
}

extension ListValue {
  /// The texts among the elements.
  var texts: [String] {
    elements.compactMap { if case .string(let text) = $0.value { text } else { nil } }
  }
}

extension LintContext {
  /// The peer that lets a source in; what is left of it when it is not known which rule does.
  func anchor(of admission: Admission) -> Anchor {
    if let rule = admission.rule {
      return admission.peer.map { Objects.anchor(of: $0, in: rule, self) } ?? Anchor(rule)
    }
    return Anchor(admission.group?.declaration ?? admission.target.declaration)
  }

  /// A network load balancer without groups cannot be named in a rule: where it keeps its clients' addresses the target
  /// has to admit those, and its health checks in any case come from its own subnets.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html
  func isNeededByBalancer(_ admission: Admission) -> Certainty {
    if case .group? = admission.peer?.kind { return Certainty(.no) }
    let concerned = bindings(to: admission.target).filter {
      $0.balancer.isLoadBalancer && $0.traffic.may.intersects(admission.traffic)
    }
    return concerned.reduce(Certainty(.no)) { result, binding in
      let exists = hasNoGroups(binding.balancer).and(Certainty(binding.exists, because: binding.because))
      if exists.verdict == .no { return result }
      if binding.preservesClientIP { return result.or(exists) }
      let own = ownAddresses(of: binding.balancer)
      let isInside = own.isSuperset(of: admission.addresses)
      let why = Unknown("the address space of \(binding.balancer.address)", .notInInput)
      return result.or(exists.and(Certainty(isInside, because: [why])))
    }
  }

  /// Whether a load balancer is without groups: one that names none, of a type that is not known, may be.
  private func hasNoGroups(_ balancer: Endpoint) -> Certainty {
    guard let groups = balancer.groups else { return Certainty(.yes) }
    guard case .loadBalancer(nil) = balancer.kind, let link = groups.elements.first, link.origin == .default,
      case .unknown(let why) = link.target
    else { return Certainty(.no) }
    return Certainty(.unknown, because: [why])
  }

  /// The blocks of the subnets that an endpoint is in.
  private func ownAddresses(of endpoint: Endpoint) -> Bounds<AddressSet> {
    .union(
      of: endpoint.sites.map { site in
        guard case .subnet(let id) = site, let subnet = facts.topology.subnet(id) else { return .unknown }
        let blocks = [subnet.ipv4, subnet.ipv6].map { $0.map { $0.known?.bounds ?? .unknown } ?? .empty }
        return .union(of: blocks)
      })
  }
}
