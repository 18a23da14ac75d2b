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
    let blocks = attributes.indices.compactMap { i -> (order: Int, subnet: Subnet, side: Overlap.Side)? in
      guard let attribute = attributes[i], let prefix = attribute.known?.prefix.known else { return nil }
      return (i, subnets[i], Overlap.Side(resource: subnets[i].id, block: prefix, place: attribute.place))
    }.sorted { ($0.side.block.bounds.lowerBound, $0.order) < ($1.side.block.bounds.lowerBound, $1.order) }
    var open: [(order: Int, subnet: Subnet, side: Overlap.Side)] = []
    var found: [Overlap] = []
    for next in blocks {
      open.removeAll { $0.side.block.bounds.upperBound < next.side.block.bounds.lowerBound }
      for other in open {
        let (first, second) = other.order < next.order ? (other, next) : (next, other)
        let existence = Self.both(first.subnet, second.subnet)
        found.append(Overlap(kind: .subnets, first: first.side, second: second.side, existence: existence))
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
      return [subnet.ipv4, subnet.ipv6].compactMap { attribute in
        guard let attribute, let prefix = attribute.known?.prefix.known else { return nil }
        let own = vpc.blocks.elements.filter { ($0.known?.family ?? prefix.family) == prefix.family }
        let addresses = AddressSet(prefix)
        guard let nearest = own.first(where: { $0.known?.prefix.known != nil }),
          let block = nearest.known?.prefix.known,
          own.allSatisfy({ $0.known?.prefix.known.map { !addresses.isSubset(of: AddressSet($0)) } ?? false })
        else { return nil }
        return Overlap(
          kind: .outsideVPC, first: Overlap.Side(resource: vpc.id, block: block, place: nearest.place),
          second: Overlap.Side(resource: subnet.id, block: prefix, place: attribute.place),
          existence: subnet.declaration.existence)
      }
    }
  }

  private var overlappingPeers: [Overlap] {
    infrastructure.peerings.flatMap { peering -> [Overlap] in
      guard let a = peering.requester.target.id.flatMap(topology.vpc),
        let b = peering.accepter.target.id.flatMap(topology.vpc), a.id != b.id
      else { return [] }
      return a.blocks.elements.flatMap { one in
        b.blocks.elements.compactMap { other -> Overlap? in
          guard let x = one.known?.prefix.known, let y = other.known?.prefix.known,
            AddressSet(x).intersects(AddressSet(y))
          else { return nil }
          return Overlap(
            kind: .peeredVPCs, first: Overlap.Side(resource: a.id, block: x, place: one.place),
            second: Overlap.Side(resource: b.id, block: y, place: other.place),
            existence: peering.declaration.existence)
        }
      }
    }
  }
}
