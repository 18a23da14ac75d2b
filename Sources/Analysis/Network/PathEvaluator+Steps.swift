import AWSModel
import Documents
import NetSpace

/// The steps of a path: what each filter on it is asked, and what is said where it drops something.
extension PathEvaluator {
  /// Of addresses of both families, those of a family that the interface does not have are not worth asking about.
  func applicable(_ addresses: AddressSet, _ hasIPv6: Verdict) -> AddressSet {
    hasIPv6 == .no && !addresses.v4.isEmpty ? addresses.restricted(to: .ipv4) : addresses
  }

  func nodeOf(_ station: Station) -> Node {
    station.endpoint.map { .resource($0.id) } ?? .addresses(station.remote.addresses)
  }

  /// From the source's interface out of its subnet.
  ///
  /// - Parameter hop: where its table has to send it; nil when that is not known.
  func leave(
    _ source: Station, toward far: FarEnd, _ traffic: Traffic, _ hop: NextHop?, _ next: Node
  ) -> TraceBuilder {
    let destinations = applicable(far.remote.dimension, source.hasIPv6.verdict.and(far.hasIPv6))
    var trace = TraceBuilder(from: nodeOf(source), wanted: HeaderSpace(traffic: traffic, destinations: destinations))
    clientAuthorization(of: source, far.remote, &trace)
    if let endpoint = source.endpoint { securityGroups(of: endpoint, .egress, far.remote, &trace) }
    trace.enter(source.node)
    networkACL(of: source, .egress, far.remote, &trace)
    if let hop { routes(of: source, to: hop, next, far.remote, isLocal: false, &trace) }
    return trace
  }

  /// The answers' way into the source's subnet.
  func comeBack(to source: Station, from far: FarEnd, _ via: String, _ trace: inout TraceBuilder) -> Trace {
    trace.enter(source.node)
    networkACL(of: source, .ingress, far.remote, &trace)
    trace.enter(nodeOf(source))
    return trace.finish(target: far.node, via: far.isInterface ? "over the internet, \(via)" : via)
  }

  /// At the target's interface: its groups, and what it listens on.
  func arrive(at target: Station, _ remote: Remote, asksGroups: Bool = true, _ trace: inout TraceBuilder) {
    trace.enter(nodeOf(target))
    guard let endpoint = target.endpoint else { return }
    if asksGroups { securityGroups(of: endpoint, .ingress, remote, &trace) }
    listening(endpoint, &trace)
    policy(of: endpoint, &trace)
  }

  /// What the interface of a target in the source's VPC lets in of some packets, without a word on how.
  func passedByInterface(
    of target: Endpoint, from source: Station, _ packets: HeaderSpace
  ) -> Bounds<HeaderSpace> {
    var trace = TraceBuilder(from: nodeOf(source), wanted: packets, isSilent: true)
    securityGroups(of: target, .ingress, source.remote, &trace)
    listening(target, &trace)
    return trace.surviving
  }

  func securityGroups(
    of endpoint: Endpoint, _ direction: Direction, _ remote: Remote, _ trace: inout TraceBuilder
  ) {
    if trace.isSilent {
      let filter = topology.securityGroupFilter(
        of: endpoint, direction, remote: remote, about: trace.asked.traffic)
      return trace.pass(filter.evaluate(trace.asked, explains: false).passed)
    }
    let filter = topology.securityGroupFilter(
      of: endpoint, direction, remote: remote, about: trace.asked.traffic)
    let names = endpoint.groups?.elements.map(\.target.name).joined(separator: ", ") ?? ""
    let component = names.isEmpty ? "security groups of \(endpoint.address)" : "security group \(names)"
    let none = Decision(
      text: "no \(direction.rawValue) rule \(direction == .ingress ? "admits it" : "lets it out")",
      place: topology.place(ofGroupsOf: endpoint), resource: endpoint.groups?.elements.first?.target.id ?? endpoint.id,
      effect: .blocks)
    let asked = trace.asked
    trace.add(.securityGroups(direction), component, filter.evaluate(asked), otherwise: none) { result in
      let verb = direction == .ingress ? "admits it" : "lets it out"
      let group = names.isEmpty ? component : names
      if case .endpoint(_, _, _, let references) = remote, references != .kept,
        !topology.securityGroupFilter(
          of: endpoint, direction, remote: remote.seen(with: .kept), about: asked.traffic
        ).evaluate(asked, explains: false).passed.may.isSubset(of: result.passed.may)
      {
        let addresses = remote.addresses.words
        return ("SG_REFERENCES_NOT_PRESERVED", "name the addresses \(addresses) instead of a group in \(group)")
      }
      let code = topology.hasRules(endpoint, direction) ? "ENI_SG_RULES_MISMATCH" : "SG_HAS_NO_RULES"
      return (code, "add an \(direction.rawValue) rule to \(group) that \(verb)")
    }
  }

