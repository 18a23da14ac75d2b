import AWSModel
import Analysis
import CEL
import NetSpace

/// The sources of an opening as expressions see them: addresses, groups, and what is not known.
struct SourceSetObject: CELObject {
  let set: SourceSet
  let context: LintContext

  static let name = "sources"

  static let schema = ObjectSchema(
    name, doc: "The union of the peers of some rules.",
    fields: [
      "is_world": FieldSchema(
        .bool,
        doc: "Whether its addresses are more of the internet than anybody could mean to name (over 2^24 IPv4 addresses)."
      ),
      "addresses": FieldSchema(.object(AddressesObject.name), doc: "The addresses of blocks and prefix lists."),
      "groups": FieldSchema(.list(.string), doc: "The security groups among the peers, by name."),
    ])

  var typeName: String { Self.name }

  func field(_ name: String) -> CEL.Value? {
    switch name {
    case "is_world":
      let (verdict, because) = set.isWorld(trusted: context.options.trustedNetworks)
      return context.value(verdict, because: because)
    case "addresses":
      let isBounded = set.unknownBlocks.isEmpty && set.unknownLists.isEmpty && !set.hasUnknownPeers
      let possible = isBounded ? set.addresses.union(set.possibleAddresses) : .full
      return context.value(Bounds(must: set.addresses, may: possible), because: set.because)
    case "groups": return .list(set.groups.map { .string($0.name) })
    default: return nil
    }
  }

  func isEqual(to other: any CELObject) -> CEL.Value { .bool((other as? SourceSetObject)?.set == set) }

  var description: String { set.description }
}
