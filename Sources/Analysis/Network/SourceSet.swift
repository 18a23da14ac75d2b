import AWSModel
import NetSpace

/// The peers of rules taken together: addresses, groups, and what is not known.
package struct SourceSet: Hashable, Sendable {
  /// A block of which the prefix is not known: how many addresses it can have follows from its length.
  package struct UnknownBlock: Hashable, Sendable {
    package let family: AddressFamily?
    package let length: Int?
    package let why: Unknown
  }

  /// The addresses of blocks and prefix lists that are known.
  package let addresses: AddressSet
  /// Addresses that are among them only if something undecided turns out so.
  package let possibleAddresses: AddressSet
  package let groups: [Reference]
  package let unknownBlocks: [UnknownBlock]
  /// Prefix lists whose entries are not in the input, by name.
  package let unknownLists: [String]
  /// Why any of it is not known.
  package let because: [Unknown]
  /// Peers of which not even the kind is known.
  package let hasUnknownPeers: Bool

  /// Whether these are the world: more global addresses than anyone could mean to name.
  ///
  /// A block of which only the length is known counts with the addresses that it can have at most; the CloudFront
  /// origin-facing lists are not the world, what other lists hold is not known.
  package func isWorld(trusted: AddressSet = .empty) -> (verdict: Verdict, because: [Unknown]) {
    if addresses.isWorld(trusted: trusted) { return (.yes, []) }
    if isExact { return (.no, []) }
    if hasUnknownPeers || addresses.union(possibleAddresses).isWorld(trusted: trusted) { return (.unknown, because) }
    if unknownLists.contains(where: { !$0.contains("cloudfront.origin-facing") }) { return (.unknown, because) }
    let known = addresses.union(possibleAddresses).intersection(.global).subtracting(trusted)
    var ipv4 = known.v4.count
    var ipv6 = known.v6.count
    for block in unknownBlocks {
      guard let length = block.length else { return (.unknown, because) }
      if block.family != .ipv6, length <= 32 { ipv4 += 1 << UInt128(32 - length) }
      if block.family != .ipv4, length > 0 { ipv6 += ipv6 >> 127 == 0 ? 1 << UInt128(128 - length) : 0 }
      if block.family != .ipv4, length == 0 { return (.unknown, because) }
    }
    return ipv4 > 1 << 24 || ipv6 > 1 << 96 ? (.unknown, because) : (.no, [])
  }

  /// Whether anything is in it that is not known.
  package var isExact: Bool {
    possibleAddresses.isEmpty && unknownBlocks.isEmpty && unknownLists.isEmpty && !hasUnknownPeers
  }
}

extension SourceSet: CustomStringConvertible {
  /// The peers in words: `0.0.0.0/0, aws_security_group.app`.
  package var description: String {
    var words: [String] = []
    if !addresses.isEmpty { words.append(addresses.listing(limit: 4)) }
    if !possibleAddresses.isEmpty { words.append("possibly \(possibleAddresses.listing(limit: 4))") }
    words += groups.map(\.name)
    words += unknownBlocks.map { block in
      block.length.map { "a /\($0) (unknown: \(block.why))" } ?? "(unknown: \(block.why))"
    }
    words += unknownLists.map { "prefix list \($0)" }
    if hasUnknownPeers { words.append("(unknown: \(because.first.map { "\($0)" } ?? ""))") }
    return words.isEmpty ? "nobody" : words.joined(separator: ", ")
  }
}

extension SourceSet {
  /// Puts the peers of rules together.
  struct Builder {
    let topology: Topology
    private var addresses: AddressSet
    private var possible: AddressSet
    private var groups: [Reference] = []
    private var blocks: [UnknownBlock] = []
    private var lists: [String] = []
    private var because: [Unknown] = []
    private var hasUnknownPeers = false

    /// - Parameter addresses: what is among them for certain.
    init(topology: Topology, addresses: AddressSet = .empty) {
      self.topology = topology
      self.addresses = addresses
      possible = addresses
    }

    mutating func add(_ rule: SecurityGroupRule, isCertain: Bool) {
      for peer in rule.peers.elements { add(peer, isCertain: isCertain) }
      if !rule.peers.rest.isEmpty { hasUnknownPeers = true }
      because += rule.peers.rest
      if !isCertain { because += rule.traffic.unknowns + rule.existence.because }
    }

    private mutating func add(_ peer: RulePeer, isCertain: Bool) {
      switch peer.kind {
      case .block(let block):
        switch block.prefix {
        case .known(let prefix): add(.exact(AddressSet(prefix)), isCertain: isCertain)
        case .oneOf(let prefixes, let why):
          add(.either(prefixes.map { .exact(AddressSet($0)) }), isCertain: isCertain)
          because.append(why)
        case .unknown(let why):
          blocks.append(UnknownBlock(family: block.family, length: block.length, why: why))
          because.append(why)
        }
      case .prefixList(let reference):
        let (bounds, reasons) = topology.addresses(ofPrefixList: reference)
        because += reasons
        if case .external(let name) = reference { lists.append(name) } else { add(bounds, isCertain: isCertain) }
      case .group(let group): if !groups.contains(group) { groups.append(group) }
      case .unknown(let why):
        hasUnknownPeers = true
        because.append(why)
      }
    }

    private mutating func add(_ bounds: Bounds<AddressSet>, isCertain: Bool) {
      if isCertain { addresses.formUnion(bounds.must) }
      possible.formUnion(bounds.may)
    }

    /// How many global addresses a rule admits: what makes it the largest contributor.
    func size(of rule: SecurityGroupRule) -> UInt128 {
      var builder = Builder(topology: topology)
      builder.add(rule, isCertain: true)
      let known = builder.addresses.union(builder.possible)
      // An IPv6 address weighs as much of its family as an IPv4 address of its own.
      return max(known.v4.count << 95, known.v6.count >> 1)
    }

    func build() -> SourceSet {
      SourceSet(
        addresses: addresses, possibleAddresses: possible.subtracting(addresses), groups: groups, unknownBlocks: blocks,
        unknownLists: lists, because: because.distinct, hasUnknownPeers: hasUnknownPeers)
    }
  }
}