  private func listening(_ endpoint: Endpoint, _ trace: inout TraceBuilder) {
    let space = endpoint.serves.map(monotone: { HeaderSpace(traffic: $0) })
    if space.must.isEmpty, space.may.isFull { return }
    if trace.isSilent { return trace.pass(space.intersection(.exact(trace.asked))) }
    let what = endpoint.isLoadBalancer ? "listeners of \(endpoint.address)" : "what \(endpoint.address) listens on"
    var result = FilterResult()
    result.passed = space.intersection(.exact(trace.asked))
    let decision = Decision(
      text: endpoint.serves.may.isEmpty ? endpoint.refusal : "listens on \(Self.ports(endpoint.serves, result.passed))",
      place: endpoint.servesPlace,
      resource: endpoint.id, effect: result.passed.may.isEmpty ? .blocks : .admits)
    if result.passed.may.isEmpty { result.blocking = [decision] } else { result.admitting = [decision] }
    if !result.passed.isExact {
      result.unknowns = [endpoint.listeningUnknown]
    }
    trace.add(.listening, what, result) { _ in
      if endpoint.isLoadBalancer {
        return (
          endpoint.serves.may.isEmpty ? "ELBV2_LISTENERS_MISMATCH" : "ELBV2_LISTENER_PORT_RESTRICTION",
          "add a listener on that port"
        )
      }
      return ("TARGET_PORT_RESTRICTION", "ask for a port that it listens on")
    }
  }

  /// What something listens on, as far as it is known, and as far as it bears on what passes.
  private static func ports(_ serves: Bounds<Traffic>, _ passed: Bounds<HeaderSpace>) -> String {
    let (certain, possible) = (serves.must, serves.may)
    if serves.isExact || passed.isExact && !passed.may.isEmpty { return "\(certain)" }
    if possible.isFull { return "ports that are not known" }
    if passed.may.isEmpty { return "nothing but \(possible)" }
    return certain.isEmpty ? "ports that are not known" : "\(certain), perhaps \(possible.subtracting(certain))"
  }

  func networkACL(
    of station: Station, _ direction: Direction, _ remote: Remote, _ trace: inout TraceBuilder,
    doubt crosses: Verdict = .yes
  ) {
    networkACL(of: [station.site], direction, remote, &trace, doubt: crosses)
  }

  /// The list of the subnet that packets cross, which is one of several.
  func networkACL(
    of sites: [Endpoint.Site], _ direction: Direction, _ remote: Remote, _ trace: inout TraceBuilder,
    doubt crosses: Verdict = .yes
  ) {
    if sites.isEmpty || sites == [.defaultVPC] { return }
    let choice = Choice.oneOf(sites.map(acl)) { $0.id == $1.id }
    if trace.isSilent {
      let asked = trace.asked
      return trace.pass(choice, crosses) { list in
        topology.passed(.networkACL(list.id, direction), remote, of: asked) {
          list.filter(direction, remote: remote)
        }
      }
    }
    let name = choice.only.map { $0.id.address } ?? "of \(Station.words(sites))"
    let component = "network ACL \(name)"
    let none = choice.only.map { list in
      Decision(
        text: "no \(direction.rawValue) entry allows it, so the final entry denies it", place: list.declaration.place,
        resource: list.id, effect: .blocks)
    }
    let list = choice.only == nil ? "the \(component)" : name
    func blocked(_ result: FilterResult) -> (code: String?, remedy: String?) {
      (
        "SUBNET_ACL_RESTRICTION",
        "add an \(direction.rawValue) entry to \(list) that allows it, before any that denies it"
      )
    }
    guard crosses == .unknown else {
      return trace.add(
        .networkACL(direction), component, choice,
        { list in
          topology.filter(.networkACL(list.id, direction), remote) { list.filter(direction, remote: remote) }
        }, otherwise: none, blocked: blocked)
    }
    // Within one subnet the list is not asked: it is not known whether this is one.
    trace.add(
      .networkACL(direction), component,
      Choice([nil] + choice.options.map(Optional.some), unknowns: choice.unknowns, isOpen: choice.isOpen),
      { list in
        list.map { list in
          topology.filter(.networkACL(list.id, direction), remote) { list.filter(direction, remote: remote) }
        } ?? .passingEverything
      }, otherwise: none, blocked: blocked)
  }

