import AWSModel
import Analysis
import CEL
import NetSpace

extension Relations {
  static let routeTable: Relation = Relation(of: Objects.routeTable) { context in
    context.infrastructure.routeTables.map { table in
      Row(Objects.routeTable, table, context, evidence: { table.routes.elements.map(\.place.range) })
    }
  }
}

extension Objects {
  static let routeTable: ObjectType<RouteTable> = ObjectType(
    resource: "route_table", doc: "A route table with all its declared routes.",
    fields: [
      "vpc": .init(.object("vpc"), "The VPC that it is in.", at: { table, _ in table.anchor(table.vpc.place) }) {
        table, context in
        context.vpc(table.vpc)
      },
      "routes": .init(
        .list(.object("route")), "Its routes, inline and separate ones, without those to its own VPC.",
        at: { table, _ in table.routes.elements.map(\.anchor) }
      ) { table, context in
        context.list(
          table.routes.elements.map { entry in
            (
              value: route.value(TableRoute(table: table, route: entry), context),
              certainty: Certainty(entry.existence.verdict, because: entry.existence.because)
            )
          }, rest: table.routes.rest)
      },
    ])
}
