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
      "dns_support": .init(
        .bool, "Whether Amazon's resolver answers in it.", at: { vpc, _ in vpc.anchor(vpc.dnsSupport?.place) }
      ) { vpc, context in
        vpc.dnsSupport.map { context.value($0) { .bool($0) } } ?? .bool(true)
      },
      "dns_hostnames": .init(
        .bool, "Whether public addresses get names; endpoints with private names need it.",
        at: { vpc, _ in vpc.anchor(vpc.dnsHostnames?.place) }
      ) { vpc, context in
        vpc.dnsHostnames.map { context.value($0) { .bool($0) } } ?? .bool(vpc.isDefault)
      },
      "dns_gaps": .init(
        .list(.string), "What of its name resolution is off: `support`, `hostnames`.",
        at: { vpc, _ in
          // Without resolution names are of no use, so what is wrong is where the former is turned off.
          let settings = [vpc.dnsSupport, vpc.dnsHostnames].compactMap(\.self)
          return vpc.anchor(settings.first { $0.known != true }?.place)
        }
      ) { vpc, context in
        context.list(
          [
            context.gap("support", vpc.dnsSupport, isOnOtherwise: true),
            context.gap("hostnames", vpc.dnsHostnames, isOnOtherwise: vpc.isDefault),
          ].compactMap(\.self))
      },
      "has_private_dns_endpoints": .init(.bool, "Whether an endpoint in it takes over the public name of a service.") {
        vpc, context in
        context.value(context.hasPrivateNames(vpc))
      },
      "flow_logs": .init(
        .list(.string), "The flow logs of it as a whole, by address.",
        at: { vpc, context in context.flowLogs(of: vpc).map { Anchor($0.log.declaration) } }
      ) { vpc, context in
        context.list(context.flowLogs(of: vpc).map { (value: .string($0.log.id.address), certainty: $0.certainty) })
      },
      "has_flow_logs": .init(.bool, "Whether connections in it are recorded: of it as a whole, or of every subnet.") {
        vpc, context in
        context.value(context.hasFlowLogs(vpc))
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

extension LintContext {
  /// The name of a setting that is off, or may be.
  fileprivate func gap(
    _ name: String, _ setting: Attribute<Bool>?, isOnOtherwise: Bool
  ) -> (value: Value, certainty: Certainty)? {
    let isOff = (setting?.value.verdict ?? (isOnOtherwise ? .yes : .no)).not
    if isOff == .no { return nil }
    return (.string(name), Certainty(isOff, because: setting?.unknown.map { [$0] } ?? []))
  }

  /// Whether an endpoint that is in a VPC, or may be, has a private name.
  fileprivate func hasPrivateNames(_ vpc: VPC) -> Certainty {
    infrastructure.vpcEndpoints.reduce(Certainty(.no)) { result, endpoint in
      let names = endpoint.hasPrivateDNS
      let certainty = Certainty(names.value.verdict, because: names.unknown.map { [$0] } ?? [])
        .and(endpoint.vpc.target.certainty(is: vpc.id))
      return result.or(endpoint.kind.known == .gateway ? Certainty(.no) : certainty)
    }
  }

  /// The flow logs of a VPC as a whole.
  fileprivate func flowLogs(of vpc: VPC) -> [(log: FlowLog, certainty: Certainty)] {
    infrastructure.flowLogs.reduce(into: []) { all, log in
      let subject: Certainty =
        switch log.subject {
        case .vpc(let link): link.target.certainty(is: vpc.id)
        case .subnet, .other: Certainty(.no)
        case .unknown(let why): Certainty(.unknown, because: [why])
        }
      let existence = log.declaration.existence
      let certainty = subject.and(Certainty(existence.verdict, because: existence.because))
      if certainty.verdict != .no { all.append((log, certainty)) }
    }
  }

  fileprivate func hasFlowLogs(_ vpc: VPC) -> Certainty {
    let whole = flowLogs(of: vpc).reduce(Certainty(.no)) { $0.or($1.certainty) }
    let ofSubnets = infrastructure.flowLogs.contains { if case .subnet = $0.subject { true } else { false } }
    if whole.verdict == .yes || !ofSubnets { return whole }
    let subnets = infrastructure.subnets.filter { $0.vpc.target.id == vpc.id }
    if subnets.isEmpty { return whole }
    let each = subnets.reduce(Certainty.yes) { result, subnet in
      result.and(
        infrastructure.flowLogs.reduce(Certainty(.no)) { found, log in
          guard case .subnet(let link) = log.subject else { return found }
          let existence = log.declaration.existence
          return found.or(
            link.target.certainty(is: subnet.id).and(Certainty(existence.verdict, because: existence.because)))
        })
    }
    return whole.or(each)
  }
}
