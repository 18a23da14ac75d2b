import AWSModel
import NetSpace

/// The ways from an endpoint to services that have public names: over the internet, by an interface endpoint that takes
/// over the name, by a gateway endpoint.
///
/// Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html,
/// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
struct PublicWays {
  private let facts: Facts
  /// The sites that the endpoint has or may have an interface in, and whether the internet is reached from each.
  private let sites: [(station: Station, outside: ServiceReach)]
  private var infrastructure: Infrastructure { facts.infrastructure }
  private var topology: Topology { facts.topology }

  init(_ facts: Facts, from endpoint: Endpoint) {
    self.facts = facts
    sites = facts.stations(of: endpoint).map { ($0, Self.overInternet(from: $0)) }
  }

  /// Whether a service is reached from each site.
  func reach(of service: PublicService) -> ServiceReach {
    guard let first = sites.first else { return ServiceReach(.yes) }
    return sites.dropFirst().reduce(reach(of: service, from: first.station, first.outside)) {
      $0.and(reach(of: service, from: $1.station, $1.outside))
    }
  }

  private func reach(of service: PublicService, from station: Station, _ outside: ServiceReach) -> ServiceReach {
    guard case .aws(let name) = service else { return outside.at(station.site) }
    var result = outside
    for endpoint in infrastructure.vpcEndpoints {
      let found = use(of: endpoint, for: name, in: station.vpc)
      if found.isUsed == .no { continue }
      if endpoint.kind.known == .gateway {
        let way = byGateway(endpoint, from: station)
        result = result.or(found.isUsed == .yes ? way : ServiceReach(.no).either(way, because: found.because))
      } else {
        // The public name leads to the interface from the whole VPC, whatever else there is.
        let way = byInterface(endpoint, from: station)
        result = found.isUsed == .yes ? way : result.either(way, because: found.because)
      }
    }
    // What else is in a VPC that the input does not declare is not known.
    if result.isPrivate != .yes, let why = doubt(aboutEndpointsOf: station.vpc) {
      result = ServiceReach(
        result.verdict == .yes ? .yes : .unknown, because: result.because + [why], isPrivate: .unknown,
        traces: result.traces)
    }
    return result.at(station.site)
  }

  private func doubt(aboutEndpointsOf vpc: VPCKey) -> Unknown? {
    switch vpc {
    case .resource(let id):
      return topology.vpc(id)?.declaration.kind == .declared
        ? nil : Unknown("the endpoints of \(id.address)", .notInInput)
    // AWS makes the default VPC without endpoints.
    case .external(let name):
      return name == Station.defaultVPCName ? nil : Unknown("the endpoints of \(name)", .notInInput)
    case .unknown(let why): return why
    }
  }

  // MARK: Over the internet

  private static let https = Traffic(.tcp, ports: PortSet(443))
  private static let addresses = AddressSet.global.restricted(to: .ipv4)

  private static func overInternet(from station: Station) -> ServiceReach {
    let paths = PathEvaluator(topology: station.topology)
    return judged(paths.outbound(from: station, to: .addresses(.global, .internet), traffic: https))
  }

  /// Whether ways lead to all public addresses: which ones a service has is not known.
  private static func judged(_ traces: [Trace], isPrivate: Verdict = .no) -> ServiceReach {
    let surviving = Bounds<HeaderSpace>.union(of: traces.map(\.surviving))
    let certain = surviving.must.flowsForAllSourcePorts(in: .clientPorts)
    let passed = traces.filter { $0.verdict != .no }
    if addresses.isSubset(of: certain.destinations) {
      return ServiceReach(.yes, isPrivate: isPrivate, traces: passed)
    }
    if surviving.may.isEmpty { return ServiceReach(.no, traces: traces) }
    let unknowns = traces.flatMap(\.unknowns)
    let why =
      surviving.may.restricting(to: .ipv4).isEmpty
      ? Unknown("whether a name leads to an IPv6 address", .decidedByAWS("is not known"))
      : Unknown("the addresses of the service", .decidedByAWS("are not known"))
    return ServiceReach(
      .unknown, because: unknowns.isEmpty ? [why] : unknowns, isPrivate: isPrivate == .no ? .no : .unknown,
      traces: passed)
  }

  // MARK: By endpoints

