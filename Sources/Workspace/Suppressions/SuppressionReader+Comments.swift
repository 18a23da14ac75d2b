import Documents
import Rules

extension SuppressionReader {
  /// Comments of YAML: about the findings on their line or, where they stand alone, on the next.
  mutating func readComments(of document: Document) {
    for comment in document.comments(containing: Self.prefix) {
      let text = document.file.text(in: comment.range).drop { $0 == "#" }
      if let remark = remark(text, at: comment.range) {
        add(remark, .line(comment.line, document.file), owner: document.file.path)
      }
    }
  }

  /// The members called `//` of JSON, the comments of Terraform's JSON syntax: about the block that they stand in.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
  ///
  /// - Parameter key: the one that names the node: it belongs to the block.
  mutating func readMembers(of node: Node, named key: Node? = nil, path: NodePath = NodePath()) {
    switch node.kind {
    case .object:
      for member in node.members {
        if member.name == "//" {
          for text in member.value.kind == .array ? Array(member.value.elements) : [member.value] {
            guard let string = text.string, let remark = remark(string[...], at: text.range) else { continue }
            add(remark, scope(of: node, named: key), owner: path.isEmpty ? node.document.file.path : "\(path)")
          }
        } else {
          readMembers(of: member.value, named: member.key, path: path.appending(key: member.name))
        }
      }
    case .array:
      for (index, element) in node.elements.enumerated() {
        readMembers(of: element, path: path.appending(index: index))
      }
    case .string, .number, .boolean, .null: return
    }
  }

  private func scope(of node: Node, named key: Node?) -> Suppression.Scope {
    guard let start = key?.range.offset else { return .part(node.range) }
    return .part(
      SourceRange(file: node.document.file, offset: start, length: node.range.bytes.upperBound - start))
  }

  /// What a comment says to netlint; nil if it says nothing to it.
  mutating func remark(_ comment: Substring, at place: SourceRange) -> SuppressionText? {
    let text = comment.drop(while: \.isWhitespace)
    guard text.hasPrefix(Self.prefix) else { return nil }
    let word = text.prefix { !$0.isWhitespace }
    if word == Self.directive { return SuppressionText(comment: text.dropFirst(word.count), at: place) }
    report(place, "'\(word)' says nothing to netlint", help: "\(Self.directive) RULE REASON suppresses a finding")
    return nil
  }
}
