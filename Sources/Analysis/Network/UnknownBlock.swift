import AWSModel
import NetSpace

/// A block of which it is not known where it lies, but how long its prefix is at least: what it can take is limited.
package struct UnknownBlock: Hashable, Sendable {
  /// The least length if it is a block of IPv4; nil if it is none.
  let ipv4: Int?
  let ipv6: Int?

  /// One block of either family.
  static let any = UnknownBlock(ipv4: 0, ipv6: 0)

  /// The same block, which is no shorter than this.
  func noShorter(than ipv4: Int, _ ipv6: Int) -> UnknownBlock {
    UnknownBlock(ipv4: self.ipv4.map { max($0, ipv4) }, ipv6: self.ipv6.map { max($0, ipv6) })
  }

  /// The same block if it is of one family only.
  func of(_ family: AddressFamily?) -> UnknownBlock {
    UnknownBlock(ipv4: family == .ipv6 ? nil : ipv4, ipv6: family == .ipv4 ? nil : ipv6)
  }
}

extension AddressBlock {
  /// The block as one of which it is not known where it lies.
  ///
  /// The blocks of VPCs and subnets have a /16 at least in IPv4 and a /44 in IPv6.
  /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
  var unknownBlock: UnknownBlock {
    let lengths = prefix.candidates?.map(\.length) ?? []
    let length = length ?? lengths.min() ?? 0
    let (ipv4, ipv6) = prefix.unknown?.namesBlockOfNetwork == true ? (16, 44) : (0, 0)
    return UnknownBlock(ipv4: max(min(length, 32), ipv4), ipv6: max(length, ipv6)).of(family)
  }
}

extension Attribute<AddressBlock> {
  /// The block as one of which it is not known where it lies.
  var unknownBlock: UnknownBlock { known?.unknownBlock ?? .any }
}

extension Unknown {
  /// Whether it is the block of a VPC or subnet, as both languages name it.
  fileprivate var namesBlockOfNetwork: Bool {
    reason.isKnownOnceThere && [".cidr_block", ".CidrBlock", ".ipv6_cidr_block"].contains { subject.hasSuffix($0) }
  }
}

/// Addresses without those of some blocks of which it is not known where they lie.
///
/// Of no single address it is certain that it is left, but that some are left can be.
package struct RemainingAddresses: Hashable, Sendable {
  package let addresses: AddressSet
  let blocks: [UnknownBlock]

  init(_ addresses: AddressSet, without blocks: [UnknownBlock] = []) {
    self.addresses = addresses
    self.blocks = blocks
  }

  package static let none = RemainingAddresses(.empty)

  /// Whether some are left for certain.
  package var isInhabited: Bool {
    addresses.v4.outnumbers(blocks.compactMap(\.ipv4)) || addresses.v6.outnumbers(blocks.compactMap(\.ipv6))
  }

  /// Whether more are left for certain than anyone could mean to name.
  package func isWorld(trusted: AddressSet = .empty) -> Bool {
    let open = addresses.intersection(.global).subtracting(trusted)
    return open.v4.count(without: blocks.compactMap(\.ipv4)) > 1 << 24
      || open.v6.count(without: blocks.compactMap(\.ipv6)) > 1 << 96
  }

  /// Those of both, as far as is certain.
  func union(_ other: RemainingAddresses) -> RemainingAddresses {
    RemainingAddresses(addresses.union(other.addresses), without: blocks + other.blocks)
  }
}

extension IntervalSet {
  /// How many elements are left at least when blocks of these lengths are taken, wherever they lie.
  fileprivate func count(without lengths: [Int]) -> UInt128 {
    lengths.reduce(count) { left, length in
      if length <= 0 { return 0 }
      let size = UInt128(1) << UInt128(max(Bound.bitWidth - length, 0))
      return left > size ? left - size : 0
    }
  }

  /// Whether some element is left when blocks of these lengths are taken, wherever they lie: there are more elements
  /// than the blocks hold, or they lie in more blocks of the greatest size than are taken.
  fileprivate func outnumbers(_ lengths: [Int]) -> Bool {
    guard let shortest = lengths.min() else { return !isEmpty }
    return count(without: lengths) > 0 || blocks(ofLength: shortest, atMost: lengths.count + 1) > lengths.count
  }

  /// How many blocks of a length hold an element, counted no further than `limit`.
  private func blocks(ofLength length: Int, atMost limit: Int) -> Int {
    let hostBits = Bound.bitWidth - length
    if hostBits >= Bound.bitWidth { return isEmpty ? 0 : 1 }
    var count = 0
    var next: Bound? = first
    while let element = next, count < limit {
      count += 1
      let last = (element >> Bound(hostBits)) << Bound(hostBits) | (Bound(1) << Bound(hostBits) - 1)
      next = last == .max ? nil : firstElement(atLeast: last + 1)
    }
    return count
  }
}
