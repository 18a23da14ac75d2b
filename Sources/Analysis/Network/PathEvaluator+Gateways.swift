import AWSModel
import NetSpace

extension PathEvaluator {
  /// An internet gateway as it matters to a VPC: there and attached, or what is missing.
  struct Gateway {
    let node: Node
    let hop: NextHop
    let verdict: Verdict
    let decision: Decision?
    let unknowns: [Unknown]
    let code: String?
    let remedy: String?
  }

  /// The internet gateways that could lead to and from a station; one that is missing if there is none, so that its
  /// absence is explained like any other blocker.
  func gateways(of station: Station) -> [Gateway] {
    switch station.site {
    case .defaultVPC:
      return [
        Gateway(
          node: .other("the internet gateway of \(Station.defaultVPCName)"),
          hop: .internetGateway(.external("igw-default")),
          verdict: .yes, decision: nil, unknowns: [], code: nil, remedy: nil)
      ]
    case .outside(let why), .unknown(let why):
      return [
        Gateway(
          node: .other("an internet gateway"), hop: .internetGateway(.unknown(why)), verdict: .unknown, decision: nil,
          unknowns: [why], code: nil, remedy: nil)
      ]
    case .subnet: return gateways(in: station.vpc)
    }
  }

  /// The internet gateways of a VPC; one that is missing if there is none.
  func gateways(in vpc: VPCKey) -> [Gateway] {
    let attached = topology.internetGateways(of: vpc)
    if !attached.isEmpty {
      return attached.map { gateway, attachment, verdict in
        let why = gateway.unknown ?? attachment.vpc.target.unknown
        return Gateway(
          node: .resource(gateway.id ?? attachment.id), hop: .internetGateway(gateway), verdict: verdict,
          decision: Decision(
            text: "attached to \(vpc.name)", place: attachment.vpc.place.range, resource: attachment.id, effect: .admits
          ),
          unknowns: (why.map { [$0] } ?? []) + attachment.declaration.existence.because,
          code: "UNASSOCIATED_COMPONENT", remedy: "attach an internet gateway to \(vpc.name)")
      }
    }
    // A VPC of the input has what the input attaches; of another VPC that is not known.
    guard case .resource(let id) = vpc, let declared = topology.vpc(id), declared.declaration.kind == .declared else {
      let why = Unknown("the internet gateway of \(vpc.name)", .notInInput)
      return [
        Gateway(
          node: .other("an internet gateway of \(vpc.name)"), hop: .internetGateway(.unknown(why)), verdict: .unknown,
          decision: nil, unknowns: [why], code: nil, remedy: nil)
      ]
    }
    let missing = Decision(
      text: "\(id.address) has no internet gateway", place: declared.declaration.place, resource: id, effect: .blocks)
    return [
      Gateway(
        node: .other("internet gateway (none)"), hop: .internetGateway(.external("no internet gateway")), verdict: .no,
        decision: missing, unknowns: [], code: "NO_PATH", remedy: "attach an internet gateway to \(id.address)")
    ]
  }

  func attachment(_ gateway: Gateway, of station: Station, _ trace: inout TraceBuilder) {
    trace.require(
      .gatewayAttachment, "\(gateway.node)", gateway.verdict, decision: gateway.decision, unknowns: gateway.unknowns,
      code: gateway.code, remedy: gateway.remedy)
  }

  /// Asks for the public address that an internet gateway needs.
  ///
  /// It maps public to private IPv4 addresses one to one: an interface without a public one neither gets nor sends
  /// anything through it. Every global IPv6 address is public.
  func publicAddress(of station: Station, _ trace: inout TraceBuilder, isInbound: Bool) {
    let (verdict, because, place) = station.publicIPv4
    let name = station.endpoint?.address ?? "\(station.node)"
    let decision = station.endpoint.map { endpoint in
      Decision(
        text: verdict == .no ? "\(name) has no public IPv4 address" : "\(name) has a public IPv4 address",
        place: place ?? endpoint.declaration.place, resource: endpoint.id,
        effect: verdict == .no ? .blocks : verdict == .yes ? .admits : .undecided)
    }
    let code = isInbound ? "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS" : "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"
    trace.require(
      .publicAddress, "public address of \(name)", verdict, on: .family(.ipv4), decision: decision, unknowns: because,
      code: code, remedy: remedyForPublicAddress(of: station, name, isInbound: isInbound))
    let (ipv6, reasons) = station.publicIPv6
    trace.require(
      .addressFamily, "IPv6 address of \(name)", ipv6, on: .family(.ipv6), decision: nil, unknowns: reasons, code: nil,
      remedy: nil)
  }

  private func remedyForPublicAddress(of station: Station, _ name: String, isInbound: Bool) -> String {
    if let endpoint = station.endpoint, endpoint.isNeverPublic {
      return isInbound
        ? "put a load balancer with a public address in front of \(name), which can have none"
        : "send it through a NAT gateway, as \(name) can have no public address"
    }
    switch station.endpoint?.kind {
    case .loadBalancer: return "make \(name) internet-facing"
    case .database, .dataStore: return "make \(name) publicly accessible"
    case .service, .scheduledTask:
      let hasInterfaces =
        topology.infrastructure.services.first { $0.id == station.endpoint?.id }?.subnets.isEmpty == false
      return hasInterfaces
        ? "assign \(name) public IP addresses" : "give the instances of \(name) public or elastic IPv4 addresses"
    case .instance, .autoScalingGroup, .networkInterface, .nodes, .outbound, .controlPlane,
      .serviceEndpoint, nil:
      return "give \(name) a public or elastic IPv4 address"
    }
  }

  /// What the tables of a station lead to.
  func targets(of station: Station) -> [Reference] {
    guard case .subnet(let id) = station.site else { return [] }
    return topology.routeTable(of: id).options.flatMap(topology.targets).reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
  }
}

extension Endpoint {
  /// Whether AWS gives its interfaces no public IPv4 address, whatever is asked for.
  ///
  /// Sources: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html,
  /// https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html,
  /// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html,
  /// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html,
  /// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
  fileprivate var isNeverPublic: Bool {
    switch kind {
    case .dataStore(let kind): [.cache, .search, .fileSystem, .proxy].contains(kind)
    case .outbound(let kind): [.function, .vpcLink, .connector, .build, .canary, .instanceConnect].contains(kind)
    case .serviceEndpoint: true
    case .instance, .autoScalingGroup, .networkInterface, .service, .scheduledTask, .loadBalancer, .database,
      .controlPlane, .nodes:
      false
    }
  }
}
