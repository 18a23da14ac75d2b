import AWSModel
import Documents

/// Reads an IAM policy out of a resolved value: an object, or a text that holds JSON.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
struct PolicyReader {
  let context: AdapterContext

  /// The policy; one that cannot be read is a diagnostic and wholly unknown.
  func policy(_ value: Resolved) -> PolicyDocument {
    switch value.content {
    case .unknown(let why): return .unknown(why, at: value.place)
    case .oneOf(_, let why): return .unknown(why, at: value.place)
    case .object: return document(Fields(value, context), size: value.leastSize)
    case .text(let text):
      if let literal = text.literal { return json(value, literal) }
      guard let read = Resolved.json(with: text, at: value.place), read.isObject else {
        return .unknown(text.firstUnknown(at: value.place), at: value.place)
      }
      return document(Fields(read, context), size: read.leastSize)
    case .null, .bool, .number, .list: return unreadable("expected a policy, found \(value.content.noun)", value.place)
    }
  }

  private func unreadable(_ message: String, _ place: Place) -> PolicyDocument {
    context.report(Diagnostic(.unreadable, message, at: place.range))
    return .unknown(Unknown("the policy", .unreadable(message), at: place.range), at: place)
  }

  /// A policy in a string: read where it stands, so that its places lie inside the string.
  private func json(_ value: Resolved, _ literal: String) -> PolicyDocument {
    // A text that was composed has the place of what composed it.
    let text = value.source ?? Text(literal, at: value.place.range)
    do {
      let document = try Document.json(text)
      return self.document(
        Fields(Resolved.literal(document.root, path: value.place.path), context),
        size: literal.unicodeScalars.count { !$0.properties.isWhitespace })
    } catch {
      context.report(
        Diagnostic(.unreadable, "invalid JSON in a policy: \(error.message)", help: error.help, at: error.range))
      return .unknown(Unknown("the policy", .unreadable("invalid JSON"), at: value.place.range), at: value.place)
    }
  }

  /// A policy of which only the statements are written.
  func statements(of fields: Fields) -> PolicyDocument {
    PolicyDocument(version: nil, statements: statements(fields), place: fields.place)
  }

  private func document(_ fields: Fields, size: Int) -> PolicyDocument {
    checkDocument(fields)
    checkVariables(fields)
    return PolicyDocument(
      version: fields.string("Version"),
      statements: statements(fields), place: fields.place, size: size)
  }

  private func statements(_ fields: Fields) -> PartialList<Statement> {
    if !fields.has("Statement") {
      context.report(Diagnostic(.unreadable, "a policy without \"Statement\"", at: fields.place.range))
    }
    let list = fields.list("Statement")
    var statements = PartialList<Statement>(rest: list.rest)
    for element in list.elements {
      if case .unknown(let why) = element.value.content {
        statements.rest.append(why)
      } else {
        statements.elements.append(statement(Fields(element.value, context), existence: element.existence))
      }
    }
    return statements
  }

  private func statement(_ fields: Fields, existence: Existence) -> Statement {
    checkStatement(fields)
    let effect = fields.string("Effect").map { attribute in
      attribute.flatMap { text -> Value<Statement.Effect> in
        Statement.Effect(rawValue: text).map(Value.known)
          ?? .unknown(Unknown("Effect \"\(text)\"", .unreadable("neither Allow nor Deny"), at: attribute.place.range))
      }
    }
    let missing = Unknown("Effect", .unreadable("missing"), at: fields.place.range)
    return Statement(
      sid: fields.string("Sid")?.known,
      effect: effect ?? Attribute(.unknown(missing), place: fields.place),
      principals: principals(fields),
      actions: patterns(fields, "Action", "NotAction")
        ?? Statement.Patterns(
          PartialList(rest: [Unknown("Action", .unreadable("missing"), at: fields.place.range)]), isNegated: false,
          place: fields.place),
      resources: patterns(fields, "Resource", "NotResource"),
      conditions: conditions(fields), place: fields.place, existence: existence)
  }

  private func patterns(_ fields: Fields, _ positive: String, _ negative: String) -> Statement.Patterns? {
    for (key, isNegated) in [(positive, false), (negative, true)] {
      guard let value = fields[key] else { continue }
      return Statement.Patterns(texts(fields, key), isNegated: isNegated, place: value.place)
    }
    return nil
  }

  /// The strings of a list; an element that may not be there is part of what is not known.
  private func texts(_ fields: Fields, _ key: String) -> PartialList<Attribute<PartialText>> {
    let list = fields.list(key)
    var texts = PartialList<Attribute<PartialText>>(rest: list.rest)
    for element in list.elements {
      let text = fields.text(element.value)
      if element.existence.verdict != .yes {
        texts.rest += element.existence.because
      } else if case .unknown(let why) = text.value {
        texts.rest.append(why)
      } else if let why = text.known?.heldText {
        texts.rest.append(why)
      } else {
        texts.elements.append(text.map(\.leavingHeldTextsOpen))
      }
    }
    return texts
  }

  private func principals(_ fields: Fields) -> Statement.Principals? {
    for (key, isNegated) in [("Principal", false), ("NotPrincipal", true)] {
      guard let value = fields[key] else { continue }
      return Statement.Principals(principals(value, in: fields, key), isNegated: isNegated, place: value.place)
    }
    return nil
  }

  private func principals(_ value: Resolved, in fields: Fields, _ key: String) -> PartialList<Statement.Principal> {
    // Of one kind or of another.
    if case .oneOf(let options, let why) = value.content, options.contains(where: \.isObject) {
      return PartialList(rest: [why])
    }
    guard case .object(let members, let rest) = value.content else {
      return texts(fields, key).map { Statement.Principal(kind: "*", identifier: $0) }
    }
    let inner = Fields(value, context)
    return members.reduce(into: PartialList(rest: rest)) { all, member in
      all.append(contentsOf: texts(inner, member.key).map { Statement.Principal(kind: member.key, identifier: $0) })
    }
  }

  /// A condition that may not be there is part of what is not known: it asks for something, or for nothing.
  private func conditions(_ fields: Fields) -> PartialList<Statement.Condition> {
    guard let value = fields["Condition"] else { return PartialList() }
    let (operators, rest) = members(of: value, called: "Condition")
    return operators.reduce(into: PartialList(rest: rest)) { all, op in
      let (keys, rest) = members(of: op.value, called: "Condition.\(op.key)")
      all.rest += rest
      let inner = Fields(op.value, context)
      for key in keys where !key.value.isNull {
        if case .oneOf(let options, let why) = key.value.content, options.contains(where: \.isNull) {
          all.rest.append(why)
          continue
        }
        all.elements.append(
          Statement.Condition(op: op.key, key: key.key, values: texts(inner, key.key), place: key.value.place))
      }
    }
  }

  /// The members of what has to be an object, and what is not known of it.
  private func members(of value: Resolved, called name: String) -> (members: [Resolved.Member], rest: [Unknown]) {
    switch value.content {
    case .object(let members, let rest): (members, rest)
    case .unknown(let why), .oneOf(_, let why): ([], [why])
    case .null: ([], [])
    case .bool, .number, .text, .list: ([], [Unknown(name, .unreadable("not an object"), at: value.place.range)])
    }
  }
}
