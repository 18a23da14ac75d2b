import AWSModel
import Analysis
import CEL

extension Relations {
  static let natGateway: Relation = Relation(of: Objects.natGateway) { context in
    context.infrastructure.natGateways.map { gateway in
      Row(Objects.natGateway, gateway, context, evidence: { context.routes(to: gateway).map(\.route.place.range) })
    }
  }
}

extension Objects {
  static let natGateway: ObjectType<NATGateway> = ObjectType(
    resource: "nat_gateway", doc: "A NAT gateway.",
    fields: [
      "is_public": .init(
        .bool, "Whether it is for the internet; a private one is for other networks.",
        at: { gateway, _ in gateway.anchor(gateway.isPublic.place) }
      ) { gateway, context in
        context.value(gateway.isPublic) { .bool($0) }
      },
      "is_regional": .init(.bool, "Whether it belongs to no subnet, but to all zones of its VPC.") { gateway, _ in
        .bool(gateway.subnet == nil)
      },
      "subnet": .init(
        .object("subnet"), "The subnet that it is in.", at: { gateway, _ in gateway.anchor(gateway.subnet?.place) }
      ) { gateway, context in
        gateway.subnet.map { link in
          link.target.id.flatMap { context.facts.topology.subnet($0) }.map { subnet.value($0, context) }
            ?? context.unknown(link.target.unknown ?? Unknown(link.target.name, .notInInput, at: link.place.range))
        }
      },
      "routes": .init(
        .list(.object("route")), "The routes that lead to it.",
        at: { gateway, context in context.routes(to: gateway).map(\.route.anchor) }
      ) { gateway, context in
        .list(context.routes(to: gateway).map { route.value($0, context) })
      },
    ])
}

extension LintContext {
  fileprivate func routes(to gateway: NATGateway) -> [TableRoute] {
    infrastructure.routeTables.flatMap { table in
      table.routes.elements.compactMap { route in
        guard case .resource(.resource(gateway.id), _)? = route.target.known else { return nil }
        return TableRoute(table: table, route: route)
      }
    }
  }
}
