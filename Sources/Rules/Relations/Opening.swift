import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let opening: Relation = Relation(of: Objects.opening) { context in
    context.openings.map { opening in
      Row(
        Objects.opening.object(opening, context), exists: Certainty(opening.exists, because: opening.because),
        subject: opening.group.id, key: "\(opening.direction.rawValue) \(opening.traffic)",
        evidence: { opening.rules.map(\.place.range) })
    }
  }
}

extension Objects {
  static let opening: ObjectType<Opening> = ObjectType(
    "opening",
    doc: "What a security group admits or lets out on some traffic: the union of all rules that speak of it.",
    key: { "\($0.group.id.stack)\n\($0.group.id.address)\n\($0.direction.rawValue)\n\($0.traffic)" },
    describe: { "\($0.group.id.address) \($0.direction.rawValue) \($0.traffic)" },
    anchors: { opening, context in anchors(of: opening, context) },
    fields: [
      "group": .init(.object("security_group"), "The security group.") { opening, context in
        securityGroup.value(opening.group, context)
      },
      "direction": .init(.string, "`ingress` or `egress`.") { opening, _ in .string(opening.direction.rawValue) },
      "traffic": .init(.object(TrafficObject.name), "Protocols and ports.") { opening, context in
        context.value(opening.traffic)
      },
      "unserved": .init(
        .object(TrafficObject.name), "Its TCP and UDP ports on which nothing listens that has the group."
      ) { opening, context in
        let (traffic, because) = context.unserved(opening)
        return context.value(traffic, because: because)
      },
      "source": .init(
        .object(SourceSetObject.name), "The sources of ingress, the destinations of egress, of all rules together."
      ) { opening, context in
        .object(SourceSetObject(sources: opening.source, context: context))
      },
      "rules": .init(
        .list(.object("security_group_rule")), "The rules that make it up, the one that admits most first.",
        at: { opening, context in anchors(of: opening, context) }
      ) { opening, context in
        .list(opening.rules.map { securityGroupRule.value($0, context) })
      },
    ])

  /// The peers of its rules, the one that admits most addresses first, then in declaration order.
  private static func anchors(of opening: Opening, _ context: LintContext) -> [Anchor] {
    let all = opening.rules.flatMap { anchors(of: $0, context) }
    // Private blocks and groups beside a public one are not what opens it.
    let largest = all.map(\.weight).max() ?? 0
    return Anchor.ranked(largest > 0x1p-16 ? all.filter { $0.weight > 0x1p-16 } : all)
  }
}

extension Anchor {
  /// The largest contributor first, then by place.
  static func ranked(_ anchors: [Anchor]) -> [Anchor] {
    anchors.sorted { a, b in
      a.weight != b.weight ? a.weight > b.weight : a.place.range < b.place.range
    }
  }
}
