import AWSModel
import Documents

/// Finds which security groups are named by outputs and by resources that are not modelled.
///
/// Every text counts in which a name stands, whatever it does there: a mention too many leaves an answer open, and one too
/// few would call something unused that is not.
struct Mentions {
  /// A node that may name resources, and what is not known because of it.
  typealias Source = (node: Node, doubt: Unknown)

  /// - Parameter isNamed: whether a text names the resource of an address.
  static func find(
    in sources: [Source], _ infrastructure: Infrastructure, isNamed: (_ address: String, _ text: String) -> Bool
  ) -> [Mention] {
    let groups = infrastructure.securityGroups.filter { $0.declaration.kind == .declared }.map(\.id)
    if groups.isEmpty { return [] }
    return sources.flatMap { source -> [Mention] in
      let texts = texts(in: source.node)
      return groups.filter { group in texts.contains { isNamed(group.address, $0) } }
        .map { Mention(of: $0, doubt: source.doubt) }
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
  static func holds(_ text: String, name: String) -> Bool {
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
