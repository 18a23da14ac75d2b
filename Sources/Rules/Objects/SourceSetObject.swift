import AWSModel
import Analysis
import CEL
import NetSpace

/// The sources of an opening as expressions see them: addresses, groups, and what is not known.
struct SourceSetObject: CELObject {
  let sources: SourceSet
  let context: LintContext

  static let name = "sources"

  static let schema = ObjectSchema(
    name, doc: "The union of the peers of some rules.",
    fields: [
      "is_world": FieldSchema(
        .bool,
        doc:
          "Whether its addresses are more of the internet than anybody could mean to name (over 2^24 IPv4 addresses)."
      ),
      "addresses": FieldSchema(.object(AddressesObject.name), doc: "The addresses of blocks and prefix lists."),
      "groups": FieldSchema(.list(.string), doc: "The security groups among the peers, by name."),
    ])

  var typeName: String { Self.name }

  func field(_ name: String) -> Value? {
    switch name {
    case "is_world":
      let (verdict, because) = sources.isWorld(trusted: context.options.trustedNetworks)
      return context.value(verdict, because: because)
    case "addresses":
      let isBounded = sources.unknownBlocks.isEmpty && sources.unknownLists.isEmpty && !sources.hasUnknownPeers
      let possible = isBounded ? sources.addresses.union(sources.possibleAddresses) : .full
      return context.value(Bounds(must: sources.addresses, may: possible), because: sources.because)
    case "groups": return .list(sources.groups.map { .string($0.name) })
    default: return nil
    }
  }

  func isEqual(to other: any CELObject) -> Value { .bool((other as? SourceSetObject)?.sources == sources) }

  var description: String { "\(sources)" }
}
