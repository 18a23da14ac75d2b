import Documents
import Rules

extension SuppressionReader {
  private static let keys = ["rule", "reason", "until"]
  private static let example = "netlint: {ignore: [{rule: RULE, reason: why, until: 2027-01-31}]}"

  /// The metadata of a CloudFormation template and of its resources.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-metadata.html
  mutating func readMetadata(of root: Node) {
    guard root["Resources"] != nil else { return }
    if let metadata = root["Metadata"]?["netlint"] {
      let file = root.document.file
      readEntries(metadata, .part(SourceRange(file: file, offset: 0, length: file.count)), owner: file.path)
    }
    for member in root["Resources"].map({ Array($0.members) }) ?? [] { readMetadata(of: member) }
  }

  /// Of a resource, or of those that a loop makes.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
  private mutating func readMetadata(of member: Node.Member) {
    if member.name.hasPrefix("Fn::") {
      for element in member.value.elements {
        for made in element.members { readMetadata(of: made) }
      }
    } else if let metadata = member.value["Metadata"]?["netlint"] {
      let start = member.key.range
      let whole = SourceRange(
        file: start.file, offset: start.offset, length: member.value.range.bytes.upperBound - start.offset)
      readEntries(metadata, .part(whole), owner: member.name)
    }
  }

  private mutating func readEntries(_ node: Node, _ scope: Suppression.Scope, owner: String) {
    for member in members(of: node, ["ignore"]) {
      guard member.value.kind == .array else {
        report(member.value.range, "found \(member.value.words), expected a list of suppressions", help: Self.example)
        continue
      }
      for entry in member.value.elements { readEntry(entry, scope, owner: owner) }
    }
  }

  private mutating func readEntry(_ node: Node, _ scope: Suppression.Scope, owner: String) {
    var texts: [String: String] = [:]
    let members = members(of: node, Self.keys)
    // With a key that is not understood it would say more than was meant: `until`, mistyped.
    var isUsable = members.count == node.count
    for member in members {
      if let text = member.value.literal, !member.value.isNull {
        texts[member.name] = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      } else {
        report(member.value.range, "found \(member.value.words), expected text", help: Self.example)
        isUsable = false
      }
    }
    guard isUsable, !members.isEmpty else { return }
    add(
      SuppressionText(
        rules: texts["rule"].map { [$0] } ?? [], reason: texts["reason"] ?? "", until: texts["until"],
        place: node.range),
      scope, owner: owner)
  }

  /// The members with keys that are known.
  private mutating func members(of node: Node, _ keys: [String]) -> [Node.Member] {
    guard node.kind == .object else {
      report(node.range, "found \(node.words), expected a mapping", help: Self.example)
      return []
    }
    return node.members.filter { member in
      if keys.contains(member.name) { return true }
      let near = Spelling.nearest(to: member.name, among: keys, limit: 1).first
      report(
        member.key.range, "'\(member.name)' says nothing to netlint here",
        help: near.map { "did you mean \($0)?" } ?? "there are: \(keys.joined(separator: ", "))")
      return false
    }
  }
}
