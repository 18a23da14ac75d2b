import AWSModel
import Documents

/// Finds which security groups, hosted zones, route tables and network ACLs are named by outputs and by resources that
/// are not modelled.
///
/// Every text counts in which a name stands, whatever it does there: a mention too many leaves an answer open, and one too
/// few would call something unused that is not.
struct Mentions {
  /// A node that may name resources, and what is not known because of it.
  typealias Source = (node: Node, doubt: Unknown)

  /// A resource, and how texts name it.
  typealias Wanted = (id: ResourceID, name: String)

  /// The resources that are looked for.
  static func wanted(in infrastructure: Infrastructure) -> [ResourceID] {
    let declarations =
      infrastructure.securityGroups.map(\.declaration) + infrastructure.hostedZones.map(\.declaration)
      + infrastructure.routeTables.map(\.declaration) + infrastructure.networkACLs.map(\.declaration)
    return declarations.filter { $0.kind == .declared }.map(\.id)
  }

  static func find(in sources: [Source], _ wanted: [Wanted]) -> [Mention] {
    if wanted.isEmpty { return [] }
    return sources.flatMap { source -> [Mention] in
      let texts = texts(in: source.node)
      return wanted.filter { one in texts.contains { holds($0, name: one.name) } }
        .map { Mention(of: $0.id, doubt: source.doubt) }
    }
  }

  static func doubt(aboutOutput name: String, at place: SourceRange) -> Unknown {
    Unknown("who uses output \(name)", .notInInput, at: place)
  }

  static func doubt(about declaration: Declaration) -> Unknown {
    Unknown(
      declaration.id.address, .unsupported("\(declaration.type) is not modelled"), at: declaration.place)
  }

  /// All texts below a node.
  private static func texts(in node: Node) -> [String] {
    if let text = node.string { return [text] }
    return node.elements.flatMap { texts(in: $0) } + node.members.flatMap { texts(in: $0.value) }
  }

  /// Whether a text holds a name that does not go on before or behind.
  private static func holds(_ text: String, name: String) -> Bool {
    text.ranges(of: name).contains { range in
      let before = text[..<range.lowerBound].last
      let after = text[range.upperBound...].first
      return !(before.map(isPartOfName) ?? false) && !(after.map(isPartOfName) ?? false)
    }
  }

  private static func isPartOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
  }
}
