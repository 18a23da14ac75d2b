import AWSModel
import Analysis
import CEL

extension Relations {
  static let subnet: Relation = Relation(of: Objects.subnet) { context in
    context.infrastructure.subnets.map { Row(Objects.subnet, $0, context) }
  }
}

extension Objects {
  static let subnet: ObjectType<Subnet> = ObjectType(
    resource: "subnet", doc: "A subnet of a VPC.",
    fields: [
      "cidr": .init(.string, "The IPv4 block.", at: { subnet, _ in subnet.anchor(subnet.ipv4?.place) }) {
        subnet, context in
        subnet.ipv4.map { context.block($0) }
      },
      "ipv6_cidr": .init(.string, "The IPv6 block.", at: { subnet, _ in subnet.anchor(subnet.ipv6?.place) }) {
        subnet, context in
        subnet.ipv6.map { context.block($0) }
      },
      "zone": .init(.string, "The availability zone.", at: { subnet, _ in subnet.anchor(subnet.zone?.place) }) {
        subnet, context in
        subnet.zone.map { context.value($0) { .string($0) } }
      },
      "maps_public_ip": .init(
        .bool, "Whether interfaces created in it get a public IPv4 address.",
        at: { subnet, _ in subnet.anchor(subnet.mapsPublicIP.place) }
      ) { subnet, context in
        context.value(subnet.mapsPublicIP) { .bool($0) }
      },
      "assigns_ipv6": .init(
        .bool, "Whether interfaces created in it get an IPv6 address.",
        at: { subnet, _ in subnet.anchor(subnet.assignsIPv6.place) }
      ) { subnet, context in
        context.value(subnet.assignsIPv6) { .bool($0) }
      },
      "is_public": .init(
        .bool, "Whether its route table sends a world-sized prefix to an attached internet gateway.",
        at: { subnet, context in
          context.facts.publicSubnet(subnet.id).route.map { [Anchor($0.place, $0.declaredBy)] }
            ?? [Anchor(subnet.declaration)]
        }
      ) { subnet, context in
        context.value(context.isPublic(subnet: subnet.id))
      },
      "vpc": .init(.object("vpc"), "The VPC that it is in.", at: { subnet, _ in subnet.anchor(subnet.vpc.place) }) {
        subnet, context in
        context.vpc(subnet.vpc)
      },
      "has_nat_route": .init(
        .bool, "Whether its route table sends a world-sized prefix to a NAT gateway or an egress-only gateway.",
        at: { subnet, context in context.natRoutes(of: subnet.id).map(\.anchor) }
      ) { subnet, context in
        context.value(context.hasNATRoute(subnet.id))
      },
      "has_way_to_internet": .init(
        .bool, "Whether it routes a world-sized prefix to an attached internet gateway, or to what may lead on to one."
      ) { subnet, context in
        context.value(context.hasWayToInternet(subnet.id))
      },
      "endpoints": .init(.list(.object("endpoint")), "What has an interface in it, or may have one.") {
        subnet, context in
        let here = context.facts.endpoints.filter { $0.sites.contains(.subnet(subnet.id)) }
        return context.list(
          here.map { one in
            let isChosen = one.placement == .one && one.sites.count > 1
            let why =
              one.choice
              ?? Unknown("the subnet of \(one.address)", .decidedByAWS("is chosen by AWS among several"))
            return (
              value: endpoint.value(one, context), certainty: isChosen ? Certainty(.unknown, because: [why]) : .yes
            )
          })
      },
    ])
}

extension LintContext {
  /// Whether a subnet routes a world-sized prefix to an internet gateway, or to what may lead on to one.
  func hasWayToInternet(_ subnet: ResourceID) -> Certainty {
    isPublic(subnet: subnet).or(leads(subnet, to: { $0 == .other }))
  }

  /// Whether a world-sized route of a subnet leads out, but never in.
  func hasNATRoute(_ subnet: ResourceID) -> Certainty { leads(subnet, to: \.isOutboundOnly) }

  /// The routes by which a subnet leads out, but never in.
  func natRoutes(of subnet: ResourceID) -> [Route] {
    facts.waysOut(of: subnet).ways.filter(\.kind.isOutboundOnly).map(\.route)
  }

  /// Whether a world-sized route of a subnet leads to something of a kind.
  private func leads(_ subnet: ResourceID, to holds: (WayOut.Kind) -> Bool) -> Certainty {
    let (ways, rest) = facts.waysOut(of: subnet)
    let others = rest.isEmpty ? Certainty(.no) : Certainty(.unknown, because: rest)
    return ways.filter { holds($0.kind) }.reduce(others) { $0.or(Certainty($1.verdict, because: $1.because)) }
  }

  /// A block as text, if it is known.
  func block(_ attribute: Attribute<AddressBlock>) -> Value {
    value(attribute) { block in value(block.prefix) { .string("\($0)") } }
  }
}

extension WayOut.Kind {
  fileprivate var isOutboundOnly: Bool {
    switch self {
    case .natGateway, .egressOnlyGateway: true
    case .internetGateway, .other: false
    }
  }
}
