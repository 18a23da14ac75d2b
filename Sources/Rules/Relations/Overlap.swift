import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let overlap: Relation = Relation(of: Objects.overlap) { context in
    context.facts.overlaps.map { overlap in
      let existence = overlap.existence
      return Row(
        Objects.overlap.object(overlap, context), exists: Certainty(existence.verdict, because: existence.because),
        subject: overlap.second.resource,
        key: "\(overlap.kind) \(overlap.first.resource.address) \(overlap.first.block)",
        evidence: { [overlap.first.place.range, overlap.second.place.range] })
    }
  }
}

extension Objects {
  static let overlap: ObjectType<Overlap> = ObjectType(
    "overlap",
    doc: "Two blocks of addresses that overlap and must not, or a subnet's block that its VPC does not have.",
    key: { "\($0.kind)\n\($0.first.resource)\n\($0.first.block)\n\($0.second.resource)\n\($0.second.block)" },
    describe: { "\($0.first.block) and \($0.second.block)" },
    anchors: { overlap, _ in
      [overlap.second, overlap.first].map { side in
        Anchor(side.place, side.resource, key: "\(side.block)", words: "\(side.resource.address) has \(side.block)")
      }
    },
    fields: [
      "kind": .init(
        .string, "`subnets` of one VPC, a subnet `outside_vpc`, or `peered_vpcs`."
      ) { overlap, _ in .string(overlap.kind.rawValue) },
      "first": .init(.string, "The address of the one that has the first block: a subnet, or a VPC.") { overlap, _ in
        .string(overlap.first.resource.address)
      },
      "second": .init(.string, "The address of the one that has the second block.") { overlap, _ in
        .string(overlap.second.resource.address)
      },
      "first_cidr": .init(.string, "The first block.") { overlap, _ in .string("\(overlap.first.block)") },
      "second_cidr": .init(.string, "The second block.") { overlap, _ in .string("\(overlap.second.block)") },
    ])
}
