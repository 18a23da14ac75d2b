import AWSModel
import NetSpace

/// Two blocks of addresses that overlap and must not, or a block that lies where it cannot.
package struct Overlap: Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// Two subnets of one VPC.
    case subnets
    /// A subnet with addresses that its VPC does not have.
    case outsideVPC = "outside_vpc"
    /// Two VPCs with a peering connection, which carries nothing between equal addresses.
    case peeredVPCs = "peered_vpcs"
  }

  /// A block with the resource that has it.
  package struct Side: Sendable {
    package let resource: ResourceID
    package let block: IPPrefix
    package let place: Place
  }

  package let kind: Kind
  package let first: Side
  package let second: Side
  package let existence: Existence
}

extension Facts {
  /// Every pair of blocks that overlap and must not, as far as they are known.
  ///
  /// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html,
  /// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
  package var overlaps: [Overlap] { overlappingSubnets + subnetsOutside + overlappingPeers }

  private var overlappingSubnets: [Overlap] {
    var byVPC: [(vpc: VPCKey, subnets: [Subnet])] = []
    for subnet in infrastructure.subnets {
      let vpc = VPCKey(subnet.vpc.target)
      if let i = byVPC.firstIndex(where: { $0.vpc == vpc }) {
        byVPC[i].subnets.append(subnet)
      } else {
        byVPC.append((vpc, [subnet]))
      }
    }
    return byVPC.flatMap { _, subnets in
      Self.overlaps(among: subnets, subnets.map { $0.ipv4 }) + Self.overlaps(among: subnets, subnets.map { $0.ipv6 })
    }
  }

  /// A sweep over the blocks in the order of their addresses: a block can only overlap those that have begun.
  private static func overlaps(among subnets: [Subnet], _ attributes: [Attribute<AddressBlock>?]) -> [Overlap] {
    let blocks = attributes.indices.flatMap { i -> [(order: Int, subnet: Subnet, block: PossibleBlock)] in
      attributes[i].map { attribute in
        PossibleBlock.all(of: attribute, in: subnets[i].id).map { (i, subnets[i], $0) }
      } ?? []
    }.sorted { ($0.block.prefix.bounds.lowerBound, $0.order) < ($1.block.prefix.bounds.lowerBound, $1.order) }
    var open: [(order: Int, subnet: Subnet, block: PossibleBlock)] = []
    var found: [Overlap] = []
    for next in blocks {
      open.removeAll { $0.block.prefix.bounds.upperBound < next.block.prefix.bounds.lowerBound }
      for other in open where other.order != next.order {
        let (first, second) = other.order < next.order ? (other, next) : (next, other)
        guard let blocks = first.block.existence(with: second.block) else { continue }
        found.append(
          Overlap(
            kind: .subnets, first: first.block.side, second: second.block.side,
            existence: both(first.subnet, second.subnet).and(blocks)))
      }
      open.append(next)
    }
    return found
  }

  /// There only if both are.
  private static func both(_ a: Subnet, _ b: Subnet) -> Existence {
    let existences = [a.declaration.existence, b.declaration.existence]
    let verdict = Verdict.all(existences.map(\.verdict))
    return Existence(verdict, because: verdict == .unknown ? existences.flatMap(\.because).distinct : [])
  }

  private var subnetsOutside: [Overlap] {
    infrastructure.subnets.flatMap { subnet -> [Overlap] in
      guard let id = subnet.vpc.target.id, let vpc = topology.vpc(id), vpc.blocks.isComplete else { return [] }
      return [subnet.ipv4, subnet.ipv6].compactMap(\.self).flatMap { attribute in
        PossibleBlock.all(of: attribute, in: subnet.id).compactMap { Self.outside(vpc, $0, of: subnet) }
      }
    }
  }

  /// A block that none of the blocks of the VPC holds; possibly none, where one of these is one of several.
  private static func outside(_ vpc: VPC, _ block: PossibleBlock, of subnet: Subnet) -> Overlap? {
    let own = vpc.blocks.elements.filter { ($0.known?.family ?? block.prefix.family) == block.prefix.family }
    let addresses = AddressSet(block.prefix)
    var nearest: PossibleBlock?
    var existence = subnet.declaration.existence
    for attribute in own {
      let possible = PossibleBlock.all(of: attribute, in: vpc.id)
      let others = possible.filter { !addresses.isSubset(of: AddressSet($0.prefix)) }
      // What is not known at all may hold it.
      guard let other = others.first, let both = block.existence(with: other) else { return nil }
      nearest = nearest ?? other
      existence = existence.and(both)
    }
    return nearest.map { Overlap(kind: .outsideVPC, first: $0.side, second: block.side, existence: existence) }
  }

  private var overlappingPeers: [Overlap] {
    infrastructure.peerings.flatMap { peering -> [Overlap] in
      guard let a = peering.requester.target.id.flatMap(topology.vpc),
        let b = peering.accepter.target.id.flatMap(topology.vpc), a.id != b.id
      else { return [] }
      let others = b.blocks.elements.flatMap { PossibleBlock.all(of: $0, in: b.id) }
      return a.blocks.elements.flatMap { PossibleBlock.all(of: $0, in: a.id) }.flatMap { one in
        others.compactMap { other -> Overlap? in
          guard AddressSet(one.prefix).intersects(AddressSet(other.prefix)), let both = one.existence(with: other)
          else { return nil }
          return Overlap(
            kind: .peeredVPCs, first: one.side, second: other.side,
            existence: peering.declaration.existence.and(both))
        }
      }
    }
  }
}

/// A block that something has, or one of a few that it may have.
private struct PossibleBlock {
  let side: Overlap.Side
  /// Why it may be another one; nil if it is this one.
  let why: Unknown?

  var prefix: IPPrefix { side.block }

  static func all(of attribute: Attribute<AddressBlock>, in resource: ResourceID) -> [PossibleBlock] {
    (attribute.value.candidates ?? []).flatMap { block in
      (block.prefix.candidates ?? []).map { prefix in
        PossibleBlock(
          side: Overlap.Side(resource: resource, block: prefix, place: attribute.place),
          why: attribute.unknown ?? block.prefix.unknown)
      }
    }
  }

  /// Whether both are there at once; nil if that cannot be told of two that depend on one thing which is not tried: the
  /// blocks of a network and of its subnets in a table of regions.
  func existence(with other: PossibleBlock) -> Existence? {
    guard let why = why ?? other.why else { return .certain }
    if let mine = self.why, mine == other.why, mine.reason != .condition, mine.reason != .parameter { return nil }
    return .possible([why, other.why].compactMap(\.self).distinct)
  }
}
