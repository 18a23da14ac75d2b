import AWSModel
import Documents
import NetSpace

/// An endpoint, or anybody, in one of its sites: where a leg of a path begins or ends.
struct Station {
  let site: Endpoint.Site
  /// Nil for an address of a subnet that no endpoint of the input is known to use.
  let endpoint: Endpoint?
  let topology: Topology
  /// Only these of the subnet's addresses, when a question names them.
  var within: AddressSet?
  /// Why it is not known whether those addresses are the subnet's; nil if they are.
  var doubt: Unknown?

  init(site: Endpoint.Site, endpoint: Endpoint?, topology: Topology, within: AddressSet? = nil) {
    self.site = site
    self.endpoint = endpoint
    self.topology = topology
    self.within = within
  }

  var subnet: Subnet? {
    if case .subnet(let id) = site { topology.subnet(id) } else { nil }
  }

  var vpc: VPCKey {
    topology.vpc(of: site)
  }

  /// Whether it is in a network outside of AWS.
  var isOutside: Bool { endpoint == nil && within != nil && subnet == nil }

  /// Subnets in words, for a list or table that is that of one of them.
  static func words(_ sites: [Endpoint.Site]) -> String {
    sites.map(Self.words).joined(separator: " or ")
  }

  private static func words(_ site: Endpoint.Site) -> String {
    switch site {
    case .subnet(let id): id.address
    case .defaultVPC: "a subnet of \(defaultVPCName)"
    case .outside(let why), .unknown(let why): "a subnet that is not known (\(why.subject))"
    }
  }

  static let defaultVPCName = "the default VPC"

  /// What the subnet is called in a trace.
  var node: Node {
    switch site {
    case .subnet(let id): .resource(id)
    case .unknown(let why) where isOutside: .other(why.subject)
    case .defaultVPC, .outside, .unknown: .other(Self.words(site))
    }
  }

  /// The addresses that an interface here may have, of each family.
  var addresses: (ipv4: AddressSet, ipv6: AddressSet) {
    // Of an unknown subnet any address is possible; one without a block of a family has no address of it.
    let ipv4 =
      subnet.map { Self.bounds(of: $0.ipv4, .ipv4).may } ?? (site == .defaultVPC ? ofDefaultVPC : AddressSet(.ipv4))
    let ipv6 = subnet.map { Self.bounds(of: $0.ipv6, .ipv6).may } ?? AddressSet(.ipv6)
    guard let within else { return (ipv4, ipv6) }
    return (ipv4.intersection(within), ipv6.intersection(within))
  }

  /// The IPv4 addresses of the default VPC: 172.31.0.0/16 unless the input says otherwise.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
  private var ofDefaultVPC: AddressSet {
    guard case .resource = topology.defaultVPC else { return Self.defaultBlock }
    return topology.addresses(of: topology.defaultVPC).may.restricted(to: .ipv4)
  }

  static let defaultBlock = IPPrefix("172.31.0.0/16").map { AddressSet($0) } ?? AddressSet(.ipv4)

  /// The addresses of the subnet's blocks as far as they are known.
  var blocks: Bounds<AddressSet> {
    subnet.map { Self.bounds(of: $0.ipv4, .ipv4).union(Self.bounds(of: $0.ipv6, .ipv6)) } ?? .unknown
  }

  /// Why a block of the subnet is not known; nil if all are.
  var blockUnknown: Unknown? {
    [subnet?.ipv4, subnet?.ipv6].compactMap(\.self).lazy.compactMap { block in
      block.unknown ?? block.value.candidates?.lazy.compactMap(\.prefix.unknown).first
    }.first
  }

  private static func bounds(of block: Attribute<AddressBlock>?, _ family: AddressFamily) -> Bounds<AddressSet> {
    guard let block else { return .empty }
    let candidates = block.value.candidates?.map { $0.bounds.map(monotone: { $0.restricted(to: family) }) }
    return candidates.map(Bounds.either) ?? .atMost(AddressSet(family))
  }

  /// What a filter sees of this station as the other end.
  var remote: Remote {
    let (ipv4, ipv6) = addresses
    guard let endpoint else { return .addresses(ipv4.union(ipv6), couldBeMembers: true) }
    return .endpoint(endpoint, ipv4: ipv4, ipv6: ipv6)
  }

  /// Whether the interface has an IPv6 address.
  var hasIPv6: (verdict: Verdict, because: [Unknown]) {
    if let own = endpoint?.hasIPv6 { return (own.value.verdict, own.unknown.map { [$0] } ?? []) }
    switch site {
    case .subnet:
      guard let subnet, let block = subnet.ipv6 else { return (.no, []) }
      // A block that may be there or not is unknown as a whole.
      if let why = block.unknown { return (.unknown, [why]) }
      return (subnet.assignsIPv6.value.verdict, subnet.assignsIPv6.unknown.map { [$0] } ?? [])
    case .defaultVPC: return (.no, [])
    case .outside(let why), .unknown(let why): return (.unknown, [why])
    }
  }

  /// Whether it is certainly in a subnet without IPv4.
  var isIPv6Only: Bool { subnet.map { $0.ipv4 == nil } ?? false }

  /// Whether the interface has a public IPv4 address, and what says so.
  var publicIPv4: (verdict: Verdict, because: [Unknown], place: SourceRange?) {
    switch endpoint?.publicIPv4 {
    case .decided(let verdict, let because, let place): return (verdict, because, place)
    case .bySubnet, nil:
      switch site {
      case .subnet:
        guard let maps = subnet?.mapsPublicIP else { return (.unknown, [], nil) }
        return (maps.value.verdict, maps.unknown.map { [$0] } ?? [], maps.place.range)
      case .defaultVPC: return (.yes, [], nil)
      case .outside(let why), .unknown(let why): return (.unknown, [why], nil)
      }
    }
  }

  /// Whether the internet can begin a connection to its IPv6 address: every such address is public, but an internal
  /// load balancer refuses what comes through an internet gateway, unless it is told otherwise.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
  /// (`ipv6.deny_all_igw_traffic`)
  var publicIPv6: (verdict: Verdict, because: [Unknown]) {
    let (verdict, because) = hasIPv6
    guard let refuses = endpoint?.refusesIPv6Internet else { return (verdict, because) }
    return (verdict.and(refuses.value.verdict.not), because + (refuses.unknown.map { [$0] } ?? []))
  }
}

extension Station {
  /// Whether the internet can certainly not begin a connection to it: it has no public address of either family.
  var isHiddenFromInternet: Bool { publicIPv4.verdict == .no && publicIPv6.verdict == .no }
}

extension Topology {
  /// The VPC of a site.
  func vpc(of site: Endpoint.Site) -> VPCKey {
    switch site {
    case .subnet(let id): subnet(id).map { VPCKey($0.vpc.target) } ?? .unknown(Unknown(id.address, .notInInput))
    case .defaultVPC: defaultVPC
    case .outside(let why), .unknown(let why): .unknown(why)
    }
  }
}
