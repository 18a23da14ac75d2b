import AWSModel
import NetSpace

/// What a security group admits in one direction on some traffic: the union of the sources of all rules that speak of it.
///
/// Rules alone cannot be judged: `0.0.0.0/1` in one and `128.0.0.0/1` in another are the world. One opening has the
/// traffic on which the same rules apply.
package struct Opening: Sendable {
  package let group: SecurityGroup
  package let direction: Direction
  package let traffic: Traffic
  package let source: SourceSet
  /// The rules that make it up, the one that admits most addresses first, then in declaration order.
  package let rules: [SecurityGroupRule]
  package let exists: Verdict
  package let because: [Unknown]
}

/// The peers of rules taken together: addresses, groups, and what is not known.
package struct SourceSet: Hashable, Sendable {
  /// The addresses of blocks and prefix lists that are known.
  package let addresses: AddressSet
  package let groups: [Reference]
  /// Blocks that are not known, with the most addresses that each can have (2^(32 - length) of IPv4, 2^(128 - length) of
  /// IPv6), and nil when even that is not known.
  package let unknownBlocks: [(family: AddressFamily?, length: Int?, why: Unknown)]
  /// Prefix lists whose entries are not in the input.
  package let unknownLists: [(name: String, why: Unknown)]
  /// Peers of which not even the kind is known.
  package let unknownPeers: [Unknown]

  package static func == (a: SourceSet, b: SourceSet) -> Bool {
    a.addresses == b.addresses && a.groups == b.groups && a.unknownPeers == b.unknownPeers
      && a.unknownBlocks.map(\.why) == b.unknownBlocks.map(\.why) && a.unknownLists.map(\.why) == b.unknownLists.map(\.why)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(addresses)
    hasher.combine(groups)
  }
}
