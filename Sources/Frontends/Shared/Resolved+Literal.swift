import AWSModel
import Documents

extension Resolved {
  /// A part of a document taken as it stands, without any expression in it.
  static func literal(_ node: Node, path: NodePath, origin: Origin = .explicit) -> Resolved {
    let place = Place(range: node.range, path: path)
    let content: Content =
      switch node.kind {
      case .null: .null
      case .boolean: .bool(node.bool ?? false)
      case .number: .number(node.scalar ?? "")
      case .string: .text(PartialText(node.string ?? ""))
      case .array:
        .list(
          node.elements.enumerated().map {
            literal($0.element, path: path.appending(index: $0.offset), origin: origin)
          },
          rest: [])
      case .object:
        .object(
          node.members.map { member in
            let key = member.key.string ?? ""
            return Member(
              key: key, keyRange: member.key.range,
              value: literal(member.value, path: path.appending(key: key), origin: origin))
          }, rest: [])
      }
    return Resolved(content, at: place, origin: origin, source: node.text)
  }
}
