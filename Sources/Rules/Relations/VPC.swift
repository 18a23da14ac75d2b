import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let vpc: Relation = Relation(of: Objects.vpc) { context in
    context.infrastructure.vpcs.map { Row(Objects.vpc, $0, context) }
  }
}

extension Objects {
  static let vpc: ObjectType<VPC> = ObjectType(
    resource: "vpc", doc: "A virtual private cloud.",
    fields: [
      "is_default": .init(.bool, "Whether it is the default VPC of the account.") { vpc, _ in .bool(vpc.isDefault) },
      "cidrs": .init(
        .list(.string), "Its IPv4 and IPv6 blocks, secondary ones included.",
        at: { vpc, _ in vpc.blocks.elements.map { Anchor($0.place, vpc.id) } }
      ) { vpc, context in
        context.list(
          vpc.blocks.elements.map { (value: context.block($0), certainty: .yes) }, rest: vpc.blocks.rest)
      },
      "subnets": .init(.list(.object("subnet")), "Its subnets.") { vpc, context in
        context.members(of: vpc, context.infrastructure.subnets, \.vpc) { subnet.value($0, context) }
      },
      "security_groups": .init(.list(.object("security_group")), "Its security groups, the default one included.") {
        vpc, context in
        context.members(of: vpc, context.infrastructure.securityGroups, \.vpc) { securityGroup.value($0, context) }
      },
      "network_acls": .init(.list(.object("network_acl")), "Its network ACLs, the default one included.") {
        vpc, context in
        context.members(of: vpc, context.infrastructure.networkACLs, \.vpc) { networkACL.value($0, context) }
      },
      "route_tables": .init(.list(.object("route_table")), "Its route tables, the main one included.") { vpc, context in
        context.members(of: vpc, context.infrastructure.routeTables, \.vpc) { routeTable.value($0, context) }
      },
    ])
}

extension LintContext {
  /// The VPC that a link leads to; unknown for one that the input does not declare.
  func vpc(_ link: Link) -> Value {
    switch link.target {
    case .resource(let id):
      facts.topology.vpc(id).map { Objects.vpc.value($0, self) }
        ?? unknown(Unknown(id.address, .notInInput, at: link.place.range))
    case .external(let name): unknown(Unknown(name, .notInInput, at: link.place.range))
    case .oneOf(_, let why), .unknown(let why): unknown(why)
    }
  }

  /// The resources that are in a VPC, or may be.
  fileprivate func members<Member: Resource>(
    of vpc: VPC, _ all: [Member], _ link: (Member) -> Link?, _ value: (Member) -> Value
  ) -> Value {
    list(
      all.reduce(into: []) { members, member in
        guard let target = link(member)?.target else { return }
        let existence = member.declaration.existence
        let certainty = target.certainty(is: vpc.id).and(Certainty(existence.verdict, because: existence.because))
        if certainty.verdict != .no { members.append((value(member), certainty)) }
      })
  }
}
