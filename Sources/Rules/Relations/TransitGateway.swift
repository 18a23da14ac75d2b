import AWSModel
import CEL

extension Relations {
  static let transitGateway: Relation = Relation(of: Objects.transitGateway) { context in
    context.infrastructure.transitGateways.map { Row(Objects.transitGateway, $0, context) }
  }
}

extension Objects {
  static let transitGateway: ObjectType<TransitGateway> = ObjectType(
    resource: "transit_gateway", doc: "A transit gateway: a router between the networks that are attached to it.",
    fields: [
      "accepts_shared_attachments": .init(
        .bool, "Whether attachments from other accounts need nobody's consent.",
        at: { gateway, _ in gateway.anchor(gateway.acceptsSharedAttachments.place) }
      ) { gateway, context in
        context.value(gateway.acceptsSharedAttachments) { .bool($0) }
      },
      "associates_by_default": .init(
        .bool, "Whether attachments are routed by the default route table.",
        at: { gateway, _ in gateway.anchor(gateway.associatesByDefault.place) }
      ) { gateway, context in
        context.value(gateway.associatesByDefault) { .bool($0) }
      },
      "propagates_by_default": .init(
        .bool, "Whether the default route table learns the blocks of attachments.",
        at: { gateway, _ in gateway.anchor(gateway.propagatesByDefault.place) }
      ) { gateway, context in
        context.value(gateway.propagatesByDefault) { .bool($0) }
      },
    ])
}
