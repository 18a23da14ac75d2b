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
        at: { opening, context in anchors(of: opening, context) },
        first: { opening, context in context.firstAnchor(of: opening) },
        beyond: { opening, known, context in anchors(of: opening, beyond: &known, context) }
      ) { opening, context in
        .list(opening.rules.map { securityGroupRule.value($0, context) })
      },
    ])

  /// The peers of its rules, the one that admits most addresses first, then in declaration order.
  private static func anchors(of opening: Opening, _ context: LintContext) -> [Anchor] {
    var known = KnownPlaces()
    return anchors(of: opening, beyond: &known, context)
  }

  /// The same without those of rules that are known.
  private static func anchors(
    of opening: Opening, beyond known: inout KnownPlaces, _ context: LintContext
  ) -> [Anchor] {
    let group = ObjectIdentifier(opening.all)
    let positions = opening.positions(without: known.rules[group])
    if positions.isEmpty { return [] }
    // Private blocks and groups beside a public one are not what opens it.
    let isPublic = context.firstAnchor(of: opening).map { $0.weight > 0x1p-16 } ?? false
    var seen = known.rules[group] ?? OpeningRules.Selection(count: opening.all.rules.count)
    let new = positions.flatMap { position -> [Anchor] in
      let places = anchors(of: opening.all.rules[position], context)
      let shown = isPublic ? places.filter { $0.weight > 0x1p-16 } : places
      if shown.count == places.count { seen.insert(position) }
      return shown
    }
    known.rules[group] = seen
    return Anchor.ranked(new)
  }
}

/// The rules of a group in one direction by their largest peer.
struct RankedRules: Sendable {
  /// The largest peer of each.
  let anchors: [Anchor]
  /// The rank of each by that, and by its place.
  let ranks: [Int]

  init(_ all: OpeningRules, _ context: LintContext) {
    let anchors = all.rules.map { Anchor.ranked(Objects.anchors(of: $0, context))[0] }
    let order = all.ranked.sorted { Anchor.precedes(anchors[$0], anchors[$1]) }
    self.anchors = anchors
    ranks = zip(order, order.indices).reduce(into: Array(repeating: 0, count: order.count)) { $0[$1.0] = $1.1 }
  }
}

extension LintContext {
  /// The largest of the peers of all rules of an opening.
  fileprivate func firstAnchor(of opening: Opening) -> Anchor? {
    let ranked = rankedRules.value(ObjectIdentifier(opening.all)) { RankedRules(opening.all, self) }
    return opening.first(by: ranked.ranks).map { ranked.anchors[$0] }
  }
}

extension Anchor {
  /// The largest contributor first, then by place.
  static func ranked(_ anchors: [Anchor]) -> [Anchor] {
    anchors.count < 2 ? anchors : anchors.sorted(by: precedes)
  }

  static func precedes(_ a: Anchor, _ b: Anchor) -> Bool {
    a.weight != b.weight ? a.weight > b.weight : a.place.range < b.place.range
  }
}
