import AWSModel
import Analysis
import CEL
import NetSpace

/// An entry with the list that it belongs to.
struct ListedEntry: Sendable {
  let acl: NetworkACL
  let entry: NetworkACLEntry
}

extension Relations {
  static let networkACLEntry: Relation = Relation(of: Objects.networkACLEntry) { context in
    context.infrastructure.networkACLs.flatMap { acl in
      acl.entries.elements.map { entry in
        let listed = ListedEntry(acl: acl, entry: entry)
        return Row(
          Objects.networkACLEntry.object(listed, context),
          exists: Certainty(entry.existence, acl.declaration.existence), subject: acl.id,
          key: Objects.networkACLEntry.key(listed), evidence: { [entry.place.range] })
      }
    }
  }
}

extension Objects {
  static let networkACLEntry: ObjectType<ListedEntry> = ObjectType(
    "network_acl_entry", doc: "One entry of a network ACL.",
    key: {
      "\($0.acl.id.stack)\n\($0.acl.id.address)\n\($0.entry.place.range.file.path)\n\($0.entry.place.range.offset)"
    },
    describe: { $0.entry.words },
    anchors: { listed, _ in [listed.entry.anchor] },
    fields: [
      "acl": .init(.object("network_acl"), "The list that it belongs to.") { listed, context in
        networkACL.value(listed.acl, context)
      },
      "number": .init(.int, "Its number: the lower, the earlier it is tried.") { listed, context in
        context.value(listed.entry.number) { .int($0) }
      },
      "direction": .init(.string, "`ingress` or `egress`.") { listed, context in
        context.value(listed.entry.direction) { .string($0.rawValue) }
      },
      "allows": .init(.bool, "Whether it allows what it matches, and does not deny it.") { listed, context in
        context.value(listed.entry.allows) { .bool($0) }
      },
      "traffic": .init(.object(TrafficObject.name), "Protocols and ports.") { listed, context in
        context.value(listed.entry.traffic.bounds, because: listed.entry.traffic.unknowns)
      },
      "cidr": .init(.string, "The block of the other end.") { listed, context in
        context.block(listed.entry.block)
      },
      "is_declared": .init(.bool, "Whether the input declares it, and not AWS.") { listed, _ in
        .bool(listed.entry.origin != .default)
      },
      "is_shadowed": .init(.bool, "Whether no packet can reach it, because earlier entries match all that it matches.")
      {
        listed, context in
        let (verdict, because, _) = context.facts.isShadowed(listed.entry, in: listed.acl)
        return context.value(verdict, because: because)
      },
      "shadowed_by": .init(
        .list(.object("network_acl_entry")), "The earlier entries that match some of what it matches."
      ) { listed, context in
        .list(
          context.facts.isShadowed(listed.entry, in: listed.acl).by.map {
            networkACLEntry.value(ListedEntry(acl: listed.acl, entry: $0), context)
          })
      },
    ])
}

extension NetworkACLEntry {
  /// The entry as a whole.
  var anchor: Anchor { Anchor(place, declaredBy, key: words, words: words) }
}