  private func acl(of site: Endpoint.Site) -> Choice<NetworkACL> {
    switch site {
    case .subnet(let id): topology.networkACL(of: id)
    case .defaultVPC: .unknown(Unknown("the network ACL of \(Station.defaultVPCName)", .notInInput))
    case .outside(let why), .unknown(let why):
      .unknown(Unknown("the network ACL of \(why.subject)", .notInInput, at: why.place))
    }
  }

  func routes(
    of station: Station, to hop: NextHop, _ next: Node, _ remote: Remote, isLocal: Bool, byAppliances: Bool = false,
    _ trace: inout TraceBuilder
  ) {
    routes(of: [station.site], to: hop, next, remote, isLocal: isLocal, byAppliances: byAppliances, &trace)
  }

  /// The table of the subnet that packets leave, which is one of several.
  func routes(
    of sites: [Endpoint.Site], to hop: NextHop, _ next: Node, _ remote: Remote, isLocal: Bool,
    byAppliances: Bool = false, _ trace: inout TraceBuilder
  ) {
    // The default VPC's main table leads to its internet gateway.
    if sites.isEmpty || sites == [.defaultVPC] { return }
    let choice = Choice.oneOf(sites.map(table)) { $0.id == $1.id }
    // Local routes cannot be taken away; without a more specific one they decide, whatever table it is.
    if isLocal, choice.options.isEmpty { return }
    if trace.isSilent {
      let asked = trace.asked
      return trace.pass(choice) { table in
        topology.passed(.routeTable(table.id, hop, isLocal: isLocal), remote, of: asked) {
          topology.filter(of: table, toward: hop, remote: remote, isLocal: isLocal)
        }
      }
    }
    let name = choice.only.map { $0.id.address } ?? "of \(Station.words(sites))"
    let none = choice.only.map { table in
      Decision(text: "no route to \(next)", place: table.declaration.place, resource: table.id, effect: .blocks)
    }
    let asked = trace.asked
    trace.add(
      .routeTable, "route table \(name)", choice,
      { table in
        func filter() -> Filter {
          topology.filter(of: table, toward: hop, remote: remote, isLocal: isLocal, byAppliances: byAppliances)
        }
        return byAppliances
          ? filter() : topology.filter(.routeTable(table.id, hop, isLocal: isLocal), remote, filter)
      },
      otherwise: none,
      blocked: { result in
        let code = result.blocking.isEmpty ? "NO_ROUTE_TO_DESTINATION" : "MORE_SPECIFIC_ROUTE"
        // Of what is asked, that which has no route yet; where that is not known, all.
        let missing = asked.subtracting(result.passed.may)
        let destinations = remote.addresses.intersection((missing.isEmpty ? asked : missing).destinations)
        let table = choice.only == nil ? "the route table \(name)" : name
        return (code, "route \(destinations.words) to \(next) in \(table)")
      })
  }

  func table(of site: Endpoint.Site) -> Choice<RouteTable> {
    switch site {
    case .subnet(let id): topology.routeTable(of: id)
    case .defaultVPC: .unknown(Unknown("the route table of \(Station.defaultVPCName)", .notInInput))
    case .outside(let why), .unknown(let why):
      .unknown(Unknown("the route table of \(why.subject)", .notInInput, at: why.place))
    }
  }
}

extension Topology {
  /// Where the first group of an endpoint stands; the endpoint itself when it has none of the input.
  fileprivate func place(ofGroupsOf endpoint: Endpoint) -> SourceRange {
    for link in endpoint.groups?.elements ?? [] {
      if let id = link.target.id, let group = securityGroup(id) { return group.declaration.place }
    }
    return endpoint.declaration.place
  }

  /// Whether any rule of the groups of an endpoint speaks of a direction.
  fileprivate func hasRules(_ endpoint: Endpoint, _ direction: Direction) -> Bool {
    endpoint.groups?.elements.contains { link in
      guard let id = link.target.id, let group = securityGroup(id) else { return true }
      return group.rules.elements.contains { $0.direction == direction } || !group.rules.isComplete
    } ?? true
  }
}
