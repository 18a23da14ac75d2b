import AWSModel

/// Statements that are declared by their parts.
extension ResourceFields {
  /// What a statement of the policy of a function is about, if it names a version or an alias: nobody calls the function
  /// itself by it.
  ///
  /// Source: https://docs.aws.amazon.com/lambda/latest/dg/versioning-aliases-permissions.html
  func part(of function: Link, qualifier key: String) -> PartialText? {
    guard let id = function.target.id, let qualifier = fields.text(key) else { return nil }
    let text = qualifier.known ?? PartialText([qualifier.unknown.map(PartialText.Part.unknown)].compactMap(\.self))
    return text.literal == "" ? nil : PartialText([.attribute(id, "Arn"), .literal(":")] + text.parts)
  }

  /// The same where it stands after the name of the function: `FUNCTION:live`.
  func part(of function: Link, named key: String) -> PartialText? {
    guard let id = function.target.id, let parts = fields.text(key)?.known?.parts, parts.count > 1,
      case .attribute = parts[0], case .literal(let mark) = parts[1], mark.hasPrefix(":")
    else { return nil }
    return PartialText([.attribute(id, "Arn")] + parts.dropFirst())
  }

  /// A statement of the policy of an event bus by its parts, with the one condition that it may have.
  ///
  /// - Parameter condition: the property, and of its members those that hold operator, key and value.
  func busPermission(
    principal: String, action: String, condition: String, _ members: (op: String, key: String, value: String)
  ) -> PolicyDocument {
    let permission = DeclaredPermission(resource: self, principal: principal, action: action, conditions: [])
    guard let written = fields[condition] else { return permission.document }
    guard let block = fields.block(condition), let op = block.string(members.op)?.known,
      let key = block.string(members.key)?.known, let value = block.text(members.value)
    else {
      return .unknown(
        Unknown("\(id.address).\(condition)", .unreadable("is no condition of an event bus")), at: written.place)
    }
    return permission.document(
      with: Statement.Condition(op: op, key: key, values: PartialList([value]), place: written.place))
  }
}
