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
      "has_way_to_internet": .init(
        .bool,
        "Whether its subnet, whichever of several that is, routes to an internet gateway or to what leads on to one.",
        at: { gateway, _ in gateway.anchor(gateway.subnet?.place) }
      ) { gateway, context in
        gateway.subnet.map { context.value(context.hasWayToInternet($0)) }
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
  /// Whether the subnet that a link leads to has a way to the internet.
  fileprivate func hasWayToInternet(_ link: Link) -> Certainty {
    switch link.target {
    case .resource(let id): return hasWayToInternet(id)
    case .oneOf(let ids, let why):
      let each = ids.map { hasWayToInternet($0) }
      guard let first = each.first, each.allSatisfy({ $0.verdict == first.verdict }) else {
        return Certainty(.unknown, because: [why])
      }
      return first
    case .external(let name): return Certainty(.unknown, because: [Unknown(name, .notInInput, at: link.place.range)])
    case .unknown(let why): return Certainty(.unknown, because: [why])
    }
  }

  fileprivate func routes(to gateway: NATGateway) -> [TableRoute] {
    infrastructure.routeTables.flatMap { table in
      table.routes.elements.compactMap { route in
        guard case .resource(.resource(gateway.id), _)? = route.target.known else { return nil }
        return TableRoute(table: table, route: route)
      }
    }
  }
}
