import Documents

/// Objects and `for` expressions.
///
/// Source: https://developer.hashicorp.com/terraform/language/expressions/for
extension Evaluator {
  func object(_ items: [Expression.Item], at range: SourceRange) -> TerraformValue {
    var members: [TerraformValue.Member] = []
    var rest: [Gap] = []
    for item in items {
      do throws(Obstacle) {
        let key = try evaluate(item.key).text()
        members.removeAll { $0.key == key }
        members.append(TerraformValue.Member(key: key, keyRange: item.key.range, value: evaluate(item.value)))
      } catch {
        switch error {
        case .unknown(let gap): rest.append(gap.derived)
        case .mistake(let message): _ = mistake("the key of an object: \(message)", at: item.key.range)
        }
      }
    }
    return TerraformValue(.map(members.sortedByKey, rest: rest), at: range)
  }

  /// The keys and values of what a `for` goes through, and why there may be others.
  private func keyed(_ collection: TerraformValue) throws(Obstacle) -> (
    entries: [(key: TerraformValue, value: TerraformValue)], rest: [Gap]
  ) {
    switch collection.content {
    case .list(let elements, let rest):
      let entries = elements.enumerated().map {
        (TerraformValue(.number(Number($0.offset)), at: $0.element.range), $0.element)
      }
      return (entries, rest)
    case .set(let elements, let rest): return (elements.map { ($0, $0) }, rest)
    case .map(let members, let rest):
      return (members.map { (TerraformValue(.text([.literal($0.key)]), at: $0.keyRange), $0.value) }, rest)
    case .resource(let symbol):
      if let gap = scope.doubt(aboutNumberOf: symbol) { return ([], [gap]) }
      throw .mistake("\(symbol.address) has neither count nor for_each")
    case .unknown, .oneOf, .attribute: return ([], [collection.gap ?? Gap("a collection", .undecided)])
    case .null, .bool, .number, .text, .json:
      throw .mistake("expected a list, set or object after in, found \(collection.noun)")
    }
  }

  /// The keys and values of a collection that something is made for each of; a mistake counts as not known.
  package func entries(of collection: TerraformValue) -> (
    entries: [(key: TerraformValue, value: TerraformValue)], rest: [Gap]
  ) {
    do throws(Obstacle) {
      return try keyed(collection)
    } catch {
      let failure = failed(error, at: collection.range)
      return ([], [failure.gap ?? Gap(collection.range.text, .undecided, at: collection.range)])
    }
  }

  /// Evaluates the body of a `for` for each entry that its condition admits; an entry of which that is not known counts as
  /// one that may be there.
  private func each(
    _ clause: Expression.ForClause, in collection: TerraformValue, _ body: (Evaluator) throws(Obstacle) -> Void
  ) throws(Obstacle) -> [Gap] {
    var (entries, rest) = try keyed(collection)
    for (key, value) in entries {
      guard scope.take(1) else { throw .unknown(Gap("a collection", .unsupported("too many elements"))) }
      var inner = self
      if let name = clause.key { inner.bindings[name] = key }
      inner.bindings[clause.value] = collection.isSensitive ? value.sensitive() : value
      if let condition = clause.condition {
        do throws(Obstacle) {
          if !(try inner.evaluate(condition).bool()) { continue }
        } catch {
          guard case .unknown(let gap) = error else { throw error }
          if !rest.contains(gap.derived) { rest.append(gap.derived) }
          continue
        }
      }
      try body(inner)
    }
    return rest
  }

  func forTuple(_ clause: Expression.ForClause, _ body: Expression, at range: SourceRange) -> TerraformValue {
    let collection = evaluate(clause.collection)
    if let split = alternatives(of: [collection], at: range, { forTuple(clause, body, over: $0[0], at: range) }) {
      return split
    }
    return forTuple(clause, body, over: collection, at: range)
  }

  private func forTuple(
    _ clause: Expression.ForClause, _ body: Expression, over collection: TerraformValue, at range: SourceRange
  ) -> TerraformValue {
    var elements: [TerraformValue] = []
    do throws(Obstacle) {
      let rest = try each(clause, in: collection) { (inner) throws(Obstacle) in elements.append(inner.evaluate(body)) }
      return TerraformValue(.list(elements, rest: rest), at: range, isSensitive: collection.isSensitive)
    } catch {
      return failed(error, at: range)
    }
  }

  func forObject(
    _ clause: Expression.ForClause, _ key: Expression, _ body: Expression, isGrouped: Bool, at range: SourceRange
  ) -> TerraformValue {
    let collection = evaluate(clause.collection)
    let once = { (values: [TerraformValue]) in
      forObject(clause, key, body, isGrouped: isGrouped, over: values[0], at: range)
    }
    return alternatives(of: [collection], at: range, once) ?? once([collection])
  }

  private func forObject(
    _ clause: Expression.ForClause, _ key: Expression, _ body: Expression, isGrouped: Bool,
    over collection: TerraformValue,
    at range: SourceRange
  ) -> TerraformValue {
    var members: [TerraformValue.Member] = []
    var positions: [String: Int] = [:]
    var unknownKeys: [Gap] = []
    do throws(Obstacle) {
      let rest = try each(clause, in: collection) { (inner) throws(Obstacle) in
        let name: String
        do throws(Obstacle) {
          name = try inner.evaluate(key).text()
        } catch {
          guard case .unknown(let gap) = error else { throw error }
          unknownKeys.append(gap.derived)
          return
        }
        let value = inner.evaluate(body)
        if let position = positions[name] {
          guard isGrouped, case .list(let before, let rest) = members[position].value.content else {
            throw .mistake("two elements of a for have the key \"\(name)\"")
          }
          members[position] = TerraformValue.Member(
            key: name, keyRange: members[position].keyRange,
            value: TerraformValue(.list(before + [value], rest: rest), at: range))
        } else {
          positions[name] = members.count
          members.append(
            TerraformValue.Member(
              key: name, keyRange: value.range,
              value: isGrouped ? TerraformValue(.list([value], rest: []), at: range) : value))
        }
      }
      return TerraformValue(
        .map(members.sortedByKey, rest: rest + unknownKeys), at: range, isSensitive: collection.isSensitive)
    } catch {
      return failed(error, at: range)
    }
  }
}

extension Array where Element == TerraformValue.Member {
  var sortedByKey: [TerraformValue.Member] { sorted { String.precedes($0.key, $1.key) } }
}
