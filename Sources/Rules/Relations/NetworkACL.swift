import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let networkACL: Relation = Relation(of: Objects.networkACL) { context in
    context.infrastructure.networkACLs.map { acl in
      Row(Objects.networkACL, acl, context, evidence: { acl.entries.elements.map(\.place.range) })
    }
  }
}

extension Objects {
  static let networkACL: ObjectType<NetworkACL> = ObjectType(
    resource: "network_acl", doc: "A network ACL with all its entries.",
    fields: [
      "is_default": .init(.bool, "Whether it is the list that AWS creates with a VPC.") { acl, _ in
        .bool(acl.isDefault)
      },
      "vpc": .init(.object("vpc"), "The VPC that it is in.", at: { acl, _ in acl.anchor(acl.vpc.place) }) {
        acl, context in
        context.vpc(acl.vpc)
      },
      "entries": .init(
        .list(.object("network_acl_entry")), "Its entries, inline and separate ones.",
        at: { acl, _ in acl.entries.elements.map(\.anchor) }
      ) { acl, context in
        context.list(
          acl.entries.elements.map { entry in
            (
              value: networkACLEntry.value(ListedEntry(acl: acl, entry: entry), context),
              certainty: Certainty(entry.existence.verdict, because: entry.existence.because)
            )
          }, rest: acl.entries.rest)
      },
      "world_ingress": .init(
        .object(TrafficObject.name), "The traffic that it lets the world in on, its entries tried in their order.",
        at: { acl, context in context.anchors(of: acl, admitting: .full) }
      ) { acl, context in
        let (traffic, because) = context.worldIngress(of: acl)
        return context.value(traffic, because: because)
      },
      "admin_ingress": .init(
        .object(TrafficObject.name),
        "What of SSH and Remote Desktop it lets the world in on; of the latter nothing where it lets in all ephemeral ports.",
        at: { acl, context in context.anchors(of: acl, admitting: context.adminIngress(of: acl).traffic.may) }
      ) { acl, context in
        let (traffic, because) = context.adminIngress(of: acl)
        return context.value(traffic, because: because)
      },
    ])
}

extension Traffic {
  fileprivate static let ssh = Traffic(.tcp, ports: [22])
  fileprivate static let remoteDesktop = Traffic(.tcp, ports: [3389])
}

extension LintContext {
  fileprivate func worldIngress(of acl: NetworkACL) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    facts.worldIngress(of: acl, trusted: options.trustedNetworks)
  }

  /// The port of Remote Desktop is one of the ports that answers go to, all of which a stateless list has to let in.
  fileprivate func adminIngress(of acl: NetworkACL) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    let (traffic, because) = worldIngress(of: acl)
    func login(_ letsInAnswers: Bool) -> Traffic { letsInAnswers ? .ssh : .ssh.union(.remoteDesktop) }
    let counted = Bounds(
      must: login(Traffic.ephemeral.isSubset(of: traffic.may)), may: login(Traffic.ephemeral.isSubset(of: traffic.must))
    )
    return (traffic.intersection(counted), because)
  }

  /// The entries that let the internet in on some traffic.
  fileprivate func anchors(of acl: NetworkACL, admitting traffic: Traffic) -> [Anchor] {
    let deciding = facts.entries(of: acl, admitting: traffic)
    return acl.entries.elements.filter { entry in
      deciding.contains { $0.place == entry.place.range && $0.resource == entry.declaredBy }
    }.map(\.anchor)
  }
}
