import AWSModel
import Analysis
import CEL
import NetSpace

/// The sources of an opening as expressions see them: addresses, groups, and what is not known.
final class SourceSetObject: CELObject {
  let sources: SourceSet
  let context: LintContext

  init(sources: SourceSet, context: LintContext) {
    self.sources = sources
    self.context = context
  }

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
    ],
    methods: [
      "is_wider_than": MethodSchema(
        [.int, .int], result: .bool,
        doc: "Whether its public addresses, without trusted ones, hold a block with a shorter prefix: IPv4, IPv6."),
      "is_within": MethodSchema(
        [.list(.string)], result: .bool, doc: "Whether all of it is in these CIDR blocks or security groups by address."
      ),
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

  func call(_ method: String, _ arguments: [Value]) -> Value? {
    switch (method, arguments.first, arguments.last) {
    case ("is_wider_than", .int(let ipv4)?, .int(let ipv6)?):
      let verdict = sources.isWider(thanIPv4: ipv4, ipv6: ipv6, trusted: context.options.trustedNetworks)
      return context.value(verdict, because: sources.because)
    case ("is_within", .list(let list)?, _):
      return context.value(sources.isWithin(list.texts), because: sources.because)
    default: return nil
    }
  }

  func isEqual(to other: any CELObject) -> Value { .bool((other as? SourceSetObject)?.sources == sources) }

  var description: String { "\(sources)" }
}

extension SourceSet {
  /// Whether its public addresses, taken together, hold a block with a shorter prefix than these.
  fileprivate func isWider(thanIPv4 ipv4: Int, ipv6: Int, trusted: AddressSet) -> Verdict {
    func isWide(_ family: AddressFamily, _ length: Int) -> Bool {
      length < (family == .ipv4 ? ipv4 : ipv6)
    }
    func holdsWide(_ set: AddressSet) -> Bool {
      set.intersection(.global).subtracting(trusted).prefixes.contains { isWide($0.family, $0.length) }
    }
    if holdsWide(addresses) { return .yes }
    if hasUnknownPeers || holdsWide(addresses.union(possibleAddresses)) { return .unknown }
    if unknownLists.contains(where: { !$0.contains("cloudfront.origin-facing") }) { return .unknown }
    let isWideBlockPossible = unknownBlocks.contains { block in
      guard let length = block.length else { return true }
      // Of a block without a family a length counts if it is short for both.
      return (block.family.map { [$0] } ?? AddressFamily.allCases).allSatisfy { isWide($0, length) }
    }
    return isWideBlockPossible ? .unknown : .no
  }

  /// Whether everything of it has been named as something that may.
  fileprivate func isWithin(_ names: [String]) -> Verdict {
    if names.isEmpty { return .no }
    let allowed = AddressSet.union(of: names.compactMap { AddressSet(text: $0) })
    let areGroupsAllowed = groups.allSatisfy { names.contains($0.name) }
    if !areGroupsAllowed || !addresses.isSubset(of: allowed) { return .no }
    return isExact ? .yes : .unknown
  }
}
