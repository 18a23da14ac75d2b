import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let droppedAnswer: Relation = Relation(of: Objects.droppedAnswer) { context in
    context.facts.droppedAnswers.map { dropped in
      Row(
        Objects.droppedAnswer.object(dropped, context), exists: Certainty(dropped.verdict, because: dropped.because),
        subject: dropped.acl.id, key: dropped.direction.rawValue, traces: { _ in [dropped.trace] },
        evidence: { [dropped.acl.declaration.place] })
    }
  }
}

extension Objects {
  static let droppedAnswer: ObjectType<DroppedAnswer> = ObjectType(
    "dropped_answer",
    doc: "A connection that security groups, routes and network ACLs let begin, and whose answers a network ACL drops.",
    key: { "\($0.acl.id)\n\($0.direction)\n\($0.source)\n\($0.target)\n\($0.traffic)" },
    describe: { "\($0.source) to \($0.target) on \($0.traffic)" },
    anchors: { dropped, _ in [Anchor(dropped.acl.declaration)] },
    fields: [
      "acl": .init(.object("network_acl"), "The list that drops them.") { dropped, context in
        networkACL.value(dropped.acl, context)
      },
      "direction": .init(
        .string, "`egress` where the one who answers is, `ingress` where the one who asked is."
      ) { dropped, _ in .string(dropped.direction.rawValue) },
      "source": .init(.string, "Who asks.") { dropped, _ in .string("\(dropped.source)") },
      "target": .init(.string, "Who answers.") { dropped, _ in .string("\(dropped.target)") },
      "traffic": .init(.object(TrafficObject.name), "What is asked on: protocols and ports of the target.") {
        dropped, context in
        context.value(dropped.traffic)
      },
    ])
}