  /// Whether what is sent to a service from a VPC goes to an endpoint.
  private func use(
    of endpoint: VPCEndpoint, for service: String, in vpc: VPCKey
  ) -> (isUsed: Verdict, because: [Unknown]) {
    let isIn = VPCKey(endpoint.vpc.target).isSame(as: vpc)
    let isFor = endpoint.isFor(service)
    let existence = endpoint.declaration.existence
    var verdict = isIn.and(isFor).and(existence.verdict)
    if verdict == .no { return (.no, []) }
    var because = existence.because
    because += [endpoint.vpc.target.unknown, vpc.unknown, endpoint.service.unknown].compactMap(\.self)
    because += endpoint.service.known?.unknowns ?? []
    switch endpoint.kind.value {
    case .known(.gateway): return (verdict, because)
    case .known(.interface): break
    case .known: return (.no, [])
    case .oneOf(_, let why), .unknown(let why):
      verdict = verdict.and(.unknown)
      because.append(why)
    }
    let names = endpoint.hasPrivateDNS
    // Whoever writes that it shall not take over the name leads a name of his own to it.
    if names.known == false, names.origin == .explicit {
      let why = Unknown(
        "which name leads to \(endpoint.id.address)", .decidedByAWS("is not in the input"), at: names.place.range)
      return (verdict.and(.unknown), because + [why])
    }
    return (verdict.and(names.value.verdict), because + (names.unknown.map { [$0] } ?? []))
  }

  private func byInterface(_ endpoint: VPCEndpoint, from station: Station) -> ServiceReach {
    guard let target = facts.endpoint(endpoint.id) else { return ServiceReach(.yes, isPrivate: .yes) }
    let paths = PathEvaluator(topology: topology)
    let traces = facts.stations(of: target).map { paths.connect(from: station, to: $0, traffic: Self.https) }
    let verdicts = traces.map { trace -> Verdict in
      let always = trace.surviving.map(monotone: { $0.flowsForAllSourcePorts(in: .clientPorts) })
      return trace.surviving.may.isEmpty ? .no : always.must.isEmpty ? .unknown : .yes
    }
    guard let first = verdicts.first else { return ServiceReach(.yes, isPrivate: .yes) }
    // Its name leads to any of its interfaces.
    let verdict = verdicts.allSatisfy { $0 == first } ? first : .unknown
    let why = Unknown("which interface of \(endpoint.id.address) answers", .decidedByAWS("is decided by AWS"))
    let unknowns = traces.flatMap(\.unknowns)
    return ServiceReach(
      verdict, because: unknowns.isEmpty ? [why] : unknowns, isPrivate: .yes, traces: traces)
  }

  /// Through the routes of a gateway endpoint, if the subnet's table has them: groups and lists have to let it pass as
  /// if it were to leave the VPC.
  private func byGateway(_ endpoint: VPCEndpoint, from station: Station) -> ServiceReach {
    // Nothing adds a gateway endpoint to the table of the default VPC unseen.
    if station.site == .defaultVPC, endpoint.tables.isComplete { return ServiceReach(.no) }
    let way = PathEvaluator(topology: topology).toService(from: station, by: endpoint, traffic: Self.https)
    let isRouted = Verdict.all(way.steps.filter { $0.kind == .routeTable }.map(\.passed.nonEmpty))
    if isRouted == .no { return ServiceReach(.no) }
    let passed = way.surviving.map(monotone: { $0.flowsForAllSourcePorts(in: .clientPorts) }).nonEmpty
    return ServiceReach(
      passed, because: way.unknowns, isPrivate: passed == .no ? .no : isRouted, traces: [way])
  }
}

extension VPCEndpoint {
  /// Whether it is for a service of AWS: `com.amazonaws.eu-west-1.ecr.api` is for `ecr.api`.
  fileprivate func isFor(_ name: String) -> Verdict {
    guard let text = service.known else { return .unknown }
    if case .unknown? = text.parts.last { return .unknown }
    if case .literal(let start)? = text.parts.first, start.hasPrefix("com.amazonaws.vpce.") { return .no }
    return Verdict(text.endsWith(".\(name)"))
  }
}

extension PartialText {
  fileprivate func endsWith(_ end: String) -> Bool {
    if case .literal(let text)? = parts.last { text.hasSuffix(end) } else { false }
  }
}
