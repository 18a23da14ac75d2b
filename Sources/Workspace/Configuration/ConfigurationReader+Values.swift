import Documents
import NetSpace
import Rules

extension ConfigurationReader {
  mutating func report(_ node: Node, _ message: String, help: String = "") {
    errors.append(InputError(at: node.range, message: message, help: help))
  }

  /// The members of a mapping with keys that are known; of the others it is said what they could be.
  ///
  /// - Parameters:
  ///   - owner: what has those keys; nil where the kind says it all.
  ///   - kind: what a key is: "a rule".
  mutating func members(_ node: Node, _ keys: [String], _ owner: String?, _ kind: String = "a key") -> [Node.Member] {
    if node.isNull { return [] }
    guard node.kind == .object else {
      report(node, "found \(node.words), expected a mapping")
      return []
    }
    var known: [Node.Member] = []
    for member in node.members {
      if keys.contains(member.name) {
        known.append(member)
        continue
      }
      let near = Spelling.nearest(to: member.name, among: keys, limit: 1).first
      report(
        member.key, "'\(member.name)' is not \(kind)\(owner.map { " of \($0)" } ?? "")",
        help: near.map { "did you mean \($0)?" } ?? Self.listing(keys))
    }
    return known
  }

  private static func listing(_ keys: [String]) -> String {
    if keys.isEmpty { return "there is none" }
    return keys.count > 20 ? "netlint rules lists them all" : "there are: \(keys.joined(separator: ", "))"
  }

  mutating func bool(_ node: Node) -> Bool? {
    if let bool = node.bool { return bool }
    report(node, "found \(node.words), expected true or false")
    return nil
  }

  /// A scalar as it is written: a port may be a number and an account has leading zeros.
  mutating func text(_ node: Node) -> String? {
    if let text = node.literal, !node.isNull, !text.allSatisfy(\.isWhitespace) { return text }
    report(node, node.kind == .string ? "found an empty text" : "found \(node.words), expected text")
    return nil
  }

  /// The texts of a list, or one text alone.
  mutating func texts(_ node: Node) -> [(node: Node, text: String)] {
    if node.kind != .array { return text(node).map { [(node, $0)] } ?? [] }
    return node.elements.reduce(into: []) { all, element in
      if let text = text(element) { all.append((element, text)) }
    }
  }

  /// - Parameter listing: what lists the choices, where there are too many to say them.
  mutating func choice(_ node: Node, _ choices: [String], or listing: String? = nil) -> String? {
    guard let text = text(node) else { return nil }
    if choices.contains(text) { return text }
    let near = Spelling.nearest(to: text, among: choices, limit: 1).first
    report(
      node,
      listing == nil
        ? "found \"\(text)\", expected one of \(choices.joined(separator: ", "))" : "there is no rule '\(text)'",
      help: near.map { "did you mean \($0)?" } ?? listing ?? "")
    return nil
  }

  mutating func severity(_ node: Node) -> Severity? {
    choice(node, Severity.allCases.map(\.rawValue)).flatMap(Severity.init(rawValue:))
  }

  /// Names of one or several ends.
  mutating func selectors(_ node: Node) -> [ProjectConfiguration.Selector] {
    let found = texts(node)
    if node.kind == .array, !node.elements.contains(where: { _ in true }) {
      report(node, "found an empty list, expected names")
    }
    return found.reduce(into: []) { all, element in
      do throws(QueryError) {
        let who = try QueryParser.who(element.text)
        all.append(ProjectConfiguration.Selector(who: who, text: element.text, place: element.node.range))
      } catch {
        report(element.node, error.message, help: error.help)
      }
    }
  }
}

extension ParameterValue {
  /// Whether a rule whose default is another value can do with this one.
  func fits(_ standard: ParameterValue) -> Bool {
    switch (self, standard) {
    case (.bool, .bool), (.int, .int), (.string, .string), (.double, .double), (.int, .double): true
    case (.list(let elements), .list(let others)):
      others.first.map { other in elements.allSatisfy { $0.fits(other) } } ?? true
    case (.bool, _), (.int, _), (.double, _), (.string, _), (.list, _): false
    }
  }

  var noun: String {
    switch self {
    case .bool: "true or false"
    case .int: "a whole number"
    case .double: "a number"
    case .string: "text"
    case .list(let elements): elements.first.map { "a list of \($0.noun)" } ?? "a list"
    }
  }
}
