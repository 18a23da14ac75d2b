import Documents

/// References, attributes, indices and splats.
///
/// Source: https://developer.hashicorp.com/terraform/language/expressions/references
extension Evaluator {
  func traversal(_ expression: Expression) -> TerraformValue {
    let range = expression.range
    if let names = expression.names { return reference(names.root, names.attributes, at: range) }
    switch expression.content {
    case .attribute(let inner, let name): return attribute(name, of: evaluate(inner), at: range)
    case .index(let inner, let key): return index(evaluate(inner), evaluate(key), at: range)
    case .splat(let source, let body): return splat(evaluate(source), body, at: range)
    case .splatElement: return splatElement ?? mistake("a splat without a list", at: range)
    default: return mistake("expected a reference", at: range)
    }
  }

  private func reference(_ root: String, _ attributes: [String], at range: SourceRange) -> TerraformValue {
    let found: (value: TerraformValue, used: Int)
    if let bound = bindings[root] {
      found = (bound, 0)
    } else if let known = scope.value(of: root, attributes, at: range) {
      found = known
    } else {
      let name = ([root] + attributes).joined(separator: ".")
      let message = "\(name) refers to nothing that is declared here"
      if let trial { trial.hasFailed = true } else { scope.report(message, at: range) }
      return .unknown(Gap(name, .notDeclared, at: range), at: range)
    }
    return attributes.dropFirst(found.used).reduce(found.value) { attribute($1, of: $0, at: range) }
  }

  func attribute(_ name: String, of value: TerraformValue, at range: SourceRange) -> TerraformValue {
    switch value.content {
    case .map(let members, let rest):
      if let member = members.first(where: { $0.key == name }) { return member.value.part(".\(name)", of: value) }
      if let gap = rest.first { return .unknown(gap.part(".\(name)"), at: range) }
      if let alias = value.alias {
        return TerraformValue(.attribute(alias.symbol, "\(alias.attribute).\(name)"), at: range)
      }
      return mistake("there is no \"\(name)\" in it", at: range)
    case .resource(let symbol): return scope.attribute(name, of: symbol, at: range)
    case .attribute(let symbol, let path): return TerraformValue(.attribute(symbol, "\(path).\(name)"), at: range)
    case .oneOf(let options, let gap):
      return TerraformValue.oneOf(options.map { attribute(name, of: $0, at: range) }, gap, at: range)
    case .unknown(let gap): return .unknown(gap.part(".\(name)"), at: range)
    case .null, .bool, .number, .text, .json, .list, .set:
      return mistake("expected an object with \"\(name)\", found \(value.noun)", at: range)
    }
  }

  func index(_ value: TerraformValue, _ key: TerraformValue, at range: SourceRange) -> TerraformValue {
    if case .oneOf(let options, let gap) = value.content {
      return TerraformValue.oneOf(options.map { index($0, key, at: range) }, gap, at: range)
    }
    if case .oneOf(let options, let gap) = key.content {
      return TerraformValue.oneOf(options.map { index(value, $0, at: range) }, gap, at: range)
    }
    do throws(Obstacle) {
      let part = try element(of: value, at: key, range)
      return part.part((try? key.wholeNumber()).map { "[\($0)]" } ?? "", of: value)
    } catch {
      return failed(error, at: range)
    }
  }

  private func element(of value: TerraformValue, at key: TerraformValue, _ range: SourceRange) throws(Obstacle)
    -> TerraformValue
  {
    switch value.content {
    case .list(let elements, let rest):
      if let gap = rest.first {
        return elements.isEmpty ? part(of: gap, at: key, range) : .unknown(gap.derived, at: range)
      }
      if let gap = key.gap { return TerraformValue.oneOf(elements, gap, at: range) }
      let position = try key.wholeNumber()
      guard elements.indices.contains(position) else {
        throw .mistake("there is no element \(position) in a list of \(elements.count)")
      }
      return elements[position]
    case .map(let members, let rest):
      if let gap = key.gap {
        if !rest.isEmpty { throw .unknown(gap) }
        return TerraformValue.oneOf(members.map(\.value), gap, at: range)
      }
      let name = try key.text()
      if let member = members.first(where: { $0.key == name }) { return member.value }
      if let gap = rest.first { return part(of: gap, at: key, range) }
      // A single block is a list of one to who refers to it.
      if value.alias != nil, name == "0" { return value }
      throw .mistake("there is no \"\(name)\" in it")
    case .resource(let symbol):
      if scope.doubt(aboutNumberOf: symbol) != nil { return value }
      throw .mistake("\(symbol.address) has neither count nor for_each")
    case .attribute(let symbol, let path):
      guard let name = try? key.text() else { return .unknown(value.gap ?? Gap(path, .undecided), at: range) }
      let isNumber = Number(name) != nil
      return TerraformValue(.attribute(symbol, isNumber ? "\(path)[\(name)]" : "\(path)[\"\(name)\"]"), at: range)
    case .unknown(let gap): return part(of: gap, at: key, range)
    case .oneOf(_, let gap): throw .unknown(gap)
    case .set: throw .mistake("elements of a set have no index")
    case .null, .bool, .number, .text, .json: throw .mistake("expected a list or an object, found \(value.noun)")
    }
  }

  /// An element of what is not known.
  func part(of gap: Gap, at key: TerraformValue, _ range: SourceRange) -> TerraformValue {
    guard let name = try? key.text() else { return .unknown(gap.derived, at: range) }
    return .unknown(gap.part(Number(name) != nil ? "[\(name)]" : "[\"\(name)\"]"), at: range)
  }

  private func splat(_ source: TerraformValue, _ body: Expression, at range: SourceRange) -> TerraformValue {
    func element(_ value: TerraformValue) -> TerraformValue {
      var inner = self
      inner.splatElement = value
      return inner.evaluate(body)
    }
    switch source.content {
    case .null: return TerraformValue(.list([], rest: []), at: range)
    case .list(let elements, let rest), .set(let elements, let rest):
      return TerraformValue(.list(elements.map(element), rest: rest), at: range, isSensitive: source.isSensitive)
    case .resource(let symbol):
      if let gap = scope.doubt(aboutNumberOf: symbol) { return TerraformValue(.list([], rest: [gap]), at: range) }
      return TerraformValue(.list([element(source)], rest: []), at: range)
    case .oneOf(let options, let gap):
      return TerraformValue.oneOf(options.map { splat($0, body, at: range) }, gap, at: range)
    case .unknown, .attribute:
      return TerraformValue(.list([], rest: [source.gap ?? Gap(range.text, .undecided, at: range)]), at: range)
    case .bool, .number, .text, .json, .map: return TerraformValue(.list([element(source)], rest: []), at: range)
    }
  }
}

extension TerraformValue {
  /// The value as a part of another: of an attribute of a resource it is one as well, and what must not be shown of the
  /// whole must not be shown of a part.
  func part(_ step: String, of whole: TerraformValue) -> TerraformValue {
    let value = whole.isSensitive ? sensitive() : self
    guard let alias = whole.alias, value.alias == nil else { return value }
    return value.aliased(Alias(symbol: alias.symbol, attribute: alias.attribute + step))
  }
}
