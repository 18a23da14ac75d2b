import Documents

/// The type that a variable's values are converted to.
///
/// Source: https://developer.hashicorp.com/terraform/language/expressions/type-constraints
package indirect enum TypeConstraint: Sendable {
  case any
  case bool, number, string
  case list(TypeConstraint)
  case set(TypeConstraint)
  case map(TypeConstraint)
  case tuple([TypeConstraint])
  case object([Attribute])

  package struct Attribute: Sendable {
    let name: String
    let type: TypeConstraint
    let isOptional: Bool
    let standard: Expression?
  }

  /// The type that an expression names; nil if it names none.
  package init?(_ expression: Expression) {
    switch expression.content {
    case .variable("any"): self = .any
    case .variable("bool"), .text("bool"): self = .bool
    case .variable("number"), .text("number"): self = .number
    case .variable("string"), .text("string"): self = .string
    case .variable("list"), .text("list"): self = .list(.any)
    case .variable("map"), .text("map"): self = .map(.any)
    case .call(let name, let arguments, expands: false) where arguments.count == 1:
      switch (name, arguments[0].content) {
      case ("object", .object(let items)):
        var attributes: [Attribute] = []
        for item in items {
          guard case .text(let name) = item.key.content, let attribute = Attribute(name, item.value) else { return nil }
          attributes.append(attribute)
        }
        self = .object(attributes)
      case ("tuple", .tuple(let elements)):
        var types: [TypeConstraint] = []
        for element in elements {
          guard let type = TypeConstraint(element) else { return nil }
          types.append(type)
        }
        self = .tuple(types)
      case ("list", _), ("set", _), ("map", _):
        guard let inner = TypeConstraint(arguments[0]) else { return nil }
        self = name == "list" ? .list(inner) : name == "set" ? .set(inner) : .map(inner)
      default: return nil
      }
    default: return nil
    }
  }
}

extension TypeConstraint.Attribute {
  /// `optional(string, "x")`, or a type.
  fileprivate init?(_ name: String, _ expression: Expression) {
    self.name = name
    if case .call("optional", let arguments, _) = expression.content, let first = arguments.first {
      guard let type = TypeConstraint(first) else { return nil }
      self.type = type
      isOptional = true
      standard = arguments.count > 1 ? arguments[1] : nil
    } else {
      guard let type = TypeConstraint(expression) else { return nil }
      self.type = type
      isOptional = false
      standard = nil
    }
  }
}

extension TypeConstraint {
  /// The value as one of the type, with what is optional and left out filled in.
  ///
  /// - Throws: `Obstacle.mistake` for a value that cannot be of the type.
  package func convert(_ value: TerraformValue, _ evaluator: Evaluator) throws(Obstacle) -> TerraformValue {
    switch value.content {
    case .unknown, .attribute, .null, .resource: return value
    case .oneOf(let options, let gap):
      var converted: [TerraformValue] = []
      for option in options { converted.append(try convert(option, evaluator)) }
      return TerraformValue.oneOf(converted, gap, at: value.range)
    case .bool, .number, .text, .list, .set, .map, .json: break
    }
    switch self {
    case .any: return value
    case .bool:
      if value.isUnknownText { return value }
      return value.with(.bool(try value.bool()))
    case .number:
      if value.isUnknownText { return value }
      return value.with(.number(try value.number()))
    case .string:
      if case .json = value.content { return value }
      return value.with(.text(try value.textParts()))
    case .list(let type):
      let (elements, rest) = try value.elements()
      return value.with(.list(try converted(elements, type, evaluator), rest: rest))
    case .set(let type):
      let (elements, rest) = try value.elements()
      return value.with(.set(try converted(elements, type, evaluator).distinctSorted(), rest: rest))
    case .map(let type):
      let (members, rest) = try value.members()
      var all: [TerraformValue.Member] = []
      for member in members {
        all.append(
          TerraformValue.Member(
            key: member.key, keyRange: member.keyRange, value: try type.convert(member.value, evaluator)))
      }
      return value.with(.map(all, rest: rest))
    case .tuple(let types):
      let elements = try value.allElements()
      guard elements.count == types.count else {
        throw .mistake("expected \(types.count) elements, found \(elements.count)")
      }
      var all: [TerraformValue] = []
      for (element, type) in zip(elements, types) { all.append(try type.convert(element, evaluator)) }
      return value.with(.list(all, rest: []))
    case .object(let attributes): return try object(value, attributes, evaluator)
    }
  }

  private func converted(
    _ elements: [TerraformValue], _ type: TypeConstraint, _ evaluator: Evaluator
  ) throws(Obstacle) -> [TerraformValue] {
    var all: [TerraformValue] = []
    for element in elements { all.append(try type.convert(element, evaluator)) }
    return all
  }

  /// Attributes that the type does not have are left out, as Terraform does.
  private func object(
    _ value: TerraformValue, _ attributes: [Attribute], _ evaluator: Evaluator
  ) throws(Obstacle) -> TerraformValue {
    let (members, rest) = try value.members()
    var all: [TerraformValue.Member] = []
    for attribute in attributes {
      let member = members.first { $0.key == attribute.name }
      if let member, !(member.value.isNull && attribute.standard != nil) {
        all.append(
          TerraformValue.Member(
            key: attribute.name, keyRange: member.keyRange, value: try attribute.type.convert(member.value, evaluator)))
      } else if let gap = rest.first {
        all.append(
          TerraformValue.Member(key: attribute.name, keyRange: value.range, value: .unknown(gap, at: value.range)))
      } else if attribute.isOptional {
        let standard = try attribute.standard.map { (expression) throws(Obstacle) in
          try attribute.type.convert(evaluator.evaluate(expression), evaluator)
        }
        all.append(
          TerraformValue.Member(
            key: attribute.name, keyRange: value.range, value: standard ?? TerraformValue(.null, at: value.range)))
      } else {
        throw .mistake("expected an object with \"\(attribute.name)\"")
      }
    }
    return value.with(.map(all.sortedByKey, rest: []))
  }
}

extension TerraformValue {
  func with(_ content: Content) -> TerraformValue {
    TerraformValue(content, at: range, alias: alias, isSensitive: isSensitive, isDefault: isDefault)
  }

  /// A text of which a part is not known.
  fileprivate var isUnknownText: Bool {
    if case .text(let parts) = content { parts.gap != nil } else { false }
  }
}
