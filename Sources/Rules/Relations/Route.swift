import AWSModel
import Analysis
import CEL
import NetSpace

/// A route with the table that it belongs to.
struct TableRoute: Sendable {
  let table: RouteTable
  let route: Route
}

extension Relations {
  static let route: Relation = Relation(of: Objects.route) { context in
    context.infrastructure.routeTables.flatMap { table in
      table.routes.elements.map { route in
        let row = TableRoute(table: table, route: route)
        return Row(
          Objects.route.object(row, context),
          exists: Certainty(route.existence, table.declaration.existence), subject: table.id,
          key: Objects.route.key(row), evidence: { [route.place.range] })
      }
    }
  }
}

extension Objects {
  static let route: ObjectType<TableRoute> = ObjectType(
    "route", doc: "One route of a route table.",
    key: {
      "\($0.table.id.stack)\n\($0.table.id.address)\n\($0.route.place.range.file.path)\n\($0.route.place.range.offset)"
    },
    describe: { $0.route.words },
    anchors: { row, _ in [row.route.anchor] },
    fields: [
      "table": .init(.object("route_table"), "The table that it belongs to.") { row, context in
        routeTable.value(row.table, context)
      },
      "destination": .init(.string, "The block that it matches, if it matches one.") { row, context in
        guard case .known(.block(let block)) = row.route.destination.value else {
          return row.route.destination.unknown.map { context.unknown($0) }
        }
        return context.value(block.prefix) { .string("\($0)") }
      },
      "target": .init(
        .string, "What it leads to, by address.",
        at: { row, _ in [Anchor(row.route.target.place, row.route.declaredBy, key: row.route.words)] }
      ) { row, context in
        context.value(row.route.target) { target in
          switch target {
          case .local: .string("local")
          case .resource(let reference, _): reference.unknown.map { context.unknown($0) } ?? .string(reference.name)
          case .unknown(let why): context.unknown(why)
          }
        }
      },
      "leads_nowhere": .init(
        .bool, "Whether its target is attached to no VPC, or belongs to another one than the table.",
        at: { row, _ in [Anchor(row.route.target.place, row.route.declaredBy, key: row.route.words)] }
      ) { row, context in
        guard let (verdict, because, _) = context.facts.deadEnd(of: row.route, in: row.table) else {
          return .bool(false)
        }
        return context.value(verdict, because: because)
      },
      "peer_addresses": .init(
        .object(AddressesObject.name),
        "Of a route to a peering connection or transit gateway: the addresses that lie behind it."
      ) { row, context in
        context.facts.peerAddresses(of: row.route, in: row.table).map { peer in
          .object(AddressesObject(bounds: peer.addresses, because: peer.because, context: context))
        }
      },
      "beyond_peer": .init(
        .object(AddressesObject.name),
        "Of a route to a peering connection or transit gateway: the addresses of its destination that do not lie there.",
        at: { row, _ in [Anchor(row.route.destination.place, row.route.declaredBy, key: row.route.words)] }
      ) { row, context in
        context.facts.peerAddresses(of: row.route, in: row.table).map { peer in
          .object(AddressesObject(bounds: peer.beyond, because: peer.because, context: context))
        }
      },
      "dead_end": .init(.string, "What is wrong with its target, in words.") { row, context in
        context.facts.deadEnd(of: row.route, in: row.table).map { .string($0.words) }
      },
    ])
}

extension Route {
  /// The route as a whole.
  var anchor: Anchor { Anchor(place, declaredBy, key: words, words: words) }
}
