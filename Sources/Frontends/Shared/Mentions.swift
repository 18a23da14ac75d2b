import AWSModel
import Documents

/// Finds which security groups, hosted zones, route tables and network ACLs are named by outputs and by resources that
/// are not modelled.
///
/// Every text counts in which a name stands, whatever it does there: a mention too many leaves an answer open, and one too
/// few would call something unused that is not.
struct Mentions {
  /// A node that may name resources, and what is not known because of it.
  struct Source {
    let node: Node
    let doubt: Unknown
    /// What stands in its texts for something else.
    let variables: [String: String]

    init(_ node: Node, _ doubt: Unknown, variables: [String: String] = [:]) {
      self.node = node
      self.doubt = doubt
      self.variables = variables
    }
  }

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
    if wanted.isEmpty || sources.isEmpty { return [] }
    let finder = NameFinder(wanted.map(\.name))
    return sources.flatMap { source -> [Mention] in
      var found: Set<Int> = []
      visitTexts(in: source.node) { finder.find(in: $0.replacingVariables(source.variables), &found) }
      return found.sorted().map { Mention(of: wanted[$0].id, doubt: source.doubt) }
    }
  }

  static func doubt(aboutOutput name: String, at place: SourceRange) -> Unknown {
    Unknown("who uses output \(name)", .notInInput, at: place)
  }

  static func doubt(about declaration: Declaration) -> Unknown {
    Unknown(
      declaration.id.address, .unsupported("\(declaration.type) is not modelled"), at: declaration.place)
  }

  /// Visits all texts below a node.
  private static func visitTexts(in node: Node, _ visit: (String) -> Void) {
    if let text = node.string { return visit(text) }
    for element in node.elements { visitTexts(in: element, visit) }
    for member in node.members { visitTexts(in: member.value, visit) }
  }
}

/// Finds names in texts, where they do not go on before or behind: `Web` not in `WebServer`.
///
/// The words of a text are looked up among the first words of all names, so that a text is read once, however many names
/// there are.
private struct NameFinder {
  private let names: [[UInt8]]
  /// The names that begin with a word: all of `aws_vpc.main`, by `aws_vpc`.
  private let byFirstWord: [ArraySlice<UInt8>: [Int]]

  init(_ names: [String]) {
    self.names = names.map { Array($0.utf8) }
    byFirstWord = Dictionary(
      grouping: self.names.indices, by: { [names = self.names] in names[$0].prefix(while: Self.isPartOfWord) })
  }

  /// Adds the positions of the names that a text holds.
  func find(in text: String, _ found: inout Set<Int>) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      guard Self.isPartOfWord(bytes[start]) else {
        start += 1
        continue
      }
      let end = bytes[start...].firstIndex { !Self.isPartOfWord($0) } ?? bytes.count
      for position in byFirstWord[bytes[start..<end]] ?? [] where bytes[start...].starts(with: names[position]) {
        let next = start + names[position].count
        if next == bytes.count || !Self.isPartOfWord(bytes[next]) { found.insert(position) }
      }
      start = end
    }
  }

  /// Logical ids, addresses and names are of ASCII.
  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
