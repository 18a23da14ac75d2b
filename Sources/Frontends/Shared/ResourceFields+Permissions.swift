import AWSModel

/// Statements that are declared by their parts.
extension ResourceFields {
  /// Enters a version of a function, or an alias for one.
  func addQualifier(of function: Link, named key: String?, into draft: inout Draft) {
    draft.infrastructure.functionQualifiers.append(
      FunctionQualifier(declaration: declaration, function: function, name: key.map { requiredText($0) }))
  }

  /// A statement by whom it lets in, and by the operations of a service that it lets him use.
  func grant(to grantee: String, of operations: String, service: String) -> PolicyDocument {
    let listed = fields.list(operations)
    let actions = listed.elements.map { element in
      let name = fields.text(element.value)
      return Attribute(name.value.map { PartialText("\(service):") + $0 }, origin: name.origin, place: name.place)
    }
    let principal = Statement.Principal(kind: "AWS", identifier: requiredText(grantee))
    let statement = Statement(
      sid: nil, effect: Attribute(.known(.allow), origin: .default, place: place),
      principals: Statement.Principals(PartialList([principal]), isNegated: false, place: place),
      actions: Statement.Patterns(PartialList(actions, rest: listed.rest), isNegated: false, place: place),
      resources: nil, conditions: PartialList(), place: place)
    return PolicyDocument(version: nil, statements: PartialList([statement]), place: place)
  }

  private func requiredText(_ key: String) -> Attribute<PartialText> {
    fields.text(key) ?? Attribute(.unknown(missing(key)), place: place)
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

/// What a statement of the policy of a function is about: a version or an alias, which nobody calls by the name of the
/// function, or the function by its own name, by which nobody calls an alias.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/versioning-aliases-permissions.html
extension Fields {
  /// By a property that names the version or alias; the function itself if there is none.
  func qualified(_ function: ResourceID, by key: String) -> PartialText {
    let own = PartialText([.attribute(function, "Arn")])
    guard let qualifier = text(key) else { return own }
    if qualifier.known?.literal == "" { return own }
    // What may be left out comes with its colon.
    let isOptional = self[key]?.doubt != nil
    let name = qualifier.known ?? PartialText(qualifier.unknown.map { [.unknown($0)] } ?? [])
    return isOptional ? own + name : own + PartialText(":") + name
  }

  /// By what stands after the name of the function: `FUNCTION:live`, or an ARN; nil if that is not known.
  func qualified(_ function: ResourceID, in key: String) -> PartialText? {
    guard let text = text(key)?.known else { return nil }
    let own = PartialText([.attribute(function, "Arn")])
    if let name = text.literal {
      let words = name.split(separator: ":", omittingEmptySubsequences: false)
      let position = words.firstIndex(of: "function").map { $0 + 1 } ?? 0
      return words.count > position + 1 ? own + PartialText(":" + words[(position + 1)...].joined(separator: ":")) : own
    }
    if context.named(text, .function)?.id == function {
      return text.qualifier.map { own + PartialText(":") + $0 } ?? own
    }
    guard case .attribute? = text.parts.first else { return nil }
    return own + PartialText(Array(text.parts.dropFirst()))
  }
}
