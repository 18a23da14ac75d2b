import AWSModel
import NetSpace

/// The other end of a connection, as a filter sees it.
///
/// Addresses are a dimension of the header: a filter narrows them. An endpoint's own address is one unknown point of
/// the blocks of its subnet: a filter matches it, or not, or it is not known whether; the header's dimension stays full.
enum Remote {
  /// Addresses outside, or inside where nobody is known to use them; `couldBeMembers` if an interface of the input may
  /// have one of them.
  case addresses(AddressSet, couldBeMembers: Bool)
  case endpoint(Endpoint, ipv4: AddressSet, ipv6: AddressSet, groups: GroupReferences = .kept)
  /// Clients whose addresses a network load balancer keeps: rules see them, and references to the balancer's groups
  /// match all the same.
  ///
  /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
  case preserved(AddressSet, by: Endpoint)
  /// An interface behind the internet, seen by its public address: no reference to a group matches it.
  case assigned(AssignedAddress)

  /// The addresses that the other end may have.
  var addresses: AddressSet {
    switch self {
    case .addresses(let set, _), .preserved(let set, _): set
    case .endpoint(_, let ipv4, let ipv6, _): ipv4.union(ipv6)
    case .assigned(let address): address.ipv4.union(address.ipv6)
    }
  }

  /// The header's dimension for the other end: its addresses, or all where they are one point that is not known.
  var dimension: AddressSet {
    switch self {
    case .addresses(let set, _), .preserved(let set, _): set
    case .endpoint, .assigned: .full
    }
  }

  /// Whether it is addresses of which a filter lets through some and not others, and not one that is not known.
  var isDivisible: Bool {
    switch self {
    case .addresses, .preserved: true
    case .endpoint, .assigned: false
    }
  }

  /// Whether it is the internet as a whole, of both families or of one, or somebody behind it; not addresses that
  /// somebody named.
  var isInternet: Bool {
    switch self {
    case .addresses(let set, let couldBeMembers):
      !couldBeMembers
        && (set == .global || AddressFamily.allCases.contains { set == AddressSet.global.restricted(to: $0) })
    case .assigned: true
    case .endpoint, .preserved: false
    }
  }

  /// The part of a header's dimension for the other end that a block stands for, and why it is not known exactly.
  ///
  /// A block that is not known names an address that is not known either, if both are the same value of the input.
  func match(_ block: AddressBlock) -> (bounds: Bounds<AddressSet>, because: [Unknown]) {
    if case .assigned(let address) = self, let why = block.prefix.unknown, block.length == 32,
      address.names.contains(why)
    {
      return (.exact(AddressSet(.ipv4)), [])
    }
    return match(block.bounds, because: block.unknowns)
  }

  func match(
    _ addresses: Bounds<AddressSet>, because: [Unknown]
  ) -> (bounds: Bounds<AddressSet>, because: [Unknown]) {
    let dimension = dimension(of: addresses)
    guard case .assigned(let address) = self, !dimension.isExact, because.isEmpty else { return (dimension, because) }
    return (dimension, [address.why])
  }

  /// The part of a header's dimension for the other end that a block stands for.
  func dimension(of block: Bounds<AddressSet>) -> Bounds<AddressSet> {
    switch self {
    case .addresses, .preserved: return block
    case .endpoint(_, let ipv4, let ipv6, _): return Self.dimension(of: block, points: ipv4, ipv6)
    case .assigned(let address): return Self.dimension(of: block, points: address.ipv4, address.ipv6)
    }
  }

  private static func dimension(
    of block: Bounds<AddressSet>, points ipv4: AddressSet, _ ipv6: AddressSet
  ) -> Bounds<AddressSet> {
    var must = AddressSet.empty
    var may = AddressSet.empty
    for (family, point) in [(AddressFamily.ipv4, ipv4), (.ipv6, ipv6)] where !point.isEmpty {
      switch block.contains(pointOf: point) {
      case .yes:
        must.formUnion(AddressSet(family))
        may.formUnion(AddressSet(family))
      case .unknown: may.formUnion(AddressSet(family))
      case .no: break
      }
    }
    return Bounds(must: must, may: may)
  }

  /// The part of a header's dimension for the other end that a group reference stands for: a group means the private
  /// addresses of its members, never public ones.
  ///
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
  func dimension(ofGroup group: Reference) -> (bounds: Bounds<AddressSet>, because: [Unknown]) {
    switch self {
    case .addresses(let set, let couldBeMembers):
      guard couldBeMembers else { return (.empty, []) }
      let why = Unknown(
        "whether \(set.listing(limit: 2)) belongs to an interface with \(group.name)", .decidedByAWS("is not known"))
      return (.atMost(.full), [why])
    case .endpoint(let endpoint, _, _, let references):
      let (member, why) = endpoint.isMember(of: group)
      return Self.dimension(member.and(references.verdict), why + references.because)
    case .preserved(_, let balancer):
      let (member, why) = balancer.isMember(of: group)
      return Self.dimension(member, why)
    case .assigned: return (.empty, [])
    }
  }

  private static func dimension(
    _ verdict: Verdict, _ because: [Unknown]
  ) -> (bounds: Bounds<AddressSet>, because: [Unknown]) {
    switch verdict {
    case .yes: (.full, [])
    case .unknown: (.atMost(.full), because)
    case .no: (.empty, [])
    }
  }

  /// The same end across a connection that keeps its groups visible, or does not.
  func seen(with references: GroupReferences) -> Remote {
    switch self {
    case .addresses(let set, let couldBeMembers):
      .addresses(set, couldBeMembers: couldBeMembers && references.verdict != .no)
    case .endpoint(let endpoint, let ipv4, let ipv6, _): .endpoint(endpoint, ipv4: ipv4, ipv6: ipv6, groups: references)
    case .preserved, .assigned: self
    }
  }
}

extension Remote {
  /// The same end without its IPv6 addresses.
  var overIPv4: Remote {
    guard case .assigned(let address) = self else { return self }
    return .assigned(AssignedAddress(ipv4: address.ipv4, names: address.names, ipv6: .empty, why: address.why))
  }
}

/// An address that somebody has on the internet: one of some, whichever AWS assigns.
struct AssignedAddress {
  /// The IPv4 addresses that it can be.
  let ipv4: AddressSet
  /// What the input calls its IPv4 address while that is not known: `aws_eip.app.public_ip`.
  let names: [Unknown]
  /// The IPv6 addresses that it can be; none if it has none.
  let ipv6: AddressSet
  let why: Unknown
  /// It is not one address, but those of a service behind a gateway endpoint.
  var service: ServiceAddresses?

  /// The addresses of a service, of which all are among a block, or none, or that is not known.
  static func service(_ service: ServiceAddresses) -> AssignedAddress {
    AssignedAddress(
      ipv4: .global.restricted(to: .ipv4), names: [], ipv6: .empty, why: service.why, service: service)
  }

  /// An address of somebody of whom nothing is known.
  static func somewhere(_ why: Unknown?) -> AssignedAddress {
    AssignedAddress(
      ipv4: .global.restricted(to: .ipv4), names: [], ipv6: .global.restricted(to: .ipv6),
      why: why ?? Unknown("the address that it is seen by", .notInInput))
  }
}
