import AWSModel
import Analysis
import CEL
import Documents
import NetSpace

extension Objects {
  /// What the endpoint relation says of public addresses and of what is open to the world.
  static let addressing: ObjectType<Endpoint>.Fields = [
    "has_public_ip": .init(
      .bool, "Whether it gets a public IPv4 address, by its own declaration or by that of its subnet.",
      at: { endpoint, context in [context.publicAddressAnchor(of: endpoint)] }
    ) { endpoint, context in
      context.value(context.hasPublicAddress(endpoint))
    },
    "gets_public_ip_from_subnet": .init(
      .bool, "Whether a declared subnet gives it a public IPv4 address because it does not say itself.",
      at: { endpoint, _ in [Anchor(endpoint.declaration)] }
    ) { endpoint, context in
      guard case .bySubnet = endpoint.publicIPv4 else { return .bool(false) }
      let subnets = endpoint.subnetIDs.compactMap { context.facts.topology.subnet($0) }
      return context.value(
        subnets.reduce(Certainty(.no)) { result, subnet in
          let maps = subnet.mapsPublicIP
          return result.or(Certainty(maps.value.verdict, because: maps.unknown.map { [$0] } ?? []))
        })
    },
    "requests_public_ip": .init(
      .bool, "Whether it is itself what asks for a public IPv4 address, or is given an elastic one.",
      at: { endpoint, context in [context.publicAddressAnchor(of: endpoint)] }
    ) { endpoint, context in
      guard case .decided(let verdict, let because, _) = endpoint.publicIPv4 else { return .bool(false) }
      return context.value(verdict, because: because)
    },
    "load_balancer": .init(.object("load_balancer"), "The load balancer, if it is one.") { endpoint, context in
      context.lookup.first(\.loadBalancers, endpoint.id).map { loadBalancer.value($0, context) }
    },
    "listens_on": .init(
      .object(TrafficObject.name),
      "What it accepts connections on, as far as that is declared: listeners, a database's port."
    ) { endpoint, context in
      let why = Unknown("what \(endpoint.address) listens on", .decidedByAWS("is not declared"))
      return context.value(endpoint.serves, because: endpoint.serves.isExact ? [] : [why])
    },
    "is_in_one_zone": .init(
      .bool, "Whether all its subnets are in one availability zone.",
      at: { endpoint, context in context.siteAnchors(of: endpoint) { _ in true } }
    ) { endpoint, context in
      let (verdict, because) = context.facts.isInOneZone(endpoint)
      return context.value(verdict, because: because)
    },
    "has_nat_route": .init(
      .bool, "Whether a subnet that it is in, or may be placed in, routes to a NAT gateway or an egress-only gateway.",
      at: { endpoint, context in
        endpoint.subnetIDs.flatMap { context.natRoutes(of: $0) }.map(\.anchor)
      }
    ) { endpoint, context in
      let unknown = endpoint.unknownSites
      let others = unknown.isEmpty ? Certainty(.no) : Certainty(.unknown, because: unknown)
      return context.value(endpoint.subnetIDs.reduce(others) { $0.or(context.hasNATRoute($1)) })
    },
    "has_way_to_internet": .init(
      .bool, "Whether every subnet that it is in routes to an internet gateway, or to what may lead on to one.",
      at: { endpoint, context in
        context.siteAnchors(of: endpoint) { context.hasWayToInternet($0).verdict != .yes }
      }
    ) { endpoint, context in
      let ways = endpoint.sites.map { site -> Certainty in
        switch site {
        case .subnet(let id): context.hasWayToInternet(id)
        case .defaultVPC: .yes
        case .outside(let why), .unknown(let why): Certainty(.unknown, because: [why])
        }
      }
      let all = ways.reduce(Certainty.yes) { $0.and($1) }
      // In one of them, or some: what only some of them have may be what it has.
      guard let why = endpoint.choice, all.verdict == .no, ways.contains(where: { $0.verdict != .no }) else {
        return context.value(all)
      }
      return context.value(Certainty(.unknown, because: [why]))
    },
    "egress_traffic": .init(
      .object(TrafficObject.name), "The traffic that its security groups let out, to whomever.",
      at: { endpoint, context in context.egressAnchors(of: endpoint) }
    ) { endpoint, context in
      let (traffic, because) = context.egressTraffic(of: endpoint)
      return context.value(traffic, because: because)
    },
    "world_egress_beyond_https": .init(
      .object(TrafficObject.name), "The traffic that its security groups let out to the world, other than HTTPS.",
      at: { endpoint, context in
        let groups = context.knownGroups(of: endpoint).map(\.group)
        return context.worldAnchors(of: groups, .egress, on: context.worldEgressBeyondHTTPS(of: endpoint).traffic.may)
      }
    ) { endpoint, context in
      let (traffic, because) = context.worldEgressBeyondHTTPS(of: endpoint)
      return context.value(traffic, because: because)
    },
    "world_ingress": .init(
      .object(TrafficObject.name), "The traffic that its security groups admit from the world, taken together.",
      at: { endpoint, context in context.worldAnchors(of: context.knownGroups(of: endpoint).map(\.group), .ingress) }
    ) { endpoint, context in
      let (traffic, because) = context.worldTraffic(of: context.knownGroups(of: endpoint), .ingress)
      let outside = context.unknownGroups(of: endpoint)
      return outside.isEmpty
        ? context.value(traffic, because: because)
        : context.value(Bounds(must: traffic.must, may: .full), because: because + outside)
    },
  ]
}

extension LintContext {
  /// The attribute that says whether an endpoint has a public address.
  fileprivate func publicAddressAnchor(of endpoint: Endpoint) -> Anchor {
    guard let range = endpoint.publicAddressPlace else { return Anchor(endpoint.declaration) }
    let place = lookup.publicAddressPlace(range) ?? Place(range: range)
    return Anchor(place, endpoint.id, words: "\(endpoint.address) gets a public address")
  }
}

extension Endpoint {
  /// The declared subnets that it is in, or may be placed in.
  fileprivate var subnetIDs: [ResourceID] {
    sites.reduce(into: []) { if case .subnet(let id) = $1 { $0.append(id) } }
  }

  /// What says whether it has a public address, if that is not its subnet.
  var publicAddressPlace: SourceRange? {
    if case .decided(_, _, let place) = publicIPv4 { place } else { nil }
  }
}

extension LintContext {
  /// Whether an endpoint has a public IPv4 address wherever it is placed, or in one of its subnets.
  func hasPublicAddress(_ endpoint: Endpoint) -> Certainty {
    if case .decided(let verdict, let because, _) = endpoint.publicIPv4 { return Certainty(verdict, because: because) }
    return endpoint.sites.reduce(Certainty(.no)) { result, site in
      switch site {
      case .subnet(let id):
        guard let maps = facts.topology.subnet(id)?.mapsPublicIP else {
          return result.or(Certainty(.unknown, because: [Unknown(id.address, .notInInput)]))
        }
        return result.or(Certainty(maps.value.verdict, because: maps.unknown.map { [$0] } ?? []))
      case .defaultVPC: return .yes
      case .outside(let why), .unknown(let why): return result.or(Certainty(.unknown, because: [why]))
      }
    }
  }
}
